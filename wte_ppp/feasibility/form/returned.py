"""A form that came back, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wte_ppp.feasibility.form.carried import Carried
from wte_ppp.feasibility.form.inputs import Input, Path
from wte_ppp.feasibility.form.stated import Entry, Filled


@dataclass(frozen=True)
class Returned:
    """An entry that came back, with the place of its cell."""

    asked: Input
    entry: Entry
    place: str


@dataclass(frozen=True)
class ReturnedRow:
    """A row of a table that came back: names, what its columns hold, and its place."""

    names: tuple[str, ...]
    entries: tuple[Returned, ...]
    place: str


@dataclass(frozen=True)
class Form:
    """A form that came back: what it has taken along, and what was entered."""

    path: str
    carried: Carried
    base: Mapping[str, Any]
    parts: tuple[Filled, ...]
    entries: Mapping[Path, Returned]
    rows: Mapping[Path, tuple[ReturnedRow, ...]]
