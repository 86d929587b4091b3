"""From the finance section to the terms of grants, loans, VAT, tax and depreciation."""

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
from wte_ppp.feasibility.definition.finance.debt import LenderCaseSection
from wte_ppp.feasibility.steps.climate import Reductions
from wte_ppp.finance.case import DebtTerms, LenderCase, Loan, VatTerms
from wte_ppp.finance.depreciation import Depreciation
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline


def completion_grant(grant: GrantSection, capex: Numeric, reductions: Reductions) -> Numeric:
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


def construction_grants(
    finance: FinanceSection, line: Timeline, spend: FloatArray
) -> FloatArray | None:
    """Viability gap funding and central support in each construction period; None without."""
    grant = finance.grant
    if not (np.any(grant.viability_gap_usd) or np.any(grant.central_support_usd)):
        return None
    milestones = spend
    if grant.viability_gap_milestones_percent is not None:
        milestones = shares(grant.viability_gap_milestones_percent)
        if finance.timing.spend_profile_by == "year":
            milestones = line.spread_construction(milestones)
    return np.asarray(grant.viability_gap_usd * milestones + grant.central_support_usd * spend)


def debt_terms(debt: DebtSection) -> DebtTerms:
    """Terms of the senior debt and the bridge."""
    construction = debt.construction_interest_percent
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
        construction_rate=None if construction is None else construction / 100,
        capitalised_grace=debt.grace_interest == "capitalised",
        sized_on_dscr=debt.sized_by == "gearing_and_dscr",
        sizing=debt.sizing_cfads,
        schedule=None if debt.schedule_percent is None else shares(debt.schedule_percent),
    )


def loans(finance: FinanceSection) -> tuple[Loan, ...]:
    """The concessional loan, if any."""
    loan = finance.concessional
    if not np.any(loan.amount_usd):
        return ()
    return (
        Loan(
            amount=loan.amount_usd,
            interest_rate=loan.interest_percent / 100,
            tenor_years=loan.tenor_years,
            grace_years=loan.grace_years,
            upfront_fee=loan.upfront_fee_percent / 100,
            commitment_fee=loan.commitment_fee_percent / 100,
            repayment=loan.repayment,
            capitalised_grace=loan.grace_interest == "capitalised",
        ),
    )


def vat_terms(finance: FinanceSection) -> VatTerms | None:
    """VAT on capital cost, if any."""
    uses = finance.uses
    if not np.any(uses.vat_percent):
        return None
    return VatTerms(
        rate=uses.vat_percent / 100,
        refunded=uses.vat_refunded_percent / 100,
        lag_months=uses.vat_refund_months,
        bridge_rate=uses.vat_bridge_interest_percent / 100,
    )


def lender_cases(case: LenderCaseSection, target_dscr: Numeric) -> tuple[LenderCase, ...]:
    """The lender's case, if it says more than the base case."""
    plain = np.all(case.revenue_percent == 100) and np.all(case.operating_cost_percent == 100)
    if plain and case.dscr is None:
        return ()
    return (
        LenderCase(
            revenue=case.revenue_percent / 100,
            operating_cost=case.operating_cost_percent / 100,
            dscr=target_dscr if case.dscr is None else case.dscr,
        ),
    )


def tax_rules(tax: TaxSection) -> TaxRules:
    """Income tax."""
    return TaxRules(
        rate=tax.rate_percent / 100,
        preferential_rate=tax.preferential_rate_percent / 100,
        preferential_years=tax.preferential_years,
        exempt_years=tax.exempt_years,
        half_rate_years=tax.half_rate_years,
        holiday_latest_start=tax.holiday_latest_start_year,
        loss_carry_forward_years=tax.loss_carry_forward_years,
    )


def depreciation_years(finance: FinanceSection) -> Numeric:
    """Useful life for tax; left out: the contract's years."""
    given = finance.tax.depreciation_years
    return finance.contract_years if given is None else given


def depreciation_rule(finance: FinanceSection) -> Depreciation:
    """Rule of depreciation for tax."""
    tax = finance.tax

    def fraction(percent: Any) -> Numeric:
        return 0.0 if percent is None else percent / 100

    return Depreciation(
        years=depreciation_years(finance),
        method=tax.depreciation_method,
        rate=fraction(tax.declining_rate_percent),
        revised_rate=fraction(tax.declining_revised_rate_percent),
        guarantee=fraction(tax.declining_guarantee_percent),
        multiple=tax.declining_multiple,
        schedule=tuple(one / 100 for one in tax.depreciation_schedule_percent or ()),
    )


def shares(percents: tuple[Any, ...]) -> FloatArray:
    """Shares in percent, numbers or draws, as fractions (..., items)."""
    parts = np.broadcast_arrays(*[np.atleast_1d(one / 100) for one in percents])
    return np.concatenate(parts, axis=-1)
