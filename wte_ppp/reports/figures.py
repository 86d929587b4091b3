"""Charts of a report: numbers in, a vector drawing out.

Pure functions; nothing is computed but positions.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from reportlab.graphics.shapes import Drawing, Line
from reportlab.lib.colors import Color

from wte_ppp.reports.canvas import (
    INK,
    LINE_HEIGHT,
    PALETTE,
    Key,
    Plot,
    box,
    canvas,
    label,
    marked_line,
    shortened,
    text_width,
)
from wte_ppp.reports.flows import flow_diagram
from wte_ppp.reports.text import printable, quantity

__all__ = ["emissions_chart", "flow_diagram", "line_chart", "stacked_bars"]

Series: TypeAlias = Mapping[str, Sequence[float | None]]


def _second(item: tuple[str, float]) -> float:
    return item[1]


def _stack_totals(series: Series, count: int) -> list[float]:
    """Return the ends of all stacks, upward and downward, so that the axis spans them."""
    totals: list[float] = []
    for index in range(count):
        column = [v for values in series.values() if (v := values[index]) is not None]
        finite = [v for v in column if math.isfinite(v)]
        totals += [sum(v for v in finite if v > 0), sum(v for v in finite if v < 0)]
    return totals


def _stack(
    drawing: Drawing,
    plot: Plot,
    series: Series,
    colours: Sequence[Color],
    start: float,
    slot: float,
) -> None:
    """Draw one stacked bar a category: what is positive up from zero, what is negative down."""
    count = len(next(iter(series.values()), ()))
    step = plot.width / max(1, count)
    for index in range(count):
        up = down = 0.0
        for values, colour in zip(series.values(), colours, strict=False):
            value = values[index]
            if value is None or not math.isfinite(value) or value == 0:
                continue
            base = up if value > 0 else down
            low, high = sorted((plot.y(base), plot.y(base + value)))
            x = plot.left + (index + start) * step
            drawing.add(box(x, low, slot * step, high - low, colour))
            if value > 0:
                up += value
            else:
                down += value


def _line(
    drawing: Drawing,
    plot: Plot,
    values: Sequence[float | None],
    step: float,
    colour: Color,
    index: int,
    over_bars: bool = False,
) -> None:
    """Draw one line; where a value is not defined it is interrupted."""
    run: list[tuple[float, float]] = []
    for place, value in enumerate([*values, None]):
        if value is not None and math.isfinite(value):
            run.append((plot.left + (place + 0.5) * step, plot.y(value)))
        elif run:
            for shape in marked_line(run, colour, index, over_bars):
                drawing.add(shape)
            run = []


def _check(series: Series, count: int) -> None:
    for name, values in series.items():
        if len(values) != count:
            raise ValueError(f"{name}: found {len(values)} values, allowed {count}, one a category")


def _colours(count: int, first: int = 0) -> list[Color]:
    return [PALETTE[(first + index) % len(PALETTE)] for index in range(count)]


def stacked_bars(
    categories: Sequence[object],
    series: Series,
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 240.0,
    x_title: str = "Year",
) -> Drawing:
    """Bars stacked up from zero and, where negative, down from it, such as a cash flow.

    Parameters
    ----------
    categories
        Years or names, one a bar.
    series
        Values by label, one a category; None and NaN leave a gap.
    title, unit, x_title
        What is shown, in which unit, over what.
    width, height
        In points; a legend of many rows makes the drawing taller.

    Returns
    -------
    Drawing
        For a page, or for renderSVG.

    Raises
    ------
    ValueError
        When a series has not one value a category.

    Examples
    --------
    >>> from reportlab.graphics.shapes import Rect
    >>> drawing = stacked_bars([2027, 2028], {"Tipping fee": [2.0, 3.0]}, "Income", "USD m")
    >>> bars = [shape for shape in drawing.contents if isinstance(shape, Rect)]
    >>> round(bars[1].height / bars[0].height, 6)
    1.5
    """
    _check(series, len(categories))
    colours = _colours(len(series))
    keys = [(name, colour, None) for name, colour in zip(series, colours, strict=True)]
    totals = _stack_totals(series, len(categories))
    drawing, plot = canvas(categories, totals, keys, title, unit, (width, height), x_title)
    _stack(drawing, plot, series, colours, 0.15, 0.7)
    zero = plot.y(0.0)
    drawing.add(
        Line(plot.left, zero, plot.left + plot.width, zero, strokeColor=INK, strokeWidth=0.8)
    )
    return drawing


def line_chart(
    x: Sequence[object],
    series: Series,
    title: str,
    unit: str,
    thresholds: Mapping[str, float] | None = None,
    width: float = 480.0,
    height: float = 220.0,
    x_title: str = "Year",
) -> Drawing:
    """Lines over the years with thresholds, such as debt cover ratios over the lender's floor.

    Parameters
    ----------
    x
        Years, one a value.
    series
        Values by label; None and NaN interrupt the line.
    title, unit, x_title
        What is shown, in which unit, over what.
    thresholds
        Horizontal lines by label.
    width, height
        In points; a legend of many rows makes the drawing taller.

    Returns
    -------
    Drawing
        For a page, or for renderSVG.

    Raises
    ------
    ValueError
        When a series has not one value a year.

    Examples
    --------
    >>> from reportlab.graphics.shapes import PolyLine
    >>> drawing = line_chart([1, 2, 3, 4, 5], {"DSCR": [1.2, 1.3, None, 1.4, 1.5]}, "DSCR", "ratio")
    >>> len([shape for shape in drawing.contents if isinstance(shape, PolyLine)])
    2
    """
    _check(series, len(x))
    limits = {name: value for name, value in (thresholds or {}).items() if math.isfinite(value)}
    # Pale colours of the palette are for areas; a line needs the dark ones.
    dark = [PALETTE[index] for index in (0, 4, 2, 6)]
    keys = [(name, dark[i % len(dark)], i) for i, name in enumerate(series)]
    values = [v for row in series.values() for v in row] + list(limits.values())
    names = [f"{printable(n)} {quantity(v)}" for n, v in sorted(limits.items(), key=_second)]
    names = [shortened(name, width / 4) for name in names]
    right = max([8.0, *(text_width(name) + 22 for name in names)])
    size = (width, height)
    drawing, plot = canvas(x, values, keys, title, unit, size, x_title, right)
    step = plot.width / max(1, len(x))
    edge = plot.left + plot.width
    # Limits lie close together: their names stand beside the plot, as far apart as they need.
    floor = plot.bottom
    for name, limit in zip(names, sorted(limits.values()), strict=True):
        y = plot.y(limit)
        place = max(floor, y)
        floor = place + LINE_HEIGHT
        drawing.add(Line(plot.left, y, edge, y, strokeColor=INK, strokeDashArray=(1, 2)))
        drawing.add(Line(edge, y, edge + 12, place, strokeColor=INK, strokeWidth=0.4))
        drawing.add(label(edge + 14, place - 3, name))
    for (_, colour, dash), row in zip(keys, series.values(), strict=True):
        _line(drawing, plot, row, step, colour, dash)
    return drawing


def emissions_chart(
    years: Sequence[object],
    reference: Series,
    project: Series,
    reduction: Sequence[float | None],
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 260.0,
) -> Drawing:
    """Two stacked bars a year, without and with the project, and the line of what is reduced.

    Parameters
    ----------
    years
        One a pair of bars.
    reference, project
        Emissions by source without and with the project; what is credited is negative.
    reduction
        The line; None and NaN interrupt it.
    title, unit
        What is shown, in which unit.
    width, height
        In points; a legend of many rows makes the drawing taller.

    Returns
    -------
    Drawing
        For a page, or for renderSVG.

    Raises
    ------
    ValueError
        When a series has not one value a year.
    """
    named = {f"Reference: {name}": values for name, values in reference.items()}
    after = {f"Project: {name}": values for name, values in project.items()}
    _check({**named, **after, "reduction": reduction}, len(years))
    colours = _colours(len(named)), _colours(len(after), len(named))
    bars = zip([*named, *after], [*colours[0], *colours[1]], strict=True)
    keys: list[Key] = [(name, colour, None) for name, colour in bars]
    keys.append(("Emission reduction", INK, 0))
    values = [*_stack_totals(named, len(years)), *_stack_totals(after, len(years)), *reduction]
    drawing, plot = canvas(years, values, keys, title, unit, (width, height), "Year")
    _stack(drawing, plot, named, colours[0], 0.12, 0.36)
    _stack(drawing, plot, after, colours[1], 0.52, 0.36)
    step = plot.width / max(1, len(years))
    _line(drawing, plot, reduction, step, INK, 0, over_bars=True)
    return drawing
