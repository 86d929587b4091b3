"""Tables of the money chapters: cash flow, cover, switching values, statements, public side."""

from typing import Any

import numpy as np
from reportlab.platypus import Flowable

from wte_ppp.chapters.outcome_tables import MILLION, in_millions, number, outcome_table
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.language import mark
from wte_ppp.print.layout import H2, NOTE, Paper, gap, room_for

COVER = (
    "minimum_dscr_year",
    "minimum_llcr",
    "average_llcr",
    "plcr",
    "minimum_plcr",
    "average_plcr",
)
WHERE_ANY = ("locked_up_periods", "swept_usd", "support_usd")
OWNERS = (
    "equity_xirr_percent",
    "project_xirr_percent",
    "equity_npv_usd",
    "discounted_payback_years",
)
HOW_TO_READ = mark(
    "CFADS is revenue less opex, tax, growth of working capital and what is saved for overhauls. "
    "Interest and principal are those of the senior debt, prepayments apart. Bridge is the bridge "
    "loan repaid by the grant and its interest in operation. Owners is what they are paid less "
    "what they pay in, after all loans, bridges, accounts and tax withheld. DSCR is CFADS / debt "
    "service of the year, a concessional loan included; the bridge ranks after it. Project is the "
    "flow without any debt, after the tax due without interest."
)
ON_OTHER = mark("Other is what remains: further loans, accounts, the bridge for VAT, tax withheld.")
LEAST_SHOWN = 5000.0  # USD, what two decimals of a million round to
ON_SWITCHING = mark(
    "Value of each driver at which the owners just earn the return they ask for, all else held; a "
    "dash where no value up to five times the stated one does. Grants more or less than stated are "
    "paid with the spending; a dash: the return is there without any."
)
ON_ACCOUNTS = mark(
    "Interest and fees of construction and VAT that is not refunded stand in the fixed assets; "
    "grants are deducted when paid. Assets are fixed assets, VAT to be refunded, receivables less "
    "payables, reserve accounts and cash; what pays for them is debt, bridges, shareholder loan, "
    "owners' capital and retained earnings."
)


def cash_flow_table(paper: Paper, result: StudyResult) -> list[Flowable]:
    """The owners' cash flow by year, so that it can be rebuilt by hand."""
    finance, say = result.finance, paper.say
    revenue = (
        finance.tipping_revenue_usd
        + finance.power_revenue_usd
        + finance.carbon_revenue_usd
        + finance.metals_revenue_usd
        + finance.heat_revenue_usd
    )
    columns = {
        say("Revenue"): revenue,
        say("Opex"): finance.operating_cost_usd,
        say("Tax"): finance.tax_usd,
        "CFADS": finance.cfads_usd,
        say("Interest"): finance.interest_usd,
        say("Principal"): finance.principal_usd,
        say("Grant"): finance.grant_received_usd,
        say("Bridge"): finance.bridge_repaid_usd + finance.bridge_interest_usd,
        say("Equity"): finance.equity_paid_in_usd,
    }
    told = (
        finance.cfads_usd - finance.interest_usd - finance.principal_usd
        + finance.grant_received_usd - finance.bridge_repaid_usd - finance.bridge_interest_usd
        - finance.equity_paid_in_usd
    )  # fmt: skip
    other = finance.equity_cash_flow_usd - told
    shown = bool(np.max(np.abs(other)) >= LEAST_SHOWN)
    columns |= {say("Other"): other} if shown else {}
    columns |= {
        say("Owners"): finance.equity_cash_flow_usd,
        say("Debt left"): finance.debt_balance_usd,
        say("Project"): finance.project_cash_flow_usd,
    }
    return [
        *paper.heading(say("Cash flow by year, million USD nominal"), H2),
        in_millions(paper, _years(result), columns, {"DSCR": finance.dscr}),
        gap(3),
        paper.para(say(HOW_TO_READ), NOTE),
        *([paper.para(say(ON_OTHER), NOTE)] if shown else []),
    ]


def switching_table(paper: Paper, result: StudyResult) -> list[Flowable]:
    """How far each driver may move before the owners miss the return they ask for."""
    say = paper.say
    rows = [
        [
            paper.told(row.driver),
            _amount(paper, row.stated, row.unit),
            _amount(paper, row.switching, row.unit),
            paper.quantity(None)
            if row.change_percent is None
            else f"{paper.fixed(row.change_percent, 1, sign=True)} %",
            _unit(paper, row.unit),
        ]
        for row in result.finance.switching
    ]
    header = (say("Driver"), say("Stated"), say("Switching value"), say("Change"), say("Unit"))
    return [
        *paper.heading(say("Switching values"), H2, room_for(len(rows))),
        paper.grid(header, rows, (34, 16, 18, 12, 26), numbers=(1, 2, 3)),
        gap(3),
        paper.para(say(ON_SWITCHING), NOTE),
    ]


def lenders_and_owners(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Cover of the debt over time, and returns by dates."""
    finance, say = result.finance, paper.say
    happened = [name for name in WHERE_ANY if number(getattr(finance.lenders, name)) > 0]
    return [
        *paper.heading(say("Cover of the debt"), H2),
        outcome_table(paper, finance.lenders, [*COVER, *happened]),
        *paper.heading(say("Returns by dates"), H2),
        outcome_table(paper, finance.owners, OWNERS),
    ]


def statements(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Income statement, cash flow statement and balance sheet by year."""
    books, say = result.finance.accounts, paper.say
    income = {
        say("Revenue"): books.revenue_usd,
        say("Opex"): books.operating_cost_usd,
        say("Depreciation"): books.depreciation_usd,
        say("Interest"): books.interest_expense_usd - books.interest_income_usd,
        say("Tax"): books.income_tax_usd,
        say("Net profit"): books.net_profit_usd,
        say("Cash op."): books.operating_cash_usd,
        say("Cash inv."): books.investing_cash_usd,
        say("Cash fin."): books.financing_cash_usd,
    }
    balance = {
        say("Fixed assets"): books.fixed_assets_usd,
        say("Other"): books.vat_receivable_usd + books.working_capital_usd,
        say("Accounts"): books.reserve_accounts_usd,
        say("Cash"): books.cash_usd,
        say("Debt"): books.senior_debt_usd + books.other_loans_usd + books.bridges_usd,
        say("Owners' loan"): books.shareholder_loan_usd,
        say("Capital"): books.owners_capital_usd,
        say("Retained"): books.retained_earnings_usd,
    }
    return [
        *paper.heading(say("Income and cash flow statements, million USD nominal"), H2),
        in_millions(paper, _years(result), income),
        *paper.heading(say("Balance sheet at year end, million USD nominal"), H2),
        in_millions(paper, _years(result), balance),
        gap(3),
        paper.para(say(ON_ACCOUNTS), NOTE),
    ]


def public_side(paper: Paper, result: StudyResult) -> list[Flowable]:
    """What the public pays, can afford and is bound to, by year."""
    public, say = result.finance.public, paper.say
    columns = {
        say("Payment"): public.payment_usd,
        say("of it put-or-pay"): public.put_or_pay_usd,
        say("Due on termination"): public.termination_usd,
        say("x probability"): public.expected_termination_usd,
    }
    shares = {
        say("% of budget"): public.share_of_budget_percent,
        say("% of income"): public.share_of_income_percent,
    }
    known = {name: one for name, one in shares.items() if _known(one)}
    percent = paper.quantity(number(public.affordable_percent_of_income))
    return [
        *paper.heading(say("Payments and commitments of the public, million USD nominal"), H2),
        in_millions(paper, _years(result), columns, known),
        gap(3),
        paper.para(
            say(
                "Payment is the tipping fees and the grants paid in construction; its present "
                "value is USD {payments} million, that of expected termination payments USD "
                "{termination} million. Share of income: the tipping fees on all households "
                "served; {percent} % is held as affordable.",
                payments=paper.fixed(number(public.present_value_usd) / MILLION, 1),
                termination=paper.fixed(
                    number(public.expected_termination_present_value_usd) / MILLION, 1
                ),
                percent=percent,
            ),
            NOTE,
        ),
    ]


def value_for_money(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Public delivery beside the PPP, where it was asked for."""
    vfm, say = result.finance.value_for_money, paper.say
    if vfm is None:
        return []
    names = [name for name in type(vfm).model_fields if name != "value_percent_by_rate"]
    rates = {name: paper.fixed(number(one), 1) for name, one in vfm.value_percent_by_rate.items()}
    text = say(
        "At a rate a step lower: {lower} % of the comparator; a step higher: {higher} %.",
        lower=rates["lower"],
        higher=rates["higher"],
    )
    title = say("Value for money, present values at the public discount rate")
    return [
        *paper.heading(title, H2),
        outcome_table(paper, vfm, names),
        gap(3),
        paper.para(text, NOTE),
    ]


def _years(result: StudyResult) -> list[int]:
    return [int(year) for year in result.finance.calendar_year]


def _known(series: Any) -> bool:
    return bool(np.all(np.isfinite(series)))


def _amount(paper: Paper, value: float | None, unit: str) -> str:
    large = unit.startswith(("USD", "t "))
    return paper.quantity(value / MILLION if value is not None and large else value)


def _unit(paper: Paper, unit: str) -> str:
    large = unit.startswith(("USD", "t "))
    return paper.told(f"million {unit}") if large else paper.told(unit)
