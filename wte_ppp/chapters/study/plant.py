"""Chapters of the study on the plant: sizes, firing diagram, load, balances, years."""

import math
from collections.abc import Mapping
from typing import TypeAlias

from wte_ppp.blocks import (
    Block,
    Column,
    FiringDiagram,
    Heading,
    Lines,
    Paragraph,
    Sankey,
    Series,
    Table,
    Together,
    Words,
)
from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import by_year, figure_table, input_number, number
from wte_ppp.chapters.study.design_waste import design_waste_of
from wte_ppp.chapters.study.seasons import seasons_of
from wte_ppp.feasibility.result import PlantResult, StudyResult
from wte_ppp.messages import Message, mark

Side: TypeAlias = tuple[tuple[Words, float], ...]
SHOWN = (
    "capacity_t_per_day",
    "lines",
    "throughput_t_per_h",
    "thermal_mw",
    "design_lhv_mj_per_kg",
    "boiler_efficiency_percent",
    "steam_t_per_h",
    "gross_mw",
    "own_use_mw",
    "net_mw",
    "gross_efficiency_percent",
    "net_kwh_per_t",
    "exported_mwh_per_year",
    "capacity_use_percent",
    "r1",
    "bottom_ash_kg_per_t",
    "fly_ash_kg_per_t",
    "land_ha",
)
ENERGY = {
    "waste_mw": mark("Waste"),
    "auxiliary_mw": mark("Auxiliary fuel"),
    "flue_gas_loss_mw": mark("Flue gas"),
    "other_boiler_loss_mw": mark("Ash, unburnt, radiation"),
    "blowdown_mw": mark("Blowdown"),
    "condenser_mw": mark("Condenser"),
    "heat_mw": mark("Heat sold"),
    "mechanical_loss_mw": mark("Gear and bearings"),
    "generator_loss_mw": mark("Generator"),
    "own_use_mw": mark("Parasitic load"),
    "net_mw": mark("Net power"),
}
ENERGY_IN = ("waste_mw", "auxiliary_mw")
COMBUSTION = {
    "waste_in": Message("Waste"),
    "fuel_in": Message("Auxiliary fuel"),
    "air_in": Message("Air"),
    "co2_out": Message("CO₂"),
    "h2o_out": Message("H₂O"),
    "n2_out": Message("N₂"),
    "o2_out": Message("O₂"),
    "so2_out": Message("SO₂"),
    "hcl_out": Message("HCl"),
    "ash_out": Message("Ash"),
}
MASS_FLOWS = {
    "waste_in": Message("Waste accepted"),
    "fuel_in": Message("Auxiliary fuel"),
    "air_in": Message("Combustion air"),
    "reagents_in": Message("Reagents"),
    "quench_water_in": Message("Quench water in ash"),
    "leachate_out": Message("Leachate"),
    "bottom_ash_out": Message("Bottom ash, wet"),
    "fly_ash_out": Message("Fly ash and residue"),
    "metals_out": Message("Metals"),
    "flue_gas_out": Message("Flue gas"),
}
PARASITIC = Message(
    "The parasitic load in this diagram excludes the feed pump, whose work returns to the cycle as "
    "heat; the figure in the table above includes it."
)
PAID = Message(
    "Paid: tonnes for which the tipping fee is due, at least the guaranteed tonnage. Diverted: "
    "waste received that the plant does not accept. Hours: at full load. Bottom ash is wet; fly "
    "ash includes flue-gas treatment residue."
)
FIRING = Message(
    "Inside the area a line runs without auxiliary fuel. Waste below the line of minimum LHV needs "
    "it; above the design value the boiler's heat input limits the throughput. Low and high "
    "quality: those of the design waste, else the 90 % interval of single samples, where the study "
    "gives their distribution."
)
BY_DIFFERENCE = Message(
    "Flue gas is the balance of the other flows and carries all their water. Reagents: lime, "
    "activated carbon, ammonia water."
)
DURATION = Message(
    "Lines stop by plan one after the other, and by faults independently of each other; the "
    "turbine is taken as available whenever a line runs."
)
BY_LINES = Message(
    "Mean of many years with planned and forced stops of lines and turbines, and the bunker "
    "between; `wte-ppp study outages` draws single years. A line is up for the hours of "
    "availability. Smaller boilers and turbines lose more heat; that is not counted here."
)


def plant_chapter(result: StudyResult) -> tuple[Block, ...]:
    """What the plant is: main figures, flow of energy, firing diagram, mass, load."""
    return (
        Heading(Message("Plant")),
        figure_table(result.plant, SHOWN, "plant"),
        Together((energy_balance(result), Paragraph(PARASITIC, "note"))),
        Together((firing_diagram(result), Paragraph(FIRING, "note"))),
        Together((_mass_flow(result), Paragraph(BY_DIFFERENCE, "note"))),
        Together((load_duration(result.plant), Paragraph(DURATION, "note"))),
        *_by_lines(result.plant),
        *_parasitic_load(result),
        *design_waste_of(result),
        *seasons_of(result),
    )


def firing_diagram(result: StudyResult) -> FiringDiagram:
    """Firing diagram of one line with the waste that it is to burn."""
    plant, waste = result.plant, result.waste
    qualities = plant.quality_lhv_mj_per_kg
    design = (
        math.nan if plant.design_lhv_mj_per_kg in qualities.values() else plant.design_lhv_mj_per_kg
    )
    wastes = (
        (Message("design"), design),
        (Message("first year"), waste.fired_lhv_mj_per_kg),
        (Message("low quality"), qualities.get("low", waste.fired_lhv_low_mj_per_kg)),
        (Message("standard quality"), qualities.get("standard", math.nan)),
        (Message("high quality"), qualities.get("high", waste.fired_lhv_high_mj_per_kg)),
    )
    return FiringDiagram(
        "firing_diagram",
        Message("Firing diagram (capacity diagram)"),
        "MW",
        highest_t_per_h=number(plant.line_t_per_h),
        highest_mw=number(plant.line_mw),
        lowest_t_per_h=number(plant.line_lowest_t_per_h),
        lowest_mw=number(plant.line_lowest_mw),
        lhv_min_mj_per_kg=number(plant.lhv_min_mj_per_kg),
        lhv_max_mj_per_kg=number(plant.lhv_max_mj_per_kg),
        overload=input_number(result, "plant.overload_percent") / 100,
        wastes=tuple((name, number(lhv)) for name, lhv in wastes if math.isfinite(number(lhv))),
    )


def load_duration(plant: PlantResult) -> Lines:
    """Net power that is reached for at least a share of the year."""
    duration = plant.net_by_percent_of_year_mw
    return Lines(
        "load_duration",
        Message("Load duration curve"),
        Message("MW net"),
        categories=tuple(int(share) for share in duration),
        series=(Series(Message("Net power"), tuple(number(mw) for mw in duration.values())),),
        x_title=Message("Share of the year exceeded, %"),
    )


def _by_lines(plant: PlantResult) -> tuple[Block, ...]:
    """What one line or several would fire and sell: why the plant has as many as it has."""
    rows = tuple(
        (
            int(lines),
            number(fired),
            number(plant.sold_by_lines_mwh[lines]),
            number(plant.standstill_by_lines_days[lines]),
        )
        for lines, fired in plant.fired_by_lines_t.items()
    )
    columns = (
        Column(Message("Lines"), 25, numbers=True),
        Column(Message("Fired t"), 25, ",.0f", numbers=True),
        Column(Message("Sold MWh"), 25, ",.0f", numbers=True),
        Column(Message("Days without any line"), 25, ".1f", numbers=True),
    )
    title = Heading(Message("The same capacity in one line or several"), 2)
    table = Table(columns, rows, name="number_of_lines")
    return (Together((title, table, Paragraph(BY_LINES, "note"))),)


def _parasitic_load(result: StudyResult) -> tuple[Block, ...]:
    """Parasitic load by consumer; nothing where it is given as a lump sum."""
    consumers = result.plant.own_use_by_consumer_mw
    if not consumers:
        return ()
    hourly = number(result.plant.throughput_t_per_h)
    rows = tuple(
        (name_of(name), 1000 * number(mw), 1000 * number(mw) / hourly)
        for name, mw in consumers.items()
        if number(mw) != 0
    )
    columns = (
        Column(Message("Parasitic load at full load"), 50),
        Column("kW", 25, numbers=True),
        Column(Message("kWh/t fired"), 25, numbers=True),
    )
    title = Heading(Message("Parasitic load by consumer"), 2)
    return (Together((title, Table(columns, rows, name="parasitic_load"))),)


def months_chart(result: StudyResult) -> tuple[Block, ...]:
    """Gross power by month, where the months' temperatures are given."""
    months = result.plant.gross_by_month_mw
    if not months:
        return ()
    chart = Lines(
        "gross_power_by_month",
        Message("Gross power at full load by month"),
        Message("MW gross"),
        categories=tuple(int(month) for month in months),
        series=(Series(Message("Gross power"), tuple(number(mw) for mw in months.values())),),
        x_title=Message("Month"),
    )
    return (chart,)


def years_chapter(result: StudyResult) -> tuple[Block, ...]:
    """Waste, hours, power and residues of each operation year."""
    waste, plant = result.waste, result.plant
    columns: dict[Words, object] = {
        Message("Received t"): waste.received_t,
        Message("Paid t"): waste.paid_t,
        Message("Fired t"): plant.fired_t,
        Message("Diverted t"): plant.diverted_t,
        Message("Hours"): plant.full_load_hours,
        Message("Gross MWh"): plant.gross_mwh,
        Message("Sold MWh"): plant.exported_mwh,
        Message("Bought MWh"): plant.imported_mwh,
        Message("Bottom ash t"): plant.bottom_ash_t,
        Message("Fly ash t"): plant.fly_ash_t,
    }
    return (
        Heading(Message("Waste and power by year")),
        by_year(result, columns, "waste_and_power_by_year"),
        Paragraph(PAID, "note"),
    )


def energy_balance(result: StudyResult) -> Sankey:
    """Flow of energy at full load [MW]."""
    flows = {name: number(mw) for name, mw in result.plant.energy_balance_mw.items()}
    if not flows["heat_mw"]:
        del flows["heat_mw"]
    net = flows["net_mw"]
    inputs = [(Message(ENERGY[name]), flows.pop(name)) for name in ENERGY_IN]
    if net < 0:  # the plant uses more than it makes
        inputs.append((Message("Power bought"), -flows.pop("net_mw")))
    return Sankey(
        "energy_balance",
        Message("Energy balance at full load"),
        "MW",
        inputs=tuple(inputs),
        outputs=tuple((Message(ENERGY[name]), mw) for name, mw in flows.items()),
    )


def combustion_balance(result: StudyResult) -> Sankey:
    """Mass balance of combustion."""
    inputs, outputs = _sides(result.plant.mass_balance_kg_per_kg, COMBUSTION)
    return Sankey(
        "mass_balance_of_combustion",
        Message("Mass balance of combustion"),
        Message("kg per kg of waste fired"),
        inputs=inputs,
        outputs=outputs,
    )


def _mass_flow(result: StudyResult) -> Sankey:
    """Mass of all inputs and outputs of a steady-state year."""
    inputs, outputs = _sides(result.plant.mass_flow_t, MASS_FLOWS)
    return Sankey(
        "mass_flow",
        Message("Mass flow of a steady-state year"),
        Message("t a year"),
        inputs=inputs,
        outputs=outputs,
    )


def _sides(flows: Mapping[str, object], names: Mapping[str, Message]) -> tuple[Side, Side]:
    """What goes in and what comes out, by the ends of their keys; no fuel where none is burnt."""
    there = {key: number(flow) for key, flow in flows.items()}
    if not there["fuel_in"]:
        del there["fuel_in"]
    inputs, outputs = (
        tuple((names[key], flow) for key, flow in there.items() if key.endswith(end))
        for end in ("_in", "_out")
    )
    return inputs, outputs
