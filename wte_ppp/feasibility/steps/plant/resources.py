"""Part of the plant step: water, land, load duration, and Japan's energy recovery rate."""

from functools import cache
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.plant.operating_point import OperatingPoint
from wte_ppp.plant import energy
from wte_ppp.plant.lines import lines_up_for
from wte_ppp.plant.water import cooling_tower_m3_per_h
from wte_ppp.sources import table

PERCENT_OF_YEAR = tuple(range(0, 101, 5))


def site_values(plant: PlantSection, point: OperatingPoint, throughput: Numeric) -> dict[str, Any]:
    """Water taken in per tonne and land, for `PlantResult`."""
    tower = cooling_tower_m3_per_h(
        point.cycle.condenser_mw,
        plant.water.tower_evaporative_percent / 100,
        plant.water.tower_cycles,
    )
    evaporated = tower / throughput if plant.cooling == "water" else 0.0
    return {
        "water_m3_per_t": plant.water.process_m3_per_t + evaporated,
        "land_ha": plant.land_m2_per_t_per_day * plant.capacity_t_per_day / 1e4,
    }


def load_duration(net_mw: Numeric, hours_per_year: Numeric, lines: Numeric) -> dict[str, Numeric]:
    """Net power that is reached for at least a share of the year, by that share in percent.

    Parameters
    ----------
    net_mw
        At full load [MW].
    hours_per_year
        Of each line in a settled year.
    lines
        Equal lines; their stops are taken as independent, and the turbine as always up.

    Returns
    -------
    dict
        MW by percent of the year's hours, "0" to "100".
    """
    return {
        str(percent): net_mw * lines_up_for(percent / 100, hours_per_year, lines) / lines
        for percent in PERCENT_OF_YEAR
    }


def japan_values(
    plant: PlantSection, gross_mw: Numeric, heat_mw: Numeric, waste_mw: Numeric, fuel_mw: Numeric
) -> dict[str, Numeric]:
    """Energy recovery rate by the Japanese manual, and what its grants ask at this capacity."""
    rate = energy.japan_energy_recovery_rate(gross_mw, heat_mw, waste_mw, fuel_mw)
    edges, half, third = _grant_steps()
    step = np.searchsorted(edges, np.asarray(plant.capacity_t_per_day), side="left")
    return {
        "japan_energy_recovery_percent": 100 * rate,
        "japan_half_grant_percent": half[step],
        "japan_third_grant_percent": third[step],
    }


@cache
def _grant_steps() -> tuple[FloatArray, FloatArray, FloatArray]:
    rows = table("japan_energy_recovery")
    upper, half, third = (
        np.array([float(row[name]) for row in rows])
        for name in ("to_t_per_day", "half_grant_percent", "third_grant_percent")
    )
    return upper[:-1], half, third
