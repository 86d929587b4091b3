"""The plant at the three qualities of its design waste."""

from dataclasses import replace

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.design_waste import DesignWasteSection, WasteQualitySection
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.definition.waste import WasteSection
from wte_ppp.feasibility.result.plant import DesignWasteResult, PlantResult
from wte_ppp.feasibility.steps.mixed_waste import spread_of
from wte_ppp.feasibility.steps.plant import plant_step
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.waste.reconcile import HEAT, reconcile

QUALITIES = ("low", "standard", "high")


def with_design_lhv(plant: PlantSection) -> PlantSection:
    """The plant laid out on one of its qualities, where it states them and no design LHV.

    Laid out on the high one, its least heat is the least throughput of the low one.
    """
    qualities = plant.design_waste
    if qualities is None or plant.design_lhv_mj_per_kg is not None:
        return plant
    name = laid_out_on(plant, qualities)
    full = _quality(qualities, name).lhv_mj_per_kg
    updated: dict[str, object] = {"design_lhv_mj_per_kg": full}
    if name == "high" and plant.lowest_heat_percent is None:
        updated["lowest_heat_percent"] = (
            plant.lowest_throughput_percent * qualities.low.lhv_mj_per_kg / full
        )
    return plant.model_copy(update=updated)


def laid_out_on(plant: PlantSection, qualities: DesignWasteSection) -> str:
    """Quality with which throughput and heat are both at their limit."""
    if qualities.laid_out_on is not None:
        return qualities.laid_out_on
    return "high" if plant.own_use.practice == "japan" else "standard"


def design_waste_step(
    plant: PlantSection,
    waste: WasteSection,
    gate: Gate,
    year: PlantResult,
    contract_years: Numeric,
    first_operation_year: int,
) -> DesignWasteResult:
    """Full load of the plant at each quality, on the lines and the furnace that it has.

    Water, ash, LHV and elements of a quality are held as stated; what it leaves out is reconciled
    from the study's mix as fired.
    """
    qualities = plant.design_waste
    if qualities is None:
        return DesignWasteResult.none()
    fixed = plant.model_copy(
        update={"design_lhv_mj_per_kg": year.design_lhv_mj_per_kg, "lines": year.lines}
    )
    results = {
        name: plant_step(
            fixed,
            _fired(waste, gate, _quality(qualities, name)),
            contract_years,
            first_operation_year,
        )
        for name in QUALITIES
    }

    def each(field: str) -> dict[str, Numeric]:
        return {name: getattr(result, field) for name, result in results.items()}

    return DesignWasteResult(
        quality_lhv_mj_per_kg={name: _quality(qualities, name).lhv_mj_per_kg for name in QUALITIES},
        quality_throughput_t_per_h=each("throughput_t_per_h"),
        quality_thermal_mw=each("thermal_mw"),
        quality_support_mw=each("support_mw"),
        quality_adiabatic_c=each("adiabatic_c"),
        quality_boiler_efficiency_percent=each("boiler_efficiency_percent"),
        quality_flue_gas_nm3_per_h={
            name: result.flue_gas_wet_nm3_per_t * result.throughput_t_per_h
            for name, result in results.items()
        },
        quality_steam_t_per_h=each("steam_t_per_h"),
        quality_gross_mw=each("gross_mw"),
        quality_net_mw=each("net_mw"),
    )


def _quality(qualities: DesignWasteSection, name: str) -> WasteQualitySection:
    quality: WasteQualitySection = getattr(qualities, name)
    return quality


def _fired(waste: WasteSection, gate: Gate, quality: WasteQualitySection) -> Gate:
    """The gate with the waste of a quality in the furnace, alike in all years."""
    gate = gate.first_year
    measured: dict[str, Numeric] = {
        "moisture": quality.moisture_percent / 100,
        "ash": quality.ash_percent / 100,
        HEAT: quality.lhv_mj_per_kg,
    }
    measured |= {
        str(name): percent / 100 for name, percent in (quality.elements_percent or {}).items()
    }
    state = reconcile(gate.fired, measured, spread_of(waste), waste.heating_value_formula)
    lhv = np.asarray(quality.lhv_mj_per_kg) * np.ones_like(gate.fired_lhv_mj_per_kg)
    return replace(
        gate,
        fired=state.analysis,
        fired_lhv_mj_per_kg=lhv,
        fired_deviation_mj_per_kg=np.zeros_like(lhv),
    )
