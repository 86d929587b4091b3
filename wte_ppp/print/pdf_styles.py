"""The one hand in which reports on paper are written: sizes, colours, white space."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from wte_ppp.print.typefaces import BOLD, REGULAR

PAGE_WIDTH = A4[0] - 36 * mm
PAGE_HEIGHT = A4[1] - 38 * mm - 14  # between the margins
INK = HexColor("#222222")
HEAD = HexColor("#d6e6f2")
STRIPE = HexColor("#f5f7f8")
RULE = HexColor("#9aa5ad")
CELL_PADDING = 3.0


def _style(name: str, size: float, font: str = REGULAR, **options: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=size * 1.3, textColor=INK, **options
    )


def sized(style: ParagraphStyle, size: float) -> ParagraphStyle:
    """A style of a table's cell in another size of letters."""
    return style.clone(f"{style.name}-{size:g}", fontSize=size, leading=size * 1.2)


TITLE = _style("title", 18, BOLD, spaceAfter=4)
H1 = _style("h1", 13, BOLD, spaceBefore=8, spaceAfter=3)
H2 = _style("h2", 10, BOLD, spaceBefore=8, spaceAfter=3)
LEAD = _style("lead", 10.5, spaceAfter=4)
BODY = _style("body", 9, spaceAfter=3)
NOTE = _style("note", 7.5, spaceAfter=2)
CELL = _style("cell", 8)
NUMBER = _style("number", 8, alignment=TA_RIGHT)
HEADER = _style("header", 8, BOLD)
HEADER_NUMBER = _style("header-number", 8, BOLD, alignment=TA_RIGHT)
FIGURE = _style("figure", 17, BOLD, alignment=TA_CENTER)
FIGURE_NAME = _style("figure-name", 7.5, alignment=TA_CENTER)
