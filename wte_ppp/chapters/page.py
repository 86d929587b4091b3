"""A study as a page: what a reader explores on a screen, charts and tables by subject."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wte_ppp.blocks import (
    Bars,
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    FiringDiagram,
    Heading,
    KeyFigures,
    Lines,
    Number,
    Paragraph,
    Sankey,
    Series,
    Table,
    Words,
)
from wte_ppp.chapters.outcome_tables import MILLION, input_value, number
from wte_ppp.chapters.page_risk import risk_part
from wte_ppp.chapters.study_plant import ENERGY_IN, ENERGY_LABELS
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.messages import Message, Quoted

Columns = Mapping[Message, Any]
MILLION_USD = Message("million USD nominal")
YEAR = Column(Message("Year"), 8)
UNIT, SOURCE = Column(Message("Unit")), Column(Message("Source"), 40)


def study_document(result: StudyResult, risk: RiskResult | None = None) -> Document:
    """What stands on a study's page.

    Parameters
    ----------
    result
        Base case.
    risk
        Its risk analysis, if there is one.

    Returns
    -------
    Document
        For the printer of pages.

    Raises
    ------
    ValueError
        For a result of simulations.
    """
    if result.draws is not None:
        raise ValueError(f"got a result of {result.draws} draws; a page needs the base case")
    blocks = (
        *_beginning(result),
        *_money(result),
        *_plant(result),
        *_climate(result),
        *(risk_part(risk) if risk is not None else ()),
        *_held_against(result),
        *_inputs(result),
    )
    footer = f"wte_ppp {result.package_version}, {result.input_hash[:12]}"
    title = Quoted(result.name, "study file")
    return Document(title, blocks, Message("Feasibility study"), footer)


def _beginning(result: StudyResult) -> tuple[Block, ...]:
    """Place, key figures, warnings and notes."""
    finance, plant, climate = result.finance, result.plant, result.climate
    place = tuple(
        Quoted(text, "study file") for text in (result.location, result.description) if text
    )
    met = sum(check.passed_share == 1 for check in result.checks)
    figures: tuple[tuple[Cell, Words], ...] = (
        (
            float(np.mean(plant.fired_t + plant.leachate_t)),
            Message("Waste treated, t a year, mean"),
        ),
        (number(plant.exported_mwh_per_year), Message("Power sold, MWh a year")),
        (number(result.cost.capex_usd) / MILLION, Message("Capital cost, million USD")),
        (number(finance.required_tipping_fee_usd_per_t), Message("Required tipping fee, USD/t")),
        (number(finance.equity_irr_percent), Message("Equity IRR, % a year")),
        (number(finance.minimum_dscr), Message("Minimum DSCR")),
        (
            number(climate.average_reduction_tco2e_per_year),
            Message("Emissions avoided, tCO₂e a year"),
        ),
        (met, Message("requirements met, of {count}", count=len(result.checks))),
    )
    warnings = tuple(Message("Warning: {text}", text=text) for text in result.warnings)
    guidance = Message("Guidance: {guidance}", guidance=result.guidance or Message("none"))
    return (
        *((Paragraph(place),) if place else ()),
        Paragraph((guidance, Message("Base case unless stated otherwise.")), "note"),
        KeyFigures(figures),
        Bullets(warnings, "body"),
        Bullets(result.notes),
    )


def _money(result: StudyResult) -> tuple[Block, ...]:
    finance = result.finance
    years = tuple(int(year) for year in finance.calendar_year)
    flows: dict[Message, Any] = {
        Message("Tipping fees"): finance.tipping_revenue_usd,
        Message("Power"): finance.power_revenue_usd,
        Message("Heat"): finance.heat_revenue_usd,
        Message("Carbon credits"): finance.carbon_revenue_usd,
        Message("Metals"): finance.metals_revenue_usd,
        Message("Operating cost"): -finance.operating_cost_usd,
        Message("Tax"): -finance.tax_usd,
        Message("Interest"): -finance.interest_usd,
        Message("Principal"): -finance.principal_usd,
    }
    flows = {name: values for name, values in flows.items() if np.any(np.nan_to_num(values))}
    equity = np.cumsum(finance.equity_cash_flow_usd)
    charts: list[Chart] = [
        Bars(
            "cash", Message("Revenue, operating cost, tax and debt service"), MILLION_USD,
            categories=years, series=_series(flows, MILLION),
        ),
        Lines(
            "equity", Message("Equity cash flow, cumulative"), MILLION_USD,
            categories=years, series=_series({Message("Equity cash flow, cumulative"): equity},
                                             MILLION),
        ),
    ]  # fmt: skip
    if np.any(np.isfinite(finance.dscr)):
        limits = (
            (Message("Target"), number(finance.target_dscr)),
            (Message("Debt service just covered"), 1.0),
        )
        charts.append(
            Lines(
                "dscr", Message("Debt service cover ratio"), Message("ratio"),
                categories=years, series=_series({Message("DSCR"): finance.dscr}),
                thresholds=limits,
            )
        )  # fmt: skip
    columns = {name: values / MILLION for name, values in flows.items()} | {
        Message("CFADS"): finance.cfads_usd / MILLION,
        Message("DSCR"): finance.dscr,
        Message("Equity"): finance.equity_cash_flow_usd / MILLION,
    }
    title = Message("Cash flow by year, million USD nominal")
    return (
        Heading(Message("Cost and finance")),
        *charts,
        _by_year("cash_flow", title, years, columns),
        _switching(result),
    )


def _switching(result: StudyResult) -> Table:
    columns = (
        Column(Message("Driver"), 30),
        UNIT,
        Column(Message("Base case"), numbers=True),
        Column(Message("Switching value"), numbers=True),
        Column(Message("Change, %"), numbers=True),
    )
    rows = tuple(
        (row.driver, _unit(row.unit), row.stated, row.switching, row.change_percent)
        for row in result.finance.switching
    )
    title = Message("Switching values: each driver alone, equity just earning its target")
    return Table(columns, rows, title, name="switching")


def _plant(result: StudyResult) -> tuple[Block, ...]:
    plant, years = result.plant, _operation_years(result)
    power = {
        Message("Sold"): plant.exported_mwh,
        Message("Parasitic load"): plant.gross_mwh - plant.exported_mwh,
    }
    columns = {
        Message("Received, t"): result.waste.received_t,
        Message("Fired, t"): plant.fired_t,
        Message("Diverted, t"): plant.diverted_t,
        Message("Full load, h"): plant.full_load_hours,
        Message("Gross, MWh"): plant.gross_mwh,
        Message("Sold, MWh"): plant.exported_mwh,
        Message("Bottom ash, t"): plant.bottom_ash_t,
        Message("Fly ash, t"): plant.fly_ash_t,
    }
    return (
        Heading(Message("Plant")),
        _energy(result),
        _firing(result),
        Bars(
            "power", Message("Power by year"), "MWh", categories=years, series=_series(power)
        ),
        _by_year("operation", Message("Operation by year"), years, columns),
        _stack(result),
    )  # fmt: skip


def _energy(result: StudyResult) -> Sankey:
    """Flow of energy at full load; a plant that uses more than it makes buys the rest."""
    flows = {name: number(mw) for name, mw in result.plant.energy_balance_mw.items()}
    if not flows["heat_mw"]:
        del flows["heat_mw"]
    inputs = [(Message(ENERGY_LABELS[name]), flows.pop(name)) for name in ENERGY_IN]
    if flows["net_mw"] < 0:
        inputs.append((Message("Power bought"), -flows.pop("net_mw")))
    return Sankey(
        "energy", Message("Energy balance at full load"), "MW",
        inputs=tuple(inputs),
        outputs=tuple((Message(ENERGY_LABELS[name]), mw) for name, mw in flows.items()),
    )  # fmt: skip


def _firing(result: StudyResult) -> FiringDiagram:
    """Limits of one line, and the waste that it is to burn."""
    plant, waste = result.plant, result.waste
    wastes = (
        (Message("design"), number(plant.design_lhv_mj_per_kg)),
        (Message("first year"), number(waste.fired_lhv_mj_per_kg)),
        (Message("low quality"), number(waste.fired_lhv_low_mj_per_kg)),
        (Message("high quality"), number(waste.fired_lhv_high_mj_per_kg)),
    )
    return FiringDiagram(
        "firing", Message("Firing diagram (capacity diagram) of one line"), "",
        highest_t_per_h=number(plant.line_t_per_h),
        highest_mw=number(plant.line_mw),
        lowest_t_per_h=number(plant.line_lowest_t_per_h),
        lowest_mw=number(plant.line_lowest_mw),
        lhv_min_mj_per_kg=number(plant.lhv_min_mj_per_kg),
        lhv_max_mj_per_kg=number(plant.lhv_max_mj_per_kg),
        overload=float(str(input_value(result, "plant.overload_percent"))) / 100,
        wastes=tuple((name, lhv) for name, lhv in wastes if np.isfinite(lhv)),
    )  # fmt: skip


def _stack(result: StudyResult) -> Table:
    columns = (
        Column(Message("Pollutant"), 20),
        Column(Message("Averaging period")),
        Column(Message("Limit"), numbers=True),
        Column(Message("Stack"), numbers=True),
        UNIT,
        Column(Message("Basis"), 20),
        SOURCE,
    )
    rows = tuple(
        (row.pollutant, _unit(row.averaging), row.limit, number(row.found), row.unit, row.basis,
         row.source)
        for row in result.emissions
    )  # fmt: skip
    return Table(columns, rows, Message("Stack against the country's limits"), name="stack")


def _climate(result: StudyResult) -> tuple[Block, ...]:
    climate, years = result.climate, _operation_years(result)
    lines = {
        Message("Reference emissions"): climate.reference_tco2e,
        Message("Project emissions"): climate.project_tco2e,
        Message("Emission reduction"): climate.reduction_tco2e,
    }
    columns = {
        Message("Landfill methane"): climate.landfill_methane_tco2e,
        Message("Open burning"): climate.open_burning_tco2e,
        Message("Grid power"): climate.grid_power_tco2e,
        Message("Reference emissions"): climate.reference_tco2e,
        Message("Fossil CO₂"): climate.fossil_co2_tco2e,
        Message("N₂O and CH₄"): climate.n2o_ch4_tco2e,
        Message("Project emissions"): climate.project_tco2e,
        Message("Emission reduction"): climate.reduction_tco2e,
        Message("Credits"): climate.credits_tco2e,
    }
    return (
        Heading(Message("Climate: JCM and co-benefits")),
        Lines(
            "emissions", Message("Emissions by year"), Message("tCO₂e a year"),
            categories=years, series=_series(lines),
        ),
        _by_year("emissions", Message("Emissions by year, tCO₂e"), years, columns),
    )  # fmt: skip


def _held_against(result: StudyResult) -> tuple[Block, ...]:
    if not result.checks and not result.published:
        return ()
    checks = tuple(
        (check.description, number(check.found), check.threshold, _unit(check.unit),
         Message("met") if check.passed_share == 1 else Message("NOT MET"), check.source)
        for check in result.checks
    )  # fmt: skip
    published = tuple(
        (row.description, row.published, number(row.model), number(row.difference_percent),
         _unit(row.unit), row.source, row.reason)
        for row in result.published
    )  # fmt: skip
    required = (
        Column(Message("Requirement"), 34),
        Column(Message("Result"), numbers=True),
        Column(Message("Required")),
        UNIT,
        Column(""),
        SOURCE,
    )
    figures = (
        Column(Message("Figure"), 30),
        Column(Message("Published"), numbers=True),
        Column(Message("Model"), numbers=True),
        Column(Message("Difference, %"), form="+.1f", numbers=True),
        UNIT,
        SOURCE,
        Column(Message("Reason"), 30),
    )
    tables = (
        Table(required, checks, Message("Comparison with the guidance"), name="requirements"),
        Table(figures, published, Message("Model against published figures"), name="published"),
    )
    title = Heading(Message("Comparison with guidance and published figures"))
    return (title, *(table for table in tables if table.rows))


def _inputs(result: StudyResult) -> tuple[Block, ...]:
    rows = tuple(
        (row.path, _value(row.path, row.value), _unit(row.unit), _unit(row.status),
         _unit(row.layer), tuple(text for text in (row.source, row.note) if text is not None))
        for row in result.inputs
    )  # fmt: skip
    columns = (
        Column(Message("Input"), 48),
        Column(Message("Value"), 12, numbers=True),
        UNIT,
        Column(Message("Status"), 12),
        Column(Message("From"), 12),
        SOURCE,
    )
    assumed = sum(row.status == "assumption" for row in result.inputs)
    title = Message(
        "All {count} inputs with their sources; {assumed} are assumptions",
        count=len(rows), assumed=assumed,
    )  # fmt: skip
    table = Table(columns, rows, title, name="inputs", searchable=True)
    return (Heading(Message("Inputs and their sources")), table)


def _value(path: str, value: float | str | None) -> Cell:
    """Value of an input; a year has no thousands."""
    return Number(value, ".0f") if isinstance(value, float) and path.endswith("year") else value


def _unit(unit: str) -> Words:
    """A unit or another short word of a result in the reader's language."""
    return Message(unit) if unit and "{" not in unit else unit


def _operation_years(result: StudyResult) -> tuple[int, ...]:
    finance = result.finance
    return tuple(int(year) for year in finance.calendar_year[finance.operation_year >= 1])


def _series(rows: Columns, scale: float = 1.0) -> tuple[Series, ...]:
    return tuple(
        Series(name, tuple(float(value) / scale for value in values))
        for name, values in rows.items()
    )


def _by_year(name: str, title: Message, years: Sequence[int], columns: Columns) -> Table:
    """A row a year, a column a series."""
    rows = tuple(
        (year, *(float(values[at]) for values in columns.values())) for at, year in enumerate(years)
    )
    heads = (YEAR, *(Column(head, numbers=True) for head in columns))
    return Table(heads, rows, title, name=name)
