"""The cells of a study's form, from its definition: headings, inputs, lists and tables."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

import numpy as np
from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from wte_ppp.cards import Card, card_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.guidance.days import Date

# Place in a study file: keys and places in lists. In the layout a name stands for any name.
Path: TypeAlias = tuple[str | int, ...]
Kind: TypeAlias = Literal["number", "numbers", "shares", "choice", "text", "day", "words", "any"]
NAME, PLACE = "*", "#"
HEAD = ("name", "location", "country", "as_of", "description")
NOT_ASKED = ("schema",)
DAYS = (("as_of",),)
# Inputs that matter first: what a study must state, and what moves its result most.
FIRST = (
    "name",
    "location",
    "country",
    "as_of",
    "finance.money.currency",
    "waste.received_t_per_day",
    "waste.growth_percent_per_year",
    "waste.moisture_percent",
    "waste.lhv_mj_per_kg",
    "plant.capacity_t_per_day",
    "plant.availability_h_per_year",
    "cost.capex_usd",
    "finance.first_operation_year",
    "finance.price_year",
    "finance.contract_years",
    "finance.tipping_fee_usd_per_t",
    "finance.power_tariff_usd_per_kwh",
    "finance.debt.max_gearing_percent",
    "finance.debt.interest_percent",
    "finance.debt.tenor_years",
    "finance.grant.rate_percent",
    "climate.disposal_site",
    "climate.grid_factor_tco2_per_mwh",
    "waste.composition_percent",
)
# Shares for which every component of waste has a row; others are by what the study names.
BY_COMPONENT = ("waste", "composition_percent")


@dataclass(frozen=True)
class Heading:
    """A section of the study, with its label."""

    path: Path
    card: Card


@dataclass(frozen=True)
class Input:
    """One cell to fill."""

    path: Path
    card: Card
    kind: Kind
    choices: tuple[str, ...] = ()
    required: bool = False
    listed: bool = False  # whether a list by year may stand in place of a number
    preset: Any = None  # what stands where it is left out and the card has no default


@dataclass(frozen=True)
class Members:
    """A list of numbers by name, a row each, such as the shares of the waste."""

    path: Path
    card: Card
    names: tuple[str, ...] = ()

    def member(self, name: str) -> Input:
        """Cell of one of them."""
        about = Card(name, range=self.card.range, samples=self.card.samples)
        return Input((*self.path, name), about, "number")


@dataclass(frozen=True)
class Table:
    """Entries by name, an entry a row; in `path` names are `*` and places in a list `#`."""

    path: Path
    card: Card
    columns: tuple[Input, ...]
    nested: tuple["Table", ...] = field(default=())


Part: TypeAlias = Heading | Input | Members | Table


@cache
def layout() -> tuple[Part, ...]:
    """Every part of the form in the order of the study file.

    Examples
    --------
    >>> kinds = {part.path: part for part in layout()}
    >>> kinds["plant", "capacity_t_per_day"].kind, kinds["published", "*"].columns[0].path
    ('number', ('value',))
    """
    return tuple(_parts(StudyDefinition, ()))


def _parts(model: type[BaseModel], above: Path) -> Iterator[Part]:
    for name, described in model.model_fields.items():
        path, card = (*above, described.alias or name), card_of(described)
        if path[0] in NOT_ASKED:
            continue
        yield from _part(path, card, described)


def _part(path: Path, card: Card, described: FieldInfo) -> Iterator[Part]:
    kinds = tuple(_kinds(described.annotation))
    if len(kinds) == 1 and _is_section(kinds[0]):
        yield Heading(path, card)
        yield from _parts(kinds[0], path)
        return
    inner = _inner(kinds)
    if inner is not None:
        yield from _listed(path, card, *inner)
        return
    made = _input(path, card, described)
    if made is not None:
        yield made


def _listed(path: Path, card: Card, outer: Any, arguments: tuple[Any, ...]) -> Iterator[Part]:
    """A mapping, or a list of sections."""
    if outer is tuple:
        yield _table((*path, PLACE), card, arguments[0])
        return
    keys, values = arguments
    below = tuple(_kinds(values))
    if any(_is_section(one) for one in below):
        table = _table((*path, NAME), card, below[0])
        yield table
        yield from table.nested
    elif get_origin(below[0]) is dict:
        yield Table((*path, NAME, NAME), card, (Input((), card, "any"),))
    elif float in below or np.ndarray in below:
        yield Members(path, card, _words(keys))
    else:
        yield Table((*path, NAME), card, (Input((), card, "text"),))


def _table(path: Path, card: Card, section: type[BaseModel]) -> Table:
    columns: list[Input] = []
    nested: list[Table] = []
    for part in _parts(section, ()):
        if isinstance(part, Input):
            columns.append(part)
        elif isinstance(part, Members):
            columns.append(Input(part.path, part.card, "shares"))
        elif isinstance(part, Table):
            nested.append(Table((*path, *part.path), part.card, part.columns))
    return Table(path, card, tuple(columns), tuple(nested))


def _input(path: Path, card: Card, described: FieldInfo) -> Input | None:
    kinds = tuple(_kinds(described.annotation))
    choices = tuple(word for one in kinds for word in _words(one))
    needed = described.is_required() and card.default is None
    preset = None if needed or callable(described.default_factory) else described.default
    preset = preset if isinstance(preset, (int, float, str)) and preset != "" else None
    kind = "day" if path in DAYS else _kind(kinds, choices, card)
    schemas = (one.json_schema for one in described.metadata if isinstance(one, WithJsonSchema))
    listed = kind == "number" and any("array" in str(schema) for schema in schemas)
    return Input(path, card, kind, choices, needed, listed, preset)


def _kind(kinds: tuple[Any, ...], choices: tuple[str, ...], card: Card) -> Kind:
    if choices:
        return "choice"
    lists = [one for one in kinds if get_origin(one) is tuple]
    if lists:
        return "numbers" if card.range is not None or _counts(lists[0]) else "words"
    if card.range is not None or float in kinds or int in kinds:
        return "number"
    if Any in kinds:
        return "any"
    return "day" if Date in kinds else "text"


def _counts(kind: Any) -> bool:
    return get_args(kind)[0] in (int, float)


def _inner(kinds: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]] | None:
    """The mapping among kinds of values, or the list of sections, with what it holds."""
    for one in kinds:
        origin = get_origin(one)
        if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
            return dict, get_args(one)
        if origin is tuple and _is_section(get_args(one)[0]):
            return tuple, get_args(one)
    return None


def _kinds(annotation: Any) -> Iterator[Any]:
    """Kinds of value that a field takes, without None."""
    if annotation == Date:
        yield Date
    elif get_origin(annotation) is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for one in get_args(annotation):
            yield from _kinds(one)
    elif annotation is not type(None):
        yield annotation


def _words(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is not Literal:
        return ()
    return tuple(word for word in get_args(annotation) if isinstance(word, str))


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
