"""Tables of outcomes: description, value, unit."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from reportlab.platypus import Flowable

from wte_ppp.feasibility.outcomes import ResultSection, unit_of
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.numbers import quantity
from wte_ppp.print.language import ENGLISH, Language, mark
from wte_ppp.print.layout import PAGE_WIDTH, Paper

MILLION = 1e6
MOST_WIDE = 13
VALUE, UNIT, YEAR = mark("Value"), mark("Unit"), mark("Year")
WHOLE = ("lines", "minimum_dscr_year", "locked_up_periods")  # counts and years
MILLION_USD = mark("million USD")


def scalar_names(part: ResultSection) -> list[str]:
    """Names of a base case's outcomes that are one number, in their order."""
    return [name for name in type(part).model_fields if isinstance(getattr(part, name), float)]


def scaled(value: float, unit: str) -> tuple[float, str]:
    """A value as it is told: sums of money in millions."""
    return (value / MILLION, MILLION_USD) if unit == "USD" else (value, unit)


def outcome_rows(
    part: ResultSection, names: Sequence[str], language: Language = ENGLISH
) -> list[list[str]]:
    """Description, value and unit of some outcomes; money in millions."""
    rows = []
    for name in names:
        field = type(part).model_fields[name]
        value, unit = scaled(getattr(part, name), unit_of(field))
        whole = name in WHOLE and value == value
        shown = f"{value:.0f}" if whole else None
        told = language.told
        rows.append([told(str(field.description)), shown or language.quantity(value), told(unit)])
    return rows


def outcome_table(
    paper: Paper,
    part: ResultSection,
    names: Sequence[str],
    width: float = PAGE_WIDTH,
    shares: tuple[int, int, int] = (60, 18, 22),
) -> Flowable:
    """Table of some outcomes of a part."""
    rows = outcome_rows(part, names, paper.language)
    header = ("", paper.say(VALUE), paper.say(UNIT))
    return paper.grid(header, rows, shares, numbers=(1,), width=width)


def number(value: Any) -> float:
    """The one number of a base case's outcome."""
    return float(np.asarray(value))


def difference(value: Any, language: Language | None = None) -> str:
    """Signed difference in percent; a dash where it is not defined."""
    percent = number(value)
    if not np.isfinite(percent):
        return quantity(None)
    return f"{language.fixed(percent, 1, sign=True) if language else f'{percent:+.1f}'} %"


def input_value(result: StudyResult, path: str) -> float | str | None:
    """Value of an input by its dotted path; None where there is none."""
    return next((row.value for row in result.inputs if row.path == path), None)


def price_year(result: StudyResult) -> str:
    """Year in whose prices tipping fees are stated."""
    year = input_value(result, "finance.price_year")
    return f"{year:.0f}" if isinstance(year, float) else quantity(None)


def by_year(paper: Paper, result: StudyResult, columns: Mapping[str, Any]) -> Flowable:
    """Table of whole numbers, one row an operation year."""
    calendar = result.finance.calendar_year[result.finance.operation_year >= 1]
    rows = [
        [f"{year:.0f}", *(paper.fixed(float(one[index]), 0) for one in columns.values())]
        for index, year in enumerate(calendar)
    ]
    shares = (8, *([92 / len(columns)] * len(columns)))
    numbers = range(1, len(columns) + 1)
    return paper.grid((paper.say(YEAR), *columns), rows, shares, numbers, size=7)


def in_millions(
    paper: Paper,
    years: Sequence[int],
    columns: Mapping[str, Any],
    plain: Mapping[str, Any] | None = None,
) -> Flowable:
    """Table of millions with two decimals a year, then columns that are not money."""
    others = plain or {}
    rows = [
        [
            str(year),
            *(paper.fixed(float(series[at]) / MILLION, 2) for series in columns.values()),
            *(paper.fixed(float(series[at]), 2) for series in others.values()),
        ]
        for at, year in enumerate(years)
    ]
    count = len(columns) + len(others)
    header = (paper.say(YEAR), *columns, *others)
    size = 6.5 if count <= MOST_WIDE else 5.8  # no head of a column breaks within a word
    return paper.grid(header, rows, (9, *([12] * count)), range(1, count + 1), size=size)
