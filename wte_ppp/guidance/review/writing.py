"""The files of a profile with what a review sheet changes: all of them, or none.

Documents are put in place before the values that cite them: a command that is killed between two
files leaves a profile that loads, and the same sheet read again does the rest.
"""

import shutil
import string
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.files import one_writer, temporary_folder, write_folder
from wte_ppp.guidance.folder import SOURCES
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.published import schema_name
from wte_ppp.guidance.review.changes import ORDER, Change, Outcome
from wte_ppp.guidance.review.filled_row import HEADS, ORIGIN
from wte_ppp.guidance.review.layout import DOCUMENTS, PLACES, REVIEW
from wte_ppp.guidance.review.reading import Sheet
from wte_ppp.guidance.rule_tests import run_tests
from wte_ppp.guidance.scaffold import LINE, about
from wte_ppp.yaml_edits import YamlEdits

PACKAGE = "_data"


@dataclass(frozen=True)
class Prepared:
    """Files as they shall be, by name, and the author's tests that they would break."""

    folder: Path
    files: Mapping[str, str]
    broken: tuple[Problem, ...]


def prepare(
    guidance: Guidance, sheet: Sheet, outcome: Outcome, profiles: Path | None = None
) -> Prepared:
    """Files with the changes, tried in a copy of the folder.

    Raises
    ------
    DocumentError
        If the profile would not load with them, or a file cannot be changed in place.
    """
    if outcome.faults:
        raise DocumentError(outcome.faults)
    layer = guidance.layers[-1]
    files = dict(_changed_files(guidance, sheet, outcome))
    with temporary_folder() as place:
        copy = place / layer.folder.resolve().name
        shutil.copytree(layer.folder, copy)
        write_folder(copy, files)
        try:
            tried = load_guidance(copy, profiles=profiles or layer.folder.resolve().parent)
        except DocumentError as error:
            raise DocumentError(_of_sheet(error, sheet, outcome, copy, layer.folder)) from None
        before = {tested.name for tested in run_tests(guidance) if not tested.passed}
        broken = tuple(
            replace(tested.problem(), path=str(layer.folder / Path(tested.path).name))
            for tested in run_tests(tried)
            if not tested.passed and tested.name not in before
        )
    return Prepared(layer.folder, files, broken)


@contextmanager
def one_reviewer(folder: Path) -> Iterator[None]:
    """Keep a second command from changing a folder from the loading of its profile on.

    Raises
    ------
    DocumentError
        If another command is changing it, or it is supplied with the program.
    OSError
        If the folder cannot be written.
    """
    _refuse_supplied(folder)
    with one_writer(folder / SOURCES):
        yield


def write(prepared: Prepared) -> None:
    """Put the files in place; `one_reviewer` holds the folder since its profile was loaded.

    Raises
    ------
    DocumentError
        If the folder is supplied with the program.
    """
    _refuse_supplied(prepared.folder)
    write_folder(prepared.folder, prepared.files)


def _refuse_supplied(folder: Path) -> None:
    if PACKAGE in folder.parts:
        found, allowed = "a profile supplied with the program", "a folder of your own"
        action = "copy it, and name the folder of the copy with --profiles"
        raise DocumentError((Problem(str(folder), None, "", found, allowed, action),))


def _changed_files(guidance: Guidance, sheet: Sheet, outcome: Outcome) -> Iterator[tuple[str, str]]:
    layer = guidance.layers[-1]
    graded = _grades(layer, sheet, outcome)
    sources = _edits(layer, SOURCES, "sources")
    for key, source in graded.items():
        sources.append(key, source)
    later = _read_later(layer, outcome)
    for key, day in later.items():
        sources.put((key,), "read", day)
    if graded or later:
        yield SOURCES, sources.text()
    by_topic: dict[str, list[Change]] = {}
    for change in outcome.changes:
        by_topic.setdefault(change.rule_id.partition(".")[0], []).append(change)
    for topic, changes in by_topic.items():
        name = f"{topic}.yaml"
        edits = _edits(layer, name, "rules")
        for change in changes:
            _apply(edits, guidance, change, _with_grade(change, graded))
        yield name, edits.text()


def _edits(layer: Layer, name: str, kind: str) -> YamlEdits:
    path = layer.folder / name
    head = LINE.format(name=schema_name(kind)).encode()
    return YamlEdits(path.read_bytes() if path.is_file() else head, str(path))


def _grades(layer: Layer, sheet: Sheet, outcome: Outcome) -> dict[str, dict[str, Any]]:
    """New documents that are cited, as sources; one that came by this sheet before is no new one.

    What was read is the document's where all rows say the same; else each value says its own.
    """
    cited: dict[str, list[Change]] = {}
    for change in outcome.changes:
        if change.wanted.get("source") in sheet.documents:
            cited.setdefault(str(change.wanted["source"]), []).append(change)
    there = [key for key in cited if key in _stated(layer)]
    _refuse_others(layer, sheet, there)
    sources = {}
    for key, changes in cited.items():
        if key in there:
            continue
        grades = {change.grade for change in changes}
        body = dict(sheet.documents[key])
        state = body.pop("state", None)
        body["text"] = next(iter(grades)) if len(grades) == 1 else "unread"
        if body["text"] != "unread":
            body["read"] = max(str(change.wanted["reviewed"]) for change in changes)
        sources[key] = body if state is None else {**body, "state": state}
    return sources


def _stated(layer: Layer) -> Mapping[str, Any]:
    """Documents of the folder itself, as its file has them."""
    return layer.documents["sources"].data if "sources" in layer.documents else {}


def _refuse_others(layer: Layer, sheet: Sheet, keys: Sequence[str]) -> None:
    """Refuse a document of the sheet whose short name stands for another in the folder."""
    faults = [
        Problem(
            sheet.path, None, f"{DOCUMENTS}!{sheet.document_rows[key]}, {part}", repr(entered),
            f"{getattr(layer.sources[key], part)!r}, as {key} stands in {SOURCES}",
            "enter it so, or choose another short name",
        )
        for key in keys
        for part, entered in sheet.documents[key].items()
        if entered != getattr(layer.sources[key], part)
    ]  # fmt: skip
    if faults:
        raise DocumentError(faults)


def _with_grade(change: Change, sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    source = sources.get(str(change.wanted.get("source")))
    if source is None or source["text"] == change.grade:
        return dict(change.wanted)
    wanted = {**change.wanted, "text": change.grade}
    return dict(sorted(wanted.items(), key=lambda item: ORDER.index(item[0])))


def _read_later(layer: Layer, outcome: Outcome) -> dict[str, str]:
    """Later days of reading of documents of the folder, where as much was read as they say."""
    days: dict[str, str] = {}
    stated = _stated(layer)
    for change in outcome.changes:
        key = str(change.wanted.get("source"))
        source = layer.sources.get(key)
        if source is None or key not in stated or source.text != change.grade:
            continue
        day = str(change.wanted["reviewed"])
        if source.read is not None and day > max(source.read, days.get(key, "")):
            days[key] = day
    return days


def _apply(edits: YamlEdits, guidance: Guidance, change: Change, wanted: Mapping[str, Any]) -> None:
    name = change.rule_id.partition(".")[2]
    if change.row.place is None:
        body = {"unit": change.row.unit, "values": [dict(wanted)]}
        edits.append(name, body, about(guidance.questions[change.rule_id]))
        return
    values = (name, "values")
    if change.mode == "add":
        edits.insert(values, _place(guidance, change), wanted)
        return
    raw = change.row.raw
    place = (*values, change.row.place)
    for key in raw.keys() - wanted.keys():
        edits.drop(place, key)
    for key, value in wanted.items():
        if key not in raw or raw[key] != value:
            before = [other for other in ORDER[: ORDER.index(key)] if other in raw]
            edits.put(place, key, value, after=before[-1] if before else "")


def _place(guidance: Guidance, change: Change) -> int:
    """Where a later value stands: behind the last of its kind that begins before it."""
    values = guidance.layers[-1].rules[change.rule_id].values
    mine = change.row.raw.get("when")
    raws = guidance.layers[-1].documents[change.rule_id.partition(".")[0]].data
    listed = raws[change.rule_id.partition(".")[2]]["values"]
    earlier = [
        place for place in range(len(values))
        if listed[place].get("when") == mine and listed[place]["from"] <= change.wanted["from"]
    ]  # fmt: skip
    return earlier[-1] + 1


def _of_sheet(
    error: DocumentError, sheet: Sheet, outcome: Outcome, copy: Path, folder: Path
) -> Iterator[Problem]:
    """Problems of the tried copy, named by the row of the sheet or by the file that is there."""
    rows = {change.rule_id: change.number for change in outcome.changes}
    for problem in error.problems:
        path = problem.path or ""
        topic = Path(path).stem
        first, _, below = problem.field.partition(".")
        rule_id = f"{topic}.{first}"
        if topic == "sources" and first in sheet.document_rows:
            place = f"{DOCUMENTS}!{sheet.document_rows[first]}, {below}"
            yield Problem(sheet.path, None, place, problem.found, problem.allowed, problem.action)
        elif rule_id in rows:
            place = f"{_cell(rows[rule_id], below)}, {rule_id}"
            yield Problem(sheet.path, None, place, problem.found, problem.allowed, problem.action)
        else:
            there = path.replace(str(copy), str(folder))
            yield Problem(
                there, problem.line, problem.field, problem.found, problem.allowed, problem.action
            )


def _cell(row: int, below: str) -> str:
    """The cell that a part of a rule comes from, such as `values.0.status`."""
    key = [*below.split("."), "", "", ""][2]
    column = ORIGIN.get(key, ORIGIN["value"])
    letter = string.ascii_uppercase[PLACES[column]]
    return f"{REVIEW}!{letter}{row} ({HEADS[column]})"
