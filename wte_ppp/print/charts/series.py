"""Charts of a report: numbers in, a vector drawing out.

Axes, bars, lines and legend are reportlab's. Every chart is its bar chart, for that one alone
stacks two bars a year, draws lines over bars and interrupts a line where a value is missing.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import TypeAlias

from reportlab.graphics.charts.axes import AxisLineAnnotation
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.graphics.widgets.markers import makeMarker
from reportlab.lib.colors import Color, HexColor, white

from wte_ppp.print.charts.canvas import (
    INK,
    LINE_HEIGHT,
    PALETTE,
    SIZE,
    add_heading,
    label,
    shortened,
)
from wte_ppp.print.charts.legend import Row, drawn_legend, legend_places
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.text import printable
from wte_ppp.print.typefaces import REGULAR, font_for, register_fonts

Series: TypeAlias = Mapping[str, Sequence[float | None]]

LINE_COLOURS = [PALETTE[index] for index in (0, 4, 2, 6)]  # the pale ones are for areas
DASHES = (None, (6, 3), (2, 2), (8, 3, 2, 3), (4, 4))
LIMIT_DASHES = ((1, 2), (5, 2, 1, 2), (1, 4))
LEAST = 1e-6  # what is nearer zero the library stacks upward, whatever its sign
HEADING = 40.0  # height of a title of one line, the unit, and the gap below

LETTERS = {"fontName": REGULAR, "fontSize": SIZE, "fillColor": INK}
# "mixed" is how the library calls stacks that stand beside each other.
CATEGORIES = {"style": "mixed", "joinAxisMode": "bottom", "tickShift": True, "tickDown": 3}
RANGE = {"rangeRound": "both", "zrangePref": 1.0}  # the second is the range when all is zero
GRID = {"visibleGrid": True, "gridStrokeColor": HexColor("#d4d4d4"), "gridStrokeWidth": 0.5}


def _defined(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _bars(series: Series, first: int = 0) -> list[Row]:
    """Return rows drawn as bars, coloured from a place in the palette on."""
    rows = []
    for index, (name, values) in enumerate(series.items(), first):
        seen = [None if v is None or abs(v) < LEAST else v for v in values]
        colour = PALETTE[index % len(PALETTE)]
        rows.append(Row(name, seen, {"fillColor": colour, "strokeColor": INK, "strokeWidth": 0.3}))
    return rows


def _lines(series: Series, colours: Sequence[Color] = LINE_COLOURS) -> list[Row]:
    """Return rows drawn as lines that differ in colour, dash and marker."""
    rows = []
    for index, (name, values) in enumerate(series.items()):
        colour = colours[index % len(colours)]
        fill = white if index % 2 else colour
        style = {
            "isLine": True,
            "strokeColor": colour,
            "strokeWidth": 1.5,
            "strokeDashArray": DASHES[index % len(DASHES)],
            "symbol": makeMarker("Circle", size=3.5, fillColor=fill, strokeColor=colour),
        }
        rows.append(Row(name, values, style))
    return rows


def _category_names(categories: Sequence[object], slot: float) -> list[str]:
    """Return the labels below the axis: all of a few, of many every fifth, none over its place."""
    texts = [printable(category) for category in categories]
    if len(texts) <= 12:
        return [shortened(text, slot) for text in texts]
    years = all(isinstance(category, int) for category in categories)
    keep = [int(text) % 5 == 0 if years else i % 5 == 0 for i, text in enumerate(texts)]
    return [shortened(t, 5 * slot) if kept else "" for t, kept in zip(texts, keep, strict=True)]


def _chart(
    categories: Sequence[object],
    rows: Sequence[Row],
    texts: tuple[str, str, str],
    size: tuple[float, float],
    stacks: Sequence[range] = (),
    limits: Mapping[str, float] | None = None,
    language: Language = ENGLISH,
) -> Drawing:
    """Return a drawing of rows, those of a stack atop each other; texts: title, unit, x title."""
    count = len(categories)
    for name, values, _ in rows:
        if len(values) != count:
            raise ValueError(f"{name}: found {len(values)} values, allowed {count}, one a category")
    register_fonts()
    rows = list(rows) or [Row(language.say("No data"), [None] * count, {"fillColor": None})]
    limits = {name: limit for name, limit in (limits or {}).items() if math.isfinite(limit)}
    marks = [AxisLineAnnotation(0.0, strokeColor=INK, strokeWidth=0.8)]
    for (name, limit), dash in zip(limits.items(), cycle(LIMIT_DASHES), strict=False):
        style = {"strokeColor": INK, "strokeWidth": 1.0, "strokeDashArray": dash}
        marks.append(AxisLineAnnotation(limit, **style))
        # A single point draws no line, but the legend names it and the axis spans it.
        point = [limit, *[None] * (count - 1)]
        rows.append(Row(f"{name} {language.quantity(limit)}", point, {**style, "isLine": True}))

    chart = VerticalBarChart()
    for index, row in enumerate(rows):
        chart.bars[index].setProperties(row.style)
    chart.data = [[_defined(v) for v in row.values] or [None] for row in rows]
    chart.seriesOrder = [list(stack) for stack in stacks if stack] or None
    chart.groupSpacing = 0.4
    chart.barWidth = 1.0 if any(stacks) else 0.0  # without bars, lines pass the middle of the year
    across, up = chart.categoryAxis, chart.valueAxis
    across.setProperties({**CATEGORIES, "strokeColor": INK, "strokeWidth": 0.5})
    up.setProperties({**RANGE, **GRID, "annotations": marks, "labelTextFormat": language.tick})
    across.visibleAxis = up.visibleAxis = up.visibleTicks = False
    names = "".join(str(one) for one in categories)
    across.labels.setProperties({**LETTERS, "fontName": font_for(printable(names))})
    up.labels.setProperties(LETTERS)

    width, height = size
    legend, legend_height = legend_places(rows, width - 16)
    chart.x, chart.y = 0, legend_height + 2 * LINE_HEIGHT + 14
    # A long legend makes the drawing taller.
    chart.height = max(60, height - HEADING - chart.y)
    chart.x = 4 - chart.getBounds()[0]  # room for the widest label of the axis
    chart.width = width - chart.x - 8
    across.categoryNames = _category_names(categories, chart.width / max(1, count))
    title, unit, x_title = texts
    middle = chart.x + chart.width / 2
    drawing = Drawing(width, chart.y + chart.height + 10, initialFontName=REGULAR)
    drawing.add(chart)
    below = shortened(printable(x_title), chart.width)
    drawing.add(label(middle, chart.y - 14 - LINE_HEIGHT, below, "middle"))
    drawing.add(drawn_legend(legend))
    add_heading(drawing, title, unit)
    return drawing


def stacked_bars(
    categories: Sequence[object],
    series: Series,
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 240.0,
    x_title: str | None = None,
    language: Language = ENGLISH,
) -> Drawing:
    """Bars stacked up from zero and, where negative, down from it, such as a cash flow.

    Parameters
    ----------
    categories
        Years or names, one a bar.
    series
        Values by label, one a category; None and NaN leave a gap.
    title, unit, x_title
        What is shown, in which unit, over what; left out: years.
    width, height
        In points; a legend of many rows makes the drawing taller.
    language
        Of numbers and of our own words.

    Returns
    -------
    Drawing
        For a page, or for renderSVG.

    Raises
    ------
    ValueError
        When a series has not one value a category.

    Notes
    -----
    Values nearer zero than 1e-6 have no bar: choose the unit accordingly.

    Examples
    --------
    >>> drawing = stacked_bars([2027, 2028], {"Tipping fee": [2.0, 3.0]}, "Income", "USD m")
    >>> chart = drawing.contents[0]
    >>> chart.data, chart.categoryAxis.categoryNames
    ([[2.0, 3.0]], ['2027', '2028'])
    """
    rows = _bars(series)
    texts = (title, unit, x_title or language.say("Year"))
    stacks = [range(len(rows))]
    return _chart(categories, rows, texts, (width, height), stacks, language=language)


def line_chart(
    x: Sequence[object],
    series: Series,
    title: str,
    unit: str,
    thresholds: Mapping[str, float] | None = None,
    width: float = 480.0,
    height: float = 220.0,
    x_title: str | None = None,
    language: Language = ENGLISH,
) -> Drawing:
    """Lines over the years with thresholds, such as debt cover ratios over the lender's floor.

    Parameters
    ----------
    x
        Years, one a value.
    series
        Values by label; None and NaN interrupt the line.
    title, unit, x_title
        What is shown, in which unit, over what; left out: years.
    thresholds
        Horizontal lines by label.
    width, height
        In points; a legend of many rows makes the drawing taller.
    language
        Of numbers and of our own words.

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
    >>> nan = float("nan")
    >>> drawing = line_chart([2027, 2028], {"DSCR": [1.3, nan]}, "DSCR", "ratio", {"Floor": 1.2})
    >>> drawing.contents[0].data  # the second row names the limit in the legend
    [[1.3, None], [1.2, None]]
    """
    texts = (title, unit, x_title or language.say("Year"))
    size = (width, height)
    return _chart(x, _lines(series), texts, size, limits=thresholds, language=language)


def emissions_chart(
    years: Sequence[object],
    reference: Series,
    project: Series,
    reduction: Sequence[float | None],
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 260.0,
    language: Language = ENGLISH,
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
    language
        Of numbers and of our own words.

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
    >>> drawing = emissions_chart([2027], {"CH₄": [9.0]}, {"CO₂": [4.0]}, [5.0], "GHG", "t")
    >>> drawing.contents[0].seriesOrder  # the bars of each year, side by side
    [[0], [1]]
    """
    say = language.say
    before = _bars({say("Reference: {name}", name=name): v for name, v in reference.items()})
    after = _bars(
        {say("Project: {name}", name=name): v for name, v in project.items()}, len(before)
    )
    (line,) = _lines({say("Emission reduction"): reduction}, [INK])
    # White beneath keeps the line apart from the dark bars it crosses.
    halo = Row(None, reduction, {"isLine": True, "strokeColor": white, "strokeWidth": 3.5})
    bars = [*before, *after]
    stacks = [range(len(before)), range(len(before), len(bars))]
    texts = (title, unit, say("Year"))
    rows = [*bars, halo, line]
    return _chart(years, rows, texts, (width, height), stacks, language=language)
