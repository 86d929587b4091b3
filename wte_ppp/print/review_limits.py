"""The sheet of emission limits in a review workbook: empty to be filled in, or as they stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wte_ppp.guidance.limits import EmissionLimits, averaging_in_words
from wte_ppp.guidance.review.entered_limits import POLLUTANTS
from wte_ppp.guidance.review.layout import (
    CHOICES,
    FREE_LIMITS,
    LIMIT_COLUMNS,
    LIMIT_HEAD,
    LIMIT_UNITS,
)
from wte_ppp.guidance.review.rows import Row
from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.print.sheet_paper import lines_of

COUNTS = ("o2_percent", "temperature_c", "limit")


@dataclass(frozen=True)
class LimitsSheet:
    """What the sheet is written with.

    `said` gives words in the reader's language; `choose` lets the rows of a column, first and last,
    be one of some words.
    """

    sheet: Any
    formats: Mapping[str, Any]
    said: Callable[[Text | str], str]
    choose: Callable[[Any, int, int, int, Sequence[str]], None]

    def to_fill_in(self) -> None:
        """Cells for a country's limits."""
        first = self._heads(0, "head_entry")
        for number, column in enumerate(LIMIT_HEAD):
            self._entry(number, 1, column.key)
        last = first + FREE_LIMITS - 1
        for number in range(first, last + 1):
            for place, column in enumerate(LIMIT_COLUMNS):
                self._entry(number, place, column.key)
        averaging = [self.said(Message(word)) for word in CHOICES["averaging"].values()]
        for place, words in ((0, list(POLLUTANTS)), (2, LIMIT_UNITS), (3, averaging)):
            self.choose(self.sheet, first, last, place, words)
        at = len(LIMIT_HEAD) - 1
        gas = [self.said(Message(word)) for word in CHOICES["gas"].values()]
        self.choose(self.sheet, at, at, 1, gas)
        self.sheet.freeze_panes(first, 1)

    def as_they_stand(self, rows: Sequence[Row]) -> None:
        """Limits that a profile holds, one block a day, all cells locked."""
        number = 0
        for row in rows:
            assert isinstance(row.value, EmissionLimits)
            begins = Message("Holds from {day}", day=row.since)
            when = () if row.when is None else (row.when,)
            title = self.said(Message("{parts:; }", parts=(begins, *when)))
            self.sheet.write_string(number, 0, title, self.formats["title"])
            number = self._block(number + 1, row.value, row.by_profile) + 1

    def _block(self, first: int, limits: EmissionLimits, by: str) -> int:
        number = self._heads(first, "head")
        gas = CHOICES["gas"]["dry" if limits.dry else "wet"]
        head: tuple[float | str | None, ...] = (
            limits.o2_percent,
            limits.temperature_c,
            self.said(Message(gas)),
        )
        for place, value in enumerate(head):
            self._locked(first + place, 1, value)
        for limit in limits.rows:
            cells: tuple[float | str | None, ...] = (
                limit.pollutant, limit.limit, limit.unit,
                self.said(averaging_in_words(limit.averaging)),
                self.said(Quoted(limit.case, by)), limit.o2_percent,
            )  # fmt: skip
            for place, value in enumerate(cells):
                self._locked(number, place, value)
            number += 1
        return number

    def _heads(self, first: int, style: str) -> int:
        """Heads of the volume and of the columns; gives the first row below them."""
        for number, column in enumerate(LIMIT_HEAD, first):
            head = self.said(Message(column.head))
            self.sheet.write_string(number, 0, head, self.formats[style])
        below, height = first + len(LIMIT_HEAD), 1
        for place, column in enumerate(LIMIT_COLUMNS):
            self.sheet.set_column(place, place, column.width)
            head = self.said(Message(column.head))
            self.sheet.write_string(below, place, head, self.formats[style])
            height = max(height, lines_of(head, column.width - 2))
        self.sheet.set_row(below, 15 * height + 2)
        return below + 1

    def _entry(self, number: int, place: int, key: str) -> None:
        style = "entry_number" if key in COUNTS else "entry"
        self.sheet.write_blank(number, place, None, self.formats[style])

    def _locked(self, number: int, place: int, value: float | str | None) -> None:
        if isinstance(value, (int, float)):
            self.sheet.write_number(number, place, value, self.formats["number"])
        else:
            self.sheet.write_string(number, place, value or "", self.formats["text"])


def rows_to_fill_in(rows: Sequence[Row]) -> Iterator[str]:
    """Rules of limits that are not known."""
    return (row.rule_id for row in rows if row.kind == "limits" and row.value is None)
