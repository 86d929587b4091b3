"""Read one folder of guidance: head, sources, topics of rules, catalogues; all faults at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean, read_document
from wte_ppp.field_problems import problems
from wte_ppp.guidance.catalogues import CATALOGUES, ENTRY_ID, Question
from wte_ppp.guidance.defaults import with_defaults
from wte_ppp.guidance.honesty import against_sources
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.schema import Profile, Rule
from wte_ppp.guidance.shapes import NAME
from wte_ppp.guidance.source import Source
from wte_ppp.guidance.spelling import is_slip
from wte_ppp.guidance.tables import cells, words_of
from wte_ppp.guidance.units import alike
from wte_ppp.validation import Section

HEADS = ("profile.yaml", "toolkit.yaml")
DEFAULT_TOOLKIT = "wte_ppp"
SOURCES, TESTS = "sources.yaml", "tests.yaml"
MOST_FILES = 60
STAND_IN = {"schema": "wte_ppp/profile/1", "id": "x", "version": "0", "as_of": "2000-01-01"}
Model = TypeVar("Model", bound=Section)


def read_head(folder: Path, faults: list[Problem]) -> tuple[Document, Profile]:
    """Head of a folder; where it is at fault, one that stands in so that the rest can be read.

    Raises `DocumentError` if there is no head, or it is no YAML.
    """
    head = next((folder / name for name in HEADS if (folder / name).is_file()), None)
    if head is None:
        allowed, action = "profile.yaml or toolkit.yaml", "add the file, or name another folder"
        raise DocumentError((Problem(str(folder), None, "", "no profile.yaml", allowed, action),))
    document = read_document(_inside(head, folder))
    name = folder.resolve().name
    try:
        profile = Profile.model_validate(document.data)
    except ValidationError as error:
        faults += problems(error, Profile, document)
        wrong = {str(item["loc"][0]) for item in error.errors()}
        sound = {key: value for key, value in document.data.items() if key not in wrong}
        if "extends" in wrong:
            sound["extends"] = DEFAULT_TOOLKIT
        profile = Profile.model_validate({**STAND_IN, "id": name, "name": name, **sound})
    if profile.id != name:
        line = document.line_of("id")
        allowed = f"the folder's name, {name!r}"
        found = repr(profile.id)
        faults.append(Problem(document.path, line, "id", found, allowed, "rename one of them"))
    return document, profile


def _inside(file: Path, folder: Path) -> Path:
    """The file, if it lies in the folder and is no link that leads out of it."""
    found = ""
    try:
        if file.resolve().parent != folder.resolve():
            found = "a link that leads out of the folder"
        elif not file.is_file():
            found = "no plain file"
    except (OSError, RuntimeError):
        found = "a link that leads nowhere"
    if found:
        raise DocumentError(
            (Problem(str(file), None, "", found, "a file of the folder", "copy the file here"),)
        )
    return file


def topic_files(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Files of rules of a folder, and problems of names."""
    files, faults = [], []
    paths = sorted(folder.glob("*.yaml"))
    if len(paths) > MOST_FILES:
        allowed, action = f"at most {MOST_FILES}", "is this the right folder?"
        raise DocumentError(
            (Problem(str(folder), None, "", f"{len(paths)} files", allowed, action),)
        )
    for file in paths:
        if file.name in (*HEADS, SOURCES, TESTS) or file.stem in CATALOGUES:
            continue
        if not re.match(NAME, file.stem) or file.stem == "head":
            allowed = "small letters, digits and _, not head"
            faults.append(Problem(str(file), None, "", file.stem, allowed, "rename the file"))
            continue
        files.append(file)
    faults += [
        Problem(str(file), None, "", file.name, "the ending .yaml", "rename the file")
        for file in sorted(folder.glob("*.yml"))
    ]
    return files, faults


def read_layer(
    folder: Path,
    head: Document,
    profile: Profile,
    beneath: Sequence[Layer],
    faults: list[Problem],
) -> Layer:
    """A folder's sources and rules, held against those of the layers beneath."""
    documents = {"head": head}
    own_sources: dict[str, Source] = {}
    stated: set[str] = set()
    unreadable = False
    questions: dict[str, Question] = {}
    try:
        if (folder / SOURCES).is_file():
            documents["sources"] = read_document(_inside(folder / SOURCES, folder), bare=True)
            own_sources = _entries(documents["sources"], Source, faults)
            stated = set(documents["sources"].data)
    except DocumentError as error:
        faults += error.problems
        unreadable = True
    try:
        outline = read_catalogue(folder, "outline").entries
        questions = {key: entry for key, entry in outline.items() if isinstance(entry, Question)}
    except DocumentError as error:
        faults += error.problems
    sources = {
        key: source for layer in beneath for key, source in layer.sources.items()
    } | own_sources
    asked = {
        key: question
        for outline_questions in (*(layer.questions for layer in beneath), questions)
        for key, question in outline_questions.items()
    }
    words = {key: question.description for key, question in asked.items()}
    words |= {key: rule.description for layer in beneath for key, rule in layer.rules.items()}
    fed = {key: question.feeds for key, question in asked.items()}
    files, wrong_names = topic_files(folder)
    faults += wrong_names
    rules: dict[str, Rule] = {}
    topics = {rule_id.partition(".")[0] for rule_id in words}
    for file in files:
        meant = next((topic for topic in sorted(topics) if is_slip(file.stem, topic)), None)
        if meant and file.stem not in topics and not (folder / f"{meant}.yaml").is_file():
            allowed = f"{meant}.yaml, the file of that topic"
            faults.append(Problem(str(file), None, "", file.name, allowed, "rename the file"))
            continue
        try:
            document = with_defaults(read_document(_inside(file, folder)), faults)
        except DocumentError as error:
            faults += error.problems
            continue
        documents[file.stem] = document
        for name, rule in _entries(document, Rule, faults).items():
            rule_id = f"{file.stem}.{name}"
            if not rule.choices and rule_id in asked:
                rule = rule.model_copy(update={"choices": asked[rule_id].choices})
                faults += _outside(document, name, rule, rule.choices)
            faults += _against_base(document, name, rule, rule_id, beneath)
            if not rule.description and rule_id not in words:
                guess = did_you_mean(rule_id, words)
                action = f"add it, or write {guess!r} as the rule's name" if guess else "add it"
                line, allowed = document.line_of(name), "what the rule is, in one sentence"
                place = f"{name}.description"
                faults.append(Problem(document.path, line, place, "nothing", allowed, action))
            # Where a rule says nothing of it, the outline says what it is and what it fills.
            filled: dict[str, Any] = {"description": rule.description or words.get(rule_id, "")}
            if "feeds" not in rule.model_fields_set:
                filled["feeds"] = fed.get(rule_id)
            rules[rule_id] = rule.model_copy(update=filled)
    if not unreadable:
        faults += against_sources(documents, rules, sources, own_sources, stated)
    return Layer(profile, folder, sources, rules, questions, documents)


def _entries(document: Document, model: type[Model], faults: list[Problem]) -> dict[str, Model]:
    """Entries of a file by name; what is wrong goes to the faults."""
    entries: dict[str, Model] = {}
    for name, body in document.data.items():
        if not re.match(ENTRY_ID, name):
            line, allowed = document.line_of(name), "small letters, digits and _"
            faults.append(Problem(document.path, line, name, repr(name), allowed, "rename it"))
            continue
        try:
            entries[name] = model.model_validate(body)
        except ValidationError as error:
            faults += problems(error, model, document, under=name)
    return entries


def _against_base(
    document: Document, name: str, rule: Rule, rule_id: str, beneath: Sequence[Layer]
) -> Iterator[Problem]:
    """A rule that changes the unit or leaves the words of the rule that it replaces."""
    base = next(
        (layer.rules[rule_id] for layer in reversed(beneath) if rule_id in layer.rules), None
    )
    if base is None:
        return
    units = {base.unit: None} | {base.unit_of(value): None for value in base.values}
    if not alike(rule.unit, units):
        field = f"{name}.unit" if f"{name}.unit" in document.lines else name
        line, action = document.line_of(field), "convert the values"
        yield Problem(document.path, line, field, repr(rule.unit), repr(base.unit), action)
    for place, value in enumerate(rule.values):
        if value.unit is not None and not alike(value.unit, units):
            field = f"{name}.values.{place}.unit"
            line, allowed = document.line_of(field), " or ".join(map(repr, units))
            yield Problem(document.path, line, field, repr(value.unit), allowed, "convert it")
    yield from _outside(document, name, rule, base.choices)


def _outside(
    document: Document, name: str, rule: Rule, choices: tuple[str, ...]
) -> Iterator[Problem]:
    """Words of a rule that are none of those it may have."""
    for place, value in enumerate(rule.values):
        said = [(below, word) for below, cell in cells(value.value) for word in words_of(cell)]
        for below, word in said if choices else ():
            if word not in choices:
                field = f"{name}.values.{place}.value{below}"
                allowed = "one of " + ", ".join(choices)
                line = document.line_of(field)
                yield Problem(document.path, line, field, repr(word), allowed, "write one of them")


class Catalogue(NamedTuple):
    """Entries of one catalogue file by id, and the file; an entry is None where it says null."""

    entries: Mapping[str, Section | None]
    document: Document | None


def read_catalogue(folder: Path, name: str) -> Catalogue:
    """Entries of a catalogue of a folder; empty if it has none.

    Raises `DocumentError` with every problem of the file.
    """
    file = folder / f"{name}.yaml"
    if not file.is_file():
        return Catalogue({}, None)
    document = read_document(_inside(file, folder))
    model = CATALOGUES[name]
    pattern = ENTRY_ID if model is not Question else r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"
    faults: list[Problem] = []
    entries: dict[str, Section | None] = {}
    for key, body in document.data.items():
        if not re.match(pattern, key):
            line, allowed = document.line_of(key), "small letters, digits and _"
            faults.append(Problem(document.path, line, key, repr(key), allowed, "rename it"))
            continue
        try:
            entries[key] = None if body is None else model.model_validate(body)
        except ValidationError as error:
            faults += problems(error, model, document, under=key)
    if faults:
        raise DocumentError(faults)
    return Catalogue(entries, document)
