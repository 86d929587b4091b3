"""Charts over years or other categories: bars, lines, bars in pairs."""

import math
from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, PolyLine
from reportlab.lib.colors import white

from wte_ppp.blocks import Bars, Lines, PairedBars, Series, Words
from wte_ppp.messages import Message
from wte_ppp.print.charts.canvas import (
    INK,
    LINE_HEIGHT,
    Look,
    add_all,
    area_look,
    box,
    line_look,
    point,
    said,
    stroke,
    tipped,
)
from wte_ppp.print.charts.legend import Entry
from wte_ppp.print.charts.plot import (
    Plot,
    category_lines,
    ends,
    entries,
    known,
    limit_entries,
    number_or_nan,
    plot,
)
from wte_ppp.print.language import Language

LEAST = 1e-6  # what is nearer zero has no bar
GAP = 0.3  # between the bars of two categories, as a share of their place
AXIS = 40.0  # usual width of the numbers at the left, for the room of category names


def bars(chart: Bars, language: Language, width: float, height: float) -> Drawing:
    """Bars stacked up from zero and, where negative, down from it."""
    looks = [area_look(at) for at in range(len(chart.series))]
    frame = _frame(
        chart, language, (width, height),
        ends(_stack_sums(chart.series, len(chart.categories)), zero=True),
        entries((series.name for series in chart.series), looks, language),
    )  # fmt: skip
    _stack(frame, chart, chart.series, looks, (GAP / 2, 1 - GAP / 2))
    frame.zero()
    return frame.drawing


def lines(chart: Lines, language: Language, width: float, height: float) -> Drawing:
    """Lines with thresholds across."""
    looks = [line_look(at) for at in range(len(chart.series))]
    values = [value for series in chart.series for value in series.values]
    named = entries((series.name for series in chart.series), looks, language)
    frame = _frame(
        chart, language, (width, height),
        ends([*values, *(limit for _, limit in known(chart.thresholds))], zero=True),
        [*named, *limit_entries(chart.thresholds, language)],
    )  # fmt: skip
    frame.zero()
    frame.limits(chart.thresholds)
    for series, look in zip(chart.series, looks, strict=True):
        _line(frame, chart, series, look)
    return frame.drawing


def paired_bars(chart: PairedBars, language: Language, width: float, height: float) -> Drawing:
    """Two stacked bars a category, and a line over them."""
    count = len(chart.categories)
    both = [*chart.before, *chart.after]
    looks = [area_look(at) for at in range(len(both))]
    named = entries((series.name for series in both), looks, language)
    line = Look(INK, line=True, marker=INK)
    spans: list[float | None] = [
        *_stack_sums(chart.before, count),
        *_stack_sums(chart.after, count),
    ]
    if chart.line is not None:
        named.append(Entry(said(chart.line.name, language), line))
        spans += chart.line.values
    frame = _frame(chart, language, (width, height), ends(spans, zero=True), named)
    middle, first = 0.5, len(chart.before)
    _stack(frame, chart, chart.before, looks[:first], (GAP / 2, middle))
    _stack(frame, chart, chart.after, looks[first:], (middle, 1 - GAP / 2))
    frame.zero()
    if chart.line is not None:
        # White beneath keeps the line apart from the dark bars it crosses.
        halo = Look(white, line=True, width=3.5)
        _line(frame, chart, chart.line, halo, marked=False)
        _line(frame, chart, chart.line, line)
    return frame.drawing


def _frame(
    chart: Bars | Lines | PairedBars,
    language: Language,
    size: tuple[float, float],
    up: tuple[float, float],
    named: list[Entry],
) -> Plot:
    """Axes and names of the categories of a chart."""
    count = len(chart.categories)
    for series in _all_series(chart):
        if len(series.values) != count:
            name, got = said(series.name, language), len(series.values)
            raise ValueError(f"{name}: got {got} values; expected {count}, one a category")
    texts = category_lines(chart.categories, (size[0] - AXIS) / max(1, count), language)
    rows = max((len(texts_of_one) for texts_of_one in texts), default=0)
    title = said(chart.x_title, language)
    below = 8 + LINE_HEIGHT * (rows + bool(title))
    named = named or [Entry(said(Message("No data"), language), Look(white, line=True))]
    frame = plot(chart, language, size, named, up=up, below=below)
    frame.categories(category_lines(chart.categories, frame.slot(count), language))
    if title:
        frame.title_below(title, rows)
    return frame


def _all_series(chart: Bars | Lines | PairedBars) -> Sequence[Series]:
    if not isinstance(chart, PairedBars):
        return chart.series
    return [*chart.before, *chart.after, *([chart.line] if chart.line else [])]


def _drawn(value: float | None) -> float:
    """Height of a bar; zero where there is none."""
    number = number_or_nan(value)
    return number if abs(number) >= LEAST else 0.0


def _stack_sums(rows: Sequence[Series], count: int) -> list[float]:
    """Ends of the stacks of all categories, above and below zero."""
    sums = [0.0]
    for at in range(count):
        values = [_drawn(row.values[at]) for row in rows if at < len(row.values)]
        sums.append(sum(value for value in values if value > 0))
        sums.append(sum(value for value in values if value < 0))
    return sums


def _stack(
    frame: Plot,
    chart: Bars | PairedBars,
    rows: Sequence[Series],
    looks: Sequence[Look],
    share: tuple[float, float],
) -> None:
    """Bars of series atop each other, each in a share of its category's place."""
    count = len(chart.categories)
    slot, unit = frame.slot(count), frame.say(chart.unit)
    above, under = [0.0] * count, [0.0] * count
    zero = frame.up(0.0)
    for series, look in zip(rows, looks, strict=True):
        for at, value in enumerate(series.values):
            height = _drawn(value)
            if not height:
                continue
            level = above if height > 0 else under
            y = frame.up(level[at])
            level[at] += height
            x = frame.left + (at + share[0]) * slot
            shapes = box(x, y, (share[1] - share[0]) * slot, frame.up(height) - zero, look)
            tip = _tip(frame, chart.categories[at], series.name, height, unit)
            tipped(shapes[0], tip)
            add_all(frame.drawing, shapes)


def _line(
    frame: Plot,
    chart: Lines | PairedBars,
    series: Series,
    look: Look,
    *,
    marked: bool = True,
) -> None:
    """A line, interrupted where a value is missing, and its markers."""
    slot, unit = frame.slot(len(chart.categories)), frame.say(chart.unit)
    runs: list[list[float]] = [[]]
    points = []
    for at, value in enumerate(map(number_or_nan, series.values)):
        if math.isnan(value):
            runs.append([])
            continue
        x, y = frame.left + (at + 0.5) * slot, frame.up(value)
        runs[-1] += [x, y]
        tip = _tip(frame, chart.categories[at], series.name, value, unit)
        points.append(tipped(point(x, y, look), tip))
    for flat in runs:
        if flat:
            frame.drawing.add(PolyLine(flat, **stroke(look)))
    if marked:
        add_all(frame.drawing, points)


def _tip(frame: Plot, category: Words | int, name: Words, value: float, unit: str) -> str:
    return f"{frame.say(category)}, {frame.say(name)}: {frame.shown(value, unit)}"
