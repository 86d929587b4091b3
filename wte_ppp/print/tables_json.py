"""A report's tables as plain data, for JSON and CSV: keys are English, numbers stay numbers."""

import math
from typing import Any

from wte_ppp.blocks import Cell, Column, Document, Number, Paragraph, Table, flat
from wte_ppp.messages import Message, Quoted, as_data


def document_data(document: Document) -> dict[str, Any]:
    """Title, notes and tables of a report."""
    blocks = flat(document.blocks)
    return {
        "title": as_data(document.title),
        "notes": [
            as_data(block.text)
            for block in blocks
            if isinstance(block, Paragraph) and block.style != "title"
        ],
        "tables": {block.name: records(block) for block in blocks if isinstance(block, Table)},
    }


def records(table: Table) -> list[dict[str, Any]]:
    """Each row of a table by the names of its columns."""
    names = [column_name(column) for column in table.columns]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in table.rows]


def column_name(column: Column) -> str:
    """Key of a column in files that machines read."""
    return column.name or str(column.head)


def _plain(cell: Cell | tuple[Cell, ...]) -> Any:
    """A label stands as its English, which is its key; a sentence with its key and values."""
    if isinstance(cell, tuple):
        return [_plain(part) for part in cell]
    if isinstance(cell, Number):
        return _plain(cell.value)
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    if isinstance(cell, Quoted) and not cell.text:
        return ""
    if isinstance(cell, Message) and not cell.values:
        return str(cell)
    return None if cell is None else as_data(cell)
