"""Notes on the furnace: waste outside its firing diagram, design waste that it cannot take."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.arrays import above, mean_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.messages import Message

BURNOUT_C = 850.0
HOURS_TO_NOTE_PERCENT = 1.0
SEASONS_APART_PERCENT = 2.0


def on_firing(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Hours outside the firing diagram, and a flame that is too cold."""
    plant = outcomes.plant
    poor, rich = mean_of(plant.too_poor_percent), mean_of(plant.too_rich_percent)
    if study.waste.lhv_deviation_percent is None:
        yield Message(
            "The standard deviation of the waste's LHV is not given: hours outside the firing "
            "diagram and auxiliary fuel are computed for the mean LHV only. Give "
            "waste.lhv_deviation_percent or a survey."
        )
    flame = mean_of(plant.adiabatic_c)
    if flame < BURNOUT_C:
        yield Message(
            "Even without heat loss the flue gas reaches only {flame:.0f} °C, below the "
            "{required:.0f} °C required by Directive 2010/75/EU, article 50(2): less excess air, "
            "hotter air or auxiliary fuel is needed.",
            flame=flame,
            required=BURNOUT_C,
        )
    if poor > HOURS_TO_NOTE_PERCENT:
        yield Message(
            "In {share:max1} % of hours the LHV is too low to burn without auxiliary fuel.",
            share=poor,
        )
    if rich > HOURS_TO_NOTE_PERCENT:
        yield Message(
            "In {share:max1} % of hours the LHV exceeds the maximum of the furnace, "
            "{highest:.2f} MJ/kg: at full heat a line would then run below its minimum throughput. "
            "These hours are counted as if it did. Mix the waste, or lay the furnace out on richer "
            "waste (plant.design_lhv_mj_per_kg).",
            share=rich,
            highest=mean_of(plant.lhv_max_mj_per_kg),
        )


def on_seasons(outcomes: Outcomes) -> Iterator[Message]:
    """Seasons that are not the year that is stated beside them."""
    plant = outcomes.plant
    fired = {name: mean_of(tonnes) for name, tonnes in plant.fired_by_season_t.items()}
    total = sum(fired.values())
    if not total:
        return
    of_seasons = sum(
        tonnes * mean_of(plant.lhv_by_season_mj_per_kg[name]) for name, tonnes in fired.items()
    )
    mean, year = of_seasons / total, mean_of(outcomes.waste.fired_lhv_mj_per_kg)
    if abs(mean - year) > SEASONS_APART_PERCENT / 100 * year:
        yield Message(
            "The waste of the seasons has {mean:.2f} MJ/kg as fired in the mean, that of the year "
            "{year:.2f}. Power by year, ash and emissions are of the seasons; furnace and full "
            "load of the year. State seasons of which the year is the mean.",
            mean=mean,
            year=year,
        )


def on_qualities(outcomes: Outcomes) -> Iterator[Message]:
    """A high quality of which the furnace takes less than its capacity."""
    plant = outcomes.plant
    if not plant.quality_throughput_t_per_h:
        return
    taken = np.asarray(plant.quality_throughput_t_per_h["high"])
    capacity = np.asarray(plant.line_t_per_h * plant.lines)
    if np.any(above(capacity, taken)):
        yield Message(
            "Of high quality the plant takes {share:.0f} % of its capacity: it is laid out on "
            "{design:.2f} MJ/kg. Japanese specifications ask for the whole capacity from low to "
            "high quality (plant.design_waste.laid_out_on: high).",
            share=100 * mean_of(taken / capacity),
            design=mean_of(plant.design_lhv_mj_per_kg),
        )
