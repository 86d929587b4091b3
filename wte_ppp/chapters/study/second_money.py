"""Headline results, cash flow and balance sheet in the second money of a study."""

from collections.abc import Mapping, Sequence
from typing import Any

from wte_ppp.blocks import Block, Cell, Column, Heading, Number, Paragraph, Table, Words
from wte_ppp.chapters.outcome_tables import (
    FIGURE_COLUMNS,
    YEAR,
    all_years,
    label_of,
    number,
    unit_text,
)
from wte_ppp.currencies import BILLION, Money
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, mark

RATES = ("equity_irr_percent", "project_irr_percent")
SUMS = ("project_npv", "debt", "equity")
BY_YEAR: Mapping[str, str] = {
    "revenue": mark("Revenue"),
    "operating_cost": mark("Opex"),
    "tax": mark("Tax"),
    "cfads": mark("CFADS"),
    "service": mark("Debt service"),
    "project_cash_flow": mark("Project"),
    "equity_cash_flow": mark("Sponsors"),
}
BALANCE: Mapping[str, Sequence[str]] = {
    mark("Fixed assets"): ("fixed_assets",),
    mark("Other"): ("vat_receivable", "working_capital"),
    mark("Accounts"): ("reserve_accounts",),
    mark("Cash"): ("cash",),
    mark("Debt"): ("senior_debt", "other_loans", "bridges"),
    mark("Sh. loan"): ("shareholder_loan",),
    mark("Share capital"): ("owners_capital",),
    mark("Retained"): ("retained_earnings",),
    mark("Translation"): ("translation",),
}
NOTE = Message(
    "Each amount at the rate of exchange of its year, balances at that of their day. Share capital "
    "and retained earnings stand at the rates of the years in which they arose; translation is "
    "what they have gained or lost since (IAS 21, paragraph 39). The NPV is that of the study's "
    "money at the rate of the first year."
)


def second_money(result: StudyResult) -> tuple[Block, ...]:
    """Tables of `finance.money.also_in`; nothing for a study that names none."""
    second = result.finance.second_money
    if second is None:
        return ()
    scale, sums = _scale(second.currency)
    rows: list[tuple[Cell, ...]] = [
        (label_of(second, name), number(getattr(second, name)), unit_text("%/year"))
        for name in RATES
    ]
    rows += [(label_of(second, name), number(getattr(second, name)) / scale, sums) for name in SUMS]
    flows: dict[Words, Any] = {
        Message(head): getattr(second, name) for name, head in BY_YEAR.items()
    }
    balances: dict[Words, Any] = {
        Message(head): sum(second.accounts[name] for name in names)
        for head, names in BALANCE.items()
    }
    return (
        Heading(Message("Results in {second}", second=second.currency), 2),
        Table(FIGURE_COLUMNS, tuple(rows), name="second_money"),
        Heading(Message("Cash flow by year, {second} nominal", second=sums), 2),
        _by_year(result, flows, scale, "second_money_cash_flow", second.rate),
        Heading(Message("Balance sheet at year end, {second} nominal", second=sums), 2),
        _by_year(result, balances, scale, "second_money_balance_sheet"),
        Paragraph(NOTE, "note"),
    )


def _scale(code: str) -> tuple[float, Message]:
    """What sums of a money are divided by, and what they are then told in."""
    scale = Money(code).scale
    if scale == BILLION:
        return scale, Message("billion {second}", second=code)
    return scale, Message("million {second}", second=code)


def _by_year(
    result: StudyResult, series: Mapping[Words, Any], scale: float, name: str, rate: Any = None
) -> Table:
    """Sums by year, and the rate of exchange."""
    rows = tuple(
        (
            year,
            *(float(amounts[at]) / scale for amounts in series.values()),
            *(() if rate is None else (Number(float(rate[at]), ".6g"),)),
        )
        for at, year in enumerate(all_years(result))
    )
    columns = [
        Column(YEAR, 9),
        *(Column(head, 12, ",.2f", numbers=True) for head in series),
    ]
    if rate is not None:
        columns.append(Column(Message("Rate"), 12, numbers=True))
    return Table(tuple(columns), rows, name=name, size="small")
