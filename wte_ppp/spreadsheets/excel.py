"""An .xlsx file as plain data, by openpyxl; runs in the child process."""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import defusedxml.ElementTree
import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from wte_ppp.spreadsheets.workbook import MOST_COLUMNS, MOST_ROWS, Value

ERRORS = (
    InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError,
    AttributeError, OverflowError, SyntaxError, EOFError, OSError, RuntimeError, zlib.error,
)  # fmt: skip
# Comments and hidden rows need the whole file in memory; a form is a hundredth of this.
LARGEST_WHOLE = 8 * 2**20
DRAWN = re.compile(r"xl/drawings/[^/]+\.xml|xl/threadedComments/[^/]+\.xml")
TEXT_TAGS = ("}t", "}text")
HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
LONGEST_TEXT = 10_000
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Za-z0-9:]{1,30})[\"']")
MOST_MERGED = 200_000


def content(raw: bytes) -> dict[str, Any]:
    """Sheets, names and remarks of a file, or its fault."""
    try:
        shown = openpyxl.load_workbook(
            io.BytesIO(raw), read_only=True, data_only=True, keep_links=False
        )
        written = openpyxl.load_workbook(
            io.BytesIO(raw), read_only=True, data_only=False, keep_links=False
        )
        sheets = {
            name: [*_rows(shown[name], written[name])]
            for name in shown.sheetnames
            if name in written.sheetnames and hasattr(shown[name], "iter_rows")
        }
        names = {
            str(name): str(defined.attr_text or "")
            for name, defined in list(shown.defined_names.items())[:MOST_ROWS]
        }
        remarks = [*_remarks(raw)]
    except ERRORS as error:
        return {"fault": f"{type(error).__name__}: {error}"}
    return {"sheets": sheets, "names": names, "remarks": remarks}


def _rows(shown: Any, written: Any) -> Iterator[list[list[Any]]]:
    bounds = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS}
    for values, sources in zip(
        shown.iter_rows(**bounds), written.iter_rows(**bounds), strict=False
    ):
        yield [_cell(value, source.value) for value, source in zip(values, sources, strict=False)]


def _cell(shown: Any, source: Any) -> list[Any]:
    value = shown.value
    percent = "%" in str(getattr(shown, "number_format", ""))
    formula = source if isinstance(source, str) and source.startswith("=") else ""
    # An array formula is an object of its own.
    if source is not None and not isinstance(source, (str, int, float, bool, datetime.date)):
        formula = str(getattr(source, "text", "") or "={}") if hasattr(source, "ref") else formula
    # Text that only looks like a formula is text: its stored value is itself.
    if formula and value == formula:
        formula = ""
    return [plain(value), formula, percent]


def plain(value: Any) -> Value:
    """A value as JSON has it; days as YYYY-MM-DD."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)


def _remarks(raw: bytes) -> Iterator[list[str]]:
    """What stands beside the cells."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        whole = sum(part.file_size for part in parts) <= LARGEST_WHOLE
        whole = whole and _merged(archive) <= MOST_MERGED
        for part in parts:
            if DRAWN.fullmatch(part.filename):
                for text in _texts(archive.read(part)):
                    yield ["drawing", part.filename.rpartition("/")[2], text]
            elif part.filename.startswith(("xl/media/", "xl/embeddings/")):
                kind = "picture" if part.filename.startswith("xl/media/") else "embedded file"
                yield [kind, part.filename.rpartition("/")[2], ""]
    if not whole:
        yield ["not looked for", "", "comments and hidden rows: the file is too large"]
        return
    book = openpyxl.load_workbook(io.BytesIO(raw), keep_links=False)
    for sheet in book.worksheets:
        yield from _of_sheet(sheet)


def _merged(archive: zipfile.ZipFile) -> int:
    """How many cells are merged: each of them is made where a file is held whole."""
    return sum(
        (right - left + 1) * (bottom - top + 1)
        for name in archive.namelist()
        if name.startswith("xl/worksheets/")
        for ref in MERGED.findall(archive.read(name))
        for left, top, right, bottom in (range_boundaries(ref.decode()),)
    )


def _texts(raw: bytes) -> Iterator[str]:
    root = defusedxml.ElementTree.fromstring(raw)
    texts = [element.text or "" for element in root.iter() if element.tag.endswith(TEXT_TAGS)]
    joined = "".join(texts).strip()
    if joined:
        yield joined[:LONGEST_TEXT]


def _of_sheet(sheet: Any) -> Iterator[list[str]]:
    name = sheet.title
    for merged in list(sheet.merged_cells.ranges)[:MOST_ROWS]:
        yield ["merged cells", f"{name}!{merged.coord}", ""]
    if sheet.sheet_state != "visible":
        yield ["hidden sheet", name, ""]
    for letter, column in sheet.column_dimensions.items():
        if column.hidden:
            yield ["hidden column", f"{name}!{letter}", ""]
    for number, row in sheet.row_dimensions.items():
        if row.hidden and number <= MOST_ROWS:
            yield ["hidden row", f"{name}!{number}", ""]
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=MOST_COLUMNS):
        for cell in cells:
            if cell.comment is not None and str(cell.comment.text).strip():
                yield [
                    "comment",
                    f"{name}!{cell.coordinate}",
                    str(cell.comment.text)[:LONGEST_TEXT],
                ]
    for part in (
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
    ):
        for side in ("left", "center", "right"):
            text = getattr(getattr(getattr(sheet, part, None), side, None), "text", None)
            if text and text.strip():
                kind = "header" if part.endswith("Header") else "footer"
                yield [kind, name, text[:LONGEST_TEXT]]
