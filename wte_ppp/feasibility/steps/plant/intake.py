"""Part of the plant step: what of the waste received the furnace takes and fires."""

from dataclasses import dataclass, replace

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.plant.operating_point import hot_air_c
from wte_ppp.feasibility.steps.plant.outages import HOURS_PER_YEAR, mean_years
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import firing, furnace, operation
from wte_ppp.plant.burnout import Burnout, burnout
from wte_ppp.plant.furnace import FurnaceSize
from wte_ppp.plant.outage_mean import MeanYear


@dataclass(frozen=True)
class Intake:
    """Each operation year, (..., years): hours lines are up, mean of outages, and tonnes."""

    available_h: FloatArray
    outages: MeanYear
    fired_t: FloatArray
    accepted_t: FloatArray


def intake(
    plant: PlantSection,
    gate: Gate,
    throughput_t_per_h: FloatArray,
    lines: Numeric,
    share_of_year: Numeric = 1.0,
) -> Intake:
    """What is accepted of the waste received, and fired of it after it has drained."""
    received = gate.result.received_t
    count = received.shape[-1]
    planned = [share / 100 for share in plant.ramp_up_percent[:count]]
    ramp = operation.after_late_start(planned, plant.late_start_months, count)
    available = operation.operating_hours(plant.availability_h_per_year, ramp, count)
    drained = received * gate.mass_ratio
    year = mean_years(plant, drained, throughput_t_per_h, available, lines, share_of_year)
    fired = np.asarray(year.burnt * throughput_t_per_h * HOURS_PER_YEAR * share_of_year)
    return Intake(
        available_h=available,
        outages=year,
        fired_t=fired,
        accepted_t=np.minimum(fired / gate.mass_ratio, received),
    )


def accepted_t(plant: PlantSection, gate: Gate, share_of_year: Numeric = 1.0) -> FloatArray:
    """Waste accepted in each year by a furnace whose design LHV and lines are stated, t."""
    assert plant.design_lhv_mj_per_kg is not None
    assert plant.lines is not None
    size = furnace.furnace_size(plant.capacity_t_per_day, plant.design_lhv_mj_per_kg)
    throughput, _, _ = furnace_load(gate, size, support_need(plant, gate))
    return intake(plant, gate, throughput, plant.lines, share_of_year).accepted_t


def support_need(plant: PlantSection, gate: Gate) -> Burnout:
    """What the waste of the first year, or of each where it moves, lacks of burning out alone."""
    need = burnout(
        gate.fired,
        gate.fired_lhv_mj_per_kg if gate.moves else gate.fired_lhv_mj_per_kg[..., :1],
        plant.excess_air_ratio,
        required_c=plant.burnout_c,
        wall_loss_share=plant.wall_loss_percent / 100,
        # Cold air, which takes more fuel, where the site's is not known.
        air_c=np.nan_to_num(hot_air_c(plant, gate, plant.ambient_c), nan=0.0),
        air_moisture_kg_per_kg=plant.air_moisture_kg_per_kg,
        loss_on_ignition=plant.unburnt_percent_of_bottom_ash / 100,
    )
    if plant.lhv_min_mj_per_kg is None:
        return need
    return replace(need, lowest_lhv_mj_per_kg=plant.lhv_min_mj_per_kg)


def furnace_load(
    gate: Gate, size: FurnaceSize, need: Burnout
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Throughput [t/h], heat of waste and of support fuel [MW] at full load, (..., years)."""
    return firing.mean_load(
        gate.fired_lhv_mj_per_kg,
        gate.fired_deviation_mj_per_kg,
        size.mechanical_t_per_h,
        size.thermal_mw,
        need.lowest_lhv_mj_per_kg,
        need.fuel_per_missing,
    )
