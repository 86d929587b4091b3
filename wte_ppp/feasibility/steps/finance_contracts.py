"""What the contracts pay in each period: prices by their terms, and power at them."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.steps.finance_terms import shares
from wte_ppp.finance.tariffs import bounded, by_operation_year, for_years
from wte_ppp.finance.timeline import Timeline


def schedule(by_year_percent: tuple[Numeric, ...] | None, timeline: Timeline) -> Numeric:
    """Price of each period over the price that its schedule is given in, (..., periods) or 1."""
    if by_year_percent is None:
        return 1.0
    return by_operation_year(shares(by_year_percent), timeline.operation_year)


def power_revenue(
    finance: FinanceSection,
    timeline: Timeline,
    exported_mwh: FloatArray,
    accepted_t: FloatArray,
    index: FloatArray,
    prices: FloatArray,
) -> FloatArray:
    """Power at the tariff with its premium, above a limit at another price; after the term at one.

    Parameters
    ----------
    finance
        The study's money.
    timeline
        Its periods.
    exported_mwh, accepted_t
        Sold power and accepted waste, (..., periods).
    index, prices
        Indices of the tariff and of prices in general, (..., periods).

    Returns
    -------
    FloatArray
        USD nominal, (..., periods).
    """
    terms, limit, year = (
        finance.contract_prices.power_tariff,
        finance.power_limit,
        (timeline.operation_year),
    )
    sold = exported_mwh
    if terms.term_years is not None:
        sold = exported_mwh * for_years(terms.term_years, year)
    full = sold
    if limit.kwh_per_t is not None:
        full = np.minimum(full, accepted_t * limit.kwh_per_t / 1000)
    if limit.mwh_per_year is not None:
        yearly = np.full(timeline.operation_years, 1.0)
        full = np.minimum(full, timeline.from_operation(yearly) * limit.mwh_per_year)
    level = finance.power_tariff_usd_per_kwh * schedule(terms.by_year_percent, timeline)
    tariff = bounded(level * index, terms.floor_usd_per_kwh, terms.cap_usd_per_kwh)
    if np.any(terms.premium_usd_per_kwh):
        in_years = for_years(terms.premium_years, year)
        tariff = tariff + of_amount(terms.premium_usd_per_kwh * index, in_years)
    revenue = of_amount(full * 1000, tariff)
    if full is not sold:
        above = of_amount((sold - full) * 1000, limit.price_above_usd_per_kwh * index)
        revenue = revenue + above
    if sold is not exported_mwh:
        after = terms.price_after_usd_per_kwh * prices
        revenue = revenue + of_amount((exported_mwh - sold) * 1000, after)
    return revenue
