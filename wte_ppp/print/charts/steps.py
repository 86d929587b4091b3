"""A waterfall: how revenue becomes what is left, step by step."""

from reportlab.graphics.shapes import Drawing, Line

from wte_ppp.blocks import Waterfall
from wte_ppp.print.charts.canvas import (
    INK,
    LINE_HEIGHT,
    PALETTE,
    SIZE,
    Look,
    add_all,
    box,
    in_lines,
    label,
    said,
    tipped,
)
from wte_ppp.print.charts.plot import ends, plot
from wte_ppp.print.language import Language
from wte_ppp.print.text import width_of
from wte_ppp.print.typefaces import REGULAR

UP, DOWN, REST = Look(PALETTE[2]), Look(PALETTE[4]), Look(PALETTE[0])
SIDES, MOST_LINES, SMALL = 48.0, 4, 7.0


def waterfall(chart: Waterfall, language: Language, width: float, height: float) -> Drawing:
    """Bars that begin where the bar before ended; a step without a value is what is left."""
    bars, level = [], 0.0
    for name, change in chart.steps:
        start, level = (0.0, level) if change is None else (level, level + change)
        bars.append((said(name, language), start, level, change))
    slot = (width - SIDES) / max(1, len(bars))
    rows = max((len(in_lines(bar[0], slot - 4, MOST_LINES, size=SMALL)) for bar in bars), default=1)
    levels = [end for _, start, stop, _ in bars for end in (start, stop)]
    frame = plot(
        chart, language, (width, height), up=ends(levels, zero=True),
        below=8 + rows * LINE_HEIGHT, above=LINE_HEIGHT + 4,
    )  # fmt: skip
    up, drawing, slot = frame.up, frame.drawing, frame.slot(len(bars))
    unit = frame.say(chart.unit)
    for at, (name, start, stop, change) in enumerate(bars):
        x, low, high = frame.left + at * slot, up(min(start, stop)), up(max(start, stop))
        look = REST if change is None else UP if change >= 0 else DOWN
        amount = stop if change is None else change
        shapes = box(x + 0.18 * slot, low, 0.64 * slot, max(high - low, 0.5), look)
        tipped(shapes[0], f"{name}: {frame.shown(amount, unit)}")
        add_all(drawing, shapes)
        middle = x + slot / 2
        shown = frame.shown(amount)
        if width_of(shown, REGULAR, SIZE) > slot - 2:
            shown = f"{amount:.0e}"
        drawing.add(label(middle, high + 3, shown, "middle"))
        if at + 1 < len(bars):
            y = up(stop)
            drawing.add(Line(x + 0.82 * slot, y, x + 1.18 * slot, y, strokeColor=INK,
                             strokeWidth=0.4, strokeDashArray=(1, 1)))  # fmt: skip
        for line, text in enumerate(in_lines(name, slot - 4, MOST_LINES, size=SMALL)):
            y = frame.bottom - 12 - line * LINE_HEIGHT
            drawing.add(label(middle, y, text, "middle", size=SMALL))
    frame.zero()
    return drawing
