"""One filled row of a review sheet: what was entered, cell by cell, and what is missing."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from wte_ppp.documents import Problem
from wte_ppp.guidance.reading import read_value
from wte_ppp.guidance.review.entered import (
    UnclearError,
    clause_of,
    day_of,
    month_or_day_of,
    text_of,
    value_of,
    word_of,
)
from wte_ppp.guidance.review.layout import COLUMNS, LIMITS
from wte_ppp.guidance.review.reading import Filled, Sheet
from wte_ppp.guidance.review.rows import Row
from wte_ppp.spreadsheets import Cell

Mode: TypeAlias = Literal["correct", "add", "answer"]
# Which column of the sheet a key of a dated value comes from.
ORIGIN: Mapping[str, str] = {
    "value": "value_seen", "unit": "unit_seen", "from": "since_seen", "source": "document_seen",
    "clause": "article_seen", "status": "kind_seen", "binding": "binds_seen", "text": "read_seen",
    "reviewed": "read_day", "reviewed_by": "initials", "note": "remark",
}  # fmt: skip
HEADS: Mapping[str, str] = {column.key: column.head for column in COLUMNS}


@dataclass
class FilledRow:
    """A filled row held against the row of the profile; faults carry their cell.

    After `read`, `said` holds what was entered by the keys of a dated value, without what the
    profile says already; `mode` is how it is taken: a value is corrected or confirmed at its place,
    added as a new one from a later day, or answers a question of the outline that had none. `today`
    is the last day on which something can have been read; None: it is not held.
    """

    sheet: Sheet
    filled: Filled
    row: Row
    said: dict[str, Any] = field(default_factory=dict)
    mode: Mode = "correct"
    table: bool = False
    today: datetime.date | None = None
    faults: list[Problem] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether the profile has a value here: no gap, no end, no open question."""
        return self.row.value is not None

    @property
    def is_remark(self) -> bool:
        """Whether nothing but a remark on a value was entered."""
        return self.known and {*self.said} <= {"note", "reviewed_by"}

    @property
    def is_hint(self) -> bool:
        """Whether nothing but where to ask was entered, of what is not known."""
        return not self.known and "note" in self.said and {*self.said} <= {"note", "reviewed_by"}

    def read(self) -> None:
        """Take the cells, and find how the row is meant and what it lacks."""
        self.said = self._entered()
        value = self.said.get("value")
        changed = value is not None
        if changed and self.known and self._is_same(value):
            del self.said["value"]
            changed = False
        self.mode = self._mode(changed)
        self._complete(changed)

    def fault(self, key: str, found: str, allowed: str, action: str) -> None:
        """A fault at the cell that a key of a dated value comes from."""
        if key == "value" and self.table:
            place = self.sheet.table_cells[self.row.rule_id]
            self.faults.append(Problem(self.sheet.path, None, place, found, allowed, action))
            return
        column = ORIGIN[key]
        cell = self.filled.cells[column]
        self.faults.append(self.sheet.problem(cell, HEADS[column], found, allowed, action))

    def _entered(self) -> dict[str, Any]:
        words, row = self.sheet.words, self.row
        said: dict[str, Any] = {
            "from": self._taken("from", month_or_day_of),
            "reviewed": self._taken("reviewed", self._day_read),
            "text": self._taken("text", word_of, words["read_seen"]),
            "status": self._taken("status", word_of, words["kind_seen"]),
            "binding": self._taken("binding", word_of, words["binds_seen"]),
            "source": self._taken("source", self._document),
            "clause": self._taken("clause", clause_of),
        }
        said |= {key: self._text(key) for key in ("unit", "reviewed_by", "note")}
        if said["unit"] == row.unit:
            said["unit"] = ""
        wants = self._text("value")
        table = self.sheet.tables.get(row.rule_id)
        if table is not None and wants:
            self.fault("value", "a value, beside a table", "one of them", "remove the other")
            self.table = True
        elif table is not None:
            self.table, said["value"] = True, table
        elif wants and row.kind == "limits" and not self.known:
            allowed = f"nothing: limits stand in the sheet {LIMITS}"
            self.fault("value", repr(wants)[:60], allowed, "enter them there")
        elif wants and not row.is_plain:
            allowed = "nothing: a table, scale or limits are changed in the file"
            self.fault("value", repr(wants)[:60], allowed, "confirm it by day and initials")
        else:
            said["value"] = self._taken("value", value_of, row.kind, words["answer"])
        return {key: value for key, value in said.items() if value not in (None, "")}

    def _taken(self, key: str, how: Any, *more: Any) -> Any:
        """What a cell says; None where it is empty or says nothing that can be taken."""
        if not self._text(key):
            return None
        try:
            return how(self.filled.cells[ORIGIN[key]], *more)
        except UnclearError as error:
            self.fault(key, *error.fault)
            return None

    def _text(self, key: str) -> str:
        return text_of(self.filled.cells[ORIGIN[key]])

    def _day_read(self, cell: Cell) -> str:
        day = day_of(cell)
        if self.today is not None and day > self.today.isoformat():
            raise UnclearError(day, f"a day up to {self.today.isoformat()}", "correct it")
        return day

    def _document(self, cell: Cell) -> str:
        name = text_of(cell)
        key = self.sheet.named.get(name.casefold())
        if key is None:
            raise UnclearError(
                repr(name)[:60], "a short name of the sheet Documents", "add it there"
            )
        return key

    def _is_same(self, value: Any) -> bool:
        try:
            return bool(read_value(value) == self.row.value)
        except ValueError:
            return False

    def _mode(self, changed: bool) -> Mode:
        """How the row is meant, by its day: a later one with another value is another law."""
        since, first = self.said.get("from"), str(self.row.raw.get("from", ""))
        if self.row.place is None:
            return "answer"
        if since is None or since == first:
            self.said.pop("from", None)
        elif since > first and (changed or not self.known):
            return "add"
        elif since < first and changed and self.known:
            allowed = f"a day from {first}, or the value as it was"
            self.fault("from", since, allowed, "enter earlier law in the file")
        return "correct"

    def _complete(self, changed: bool) -> None:
        """What a change or a confirmation cannot do without."""
        if self.is_hint:
            return
        if self.is_remark:
            if "note" in self.said:
                self._lacks("reviewed_by", "initials beside a remark")
            else:
                self._lacks("reviewed", "the day on which it was read, beside initials")
            return
        needed = {
            "reviewed": "the day on which it was read",
            "text": "what was read",
            "reviewed_by": "initials",
        }
        if changed or not self.known:
            needed["clause"] = "the article that says so"
        if not self.known:
            needed["value"] = (
                f"limits in the sheet {LIMITS}" if self.row.kind == "limits"
                else "what the article says"
            )  # fmt: skip
            needed["source"] = "the document, by its short name"
            needed["from"] = "the day from which it holds"
        read = self.said.get("text") in ("official", "report")
        if read and self.row.raw.get("status", "assumption") == "assumption":
            needed["status"] = "law, guidance or practice"
        if read and "source" not in self.said and not self.row.raw.get("source"):
            needed["source"] = "the document, by its short name"
        for key, allowed in needed.items():
            if key not in self.said:
                self._lacks(key, allowed)
        if self.said.get("text") == "unread" and self.known:
            allowed, action = "official text or report", "leave the row empty, or read it"
            self.fault("text", "not read", allowed, action)

    def _lacks(self, key: str, allowed: str) -> None:
        if not self._text(key):
            self.fault(key, "nothing", allowed, "fill it in")
