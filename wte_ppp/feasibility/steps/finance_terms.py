"""From the finance section to the terms of grants, loans, VAT, tax and depreciation."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric, of_amount
from wte_ppp.climate.jcm import subsidy_usd
from wte_ppp.feasibility.definition.finance import (
    DebtSection,
    FinanceSection,
    FurtherLoanSection,
    GrantSection,
    IndexationSection,
    LoanSection,
    OwnersSection,
    ReservesSection,
    TaxSection,
    UsesSection,
)
from wte_ppp.feasibility.definition.finance.debt import LenderCaseSection
from wte_ppp.feasibility.definition.finance.prices import FormulaSection
from wte_ppp.feasibility.result.climate import ReductionResult
from wte_ppp.feasibility.steps.finance_money import Monies, fx_of, local_terms
from wte_ppp.finance.case import DebtTerms, LenderCase, Loan, OwnersTerms, Reserves, VatTerms
from wte_ppp.finance.depreciation import Depreciation
from wte_ppp.finance.exchange_rates import in_books
from wte_ppp.finance.indexation import Formula, Indices
from wte_ppp.finance.stepped_interest import by_operation_year
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline
from wte_ppp.terms import Derived

_DEBT = Derived(
    DebtSection,
    DebtTerms,
    given=(
        "amount",
        "interest_rate",
        "rates",
        "capitalised_grace",
        "sized_on_dscr",
        "schedule",
        "exchange",
        "least_equity",
    ),
    construction_rate="construction_interest_percent",
    bridge_rate="bridge_interest_percent",
    sizing="sizing_cfads",
)
_OF_LOAN = ("amount", "capitalised_grace", "exchange")
_LOAN = Derived(LoanSection, Loan, given=_OF_LOAN, interest_rate="interest_percent")
_FURTHER = Derived(FurtherLoanSection, Loan, given=_OF_LOAN, interest_rate="interest_percent")
_LENDER_CASE = Derived(LenderCaseSection, LenderCase, given=["dscr"])
_VAT = Derived(
    UsesSection,
    VatTerms,
    given=["exchange"],
    rate="vat_percent",
    refunded="vat_refunded_percent",
    lag_months="vat_refund_months",
    bridge_rate="vat_bridge_interest_percent",
)
_RESERVES = Derived(
    ReservesSection,
    Reserves,
    given=(
        "dsra_at_close",
        "overhauls",
        "closure",
        "closure_years",
        "minimum_cash",
        "investment",
        "investment_years",
    ),
    interest_rate="interest_percent",
)
_OWNERS = Derived(
    OwnersSection,
    OwnersTerms,
    given=("limit_dividends", "exchange"),
    sweep="cash_sweep_percent",
    loan_share="shareholder_loan_percent",
    loan_rate="shareholder_loan_interest_percent",
)
_TAX = Derived(
    TaxSection,
    TaxRules,
    given=["interest_limit"],
    holiday_latest_start="holiday_latest_start_year",
    interest_carry_years="interest_carry_forward_years",
)
_DEPRECIATION = Derived(
    TaxSection,
    Depreciation,
    given=["years"],
    method="depreciation_method",
    rate="declining_rate_percent",
    revised_rate="declining_revised_rate_percent",
    guarantee="declining_guarantee_percent",
    multiple="declining_multiple",
    schedule="depreciation_schedule_percent",
)
_FORMULA = Derived(FormulaSection, Formula, given=("inflation", "others"))
_INDICES = Derived(
    IndexationSection,
    Indices,
    given=("inflation", "local_inflation", "fx_drift", "fx"),
    fuel="fuel_growth_percent",
)


def asks_for_grant(grant: GrantSection) -> NDArray[np.bool_]:
    """Whether the study has a JCM grant, awarded or by rate."""
    asked = grant.rate_percent if grant.amount_usd is None else grant.amount_usd
    return np.asarray(np.asarray(asked) > 0)


def completion_grant(grant: GrantSection, capex: Numeric, reductions: ReductionResult) -> Numeric:
    """Grant awarded, or by rate, limit per tonne and ceiling; none by rate without credits.

    Where it is not known whether credits arise, the grant is not known.
    """
    if grant.amount_usd is not None:
        return grant.amount_usd
    by_rate = subsidy_usd(
        capex * grant.eligible_percent / 100,
        grant.rate_percent / 100,
        np.inf if grant.limit_jpy_per_tco2e is None else grant.limit_jpy_per_tco2e,
        np.maximum(reductions.total_reduction_tco2e, 1e-9),
        grant.jpy_per_usd,
        np.inf if grant.cap_jpy is None else grant.cap_jpy,
    )
    credits = reductions.total_credits_tco2e
    arise = np.where(np.isnan(credits), np.nan, credits != 0)
    return of_amount(by_rate, arise)


def construction_grants(
    finance: FinanceSection, timeline: Timeline, spend: FloatArray, rate: FloatArray | None
) -> FloatArray | None:
    """Viability gap funding and central support in each construction period; None without.

    `rate` is books' money per unit of theirs; None: the same.
    """
    grant = finance.grant
    if not (np.any(grant.viability_gap_usd) or np.any(grant.central_support_usd)):
        return None
    milestones = spend
    if grant.viability_gap_milestones_percent is not None:
        milestones = shares(grant.viability_gap_milestones_percent)
        if finance.timing.spend_profile_by == "year":
            milestones = timeline.spread_construction(milestones)
    paid = np.asarray(grant.viability_gap_usd * milestones + grant.central_support_usd * spend)
    return in_books(paid, rate)


def debt_terms(
    debt: DebtSection, timeline: Timeline, monies: Monies, spend: FloatArray
) -> DebtTerms:
    """Terms of the senior debt and the bridge."""
    steps, as_drawn = rate_steps(debt), monies.as_drawn(debt.currency, spend)
    before = steps[0]
    if as_drawn.exchange is not None and debt.hedge_cost_percent is not None:
        share = debt.hedged_percent / 100
        steps = [step + share * debt.hedge_cost_percent / 100 for step in steps]
        as_drawn = monies.hedged(as_drawn, share, timeline.construction_columns - 1)
    hedged = steps[0] is not before
    terms = _DEBT.of(
        debt,
        interest_rate=steps[0],
        rates=by_operation_year(timeline, steps) if len(steps) > 1 else None,
        amount=np.inf if debt.amount_usd is None else debt.amount_usd * as_drawn.factor,
        exchange=as_drawn.exchange,
        capitalised_grace=debt.grace_interest == "capitalised",
        sized_on_dscr=debt.sized_by == "gearing_and_dscr",
        schedule=None if debt.schedule_percent is None else shares(debt.schedule_percent),
        least_equity=0.0 if debt.least_equity_percent is None else debt.least_equity_percent / 100,
    )
    # A hedge costs from completion on.
    if hedged and terms.construction_rate is None:
        return replace(terms, construction_rate=before)
    return terms


def rate_steps(debt: DebtSection) -> list[Numeric]:
    """Interest of senior debt in operation year 1, 2, ..., fractions; the last goes on."""
    base, margin = debt.interest_steps_percent, debt.margin_steps_percent
    rates = base or (debt.interest_percent,)
    margins = margin or (0.0,)
    years = range(max(len(rates), len(margins)))
    return [
        (rates[min(at, len(rates) - 1)] + margins[min(at, len(margins) - 1)]) / 100 for at in years
    ]


def loans(finance: FinanceSection, monies: Monies, spend: FloatArray) -> tuple[Loan, ...]:
    """The concessional loan and further ones, as far as there are any."""

    def given(loan: LoanSection | FurtherLoanSection) -> dict[str, Any]:
        as_drawn = monies.as_drawn(loan.currency, spend)
        return {
            "amount": loan.amount_usd * as_drawn.factor,
            "capitalised_grace": loan.grace_interest == "capitalised",
            "exchange": as_drawn.exchange,
        }

    concessional = finance.concessional
    found: list[Loan] = []
    if np.any(concessional.amount_usd):
        found.append(_LOAN.of(concessional, **given(concessional)))
    found += [_FURTHER.of(loan, **given(loan)) for loan in finance.loans.values()]
    return tuple(found)


def vat_terms(finance: FinanceSection, monies: Monies) -> VatTerms | None:
    """VAT on capital cost, if any."""
    if not np.any(finance.uses.vat_percent):
        return None
    code = finance.uses.vat_currency or finance.money.of_books
    return _VAT.of(finance.uses, exchange=monies.in_books(code))


def lender_cases(case: LenderCaseSection, target_dscr: Numeric) -> tuple[LenderCase, ...]:
    """The lender's case, if it says more than the base case."""
    plain = np.all(case.revenue_percent == 100) and np.all(case.operating_cost_percent == 100)
    if plain and case.dscr is None:
        return ()
    return (_LENDER_CASE.of(case, dscr=target_dscr if case.dscr is None else case.dscr),)


def reserves(
    finance: FinanceSection,
    overhauls: FloatArray,
    closure: FloatArray,
    minimum_cash: Numeric,
    investment: FloatArray | None = None,
) -> Reserves:
    """Reserve accounts, with the overhauls, closure and investment that one of them saves for."""
    return _RESERVES.of(
        finance.reserves,
        dsra_at_close=finance.reserves.dsra_funded == "at_close",
        overhauls=overhauls,
        closure=closure,
        closure_years=finance.end.closure_reserve_years,
        minimum_cash=minimum_cash,
        investment=investment,
        investment_years=finance.later_investment.reserve_years,
    )


def sponsors_terms(owners: OwnersSection, monies: Monies) -> OwnersTerms:
    """When and how the sponsors are paid."""
    return _OWNERS.of(
        owners,
        limit_dividends=owners.dividends == "retained_earnings",
        exchange=monies.in_books(owners.shareholder_loan_currency),
    )


def tax_rules(tax: TaxSection) -> TaxRules:
    """Income tax."""
    limit = tax.interest_limit_percent
    return _TAX.of(tax, interest_limit=np.inf if limit is None else limit / 100)


def depreciation_years(finance: FinanceSection) -> Numeric:
    """Useful life for tax; left out: the contract's years."""
    stated = finance.tax.depreciation_years
    return finance.contract_years if stated is None else stated


def depreciation_rule(finance: FinanceSection) -> Depreciation:
    """Rule of depreciation for tax."""
    return _DEPRECIATION.of(finance.tax, years=depreciation_years(finance))


def price_formula(formula: FormulaSection, indexed_percent: Numeric) -> Formula:
    """Weights of a price, with its share that follows inflation of the USD."""
    others = tuple(
        (one.weight_percent / 100, one.growth_percent / 100) for one in formula.indices.values()
    )
    return _FORMULA.of(formula, inflation=indexed_percent / 100, others=others)


def indices(finance: FinanceSection) -> Indices:
    """Growth of the indices that prices follow."""
    local = local_terms(finance)
    return _INDICES.of(
        finance.indexation,
        inflation=finance.inflation_percent / 100,
        local_inflation=local.inflation,
        fx_drift=local.drift,
        fx=fx_of(finance),
    )


def shares(percents: tuple[Any, ...]) -> FloatArray:
    """Shares in percent, numbers or draws, as fractions (..., items)."""
    parts = np.broadcast_arrays(*[np.atleast_1d(percent / 100) for percent in percents])
    return np.concatenate(parts, axis=-1)
