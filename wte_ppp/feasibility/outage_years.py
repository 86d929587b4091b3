"""Years of operation with outages drawn, for the plant of a study."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wte_ppp.documents import printable
from wte_ppp.feasibility.result import PlantResult, StudyResult
from wte_ppp.feasibility.study import Study
from wte_ppp.plant.outage_mean import forced_share
from wte_ppp.plant.outages import Fleet, Unit, YearOfOperation, operate

DAYS = 365
HOURS = 8760
# Assumption of this library: a mean year does not depend on it.
TURBINE_REPAIR_DAYS = 5.0
PERCENTILES = (5, 50, 95)
TO_EXPLAIN = 0.005


@dataclass(frozen=True)
class OutageYears:
    """Draws of one year beside the mean year that the study itself takes."""

    name: str
    fleet: Fleet
    nameplate_t_per_day: float
    delivered_t: float
    years: YearOfOperation
    study_hours: float
    study_treated_t: float
    study_net_mwh: float


def outage_years(
    study: Study, *, line: Unit | None = None, turbine: Unit | None = None,
    bunker_days: float | None = None, draws: int = 2000, seed: int = 1,
) -> OutageYears:  # fmt: skip
    """Draw outages of the study's plant in its second operation year, after the ramp-up.

    Left out, lines, turbines and bunker are those of the study: the mean of the draws is then its
    headline.
    """
    result = study.run()
    hours = _number(study.definition.plant.availability_h_per_year)
    drawn = drawn_plant(study, result, line=line, turbine=turbine, bunker_days=bunker_days)
    fleet, delivered = drawn.fleet, drawn.delivered_t
    daily = np.full(DAYS, delivered / DAYS)
    # A year begins with what the year before left in the bunker.
    before = operate(fleet, daily, draws=min(draws, 200), seed=seed + 1)
    years = operate(
        fleet, daily, draws=draws, seed=seed, bunker_start_t=float(before.in_bunker_t.mean())
    )
    return OutageYears(
        result.name,
        fleet,
        float(result.plant.capacity_t_per_day) / fleet.lines,
        delivered,
        years,
        hours,
        drawn.fired_t,
        drawn.net_mwh,
    )


@dataclass(frozen=True)
class DrawnPlant:
    """A study's plant as its outages are drawn, and its settled year; tonnes as fired.

    Power is before export losses; `place` is the settled year's among the operation years.
    """

    fleet: Fleet
    place: int
    delivered_t: float
    fired_t: float
    net_mwh: float


def drawn_plant(
    study: Study, result: StudyResult, *, line: Unit | None = None, turbine: Unit | None = None,
    bunker_days: float | None = None,
) -> DrawnPlant:  # fmt: skip
    """Lines, bunker and turbines of a study in its second operation year, after the ramp-up."""
    plant, stops = result.plant, study.definition.plant.outages
    line = line_of(study) if line is None else line
    if turbine is None:
        turbine = Unit(
            round(_number(stops.turbine_planned_days)),
            _number(stops.turbine_forced_percent),
            TURBINE_REPAIR_DAYS,
        )
    place = min(1, np.size(plant.fired_t) - 1)
    # What the boiler allows of this waste, not what the grate could carry.
    full_load = 24 * float(plant.throughput_t_per_h)
    fired, diverted = float(plant.fired_t[place]), float(plant.diverted_t[place])
    leachate = float(plant.leachate_t[place])
    # Diverted waste is counted as received; what it would have drained is taken off alike.
    delivered = fired + diverted * fired / (fired + leachate)
    kept = 1 - _number(study.definition.plant.export_loss_percent) / 100
    power = float(plant.exported_mwh[place]) / kept
    days = _number(stops.bunker_days) if bunker_days is None else bunker_days
    fleet = _fleet(plant, place, full_load, days, power, line, turbine, study)
    return DrawnPlant(fleet, place, delivered, fired, power)


def line_of(
    study: Study, *, planned_days: int | None = None, forced_percent: float | None = None,
    repair_days: float | None = None,
) -> Unit:  # fmt: skip
    """Stops of a line as the study has them: what availability leaves beside the planned is forced.

    Parameters
    ----------
    study
        With its plant's availability and outages.
    planned_days, forced_percent, repair_days
        In place of the study's own.

    Returns
    -------
    Unit
        Of one line.
    """
    plant = study.definition.plant
    hours = _number(plant.availability_h_per_year)
    planned = min(_number(plant.outages.line_planned_days), (HOURS - hours) / 24)
    days = round(planned) if planned_days is None else planned_days
    left = 100 * max(float(forced_share(hours, round(planned))), 0.0)
    repair = _number(plant.outages.line_repair_days) if repair_days is None else repair_days
    stops = round(_number(plant.outages.line_planned_stops))
    return Unit(days, left if forced_percent is None else forced_percent, repair, stops)


def _fleet(
    plant: PlantResult, place: int, full_load: float, bunker_days: float, power: float,
    line: Unit, turbine: Unit, study: Study,
) -> Fleet:  # fmt: skip
    """Power of a tonne is the year's own: heat sold, weather and wear are in it."""
    lines = round(float(plant.lines))
    hours, stopped = float(plant.full_load_hours[place]), float(plant.turbine_stop_hours[place])
    turbines = round(_number(study.definition.plant.turbines))
    t_per_h = float(plant.fired_t[place]) / hours
    own = 1000 * float(plant.own_use_mw) / float(plant.throughput_t_per_h)
    # With several turbines the ones that are left carry the own use of all hours.
    carried = own * stopped / (hours - stopped) if turbines > 1 else 0.0
    net = 1000 * power / (t_per_h * (hours - stopped)) + carried
    return Fleet(
        lines, full_load / lines, bunker_days * full_load, net, line, turbine, turbines, own
    )  # fmt: skip


def _number(value: object) -> float:
    return float(np.asarray(value).reshape(-1)[0])


def outages_in_words(drawn: OutageYears) -> str:
    """The distribution for the command line."""
    return "\n".join(printable(line) for line in _lines(drawn))


def _lines(drawn: OutageYears) -> Iterator[str]:
    fleet, years = drawn.fleet, drawn.years
    yield f"{drawn.name}: outages drawn in {years.treated_t.size:,} years"
    for name, unit in (("line", fleet.line), ("turbine", fleet.turbine)):
        yield (
            f"Each {name}: {unit.planned_days} days planned, {unit.forced_percent:.1f} % forced, "
            f"{unit.repair_days:g} days a repair"
        )
    lines, turbines = fleet.lines, fleet.turbines
    size = f"{lines} line{'s' if lines > 1 else ''} of {fleet.line_t_per_day:,.0f} t/d"
    yield f"{size}, {turbines} turbine{'s' if turbines > 1 else ''}, bunker {fleet.bunker_t:,.0f} t"
    if fleet.line_t_per_day < (1 - TO_EXPLAIN) * drawn.nameplate_t_per_day:
        yield (
            f"Nameplate {drawn.nameplate_t_per_day:,.0f} t/d a line: in hours with richer waste "
            "the boiler's heat is the limit; the mean over all hours is "
            f"{fleet.line_t_per_day:,.0f} t/d"
        )
    heads = [f"P{level}" for level in PERCENTILES] + ["mean", "study"]
    yield f"{'':26}" + "".join(f"{head:>12}" for head in heads)
    rows = (
        ("Fired, t", years.treated_t, drawn.study_treated_t),
        ("Taken elsewhere, t", years.bypassed_t, drawn.delivered_t - drawn.study_treated_t),
        ("Net power, MWh", years.net_mwh, drawn.study_net_mwh),
        ("Hours of a line", HOURS * years.line_availability, drawn.study_hours),
    )
    for label, values, in_study in rows:
        figures = [*np.percentile(values, PERCENTILES), values.mean(), in_study]
        yield f"{label:26}" + "".join(f"{figure:>12,.0f}" for figure in figures)
    yield (
        "The study's figures are the mean year of the same outages, in closed form; power is "
        "before export losses."
    )
