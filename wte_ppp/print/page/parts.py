"""What a page is made of: sections with figures, pictures and tables of cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.chapters.outcome_tables import MILLION, number
from wte_ppp.numbers import NOT_DEFINED, quantity
from wte_ppp.print.page.charts import Chart
from wte_ppp.print.text import safe_terminal

LONGEST_CELL = 600


@dataclass(frozen=True)
class Cell:
    """A cell: text as shown, and the number that it is sorted by, if it is one."""

    text: str
    number: float | None = None


@dataclass(frozen=True)
class Table:
    """A table with a caption; `numbers` are the columns set to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    searchable: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart with its title and the words for who cannot see it."""

    name: str
    title: str
    words: str
    spec: Chart


@dataclass(frozen=True)
class Picture:
    """A drawing of the report, as SVG, with the words for who cannot see it."""

    title: str
    words: str
    svg: str


@dataclass(frozen=True)
class Part:
    """A section of the page."""

    name: str
    title: str
    figures: tuple[Figure, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


def text(value: object) -> Cell:
    """Cell of words of any origin, made plain; a dash for none."""
    return Cell(NOT_DEFINED if value is None else safe_terminal(value, limit=LONGEST_CELL))


def amount(value: Any, digits: int = 3) -> Cell:
    """Cell of a number, sorted by its value; a dash where it is not defined."""
    found = number(value)
    return Cell(quantity(found, digits), found if np.isfinite(found) else None)


def _year(value: float) -> Cell:
    return Cell(f"{value:.0f}", value)


def millions(series: np.ndarray) -> list[float]:
    """Money of a series in millions."""
    return [float(one) / MILLION for one in series]


def by_year(caption: str, years: Iterable[float], columns: dict[str, Any]) -> Table:
    """Table with a row a year; columns by name hold a value a year."""
    rows = [
        (_year(year), *(amount(values[at]) for values in columns.values()))
        for at, year in enumerate(years)
    ]
    numbers = frozenset(range(1, len(columns) + 1))
    return Table(caption, ("Year", *columns), tuple(rows), numbers)
