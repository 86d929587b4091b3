"""A chart for who cannot see it: in words, and its numbers as a table."""

import math
from collections.abc import Sequence

from wte_ppp.blocks import (
    Bars,
    Cell,
    Chart,
    Column,
    Cumulative,
    Fan,
    FiringDiagram,
    Lines,
    PairedBars,
    RiskMatrix,
    Sankey,
    Series,
    Table,
    Tornado,
    Waterfall,
    Words,
)
from wte_ppp.messages import Message

NUMBER = Message("Value")


def words_of(chart: Chart) -> Words:
    """What a chart says of itself, else what its kind shows of its numbers."""
    if chart.words:
        return chart.words
    match chart:
        case Bars():
            return _over(chart.categories, Message("Stacked bars: {names}", names=_names(chart)))
        case PairedBars():
            return _over(chart.categories, Message("Paired bars: {names}", names=_names(chart)))
        case Lines():
            return _over(chart.categories, Message("Lines: {names}", names=_names(chart)))
        case Fan():
            middle = dict(chart.percentiles).get(50, ())
            medians = [value for value in middle if value is not None and math.isfinite(value)]
            return _over(
                chart.years,
                Message(
                    "Bands around the median, which lies between {low} and {high}",
                    low=min(medians, default=math.nan), high=max(medians, default=math.nan),
                ),
            )  # fmt: skip
        case Cumulative():
            p5, p50, p95 = (chart.percentiles[at - 1] for at in (5, 50, 95))
            return Message(
                "Rising curve: P5 {low}, median {middle}, P95 {high} {unit}.",
                low=p5, middle=p50, high=p95, unit=chart.unit,
            )  # fmt: skip
        case Tornado():
            bars = [bar for bar in chart.bars if all(map(math.isfinite, bar[1:]))]
            if not bars:
                return Message("Bars by input.")
            longest = max(bars, key=lambda bar: abs(bar[2] - bar[1]))
            return Message(
                "Bars by input, each alone at its P10 and P90; the longest is {name}: {low} to "
                "{high} {unit}.",
                name=longest[0], low=longest[1], high=longest[2], unit=chart.unit,
            )  # fmt: skip
        case Waterfall():
            return Message("Steps: {steps}.", steps=tuple(name for name, _ in chart.steps))
        case Sankey():
            return Message(
                "Flows in: {inputs}; out: {outputs}.",
                inputs=tuple(name for name, _ in chart.inputs),
                outputs=tuple(name for name, _ in chart.outputs),
            )
        case FiringDiagram():
            return Message(
                "Heat input over throughput of one line: {t_per_h} t/h and {mw} MW at most, waste "
                "of {low} to {high} MJ/kg.",
                t_per_h=chart.highest_t_per_h, mw=chart.highest_mw,
                low=chart.lhv_min_mj_per_kg, high=chart.lhv_max_mj_per_kg,
            )  # fmt: skip
        case RiskMatrix():
            return Message("Numbered risks by probability and impact.")
    return chart.title


def numbers_of(chart: Chart) -> Table:
    """The numbers that a chart shows."""
    match chart:
        case Bars() | PairedBars() | Lines():
            limits = chart.thresholds if isinstance(chart, Lines) else ()
            return _table(
                [chart.x_title, *_names(chart), *(name for name, _ in limits)],
                [
                    (
                        category,
                        *(series.values[at] for series in _series(chart)),
                        *(limit for _, limit in limits),
                    )
                    for at, category in enumerate(chart.categories)
                ],
            )
        case Fan():
            rows = [
                (year, *(values[at] for _, values in chart.percentiles), chart.base[at],
                 *(limit for _, limit in chart.thresholds))
                for at, year in enumerate(chart.years)
            ]  # fmt: skip
            levels = (f"P{level}" for level, _ in chart.percentiles)
            limits = chart.thresholds
            heads = ["", *levels, Message("Base case"), *(name for name, _ in limits)]
            return _table(heads, rows)
        case Cumulative():
            lines = [(f"P{at}", value) for at, value in enumerate(chart.percentiles, 1)]
            marks = [(Message("Base case"), chart.base), *chart.thresholds]
            return _table(["", chart.unit], [*lines, *marks])
        case Tornado():
            heads = ["", Message("Input at its P10"), Message("Input at its P90")]
            return _table(heads, chart.bars)
        case Waterfall():
            return _table(["", chart.unit], _with_rests(chart.steps))
        case Sankey():
            flows: list[tuple[Cell, ...]] = [(name, value, None) for name, value in chart.inputs]
            flows += [(name, None, value) for name, value in chart.outputs]
            return _table([chart.unit, Message("In"), Message("Out")], flows)
        case FiringDiagram():
            return _firing(chart)
        case RiskMatrix():
            heads = [Message("Probability"), Message("Impact"), Message("Numbers")]
            return _table(
                heads,
                [
                    (chart.levels[up], chart.levels[across], ", ".join(map(str, numbers)))
                    for up, across, numbers in chart.cells
                ],
            )
    return _table([], [])


def _over(categories: Sequence[Words | int], what: Message) -> Message:
    if not categories:
        return Message("{what}.", what=what)
    return Message("{what}; {first} to {last}.", what=what, first=categories[0],
                   last=categories[-1])  # fmt: skip


def _series(chart: Bars | PairedBars | Lines) -> Sequence[Series]:
    if not isinstance(chart, PairedBars):
        return chart.series
    return [*chart.before, *chart.after, *([chart.line] if chart.line else [])]


def _names(chart: Bars | PairedBars | Lines) -> tuple[Words, ...]:
    return tuple(series.name for series in _series(chart))


def _with_rests(
    steps: Sequence[tuple[Words, float | None]],
) -> list[tuple[Words, float]]:
    """Steps with what is left where a step has no value."""
    rows, level = [], 0.0
    for name, change in steps:
        level += change or 0.0
        rows.append((name, level if change is None else change))
    return rows


def _firing(chart: FiringDiagram) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (Message("Maximum throughput"), chart.highest_t_per_h, "t/h"),
        (Message("Minimum throughput"), chart.lowest_t_per_h, "t/h"),
        (Message("Maximum heat input"), chart.highest_mw, "MW"),
        (Message("Minimum heat input"), chart.lowest_mw, "MW"),
        (Message("Minimum LHV"), chart.lhv_min_mj_per_kg, "MJ/kg"),
        (Message("Maximum LHV"), chart.lhv_max_mj_per_kg, "MJ/kg"),
        (Message("Short-term overload"), 100 * chart.overload, "%"),
        *((name, lhv, "MJ/kg") for name, lhv in chart.wastes),
    ]
    return _table(["", NUMBER, Message("Unit")], rows)


def _table(heads: Sequence[Words], rows: Sequence[tuple[Cell, ...]]) -> Table:
    return Table(tuple(Column(head) for head in heads), tuple(map(tuple, rows)))
