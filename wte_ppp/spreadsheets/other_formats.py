"""An .ods or .xls file as plain data; runs in the child process."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import python_calamine

from wte_ppp.spreadsheets.excel import ERRORS, LONGEST_TEXT, plain
from wte_ppp.spreadsheets.workbook import MOST_COLUMNS, MOST_ROWS, column_letters

URN = "{urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE, TEXT = f"{URN}table:1.0}}", f"{URN}office:1.0}}", f"{URN}text:1.0}}"
STYLE = f"{URN}style:1.0}}"
CALAMINE = (
    python_calamine.CalamineError, python_calamine.PasswordError, python_calamine.XmlError,
    python_calamine.ZipError,
)  # fmt: skip


def xls_content(raw: bytes) -> dict[str, Any]:
    """Sheets of an .xls file by calamine: values alone; the format's formulas are not told."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets, remarks = {}, []
        for meta in book.sheets_metadata:
            name = meta.name
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS)
            sheets[name] = [
                [[None if value == "" else plain(value), "", False] for value in row[:MOST_COLUMNS]]
                for row in rows
            ]
            if meta.visible != python_calamine.SheetVisibleEnum.Visible:
                remarks.append(["hidden sheet", name, ""])
        remarks.append(["not looked for", "", "formulas, comments and hidden rows of an .xls file"])
    except (*ERRORS, *CALAMINE) as error:
        return {"fault": f"{type(error).__name__}: {error}"}
    return {"sheets": sheets, "names": {}, "remarks": remarks}


def ods_content(raw: bytes) -> dict[str, Any]:
    """Sheets, names and remarks of an .ods file from its content.xml."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            root = defusedxml.ElementTree.fromstring(archive.read("content.xml"))
        hidden = {
            style.get(f"{STYLE}name")
            for style in root.iter(f"{STYLE}style")
            for properties in style.iter(f"{STYLE}table-properties")
            if properties.get(f"{TABLE}display") == "false"
        }
        sheets: dict[str, Any] = {}
        remarks: list[list[str]] = []
        for table in root.iter(f"{TABLE}table"):
            name = table.get(f"{TABLE}name") or ""
            if table.get(f"{TABLE}style-name") in hidden:
                remarks.append(["hidden sheet", name, ""])
            remarks += _hidden_columns(table, name)
            sheets[name] = _filled(list(_rows(table, name, remarks)))
        names = {
            str(named.get(f"{TABLE}name")): _place(str(named.get(f"{TABLE}cell-range-address")))
            for named in root.iter(f"{TABLE}named-range")
        }
    except ERRORS as error:
        return {"fault": f"{type(error).__name__}: {error}"}
    return {"sheets": sheets, "names": names, "remarks": remarks}


def _place(address: str) -> str:
    """An address as Excel writes it: $Bid.$B$10 is Bid!B10."""
    sheet, _, cell = address.replace("$", "").rpartition(".")
    return f"{sheet}!{cell}"


def _hidden_columns(table: Element, name: str) -> Iterator[list[str]]:
    number = 0
    for column in table.iter(f"{TABLE}table-column"):
        number += 1
        if column.get(f"{TABLE}visibility") in ("collapse", "filter"):
            yield ["hidden column", f"{name}!{column_letters(number)}", ""]
        number += _times(column, f"{TABLE}number-columns-repeated", MOST_COLUMNS) - 1


def _rows(table: Element, name: str, remarks: list[list[str]]) -> Iterator[list[list[Any]]]:
    number = 0
    for row in table.iter(f"{TABLE}table-row"):
        cells = _filled_cells(list(_cells(row, name, number + 1, remarks)))
        if row.get(f"{TABLE}visibility") in ("collapse", "filter"):
            remarks.append(["hidden row", f"{name}!{number + 1}", ""])
        for _ in range(_times(row, f"{TABLE}number-rows-repeated", MOST_ROWS - number)):
            number += 1
            yield cells
        if number >= MOST_ROWS:
            return


def _filled(rows: list[list[list[Any]]]) -> list[list[list[Any]]]:
    """Rows without the empty ones at the end, of which LibreOffice writes a million."""
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _filled_cells(cells: list[list[Any]]) -> list[list[Any]]:
    while cells and cells[-1][0] is None and not cells[-1][1]:
        cells.pop()
    return cells


def _cells(row: Element, name: str, number: int, remarks: list[list[str]]) -> Iterator[list[Any]]:
    column = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        for note in cell.iter(f"{OFFICE}annotation"):
            place = f"{name}!{column_letters(column + 1)}{number}"
            remarks.append(["comment", place, _text(note)[:LONGEST_TEXT]])
        if _spans(cell):
            place = f"{name}!{column_letters(column + 1)}{number}"
            remarks.append(["merged cells", place, ""])
        kind = cell.get(f"{OFFICE}value-type")
        formula = cell.get(f"{TABLE}formula") or ""
        value = [_value(cell, kind), formula, kind == "percentage"]
        for _ in range(_times(cell, f"{TABLE}number-columns-repeated", MOST_COLUMNS - column)):
            column += 1
            yield value


def _spans(cell: Element) -> bool:
    """Whether a cell is one of several that are merged."""
    names = (f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned")
    return any(cell.get(name, "1") != "1" for name in names)


def _times(element: Element, attribute: str, most: int) -> int:
    return max(0, min(int(element.get(attribute) or 1), most))


def _value(cell: Element, kind: str | None) -> float | int | str | bool | None:
    if kind in ("float", "percentage", "currency"):
        number = float(cell.get(f"{OFFICE}value") or "nan")
        return int(number) if number.is_integer() else number
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    if kind == "date":
        day = cell.get(f"{OFFICE}date-value") or ""
        return day.removesuffix("T00:00:00")
    return _text(cell) if kind is not None else None


def _text(cell: Element) -> str:
    """Paragraphs of a cell, without those of a comment in it."""
    return "\n".join(_joined(part) for part in cell if part.tag == f"{TEXT}p")


def _joined(part: Element) -> str:
    text = part.text or ""
    for inner in part:
        if inner.tag == f"{TEXT}s":
            text += " " * min(int(inner.get(f"{TEXT}c") or 1), 100)
        elif inner.tag == f"{TEXT}tab":
            text += "\t"
        elif inner.tag == f"{TEXT}line-break":
            text += "\n"
        else:
            text += _joined(inner)
        text += inner.tail or ""
    return text
