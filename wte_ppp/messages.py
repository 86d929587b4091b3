"""What the program says and what a person wrote, as data; only a printer makes sentences of it.

A `Message` is a sentence of ours: its key is the English template, as in a gettext catalogue, and
its values keep their types. `Quoted` is what a person wrote: no printer looks it up, changes or
cuts a word of it. A plain `str` among the values is a name or an id, and is never translated.
"""

import datetime
import math
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Protocol, TypeAlias, cast

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from wte_ppp.numbers import NOT_DEFINED, decimals_of, rounded, to_form

_FORMATTER = string.Formatter()
COMMA, AND = ", ", " and "
AT_MOST = "max"  # "{points:max4}": exact, with no more than four decimals


class Message:
    """A sentence of the program: template and values.

    Parameters
    ----------
    key
        English, with the values' names in braces. A number's format stands behind its name:
        `{lhv:.2f}`, `{tonnes:,.0f}`, `{change:+.1f}`; `{points:max4}` is exact with at most four
        decimals; without one, an integer is written as it is (a year) and any other number with
        three significant digits. A tuple is a list: `{names}` is joined by commas, `{lines:; }` by
        what stands behind the colon.
    **values
        Numbers as numbers, names as `str`, other sentences as `Message`, a person's words as
        `Quoted`. `{money}` is the code of a study's money, `{sums}` what its sums are told in and
        `{scale}` that without the code; left out, they are USD, million USD and million.

    Raises
    ------
    ValueError
        When the names in the template are not those of the values.

    Examples
    --------
    >>> str(Message("LHV {lhv:.2f} MJ/kg, {source}", lhv=7.5, source=Quoted("see {x}", "survey")))
    'LHV 7.50 MJ/kg, see {x}'
    """

    __slots__ = ("_values", "key")

    def __init__(self, key: str, /, **values: "Value") -> None:
        self.key = key
        self._values = tuple(values.items())
        wanted = set(places(key))
        if wanted != set(values) and wanted - set(OF_MONEY) != set(values) - set(OF_MONEY):
            raise ValueError(f"message {key!r}: values {sorted(values)}, places {sorted(wanted)}")

    @property
    def values(self) -> "dict[str, Value]":
        """Values by name."""
        return dict(self._values)

    def __str__(self) -> str:
        return worded(self, _ENGLISH)

    def __repr__(self) -> str:
        values = "".join(f", {name}={value!r}" for name, value in self._values)
        return f"Message({self.key!r}{values})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return self.key == other.key and repr(self._values) == repr(other._values)

    def __hash__(self) -> int:
        return hash((self.key, repr(self._values)))


@dataclass(frozen=True)
class Quoted:
    """What a person wrote, by whom: "study file", a bidder, an officer, a profile.

    >>> str(Quoted("at least two of the three reference plants never ran", "Evaluation panel"))
    'at least two of the three reference plants never ran'
    """

    text: str
    by: str

    def __str__(self) -> str:
        return self.text


Text: TypeAlias = Message | Quoted
Scalar: TypeAlias = str | int | float | Decimal | Fraction | datetime.date | Message | Quoted
Value: TypeAlias = Scalar | tuple[Scalar, ...]


class Speech(Protocol):
    """How a language words templates, numbers and dates."""

    def template(self, key: str) -> str:
        """The template in this language; the key itself where there is none."""

    def number(self, value: int | float | Decimal | Fraction, form: str) -> str:
        """A number in the form that a template asks for."""

    def date(self, value: datetime.date) -> str:
        """A day in words."""

    def joined(self, parts: Sequence[str], separator: str) -> str:
        """A list in one line; the separator is the English one, such as ", " or " and "."""


def mark(key: str) -> str:
    """Mark a template for the catalogue where no `Message` is made of it yet, such as in a table.

    >>> mark("Waste")
    'Waste'
    """
    return key


def sentence(text: str) -> Message:
    """A text of our own tables and toolkits as a message: no places, its braces stay braces.

    >>> sentence("Maximum gearing {senior}").key
    'Maximum gearing {{senior}}'
    """
    return Message(text.replace("{", "{{").replace("}", "}}"))


def places(key: str) -> Iterator[str]:
    """Names of the places in a template.

    >>> list(places("{count} of {all:,}"))
    ['count', 'all']
    """
    for _, name, _, _ in _FORMATTER.parse(key):
        if name is not None:
            yield name


# What stands in a message's places of money where no study says which it is.
OF_MONEY: "Mapping[str, Value]" = {
    "money": "USD",
    "sums": Message("million USD"),
    "scale": Message("million"),
}


def worded(text: "Value", speech: Speech, form: str = "") -> str:
    """A text or value as a speech words it.

    Parameters
    ----------
    text
        A message is looked up; what a person wrote and names come back as they are.
    speech
        Of the reader.
    form
        Of a number, or the separator of a list.

    Returns
    -------
    str
        One string; braces in values stay braces.
    """
    if isinstance(text, Message):
        values = text.values
        if not values and not any(name in OF_MONEY for name in places(text.key)):
            # The template's doubled braces are undone by parsing alone.
            return "".join(part[0] for part in _FORMATTER.parse(speech.template(text.key)))
        parts = []
        for literal, name, spec, _ in _FORMATTER.parse(speech.template(text.key)):
            parts.append(literal)
            if name is not None:
                value = values[name] if name in values else OF_MONEY[name]
                parts.append(worded(value, speech, spec or ""))
        return "".join(parts)
    if isinstance(text, (Quoted, str)):
        return str(text)
    if isinstance(text, tuple):
        return speech.joined([worded(item, speech) for item in text], form or COMMA)
    if isinstance(text, datetime.date):
        return speech.date(text)
    return speech.number(text, form)


class English:
    """Plain English without a catalogue: what a result stores, logs and terminals show."""

    def template(self, key: str) -> str:
        """The key itself."""
        return key

    def joined(self, parts: Sequence[str], separator: str) -> str:
        """A list in one line."""
        return separator.join(parts)

    def number(self, value: int | float | Decimal | Fraction, form: str) -> str:
        """A number in a form, or with three significant digits."""
        if not math.isfinite(value):
            return NOT_DEFINED
        if form.startswith(AT_MOST):
            return f"{decimals_of(value, int(form[len(AT_MOST) :])):,f}"
        if isinstance(value, int):
            return format(value, form)
        if form:
            return format(to_form(value, form), form)
        figure = rounded(float(value))
        return NOT_DEFINED if figure is None else f"{figure[0]:,.{figure[1]}f}"

    def date(self, value: datetime.date) -> str:
        """A day in words."""
        return f"{value.day} {value:%B %Y}"


_ENGLISH = English()


def as_data(text: "Value") -> Any:
    """A text as JSON holds it: the English beside template and values.

    Parameters
    ----------
    text
        Message, quotation or value.

    Returns
    -------
    Any
        `{"text", "key", "values"}`, `{"text", "by"}`, or plain data; exact numbers stay exact.

    Examples
    --------
    >>> as_data(Message("{points:max2} points", points=Fraction(901, 2)))["values"]
    {'points': {'exact': '901/2'}}
    """
    if isinstance(text, Message):
        values = {name: as_data(value) for name, value in text.values.items()}
        return {"text": str(text), "key": text.key, **({"values": values} if values else {})}
    if isinstance(text, Quoted):
        return {"text": text.text, "by": text.by}
    if isinstance(text, tuple):
        return [as_data(item) for item in text]
    if isinstance(text, (Fraction, Decimal)):
        return {"exact": str(Fraction(text))}
    if isinstance(text, datetime.date):
        return {"date": text.isoformat()}
    if isinstance(text, float) and not math.isfinite(text):
        return None
    return text


def from_data(data: Any) -> Value:
    """The text that `as_data` wrote; a bare string is what an older result held.

    >>> from_data(as_data(Message("Waste"))), from_data("a note")
    (Message('Waste'), Quoted(text='a note', by=''))
    """
    if isinstance(data, (Message, Quoted)):
        return data
    if isinstance(data, str):
        return Quoted(data, "")
    return _value(data)


def _value(data: Any) -> Value:
    if isinstance(data, Mapping):
        if "key" in data:
            values = {name: _value(value) for name, value in data.get("values", {}).items()}
            return Message(data["key"], **values)
        if "by" in data:
            return Quoted(data["text"], data["by"])
        if "exact" in data:
            return Fraction(data["exact"])
        return datetime.date.fromisoformat(data["date"])
    if isinstance(data, list):
        return tuple(cast(Scalar, _value(item)) for item in data)
    return float("nan") if data is None else cast(Value, data)


_SCHEMA = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "description": "In English"},
        "key": {"type": "string", "description": "Template of the program's own sentence"},
        "values": {"type": "object", "description": "What stands in the template's places"},
        "by": {"type": "string", "description": "Who wrote it, where it is a person's own text"},
    },
    "required": ["text"],
    "additionalProperties": False,
}

# A field of a pydantic model that holds a text.
TextField: TypeAlias = Annotated[
    Message | Quoted, PlainValidator(from_data), PlainSerializer(as_data), WithJsonSchema(_SCHEMA)
]

# One that may be missing; an older result had an empty string there.
OptionalText: TypeAlias = Annotated[
    Message | Quoted | None,
    PlainValidator(lambda data: None if data is None or data == "" else from_data(data)),
    PlainSerializer(lambda text: None if text is None else as_data(text)),
    WithJsonSchema({"anyOf": [_SCHEMA, {"type": "null"}]}),
]
