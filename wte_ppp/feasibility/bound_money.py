"""A study's price in the money of a bound, and on which side of the bound it lies."""

from typing import Any

import numpy as np

from wte_ppp.arrays import Flags
from wte_ppp.feasibility.exchange import Exchange, rate
from wte_ppp.guidance.binding import TOLERANCE
from wte_ppp.guidance.money import same_but_for_money
from wte_ppp.guidance.resolved import Bound, ResolvedRule
from wte_ppp.guidance.shapes import Range, Situation
from wte_ppp.guidance.values import value_at

# What a project is paid: less than the law's price is a downside, more is what no contract gives.
PRICES = frozenset(
    {
        "finance.power_tariff_usd_per_kwh",
        "finance.power_limit.price_above_usd_per_kwh",
        "finance.tipping_fee_usd_per_t",
        "finance.heat_price_usd_per_gj",
        "finance.carbon_price_usd_per_tco2e",
    }
)


def ends_in_law(
    bound: Bound, rule: ResolvedRule, unit: str, exchange: Exchange
) -> tuple[float, float] | None:
    """Lowest and highest number of the bound's units in one of the study's; None if not known."""
    theirs, own = bound.unit or rule.unit, exchange.own.unit(unit)
    if theirs == own:
        return 1.0, 1.0
    if bound.value == 0.0 and same_but_for_money(theirs, own):
        return 1.0, 1.0
    known = rate(theirs, own, exchange)
    return None if known is None else (known.low, known.high)


def rate_decides(bound: Bound, ends: tuple[float, float]) -> bool:
    """Whether a price that is not the law's to the digit may be so at another day's rate."""
    return bound.binding == "exact" and ends != (1.0, 1.0)


def pays_less(
    rule: ResolvedRule,
    bound: Bound,
    value: Any,
    path: str,
    unit: str,
    exchange: Exchange,
    situation: Situation | None = None,
) -> Flags:
    """Which of a study's prices are below what the law fixes or has at least: a downside.

    A price bound has a side: paid less than the law's price the project has a downside to look at,
    paid more it has what no contract can give. Of what is no price nothing is a downside.

    Parameters
    ----------
    rule, bound
        The binding rule, and the bound of it that is held.
    value
        Of the study, a number or one a draw.
    path, unit
        Of the input that is held against it.
    exchange
        Between the study's money and the rule's.
    situation
        What a scale among the bounds depends on.

    Returns
    -------
    Flags
        One a value.
    """
    if path not in PRICES or bound.binding not in ("exact", "at_least", "within"):
        return np.zeros(np.size(value), dtype=np.bool_)
    amounts = np.asarray(value, dtype=float).ravel()
    theirs = value_at(bound.value, {**rule.project.situation, **(situation or {})})
    lowest = theirs.low if isinstance(theirs, Range) else theirs
    ends = ends_in_law(bound, rule, unit, exchange)
    if not isinstance(lowest, float) or ends is None or rate_decides(bound, ends):
        return np.zeros(amounts.size, dtype=np.bool_)
    return np.asarray(amounts * max(ends) < lowest * (1 - TOLERANCE))
