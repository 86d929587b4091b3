"""Part of the plant step: waste, power and residues of each operation year."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.plant.operating_point import OperatingPoint, operating_point
from wte_ppp.feasibility.steps.plant.own_use import OwnUse
from wte_ppp.feasibility.steps.plant.per_tonne import per_tonne
from wte_ppp.feasibility.steps.plant.stack import StackGas
from wte_ppp.feasibility.steps.plant.variations import Variations
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import operation
from wte_ppp.plant.lines import lines_at_load
from wte_ppp.plant.turbine import part_load_factor
from wte_ppp.waste.supply import paid_t

REPORTED_PER_TONNE = ("lime_t", "activated_carbon_t", "ammonia_t", "bottom_ash_t", "fly_ash_t")


@dataclass(frozen=True)
class PlantYears:
    """What the next steps need of the plant: t, MWh and GJ by operation year; its stack."""

    capacity_t_per_day: Numeric
    accepted_t: FloatArray
    paid_t: FloatArray
    fired_t: FloatArray
    leachate_t: FloatArray
    exported_mwh: FloatArray
    heat_mwh: FloatArray
    imported_mwh: FloatArray
    auxiliary_fuel_gj: FloatArray
    lime_t: FloatArray
    activated_carbon_t: FloatArray
    ammonia_t: FloatArray
    bottom_ash_t: FloatArray
    fly_ash_t: FloatArray
    metals_t: FloatArray
    stack: StackGas


@dataclass(frozen=True)
class FullLoad:
    """Full load of each year, (..., years), and the plant at full load in the first."""

    throughput_t_per_h: FloatArray
    heat_mw: FloatArray
    support_mw: FloatArray
    point: OperatingPoint
    own_use: OwnUse
    variations: Variations
    lines: Numeric
    start_up_gj_per_year: Numeric
    stack: StackGas


def plant_years(
    plant: PlantSection, gate: Gate, full: FullLoad
) -> tuple[PlantYears, dict[str, Any]]:
    """Waste fired, power sold and residues of each operation year.

    Parameters
    ----------
    plant, gate
        The section, and what the waste step gave.
    full
        Full load.

    Returns
    -------
    tuple[PlantYears, dict]
        For the next steps, and for `PlantResult`.
    """
    count = gate.received_t.shape[-1]
    throughput = full.throughput_t_per_h
    ramp = [share / 100 for share in plant.ramp_up_percent[:count]]
    available = operation.operating_hours(plant.availability_h_per_year, ramp, count)
    drained = gate.received_t * gate.mass_ratio
    fired = np.asarray(operation.incinerated_t(drained, throughput, available))
    accepted = np.minimum(fired / gate.mass_ratio, gate.received_t)
    diverted = gate.received_t - accepted
    full_load_hours = np.asarray(operation.burning_hours(fired, throughput))
    load, gross_mw = _load(plant, gate, full, full_load_hours, available)
    hours = full_load_hours / load
    heat_hours = full.variations.heat_hours(hours)
    power = operation.annual_power_mwh(
        gross_mw=gross_mw * full.variations.factor(hours),
        own_use_mw=full.own_use.at(
            load * throughput / throughput[..., :1], load * full.heat_mw / full.heat_mw[..., :1]
        ),
        hours=hours,
        degradation=operation.degradation_factor(
            count,
            plant.degradation_percent_per_year / 100,
            plant.overhaul_interval_years,
            plant.overhaul_recovery_percent / 100,
        ),
        export_loss_share=plant.export_loss_percent / 100,
    )
    each = per_tonne(plant, gate)
    start_up = (
        full.start_up_gj_per_year * (fired > 0.0)
        if plant.auxiliary_fuel_gj_per_t is None
        else plant.auxiliary_fuel_gj_per_t * fired
    )
    years = PlantYears(
        capacity_t_per_day=plant.capacity_t_per_day,
        accepted_t=accepted,
        paid_t=np.asarray(paid_t(accepted, gate.guaranteed_t, diverted)),
        fired_t=fired,
        leachate_t=accepted - fired,
        exported_mwh=np.asarray(power.export_mwh),
        # At part load the steam for buyers falls with the rest.
        heat_mwh=np.asarray(full.variations.supplied_mw * load * heat_hours),
        imported_mwh=np.asarray(power.import_mwh + plant.import_mwh_per_year * (fired > 0.0)),
        stack=full.stack,
        auxiliary_fuel_gj=np.asarray(3.6 * full.support_mw * full_load_hours + start_up),
        **{name: np.asarray(kg / 1000 * fired) for name, kg in each.items()},
    )
    values = {
        "fired_t": fired,
        "diverted_t": diverted,
        "leachate_t": years.leachate_t,
        "full_load_hours": full_load_hours,
        "running_hours": hours,
        "imported_mwh": years.imported_mwh,
        "gross_mwh": power.gross_mwh,
        "exported_mwh": power.export_mwh,
        "heat_mwh": years.heat_mwh,
        "auxiliary_fuel_gj": years.auxiliary_fuel_gj,
        "bottom_ash_t": years.bottom_ash_t,
        "fly_ash_t": years.fly_ash_t,
        "metals_t": years.metals_t,
        **{f"{name.removesuffix('_t')}_kg_per_t": each[name] for name in REPORTED_PER_TONNE},
    }
    return years, values


def _load(
    plant: PlantSection,
    gate: Gate,
    full: FullLoad,
    full_load_hours: FloatArray,
    available: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Load of each year's running hours over full load [-], and gross power at it [MW]."""
    cycle = full.point.cycle
    at_full = cycle.gross_mw / full.point.thermal_mw * full.heat_mw
    if plant.short_of_waste == "fewer_hours":
        return np.ones_like(full_load_hours), np.asarray(at_full)
    asked = full_load_hours / np.where(available > 0.0, available, np.nan)
    in_service, load = lines_at_load(asked, full.lines, plant.lowest_throughput_percent / 100)
    load = np.asarray(load)
    lower = operating_point(
        plant,
        gate,
        gate.fired_lhv_mj_per_kg,
        full.heat_mw * load,
        full.throughput_t_per_h * load,
        lines=in_service,
        turbine_efficiency=cycle.isentropic_efficiency * part_load_factor(load),
        duty_share=load,
    )
    return load, np.asarray(lower.cycle.gross_mw)
