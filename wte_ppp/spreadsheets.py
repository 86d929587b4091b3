"""Reading Excel files that came from outside: sizes first, then values, never code."""

import datetime
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from wte_ppp.documents import DocumentError, Problem

# A spreadsheet takes a cell of text that begins so for a formula, and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


Value: TypeAlias = float | int | str | bool | None
LARGEST_BYTES = 10_000_000
LARGEST_UNPACKED = 50 * 2**20
LARGEST_RATIO = 200
MOST_PARTS = 2_000
MOST_ROWS, MOST_COLUMNS = 2_000, 50
DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
FORBIDDEN = {"vbaProject.bin": "macros", "externalLinks": "links to other files"}


@dataclass(frozen=True)
class Cell:
    """A cell: its value, its formula if it has one, whether it is shown as a percentage."""

    place: str
    value: Value
    formula: str = ""
    percent: bool = False


@dataclass(frozen=True)
class Workbook:
    """Values by sheet, row and column (from 0), and single cells by defined name."""

    path: str
    sheets: Mapping[str, tuple[tuple[Cell, ...], ...]]
    names: Mapping[str, Cell]


def read_workbook(path: str | Path) -> Workbook:
    """Read the values of an .xlsx file that may be hostile or mangled.

    Parameters
    ----------
    path
        At most 10 MB, 50 MiB unpacked; the first 2,000 rows and 50 columns of each sheet are read.

    Returns
    -------
    Workbook
        Days are text as YYYY-MM-DD; formulas give the value that was stored with them.

    Raises
    ------
    DocumentError
        If it is no such file, too large, or carries macros or links to other files.
    """
    _safe(Path(path))
    try:
        shown = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        written = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        sheets = {
            name: tuple(_rows(name, shown[name], written[name]))
            for name in shown.sheetnames
            if name in written.sheetnames and hasattr(shown[name], "iter_rows")
        }
        names = dict(_names(shown, sheets))
    except (
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError,
        AttributeError, OverflowError, SyntaxError, EOFError, OSError, RuntimeError, zlib.error,
    ) as error:  # fmt: skip
        raise _fault(path, f"{type(error).__name__}: {error}"[:120], "an .xlsx file") from None
    return Workbook(str(path), sheets, names)


def _safe(path: Path) -> None:
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise _fault(path, f"{size:,} bytes", f"at most {LARGEST_BYTES:,} bytes")
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise _fault(path, "no Excel workbook", "an .xlsx file") from None
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise _fault(path, found, "a file that can be read") from None
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MOST_PARTS:
        raise _fault(path, f"{len(parts):,} parts", f"at most {MOST_PARTS:,} parts")
    if unpacked > LARGEST_UNPACKED:
        raise _fault(path, f"{unpacked:,} bytes unpacked", f"at most {LARGEST_UNPACKED:,}")
    if unpacked > LARGEST_RATIO * packed:
        raise _fault(path, f"packed {unpacked // packed} to 1", f"at most {LARGEST_RATIO} to 1")
    for part in parts:
        for name, what in FORBIDDEN.items():
            if name in part.filename:
                raise _fault(path, what, "a workbook of values alone")
    if _declares_entities(path):
        raise _fault(path, "XML that declares a document type", "a workbook of values alone")


def _declares_entities(path: Path) -> bool:
    """Whether some part could make a parser expand or fetch what does not stand in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(
                mark in archive.read(part) for part in archive.infolist() for mark in DOCTYPE
            )
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError) as error:
        found = f"a part that cannot be unpacked ({error})"[:120]
        raise _fault(path, found, "an .xlsx file") from None


def _fault(path: str | Path, found: str, allowed: str) -> DocumentError:
    action = "save the form as .xlsx and send it again"
    return DocumentError((Problem(str(path), None, "", found, allowed, action),))


def _rows(name: str, shown: Any, written: Any) -> Iterator[tuple[Cell, ...]]:
    bounds = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS}
    pairs = zip(shown.iter_rows(**bounds), written.iter_rows(**bounds), strict=False)
    for row, (values, sources) in enumerate(pairs, 1):
        yield tuple(
            _cell(f"{name}!{get_column_letter(column)}{row}", value, source.value)
            for column, (value, source) in enumerate(zip(values, sources, strict=False), 1)
        )


def _cell(place: str, shown: Any, source: Any) -> Cell:
    value = shown.value
    percent = "%" in str(getattr(shown, "number_format", ""))
    formula = source if isinstance(source, str) and source.startswith("=") else ""
    # An array formula is an object of its own.
    if source is not None and not isinstance(source, (str, int, float, bool, datetime.date)):
        formula = str(getattr(source, "text", "") or "={}") if hasattr(source, "ref") else formula
    # Text that only looks like a formula is text: its stored value is itself.
    if formula and value == formula:
        formula = ""
    return Cell(place, _plain(value), formula, percent)


def _plain(value: Any) -> Value:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)


def _names(book: Any, sheets: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    """Defined names that point to one cell of a sheet that was read."""
    places = {cell.place: cell for rows in sheets.values() for row in rows for cell in row}
    for name, defined in list(book.defined_names.items())[:MOST_ROWS]:
        sheet, _, cell = str(defined.attr_text or "").replace("$", "").rpartition("!")
        place = f"{sheet.strip(chr(39))}!{cell}"
        if sheet.strip("'") in sheets:
            yield str(name), places.get(place, Cell(place, None))
