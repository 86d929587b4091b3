"""Rated criteria and minimums of a tender."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from wte_ppp.guidance.shapes import NAME
from wte_ppp.tender.definition.amounts import Exact, ExactPercent, ExactWeight
from wte_ppp.tender.scoring import Better
from wte_ppp.tender.shapes import Scoring
from wte_ppp.validation import Section, refuse, refuse_each

Id: TypeAlias = Annotated[str, StringConstraints(pattern=NAME, max_length=60)]


class Criterion(Section):
    """A rated criterion, or a group of them.

    `weight` counts in points. Weights of the criteria in a group sum to the group's own weight, or
    to 100 and are then percent of it.
    """

    name: str = ""
    weight: ExactWeight
    criteria: Mapping[Id, "Criterion"] = Field(default_factory=dict)
    field: str = Field("", description="field of the bid form that is scored")
    unit: str = ""
    better: Better = "higher"
    scoring: Scoring | None = None
    minimum_percent: ExactPercent | None = Field(None, description="least share of its points")
    evidence: str = ""
    shown: tuple[Id, ...] = Field(
        (), description="fields of the form that the panel's sheets show beside it"
    )

    @model_validator(mode="after")
    def _leaf_or_group(self) -> "Criterion":
        if self.criteria:
            if self.scoring is not None or self.field:
                found = "a group with a scoring of its own"
                raise refuse_each([(".scoring", found, "criteria or scoring", "remove one")])
            return self
        if self.scoring is None:
            raise refuse_each(
                [(".scoring", "nothing", "a scoring shape", "add 'scoring', or 'criteria'")]
            )
        if self.scoring.scored != "panel" and not self.field:
            found = f"{self.scoring.name} without a field"
            raise refuse_each([(".field", found, "a field of the bid form", "add 'field'")])
        return self

    @model_validator(mode="after")
    def _bounds_point_the_right_way(self) -> "Criterion":
        unfit = self.scoring.unfit(self.better) if self.scoring else None
        if self.scoring and unfit:
            raise refuse_each([(f".scoring.{self.scoring.name}", *unfit)])
        return self


class Minimum(Section):
    """A pass/fail requirement: a field against a threshold, or a panel's yes or no."""

    name: str = ""
    requirement: str = ""
    field: str = ""
    unit: str = ""
    at_least: Exact | None = None
    at_most: Exact | None = None
    sense: Literal["number", "yes", "emission_limits", "decided"] = Field(
        "number", description="decided: the officer enters pass or fail with a reason"
    )

    @model_validator(mode="after")
    def _can_be_checked(self) -> "Minimum":
        bounded = self.at_least is not None or self.at_most is not None
        if (self.sense == "number") != bounded:
            allowed = "at_least or at_most, with sense number only"
            raise refuse(f"sense {self.sense}", allowed, "correct it")
        if self.sense in ("number", "yes") and not self.field:
            raise refuse_each([(".field", "nothing", "a field of the bid form", "add 'field'")])
        return self
