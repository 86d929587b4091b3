"""A waterfall: how revenue becomes what is left, step by step."""

from collections.abc import Mapping

from reportlab.graphics.charts.axes import YValueAxis
from reportlab.graphics.shapes import Drawing, Line, Rect

from wte_ppp.print.charts.canvas import (
    INK,
    LINE_HEIGHT,
    PALETTE,
    SIZE,
    add_heading,
    in_lines,
    label,
)
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.text import printable
from wte_ppp.print.typefaces import REGULAR, register_fonts

LEFT, RIGHT, TOP, LINES = 40.0, 8.0, 14.0, 3
UP, DOWN, SUM = PALETTE[2], PALETTE[4], PALETTE[0]


def waterfall_chart(
    steps: Mapping[str, float | None],
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 200.0,
    language: Language = ENGLISH,
) -> Drawing:
    """Bars that begin where the bar before ended; a step of None is the sum so far, from zero.

    Parameters
    ----------
    steps
        What is added or, negative, taken away, by label.
    title, unit
        What is shown, in which unit.
    width, height
        In points.
    language
        Of numbers.

    Returns
    -------
    Drawing
        With the value above each bar.

    Examples
    --------
    >>> drawing = waterfall_chart({"Power": 9.0, "Opex": -4.0, "Left": None}, "Flow", "USD m")
    >>> [one.text for one in drawing.contents if getattr(one, "text", "") in ("9.00", "5.00")]
    ['9.00', '5.00']
    """
    register_fonts()
    drawing = Drawing(width, height, initialFontName=REGULAR)
    bars, level = [], 0.0
    for name, change in steps.items():
        start, level = (0.0, level) if change is None else (level, level + change)
        bars.append((name, start, level, change))
    bottom = 6 + LINES * LINE_HEIGHT
    up = YValueAxis()
    up.setPosition(LEFT, bottom, height - bottom - TOP)
    up.rangeRound, up.labelTextFormat, up.strokeWidth = "both", language.tick, 0.5
    up.labels.fontName, up.labels.fontSize, up.labels.fillColor = REGULAR, SIZE, INK
    ends = [end for _, start, stop, _ in bars for end in (start, stop)]
    up.configure([[(0, min(ends, default=0.0)), (1, max(ends, default=1.0))]])
    slot = (width - LEFT - RIGHT) / max(1, len(bars))
    for at, (name, start, stop, change) in enumerate(bars):
        x, low, high = LEFT + at * slot, up.scale(min(start, stop)), up.scale(max(start, stop))
        colour = SUM if change is None else UP if change >= 0 else DOWN
        drawing.add(Rect(x + 0.18 * slot, low, 0.64 * slot, max(high - low, 0.5),
                         fillColor=colour, strokeColor=INK, strokeWidth=0.3))  # fmt: skip
        middle = x + slot / 2
        told = language.quantity(stop if change is None else change)
        drawing.add(label(middle, high + 3, told, "middle"))
        if at + 1 < len(bars):
            y = up.scale(stop)
            drawing.add(Line(x + 0.82 * slot, y, x + 1.18 * slot, y, strokeColor=INK,
                             strokeWidth=0.4, strokeDashArray=(1, 1)))  # fmt: skip
        words = in_lines(name if "\u200b" in name else printable(name), slot - 4, LINES)
        for line, text in enumerate(words):
            drawing.add(label(middle, bottom - 10 - line * LINE_HEIGHT, text, "middle", size=7))
    zero = up.scale(0)
    drawing.add(Line(LEFT, zero, width - RIGHT, zero, strokeColor=INK, strokeWidth=0.8))
    drawing.add(up)
    add_heading(drawing, title, unit)
    return drawing
