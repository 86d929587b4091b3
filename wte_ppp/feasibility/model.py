"""The one pipeline: from a study's inputs to its result, for one case or for draws of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import (
    ClimateResult,
    CostResult,
    FinanceResult,
    PlantResult,
    SurveyRow,
    WasteResult,
)
from wte_ppp.feasibility.steps.climate import climate_step
from wte_ppp.feasibility.steps.cost import cost_step
from wte_ppp.feasibility.steps.finance import finance_step
from wte_ppp.feasibility.steps.finance_case import project_timeline
from wte_ppp.feasibility.steps.plant import plant_step
from wte_ppp.feasibility.steps.waste import waste_step
from wte_ppp.finance.timeline import Timeline


@dataclass(frozen=True)
class Outcomes:
    """The five parts of a result."""

    waste: WasteResult
    plant: PlantResult
    cost: CostResult
    finance: FinanceResult
    climate: ClimateResult


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
    gate, waste_values = waste_step(study.waste, contract_years, timeline)
    begin("plant")
    years, plant_values = plant_step(
        study.plant, gate, contract_years, finance.first_operation_year
    )
    operation_calendar = timeline.calendar_year[timeline.construction_years :].astype(float)
    begin("cost")
    costs, cost_values = cost_step(study.cost, years, operation_calendar, finance)
    begin("climate")
    reductions, climate_values = climate_step(
        study.climate, gate, years, contract_years, finance.first_operation_year
    )
    begin("finance")
    finance_values = finance_step(finance, periods, years, costs, reductions)

    tonnes = reductions.total_tco2e
    grant_per_t = finance_values["grant_usd"] / np.where(tonnes > 0, tonnes, np.nan)
    shape = {"draws": draws}
    return Outcomes(
        WasteResult.model_validate(
            {**waste_values, "paid_t": years.paid_t, "survey": survey}, context=shape
        ),
        PlantResult.model_validate(plant_values, context=shape),
        CostResult.model_validate(cost_values, context=shape),
        FinanceResult.model_validate(finance_values, context=shape),
        ClimateResult.model_validate(
            {
                **climate_values,
                "grant_usd_per_tco2e": grant_per_t,
                "grant_jpy_per_tco2e": grant_per_t * finance.grant.jpy_per_usd,
            },
            context=shape,
        ),
    )
