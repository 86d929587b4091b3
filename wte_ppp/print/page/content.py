"""What stands on a study's page: sections of key figures, charts and tables, in order."""

from typing import Any

import numpy as np

from wte_ppp.chapters.outcome_tables import MILLION, number
from wte_ppp.chapters.study.plant import energy_balance, firing_diagram
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.numbers import quantity
from wte_ppp.print.charts import drawing
from wte_ppp.print.page import charts
from wte_ppp.print.page.parts import (
    Figure,
    Part,
    Picture,
    Table,
    amount,
    by_year,
    millions,
    text,
)
from wte_ppp.print.page.risk_part import risk_part
from wte_ppp.print.page.svg import svg_of
from wte_ppp.print.text import safe_terminal


def key_figures(result: StudyResult) -> list[tuple[str, str, str]]:
    """Name, value and unit of the figures that a reader asks for first."""
    finance, plant, climate = result.finance, result.plant, result.climate
    rows = [
        ("Waste treated", float(np.mean(plant.fired_t + plant.leachate_t)), "t a year, mean"),
        ("Power sold", number(plant.exported_mwh_per_year), "MWh a year"),
        ("Capital cost", number(result.cost.capex_usd) / MILLION, "million USD"),
        ("Tipping fee needed", number(finance.required_tipping_fee_usd_per_t), "USD/t"),
        ("Equity IRR", number(finance.equity_irr_percent), "% a year"),
        ("Lowest DSCR", number(finance.minimum_dscr), ""),
        ("Emissions avoided", number(climate.average_reduction_tco2e_per_year), "t CO2e a year"),
        ("Requirements met", _met(result), f"of {len(result.checks)}"),
    ]
    return [(name, quantity(value), unit) for name, value, unit in rows]


def _met(result: StudyResult) -> int:
    return sum(check.passed_share == 1 for check in result.checks)


def parts(result: StudyResult, risk: RiskResult | None) -> list[Part]:
    """Sections of the page in their order.

    Parameters
    ----------
    result
        Base case.
    risk
        Its risk analysis, if there is one.

    Returns
    -------
    list of Part
        Texts of any origin are made plain: no control characters, no direction marks.
    """
    found = [_money(result), _plant(result), _climate(result)]
    if risk is not None:
        found.append(risk_part(risk))
    return [*found, _held_against(result), _inputs(result)]


def _money(result: StudyResult) -> Part:
    finance = result.finance
    years = [int(one) for one in finance.calendar_year]
    flows = {
        "Tipping fees": finance.tipping_revenue_usd,
        "Power": finance.power_revenue_usd,
        "Heat": finance.heat_revenue_usd,
        "Carbon": finance.carbon_revenue_usd,
        "Metals": finance.metals_revenue_usd,
        "Operating cost": -finance.operating_cost_usd,
        "Tax": -finance.tax_usd,
        "Interest": -finance.interest_usd,
        "Principal": -finance.principal_usd,
    }
    flows = {name: values for name, values in flows.items() if np.any(np.nan_to_num(values))}
    cash = Figure(
        "cash", "Revenue and what it pays, million USD nominal",
        "Stacked bars by year: revenues above zero, operating cost, tax and debt service below.",
        charts.bars_by_year(
            years, {name: millions(values) for name, values in flows.items()}, "million USD",
            "Revenue and costs by year",
        ),
    )  # fmt: skip
    figures = [cash]
    if np.any(np.isfinite(finance.dscr)):
        limits = {"target": number(finance.target_dscr), "1.0": 1.0}
        cover = {"DSCR": finance.dscr.tolist()}
        figures.append(
            Figure(
                "dscr", "Debt service cover ratio",
                f"Line by year; lowest {quantity(number(finance.minimum_dscr))}.",
                charts.lines_by_year(years, cover, "", "DSCR by year", limits),
            )
        )  # fmt: skip
    owners = np.cumsum(finance.equity_cash_flow_usd)
    figures.append(
        Figure(
            "owners", "Owners: paid in and received, summed up, million USD nominal",
            f"Line by year, {quantity(owners[-1] / MILLION)} in the last year.",
            charts.lines_by_year(
                years, {"Summed up": millions(owners)}, "million USD", "Owners' money by year"
            ),
        )
    )  # fmt: skip
    columns = {name: millions(values) for name, values in flows.items()}
    columns |= {
        "CFADS": millions(finance.cfads_usd),
        "DSCR": finance.dscr.tolist(),
        "Owners": millions(finance.equity_cash_flow_usd),
    }
    table = by_year("Cash flow by year, million USD nominal", finance.calendar_year, columns)
    return Part("money", "Cost and finance", tuple(figures), tables=(table, _switching(result)))


def _switching(result: StudyResult) -> Table:
    rows = [
        (text(row.driver), text(row.unit), amount(row.stated), amount(_or_nan(row.switching)),
         amount(_or_nan(row.change_percent)))
        for row in result.finance.switching
    ]  # fmt: skip
    head = ("Driver", "Unit", "Stated", "Where owners just earn their target", "Change, %")
    return Table("How far each driver may move alone", head, tuple(rows), frozenset({2, 3, 4}))


def _or_nan(value: Any) -> Any:
    return np.nan if value is None else value


def _plant(result: StudyResult) -> Part:
    plant, finance = result.plant, result.finance
    years = [int(one) for one in finance.calendar_year[finance.operation_year >= 1]]
    power = {"Sold": plant.exported_mwh, "Own use": plant.gross_mwh - plant.exported_mwh}
    figures = (
        Figure(
            "power", "Power by year, MWh", "Stacked bars by year: power sold and own use.",
            charts.bars_by_year(
                years, {name: values.tolist() for name, values in power.items()}, "MWh",
                "Power by year",
            ),
        ),
    )  # fmt: skip
    names = {
        "Received, t": result.waste.received_t,
        "Fired, t": plant.fired_t,
        "Taken elsewhere, t": plant.diverted_t,
        "Full load, h": plant.full_load_hours,
        "Gross, MWh": plant.gross_mwh,
        "Sold, MWh": plant.exported_mwh,
        "Bottom ash, t": plant.bottom_ash_t,
        "Fly ash, t": plant.fly_ash_t,
    }
    operation = by_year("Operation by year", years, names)
    stack = Table(
        "Stack against the country's limits",
        ("Pollutant", "Mean of", "Limit", "Stack", "Unit", "Basis", "Source"),
        tuple(
            (text(row.pollutant), text(row.averaging), amount(row.limit), amount(row.found),
             text(row.unit), text(row.basis), text(row.source))
            for row in result.emissions
        ),
        frozenset({2, 3}),
    )  # fmt: skip
    pictures = (
        Picture(
            "Flow of energy at full load, MW",
            f"{quantity(number(plant.thermal_mw))} MW of heat become "
            f"{quantity(number(plant.net_mw))} MW of net power; the condenser takes most of the "
            "rest.",
            svg_of(drawing(energy_balance(result)), "energy"),
        ),
        Picture(
            "Firing diagram of one line",
            f"{quantity(number(plant.line_t_per_h))} t/h and {quantity(number(plant.line_mw))} MW "
            f"at most; waste from {quantity(number(plant.lhv_min_mj_per_kg))} to "
            f"{quantity(number(plant.lhv_max_mj_per_kg))} MJ/kg burns without support.",
            svg_of(drawing(firing_diagram(result)), "firing"),
        ),
    )
    return Part("plant", "Plant", figures, pictures, (operation, stack))


def _climate(result: StudyResult) -> Part:
    climate, finance = result.climate, result.finance
    years = [int(one) for one in finance.calendar_year[finance.operation_year >= 1]]
    series = {
        "Reference": climate.reference_tco2e,
        "Project": climate.project_tco2e,
        "Avoided": climate.reduction_tco2e,
    }
    figure = Figure(
        "climate", "Emissions by year, t CO2e",
        "Lines by year: emissions without the plant, with it, and what it avoids; mean "
        f"{quantity(number(climate.average_reduction_tco2e_per_year))} a year.",
        charts.lines_by_year(
            years, {name: values.tolist() for name, values in series.items()}, "t CO2e",
            "Emissions by year",
        ),
    )  # fmt: skip
    columns = {
        "Landfill methane": climate.landfill_methane_tco2e,
        "Open burning": climate.open_burning_tco2e,
        "Grid power": climate.grid_power_tco2e,
        "Reference": climate.reference_tco2e,
        "Fossil CO2": climate.fossil_co2_tco2e,
        "N2O and CH4": climate.n2o_ch4_tco2e,
        "Project": climate.project_tco2e,
        "Avoided": climate.reduction_tco2e,
        "Credits": climate.credits_tco2e,
    }
    table = by_year("Emissions by year, t CO2e", years, columns)
    return Part("climate", "Climate", (figure,), tables=(table,))


def _held_against(result: StudyResult) -> Part:
    checks = Table(
        f"Requirements of {safe_terminal(result.guidance or 'no guidance', limit=80)}",
        ("Requirement", "Found", "Asked", "Unit", "Met", "Source"),
        tuple(
            (text(row.description), amount(row.found), text(row.threshold), text(row.unit),
             text("yes" if row.passed_share == 1 else "no"), text(row.source))
            for row in result.checks
        ),
        frozenset({1}),
    )  # fmt: skip
    published = Table(
        "Model against published figures",
        ("Figure", "Published", "Model", "Difference, %", "Unit", "Source", "Why"),
        tuple(
            (text(row.description), amount(row.published), amount(row.model),
             amount(row.difference_percent), text(row.unit), text(row.source), text(row.reason))
            for row in result.published
        ),
        frozenset({1, 2, 3}),
    )  # fmt: skip
    tables = tuple(one for one in (checks, published) if one.rows)
    return Part("held", "Held against guidance and publications", tables=tables)


def _inputs(result: StudyResult) -> Part:
    rows = tuple(
        (
            text(row.path),
            amount(row.value, 5) if isinstance(row.value, float) else text(row.value),
            text(row.unit),
            text(row.status),
            text(row.layer),
            text("; ".join(str(part) for part in (row.source, row.note) if part)),
        )
        for row in result.inputs
    )
    assumed = sum(row.status == "assumption" for row in result.inputs)
    caption = f"All {len(rows)} inputs with their sources; {assumed} are assumptions"
    head = ("Input", "Value", "Unit", "Status", "From", "Source")
    table = Table(caption, head, rows, frozenset({1}), searchable=True)
    return Part("inputs", "Inputs and sources", tables=(table,))
