"""What a study file names beside its own inputs: the country's guidance, a survey, outcomes."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean
from wte_ppp.feasibility.outcomes import ResultSection, unit_of
from wte_ppp.feasibility.project import project_of
from wte_ppp.feasibility.result import (
    ClimateResult,
    CostResult,
    FinanceResult,
    PlantResult,
    WasteResult,
)
from wte_ppp.feasibility.survey import WasteSurvey, read_survey
from wte_ppp.field_problems import field_at
from wte_ppp.guidance.asked import asked_by, unasked
from wte_ppp.guidance.available import available_hosts, available_profiles
from wte_ppp.guidance.folder import DEFAULT_TOOLKIT
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.spelling import unknown
from wte_ppp.messages import Message, sentence
from wte_ppp.validation import Implausible

RESULT_SECTIONS: Mapping[str, type[ResultSection]] = {
    "waste": WasteResult,
    "plant": PlantResult,
    "cost": CostResult,
    "finance": FinanceResult,
    "climate": ClimateResult,
}


def guidance_of(
    document: Document, profiles: str | Path | None = None
) -> tuple[Guidance, Rules, list[Problem]]:
    """The study's country profile, or the toolkit alone, resolved on its day; problems of it."""
    guidance = load_guidance(DEFAULT_TOOLKIT)
    country = document.data.get("country")
    faults: list[Problem] = []
    if isinstance(country, str):
        try:
            folder = Path(document.path).parent / country
            if not folder.is_dir() and country in _no_hosts(profiles):
                raise unknown("country", country, available_hosts(profiles))
            guidance = load_guidance(folder if folder.is_dir() else country, profiles=profiles)
        except DocumentError as error:
            # A fault of a file of the profile has its own line; any other is the study's.
            faults += [
                in_study(replace(problem, field="country"), document)
                if problem.line is None
                else problem
                for problem in error.problems
            ]
        except (OSError, ValueError):
            found = repr(country)[:80]
            faults.append(fault_at(document, "country", found, "an id or a folder", "check it"))
    day, project = document.data.get("as_of"), project_of(document)
    faults += unasked(document, project.words, asked_by(guidance), guidance)
    try:
        return guidance, guidance.on(str(day or guidance.profile.as_of), project), faults
    except DocumentError:
        # The definition names this fault; the rules of the profile's own day stand in.
        return guidance, guidance.on(guidance.profile.as_of, project), faults


def _no_hosts(profiles: str | Path | None) -> set[str]:
    """Profiles of the buyers of credits: no plant stands there."""
    return set(available_profiles(profiles)) - set(available_hosts(profiles))


def with_survey(
    values: dict[str, Any], document: Document
) -> tuple[dict[str, Any], WasteSurvey | None, list[Problem]]:
    """Values with the composition that a survey file gives; problems of that file."""
    waste = values.get("waste")
    name = waste.get("survey_file") if isinstance(waste, dict) else None
    if not isinstance(name, str) or not isinstance(waste, dict):
        return values, None, []
    if waste.get("composition_percent") is not None:
        action = "give the composition of the waste once"
        found = "composition_percent as well"
        return values, None, [fault_at(document, "waste.survey_file", found, "one of them", action)]
    components = waste.get("components")
    component_names = sorted(components) if isinstance(components, dict) else []
    try:
        survey = read_survey(Path(document.path).parent / name, component_names)
    except DocumentError as error:
        return values, None, [in_study(problem, document) for problem in error.problems]
    composition = dict(survey.composition_percent)
    return {**values, "waste": {**waste, "composition_percent": composition}}, survey, []


def unknown_figures(document: Document) -> list[Problem]:
    """Published figures that name no outcome of the result."""
    figures_of_result = [
        f"{section}.{name}"
        for section, model in RESULT_SECTIONS.items()
        for name, field in model.model_fields.items()
        if "Outcome" in str(field.annotation) or field.annotation == float | np.ndarray
    ]
    faults = []
    figures = document.data.get("published")
    for path in figures if isinstance(figures, dict) else ():
        if path not in figures_of_result:
            guess = did_you_mean(path, figures_of_result)
            action = f"write {guess!r}" if guess else "see `wte-ppp study schema --result`"
            allowed = "a number of the result, such as plant.gross_mw"
            faults.append(fault_at(document, f"published.{path}", repr(path), allowed, action))
    return faults


def fault_at(document: Document, field: str, found: str, allowed: str, action: str) -> Problem:
    """Fault at a place of the study file."""
    return Problem(document.path, document.line_of(field) or 1, field, found, allowed, action)


def in_study(problem: Problem, document: Document) -> Problem:
    """Fault of a file that the study names, told at the key that names it."""
    if problem.field not in ("country", "waste.survey_file") or problem.path == document.path:
        return problem
    found = f"{problem.path}: {problem.found}" if problem.path else problem.found
    return fault_at(document, problem.field, found, problem.allowed, problem.action)


def warning_at(implausible: Implausible, document: Document) -> Message:
    """Warning with the line of the study file, where the file gives the number."""
    line = document.line_of(implausible.field)
    if not line:
        return implausible.warning
    place = f"{document.path}:{line}"
    return Message("{place}: {warning}", place=place, warning=implausible.warning)


def about(path: str) -> tuple[Message, str]:
    """Description and unit of an outcome.

    Examples
    --------
    >>> about("finance.minimum_dscr")
    (Message('Minimum DSCR'), '')
    """
    section, *names = path.split(".")
    field = field_at(RESULT_SECTIONS[section], names)
    assert field is not None
    return sentence(str(field.description)), unit_of(field)
