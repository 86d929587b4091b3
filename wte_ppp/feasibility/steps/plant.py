"""Second step: furnace, boiler, steam cycle and the years of operation."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.firing import firing_values
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import combustion as burning
from wte_ppp.plant import condenser, energy, firing, furnace, operation, reagents, residues
from wte_ppp.plant.flame import adiabatic_temperature_c
from wte_ppp.plant.steam_cycle import SteamCycle, rankine
from wte_ppp.waste.supply import paid_t

__all__ = ["PlantYears", "plant_step"]

PERMITTED_AFTER_2015 = True
REPORTED_PER_TONNE = ("lime_t", "activated_carbon_t", "ammonia_t", "bottom_ash_t", "fly_ash_t")


@dataclass(frozen=True)
class PlantYears:
    """What the next steps need of the plant: t, MWh and GJ by operation year."""

    capacity_t_per_day: Numeric
    accepted_t: FloatArray
    paid_t: FloatArray
    fired_t: FloatArray
    leachate_t: FloatArray
    exported_mwh: FloatArray
    imported_mwh: FloatArray
    auxiliary_fuel_gj: FloatArray
    lime_t: FloatArray
    activated_carbon_t: FloatArray
    ammonia_t: FloatArray
    bottom_ash_t: FloatArray
    fly_ash_t: FloatArray
    metals_t: FloatArray


@dataclass(frozen=True)
class _FullLoad:
    """The plant at full load in its first year; MW."""

    thermal_mw: Numeric
    boiler: burning.BoilerEfficiency
    flue_gas: burning.FlueGas
    condenser_bar: Numeric
    cycle: SteamCycle


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
    load = _full_load(plant, gate, first_lhv, first_heat, first_throughput)
    gross_mw = load.cycle.gross_mw
    own_use_mw = energy.parasitic_mw(
        first_throughput,
        gross_mw,
        plant.own_use_kwh_per_t,
        plant.own_use_percent_of_gross / 100,
    )

    years, yearly = _years(plant, gate, throughput, support_mw, heat_mw, gross_mw / first_heat)
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
        "energy_balance_mw": _energy_balance(load, first_heat, first_support, own_use_mw),
        "mass_balance_kg_per_kg": _mass_balance(load),
        **firing_values(plant, gate, size),
        **_r1(plant, load, first_heat, first_support, first_throughput, first_operation_year),
        **yearly,
    }
    return years, values


def _full_load(
    plant: PlantSection, gate: Gate, lhv: Numeric, heat_mw: Numeric, throughput: Numeric
) -> _FullLoad:
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
    return _FullLoad(heat_mw, boiler, flue_gas, condenser_bar, cycle)


def _years(
    plant: PlantSection,
    gate: Gate,
    throughput: FloatArray,
    support_mw: FloatArray,
    heat_mw: FloatArray,
    gross_efficiency: Numeric,
) -> tuple[PlantYears, dict[str, Any]]:
    """Waste fired, power sold and residues of each operation year."""
    count = gate.received_t.shape[-1]
    ramp = [share / 100 for share in plant.ramp_up_percent[:count]]
    hours = operation.operating_hours(plant.availability_h_per_year, ramp, count)
    drained = gate.received_t * gate.mass_ratio
    fired = np.asarray(operation.incinerated_t(drained, throughput, hours))
    accepted = np.minimum(fired / gate.mass_ratio, gate.received_t)
    diverted = gate.received_t - accepted
    full_load_hours = operation.burning_hours(fired, throughput)
    gross_mw = gross_efficiency * heat_mw
    power = operation.annual_power_mwh(
        gross_mw=gross_mw,
        own_use_mw=energy.parasitic_mw(
            throughput, gross_mw, plant.own_use_kwh_per_t, plant.own_use_percent_of_gross / 100
        ),
        hours=full_load_hours,
        degradation=operation.degradation_factor(
            count,
            plant.degradation_percent_per_year / 100,
            plant.overhaul_interval_years,
            plant.overhaul_recovery_percent / 100,
        ),
        export_loss_share=plant.export_loss_percent / 100,
    )
    each = _per_tonne(plant, gate)
    fuel_gj = 3.6 * support_mw * full_load_hours + plant.auxiliary_fuel_gj_per_t * fired
    years = PlantYears(
        capacity_t_per_day=plant.capacity_t_per_day,
        accepted_t=accepted,
        paid_t=np.asarray(paid_t(accepted, gate.guaranteed_t, diverted)),
        fired_t=fired,
        leachate_t=accepted - fired,
        exported_mwh=np.asarray(power.export_mwh),
        imported_mwh=np.asarray(power.import_mwh + plant.import_mwh_per_year * (fired > 0.0)),
        auxiliary_fuel_gj=np.asarray(fuel_gj),
        **{name: np.asarray(kg / 1000 * fired) for name, kg in each.items()},
    )
    values = {
        "fired_t": fired,
        "diverted_t": diverted,
        "leachate_t": years.leachate_t,
        "full_load_hours": full_load_hours,
        "imported_mwh": years.imported_mwh,
        "gross_mwh": power.gross_mwh,
        "exported_mwh": power.export_mwh,
        "bottom_ash_t": years.bottom_ash_t,
        "fly_ash_t": years.fly_ash_t,
        **{f"{name.removesuffix('_t')}_kg_per_t": each[name] for name in REPORTED_PER_TONNE},
    }
    return years, values


def _per_tonne(plant: PlantSection, gate: Gate) -> dict[str, Numeric]:
    """Reagents and residues, kg per tonne fired."""
    rules = plant.residues
    to_gas = {
        "chlorine_to_gas": rules.chlorine_to_gas_percent / 100,
        "sulfur_to_gas": rules.sulfur_to_gas_percent / 100,
    }
    fly_share = rules.fly_ash_share_of_ash_percent / 100
    chlorine, sulfur = gate.fired.chlorine, gate.fired.sulfur
    lime = reagents.slaked_lime_kg_per_t(
        chlorine, sulfur, stoichiometric_ratio=rules.lime_stoichiometric_ratio, **to_gas
    )
    carbon = rules.activated_carbon_kg_per_t
    metals = residues.metals_recovered_kg_per_t(
        gate.shares.get("metals", 0.0) / gate.mass_ratio, rules.metal_recovery_percent / 100
    )
    dry = residues.bottom_ash_dry_kg_per_t(
        gate.fired.ash, fly_share, plant.unburnt_percent_of_bottom_ash / 100
    )
    return {
        "lime_t": lime,
        "activated_carbon_t": carbon,
        "ammonia_t": rules.ammonia_25_percent_kg_per_t,
        "bottom_ash_t": residues.bottom_ash_wet_kg_per_t(
            np.maximum(dry - metals, 0.0), rules.bottom_ash_moisture_percent / 100
        ),
        "fly_ash_t": residues.flue_gas_residue_kg_per_t(
            residues.fly_ash_kg_per_t(gate.fired.ash, fly_share),
            lime,
            carbon,
            chlorine,
            sulfur,
            **to_gas,
        ),
        "metals_t": metals,
    }


def _energy_balance(
    load: _FullLoad, heat_mw: Numeric, support_mw: Numeric, own_use_mw: Numeric
) -> dict[str, Numeric]:
    """Heat in and out at full load, MW; inputs and outputs sum to the same."""
    balance = energy.energy_balance(
        waste_mw=heat_mw - support_mw,
        auxiliary_mw=support_mw,
        boiler=load.boiler,
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
        "mechanical_loss_mw",
        "generator_loss_mw",
        "own_use_mw",
        "net_mw",
    )
    return {name: getattr(balance, name) for name in names}


def _mass_balance(load: _FullLoad) -> dict[str, Numeric]:
    """Waste and air in, gases and ash out, kg per kg fired."""
    gas = load.flue_gas
    return {
        "waste_in": 1.0,
        "air_in": gas.air_kg,
        "co2_out": gas.co2_kg,
        "h2o_out": gas.h2o_kg,
        "n2_out": gas.n2_kg,
        "o2_out": gas.o2_kg,
        "so2_out": gas.so2_kg,
        "hcl_out": gas.hcl_kg,
        "ash_out": gas.ash_kg,
    }


def _r1(
    plant: PlantSection,
    load: _FullLoad,
    heat_mw: Numeric,
    support_mw: Numeric,
    throughput: Numeric,
    first_operation_year: int,
) -> dict[str, Numeric]:
    """R1 at full load, for one hour of operation."""
    factor = energy.climate_correction_factor(
        plant.heating_degree_days,
        permitted_after_2015_08_31=PERMITTED_AFTER_2015,
        year=first_operation_year,
    )
    without = energy.r1(
        electricity_gj=3.6 * load.cycle.gross_mw,
        heat_gj=0.0,
        waste_gj=3.6 * (heat_mw - support_mw),
        steam_fuel_gj=3.6 * support_mw,
        imported_fuel_gj=plant.auxiliary_fuel_gj_per_t * throughput,
    )
    return {"r1": factor * without, "r1_climate_factor": factor}
