"""Forms of studies for tests: written, filled in, and read back."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from wte_ppp.documents import document_in
from wte_ppp.feasibility.form.carried import COLUMNS
from wte_ppp.feasibility.form.left_out import LeftOut, left_out
from wte_ppp.print.language import language_of
from wte_ppp.print.study_form import study_form

EXAMPLES = Path(__file__).parents[2] / "examples"
BELOW: dict[str, LeftOut] = {}


def form_of(raw: bytes, language: str = "en") -> bytes:
    """The form of a study's file."""
    document = document_in(raw, "study.yaml")
    key = repr([document.data.get(part) for part in ("country", "as_of", "project")])
    if key not in BELOW:
        BELOW[key] = left_out(document)
    return study_form(document, raw, BELOW[key], language_of(language))


def example(name: str) -> bytes:
    """The study of an example as it stands."""
    file = EXAMPLES / name / "study.yaml"
    return (file if file.is_file() else EXAMPLES / name / "base.yaml").read_bytes()


def filled(data: bytes, entries: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A form with other values, by the key of a row and the name of a column.

    A key with a number behind it is the row of that number among those of the key, from 0.
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    for key, columns in entries.items():
        name, _, number = key.partition("@")
        cells = cells_of(book, name)[int(number or 0)]
        for column, value in columns.items():
            cells[column].value = value
    return saved(book)


def cells_of(book: Any, key: str) -> list[dict[str, Any]]:
    """Cells of the rows of a key, by the names of their columns."""
    found = []
    for sheet in book.worksheets:
        names: dict[int, str] = {}
        for row in sheet.iter_rows():
            if row[0].value == COLUMNS:
                names = {cell.column: cell.value for cell in row[1:] if cell.value}
            elif row[0].value == key:
                found.append({names[cell.column]: cell for cell in row if cell.column in names})
    return found


def saved(book: Any) -> bytes:
    """Bytes of an open workbook."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
