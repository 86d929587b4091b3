"""What the charts of a report share: fonts and colours, axes, labels and legend.

Labels are kept apart and never leave the drawing. Colours differ in lightness, lines also in dash
and marker, so that a grey copy reads as well.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from wte_ppp.reports.text import BOLD, REGULAR, printable, register_fonts

__all__ = [
    "INK",
    "LINE_HEIGHT",
    "PALETTE",
    "Key",
    "Plot",
    "box",
    "canvas",
    "heading",
    "label",
    "marked_line",
    "shortened",
    "text_width",
]

# A legend entry: its text, its colour, and for a line the number of its dash and marker.
Key: TypeAlias = tuple[str, Color, int | None]

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
WHITE = HexColor("#ffffff")
FAINT = HexColor("#d4d4d4")
DASHES = (None, (6, 3), (2, 2), (8, 3, 2, 3), (4, 4))
SIZE = 8.0
TITLE_SIZE = 10.0
LINE_HEIGHT = 11.0
KEY = 8.0  # side of a legend's key


class Plot(NamedTuple):
    """Where a chart draws: the area inside its axes and the scale of its values."""

    left: float
    bottom: float
    width: float
    height: float
    low: float
    high: float

    def y(self, value: float) -> float:
        """Height of a value on the page."""
        return self.bottom + (value - self.low) / (self.high - self.low) * self.height


def text_width(text: str, font: str = REGULAR, size: float = SIZE) -> float:
    """Return the width of a line of text in points."""
    register_fonts()
    return float(stringWidth(text, font, size))


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
    if text_width(text, font, size) <= width:
        return text
    while text and text_width(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def label(x: float, y: float, text: str, anchor: str = "start", bold: bool = False) -> String:
    """Return a piece of text at a place, in the report's own font."""
    register_fonts()
    font = BOLD if bold else REGULAR
    size = TITLE_SIZE if bold else SIZE
    return String(x, y, text, fontName=font, fontSize=size, fillColor=INK, textAnchor=anchor)


def heading(title: str, unit: str, width: float) -> tuple[list[tuple[str, bool]], float]:
    """Return a chart's title and unit as lines, with the height they take."""
    register_fonts()
    lines = simpleSplit(printable(title), BOLD, TITLE_SIZE, width)
    if len(lines) > 2:
        lines = [lines[0], shortened(" ".join(lines[1:]), width, BOLD, TITLE_SIZE)]
    rows = [(line, True) for line in lines] + [(shortened(printable(unit), width), False)]
    return rows, 13.0 * len(rows) + 4.0


def _ticks(low: float, high: float) -> list[float]:
    """Round values, four to eight of them, that span low to high and zero between them."""
    if high <= low:
        high = low + 1.0
    raw = (high - low) / 5.0
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= raw * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * index for index in range(first, last + 1)]


def _tick_texts(ticks: Sequence[float]) -> list[str]:
    step = ticks[1] - ticks[0]
    if max(abs(t) for t in ticks) >= 1e7 or step < 1e-4:
        return [f"{t:.2g}" if t else "0" for t in ticks]
    decimals = next(d for d in range(6) if abs(round(step, d) - step) <= step * 1e-6)
    return [f"{t + 0.0:,.{decimals}f}".replace(",", "\u00a0") for t in ticks]


def _legend(keys: Sequence[Key], width: float) -> tuple[list[Shape], float]:
    """Return the legend's shapes, from y = 0 up, and its height; an int makes a line's key."""
    shapes: list[Shape] = []
    widest = width - KEY * 2 - 8
    places: list[tuple[float, int, str]] = []
    x, row = 0.0, 0
    for text, _, dash in keys:
        name = shortened(printable(text), widest)
        taken = (KEY if dash is None else 2 * KEY) + 4 + text_width(name) + 14
        if x and x + taken > width + 14:
            x, row = 0.0, row + 1
        places.append((x, row, name))
        x += taken
    rows = row + 1
    for (x, row, name), (_, colour, dash) in zip(places, keys, strict=True):
        y = (rows - 1 - row) * (LINE_HEIGHT + 1)
        if dash is None:
            shapes.append(box(x, y, KEY, KEY, colour))
            shapes.append(label(x + KEY + 4, y + 1, name))
        else:
            shapes += marked_line([(x, y + KEY / 2), (x + 2 * KEY, y + KEY / 2)], colour, dash)
            shapes.append(label(x + 2 * KEY + 4, y + 1, name))
    return shapes, rows * (LINE_HEIGHT + 1)


def box(x: float, y: float, width: float, height: float, colour: Color) -> Rect:
    """Return a filled rectangle with the thin outline that parts it from its neighbour."""
    return Rect(x, y, width, height, fillColor=colour, strokeColor=INK, strokeWidth=0.3)


def marked_line(
    points: Sequence[tuple[float, float]], colour: Color, index: int, over_bars: bool = False
) -> list[Shape]:
    """Return a line through points, with the dash and marker of its place in the legend."""
    shapes: list[Shape] = []
    if len(points) > 1:
        flat = [c for point in points for c in point]
        if over_bars:  # white beneath keeps the line apart from the dark it crosses
            shapes.append(PolyLine(flat, strokeColor=WHITE, strokeWidth=3.5))
        dash = DASHES[index % len(DASHES)]
        shapes.append(PolyLine(flat, strokeColor=colour, strokeWidth=1.5, strokeDashArray=dash))
    fill = colour if index % 2 == 0 else WHITE
    shapes += [
        Circle(x, y, 1.7, fillColor=fill, strokeColor=colour, strokeWidth=0.8) for x, y in points
    ]
    return shapes


def _x_texts(categories: Sequence[object], slot: float) -> list[str]:
    """Return the labels below the axis: all of a few, of many every fifth, none over its place."""
    texts = [printable(category) for category in categories]
    if len(texts) <= 12:
        return [shortened(text, slot) for text in texts]
    years = all(isinstance(category, int) for category in categories)
    keep = [int(text) % 5 == 0 if years else i % 5 == 0 for i, text in enumerate(texts)]
    return [shortened(t, 5 * slot) if kept else "" for t, kept in zip(texts, keep, strict=True)]


def canvas(
    categories: Sequence[object],
    values: Iterable[float | None],
    keys: Sequence[Key],
    title: str,
    unit: str,
    size: tuple[float, float],
    x_title: str,
    right: float = 8.0,
) -> tuple[Drawing, Plot]:
    """Return a drawing with title, axes, grid, category labels and legend, and its plot area."""
    width, height = size
    finite = [float(v) for v in values if v is not None and math.isfinite(v)]
    ticks = _ticks(min([0.0, *finite]), max([0.0, *finite]))
    texts = _tick_texts(ticks)
    rows, top = heading(title, unit, width - 8)
    legend, below = _legend(keys, width - 16)
    left = 8 + max(text_width(t) for t in texts) + 5
    bottom = below + 8 + 2 * LINE_HEIGHT + 6
    height = max(height, bottom + top + 60)  # a long legend makes the drawing taller
    plot = Plot(left, bottom, width - left - right, height - bottom - top - 6, ticks[0], ticks[-1])

    drawing = Drawing(width, height)
    for index, (text, bold) in enumerate(rows):
        drawing.add(label(4, height - 12 - 13 * index, text, bold=bold))
    for tick, text in zip(ticks, texts, strict=True):
        y = plot.y(tick)
        colour = INK if tick == 0 else FAINT
        drawing.add(Line(left, y, left + plot.width, y, strokeColor=colour, strokeWidth=0.5))
        drawing.add(label(left - 4, y - 3, text, "end"))
    slot = plot.width / max(1, len(categories))
    for index, text in enumerate(_x_texts(categories, slot)):
        if text:
            x = left + (index + 0.5) * slot
            drawing.add(Line(x, bottom, x, bottom - 3, strokeColor=INK, strokeWidth=0.5))
            drawing.add(label(x, bottom - 12, text, "middle"))
    drawing.add(
        label(left + plot.width / 2, bottom - 12 - LINE_HEIGHT, printable(x_title), "middle")
    )
    drawing.add(Group(*legend, transform=(1, 0, 0, 1, 8, 4)))
    return drawing, plot
