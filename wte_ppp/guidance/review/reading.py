"""A review sheet that comes back: its stamp, its rows by key, documents and tables."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.names import VARIABLES
from wte_ppp.guidance.review.entered import UnclearError, as_percent, key_of, text_of, word_of
from wte_ppp.guidance.review.entered_limits import EnteredLimits
from wte_ppp.guidance.review.layout import (
    CHOICES,
    COLUMNS,
    DOCUMENT_COLUMNS,
    DOCUMENTS,
    LIMITS,
    REVIEW,
    SAID,
    SHOWN,
    TABLE_COLUMNS,
    TABLES,
)
from wte_ppp.guidance.review.stamp import AGAIN, missing_rows, row_key, stamp_of
from wte_ppp.spreadsheets import Cell, Workbook, read_workbook

MOST_PLACES = 20
YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True)
class Filled:
    """A row in which something was entered: cells of the entry columns by their key."""

    key: str
    said: str
    cells: Mapping[str, Cell]
    number: int


@dataclass(frozen=True)
class Sheet:
    """What a filled sheet holds; `faults` are cells that cannot be taken, found so far.

    `documents` are new ones by key, `tables` steps and limits by rule, and the cell of each;
    `words` the sheet's own for choices, by column; `missing` rows that are gone;
    `document_rows` says where a document stands; `broken` are rules whose table has a fault.
    """

    path: str
    stamp: Mapping[str, str]
    rows: tuple[Filled, ...]
    documents: Mapping[str, Mapping[str, Any]]
    named: Mapping[str, str]
    tables: Mapping[str, Mapping[str, Any]]
    table_cells: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    faults: tuple[Problem, ...] = ()
    missing: int = 0
    document_rows: Mapping[str, int] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def problem(self, cell: Cell, column: str, found: str, allowed: str, action: str) -> Problem:
        """A fault at a cell, named by sheet, cell and column."""
        where = f"{cell.place} ({column})" if column else cell.place
        return Problem(self.path, None, where, found, allowed, action)


@dataclass
class _Reader:
    book: Workbook
    words: Mapping[str, Mapping[str, str]]
    faults: list[Problem] = field(default_factory=list)

    def fault(self, place: str, found: str, allowed: str, action: str) -> None:
        self.faults.append(Problem(self.book.path, None, place, found, allowed, action))

    def text(self, cell: Cell, head: str = "") -> str:
        try:
            return text_of(cell)
        except UnclearError as error:
            self.fault(f"{cell.place} ({head})" if head else cell.place, *error.fault)
            return ""


def read_sheet(path: str | Path) -> Sheet:
    """Read a filled review sheet, an .xlsx file or what LibreOffice saves as .ods.

    Raises
    ------
    DocumentError
        If it is no review sheet, or its locked cells are not as they were written.
    """
    book = read_workbook(path)
    stamp = stamp_of(book)
    words = {
        name: {key: stamp.get(f"{name}.{key}", key) for key in keys}
        for name, keys in CHOICES.items()
    }
    reader = _Reader(book, words)
    rows = tuple(_rows(reader))
    if reader.faults:
        raise DocumentError(reader.faults)
    documents, named, lines = _documents(reader)
    tables, cells, broken = _tables(reader, stamp.get("limits", ""))
    _limits(reader, stamp.get("limits", ""), tables, cells, broken)
    return Sheet(
        book.path, stamp, rows, documents, named, tables, cells, words, tuple(reader.faults),
        missing_rows(book, stamp), lines, frozenset(broken),
    )  # fmt: skip


def shown_mark(texts: Sequence[str]) -> str:
    """A mark of what the locked cells of a row say."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]


def _rows(reader: _Reader) -> Iterator[Filled]:
    changed = []
    first: dict[str, int] = {}
    for number, row in enumerate(reader.book.sheets[REVIEW], 1):
        key = row_key(row)
        if key is None:
            continue
        if first.setdefault(key, number) != number:
            found = f"row {first[key]} a second time"
            reader.fault(f"{REVIEW}!{number}", found, "each row once", "remove one of them")
            continue
        locked = [cell for cell, column in zip(row, COLUMNS, strict=False) if not column.entry]
        if shown_mark([comparable(cell.value) for cell in locked]) != row[SHOWN].value:
            changed.append(number)
            continue
        cells = {column.key: row[at] for at, column in enumerate(COLUMNS) if column.entry}
        heads = {column.key: column.head for column in COLUMNS}
        if any([reader.text(cell, heads[name]) for name, cell in cells.items()]):
            yield Filled(key, str(row[SAID].value or ""), cells, number)
    for number in changed[:MOST_PLACES]:
        allowed, action = "the locked cells as they were written", "enter it in the yellow cells"
        reader.fault(f"{REVIEW}!{number}", "a changed cell", allowed, action)
    if len(changed) > MOST_PLACES:
        found = f"{len(changed) - MOST_PLACES} more rows with changed cells"
        reader.fault(REVIEW, found, "rows as they were written", AGAIN)


def comparable(value: Any) -> str:
    """A cell's content however a program stores it.

    >>> comparable(3), comparable(3.0), comparable(" a ")
    ('3', '3', 'a')
    """
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.12g}"
    return "\n".join(line.strip() for line in str(value).strip().splitlines())


def _body(
    reader: _Reader, sheet: str, columns: Sequence[Any]
) -> Iterator[tuple[int, list[Cell], list[str]]]:
    """Rows below the head of a sheet in which something stands."""
    for number, row in enumerate(reader.book.sheets.get(sheet, ())[1:], 2):
        cells = [
            row[at] if at < len(row) else Cell(f"{sheet}!{number}", None)
            for at in range(len(columns))
        ]
        texts = [reader.text(cell) for cell in cells]
        if any(texts):
            yield number, cells, texts


def _documents(
    reader: _Reader,
) -> tuple[dict[str, dict[str, Any]], dict[str, str], dict[str, int]]:
    """Documents by key, keys by the short name that rows choose, and the row of each."""
    lines: dict[str, int] = {}
    documents: dict[str, dict[str, Any]] = {}
    named: dict[str, str] = {}
    known = json.loads(stamp_of(reader.book).get("documents") or "[]")
    for line, cells, (name, title, year, link, state) in _body(reader, DOCUMENTS, DOCUMENT_COLUMNS):
        if name in known:
            named[name.casefold()] = name
            continue
        key = key_of(name)
        if not name:
            reader.fault(cells[0].place, "nothing", "a short name", "name the document")
            continue
        if key in documents or key in known:
            reader.fault(cells[0].place, repr(name), "each name once", "choose another")
        named |= {name.casefold(): key, key: key}
        lines[key] = line
        if len(title) < len("Law"):
            reader.fault(cells[1].place, repr(title), "its title with number", "write it")
        if not YEAR.fullmatch(year):
            reader.fault(cells[2].place, repr(year), "the year of issue", "write it")
        if link and not re.fullmatch(r"https?://\S+", link):
            reader.fault(cells[3].place, repr(link)[:60], "a link https://…, or nothing", "copy it")
        documents[key] = {"title": title, "year": int(year) if YEAR.fullmatch(year) else 0}
        documents[key]["link"] = link
        if state:
            try:
                documents[key]["state"] = word_of(cells[4], reader.words["state"])
            except UnclearError as error:
                reader.fault(cells[4].place, *error.fault)
    return documents, named, lines


def _limits(
    reader: _Reader, rule: str, tables: dict[str, dict[str, Any]], places: dict[str, str],
    broken: set[str],
) -> None:  # fmt: skip
    """Add the limits that were entered, where the sheet has cells for them."""
    if not rule:
        return
    entered = EnteredLimits(reader.book, reader.words)
    entered.read()
    if entered.value is not None:
        tables[rule], places[rule] = dict(entered.value), entered.place
    if entered.faults:
        reader.faults += entered.faults
        broken.add(rule)


def _tables(
    reader: _Reader, limits: str
) -> tuple[dict[str, dict[str, Any]], dict[str, str], set[str]]:
    """Step tables by rule, rows in order; the first cell of each; and those with a fault."""
    tables: dict[str, dict[str, Any]] = {}
    broken: set[str] = set()
    asked = {json.loads(key)[0] for row in reader.book.sheets[REVIEW] if (key := row_key(row))}
    places: dict[str, str] = {}
    for _, cells, (rule, by, up_to, value) in _body(reader, TABLES, TABLE_COLUMNS):
        if not rule:
            reader.fault(cells[0].place, "nothing", "the rule of this step", "choose it")
            continue
        if rule not in asked:
            reader.fault(cells[0].place, repr(rule), f"a rule of the sheet {REVIEW}", "choose it")
            continue
        if rule == limits:
            reader.fault(cells[0].place, repr(rule), "a value in steps", f"enter it in {LIMITS}")
            continue
        before = len(reader.faults)
        table = tables.setdefault(rule, {"steps": {"by": by, "bands": []}})["steps"]
        places.setdefault(rule, cells[0].place)
        if by not in VARIABLES:
            allowed = "one of " + ", ".join(VARIABLES)
            reader.fault(cells[1].place, repr(by), allowed, "choose it")
        elif by != table["by"]:
            allowed = f"what the table depends on, {table['by']!r} in each of its rows"
            reader.fault(cells[1].place, repr(by), allowed, "choose it")
        band: dict[str, Any] = {}
        for name, cell, text in (("up_to", cells[2], up_to), ("value", cells[3], value)):
            if cell.percent and isinstance(cell.value, (int, float)):
                reader.fault(cell.place, *as_percent(cell).fault)
            elif isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
                band[name] = int(cell.value) if float(cell.value).is_integer() else cell.value
            elif text or name == "value":
                reader.fault(cell.place, repr(text), "a number", "write it without unit")
        table["bands"].append(band)
        if len(reader.faults) > before:
            broken.add(rule)
    return tables, places, broken
