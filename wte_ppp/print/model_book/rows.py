"""What a sheet is made of: inputs, single values and rows over time, by name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from wte_ppp.currencies import Money, sums_of
from wte_ppp.print.model_book.formula import renamed

NOT_STATED = "not stated"
Axis: TypeAlias = Literal["period", "year", "annual", "step"]
Cell: TypeAlias = float | str | None


@dataclass(frozen=True)
class Heading:
    """Title of a part of a sheet."""

    text: str


@dataclass(frozen=True)
class Note:
    """A sentence on a sheet."""

    text: str


@dataclass(frozen=True)
class Given:
    """An input; where it is `listed`, its values stand below each other.

    A value that nobody gave is the text "not stated".

    `kind` is "input" for what may be changed, "structure" for what the sheet was laid out for, and
    "pasted" for what Python found. What was laid out stands a second time beside it, under its
    name and ".laid", so that a change of it is noticed.
    """

    name: str
    label: str
    unit: str
    values: tuple[Cell, ...]
    kind: Literal["input", "structure", "pasted", "constant"] = "input"
    source: str = ""
    choices: tuple[str, ...] = ()
    listed: bool = False
    allowed: tuple[float, float] | None = None
    whole: bool = False


@dataclass(frozen=True)
class GivenRow:
    """An input for each column of an axis."""

    name: str
    label: str
    unit: str
    values: tuple[Cell, ...]
    kind: Literal["input", "pasted"] = "input"
    source: str = ""


@dataclass(frozen=True)
class Single:
    """One value by a formula."""

    name: str
    label: str
    unit: str
    formula: str


@dataclass(frozen=True)
class Compared:
    """One value by a formula beside the value that the study has for it."""

    name: str
    label: str
    unit: str
    formula: str
    study: float

    @property
    def parts(self) -> "tuple[Single, Given, Single]":
        """The live value, the study's, and whether they agree."""
        live, study = f"{{{self.name}}}", f"{{{self.name}.study}}"
        told = f'IF(ISNA({self.formula}), "{NOT_STATED}", {self.formula})'
        in_study = None if self.study != self.study else self.study
        least = "{cash_tolerance}" if sums_of(self.unit) is not None else "{tolerance}"
        return (
            Single(self.name, self.label, self.unit, told),
            Given(f"{self.name}.study", self.label, self.unit, (in_study,), "pasted"),
            Single(
                f"{self.name}.differs", self.label, "flag",
                f"IF(ISNUMBER({live}), IF(ISNUMBER({study}), IF(ABS({live} - {study})"
                f" > MAX({{tolerance}} * ABS({study}), {least}), 1, 0), 1),"
                f" IF(ISNUMBER({study}), 1, 0))",
            ),
        )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A row over the columns of the sheet's axis, one formula for all; `total` shows its sum."""

    name: str
    label: str
    unit: str
    formula: str
    total: bool = False


Entry: TypeAlias = Heading | Note | Given | GivenRow | Single | Compared | Line
KINDS = (Heading, Note, Given, GivenRow, Single, Compared, Line)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, what its columns are, and its entries from top to bottom."""

    name: str
    title: str
    axis: Axis
    entries: tuple[Entry, ...]


def in_money(sheet: Sheet, money: Money) -> Sheet:
    """A sheet with labels and units in a study's money; names, formulas and sources as they are."""

    def told(entry: Entry) -> Entry:
        if isinstance(entry, Heading | Note):
            return replace(entry, text=money.said(entry.text))
        # "USD: inflation" is of the dollar, in a study in any money.
        of_dollar = entry.label.startswith("USD: ")
        label = entry.label if of_dollar else money.said(entry.label)
        return replace(entry, label=label, unit=money.said(entry.unit))

    return replace(sheet, title=money.said(sheet.title), entries=tuple(map(told, sheet.entries)))


def entries(*parts: Entry | Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries of a sheet from single ones and lists of them."""

    def flat() -> Iterator[Entry]:
        for part in parts:
            if isinstance(part, KINDS):
                yield part
            else:
                yield from part

    return tuple(flat())


def lines_renamed(lines: Sequence[Line | Single], suffix: str) -> list[Line | Single]:
    """The same rows under other names, what they ask of each other renamed with them."""
    names = {row.name for row in lines}

    def other(name: str) -> str:
        return f"{name}{suffix}" if name in names else name

    return [
        replace(row, name=other(row.name), formula=renamed(row.formula, other)) for row in lines
    ]
