"""A workbook under construction: sheets, inputs in blue, formulas stored with their values."""

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import xlsxwriter

from wte_ppp.tender.evaluation import Evaluation

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
HEAD_ROW = 3
LINE_HEIGHT = 15


class Book:
    """One workbook; text of bidders is written as text, never as a formula or a link."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.bids = sorted(evaluation.technical.scores)
        self._file = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._file, SAFE)
        definition = evaluation.tender.definition
        self._book.set_properties({"title": definition.name, "created": definition.deadline})
        add = self._book.add_format
        self.formats = {
            "title": add({"bold": True, "font_size": 14}),
            "head": add(
                {"bold": True, "bg_color": "#1F4E79", "font_color": "white", "text_wrap": True}
            ),
            "input": add({"font_color": "#1F4E9E", "num_format": "#,##0.######"}),
            "number": add({"num_format": "#,##0.0000"}),
            "rank": add({"num_format": "0", "align": "left"}),
            "text": add({"text_wrap": True, "valign": "top"}),
        }

    def sheet(self, name: str, title: str, widths: Sequence[float]) -> Any:
        """A new sheet with a title, with the given column widths, set for printing."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, self.formats["title"])
        sheet.write_string(1, 0, self.evaluation.tender.definition.name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def heads(self, sheet: Any, heads: Sequence[str], row: int = HEAD_ROW) -> None:
        """Titles of columns, with room for two lines."""
        sheet.set_row(row, 2 * LINE_HEIGHT)
        for column, head in enumerate(heads):
            sheet.write_string(row, column, head, self.formats["head"])

    def formula(self, sheet: Any, row: int, column: int, text: str, value: Fraction) -> None:
        """A live formula, stored with its computed value."""
        sheet.write_formula(row, column, f"={text}", self.formats["number"], float(value))

    def number(self, sheet: Any, row: int, column: int, value: Fraction) -> None:
        """An input."""
        sheet.write_number(row, column, float(value), self.formats["input"])

    def finish(self) -> bytes:
        """Bytes of the workbook."""
        self._book.close()
        return self._file.getvalue()
