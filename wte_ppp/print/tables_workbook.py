"""A report's tables as a workbook: one sheet a table, numbers as numbers, text as text."""

import datetime
import io
import math
import re
import textwrap
from collections.abc import Sequence
from typing import Any, TypeAlias

import xlsxwriter

from wte_ppp.blocks import Cell, Document, Heading, Number, Paragraph, Table, flat
from wte_ppp.messages import Message, Quoted, worded
from wte_ppp.print.language import ENGLISH, Language

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
Plain: TypeAlias = str | int | float | None
FRONT = Message("Report")
HEAD_ROW = 2
LONGEST_NAME = 31
WIDEST, NARROWEST, FRONT_WIDTH = 60, 9, 90
LINE_HEIGHT = 15
LARGE = 1000
LONGEST_NOTE = 250
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def tables_workbook(document: Document, language: Language = ENGLISH, plain: bool = False) -> bytes:
    """Workbook of a report."""
    stream = io.BytesIO()
    book: Any = xlsxwriter.Workbook(stream, SAFE)
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "front": book.add_format({"bold": True, "font_size": 14, "text_wrap": True}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#1F4E79", "font_color": "white", "text_wrap": True,
             "valign": "top"}
        ),
        "large": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        "small": book.add_format({"num_format": "0.0000", "valign": "top"}),
        "exact": book.add_format({"num_format": "General", "valign": "top"}),
        "whole": book.add_format({"num_format": "0", "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "align": "left", "indent": 1}),
    }  # fmt: skip
    used: set[str] = set()
    if not plain:
        sheet = book.add_worksheet(_name(worded(FRONT, language), used))
        _front(sheet, document, language, formats)
    above = ""
    for table in flat(document.blocks):
        if isinstance(table, Heading):
            above = worded(table.text, language)
        if not isinstance(table, Table):
            continue
        # A sheet is read by itself: without a title of its own it has that of its section.
        title = worded(table.title, language) or above
        sheet = book.add_worksheet(_name(title, used))
        _fill(sheet, table, language, formats, 0 if plain else HEAD_ROW)
        if not plain:
            note = worded(table.note, language)
            sheet.write_string(0, 0, title, formats["title"])
            sheet.write_string(1, 0, textwrap.shorten(note, LONGEST_NOTE, placeholder=" …"))
    book.close()
    return stream.getvalue()


def _front(sheet: Any, document: Document, language: Language, formats: dict[str, Any]) -> None:
    title = worded(document.title, language)
    sheet.set_column(0, 0, FRONT_WIDTH)
    sheet.set_row(0, 1.5 * LINE_HEIGHT * _lines(title, FRONT_WIDTH // 2))
    sheet.write_string(0, 0, title, formats["front"])
    lines = [
        worded(block.text, language)
        for block in flat(document.blocks)
        if isinstance(block, Paragraph) and block.style != "title"
    ]
    for row, line in enumerate(lines, 2):
        sheet.set_row(row, LINE_HEIGHT * _lines(line, FRONT_WIDTH))
        sheet.write_string(row, 0, line, formats["text"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _fill(
    sheet: Any, table: Table, language: Language, formats: dict[str, Any], head_row: int
) -> None:
    heads = [worded(column.head, language) for column in table.columns]
    rows = [[_cell(cell, language) for cell in row] for row in table.rows]
    widths = [_width(head, [row[column] for row in rows]) for column, head in enumerate(heads)]
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(head_row, column, head, formats["head"])
    # Not every reader of .xlsx makes a row as high as its text.
    _height(sheet, head_row, heads, widths)
    for index, (row, cells) in enumerate(zip(rows, table.rows, strict=True), head_row + 1):
        _height(sheet, index, row, widths)
        for column, cell in enumerate(row):
            _write(sheet, index, column, cell, formats, isinstance(cells[column], Number))
    sheet.freeze_panes(head_row + 1, 0)
    if rows:
        sheet.autofilter(head_row, 0, head_row + len(rows), len(heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)


def _cell(cell: Cell | tuple[Cell, ...], language: Language) -> Plain:
    """Numbers as numbers, all else as text of a language."""
    if isinstance(cell, tuple):
        return "\n".join(_shown(_cell(part, language)) for part in cell)
    if isinstance(cell, Number):
        cell = cell.value
    if cell is None or isinstance(cell, (int, float)):
        return cell
    if isinstance(cell, (str, Message, Quoted, datetime.date)):
        return worded(cell, language)
    return float(cell)


def _height(sheet: Any, row: int, cells: Sequence[Plain], widths: Sequence[int]) -> None:
    """Make a row as high as its longest text, where that is more than a line."""
    lines = max(_lines(_shown(cell), width - 1) for cell, width in zip(cells, widths, strict=True))
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * lines)


def _lines(text: str, width: int) -> int:
    """Lines of a text in a column of some characters, words whole."""
    return max(1, len(textwrap.wrap(text, max(width, 1))))


def _write(
    sheet: Any, row: int, column: int, cell: Plain, formats: dict[str, Any], exact: bool
) -> None:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        sheet.write_blank(row, column, None, formats["text"])
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, formats["text"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, formats["whole"])
    elif exact and abs(cell) < LARGE:
        sheet.write_number(row, column, cell, formats["exact"])
    else:
        kind = "small" if 0 < abs(cell) < 1 else "number" if abs(cell) < LARGE else "large"
        sheet.write_number(row, column, cell, formats[kind])


def _width(head: str, cells: Sequence[Plain]) -> int:
    longest = max((len(_shown(cell)) for cell in cells), default=0)
    word = max(len(part) for part in head.split() or [""])
    return max(NARROWEST, min(WIDEST, max(longest + 3, len(head) // 2 + 3, word + 4)))


def _shown(cell: Plain) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell if cell is not None else "")


def _name(title: str, used: set[str]) -> str:
    """Name of a sheet: what Excel allows, and each once."""
    base = FORBIDDEN.sub(" ", title)[:LONGEST_NAME].strip("' ") or "Table"
    name, number = base, 2
    while name.lower() in used:
        name, number = f"{base[: LONGEST_NAME - 4]} {number}", number + 1
    used.add(name.lower())
    return name
