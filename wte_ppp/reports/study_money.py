"""The chapter of the study on cost and finance."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.figures import line_chart, stacked_bars
from wte_ppp.reports.layout import BODY, H2, NOTE, PAGE_WIDTH, gap, grid, heading
from wte_ppp.reports.outcome_tables import (
    MILLION,
    number,
    outcome_table,
    price_year,
    scalar_names,
)
from wte_ppp.reports.study_money_parts import lenders_and_owners, public_side, statements
from wte_ppp.reports.text import para, quantity

__all__ = ["finance_chapter"]

COST_NAMES = (
    "capex_usd",
    "benchmark_low_usd",
    "benchmark_capex_usd",
    "benchmark_high_usd",
    "capex_usd_per_t_per_day",
    "opex_usd_per_t",
)
FEE_NAMES = (
    "required_tipping_fee_usd_per_t",
    "tipping_fee_for_equity_irr_usd_per_t",
    "tipping_fee_for_dscr_usd_per_t",
)
HOW_TO_READ = (
    "CFADS is revenue less opex, tax, growth of working capital and what is saved for overhauls. "
    "Interest and principal are those of the senior debt, prepayments apart. Bridge is the bridge "
    "loan repaid by the grant and its interest in operation. Owners is what they are paid less "
    "what they pay in, after all loans, bridges, accounts and tax withheld. DSCR is CFADS / debt "
    "service of the year, a concessional loan included; the bridge ranks after it. Project is the "
    "flow without any debt, after the tax due without interest."
)


def finance_chapter(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Cost, funding, returns, cash flow and DSCR.

    Parameters
    ----------
    result
        Base case.
    lacking
        Takes a line for each text with characters that the font lacks.

    Returns
    -------
    list[Flowable]
        In order.
    """
    finance, cost = result.finance, result.cost
    names = [name for name in scalar_names(finance) if name != "dscr_binds"]
    return [
        *heading("Cost and finance", room=250),
        para(f"Capital cost: {cost.capex_basis}.", BODY, lacking),
        outcome_table(cost, COST_NAMES, lacking),
        *heading("Sources and uses of funds", H2),
        _sources_and_uses(result),
        *heading("Funding and returns", H2),
        outcome_table(finance, names, lacking),
        gap(3),
        para(_on_fees(result), NOTE),
        *_operating_cost(result),
        gap(12),
        _cash_flow_chart(result),
        gap(12),
        *_dscr_chart(result),
        *heading("Cash flow by year, million USD nominal", H2),
        _cash_flow_table(result),
        gap(3),
        para(HOW_TO_READ, NOTE),
        *lenders_and_owners(result, lacking),
        *statements(result),
        *public_side(result, lacking),
    ]


def _sources_and_uses(result: StudyResult) -> Flowable:
    """What construction costs beside what pays for it; what is nothing in both is left out."""
    finance, funds = result.finance, result.finance.funds
    total = number(finance.total_uses_usd)
    uses = [
        ("Capital cost", number(result.cost.capex_usd)),
        ("Contingency, development, VAT kept", number(funds.contingency_and_development_usd)),
        ("Land", number(funds.land_usd)),
        ("VAT, refunded later", number(funds.vat_usd)),
        ("Interest and fees in construction", number(finance.financing_cost_usd)),
        ("First filling of the DSRA", number(funds.dsra_funded_usd)),
        ("Working capital", number(funds.working_capital_funded_usd)),
    ]
    sources = [
        ("Senior debt", number(finance.debt_usd)),
        ("Concessional loan", number(funds.concessional_usd)),
        ("Bridge for the grant", float(np.sum(finance.bridge_drawn_usd))),
        ("Bridge for VAT", number(funds.vat_usd)),
        ("Grants in construction", number(funds.construction_grants_usd)),
        ("Equity", number(finance.equity_usd)),
    ]
    always = ("Capital cost", "Interest and fees in construction", "Senior debt", "Equity",
              "Bridge for the grant")  # fmt: skip
    left: list[tuple[str, float | None]] = [one for one in uses if one[1] or one[0] in always]
    right = [one for one in sources if one[1] or one[0] in always]
    sum_of_sources = _total("Sources", right)
    shown: list[tuple[str, float | None]] = [*right]
    lines = max(len(left), len(shown))
    left += [("", None)] * (lines - len(left))
    shown += [("", None)] * (lines - len(shown))
    rows = []
    for use, source in zip((*left, ("Uses", total)), (*shown, sum_of_sources), strict=True):
        rows.append([text for side in (use, source) for text in _money_and_share(*side, total)])
    return grid(
        ("Uses", "Million USD", "%", "Sources", "Million USD", "%"),
        rows,
        (36, 16, 8, 24, 16, 8),
        numbers=(1, 2, 4, 5),
    )


def _total(label: str, parts: Sequence[tuple[str, float]]) -> tuple[str, float]:
    return label, sum(value for _, value in parts)


def _money_and_share(label: str, value: float | None, total: float) -> list[str]:
    """Label, millions and percent of a total; an empty place in a table has no value."""
    if value is None:
        return [label, "", ""]
    return [label, f"{value / MILLION:,.2f}".replace(",", "\u00a0"), _percent(value, total)]


def _percent(value: float, total: float) -> str:
    return f"{100 * value / total:.1f}" if total > 0 else quantity(None)


def _on_fees(result: StudyResult) -> str:
    finance = result.finance
    text = (
        f"Tipping fees are in prices of {price_year(result)}; the flat prices of power and of "
        "treatment are nominal."
    )
    if any(getattr(finance, name) < 0 for name in FEE_NAMES):
        text += " A negative tipping fee: the target is met without a fee."
    return text


def _operating_cost(result: StudyResult) -> list[Flowable]:
    """Operating cost of the first full year by item."""
    finance, items = result.finance, result.cost.opex_usd
    operation_years = [int(year) for year in finance.calendar_year[finance.operation_year >= 1]]
    # The second operation year is past the ramp-up; a contract of one year has the first alone.
    index = min(2, len(operation_years)) - 1
    costs = [(name, float(series[index])) for name, series in items.items()]
    label, total = _total("Operating cost", costs)
    rows = [
        [name.replace("_", " ").capitalize(), quantity(round(value)), _percent(value, total)]
        for name, value in [*costs, (label, total)]
    ]
    title = (
        f"Operating cost by item, {operation_years[index]} (operation year {index + 1}), nominal"
    )
    return [
        *heading(title, H2),
        grid(("Item", "USD a year", "%"), rows, (60, 18, 12), numbers=(1, 2)),
    ]


def _cash_flow_chart(result: StudyResult) -> Flowable:
    """Bars that sum to the owners' flow, the same in every study so that colours stay."""
    finance = result.finance
    bars: dict[str, Any] = {
        "Power": finance.power_revenue_usd,
        "Tipping fees": finance.tipping_revenue_usd,
        "Credits, metals, heat": (
            finance.carbon_revenue_usd + finance.metals_revenue_usd + finance.heat_revenue_usd
        ),
        "Grant, debt and bridge drawn": (
            finance.grant_received_usd + finance.debt_drawn_usd + finance.bridge_drawn_usd
        ),
        "Capital and financing cost": -finance.capex_spent_usd - finance.financing_cost_spent_usd,
        "Operating cost": -finance.operating_cost_usd,
        "Tax": -finance.tax_usd,
        "Debt service; bridge repaid, its interest": (
            -finance.interest_usd
            - finance.principal_usd
            - finance.bridge_repaid_usd
            - finance.bridge_interest_usd
        ),
    }
    rest = finance.equity_cash_flow_usd - sum(bars.values())
    if np.max(np.abs(rest)) > 1:
        bars["Other loans, accounts, working capital, VAT, withheld"] = rest
    return KeepTogether(
        stacked_bars(
            _years(result),
            {label: [float(one) / MILLION for one in series] for label, series in bars.items()},
            "Cash flow of the owners: the sum of each year's bars",
            "million USD nominal",
            width=PAGE_WIDTH,
            height=230,
        )
    )


def _dscr_chart(result: StudyResult) -> list[Flowable]:
    """Cover of debt service over the years, beside what is asked."""
    finance = result.finance
    if np.all(np.isnan(finance.dscr)):
        return [
            *heading("Debt service cover ratio", H2),
            para("There is no senior debt, so no DSCR.", BODY),
        ]
    return [
        KeepTogether(
            line_chart(
                _years(result),
                {"DSCR": [float(value) for value in finance.dscr]},
                "Debt service cover ratio",
                "CFADS after tax / debt service",
                thresholds={
                    "Service just covered": 1.0,
                    "Asked for": number(finance.target_dscr),
                },
                width=PAGE_WIDTH,
                height=165,
            )
        )
    ]


def _cash_flow_table(result: StudyResult) -> Flowable:
    finance = result.finance
    revenue = (
        finance.tipping_revenue_usd
        + finance.power_revenue_usd
        + finance.carbon_revenue_usd
        + finance.metals_revenue_usd
        + finance.heat_revenue_usd
    )
    columns = {
        "Revenue": revenue,
        "Opex": finance.operating_cost_usd,
        "Tax": finance.tax_usd,
        "CFADS": finance.cfads_usd,
        "Interest": finance.interest_usd,
        "Principal": finance.principal_usd,
        "Grant": finance.grant_received_usd,
        "Bridge": finance.bridge_repaid_usd + finance.bridge_interest_usd,
        "Equity": finance.equity_paid_in_usd,
        "Owners": finance.equity_cash_flow_usd,
        "Debt left": finance.debt_balance_usd,
        "Project": finance.project_cash_flow_usd,
    }
    rows = [
        [
            str(year),
            *(f"{float(series[index]) / MILLION:.2f}" for series in columns.values()),
            "" if np.isnan(finance.dscr[index]) else f"{float(finance.dscr[index]):.2f}",
        ]
        for index, year in enumerate(_years(result))
    ]
    return grid(
        ("Year", *columns, "DSCR"),
        rows,
        (8, *([11] * len(columns)), 9),
        numbers=range(1, len(columns) + 2),
        size=6.5,
    )


def _years(result: StudyResult) -> list[int]:
    return [int(year) for year in result.finance.calendar_year]
