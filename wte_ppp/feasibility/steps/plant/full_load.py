"""Part of the plant step: boiler and steam cycle at full load."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import combustion as burning
from wte_ppp.plant import condenser
from wte_ppp.plant.steam_cycle import SteamCycle, rankine

__all__ = ["FullLoad", "full_load"]


@dataclass(frozen=True)
class FullLoad:
    """The plant at full load in its first year; MW."""

    thermal_mw: Numeric
    boiler: burning.BoilerEfficiency
    flue_gas: burning.FlueGas
    condenser_bar: Numeric
    cycle: SteamCycle


def full_load(
    plant: PlantSection, gate: Gate, lhv: Numeric, heat_mw: Numeric, throughput: Numeric
) -> FullLoad:
    """Boiler and steam cycle at full load."""
    loss_on_ignition = plant.unburnt_percent_of_bottom_ash / 100
    boiler = burning.boiler_efficiency(
        gate.fired,
        lhv,
        plant.excess_air_ratio,
        exit_temperature_c=plant.flue_gas_exit_c,
        ambient_c=plant.ambient_c,
        loss_on_ignition=loss_on_ignition,
        thermal_mw=heat_mw / plant.lines,
        air_moisture_kg_per_kg=plant.air_moisture_kg_per_kg,
    )
    if plant.boiler_efficiency_percent is not None:
        given = plant.boiler_efficiency_percent / 100
        boiler = burning.BoilerEfficiency(given, 1 - given, 0.0, 0.0, 0.0)
    flue_gas = burning.combustion(
        gate.fired,
        plant.excess_air_ratio,
        air_moisture_kg_per_kg=plant.air_moisture_kg_per_kg,
        unburnt_carbon_share=burning.unburnt_carbon_share(gate.fired, loss_on_ignition),
        chlorine_to_gas_share=plant.residues.chlorine_to_gas_percent / 100,
        sulfur_to_gas_share=plant.residues.sulfur_to_gas_percent / 100,
    )
    approach_k = plant.condenser_approach_k
    condenser_c = (
        condenser.air_cooled_condenser_c(plant.ambient_c, approach_k)
        if plant.cooling == "air"
        # The study's one approach holds the tower's, its range and the condenser's difference.
        else condenser.water_cooled_condenser_c(plant.wet_bulb_c, approach_k, 0.0, 0.0)
    )
    condenser_bar = condenser.condenser_pressure_bar(condenser_c)
    turbine = plant.turbine_efficiency_percent
    cycle = rankine(
        live_steam_bar=plant.steam_pressure_bar,
        live_steam_c=plant.steam_temperature_c,
        condenser_bar=condenser_bar,
        isentropic_efficiency=None if turbine is None else turbine / 100,
        feedwater_c=plant.feedwater_c,
        deaerator_bar=plant.extraction_bar,
        mechanical_efficiency=plant.mechanical_efficiency_percent / 100,
        generator_efficiency=plant.generator_efficiency_percent / 100,
        boiler_efficiency=boiler.efficiency,
        thermal_mw=heat_mw,
        air_kg_per_s=flue_gas.air_kg * throughput / 3.6,
        air_preheat_c=np.maximum(plant.air_preheat_c, plant.ambient_c),
        ambient_c=plant.ambient_c,
        preheat_steam_bar=np.minimum(plant.air_preheat_steam_bar, plant.steam_pressure_bar),
        blowdown_share=plant.blowdown_percent / 100,
    )
    return FullLoad(heat_mw, boiler, flue_gas, condenser_bar, cycle)
