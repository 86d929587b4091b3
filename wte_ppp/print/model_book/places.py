"""Where each row stands, and a formula's references as cells."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from wte_ppp.currencies import DOLLARS, Money
from wte_ppp.print.model_book.formula import Reference, Span, parsed
from wte_ppp.print.model_book.rows import (
    Axis,
    Compared,
    Entry,
    Given,
    GivenRow,
    Heading,
    Line,
    Note,
    Sheet,
    Single,
)

# Columns A to E: label, unit, single value, total, and an empty one before the first period.
VALUE_COLUMN, TOTAL_COLUMN, STUDY_COLUMN, DIFFERS_COLUMN, FIRST_COLUMN = 2, 3, 3, 4, 5
FIRST_ROW = 5
INPUTS = "Inputs"
NOTE_WIDTH = 110


@dataclass(frozen=True)
class Place:
    """Where a row stands: its sheet, its row from 0, its first column, its cells across or down."""

    sheet: str
    row: int
    column: int
    across: int = 1
    down: int = 1
    name: str | None = None

    @property
    def is_row(self) -> bool:
        """Whether it runs over the columns of an axis."""
        return self.column == FIRST_COLUMN


def excel_name(name: str) -> str:
    """Name of a cell of the sheet of inputs.

    Examples
    --------
    >>> excel_name("debt.interest")
    'debt_interest'
    """
    return re.sub(r"\W", "_", name)


def note_lines(note: Note) -> list[str]:
    """A sentence in lines that stand within a page."""
    return textwrap.wrap(note.text, NOTE_WIDTH)


def height(entry: Entry) -> int:
    """Rows of a sheet that an entry takes; a heading has an empty one before it."""
    if isinstance(entry, Note):
        return len(note_lines(entry))
    if isinstance(entry, Heading):
        return 2
    return len(entry.values) if isinstance(entry, Given) else 1


def places_of(
    sheets: tuple[Sheet, ...], columns: Mapping[Axis, int], money: Money = DOLLARS
) -> dict[str, Place]:
    """Place of every row of a book by its name; no two have one name in the workbook."""
    places = {name: place for sheet in sheets for name, place in _places(sheet, columns, money)}
    names = [place.name.lower() for place in places.values() if place.name is not None]
    assert len(names) == len(set(names)), "two inputs have one name"
    return places


def _places(sheet: Sheet, columns: Mapping[Axis, int], money: Money) -> Iterator[tuple[str, Place]]:
    at = FIRST_ROW
    for entry in sheet.entries:
        if isinstance(entry, Line | GivenRow):
            yield entry.name, Place(sheet.name, at, FIRST_COLUMN, across=columns[sheet.axis])
        elif isinstance(entry, Compared):
            places = (VALUE_COLUMN, STUDY_COLUMN, DIFFERS_COLUMN)
            names = (entry.name, f"{entry.name}.study", f"{entry.name}.differs")
            for part, column in zip(names, places, strict=True):
                yield part, Place(sheet.name, at, column)
        elif isinstance(entry, Single | Given):
            name = excel_name(money.name(entry.name)) if sheet.name == INPUTS else None
            yield entry.name, Place(sheet.name, at, VALUE_COLUMN, down=height(entry), name=name)
            if isinstance(entry, Given) and entry.kind == "structure":
                yield f"{entry.name}.laid", Place(sheet.name, at, TOTAL_COLUMN)
        at += height(entry)


def as_cells(formula: str, places: Mapping[str, Place], sheet: str, column: int = 0) -> str:
    """A formula by names as a spreadsheet has it."""

    def cell(reference: Reference) -> str:
        place = places[reference.name]
        if place.name is not None:
            return place.name
        where = "" if place.sheet == sheet else f"'{place.sheet}'!"
        row = place.row + 1
        if not place.is_row:
            fixed = f"${xl_col_to_name(place.column)}$"
            first, last = f"{fixed}{row}", f"{fixed}{row + place.down - 1}"
            return where + (first if place.down == 1 else f"{first}:{last}")
        here = FIRST_COLUMN + column
        start = f"${xl_col_to_name(FIRST_COLUMN)}{row}"
        if reference.span is Span.ALL:
            end = xl_col_to_name(FIRST_COLUMN + place.across - 1)
            return f"{where}{start}:${end}{row}"
        if reference.span is Span.SO_FAR:
            return f"{where}{start}:{xl_col_to_name(here)}{row}"
        step = {Span.SAME: 0, Span.BEFORE: -1, Span.AFTER: 1}[reference.span]
        return f"{where}{xl_col_to_name(here + step)}{row}"

    return "=" + parsed(formula).cells(cell)
