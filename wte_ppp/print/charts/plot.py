"""The one set-up of axes: heading, legend, grid and scales of a chart."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportlab.graphics.shapes import Drawing, Line

from wte_ppp.blocks import Chart, Words
from wte_ppp.messages import Value
from wte_ppp.print.charts.canvas import (
    GRID,
    INK,
    LINE_HEIGHT,
    SIZE,
    Look,
    heading_lines,
    in_lines,
    label,
    limit_look,
    said,
    shortened,
    stroke,
    tipped,
)
from wte_ppp.print.charts.legend import Entry, legend
from wte_ppp.print.language import Language
from wte_ppp.print.text import width_of
from wte_ppp.print.typefaces import REGULAR, register_fonts

SHORTEST = 60.0  # a long legend makes a drawing taller, not its plot lower than this
FEW = 12  # categories that are all named; of more, every fifth
STEPS = (5, 10, 20, 50)  # of whole numbers, such as years, those divisible by one of these
MOST_LINES = 3
HALF_LETTER = 2.8  # from the baseline of a number to the middle of its digits


@dataclass(frozen=True)
class Scale:
    """Places of values along an axis, and its ticks."""

    low: float
    high: float
    start: float
    stop: float
    ticks: tuple[float, ...] = ()

    def __call__(self, value: float) -> float:
        """The place of a value in points."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.stop - self.start)


def defined(values: Iterable[float | None]) -> list[float]:
    """Values that are numbers."""
    return [float(value) for value in values if value is not None and math.isfinite(value)]


def number_or_nan(value: float | None) -> float:
    """A value, NaN for none."""
    return math.nan if value is None or not math.isfinite(value) else float(value)


def round_scale(low: float, high: float, start: float, stop: float, apart: float) -> Scale:
    """A scale that begins and ends at round values, its ticks at least some points apart.

    Examples
    --------
    >>> round_scale(-10.0, 19.0, 0.0, 100.0, 20.0).ticks
    (-10.0, 0.0, 10.0, 20.0)
    """
    span = high - low
    raw = span / max(1, int(abs(stop - start) // apart))
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(f * power for f in (1.0, 2.0, 2.5, 5.0, 10.0) if f * power >= raw * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(float(f"{at * step:.12g}") for at in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, stop, ticks)


def ends(values: Iterable[float | None], *, zero: bool = False) -> tuple[float, float]:
    """Lowest and highest defined value, apart by something."""
    numbers = defined(values) or [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high > low:
        return low, high
    return (0.0, 1.0) if not low else (low - abs(low) / 2, high + abs(high) / 2)


@dataclass
class Plot:
    """A drawing with its heading, legend and upright axis, and the room left for the marks."""

    drawing: Drawing
    language: Language
    left: float
    right: float
    bottom: float
    top: float
    up: Scale = field(default_factory=lambda: Scale(0, 1, 0, 1))

    def say(self, words: Value) -> str:
        """Words in the chart's language."""
        return said(words, self.language)

    def shown(self, value: float, unit: str = "") -> str:
        """A number, with its unit."""
        return f"{self.language.quantity(value)} {unit}".rstrip()

    def slot(self, count: int) -> float:
        """Width of one category."""
        return (self.right - self.left) / max(1, count)

    def zero(self) -> None:
        """The line at zero, where the axis has it."""
        if self.up.low <= 0 <= self.up.high:
            y = self.up(0.0)
            self.drawing.add(Line(self.left, y, self.right, y, strokeColor=INK, strokeWidth=0.8))

    def limits(self, thresholds: Sequence[tuple[Words, float]]) -> None:
        """Thresholds across, dashed as in the legend."""
        for at, (name, limit) in enumerate(known(thresholds)):
            y = self.up(limit)
            line = Line(self.left, y, self.right, y, **stroke(limit_look(at)))
            self.drawing.add(tipped(line, f"{self.say(name)}: {self.shown(limit)}"))

    def across(self, low: float, high: float, title: str = "", *, years: bool = False) -> Scale:
        """The axis of values below: its ticks, numbers and title; years keep their ends."""
        if years:
            step = max(1, math.ceil((high - low) / 8))
            ticks = tuple(low + at * step for at in range(int((high - low) // step) + 1))
            scale = Scale(low, high, self.left, self.right, ticks)
        else:
            scale = round_scale(low, high, self.left, self.right, 55.0)
        written: Callable[[float], str] = (
            (lambda value: f"{value:.0f}") if years else self.language.tick
        )
        drawing, y = self.drawing, self.bottom
        drawing.add(Line(self.left, y, self.right, y, strokeColor=INK, strokeWidth=0.5))
        free = -math.inf
        for tick in scale.ticks:
            x, text = scale(tick), written(tick)
            drawing.add(Line(x, y, x, y - 3, strokeColor=INK, strokeWidth=0.5))
            half = width_of(text, REGULAR, SIZE) / 2
            x = min(max(x, half), drawing.width - half)
            if x - half > free:
                drawing.add(label(x, y - 12, text, "middle"))
                free = x + half + 3
        if title:
            self.title_below(title, 1)
        return scale

    def title_below(self, title: str, lines: int) -> None:
        """Title of the axis below, under a count of lines of labels."""
        text = shortened(title, self.right - self.left)
        y = self.bottom - 12 - lines * LINE_HEIGHT
        self.drawing.add(label((self.left + self.right) / 2, y, text, "middle"))

    def categories(self, lines: Sequence[Sequence[str]]) -> None:
        """Names of categories below the axis, each on its lines."""
        slot, y = self.slot(len(lines)), self.bottom
        for at, texts in enumerate(lines):
            x = self.left + (at + 0.5) * slot
            for row, text in enumerate(texts):
                half = width_of(text, REGULAR, SIZE) / 2
                middle = min(max(x, half), self.drawing.width - half)
                self.drawing.add(label(middle, y - 12 - row * LINE_HEIGHT, text, "middle"))
        for at in range(len(lines) + 1 if len(lines) <= 60 else 0):
            x = self.left + at * slot
            self.drawing.add(Line(x, y, x, y - 3, strokeColor=INK, strokeWidth=0.5))


def known(thresholds: Sequence[tuple[Words, float]]) -> list[tuple[Words, float]]:
    """Thresholds that have a value."""
    return [(name, limit) for name, limit in thresholds if math.isfinite(limit)]


def limit_entries(thresholds: Sequence[tuple[Words, float]], language: Language) -> list[Entry]:
    """Thresholds in a legend, each with its value."""
    return [
        Entry(f"{said(name, language)} {language.quantity(limit)}", limit_look(at))
        for at, (name, limit) in enumerate(known(thresholds))
    ]


def entries(names: Iterable[Words], looks: Iterable[Look], language: Language) -> list[Entry]:
    """Series in a legend."""
    return [Entry(said(name, language), look) for name, look in zip(names, looks, strict=True)]


def category_lines(
    categories: Sequence[Words | int], slot: float, language: Language
) -> list[list[str]]:
    """Labels below the axis: all of a few, of many every fifth, none over its place."""
    texts = [said(category, language) for category in categories]
    if len(texts) <= FEW:
        return [in_lines(text, slot - 4, MOST_LINES) for text in texts]
    widest = max(width_of(text, REGULAR, SIZE) for text in texts)
    whole = all(isinstance(category, int) for category in categories)
    for step in STEPS:
        labelled = [at for at, text in enumerate(texts) if (int(text) if whole else at) % step == 0]
        apart = min((b - a for a, b in pairwise(labelled)), default=FEW)
        if not whole or widest + 4 <= apart * slot:
            break
    return [
        [shortened(text, 5 * slot - 4)] if at in labelled else [] for at, text in enumerate(texts)
    ]


def plot(
    chart: Chart,
    language: Language,
    size: tuple[float, float],
    legend_of: Sequence[Entry] = (),
    up: tuple[float, float] | None = None,
    below: float = LINE_HEIGHT + 8,
    left: float = 8.0,
    right: float = 8.0,
    above: float = 6.0,
    unit: str | None = None,
    inner: float | None = None,
) -> Plot:
    """Set up a chart: heading, legend, grid and the axis at its left."""
    register_fonts()
    width, height = size
    head = heading_lines(
        said(chart.title, language),
        said(chart.unit, language) if unit is None else unit,
        width,
    )
    keys, keys_height = legend(legend_of, width)
    bottom = keys_height + below
    head_height = 13.0 * len(head) + 4
    room = max(SHORTEST, height - head_height - above - bottom) if inner is None else inner
    top = bottom + room
    drawing = Drawing(width, top + above + head_height, initialFontName=REGULAR)
    y = drawing.height - 12
    for text, bold in head:
        drawing.add(label(4, y, text, bold=bold))
        y -= 13
    result = Plot(drawing, language, left, width - right, bottom, top)
    if up is not None:
        result.up = round_scale(*up, bottom, top, 24.0)
        numbers = [(language.tick(tick), result.up(tick)) for tick in result.up.ticks]
        widest = max(width_of(text, REGULAR, SIZE) for text, _ in numbers)
        result.left = max(left, widest + 10)
        for text, at in numbers:
            line = Line(result.left, at, result.right, at, strokeColor=GRID, strokeWidth=0.5)
            drawing.add(line)
            drawing.add(label(result.left - 5, at - HALF_LETTER, text, "end"))
    if legend_of:
        drawing.add(keys)
    return result
