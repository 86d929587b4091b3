"""Exchange rates of a tender: fixed in its file, or those of a day that is named."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, StringConstraints

from wte_ppp.guidance.days import Date
from wte_ppp.tender.definition.amounts import ExactPositive
from wte_ppp.validation import Fault, Joint, Section

OPENING_DAY = "opening_day"
Code: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


def _fixed_or_named(
    date: str | None, on: str | None, rates: Mapping[str, object]
) -> Iterator[Fault]:
    if (on is None) == (date is None):
        found = "neither" if on is None else "both"
        allowed = "'date' with rates, or 'on' and the rates are entered on that day"
        yield ".on", found, allowed, "keep one of them"
    elif (date is None) == bool(rates):
        found = "rates with 'on'" if rates else "no rates"
        allowed = "rates where they are fixed, none where a day is named"
        yield ".rates", found, allowed, "remove them" if rates else "add them, or write 'on'"


class FxRates(Section):
    """Units of the evaluation currency for one unit of another.

    Either the rates of `date`, or `on`: the day whose rates are entered once it has come.
    """

    date: Date | None = None
    on: Date | Literal["opening_day"] | None = Field(
        default=None,
        description="day whose rates count; opening_day: that on which prices are opened",
    )
    source: str = Field(min_length=1, description="who publishes them")
    kind: Literal["selling", "buying", "middle"] | None = None
    rates: Mapping[Code, ExactPositive] = Field(default_factory=dict)
    joint: ClassVar[tuple[Joint, ...]] = (Joint(("date", "on", "rates"), _fixed_or_named),)
