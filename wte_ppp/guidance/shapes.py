"""The shapes that a rule's value may have besides a plain number or words.

The vocabulary is closed on purpose. A profile holds no code: a tariff that depends on capacity is
a step table or a line, a price that follows an index is a capped index. A *situation* is a mapping
of names such as `capacity_mw` to numbers or words.
"""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic import Field, field_serializer, field_validator, model_validator

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.validation import Fault, Section, refuse, refuse_each

Situation: TypeAlias = Mapping[str, float | str]

NAME = r"^[a-z][a-z0-9_]*$"
WEIGHTS_SUM = 100.0
SUM_TOLERANCE = 1e-9


class Range(Section):
    """Lowest and highest usual or allowed value."""

    low: float = Field(description="lowest value")
    high: float = Field(description="highest value")

    @model_validator(mode="after")
    def _in_order(self) -> "Range":
        if self.low > self.high:
            found = f"low {self.low:g} above high {self.high:g}"
            raise refuse(found, "low up to high", "swap them")
        return self


class Weights(Section):
    """Shares by name in percent; they sum to 100."""

    shares: Mapping[str, float] = Field(min_length=1)

    @field_validator("shares")
    @classmethod
    def _sum_to_100(cls, shares: Mapping[str, float]) -> Mapping[str, float]:
        negative = [name for name, share in shares.items() if share < 0]
        if negative:
            raise refuse_each(
                [(f".{name}", f"{shares[name]:g}", "0 or more", "correct it") for name in negative]
            )
        total = sum(shares.values())
        if abs(total - WEIGHTS_SUM) > SUM_TOLERANCE:
            raise refuse(f"weights that sum to {total:.10g}", "a sum of 100", "correct the weights")
        return MappingProxyType(dict(shares))

    @field_serializer("shares")
    def _plain(self, shares: Mapping[str, float]) -> dict[str, float]:
        return dict(shares)


class Linear(Section):
    """Straight line in one variable: intercept + slope x variable, held between bounds."""

    by: str = Field(pattern=NAME, description="name of the variable, with its unit")
    intercept: float = Field(description="value where the variable is zero")
    slope: float = Field(description="change for one unit of the variable")
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _bounds_in_order(self) -> "Linear":
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            found = f"at_least {self.at_least:g} above at_most {self.at_most:g}"
            raise refuse(found, "at_least up to at_most", "swap them")
        return self

    def at(self, situation: Situation) -> float:
        """Value in a situation.

        Parameters
        ----------
        situation
            Gives the variable `by`.

        Returns
        -------
        float
            In the rule's unit.

        Examples
        --------
        >>> Linear(by="capacity_mw", intercept=14.54, slope=-0.076).at({"capacity_mw": 30})
        12.26
        """
        value = self.intercept + self.slope * number_of(situation, self.by)
        if self.at_least is not None:
            value = max(value, self.at_least)
        return round_off(value if self.at_most is None else min(value, self.at_most))


class BandLinear(Section):
    """A line inside a band."""

    linear: Linear


class BoundedBand(Section):
    """A band of a number by its upper bound; without one it holds for all that is above."""

    up_to: float | None = Field(None, description="upper bound, itself included")
    below: float | None = Field(None, description="upper bound, itself excluded")

    @model_validator(mode="after")
    def _one_bound(self) -> "BoundedBand":
        if self.up_to is not None and self.below is not None:
            raise refuse("up_to and below", "one of them", "remove one")
        return self

    @property
    def bound(self) -> float | None:
        """Upper bound, or None."""
        return self.up_to if self.up_to is not None else self.below

    def holds(self, number: float) -> bool:
        """Whether a number lies at or under this band's bound."""
        if self.below is not None:
            return number < self.below
        return self.up_to is None or number <= self.up_to


def unsorted(bands: Sequence[BoundedBand], above: float, rising: str) -> list[Fault]:
    """The first fault of bands whose bounds do not rise, or that a band without bound hides."""
    if not bands:
        return [("", "an empty list", "at least one band", "add one")]
    last = above
    for place, band in enumerate(bands):
        if band.bound is None and place < len(bands) - 1:
            found = "a band without bound before others"
            return [(f".{place}", found, "up_to or below", "add the bound")]
        if band.bound is not None and band.bound <= last:
            return [(f".{place}", f"bound {band.bound:g} after {last:g}", rising, "sort the bands")]
        last = last if band.bound is None else band.bound
    return []


class Band(BoundedBand):
    """One step: it holds up to a bound, or without one for all that is above."""

    value: float | BandLinear | None = Field(description="a number, a line or null")

    @field_validator("value", mode="before")
    @classmethod
    def _is_number(cls, value: Any) -> Any:
        if isinstance(value, (bool, str)):
            raise refuse(repr(value)[:80], "a number, {linear: …} or null", "correct it")
        return value


class Steps(Section):
    """Step table in one variable."""

    by: str = Field(pattern=NAME, description="name of the variable, with its unit")
    bands: tuple[Band, ...]

    @field_validator("bands")
    @classmethod
    def _rising(cls, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        if faults := unsorted(bands, float("-inf"), "rising bounds"):
            raise refuse_each(faults)
        return bands

    def at(self, situation: Situation) -> float | None:
        """Value in a situation; None where the table gives none.

        Parameters
        ----------
        situation
            Gives the variable `by`, and that of a band's line.

        Returns
        -------
        float | None
            In the rule's unit.

        Examples
        --------
        >>> table = Steps(by="mw", bands=[{"up_to": 10, "value": 5.08}, {"up_to": 50, "value": 3}])
        >>> table.at({"mw": 10}), table.at({"mw": 10.1}), table.at({"mw": 60})
        (5.08, 3.0, None)
        """
        number = number_of(situation, self.by)
        band = next((band for band in self.bands if band.holds(number)), None)
        if band is None:
            return None
        return band.value.linear.at(situation) if isinstance(band.value, BandLinear) else band.value


class CappedIndex(Section):
    """A base value of which a share follows an index, its yearly rise capped."""

    base: float = Field(description="value at the base index")
    by: str = Field(pattern=NAME, description="name of the index in the situation")
    base_index: float = Field(gt=0, description="index at which the base value holds")
    share: float = Field(1.0, ge=0, le=1, description="share of the base that follows the index")
    at_most_percent_per_year: float | None = Field(None, ge=0, description="cap on the mean rise")

    def at(self, situation: Situation) -> float:
        """Value in a situation.

        Parameters
        ----------
        situation
            Gives the index `by`; with a cap also `years` since the base value.

        Returns
        -------
        float
            base x (1 + share x (index / base index - 1)), at most base x (1 + cap) ^ years.

        Examples
        --------
        A quarter of 8.00 follows an index that rose by 20 %: 8 x (1 + 0.25 x 0.2) = 8.4.

        >>> CappedIndex(base=8, by="cpi", base_index=100, share=0.25).at({"cpi": 120})
        8.4
        """
        value = self.base * (1 + self.share * (number_of(situation, self.by) / self.base_index - 1))
        if self.at_most_percent_per_year is not None:
            years = number_of(situation, "years")
            value = min(value, self.base * (1 + self.at_most_percent_per_year / 100) ** years)
        return round_off(value)


def number_of(situation: Situation, name: str) -> float:
    """A number of a situation.

    Raises
    ------
    DocumentError
        If it is missing or no number.
    """
    value = situation.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    shown = "nothing" if value is None else repr(value)[:80]
    action = f"state it, as in --with {name}=10"
    raise DocumentError((Problem(None, None, name, shown, "a finite number", action),))


def round_off(value: float) -> float:
    """A sum of a few decimals without the noise of its last binary digits."""
    return float(f"{value:.12g}")
