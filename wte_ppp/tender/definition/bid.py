"""What a bidder hands in, envelope by envelope, and what evaluators write."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from wte_ppp.tender.definition.criteria import Id
from wte_ppp.validation import Section

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
    no_conflict: Literal[True] = Field(description="declared before the bids were seen")
    marks: Mapping[str, Mapping[Id, Mark]] = Field(description="by bid and criterion")
