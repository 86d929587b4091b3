"""Last step: revenue, funding, tax, returns and the tipping fee the project needs."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.own_money import searched_per_usd
from wte_ppp.feasibility.result import CostResult, FinanceResult, PaidWaste, PlantResult
from wte_ppp.feasibility.result.climate import ReductionResult
from wte_ppp.feasibility.result.finance import (
    FinanceDetails,
    FundingResult,
    LevelisedResult,
    ReturnsResult,
    YearlyFinance,
)
from wte_ppp.feasibility.steps.finance_case import (
    Streams,
    project_case,
    streams_of,
)
from wte_ppp.feasibility.steps.finance_parts import (
    accounts_of,
    accounts_result,
    capital_result,
    funds_result,
    lenders_result,
    owners_result,
    periods_result,
)
from wte_ppp.feasibility.steps.finance_public import public_result
from wte_ppp.feasibility.steps.finance_second import second_money_result
from wte_ppp.feasibility.steps.finance_signed import (
    at_signed_fee,
    signed_fee_result,
    value_for_money_result,
)
from wte_ppp.feasibility.steps.finance_switching import switching_rows
from wte_ppp.finance import metrics
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.cash_flow import cash_flow, unlevered_tax
from wte_ppp.finance.exchange_rates import in_loan
from wte_ppp.finance.fixed_point import FixedPointError
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.irr import irr
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.tipping_fee import required_tipping_fee
from wte_ppp.finance.told import told

LEAST_EQUITY_SHARE = 1e-3


def finance_step(
    finance: FinanceSection,
    timeline: Timeline,
    waste: PaidWaste,
    plant: PlantResult,
    costs: CostResult,
    reductions: ReductionResult,
    own_fees: Mapping[str, Numeric],
    late_months: Numeric = 0.0,
) -> FinanceResult:
    """Cash flow and what it is judged by; `own_fees` are those of streams of waste, USD/t.

    `late_months` pass from the planned start before the plant runs.

    Raises `DocumentError` where debt, tax and cash that depend on each other do not settle.
    """
    streams = streams_of(finance, timeline, waste, plant, costs, reductions, own_fees)
    case = project_case(finance, timeline, streams, costs, reductions, late_months)
    try:
        return _results(finance, case, streams, costs)
    except FixedPointError as error:
        problem = Problem(
            None,
            None,
            "finance.debt",
            str(error),
            "terms whose debt, tax and cash settle",
            "size on CFADS before tax, draw pro rata, or leave out the cash sweep",
        )
        raise DocumentError((problem,)) from error


def _results(
    finance: FinanceSection, case: ProjectCase, streams: Streams, costs: CostResult
) -> FinanceResult:
    fee = finance.tipping_fee_usd_per_t
    flow = cash_flow(case, fee)
    shown = told(flow, case.told_in)
    project = shown.project_pre_tax - in_loan(unlevered_tax(case, flow), case.told_in)
    # Where grant and debt pay for all, owners pay in nothing on balance and have no rate of return.
    paid_in = _total(flow.funded.equity)
    pays_in = paid_in > LEAST_EQUITY_SHARE * _total(flow.funded.uses)
    returns = _returns(finance, shown, flow, project, pays_in, case)
    signed = at_signed_fee(case, shown, fee, np.asarray(returns.required_tipping_fee_usd_per_t))
    return FinanceResult.joined(
        _funding(flow, shown),
        returns,
        _levelised(finance, shown, streams),
        _by_year(shown, streams, project),
        FinanceDetails(
            funds=funds_result(shown, costs.capex_usd),
            lenders=lenders_result(finance, shown, flow, streams),
            owners=owners_result(finance, shown, project, pays_in),
            accounts=accounts_result(flow, case.told_in),
            second_money=second_money_result(finance, flow, project, pays_in),
            capital=capital_result(shown, streams),
            public=public_result(finance, shown, streams, accounts_of(flow, case.told_in)),
            at_signed_fee=signed_fee_result(finance, signed, streams),
            value_for_money=value_for_money_result(finance, signed, streams),
            switching=switching_rows(finance, case, shown),
            periods=periods_result(shown),
        ),
    )


def _total(series: FloatArray) -> FloatArray:
    return np.asarray(series.sum(axis=-1, keepdims=True))


def _funding(flow: CashFlow, shown: CashFlow) -> FundingResult:
    """Funds in the money of the study; gearing and share of equity as agreed, in the books."""
    funded, case = flow.funded, flow.case
    lent, paid_in = flow.debt + _total(funded.loans_drawn), _total(funded.equity)
    both = lent + paid_in
    invested = _total(funded.uses) - _total(funded.vat) - _total(funded.grants)
    in_one_money = case.told_in is None and case.grant_exchange is None
    return FundingResult(
        debt_usd=shown.debt,
        equity_usd=_total(shown.funded.equity),
        grant_usd=case.grant if in_one_money else _total(shown.grant),
        financing_cost_usd=_total(shown.funded.financing_cost),
        total_uses_usd=_total(shown.funded.uses),
        gearing_percent=100 * lent / np.where(both > 0, both, np.nan),
        equity_share_percent=100 * paid_in / np.where(invested > 0, invested, np.nan),
    )


def _returns(
    finance: FinanceSection,
    flow: CashFlow,
    books: CashFlow,
    project: FloatArray,
    pays_in: Any,
    case: ProjectCase,
) -> ReturnsResult:
    """Returns in the money of the study, cover in that of the books."""
    timeline = case.timeline
    years = None if timeline.is_annual else timeline.years_from_start
    needed = required_tipping_fee(
        case,
        finance.target_equity_irr_percent / 100,
        finance.debt.target_dscr,
        searched_per_usd(finance.money),
    )
    first = timeline.construction_columns
    return ReturnsResult(
        project_irr_pre_tax_percent=100 * irr(flow.project_pre_tax, years),
        project_irr_percent=100 * irr(project, years),
        equity_irr_percent=np.where(pays_in, 100 * irr(flow.equity, years), np.nan),
        project_npv_usd=metrics.npv(
            project, finance.discount_rate_percent / 100, timeline.years_from_start
        ),
        payback_years=metrics.payback_years(project, timeline.years_from_start),
        minimum_dscr=metrics.minimum_dscr(flow.cover),
        average_dscr=metrics.average_dscr(books.while_senior_is_owed(books.cover)),
        llcr=books.life_cover()[..., first : first + 1],
        required_tipping_fee_usd_per_t=needed.required,
        tipping_fee_for_equity_irr_usd_per_t=needed.for_equity_irr,
        tipping_fee_for_dscr_usd_per_t=needed.for_dscr,
        dscr_binds=np.where(np.isnan(needed.required), np.nan, needed.dscr_binds),
        target_dscr=finance.debt.target_dscr,
        uncovered_service_year=needed.uncovered_year,
    )


def _levelised(finance: FinanceSection, flow: CashFlow, streams: Streams) -> LevelisedResult:
    """Levelised cost of power, and of treatment, each after all other revenue and before tax."""
    rate: Numeric = finance.discount_rate_percent / 100
    years = flow.timeline.years_from_start
    cost = flow.capex + flow.land - flow.grant - flow.construction_grants + flow.operating_cost
    cost = cost - flow.salvage
    # Summed without power, whose price may be unknown.
    other_than_power = flow.tipping_revenue + streams.beside_tipping_and_power
    return LevelisedResult(
        lcoe_usd_per_mwh=metrics.levelised_cost(
            cost - other_than_power, streams.exported_mwh, rate, years
        ),
        lcow_usd_per_t=metrics.levelised_cost(
            cost - flow.other_revenue, streams.accepted_t, rate, years
        ),
    )


def _by_year(flow: CashFlow, streams: Streams, project: FloatArray) -> YearlyFinance:
    timeline = flow.timeline
    of_year = timeline.by_year
    return YearlyFinance(
        calendar_year=timeline.annual.calendar_year,
        operation_year=timeline.annual.operation_year,
        tipping_revenue_usd=of_year(flow.tipping_revenue),
        power_revenue_usd=of_year(streams.power),
        capacity_revenue_usd=of_year(streams.capacity),
        subsidy_revenue_usd=of_year(streams.subsidy),
        shared_revenue_usd=of_year(flow.shared_revenue),
        carbon_revenue_usd=of_year(streams.carbon),
        metals_revenue_usd=of_year(streams.metals),
        heat_revenue_usd=of_year(streams.heat),
        stream_fees_usd=of_year(np.zeros_like(streams.heat) + streams.own_fees),
        fees_by_stream_usd={name: of_year(fees) for name, fees in streams.stream_fees.items()},
        operating_cost_usd=of_year(flow.operating_cost),
        capex_spent_usd=of_year(flow.capex),
        financing_cost_spent_usd=of_year(flow.financing_cost),
        debt_drawn_usd=of_year(flow.debt_drawn),
        bridge_drawn_usd=of_year(flow.bridge_drawn),
        equity_paid_in_usd=of_year(flow.equity_paid_in),
        grant_received_usd=of_year(flow.grant),
        bridge_repaid_usd=of_year(flow.bridge_repaid),
        bridge_interest_usd=of_year(flow.bridge_interest),
        vat_bridge_interest_usd=of_year(flow.vat_interest),
        tax_usd=of_year(flow.tax),
        cfads_usd=of_year(flow.cfads),
        interest_usd=of_year(flow.senior.interest),
        principal_usd=of_year(flow.senior.principal),
        debt_balance_usd=timeline.at_year_end(flow.senior.balance),
        dscr=flow.if_debt(metrics.dscr(of_year(flow.cfads), of_year(flow.service))),
        project_cash_flow_usd=of_year(project),
        equity_cash_flow_usd=of_year(flow.equity),
    )
