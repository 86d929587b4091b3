"""What a workbook says of itself: whether it is a review sheet, and whether all of it is there."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.review.layout import (
    COLUMNS,
    DOCUMENTS,
    KEY,
    LIMITS,
    REVIEW,
    SCHEMA,
    STAMP,
    TABLES,
)
from wte_ppp.spreadsheets import Cell, Workbook

AGAIN = "write the sheet anew and fill it in"
# Place, what was found, what is allowed and what to do.
Fault: TypeAlias = tuple[str, str, str, str]


def stamp_of(book: Workbook) -> dict[str, str]:
    """The stamp of a review sheet.

    Raises
    ------
    DocumentError
        If it is none, of another version of the program, or its sheets and columns are not those
        that it was written with.
    """
    stamp = {
        str(row[0].value): "" if row[1].value is None else str(row[1].value)
        for row in book.sheets.get(STAMP, ())
        if len(row) > 1 and row[0].value is not None
    }
    faults = _faults_of_stamp(book, stamp) or _faults_of_rows(book)
    if faults:
        raise DocumentError(tuple(Problem(book.path, None, *fault) for fault in faults))
    return stamp


def _faults_of_stamp(book: Workbook, stamp: Mapping[str, str]) -> list[Fault]:
    schema = stamp.get("schema")
    if schema is None:
        allowed = "a sheet that `guidance review` or `guidance new` wrote"
        return [("", "no stamp of a review sheet", allowed, AGAIN)]
    if schema != SCHEMA:
        return [("", f"a review sheet of another version, {schema!r}", repr(SCHEMA), AGAIN)]
    needed = [REVIEW, DOCUMENTS, TABLES, *([LIMITS] if stamp.get("limits") else [])]
    allowed = "the sheets " + ", ".join(needed)
    return [
        (name, "no such sheet", allowed, "name it so") for name in needed if name not in book.sheets
    ]


def _faults_of_rows(book: Workbook) -> list[Fault]:
    faults: list[Fault] = []
    for name, rows in book.sheets.items():
        if name == REVIEW:
            moved = next((at for row in rows if (at := _key_at(row)) not in (None, KEY)), None)
            if moved is not None:
                found = f"{moved} columns before the hidden ones"
                action = "remove the column that was added, or put back the one that was removed"
                faults.append((name, found, str(len(COLUMNS)), action))
        elif any(_key_at(row) is not None for row in rows):
            allowed, action = f"them in {REVIEW} alone", "remove the copy, or take it for a file"
            faults.append((name, "rows of a review", allowed, action))
    return faults


def _key_at(row: Sequence[Cell]) -> int | None:
    """Where in a row its key stands, [rule, day, conditions]."""
    for at, cell in enumerate(row):
        if isinstance(cell.value, str) and cell.value.startswith('["'):
            try:
                key = json.loads(cell.value)
            except ValueError:
                continue
            if len(key) == len(("rule", "day", "conditions")):
                return at
    return None


def row_key(row: Sequence[Cell]) -> str | None:
    """Which value a row is of; None where it is no row of a value."""
    return str(row[KEY].value) if _key_at(row) == KEY else None


def missing_rows(book: Workbook, stamp: Mapping[str, str]) -> int:
    """How many rows are gone that the sheet was written with."""
    there = {key for row in book.sheets[REVIEW] if (key := row_key(row)) is not None}
    return max(int(stamp.get("rows", "0")) - len(there), 0)
