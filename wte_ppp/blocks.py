"""What a report is made of: headings, paragraphs, tables, charts; not how they look.

Chapters make blocks of a finished result; printers put them on paper, on a page, in a workbook,
in a document or on a terminal. Texts are `Message`s, `Quoted` words of a person, or a plain `str`,
which is a name or an id and is printed as it is. Numbers stay numbers until a printer writes them.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from wte_ppp.messages import Message, Quoted

Words: TypeAlias = Message | Quoted | str


@dataclass(frozen=True)
class Number:
    """A number with a form of its own, as in a message: `Number(0.125, ".2f")`."""

    value: int | float | Decimal | Fraction | None
    form: str = ""


Cell: TypeAlias = Words | Number | int | float | Decimal | Fraction | datetime.date | None
Style: TypeAlias = Literal["title", "lead", "body", "note"]


@dataclass(frozen=True)
class Heading:
    """Title of a chapter (level 1) or of a part of it (level 2)."""

    text: Words
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Paragraph:
    """One text, or several that follow each other in one paragraph."""

    text: Words | tuple[Words, ...]
    style: Style = "body"


@dataclass(frozen=True)
class Bullets:
    """Points of a list."""

    items: tuple[Words | tuple[Words, ...], ...]
    style: Style = "note"


@dataclass(frozen=True)
class Column:
    """Head of a column, its share of the width, and how its numbers are written.

    Numbers are set to the right; without a form they have three significant digits, integers all of
    theirs. A missing number is a dash on paper and an empty cell in a workbook. `name` is the
    column's key in files that machines read; without one, its head in English.
    """

    head: Words = ""
    width: float = 10.0
    form: str = ""
    numbers: bool = False
    name: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under their heads. `name` is the table's id in files that machines read.

    A cell of several lines is a tuple of texts. `size` is small where many columns must fit.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple["Cell | tuple[Cell, ...]", ...], ...]
    title: Words = ""
    note: Words = ""
    name: str = ""
    size: Literal["normal", "small", "tiny"] = "normal"
    searchable: bool = False


@dataclass(frozen=True)
class KeyFigures:
    """A few large figures side by side, each with what it is."""

    items: tuple[tuple[Cell, Words], ...]


@dataclass(frozen=True)
class Series:
    """A named row of values; None and NaN are gaps."""

    name: Words
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """What every chart has: an id, a title, the unit, and words for who cannot see it."""

    name: str
    title: Words
    unit: Words
    words: Words = ""


@dataclass(frozen=True)
class Bars(Chart):
    """Bars stacked over categories (years), up from zero and, where negative, down from it."""

    categories: tuple[Words | int, ...] = ()
    series: tuple[Series, ...] = ()
    x_title: Words = ""


@dataclass(frozen=True)
class Lines(Chart):
    """Lines over categories (years), with thresholds across."""

    categories: tuple[Words | int, ...] = ()
    series: tuple[Series, ...] = ()
    thresholds: tuple[tuple[Words, float], ...] = ()
    x_title: Words = ""


@dataclass(frozen=True)
class PairedBars(Chart):
    """Two stacked bars a category, before and after, and a line of what differs.

    Names are printed as they are: say in them which is which ("Reference: landfill methane").
    """

    categories: tuple[Words | int, ...] = ()
    before: tuple[Series, ...] = ()
    after: tuple[Series, ...] = ()
    line: Series | None = None
    x_title: Words = ""


@dataclass(frozen=True)
class Fan(Chart):
    """Percentiles over the years around a base case, by level (5, 25, 50, 75, 95)."""

    years: tuple[int, ...] = ()
    percentiles: tuple[tuple[int, tuple[float | None, ...]], ...] = ()
    base: tuple[float | None, ...] = ()
    thresholds: tuple[tuple[Words, float], ...] = ()


@dataclass(frozen=True)
class Cumulative(Chart):
    """Percentiles 1 to 99 of one figure, its base case, and thresholds."""

    percentiles: tuple[float, ...] = ()
    base: float | None = None
    thresholds: tuple[tuple[Words, float], ...] = ()


@dataclass(frozen=True)
class Tornado(Chart):
    """Figure with each driver at its P10 and its P90, the longest bar on top."""

    base: float | None = None
    bars: tuple[tuple[Words, float, float], ...] = ()


@dataclass(frozen=True)
class Waterfall(Chart):
    """Steps from the first to a rest; a step without a value is what is left."""

    steps: tuple[tuple[Words, float | None], ...] = ()


@dataclass(frozen=True)
class Sankey(Chart):
    """A balance: what goes in at the left, what comes out at the right."""

    inputs: tuple[tuple[Words, float], ...] = ()
    outputs: tuple[tuple[Words, float], ...] = ()


@dataclass(frozen=True)
class FiringDiagram(Chart):
    """Heat input over throughput of one furnace line: its limits, and wastes by name and LHV."""

    highest_t_per_h: float = 0.0
    highest_mw: float = 0.0
    lowest_t_per_h: float = 0.0
    lowest_mw: float = 0.0
    lhv_min_mj_per_kg: float = 0.0
    lhv_max_mj_per_kg: float = 0.0
    overload: float = 1.0
    wastes: tuple[tuple[Words, float], ...] = ()


@dataclass(frozen=True)
class RiskMatrix(Chart):
    """Numbered risks in a grid of levels: probability upwards, impact to the right."""

    levels: tuple[Words, ...] = ()
    cells: tuple[tuple[int, int, tuple[int, ...]], ...] = ()  # probability, impact, numbers


@dataclass(frozen=True)
class Contents:
    """Here stands the list of chapters."""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page; `shrink` makes them fit where a text is long."""

    blocks: tuple["Block", ...]
    shrink: bool = False


Block: TypeAlias = (
    Heading | Paragraph | Bullets | Table | KeyFigures | Chart | Contents | PageBreak | Together
)


@dataclass(frozen=True)
class Document:
    """A report: its title, what it is, its blocks, and the line at the foot of each page."""

    title: Words
    blocks: tuple[Block, ...]
    kind: Words = ""
    footer: str = ""


def flat(blocks: Iterable[Block]) -> Sequence[Block]:
    """Blocks in their order, those held together taken apart.

    >>> flat([Together((PageBreak(), Contents()))])
    [PageBreak(), Contents()]
    """
    blocks_in_order: list[Block] = []
    for block in blocks:
        blocks_in_order += flat(block.blocks) if isinstance(block, Together) else [block]
    return blocks_in_order
