"""Part of the plant step: energy and mass balance at full load."""

import functools
from dataclasses import replace

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.result.plant import PlantYears
from wte_ppp.feasibility.steps.plant.operating_point import OperatingPoint
from wte_ppp.plant import energy


def energy_balance_mw(
    load: OperatingPoint, heat_mw: Numeric, support_mw: Numeric, own_use_mw: Numeric
) -> dict[str, Numeric]:
    """Heat in and out at full load, MW; inputs and outputs sum to the same."""
    # Heat of steam that reheats the flue gas leaves with it.
    reheated = load.boiler.flue_gas_loss + load.reheating_mw / heat_mw
    balance = energy.energy_balance(
        waste_mw=heat_mw - support_mw,
        auxiliary_mw=support_mw,
        superheat_fuel_mw=load.superheat_fuel_mw,
        boiler=replace(load.boiler, flue_gas_loss=reheated),
        cycle=load.cycle,
        own_use_mw=own_use_mw,
    )
    names = (
        "waste_mw",
        "auxiliary_mw",
        "flue_gas_loss_mw",
        "other_boiler_loss_mw",
        "blowdown_mw",
        "condenser_mw",
        "heat_mw",
        "mechanical_loss_mw",
        "generator_loss_mw",
        "own_use_mw",
        "net_mw",
    )
    return {name: getattr(balance, name) for name in names}


def mass_balance(load: OperatingPoint) -> dict[str, Numeric]:
    """Waste, support fuel and air in, gases and ash out, kg per kg of waste fired."""
    gas = load.flue_gas
    return {
        "waste_in": 1.0,
        "fuel_in": load.support_kg,
        "air_in": gas.air_kg,
        "co2_out": gas.co2_kg,
        "h2o_out": gas.h2o_kg,
        "n2_out": gas.n2_kg,
        "o2_out": gas.o2_kg,
        "so2_out": gas.so2_kg,
        "hcl_out": gas.hcl_kg,
        "ash_out": gas.ash_kg,
    }


def mass_flow_t(
    plant: PlantSection, years: PlantYears, load: OperatingPoint, year: int
) -> dict[str, Numeric]:
    """Mass flows of one year [t]; what goes in is what comes out, flue gas by difference."""

    def of(series: FloatArray) -> FloatArray:
        return series[..., year, None]

    bottom_ash, fired = of(years.bottom_ash_t), of(years.fired_t)
    others_kg_per_t = years.activated_carbon_kg_per_t + years.ammonia_kg_per_t
    flows = {
        "waste_in": of(years.accepted_t),
        "fuel_in": load.support_kg * fired,
        "air_in": load.flue_gas.air_kg * fired,
        "reagents_in": of(years.lime_t + years.bicarbonate_t) + others_kg_per_t / 1000 * fired,
        "quench_water_in": bottom_ash * plant.residues.bottom_ash_moisture_percent / 100,
    }
    left = {
        "leachate_out": of(years.leachate_t),
        "bottom_ash_out": bottom_ash,
        "fly_ash_out": of(years.fly_ash_t),
        "metals_out": of(years.metals_t),
    }
    flue_gas = functools.reduce(np.add, flows.values()) - functools.reduce(np.add, left.values())
    return {**flows, **left, "flue_gas_out": flue_gas}
