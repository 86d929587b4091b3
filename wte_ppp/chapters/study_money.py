"""The chapter of the study on finance."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.chapters.outcome_tables import MILLION, number, outcome_rows, price_year
from wte_ppp.chapters.study_money_parts import cash_flow_table, switching_table, value_for_money
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.charts.series import line_chart, stacked_bars
from wte_ppp.print.charts.waterfall import waterfall_chart
from wte_ppp.print.language import mark
from wte_ppp.print.layout import BODY, H2, NOTE, PAGE_WIDTH, Paper, gap

SHOWN = (
    ("finance", "required_tipping_fee_usd_per_t"),
    ("finance", "tipping_fee_for_equity_irr_usd_per_t"),
    ("finance", "tipping_fee_for_dscr_usd_per_t"),
    ("finance", "equity_irr_percent"),
    ("finance", "project_irr_percent"),
    ("finance", "project_npv_usd"),
    ("finance", "payback_years"),
    ("finance", "gearing_percent"),
    ("finance", "minimum_dscr"),
    ("finance", "average_dscr"),
    ("finance", "llcr"),
    ("finance.lenders", "minimum_plcr"),
    ("finance.lenders", "locked_up_periods"),
    ("finance.lenders", "support_usd"),
    ("finance", "lcoe_usd_per_mwh"),
    ("finance", "lcow_usd_per_t"),
    ("finance.public", "first_full_year_payment_usd"),
    ("finance.public", "highest_share_of_budget_percent"),
    ("finance.public", "highest_share_of_income_percent"),
)
FEE_NAMES = (
    "required_tipping_fee_usd_per_t",
    "tipping_fee_for_equity_irr_usd_per_t",
    "tipping_fee_for_dscr_usd_per_t",
)
BARS: Mapping[str, tuple[tuple[str, int], ...]] = {
    mark("Power"): (("power_revenue_usd", 1),),
    mark("Tipping fees"): (("tipping_revenue_usd", 1),),
    mark("Credits, metals, heat"): (
        ("carbon_revenue_usd", 1),
        ("metals_revenue_usd", 1),
        ("heat_revenue_usd", 1),
    ),
    mark("Grant, debt and bridge drawn"): (
        ("grant_received_usd", 1),
        ("debt_drawn_usd", 1),
        ("bridge_drawn_usd", 1),
    ),
    mark("Capital and financing cost"): (("capex_spent_usd", -1), ("financing_cost_spent_usd", -1)),
    mark("Operating cost"): (("operating_cost_usd", -1),),
    mark("Tax"): (("tax_usd", -1),),
    mark("Debt service; bridge repaid, its interest"): (
        ("interest_usd", -1),
        ("principal_usd", -1),
        ("bridge_repaid_usd", -1),
        ("bridge_interest_usd", -1),
    ),
}


def finance_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Returns, waterfall, cash flow and cover of the debt, switching values."""
    say = paper.say
    return [
        *paper.heading(say("Finance"), room=300),
        _main_figures(paper, result),
        gap(3),
        paper.para(_on_fees(paper, result), NOTE),
        gap(8),
        KeepTogether(_waterfall(paper, result)),
        gap(10),
        _cash_flow_chart(paper, result),
        gap(10),
        *_dscr_chart(paper, result),
        *cash_flow_table(paper, result),
        *switching_table(paper, result),
        *value_for_money(paper, result),
    ]


def _main_figures(paper: Paper, result: StudyResult) -> Flowable:
    """Outcomes that are defined, and those without which a lender would ask."""
    rows = []
    for place, name in SHOWN:
        part: Any = result
        for step in place.split("."):
            part = getattr(part, step)
        if place == "finance" or np.isfinite(getattr(part, name)):
            rows += outcome_rows(part, (name,), paper.language)
    header = ("", paper.say("Value"), paper.say("Unit"))
    return paper.grid(header, rows, (66, 14, 20), numbers=(1,))


def _on_fees(paper: Paper, result: StudyResult) -> str:
    finance = result.finance
    text = paper.say(
        "Tipping fees are in prices of {year}; the flat prices of power and of treatment are "
        "nominal.",
        year=price_year(result),
    )
    if any(getattr(finance, name) < 0 for name in FEE_NAMES):
        text += " " + paper.say("A negative tipping fee: the target is met without a fee.")
    return text


def _waterfall(paper: Paper, result: StudyResult) -> Flowable:
    """What the operation years earn and who receives it, nominal sums."""
    finance, say = result.finance, paper.say
    running = finance.operation_year >= 1

    def total(*names: str) -> float:
        return sum(float(np.sum(getattr(finance, one)[running])) for one in names) / MILLION

    others = total("carbon_revenue_usd", "metals_revenue_usd", "heat_revenue_usd")
    steps: dict[str, float | None] = {
        say("Power"): total("power_revenue_usd"),
        say("Tipping fees"): total("tipping_revenue_usd"),
        say("Credits, metals, heat"): others,
        say("Operating cost"): -total("operating_cost_usd"),
        say("Tax"): -total("tax_usd"),
        say("For debt service"): None,
        say("Interest"): -total("interest_usd"),
        say("Principal"): -total("principal_usd"),
        say("For owners and other lenders"): None,
    }
    return waterfall_chart(
        steps,
        say("Waterfall of the operation years"),
        say("million USD nominal, sum of the contract"),
        width=PAGE_WIDTH,
        height=190,
        language=paper.language,
    )


def _cash_flow_chart(paper: Paper, result: StudyResult) -> Flowable:
    """Bars that sum to the owners' flow, the same in every study so that colours stay."""
    finance, say = result.finance, paper.say
    bars = {
        say(label): np.sum([sign * getattr(finance, name) for name, sign in parts], axis=0)
        for label, parts in BARS.items()
    }
    rest = finance.equity_cash_flow_usd - sum(bars.values())
    if np.max(np.abs(rest)) > 1:
        bars[say("Other loans, accounts, working capital, VAT, withheld")] = rest
    return KeepTogether(
        stacked_bars(
            [int(year) for year in finance.calendar_year],
            {label: [float(one) / MILLION for one in series] for label, series in bars.items()},
            say("Cash flow of the owners: the sum of each year's bars"),
            say("million USD nominal"),
            width=PAGE_WIDTH,
            height=265,
            language=paper.language,
        )
    )


def _dscr_chart(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Cover of debt service over the years, beside what is asked."""
    finance, say = result.finance, paper.say
    if np.all(np.isnan(finance.dscr)):
        return [
            *paper.heading(say("Debt service cover ratio"), H2),
            paper.para(say("There is no senior debt, so no DSCR."), BODY),
        ]
    return [
        KeepTogether(
            line_chart(
                [int(year) for year in finance.calendar_year],
                {"DSCR": [float(value) for value in finance.dscr]},
                say("Debt service cover ratio"),
                say("CFADS after tax / debt service"),
                thresholds={
                    say("Service just covered"): 1.0,
                    say("Asked for"): number(finance.target_dscr),
                },
                width=PAGE_WIDTH,
                height=165,
                language=paper.language,
            )
        )
    ]
