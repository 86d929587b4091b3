"""Check a folder of guidance: every fault with its line, and what an author should look at."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean
from wte_ppp.guidance.catalogues import CATALOGUES, REFERRING, Entry, LegalProcedure
from wte_ppp.guidance.coverage import Coverage, coverage
from wte_ppp.guidance.fed import unfit_feeds
from wte_ppp.guidance.figures import implausible
from wte_ppp.guidance.folder import SOURCES, Catalogue, read_catalogue
from wte_ppp.guidance.inputs import Input
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.load import Guidance, available_procedures, load_sound
from wte_ppp.guidance.override import loosening
from wte_ppp.guidance.places import at, dated_values
from wte_ppp.guidance.procedure import Procedure, procedure_of
from wte_ppp.guidance.rule_tests import run_tests
from wte_ppp.guidance.slips import idle_tests, slips
from wte_ppp.guidance.sourced import unlawful, untimely, vague
from wte_ppp.guidance.upkeep import gaps, upkeep
from wte_ppp.validation import Section


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
    catalogues = _catalogues(layer.folder, errors)
    beneath = [_catalogues(layer.folder, errors) for layer in guidance.layers[:-1]]
    named = {target: _ids([*beneath, catalogues], target) for _, _, target in REFERRING}
    errors += [
        *_references(layer, catalogues, named),
        *unfit_feeds(guidance, inputs),
        *_loosened(guidance),
        *unlawful(layer, catalogues),
        *_procedure(guidance),
        *_runners(layer, catalogues, profiles),
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
    warnings += [*untimely(layer), *vague(layer), *slips(guidance), *idle]
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
    return (layer.folder / f"{topic}.yaml").is_file() if document is None else name in document.data


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


def _catalogues(folder: Path, faults: list[Problem]) -> dict[str, Catalogue]:
    """Catalogues of a folder that are sound; the faults of the others."""
    catalogues: dict[str, Catalogue] = {}
    for name in CATALOGUES:
        try:
            catalogue = read_catalogue(folder, name)
        except DocumentError as error:
            faults += error.problems
            continue
        if catalogue.document is not None:
            catalogues[name] = catalogue
    return catalogues


def _references(
    layer: Layer, catalogues: Mapping[str, Catalogue], named: Mapping[str, set[str]]
) -> Iterator[Problem]:
    """Catalogue entries that name a source or another entry that is not there."""
    for name, (entries, document) in catalogues.items():
        links = [(field, target) for catalogue, field, target in REFERRING if catalogue == name]
        for key, entry in entries.items():
            if entry is None or document is None:
                continue
            for field, target in links:
                words = getattr(entry, field)
                for word in (words,) if isinstance(words, str) else words or ():
                    if word not in named[target]:
                        place = f"{key}.{field}"
                        guess = did_you_mean(word, named[target])
                        action = f"write {guess!r}" if guess else f"add it to {target}.yaml"
                        line, allowed = document.line_of(place), f"an id of {target}.yaml"
                        yield Problem(document.path, line, place, repr(word), allowed, action)
            yield from _dishonest(layer, key, entry, document)


def _ids(layers: Sequence[Mapping[str, Catalogue]], name: str) -> set[str]:
    """Ids of a catalogue in all layers."""
    return {
        key
        for catalogues in layers
        if name in catalogues
        for key, entry in catalogues[name].entries.items()
        if entry is not None
    }


def _is_unreadable(layer: Layer, source: str) -> bool:
    """Whether a source is written down but at fault itself, which is told where it stands."""
    document = layer.documents.get("sources")
    if document is None:
        return (layer.folder / SOURCES).is_file()
    return source in document.data and source not in layer.sources


def _dishonest(layer: Layer, key: str, entry: Section, document: Document) -> Iterator[Problem]:
    """An entry whose source is unknown, or whose status claims more than was read or is law."""

    def fault(word: str, found: str, allowed: str, action: str) -> Problem:
        place = f"{key}.{word}"
        return Problem(document.path, document.line_of(place), place, found, allowed, action)

    if not isinstance(entry, Entry) or _is_unreadable(layer, entry.source):
        return
    if entry.source and entry.source not in layer.sources:
        guess = did_you_mean(entry.source, layer.sources)
        action = f"write {guess!r}" if guess else "add it to sources.yaml"
        yield fault("source", repr(entry.source), "a key of sources.yaml", action)
    source = layer.sources.get(entry.source)
    read = source is not None and source.text != "unread"
    if not read and entry.status != "assumption":
        found = f"{entry.status} without a source that was read"
        yield fault("status", found, "assumption", "name the source")
    if not read and entry.confidence == "S":
        found = "S without a source that was read"
        yield fault("confidence", found, "K or U", "name the source")
    until = entry.until if isinstance(entry, LegalProcedure) else None
    ends = None if until is None else datetime.date.fromisoformat(until)
    if source is not None and entry.status == "law" and (reason := source.refuses(ends)):
        allowed = "what is in force" if until is None else f"what is in force up to {until}"
        yield fault("status", reason, allowed, "write another status, or the day on which it ends")


def _loosened(guidance: Guidance) -> Iterator[Problem]:
    """Values that end or loosen a binding rule of the layers beneath on a day they cover."""
    layer = guidance.layers[-1]
    if len(guidance.layers) < 2:
        return
    beneath = Guidance(guidance.layers[:-1])
    for rule_id, rule, place, value in dated_values(layer):
        for day in _days(beneath, rule_id, value.since, rule.until(place)):
            base = beneath.on(day)
            if rule_id not in base or not base[rule_id].bounds:
                continue
            if value.value is None:
                bound = base[rule_id].bounds[-1]
                found = "a gap over a binding rule" if value.gap else "an end of a binding rule"
                fault = found, f"what {bound.source} asks ({bound.origin})", "remove it"
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


def _runners(
    layer: Layer, catalogues: Mapping[str, Catalogue], profiles: str | Path | None
) -> Iterator[Problem]:
    """Procedures of the law that name no evaluation toolkit that is there."""
    entries, document = catalogues.get("procedures", Catalogue({}, None))
    known = available_procedures(profiles)
    for key, entry in entries.items():
        if document is None or not isinstance(entry, LegalProcedure):
            continue
        for place, name in enumerate(entry.toolkits):
            if name not in known:
                field = f"{key}.toolkits.{place}"
                guess = did_you_mean(name, known)
                action = f"write {guess!r}" if guess else "name one, or say why_not"
                line, allowed = document.line_of(field), "an evaluation toolkit"
                yield Problem(document.path, line, field, repr(name), allowed, action)
