"""Years of operation with outages drawn, for the plant of a study."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wte_ppp.documents import printable
from wte_ppp.feasibility.study import Study
from wte_ppp.plant.outages import Fleet, Unit, YearOfOperation, operate

DAYS = 365
# Assumptions of this library: 2 to 4 weeks planned and 2 to 5 % forced are usual of new plants.
LINE = Unit(planned_days=21, forced_percent=4, repair_days=3)
TURBINE = Unit(planned_days=7, forced_percent=1, repair_days=5)
BUNKER_DAYS = 5.0
PERCENTILES = (5, 50, 95)


@dataclass(frozen=True)
class OutageYears:
    """Draws of one year beside what the study itself takes for it."""

    name: str
    fleet: Fleet
    delivered_t: float
    years: YearOfOperation
    study_hours: float
    study_treated_t: float
    study_net_mwh: float


def outage_years(
    study: Study, *, line: Unit = LINE, turbine: Unit = TURBINE, bunker_days: float = BUNKER_DAYS,
    draws: int = 2000, seed: int = 1,
) -> OutageYears:  # fmt: skip
    """Draw outages of the study's plant in its second operation year, after the ramp-up."""
    result = study.run()
    plant = result.plant
    place = min(1, np.size(plant.fired_t) - 1)
    lines = int(plant.lines)
    # What the boiler allows of this waste, not what the grate could carry.
    full_load = 24 * float(plant.throughput_t_per_h)
    fired, diverted = float(plant.fired_t[place]), float(plant.diverted_t[place])
    leachate = float(plant.leachate_t[place])
    # Diverted waste is counted as received; what it would have drained is taken off alike.
    delivered = fired + diverted * fired / (fired + leachate)
    exported = 1 - float(study.definition.plant.export_loss_percent) / 100
    hours, power = float(plant.full_load_hours[place]), float(plant.exported_mwh[place]) / exported
    # The year's own net power of a tonne: heat sold, weather and wear are in it.
    fleet = Fleet(
        lines, full_load / lines, bunker_days * full_load, 1000 * power / fired, line, turbine
    )
    years = operate(fleet, np.full(DAYS, delivered / DAYS), draws=draws, seed=seed)
    return OutageYears(result.name, fleet, delivered, years, hours, fired, power)


def outages_in_words(drawn: OutageYears) -> str:
    """The distribution for the command line."""
    return "\n".join(printable(line) for line in _lines(drawn))


def _lines(drawn: OutageYears) -> Iterator[str]:
    fleet, years = drawn.fleet, drawn.years
    yield f"{drawn.name}: outages drawn in {years.treated_t.size:,} years"
    for name, unit in (("line", fleet.line), ("turbine", fleet.turbine)):
        yield (
            f"Each {name}: {unit.planned_days} days planned, {unit.forced_percent:g} % forced, "
            f"{unit.repair_days:g} days a repair"
        )
    size = f"{fleet.lines} line(s) of {fleet.line_t_per_day:,.0f} t/d"
    yield f"{size}, bunker {fleet.bunker_t:,.0f} t"
    yield f"{'':26}" + "".join(f"{f'P{level}':>12}" for level in PERCENTILES) + f"{'study':>12}"
    rows = (
        ("Treated, t fired", years.treated_t, drawn.study_treated_t),
        ("Taken elsewhere, t", years.bypassed_t, drawn.delivered_t - drawn.study_treated_t),
        ("Net power, MWh", years.net_mwh, drawn.study_net_mwh),
        ("Hours of a line", 8760 * years.line_availability, drawn.study_hours),
    )
    for label, values, in_study in rows:
        shown = "".join(
            f"{percentile:>12,.0f}" for percentile in np.percentile(values, PERCENTILES)
        )
        yield f"{label:26}{shown}{in_study:>12,.0f}"
    yield "Rates of outages are assumptions unless you gave them; power is before export losses."
