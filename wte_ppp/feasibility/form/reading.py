"""A study's form that comes back: its rows by their keys, wherever they stand by now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.form.carried import COLUMNS, LABEL, SHOWN, VALUE, Carried, carried_in
from wte_ppp.feasibility.form.cells import bare, computed, entered, text_of
from wte_ppp.feasibility.form.inputs import NAME, PLACE, Input, Members, Path, Table
from wte_ppp.feasibility.form.returned import Form, Returned, ReturnedRow
from wte_ppp.feasibility.form.stated import (
    ABOUT,
    CURRENCY,
    Entry,
    Filled,
    Slot,
    columns_at,
    filled,
    is_amount,
    pointer,
)
from wte_ppp.feasibility.stated import STATUSES
from wte_ppp.guidance.review.entered import UnclearError
from wte_ppp.spreadsheets import Cell, Workbook, read_workbook
from wte_ppp.spreadsheets.workbook import column_letters

# A row of a table, and one for a further name in a list of numbers.
ROW, FURTHER = "#", "+"
STATUS_WORDS = "status"
MERGED = "merged cells"
NOTHING = Cell("", None)


@dataclass
class _Found:
    entries: dict[Path, Returned] = field(default_factory=dict)
    rows: dict[Path, list[ReturnedRow]] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)


def read_study_form(path: str | FilePath) -> Form:
    """Read a filled-in form of a study.

    Parameters
    ----------
    path
        .xlsx, .ods or .xls.

    Raises
    ------
    DocumentError
        With every cell that cannot be taken as it is.
    """
    return study_form_in(read_workbook(path))


def study_form_in(book: Workbook) -> Form:
    """The same of a workbook that is read already."""
    carried = carried_in(book)
    base = carried.document(book.path).data
    reading = _Reading(book, carried, tuple(filled(base)))
    found = reading.found()
    if found.faults:
        raise DocumentError(dict.fromkeys(found.faults))
    rows = {pattern: tuple(rows) for pattern, rows in found.rows.items()}
    return Form(book.path, carried, base, reading.parts, found.entries, rows)


class _Reading:
    def __init__(self, book: Workbook, carried: Carried, parts: tuple[Filled, ...]) -> None:
        self.book, self.carried, self.parts = book, carried, parts
        self.slots: dict[str, Slot] = {}
        self.lists: dict[str, Members] = {}
        self.tables: dict[str, Table] = {}
        for one in parts:
            self.slots |= {pointer(slot.asked.path): slot for slot in one.slots}
            if isinstance(one.part, Members):
                self.lists[FURTHER + pointer(one.part.path)] = one.part
            if isinstance(one.part, Table):
                self.tables[ROW + pointer(one.part.path)] = one.part
        self.result = _Found()
        self.places: dict[str, str] = {}

    def found(self) -> _Found:
        """Entries and rows of all sheets, with every fault."""
        for key, cells, place in self._keyed():
            if key.startswith((ROW, FURTHER)):
                self._listed(key, cells, place)
            else:
                self._one(key, cells, place)
        self._missing()
        self._merged()
        return self.result

    def _keyed(self) -> Iterator[tuple[str, Mapping[str, Cell], str]]:
        """Rows that have a key, their cells by the names of their columns."""
        for sheet, rows in self.book.sheets.items():
            at, columns = None, dict[int, str]()
            for number, row in enumerate(rows, 1):
                texts = [str(cell.value) if isinstance(cell.value, str) else "" for cell in row]
                if COLUMNS in texts:
                    at = texts.index(COLUMNS)
                    columns = {
                        place: text for place, text in enumerate(texts) if place > at and text
                    }
                elif at is not None and len(row) > at and texts[at].startswith(("/", ROW, FURTHER)):
                    cells = {
                        name: row[place]
                        if place < len(row)
                        else Cell(f"{sheet}!{column_letters(place + 1)}{number}", None)
                        for place, name in columns.items()
                    }
                    yield texts[at], cells, row[at].place

    def _one(self, key: str, cells: Mapping[str, Cell], place: str) -> None:
        where = cells.get(VALUE, Cell(place, None)).place
        slot = self.slots.get(key)
        if slot is None:
            if _is_filled(cells):
                told = f"{key}, which this version of wte_ppp does not ask for"
                self._fault(where, told, "rows of its own form", "make the form anew, or empty it")
            return
        if key in self.places:
            action = "delete one of them: a sheet or a row was copied"
            self._fault(where, f"{key} a second time", f"once, as in {self.places[key]}", action)
            return
        self.places[key] = where
        label = self.carried.labels.get(key)
        there = self._text(cells.get(LABEL, NOTHING))
        if label is not None and bare(there) != bare(label):
            self._fault(
                cells.get(LABEL, Cell(place, None)).place, repr(there)[:60], repr(label),
                "rows were sorted or moved without their hidden column: undo it",
            )  # fmt: skip
            return
        asked = slot.asked
        if slot.entry.kept:
            self.result.entries[asked.path] = Returned(asked, slot.entry, where)
            return
        self._take(asked, cells, where, slot.sourced)

    def _take(self, asked: Input, cells: Mapping[str, Cell], where: str, sourced: bool) -> None:
        value = self._value(asked, cells.get(VALUE, NOTHING), where)
        about = self._about(cells) if sourced else {}
        if about and CURRENCY in about and not is_amount(asked):
            self._fault(cells[CURRENCY].place, "a currency", "none: it is no money", "empty it")
        if value is not _FAULTY and about is not None:
            self.result.entries[asked.path] = Returned(asked, Entry(value, about), where)

    def _value(self, asked: Input, cell: Cell, where: str) -> Any:
        words = self.carried.words.get(pointer(asked.path), {})
        try:
            return entered(computed(cell, self.book), asked, words)
        except UnclearError as unclear:
            self._fault(f"{where} ({asked.card.label})", *unclear.fault)
            return _FAULTY

    def _about(self, cells: Mapping[str, Cell]) -> dict[str, str] | None:
        about = {}
        for key in ABOUT:
            cell = cells.get(key, NOTHING)
            try:
                text = text_of(cell)
                if text and key == STATUS_WORDS:
                    text = self._status(text)
            except UnclearError as unclear:
                self._fault(cell.place, *unclear.fault)
                return None
            if text:
                about[key] = text
        return about

    def _status(self, text: str) -> str:
        words = self.carried.words.get(STATUS_WORDS, {})
        known = {bare(word): key for word, key in words.items()}
        known |= {key: key for key in STATUSES}
        if bare(text) not in known:
            allowed = "one of " + ", ".join(words or STATUSES)
            raise UnclearError(repr(text)[:60], allowed, "choose one, or leave it empty")
        return known[bare(text)]

    def _listed(self, key: str, cells: Mapping[str, Cell], place: str) -> None:
        """A row of a table, or a further name in a list of numbers."""
        if key in self.lists:
            name = self._text(cells.get(LABEL, NOTHING))
            if not _is_filled(cells) and not name:
                return
            if not name:
                where = cells.get(LABEL, Cell(place, None)).place
                self._fault(
                    where, "no name", "a name beside the number", "write it, or empty the row"
                )
                return
            asked = self.lists[key].member(self._own_name(key, name))
            where = cells.get(VALUE, Cell(place, None)).place
            if asked.path in self.result.entries:
                self._fault(where, f"{name!r} a second time", "each name once", "delete one")
                return
            self._take(asked, cells, where, sourced=True)
        elif key in self.tables:
            self._row(self.tables[key], cells, place)
        elif _is_filled(cells):
            told = f"{key}, which this version of wte_ppp does not ask for"
            self._fault(place, told, "rows of its own form", "make the form anew, or empty it")

    def _own_name(self, key: str, name: str) -> str:
        words = self.carried.words.get(key.removeprefix(FURTHER), {})
        return {bare(word): own for word, own in words.items()}.get(bare(name), name)

    def _row(self, table: Table, cells: Mapping[str, Cell], place: str) -> None:
        pattern = table.path
        rows = self.result.rows.setdefault(pattern, [])
        if not _is_filled(cells):
            return
        names = tuple(
            self._text(cells.get(f"name{number}", NOTHING)) for number in range(pattern.count(NAME))
        )
        where = next(iter(cells.values())).place
        if not all(names):
            self._fault(where, "no name", "a name in each row", "write it, or empty the row")
            return
        if names and any(row.names == names for row in rows):
            told = f"{', '.join(names)} a second time"
            self._fault(where, told, "each name once", "delete one of the rows")
            return
        named = iter(names)
        path = tuple(
            next(named) if part == NAME else len(rows) if part == PLACE else part
            for part in pattern
        )
        taken = []
        for column, asked in zip(table.columns, columns_at(table, path), strict=True):
            cell = cells.get(pointer(column.path) or VALUE, NOTHING)
            described = replace(asked, path=(*pattern, *column.path))
            value = self._value(described, cell, cell.place or where)
            taken.append(Returned(asked, Entry(None if value is _FAULTY else value), cell.place))
        rows.append(ReturnedRow(names, tuple(taken), where))

    def _text(self, cell: Cell) -> str:
        try:
            return text_of(cell)
        except UnclearError as unclear:
            self._fault(cell.place, *unclear.fault)
            return ""

    def _missing(self) -> None:
        """Rows that the form had and that are gone though something stood in them."""
        for key, slot in self.slots.items():
            if key in self.places or key not in self.carried.labels or slot.entry == Entry():
                continue
            self._fault(
                key, "no such row", "every row that was filled in",
                "put it back from the form; to leave an input out, empty its cells",
            )  # fmt: skip
        for one in self.parts:
            if isinstance(one.part, Table) and one.rows and one.part.path not in self.result.rows:
                self._fault(
                    pointer(one.part.path), "no such table", "every table that was filled in",
                    "put it back from the form; to leave entries out, empty their rows",
                )  # fmt: skip

    def _merged(self) -> None:
        """Merged cells: what stood in all but the first of them is gone."""
        rows = {place.rpartition("!")[0] for place in self.places.values()}
        for remark in self.book.remarks:
            sheet = remark.place.rpartition("!")[0]
            if remark.kind == MERGED and sheet in rows:
                action = "split them, and check what stands in each"
                self._fault(remark.place, MERGED, "cells of their own", action)

    def _fault(self, place: str, found: str, allowed: str, action: str) -> None:
        self.result.faults.append(Problem(self.book.path, None, place, found, allowed, action))


_FAULTY: Any = object()


def _is_filled(cells: Mapping[str, Cell]) -> bool:
    """Whether anything was entered in a row."""
    own = (cell for name, cell in cells.items() if name not in SHOWN)
    return any(cell.formula or cell.value not in (None, "") for cell in own)
