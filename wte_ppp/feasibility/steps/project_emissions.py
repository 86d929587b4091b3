"""What the plant itself emits."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import carbon, grid, incineration, transport
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.steps.climate_factors import combustion_factor, gwp
from wte_ppp.feasibility.steps.plant import PlantYears
from wte_ppp.feasibility.steps.reference import ipcc_contents
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.sources import table

CO2_PER_CARBON = incineration.CO2_PER_CARBON


@dataclass(frozen=True)
class Project:
    """Emissions of the plant by operation year, t CO2e; biogenic CO2 and carbon apart."""

    fossil_co2: FloatArray
    by_analysis: FloatArray
    n2o_ch4: FloatArray
    auxiliary_fuel: FloatArray
    imported_power: FloatArray
    leachate: FloatArray
    transport: FloatArray
    biogenic_co2: FloatArray
    carbon_to_ash_t: FloatArray

    @property
    def total(self) -> FloatArray:
        """Project emissions."""
        return (
            self.fossil_co2
            + self.n2o_ch4
            + self.auxiliary_fuel
            + self.imported_power
            + self.leachate
            + self.transport
        )


def project_emissions(
    climate: ClimateSection,
    gate: Gate,
    by_component: Mapping[str, Numeric],
    years: PlantYears,
    grid_factor: Numeric,
) -> Project:
    """Project emissions by source.

    Parameters
    ----------
    climate
        The climate section.
    gate
        From the waste step.
    by_component
        Waste accepted by component, t by year.
    years
        From the plant step.
    grid_factor
        Official factor of each year, for power bought; the cautious one would count less.

    Returns
    -------
    Project
        By year.
    """
    burnt = climate.carbon_burnt_percent / 100
    contents, fossil = _carbon(climate, gate)
    balance = carbon.carbon_balance_t(by_component, contents, fossil, burnt)
    own_share = {name: one.fossil_carbon_percent / 100 for name, one in gate.properties.items()}
    by_analysis = incineration.fossil_co2_t(by_component, gate.carbon, own_share, burnt)
    factors = {
        "n2o": climate.n2o_kg_per_t,
        "ch4": climate.ch4_kg_per_t,
    }
    n2o_factor, ch4_factor = (
        combustion_factor(gas, climate.furnace_technology) if given is None else given
        for gas, given in factors.items()
    )
    methane = gwp("CH4", climate.gwp_set)
    n2o = incineration.n2o_t(years.fired_t, n2o_factor) * gwp("N2O", climate.gwp_set)
    ch4 = incineration.ch4_t(years.fired_t, ch4_factor) * methane
    fuel = incineration.auxiliary_fuel_co2_t(
        years.auxiliary_fuel_gj, 1000 * climate.auxiliary_fuel_tco2_per_gj
    )
    bought = grid.imported_tco2(years.imported_mwh, grid_factor, climate.import_loss_percent / 100)
    # A cubic metre of leachate weighs a tonne.
    leachate = gwp("CH4_biogenic", climate.gwp_set) * incineration.wastewater_ch4_t(
        years.leachate_t, climate.leachate_cod_kg_per_m3, _methane_capacity(), climate.leachate_mcf
    )
    return Project(
        fossil_co2=balance.fossil_to_stack * CO2_PER_CARBON,
        by_analysis=by_analysis,
        n2o_ch4=np.asarray(n2o + ch4),
        auxiliary_fuel=np.asarray(fuel),
        imported_power=np.asarray(bought),
        leachate=np.asarray(leachate),
        transport=_transport(climate, years),
        biogenic_co2=balance.biogenic_to_stack * CO2_PER_CARBON,
        carbon_to_ash_t=balance.residual_in_ash,
    )


def _carbon(climate: ClimateSection, gate: Gate) -> tuple[dict[str, Numeric], dict[str, Numeric]]:
    """Carbon of wet waste, kg/kg, and its fossil share, on the basis that the study asks for."""
    if climate.fossil_carbon == "ipcc":
        dry, content, fossil = ipcc_contents(gate)
        return {name: dry[name] * content[name] for name in dry}, fossil
    fossil = {name: one.fossil_carbon_percent / 100 for name, one in gate.properties.items()}
    if climate.fossil_carbon == "analysis":
        return dict(gate.carbon), fossil
    return {name: one.total_carbon_percent / 100 for name, one in gate.properties.items()}, fossil


def _transport(climate: ClimateSection, years: PlantYears) -> FloatArray:
    lorry = (climate.lorry_load_t, climate.lorry_kgco2_per_km)
    waste = transport.transport_co2_t(years.accepted_t, climate.waste_extra_km, *lorry)
    residues = transport.transport_co2_t(
        years.bottom_ash_t + years.fly_ash_t, climate.residue_extra_km, *lorry
    )
    return np.asarray(waste + residues)


def _methane_capacity() -> float:
    return next(
        float(row["value"])
        for row in table("incineration")
        if row["parameter"] == "methane_capacity"
    )
