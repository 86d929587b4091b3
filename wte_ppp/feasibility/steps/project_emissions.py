"""What the plant itself emits."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import carbon, grid, incineration, transport
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.result import PlantResult
from wte_ppp.feasibility.result.climate import ProjectResult
from wte_ppp.feasibility.steps.climate_factors import combustion_factor, gwp
from wte_ppp.feasibility.steps.reference import ipcc_contents
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.sources import table

CO2_PER_CARBON = incineration.CO2_PER_CARBON


def project_emissions(
    climate: ClimateSection,
    gate: Gate,
    by_component: Mapping[str, Numeric],
    plant: PlantResult,
    grid_factor: Numeric,
) -> ProjectResult:
    """Project emissions by source."""
    burnt = climate.carbon_burnt_percent / 100
    contents, fossil = carbon_contents(climate, gate, gate.carbon)
    balance = carbon.carbon_balance_t(by_component, contents, fossil, burnt)
    by_analysis = incineration.fossil_co2_t(by_component, gate.carbon, _fossil(gate), burnt)
    factors = {
        "n2o": climate.n2o_kg_per_t,
        "ch4": climate.ch4_kg_per_t,
    }
    n2o_factor, ch4_factor = (
        combustion_factor(gas, climate.furnace_technology) if stated is None else stated
        for gas, stated in factors.items()
    )
    methane = gwp("CH4", climate.gwp_set)
    n2o = incineration.n2o_t(plant.fired_t, n2o_factor) * gwp("N2O", climate.gwp_set)
    ch4 = incineration.ch4_t(plant.fired_t, ch4_factor) * methane
    fuel = incineration.auxiliary_fuel_co2_t(
        plant.auxiliary_fuel_gj, 1000 * climate.auxiliary_fuel_tco2_per_gj
    )
    bought = grid.imported_tco2(plant.imported_mwh, grid_factor, climate.import_loss_percent / 100)
    # A cubic metre of leachate weighs a tonne.
    leachate = gwp("CH4_biogenic", climate.gwp_set) * incineration.wastewater_ch4_t(
        plant.leachate_t, climate.leachate_cod_kg_per_m3, _methane_capacity(), climate.leachate_mcf
    )
    fossil_co2 = balance.fossil_to_stack * CO2_PER_CARBON
    moved = _transport(climate, plant)
    received = plant.accepted_t.sum(axis=-1, keepdims=True)
    return ProjectResult(
        fossil_co2_tco2e=fossil_co2,
        n2o_ch4_tco2e=np.asarray(n2o + ch4),
        auxiliary_fuel_tco2e=np.asarray(fuel),
        imported_power_tco2e=np.asarray(bought),
        leachate_tco2e=np.asarray(leachate),
        transport_tco2e=moved,
        project_tco2e=np.asarray(fossil_co2 + (n2o + ch4) + fuel + bought + leachate + moved),
        biogenic_co2_t=balance.biogenic_to_stack * CO2_PER_CARBON,
        carbon_to_ash_t=balance.residual_in_ash,
        fossil_co2_kg_per_t=1000 * fossil_co2.sum(axis=-1, keepdims=True) / received,
        fossil_co2_by_analysis_kg_per_t=1000 * by_analysis.sum(axis=-1, keepdims=True) / received,
    )


def carbon_contents(
    climate: ClimateSection, gate: Gate, analysed: Mapping[str, Numeric]
) -> tuple[dict[str, Numeric], dict[str, Numeric]]:
    """Carbon of wet waste, kg/kg, and its fossil share, on the basis that the study asks for.

    `analysed` is the carbon of the components as the ultimate analysis has it.
    """
    if climate.fossil_carbon == "ipcc":
        dry, content, fossil = ipcc_contents(gate)
        return {name: dry[name] * content[name] for name in dry}, fossil
    if climate.fossil_carbon == "analysis":
        return dict(analysed), _fossil(gate)
    total = {name: part.total_carbon_percent / 100 for name, part in gate.properties.items()}
    return total, _fossil(gate)


def _fossil(gate: Gate) -> dict[str, Numeric]:
    """Fossil share of the carbon of each component, as the study's own analysis has it."""
    return {name: part.fossil_carbon_percent / 100 for name, part in gate.properties.items()}


def _transport(climate: ClimateSection, plant: PlantResult) -> FloatArray:
    lorry = (climate.lorry_load_t, climate.lorry_kgco2_per_km)
    waste = transport.transport_co2_t(plant.accepted_t, climate.waste_extra_km, *lorry)
    residues = transport.transport_co2_t(
        plant.bottom_ash_t + plant.fly_ash_t, climate.residue_extra_km, *lorry
    )
    return np.asarray(waste + residues)


def _methane_capacity() -> float:
    return next(
        float(row["value"])
        for row in table("incineration")
        if row["parameter"] == "methane_capacity"
    )
