"""Further parts of the money chapter: cover, switching values, statements, the public side."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from reportlab.platypus import Flowable

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.layout import H2, NOTE, gap, grid, heading
from wte_ppp.reports.outcome_tables import MILLION, number, outcome_table
from wte_ppp.reports.text import para, quantity

__all__ = ["lenders_and_owners", "public_side", "statements"]

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
ON_SWITCHING = (
    "Value of each driver at which the owners just earn the return they ask for, all else held; a "
    "dash where no value up to five times the stated one does. Grants more or less than stated are "
    "paid with the spending; a dash: the return is there without any."
)
ON_ACCOUNTS = (
    "Interest and fees of construction and VAT that is not refunded stand in the fixed assets; "
    "grants are deducted when paid. Assets are fixed assets, VAT to be refunded, receivables less "
    "payables, reserve accounts and cash; what pays for them is debt, bridges, shareholder loan, "
    "owners' capital and retained earnings."
)


def lenders_and_owners(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Cover of the debt over time, returns by dates, and switching values."""
    finance = result.finance
    happened = [name for name in WHERE_ANY if number(getattr(finance.lenders, name)) > 0]
    rows = [
        [
            row.driver,
            _amount(row.stated, row.unit),
            _amount(row.switching, row.unit),
            quantity(None) if row.change_percent is None else f"{row.change_percent:+.1f} %",
            _unit(row.unit),
        ]
        for row in finance.switching
    ]
    return [
        *heading("Cover of the debt", H2),
        outcome_table(finance.lenders, [*COVER, *happened], lacking),
        *heading("Returns by dates", H2),
        outcome_table(finance.owners, OWNERS, lacking),
        *heading("Switching values", H2),
        grid(
            ("Driver", "Stated", "Switching value", "Change", "Unit"),
            rows,
            (34, 16, 18, 12, 26),
            numbers=(1, 2, 3),
            notes=lacking,
        ),
        gap(3),
        para(ON_SWITCHING, NOTE),
    ]


def statements(result: StudyResult) -> list[Flowable]:
    """Income statement and balance sheet by year."""
    books = result.finance.accounts
    income = {
        "Revenue": books.revenue_usd,
        "Opex": books.operating_cost_usd,
        "Depreciation": books.depreciation_usd,
        "Interest": books.interest_expense_usd - books.interest_income_usd,
        "Tax": books.income_tax_usd,
        "Net profit": books.net_profit_usd,
        "Cash op.": books.operating_cash_usd,
        "Cash inv.": books.investing_cash_usd,
        "Cash fin.": books.financing_cash_usd,
    }
    other_assets = books.vat_receivable_usd + books.working_capital_usd
    debt = books.senior_debt_usd + books.other_loans_usd + books.bridges_usd
    balance = {
        "Fixed assets": books.fixed_assets_usd,
        "Other": other_assets,
        "Accounts": books.reserve_accounts_usd,
        "Cash": books.cash_usd,
        "Debt": debt,
        "Owners' loan": books.shareholder_loan_usd,
        "Capital": books.owners_capital_usd,
        "Retained": books.retained_earnings_usd,
    }
    return [
        *heading("Income and cash flow statements, million USD nominal", H2),
        _by_year(result, income),
        *heading("Balance sheet at year end, million USD nominal", H2),
        _by_year(result, balance),
        gap(3),
        para(ON_ACCOUNTS, NOTE),
    ]


def public_side(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """What the public pays, can afford and is bound to; value for money where it was asked for."""
    public, vfm = result.finance.public, result.finance.value_for_money
    columns = {
        "Payment": public.payment_usd,
        "of it put-or-pay": public.put_or_pay_usd,
        "Due on termination": public.termination_usd,
        "x probability": public.expected_termination_usd,
    }
    shares = {
        "% of budget": public.share_of_budget_percent,
        "% of income": public.share_of_income_percent,
    }
    parts: list[Flowable] = [
        *heading("Payments and commitments of the public, million USD nominal", H2),
        _by_year(result, columns, {name: one for name, one in shares.items() if _known(one)}),
        gap(3),
        para(
            "Payment is the tipping fees and the grants paid in construction; its present value is "
            f"USD {number(public.present_value_usd) / MILLION:.1f} million, that of expected "
            "termination payments USD "
            f"{number(public.expected_termination_present_value_usd) / MILLION:.1f} million. "
            "Share of income: the tipping fees on all households served; "
            f"{number(public.affordable_percent_of_income):g} % is held as affordable.",
            NOTE,
        ),
    ]
    if vfm is not None:
        names = [name for name in type(vfm).model_fields if name != "value_percent_by_rate"]
        rates = vfm.value_percent_by_rate
        parts += [
            *heading("Value for money, present values at the public discount rate", H2),
            outcome_table(vfm, names, lacking),
            gap(3),
            para(
                f"At a rate a step lower: {number(rates['lower']):.1f} % of the comparator; a step "
                f"higher: {number(rates['higher']):.1f} %.",
                NOTE,
            ),
        ]
    return parts


def _by_year(
    result: StudyResult, columns: Mapping[str, Any], percents: Mapping[str, Any] | None = None
) -> Flowable:
    years = [int(year) for year in result.finance.calendar_year]
    shares = percents or {}
    rows = [
        [
            str(year),
            *(f"{float(series[index]) / MILLION:.2f}" for series in columns.values()),
            *(f"{float(series[index]):.2f}" for series in shares.values()),
        ]
        for index, year in enumerate(years)
    ]
    width = len(columns) + len(shares)
    return grid(
        ("Year", *columns, *shares),
        rows,
        (8, *([12] * width)),
        numbers=range(1, width + 1),
        size=6.5,
    )


def _known(series: Any) -> bool:
    return bool(np.all(np.isfinite(series)))


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return quantity(None)
    return quantity(value / MILLION if unit.startswith(("USD", "t ")) else value)


def _unit(unit: str) -> str:
    return f"million {unit}" if unit.startswith(("USD", "t ")) else unit
