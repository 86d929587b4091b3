"""Check a folder of guidance: every fault with its line, and what an author should look at."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.guidance.coverage import Coverage, coverage
from wte_ppp.guidance.entries import faulty_entries, read_catalogues
from wte_ppp.guidance.excepted import loose_conditions, misspelt_words, overlapping
from wte_ppp.guidance.fed import unfit_feeds
from wte_ppp.guidance.figures import implausible
from wte_ppp.guidance.inputs import Input
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.load import Guidance, load_sound
from wte_ppp.guidance.override import loosening
from wte_ppp.guidance.places import at, dated_values
from wte_ppp.guidance.procedure import Procedure, procedure_of
from wte_ppp.guidance.project import UNSAID
from wte_ppp.guidance.referring import misleading
from wte_ppp.guidance.rule_tests import run_tests
from wte_ppp.guidance.slips import idle_tests, slips
from wte_ppp.guidance.sourced import unlawful, untimely, vague
from wte_ppp.guidance.spelling import is_slip
from wte_ppp.guidance.tabled import unreached
from wte_ppp.guidance.twice import said_twice
from wte_ppp.guidance.upkeep import gaps, upkeep


@dataclass(frozen=True)
class Report:
    """What a check found.

    `errors` make the profile unusable or wrong; `warnings` an author should look at; `gaps` are
    stated as not known. `tests` counts the authors' tests that were run.
    """

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    gaps: tuple[Problem, ...]
    tests: int
    coverage: Coverage | None


def check(
    folder: str | Path,
    *,
    profiles: str | Path | None = None,
    today: datetime.date | None = None,
    inputs: Mapping[str, Input] | None = None,
) -> Report:
    """Check a profile or toolkit with all its files."""
    errors: list[Problem] = []
    try:
        guidance = load_sound(folder, errors, profiles=profiles)
    except DocumentError as error:
        return Report(_sorted([*errors, *error.problems]), (), (), 0, None)
    layer = guidance.layers[-1]
    catalogues = read_catalogues(layer.folder, errors)
    beneath = [read_catalogues(lower.folder, errors) for lower in guidance.layers[:-1]]
    errors += [
        *faulty_entries(layer, catalogues, beneath, profiles),
        *unfit_feeds(guidance, inputs),
        *_loosened(guidance),
        *unlawful(layer, catalogues),
        *overlapping(layer),
        *misleading(guidance),
        *_procedure(guidance),
    ]
    based = not any(problem.field in ("extends", "procedure") for problem in errors)
    tests, idle = 0, list[Problem]()
    try:
        outcomes = run_tests(guidance)
        tests = len(outcomes)
        idle = [*idle_tests(guidance, outcomes)]
        # A test of a rule that is at fault itself says nothing new.
        errors += [
            outcome.problem()
            for outcome in outcomes
            if not outcome.passed
            and not _is_broken(layer, outcome.test.rule, based)
            and not _is_at_fault(layer, outcome.test.rule, errors)
        ]
    except DocumentError as error:
        errors += error.problems
    day = today or datetime.date.today()
    warnings = [
        *upkeep(guidance, catalogues, day, sound=not errors),
        *implausible(guidance, inputs or {}),
    ]
    warnings += [*untimely(layer), *vague(layer), *slips(guidance)]
    warnings += [*loose_conditions(layer), *misspelt_words(guidance), *unreached(layer), *idle]
    if not errors:
        warnings += said_twice(guidance, catalogues, profiles)
    if not tests and not errors:
        allowed, action = "tests of the rules", "add tests.yaml"
        warnings.append(Problem(str(layer.folder), None, "", "no tests", allowed, action))
    stated = _sorted(gaps(guidance, day))
    return Report(
        _sorted(errors), _sorted(_once(warnings, errors)), stated, tests, coverage(guidance)
    )


def _is_broken(layer: Layer, rule_id: str, based: bool) -> bool:
    """Whether a rule is too faulty to be read, or its file, or the profile beneath is not there."""
    topic, _, name = rule_id.partition(".")
    if rule_id in layer.rules:
        return False
    if not based:
        return True
    document = layer.documents.get(topic)
    return _is_unread(layer, topic) if document is None else name in document.data


def _is_unread(layer: Layer, topic: str) -> bool:
    """Whether the folder has a file of a topic that could not be read, or not by that name."""
    return any(
        file.stem not in layer.documents
        and (file.stem.casefold() == topic or is_slip(file.stem, topic))
        for file in layer.folder.iterdir()
    )


def _is_at_fault(layer: Layer, rule_id: str, errors: list[Problem]) -> bool:
    """Whether an error of a rule is told already."""
    topic, _, name = rule_id.partition(".")
    document = layer.documents.get(topic)
    return document is not None and any(
        error.path == document.path and name in error.field.split(".")[:2] for error in errors
    )


def _once(listed: list[Problem], errors: list[Problem]) -> list[Problem]:
    """Warnings without those of a line with an error, and each place once."""
    lines = {(error.path, error.line) for error in errors if error.line}
    places: set[tuple[str | None, int | None, str]] = set()
    kept = []
    for problem in listed:
        if _place(problem) not in places and (problem.path, problem.line) not in lines:
            kept.append(problem)
        places.add(_place(problem))
    return kept


def _place(problem: Problem) -> tuple[str | None, int | None, str]:
    """File, line and the last two names of the field."""
    return problem.path, problem.line, ".".join(problem.field.split(".")[-2:])


def _sorted(listed: list[Problem]) -> tuple[Problem, ...]:
    return tuple(
        sorted(
            dict.fromkeys(listed),
            key=lambda problem: (problem.path or "", problem.line or 0, problem.field),
        )
    )


def _loosened(guidance: Guidance) -> Iterator[Problem]:
    """Values that end or loosen a binding rule of the layers beneath on a day they cover."""
    layer = guidance.layers[-1]
    if len(guidance.layers) < 2:
        return
    beneath = Guidance(guidance.layers[:-1])
    for rule_id, rule, place, value in dated_values(layer):
        project = value.when.example() if value.when else UNSAID
        for day in _days(beneath, rule_id, value.since, rule.until(place)):
            base = beneath.on(day, project)
            if rule_id not in base or not base[rule_id].bounds:
                continue
            if value.value is None:
                bound = base[rule_id].bounds[-1]
                found = "a gap over a binding rule" if value.gap else "an end of a binding rule"
                fault = found, f"what {bound.source} asks ({bound.origin})", "remove it"
            elif base[rule_id].bounds[-1].unit != rule.unit_of(value):
                bound = base[rule_id].bounds[-1]
                found = f"{rule.unit_of(value)!r} over a binding rule in another unit"
                fault = found, f"{bound.unit!r} ({bound.origin})", "convert it"
            else:
                fault = loosening(base[rule_id], value.value) or ("", "", "")
            if fault[0]:
                yield at(layer, rule_id, f"values.{place}.value", *fault)
                break


def _days(
    beneath: Guidance, rule_id: str, since: datetime.date, until: datetime.date | None
) -> list[datetime.date]:
    """The first day of a value, and those of the rule beneath that begin while it holds."""
    later = {
        value.since
        for layer in beneath.layers
        if rule_id in layer.rules
        for value in layer.rules[rule_id].values
        if value.since > since and (until is None or value.since < until)
    }
    return [since, *sorted(later)]


def _procedure(guidance: Guidance) -> Iterator[Problem]:
    """Faults of an evaluation procedure that a toolkit makes; a base for others may lack parts."""
    layer = guidance.layers[-1]
    mine = [rule_id for rule_id in layer.rules if rule_id.startswith("procedure.")]
    strange = [
        rule_id for rule_id in mine if rule_id.partition(".")[2] not in Procedure.model_fields
    ]
    for rule_id in strange:
        guess = did_you_mean(rule_id.partition(".")[2], Procedure.model_fields)
        action = f"write {guess!r}" if guess else "give it another topic"
        yield at(layer, rule_id, "", rule_id, "a part of a procedure", action)
    rules = guidance.on(layer.profile.as_of)
    if strange or not mine or "procedure.combination" not in rules:
        return
    try:
        procedure_of(rules)
    except DocumentError as error:
        for problem in error.problems:
            rule_id, _, rest = problem.field.partition(".")[2].partition(".")
            name = f"procedure.{rule_id}"
            where = layer if name in layer.rules else guidance.layers[0]
            yield at(where, name, rest, problem.found, problem.allowed, problem.action)
