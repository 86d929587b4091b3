"""Tables of outcomes: description, value, unit."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from reportlab.platypus import Flowable

from wte_ppp.feasibility.outcomes import ResultSection, unit_of
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.layout import grid
from wte_ppp.reports.text import quantity

__all__ = [
    "MILLION",
    "by_year",
    "difference",
    "input_value",
    "number",
    "outcome_rows",
    "outcome_table",
    "price_year",
    "scalar_names",
]

MILLION = 1e6


def scalar_names(part: ResultSection) -> list[str]:
    """Names of a base case's outcomes that are one number, in their order."""
    return [name for name in type(part).model_fields if isinstance(getattr(part, name), float)]


def outcome_rows(part: ResultSection, names: Sequence[str]) -> list[list[str]]:
    """Description, value and unit of some outcomes; money in millions."""
    rows = []
    for name in names:
        field = type(part).model_fields[name]
        value, unit = getattr(part, name), unit_of(field)
        if unit == "USD":
            value, unit = value / MILLION, "million USD"
        # A calendar year is a name, not a quantity.
        is_year = name.endswith("_year") and not unit and np.isfinite(value)
        rows.append([str(field.description), f"{value:.0f}" if is_year else quantity(value), unit])
    return rows


def outcome_table(part: ResultSection, names: Sequence[str], lacking: list[str]) -> Flowable:
    """Table of some outcomes of a part; `lacking` takes notes on missing glyphs."""
    rows = outcome_rows(part, names)
    return grid(("", "Value", "Unit"), rows, (60, 18, 22), numbers=(1,), notes=lacking)


def number(value: Any) -> float:
    """The one number of a base case's outcome."""
    return float(np.asarray(value))


def difference(value: Any) -> str:
    """Signed difference in percent; a dash where it is not defined."""
    percent = number(value)
    return f"{percent:+.1f} %" if np.isfinite(percent) else quantity(None)


def input_value(result: StudyResult, path: str) -> float | str | None:
    """Value of an input by its dotted path; None where there is none."""
    return next((row.value for row in result.inputs if row.path == path), None)


def price_year(result: StudyResult) -> str:
    """Year in whose prices tipping fees are stated."""
    year = input_value(result, "finance.price_year")
    return f"{year:.0f}" if isinstance(year, float) else quantity(None)


def by_year(result: StudyResult, columns: Mapping[str, Any]) -> Flowable:
    """Table of whole numbers, one row an operation year."""
    calendar = result.finance.calendar_year[result.finance.operation_year >= 1]
    rows = [
        [f"{year:.0f}", *(quantity(round(float(one[index]))) for one in columns.values())]
        for index, year in enumerate(calendar)
    ]
    return grid(
        ("Year", *columns),
        rows,
        (8, *([92 / len(columns)] * len(columns))),
        numbers=range(1, len(columns) + 1),
        size=7,
    )
