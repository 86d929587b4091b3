"""Tables of a study's form: an entry a row, by its name."""

from typing import Any

from wte_ppp.feasibility.form.carried import COLUMNS, VALUE
from wte_ppp.feasibility.form.inputs import Input, Table
from wte_ppp.feasibility.form.reading import ROW
from wte_ppp.feasibility.form.stated import Entry, Filled, pointer
from wte_ppp.messages import Message, mark, sentence
from wte_ppp.print.sheet_paper import lines_of
from wte_ppp.print.study_form_cells import HIGHEST, LINE_HEIGHT, Cells, plain, write_text

FREE_ROWS, BETWEEN = 6, 2
COLUMN_WIDTH, NAME_WIDTH, TEXT_WIDTH = 16, 34, 70
NAMES = (mark("Name"), mark("Input"))


def write_table(
    sheet: Any, start: int, filled: Filled, table: Table, cells: Cells, wide: bool
) -> int:
    """Write a table with free rows from a row on.

    Parameters
    ----------
    sheet, start
        Where it stands.
    filled, table
        Its rows, and its columns.
    cells
        Of the workbook.
    wide
        Whether texts have wide columns: the sheet has no other table.

    Returns
    -------
    int
        The first row behind it.
    """
    count = table.path.count("*")
    widths = [TEXT_WIDTH if wide and one.kind == "text" else COLUMN_WIDTH for one in table.columns]
    for place, width in enumerate(widths, 1 + count):
        sheet.set_column(max(place, 2), max(place, 2), width)
    sheet.set_column(1, 1, NAME_WIDTH)
    _heads(sheet, start, table, cells)
    at, key = start + 4, ROW + pointer(table.path)
    for row in (*filled.rows, *(None,) * FREE_ROWS):
        sheet.write_string(at, 0, key)
        texts = list(row.names) if row is not None else [""] * count
        for column, text in enumerate(texts, 1):
            write_text(sheet, at, column, text, cells.formats["entry"])
        lines = max([lines_of(texts[0], NAME_WIDTH)] if texts else [1])
        for place, asked in enumerate(table.columns):
            entry = row.entries[place] if row is not None else Entry()
            described = Input((*table.path, *asked.path), asked.card, asked.kind, asked.choices)
            cells.entry(sheet, at, 1 + count + place, described, entry)
            lines = max(lines, lines_of(plain(entry), widths[place]))
        sheet.set_row(at, min(LINE_HEIGHT * lines + 3, HIGHEST))
        at += 1
    return at + BETWEEN


def _heads(sheet: Any, start: int, table: Table, cells: Cells) -> None:
    """Title, heads, and a hidden row with what the columns are for."""
    count = table.path.count("*")
    heads = [cells.said(Message(word)) for word in NAMES[:count]]
    heads += [_head(column, cells) for column in table.columns]
    keys = [COLUMNS, *(f"name{number}" for number in range(count))]
    keys += [pointer(one.path) or VALUE for one in table.columns]
    title = cells.said(sentence(table.card.label))
    sheet.write_string(start, 1, title, cells.formats["title"])
    sheet.write_string(start + 1, 1, cells.said(sentence(table.card.description)))
    sheet.write_row(start + 2, 0, keys)
    sheet.set_row(start + 2, None, None, {"hidden": True})
    height = 1
    for column, head in enumerate(heads, 1):
        sheet.write_string(start + 3, column, head, cells.formats["head"])
        height = max(height, lines_of(head, NAME_WIDTH if column == 1 else COLUMN_WIDTH - 2))
    sheet.set_row(start + 3, LINE_HEIGHT * height + 4)


def _head(column: Input, cells: Cells) -> str:
    label = cells.said(sentence(column.card.label))
    unit = column.card.unit
    return f"{label} ({cells.unit(unit)})" if unit else label
