"""Blocks on a terminal: one text a line, tables in columns, in one language."""

import unicodedata
from collections.abc import Iterable, Iterator

from wte_ppp.blocks import Block, Bullets, Cell, Heading, Number, Paragraph, Table, Words, flat
from wte_ppp.documents import printable
from wte_ppp.messages import English, worded
from wte_ppp.numbers import NOT_DEFINED

INDENT = "  "
GAP = "  "


def lines(blocks: Iterable[Block], speech: English | None = None) -> str:
    """Blocks as lines of a terminal.

    Parameters
    ----------
    blocks
        Headings, paragraphs, bullets and tables; charts have no place here.
    speech
        Of the reader; left out: English.

    Returns
    -------
    str
        Without control characters, whoever wrote the words.

    Examples
    --------
    >>> print(lines([Paragraph("Bids:"), Bullets(("B1", "B2"))]))
    Bids:
      B1
      B2
    """
    return "\n".join(printable(line) for line in _lines(blocks, speech or English()))


def _lines(blocks: Iterable[Block], speech: English) -> Iterator[str]:
    for block in flat(blocks):
        if isinstance(block, (Heading, Paragraph)):
            yield _joined(block.text, speech)
        elif isinstance(block, Bullets):
            yield from (INDENT + _joined(item, speech) for item in block.items)
        elif isinstance(block, Table):
            yield from _table(block, speech)


def _joined(text: Words | tuple[Words, ...], speech: English) -> str:
    parts = text if isinstance(text, tuple) else (text,)
    return " ".join(worded(part, speech) for part in parts)


def _cell(cell: Cell | tuple[Cell, ...], form: str, speech: English) -> str:
    if isinstance(cell, tuple):
        return " ".join(_cell(part, form, speech) for part in cell)
    if isinstance(cell, Number):
        return _cell(cell.value, cell.form or form, speech)
    return NOT_DEFINED if cell is None else worded(cell, speech, form)


def _table(table: Table, speech: English) -> Iterator[str]:
    if table.title:
        yield worded(table.title, speech)
    rows = [[worded(column.head, speech) for column in table.columns]]
    rows += [
        [_cell(cell, column.form, speech) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    widths = [max(_width(text) for text in texts) for texts in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for text, width, column in zip(row, widths, table.columns, strict=True):
            blank = " " * (width - _width(text))
            cells.append(blank + text if column.numbers else text + blank)
        yield GAP.join(cells).rstrip()
    if table.note:
        yield worded(table.note, speech)


def _width(text: str) -> int:
    """Columns that a text takes: East Asian letters two, combining marks none."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)
