"""Part of the plant step: waste, power and residues of each operation year."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.plant.per_tonne import per_tonne
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import energy, operation
from wte_ppp.waste.supply import paid_t

__all__ = ["PlantYears", "plant_years"]

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


def plant_years(
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
    each = per_tonne(plant, gate)
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
