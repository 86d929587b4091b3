"""Part of the plant step: how weather and heat for buyers change the power at full load."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, at_least
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.plant.operating_point import (
    OperatingPoint,
    flue_gas_heat_mw,
    operating_point,
)
from wte_ppp.feasibility.steps.waste import Gate

DAYS_OF_MONTH = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


@dataclass(frozen=True)
class Variations:
    """Gross power over that at mean weather without heat [-], and heat delivered [MW, h]."""

    weather: Numeric
    with_heat: Numeric
    supplied_mw: Numeric
    supply_hours: Numeric
    by_month_mw: dict[str, Numeric]
    heat_limit_mw: Numeric = 0.0
    of_flue_gas_mw: Numeric = 0.0
    hot_hour_mw: Numeric | None = None

    def heat_hours(self, running_hours: FloatArray) -> FloatArray:
        """Hours in which heat is delivered, within the hours that the plant runs."""
        return np.minimum(self.supply_hours, running_hours)

    def factor(self, running_hours: FloatArray) -> FloatArray:
        """Mean gross power over that at full load without heat, of years of running hours."""
        running = np.where(running_hours > 0.0, running_hours, 1.0)
        share = self.heat_hours(running_hours) / running
        return np.asarray(self.weather * (1.0 - share + share * self.with_heat))


def variations(
    plant: PlantSection,
    gate: Gate,
    point: OperatingPoint,
    throughput: Numeric,
    lines: Numeric,
    support_mw: Numeric,
) -> Variations:
    """Run full load again at each month's weather, and with heat drawn."""
    full_load: dict[str, Any] = {
        "lhv": gate.fired_lhv_mj_per_kg[..., :1],
        "heat_mw": point.thermal_mw,
        "throughput": throughput,
        "lines": lines,
        "support_mw": support_mw,
        "turbine_efficiency": point.cycle.isentropic_efficiency,
    }
    gross = point.cycle.gross_mw
    weather: Numeric = 1.0
    by_month: dict[str, Numeric] = {}
    if plant.monthly_ambient_c is not None:
        months = np.concatenate(
            np.broadcast_arrays(*[np.atleast_1d(ambient) for ambient in plant.monthly_ambient_c]),
            axis=-1,
        )
        monthly = operating_point(plant, gate, **full_load, surroundings_c=months).cycle.gross_mw
        mean = np.sum(monthly * DAYS_OF_MONTH, axis=-1, keepdims=True) / DAYS_OF_MONTH.sum()
        weather = mean / gross
        by_month = {f"{month + 1:02}": np.asarray(monthly)[..., month, None] for month in range(12)}
    hot_hour: Numeric | None = None
    if plant.hot_hour_c is not None:
        at_its_air = operating_point(plant, gate, **full_load, surroundings_c=plant.hot_hour_c)
        hot_hour = at_its_air.cycle.gross_mw
    if plant.heat is None:
        return Variations(weather, 1.0, 0.0, 0.0, by_month, hot_hour_mw=hot_hour)
    supplied = plant.heat.supplied_mw
    offered = flue_gas_heat_mw(plant, point.flue_gas, throughput)
    from_turbine = np.maximum(np.subtract(supplied, offered), 0.0)
    if plant.heat.turbine == "back_pressure":
        limit = point.cycle.condenser_mw
        with_heat = np.where(at_least(limit, from_turbine), 1.0, np.nan) + 0.0 * gross
    else:
        limit = point.cycle.heat_limit_mw
        drawn = operating_point(plant, gate, **full_load, supplied_mw=from_turbine)
        with_heat = np.asarray(drawn.cycle.gross_mw / gross)
    return Variations(
        weather,
        with_heat,
        supplied,
        plant.heat.hours_per_year,
        by_month,
        heat_limit_mw=limit + offered,
        of_flue_gas_mw=np.minimum(offered, supplied) + 0.0 * gross,
        hot_hour_mw=hot_hour,
    )
