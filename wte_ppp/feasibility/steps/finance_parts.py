"""Funds, lenders, owners, statements and periods of the finance result."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.result.finance_capital import CapitalResult
from wte_ppp.feasibility.result.finance_parts import (
    AccountsResult,
    FundsResult,
    LendersResult,
    OwnersResult,
    PeriodsResult,
)
from wte_ppp.feasibility.steps.finance_case import Streams
from wte_ppp.finance import metrics
from wte_ppp.finance.accounts import Accounts, accounts
from wte_ppp.finance.exchange_rates import in_loan
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.irr import NoIrr, irr, why_no_irr
from wte_ppp.finance.told import told_accounts
from wte_ppp.messages import Message, mark

NO_EQUITY = len(NoIrr)
REASONS: Mapping[int, str] = {
    NoIrr.ONE_RATE: mark("one rate of return"),
    NoIrr.NOTHING_PAID_IN: mark("no amount is paid in"),
    NoIrr.NOTHING_PAID_OUT: mark("no amount is paid out"),
    NoIrr.SEVERAL_OR_NONE: mark("several rates of return, or none, between -50 % and 1,000 %"),
    NoIrr.OUT_OF_RANGE: mark("a rate of return outside -90 % to 1,000 %"),
    NoIrr.UNDEFINED: mark("an undefined amount"),
    NO_EQUITY: mark("the sponsors pay in hardly anything"),
}
DUST = 1e-12


def _total(series: FloatArray) -> FloatArray:
    return np.asarray(series.sum(axis=-1, keepdims=True))


def funds_result(flow: CashFlow, stated_capex: Numeric) -> FundsResult:
    """Uses and sources that the head of the result does not name."""
    funded = flow.funded
    return FundsResult(
        land_usd=_total(funded.land),
        contingency_and_development_usd=_total(funded.capex) - stated_capex,
        vat_usd=_total(funded.vat),
        dsra_funded_usd=_total(funded.dsra),
        working_capital_funded_usd=_total(np.asarray(funded.opening_cash)),
        concessional_usd=_total(funded.loans_drawn),
        construction_grants_usd=_total(funded.grants),
        shareholder_loan_usd=flow.case.owners.loan_share * _total(np.maximum(funded.equity, 0)),
    )


def lenders_result(
    finance: FinanceSection, flow: CashFlow, books: CashFlow, streams: Streams
) -> LendersResult:
    """Cover ratios with their years, and the lenders' accounts.

    `flow` is in the money of the study, `books` the same in that of the books.
    """
    timeline, spread = flow.timeline, flow.distribution
    nothing = np.zeros(timeline.operation_period.size)
    llcr = books.life_cover()
    plcr = books.life_cover(timeline.within(1, finance.contract_years))
    first = timeline.construction_columns
    year_starts = np.append(True, timeline.year_ends[:-1])
    left = flow.equity + flow.equity_paid_in + flow.gain_shared
    support = np.maximum(-left * (timeline.operation_period >= 1), 0.0)
    if spread is not None:
        support = spread.support
    return LendersResult(
        minimum_dscr_year=metrics.column_of_lowest(
            flow.cover, timeline.calendar_year.astype(float)
        ),
        minimum_llcr=metrics.minimum_dscr(llcr),
        average_llcr=metrics.average_dscr(books.while_senior_is_owed(llcr)),
        plcr=plcr[..., first : first + 1],
        minimum_plcr=metrics.minimum_dscr(plcr),
        average_plcr=metrics.average_dscr(books.while_senior_is_owed(plcr)),
        locked_up_periods=_total(nothing if spread is None else spread.locked_up),
        swept_usd=_total(nothing if spread is None else spread.swept),
        support_usd=_total(support),
        sizing_settled=flow.sizing_settled,
        llcr_by_year=llcr[..., year_starts],
        plcr_by_year=plcr[..., year_starts],
        repayment_percent=100
        * in_loan(
            (books.not_refinanced or books).funded.senior.principal, books.case.debt.exchange
        )[..., first:]
        / np.where(books.debt > 0, books.debt, np.nan),
        concessional_service_usd=timeline.by_year(
            nothing if flow.other is None else flow.other.service
        ),
        dsra_usd=timeline.at_year_end(nothing if spread is None else spread.dsra),
        maintenance_account_usd=timeline.at_year_end(
            nothing if spread is None else spread.maintenance_account
        ),
        overhaul_usd=timeline.by_year(streams.overhauls),
    )


def owners_result(
    finance: FinanceSection, flow: CashFlow, project: FloatArray, pays_in: Any
) -> OwnersResult:
    """Returns by dates, and what the owners are paid."""
    timeline, spread = flow.timeline, flow.distribution
    nothing = np.zeros(timeline.operation_period.size)
    dates = timeline.days_from_start / 365.0
    discounted = project / (1 + finance.discount_rate_percent / 100) ** timeline.years_from_start
    reasons = np.where(pays_in, why_no_irr(flow.equity), NO_EQUITY)
    paid_out = np.maximum(flow.equity + flow.equity_paid_in, 0.0)
    withheld = loan = nothing
    if spread is not None:
        paid_out = spread.paid_out + spread.loan_paid
        withheld, loan = spread.withheld, spread.loan_balance
    return OwnersResult(
        equity_xirr_percent=np.where(pays_in, 100 * irr(flow.equity, dates), np.nan),
        project_xirr_percent=100 * irr(project, dates),
        equity_npv_usd=metrics.npv(
            flow.equity, finance.target_equity_irr_percent / 100, timeline.years_from_start
        ),
        discounted_payback_years=metrics.payback_years(discounted, timeline.years_from_start),
        equity_irr_code=reasons,
        equity_irr_reason=reasons_in_words(reasons),
        paid_out_usd=timeline.by_year(paid_out),
        withheld_usd=timeline.by_year(withheld),
        shareholder_loan_usd=timeline.at_year_end(loan),
    )


def reasons_in_words(codes: FloatArray) -> Message:
    """Why there is no equity IRR; of simulations (n, 1), how often for which reason."""
    if codes.ndim == 1:
        return Message(REASONS[int(codes.item())])
    counts = Counter(codes.reshape(-1).tolist())
    reasons = (
        Message("{reason}: {count:,}", reason=Message(REASONS[int(code)]), count=count)
        for code, count in sorted(counts.items())
    )
    return Message("{reasons:; }", reasons=tuple(reasons))


def accounts_of(flow: CashFlow, rate: FloatArray | None) -> Accounts:
    """Statements in the money with a rate of exchange to the books'; None: in the books'."""
    return told_accounts(accounts(flow), rate)


def accounts_result(flow: CashFlow, rate: FloatArray | None) -> AccountsResult:
    """The three statements by year, in the money with a rate of exchange to the books'."""
    timeline, books = flow.timeline, accounts_of(flow, rate)
    nothing = np.zeros(timeline.operation_period.size)
    open_ = timeline.annual.operation_year <= flow.case.last_year

    def balance(series: FloatArray) -> FloatArray:
        return np.where(open_, _without_dust(timeline.at_year_end(series)), 0.0)

    return AccountsResult(
        revenue_usd=timeline.by_year(books.revenue),
        operating_cost_usd=timeline.by_year(books.operating_cost),
        depreciation_usd=timeline.by_year(books.depreciation),
        interest_expense_usd=timeline.by_year(books.interest_expense),
        exchange_loss_usd=timeline.by_year(books.exchange_loss),
        interest_income_usd=timeline.by_year(books.interest_income),
        refinancing_cost_usd=timeline.by_year(books.refinancing_cost),
        gain_on_disposal_usd=timeline.by_year(books.gain_on_disposal),
        income_tax_usd=timeline.by_year(books.income_tax),
        net_profit_usd=timeline.by_year(books.net_profit),
        operating_cash_usd=timeline.by_year(books.operating_cash),
        investing_cash_usd=timeline.by_year(books.investing_cash),
        financing_cash_usd=timeline.by_year(books.financing_cash),
        fixed_assets_usd=balance(books.fixed_assets),
        vat_receivable_usd=balance(books.vat_receivable),
        working_capital_usd=balance(books.working_capital),
        reserve_accounts_usd=balance(books.reserve_accounts),
        cash_usd=balance(books.cash),
        senior_debt_usd=balance(books.senior_debt),
        other_loans_usd=balance(books.other_loans),
        bridges_usd=balance(books.bridges),
        shareholder_loan_usd=balance(books.shareholder_loan),
        owners_capital_usd=balance(books.owners_capital),
        retained_earnings_usd=balance(books.retained_earnings),
        translation_usd=balance(nothing if books.translation is None else books.translation),
        largest_imbalance_usd=np.max(np.abs(books.imbalance), axis=-1, keepdims=True),
    )


def capital_result(flow: CashFlow, streams: Streams) -> CapitalResult:
    """Land lease, refinancing and the end of the contract by year."""
    of_year, terms = flow.timeline.by_year, flow.case.refinancing
    without = flow if flow.not_refinanced is None else flow.not_refinanced
    change = flow.equity + flow.gain_shared - without.equity
    gain = np.zeros(1) if terms is None else terms.gain(flow.timeline, change)
    nothing = np.zeros(flow.timeline.operation_period.size)
    return CapitalResult(
        land_lease_usd=of_year(streams.land_lease),
        later_cost_usd=of_year(flow.later_cost),
        later_financing_usd=of_year(flow.later_financing),
        later_loan_usd=of_year(flow.later_loan),
        later_equity_usd=of_year(flow.later_equity),
        later_from_cash_usd=of_year(flow.later_from_cash),
        closure_usd=of_year(streams.closure),
        salvage_usd=of_year(flow.salvage),
        refinancing_gain_usd=gain,
        refinancing_drawn_usd=of_year(flow.refinancing_drawn),
        refinancing_cost_usd=of_year(flow.refinancing_cost),
        gain_shared_usd=of_year(flow.gain_shared + nothing),
        equity_not_refinanced_usd=without.equity,
        tax_not_refinanced_usd=without.tax,
    )


def _without_dust(balance: FloatArray) -> FloatArray:
    """Balance without what sums of large amounts leave where nothing is left."""
    dust = DUST * np.max(np.abs(balance), axis=-1, keepdims=True)
    return np.where(np.abs(balance) <= dust, 0.0, balance)


def periods_result(flow: CashFlow) -> PeriodsResult | None:
    """The cash flow by period; None where its periods are years."""
    timeline = flow.timeline
    if timeline.construction_months == timeline.operation_months == 12:
        return None
    return PeriodsResult(
        start=tuple(str(day) for day in timeline.start),
        end=tuple(str(day) for day in timeline.end),
        operation_year=timeline.operation_year,
        revenue_usd=flow.revenue,
        operating_cost_usd=flow.operating_cost,
        uses_usd=flow.uses,
        debt_drawn_usd=flow.debt_drawn,
        equity_paid_in_usd=flow.equity_paid_in,
        tax_usd=flow.tax,
        cfads_usd=flow.cfads,
        service_usd=flow.service,
        dscr=flow.if_debt(metrics.dscr(flow.cfads, flow.service)),
        debt_balance_usd=flow.senior.balance,
        equity_cash_flow_usd=flow.equity,
    )
