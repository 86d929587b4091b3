"""Part of the waste step: how much arrives in each year."""

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.definition.city import CitySection
from wte_ppp.feasibility.definition.waste import WasteSection
from wte_ppp.finance.timeline import Timeline
from wte_ppp.waste.forecast import forecast_band, ramp, saturating_growth
from wte_ppp.waste.supply import city_waste_t, delivered_t

DAYS_PER_YEAR = 365.0


def amounts_t(waste: WasteSection, timeline: Timeline) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Waste of each operation year before sorting, with the band of a forecast.

    Parameters
    ----------
    waste
        The waste section.
    timeline
        The project's years.

    Returns
    -------
    tuple of FloatArray
        Expected, low and high [t/year], (..., years); all alike where no uncertainty is given.
    """
    if waste.city is not None:
        return _city_t(waste.city, timeline)
    assert waste.received_t_per_day is not None
    years = np.arange(timeline.operation_years, dtype=float)
    growth = waste.growth_percent_per_year / 100
    amount = delivered_t(waste.received_t_per_day * DAYS_PER_YEAR, growth, years)
    return amount, amount, amount


def _city_t(city: CitySection, timeline: Timeline) -> tuple[FloatArray, FloatArray, FloatArray]:
    operation = timeline.calendar_year[timeline.construction_years :].astype(float)
    years = operation - city.base_year
    people = saturating_growth(
        city.population,
        city.population_growth_percent / 100,
        np.inf if city.population_ceiling is None else city.population_ceiling,
        years,
    )
    each = saturating_growth(
        city.kg_per_capita_per_day,
        city.kg_growth_percent / 100,
        np.inf if city.kg_ceiling_per_day is None else city.kg_ceiling_per_day,
        years,
    )
    collected = city.collected_percent / 100
    if city.collected_target_percent is not None:
        span = 0 if city.target_year is None else city.target_year - city.base_year
        collected = ramp(collected, city.collected_target_percent / 100, float(span), years)
    amount = np.asarray(city_waste_t(people, each, collected, city.to_plant_percent / 100))
    level, drift = city.uncertainty_percent, city.growth_uncertainty_percent
    if level is None and drift is None:
        return amount, amount, amount
    low, high = forecast_band(
        amount,
        0.0 if level is None else level / 100,
        0.0 if drift is None else drift / 100,
        years,
    )
    return amount, low, high
