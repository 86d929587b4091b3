"""What a spreadsheet says: values by cell, single cells by name, and what stands beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

# A spreadsheet takes a cell of text that begins so for a formula, and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS, MOST_COLUMNS = 2_000, 50

Value: TypeAlias = float | int | str | bool | None


@dataclass(frozen=True)
class Cell:
    """A cell: its value, its formula if it has one, whether it is shown as a percentage."""

    place: str
    value: Value
    formula: str = ""
    percent: bool = False


@dataclass(frozen=True)
class Remark:
    """What a file has beside its cells: `comment`, `hidden sheet`, `drawing`, `merged cells`...."""

    kind: str
    place: str
    text: str = ""


@dataclass(frozen=True)
class Workbook:
    """Values by sheet, row and column (from 0), single cells by defined name, and remarks.

    `formulas` says whether the format tells which cells are formulas.
    """

    path: str
    sheets: Mapping[str, tuple[tuple[Cell, ...], ...]]
    names: Mapping[str, Cell]
    remarks: tuple[Remark, ...] = ()
    formulas: bool = True


def column_letters(column: int) -> str:
    """Letters of a column, from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
