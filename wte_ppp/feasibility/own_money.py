"""The money of a valid study: what its amounts, names and units are in."""

import math
from collections.abc import Mapping

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.currencies import USD, Money
from wte_ppp.feasibility.definition.finance import MoneySection
from wte_ppp.feasibility.exchange import Exchange
from wte_ppp.guidance.resolved import ResolvedRule

# Of no money is one USD worth more; it widens a search and enters no figure.
WIDE_PER_USD = 1e5


def per_usd(money: MoneySection) -> Numeric:
    """Units of a study's money for one USD in the price year, number or (draws, 1); NaN: unknown.

    Examples
    --------
    >>> per_usd(MoneySection(currency="USD", fx_differences="accrued"))
    1.0
    """
    if money.currency == USD:
        return 1.0
    rate = money.rates[USD].in_price_year if USD in money.rates else None
    return math.nan if rate is None else rate


def searched_per_usd(money: MoneySection) -> Numeric:
    """The same for the range in which a fee is searched: wide where the rate is not known."""
    return np.nan_to_num(per_usd(money), nan=WIDE_PER_USD)


def own_money(money: MoneySection) -> Money:
    """A study's money as units, names and ranges of its inputs take it."""
    return Money(money.currency, float(np.mean(per_usd(money))))


def exchange_of(money: MoneySection, rules: Mapping[str, ResolvedRule]) -> Exchange:
    """Rates of exchange of a study: its own, then those of its country's rules."""
    known = {code: rate.in_price_year for code, rate in money.rates.items()}
    stated = {code: float(np.mean(rate)) for code, rate in known.items() if rate is not None}
    return Exchange(money.currency, stated, rules)
