"""Charts of a risk analysis: fans over the years, cumulative curves, tornadoes."""

import math
from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Line, Polygon, PolyLine
from reportlab.lib.colors import HexColor

from wte_ppp.blocks import Cumulative, Fan, Tornado
from wte_ppp.messages import Message
from wte_ppp.print.charts.canvas import (
    INK,
    LINE_HEIGHT,
    PALETTE,
    Look,
    add_all,
    box,
    in_lines,
    label,
    limit_look,
    point,
    said,
    shortened,
    stroke,
    tipped,
)
from wte_ppp.print.charts.plot import (
    defined,
    ends,
    entries,
    known,
    limit_entries,
    number_or_nan,
    plot,
)
from wte_ppp.print.language import Language

OUTER, INNER = Look(PALETTE[3]), Look(HexColor("#8fb6d3"))
LOWER, UPPER = Look(PALETTE[2]), Look(PALETTE[1])
MIDDLE = Look(PALETTE[0], line=True, width=1.4)
BASE = Look(PALETTE[4], line=True, dash=(4, 2), width=1.4)
LEVELS = (5, 25, 50, 75, 95)
ROW, NAMES, MOST_BARS = 17.0, 0.4, 12
BELOW = LINE_HEIGHT + 10


def fan(chart: Fan, language: Language, width: float, height: float) -> Drawing:
    """Outer band P5 to P95, inner band P25 to P75, median and base case."""
    levels = {level: [number_or_nan(v) for v in row] for level, row in chart.percentiles}
    base = [number_or_nan(value) for value in chart.base]
    for values in (*levels.values(), base):
        if len(values) != len(chart.years):
            got, expected = len(values), len(chart.years)
            raise ValueError(f"got {got} values; expected {expected}, one a year")
    words = (Message("P5 to P95"), Message("P25 to P75"), Message("Median"), Message("Base case"))
    named = entries(words, (OUTER, INNER, MIDDLE, BASE), language)
    limits = [limit for _, limit in known(chart.thresholds)]
    frame = plot(
        chart, language, (width, height),
        [*named, *limit_entries(chart.thresholds, language)],
        up=ends([*levels[5], *levels[95], *base, *limits]), below=BELOW,
    )  # fmt: skip
    years = chart.years if len(chart.years) > 1 else (chart.years[0] - 1, chart.years[0] + 1)
    across = frame.across(years[0], years[-1], years=True)
    for low, high, look in ((5, 95, OUTER), (25, 75, INNER)):
        for run in _runs(chart.years, levels[low], levels[high]):
            there = [(x, below) for x, below, _ in run]
            back = [(x, above) for x, _, above in reversed(run)]
            flat = [at for x, y in there + back for at in (across(x), frame.up(y))]
            frame.drawing.add(Polygon(flat, fillColor=look.colour, strokeColor=None))
    for values, look in ((levels[50], MIDDLE), (base, BASE)):
        for run in _runs(chart.years, values, values):
            flat = [at for x, y, _ in run for at in (across(x), frame.up(y))]
            frame.drawing.add(PolyLine(flat, **stroke(look)))
    frame.limits(chart.thresholds)
    for at, year in enumerate(chart.years):
        middle = levels[50][at]
        if math.isfinite(middle):
            shown = [f"P{level} {frame.shown(levels[level][at])}" for level in LEVELS]
            shown.append(f"{frame.say(words[3])} {frame.shown(base[at])}")
            dot = point(across(year), frame.up(middle), MIDDLE, 1.2)
            frame.drawing.add(tipped(dot, f"{year}: {', '.join(shown)} {frame.say(chart.unit)}"))
    return frame.drawing


def _runs(
    years: Sequence[int], low: Sequence[float], high: Sequence[float]
) -> list[list[tuple[int, float, float]]]:
    """Stretches of years in which both series are defined."""
    runs: list[list[tuple[int, float, float]]] = [[]]
    for x, below, above in zip(years, low, high, strict=True):
        if math.isfinite(below) and math.isfinite(above):
            runs[-1].append((x, below, above))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def cumulative(chart: Cumulative, language: Language, width: float, height: float) -> Drawing:
    """Probability that an outcome stays below each value."""
    if len(chart.percentiles) != 99:
        got = len(chart.percentiles)
        raise ValueError(f"got {got} percentiles; expected 99: P1 to P99")
    named = said(Message("Base case"), language)
    upright = [
        (said(name, language), limit, limit_look(at))
        for at, (name, limit) in enumerate(known(chart.thresholds))
    ]
    upright += [(named, value, BASE) for value in defined([chart.base])]
    unit = Message("Probability of a lower value, %, over {unit}", unit=chart.unit)
    frame = plot(
        chart, language, (width, height), up=(0.0, 100.0), below=BELOW + LINE_HEIGHT,
        above=LINE_HEIGHT * len(upright) + 6, unit=said(unit, language),
    )  # fmt: skip
    values = [number_or_nan(value) for value in chart.percentiles]
    across = frame.across(
        *ends([*values, *(value for _, value, _ in upright)]),
        said(Message("P1 to P99 of the simulations"), language),
    )
    places = [
        (level, value, across(value), frame.up(level))
        for level, value in enumerate(values, 1)
        if math.isfinite(value)
    ]
    flat = [at for _, _, x, y in places for at in (x, y)]
    if len(flat) > 2:
        frame.drawing.add(PolyLine(flat, **stroke(MIDDLE)))
    unit_shown = frame.say(chart.unit)
    for level, value, x, y in places:
        dot = point(x, y, MIDDLE, 1.0)
        frame.drawing.add(tipped(dot, f"P{level}: {frame.shown(value, unit_shown)}"))
    half = (frame.left + frame.right) / 2
    for row, (name, value, look) in enumerate(sorted(upright, key=lambda mark: mark[1]), 1):
        x, y = across(value), frame.top + row * LINE_HEIGHT - 5
        text = f"{name} {frame.shown(value)}"
        line = Line(x, frame.bottom, x, y + 6, **stroke(look))
        frame.drawing.add(tipped(line, f"{text} {unit_shown}"))
        # Above the curve, a line each, on the side that has room.
        side, shift = ("end", -3) if x > half else ("start", 3)
        frame.drawing.add(label(x + shift, y, shortened(text, half), side))
    return frame.drawing


def tornado(chart: Tornado, language: Language, width: float, _: float) -> Drawing:
    """Bars to the outcome at each input's P10 and P90, in two colours, the longest on top."""
    shown = [bar for bar in chart.bars if all(map(math.isfinite, bar[1:]))]
    shown = sorted(shown, key=lambda bar: -abs(bar[2] - bar[1]))[:MOST_BARS]
    room = NAMES * width
    names = [in_lines(said(bar[0], language), room - 10, 2) for bar in shown]
    row = ROW + (5 if any(len(lines) > 1 for lines in names) else 0)
    words = (Message("Input at its P10"), Message("Input at its P90"))
    centre_value = number_or_nan(chart.base)
    unit = Message("{unit}; the line is the base case", unit=chart.unit)
    frame = plot(
        chart, language, (width, 0.0), entries(words, (LOWER, UPPER), language),
        below=BELOW, left=room, unit=said(unit, language), inner=row * max(1, len(shown)),
    )  # fmt: skip
    values = [end for bar in shown for end in bar[1:]]
    across = frame.across(*ends([*values, *defined([centre_value])]))
    centre = across(centre_value) if math.isfinite(centre_value) else frame.left
    unit_shown = frame.say(chart.unit)
    for at, (bar, lines) in enumerate(zip(shown, names, strict=True)):
        y = frame.top - (at + 1) * row
        for value, look, which in zip(bar[1:], (LOWER, UPPER), words, strict=True):
            x = across(value)
            shapes = box(min(x, centre), y + 3, abs(x - centre), row - 6, look)
            tip = f"{' '.join(lines)}, {frame.say(which)}: {frame.shown(value, unit_shown)}"
            tipped(shapes[0], tip)
            add_all(frame.drawing, shapes)
        first = y + row / 2 - 3 + (len(lines) - 1) * 5
        for line, text in enumerate(lines):
            frame.drawing.add(label(room - 6, first - line * 10, text, "end"))
    axis = Line(centre, frame.bottom, centre, frame.top, strokeColor=INK, strokeWidth=0.8)
    frame.drawing.add(axis)
    return frame.drawing
