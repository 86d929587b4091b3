"""Tables on paper: as wide as their words ask for, in letters as small as they must be."""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.lib.colors import white
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, TableStyle
from reportlab.platypus import Table as Grid

from wte_ppp.blocks import Table
from wte_ppp.messages import Message
from wte_ppp.print.language import Language
from wte_ppp.print.line_breaks import needs_breaks, pieces, stretches
from wte_ppp.print.pdf_styles import (
    CELL,
    CELL_PADDING,
    HEAD,
    HEADER,
    HEADER_NUMBER,
    NUMBER,
    PAGE_WIDTH,
    RULE,
    STRIPE,
    sized,
)
from wte_ppp.print.tables import cell_is_number, number_columns
from wte_ppp.print.text import para, printable, width_of
from wte_ppp.print.typefaces import BOLD, REGULAR

SIZES = {"normal": 8.0, "small": 7.0, "tiny": 6.5}
SMALLEST = 5.0
STEP = 0.25
LONG_CELL = 1000  # characters that may not fit a page in a narrow column
LONGEST_HEAD = 120  # a head is repeated on every page and cannot run on
LONGEST_WORD = 24  # characters; what is longer, such as a path or a hash, may be parted
LONGEST_CELL = 20_000
MANY_COLUMNS, NARROW_PADDING = 9, 1.5
FIRST_ROWS = 4
HAIR = 0.6  # by which a line is wider than its text


def grid(
    table: Table, language: Language, lacking: list[Message], width: float = PAGE_WIDTH
) -> Flowable:
    """A table with its heads repeated on every page; it breaks over pages."""
    heads = [language.words(column.head) for column in table.columns]
    rows = [
        [
            language.cell(cell, column.form)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]  # fmt: skip
    right = number_columns(table)
    shares = [column.width for column in table.columns]
    padding = CELL_PADDING if len(heads) <= MANY_COLUMNS else NARROW_PADDING
    widths, size = fitted(heads, rows, shares, right, SIZES[table.size], width, padding)
    left_style, right_style = sized(CELL, size), sized(NUMBER, size)

    def paragraph(text: str, at: int, style: ParagraphStyle, limit: int) -> Flowable:
        return para(text, style, lacking, limit, widths[at] - 2 * padding)

    cells = [
        [
            paragraph(
                text,
                at,
                right_style if at in right or cell_is_number(row[at]) else left_style,
                LONGEST_CELL,
            )
            for at, text in enumerate(texts)
        ]
        for row, texts in zip(table.rows, rows, strict=True)
    ]
    headed = any(heads)
    if headed:
        left, numeric = sized(HEADER, size), sized(HEADER_NUMBER, size)
        top = [
            paragraph(text, at, numeric if at in right else left, LONGEST_HEAD)
            for at, text in enumerate(heads)
        ]
        cells.insert(0, top)
    longest = max((len(text) for texts in rows for text in texts), default=0)
    # A cell longer than a page, such as a reason of 10,000 characters, runs on over the next.
    flowable = Grid(cells, widths, repeatRows=int(headed), splitInRow=int(longest > LONG_CELL))
    flowable.setStyle(_style(size, int(headed), padding))
    return flowable


def fitted(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    right: Iterable[int],
    size: float,
    width: float = PAGE_WIDTH,
    padding: float = CELL_PADDING,
) -> tuple[list[float], float]:
    """Widths of the columns in points and the size of letters at which no word is cut.

    Parameters
    ----------
    heads, rows
        Texts.
    shares
        Of the width, as a chapter wants them; a column gets more where a word of it needs more.
    right
        Columns of numbers, which are never cut.
    size
        Of the letters; smaller ones are taken where words do not fit otherwise.
    width
        Of the table.
    padding
        Left and right of a cell's text.

    Returns
    -------
    tuple[list[float], float]
        Widths, size. Where even the smallest letters do not help, words of texts are cut.

    Examples
    --------
    >>> fitted(["", "Incineration"], [["a b c", "1"]], [90, 10], [1], 8.0, 200.0)[1]
    8.0
    """
    wanted = [width * share / sum(shares) for share in shares]
    words = [
        _longest_word([head], [row[at] for row in rows]) for at, head in enumerate(heads)
    ]  # in points, of letters of one point
    while True:
        least = [size * word + 2 * padding + HAIR for word in words]
        if sum(least) <= width or size <= SMALLEST:
            break
        size -= STEP
    if sum(least) > width:
        least = _cut(least, set(right), width)
    return _widened(wanted, least, width), size


def _widened(wanted: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Wanted widths, no column below its least; the others give what they can spare."""
    short = sum(max(low - want, 0.0) for want, low in zip(wanted, least, strict=True))
    spare = sum(max(want - low, 0.0) for want, low in zip(wanted, least, strict=True))
    reduction = min(short / spare, 1.0) if spare > 0 else 0.0
    return [
        low if want <= low else want - reduction * (want - low)
        for want, low in zip(wanted, least, strict=True)
    ]


def _cut(least: list[float], right: set[int], width: float) -> list[float]:
    """Least widths of columns too many for a page: numbers stay whole as long as they can."""
    numbers = sum(least[at] for at in right)
    others = [at for at in range(len(least)) if at not in right]
    narrowest = 4 * SMALLEST
    if not others or width - numbers < narrowest * len(others):
        return [width * low / sum(least) for low in least]
    low, high = 0.0, width
    for _ in range(30):  # the cap at which the texts fill what the numbers leave
        cap = (low + high) / 2
        too_wide = sum(min(least[at], cap) for at in others) > width - numbers
        low, high = (low, cap) if too_wide else (cap, high)
    return [points if at in right else min(points, low) for at, points in enumerate(least)]


def _longest_word(heads: Sequence[str], texts: Sequence[str]) -> float:
    """Width of the longest part of some texts that stays together, in letters of one point."""
    in_bold = {part for text in heads for part in _parts(text)}
    plain = {part for text in texts for part in _parts(text)}
    return max(
        (width_of(part, font, 1.0) for parts, font in ((in_bold, BOLD), (plain, REGULAR))
         for part in parts),
        default=0.0,
    )  # fmt: skip


def _parts(text: str) -> Iterable[str]:
    text = printable(text.replace("\n", " "), limit=LONGEST_CELL)
    if needs_breaks(text):
        yield from (piece.strip() for piece in pieces(text) if len(piece) <= LONGEST_WORD)
        return
    for word in text.split():
        if len(word) <= LONGEST_WORD:
            yield word
        else:
            yield from (part for part in stretches(word) if len(part) <= LONGEST_WORD)


def _style(size: float, first: int, padding: float) -> TableStyle:
    head = [
        ("BACKGROUND", (0, 0), (-1, 0), HEAD),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, RULE),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ]
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, size),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(head if first else ()),
            ("ROWBACKGROUNDS", (0, first), (-1, -1), [white, STRIPE]),
            ("LINEBELOW", (0, -1), (-1, -1), 0.6, RULE),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("LEFTPADDING", (0, 0), (-1, -1), padding),
            ("RIGHTPADDING", (0, 0), (-1, -1), padding),
        ]
    )


def beginning(flowable: Any, rows: int) -> float:
    """Height of a table's beginning that stays with its heading: a short one whole."""
    _, height = flowable.wrapOn(None, PAGE_WIDTH, 1e6)
    heights: Sequence[float] = getattr(flowable, "_rowHeights", ()) or ()
    if rows <= 20 and height <= 300.0:
        return float(height)
    return min(sum(heights[: FIRST_ROWS + 1]), 300.0)


def key_figures(
    items: Sequence[tuple[str, str]],
    styles: tuple[ParagraphStyle, ParagraphStyle],
    lacking: list[Message],
) -> Flowable:
    """Large figures side by side, each above what it is."""
    width = PAGE_WIDTH / max(len(items), 1)
    cells = [
        [para(item[line], style, lacking, width=width - 12) for item in items]
        for line, style in enumerate(styles)
    ]
    longest = max((len(text) for item in items for text in item), default=0)
    table = Grid(cells, [width] * len(items), splitInRow=int(longest > LONG_CELL))
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, 8),
            ("BACKGROUND", (0, 0), (-1, -1), HEAD),
            ("INNERGRID", (0, 0), (-1, -1), 3, white),
            ("LINEBELOW", (0, 0), (-1, 0), 3, HEAD),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return table
