"""The chapter of the study on cost and finance."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.figures import line_chart, stacked_bars
from wte_ppp.reports.layout import BODY, H1, H2, PAGE_WIDTH, gap, grid
from wte_ppp.reports.outcome_tables import MILLION, outcome_table, scalar_names
from wte_ppp.reports.text import para

__all__ = ["finance_chapter"]


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
    years = [int(year) for year in finance.calendar_year]
    bars: Mapping[str, tuple[Any, float]] = {
        "Power": (finance.power_revenue_usd, 1),
        "Tipping fees": (finance.tipping_revenue_usd, 1),
        "Credits and metals": (finance.carbon_revenue_usd + finance.metals_revenue_usd, 1),
        "Debt and bridge drawn": (finance.debt_drawn_usd + finance.bridge_drawn_usd, 1),
        "Capital and financing cost": (
            finance.capex_spent_usd + finance.financing_cost_spent_usd,
            -1,
        ),
        "Operating cost": (finance.operating_cost_usd, -1),
        "Tax": (finance.tax_usd, -1),
        "Debt service": (finance.interest_usd + finance.principal_usd, -1),
    }
    names = [name for name in scalar_names(finance) if name != "dscr_binds"]
    columns = (
        (
            "Revenue",
            finance.tipping_revenue_usd
            + finance.power_revenue_usd
            + finance.carbon_revenue_usd
            + finance.metals_revenue_usd,
        ),
        ("Operating cost", finance.operating_cost_usd),
        ("Tax", finance.tax_usd),
        ("CFADS", finance.cfads_usd),
        ("Interest", finance.interest_usd),
        ("Principal", finance.principal_usd),
        ("Project", finance.project_cash_flow_usd),
        ("Owners", finance.equity_cash_flow_usd),
    )
    rows = [
        [
            str(year),
            *(f"{float(series[index]) / MILLION:.2f}" for _, series in columns),
            "" if np.isnan(finance.dscr[index]) else f"{float(finance.dscr[index]):.2f}",
        ]
        for index, year in enumerate(years)
    ]
    return [
        para("Cost and finance", H1),
        para(f"Capital cost: {cost.capex_basis}.", BODY, lacking),
        outcome_table(
            cost,
            (
                "capex_usd",
                "benchmark_low_usd",
                "benchmark_capex_usd",
                "benchmark_high_usd",
                "capex_usd_per_t_per_day",
                "opex_usd_per_t",
            ),
            lacking,
        ),
        gap(),
        outcome_table(finance, names, lacking),
        gap(12),
        KeepTogether(
            stacked_bars(
                years,
                {
                    label: [sign * float(value) / MILLION for value in series]
                    for label, (series, sign) in bars.items()
                    if np.any(series)
                },
                "Cash flow",
                "million USD nominal",
                width=PAGE_WIDTH,
            )
        ),
        gap(12),
        KeepTogether(
            line_chart(
                years,
                {"DSCR": [float(value) for value in finance.dscr]},
                "Debt service cover ratio",
                "CFADS after tax / debt service",
                thresholds={"Service just covered": 1.0},
                width=PAGE_WIDTH,
            )
        ),
        para("Cash flow by year, million USD nominal", H2),
        grid(
            ("Year", *(label for label, _ in columns), "DSCR"),
            rows,
            (8, *([11] * len(columns)), 9),
            numbers=range(1, len(columns) + 2),
            size=7,
        ),
    ]
