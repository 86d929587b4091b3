"""Second step: furnace, boiler, steam cycle and the years of operation."""

from typing import Any

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.plant.balances import energy_balance_mw, mass_balance, r1_values
from wte_ppp.feasibility.steps.plant.firing import firing_values
from wte_ppp.feasibility.steps.plant.full_load import full_load
from wte_ppp.feasibility.steps.plant.years import PlantYears, plant_years
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import energy, firing, furnace
from wte_ppp.plant.flame import adiabatic_temperature_c

__all__ = ["plant_step"]


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
    throughput = np.asarray(
        firing.throughput_t_per_h(
            gate.fired_lhv_mj_per_kg, size.mechanical_t_per_h, size.thermal_mw
        )
    )
    support_mw = np.asarray(
        firing.auxiliary_heat_mw(
            throughput,
            gate.fired_lhv_mj_per_kg,
            plant.lhv_min_mj_per_kg,
            gate.fired_deviation_mj_per_kg,
        )
    )
    heat_mw = throughput * gate.fired_lhv_mj_per_kg / 3.6 + support_mw
    first_throughput, first_heat = throughput[..., :1], heat_mw[..., :1]
    # Auxiliary fuel bears the boiler's losses in the same share as the waste.
    load = full_load(plant, gate, first_lhv, first_heat, first_throughput)
    gross_mw = load.cycle.gross_mw
    own_use_mw = energy.parasitic_mw(
        first_throughput,
        gross_mw,
        plant.own_use_kwh_per_t,
        plant.own_use_percent_of_gross / 100,
    )

    years, yearly = plant_years(plant, gate, throughput, support_mw, heat_mw, gross_mw / first_heat)
    received_total = gate.received_t.sum(axis=-1, keepdims=True)
    exported_total = years.exported_mwh.sum(axis=-1, keepdims=True)
    full_hours_t = plant.availability_h_per_year * size.mechanical_t_per_h * contract_years
    first_support = support_mw[..., :1]
    values = {
        "capacity_t_per_day": plant.capacity_t_per_day,
        "thermal_mw": first_heat,
        "design_lhv_mj_per_kg": design_lhv,
        "throughput_t_per_h": first_throughput,
        "adiabatic_c": adiabatic_temperature_c(
            gate.fired,
            first_lhv,
            plant.excess_air_ratio,
            air_c=np.maximum(plant.air_preheat_c, plant.ambient_c),
            air_moisture_kg_per_kg=plant.air_moisture_kg_per_kg,
            loss_on_ignition=plant.unburnt_percent_of_bottom_ash / 100,
        ),
        "boiler_efficiency_percent": 100 * load.boiler.efficiency,
        "steam_t_per_h": 3.6 * load.cycle.steam_kg_per_s,
        "condenser_bar": load.condenser_bar,
        "turbine_efficiency_percent": 100 * load.cycle.isentropic_efficiency,
        "gross_mw": gross_mw,
        "own_use_mw": own_use_mw,
        "net_mw": gross_mw - own_use_mw,
        "gross_efficiency_percent": 100 * energy.gross_efficiency(gross_mw, first_heat),
        "net_efficiency_percent": 100 * energy.gross_efficiency(gross_mw - own_use_mw, first_heat),
        "gross_kwh_per_t": energy.net_kwh_per_t(gross_mw, first_throughput),
        "net_kwh_per_t": energy.net_kwh_per_t(gross_mw - own_use_mw, first_throughput),
        "exported_kwh_per_t_received": 1000 * exported_total / received_total,
        "gross_mwh_per_year": np.sum(yearly["gross_mwh"], axis=-1, keepdims=True) / contract_years,
        "exported_mwh_per_year": exported_total / contract_years,
        "capacity_use_percent": 100 * years.fired_t.sum(axis=-1, keepdims=True) / full_hours_t,
        "energy_balance_mw": energy_balance_mw(load, first_heat, first_support, own_use_mw),
        "mass_balance_kg_per_kg": mass_balance(load),
        **firing_values(plant, gate, size),
        **r1_values(plant, load, first_heat, first_support, first_throughput, first_operation_year),
        **yearly,
    }
    return years, values
