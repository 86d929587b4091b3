"""Rates of exchange of a study: those that it states, then the country's `macro.fx`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from wte_ppp.currencies import USD, Money
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.guidance.money import money_of, same_but_for_money
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range
from wte_ppp.messages import Message, Quoted

EXCHANGE = "macro.fx"
RATES = "finance.money.rates"


@dataclass(frozen=True)
class Exchange:
    """Rates between currencies in the study's price year.

    `stated` holds units of the study's money for one of each currency; `rules` are the country's.
    """

    money: str
    stated: Mapping[str, float]
    rules: Mapping[str, ResolvedRule]

    def range(self, currency: str) -> Range | None:
        """Units of the study's money for one of a currency, lowest and highest; None: not known."""
        if currency == self.money:
            return Range(low=1.0, high=1.0)
        if currency in self.stated:
            return Range(low=self.stated[currency], high=self.stated[currency])
        exchange = self.rules.get(EXCHANGE)
        local, _, foreign = (exchange.unit if exchange else "").partition("/")
        if exchange is None or currency not in (local, foreign):
            return None
        value = exchange.value
        known = value if isinstance(value, Range) else None
        if isinstance(value, float):
            known = Range(low=value, high=value)
        if known is None or known.low <= 0:
            return None
        # One of them is worth so many of the other, whose own rate leads to the study's money.
        other = self._stated(local if currency == foreign else foreign)
        if other is None:
            return None
        if currency == foreign:
            return Range(low=other * known.low, high=other * known.high)
        return Range(low=other / known.high, high=other / known.low)

    def _stated(self, currency: str) -> float | None:
        return 1.0 if currency == self.money else self.stated.get(currency)

    def rate(self, currency: str) -> float | None:
        """Units of the study's money for one of a currency; None where it is not one number."""
        known = self.range(currency)
        return known.low if known is not None and known.low == known.high else None

    @property
    def per_usd(self) -> float:
        """Units of the study's money for one USD, NaN where it is not known."""
        rate = self.rate(USD)
        return math.nan if rate is None else rate

    @property
    def own(self) -> Money:
        """The study's money."""
        return Money(self.money, self.per_usd)

    def by_rule(self, currency: str) -> ResolvedRule | None:
        """The country's rule that gives a currency's rate; None where the study states it."""
        if currency == self.money or currency in self.stated or self.range(currency) is None:
            return None
        return self.rules[EXCHANGE]

    def told(self, currency: str) -> Message:
        """The rate of a currency in words, the dearer one as the unit.

        Examples
        --------
        >>> str(Exchange("VND", {"USD": 25_300.0}, {}).told("USD"))
        '25,300 VND/USD'
        >>> str(Exchange("USD", {"VND": 1 / 25_300}, {}).told("VND"))
        '25,300 VND/USD'
        """
        rate = self.rate(currency)
        assert rate is not None
        cheap, dear = (self.money, currency) if rate >= 1 else (currency, self.money)
        value = rate if rate >= 1 else 1 / rate
        return Message("{rate:max6} {pair}", rate=value, pair=Quoted(f"{cheap}/{dear}", STUDY))


def amount_in(value: float, unit: str) -> Message:
    """An amount with its unit as it was written, in whatever money the study is told.

    Examples
    --------
    >>> str(amount_in(385_000.0, "VND/t"))
    '385,000 VND/t'
    """
    return Message("{value:max6} {unit}", value=value, unit=Quoted(unit, STUDY))


def rate(unit: str, own: str, exchange: Exchange) -> Range | None:
    """Lowest and highest number of a rule's units in one of a study's.

    Parameters
    ----------
    unit
        Of the rule, such as "VND/kWh".
    own
        Of the study, such as "USD/kWh".
    exchange
        Rates to the study's money.

    Returns
    -------
    Range | None
        1 for the same unit; None where no rate is known, or the units differ in more than money.
    """
    if unit == own:
        return Range(low=1.0, high=1.0)
    if not same_but_for_money(unit, own):
        return None
    known = exchange.range(money_of(unit))
    return None if known is None else Range(low=1 / known.high, high=1 / known.low)
