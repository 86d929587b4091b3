"""Part of the plant step: boiler and steam cycle at one load and weather."""

from dataclasses import dataclass, replace

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.definition.plant_parts import HeatSection
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import combustion as burning
from wte_ppp.plant import condenser
from wte_ppp.plant.cycle_balance import SteamCycle
from wte_ppp.plant.flue_gas_heat import recovered_mj_per_kg
from wte_ppp.plant.gases import FlueGas
from wte_ppp.plant.own_use import reheating_mw
from wte_ppp.plant.steam import saturation_pressure_bar, saturation_temperature_c
from wte_ppp.plant.steam_cycle import rankine
from wte_ppp.plant.support_fuel import with_fuel
from wte_ppp.plant.usual import usual_air_preheat_c, usual_feedwater_c

COLD_RETURN_C = 60.0  # of no heat
HEATER_DIFFERENCE_K = 5.0  # steam over flow water, an assumption
# Tower approach 6, range 9 and condenser difference 4 K: middle of usual values, an assumption.
WATER_APPROACH_K = 19.0
# Range 8 and condenser difference 4 K of water that passes once, an assumption.
ONCE_THROUGH_APPROACH_K = 12.0
# Tail-end catalyst behind the bag filter, with gas-to-gas exchange, an assumption.
CATALYST_REHEAT_K = 30.0


@dataclass(frozen=True)
class OperatingPoint:
    """Boiler, flue gas and steam cycle at one load."""

    thermal_mw: Numeric
    boiler: burning.BoilerEfficiency
    flue_gas: FlueGas  # of a kilogram of waste and the support fuel burnt with it
    support_kg: Numeric  # of that fuel
    condenser_bar: Numeric
    cycle: SteamCycle
    superheat_fuel_mw: Numeric
    reheating_mw: Numeric
    modelled_efficiency: Numeric

    def with_gross_mw(self, gross_mw: Numeric) -> "OperatingPoint":
        """The same heat with other power; the condenser takes what differs."""
        return replace(self, cycle=_scaled(self.cycle, gross_mw / self.cycle.gross_mw))


def operating_point(
    plant: PlantSection,
    gate: Gate,
    lhv: Numeric,
    heat_mw: Numeric,
    throughput: Numeric,
    *,
    lines: Numeric,
    turbine_efficiency: Numeric | None = None,
    duty_share: Numeric = 1.0,
    surroundings_c: Numeric | None = None,
    supplied_mw: Numeric = 0.0,
    support_mw: Numeric = 0.0,
) -> OperatingPoint:
    """Boiler and steam cycle at one load."""
    wet = plant.cooling != "air"
    ambient_c = plant.ambient_c if wet or surroundings_c is None else surroundings_c
    coolant_c = surroundings_c if wet and surroundings_c is not None else _coolant_c(plant)
    loss_on_ignition = plant.unburnt_percent_of_bottom_ash / 100
    # Waste and support fuel burn as one, each with its own air.
    mixed = with_fuel(
        gate.fired, lhv, plant.excess_air_ratio, 3.6 * np.asarray(support_mw) / throughput
    )
    boiler = burning.boiler_efficiency(
        mixed.analysis,
        mixed.lhv_mj_per_kg,
        mixed.excess_air_ratio,
        exit_temperature_c=plant.flue_gas_exit_c,
        ambient_c=ambient_c,
        loss_on_ignition=loss_on_ignition,
        thermal_mw=heat_mw / lines,
        air_moisture_kg_per_kg=plant.air_moisture_kg_per_kg,
    )
    by_losses = boiler.efficiency
    if plant.boiler_efficiency_percent is not None:
        stated = plant.boiler_efficiency_percent / 100
        boiler = burning.BoilerEfficiency(stated, 1 - stated, 0.0, 0.0, 0.0)
    flue_gas = burning.combustion(
        mixed.analysis,
        mixed.excess_air_ratio,
        air_moisture_kg_per_kg=plant.air_moisture_kg_per_kg,
        unburnt_carbon_share=burning.unburnt_carbon_share(mixed.analysis, loss_on_ignition),
        chlorine_to_gas_share=plant.residues.chlorine_to_gas_percent / 100,
        sulfur_to_gas_share=plant.residues.sulfur_to_gas_percent / 100,
    ).of(1.0 + mixed.oil_kg)
    reheating = reheating_mw(flue_gas.wet_nm3 * throughput / 3.6, _reheat_k(plant))
    approach_k = _approach_k(plant)
    condenser_c = (
        condenser.water_cooled_condenser_c(coolant_c, approach_k * duty_share, 0.0, 0.0)
        if wet
        # The study's one approach holds the tower's, its range and the condenser's difference.
        else condenser.air_cooled_condenser_c(ambient_c, approach_k, duty_share)
    )
    condenser_bar = condenser.condenser_pressure_bar(condenser_c)
    if plant.heat is not None and plant.heat.turbine == "back_pressure":
        condenser_bar = _back_pressure_bar(plant.heat) + 0.0 * condenser_bar
    for_condensate: Numeric = 0.0
    if plant.condensate_economiser_c is not None:
        for_condensate = (
            recovered_mj_per_kg(flue_gas, plant.flue_gas_exit_c, plant.condensate_economiser_c)
            * throughput
            / 3.6
        )
    given_percent = plant.turbine_efficiency_percent
    if turbine_efficiency is None and given_percent is not None:
        turbine_efficiency = given_percent / 100
    cycle = rankine(
        live_steam_bar=plant.steam_pressure_bar,
        live_steam_c=plant.steam_temperature_c,
        condenser_bar=condenser_bar,
        isentropic_efficiency=turbine_efficiency,
        feedwater_c=feedwater_c(plant),
        deaerator_bar=plant.extraction_bar,
        mechanical_efficiency=plant.mechanical_efficiency_percent / 100,
        generator_efficiency=plant.generator_efficiency_percent / 100,
        # Steam for reheating is drawn before the turbine; its condensate returns as feedwater.
        boiler_efficiency=boiler.efficiency - reheating / heat_mw,
        thermal_mw=heat_mw,
        air_kg_per_s=flue_gas.air_kg * throughput / 3.6,
        air_preheat_c=hot_air_c(plant, gate, ambient_c),
        ambient_c=ambient_c,
        preheat_steam_bar=np.minimum(plant.air_preheat_steam_bar, plant.steam_pressure_bar),
        turbines=plant.turbines,
        reheat_bar=plant.steam.reheat_bar,
        reheat_c=reheat_c(plant),
        boiler_steam_c=plant.steam.boiler_steam_c,
        condensate_heat_mw=for_condensate,
        blowdown_share=plant.blowdown_percent / 100,
        heat_mw=supplied_mw,
        heat_steam_bar=None if plant.heat is None else plant.heat.steam_bar,
        heat_return_c=COLD_RETURN_C if plant.heat is None else plant.heat.return_c,
    )
    if plant.rated_gross_mw is not None:
        cycle = _within_rating(cycle, plant.rated_gross_mw)
    superheat_fuel_mw = 100 * cycle.external_mw / plant.steam.superheater_efficiency_percent
    return OperatingPoint(
        heat_mw, boiler, flue_gas, mixed.oil_kg, condenser_bar, cycle, superheat_fuel_mw,
        reheating, by_losses,
    )  # fmt: skip


def _within_rating(cycle: SteamCycle, rated_mw: Numeric) -> SteamCycle:
    """Cycle of turbines that take no more: the rest of the steam goes to the condenser."""
    share = np.minimum(1.0, rated_mw / np.where(cycle.gross_mw > 0.0, cycle.gross_mw, np.inf))
    return _scaled(cycle, np.where(cycle.gross_mw > 0.0, share, 1.0))


def _scaled(cycle: SteamCycle, share: Numeric) -> SteamCycle:
    return replace(
        cycle,
        condenser_mw=cycle.condenser_mw + (1.0 - share) * cycle.internal_mw,
        internal_mw=share * cycle.internal_mw,
        mechanical_loss_mw=share * cycle.mechanical_loss_mw,
        generator_loss_mw=share * cycle.generator_loss_mw,
        gross_mw=share * cycle.gross_mw,
    )


def _reheat_k(plant: PlantSection) -> Numeric:
    if plant.stack.reheat_k is not None:
        return plant.stack.reheat_k
    with_catalyst = plant.stack.nox == "scr" or plant.own_use.generation == "1999_2005"
    return CATALYST_REHEAT_K if with_catalyst else 0.0


def hot_air_c(plant: PlantSection, gate: Gate, ambient_c: Numeric) -> Numeric:
    """Combustion air as it enters the furnace: as stated, else what is usual for the waste."""
    stated = plant.air_preheat_c
    if stated is None:
        stated = usual_air_preheat_c(gate.fired_lhv_mj_per_kg[..., :1], plant.ambient_c)
    return np.where(np.asarray(ambient_c) > stated, ambient_c, stated)[()]


def feedwater_c(plant: PlantSection) -> Numeric:
    """Feedwater into the boiler: as stated, else what goes with the boiler's exit."""
    if plant.feedwater_c is not None:
        return plant.feedwater_c
    return usual_feedwater_c(plant.flue_gas_exit_c)


def flue_gas_heat_mw(plant: PlantSection, gas: FlueGas, throughput: Numeric) -> Numeric:
    """Heat for buyers that the flue gas gives, behind an economiser for condensate if any [MW]."""
    if plant.heat is None or plant.heat.flue_gas_cooled_to_c is None:
        return 0.0
    before = (
        plant.flue_gas_exit_c
        if plant.condensate_economiser_c is None
        else plant.condensate_economiser_c
    )
    return recovered_mj_per_kg(gas, before, plant.heat.flue_gas_cooled_to_c) * throughput / 3.6


def reheat_c(plant: PlantSection) -> Numeric | None:
    """Temperature of reheated steam: as stated, else that of live steam; None without reheat."""
    if plant.steam.reheat_bar is None or plant.steam.reheat_c is not None:
        return plant.steam.reheat_c
    return plant.steam_temperature_c


def _back_pressure_bar(heat: HeatSection) -> Numeric:
    """Exhaust pressure; two condensers count as one at the mean of their temperatures.

    Half of the water's rise is the first one's, so that its steam condenses that much colder.
    """
    if heat.condensers == "one":
        return heat.steam_bar
    hottest = saturation_temperature_c(heat.steam_bar)
    rise = np.maximum(hottest - HEATER_DIFFERENCE_K - np.asarray(heat.return_c), 0.0)
    return saturation_pressure_bar(hottest - rise / 4.0)


def _coolant_c(plant: PlantSection) -> Numeric:
    """River or sea, or the site's mean wet bulb: as stated, else that of its air."""
    if plant.cooling == "once_through" and plant.cooling_water_c is not None:
        return plant.cooling_water_c
    if plant.wet_bulb_c is not None:
        return plant.wet_bulb_c
    return condenser.wet_bulb_c(plant.ambient_c, plant.air_moisture_kg_per_kg)


def _approach_k(plant: PlantSection) -> Numeric:
    """Condensing above air, wet bulb or water at the site's mean weather."""
    if plant.condenser_approach_k is not None:
        return plant.condenser_approach_k
    if plant.cooling == "once_through":
        return ONCE_THROUGH_APPROACH_K
    if plant.cooling == "water":
        return WATER_APPROACH_K
    return condenser.usual_air_cooled_difference_k(plant.ambient_c)
