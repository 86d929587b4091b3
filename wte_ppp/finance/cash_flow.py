"""The project's cash flow: from revenue and cost to what lenders, state and owners receive."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance import debt as debt_rules
from wte_ppp.finance import funding as funding_rules
from wte_ppp.finance import tax as tax_rules
from wte_ppp.finance.timeline import Timeline

__all__ = ["CashFlow", "DebtTerms", "ProjectCase", "Repayment", "cash_flow", "unlevered_tax"]

Repayment: TypeAlias = Literal["annuity", "equal_principal", "sculpted"]


@dataclass(frozen=True)
class DebtTerms:
    """Senior debt and grant bridge; rates as yearly fractions, years whole.

    Parameters
    ----------
    amount
        Debt agreed, USD; infinite where the caps alone size it.
    max_gearing
        Cap on debt / total uses.
    interest_rate, upfront_fee, commitment_fee
        Fractions: yearly, once, yearly on undrawn debt.
    tenor_years, grace_years
        Operation year of the last payment; first years that pay interest alone.
    repayment
        Shape of the repayment; "sculpted" also caps the debt at what CFADS before tax serves at
        `target_dscr`.
    target_dscr
        DSCR of sculpted repayment.
    bridge_rate
        Yearly interest on the loan that carries a grant until it is paid.
    """

    amount: Numeric
    max_gearing: Numeric
    interest_rate: Numeric
    upfront_fee: Numeric
    commitment_fee: Numeric
    tenor_years: Numeric
    grace_years: Numeric
    repayment: Repayment
    target_dscr: Numeric
    bridge_rate: Numeric


@dataclass(frozen=True)
class ProjectCase:
    """Everything the cash flow needs but the tipping fee; USD nominal.

    Parameters
    ----------
    timeline
        The project's years.
    paid_t
        Tonnes for which the tipping fee is due, (..., years).
    tipping_fee_index
        Fee of the year / fee at the price base, (..., years).
    other_revenue, operating_cost
        (..., years).
    capex
        Capital cost without financing cost; number or (draws, 1).
    spend_profile
        Share of it in each construction year, (..., construction years).
    grant, grant_year
        Grant and the operation year in which it is paid, 0 for completion.
    debt
        Terms of senior debt and bridge.
    tax
        The country's income tax.
    depreciation_years
        Straight-line life.
    """

    timeline: Timeline
    paid_t: FloatArray
    tipping_fee_index: FloatArray
    other_revenue: FloatArray
    operating_cost: FloatArray
    capex: Numeric
    spend_profile: FloatArray
    grant: Numeric
    grant_year: Numeric
    debt: DebtTerms
    tax: tax_rules.TaxRules
    depreciation_years: Numeric


@dataclass(frozen=True)
class CashFlow:
    """The cash flow's lines, USD nominal, each (..., years)."""

    tipping_revenue: FloatArray
    other_revenue: FloatArray
    operating_cost: FloatArray
    capex: FloatArray
    financing_cost: FloatArray
    debt_drawn: FloatArray
    bridge_drawn: FloatArray
    equity_paid_in: FloatArray
    grant: FloatArray
    bridge_repaid: FloatArray
    bridge_interest: FloatArray
    depreciation: FloatArray
    tax: FloatArray
    cfads: FloatArray
    senior: debt_rules.DebtSchedule
    debt: Numeric

    @property
    def operating_cash_flow(self) -> FloatArray:
        """Revenue less operating cost."""
        return self.tipping_revenue + self.other_revenue - self.operating_cost

    @property
    def project_pre_tax(self) -> FloatArray:
        """Cash flow of the project without debt, before tax."""
        return self.operating_cash_flow - self.capex + self.grant

    @property
    def equity(self) -> FloatArray:
        """Cash flow of the owners: all cash after debt service is distributed in its year."""
        after_senior = self.cfads - self.senior.service
        return (
            after_senior
            + self.grant
            - self.bridge_repaid
            - self.bridge_interest
            - self.equity_paid_in
        )

    @property
    def uses_less_sources(self) -> FloatArray:
        """Zero in every construction year if the books close."""
        uses = self.capex + self.financing_cost
        return uses - self.debt_drawn - self.bridge_drawn - self.equity_paid_in


def cash_flow(case: ProjectCase, tipping_fee_usd_per_t: Numeric) -> CashFlow:
    """Cash flow of a project at one tipping fee.

    Parameters
    ----------
    case
        The project.
    tipping_fee_usd_per_t
        At the price base; number or (draws, 1).

    Returns
    -------
    CashFlow
        CFADS is revenue less operating cost less tax.

    Notes
    -----
    Debt is the least of the agreed amount, the gearing cap and, if sculpted, the capacity on CFADS
    before tax: sizing on CFADS after tax would be circular through the deductible interest. The
    ratios reported from this cash flow are on CFADS after tax. A grant lowers the depreciable cost.
    Cash is distributed in the year it arises; there is no reserve account and no working capital.

    Examples
    --------
    See `tests/finance/test_cash_flow.py` for a case by hand.
    """
    line = case.timeline
    terms = case.debt
    tipping = case.paid_t * case.tipping_fee_index * tipping_fee_usd_per_t
    before_tax = tipping + case.other_revenue - case.operating_cost

    debt_cost = funding_rules.financing_cost_per_debt(
        case.spend_profile, terms.interest_rate, terms.upfront_fee, terms.commitment_fee
    )
    bridge_cost = funding_rules.financing_cost_per_debt(case.spend_profile, terms.bridge_rate)
    limit = funding_rules.debt_limit(
        case.capex, case.spend_profile, debt_cost, terms.max_gearing, case.grant, bridge_cost
    )
    debt, principal = _sized(line, np.minimum(limit, terms.amount), before_tax, terms)
    funding = funding_rules.fund(
        case.capex, case.spend_profile, debt, debt_cost, case.grant, bridge_cost
    )
    senior = debt_rules.schedule(line, debt, terms.interest_rate, principal, terms.tenor_years)

    grant_paid = case.grant * line.within(case.grant_year, case.grant_year)
    bridge_interest = case.grant * terms.bridge_rate * line.within(1, case.grant_year)

    financing = funding.financing_cost.sum(axis=-1, keepdims=True)
    depreciation = tax_rules.straight_line_depreciation(
        line, case.capex - case.grant + financing, case.depreciation_years
    )
    profit = before_tax - depreciation - senior.interest - bridge_interest
    tax = tax_rules.income_tax(line, profit, case.tax).tax
    return CashFlow(
        tipping_revenue=tipping,
        other_revenue=case.other_revenue,
        operating_cost=case.operating_cost,
        capex=line.from_construction(funding.capex),
        financing_cost=line.from_construction(funding.financing_cost),
        debt_drawn=line.from_construction(funding.debt),
        bridge_drawn=line.from_construction(funding.bridge),
        equity_paid_in=line.from_construction(funding.equity),
        grant=grant_paid,
        bridge_repaid=grant_paid,
        bridge_interest=bridge_interest,
        depreciation=depreciation,
        tax=tax,
        cfads=before_tax - tax,
        senior=senior,
        debt=debt,
    )


def unlevered_tax(case: ProjectCase, flow: CashFlow) -> FloatArray:
    """Income tax that the project would pay without debt.

    Parameters
    ----------
    case
        The project.
    flow
        Its cash flow.

    Returns
    -------
    FloatArray
        USD nominal, (..., years): without interest, on the cost without financing cost.
    """
    depreciation = tax_rules.straight_line_depreciation(
        case.timeline, case.capex - case.grant, case.depreciation_years
    )
    profit = flow.operating_cash_flow - depreciation
    return tax_rules.income_tax(case.timeline, profit, case.tax).tax


def _sized(
    line: Timeline, limit: Numeric, cfads_before_tax: FloatArray, terms: DebtTerms
) -> tuple[Numeric, FloatArray]:
    """Debt and its principal payments in the agreed shape."""
    tenor, grace = terms.tenor_years, terms.grace_years
    if terms.repayment == "annuity":
        principal = debt_rules.annuity_principal(line, limit, terms.interest_rate, tenor, grace)
        return limit, principal
    if terms.repayment == "equal_principal":
        return limit, debt_rules.equal_principal(line, limit, tenor, grace)
    service = debt_rules.sculpted_service(line, cfads_before_tax, terms.target_dscr, tenor, grace)
    capacity = debt_rules.sculpted_capacity(line, service, terms.interest_rate, grace)
    debt = np.minimum(limit, capacity)
    scale = np.where(capacity > 0, debt / np.where(capacity > 0, capacity, 1.0), 0.0)
    return debt, _principal_from_service(line, debt, service * scale, terms)


def _principal_from_service(
    line: Timeline, debt: Numeric, service: FloatArray, terms: DebtTerms
) -> FloatArray:
    """Principal in each year from the service, interest being paid first."""
    balance = np.broadcast_to(debt, (*service.shape[:-1], 1))[..., 0]
    principal = np.zeros(service.shape)
    rate = np.broadcast_to(terms.interest_rate, (*service.shape[:-1], 1))[..., 0]
    grace = np.broadcast_to(terms.grace_years, (*service.shape[:-1], 1))[..., 0]
    for column, year in enumerate(line.operation_year):
        repaying = (year > grace) & (year >= 1)
        principal[..., column] = np.where(repaying, service[..., column] - rate * balance, 0.0)
        balance = balance - principal[..., column]
    # After the tenor service is zero and so is the balance, up to rounding.
    within = line.within(terms.grace_years + 1, terms.tenor_years)
    return principal * within
