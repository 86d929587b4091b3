"""Charts of a risk analysis: fans over the years, cumulative curves, tornadoes."""

import math
from collections.abc import Callable, Mapping, Sequence

from reportlab.graphics.charts.axes import XValueAxis, YValueAxis
from reportlab.graphics.shapes import Drawing, Line, Polygon, PolyLine, Rect
from reportlab.lib.colors import HexColor, white

from wte_ppp.print.charts.canvas import (
    INK,
    LINE_HEIGHT,
    PALETTE,
    SIZE,
    add_heading,
    label,
    shortened,
)
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.text import printable
from wte_ppp.print.typefaces import REGULAR, register_fonts

LEFT, BOTTOM, RIGHT, TOP = 56.0, 46.0, 14.0, 10.0
OUTER, INNER = PALETTE[3], HexColor("#8fb6d3")
LOWER, UPPER = PALETTE[2], PALETTE[1]
MIDDLE, BASE = PALETTE[0], PALETTE[4]
GRID = HexColor("#d4d4d4")
ROW, NAMES = 17.0, 190.0
Bar = tuple[str, float, float]


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Lowest and highest defined value, apart by something."""
    defined = [one for one in values if math.isfinite(one)] or [0.0, 1.0]
    low, high = min(defined), max(defined)
    return (low, high) if high > low else (low - abs(low or 1) / 2, high + abs(high or 1) / 2)


def _up(low: float, high: float, height: float, language: Language) -> YValueAxis:
    up = YValueAxis()
    up.setPosition(LEFT, BOTTOM, height - BOTTOM - TOP)
    up.rangeRound = "both"
    up.labels.fontName, up.labels.fontSize, up.labels.fillColor = REGULAR, SIZE, INK
    up.labelTextFormat = language.tick
    up.strokeWidth = 0.5
    up.configure([[(0, low), (1, high)]])
    return up


def _across(
    low: float, high: float, left: float, width: float, tick: Callable[[float], str]
) -> XValueAxis:
    across = XValueAxis()
    across.setPosition(left, BOTTOM, width)
    across.labels.fontName, across.labels.fontSize, across.labels.fillColor = REGULAR, SIZE, INK
    across.labelTextFormat = tick
    across.strokeWidth = 0.5
    if tick is _year:
        across.valueMin, across.valueMax = low, high
        across.valueStep = max(1, math.ceil((high - low) / 8))
    else:
        across.rangeRound = "both"
    across.configure([[(low, 0), (high, 1)]])
    return across


def _year(value: float) -> str:
    return f"{value:.0f}"


def _key(drawing: Drawing, entries: Sequence[tuple[str, HexColor, bool]], left: float) -> None:
    """Legend on one line below the chart: name, colour, whether it is an area."""
    x = left
    for name, colour, area in entries:
        if area:
            drawing.add(Rect(x, 5, 14, 7, fillColor=colour, strokeColor=None))
        else:
            drawing.add(Line(x, 8.5, x + 14, 8.5, strokeColor=colour, strokeWidth=1.5))
        text = label(x + 18, 6, name)
        drawing.add(text)
        x = text.getBounds()[2] + 14


def fan_chart(
    years: Sequence[float],
    percentiles: Mapping[int, Sequence[float]],
    base: Sequence[float],
    title: str,
    unit: str,
    thresholds: Mapping[str, float] | None = None,
    width: float = 480.0,
    height: float = 220.0,
    language: Language = ENGLISH,
) -> Drawing:
    """A yearly series with the bands that it keeps to in most draws.

    Parameters
    ----------
    years
        Calendar years.
    percentiles
        P5, P25, P50, P75 and P95 by level, each with one value a year; NaN leaves the year out.
    base
        The base case.
    title, unit
        What is shown, in which unit.
    thresholds
        Horizontal lines by label.
    width, height
        In points.
    language
        Of numbers and of our own words.

    Returns
    -------
    Drawing
        Outer band P5 to P95, inner band P25 to P75, median and base case.

    Raises
    ------
    ValueError
        When a series has not one value a year.

    Examples
    --------
    >>> levels = {5: [1.0, 2.0], 25: [2.0, 3.0], 50: [3.0, 4.0], 75: [4.0, 5.0], 95: [5.0, 6.0]}
    >>> drawing = fan_chart([2027, 2028], levels, [3.0, 4.0], "CFADS", "USD m")
    >>> sum(isinstance(one, Polygon) for one in drawing.contents)  # the two bands
    2
    """
    for values in (*percentiles.values(), base):
        if len(values) != len(years):
            raise ValueError(f"found {len(values)} values, allowed {len(years)}, one a year")
    register_fonts()
    say = language.say
    drawing = Drawing(width, height, initialFontName=REGULAR)
    limits = {k: v for k, v in (thresholds or {}).items() if math.isfinite(v)}
    everything = [*percentiles[5], *percentiles[95], *base, *limits.values()]
    up = _up(*_ends(everything), height, language)
    plot = width - LEFT - RIGHT
    first, last = (years[0], years[-1]) if len(years) > 1 else (years[0] - 1, years[0] + 1)
    across = _across(first, last, LEFT, plot, _year)
    _lines_of_grid(drawing, up, width)
    for low, high, colour in ((5, 95, OUTER), (25, 75, INNER)):
        for some in _runs(years, percentiles[low], percentiles[high]):
            there = [(x, below) for x, below, _ in some]
            back = [(x, above) for x, _, above in reversed(some)]
            flat = [at for x, y in there + back for at in (across.scale(x), up.scale(y))]
            drawing.add(Polygon(flat, fillColor=colour, strokeColor=None))
    for values, colour, dash in ((percentiles[50], MIDDLE, None), (base, BASE, (4, 2))):
        for some in _runs(years, values, values):
            flat = [at for x, y, _ in some for at in (across.scale(x), up.scale(y))]
            drawing.add(PolyLine(flat, strokeColor=colour, strokeWidth=1.4, strokeDashArray=dash))
    for limit in limits.values():
        y = up.scale(limit)
        drawing.add(Line(LEFT, y, LEFT + plot, y, strokeColor=INK, strokeDashArray=(1, 2)))
    free = -math.inf
    for name, limit in sorted(limits.items(), key=lambda one: one[1]):
        free = max(up.scale(limit) + 2, free)  # no label on another
        text = shortened(f"{printable(name)} {language.quantity(limit)}", plot)
        named = label(LEFT + plot - 2, free, text, "end")
        x, low, right, _ = named.getBounds()
        drawing.add(Rect(x - 1, low + 1, right - x + 2, SIZE, fillColor=white, strokeColor=None))
        drawing.add(named)
        free += LINE_HEIGHT
    drawing.add(across)
    drawing.add(up)
    _key(
        drawing,
        [(say("P5 to P95"), OUTER, True), (say("P25 to P75"), INNER, True),
         (say("Median"), MIDDLE, False), (say("Base case"), BASE, False)],
        LEFT,
    )  # fmt: skip
    add_heading(drawing, title, unit)
    return drawing


def _lines_of_grid(drawing: Drawing, up: YValueAxis, width: float) -> None:
    for value in up._tickValues:
        y = up.scale(value)
        drawing.add(Line(LEFT, y, width - RIGHT, y, strokeColor=GRID, strokeWidth=0.5))


def _runs(
    years: Sequence[float], low: Sequence[float], high: Sequence[float]
) -> list[list[tuple[float, float, float]]]:
    """Stretches of years in which both series are defined."""
    runs: list[list[tuple[float, float, float]]] = [[]]
    for x, below, above in zip(years, low, high, strict=True):
        if math.isfinite(below) and math.isfinite(above):
            runs[-1].append((x, below, above))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def cumulative_chart(
    percentiles: Sequence[float],
    base: float,
    title: str,
    unit: str,
    thresholds: Mapping[str, float] | None = None,
    width: float = 480.0,
    height: float = 200.0,
    language: Language = ENGLISH,
) -> Drawing:
    """How likely an outcome stays below each value.

    Parameters
    ----------
    percentiles
        P1 to P99.
    base
        The base case, drawn as an upright line.
    title, unit
        What is shown, in which unit.
    thresholds
        Upright lines by label.
    width, height
        In points.
    language
        Of numbers and of our own words.

    Returns
    -------
    Drawing
        Probability in % over the outcome.

    Raises
    ------
    ValueError
        When there are not 99 percentiles.

    Examples
    --------
    >>> drawing = cumulative_chart([float(one) for one in range(1, 100)], 40.0, "Equity IRR", "%")
    >>> [len(one.points) for one in drawing.contents if isinstance(one, PolyLine)]
    [198]
    """
    if len(percentiles) != 99:
        raise ValueError(f"found {len(percentiles)} percentiles, allowed 99: P1 to P99")
    register_fonts()
    drawing = Drawing(width, height, initialFontName=REGULAR)
    marks = {k: v for k, v in (thresholds or {}).items() if math.isfinite(v)}
    say, named = language.say, language.say("Base case")
    upright = {**({named: base} if math.isfinite(base) else {}), **marks}
    up = _up(0.0, 100.0, height - len(upright) * LINE_HEIGHT, language)
    ends = _ends([*percentiles, *upright.values()])
    across = _across(*ends, LEFT, width - LEFT - RIGHT, language.tick)
    _lines_of_grid(drawing, up, width)
    flat = [
        at
        for level, value in enumerate(percentiles, 1)
        if math.isfinite(value)
        for at in (across.scale(value), up.scale(level))
    ]
    if len(flat) > 2:
        drawing.add(PolyLine(flat, strokeColor=MIDDLE, strokeWidth=1.6))
    for row, (name, value) in enumerate(sorted(upright.items(), key=lambda one: one[1]), 1):
        x = across.scale(value)
        colour, dash = (BASE, (4, 2)) if name == named else (INK, (1, 2))
        y = up.scale(100) + row * LINE_HEIGHT - 7
        drawing.add(Line(x, BOTTOM, x, y + 6, strokeColor=colour, strokeDashArray=dash))
        text = f"{printable(name)} {language.quantity(value)}"
        # Above the curve, a line each, on the side that has room.
        side = "end" if x > LEFT + (width - LEFT) / 2 else "start"
        drawing.add(label(x + (-3 if side == "end" else 3), y, shortened(text, width / 2), side))
    drawing.add(across)
    drawing.add(up)
    drawing.add(label(LEFT, 10, say("P1 to P99 of the draws")))
    add_heading(drawing, title, say("Probability of less, %, over {unit}", unit=unit))
    return drawing


def tornado_chart(
    bars: Sequence[Bar],
    base: float,
    title: str,
    unit: str,
    width: float = 480.0,
    most: int = 12,
    language: Language = ENGLISH,
) -> Drawing:
    """One outcome with each input at its P10 and at its P90, the widest bar on top.

    Parameters
    ----------
    bars
        Name, outcome at the input's P10, outcome at its P90.
    base
        The base case, at which the bars meet.
    title, unit
        What is shown, in which unit.
    width
        In points; the height follows from the bars.
    most
        Bars shown.
    language
        Of numbers and of our own words.

    Returns
    -------
    Drawing
        Bars to the outcome at P10 and at P90, in two colours.

    Examples
    --------
    >>> drawing = tornado_chart([("Price", 8.0, 12.0), ("Hours", 13.0, 6.0)], 10.0, "IRR", "%")
    >>> [one.text for one in drawing.contents if getattr(one, "text", "") in ("Price", "Hours")]
    ['Hours', 'Price']
    """
    register_fonts()
    seen = [one for one in bars if all(map(math.isfinite, one[1:]))]
    seen = sorted(seen, key=lambda one: -(max(one[1:]) - min(one[1:])))[:most]
    height = BOTTOM + TOP + ROW * max(1, len(seen))
    drawing = Drawing(width, height, initialFontName=REGULAR)
    ends = [end for one in seen for end in one[1:]] + ([base] if math.isfinite(base) else [])
    across = _across(*_ends(ends), NAMES, width - NAMES - RIGHT, language.tick)
    centre = across.scale(base) if math.isfinite(base) else NAMES
    for row, (name, at_low, at_high) in enumerate(seen):
        y = height - TOP - (row + 1) * ROW
        for value, colour in ((at_low, LOWER), (at_high, UPPER)):
            x = across.scale(value)
            drawing.add(
                Rect(min(x, centre), y + 3, abs(x - centre), ROW - 6,
                     fillColor=colour, strokeColor=INK, strokeWidth=0.3)
            )  # fmt: skip
        drawing.add(label(NAMES - 6, y + 5, shortened(printable(name), NAMES - 10), "end"))
    drawing.add(Line(centre, BOTTOM, centre, height - TOP, strokeColor=INK, strokeWidth=0.8))
    drawing.add(across)
    say = language.say
    ends_of_bars = (say("Input at its P10"), LOWER, True), (say("Input at its P90"), UPPER, True)
    _key(drawing, ends_of_bars, NAMES)
    add_heading(drawing, title, say("{unit}; the line is the base case", unit=unit))
    return drawing
