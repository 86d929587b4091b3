"""Second step: furnace, boiler, steam cycle and the years of operation."""

from typing import Any

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.plant.firing import firing_values
from wte_ppp.feasibility.steps.plant.operating_point import operating_point
from wte_ppp.feasibility.steps.plant.own_use import own_use
from wte_ppp.feasibility.steps.plant.reported import contract_values, full_load_values
from wte_ppp.feasibility.steps.plant.stack import stack_gas, stack_values
from wte_ppp.feasibility.steps.plant.variations import variations
from wte_ppp.feasibility.steps.plant.years import FullLoad, PlantYears, plant_years
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import firing, furnace
from wte_ppp.plant.flame import adiabatic_temperature_c
from wte_ppp.plant.furnace import FurnaceSize
from wte_ppp.plant.lines import start_up_gj


def plant_step(
    plant: PlantSection, gate: Gate, contract_years: Numeric, first_operation_year: int
) -> tuple[PlantYears, dict[str, Any]]:
    """Size the furnace, close its balances, and run it through the contract.

    Parameters
    ----------
    plant
        The plant section.
    gate
        From the waste step.
    contract_years
        Years of operation.
    first_operation_year
        Calendar year, for the R1 climate factor in force.

    Returns
    -------
    tuple[PlantYears, dict]
        For the next steps, and for `PlantResult`.

    Notes
    -----
    The steam cycle is computed at full load in the first year; later years keep its efficiency,
    less degradation, while heat input follows the waste.
    """
    first_lhv = gate.fired_lhv_mj_per_kg[..., :1]
    design_lhv = first_lhv if plant.design_lhv_mj_per_kg is None else plant.design_lhv_mj_per_kg
    size = furnace.furnace_size(plant.capacity_t_per_day, design_lhv)
    lines = (
        furnace.number_of_lines(plant.capacity_t_per_day, plant.largest_line_t_per_day)
        if plant.lines is None
        else plant.lines
    )
    full = _full_load(plant, gate, size, lines)
    years, yearly = plant_years(plant, gate, full)
    values = {
        "capacity_t_per_day": plant.capacity_t_per_day,
        "lines": lines,
        "design_lhv_mj_per_kg": design_lhv,
        "adiabatic_c": adiabatic_temperature_c(
            gate.fired,
            first_lhv,
            plant.excess_air_ratio,
            air_c=np.maximum(plant.air_preheat_c, plant.ambient_c),
            air_moisture_kg_per_kg=plant.air_moisture_kg_per_kg,
            loss_on_ignition=plant.unburnt_percent_of_bottom_ash / 100,
        ),
        **firing_values(plant, gate, size, lines),
        **full_load_values(plant, full, years, first_operation_year),
        **contract_values(plant, gate, size, years, yearly, contract_years),
        **stack_values(full.stack, years.fired_t.sum(axis=-1, keepdims=True) / contract_years),
        **yearly,
    }
    return years, values


def _full_load(plant: PlantSection, gate: Gate, size: FurnaceSize, lines: Numeric) -> FullLoad:
    """Full load of each year, and the plant at full load in the first."""
    throughput, waste_mw, support_mw = firing.mean_load(
        gate.fired_lhv_mj_per_kg,
        gate.fired_deviation_mj_per_kg,
        size.mechanical_t_per_h,
        size.thermal_mw,
        plant.lhv_min_mj_per_kg,
    )
    heat_mw = waste_mw + support_mw
    first = throughput[..., :1]
    # Auxiliary fuel bears the boiler's losses in the same share as the waste.
    point = operating_point(
        plant, gate, gate.fired_lhv_mj_per_kg[..., :1], heat_mw[..., :1], first, lines=lines
    )
    return FullLoad(
        throughput_t_per_h=throughput,
        heat_mw=heat_mw,
        support_mw=support_mw,
        point=point,
        own_use=own_use(plant, gate, point, first),
        variations=variations(plant, gate, point, first, lines),
        lines=lines,
        start_up_gj_per_year=start_up_gj(
            size.thermal_mw / lines,
            lines,
            plant.starts_per_year,
            plant.start_up_heat_percent / 100,
            plant.start_up_hours,
        ),
        stack=stack_gas(plant, gate, point.flue_gas),
    )
