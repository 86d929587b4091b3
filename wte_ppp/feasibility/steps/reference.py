"""What would be without the plant: landfill, open burning, grid power, heat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import grid, grid_margin, jcm, landfill, landfill_months, landfill_site
from wte_ppp.climate.open_burning import open_burning_tco2e
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.definition.waste import ComponentProperties
from wte_ppp.feasibility.result import PlantResult
from wte_ppp.feasibility.result.climate import ReferenceResult
from wte_ppp.feasibility.steps.climate_factors import (
    decay_rate,
    decomposing_2019,
    gwp,
    ipcc_carbon,
    landfill_factor,
    methane_correction,
    model_correction,
)
from wte_ppp.feasibility.steps.waste import Gate


@dataclass(frozen=True)
class GridFactors:
    """Factors of each operation year, t CO2/MWh: methodology, official, and power bought."""

    reference: Numeric
    official: Numeric
    bought: Numeric


def reference_emissions(
    climate: ClimateSection,
    gate: Gate,
    by_component: Mapping[str, Numeric],
    plant: PlantResult,
    factors: GridFactors,
    running: FloatArray,
) -> ReferenceResult:
    """Reference emissions, and those of business as usual beside them."""
    without_correction, in_the_open = _disposal(climate, gate, by_component, running)
    phi = _phi(climate)
    delivered = plant.exported_mwh * (1 + climate.export_loss_avoided_percent / 100)
    heat = np.asarray(
        grid.heat_displaced_tco2(
            grid.GJ_PER_MWH * plant.heat_mwh,
            climate.heat_fuel_tco2_per_gj,
            climate.heat_boiler_percent / 100,
        )
    )
    usual_power = np.asarray(grid.displaced_tco2(delivered, factors.official))
    counted = jcm.compliance_discount(climate.compliance_percent / 100)
    landfill_methane = np.asarray(counted * phi * without_correction)
    open_burning = np.asarray(counted * in_the_open)
    grid_power = np.asarray(counted * grid.displaced_tco2(delivered, factors.reference))
    counted_heat = np.asarray(counted * heat)
    return ReferenceResult(
        landfill_methane_tco2e=landfill_methane,
        open_burning_tco2e=open_burning,
        grid_power_tco2e=grid_power,
        heat_tco2e=counted_heat,
        reference_tco2e=landfill_methane + open_burning + grid_power + counted_heat,
        usual_tco2e=without_correction + in_the_open + usual_power + heat,
    )


def counted_disposal_tco2e(
    climate: ClimateSection,
    gate: Gate,
    by_component: Mapping[str, Numeric],
    running: FloatArray,
) -> FloatArray:
    """Landfill methane and open burning of some waste, as the reference counts them."""
    landfilled, in_the_open = _disposal(climate, gate, by_component, running)
    counted = jcm.compliance_discount(climate.compliance_percent / 100)
    return np.asarray(counted * (_phi(climate) * landfilled + in_the_open))


def _disposal(
    climate: ClimateSection,
    gate: Gate,
    by_component: Mapping[str, Numeric],
    running: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Landfill methane before the model correction, and open burning, t CO2e by year."""
    burnt = climate.open_burning_percent / 100
    rotting = {name: waste * (1 - burnt) for name, waste in by_component.items()}
    properties = {name: gate.properties[name] for name in by_component}
    landfilled = _landfill(climate, properties, rotting) * running
    in_the_open = _open_burning(climate, gate, {n: w * burnt for n, w in by_component.items()})
    return landfilled, in_the_open


def grid_factors(climate: ClimateSection, years: int) -> GridFactors:
    """Grid factor of each operation year, of the methodology and of business as usual.

    A reference lies at or below business as usual: of the two factors the lower is credited.
    """
    official = climate.grid_factor_tco2_per_mwh
    if (
        climate.operating_margin_tco2_per_mwh is not None
        and climate.build_margin_tco2_per_mwh is not None
    ):
        official = grid_margin.combined_margin(
            climate.operating_margin_tco2_per_mwh,
            climate.build_margin_tco2_per_mwh,
            climate.operating_margin_weight,
        )
    change = climate.grid_factor_change_percent_per_year / 100
    floor = climate.grid_factor_floor_tco2_per_mwh

    def path(stated: Numeric | None) -> Numeric:
        factor = official if stated is None else stated
        return grid.factor_path(factor, change, years, np.minimum(floor, factor))

    return GridFactors(
        reference=np.fmin(path(climate.reference_grid_factor_tco2_per_mwh), path(None)),
        official=path(None),
        bought=path(climate.bought_grid_factor_tco2_per_mwh),
    )


def ipcc_contents(
    gate: Gate,
) -> tuple[dict[str, Numeric], dict[str, Numeric], dict[str, Numeric]]:
    """Dry matter, carbon of it and its fossil share by the IPCC's table, kg/kg.

    A component of the study's own has its own analysis in their place.
    """
    dry: dict[str, Numeric] = {}
    carbon: dict[str, Numeric] = {}
    fossil: dict[str, Numeric] = {}
    for name, contents in gate.properties.items():
        of_ipcc = ipcc_carbon(name)
        if of_ipcc is None:
            dry[name] = 1 - contents.moisture_percent / 100
            carbon[name] = contents.carbon_percent / 100
            fossil[name] = contents.fossil_carbon_percent / 100
        else:
            dry[name], carbon[name], fossil[name] = of_ipcc
    return dry, carbon, fossil


def _phi(climate: ClimateSection) -> Numeric:
    """Model correction: given, by its uncertainty, or the tool's default; 1 in IPCC models."""
    if climate.model_correction is not None:
        return climate.model_correction
    if climate.model_uncertainty_percent:
        return landfill_site.model_correction_by_uncertainty(
            [uncertainty / 100 for uncertainty in climate.model_uncertainty_percent]
        )
    if climate.landfill_model.startswith("ipcc"):
        return 1.0
    return model_correction(climate.climate_zone)


def _landfill(
    climate: ClimateSection,
    properties: Mapping[str, ComponentProperties],
    waste: Mapping[str, Numeric],
) -> FloatArray:
    """Landfill methane before the model correction, t CO2e by year."""
    doc = {name: contents.doc_percent / 100 for name, contents in properties.items()}
    rate = {
        name: decay_rate(contents.decay_class, climate.climate_zone, climate.decay_rates)
        for name, contents in properties.items()
    }
    share = _decomposing(climate, properties, doc)
    site: dict[str, Any] = {
        "methane_fraction": climate.methane_fraction,
        "mcf": _mcf(climate),
        "oxidation": climate.oxidation,
        "captured_fraction": climate.captured_fraction,
    }
    methane = gwp("CH4_biogenic", climate.gwp_set)
    waste_t = {name: np.asarray(tonnes, dtype=float) for name, tonnes in waste.items()}
    if climate.landfill_model == "tool04_monthly":
        months = [
            landfill_months.yearly_sums(
                landfill_months.monthly_methane_t(
                    np.repeat(tonnes / 12, 12, axis=-1), doc[name], rate[name], doc_f=share[name],
                    **site,
                )
            )
            for name, tonnes in waste_t.items()
        ]  # fmt: skip
        return np.asarray(methane * sum(months))
    ipcc = climate.landfill_model.startswith("ipcc")
    return landfill.landfill_emissions_tco2e(
        waste_t,
        doc,
        rate,
        doc_f=share,
        gwp_methane=methane,
        first_year_months=13 - climate.first_decay_month if ipcc else 12.0,
        **site,
    )


def _decomposing(
    climate: ClimateSection,
    properties: Mapping[str, ComponentProperties],
    doc: Mapping[str, Numeric],
) -> dict[str, Numeric]:
    """DOC_f by component: measured, of the 2019 Refinement, or the one of the study."""
    doc_f: dict[str, Numeric] = {}
    for name, contents in properties.items():
        measured = climate.methane_potential_kg_per_t.get(name)
        if measured is not None and np.all(np.asarray(doc[name]) > 0):
            doc_f[name] = landfill_site.doc_f_from_methane_potential(
                measured / 1000, doc[name], climate.methane_fraction
            )
        elif climate.landfill_model == "ipcc_2019":
            doc_f[name] = decomposing_2019(contents.decay_class)
        else:
            doc_f[name] = climate.doc_decomposing
    return doc_f


def _mcf(climate: ClimateSection) -> Numeric:
    if climate.disposal_site == "water_table":
        assert climate.landfill_depth_m is not None
        assert climate.landfill_water_m is not None
        return landfill_site.mcf_water_table(climate.landfill_depth_m, climate.landfill_water_m)
    return methane_correction(climate.disposal_site)


def _open_burning(climate: ClimateSection, gate: Gate, waste: Mapping[str, Numeric]) -> FloatArray:
    """Emissions of waste that would burn in the open, t CO2e by year."""
    dry, carbon, fossil = ipcc_contents(gate)
    return open_burning_tco2e(
        waste,
        carbon,
        fossil,
        dry,
        oxidation=climate.open_burning_carbon_percent / 100,
        ch4_kg_per_t=landfill_factor("open_burning_ch4", "default"),
        n2o_kg_per_t_dry=landfill_factor("open_burning_n2o", "default"),
        gwp_methane=gwp("CH4", climate.gwp_set),
        gwp_n2o=gwp("N2O", climate.gwp_set),
    )
