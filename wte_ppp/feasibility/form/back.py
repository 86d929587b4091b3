"""A filled-in form as a study's file: a new one, or the one that is there with what changed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from wte_ppp.documents import LARGEST_FILE_BYTES, DocumentError, Problem, document_in
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.form.changes import Change, applied, changes_of, conflicts
from wte_ppp.feasibility.form.inputs import Path
from wte_ppp.feasibility.form.returned import Form
from wte_ppp.feasibility.study import Study
from wte_ppp.field_problems import model_at
from wte_ppp.files import one_writer, write_atomically
from wte_ppp.plain_files import plain_bytes
from wte_ppp.yaml_target import YamlTarget

NEW = "schema: wte_ppp/study/1\n"


@dataclass(frozen=True)
class Back:
    """The text of a study's file, and what the form changed in it, also in words."""

    text: str
    changes: tuple[Change, ...]
    told: tuple[str, ...]
    warnings: int


def write_new(form: Form, path: FilePath, profiles: FilePath | None = None) -> Back:
    """Write the study of a form as a new file.

    Raises
    ------
    DocumentError
        If the file is there, or the study has problems, each with its cell.
    """
    if path.exists():
        found, action = "a file that is there", "change it with --into, or choose another name"
        raise DocumentError((Problem(str(path), None, "", found, "a new file", action),))
    changes = _sound(form, tuple(changes_of(form)))
    made = _back(form, changes, form.carried.study.encode("utf-8"), path, profiles)
    write_atomically(path, made.text)
    return made


def write_into(form: Form, path: FilePath, profiles: FilePath | None = None) -> Back:
    """Bring what a form changed into the study's file: touched lines alone, comments kept.

    Raises
    ------
    DocumentError
        If another command writes the file, it says something else by now at a place that the form
        changes, or the study would have problems.
    """
    with one_writer(path):
        raw = plain_bytes(path, LARGEST_FILE_BYTES + 1)
        data = document_in(raw, str(path)).data
        changes = _sound(form, tuple(changes_of(form)))
        if faults := tuple(conflicts(form, changes, data, path.name)):
            raise DocumentError(faults)
        made = _back(form, changes, raw, path, profiles)
        if made.text.encode("utf-8") != raw:
            write_atomically(path, made.text)
    return made


def _sound(form: Form, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes, unless one says something of a value that is not there."""
    faults = [
        Problem(
            form.path, None, change.place, "no value beside what is said of it", "a value",
            "enter it, or empty the cells beside it",
        )
        for change in changes
        if change.is_open
    ]  # fmt: skip
    if faults:
        raise DocumentError(faults)
    return changes


def _back(
    form: Form, changes: tuple[Change, ...], raw: bytes, path: FilePath, profiles: FilePath | None
) -> Back:
    data = document_in(raw, str(path)).data
    edits = YamlTarget(raw, str(path))
    if changes:
        edits.become(applied(data, changes), usual_order)
    text = edits.text()
    try:
        study = Study.of(document_in(text.encode("utf-8"), str(path)), profiles=profiles)
    except DocumentError as error:
        raise DocumentError(_in_cells(form, error.problems)) from None
    told = tuple(change.in_words(edits.data) for change in changes)
    return Back(text, changes, told, len(study.warnings))


def usual_order(path: Sequence[str | int]) -> list[str]:
    """Keys of a section as its definition has them.

    >>> usual_order(("finance", "debt"))[:2]
    ['amount_usd', 'amount']
    """
    model = model_at(StudyDefinition, list(path))
    if model is None:
        return []
    names = [field.alias or name for name, field in model.model_fields.items()]
    # An amount may stand under a key without a currency.
    return [key for name in names for key in dict.fromkeys((name, name.replace("_usd", "", 1)))]


def _in_cells(form: Form, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems of the study, each with the cell that it comes from."""
    places = {_dotted(path): returned.place for path, returned in form.entries.items()}
    for rows in form.rows.values():
        for row in rows:
            places |= {_dotted(one.asked.path): one.place for one in row.entries}
    for problem in problems:
        cell = _nearest(places, problem.field)
        field = f"{cell} ({problem.field})" if cell else problem.field
        yield Problem(form.path, None, field, problem.found, problem.allowed, problem.action)


def _nearest(places: Mapping[str, str], field: str) -> str:
    """Cell of a place of the file, of the whole that it is part of, or of its first part."""
    at = field
    while at:
        if at in places:
            return places[at]
        at = at.rpartition(".")[0]
    below = (place for name, place in places.items() if field and name.startswith(f"{field}."))
    return next(below, "")


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)


def new_study(country: str | None, as_of: str | None, currency: str | None = None) -> str:
    """Text of a study's file that says nothing yet but where, when and in which money."""
    lines: list[str] = [NEW]
    if country is not None:
        lines.append(f"country: {json.dumps(country, ensure_ascii=False)}\n")
    if as_of is not None:
        lines.append(f'as_of: "{as_of}"\n')
    if currency is not None:
        money = json.dumps(currency, ensure_ascii=False)
        lines.append(f"finance:\n  money:\n    currency: {money}\n")
    return "".join(lines)
