"""What a study's file states in each cell of its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wte_ppp.cards import Card
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.form.cells import same, shown
from wte_ppp.feasibility.form.inputs import (
    BY_COMPONENT,
    NAME,
    PLACE,
    Heading,
    Input,
    Members,
    Part,
    Path,
    Table,
    layout,
)
from wte_ppp.feasibility.stated import SOURCED_KEYS, UNSOURCED_PARTS, may_be_sourced
from wte_ppp.field_problems import model_at
from wte_ppp.sources import table

VALUE = "value"
# What is said of a value beside it, in the order of the file; a unit stays as it is.
ABOUT = tuple(key for key in SOURCED_KEYS if key not in (VALUE, "unit"))
NOTHING: Any = object()


@dataclass(frozen=True)
class Entry:
    """A value with what is said of it; `kept` where the file has it in a way that no cell shows."""

    value: Any = None
    about: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False

    def agrees(self, other: "Entry") -> bool:
        """Whether two entries say the same."""
        one, two = ({key: text for key, text in entry.about.items() if text}
                    for entry in (self, other))  # fmt: skip
        return self.kept == other.kept and same(self.value, other.value) and same(one, two)


@dataclass(frozen=True)
class Slot:
    """A row of the form: what is asked at a place of the file, and what stands there."""

    asked: Input
    entry: Entry
    sourced: bool = False  # whether source and note may stand beside it


@dataclass(frozen=True)
class Row:
    """A row of a table: its place in the file, its names, and an entry a column."""

    path: Path
    names: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Filled:
    """A part of the form with its rows."""

    part: Part
    slots: tuple[Slot, ...] = ()
    rows: tuple[Row, ...] = ()


def pointer(path: Path) -> str:
    """A place as a JSON pointer (RFC 6901).

    >>> pointer(("published", "plant.gross_mw", "value"))
    '/published/plant.gross_mw/value'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def filled(data: Mapping[str, Any]) -> Iterator[Filled]:
    """Every part of the form with what a study's file states in it."""
    for part in layout():
        if isinstance(part, Heading):
            yield Filled(part, tuple(_beside(data, part)))
        elif isinstance(part, Members):
            yield Filled(part, tuple(_members(data, part)))
        elif isinstance(part, Table):
            yield Filled(part, rows=tuple(_rows(data, part)))
        else:
            yield Filled(part, (_slot(data, part),))


def place_of(data: Any, path: Path) -> Path:
    """A place in the file: numbers by name may stand below a `value` with their source."""
    node, place = data, list[str | int]()
    for key in path:
        if isinstance(node, Mapping) and key not in node and isinstance(node.get(VALUE), Mapping):
            node = node[VALUE]
            place.append(VALUE)
        place.append(key)
        node = _below(node, key)
    return tuple(place)


def stated_at(data: Any, path: Path) -> Any:
    """What the file has at a place; NOTHING where it has none."""
    node = data
    for key in place_of(data, path):
        node = _below(node, key)
    return node


def _below(node: Any, key: str | int) -> Any:
    if isinstance(node, Mapping):
        return node.get(str(key), NOTHING)
    if isinstance(node, list) and isinstance(key, int) and key < len(node):
        return node[key]
    return NOTHING


def entry_at(data: Any, asked: Input, sourced: bool = True) -> Entry:
    """What the file states of an input."""
    node = stated_at(data, asked.path)
    if node is NOTHING or node is None:
        return Entry()
    about: dict[str, str] = {}
    if sourced and isinstance(node, Mapping) and VALUE in node:
        about = {key: node[key] for key in ABOUT if node.get(key) not in (None, "")}
        if not all(isinstance(text, str) for text in about.values()):
            return Entry(node, kept=True)
        node = node[VALUE]
    cell = shown(node, asked.kind)
    if cell is None or not set(_keys(data, asked.path)) <= set(SOURCED_KEYS):
        return Entry(node, about, kept=True)
    return Entry(node, about)


def _keys(data: Any, path: Path) -> tuple[str, ...]:
    node = stated_at(data, path)
    return tuple(node) if isinstance(node, Mapping) and VALUE in node else ()


def is_sourced(path: Path) -> bool:
    """Whether source and note may stand beside a value at a place."""
    words = [str(part) for part in path]
    return words[0] not in (*UNSOURCED_PARTS, "project") and may_be_sourced(".".join(words))


def _slot(data: Any, asked: Input) -> Slot:
    sourced = is_sourced(asked.path)
    return Slot(asked, entry_at(data, asked, sourced), sourced)


def _members(data: Any, part: Members) -> Iterator[Slot]:
    node = stated_at(data, part.path)
    if isinstance(node, Mapping) and isinstance(node.get(VALUE), Mapping):
        # The whole list has one source.
        yield Slot(Input(part.path, part.card, "shares"), Entry(node, kept=True))
        node = node[VALUE]
    listed = tuple(node) if isinstance(node, Mapping) else ()
    names = part.names
    if part.path == BY_COMPONENT:
        names = components(data)
    for name in dict.fromkeys((*names, *listed)):
        yield _slot(data, part.member(name))


def components(data: Any) -> tuple[str, ...]:
    """Names of the components of waste: those of the tables, and those that the study describes."""
    own = stated_at(data, ("waste", "components"))
    known = (row["component"] for row in table("waste_components"))
    return tuple(dict.fromkeys((*known, *(own if isinstance(own, Mapping) else ()))))


def _beside(data: Any, heading: Heading) -> Iterator[Slot]:
    """Keys of a section that are none of its inputs' own, such as another name of one."""
    node = stated_at(data, heading.path)
    model = model_at(StudyDefinition, [str(part) for part in heading.path])
    if not isinstance(node, Mapping) or model is None:
        return
    known = {described.alias or name for name, described in model.model_fields.items()}
    for key in node:
        if key not in known:
            asked = Input((*heading.path, key), Card(key), "any")
            yield Slot(asked, entry_at(data, asked), sourced=heading.path[0] != "project")


def _rows(data: Any, part: Table) -> Iterator[Row]:
    for path, names in _expanded(data, part.path):
        yield Row(path, names, tuple(entry_at(data, asked) for asked in columns_at(part, path)))


def columns_at(part: Table, path: Path) -> Iterator[Input]:
    """Cells of one row of a table."""
    for column in part.columns:
        yield Input((*path, *column.path), column.card, column.kind, column.choices)


def _expanded(data: Any, pattern: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Places of the file that a pattern stands for, with the names in them."""
    found: list[tuple[Path, tuple[str, ...]]] = [((), ())]
    for part in pattern:
        further: list[tuple[Path, tuple[str, ...]]] = []
        for path, names in found:
            node = stated_at(data, path)
            if part == PLACE:
                listed = node if isinstance(node, list) else []
                further += [((*path, place), names) for place in range(len(listed))]
            elif part == NAME:
                keys = node if isinstance(node, Mapping) else ()
                further += [((*path, key), (*names, key)) for key in keys]
            else:
                further.append(((*path, part), names))
        found = further
    yield from found


def kept(data: Mapping[str, Any]) -> Iterator[Path]:
    """Places of a study's file that stay as they are: no cell of the form shows them."""
    covered: set[Path] = {("schema",)}
    for part in filled(data):
        entries = [(slot.asked.path, slot.entry) for slot in part.slots]
        if isinstance(part.part, Table):
            for row in part.rows:
                asked = columns_at(part.part, row.path)
                entries += [
                    (one.path, entry) for one, entry in zip(asked, row.entries, strict=True)
                ]
        covered |= {place_of(data, path) for path, entry in entries if not entry.kept}
    yield from _uncovered(data, (), covered)


def _uncovered(node: Any, path: Path, covered: set[Path]) -> Iterator[Path]:
    if path in covered:
        return
    below: list[tuple[str | int, Any]] = []
    if isinstance(node, Mapping):
        below = [*node.items()]
    elif isinstance(node, list):
        below = [*enumerate(node)]
    if not any(place[: len(path)] == path for place in covered) or not below:
        yield path
        return
    for key, value in below:
        yield from _uncovered(value, (*path, key), covered)
