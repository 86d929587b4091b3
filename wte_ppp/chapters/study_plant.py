"""Chapters of the study on the plant: sizes, firing diagram, load, balances, years."""

import math
from collections.abc import Mapping

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import by_year, input_value, number, outcome_table
from wte_ppp.feasibility.result import PlantResult, StudyResult
from wte_ppp.print.charts.firing import FiringLimits, firing_chart
from wte_ppp.print.charts.flows import flow_diagram
from wte_ppp.print.charts.series import line_chart
from wte_ppp.print.language import ENGLISH, Language, mark
from wte_ppp.print.layout import H2, NOTE, PAGE_WIDTH, Paper, gap, room_for

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

ENERGY_LABELS = {
    "waste_mw": mark("Waste"),
    "auxiliary_mw": mark("Auxiliary fuel"),
    "flue_gas_loss_mw": mark("Flue gas"),
    "other_boiler_loss_mw": mark("Ash, unburnt, radiation"),
    "blowdown_mw": mark("Blowdown"),
    "condenser_mw": mark("Condenser"),
    "heat_mw": mark("Heat sold"),
    "mechanical_loss_mw": mark("Gear and bearings"),
    "generator_loss_mw": mark("Generator"),
    "own_use_mw": mark("Own use"),
    "net_mw": mark("Net power"),
}
MASS_LABELS = {
    "waste_in": mark("Waste"),
    "air_in": mark("Air"),
    "co2_out": mark("CO₂"),
    "h2o_out": mark("H₂O"),
    "n2_out": mark("N₂"),
    "o2_out": mark("O₂"),
    "so2_out": mark("SO₂"),
    "hcl_out": mark("HCl"),
    "ash_out": mark("Ash"),
}
ENERGY_IN = ("waste_mw", "auxiliary_mw")
OWN_USE = mark(
    "Own use is drawn here without the feed pump, whose work returns to the cycle as heat; own use "
    "among the plant's figures includes it."
)
PAID = mark(
    "Paid: the tipping fee is due, at least for the waste guaranteed. Diverted: the plant cannot "
    "fire it. Hours: at full load. Bottom ash is wet; fly ash includes flue-gas treatment residue."
)
FIRING = mark(
    "Inside the area a line runs without support. Waste below the lower ray needs auxiliary fuel; "
    "above the design value the boiler's heat limits the throughput. Low and high quality: the "
    "90 % interval of single samples, where the study knows their spread."
)
MASS_FLOWS = {
    "waste_in": mark("Waste accepted"),
    "air_in": mark("Combustion air"),
    "reagents_in": mark("Reagents"),
    "quench_water_in": mark("Quench water in ash"),
    "leachate_out": mark("Leachate"),
    "bottom_ash_out": mark("Bottom ash, wet"),
    "fly_ash_out": mark("Fly ash and residue"),
    "metals_out": mark("Metals"),
    "flue_gas_out": mark("Flue gas"),
}
BY_DIFFERENCE = mark(
    "Flue gas is what the other flows leave, all its water with it. Reagents: lime, activated "
    "carbon, ammonia water."
)
DURATION = mark(
    "Lines stop independently of each other; the turbine is taken as up whenever a line is. "
    "`wte-ppp study outages` draws stops of lines and turbine, with the bunker between."
)


def plant_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """What the plant is: main figures, flow of energy, firing diagram, mass, load."""
    say = paper.say
    return [
        *paper.heading(say("Plant")),
        outcome_table(paper, result.plant, SHOWN),
        gap(12),
        _energy(paper, result),
        gap(12),
        KeepTogether(_firing(paper, result)),
        gap(12),
        _mass_flow(paper, result),
        gap(12),
        KeepTogether(
            [load_duration_chart(result.plant, paper.language), paper.para(say(DURATION), NOTE)]
        ),
        *own_use_table(paper, result),
    ]


def _firing(paper: Paper, result: StudyResult) -> list[Flowable]:
    return [firing_diagram(result, paper.language), paper.para(paper.say(FIRING), NOTE)]


def firing_diagram(result: StudyResult, language: Language = ENGLISH) -> Drawing:
    """Firing diagram of one line with the waste that it is to burn.

    Parameters
    ----------
    result
        Base case.
    language
        Of names and numbers.

    Returns
    -------
    Drawing
        Throughput across, heat up.
    """
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
    say = language.say
    drawn = {
        say("design"): number(plant.design_lhv_mj_per_kg),
        say("first year"): number(waste.fired_lhv_mj_per_kg),
        say("low quality"): number(waste.fired_lhv_low_mj_per_kg),
        say("high quality"): number(waste.fired_lhv_high_mj_per_kg),
    }
    known = {name: lhv for name, lhv in drawn.items() if math.isfinite(lhv)}
    return firing_chart(
        limits, known, say("Firing diagram"), width=PAGE_WIDTH, height=200, language=language
    )


def load_duration_chart(plant: PlantResult, language: Language = ENGLISH) -> Drawing:
    """Draw the net power that is reached for at least a share of the year.

    Parameters
    ----------
    plant
        Base case.
    language
        Of names and numbers.

    Returns
    -------
    Drawing
        A line over percent of the year.
    """
    duration = {int(share): number(mw) for share, mw in plant.net_by_percent_of_year_mw.items()}
    return line_chart(
        list(duration),
        {language.say("Net power"): list(duration.values())},
        language.say("Load duration"),
        language.say("MW net"),
        width=PAGE_WIDTH,
        height=150,
        x_title=language.say("At least so many % of the year"),
        language=language,
    )


def own_use_table(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Own use by consumer; nothing where it is given in a lump."""
    consumers, say = result.plant.own_use_by_consumer_mw, paper.say
    if not consumers:
        return []
    hourly = number(result.plant.throughput_t_per_h)
    rows = [
        [
            name_of(name, paper.language),
            paper.quantity(1000 * number(mw)),
            paper.quantity(1000 * number(mw) / hourly),
        ]
        for name, mw in consumers.items()
    ]
    head = (say("Own use at full load"), "kW", say("kWh/t fired"))
    return [
        *paper.heading(say("Own use by consumer"), H2, room_for(len(rows))),
        paper.grid(head, rows, (50, 25, 25), numbers=(1, 2)),
    ]


def months_chart(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Gross power by month, where the months' temperatures are given."""
    months, say = result.plant.gross_by_month_mw, paper.say
    if not months:
        return []
    return [
        gap(12),
        line_chart(
            [str(int(month)) for month in months],
            {say("Gross power"): [number(mw) for mw in months.values()]},
            say("Gross power at full load by month"),
            say("MW gross"),
            width=PAGE_WIDTH,
            height=160,
            x_title=say("Month"),
            language=paper.language,
        ),
    ]


def years_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Waste, hours, power and residues of each operation year."""
    waste, plant, say = result.waste, result.plant, paper.say
    columns = {
        say("Received t"): waste.received_t,
        say("Paid t"): waste.paid_t,
        say("Fired t"): plant.fired_t,
        say("Diverted t"): plant.diverted_t,
        say("Hours"): plant.full_load_hours,
        say("Gross MWh"): plant.gross_mwh,
        say("Sold MWh"): plant.exported_mwh,
        say("Bought MWh"): plant.imported_mwh,
        say("Bottom ash t"): plant.bottom_ash_t,
        say("Fly ash t"): plant.fly_ash_t,
    }
    return [
        *paper.heading(say("Waste and power by year")),
        by_year(paper, result, columns),
        gap(3),
        paper.para(say(PAID), NOTE),
    ]


def _energy(paper: Paper, result: StudyResult) -> Flowable:
    diagram = energy_diagram(result, paper.language)
    return KeepTogether([diagram, paper.para(paper.say(OWN_USE), NOTE)])


def energy_diagram(result: StudyResult, language: Language = ENGLISH) -> Drawing:
    """Flow of energy at full load.

    Parameters
    ----------
    result
        Base case.
    language
        Of names and numbers.

    Returns
    -------
    Drawing
        Sankey diagram [MW].
    """
    plant, say = result.plant, language.say
    energy = {ENERGY_LABELS[k]: number(one) for k, one in plant.energy_balance_mw.items()}
    if not energy[ENERGY_LABELS["heat_mw"]]:
        del energy[ENERGY_LABELS["heat_mw"]]
    energy_in = {label: energy.pop(label) for label in map(ENERGY_LABELS.__getitem__, ENERGY_IN)}
    net = ENERGY_LABELS["net_mw"]
    if energy[net] < 0:  # the plant uses more than it makes
        energy_in[mark("Power bought")] = -energy.pop(net)
    left, right = ({say(k): v for k, v in side.items()} for side in (energy_in, energy))
    title = say("Energy balance at full load")
    return flow_diagram(left, right, title, "MW", PAGE_WIDTH, height=180, language=language)


def mass_balance(paper: Paper, result: StudyResult) -> Flowable:
    """Mass balance of combustion."""
    mass = {name: number(value) for name, value in result.plant.mass_balance_kg_per_kg.items()}
    return _balance(
        paper,
        {MASS_LABELS[one]: v for one, v in mass.items() if one.endswith("_in")},
        {MASS_LABELS[one]: v for one, v in mass.items() if one.endswith("_out")},
        paper.say("Mass balance of combustion"),
        paper.say("kg per kg of waste fired"),
    )


def _mass_flow(paper: Paper, result: StudyResult) -> Flowable:
    """Mass of all inputs and outputs of a settled year."""
    flows = {name: number(value) for name, value in result.plant.mass_flow_t.items()}
    return _balance(
        paper,
        {MASS_FLOWS[one]: v for one, v in flows.items() if one.endswith("_in")},
        {MASS_FLOWS[one]: v for one, v in flows.items() if one.endswith("_out")},
        paper.say("Mass flow of a settled year"),
        paper.say("t a year"),
        BY_DIFFERENCE,
    )


def _balance(
    paper: Paper,
    inputs: Mapping[str, float],
    outputs: Mapping[str, float],
    title: str,
    unit: str,
    note: str | None = None,
) -> Flowable:
    """Flow diagram as low as its labels allow, its note below."""
    left, right = ({paper.say(k): v for k, v in side.items()} for side in (inputs, outputs))
    diagram = flow_diagram(
        left, right, title, unit, width=PAGE_WIDTH, height=180, language=paper.language
    )
    return KeepTogether([diagram, paper.para(paper.say(note), NOTE)] if note else diagram)
