"""Rated criteria and minimums of a tender."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from wte_ppp.guidance.shapes import NAME
from wte_ppp.tender.definition.amounts import Exact, ExactPercent, ExactPositive
from wte_ppp.tender.scoring import Better
from wte_ppp.validation import Section, refuse, refuse_each

FULL = Fraction(100)

Id: TypeAlias = Annotated[str, StringConstraints(pattern=NAME, max_length=60)]


class Line(Section):
    """Straight line between fixed bounds; absolute."""

    floor: Exact = Field(description="value that earns nothing")
    target: Exact = Field(description="value that earns all")

    @model_validator(mode="after")
    def _is_a_line(self) -> "Line":
        if self.floor == self.target:
            raise refuse("floor equal to target", "two values", "correct one")
        return self


class Step(Section):
    """One step of a table."""

    bound: Exact
    percent: ExactPercent


class Steps(Section):
    """Table of steps from the easiest to the hardest; absolute."""

    table: tuple[Step, ...] = Field(min_length=1)


class Piecewise(Section):
    """Lines between knots `[value, percent]`; absolute."""

    knots: tuple[tuple[Exact, ExactPercent], ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _rising(self) -> "Piecewise":
        if any(left[0] >= right[0] for left, right in pairwise(self.knots)):
            raise refuse("knots that do not rise", "rising values", "sort them")
        return self


class Reference(Section):
    """Ratio to a fixed reference; absolute."""

    reference: ExactPositive


class FromFloor(Section):
    """Line from a requirement to the best bid; relative to the other bids."""

    floor: Exact


class Count(Section):
    """A count that is full from a number on; absolute."""

    full_at: ExactPositive


class Band(Section):
    """Full inside a band, falling to nothing at the outer bounds; absolute."""

    zero_below: Exact
    low: Exact
    high: Exact
    zero_above: Exact

    @model_validator(mode="after")
    def _in_order(self) -> "Band":
        if not self.zero_below <= self.low <= self.high <= self.zero_above:
            allowed = "zero_below <= low <= high <= zero_above"
            raise refuse("bounds out of order", allowed, "sort them")
        return self


class Judgement(Section):
    """Marks of the panel: share in percent by grade; `toolkit` takes the toolkit's scale."""

    grades: Mapping[str, ExactPercent] = Field(
        default_factory=dict, description="percent by grade; empty: scale of the guidance"
    )


class Nothing(Section):
    """A shape without parameters."""


class Scoring(Section):
    """How a criterion is scored: exactly one shape."""

    linear: Line | None = None
    steps: Steps | None = None
    piecewise: Piecewise | None = None
    reference: Reference | None = None
    count: Count | None = None
    target_band: Band | None = None
    ratio: Nothing | None = Field(None, description="ratio to the best bid")
    from_floor: FromFloor | None = None
    panel: Judgement | None = None
    yes_no: Nothing | None = None

    @model_validator(mode="before")
    @classmethod
    def _word(cls, value: Any) -> Any:
        """A shape without parameters may be written as a word: `scoring: ratio`."""
        return {value: {}} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_shape(self) -> "Scoring":
        named = sorted(self.model_fields_set)
        if len(named) != 1 or getattr(self, named[0]) is None:
            found = ", ".join(named) or "none"
            allowed = "one of " + ", ".join(type(self).model_fields)
            raise refuse(f"shapes: {found}", allowed, "name exactly one")
        return self

    @property
    def shape(self) -> str:
        """Name of the shape."""
        return next(iter(self.model_fields_set))

    @property
    def relative(self) -> bool:
        """Whether other bids change a bid's points."""
        return self.shape in ("ratio", "from_floor")


NUMERIC = (
    "linear",
    "steps",
    "piecewise",
    "reference",
    "count",
    "target_band",
    "ratio",
    "from_floor",
)
DIRECTED = ("steps", "reference", "ratio", "from_floor")


class Criterion(Section):
    """A rated criterion, or a group of them.

    `weight` counts in points. Weights of the criteria in a group sum to the group's own weight, or
    to 100 and are then percent of it.
    """

    name: str = ""
    weight: ExactPositive
    criteria: Mapping[Id, "Criterion"] = Field(default_factory=dict)
    field: str = Field("", description="field of the bid form that is scored")
    unit: str = ""
    better: Better = "higher"
    scoring: Scoring | None = None
    minimum_percent: ExactPercent | None = Field(None, description="least share of its points")
    evidence: str = ""

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
        if self.scoring.shape in (*NUMERIC, "yes_no") and not self.field:
            found = f"{self.scoring.shape} without a field"
            raise refuse_each([(".field", found, "a field of the bid form", "add 'field'")])
        return self

    @model_validator(mode="after")
    def _bounds_point_the_right_way(self) -> "Criterion":
        line = self.scoring.linear if self.scoring else None
        if line is not None and (line.target > line.floor) != (self.better == "higher"):
            allowed = f"a target on the better side of the floor ({self.better} is better)"
            raise refuse_each([(".scoring.linear", "bounds", allowed, "swap them, or 'better'")])
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
