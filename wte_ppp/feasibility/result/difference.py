"""What differs between two studies."""

from typing import Final, Literal

from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection
from wte_ppp.messages import OptionalText, TextField

DIFFERENCE_SCHEMA: Final = "wte_ppp/study-difference/1"


class InputChange(ResultSection):
    """One input that differs in its value, or in its source alone."""

    path: str
    unit: str
    before: float | str | None = Field(description="null: left out")
    after: float | str | None
    source_before: OptionalText
    source_after: OptionalText
    not_stated: tuple[Literal["before", "after"], ...] = Field(
        default=(), description="Where it is not known: nobody gave it"
    )


class OutcomeChange(ResultSection):
    """One outcome that differs."""

    path: str
    description: TextField
    unit: str
    before: Outcome
    after: Outcome
    change: Outcome
    change_percent: Outcome = Field(
        description="Of the outcome before; null where that is zero or has the other sign"
    )
    not_stated: tuple[Literal["before", "after"], ...] = Field(
        default=(), description="Where it hangs on an input that nobody gave"
    )


class SeriesChange(ResultSection):
    """One yearly series that differs: its sum, and the year that differs most."""

    path: str
    description: TextField
    unit: str
    before: Outcome = Field(description="Sum over the years")
    after: Outcome
    calendar_year: Outcome = Field(description="Year of the largest change; null: other years")
    largest_change: Outcome
    not_stated: tuple[Literal["before", "after"], ...] = Field(
        default=(), description="Where it hangs on an input that nobody gave"
    )


class CheckChange(ResultSection):
    """One requirement of the guidance that is met in one of the two only, or asked in one only."""

    rule: str
    description: TextField
    before: Literal["met", "not met", "not stated", "not required"]
    after: Literal["met", "not met", "not stated", "not required"]


class Effect(ResultSection):
    """One outcome where one input alone is changed, all else as before."""

    input: str = Field(description="Path; empty for all that single inputs do not explain")
    outcome: str
    change: Outcome


class StudyDifference(ResultSection):
    """What changed in the inputs of a study, and what that did to its results."""

    schema_: Literal["wte_ppp/study-difference/1"] = Field(alias="schema")
    before: str = Field(description="Name of the study before")
    after: str
    guidance_before: str | None
    guidance_after: str | None
    version_before: str = Field(description="Of the package")
    version_after: str
    inputs: tuple[InputChange, ...]
    effects: tuple[Effect, ...] = Field(description="Empty where the two were read as results")
    outcomes: tuple[OutcomeChange, ...]
    series: tuple[SeriesChange, ...]
    checks: tuple[CheckChange, ...]
    notes_gone: tuple[TextField, ...] = Field(
        description="Warnings and notes of the study before alone"
    )
    notes_new: tuple[TextField, ...]
