"""What a study's file states in each cell of its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wte_ppp.cards import Card
from wte_ppp.currencies import USD, is_currency, money_in
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
from wte_ppp.feasibility.money_names import key_in
from wte_ppp.feasibility.stated import SOURCED_KEYS, UNSOURCED_PARTS, may_be_sourced
from wte_ppp.field_problems import model_at
from wte_ppp.sources import table

VALUE = "value"
# What is said of a value beside it, in the order of the file; a unit stays as it is.
CURRENCY, UNIT = "currency", "unit"
ABOUT = (CURRENCY, *(key for key in SOURCED_KEYS if key not in (VALUE, UNIT, CURRENCY)))
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
    """A place in the file as it is written there.

    Numbers by name may stand below a `value` with their source, and the key of an amount may name
    another currency or none.
    """
    node, place = data, list[str | int]()
    for depth, key in enumerate(path):
        if isinstance(node, Mapping) and isinstance(key, str) and "_usd" in key and key not in node:
            key = _written(node, path[:depth], key)
        if isinstance(node, Mapping) and key not in node and isinstance(node.get(VALUE), Mapping):
            node = node[VALUE]
            place.append(VALUE)
        place.append(key)
        node = _below(node, key)
    return tuple(place)


def _written(node: Mapping[str, Any], above: Path, key: str) -> str:
    """The key of an amount as a section has it."""
    model = model_at(StudyDefinition, [str(part) for part in above])
    if model is None:
        return key
    return next((str(word) for word in node if key_in(model, str(word)).name == key), key)


def money_of(data: Any) -> str:
    """Code of the study's money."""
    stated = stated_at(data, ("finance", "money", "currency"))
    code = stated.get(VALUE) if isinstance(stated, Mapping) else stated
    return code if isinstance(code, str) and is_currency(code) else USD


def is_amount(asked: Input) -> bool:
    """Whether an input is an amount of money, in the study's unless it says another."""
    return money_in(asked.card.unit) == USD


def currency_named(data: Any, path: Path) -> str:
    """Currency that the key of an amount names in the file; empty where it is plain."""
    model = model_at(StudyDefinition, [str(part) for part in path[:-1]])
    place = place_of(data, path)
    word = place[-2] if place[-1] == VALUE and len(place) > 1 else place[-1]
    return "" if model is None else key_in(model, str(word)).currency or ""


def _currency_at(data: Any, asked: Input, node: Any) -> str:
    """Currency of an amount where it is another than the study's, or where the file says it."""
    said = node if isinstance(node, Mapping) else {}
    if isinstance(said.get(CURRENCY), str):
        return str(said[CURRENCY])
    named = money_in(str(said.get(UNIT) or "")) or currency_named(data, asked.path)
    return "" if named == money_of(data) else named


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


def entry_at(data: Any, asked: Input, sourced: bool = True, alone: bool = False) -> Entry:
    """What the file states of an input; `alone`: no currency can stand beside it."""
    node = stated_at(data, asked.path)
    if node is NOTHING or node is None:
        return Entry()
    about: dict[str, str] = {}
    currency = _currency_at(data, asked, node) if is_amount(asked) else ""
    if sourced and isinstance(node, Mapping) and VALUE in node:
        about = {key: node[key] for key in ABOUT if node.get(key) not in (None, "")}
        about.pop(CURRENCY, None)
        if not all(isinstance(text, str) for text in about.values()):
            return Entry(node, kept=True)
        node = node[VALUE]
    if currency:
        about = {CURRENCY: currency, **about}
    cell = shown(node, asked.kind)
    other = not set(_keys(data, asked.path)) <= {*SOURCED_KEYS, CURRENCY}
    if cell is None or other or (currency and alone):
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
    named = currency_named(data, part.path) if is_amount(part.member("")) else ""
    other = named not in ("", money_of(data))
    for name in dict.fromkeys((*names, *listed)):
        slot = _slot(data, part.member(name))
        yield replace(slot, entry=replace(slot.entry, kept=True)) if other else slot


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
    for key in node:
        if key_in(model, str(key)).field is None:
            asked = Input((*heading.path, key), Card(key), "any")
            yield Slot(asked, entry_at(data, asked), sourced=heading.path[0] != "project")


def _rows(data: Any, part: Table) -> Iterator[Row]:
    for path, names in _expanded(data, part.path):
        yield Row(path, names, _entries(data, part, path))


def _entries(data: Any, part: Table, path: Path) -> tuple[Entry, ...]:
    return tuple(entry_at(data, asked, alone=True) for asked in columns_at(part, path))


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
