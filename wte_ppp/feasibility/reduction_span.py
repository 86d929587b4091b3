"""How far the choices behind the reductions move them: the climate step under each choice."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import Numeric, mean_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import Outcomes, SpanRow, SurveyRow
from wte_ppp.feasibility.steps.climate import climate_step
from wte_ppp.feasibility.steps.design_waste import with_design_lhv
from wte_ppp.feasibility.steps.finance_case import project_timeline
from wte_ppp.feasibility.steps.seasons import seasonal_plant_step
from wte_ppp.feasibility.steps.waste import Gate, waste_step
from wte_ppp.guidance.shapes import Range
from wte_ppp.messages import Message, mark
from wte_ppp.sources import table

# A survey is planned for a mean within 10 %: what another survey may find.
SURVEY_PRECISION = 0.10
FOSSIL = {
    "acm0022": mark("ACM0022's contents of wet waste"),
    "ipcc": mark("IPCC's contents of dry matter"),
    "analysis": mark("the waste's own analysis"),
}
MODELS = {
    "tool04": mark("TOOL04, yearly"),
    "tool04_monthly": mark("TOOL04, monthly"),
    "ipcc_2006": mark("IPCC 2006"),
    "ipcc_2019": mark("IPCC 2019"),
}
RATES = {
    "default": mark("default decay rates"),
    "low": mark("low end of the IPCC's decay rates"),
    "high": mark("high end of the IPCC's decay rates"),
}
# Where a study does not say to which landfill the waste would go.
SITES = {
    "unmanaged_deep": mark("unmanaged, deep"),
    "unmanaged_shallow": mark("unmanaged, shallow"),
    "uncategorised": mark("not known"),
    "managed_anaerobic": mark("managed, anaerobic"),
}
USED = Message("as in the study")
GRID, SITE = "climate.grid_factor_tco2_per_mwh", "climate.disposal_site"
CHANGE = "climate.grid_factor_change_percent_per_year"
# The faster end of what the default of CHANGE says of plans of South-East Asia, -1 to -4 % a year.
FALL_PERCENT = 4.0


@dataclass(frozen=True)
class _Choice:
    """One way to choose: changes of the climate section, shares of components, and its name."""

    name: Message
    climate: Mapping[str, Any]
    shares: Mapping[str, Numeric] | None = None


def reduction_span(
    study: StudyDefinition,
    outcomes: Outcomes,
    survey: tuple[SurveyRow, ...] = (),
    ranges: Mapping[str, Range] | None = None,
    assumed: Collection[str] = (),
) -> tuple[SpanRow, ...]:
    """Average yearly reduction under the lowest and highest of each kind of choice.

    Parameters
    ----------
    study
        A valid definition, one case and no draws.
    outcomes
        Its outcomes; waste and plant stay as they are.
    survey
        Statistics of its waste survey.
    ranges
        Ranges of the country profile of which the cautious end stands, by dotted path.
    assumed
        Dotted paths of inputs that neither study nor country gives.

    Returns
    -------
    tuple[SpanRow, ...]
        One row a kind of choice, then all the lowest and all the highest together; empty where the
        reduction itself is not stated.
    """
    used = mean_of(outcomes.climate.average_reduction_tco2e_per_year)
    if np.isnan(used):
        return ()
    timeline = project_timeline(study.finance).annual
    finance = study.finance
    gate = waste_step(study.waste, finance.contract_years, timeline, survey)
    if study.waste.seasons:
        _, gate = seasonal_plant_step(
            with_design_lhv(study.plant), study.waste, gate, finance.contract_years, timeline,
            finance.first_operation_year,
        )  # fmt: skip

    def under(climate: Mapping[str, Any], shares: Mapping[str, Numeric] | None) -> float:
        found = climate_step(
            study.climate.model_copy(update=dict(climate)),
            gate if shares is None else gate.with_municipal(shares, gate.streams[0].carbon),
            outcomes.plant,
            finance.contract_years,
            finance.first_operation_year,
        )
        return mean_of(found.average_reduction_tco2e_per_year)

    rows, lowest, highest = [], [], []
    kinds = [*_kinds(study, gate, survey), *_assumed(study, ranges or {}, assumed)]
    for kind, name, as_used, choices in kinds:
        tried = [(used, _Choice(as_used, {}))]
        tried += [(under(choice.climate, choice.shares), choice) for choice in choices]
        low, high = (pick(tried, key=lambda entry: entry[0]) for pick in (min, max))
        lowest.append(low[1])
        highest.append(high[1])
        rows.append(
            SpanRow(
                kind=kind, choice=name, low_tco2e=low[0], low_choice=low[1].name, used_tco2e=used,
                used_choice=as_used, high_tco2e=high[0], high_choice=high[1].name,
            )
        )  # fmt: skip
    ends = [
        under(
            {key: value for choice in each for key, value in choice.climate.items()},
            next((choice.shares for choice in each if choice.shares is not None), None),
        )
        for each in (lowest, highest)
    ]
    together = SpanRow(
        kind="all", choice=Message("All together"), low_tco2e=min(*ends, used),
        low_choice=Message("the lowest of each"), used_tco2e=used, used_choice=USED,
        high_tco2e=max(*ends, used), high_choice=Message("the highest of each"),
    )  # fmt: skip
    return (*rows, together)


def _kinds(
    study: StudyDefinition, gate: Gate, survey: tuple[SurveyRow, ...]
) -> Iterator[tuple[str, Message, Message, list[_Choice]]]:
    """Kinds of choice: input, name, what the study chose, and the others."""
    climate = study.climate
    for name, field, words in (
        (Message("Fossil carbon"), "fossil_carbon", FOSSIL),
        (Message("Landfill model"), "landfill_model", MODELS),
        (Message("Decay rates"), "decay_rates", RATES),
    ):
        chosen = getattr(climate, field)
        others = [
            _Choice(Message(word), {field: other})
            for other, word in words.items()
            if other != chosen
        ]
        yield field, name, Message(words[chosen]), others
    yield "composition", Message("Composition"), USED, _compositions(gate, survey)


def _assumed(
    study: StudyDefinition, ranges: Mapping[str, Range], assumed: Collection[str]
) -> Iterator[tuple[str, Message, Message, list[_Choice]]]:
    """Choices that nobody made: the landfill, the end of a range of grid factors, their course."""
    if SITE in assumed and study.climate.disposal_site in SITES:
        chosen = study.climate.disposal_site
        sites = [
            _Choice(Message(word), {"disposal_site": name})
            for name, word in SITES.items()
            if name != chosen
        ]
        yield "disposal_site", Message("Type of landfill"), Message(SITES[chosen]), sites
    factors = []
    reference = _jcm_factor(study)
    if reference is not None:
        factor, name = reference
        factors.append(_Choice(name, {"reference_grid_factor_tco2_per_mwh": factor}))
    if GRID in ranges:
        high = ranges[GRID].high
        name = Message("{factor} tCO2/MWh, the other end of the country's range", factor=high)
        factors.append(_Choice(name, {"grid_factor_tco2_per_mwh": high}))
    if CHANGE in assumed:
        falling = Message("falling by {percent:max1} % a year", percent=FALL_PERCENT)
        factors.append(_Choice(falling, {"grid_factor_change_percent_per_year": -FALL_PERCENT}))
    if factors:
        yield "grid_factor", Message("Grid factor"), USED, factors


def _compositions(gate: Gate, survey: tuple[SurveyRow, ...]) -> list[_Choice]:
    """Shares at which more rots and less is fossil, and the reverse."""
    ends = {row.component: (row.lower_percent / 100, row.upper_percent / 100) for row in survey}
    if survey:
        less = Message("less that rots, more that is fossil, at the survey's 90 % limits")
        more = Message("more that rots, less that is fossil, at the survey's 90 % limits")
    else:
        less = Message("10 % less that rots, 10 % more that is fossil")
        more = Message("10 % more that rots, 10 % less that is fossil")

    def moved(rotting_up: bool) -> dict[str, Numeric]:
        shares: dict[str, Numeric] = {}
        for name, share in gate.streams[0].shares.items():
            part = gate.properties[name]
            fossil = float(np.mean(part.fossil_carbon_percent)) > 50
            rots = part.decay_class != "inert"
            low, high = ends.get(
                name, (share * (1 - SURVEY_PRECISION), share * (1 + SURVEY_PRECISION))
            )
            up = rotting_up if rots else not rotting_up
            shares[name] = (high if up else low) if rots or fossil else share
        total = sum(shares.values())
        return {name: share / total for name, share in shares.items()}

    return [_Choice(less, {}, moved(False)), _Choice(more, {}, moved(True))]


def _jcm_factor(study: StudyDefinition) -> tuple[float, Message] | None:
    """The first grid of the country in the JCM's lists, unless the study states its own."""
    if study.climate.reference_grid_factor_tco2_per_mwh is not None:
        return None
    return next(
        (
            (
                float(row["value"]),
                Message(
                    "{factor} tCO2/MWh, of JCM methodologies for solar power ({grid})",
                    factor=row["value"], grid=row["grid"],
                ),
            )
            for row in table("jcm_grid_factors")
            if row["country"] == study.country and row["case"] == "grid"
        ),
        None,
    )  # fmt: skip
