"""What every chart of a report shares: colours, and text that fits its place in the report's font.

Colours differ in lightness, so that a grey copy reads as well.
"""

from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from wte_ppp.reports.text import BOLD, REGULAR, font_for, printable, register_fonts

__all__ = ["INK", "LINE_HEIGHT", "PALETTE", "SIZE", "add_heading", "label", "shortened"]

# Hues a colour-blind reader can tell apart; neighbours differ in lightness by 20 L* or more.
PALETTE = tuple(
    HexColor(code)
    for code in (
        "#0f2747",
        "#e0a63a",
        "#2f7f7b",
        "#d6e6f2",
        "#8a2a35",
        "#b9c98c",
        "#8f8f8f",
        "#fbeee6",
    )
)
INK = HexColor("#222222")
SIZE = 8.0
TITLE_SIZE = 10.0
LINE_HEIGHT = 11.0


def shortened(text: str, width: float, font: str = REGULAR, size: float = SIZE) -> str:
    """Return text that fits a width, its end cut off by an ellipsis where it does not.

    Parameters
    ----------
    text
        One line.
    width
        In points.
    font, size
        In which it will be drawn.

    Returns
    -------
    str
        The text, or its beginning.

    Examples
    --------
    >>> shortened("Refuse collection", 1000), len(shortened("Refuse collection", 40)) < 12
    ('Refuse collection', True)
    """
    register_fonts()
    font = font_for(text, font) if font in (REGULAR, BOLD) else font
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def label(x: float, y: float, text: str, anchor: str = "start", bold: bool = False) -> String:
    """Return a piece of text at a place, in the report's own font."""
    font, size = (BOLD, TITLE_SIZE) if bold else (REGULAR, SIZE)
    font = font_for(text, font)
    return String(x, y, text, fontName=font, fontSize=size, fillColor=INK, textAnchor=anchor)


def add_heading(drawing: Drawing, title: str, unit: str) -> None:
    """Grow a drawing at its top by title (two lines at most) and unit."""
    register_fonts()
    width = drawing.width - 8
    lines = simpleSplit(printable(title), BOLD, TITLE_SIZE, width)
    if len(lines) > 2:
        lines = [lines[0], shortened(" ".join(lines[1:]), width, BOLD, TITLE_SIZE)]
    rows = [(shortened(printable(unit), width), False), *((line, True) for line in lines[::-1])]
    for text, bold in rows:
        drawing.add(label(4, drawing.height + 5, text, bold=bold))
        drawing.height += 13
    drawing.height += 4
