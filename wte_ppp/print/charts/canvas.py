"""What every chart of a report shares: colours, and text that fits its place in the report's font.

Colours differ in lightness, so that a grey copy reads as well.
"""

from reportlab.graphics.shapes import Drawing, Group, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from wte_ppp.print.line_breaks import ZERO_WIDTH_SPACE, broken
from wte_ppp.print.text import printable, width_of
from wte_ppp.print.typefaces import BOLD, REGULAR, register_fonts, runs_of

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
    text = text.replace(ZERO_WIDTH_SPACE, "")
    if width_of(text, font, size) <= width:
        return text
    while text and width_of(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def in_lines(
    text: str, width: float, most: int, font: str = REGULAR, size: float = SIZE
) -> list[str]:
    """Return a text on lines that fit a width, the last cut off where there are more than most.

    Parameters
    ----------
    text
        Of any length.
    width
        In points.
    most
        Lines allowed.
    font, size
        In which it will be drawn.

    Returns
    -------
    list[str]
        From the top down.

    Examples
    --------
    >>> in_lines("Debt service cover ratio", 60, 2)
    ['Debt service', 'cover ratio']
    """
    register_fonts()
    lines = broken(text, width, lambda one: width_of(one, font, size)).split("\n")
    lines = [line.rstrip() for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), width, font, size)]
    return lines


def label(
    x: float, y: float, text: str, anchor: str = "start", bold: bool = False, size: float = 0.0
) -> String | Group:
    """Return a piece of text at a place, each run of letters in the font that draws it."""
    font, letters = (BOLD, size or TITLE_SIZE) if bold else (REGULAR, size or SIZE)
    runs = [(run, name or font) for run, name in runs_of(text.replace(ZERO_WIDTH_SPACE, ""), font)]
    style = {"fontSize": letters, "fillColor": INK}
    if len(runs) < 2:
        run, name = runs[0] if runs else ("", font)
        return String(x, y, run, fontName=name, textAnchor=anchor, **style)
    widths = [stringWidth(run, name, letters) for run, name in runs]
    x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * sum(widths)
    group = Group()
    for (run, name), width in zip(runs, widths, strict=True):
        group.add(String(x, y, run, fontName=name, textAnchor="start", **style))
        x += width
    return group


def key(x: float, y: float, colour: Color) -> Rect:
    """Return the small box of a legend."""
    return Rect(x, y - 1.5, 16, 7, fillColor=colour, strokeColor=INK, strokeWidth=0.3)


def add_heading(drawing: Drawing, title: str, unit: str) -> None:
    """Grow a drawing at its top by title (two lines at most) and unit."""
    width = drawing.width - 8
    lines = in_lines(_kept(title), width, 2, BOLD, TITLE_SIZE)
    rows = [(shortened(_kept(unit), width), False), *((line, True) for line in lines[::-1])]
    for text, bold in rows:
        drawing.add(label(4, drawing.height + 5, text, bold=bold))
        drawing.height += 13
    drawing.height += 4


def _kept(text: str) -> str:
    """Text as `printable` gives it, with the word marks of a Thai message."""
    parts = text.split(ZERO_WIDTH_SPACE)
    return ZERO_WIDTH_SPACE.join(printable(part) for part in parts)
