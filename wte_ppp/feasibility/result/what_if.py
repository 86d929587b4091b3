"""Outcomes at every combination of a few inputs' levels."""

from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series
from wte_ppp.messages import TextField


class Lever(ResultSection):
    """An input and the values it was set to."""

    path: str
    description: TextField
    unit: str
    levels: Series = Field(description="Rising; the base value is one of them")
    base_level: int = Field(description="Place of the base value in `levels`, from 0")
    range_from: TextField = Field(description="Where the range comes from")


class WhatIf(ResultSection):
    """The model run once for every combination of levels; nothing is interpolated."""

    levers: tuple[Lever, ...]
    outcomes: tuple[str, ...] = Field(description="Paths")
    descriptions: tuple[TextField, ...]
    units: tuple[str, ...]
    base: tuple[Outcome, ...] = Field(description="Each outcome in the base case")
    values: tuple[Series, ...] = Field(
        description="Each outcome at all combinations; the last lever moves fastest"
    )
    not_stated: tuple[str, ...] = Field(
        default=(), description="Outcomes that hang on an input that nobody gave"
    )
