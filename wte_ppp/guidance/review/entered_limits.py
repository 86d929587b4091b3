"""The sheet of emission limits of a new country, as a profile would hold them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import ValidationError

from wte_ppp.documents import Problem
from wte_ppp.field_problems import problems
from wte_ppp.guidance.limits import EmissionLimits, Pollutant
from wte_ppp.guidance.review.entered import (
    SAYS_NOTHING,
    UnclearError,
    text_of,
    value_of,
    word_of,
)
from wte_ppp.guidance.review.layout import LIMIT_COLUMNS, LIMIT_HEAD, LIMITS, Column
from wte_ppp.spreadsheets import Cell, Workbook

POLLUTANTS: Mapping[str, str] = {name: name for name in get_args(Pollutant)}
# What a row may leave empty: limits of every plant, at the oxygen of the head.
OPTIONAL = ("case", "o2_percent")
# Letters and signs that look alike.
ALIKE = str.maketrans({"³": "3", "\N{GREEK SMALL LETTER MU}": "\N{MICRO SIGN}"})


@dataclass
class EnteredLimits:
    """Limits as a rule's value, None where nothing stands; the first cell; cells at fault."""

    book: Workbook
    words: Mapping[str, Mapping[str, str]]
    value: Mapping[str, Any] | None = None
    place: str = f"{LIMITS}!A{len(LIMIT_HEAD) + 2}"
    faults: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        """Take the cells: the head's, then each row in which something stands."""
        sheet = self.book.sheets[LIMITS]
        heads = [_cell(sheet, number, 1) for number in range(1, len(LIMIT_HEAD) + 1)]
        rows = [
            [_cell(sheet, number, place) for place in range(len(LIMIT_COLUMNS))]
            for number in range(len(LIMIT_HEAD) + 2, len(sheet) + 1)
        ]
        rows = [row for row in rows if any(map(_is_filled, row))]
        if not rows and not any(map(_is_filled, heads)):
            return
        cells = dict(self._named("", LIMIT_HEAD, heads))
        body = self._taken("", LIMIT_HEAD, heads)
        body["rows"] = []
        for number, row in enumerate(rows):
            cells |= self._named(f"rows.{number}.", LIMIT_COLUMNS, row)
            body["rows"].append(self._taken(f"rows.{number}.", LIMIT_COLUMNS, row))
        self.value = {"limits": body}
        self._validate(body, cells)

    def _named(
        self, lead: str, columns: Sequence[Column], cells: Sequence[Cell]
    ) -> Iterator[tuple[str, str]]:
        for column, cell in zip(columns, cells, strict=True):
            yield f"{lead}{column.key}", f"{cell.place} ({column.head})"

    def _taken(self, lead: str, columns: Sequence[Column], cells: Sequence[Cell]) -> dict[str, Any]:
        """What cells say, by key; what cannot be taken is left out and told."""
        taken = {}
        for column, cell in zip(columns, cells, strict=True):
            try:
                if text_of(cell):
                    taken[column.key] = self._how(column.key)(cell)
                elif not lead or column.key not in OPTIONAL:
                    raise UnclearError("nothing", "what the article says", "fill it in")
            except UnclearError as error:
                self.faults.append(
                    Problem(self.book.path, None, f"{cell.place} ({column.head})", *error.fault)
                )
        return taken

    def _how(self, key: str) -> Callable[[Cell], Any]:
        words = self.words
        return {
            "dry": lambda cell: word_of(cell, words["gas"]) == "dry",
            "pollutant": lambda cell: word_of(cell, POLLUTANTS),
            "averaging": lambda cell: word_of(cell, words["averaging"]),
            "unit": lambda cell: text_of(cell).translate(ALIKE),
            "case": _case,
        }.get(key, _number)

    def _validate(self, body: Mapping[str, Any], cells: Mapping[str, str]) -> None:
        """Faults of limits as a profile would hold them, where each cell could be taken."""
        if self.faults:
            return
        try:
            EmissionLimits.model_validate(body)
        except ValidationError as error:
            for fault in problems(error, EmissionLimits):
                place = cells.get(fault.field) or cells.get(f"{fault.field}.pollutant", self.place)
                self.faults.append(
                    Problem(self.book.path, None, place, fault.found, fault.allowed, fault.action)
                )


def _cell(sheet: Sequence[Sequence[Cell]], number: int, place: int) -> Cell:
    row = sheet[number - 1] if number <= len(sheet) else ()
    return row[place] if place < len(row) else Cell(f"{LIMITS}!{'ABCDEF'[place]}{number}", None)


def _is_filled(cell: Cell) -> bool:
    return bool(cell.formula) or bool(str("" if cell.value is None else cell.value).strip())


def _number(cell: Cell) -> Any:
    value = value_of(cell, "number", {})
    if isinstance(value, (bool, Mapping)):
        raise UnclearError(repr(text_of(cell)), "one number", "write a row for each limit")
    return value


def _case(cell: Cell) -> str:
    text = text_of(cell)
    if text.casefold() in SAYS_NOTHING:
        raise UnclearError(repr(text), "size or age of the plant, or nothing", "empty the cell")
    return text
