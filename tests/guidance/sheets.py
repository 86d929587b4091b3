"""Review sheets that tests fill in, as a lawyer does in Excel."""

import io
import json

import openpyxl

from wte_ppp.guidance.review.layout import (
    COLUMNS,
    DOCUMENTS,
    KEY,
    LIMITS,
    PLACES,
    REVIEW,
    TABLES,
)

READ = {
    "read_day": "2026-11-28", "read_seen": "official text", "initials": "AB",
}  # fmt: skip


def row_of(sheet, rule_id, since=None):
    """Number of the row of a rule's value."""
    for number in range(2, sheet.max_row + 1):
        key = sheet.cell(number, KEY + 1).value
        if key and json.loads(key)[0] == rule_id and since in (None, json.loads(key)[1]):
            return number
    raise AssertionError(f"no row of {rule_id}")


def column_letter(key):
    """Letters of a column."""
    return openpyxl.utils.get_column_letter(PLACES[key] + 1)


def filled(data, entries, *, documents=(), tables=(), limits=None, write=None):
    """The workbook with entries by rule (or rule and day), then by column.

    `limits` are the three cells of the head, then rows. `write` gets the open workbook, for
    what nobody should do.
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[REVIEW]
    for which, cells in entries.items():
        rule_id, since = which if isinstance(which, tuple) else (which, None)
        number = row_of(sheet, rule_id, since)
        for key, value in cells.items():
            assert COLUMNS[PLACES[key]].entry
            sheet.cell(number, PLACES[key] + 1).value = value
    for name, rows in ((DOCUMENTS, documents), (TABLES, tables)):
        free = next(
            number
            for number in range(2, book[name].max_row + 2)
            if book[name].cell(number, 1).value is None
        )
        for number, cells in enumerate(rows, free):
            for place, value in enumerate(cells, 1):
                book[name].cell(number, place).value = value
    for number, value in enumerate(limits[0] if limits else (), 1):
        book[LIMITS].cell(number, 2).value = value
    for number, cells in enumerate(limits[1:] if limits else (), 5):
        for place, value in enumerate(cells, 1):
            book[LIMITS].cell(number, place).value = value
    if write is not None:
        write(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
