"""What the contracts pay in each period: prices by their terms, and power at them."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.result import PlantResult
from wte_ppp.feasibility.steps.finance_terms import shares
from wte_ppp.finance.tariffs import Bands, RevenueShare, bounded, by_operation_year, for_years
from wte_ppp.finance.timeline import Timeline

HOURS_PER_YEAR = 8760.0


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
    blocks = _blocks(finance, timeline, accepted_t, index)
    full = sold if blocks is None else np.minimum(sold, blocks.ends[0])
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
    if blocks is not None:
        revenue = revenue + blocks.revenue(sold)
    elif full is not sold:
        above = of_amount((sold - full) * 1000, limit.price_above_usd_per_kwh * index)
        revenue = revenue + above
    if sold is not exported_mwh:
        after = terms.price_after_usd_per_kwh * prices
        revenue = revenue + of_amount((exported_mwh - sold) * 1000, after)
    return revenue


def _blocks(
    finance: FinanceSection, timeline: Timeline, accepted_t: FloatArray, index: FloatArray
) -> Bands | None:
    """Blocks of energy, MWh and USD/MWh; None where the contract has none."""
    terms = finance.contract_prices.power_tariff
    if terms.block_prices_usd_per_kwh is None:
        return None
    if terms.block_ends_kwh_per_t is not None:
        ends = tuple(np.asarray(accepted_t * end / 1000) for end in terms.block_ends_kwh_per_t)
    else:
        ends = _of_year(terms.block_ends_mwh_per_year or (), timeline)
    return Bands(ends, tuple(price * 1000 * index for price in terms.block_prices_usd_per_kwh))


def fee_bands(finance: FinanceSection, timeline: Timeline, index: FloatArray) -> Bands | None:
    """Bands of tonnes, t and USD/t; None where the contract has none."""
    terms = finance.contract_prices.tipping_fee
    if terms.band_ends_t_per_year is None or terms.band_prices_usd_per_t is None:
        return None
    prices = tuple(np.asarray(price * index) for price in terms.band_prices_usd_per_t)
    return Bands(_of_year(terms.band_ends_t_per_year, timeline), prices)


def _of_year(ends: tuple[Numeric, ...], timeline: Timeline) -> tuple[FloatArray, ...]:
    """Ends of a year in each of its periods, by days."""
    part = timeline.from_operation(np.ones(timeline.operation_years))
    return tuple(np.asarray(part * end) for end in ends)


def capacity_revenue(
    finance: FinanceSection,
    timeline: Timeline,
    plant: PlantResult,
    index: FloatArray,
) -> FloatArray:
    """Payment for available capacity within the term of the power contract, USD (..., periods)."""
    contract = finance.contract_prices
    terms, term = contract.capacity, contract.power_tariff.term_years
    if not np.any(terms.usd_per_kw_month):
        return np.zeros(timeline.operation_period.size)
    kw = plant.net_mw * 1000 if terms.contracted_kw is None else terms.contracted_kw
    reached = plant.available_hours / HOURS_PER_YEAR / (terms.target_availability_percent / 100)
    yearly = timeline.from_operation(np.asarray(np.minimum(reached, 1.0) * kw * 12))
    within = 1.0 if term is None else for_years(term, timeline.operation_year)
    return np.asarray(yearly * terms.usd_per_kw_month * index * within)


def subsidy(
    finance: FinanceSection, timeline: Timeline, delivered_t: FloatArray, fees: FloatArray
) -> FloatArray:
    """What the central government pays for tonnes delivered, USD (..., periods).

    Toward the municipality's fee it is at most `fees`, those for tonnes delivered.
    """
    terms = finance.contract_prices.operating_subsidy
    within = 1.0 if terms.years is None else for_years(terms.years, timeline.operation_year)
    paid = delivered_t * terms.usd_per_t * within
    return np.asarray(paid if terms.paid_to == "project" else np.minimum(paid, fees))


def shared_revenue(
    finance: FinanceSection, timeline: Timeline, of_study: FloatArray | None
) -> RevenueShare | None:
    """How revenue beside the plan is shared; None where the study states no plan.

    `of_study` is the books' money per unit of the study's, (..., periods); None: the same.
    """
    terms = finance.contract_prices.revenue_share
    if terms.planned_revenue_usd_per_year is None:
        return None
    plan = shares(tuple(100 * one for one in terms.planned_revenue_usd_per_year))
    planned = by_operation_year(plan, timeline.annual.operation_year)
    return RevenueShare(
        planned=planned if of_study is None else planned * timeline.at_year_end(of_study),
        above=terms.above_percent / 100,
        below=terms.below_percent / 100,
        public_above=terms.public_share_above_percent / 100,
        public_below=terms.public_share_below_percent / 100,
        at_fee=finance.tipping_fee_usd_per_t,
    )
