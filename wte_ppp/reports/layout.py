"""How a report's pages look: styles, tables, headings, header and footer."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, TypeAlias

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from wte_ppp.reports.text import BOLD, REGULAR, font_for, para, printable, register_fonts

__all__ = [
    "BODY",
    "H1",
    "H2",
    "NOTE",
    "PAGE_WIDTH",
    "TITLE",
    "Cell",
    "build",
    "gap",
    "grid",
    "heading",
]

PAGE_WIDTH = A4[0] - 36 * mm
FRAME_PADDING = 6  # the library's own, inside the margins
INK = HexColor("#222222")
RULE = HexColor("#9aa5ad")
HEAD = HexColor("#d6e6f2")
STRIPE = HexColor("#f5f7f8")

# A cell: what stands in it; numbers are already text.
Cell: TypeAlias = str


def _style(name: str, size: float, font: str = REGULAR, **options: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=size * 1.3, textColor=INK, **options
    )


TITLE = _style("title", 18, BOLD, spaceAfter=4)
H1 = _style("h1", 13, BOLD, spaceBefore=8, spaceAfter=3)
H2 = _style("h2", 10, BOLD, spaceBefore=8, spaceAfter=3)
BODY = _style("body", 9, spaceAfter=3)
NOTE = _style("note", 7.5, spaceAfter=2)
CELL = _style("cell", 8)
NUMBER = _style("number", 8, alignment=TA_RIGHT)
HEADER = _style("header", 8, BOLD)
HEADER_NUMBER = _style("header-number", 8, BOLD, alignment=TA_RIGHT)


def gap(points: float = 6) -> Flowable:
    """White space between two parts."""
    return Spacer(1, points)


def heading(text: str, style: ParagraphStyle = H1, room: float = 110) -> list[Flowable]:
    """Title that never stands alone at the foot of a page.

    Parameters
    ----------
    text
        The title.
    style
        Of the title.
    room
        Points that must be left on the page for it and the beginning of what follows; a table
        may run on over the next page, so that none is left half empty.

    Returns
    -------
    list[Flowable]
        In order.
    """
    return [CondPageBreak(room), para(text, style)]


def grid(
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    numbers: Sequence[int] = (),
    notes: list[str] | None = None,
    size: float = 8,
) -> Flowable:
    """Table with a repeated header.

    Parameters
    ----------
    header
        Titles of the columns.
    rows
        Cells of any origin.
    widths
        Share of the page's width of each column.
    numbers
        Columns that are set to the right.
    notes
        Takes a line for each text with characters that the font lacks.
    size
        Size of the letters.

    Returns
    -------
    Flowable
        Breaks over pages.
    """
    body, number = CELL.clone("body-cell"), NUMBER.clone("body-number")
    head, head_number = HEADER.clone("head-cell"), HEADER_NUMBER.clone("head-number")
    for style in (body, number, head, head_number):
        style.fontSize, style.leading = size, size * 1.2
    cells = [
        [
            para(text, head_number if index in numbers else head, notes)
            for index, text in enumerate(header)
        ]
    ]
    cells += [
        [para(text, number if index in numbers else body, notes) for index, text in enumerate(row)]
        for row in rows
    ]
    total = sum(widths)
    # A cell longer than a page, such as a reason of 10,000 characters, runs on over the next.
    table = Table(cells, [PAGE_WIDTH * one / total for one in widths], repeatRows=1, splitInRow=1)
    stripes: list[Color] = [HexColor("#ffffff"), STRIPE]
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR, size),
                ("BACKGROUND", (0, 0), (-1, 0), HEAD),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), stripes),
                ("LINEBELOW", (0, 0), (-1, 0), 0.6, RULE),
                ("LINEBELOW", (0, -1), (-1, -1), 0.6, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def build(story: Sequence[Flowable], title: str, footer: str) -> bytes:
    """Pages of a story with header and footer.

    Parameters
    ----------
    story
        Parts in order.
    title
        Of the document, also in the header.
    footer
        Left part of the footer; the page's number is on the right.

    Returns
    -------
    bytes
        PDF, the same bytes for the same story.
    """
    register_fonts()
    stream = BytesIO()
    heading = printable(title, limit=90)
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=18 * mm - FRAME_PADDING,
        rightMargin=18 * mm - FRAME_PADDING,
        topMargin=20 * mm,
        bottomMargin=18 * mm,
        title=heading,
        author="wte_ppp",
        invariant=1,
        lang="en",
        initialFontName=REGULAR,
    )

    def decorate(canvas: Any, page: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(INK)
        canvas.setFont(font_for(heading), 7.5)
        canvas.drawString(18 * mm, A4[1] - 12 * mm, heading)
        canvas.setFont(REGULAR, 7.5)
        canvas.drawString(18 * mm, 10 * mm, printable(footer, limit=130))
        canvas.drawRightString(A4[0] - 18 * mm, 10 * mm, f"Page {page.page}")
        canvas.setStrokeColor(RULE)
        canvas.line(18 * mm, A4[1] - 13.5 * mm, A4[0] - 18 * mm, A4[1] - 13.5 * mm)
        canvas.restoreState()

    document.build(list(story), onFirstPage=decorate, onLaterPages=decorate)
    return stream.getvalue()
