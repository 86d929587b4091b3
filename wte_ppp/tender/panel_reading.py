"""A panel workbook that comes back: its stamp, its locked cells, and every entry by its cell."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.messages import Message, Quoted
from wte_ppp.spreadsheets import Cell, Workbook, read_workbook
from wte_ppp.tender.definition.bid import LONGEST_TEXT, Sheet
from wte_ppp.tender.form_outside import mark_of
from wte_ppp.tender.panel_form import (
    GRADE_LIST,
    INTEREST,
    MARK,
    OWN,
    SCHEMA,
    SCORES,
    STAMP,
    key_of,
)  # fmt: skip
from wte_ppp.tender.persons import person
from wte_ppp.tender.tender import Tender

GRADE, REASON, EVIDENCE = 2, 3, 4
ANSWER, WHAT = 2, 3
YES_NO = ("yes", "no")
MOST_PLACES = 20
ANEW = "make a new workbook with tender sheet"
ENDINGS = (".xlsx", ".ods", ".xls")


@dataclass(frozen=True)
class InWorkbook:
    """A sheet that was filled in as a workbook: parts of it by their cells, and its comments."""

    path: str
    cells: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[Message, ...] = ()

    def problem(self, place: str, found: str, allowed: str, action: str) -> Problem:
        """With its cell; a part without one is named by what is above it."""
        part = place
        while part and part not in self.cells:
            part = part.rpartition(".")[0]
        where = f"{self.cells[part]} ({place})" if part else place
        return Problem(self.path, None, where, found, allowed, action)


def read_panel_workbook(
    path: str | Path, tender: Tender, heads: Collection[str], *, by: str, moderated: bool
) -> tuple[Sheet, InWorkbook]:
    """Read a filled-in workbook of an evaluator or of the chair.

    Parameters
    ----------
    path
        The file; the sheet that LibreOffice saves as .ods is read too.
    tender
        In force.
    heads
        Hashes of the record's events: the workbook was made at one of them.
    by
        Who hands it in: the evaluator, for a sheet of scores.
    moderated
        Whether it is the chair's.

    Returns
    -------
    tuple[Sheet, InWorkbook]
        The sheet as a file in YAML would say it, and its cells.

    Raises
    ------
    DocumentError
        With every problem, each with its cell; a workbook of another tender or person at once.
    """
    book = read_workbook(path)
    stamp = _stamp(book)
    faults = [*_unlike(book, stamp, tender, heads, by=by, moderated=moderated)]
    if faults:
        raise DocumentError(faults)
    rows = dict(_rows(book))
    faults = [*_changed(book, rows, moderated)]
    entries = _Entries(book, faults, stamp)
    for key, row in rows.items():
        kind, *parts = key.split("/")
        if kind == INTEREST and not moderated and len(parts) == 1:
            entries.interest(parts[0], row)
        elif kind == MARK and len(parts) == 2:
            entries.mark(parts[0], parts[1], row, moderated=moderated)
    if faults:
        raise DocumentError(faults)
    data: dict[str, Any] = {
        "schema": "wte_ppp/panel-sheet/1",
        "tender": tender.definition.id,
        "evaluator": by if moderated else stamp["evaluator"],
        "marks": entries.marks,
    }
    if moderated:
        data["no_conflict"] = True
    else:
        data["interests"] = entries.interests
    comments = tuple(
        Message("comment at {place}: {text}", place=remark.place, text=Quoted(remark.text, by))
        for remark in book.remarks
        if remark.kind == "comment"
    )
    return Sheet.model_validate(data), InWorkbook(book.path, entries.cells, comments)


@dataclass
class _Entries:
    """What was entered, row by row; faults are added to a common list."""

    book: Workbook
    faults: list[Problem]
    stamp: Mapping[str, str]
    interests: dict[str, str] = field(default_factory=dict)
    marks: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)

    def interest(self, bid: str, row: tuple[Cell, ...]) -> None:
        """Declaration on one bid."""
        answer, what = self.text(row, ANSWER), self.text(row, WHAT)
        self.cells[f"interests.{bid}"] = place = row[ANSWER].place
        words = {self.stamp.get(word, word).casefold(): word for word in YES_NO}
        given = words.get(answer.casefold()) or (
            answer.casefold() if answer.casefold() in YES_NO else ""
        )
        allowed = " or ".join(words)
        if not answer:
            self.fault(place, "no declaration", allowed, "declare for every bidder")
        elif not given:
            self.fault(place, repr(answer)[:60], allowed, "choose one")
        elif given == "yes" and not what:
            self.fault(row[WHAT].place, "an interest without words", "what it is", "write it")
        elif given == "no" and what:
            found, allowed = f"{answer!r} beside a text", "no text, or an interest"
            self.fault(row[WHAT].place, found, allowed, "remove the text, or declare it")
        self.interests[bid] = what if given == "yes" else ""

    def mark(self, bid: str, criterion: str, row: tuple[Cell, ...], *, moderated: bool) -> None:
        """Grade, reason and page of one bid on one criterion; an empty row is not scored yet."""
        column = int(self.stamp["grade"]) if moderated else GRADE
        grade_cell, reason_cell = row[column], row[column + 1]
        grade, reason = self.grade(grade_cell), self.text(row, column + 1, words=True)
        evidence = "" if moderated else self.text(row, EVIDENCE)
        if not (grade or reason or evidence):
            return
        part = f"marks.{bid}.{criterion}"
        self.cells |= {
            part: grade_cell.place,
            f"{part}.grade": grade_cell.place,
            f"{part}.reason": reason_cell.place,
        }
        self.cells.setdefault(f"marks.{bid}", grade_cell.place)
        if not grade:
            self.fault(grade_cell.place, "no grade", "a grade for this reason", "choose one")
        elif not reason:
            found, action = "no reason", "say what the grade rests on"
            self.fault(reason_cell.place, found, "a reason for this grade", action)
        else:
            mark = {"grade": grade, "reason": reason, "evidence": evidence}
            self.marks.setdefault(bid, {})[criterion] = mark

    def grade(self, cell: Cell) -> str:
        """A grade as it is written; a spreadsheet may keep 3 as a number."""
        value = cell.value
        if isinstance(value, bool):
            self.fault(cell.place, repr(value), "a grade", "choose one")
            return ""
        if isinstance(value, (int, float)) and not cell.formula:
            return f"{value:g}"
        return self.text_of(cell)

    def text(self, row: tuple[Cell, ...], column: int, *, words: bool = False) -> str:
        """Text of a cell; with `words`, a bare number is none."""
        if column >= len(row):
            return ""
        cell = row[column]
        if words and isinstance(cell.value, (int, float)):
            self.fault(cell.place, f"{cell.value!r}, a number", "a reason in words", "write it")
        return self.text_of(cell)

    def text_of(self, cell: Cell) -> str:
        """What stands in a cell, as it was typed."""
        if cell.formula:
            self.fault(cell.place, "a formula", "what was typed", "type it in")
            return ""
        value = "" if cell.value is None else cell.value
        text = (f"{value:.15g}" if isinstance(value, float) else str(value)).strip()
        if len(text) > LONGEST_TEXT:
            found = f"{len(text):,} characters"
            self.fault(cell.place, found, f"at most {LONGEST_TEXT:,}", "shorten it")
            return text[:LONGEST_TEXT]
        return text

    def fault(self, place: str, found: str, allowed: str, action: str) -> None:
        """A problem at a cell."""
        self.faults.append(Problem(self.book.path, None, place, found, allowed, action))


def _stamp(book: Workbook) -> dict[str, str]:
    return {
        str(row[0].value): "" if row[1].value is None else str(row[1].value)
        for row in book.sheets.get(STAMP, ())
        if len(row) > 1 and row[0].value is not None
    }


def _unlike(
    book: Workbook, stamp: Mapping[str, str], tender: Tender, heads: Collection[str], *, by: str,
    moderated: bool,
) -> Iterator[Problem]:  # fmt: skip
    """Why a workbook is none of this tender, state, kind or person."""

    def problem(place: str, found: str, allowed: str, action: str) -> Problem:
        return Problem(book.path, None, place, found, allowed, action)

    if stamp.get("schema") != SCHEMA:
        allowed = "a workbook made by tender sheet"
        yield problem(STAMP, "a workbook without the stamp of a score sheet", allowed, ANEW)
        return
    if stamp.get("tender") != tender.definition.id:
        found = f"a sheet of tender {stamp.get('tender', '')!r}"
        yield problem(STAMP, found, repr(tender.definition.id), "is it the right file?")
    elif stamp.get("version") != tender.version:
        found = f"a sheet of version {stamp.get('version', '')}"
        yield problem(STAMP, found, f"version {tender.version}, in force now", ANEW)
    elif stamp.get("head") not in heads:
        found = f"a sheet made at record {stamp.get('head', '')[:16]}"
        yield problem(STAMP, found, "a state of this case", ANEW)
    kind: Literal["moderation", "marks"] = "moderation" if moderated else "marks"
    if stamp.get("kind") != kind:
        found = f"a workbook for {stamp.get('kind', 'nothing')}"
        action = "leave --moderated out" if moderated else "add --moderated"
        yield problem(STAMP, found, f"one for {kind}", action)
    elif not moderated and person(stamp.get("evaluator", "")) != person(by):
        found = f"the sheet of {stamp.get('evaluator', '')}"
        yield problem("evaluator", found, f"the sheet of {by}", "each member hands in their own")


def _rows(book: Workbook) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Rows by the key in their last cell."""
    for row in book.sheets.get(SCORES, ()):
        for cell in reversed(row):
            if isinstance(cell.value, str) and cell.value.startswith(
                (key_of(INTEREST, ""), key_of(MARK, ""))
            ):
                yield cell.value, row
                break


def _changed(
    book: Workbook, rows: Mapping[str, tuple[Cell, ...]], moderated: bool
) -> Iterator[Problem]:
    """Cells that are not to be filled in and are not as the workbook was made."""
    made: dict[str, str] = {}
    for row in book.sheets.get(STAMP, ()):
        pairs = str(row[OWN].value or "").split() if len(row) > OWN else []
        made |= {
            f"{SCORES}!{cell}": mark for cell, mark in zip(pairs[::2], pairs[1::2], strict=False)
        }
    inputs = {
        cell.place
        for key, row in rows.items()
        for cell in _inputs(key, row, _stamp(book), moderated=moderated)
    }
    cells = {
        cell.place: cell
        for name, sheet in book.sheets.items()
        if name not in (STAMP, GRADE_LIST)
        for row in sheet
        for cell in row
    }
    texts = {
        place: cell.formula or ("" if cell.value is None else str(cell.value))
        for place, cell in cells.items()
        if place not in inputs
    }
    changed = [
        place
        for place in dict.fromkeys([*made, *texts])
        if (mark_of(texts[place]) if texts.get(place, "").strip() else "") != made.get(place, "")
    ]
    for place in changed[:MOST_PLACES]:
        found = repr(texts[place])[:80] if texts.get(place, "").strip() else "nothing"
        yield Problem(book.path, None, place, found, "the cell as it was made", ANEW)
    if len(changed) > MOST_PLACES:
        found = f"{len(changed) - MOST_PLACES} more cells changed"
        yield Problem(book.path, None, SCORES, found, "cells as they were made", ANEW)


def _inputs(
    key: str, row: tuple[Cell, ...], stamp: Mapping[str, str], *, moderated: bool
) -> tuple[Cell, ...]:
    if moderated:
        first = int(stamp["grade"])
        return row[first : first + 2]
    return row[ANSWER : WHAT + 1] if key.startswith(INTEREST) else row[GRADE : EVIDENCE + 1]
