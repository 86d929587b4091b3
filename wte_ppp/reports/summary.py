"""The result of a study on one screen."""

from collections.abc import Sequence

import numpy as np

from wte_ppp.feasibility.result import Check, StudyResult
from wte_ppp.reports.text import quantity, safe_terminal

__all__ = ["summary"]

WIDTH = 78


def summary(result: StudyResult) -> str:
    """One screen of text on the base case.

    Parameters
    ----------
    result
        Base case.

    Returns
    -------
    str
        About 35 lines; names are made safe for a terminal.
    """
    name = safe_terminal(result.name, limit=WIDTH)
    lines = [name, "-" * len(name), *_figures(result)]
    failed = [check for check in result.checks if check.passed_share < 1]
    met = len(result.checks) - len(failed)
    lines.append(f"Guidance {result.guidance}: {met} of {len(result.checks)} requirements met")
    lines += [f"  NOT MET  {_check(check)}" for check in failed]
    if result.published:
        lines.append("Model against published:")
        lines += [
            f"  {row.figure:<42} {_q(row.published):>11} {_q(row.model):>11} "
            f"{float(row.difference_percent):+7.1f} %"
            for row in result.published
        ]
    lines += [f"warning: {safe_terminal(text)}" for text in result.warnings]
    lines += [f"note: {safe_terminal(text)}" for text in result.notes]
    assumed = sum(row.status == "assumption" for row in result.inputs)
    lines.append(
        f"{assumed} of {len(result.inputs)} inputs are assumptions; each is listed in study.json "
        "and study.pdf."
    )
    return "\n".join(lines)


def _figures(result: StudyResult) -> list[str]:
    waste, plant, finance, climate = result.waste, result.plant, result.finance, result.climate
    binds = "DSCR" if finance.dscr_binds == 1 else "equity IRR"
    return [
        _line("Waste", (waste.lhv_mj_per_kg, "MJ/kg LHV"), (waste.moisture_percent, "% water")),
        _line(
            "  as fired",
            (waste.fired_lhv_mj_per_kg, "MJ/kg LHV"),
            (plant.throughput_t_per_h, "t/h"),
        ),
        _line("Power", (plant.gross_mw, "MW gross"), (plant.net_mw, "MW net")),
        _line(
            "  sold",
            (plant.exported_mwh_per_year, "MWh/year"),
            (plant.net_kwh_per_t, "kWh/t fired"),
        ),
        _line("Efficiency", (plant.net_efficiency_percent, "% net"), (plant.r1, "R1")),
        _line(
            "Cost",
            (result.cost.capex_usd, "million USD"),
            (result.cost.opex_usd_per_t, "USD/t a year"),
        ),
        _line("Funding", (finance.debt_usd, "million debt"), (finance.grant_usd, "million grant")),
        _line(
            "IRR",
            (finance.project_irr_percent, "% project"),
            (finance.equity_irr_percent, "% equity"),
        ),
        _line("DSCR", (finance.minimum_dscr, "lowest"), (finance.average_dscr, "mean")),
        _line(
            "Levelised",
            (finance.lcow_usd_per_t, "USD/t waste"),
            (finance.lcoe_usd_per_mwh, "USD/MWh"),
        ),
        f"{'Tipping fee needed':<18} {_q(finance.required_tipping_fee_usd_per_t):>9} "
        f"{'USD/t':<13} set by the {binds}",
        _line(
            "Reduction",
            (climate.average_reduction_tco2e_per_year, "tCO2e/year"),
            (climate.total_reduction_tco2e, "tCO2e credited"),
        ),
    ]


def _line(label: str, *pairs: tuple[float | np.ndarray, str]) -> str:
    """One line of a label and values with units; money in millions where the unit says so."""
    texts = []
    for value, unit in pairs:
        shown = float(value) / 1e6 if unit.startswith("million") else float(value)
        texts.append(f"{_q(shown):>9} {unit:<14}")
    return f"{label:<18} {' '.join(texts)}".rstrip()


def _check(check: Check) -> str:
    return f"{check.description} Found {_q(check.found)}, asked {check.threshold} {check.unit}"


def _q(value: float | np.ndarray | Sequence[float]) -> str:
    # A terminal gets a plain space between the thousands, so that columns can be copied.
    return quantity(float(np.asarray(value))).replace("\u00a0", " ")
