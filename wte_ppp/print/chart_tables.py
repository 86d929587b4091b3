"""A chart's numbers as a table, for papers that draw none and for who cannot see it."""

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
    Table,
    Tornado,
    Waterfall,
    Words,
)
from wte_ppp.messages import Message


def chart_table(chart: Chart) -> Table:
    """What a chart shows, in numbers.

    Examples
    --------
    >>> chart_table(Waterfall("w", "Flow", "USD", steps=(("Power", 9.0), ("Left", None)))).rows
    (('Power', 9.0), ('Left', 9.0))
    """
    heads, rows = _content(chart)
    columns = tuple(Column(head, 20.0 if at == 0 else 10.0) for at, head in enumerate(heads))
    return Table(columns, tuple(rows), chart.title, chart.unit, chart.name, "small")


def _content(chart: Chart) -> tuple[tuple[Words, ...], list[tuple[Cell, ...]]]:
    value = Message("Value")
    match chart:
        case Bars() | Lines() | PairedBars():
            if isinstance(chart, PairedBars):
                series = (*chart.before, *chart.after, *((chart.line,) if chart.line else ()))
            else:
                series = chart.series
            names = tuple(row.name for row in series)
            cells = zip(chart.categories, *(row.values for row in series), strict=True)
            return ("", *names), list(cells)
        case Fan():
            levels = tuple(f"P{level}" for level, _ in chart.percentiles)
            values = (values for _, values in chart.percentiles)
            return ("", Message("Base case"), *levels), list(
                zip(chart.years, chart.base, *values, strict=True)
            )
        case Cumulative():
            steps = [
                (f"P{at}", percentile)
                for at, percentile in enumerate(chart.percentiles, 1)
                if at % 10 == 0 or at in (1, 5, 95, 99)
            ]
            return ("", value), [(Message("Base case"), chart.base), *steps, *chart.thresholds]
        case Tornado():
            return ("", "P10", "P90"), list(chart.bars)
        case Waterfall():
            rows: list[tuple[Cell, ...]] = []
            level = 0.0
            for name, change in chart.steps:
                level += change or 0.0
                rows.append((name, level if change is None else change))
            return ("", value), rows
        case Sankey():
            sides = ((Message("Input"), chart.inputs), (Message("Output"), chart.outputs))
            return ("", "", value), [
                (side, name, flow) for side, flows in sides for name, flow in flows
            ]
        case FiringDiagram():
            return ("", "t/h", "MW"), [
                (Message("Maximum"), chart.highest_t_per_h, chart.highest_mw),
                (Message("Minimum"), chart.lowest_t_per_h, chart.lowest_mw),
            ]
        case RiskMatrix():
            return (Message("Probability"), Message("Impact"), Message("Risks")), [
                (chart.levels[up], chart.levels[across], ", ".join(map(str, numbers)))
                for up, across, numbers in chart.cells
            ]
    return (value,), []
