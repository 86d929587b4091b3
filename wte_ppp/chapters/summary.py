"""The result of a study on one screen."""

from textwrap import wrap

import numpy as np

from wte_ppp.chapters.outcome_tables import MILLION, difference, input_value, number, price_year
from wte_ppp.feasibility.result import Check, StudyResult
from wte_ppp.numbers import quantity
from wte_ppp.print.text import safe_terminal

WIDTH = 100
LABEL, VALUE, UNIT = 20, 10, 22  # columns of a line of figures


def summary(result: StudyResult) -> str:
    """One screen of text on the base case.

    Parameters
    ----------
    result
        Base case.

    Returns
    -------
    str
        About 40 lines of 100 columns at most; names are made safe for a terminal.
    """
    name = safe_terminal(result.name, limit=WIDTH)
    lines = [name, "-" * len(name), *_figures(result)]
    failed = [check for check in result.checks if check.passed_share < 1]
    met = len(result.checks) - len(failed)
    lines += _wrapped(f"Guidance {result.guidance}: {met} of {len(result.checks)} requirements met")
    for check in failed:
        lines += _wrapped(f"  NOT MET  {_check(check)}")
    if result.published:
        lines.append(f"{'Model against published':<50} {'published':>14} {'model':>14} difference")
        lines += [
            f"  {row.figure:<48} {_q(row.published):>14} {_q(row.model):>14} "
            f"{difference(row.difference_percent):>10}"
            for row in result.published
        ]
    for kind, texts in (("warning", result.warnings), ("note", result.notes)):
        for text in texts:
            lines += _wrapped(f"{kind}: {text}")
    assumed = sum(row.status == "assumption" for row in result.inputs)
    lines.append(
        f"{assumed} of {len(result.inputs)} inputs are assumptions; each is listed in study.json "
        "and study.pdf."
    )
    return "\n".join(lines)


def _figures(result: StudyResult) -> list[str]:
    waste, plant, finance, climate = result.waste, result.plant, result.finance, result.climate
    cost = result.cost
    return [
        _line("Waste", (waste.lhv_mj_per_kg, "MJ/kg LHV"), (waste.moisture_percent, "% water")),
        _line(
            "  as fired",
            (waste.fired_lhv_mj_per_kg, "MJ/kg LHV"),
            (plant.throughput_t_per_h, "t/h at full load"),
        ),
        _line("Power", (plant.gross_mw, "MW gross"), (plant.net_mw, "MW net")),
        _line(
            "  sold, net",
            (plant.exported_mwh_per_year, "MWh/year sold"),
            (plant.net_kwh_per_t, "kWh/t fired, net"),
        ),
        _line("Efficiency", (plant.net_efficiency_percent, "% net"), (plant.r1, "R1")),
        _line("Capital cost", (cost.capex_usd, "million USD")) + _interval(result),
        _line("Operating cost", (cost.opex_usd_per_t, "USD/t received")),
        _line(
            "Funding",
            (finance.debt_usd, "million USD debt"),
            (finance.equity_usd, "million USD equity"),
        ),
        _line("  grant", (finance.grant_usd, "million USD")),
        *(
            _line(f"  {name}", (value, "million USD"))
            for name, value in (
                ("concessional loan", finance.funds.concessional_usd),
                ("other grants", finance.funds.construction_grants_usd),
            )
            if value > 0
        ),
        _line(
            "IRR",
            (finance.project_irr_percent, "% project"),
            (finance.equity_irr_percent, "% equity"),
        ),
        _line("DSCR", (finance.minimum_dscr, "lowest"), (finance.average_dscr, "mean")),
        _line("Cost of treatment", (finance.lcow_usd_per_t, "USD/t")),
        _line("Cost of power", (finance.lcoe_usd_per_mwh, "USD/MWh")),
        _line(
            "Tipping fee needed",
            (
                finance.required_tipping_fee_usd_per_t,
                f"USD/t in prices of {price_year(result)}{_binding(result)}",
            ),
        ),
        _line(
            "Public payments",
            (finance.public.first_full_year_payment_usd, "million USD/year"),
            (finance.public.present_value_usd, "million USD present value"),
        ),
        _line(
            "Reduction",
            (climate.average_reduction_tco2e_per_year, "tCO2e/year mean"),
            (climate.total_reduction_tco2e, "tCO2e in the crediting years"),
        ),
        _line("  credits", (climate.total_credits_tco2e, "tCO2e in all")),
    ]


def _interval(result: StudyResult) -> str:
    """The benchmark's spread, where the capital cost is no more than the benchmark."""
    cost = result.cost
    if input_value(result, "cost.capex_usd") is not None:
        return ""
    low, high = number(cost.benchmark_low_usd), number(cost.benchmark_high_usd)
    return f", benchmark; 80 % interval {_q(low / MILLION)} to {_q(high / MILLION)}"


def _binding(result: StudyResult) -> str:
    """Which of the two targets asks for the higher fee."""
    finance = result.finance
    if np.isnan(finance.required_tipping_fee_usd_per_t):
        return ""
    target = "DSCR" if finance.dscr_binds == 1 else "equity IRR"
    return f"; the {target} asked for binds"


def _line(label: str, *pairs: tuple[float | np.ndarray, str]) -> str:
    """One line of a label and values with units; money in millions where the unit says so."""
    texts = []
    for value, unit in pairs:
        shown = number(value) / MILLION if unit.startswith("million") else number(value)
        texts.append(f"{_q(shown):>{VALUE}} {unit:<{UNIT}}")
    return f"{label:<{LABEL}} {' '.join(texts)}".rstrip()


def _check(check: Check) -> str:
    return f"{check.description} Found {_q(check.found)}, asked {check.threshold} {check.unit}"


def _wrapped(text: str) -> list[str]:
    """Text of any origin in lines that fit the screen."""
    return wrap(safe_terminal(text), WIDTH, subsequent_indent="      ")


def _q(value: float | np.ndarray) -> str:
    # A terminal gets a plain space between the thousands, so that columns can be copied.
    return quantity(number(value)).replace("\u00a0", " ")
