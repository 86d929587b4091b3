"""Tables of the money chapters: cash flow, cover, switching values, statements, public side."""

from typing import Any

import numpy as np

from wte_ppp.blocks import Block, Cell, Column, Heading, Paragraph, Table, Together, Words
from wte_ppp.chapters.outcome_tables import (
    MILLION,
    NOT_STATED,
    all_years,
    figure_table,
    in_millions,
    number,
    signed_percent,
    unit_text,
)
from wte_ppp.chapters.study.signed_fee import falls_short
from wte_ppp.currencies import sums_of
from wte_ppp.feasibility.hanging import hangs_on_unknown
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message

COVER = (
    "minimum_dscr_year",
    "minimum_llcr",
    "average_llcr",
    "plcr",
    "minimum_plcr",
    "average_plcr",
)
WHERE_ANY = ("locked_up_periods", "swept_usd", "support_usd")
SHAREHOLDERS = (
    "equity_xirr_percent",
    "project_xirr_percent",
    "equity_npv_usd",
    "discounted_payback_years",
)
HOW_TO_READ = Message(
    "CFADS is revenue less opex, tax, growth of working capital and what is set aside for "
    "overhauls. Interest and principal are those of the senior debt, excluding prepayments. Bridge "
    "is the bridge loan repaid by the grant and its interest in operation. Sponsors is what the "
    "sponsors receive less what they pay in, after all loans, bridge loans, accounts and tax "
    "withheld. DSCR is CFADS / debt service of the year, including a concessional loan; the bridge "
    "loan ranks after it. Project is the cash flow before any debt, after the tax due without "
    "interest."
)
ON_OTHER = Message(
    "Other is the remainder: further loans, accounts, the VAT bridge loan, tax withheld."
)
LEAST_SHOWN = 0.005  # what two decimals of a million or billion round to
ON_SWITCHING = Message(
    "Value of each driver at which the equity IRR just meets its target, all else equal; a dash "
    "where no value up to five times the stated one does. Grants above or below those stated are "
    "paid with the spending; a dash: the target is met without any."
)
ON_ACCOUNTS = Message(
    "Interest and fees during construction and non-refundable VAT are part of the fixed assets; "
    "grants are deducted when paid. Assets are fixed assets, VAT to be refunded, receivables less "
    "payables, reserve accounts and cash; liabilities and equity are debt, bridge loans, "
    "shareholder loan, share capital and retained earnings."
)
OVER_THE_CONTRACT = " over the contract"


def cash_flow_table(result: StudyResult) -> tuple[Block, ...]:
    """The equity cash flow by year, so that it can be rebuilt by hand."""
    finance = result.finance
    revenue = (
        finance.tipping_revenue_usd
        + finance.power_revenue_usd
        + finance.carbon_revenue_usd
        + finance.metals_revenue_usd
        + finance.heat_revenue_usd
        + finance.stream_fees_usd
        + finance.capacity_revenue_usd
        + finance.subsidy_revenue_usd
        + finance.shared_revenue_usd
    )
    columns: dict[Words, Any] = {
        Message("Revenue"): revenue,
        Message("Opex"): finance.operating_cost_usd,
        Message("Tax"): finance.tax_usd,
        "CFADS": finance.cfads_usd,
        Message("Interest"): finance.interest_usd,
        Message("Principal"): finance.principal_usd,
        Message("Grant"): finance.grant_received_usd,
        Message("Bridge"): finance.bridge_repaid_usd
        + finance.bridge_interest_usd
        + finance.vat_bridge_interest_usd,
        Message("Equity"): finance.equity_paid_in_usd,
    }
    shown = (
        finance.cfads_usd - finance.interest_usd - finance.principal_usd
        + finance.grant_received_usd - finance.bridge_repaid_usd - finance.bridge_interest_usd
        - finance.vat_bridge_interest_usd - finance.equity_paid_in_usd
    )  # fmt: skip
    other = finance.equity_cash_flow_usd - shown
    with_other = bool(np.max(np.abs(other)) >= LEAST_SHOWN * result.money.scale)
    columns |= {Message("Other"): other} if with_other else {}
    columns |= {
        Message("Sponsors"): finance.equity_cash_flow_usd,
        Message("Debt left"): finance.debt_balance_usd,
        Message("Project"): finance.project_cash_flow_usd,
    }
    return (
        Heading(Message("Cash flow by year, {sums} nominal"), 2),
        in_millions(
            result, all_years(result), columns, {"DSCR": finance.dscr}, "cash_flow_by_year"
        ),
        Paragraph(HOW_TO_READ, "note"),
        *((Paragraph(ON_OTHER, "note"),) if with_other else ()),
    )


def switching_table(result: StudyResult) -> tuple[Block, ...]:
    """How far each driver may move before the equity IRR misses its target."""
    rows: list[tuple[Cell, ...]] = []
    # A dash says that no value does: of a return that is not known nobody can say it.
    none = NOT_STATED if hangs_on_unknown(result.finance, "equity_irr_percent") else None
    for row in result.finance.switching:
        scale, unit = _scale(row.unit)
        switching = none if row.switching is None else row.switching / scale
        change = none if row.change_percent is None else signed_percent(row.change_percent)
        rows.append((row.driver, row.stated / scale, switching, change, unit))
    columns = (
        Column(Message("Driver"), 34),
        Column(Message("Stated"), 16, numbers=True),
        Column(Message("Switching value"), 18, numbers=True),
        Column(Message("Change"), 12, numbers=True),
        Column(Message("Unit"), 26),
    )
    table = Table(columns, tuple(rows), name="switching_values")
    return (
        Together((Heading(Message("Switching values"), 2), table)),
        Paragraph(ON_SWITCHING, "note"),
    )


def _scale(unit: str) -> tuple[float, Words]:
    """Sums of money in millions or billions, of tonnes in millions."""
    if unit == f"t{OVER_THE_CONTRACT}":
        return MILLION, Message("million t over the contract")
    money = sums_of(unit.removesuffix(OVER_THE_CONTRACT))
    if money is None:
        return 1.0, unit_text(unit)
    by_contract = Message("{sums} over the contract", sums=money.sums)
    return money.scale, by_contract if unit.endswith(OVER_THE_CONTRACT) else money.sums


def lenders_and_shareholders(result: StudyResult) -> tuple[Block, ...]:
    """Cover of the debt over time, and returns by dates."""
    lenders = result.finance.lenders
    happened = [name for name in WHERE_ANY if number(getattr(lenders, name)) > 0]
    return (
        Heading(Message("Debt cover ratios"), 2),
        figure_table(lenders, [*COVER, *happened], "debt_cover"),
        Heading(Message("Returns by dates"), 2),
        figure_table(result.finance.owners, SHAREHOLDERS, "returns_by_dates"),
    )


def statements(result: StudyResult) -> tuple[Block, ...]:
    """Income statement, cash flow statement and balance sheet by year."""
    books, years = result.finance.accounts, all_years(result)
    income: dict[Words, Any] = {
        Message("Revenue"): books.revenue_usd,
        Message("Opex"): books.operating_cost_usd,
        Message("Depreciation"): books.depreciation_usd,
        Message("Interest"): books.interest_expense_usd - books.interest_income_usd,
        Message("Tax"): books.income_tax_usd,
        Message("Net profit"): books.net_profit_usd,
        Message("Cash op."): books.operating_cash_usd,
        Message("Cash inv."): books.investing_cash_usd,
        Message("Cash fin."): books.financing_cash_usd,
    }
    besides = books.gain_on_disposal_usd - books.refinancing_cost_usd
    if np.any(books.exchange_loss_usd):
        # A loss, below 0 a gain.
        income = income | {Message("FX loss"): books.exchange_loss_usd}
    if np.any(besides):
        income = {Message("Revenue"): books.revenue_usd, Message("Other"): besides} | income
    balance: dict[Words, Any] = {
        Message("Fixed assets"): books.fixed_assets_usd,
        Message("Other"): books.vat_receivable_usd + books.working_capital_usd,
        Message("Accounts"): books.reserve_accounts_usd,
        Message("Cash"): books.cash_usd,
        Message("Debt"): books.senior_debt_usd + books.other_loans_usd + books.bridges_usd,
        Message("Sh. loan"): books.shareholder_loan_usd,
        Message("Share capital"): books.owners_capital_usd,
        Message("Retained"): books.retained_earnings_usd,
    }
    if np.any(books.translation_usd):
        balance[Message("Translation")] = books.translation_usd
    return (
        Heading(Message("Income and cash flow statements, {sums} nominal"), 2),
        in_millions(result, years, income, name="income_and_cash_flow_statements"),
        Heading(Message("Balance sheet at year end, {sums} nominal"), 2),
        in_millions(result, years, balance, name="balance_sheet"),
        Paragraph(ON_ACCOUNTS, "note"),
    )


def public_side(result: StudyResult) -> tuple[Block, ...]:
    """What the public pays, can afford and is bound to, by year."""
    public = result.finance.public
    by_payer: dict[Words, Any] = {}
    if np.any(public.central_government_usd):
        by_payer[Message("Central government")] = public.central_government_usd
        by_payer[Message("Municipality")] = public.municipality_usd
    columns: dict[Words, Any] = {
        Message("Payment"): public.payment_usd,
        Message("of which put-or-pay"): public.put_or_pay_usd,
        **by_payer,
        Message("Due on termination"): public.termination_usd,
        Message("x probability"): public.expected_termination_usd,
    }
    shares: dict[Words, Any] = {
        Message("% of budget"): public.share_of_budget_percent,
        Message("% of income"): public.share_of_income_percent,
    }
    computed = {name: series for name, series in shares.items() if np.all(np.isfinite(series))}
    note = Message(
        "Payment is the tipping fees and the grants paid during construction; its present value is "
        "{money} {payments:,.1f} {scale}, that of expected termination payments {money} "
        "{termination:,.1f} {scale}. Share of income: the tipping fees on all households served; "
        "{percent} % is the affordability threshold.",
        payments=number(public.present_value_usd) / result.money.scale,
        termination=number(public.expected_termination_present_value_usd) / result.money.scale,
        percent=number(public.affordable_percent_of_income),
    )
    short = (
        Message(
            "All this is at the study's tipping fee, which falls short; at the required one of "
            "{required} {money}/t the present value of the payments is {money} {payments:,.1f} "
            "{scale}.",
            required=number(result.finance.required_tipping_fee_usd_per_t),
            payments=number(result.finance.at_signed_fee.present_value_usd) / result.money.scale,
        ),
    )
    return (
        Heading(Message("Public payments and commitments, {sums} nominal"), 2),
        in_millions(result, all_years(result), columns, computed, "public_payments"),
        Paragraph((note, *(short if falls_short(result) else ())), "note"),
    )


def value_for_money(result: StudyResult) -> tuple[Block, ...]:
    """Public delivery beside the PPP, where the study states it."""
    vfm = result.finance.value_for_money
    if vfm is None:
        return ()
    heading = Heading(Message("Value for money, present values at the public discount rate"), 2)
    if np.isnan(number(vfm.tipping_fee_usd_per_t)):
        why = (
            Message("Value for money is not stated: the required tipping fee is not known.")
            if hangs_on_unknown(result.finance, "required_tipping_fee_usd_per_t")
            else Message("Value for money is not told: no tipping fee meets the targets.")
        )
        return (heading, Paragraph(why))
    names = [name for name in type(vfm).model_fields if name != "value_percent_by_rate"]
    text = Message(
        "At a discount rate one step lower: {lower:,.1f} % of the comparator; one step higher: "
        "{higher:,.1f} %.",
        lower=number(vfm.value_percent_by_rate["lower"]),
        higher=number(vfm.value_percent_by_rate["higher"]),
    )
    return (
        heading,
        figure_table(vfm, names, "value_for_money"),
        Paragraph(text, "note"),
    )
