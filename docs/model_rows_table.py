"""The rows of the workbook as a table: name, label, unit and formula of each, sheet by sheet."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import guidance_tables

from wte_ppp.feasibility.study import Study
from wte_ppp.print.model_book.book import model_book
from wte_ppp.print.model_book.rows import Compared, Line, Sheet, Single

# It has the most parts of the finance model of all examples.
STUDY = Path(__file__).resolve().parents[1] / "examples" / "viet_nam" / "study.yaml"
HEAD = ("Row", "What it is", "Unit", "Formula")
CALCULATED = (
    "Timeline", "Plant and cost", "Prices", "Operation", "Sizing", "Construction", "Debt", "Tax",
    "Cash", "Statements", "Ratios",
)  # fmt: skip


@cache
def _sheets() -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in model_book(Study.load(STUDY).run()).sheets}


def _rows(name: str) -> guidance_tables.Rows:
    def rows() -> Iterator[tuple[str, ...]]:
        for entry in _sheets()[name].entries:
            if isinstance(entry, Line | Single | Compared):
                yield f"`{entry.name}`", entry.label, entry.unit, f"`{entry.formula}`"

    return lambda: (HEAD, rows())


TABLES = {f"model-rows-{name.lower().replace(' ', '-')}": _rows(name) for name in CALCULATED}
