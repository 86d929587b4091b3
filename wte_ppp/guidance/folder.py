"""Read one folder of guidance: head, sources, topics of rules, catalogues; all faults at once."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean, read_document
from wte_ppp.field_problems import problems
from wte_ppp.guidance.catalogues import CATALOGUES, ENTRY_ID, Question
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.schema import DatedValue, Profile, Rule, Source
from wte_ppp.guidance.shapes import NAME
from wte_ppp.validation import Section

HEADS = ("profile.yaml", "toolkit.yaml")
DEFAULT_TOOLKIT = "wte_ppp"
SOURCES, TESTS = "sources.yaml", "tests.yaml"
MOST_FILES = 60
FEW = 3
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
            documents["sources"] = read_document(_inside(folder / SOURCES, folder))
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
    words = {
        key: question.description
        for outline_questions in (*(layer.questions for layer in beneath), questions)
        for key, question in outline_questions.items()
    }
    words |= {key: rule.description for layer in beneath for key, rule in layer.rules.items()}
    files, wrong_names = topic_files(folder)
    faults += wrong_names
    rules: dict[str, Rule] = {}
    for file in files:
        try:
            document = read_document(_inside(file, folder))
        except DocumentError as error:
            faults += error.problems
            continue
        documents[file.stem] = document
        for name, rule in _entries(document, Rule, faults).items():
            rule_id = f"{file.stem}.{name}"
            faults += _against_base(document, name, rule, rule_id, beneath)
            if not rule.description and rule_id not in words:
                guess = did_you_mean(rule_id, words)
                action = f"add it, or write {guess!r} as the rule's name" if guess else "add it"
                line, allowed = document.line_of(name), "what the rule is, in one sentence"
                place = f"{name}.description"
                faults.append(Problem(document.path, line, place, "nothing", allowed, action))
            rules[rule_id] = (
                rule
                if rule.description
                else rule.model_copy(update={"description": words.get(rule_id, "")})
            )
    if not unreadable:
        faults += _against_sources(documents, rules, sources, own_sources, stated)
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


def _against_sources(
    documents: Mapping[str, Document],
    rules: Mapping[str, Rule],
    sources: Mapping[str, Source],
    own: Mapping[str, Source],
    stated: set[str],
) -> Iterator[Problem]:
    """Values whose source is unknown, or says other than their status and confidence.

    Where several values ask more of one source than it gives, the source is told, once.
    """
    by_source: dict[str, list[Problem]] = {}
    for rule_id, rule in rules.items():
        topic, _, name = rule_id.partition(".")
        document = documents[topic]
        for place, value in enumerate(rule.values):
            if value.source in stated and value.source not in sources:
                # Its own fault is told where it stands.
                continue
            later = rule.values[place + 1].since if place + 1 < len(rule.values) else None
            fault = _dishonest(value, sources, later)
            if fault is None:
                continue
            word, found, allowed, action = fault
            field = f"{name}.values.{place}.{word}"
            problem = Problem(document.path, document.line_of(field), field, found, allowed, action)
            if value.source in own:
                by_source.setdefault(value.source, []).append(problem)
            else:
                yield problem
    for key, problems_of in by_source.items():
        if len(problems_of) == 1:
            yield problems_of[0]
            continue
        document, source = documents["sources"], own[key]
        word = "text" if source.state is None or source.text == "unread" else "state"
        shown = ", ".join(problem.field.partition(".")[0] for problem in problems_of[:FEW])
        rest = f" and {len(problems_of) - FEW} more" if len(problems_of) > FEW else ""
        found = f"{word}: {getattr(source, word)}, while {shown}{rest} say: {problems_of[0].found}"
        place_of, action = f"{key}.{word}", "correct it here, or in each of them"
        line, allowed = document.line_of(place_of), problems_of[0].allowed
        yield Problem(document.path, line, place_of, found, allowed, action)


def _dishonest(
    value: DatedValue, sources: Mapping[str, Source], later: datetime.date | None
) -> tuple[str, str, str, str] | None:
    """What a value claims beyond its source, up to the day on which the next begins."""
    if not value.source:
        if value.status not in (None, "assumption"):
            action = "name the source, or write assumption"
            return "status", f"{value.status} without source", "assumption", action
        if value.confidence == "S":
            return "confidence", "S without source", "K or U", "name the source"
        return None
    source = sources.get(value.source)
    if source is None:
        guess = did_you_mean(value.source, sources)
        action = f"write {guess!r}" if guess else "add it to sources.yaml"
        return "source", repr(value.source), "a key of sources.yaml", action
    if source.text == "unread":
        action = "read it, or say so"
        if value.status != "assumption":
            allowed = "assumption, with confidence K or U"
            return "status", f"{value.status} from a source nobody read", allowed, action
        if value.confidence == "S":
            return "confidence", "S from a source nobody read", "K or U", action
        return None
    if value.confidence != "S":
        found = f"{value.confidence} although the source was read"
        return "confidence", found, "S", "write S, or cite another source"
    reason = source.refuses(later) if value.status == "law" else ""
    if reason:
        allowed = "what is in force" if later is None else f"what is in force up to {later}"
        action = "write another status, or what follows it from that day, and bind nothing"
        return "status", reason, allowed, action
    return None


def _against_base(
    document: Document, name: str, rule: Rule, rule_id: str, beneath: Sequence[Layer]
) -> Iterator[Problem]:
    """A rule that changes the unit or leaves the words of the rule that it replaces."""
    base = next(
        (layer.rules[rule_id] for layer in reversed(beneath) if rule_id in layer.rules), None
    )
    if base is None:
        return
    if base.unit != rule.unit:
        field = f"{name}.unit" if f"{name}.unit" in document.lines else name
        line, action = document.line_of(field), "convert the values"
        yield Problem(document.path, line, field, repr(rule.unit), repr(base.unit), action)
    for place, value in enumerate(rule.values):
        words = (value.value,) if isinstance(value.value, str) else value.value
        for word in words if base.choices and isinstance(words, tuple) else ():
            if word not in base.choices:
                field = f"{name}.values.{place}.value"
                allowed = "one of " + ", ".join(base.choices)
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
