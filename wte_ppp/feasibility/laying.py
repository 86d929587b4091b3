"""A study's file laid over its country's rules and the defaults, to a valid definition."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pydantic import ValidationError

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.given import with_origin
from wte_ppp.feasibility.layers import Layered, layered
from wte_ppp.feasibility.money_document import MoneyDocument
from wte_ppp.feasibility.origin import STUDY, Origin
from wte_ppp.feasibility.reading import with_survey
from wte_ppp.feasibility.risk_checks import risk_faults, valid_parts
from wte_ppp.feasibility.survey import WasteSurvey, lhv_deviation_percent
from wte_ppp.field_problems import problems
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.shapes import Situation
from wte_ppp.messages import Message


@dataclass(frozen=True)
class Laid:
    """The layers of a study, its definition where it is valid, and the faults of its values."""

    layers: Layered
    definition: StudyDefinition | None
    faults: list[Problem]


def lay(
    document: MoneyDocument, rules: Rules, situation: Situation, what_if: bool
) -> tuple[Laid, WasteSurvey | None, list[Problem]]:
    """The study laid over its country's rules in a situation; its survey and problems of that."""
    layers = layered(document, rules, situation, what_if=what_if)
    values, survey, in_survey = with_survey(layers.values, document)
    definition, faults = _valid(values, document)
    told = [with_origin(fault, document, layers.origins) for fault in faults]
    return Laid(layers, definition, [*layers.problems, *told]), survey, in_survey


def sound(laid: Laid, *parts: Iterable[Problem]) -> StudyDefinition:
    """The definition, unless it or another part of the study has problems."""
    _raise_all(*parts, laid.faults)
    assert laid.definition is not None  # it has no problems
    return laid.definition


def _valid(
    values: dict[str, Any], document: MoneyDocument
) -> tuple[StudyDefinition | None, list[Problem]]:
    """The definition, or None with its problems; those of its risk whatever else is wrong."""
    try:
        definition = StudyDefinition.model_validate(values, context=document.money)
    except ValidationError as error:
        faults = list(problems(error, StudyDefinition, document))
    else:
        return definition, risk_faults(definition, definition.risk, document)
    try:
        rest = StudyDefinition.model_validate({**values, "risk": None}, context=document.money)
    except ValidationError:
        rest = None
    return None, [*faults, *risk_faults(rest, valid_parts(values.get("risk")), document)]


def _raise_all(*parts: Iterable[Problem]) -> None:
    """Refuse a study with the problems of all parts, each once, in the order of its lines."""
    faults = sorted(
        chain.from_iterable(parts), key=lambda problem: (problem.line or 0, problem.field)
    )
    if faults:
        raise DocumentError(tuple(dict.fromkeys(faults)))


def with_deviation_of(
    survey: WasteSurvey, definition: StudyDefinition
) -> tuple[StudyDefinition, dict[str, Origin]]:
    """The definition with the spread of the survey's samples where none is given; its origins."""
    waste = definition.waste
    source = Message(
        "{file}, {count:,} samples", file=str(waste.survey_file), count=survey.rows[0].samples
    )
    measured = Origin(STUDY, "measured", source)
    origins = {"waste.composition_percent": measured}
    if waste.lhv_deviation_percent is None:
        spread = lhv_deviation_percent(survey, waste)
        waste = waste.model_copy(update={"lhv_deviation_percent": spread})
        definition = definition.model_copy(update={"waste": waste})
        origins["waste.lhv_deviation_percent"] = measured
    return definition, origins
