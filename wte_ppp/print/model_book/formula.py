"""Formulas by the names of rows: read once, then valued in Python and written as cells.

A formula is what a spreadsheet would hold, with rows by name in place of cells:

- ``{cash}`` the row in the same column, or a single value;
- ``{cash<}`` and ``{cash>}`` the column before and after; beyond the ends there is nothing;
- ``{cash:}`` the whole row; ``{cash:<}`` the row up to this column.

What is not known is the spreadsheet's #N/A, here NaN: whatever asks for it is not known either, but
for what counts or tests.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Any, Protocol, TypeAlias

import numpy as np

Value: TypeAlias = Any  # a number, a text, None for an empty cell, or an array of a range's cells
TOKEN = re.compile(
    r"\s*(?:(?P<ref>\{[^{}]+\})|(?P<number>\d+)|(?P<text>\"[^\"]*\")"
    r"|(?P<name>[A-Z]+)(?=\()|(?P<op><=|>=|<>|[-+*/^=<>(),]))"
)
LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("+", "-"), ("*", "/"), ("^",))
DAY_ZERO = date(1899, 12, 30)


class FormulaError(ValueError):
    """A formula that cannot be read or valued."""


class Span(Enum):
    """Which cells of a row a reference means."""

    SAME = ""
    BEFORE = "<"
    AFTER = ">"
    ALL = ":"
    SO_FAR = ":<"


@dataclass(frozen=True)
class Reference:
    """A row, and which of its cells."""

    name: str
    span: Span


class Cells(Protocol):
    """What values are read from."""

    def at(self, reference: Reference, column: int) -> Value:
        """Value, or array of values, that a reference means in a column."""
        ...


Node: TypeAlias = Callable[[Cells, int], Value]


@dataclass(frozen=True)
class Formula:
    """A formula that has been read."""

    text: str
    references: tuple[Reference, ...]
    value: Node

    def cells(self, place: Callable[[Reference], str]) -> str:
        """The formula with each reference replaced by where it stands."""
        return re.sub(r"\{[^{}]+\}", lambda match: place(_reference(match[0])), self.text)


def renamed(text: str, names: Callable[[str], str]) -> str:
    """Formula with other names for rows.

    Examples
    --------
    >>> renamed("{tax<} + {debt}", lambda name: name + "~1" if name == "tax" else name)
    '{tax~1<} + {debt}'
    """

    def other(match: re.Match[str]) -> str:
        reference = _reference(match[0])
        return "{" + names(reference.name) + reference.span.value + "}"

    return re.sub(r"\{[^{}]+\}", other, text)


@cache
def parsed(text: str) -> Formula:
    """Read a formula.

    Parameters
    ----------
    text
        Without the equals sign.

    Returns
    -------
    Formula
        Ready to be valued or written.

    Raises
    ------
    FormulaError
        Where it cannot be read.

    Examples
    --------
    >>> parsed("MAX({cash<} - {debt}, 0)").references
    (Reference(name='cash', span=<Span.BEFORE: '<'>), Reference(name='debt', span=<Span.SAME: ''>))
    """
    reader = _Reader(text)
    node = reader.expression(0)
    if reader.peek() is not None:
        raise FormulaError(f"{text}: cannot read from {reader.peek()}")
    return Formula(text, tuple(dict.fromkeys(reader.references)), node)


@cache
def _reference(text: str) -> Reference:
    match = re.fullmatch(r"\{([\w.~ ]+?)(<|>|:<|:)?\}", text)
    if match is None:
        raise FormulaError(f"{text} is no reference")
    return Reference(match[1], Span(match[2] or ""))


class _Reader:
    """Reads by precedence, as Excel has it, but that a sign stands before a power."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.references: list[Reference] = []
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            match = TOKEN.match(text, at)
            if match is None:
                raise FormulaError(f"{text}: cannot read from {text[at:]}")
            kind = str(match.lastgroup)
            self.tokens.append((kind, match[kind]))
            at = match.end()
        self.place = 0

    def peek(self) -> str | None:
        return self.tokens[self.place][1] if self.place < len(self.tokens) else None

    def take(self) -> tuple[str, str]:
        if self.place >= len(self.tokens):
            raise FormulaError(f"{self.text}: ends too early")
        self.place += 1
        return self.tokens[self.place - 1]

    def expect(self, wanted: str) -> None:
        if self.take()[1] != wanted:
            raise FormulaError(f"{self.text}: {wanted} is missing")

    def expression(self, level: int) -> Node:
        if level == len(LEVELS):
            return self.atom()
        left = self.expression(level + 1)
        while self.peek() in LEVELS[level]:
            operator = OPERATORS[self.take()[1]]
            left = _binary(operator, left, self.expression(level + 1))
        return left

    def atom(self) -> Node:
        kind, token = self.take()
        if kind == "ref":
            reference = _reference(token)
            self.references.append(reference)
            return lambda cells, column: cells.at(reference, column)
        if kind == "number":
            number = float(token)
            return lambda cells, column: number
        if kind == "text":
            inside = token[1:-1]
            return lambda cells, column: inside
        if kind == "name":
            return self.call(token)
        if token == "(":
            inner = self.expression(0)
            self.expect(")")
            return inner
        raise FormulaError(f"{self.text}: {token} is out of place")

    def call(self, name: str) -> Node:
        self.expect("(")
        if name == "NA":
            self.expect(")")
            return lambda cells, column: math.nan
        parts = [self.expression(0)]
        while self.peek() == ",":
            self.take()
            parts.append(self.expression(0))
        self.expect(")")
        if name == "IF":
            return _choice(*parts)
        if name not in FUNCTIONS:
            raise FormulaError(f"{self.text}: {name} is not known")
        function = FUNCTIONS[name]
        return lambda cells, column: function(*(part(cells, column) for part in parts))


def _binary(operator: Callable[[Any, Any], Any], left: Node, right: Node) -> Node:
    return lambda cells, column: operator(left(cells, column), right(cells, column))


def _choice(test: Node, then: Node, other: Node) -> Node:
    def chosen(cells: Cells, column: int) -> Value:
        found = test(cells, column)
        if is_unknown(found):
            return found
        return then(cells, column) if found else other(cells, column)

    return chosen


def is_unknown(value: Value) -> bool:
    """Whether a single value is #N/A.

    Examples
    --------
    >>> is_unknown(math.nan), is_unknown(0.0), is_unknown(None)
    (True, False, False)
    """
    return isinstance(value, float) and math.isnan(value)


def _number(value: Value) -> Any:
    """A value in arithmetic: an empty cell counts as 0, a text not at all."""
    if value is None:
        return 0.0
    if isinstance(value, str):
        raise FormulaError(f"text {value!r} in arithmetic")
    return value


def _compared(test: Callable[[Any, Any], Any]) -> Callable[[Value, Value], Any]:
    def compare(left: Value, right: Value) -> Any:
        if isinstance(left, str) or isinstance(right, str):
            if is_unknown(left) or is_unknown(right):
                return math.nan
            return 1.0 if test(left or "", right or "") else 0.0
        left, right = _number(left), _number(right)
        if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
            unknown = np.isnan(np.asarray(left + right, dtype=float))
            return np.where(unknown, np.nan, test(left, right))
        return math.nan if math.isnan(left + right) else test(left, right) * 1.0

    return compare


def _arithmetic(rule: Callable[[Any, Any], Any]) -> Callable[[Value, Value], Any]:
    return lambda left, right: rule(_number(left), _number(right))


OPERATORS: dict[str, Callable[[Value, Value], Any]] = {
    "+": _arithmetic(lambda a, b: a + b),
    "-": _arithmetic(lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b),
    "/": _arithmetic(lambda a, b: a / b),
    "^": _arithmetic(lambda a, b: a**b),
    "=": _compared(lambda a, b: a == b),
    "<>": _compared(lambda a, b: a != b),
    "<": _compared(lambda a, b: a < b),
    ">": _compared(lambda a, b: a > b),
    "<=": _compared(lambda a, b: a <= b),
    ">=": _compared(lambda a, b: a >= b),
}


def _numbers(parts: Sequence[Value]) -> Iterator[float]:
    """Numbers in cells and ranges; empty cells and texts do not count."""
    for part in parts:
        for value in part.tolist() if isinstance(part, np.ndarray) else (part,):
            if value is not None and not isinstance(value, str):
                yield float(value)


def _sum(*parts: Value) -> float:
    return math.fsum(_numbers(parts))


def _all_known(rule: Callable[[list[float]], float]) -> Callable[..., float]:
    """A rule of the numbers in cells and ranges, not known where one of them is not."""

    def found(*parts: Value) -> float:
        numbers = [*_numbers(parts)]
        return math.nan if any(map(math.isnan, numbers)) else rule(numbers)

    return found


def _average(*parts: Value) -> float:
    numbers = [*_numbers(parts)]
    return math.fsum(numbers) / len(numbers)


def _sum_if(where: np.ndarray, wanted: Value, amounts: np.ndarray) -> float:
    return float(np.sum(np.where(where == wanted, amounts, 0.0)))


def _index(cells: np.ndarray, place: float) -> Value:
    if is_unknown(place):
        return place
    at = int(place)
    if not 1 <= at <= cells.size:
        raise FormulaError(f"place {at} of {cells.size}")
    return cells[at - 1].item() if hasattr(cells[at - 1], "item") else cells[at - 1]


def _day(year: float, month: float, day: float) -> float:
    months = int(year) * 12 + int(month) - 1
    first = date(months // 12, months % 12 + 1, 1)
    return float((first - DAY_ZERO).days) + day - 1


def _on(serial: float) -> date:
    return DAY_ZERO + timedelta(days=int(serial))


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "ABS": lambda value: abs(_number(value)),
    "AND": _all_known(lambda numbers: float(all(numbers))),
    "AVERAGE": _average,
    "COUNT": lambda *parts: float(sum(not math.isnan(number) for number in _numbers(parts))),
    "COUNTIF": lambda where, wanted: float(np.sum(where == wanted)),
    "DATE": _day,
    "INDEX": _index,
    "INT": lambda value: value if is_unknown(value) else float(math.floor(_number(value))),
    "ISNA": lambda value: float(is_unknown(value)),
    "ISNUMBER": lambda value: float(isinstance(value, float | int) and not is_unknown(value)),
    "MAX": _all_known(lambda numbers: max(numbers, default=0.0)),
    "MIN": _all_known(lambda numbers: min(numbers, default=0.0)),
    "MONTH": lambda serial: float(_on(serial).month),
    "OR": _all_known(lambda numbers: float(any(numbers))),
    "SIGN": lambda value: float(np.sign(_number(value))),
    "SUM": _sum,
    "SUMIF": _sum_if,
    "SUMPRODUCT": lambda array: float(np.sum(array)),
    "YEAR": lambda serial: float(_on(serial).year),
}
