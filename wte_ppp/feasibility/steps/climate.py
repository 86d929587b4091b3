"""Fourth step: reference and project emissions, reductions and credits."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import grid, incineration, jcm, landfill
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.steps.plant import PlantYears
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.sources import table

__all__ = ["Reductions", "climate_step"]


@dataclass(frozen=True)
class Reductions:
    """Credits by operation year, t, and the reduction of the crediting years, tCO2e."""

    credits_t: FloatArray
    total_tco2e: FloatArray


def climate_step(
    climate: ClimateSection, gate: Gate, years: PlantYears, contract_years: Numeric
) -> tuple[Reductions, dict[str, Any]]:
    """Emissions avoided and caused in each operation year.

    Parameters
    ----------
    climate
        The climate section.
    gate, years
        From the steps before.
    contract_years
        Years of operation: after them nothing is credited.

    Returns
    -------
    tuple[Reductions, dict]
        For the finance step, and for `ClimateResult` but the grant per tonne.

    Notes
    -----
    Waste counts as it is received, also water that drains in the bunker: TOOL04's degradable carbon
    is per tonne of wet waste disposed. The same holds for ACM0022's carbon contents.
    """
    year = np.arange(years.fired_t.shape[-1])
    running = np.where(year < contract_years, 1.0, 0.0)
    by_component = {name: share * years.accepted_t for name, share in gate.shares.items()}
    properties = gate.properties
    methane_gwp = gwp("CH4", climate.gwp_set)
    avoided = landfill.landfill_emissions_tco2e(
        by_component,
        {name: one.doc_percent / 100 for name, one in properties.items()},
        {
            name: decay_rate(one.decay_class, climate.climate_zone)
            for name, one in properties.items()
        },
        doc_f=climate.doc_decomposing,
        methane_fraction=climate.methane_fraction,
        mcf=methane_correction(climate.disposal_site),
        oxidation=climate.oxidation,
        gwp_methane=methane_gwp,
        model_correction=(
            model_correction(climate.climate_zone)
            if climate.model_correction is None
            else climate.model_correction
        ),
        captured_fraction=climate.captured_fraction,
    )
    displaced = grid.displaced_tco2(years.exported_mwh, climate.grid_factor_tco2_per_mwh)
    fossil_share = {name: one.fossil_carbon_percent / 100 for name, one in properties.items()}
    by_methodology = incineration.fossil_co2_t(
        by_component,
        {name: one.total_carbon_percent / 100 for name, one in properties.items()},
        fossil_share,
    )
    by_analysis = incineration.fossil_co2_t(by_component, gate.carbon, fossil_share)
    fossil = by_methodology if climate.fossil_carbon == "acm0022" else by_analysis
    received = years.accepted_t.sum(axis=-1, keepdims=True)
    n2o = incineration.n2o_t(years.fired_t, climate.n2o_kg_per_t) * gwp("N2O", climate.gwp_set)
    ch4 = incineration.ch4_t(years.fired_t, climate.ch4_kg_per_t) * methane_gwp
    fuel = incineration.auxiliary_fuel_co2_t(
        years.auxiliary_fuel_gj, 1000 * climate.auxiliary_fuel_tco2_per_gj
    )
    bought = grid.imported_tco2(
        years.imported_mwh,
        climate.grid_factor_tco2_per_mwh,
        climate.import_loss_percent / 100,
    )
    # The landfill would emit on after the contract; nothing is claimed for those years.
    avoided = avoided * running
    reference = avoided + displaced
    project = fossil + n2o + ch4 + fuel + bought
    reduction = np.asarray(jcm.reductions_tco2e(reference, project))
    credited = (year < climate.crediting_years) & (year < contract_years)
    total = jcm.total_reductions_tco2e(reduction, credited)
    accepted = np.where(credited, years.accepted_t, 0.0).sum(axis=-1, keepdims=True)
    credited_years = np.minimum(climate.crediting_years, contract_years)
    credits = jcm.credits_t(reduction, credited)
    values = {
        "landfill_methane_tco2e": avoided,
        "grid_power_tco2e": displaced,
        "reference_tco2e": reference,
        "fossil_co2_tco2e": fossil,
        "n2o_ch4_tco2e": n2o + ch4,
        "auxiliary_fuel_tco2e": fuel,
        "imported_power_tco2e": bought,
        "project_tco2e": project,
        "reduction_tco2e": reduction,
        "credits_tco2e": credits,
        "total_reduction_tco2e": total,
        "total_credits_tco2e": credits.sum(axis=-1, keepdims=True),
        "fossil_co2_kg_per_t": 1000 * fossil.sum(axis=-1, keepdims=True) / received,
        "fossil_co2_by_analysis_kg_per_t": 1000
        * by_analysis.sum(axis=-1, keepdims=True)
        / received,
        "average_reduction_tco2e_per_year": total
        / np.where(np.asarray(credited_years) > 0, credited_years, np.nan),
        "reduction_kg_per_t_received": 1000 * total / np.where(accepted > 0, accepted, np.nan),
    }
    return Reductions(credits, total), values


@cache
def gwp(gas: str, report: str) -> float:
    """100-year warming potential of a gas in an IPCC report, from data/gwp.csv."""
    return next(
        float(row["value"]) for row in table("gwp") if row["gas"] == gas and row["set"] == report
    )


@cache
def decay_rate(decay_class: str, zone: str) -> float:
    """TOOL04 decay rate of a class of waste in a climate zone, 1/year; 0 for inert waste."""
    if decay_class == "inert":
        return 0.0
    return next(
        float(row["value"])
        for row in table("landfill")
        if (row["parameter"], row["category"], row["climate_zone"])
        == ("decay_rate", decay_class, zone)
    )


@cache
def model_correction(zone: str) -> float:
    """TOOL04 model correction factor phi of application B in a climate zone."""
    kind = "application_b_dry" if zone.endswith("dry") else "application_b_humid"
    return next(
        float(row["value"])
        for row in table("landfill")
        if (row["parameter"], row["category"]) == ("model_correction", kind)
    )


@cache
def methane_correction(site: str) -> float:
    """TOOL04 methane correction factor of a kind of landfill, from data/landfill.csv."""
    return next(
        float(row["value"])
        for row in table("landfill")
        if (row["parameter"], row["category"]) == ("mcf", site)
    )
