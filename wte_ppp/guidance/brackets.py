"""Scales that compute an amount from a quantity: each part at its rate, or the whole at one."""

from typing import Literal

from pydantic import Field, field_validator, model_validator

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.shapes import NAME, BoundedBand, Situation, number_of, round_off, unsorted
from wte_ppp.messages import Message, mark
from wte_ppp.validation import Section, refuse, refuse_each


class RateBand(BoundedBand):
    """One band: its upper bound, none for all above, and what is paid in it."""

    rate: float | None = Field(None, description="amount for one unit of the quantity")
    amount: float | None = Field(None, description="fixed amount; with kind single alone")

    @model_validator(mode="after")
    def _pays(self) -> "RateBand":
        if self.rate is None and self.amount is None:
            raise refuse("a band without rate", "a rate, or with kind single an amount", "add it")
        return self


class Brackets(Section):
    """A scale of rates by a quantity from 0: marginal, or single.

    Marginal: each part of the quantity at the rate of its band. Single: the whole quantity at the
    rate of the band in which it lies, or that band's fixed amount, or both.
    """

    by: str = Field(pattern=NAME, description="name of the quantity, with its unit")
    kind: Literal["marginal", "single"] = Field(description="each part at its rate, or the whole")
    bands: tuple[RateBand, ...]

    @field_validator("bands")
    @classmethod
    def _rising(cls, bands: tuple[RateBand, ...]) -> tuple[RateBand, ...]:
        if faults := unsorted(bands, 0.0, "rising bounds above 0"):
            raise refuse_each(faults)
        return bands

    @model_validator(mode="after")
    def _amounts_of_single(self) -> "Brackets":
        faults = [
            (f".bands.{place}.amount", f"{band.amount:g}", "a rate", "write rates, or kind: single")
            for place, band in enumerate(self.bands)
            if self.kind == "marginal" and band.amount is not None
        ]
        if faults:
            raise refuse_each(faults)
        return self

    def at(self, situation: Situation) -> float | None:
        """Amount in a situation; None above the last bound.

        Parameters
        ----------
        situation
            Gives the quantity `by`, 0 or more.

        Returns
        -------
        float | None
            In the rule's unit.

        Examples
        --------
        Nothing on the first 125, half of what is above: 0.5 x (140 - 125) = 7.5.

        >>> bands = [{"up_to": 125, "rate": 0}, {"rate": 0.5}]
        >>> Brackets(by="percent", kind="marginal", bands=bands).at({"percent": 140})
        7.5
        >>> Brackets(by="percent", kind="single", bands=bands).at({"percent": 140})
        70.0
        """
        quantity = number_of(situation, self.by)
        if quantity < 0:
            found, allowed = f"{quantity:g}", "0 or more"
            raise DocumentError((Problem(None, None, self.by, found, allowed, "correct it"),))
        band = next((band for band in self.bands if band.holds(quantity)), None)
        if band is None:
            return None
        if self.kind == "single":
            return round_off((band.amount or 0.0) + (band.rate or 0.0) * quantity)
        total, floor = 0.0, 0.0
        for part in self.bands:
            ceiling = quantity if part.bound is None else min(part.bound, quantity)
            total += (part.rate or 0.0) * max(ceiling - floor, 0.0)
            floor = max(floor, ceiling)
        return round_off(total)

    def in_words(self) -> Message:
        """All bands in a line."""
        key = (
            mark("each part of {quantity} at its rate: {bands:; }")
            if self.kind == "marginal"
            else mark("all of {quantity} at the rate of its band: {bands:; }")
        )
        bands = tuple(map(_band, self.bands))
        return Message(key, quantity=name_in_words(self.by), bands=bands)


def _band(band: RateBand) -> Message:
    if band.amount is None:
        paid = Message("{rate:max10} for one", rate=band.rate or 0.0)
    elif band.rate is None:
        paid = Message("{amount:max10} in all", amount=band.amount)
    else:
        paid = Message(
            "{amount:max10} and {rate:max10} for one", amount=band.amount, rate=band.rate
        )
    if band.bound is None:
        return Message("{paid} above", paid=paid)
    key = (
        mark("{paid} up to {bound:max10}")
        if band.below is None
        else mark("{paid} below {bound:max10}")
    )
    return Message(key, paid=paid, bound=band.bound)
