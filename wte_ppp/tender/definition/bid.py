"""What a bidder hands in, envelope by envelope, and what evaluators write."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from wte_ppp.tender.definition.criteria import Id
from wte_ppp.validation import Section, refuse_each

Envelope = Literal["technical", "price"]
BID_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")
LONGEST_TEXT = 10_000
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]


class BidFile(Section):
    """One envelope of a bid."""

    schema_: Literal["wte_ppp/bid/1"] = Field(alias="schema")
    tender: Id
    tender_version: str = Field("", description="stamp of the tender the form was made from")
    bidder: Text = Field(min_length=1, description="name of the bidder; shown as text, never run")
    envelope: Envelope
    currency: str = Field("", pattern=r"^([A-Z]{3})?$", description="of the money fields")
    fields: Mapping[Id, Any] = Field(description="value by field of the form")


class Mark(Section):
    """An evaluator's mark on one criterion of one bid."""

    grade: str
    reason: Text = Field(min_length=1)
    evidence: Text = Field("", description="page of the bid")


class Sheet(Section):
    """Marks of one evaluator, or of the panel after moderation."""

    schema_: Literal["wte_ppp/panel-sheet/1"] = Field(alias="schema")
    tender: Id
    evaluator: str = Field(min_length=1, max_length=200)
    no_conflict: Literal[True] | None = Field(
        None, description="no interest in any bid, declared before the bids were seen"
    )
    interests: Mapping[str, Text] = Field(
        default_factory=dict, description="interest declared by bid; an empty text: none"
    )
    marks: Mapping[str, Mapping[Id, Mark]] = Field(description="by bid and criterion")

    @model_validator(mode="after")
    def _declared(self) -> "Sheet":
        if self.no_conflict and any(self.interests.values()):
            found, action = "no_conflict beside an interest", "remove one"
            raise refuse_each([(".no_conflict", found, "one of them", action)])
        if not self.no_conflict and not self.interests:
            allowed = "no_conflict: true, or interests by bid"
            raise refuse_each([(".no_conflict", "no declaration", allowed, "add it")])
        return self
