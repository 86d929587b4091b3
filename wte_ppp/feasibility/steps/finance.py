"""Last step: revenue, funding, tax, returns and the tipping fee the project needs."""

from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate.jcm import subsidy_usd
from wte_ppp.feasibility.definition.finance import (
    DebtSection,
    FinanceSection,
    GrantSection,
    TaxSection,
)
from wte_ppp.feasibility.steps.climate import Reductions
from wte_ppp.feasibility.steps.cost import Costs
from wte_ppp.feasibility.steps.plant import PlantYears
from wte_ppp.finance import metrics
from wte_ppp.finance.cash_flow import CashFlow, DebtTerms, ProjectCase, cash_flow, unlevered_tax
from wte_ppp.finance.indexation import price_index
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.tipping_fee import required_tipping_fee

__all__ = ["finance_step"]

LEAST_EQUITY_SHARE = 1e-3


def finance_step(
    finance: FinanceSection,
    timeline: Timeline,
    years: PlantYears,
    costs: Costs,
    reductions: Reductions,
) -> dict[str, Any]:
    """Cash flow and what it is judged by.

    Parameters
    ----------
    finance
        The finance section.
    timeline
        The project's years.
    years, costs, reductions
        From the steps before.

    Returns
    -------
    dict
        Values of `FinanceResult`, and `grant_usd` for the climate result.
    """
    from_base = timeline.calendar_year.astype(float) - finance.price_year
    inflation = finance.inflation_percent / 100
    tariff = finance.power_tariff_usd_per_kwh * price_index(
        inflation, from_base, finance.power_tariff_indexed_percent / 100
    )
    prices = price_index(inflation, from_base)
    power = timeline.from_operation(years.exported_mwh) * 1000 * tariff
    carbon = (
        timeline.from_operation(reductions.credits_t)
        * finance.carbon_share_percent
        / 100
        * finance.carbon_price_usd_per_tco2e
        * prices
    )
    metals = timeline.from_operation(years.metals_t) * finance.metals_usd_per_t * prices
    grant = _grant(finance.grant, costs.capex_usd, reductions)
    case = ProjectCase(
        timeline=timeline,
        paid_t=timeline.from_operation(years.paid_t),
        tipping_fee_index=np.asarray(
            price_index(inflation, from_base, finance.tipping_fee_indexed_percent / 100)
        ),
        other_revenue=np.asarray(power + carbon + metals),
        operating_cost=timeline.from_operation(costs.operating_cost_usd),
        capex=costs.capex_usd,
        spend_profile=np.concatenate(
            np.broadcast_arrays(
                *[np.atleast_1d(one / 100) for one in finance.spend_profile_percent]
            ),
            axis=-1,
        ),
        grant=grant,
        grant_year=finance.grant.paid_in_operation_year,
        debt=_terms(finance.debt),
        tax=_tax(finance.tax),
        depreciation_years=(
            finance.contract_years
            if finance.tax.depreciation_years is None
            else finance.tax.depreciation_years
        ),
    )
    flow = cash_flow(case, finance.tipping_fee_usd_per_t)
    project_tax = unlevered_tax(case, flow)
    project = flow.project_pre_tax - project_tax
    return {
        **_funding(flow, grant),
        **_returns(finance, case, flow, project),
        **_levelised(finance, case, flow, power, years),
        **_series(flow, timeline, power, carbon, metals),
        "project_cash_flow_usd": project,
    }


def _grant(grant: GrantSection, capex: Numeric, reductions: Reductions) -> Numeric:
    """Grant awarded, or by rate, limit per tonne and ceiling."""
    if grant.amount_usd is not None:
        return grant.amount_usd
    return subsidy_usd(
        capex * grant.eligible_percent / 100,
        grant.rate_percent / 100,
        np.inf if grant.limit_jpy_per_tco2e is None else grant.limit_jpy_per_tco2e,
        np.maximum(reductions.total_tco2e, 1e-9),
        grant.jpy_per_usd,
        np.inf if grant.cap_jpy is None else grant.cap_jpy,
    )


def _terms(debt: DebtSection) -> DebtTerms:
    return DebtTerms(
        amount=np.inf if debt.amount_usd is None else debt.amount_usd,
        max_gearing=debt.max_gearing_percent / 100,
        interest_rate=debt.interest_percent / 100,
        upfront_fee=debt.upfront_fee_percent / 100,
        commitment_fee=debt.commitment_fee_percent / 100,
        tenor_years=debt.tenor_years,
        grace_years=debt.grace_years,
        repayment=debt.repayment,
        target_dscr=debt.target_dscr,
        bridge_rate=debt.bridge_interest_percent / 100,
    )


def _tax(tax: TaxSection) -> TaxRules:
    return TaxRules(
        rate=tax.rate_percent / 100,
        preferential_rate=tax.preferential_rate_percent / 100,
        preferential_years=tax.preferential_years,
        exempt_years=tax.exempt_years,
        half_rate_years=tax.half_rate_years,
        holiday_latest_start=tax.holiday_latest_start_year,
        loss_carry_forward_years=tax.loss_carry_forward_years,
    )


def _total(series: FloatArray) -> FloatArray:
    return np.asarray(series.sum(axis=-1, keepdims=True))


def _funding(flow: CashFlow, grant: Numeric) -> dict[str, Any]:
    uses = _total(flow.capex) + _total(flow.financing_cost)
    return {
        "debt_usd": flow.debt,
        "equity_usd": _total(flow.equity_paid_in),
        "grant_usd": grant,
        "financing_cost_usd": _total(flow.financing_cost),
        "total_uses_usd": uses,
        "gearing_percent": 100 * flow.debt / uses,
    }


def _returns(
    finance: FinanceSection, case: ProjectCase, flow: CashFlow, project: FloatArray
) -> dict[str, Any]:
    ratio = metrics.dscr(flow.cfads, flow.senior.service)
    # Where grant and debt pay for all, owners pay in nothing on balance and have no rate of return.
    uses = _total(flow.capex) + _total(flow.financing_cost)
    pays_in = _total(flow.equity_paid_in) > LEAST_EQUITY_SHARE * uses
    needed = required_tipping_fee(
        case, finance.target_equity_irr_percent / 100, finance.debt.target_dscr
    )
    return {
        "project_irr_pre_tax_percent": 100 * metrics.irr(flow.project_pre_tax),
        "project_irr_percent": 100 * metrics.irr(project),
        "equity_irr_percent": np.where(pays_in, 100 * metrics.irr(flow.equity), np.nan),
        "project_npv_usd": metrics.npv(project, finance.discount_rate_percent / 100),
        "payback_years": metrics.payback_years(project),
        "minimum_dscr": metrics.minimum_dscr(ratio),
        "average_dscr": metrics.average_dscr(ratio),
        "llcr": metrics.llcr(
            flow.cfads,
            flow.senior.service,
            flow.debt,
            finance.debt.interest_percent / 100,
            case.timeline.operation_year.astype(float),
        ),
        "required_tipping_fee_usd_per_t": needed.required,
        "tipping_fee_for_equity_irr_usd_per_t": needed.for_equity_irr,
        "tipping_fee_for_dscr_usd_per_t": needed.for_dscr,
        "dscr_binds": needed.dscr_binds,
        "dscr": ratio,
        "target_dscr": finance.debt.target_dscr,
    }


def _levelised(
    finance: FinanceSection,
    case: ProjectCase,
    flow: CashFlow,
    power_revenue: Numeric,
    years: PlantYears,
) -> dict[str, Any]:
    """Levelised cost of power, and of treatment, each after all other revenue and before tax."""
    rate = finance.discount_rate_percent / 100
    cost = flow.capex - flow.grant + flow.operating_cost
    exported = case.timeline.from_operation(years.exported_mwh)
    accepted = case.timeline.from_operation(years.accepted_t)
    other_than_power = flow.tipping_revenue + case.other_revenue - power_revenue
    return {
        "lcoe_usd_per_mwh": metrics.levelised_cost(cost - other_than_power, exported, rate),
        "lcow_usd_per_t": metrics.levelised_cost(cost - case.other_revenue, accepted, rate),
    }


def _series(
    flow: CashFlow, timeline: Timeline, power: Numeric, carbon: Numeric, metals: Numeric
) -> dict[str, Any]:
    return {
        "calendar_year": timeline.calendar_year,
        "operation_year": timeline.operation_year,
        "tipping_revenue_usd": flow.tipping_revenue,
        "power_revenue_usd": power,
        "carbon_revenue_usd": carbon,
        "metals_revenue_usd": metals,
        "operating_cost_usd": flow.operating_cost,
        "capex_spent_usd": flow.capex,
        "financing_cost_spent_usd": flow.financing_cost,
        "debt_drawn_usd": flow.debt_drawn,
        "bridge_drawn_usd": flow.bridge_drawn,
        "equity_paid_in_usd": flow.equity_paid_in,
        "grant_received_usd": flow.grant,
        "bridge_repaid_usd": flow.bridge_repaid,
        "bridge_interest_usd": flow.bridge_interest,
        "tax_usd": flow.tax,
        "cfads_usd": flow.cfads,
        "interest_usd": flow.senior.interest,
        "principal_usd": flow.senior.principal,
        "debt_balance_usd": flow.senior.balance,
        "equity_cash_flow_usd": flow.equity,
    }
