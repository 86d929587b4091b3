"""A report on a terminal: text in columns that fit its width, unable to steer it."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from wte_ppp.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
    Words,
    flat,
)
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.tables import number_columns
from wte_ppp.print.text import safe_terminal

WIDTH = 100
UNLIMITED = 1_000_000
GAP = "  "
INDENT = "      "
NARROWEST = 8


def terminal(
    document: Document,
    language: Language = ENGLISH,
    width: int | None = WIDTH,
    indent: str = "",
) -> str:
    """A report as lines of text; charts, contents and page breaks are left out.

    Parameters
    ----------
    document
        Its title is printed by a `Paragraph` of style "title".
    language
        Of all words, numbers and days.
    width
        Characters of a line at most; None: a text is one line, to be searched and copied.
    indent
        Before each point of a list.

    Returns
    -------
    str
        Lines without control codes and direction marks.

    Examples
    --------
    >>> from wte_ppp.blocks import Column
    >>> table = Table((Column("Item"), Column("USD", form=",.0f")), (("Tax", 1200.0),))
    >>> print(terminal(Document("", (Paragraph("A plant", "title"), table))))
    A plant
    -------
    Item    USD
    Tax   1,200
    """
    return "\n".join(
        line.rstrip()
        for block in flat(document.blocks)
        for line in _lines(block, language, width or UNLIMITED, indent)
    )


def _lines(block: Block, language: Language, width: int, indent: str) -> Iterator[str]:
    match block:
        case Heading():
            yield from ("", *wrap(_safe(block.text, language), width))
        case Paragraph(style="title"):
            title = safe_terminal(language.words(block.text), limit=width)
            yield from (title, "-" * len(title))
        case Paragraph():
            yield from wrap(_safe(block.text, language), width)
        case Bullets():
            for item in block.items:
                text = _safe(item, language)
                yield from wrap(text, width, initial_indent=indent, subsequent_indent=INDENT)
        case KeyFigures():
            for figure, name in block.items:
                yield f"{safe_terminal(language.cell(figure))} {_safe(name, language)}"
        case Table():
            yield from _table(block, language, width)


def _safe(text: Words | tuple[Words, ...], language: Language) -> str:
    return safe_terminal(language.words(text), limit=UNLIMITED)


def _table(table: Table, language: Language, width: int) -> Iterator[str]:
    """Rows in columns as wide as their texts; what is too wide runs on over several lines."""
    if table.title:
        yield from ("", *wrap(_safe(table.title, language), width))
    heads = [_safe(column.head, language) for column in table.columns]
    rows = [heads] if any(heads) else []
    rows += [
        [
            safe_terminal(language.cell(cell, column.form))
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    right = number_columns(table)
    widths = _widths(rows, right, width - len(GAP) * (len(heads) - 1))
    for row in rows:
        cells = [wrap(text, at) for text, at in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            yield GAP.join(
                f"{text:>{wide}}" if at in right else f"{text:<{wide}}"
                for at, (text, wide) in enumerate(zip(line, widths, strict=True))
            )
    if table.note:
        yield from wrap(_safe(table.note, language), width)


def _widths(rows: Sequence[Sequence[str]], right: frozenset[int], room: int) -> list[int]:
    """Width of each column; the widest column of texts gives way first."""
    widths = [max(max(map(len, column)), 1) for column in zip(*rows, strict=True)]
    texts = [at for at in range(len(widths)) if at not in right]
    while sum(widths) > room and texts:
        widest = max(texts, key=lambda at: widths[at])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths
