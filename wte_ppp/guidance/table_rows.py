"""Rows of a table: words, or bands of numbers, by key, and what holds there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from wte_ppp.documents import did_you_mean
from wte_ppp.field_problems import problems
from wte_ppp.guidance.brackets import Brackets
from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.shapes import CappedIndex, Linear, Range, Steps
from wte_ppp.guidance.written import WORDS_SCHEMA, as_written, read_as, read_words, schema_of
from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.validation import Fault, Section, faults_of, refuse, refuse_each

CELLS: Mapping[str, type[Section]] = {
    "range": Range,
    "linear": Linear,
    "steps": Steps,
    "indexed": CappedIndex,
    "brackets": Brackets,
}
VALUE = "value"
EDGES = ("from", "above", "up_to", "below")


@dataclass(frozen=True)
class Span:
    """A band of a number, open where a bound is not given."""

    low: float | None
    high: float | None
    low_in: bool
    high_in: bool

    def holds(self, number: float) -> bool:
        """Whether a number lies in the band."""
        above = self.low is None or number > self.low or (self.low_in and number == self.low)
        under = self.high is None or number < self.high or (self.high_in and number == self.high)
        return above and under

    def in_words(self, name: str) -> Message:
        """The band as a person reads it."""
        bounds = []
        if self.low is not None:
            key = mark("from {bound:max10}") if self.low_in else mark("above {bound:max10}")
            bounds.append(Message(key, bound=self.low))
        if self.high is not None:
            key = mark("up to {bound:max10}") if self.high_in else mark("below {bound:max10}")
            bounds.append(Message(key, bound=self.high))
        return Message("{name} {bounds: }", name=name_in_words(name), bounds=tuple(bounds))

    @property
    def written(self) -> dict[str, float]:
        """The band as a file holds it."""
        low, high = "from" if self.low_in else "above", "up_to" if self.high_in else "below"
        bounds = {low: self.low, high: self.high}
        return {edge: bound for edge, bound in bounds.items() if bound is not None}


Key: TypeAlias = tuple[str, ...] | Span


@dataclass(frozen=True)
class Row:
    """One row: words or a band by key; a key that is left out is not asked."""

    keys: tuple[tuple[str, Key], ...]
    value: Any

    def fits(self, given: Mapping[str, float | str]) -> bool:
        """Whether a situation lies in the row."""
        return all(
            key.holds(float(given[name])) if isinstance(key, Span) else given[name] in key
            for name, key in self.keys
        )

    def in_words(self, by: str) -> Message:
        """The keys as a person reads them; the words are the author's."""
        return Message(
            "{keys: and }",
            keys=tuple(
                key.in_words(name)
                if isinstance(key, Span)
                else Message(
                    "{name} {words}",
                    name=name_in_words(name),
                    words=tuple(Quoted(word, by) for word in key),
                )
                for name, key in self.keys
            ),
        )

    @property
    def written(self) -> dict[str, Any]:
        """The row as a file holds it."""
        keys = {
            name: key.written if isinstance(key, Span) else key[0] if len(key) == 1 else list(key)
            for name, key in self.keys
        }
        return {**keys, VALUE: as_written(self.value, CELLS)}


class Rows:
    """Type of the rows of a table in a definition."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _rows,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda rows: [row.written for row in rows]
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        span = {
            "type": "object",
            "properties": {edge: {"type": "number"} for edge in EDGES},
            "minProperties": 1,
            "additionalProperties": False,
        }
        key = {"anyOf": [*WORDS_SCHEMA["anyOf"], span]}
        row = {
            "type": "object",
            "properties": {VALUE: schema_of(CELLS, handler)},
            "required": [VALUE],
            "additionalProperties": key,
            "minProperties": 2,
        }
        return {"type": "array", "items": row, "minItems": 1}


class Cell:
    """Type of a value in a table: plain, a range, a line, steps, an index or brackets."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            lambda raw: read_as(raw, CELLS),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: as_written(value, CELLS)
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return schema_of(CELLS, handler)


def _rows(raw: Any) -> tuple[Row, ...]:
    if not isinstance(raw, (list, tuple)) or not raw:
        raise refuse(repr(raw)[:80], "a list of rows", "add one")
    rows: list[Row] = []
    faults: list[Fault] = []
    for place, body in enumerate(raw):
        try:
            rows.append(body if isinstance(body, Row) else _row(body))
        except PydanticCustomError as error:
            faults += faults_of(error, f".{place}")
    if faults:
        raise refuse_each(faults)
    return tuple(rows)


def misnamed(rows: Sequence[Row], by: Sequence[str]) -> Iterator[Fault]:
    """Keys of rows that the table does not name, or that it names and no row has, or not alike."""
    for place, row in enumerate(rows):
        for name, _ in row.keys:
            if name not in by:
                guess = did_you_mean(name, (*by, VALUE))
                action = f"write {guess!r}" if guess else "add it to 'by', or remove it"
                allowed = "one of " + ", ".join((*by, VALUE))
                yield f".rows.{place}.{name}", f"unknown key {name!r}", allowed, action
    for name in by:
        kinds = [isinstance(key, Span) for row in rows for one, key in row.keys if one == name]
        if not kinds:
            found, action = f"no row with {name!r}", "remove it from 'by', or give it in a row"
            yield ".rows", found, "every key in some row", action
        elif len(set(kinds)) > 1:
            found = f"words and bands of {name!r}"
            yield ".rows", found, "one or the other in all rows", "correct the rows"


def _row(body: Any) -> Row:
    if not isinstance(body, Mapping):
        raise refuse(repr(body)[:80], "keys with 'value'", "correct it")
    faults: list[Fault] = []
    keys: list[tuple[str, Key]] = []
    for name, key in body.items():
        if name == VALUE:
            continue
        try:
            keys.append((str(name), _key(key)))
        except PydanticCustomError as error:
            faults += faults_of(error, f".{name}")
    if VALUE not in body:
        faults.append((f".{VALUE}", "nothing", "what holds in the row", "add it"))
    if not faults and not keys:
        found, action = "a row without keys", "write its value as 'otherwise'"
        faults.append(("", found, "at least one key of 'by'", action))
    value = None
    try:
        value = read_as(body.get(VALUE), CELLS)
    except PydanticCustomError as error:
        faults += faults_of(error, f".{VALUE}")
    if faults:
        raise refuse_each(faults)
    return Row(tuple(keys), value)


def _key(raw: Any) -> Key:
    if isinstance(raw, Mapping):
        return _span(raw)
    return read_words(raw, "a word, a list of words, or a band as {from: 100, below: 500}")


class _Band(Section):
    from_: float | None = Field(None, alias="from", description="lowest number, itself included")
    above: float | None = Field(None, description="lower bound, itself excluded")
    up_to: float | None = Field(None, description="highest number, itself included")
    below: float | None = Field(None, description="upper bound, itself excluded")


def _span(raw: Mapping[Any, Any]) -> Span:
    try:
        band = _Band.model_validate(raw)
    except ValidationError as error:
        raise refuse_each(
            [
                (f".{one.field}", one.found, one.allowed, one.action)
                for one in problems(error, _Band)
            ]
        ) from None
    lows = [bound for bound in (band.from_, band.above) if bound is not None]
    highs = [bound for bound in (band.up_to, band.below) if bound is not None]
    allowed = "from or above, and up_to or below"
    if len(lows) > 1 or len(highs) > 1:
        raise refuse("two bounds on one side", allowed, "remove one")
    if not lows and not highs:
        raise refuse("a band without bounds", allowed, "add one, or leave the key out")
    low, high = next(iter(lows), None), next(iter(highs), None)
    both_in = band.from_ is not None and band.up_to is not None
    if low is not None and high is not None and (low > high or (low == high and not both_in)):
        raise refuse(f"{low:g} to {high:g}", "a band with room", "correct the bounds")
    return Span(low, high, band.from_ is not None, band.up_to is not None)
