"""What a report's pages are made of: text, headings, tables, in one language and one hand."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table, TableStyle

from wte_ppp.messages import Message
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.pages import Bookmark
from wte_ppp.print.pdf_styles import (
    BODY as BODY,
)
from wte_ppp.print.pdf_styles import (
    CELL,
    CELL_PADDING,
    H1,
    HEADER,
    HEADER_NUMBER,
    NUMBER,
    RULE,
    STRIPE,
    sized,
)
from wte_ppp.print.pdf_styles import (
    H2 as H2,
)
from wte_ppp.print.pdf_styles import (
    HEAD as HEAD,
)
from wte_ppp.print.pdf_styles import (
    NOTE as NOTE,
)
from wte_ppp.print.pdf_styles import (
    PAGE_WIDTH as PAGE_WIDTH,
)
from wte_ppp.print.pdf_styles import (
    TITLE as TITLE,
)
from wte_ppp.print.text import LONGEST_TEXT, para, printable
from wte_ppp.print.typefaces import REGULAR

LONG_CELL = 1000  # characters that may not fit a page in a narrow column
LONGEST_HEAD = 120  # a head is repeated on every page and cannot run on

# A cell: what stands in it; numbers are already text.
Cell: TypeAlias = str


def room_for(rows: int) -> float:
    """Room that keeps a short table with its heading on one page; a long one may run on.

    Examples
    --------
    >>> room_for(10), room_for(100)
    (190.0, 300.0)
    """
    return min(300.0, 60.0 + 13.0 * rows)


def gap(points: float = 6) -> Flowable:
    """White space between two parts."""
    return Spacer(1, points)


class Paper:
    """What chapters are written on: a language, and notes on characters that no font has.

    Text of a result or of a user goes through `para`, `heading` and `grid`, which print it as it
    stands; our own words come from `say`, sentences of a result from `told`.
    """

    def __init__(self, language: Language = ENGLISH) -> None:
        self.language = language
        self.lacking: list[Message] = []
        self.say, self.told = language.say, language.told
        self.quantity, self.fixed = language.quantity, language.fixed

    def para(
        self, text: object, style: ParagraphStyle = BODY, limit: int = LONGEST_TEXT
    ) -> Flowable:
        """A paragraph over the page's width."""
        return para(text, style, self.lacking, limit, width=PAGE_WIDTH)

    def heading(self, text: str, style: ParagraphStyle = H1, room: float = 110) -> list[Flowable]:
        """Title that never stands alone at the foot of a page, with its bookmark.

        Parameters
        ----------
        text
            The title.
        style
            Of the title; `H1` opens a chapter, which the contents list.
        room
            Points that must be left on the page for it and the beginning of what follows; a table
            may run on over the next page, so that none is left half empty.

        Returns
        -------
        list[Flowable]
            In order.
        """
        mark = Bookmark(printable(text), 0 if style is H1 else 1)
        return [CondPageBreak(room), mark, self.para(text, style)]

    def grid(
        self,
        header: Sequence[Cell],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        numbers: Sequence[int] = (),
        size: float = 8,
        width: float = PAGE_WIDTH,
    ) -> Flowable:
        """Table with a repeated header.

        Parameters
        ----------
        header
            Titles of the columns; none: no header.
        rows
            Cells of any origin.
        widths
            Share of the table's width of each column.
        numbers
            Columns that are set to the right.
        size
            Size of the letters.
        width
            Of the table, in points.

        Returns
        -------
        Flowable
            Breaks over pages.
        """
        columns = [width * one / sum(widths) for one in widths]
        styles = {style.name: sized(style, size) for style in (CELL, NUMBER, HEADER, HEADER_NUMBER)}
        top, first = (HEADER, HEADER_NUMBER), 1 if header else 0

        def row(
            texts: Sequence[Cell], left: ParagraphStyle, right: ParagraphStyle, limit: int
        ) -> list[Any]:
            return [
                para(text, styles[(right if at in numbers else left).name], self.lacking, limit,
                     width=columns[at] - 2 * CELL_PADDING)
                for at, text in enumerate(texts)
            ]  # fmt: skip

        cells = [row(header, *top, LONGEST_HEAD)] if header else []
        cells += [row(texts, CELL, NUMBER, LONGEST_TEXT) for texts in rows]
        longest = max((len(str(text)) for texts in rows for text in texts), default=0)
        # A cell longer than a page, such as a reason of 10,000 characters, runs on over the next.
        table = Table(cells, columns, repeatRows=first, splitInRow=int(longest > LONG_CELL))
        table.setStyle(_table_style(size, first))
        return table


def _table_style(size: float, first: int) -> TableStyle:
    stripes: list[Color] = [HexColor("#ffffff"), STRIPE]
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
            ("ROWBACKGROUNDS", (0, first), (-1, -1), stripes),
            ("LINEBELOW", (0, -1), (-1, -1), 0.6, RULE),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("LEFTPADDING", (0, 0), (-1, -1), CELL_PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ]
    )
