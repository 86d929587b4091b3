"""Part of the plant step: stops of lines and turbines in each year, and other numbers of lines."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.result.plant import OutageResult, PlantYears
from wte_ppp.plant.outage_mean import MeanYear, Stops, forced_share, mean_year

HOURS_PER_YEAR = 8760.0
DAYS_PER_YEAR = 365.0
LINES_COMPARED = (1, 2, 3, 4)


def mean_years(
    plant: PlantSection, delivered_t: FloatArray, throughput: Numeric, hours: Numeric,
    lines: Numeric, share_of_year: Numeric = 1.0,
) -> MeanYear:  # fmt: skip
    """Mean of years with outages: waste as fired delivered to lines that are up for some hours.

    A season is taken as if the year went on like it.
    """
    stops = plant.outages
    return mean_year(
        delivered_t / (throughput * HOURS_PER_YEAR * share_of_year),
        lines=lines,
        hours=hours / share_of_year,
        line=Stops(stops.line_planned_days, stops.line_repair_days, stops.line_planned_stops),
        bunker_days=stops.bunker_days,
        turbines=plant.turbines,
        turbine_forced=stops.turbine_forced_percent / 100,
        turbine_planned_days=stops.turbine_planned_days,
    )


def starts_of_a_line(plant: PlantSection) -> Numeric:
    """Cold starts in a year: as stated, else one after each planned and each forced stop."""
    if plant.starts_per_year is not None:
        return plant.starts_per_year
    stops = plant.outages
    # No more days are planned than availability leaves.
    left = DAYS_PER_YEAR - np.asarray(plant.availability_h_per_year) / 24
    planned = np.minimum(stops.line_planned_days, left)
    return stops.line_planned_stops * (planned > 0) + (left - planned) / stops.line_repair_days


def outage_result(
    plant: PlantSection,
    years: PlantYears,
    *,
    delivered_t: FloatArray,
    throughput: FloatArray,
    gross_mw: FloatArray,
    share_of_year: Numeric = 1.0,
) -> OutageResult:
    """What stops cost in the settled year, and what other numbers of lines would."""
    settled = min(1, years.fired_t.shape[-1] - 1)

    def of(series: FloatArray) -> FloatArray:
        return np.asarray(series)[..., settled, None]

    delivered, rate = of(delivered_t), of(throughput)
    hours = plant.availability_h_per_year
    full = rate * HOURS_PER_YEAR * share_of_year
    fired, sold = of(years.fired_t), of(years.exported_mwh)
    stop_hours = of(years.turbine_stop_hours)
    generating = fired / rate - stop_hours
    lines = np.array(LINES_COMPARED, dtype=float)
    by_lines = mean_years(plant, delivered, rate, hours, lines, share_of_year)

    def each(values: FloatArray) -> dict[str, Numeric]:
        return {
            str(number): values[..., place, None] for place, number in enumerate(LINES_COMPARED)
        }

    return OutageResult(
        line_forced_percent=100
        * forced_share(hours / share_of_year, plant.outages.line_planned_days),
        lost_to_outages_t=np.minimum(delivered, full) - fired,
        lost_to_turbine_mwh=of(gross_mw) * stop_hours,
        fired_by_lines_t=each(by_lines.burnt * full),
        sold_by_lines_mwh=each(
            sold
            * (by_lines.burnt - by_lines.without_power)
            * HOURS_PER_YEAR
            * share_of_year
            / np.where(generating > 0.0, generating, np.nan)
        ),
        standstill_by_lines_days=each(
            by_lines.standstill_days * share_of_year + np.zeros_like(full)
        ),
    )
