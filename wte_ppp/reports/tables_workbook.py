"""A report's tables as a workbook: one sheet a table, numbers as numbers, text as text."""

import io
import math
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from wte_ppp.mrv.tables import Cell, Report, Table

__all__ = ["tables_workbook"]

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
HEAD_ROW = 2
LONGEST_NAME = 31
WIDEST, NARROWEST = 60, 9
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def tables_workbook(report: Report, plain: bool = False) -> bytes:
    """Workbook of a report.

    Parameters
    ----------
    report
        Its tables.
    plain
        Heads in the first row of each sheet and nothing else, for files that machines read.

    Returns
    -------
    bytes
        An .xlsx file; what is not known is an empty cell.
    """
    stream = io.BytesIO()
    book: Any = xlsxwriter.Workbook(stream, SAFE)
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#1F4E79", "font_color": "white", "text_wrap": True,
             "valign": "top"}
        ),
        "number": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        "small": book.add_format({"num_format": "0.0000", "valign": "top"}),
        "whole": book.add_format({"num_format": "0", "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }  # fmt: skip
    if not plain:
        _front(book.add_worksheet("Report"), report, formats)
    used: set[str] = {"report"}
    for table in report.tables:
        sheet = book.add_worksheet(_name(table.title, used))
        _fill(sheet, table, formats, 0 if plain else HEAD_ROW)
        if not plain:
            sheet.write_string(0, 0, table.title, formats["title"])
            sheet.write_string(1, 0, table.note)
    book.close()
    return stream.getvalue()


def _front(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, report.title, formats["title"])
    for row, line in enumerate(report.lines, 2):
        sheet.write_string(row, 0, line, formats["text"])
    sheet.fit_to_pages(1, 0)


def _fill(sheet: Any, table: Table, formats: dict[str, Any], head_row: int) -> None:
    for column, head in enumerate(table.heads):
        cells = [row[column] for row in table.rows]
        sheet.set_column(column, column, _width(head, cells))
        sheet.write_string(head_row, column, head, formats["head"])
        for index, cell in enumerate(cells, head_row + 1):
            _write(sheet, index, column, cell, formats)
    sheet.freeze_panes(head_row + 1, 0)
    if table.rows:
        sheet.autofilter(head_row, 0, head_row + len(table.rows), len(table.heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        sheet.write_blank(row, column, None, formats["text"])
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, formats["text"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, formats["whole"])
    else:
        small = 0 < abs(cell) < 1
        sheet.write_number(row, column, cell, formats["small" if small else "number"])


def _width(head: str, cells: Sequence[Cell]) -> int:
    longest = max((len(_shown(cell)) for cell in cells), default=0)
    return max(NARROWEST, min(WIDEST, max(longest + 2, len(head) // 2 + 2)))


def _shown(cell: Cell) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell if cell is not None else "")


def _name(title: str, used: set[str]) -> str:
    """Name of a sheet: what Excel allows, and each once."""
    base = FORBIDDEN.sub(" ", title)[:LONGEST_NAME].strip("' ") or "Table"
    name, number = base, 2
    while name.lower() in used:
        name, number = f"{base[: LONGEST_NAME - 4]} {number}", number + 1
    used.add(name.lower())
    return name
