"""Chapters of the study on the plant: sizes, firing diagram, load, balances, years."""

import math
from collections.abc import Mapping
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.feasibility.result import PlantResult, StudyResult
from wte_ppp.reports.figures import line_chart
from wte_ppp.reports.firing_figure import FiringLimits, firing_chart
from wte_ppp.reports.flows import flow_diagram
from wte_ppp.reports.layout import H2, NOTE, PAGE_WIDTH, gap, grid, heading
from wte_ppp.reports.outcome_tables import (
    by_year,
    input_value,
    number,
    outcome_table,
    scalar_names,
)
from wte_ppp.reports.text import para, quantity

__all__ = ["balance_chapter", "load_duration_chart", "plant_chapter", "years_chapter"]

ENERGY_LABELS = {
    "waste_mw": "Waste",
    "auxiliary_mw": "Auxiliary fuel",
    "flue_gas_loss_mw": "Flue gas",
    "other_boiler_loss_mw": "Ash, unburnt, radiation",
    "blowdown_mw": "Blowdown",
    "condenser_mw": "Condenser",
    "heat_mw": "Heat sold",
    "mechanical_loss_mw": "Gear and bearings",
    "generator_loss_mw": "Generator",
    "own_use_mw": "Own use",
    "net_mw": "Net power",
}
MASS_LABELS = {
    "waste_in": "Waste",
    "air_in": "Air",
    "co2_out": "CO₂",
    "h2o_out": "H₂O",
    "n2_out": "N₂",
    "o2_out": "O₂",
    "so2_out": "SO₂",
    "hcl_out": "HCl",
    "ash_out": "Ash",
}
ENERGY_IN = ("waste_mw", "auxiliary_mw")
OWN_USE = (
    "Own use is drawn here without the feed pump, whose work returns to the cycle as heat; own use "
    "among the plant's figures includes it."
)
PAID = (
    "Paid: the tipping fee is due, at least for the waste guaranteed. Diverted: the plant cannot "
    "fire it. Hours: at full load. Bottom ash is wet; fly ash includes flue-gas treatment residue."
)
FIRING = (
    "Inside the area a line runs without support. Waste below the lower ray needs auxiliary fuel; "
    "above the design value the boiler's heat limits the throughput. Low and high quality: the "
    "90 % interval of single samples, where the study knows their spread."
)
MASS_FLOWS = {
    "waste_in": "Waste accepted",
    "air_in": "Combustion air",
    "reagents_in": "Reagents",
    "quench_water_in": "Quench water in ash",
    "leachate_out": "Leachate",
    "bottom_ash_out": "Bottom ash, wet",
    "fly_ash_out": "Fly ash and residue",
    "metals_out": "Metals",
    "flue_gas_out": "Flue gas",
}
BY_DIFFERENCE = (
    "Flue gas is what the other flows leave, all its water with it. Reagents: lime, activated "
    "carbon, ammonia water."
)
DURATION = (
    "Lines stop independently of each other; the turbine is taken as up whenever a line is. "
    "`wte-ppp study outages` draws stops of lines and turbine, with the bunker between."
)


def plant_chapter(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Sizes, efficiencies, reagents and residues.

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
    return [
        *heading("Plant"),
        outcome_table(result.plant, scalar_names(result.plant), lacking),
        gap(12),
        KeepTogether(_firing(result)),
        gap(12),
        KeepTogether([load_duration_chart(result.plant), para(DURATION, NOTE)]),
        *_own_use(result),
        *_months(result),
    ]


def _firing(result: StudyResult) -> list[Flowable]:
    """Firing diagram of one line with the waste of the first and the last year."""
    plant, waste = result.plant, result.waste
    limits = FiringLimits(
        highest_t_per_h=number(plant.line_t_per_h),
        highest_mw=number(plant.line_mw),
        lowest_t_per_h=number(plant.line_lowest_t_per_h),
        lowest_mw=number(plant.line_lowest_mw),
        lhv_min=number(plant.lhv_min_mj_per_kg),
        lhv_max=number(plant.lhv_max_mj_per_kg),
        overload=float(str(input_value(result, "plant.overload_percent"))) / 100,
    )
    drawn = {
        "design": number(plant.design_lhv_mj_per_kg),
        "first year": number(waste.fired_lhv_mj_per_kg),
        "low quality": number(waste.fired_lhv_low_mj_per_kg),
        "high quality": number(waste.fired_lhv_high_mj_per_kg),
    }
    known = {name: lhv for name, lhv in drawn.items() if math.isfinite(lhv)}
    return [firing_chart(limits, known, "Firing diagram", width=PAGE_WIDTH), para(FIRING, NOTE)]


def load_duration_chart(plant: PlantResult) -> Drawing:
    """Draw the net power that is reached for at least a share of the year.

    Parameters
    ----------
    plant
        Base case.

    Returns
    -------
    Drawing
        A line over percent of the year.
    """
    duration = {int(share): number(mw) for share, mw in plant.net_by_percent_of_year_mw.items()}
    return line_chart(
        list(duration),
        {"Net power": list(duration.values())},
        "Load duration",
        "MW net",
        width=PAGE_WIDTH,
        height=160,
        x_title="At least so many % of the year",
    )


def _own_use(result: StudyResult) -> list[Flowable]:
    consumers = result.plant.own_use_by_consumer_mw
    if not consumers:
        return []
    hourly = number(result.plant.throughput_t_per_h)
    rows = [
        [name.replace("_", " "), quantity(1000 * number(mw)), quantity(1000 * number(mw) / hourly)]
        for name, mw in consumers.items()
    ]
    head = ("Own use at full load", "kW", "kWh/t fired")
    return [*heading("Own use by consumer", H2), grid(head, rows, (50, 25, 25), numbers=(1, 2))]


def _months(result: StudyResult) -> list[Flowable]:
    months = result.plant.gross_by_month_mw
    if not months:
        return []
    return [
        gap(12),
        line_chart(
            [str(int(month)) for month in months],
            {"Gross power": [number(mw) for mw in months.values()]},
            "Gross power at full load by month",
            "MW gross",
            width=PAGE_WIDTH,
            height=160,
            x_title="Month",
        ),
    ]


def years_chapter(result: StudyResult) -> list[Flowable]:
    """Waste, hours, power and residues of each operation year.

    Parameters
    ----------
    result
        Base case.

    Returns
    -------
    list[Flowable]
        In order.
    """
    waste, plant = result.waste, result.plant
    columns: dict[str, Any] = {
        "Received t": waste.received_t,
        "Paid t": waste.paid_t,
        "Fired t": plant.fired_t,
        "Diverted t": plant.diverted_t,
        "Hours": plant.full_load_hours,
        "Gross MWh": plant.gross_mwh,
        "Sold MWh": plant.exported_mwh,
        "Bought MWh": plant.imported_mwh,
        "Bottom ash t": plant.bottom_ash_t,
        "Fly ash t": plant.fly_ash_t,
    }
    return [
        *heading("Waste and power by year"),
        by_year(result, columns),
        gap(3),
        para(PAID, NOTE),
    ]


def balance_chapter(result: StudyResult) -> list[Flowable]:
    """Energy and mass balance as flow diagrams.

    Parameters
    ----------
    result
        Base case.

    Returns
    -------
    list[Flowable]
        In order.
    """
    plant = result.plant
    energy = {ENERGY_LABELS[k]: number(one) for k, one in plant.energy_balance_mw.items()}
    mass = {name: number(value) for name, value in plant.mass_balance_kg_per_kg.items()}
    flows = {name: number(value) for name, value in plant.mass_flow_t.items()}
    if not energy[ENERGY_LABELS["heat_mw"]]:
        del energy[ENERGY_LABELS["heat_mw"]]
    energy_in = {label: energy.pop(label) for label in map(ENERGY_LABELS.__getitem__, ENERGY_IN)}
    net = ENERGY_LABELS["net_mw"]
    if energy[net] < 0:  # the plant uses more than it makes
        energy_in["Power bought"] = -energy.pop(net)
    return [
        *heading("Energy and mass balance", room=330),
        _balance(energy_in, energy, "Energy balance at full load", "MW", OWN_USE),
        gap(12),
        _balance(
            {MASS_LABELS[one]: v for one, v in mass.items() if one.endswith("_in")},
            {MASS_LABELS[one]: v for one, v in mass.items() if one.endswith("_out")},
            "Mass balance of combustion",
            "kg per kg of waste fired",
        ),
        gap(12),
        _balance(
            {MASS_FLOWS[one]: v for one, v in flows.items() if one.endswith("_in")},
            {MASS_FLOWS[one]: v for one, v in flows.items() if one.endswith("_out")},
            "Mass flow of a settled year",
            "t a year",
            BY_DIFFERENCE,
        ),
    ]


def _balance(
    inputs: Mapping[str, float],
    outputs: Mapping[str, float],
    title: str,
    unit: str,
    note: str | None = None,
) -> Flowable:
    """Flow diagram as low as its labels allow, its note below."""
    diagram = flow_diagram(inputs, outputs, title, unit, width=PAGE_WIDTH, height=180)
    return KeepTogether([diagram, para(note, NOTE)] if note else diagram)
