"""Fourth step: reference and project emissions, reductions, credits and co-benefits."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import jcm, jcm_programme
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.steps.climate_factors import programme
from wte_ppp.feasibility.steps.cobenefits import cobenefit_values
from wte_ppp.feasibility.steps.plant import PlantYears
from wte_ppp.feasibility.steps.project_emissions import project_emissions
from wte_ppp.feasibility.steps.reference import grid_factors, reference_emissions
from wte_ppp.feasibility.steps.waste import Gate

TARGET_YEARS = (2030, 2040)


@dataclass(frozen=True)
class Reductions:
    """Credits by operation year, t, and the reduction of the crediting years, tCO2e."""

    credits_t: FloatArray
    total_tco2e: FloatArray


def climate_step(
    climate: ClimateSection,
    gate: Gate,
    years: PlantYears,
    contract_years: Numeric,
    first_operation_year: int,
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
    first_operation_year
        Calendar year, for what is reduced by 2030 and 2040.

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
    # The landfill would emit on after the contract; nothing is claimed for those years.
    running = np.where(year < contract_years, 1.0, 0.0)
    by_component = {name: share * years.accepted_t for name, share in gate.shares.items()}
    factors = grid_factors(climate, len(year))
    without = reference_emissions(climate, gate, by_component, years, factors, running)
    project = project_emissions(climate, gate, by_component, years, factors.official)
    received = years.accepted_t.sum(axis=-1, keepdims=True)
    reduction = np.asarray(jcm.reductions_tco2e(without.total, project.total))
    credited = (year < climate.crediting_years) & (year < contract_years)
    total = jcm.total_reductions_tco2e(reduction, credited)
    accepted = np.where(credited, years.accepted_t, 0.0).sum(axis=-1, keepdims=True)
    credited_years = np.minimum(climate.crediting_years, contract_years)
    carried = climate.jcm.shortfall == "carried"
    credits = (jcm.credits_less_shortfall_t if carried else jcm.credits_t)(reduction, credited)
    japan, partner = jcm_programme.credits_by_side_t(
        credits, climate.jcm.share_of_japan_percent / 100
    )
    kept = jcm_programme.net_reduction_kept_tco2e(without.usual, without.total)
    values = {
        "landfill_methane_tco2e": without.landfill,
        "open_burning_tco2e": without.open_burning,
        "grid_power_tco2e": without.grid_power,
        "heat_tco2e": without.heat,
        "reference_tco2e": without.total,
        "usual_tco2e": without.usual,
        "fossil_co2_tco2e": project.fossil_co2,
        "n2o_ch4_tco2e": project.n2o_ch4,
        "auxiliary_fuel_tco2e": project.auxiliary_fuel,
        "imported_power_tco2e": project.imported_power,
        "leachate_tco2e": project.leachate,
        "transport_tco2e": project.transport,
        "project_tco2e": project.total,
        "biogenic_co2_t": project.biogenic_co2,
        "carbon_to_ash_t": project.carbon_to_ash_t,
        "reduction_tco2e": reduction,
        "credits_tco2e": credits,
        "total_reduction_tco2e": total,
        "total_credits_tco2e": credits.sum(axis=-1, keepdims=True),
        "credits_of_japan_t": np.asarray(japan).sum(axis=-1, keepdims=True),
        "credits_of_partner_t": np.asarray(partner).sum(axis=-1, keepdims=True),
        "uncredited_reduction_tco2e": np.asarray(
            jcm.total_reductions_tco2e(np.asarray(kept), credited)
        ),
        "fossil_co2_kg_per_t": 1000 * project.fossil_co2.sum(axis=-1, keepdims=True) / received,
        "fossil_co2_by_analysis_kg_per_t": 1000
        * project.by_analysis.sum(axis=-1, keepdims=True)
        / received,
        "average_reduction_tco2e_per_year": total
        / np.where(np.asarray(credited_years) > 0, credited_years, np.nan),
        "reduction_kg_per_t_received": 1000 * total / np.where(accepted > 0, accepted, np.nan),
        **_programme_values(climate, reduction, credited, first_operation_year),
        **cobenefit_values(climate, years, contract_years),
    }
    return Reductions(credits, total), values


def _programme_values(
    climate: ClimateSection, reduction: FloatArray, credited: Any, first_year: int
) -> dict[str, Any]:
    """Ceiling of the subsidy's rate, and reductions by the years of the JCM's targets."""
    counted = np.where(credited, reduction, 0.0)
    by_year = {
        f"reduction_by_{target}_tco2e": jcm_programme.cumulative_reductions_t(
            counted, first_year, target
        )[..., np.newaxis]
        for target in TARGET_YEARS
    }
    steps = tuple(
        (start, programme("subsidy_rate", f"from_{start}_similar_projects")) for start in (0, 1, 4)
    )
    ceiling = jcm_programme.subsidy_rate_ceiling(climate.jcm.similar_projects, steps)
    rates = {size: programme("study_subsidy", size) / 100 for size in ("large", "small_medium")}
    study = jcm_programme.study_subsidy_jpy(
        climate.jcm.study_cost_jpy, climate.jcm.study_applicant == "small_medium", rates
    )
    return {**by_year, "subsidy_ceiling_percent": ceiling, "study_subsidy_jpy": study}
