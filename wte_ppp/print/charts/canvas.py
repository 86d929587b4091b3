"""What every chart shares: colours, words that fit their place, marks with words of their own.

Colours differ in lightness, so that a grey copy reads as well.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Rect, Shape, String
from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth

from wte_ppp.messages import Value, worded
from wte_ppp.print.language import Language
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
# Pale colours are for areas; a line needs a dark one.
LINE_COLOURS = (*(PALETTE[at] for at in (0, 4, 2, 6, 1)), HexColor("#6f4c9b"))
DASHES = (None, (6, 3), (2, 2), (8, 3, 2, 3), (4, 4))
LIMIT_DASHES = ((1, 2), (5, 2, 1, 2), (1, 4), (8, 2))
INK = HexColor("#222222")
GRID = HexColor("#d4d4d4")
SIZE = 8.0
TITLE_SIZE = 10.0
LINE_HEIGHT = 11.0
HATCH_STEP = 4.0

AnyShape = TypeVar("AnyShape", bound=Shape)


class Look(NamedTuple):
    """How a series is drawn: an area, or a line with or without a marker."""

    colour: Color
    hatch: int = 0  # 0 none, 1 rising, 2 falling, 3 both
    line: bool = False
    dash: tuple[int, ...] | None = None
    width: float = 1.5
    marker: Color | None = None


def area_look(index: int) -> Look:
    """Look of the area at a place among those of a chart: when colours end, hatches begin."""
    return Look(PALETTE[index % len(PALETTE)], hatch=index // len(PALETTE) % 4)


def line_look(index: int) -> Look:
    """Look of the line at a place among those of a chart: colour, dash and marker all differ."""
    colour = LINE_COLOURS[index % len(LINE_COLOURS)]
    marker = white if index % 2 else colour
    return Look(colour, line=True, dash=DASHES[index % len(DASHES)], marker=marker)


def limit_look(index: int) -> Look:
    """Look of the threshold at a place among those of a chart."""
    return Look(INK, line=True, dash=LIMIT_DASHES[index % len(LIMIT_DASHES)], width=1.0)


def said(words: Value, language: Language) -> str:
    """Words of a chart in a language, on one line, with the word marks of Thai."""
    parts = worded(words, language).split(ZERO_WIDTH_SPACE)
    return ZERO_WIDTH_SPACE.join(printable(part) for part in parts)


def tipped(shape: AnyShape, words: str) -> AnyShape:
    """A mark with the words that a page shows when a pointer rests on it."""
    shape._tip = words
    return shape


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
    # By halves: letter by letter, a name of 10,000 letters would take minutes.
    fits, too_long = 0, len(text)
    while fits + 1 < too_long:
        middle = (fits + too_long) // 2
        if width_of(text[:middle] + "…", font, size) <= width:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + "…"


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
    lines = broken(text, width, lambda piece: width_of(piece, font, size)).split("\n")
    lines = [line.rstrip() for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), width, font, size)]
    return lines


def label(
    x: float, y: float, text: str, anchor: str = "start", bold: bool = False, size: float = 0.0
) -> String | Group:
    """Return a piece of text at a place, each run of letters in the font that draws it."""
    font, letters = (BOLD, size or TITLE_SIZE) if bold else (REGULAR, size or SIZE)
    text = text.replace(ZERO_WIDTH_SPACE, "")
    runs = [(run, name or font) for run, name in runs_of(text, font)]
    style = {"fontSize": letters, "fillColor": INK}
    if len(runs) < 2:
        run, name = runs[0] if runs else ("", font)
        return String(x, y, run, fontName=name, textAnchor=anchor, **style)
    group = Group()
    # A page has fonts of its own: it takes the text as one.
    group._whole = String(x, y, text, fontName=font, textAnchor=anchor, **style)
    widths = [stringWidth(run, name, letters) for run, name in runs]
    x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * sum(widths)
    for (run, name), width in zip(runs, widths, strict=True):
        group.add(String(x, y, run, fontName=name, textAnchor="start", **style))
        x += width
    return group


def box(x: float, y: float, width: float, height: float, look: Look) -> list[Shape]:
    """A bar or the key of one: its rectangle, then the lines of its hatch."""
    rect = Rect(x, y, width, height, fillColor=look.colour, strokeColor=INK, strokeWidth=0.3)
    return [rect, *_hatch(x, min(y, y + height), width, abs(height), look)]


def _hatch(x: float, y: float, width: float, height: float, look: Look) -> Iterator[Line]:
    """Slanted lines within a rectangle, light on dark and dark on light."""
    level = 0.3 * look.colour.red + 0.6 * look.colour.green + 0.1 * look.colour.blue
    colour = white if level < 0.5 else INK
    for bit, falling in ((1, False), (2, True)):
        if not look.hatch & bit:
            continue
        for at in range(int((width + height) / HATCH_STEP) + 1):
            shift = at * HATCH_STEP - width  # height at which the line meets the left side
            start, end = max(0.0, -shift), min(width, height - shift)
            if end > start:
                low, high = y + start + shift, y + end + shift
                there, back = (x + width - start, x + width - end) if falling else (
                    x + start, x + end)  # fmt: skip
                yield Line(there, low, back, high, strokeColor=colour, strokeWidth=0.6)


def stroke(look: Look) -> dict[str, Any]:
    """Attributes of a line."""
    return {
        "strokeColor": look.colour,
        "strokeWidth": look.width,
        "strokeDashArray": look.dash,
    }


def point(x: float, y: float, look: Look, radius: float = 1.75) -> Circle:
    """Marker of a line."""
    fill = look.marker or look.colour
    return Circle(x, y, radius, fillColor=fill, strokeColor=look.colour, strokeWidth=0.8)


def add_all(drawing: Drawing | Group, shapes: Sequence[Shape]) -> None:
    """Add shapes in their order."""
    for shape in shapes:
        drawing.add(shape)


def heading_lines(title: str, unit: str, width: float) -> list[tuple[str, bool]]:
    """Title (two lines at most) and unit, from the top down, with whether they are bold."""
    titles = in_lines(title, width - 8, 2, BOLD, TITLE_SIZE) if title else []
    units = in_lines(unit, width - 8, 2) if unit else []
    return [*((line, True) for line in titles), *((line, False) for line in units)]


def add_heading(drawing: Drawing, title: str, unit: str) -> None:
    """Grow a drawing at its top by title and unit."""
    for text, bold in heading_lines(title, unit, drawing.width)[::-1]:
        drawing.add(label(4, drawing.height + 5, text, bold=bold))
        drawing.height += 13
    drawing.height += 4
