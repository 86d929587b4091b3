"""Part of the plant step: waste, power and residues of each operation year."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.result.plant import PlantYears
from wte_ppp.feasibility.steps.plant.intake import intake
from wte_ppp.feasibility.steps.plant.operating_point import OperatingPoint, operating_point
from wte_ppp.feasibility.steps.plant.outages import HOURS_PER_YEAR
from wte_ppp.feasibility.steps.plant.own_use import OwnUse
from wte_ppp.feasibility.steps.plant.variations import Variations
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import operation, reagents, residues
from wte_ppp.plant.lines import lines_at_load
from wte_ppp.plant.turbine import part_load_factor
from wte_ppp.sources import table


@dataclass(frozen=True)
class EachYear:
    """Gross power [MW] and own use at full load on the waste of each year, (..., years)."""

    gross_mw: FloatArray
    own_use: OwnUse


@dataclass(frozen=True)
class FullLoad:
    """Full load of each year, (..., years), and the plant at full load in the first."""

    throughput_t_per_h: FloatArray
    heat_mw: FloatArray
    support_mw: FloatArray
    point: OperatingPoint
    own_use: OwnUse
    modelled_net_mw: Numeric
    modelled_own_use_mw: Numeric
    power_share: Numeric  # gross power that stands over the model's own
    variations: Variations
    lines: Numeric
    start_up_gj_per_year: Numeric
    each_year: EachYear | None = None

    @property
    def gross_mw(self) -> FloatArray:
        """Gross power at full load of each year: the first's efficiency, where the waste stays."""
        if self.each_year is not None:
            return self.each_year.gross_mw
        return np.asarray(self.point.cycle.gross_mw / self.point.thermal_mw * self.heat_mw)

    def own_use_mw(self, load: FloatArray) -> FloatArray:
        """Own use of each year at a load over full load."""
        if self.each_year is not None:
            return self.each_year.own_use.at(load, load)
        throughput = self.throughput_t_per_h
        return self.own_use.at(
            load * throughput / throughput[..., :1], load * self.heat_mw / self.heat_mw[..., :1]
        )

    @property
    def superheat_fuel_mw(self) -> FloatArray:
        """Fuel of a separate superheater; it follows the heat of waste and support fuel."""
        point = self.point
        return np.asarray(point.superheat_fuel_mw * self.heat_mw / point.thermal_mw)


def plant_years(
    plant: PlantSection, gate: Gate, full: FullLoad, share_of_year: Numeric = 1.0
) -> PlantYears:
    """Waste fired, power sold and residues of each operation year."""
    received = gate.result.received_t
    count = received.shape[-1]
    throughput = full.throughput_t_per_h
    taken = intake(plant, gate, throughput, full.lines, share_of_year)
    year, available = taken.outages, taken.available_h
    fired, accepted = taken.fired_t, taken.accepted_t
    in_hours = HOURS_PER_YEAR * share_of_year
    full_load_hours = np.asarray(operation.burning_hours(fired, throughput))
    load, gross_mw = _load(plant, gate, full, full_load_hours, available)
    hours = full_load_hours / load
    heat_hours = full.variations.heat_hours(hours)
    power = operation.annual_power_mwh(
        gross_mw=gross_mw * full.variations.factor(hours),
        own_use_mw=full.own_use_mw(load),
        hours=hours,
        turbine_outage_hours=year.without_power * in_hours / load,
        dark_hours=year.dark * in_hours / load,
        degradation=operation.degradation_factor(
            count,
            plant.degradation_percent_per_year / 100,
            plant.overhaul_interval_years,
            plant.overhaul_recovery_percent / 100,
        ),
        export_loss_share=plant.export_loss_percent / 100,
    )
    standing_mwh = full.own_use.standing_mw * 24 * year.standstill_days * share_of_year
    rules = plant.residues
    to_gas = {
        "chlorine_to_gas": rules.chlorine_to_gas_percent / 100,
        "sulfur_to_gas": rules.sulfur_to_gas_percent / 100,
    }
    fly_share = _usual("fly_ash", plant.own_use.furnace, rules.fly_ash_share_of_ash_percent) / 100
    chlorine, sulfur = gate.fired.chlorine, gate.fired.sulfur
    acid_gas = plant.stack.acid_gas
    ratio = _usual("ratio", acid_gas, rules.lime_stoichiometric_ratio)
    with_bicarbonate = acid_gas == "dry_bicarbonate"
    fed = (
        reagents.sodium_bicarbonate_kg_per_t if with_bicarbonate else reagents.slaked_lime_kg_per_t
    )(chlorine, sulfur, stoichiometric_ratio=ratio, **to_gas)
    nothing = np.zeros_like(fed)[()]
    lime_kg_per_t = nothing if with_bicarbonate else fed
    bicarbonate_kg_per_t = fed if with_bicarbonate else nothing
    # What is not built takes no reagent.
    no_carbon, no_ammonia = plant.stack.activated_carbon == "none", plant.stack.nox == "none"
    carbon_kg_per_t = 0.0 if no_carbon else rules.activated_carbon_kg_per_t
    ammonia_kg_per_t = (
        0.0 if no_ammonia else _usual("ammonia", plant.stack.nox, rules.ammonia_25_percent_kg_per_t)
    )
    metals_kg_per_t = residues.metals_recovered_kg_per_t(
        gate.shares.get("metals", 0.0) / gate.mass_ratio, rules.metal_recovery_percent / 100
    )
    dry_kg_per_t = residues.bottom_ash_dry_kg_per_t(
        gate.fired.ash, fly_share, plant.unburnt_percent_of_bottom_ash / 100
    )
    bottom_ash_kg_per_t = residues.bottom_ash_wet_kg_per_t(
        np.maximum(dry_kg_per_t - metals_kg_per_t, 0.0), rules.bottom_ash_moisture_percent / 100
    )
    fly_ash_kg_per_t = residues.flue_gas_residue_kg_per_t(
        residues.fly_ash_kg_per_t(gate.fired.ash, fly_share),
        # Of bicarbonate carbon dioxide and water leave with the gas: soda of the excess, salts.
        lime_kg_per_t
        + bicarbonate_kg_per_t * residues.bicarbonate_left_share(chlorine, sulfur, ratio, **to_gas),
        carbon_kg_per_t,
        chlorine,
        sulfur,
        **to_gas,
    )
    start_up = (
        full.start_up_gj_per_year * (fired > 0.0)
        if plant.auxiliary_fuel_gj_per_t is None
        else plant.auxiliary_fuel_gj_per_t * fired
    )
    return PlantYears(
        lime_kg_per_t=_over_contract(lime_kg_per_t, fired),
        lime_t=np.asarray(lime_kg_per_t / 1000 * fired),
        bicarbonate_kg_per_t=_over_contract(bicarbonate_kg_per_t, fired),
        bicarbonate_t=np.asarray(bicarbonate_kg_per_t / 1000 * fired),
        activated_carbon_kg_per_t=carbon_kg_per_t,
        ammonia_kg_per_t=_over_contract(ammonia_kg_per_t, fired),
        bottom_ash_kg_per_t=_over_contract(bottom_ash_kg_per_t, fired),
        fly_ash_kg_per_t=_over_contract(fly_ash_kg_per_t, fired),
        fired_t=fired,
        diverted_t=received - accepted,
        leachate_t=accepted - fired,
        full_load_hours=full_load_hours,
        # Beyond the contract nothing is received.
        available_hours=np.where(received > 0.0, available, 0.0),
        running_hours=hours,
        turbine_stop_hours=np.asarray(year.without_power * in_hours),
        imported_mwh=np.asarray(
            power.import_mwh + (standing_mwh + plant.import_mwh_per_year) * (fired > 0.0)
        ),
        gross_mwh=np.asarray(power.gross_mwh),
        exported_mwh=np.asarray(power.export_mwh),
        # At part load the steam for buyers falls with the rest.
        heat_mwh=np.asarray(full.variations.supplied_mw * load * heat_hours),
        auxiliary_fuel_gj=np.asarray(
            3.6 * (full.support_mw + full.superheat_fuel_mw) * full_load_hours + start_up
        ),
        bottom_ash_t=np.asarray(bottom_ash_kg_per_t / 1000 * fired),
        fly_ash_t=np.asarray(fly_ash_kg_per_t / 1000 * fired),
        metals_t=np.asarray(metals_kg_per_t / 1000 * fired),
    )


def _usual(group: str, name: str, stated: Numeric | None) -> Numeric:
    """What the study states, else what is usual of the equipment, data/reagents.csv."""
    return _reagent(group, name) if stated is None else stated


@cache
def _reagent(group: str, name: str) -> float:
    return next(
        float(row["value"])
        for row in table("reagents")
        if (row["group"], row["name"]) == (group, name)
    )


def _over_contract(per_t: Numeric, fired: FloatArray) -> Numeric:
    """Mean of all tonnes fired, where the waste moves from year to year."""
    if np.shape(per_t)[-1:] <= (1,):
        return per_t
    total = np.sum(fired, axis=-1, keepdims=True)
    used = np.sum(per_t * fired, axis=-1, keepdims=True)
    return np.asarray(used / np.where(total > 0.0, total, np.nan))


def _load(
    plant: PlantSection,
    gate: Gate,
    full: FullLoad,
    full_load_hours: FloatArray,
    available: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Load of each year's running hours over full load [-], and gross power at it [MW]."""
    cycle = full.point.cycle
    at_full = full.gross_mw
    if plant.rated_gross_mw is not None:
        at_full = np.minimum(at_full, full.power_share * plant.rated_gross_mw)
    if plant.short_of_waste == "fewer_hours":
        return np.ones_like(full_load_hours), np.asarray(at_full)
    lines_needed = full_load_hours / np.where(available > 0.0, available, np.nan)
    in_service, load = lines_at_load(
        lines_needed, full.lines, plant.lowest_throughput_percent / 100
    )
    load = np.asarray(load)
    lower = operating_point(
        plant,
        gate,
        gate.fired_lhv_mj_per_kg,
        full.heat_mw * load,
        full.throughput_t_per_h * load,
        lines=in_service,
        support_mw=full.support_mw * load,
        turbine_efficiency=cycle.isentropic_efficiency * part_load_factor(load),
        duty_share=load,
    )
    return load, np.asarray(full.power_share * lower.cycle.gross_mw)
