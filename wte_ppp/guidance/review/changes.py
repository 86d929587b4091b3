"""What follows from a filled review sheet for a profile: by rule, before anything is written."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from wte_ppp.documents import Problem
from wte_ppp.field_problems import problems
from wte_ppp.guidance.review.differences import differences
from wte_ppp.guidance.review.filled_row import ORIGIN, FilledRow, Mode
from wte_ppp.guidance.review.reading import Sheet
from wte_ppp.guidance.review.rows import Row
from wte_ppp.guidance.scaffold import FIRST_DAY
from wte_ppp.guidance.schema import DatedValue
from wte_ppp.guidance.source import Source
from wte_ppp.messages import Message, mark

MOVED = mark("The profile says something else now than when the sheet was written.")
GONE = mark("The profile has no such value any more.")
# Keys of a dated value in the order of files.
ORDER = (
    "from", "until", "when", "value", "unit", "binding", "source", "clause", "text", "also",
    "status", "confidence", "reviewed", "reviewed_by", "note", "gap",
)  # fmt: skip
# What a law that follows another keeps of it where the sheet does not say otherwise.
KEPT = ("when", "unit", "binding", "source", "clause", "text", "status")


@dataclass(frozen=True)
class Change:
    """What one row changes: the dated value as it shall stand, and what differs, in words.

    `grade` is what was read of the clause, "" where the row does not say.
    """

    rule_id: str
    number: int
    mode: Mode
    wanted: Mapping[str, Any]
    grade: str
    parts: tuple[Message, ...]
    row: Row


@dataclass(frozen=True)
class Skipped:
    """A row that is not taken, and why: the profile moved since the sheet was written."""

    rule_id: str
    number: int
    why: Message


@dataclass
class Outcome:
    """What a sheet changes, what it cannot change any more, and cells that cannot be taken."""

    changes: list[Change] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    same: int = 0


def changes_of(
    sheet: Sheet, rows: Mapping[str, Row], sources: Mapping[str, Source],
    today: datetime.date | None = None,
) -> Outcome:  # fmt: skip
    """Hold a filled sheet against a profile as it stands.

    Parameters
    ----------
    sheet
        As read.
    rows
        All rows of the profile by key, past ones too.
    sources
        Documents that the profile knows.
    today
        Nothing can have been read later; None: days are not held against it.

    Returns
    -------
    Outcome
        A row that says what the profile says already changes nothing.
    """
    outcome = Outcome(faults=list(sheet.faults))
    with_table = set()
    for filled in sheet.rows:
        row = rows.get(filled.key)
        if row is None:
            rule_id = filled.key.partition('"')[2].partition('"')[0]
            outcome.skipped.append(Skipped(rule_id, filled.number, Message(GONE)))
            continue
        if row.rule_id in sheet.broken:
            with_table.add(row.rule_id)
            continue
        entry = FilledRow(sheet, filled, row, today=today)
        entry.read()
        wanted = {} if entry.faults else _wanted(entry, sources)
        if entry.table:
            with_table.add(row.rule_id)
        if not entry.faults:
            _validate(entry, wanted)
        if entry.faults:
            outcome.faults += entry.faults
        elif _is_said(wanted, entry.mode, row, rows):
            outcome.same += 1
        elif filled.said != row.said:
            outcome.skipped.append(Skipped(row.rule_id, filled.number, Message(MOVED)))
        else:
            before = row.raw if entry.mode == "correct" else {}
            grade = entry.said.get("text", "")
            parts = tuple(differences(row, before, wanted, grade))
            change = Change(row.rule_id, filled.number, entry.mode, wanted, grade, parts, row)
            outcome.changes.append(change)
    outcome.faults += [
        Problem(
            sheet.path, None, sheet.table_cells[rule_id], f"a table of {rule_id}",
            "a row of that rule with day, article and initials", "fill in its row too",
        )
        for rule_id in sorted(sheet.tables.keys() - with_table)
    ]  # fmt: skip
    return outcome


def _is_said(wanted: Mapping[str, Any], mode: Mode, row: Row, rows: Mapping[str, Row]) -> bool:
    """Whether the profile says it already, at its place or as the value that was added before."""
    if mode == "correct":
        return dict(wanted) == dict(row.raw)
    return any(
        other.rule_id == row.rule_id and dict(other.raw) == dict(wanted) for other in rows.values()
    )


def _wanted(entry: FilledRow, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The dated value as it shall stand."""
    raw, said = entry.row.raw, entry.said
    if entry.is_hint:
        begins = raw.get("from", FIRST_DAY)
        return {**raw, "from": begins, "value": None, "gap": said["note"]}
    if entry.mode != "correct":
        base = {key: raw[key] for key in KEPT if key in raw and entry.known}
        base["from"] = raw.get("from", "")
    elif entry.is_remark:
        return {**raw, "note": _noted(str(raw.get("note", "")), said)}
    else:
        base = {key: value for key, value in raw.items() if key != "gap"}
    merged = base | {key: value for key, value in said.items() if key not in ("text", "note")}
    grade = said["text"]
    source = sources.get(merged.get("source", ""))
    merged.pop("text", None)
    if source is not None and source.text != grade:
        merged["text"] = grade
    merged["confidence"] = "U" if grade == "unread" else "S"
    if grade == "unread":
        merged["status"] = "assumption"
    if merged.get("binding") == "free":
        del merged["binding"]
    if "note" in said:
        merged["note"] = _noted(str(base.get("note", "")), said)
    return dict(sorted(merged.items(), key=lambda item: ORDER.index(item[0])))


def _validate(entry: FilledRow, wanted: Mapping[str, Any]) -> None:
    """Faults of the value as it shall stand, each at the cell that it comes from."""
    try:
        DatedValue.model_validate(dict(wanted))
    except ValidationError as error:
        for problem in problems(error, DatedValue):
            key = problem.field.partition(".")[0]
            key = key if key in ORIGIN else "value"
            entry.fault(key, problem.found, problem.allowed, problem.action)


def _noted(before: str, said: Mapping[str, Any]) -> str:
    """A note with the lawyer's remark behind it, once."""
    remark = f"{said['note']} ({said['reviewed_by']})"
    return before if remark in before else f"{before} {remark}".strip()
