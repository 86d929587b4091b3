"""Figures of a result as rows and tables: label, value, unit; each under the name of its card."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, TypeAlias

import numpy as np

from wte_ppp.blocks import (
    Bars,
    Block,
    Cell,
    Column,
    Number,
    PairedBars,
    Paragraph,
    Table,
    Waterfall,
    Words,
)
from wte_ppp.currencies import sums_of
from wte_ppp.feasibility.hanging import hangs_on_unknown
from wte_ppp.feasibility.outcomes import MILLION as MILLION
from wte_ppp.feasibility.outcomes import ResultSection, card_of
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, sentence
from wte_ppp.money_words import unit_words

NOT_STATED = Message("not stated")
MOST_COLUMNS = 13  # of millions in small letters
YEAR = Message("Year")
VALUE, UNIT = Column(Message("Value"), 14, numbers=True), Column(Message("Unit"), 20)
FIGURE_COLUMNS = (Column("", 66), VALUE, UNIT)
Row: TypeAlias = tuple[Cell | tuple[Cell, ...], ...]


def scalar_names(part: ResultSection) -> list[str]:
    """Names of a base case's outcomes that are one number, in their order."""
    return [name for name in type(part).model_fields if isinstance(getattr(part, name), float)]


def number(value: Any) -> float:
    """The one number of a base case's outcome."""
    return float(np.asarray(value))


def label_of(part: ResultSection, name: str) -> Message:
    """The one name of a figure on every paper."""
    return sentence(card_of(type(part).model_fields[name]).label)


def unit_text(unit: str) -> Words:
    """A unit in the reader's language, nothing for a ratio."""
    return unit_words(unit) if unit else ""


def scaled(value: float, unit: str) -> tuple[float, Words]:
    """A value as reports show it: sums of money in millions or billions."""
    money = sums_of(unit)
    return (value, unit_text(unit)) if money is None else (value / money.scale, money.sums)


def figure_rows(part: ResultSection, names: Iterable[str]) -> tuple[Row, ...]:
    """Label, value and unit of some figures, as their cards show them."""
    rows: list[Row] = []
    for name in names:
        card = card_of(type(part).model_fields[name])
        value = shown_figure(part, name)
        _, unit = scaled(1.0, part.money.unit(card.unit))
        rows.append((sentence(card.label), value, unit))
    return tuple(rows)


def shown_figure(part: ResultSection, name: str) -> Cell:
    """A figure as its card shows it; "not stated" where it hangs on an unknown input."""
    value = number(getattr(part, name))
    if math.isnan(value) and hangs_on_unknown(part, name):
        return NOT_STATED
    return card_of(type(part).model_fields[name]).cell(value, part.money)


def figure_table(part: ResultSection, names: Iterable[str], name: str = "") -> Table:
    """Table of some figures of a part."""
    return Table(FIGURE_COLUMNS, figure_rows(part, names), name=name)


def beside(left: Table, right: Table) -> Table:
    """Two narrow tables in one, side by side; the shorter one ends in empty cells."""
    no_left, no_right = ("",) * len(left.columns), ("",) * len(right.columns)
    return Table(
        (*left.columns, Column("", 3), *right.columns),
        tuple(
            (*(first or no_left), "", *(second or no_right))
            for first, second in zip_longest(left.rows, right.rows)
        ),
        name=left.name,
        size=left.size,
    )


def signed_percent(value: Any) -> Words | None:
    """Signed difference in percent; None where it is not defined."""
    percent = number(value)
    return Message("{change:+.1f} %", change=percent) if math.isfinite(percent) else None


def input_value(result: StudyResult, path: str) -> float | str | None:
    """Value of an input by its dotted path; None where there is none."""
    return next((row.value for row in result.inputs if row.path == path), None)


def input_number(result: StudyResult, path: str) -> float:
    """Number of an input by its dotted path; NaN where there is none."""
    value = input_value(result, path)
    return value if isinstance(value, float) else math.nan


def price_year(result: StudyResult) -> int | float:
    """Year in whose prices tipping fees are stated; NaN where there is none."""
    year = input_number(result, "finance.price_year")
    return int(year) if math.isfinite(year) else year


def operation_years(result: StudyResult) -> list[int]:
    """Calendar years of operation."""
    finance = result.finance
    return [int(year) for year in finance.calendar_year[finance.operation_year >= 1]]


def all_years(result: StudyResult) -> list[int]:
    """Calendar years of construction and operation."""
    return [int(year) for year in result.finance.calendar_year]


def by_year(result: StudyResult, columns: Mapping[Words, Any], name: str) -> Table:
    """Table of whole numbers, one row an operation year."""
    rows = tuple(
        (year, *(float(series[at]) for series in columns.values()))
        for at, year in enumerate(operation_years(result))
    )
    heads = tuple(Column(head, 92 / len(columns), ",.0f", numbers=True) for head in columns)
    return Table((Column(YEAR, 8), *heads), rows, name=name, size="small")


def in_millions(
    result: ResultSection,
    years: Sequence[int],
    columns: Mapping[Words, Any],
    plain: Mapping[Words, Any] | None = None,
    name: str = "",
) -> Table:
    """Table of sums with two decimals a year, then columns that are not money."""
    others = plain or {}
    rows = tuple(
        (
            year,
            *(float(series[at]) / result.money.scale for series in columns.values()),
            *(defined(series[at]) for series in others.values()),
        )
        for at, year in enumerate(years)
    )
    heads = [*columns, *others]
    return Table(
        (Column(YEAR, 9), *(Column(head, 12, ",.2f", numbers=True) for head in heads)),
        rows,
        name=name,
        # No head of a column breaks within a word.
        size="small" if len(heads) <= MOST_COLUMNS else "tiny",
    )


def if_stated(chart: Waterfall | Bars | PairedBars) -> Block:
    """A chart of sums, or words in its place where a part of the sums is not stated."""
    if isinstance(chart, Waterfall):
        values = [value for _, value in chart.steps]
    else:
        series = chart.series if isinstance(chart, Bars) else (*chart.before, *chart.after)
        values = [value for row in series for value in row.values]
    if not any(value is not None and math.isnan(value) for value in values):
        return chart
    return no_chart(chart.title)


def no_chart(title: Words) -> Paragraph:
    """Words in place of a chart without figures."""
    return Paragraph(
        Message("{chart}: no chart, since figures of it are not stated.", chart=title), "note"
    )


def defined(value: Any) -> float | None:
    """A number, None where it is not defined."""
    figure = number(value)
    return figure if math.isfinite(figure) else None


def whole(value: Any) -> Number:
    """A number without decimals."""
    return Number(number(value), ",.0f")


def joined(*texts: Words) -> Message:
    """Sentences that follow each other in one place."""
    return Message("{sentences: }", sentences=texts)
