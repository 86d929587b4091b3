"""The one pipeline: from a study's inputs to its result, for one case or for draws of it."""

from collections.abc import Callable

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.result import (
    ClimateResult,
    Outcomes,
    PlantResult,
    SurveyRow,
    WasteResult,
)
from wte_ppp.feasibility.result.climate import ClimateBeforeGrant, GrantPerTonne
from wte_ppp.feasibility.steps.climate import climate_step
from wte_ppp.feasibility.steps.cost import cost_step
from wte_ppp.feasibility.steps.design_waste import design_waste_step, with_design_lhv
from wte_ppp.feasibility.steps.finance import finance_step
from wte_ppp.feasibility.steps.finance_case import project_timeline
from wte_ppp.feasibility.steps.finance_money import grant_in_jpy
from wte_ppp.feasibility.steps.finance_terms import asks_for_grant
from wte_ppp.feasibility.steps.plant.added import with_added_capacity
from wte_ppp.feasibility.steps.seasons import seasonal_plant_step
from wte_ppp.feasibility.steps.waste import paid_waste, waste_step
from wte_ppp.finance.timeline import Timeline


def run_model(
    study: StudyDefinition,
    draws: int | None = None,
    survey: tuple[SurveyRow, ...] = (),
    progress: Callable[[str], None] | None = None,
    periods: Timeline | None = None,
) -> Outcomes:
    """Run waste, plant, cost, climate and finance in this order.

    Parameters
    ----------
    study
        A valid definition; its quantities are numbers, or (draws, 1).
    draws
        Number of draws; None for one case.
    survey
        Statistics of the waste survey, passed through.
    progress
        Called with the name of each step as it begins.
    periods
        The project's periods, where there are draws beside these; left out: from the study.

    Returns
    -------
    Outcomes
        Numbers and (years,), or (draws,) and (draws, years).

    Notes
    -----
    Quantities that do not change in time have their draws on the first of two axes; series have
    time on the last. Everything broadcasts, so that no step loops over draws. Waste, plant, cost
    and climate run in operation years; the finance step spreads them over its periods.
    """
    begin = progress or (lambda step: None)
    finance = study.finance
    periods = periods or project_timeline(finance)
    timeline = periods.annual
    contract_years = finance.contract_years
    begin("waste")
    gate = waste_step(study.waste, contract_years, timeline, survey)
    begin("plant")
    laid_out = with_design_lhv(study.plant)
    plant, accepted = seasonal_plant_step(
        laid_out, study.waste, gate, contract_years, timeline, finance.first_operation_year
    )
    qualities = design_waste_step(
        laid_out, study.waste, gate, plant, contract_years, finance.first_operation_year
    )
    plant = plant.model_copy(
        update={name: getattr(qualities, name) for name in type(qualities).model_fields}
    )
    plant = with_added_capacity(plant, finance.later_investment)
    paid = paid_waste(gate, plant, study.waste.make_up_years)
    operation_calendar = timeline.calendar_year[timeline.construction_years :].astype(float)
    begin("cost")
    cost = cost_step(study.cost, plant, operation_calendar, finance)
    begin("climate")
    climate = climate_step(
        study.climate, accepted, plant, contract_years, finance.first_operation_year,
        subsidised=asks_for_grant(finance.grant),
    )  # fmt: skip
    begin("finance")
    own_fees = {
        stream.name: stream.fee_usd_per_t
        for stream in gate.streams
        if stream.fee_usd_per_t is not None
    }
    money = finance_step(
        finance, periods, paid, plant, cost, climate, own_fees,
        study.plant.late_start_months,
    )  # fmt: skip
    return Outcomes(
        waste=WasteResult.joined(gate.result, paid),
        plant=plant,
        cost=cost,
        finance=money,
        climate=ClimateResult.joined(climate, _grant_per_tonne(money.grant_usd, climate, finance)),
    ).for_draws(draws)


def plant_outcomes(study: StudyDefinition) -> PlantResult:
    """What the plant of a study is and does, without its cost and money.

    Parameters
    ----------
    study
        A valid definition.

    Returns
    -------
    PlantResult
        As the model finds them.
    """
    finance = study.finance
    timeline = project_timeline(finance).annual
    gate = waste_step(study.waste, finance.contract_years, timeline)
    plant, _ = seasonal_plant_step(
        with_design_lhv(study.plant), study.waste, gate, finance.contract_years, timeline,
        finance.first_operation_year,
    )  # fmt: skip
    return plant


def _grant_per_tonne(
    grant: Numeric, climate: ClimateBeforeGrant, finance: FinanceSection
) -> GrantPerTonne:
    tonnes = np.asarray(climate.total_reduction_tco2e)
    per = np.where(tonnes > 0, tonnes, np.nan)
    jpy = grant_in_jpy(finance, project_timeline(finance), grant)
    return GrantPerTonne(grant_usd_per_tco2e=grant / per, grant_jpy_per_tco2e=jpy / per)
