"""Fourth step: reference and project emissions, reductions, credits and co-benefits."""

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric, of_amount
from wte_ppp.climate import jcm, jcm_credits, jcm_programme
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.result import PlantResult
from wte_ppp.feasibility.result.climate import (
    ClimateBeforeGrant,
    ProjectResult,
    ReductionResult,
    ReferenceResult,
)
from wte_ppp.feasibility.steps.climate_factors import programme
from wte_ppp.feasibility.steps.cobenefits import cobenefits_of
from wte_ppp.feasibility.steps.project_emissions import project_emissions
from wte_ppp.feasibility.steps.reference import grid_factors, reference_emissions
from wte_ppp.feasibility.steps.streams_climate import in_reference, streams_emissions
from wte_ppp.feasibility.steps.waste import Gate

PARTNER = {"partner": True, "no partner": False, None: None}


def climate_step(
    climate: ClimateSection,
    gate: Gate,
    plant: PlantResult,
    contract_years: Numeric,
    first_operation_year: int,
    subsidised: bool | NDArray[np.bool_] = False,
) -> ClimateBeforeGrant:
    """Emissions avoided and caused in each operation year.

    Parameters
    ----------
    climate
        The climate section.
    gate, plant
        From the steps before.
    contract_years
        Years of operation: after them nothing is credited.
    first_operation_year
        Calendar year, for what is reduced by 2030 and 2040.
    subsidised
        Whether a JCM grant is asked for, which gives Japan's share to its government.

    Returns
    -------
    ClimateBeforeGrant
        As computed; the finance step reads it.

    Notes
    -----
    Waste counts as it is received, also water that drains in the bunker: TOOL04's degradable carbon
    is per tonne of wet waste disposed. The same holds for ACM0022's carbon contents.
    """
    year = np.arange(plant.fired_t.shape[-1])
    # The landfill would emit on after the contract; nothing is claimed for those years.
    running = np.where(year < contract_years, 1.0, 0.0)
    accepted = plant.accepted_t
    # What the plant takes of the streams is the mix that it burns.
    gate = gate.mixed(plant.accepted_by_stream_t)
    by_component = {name: share * accepted for name, share in gate.shares.items()}
    without_plant = in_reference(gate, plant, by_component)
    everything = without_plant is by_component
    disposed_t = accepted if everything else sum(without_plant.values())
    factors = grid_factors(climate, len(year))
    without = reference_emissions(climate, gate, without_plant, plant, factors, running)
    project = project_emissions(climate, gate, by_component, plant, factors.bought)
    credited = (year < climate.crediting_years) & (year < contract_years)
    credited_years = np.minimum(climate.crediting_years, contract_years)
    return ClimateBeforeGrant.joined(
        without,
        project,
        _reductions(
            climate,
            without,
            project,
            running,
            np.asarray(credited),
            np.asarray(credited_years),
            np.where(credited, accepted, 0.0).sum(axis=-1, keepdims=True),
            first_operation_year,
            subsidised,
        ),
        cobenefits_of(climate, plant, disposed_t, contract_years),
        streams_emissions(climate, gate, plant, running),
    )


def _reductions(
    climate: ClimateSection,
    without: ReferenceResult,
    project: ProjectResult,
    running: FloatArray,
    credited: NDArray[np.bool_],
    credited_years: FloatArray,
    credited_t: FloatArray,
    first_year: int,
    subsidised: bool | NDArray[np.bool_],
) -> ReductionResult:
    """Reductions, credits by side, and what the programme gives.

    `running` is 1 in the years of the contract; `credited` marks the years that count, of which
    there are `credited_years`; `credited_t` is the waste accepted in them.
    """
    reduction = np.asarray(jcm.reductions_tco2e(without.reference_tco2e, project.project_tco2e))
    total = jcm.total_reductions_tco2e(reduction, credited)
    carried = climate.jcm.shortfall == "carried"
    earned = (jcm.credits_less_shortfall_t if carried else jcm.credits_t)(reduction, credited)
    let_go = climate.jcm.let_go_percent / 100
    credits = jcm_credits.credits_allowed_t(earned, PARTNER[climate.jcm.partner], let_go)
    japan, partner = jcm_credits.credits_by_side_t(
        credits, np.fmin(climate.jcm.share_of_japan_percent / 100, let_go)
    )
    issued = np.where(
        running > 0, jcm_credits.issued_by_year_t(credits, climate.jcm.issuance_years), 0.0
    )
    for_sale = jcm_credits.share_for_sale(
        let_go, climate.jcm.share_of_japan_percent / 100, subsidised
    )
    not_credited = jcm_programme.net_reduction_kept_tco2e(
        without.usual_tco2e, without.reference_tco2e
    )
    counted = np.where(credited, reduction, 0.0)
    steps = tuple(
        (start, programme("subsidy_rate", f"from_{start}_similar_projects")) for start in (0, 1, 4)
    )
    rates = {size: programme("study_subsidy", size) / 100 for size in ("large", "small_medium")}

    def by_end_of(year: int) -> FloatArray:
        summed = jcm_programme.cumulative_reductions_t(counted, first_year, year)
        return summed[..., np.newaxis]

    return ReductionResult(
        reduction_tco2e=reduction,
        credits_tco2e=credits,
        credits_issued_tco2e=issued,
        credits_for_sale_tco2e=of_amount(issued, for_sale),
        total_reduction_tco2e=total,
        total_credits_tco2e=credits.sum(axis=-1, keepdims=True),
        credits_of_japan_t=np.asarray(japan).sum(axis=-1, keepdims=True),
        credits_of_partner_t=np.asarray(partner).sum(axis=-1, keepdims=True),
        uncredited_reduction_tco2e=np.asarray(
            jcm.total_reductions_tco2e(np.asarray(not_credited), credited)
        ),
        average_reduction_tco2e_per_year=total
        / np.where(credited_years > 0, credited_years, np.nan),
        reduction_by_2030_tco2e=by_end_of(2030),
        reduction_by_2040_tco2e=by_end_of(2040),
        reduction_kg_per_t_accepted=1000 * total / np.where(credited_t > 0, credited_t, np.nan),
        subsidy_ceiling_percent=jcm_programme.subsidy_rate_ceiling(
            climate.jcm.similar_projects, steps
        ),
        study_subsidy_jpy=jcm_programme.study_subsidy_jpy(
            climate.jcm.study_cost_jpy, climate.jcm.study_applicant == "small_medium", rates
        ),
    )
