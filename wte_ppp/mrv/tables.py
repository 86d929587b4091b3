"""Tables that a report is made of: what stands in them, not how they look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Rows under their heads; None is not known, and stays empty.

    `exact` asks for all digits on paper: for factors that a reader computes with.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    exact: bool = False

    def records(self) -> list[dict[str, Cell]]:
        """Each row by its heads, as JSON takes it."""
        return [dict(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Report:
    """Title, lines below it and tables, in their order."""

    title: str
    lines: tuple[str, ...]
    tables: Sequence[Table]

    def as_data(self) -> dict[str, object]:
        """The report as plain data."""
        return {
            "title": self.title,
            "notes": list(self.lines),
            "tables": {table.title: table.records() for table in self.tables},
        }
