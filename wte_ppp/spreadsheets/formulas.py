"""A cell computed anew, to hold against the value that is stored with it."""

import math
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation

from wte_ppp.spreadsheets.workbook import Cell, Workbook, column_letters

DEEPEST = 40
MOST_CELLS = 2_000
LONGEST = 2_000
SAME = 1e-9
TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)
    |(?P<range>(?:'[^']+'!|\w+!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(])
    |(?P<name>[A-Z]+)\(
    |(?P<mark>[-+*/^%(),;])
    )""",
    re.X,
)
BLOCKS = re.compile(r"\[\.?([^\]]+)\]")


class _CannotSayError(ValueError):
    """A formula beyond plain arithmetic."""


def recomputed(cell: Cell, book: Workbook) -> float | None:
    """Value of a cell's formula, computed from the numbers it reads.

    Parameters
    ----------
    cell
        With a formula of plain arithmetic, SUM, PRODUCT, AVERAGE, MIN, MAX, ROUND, ROUNDUP,
        ROUNDDOWN, ABS or INT.
    book
        In which it stands.

    Returns
    -------
    float | None
        None where the formula is more than that, or reads text or other files.
    """
    places = {other.place: other for rows in book.sheets.values() for row in rows for other in row}
    try:
        value = _Reader(places, cell.place, [MOST_CELLS]).value_of(cell, 0)
    except (_CannotSayError, ZeroDivisionError, OverflowError, InvalidOperation, RecursionError):
        return None
    return value if math.isfinite(value) else None


def differs(stored: float, computed: float) -> bool:
    """Whether two values differ by more than the last digits of a binary number."""
    return not math.isclose(stored, computed, rel_tol=SAME, abs_tol=SAME)


class _Reader:
    """Cells by place; `left` is shared by all that one formula reads, however it winds."""

    def __init__(self, places: Mapping[str, Cell], place: str, left: list[int]) -> None:
        self.places, self.sheet, self.left = places, place.rpartition("!")[0], left

    def value_of(self, cell: Cell, depth: int) -> float:
        """A number as it stands, a formula as it computes; nothing is zero, as in Excel."""
        self.left[0] -= 1
        if depth > DEEPEST or self.left[0] < 0:
            raise _CannotSayError
        if cell.formula:
            inner = _Reader(self.places, cell.place, self.left)
            return _Parser(inner, _tokens(cell.formula), depth).whole()
        if cell.value is None:
            return 0.0
        if isinstance(cell.value, (bool, str)):
            raise _CannotSayError
        return float(cell.value)

    def cells(self, text: str) -> list[Cell]:
        """Cells of a reference or a range."""
        sheet, mark, cells = text.replace("$", "").rpartition("!")
        sheet = sheet.strip("'") if mark else self.sheet
        first, _, last = cells.partition(":")
        (left, top), (right, bottom) = _corner(first), _corner(last or first)
        if (right - left + 1) * (bottom - top + 1) > MOST_CELLS:
            raise _CannotSayError
        names = [
            f"{sheet}!{column_letters(column)}{row}"
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        return [self.places.get(name, Cell(name, None)) for name in names]


def _tokens(formula: str) -> list[tuple[str, str]]:
    text = formula
    if text.startswith("of:"):
        # OpenDocument: of:=SUM([.B1:.B3];[$Sheet.C1])
        text = BLOCKS.sub(lambda found: _of_excel(found[1]), text.removeprefix("of:"))
    text = text.removeprefix("=")
    if len(text) > LONGEST:
        raise _CannotSayError
    tokens: list[tuple[str, str]] = []
    place = 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if found is None:
            raise _CannotSayError
        tokens.append((str(found.lastgroup), str(found[str(found.lastgroup)])))
        place = found.end()
    return tokens


def _of_excel(reference: str) -> str:
    first, colon, last = reference.partition(":")
    sheet, dot, cell = first.rpartition(".")
    sheet = sheet.replace("$", "")
    head = f"{sheet}!" if dot and sheet else ""
    return f"{head}{cell}{colon}{last.rpartition('.')[2]}"


def _corner(cell: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    if found is None:
        raise _CannotSayError
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])


class _Parser:
    """Arithmetic by descent: sums of products of powers of what stands in brackets."""

    def __init__(self, reader: _Reader, tokens: list[tuple[str, str]], depth: int) -> None:
        self.reader, self.tokens, self.depth = reader, tokens[::-1], depth

    def whole(self) -> float:
        value = self.sum()
        if self.tokens:
            raise _CannotSayError
        return value

    def take(self, *marks: str) -> str:
        if self.tokens and self.tokens[-1][0] == "mark" and self.tokens[-1][1] in marks:
            return self.tokens.pop()[1]
        return ""

    def sum(self) -> float:
        value = self.product()
        while mark := self.take("+", "-"):
            value = value + self.product() if mark == "+" else value - self.product()
        return value

    def product(self) -> float:
        value = self.power()
        while mark := self.take("*", "/"):
            value = value * self.power() if mark == "*" else value / self.power()
        return value

    def power(self) -> float:
        value = self.signed()
        while self.take("^"):
            value = float(value ** self.signed())
        return value

    def signed(self) -> float:
        # As Excel does: a sign binds closer than a power.
        sign = 1.0
        while mark := self.take("-", "+"):
            sign = -sign if mark == "-" else sign
        value = sign * self.single()
        while self.take("%"):
            value /= 100
        return value

    def single(self) -> float:
        if not self.tokens:
            raise _CannotSayError
        kind, text = self.tokens.pop()
        if kind == "number":
            return float(text)
        if kind == "range":
            cells = self.reader.cells(text)
            if len(cells) != 1:
                raise _CannotSayError
            return self.reader.value_of(cells[0], self.depth + 1)
        if kind == "name":
            return self.function(text)
        if text != "(":
            raise _CannotSayError
        value = self.sum()
        if not self.take(")"):
            raise _CannotSayError
        return value

    def function(self, name: str) -> float:
        values: list[float] = []
        while True:
            values += self.argument()
            if self.take(")"):
                break
            if not self.take(",", ";"):
                raise _CannotSayError
        if name not in FUNCTIONS or not values:
            raise _CannotSayError
        return FUNCTIONS[name](values)

    def argument(self) -> list[float]:
        """A range gives its numbers, as SUM passes over text and gaps; the rest one number."""
        if self.tokens and self.tokens[-1][0] == "range" and ":" in self.tokens[-1][1]:
            cells = self.reader.cells(self.tokens.pop()[1])
            return [
                self.reader.value_of(cell, self.depth + 1)
                for cell in cells
                if cell.formula or isinstance(cell.value, (int, float))
            ]
        return [self.sum()]


def _rounding(how: str) -> Callable[[list[float]], float]:
    def rounding(values: list[float]) -> float:
        digits = int(values[1]) if len(values) > 1 else 0
        return float(Decimal(repr(values[0])).quantize(Decimal(1).scaleb(-digits), how))

    return rounding


FUNCTIONS: Mapping[str, Callable[[list[float]], float]] = {
    "SUM": math.fsum,
    "PRODUCT": math.prod,
    "AVERAGE": lambda values: math.fsum(values) / len(values),
    "MIN": min,
    "MAX": max,
    "ABS": lambda values: abs(values[0]),
    "INT": lambda values: float(math.floor(values[0])),
    "ROUND": _rounding(ROUND_HALF_UP),
    "ROUNDUP": _rounding(ROUND_UP),
    "ROUNDDOWN": _rounding(ROUND_DOWN),
}
