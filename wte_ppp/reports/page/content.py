"""What stands on a study's page: sections of key figures, charts and tables, in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.feasibility.result.risk import CommitmentRow, SpreadOfOutcome
from wte_ppp.reports.numbers import NOT_DEFINED, quantity
from wte_ppp.reports.outcome_tables import MILLION, number
from wte_ppp.reports.page import charts
from wte_ppp.reports.page.charts import Chart
from wte_ppp.reports.text import safe_terminal

__all__ = ["Figure", "Part", "Table", "key_figures", "parts"]

LONGEST_CELL = 600


@dataclass(frozen=True)
class Cell:
    """A cell: text as shown, and the number that it is sorted by, if it is one."""

    text: str
    number: float | None = None


@dataclass(frozen=True)
class Table:
    """A table with a caption; `numbers` are the columns set to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    searchable: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart with its title and the words for who cannot see it."""

    name: str
    title: str
    words: str
    spec: Chart


@dataclass(frozen=True)
class Part:
    """A section of the page."""

    name: str
    title: str
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


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
        found.append(_risk(risk))
    return [*found, _held_against(result), _inputs(result)]


def _text(value: object) -> Cell:
    return Cell(NOT_DEFINED if value is None else safe_terminal(value, limit=LONGEST_CELL))


def _number(value: Any, digits: int = 3) -> Cell:
    amount = number(value)
    return Cell(quantity(amount, digits), amount if np.isfinite(amount) else None)


def _year(value: float) -> Cell:
    return Cell(f"{value:.0f}", value)


def _millions(series: np.ndarray) -> list[float]:
    return [float(one) / MILLION for one in series]


def _by_year(caption: str, years: Iterable[float], columns: dict[str, Any]) -> Table:
    rows = [
        (_year(year), *(_number(values[at]) for values in columns.values()))
        for at, year in enumerate(years)
    ]
    numbers = frozenset(range(1, len(columns) + 1))
    return Table(caption, ("Year", *columns), tuple(rows), numbers)


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
            years, {name: _millions(values) for name, values in flows.items()}, "million USD",
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
                years, {"Summed up": _millions(owners)}, "million USD", "Owners' money by year"
            ),
        )
    )  # fmt: skip
    columns = {name: _millions(values) for name, values in flows.items()}
    columns |= {
        "CFADS": _millions(finance.cfads_usd),
        "DSCR": finance.dscr.tolist(),
        "Owners": _millions(finance.equity_cash_flow_usd),
    }
    table = _by_year("Cash flow by year, million USD nominal", finance.calendar_year, columns)
    return Part("money", "Cost and finance", tuple(figures), (table, _switching(result)))


def _switching(result: StudyResult) -> Table:
    rows = [
        (_text(row.driver), _text(row.unit), _number(row.stated), _number(_or_nan(row.switching)),
         _number(_or_nan(row.change_percent)))
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
    operation = _by_year("Operation by year", years, names)
    stack = Table(
        "Stack against the country's limits",
        ("Pollutant", "Mean of", "Limit", "Stack", "Unit", "Basis", "Source"),
        tuple(
            (_text(row.pollutant), _text(row.averaging), _number(row.limit), _number(row.found),
             _text(row.unit), _text(row.basis), _text(row.source))
            for row in result.emissions
        ),
        frozenset({2, 3}),
    )  # fmt: skip
    return Part("plant", "Plant", figures, (operation, stack))


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
    table = _by_year("Emissions by year, t CO2e", years, columns)
    return Part("climate", "Climate", (figure,), (table,))


def _risk(risk: RiskResult) -> Part:
    by_path = {row.path: row for row in risk.outcomes}
    figures = [*_curves(risk), *_fans(risk), *_tornadoes(risk, by_path)]
    rows = []
    for row in risk.outcomes:
        scale, unit = _scaled(row.unit)
        values = (row.base, row.p5, row.p50, row.p95)
        rows.append(
            (_text(row.description), _text(unit), *(_number(number(one) / scale) for one in values))
        )
    head = ("Outcome", "Unit", "Base case", "P5", "P50", "P95")
    outcomes = Table("Outcomes over the draws", head, tuple(rows), frozenset({2, 3, 4, 5}))
    chances = Table(
        "Probability",
        ("Event", "Draws, %"),
        tuple((_text(row.description), _number(row.percent)) for row in risk.probabilities),
        frozenset({1}),
    )
    commitments = (_commitments(row) for row in risk.commitments)
    note = f"{risk.draws} draws, seed {risk.seed}, through the same model as the base case."
    return Part(
        "risk", "Risk", tuple(figures), (outcomes, chances, *commitments), (note, *risk.notes)
    )


def _commitments(row: CommitmentRow) -> Table:
    scale, unit = _scaled(row.unit)
    names = {"Base case": row.base, "Expected": row.expected, "P95": row.p95}
    columns = {name: values / scale for name, values in names.items()}
    return _by_year(f"{row.description}, {unit}", row.calendar_year, columns)


def _scaled(unit: str) -> tuple[float, str]:
    return (MILLION, f"million {unit}") if unit.startswith("USD") and "/" not in unit else (1, unit)


CURVES = ("finance.equity_irr_percent", "finance.tipping_fee_for_equity_irr_usd_per_t")


def _curves(risk: RiskResult) -> Iterator[Figure]:
    for row in risk.outcomes:
        if row.path in CURVES:
            scale, unit = _scaled(row.unit)
            yield Figure(
                f"curve-{row.path.rpartition('.')[2]}", f"{row.description}: share of draws below",
                f"Rising curve: P5 {quantity(number(row.p5) / scale)}, "
                f"median {quantity(number(row.p50) / scale)}, "
                f"P95 {quantity(number(row.p95) / scale)} {unit}.",
                charts.distribution(
                    (row.percentiles / scale).tolist(), number(row.base) / scale, unit,
                    row.description,
                ),
            )  # fmt: skip


def _fans(risk: RiskResult) -> Iterator[Figure]:
    for fan in risk.fans:
        scale, unit = _scaled(fan.unit)
        names = ("p5", "p25", "p50", "p75", "p95", "base")
        levels = {name: (getattr(fan, name) / scale).tolist() for name in names}
        yield Figure(
            f"fan-{fan.path.rpartition('.')[2]}", f"{fan.description}: P5 to P95",
            "Band by year with the median and, dashed, the base case.",
            charts.band([int(one) for one in fan.calendar_year], levels, unit, fan.description),
        )  # fmt: skip


def _tornadoes(risk: RiskResult, by_path: dict[str, SpreadOfOutcome]) -> Iterator[Figure]:
    for path in dict.fromkeys(bar.outcome for bar in risk.tornado):
        row = by_path[path]
        scale, unit = _scaled(row.unit)
        bars = [
            (safe_terminal(bar.factor, limit=60), number(bar.at_low) / scale,
             number(bar.at_high) / scale)
            for bar in risk.tornado
            if bar.outcome == path
        ]  # fmt: skip
        longest = max(bars, key=lambda bar: np.nan_to_num(abs(bar[2] - bar[1])))[0]
        yield Figure(
            f"tornado-{path.rpartition('.')[2]}", f"What moves it: {row.description}",
            f"Bars by input, each alone at its P10 and P90; the longest is {longest}.",
            charts.tornado(bars, number(row.base) / scale, unit, row.description),
        )  # fmt: skip


def _held_against(result: StudyResult) -> Part:
    checks = Table(
        f"Requirements of {safe_terminal(result.guidance or 'no guidance', limit=80)}",
        ("Requirement", "Found", "Asked", "Unit", "Met", "Source"),
        tuple(
            (_text(row.description), _number(row.found), _text(row.threshold), _text(row.unit),
             _text("yes" if row.passed_share == 1 else "no"), _text(row.source))
            for row in result.checks
        ),
        frozenset({1}),
    )  # fmt: skip
    published = Table(
        "Model against published figures",
        ("Figure", "Published", "Model", "Difference, %", "Unit", "Source", "Why"),
        tuple(
            (_text(row.description), _number(row.published), _number(row.model),
             _number(row.difference_percent), _text(row.unit), _text(row.source), _text(row.reason))
            for row in result.published
        ),
        frozenset({1, 2, 3}),
    )  # fmt: skip
    tables = tuple(one for one in (checks, published) if one.rows)
    return Part("held", "Held against guidance and publications", (), tables)


def _inputs(result: StudyResult) -> Part:
    rows = tuple(
        (
            _text(row.path),
            _number(row.value, 5) if isinstance(row.value, float) else _text(row.value),
            _text(row.unit),
            _text(row.status),
            _text(row.layer),
            _text("; ".join(one for one in (row.source, row.note) if one)),
        )
        for row in result.inputs
    )
    assumed = sum(row.status == "assumption" for row in result.inputs)
    caption = f"All {len(rows)} inputs with their sources; {assumed} are assumptions"
    head = ("Input", "Value", "Unit", "Status", "From", "Source")
    table = Table(caption, head, rows, frozenset({1}), searchable=True)
    return Part("inputs", "Inputs and sources", (), (table,))
