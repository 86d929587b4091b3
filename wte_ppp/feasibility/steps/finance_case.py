"""From the finance section and the steps before to the project that the finance room runs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.definition.finance.prices import FormulaSection
from wte_ppp.feasibility.result import CostResult, PaidWaste, PlantResult
from wte_ppp.feasibility.result.climate import ReductionResult
from wte_ppp.feasibility.steps.finance_capital import (
    closure_cost,
    land_lease,
    later_investment,
    later_operating_cost,
    refinancing_terms,
    salvage_value,
)
from wte_ppp.feasibility.steps.finance_contracts import (
    capacity_revenue,
    fee_bands,
    power_revenue,
    schedule,
    shared_revenue,
    subsidy,
)
from wte_ppp.feasibility.steps.finance_money import (
    Monies,
    as_spent,
    has_local_money,
    monies_of,
)
from wte_ppp.feasibility.steps.finance_terms import (
    completion_grant,
    construction_grants,
    debt_terms,
    depreciation_rule,
    depreciation_years,
    indices,
    lender_cases,
    loans,
    price_formula,
    reserves,
    shares,
    sponsors_terms,
    tax_rules,
    vat_terms,
)
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.exchange_rates import in_books
from wte_ppp.finance.indexation import formula_index, price_index
from wte_ppp.finance.timeline import MONTHS_OF, Timeline


@dataclass(frozen=True)
class Streams:
    """Prices, quantities and revenue of each period: USD nominal, t, MWh, (..., periods)."""

    fee_index: FloatArray
    prices: FloatArray
    paid_t: FloatArray
    delivered_t: FloatArray
    accepted_t: FloatArray
    exported_mwh: FloatArray
    power: FloatArray
    capacity: FloatArray
    carbon: FloatArray
    metals: FloatArray
    heat: FloatArray
    stream_fees: Mapping[str, FloatArray]
    subsidy: FloatArray
    operating_cost: FloatArray
    overhauls: FloatArray
    land_lease: FloatArray
    closure: FloatArray
    salvage: FloatArray

    @property
    def own_fees(self) -> Numeric:
        """Tipping fees of streams that have one of their own."""
        return sum(self.stream_fees.values())

    @property
    def beside_tipping_and_power(self) -> FloatArray:
        """Revenue other than the tipping fee and power, whose price may be unknown."""
        return np.asarray(self.carbon + self.metals + self.heat + self.own_fees + self.subsidy)

    @property
    def beside_tipping(self) -> FloatArray:
        """Revenue other than the tipping fee."""
        return np.asarray(self.power + self.capacity + self.beside_tipping_and_power)


def project_timeline(finance: FinanceSection) -> Timeline:
    """Periods of a study's construction and operation."""
    timing = finance.timing
    months = MONTHS_OF[timing.construction_period]
    items = len(finance.spend_profile_percent)
    periods = items if timing.spend_profile_by == "period" else None
    years = items if periods is None else -(-periods * months // 12)
    return Timeline(
        first_operation_year=finance.first_operation_year,
        construction_years=years,
        operation_years=int(np.max(finance.contract_years)),
        first_operation_month=timing.first_operation_month,
        construction_months=months,
        operation_months=MONTHS_OF[timing.operation_period],
        construction_periods=periods,
        fiscal_year_start_month=timing.fiscal_year_start_month,
    )


def streams_of(
    finance: FinanceSection,
    timeline: Timeline,
    waste: PaidWaste,
    plant: PlantResult,
    costs: CostResult,
    reductions: ReductionResult,
    own_fees: Mapping[str, Numeric],
) -> Streams:
    """Spread the plant's years over the periods and price them.

    `own_fees` are the tipping fees of streams of waste that have one of their own, USD/t.
    """
    not_delivered = timeline.from_operation(waste.not_delivered_t)
    due = timeline.from_operation(waste.paid_t)
    unpaid = 1 - finance.contract_prices.shortfall.price_percent / 100
    to_project = finance.contract_prices.operating_subsidy.paid_to == "project"
    from_base = timeline.calendar_year.astype(float) - finance.price_year
    inflation = finance.inflation_percent / 100
    prices = np.asarray(price_index(inflation, from_base))
    fee = _index(
        finance, finance.indexation.tipping_fee, finance.tipping_fee_indexed_percent, from_base
    )
    tariff = _index(
        finance, finance.indexation.power_tariff, finance.power_tariff_indexed_percent, from_base
    )
    exported = timeline.from_operation(plant.exported_mwh)
    accepted = timeline.from_operation(plant.accepted_t)
    overhauls = _overhauls(finance, timeline, costs.capex_usd, from_base)
    running_cost = timeline.from_operation(costs.operating_cost_usd)
    lease, closure = land_lease(finance, timeline), closure_cost(finance, timeline)
    lumps = overhauls + lease + closure + later_operating_cost(finance, timeline)
    return Streams(
        fee_index=fee,
        prices=prices,
        paid_t=due - unpaid * not_delivered if np.any(unpaid) else due,
        delivered_t=due - not_delivered,
        accepted_t=accepted,
        exported_mwh=exported,
        capacity=capacity_revenue(finance, timeline, plant, tariff),
        power=power_revenue(finance, timeline, exported, accepted, tariff, prices),
        # No credits sold: what they would be need not be known.
        carbon=of_amount(
            finance.carbon_price_usd_per_tco2e * prices,
            timeline.from_operation(credits_sold_t(finance, reductions)),
        ),
        metals=np.asarray(
            timeline.from_operation(plant.metals_t) * finance.metals_usd_per_t * prices
        ),
        heat=of_amount(
            timeline.from_operation(plant.heat_mwh) * 3.6, finance.heat_price_usd_per_gj * prices
        ),
        stream_fees={
            name: of_amount(timeline.from_operation(waste.paid_by_stream_t[name]), price * fee)
            for name, price in own_fees.items()
        },
        subsidy=subsidy(finance, timeline, due - not_delivered, due)
        if to_project
        else np.zeros(timeline.operation_period.size),
        operating_cost=running_cost if not np.any(lumps) else running_cost + lumps,
        overhauls=overhauls,
        land_lease=lease,
        closure=closure,
        salvage=salvage_value(finance, timeline),
    )


def credits_sold_t(finance: FinanceSection, reductions: ReductionResult) -> FloatArray:
    """The project's share of the credits issued, or what of them it may sell where that is less."""
    share = of_amount(finance.carbon_share_percent / 100, reductions.credits_issued_tco2e)
    return np.asarray(np.fmin(share, reductions.credits_for_sale_tco2e))


def project_case(
    finance: FinanceSection,
    timeline: Timeline,
    streams: Streams,
    costs: CostResult,
    reductions: ReductionResult,
    late_months: Numeric = 0.0,
) -> ProjectCase:
    """Project that the finance room runs, in the money of its books.

    `late_months` pass before the plant does.
    """
    uses, fee, monies = (
        finance.uses, finance.contract_prices.tipping_fee, monies_of(finance, timeline)
    )  # fmt: skip
    spend = shares(finance.spend_profile_percent)
    if finance.timing.spend_profile_by == "year":
        spend = timeline.spread_construction(spend)
    capex = costs.capex_usd * (1 + uses.contingency_percent / 100) + uses.development_fee_usd
    of_study, spend_of_study = monies.books, spend
    spend, capex = as_spent(spend, capex, of_study)
    grant = monies.as_drawn(finance.grant.currency, spend)
    first, last = 0, timeline.construction_columns - 1
    overhauls = in_books(streams.overhauls, of_study)
    later = later_investment(finance, timeline, of_study)
    return ProjectCase(
        timeline=timeline,
        paid_t=streams.paid_t,
        tipping_fee_index=in_books(
            streams.fee_index * schedule(fee.by_year_percent, timeline), of_study
        ),
        other_revenue=in_books(streams.beside_tipping, of_study),
        operating_cost=in_books(streams.operating_cost, of_study),
        capex=capex,
        spend_profile=spend,
        grant=completion_grant(finance.grant, costs.capex_usd, reductions) * grant.factor,
        grant_year=finance.grant.paid_in_operation_year,
        debt=debt_terms(finance.debt, timeline, monies, spend),
        tax=tax_rules(finance.tax),
        depreciation_years=depreciation_years(finance),
        depreciation=depreciation_rule(finance),
        depreciated_financing=finance.tax.financing_cost == "depreciated",
        draw_order=finance.debt.draw_order,
        loans=loans(finance, monies, spend),
        construction_grants=construction_grants(finance, timeline, spend_of_study, of_study),
        land=monies.at(first, uses.land_usd),
        opening_cash=monies.at(last, uses.working_capital_usd),
        vat=vat_terms(finance, monies),
        receivable_days=uses.receivable_days,
        payable_days=uses.payable_days,
        lender_cases=lender_cases(finance.debt.lender_case, finance.debt.target_dscr),
        reserves=reserves(
            finance,
            overhauls,
            in_books(streams.closure, of_study),
            monies.at(last, finance.reserves.minimum_cash_usd),
            None if later is None else later.from_cash(timeline),
        ),
        owners=sponsors_terms(finance.owners, monies),
        contract_years=finance.contract_years,
        late_months=late_months,
        refinancing=refinancing_terms(finance, timeline, of_study),
        later=later,
        salvage=in_books(streams.salvage, of_study) if np.any(streams.salvage) else None,
        fee_floor=monies.each(fee.floor_usd_per_t),
        fee_cap=monies.each(fee.cap_usd_per_t),
        grant_exchange=grant.exchange,
        exchange_losses_deducted=finance.money.fx_differences == "accrued",
        told_in=of_study,
        fee_bands=fee_bands(finance, timeline, in_books(streams.fee_index, of_study)),
        revenue_share=shared_revenue(finance, timeline, of_study),
    )


def _index(
    finance: FinanceSection, formula: FormulaSection, indexed_percent: Numeric, years: FloatArray
) -> FloatArray:
    weights = price_formula(formula, indexed_percent)
    in_local = formula.currency == "local" and has_local_money(finance)
    if formula.paid_in is None:
        return formula_index(weights, indices(finance), years, in_local)
    worth = Monies(finance, years).worth(formula.paid_in)
    index = formula_index(weights, indices(finance), years)
    return index if worth is None else np.asarray(index * worth)


def _overhauls(
    finance: FinanceSection, timeline: Timeline, capex: Numeric, from_base: FloatArray
) -> FloatArray:
    """Cost of overhauls at the ends of their years; none in the contract's last."""
    every = finance.reserves.overhaul_every_years
    year = timeline.operation_year
    due = timeline.year_ends & (year >= 1) & (year % every == 0) & (year < finance.contract_years)
    cost = capex * finance.reserves.overhaul_percent / 100
    return np.asarray(cost * price_index(finance.cost_inflation_percent / 100, from_base) * due)
