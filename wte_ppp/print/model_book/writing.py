"""The book as an .xlsx file: every formula live and stored with our value."""

import io
import math
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import xlsxwriter

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.model_book.book import ModelBook, model_book
from wte_ppp.print.model_book.charts import add_charts
from wte_ppp.print.model_book.cover import write_cover
from wte_ppp.print.model_book.formats import Formats, cleaned
from wte_ppp.print.model_book.formula import is_unknown
from wte_ppp.print.model_book.places import (
    FIRST_COLUMN,
    FIRST_ROW,
    INPUTS,
    STUDY_COLUMN,
    TOTAL_COLUMN,
    VALUE_COLUMN,
    as_cells,
    excel_name,
    height,
    note_lines,
    places_of,
)
from wte_ppp.print.model_book.rows import (
    NOT_STATED,
    Compared,
    Entry,
    Given,
    GivenRow,
    Heading,
    Line,
    Note,
    Sheet,
    Single,
    in_money,
)
from wte_ppp.print.model_book.values import Values

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
HEAD_ROW = 3
# Sheets without columns over time.
TABLES = ("Results", INPUTS)
A4, A3, COLUMNS_A_PAGE = 9, 8, 16
TIMES = {
    "period": (("Ends", "end", "date"), ("Operation year", "operation_year", "year")),
    "year": (("Calendar year", "cost_year", "year"), ("Operation year", "year", "year")),
    "annual": (("Calendar year", "y.calendar", "year"), ("Operation year", "y.year", "year")),
    "step": (("Rate of the grid", "grid_rate", "%"), ("Step", "step", "year")),
}
UNDATED = datetime(2000, 1, 1)


def study_workbook(result: StudyResult) -> bytes:
    """The finance model of a study as a workbook with live formulas.

    Raises `ValueError` for a result of draws.

    Raises `DocumentError` where the formulas do not give what the study has.
    """
    return _Writer(result, model_book(result)).bytes()


class _Writer:
    """A workbook under construction."""

    def __init__(self, result: StudyResult, book: ModelBook) -> None:
        sheets = tuple(in_money(sheet, result.money) for sheet in book.sheets)
        self.result, self.book = result, replace(book, sheets=sheets)
        self.places = places_of(sheets, book.columns, result.money)
        self._file = io.BytesIO()
        self.excel: Any = xlsxwriter.Workbook(self._file, SAFE)
        title = cleaned(result.name, 200)
        self.excel.set_properties(
            {"title": title, "subject": "Project finance model", "created": _day(result.as_of)}
        )
        self.excel.set_size(2400, 1500)
        self.formats = Formats(self.excel, result.money)

    def bytes(self) -> bytes:
        """Write all sheets."""
        cover = self.excel.add_worksheet("Cover")
        made = {sheet.name: self.excel.add_worksheet(sheet.name) for sheet in self.book.sheets}
        for place in self.places.values():
            if place.name is not None:
                last = f":$C${place.row + place.down}" if place.down > 1 else ""
                where = f"='{place.sheet}'!$C${place.row + 1}{last}"
                self.excel.define_name(place.name, where)
        for sheet in self.book.sheets:
            self._sheet(made[sheet.name], sheet)
        write_cover(self, cover)
        add_charts(self.excel, made, self.places, self.book.columns, self.result.money)
        self.excel.close()
        return self._file.getvalue()

    def formula(
        self, sheet: Any, row: int, column: int, text: str, value: Any, style: Any, at: int = 0
    ) -> None:
        """A live formula with the value that we have for it."""
        cells = as_cells(text, self.places, sheet.get_name(), at)
        shown = "#N/A" if is_unknown(value) else 0 if value is None else value
        sheet.write_formula(row, column, cells, style, shown)

    @property
    def values(self) -> Values:
        """Values of all cells."""
        return self.book.values

    def _sheet(self, made: Any, sheet: Sheet) -> None:
        columns = 0 if sheet.name in TABLES else self.book.columns[sheet.axis]
        self._frame(made, sheet, columns)
        at = FIRST_ROW
        for entry in sheet.entries:
            self._entry(made, sheet, at, entry)
            at += height(entry)
        if sheet.name == "Checks":
            bad = self.formats.marked
            made.conditional_format(
                FIRST_ROW, VALUE_COLUMN, at, FIRST_COLUMN + columns,
                {"type": "cell", "criteria": ">", "value": 0, "format": bad},
            )  # fmt: skip

    def _frame(self, made: Any, sheet: Sheet, columns: int) -> None:
        """Title, heads of columns, widths, panes, print set-up."""
        style = self.formats
        made.write_string(0, 0, sheet.title, style.title)
        made.write_string(1, 0, cleaned(self.result.name, 120), style.said)
        made.hide_gridlines(2)
        made.set_column(0, 0, 52)
        made.set_column(1, 1, 14)
        made.set_column(VALUE_COLUMN, TOTAL_COLUMN, 17)
        made.set_column(FIRST_COLUMN - 1, FIRST_COLUMN - 1, 1.5 if columns else 10)
        times = TIMES[sheet.axis] if columns else ()
        heads = (times[-1][0] if times else "", "Unit", "Value", "Total", "")
        if sheet.name == INPUTS:
            heads = ("Input", "Unit", "Value", "Generated for", "")
            made.set_column(0, 0, 72)
            made.set_column(1, 1, 24)
            made.set_column(FIRST_COLUMN - 1, FIRST_COLUMN - 1, 1.5)
            made.set_column(FIRST_COLUMN, FIRST_COLUMN, 38)
            made.set_column(FIRST_COLUMN + 1, FIRST_COLUMN + 1, 80)
        elif sheet.name == "Results":
            heads = ("Result", "Unit", "This workbook", "The study", "Differs")
        for row in range(HEAD_ROW, HEAD_ROW + 2):
            for column in range(FIRST_COLUMN + (columns or 2 * (sheet.name == INPUTS))):
                made.write_blank(row, column, None, style.head)
        for column, head in enumerate(heads):
            side = style.head_right if column >= VALUE_COLUMN else style.head
            made.write_string(HEAD_ROW + 1, column, head, side)
        if sheet.name == INPUTS:
            made.write_string(HEAD_ROW + 1, FIRST_COLUMN, "Name in formulas", style.head)
            made.write_string(HEAD_ROW + 1, FIRST_COLUMN + 1, "Origin", style.head)
        for line, (label, name, unit) in enumerate(times):
            made.write_string(HEAD_ROW + line, 0, label, style.head)
            for column in range(columns):
                self.formula(
                    made, HEAD_ROW + line, FIRST_COLUMN + column, f"{{{name}}}",
                    self.values.rows[name][column], style.head_of(unit), column,
                )  # fmt: skip
        if columns:
            made.set_column(FIRST_COLUMN, FIRST_COLUMN + columns - 1, 13)
            made.repeat_columns(0, 1)
        made.freeze_panes(HEAD_ROW + 2, FIRST_COLUMN if columns else 1)
        made.repeat_rows(HEAD_ROW, HEAD_ROW + 1)
        made.set_landscape()
        made.set_paper(A3 if columns else A4)
        made.fit_to_pages(max(1, math.ceil(columns / COLUMNS_A_PAGE)), 0)
        made.set_footer("&L&A&CPage &P of &N")

    def _entry(self, made: Any, sheet: Sheet, at: int, entry: Entry) -> None:
        style = self.formats
        if isinstance(entry, Heading):
            made.write_string(at + 1, 0, entry.text, style.heading)
            return
        if isinstance(entry, Note):
            for line, text in enumerate(note_lines(entry)):
                made.write_string(at + line, 0, text, style.said)
            return
        made.write_string(at, 0, entry.label, style.label)
        made.write_string(at, 1, entry.unit, style.unit)
        if sheet.name == INPUTS and isinstance(entry, Given | Single):
            made.write_string(
                at, FIRST_COLUMN, excel_name(self.result.money.name(entry.name)), style.unit
            )
        if isinstance(entry, Given):
            self._given(made, at, entry)
        elif isinstance(entry, GivenRow):
            kind = style.number(entry.unit, entry.kind)
            for column, value in enumerate(entry.values):
                _write(made, at, FIRST_COLUMN + column, value, kind)
        elif isinstance(entry, Compared):
            self._compared(made, at, entry)
        elif isinstance(entry, Single):
            self._single(made, at, VALUE_COLUMN, entry)
        else:
            self._line(made, at, entry)

    def _single(self, made: Any, at: int, column: int, single: Single) -> None:
        value = self.values.singles[single.name]
        is_text = isinstance(value, str) and not single.unit
        kind = self.formats.plain if is_text else self.formats.number(single.unit)
        self.formula(made, at, column, single.formula, value, kind)

    def _compared(self, made: Any, at: int, compared: Compared) -> None:
        live, study, differs = compared.parts
        self._single(made, at, VALUE_COLUMN, live)
        hangs = self.values.singles[live.name] == NOT_STATED
        in_study = NOT_STATED if hangs else study.values[0]
        _write(made, at, STUDY_COLUMN, in_study, self.formats.number(compared.unit, "pasted"))
        self._single(made, at, STUDY_COLUMN + 1, differs)

    def _line(self, made: Any, at: int, row: Line) -> None:
        kind = self.formats.number(row.unit)
        cells = self.values.rows[row.name]
        for column, value in enumerate(cells):
            self.formula(made, at, FIRST_COLUMN + column, row.formula, value, kind, column)
        if row.total:
            total = math.fsum(float(cell) for cell in cells if isinstance(cell, float | int))
            self.formula(made, at, TOTAL_COLUMN, f"SUM({{{row.name}:}})", total, kind)

    def _given(self, made: Any, at: int, given_input: Given) -> None:
        kind = self.formats.number(given_input.unit, given_input.kind)
        for line, value in enumerate(given_input.values):
            if line:
                made.write_string(
                    at + line, 0, f"{given_input.label} ({line + 1})", self.formats.label
                )
                made.write_string(at + line, 1, given_input.unit, self.formats.unit)
            _write(made, at + line, VALUE_COLUMN, value, kind)
        if given_input.kind == "structure":
            _write(made, at, TOTAL_COLUMN, given_input.values[0], kind)
        if given_input.allowed is not None:
            low, high = given_input.allowed
            what = "integer" if given_input.whole else "decimal"
            made.data_validation(
                at, VALUE_COLUMN, at + height(given_input) - 1, VALUE_COLUMN,
                {"validate": what, "criteria": "between", "minimum": low, "maximum": high,
                 "error_title": "Outside the range", "error_message":
                 f"A {'whole ' * given_input.whole}number from {low:g} to {high:g} is required."},
            )  # fmt: skip
        if given_input.choices:
            made.data_validation(
                at, VALUE_COLUMN, at, VALUE_COLUMN,
                {"validate": "list", "source": list(given_input.choices)},
            )  # fmt: skip
        if given_input.source:
            made.write_string(
                at, FIRST_COLUMN + 1, cleaned(given_input.source, 100), self.formats.said
            )


def _write(made: Any, row: int, column: int, value: float | str | None, style: Any) -> None:
    if value is None:
        made.write_blank(row, column, None, style)
    elif isinstance(value, str):
        made.write_string(row, column, cleaned(value, 200), style)
    else:
        made.write_number(row, column, value, style)


def _day(text: str | None) -> datetime:
    """Day that the file says it was made: the study's own, so that its bytes are the same."""
    if text is None:
        return UNDATED
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day)
