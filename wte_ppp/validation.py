"""What every definition shares: quantities with unit and range, and problems a user can act on.

A definition is a frozen pydantic model of what a user writes, its fields declared by the cards of
`wte_ppp.cards`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError

from wte_ppp.arrays import Numeric
from wte_ppp.cards import range_of
from wte_ppp.messages import Message, sentence


def _as_quantity(value: Any) -> Numeric:
    """Number as float, draws (n,) as (n, 1) so that they broadcast against years."""
    if isinstance(value, np.ndarray):
        array = np.asarray(value, dtype=float)
        if array.ndim not in (1, 2) or (array.ndim == 2 and array.shape[1] != 1) or not array.size:
            raise refuse(f"an array of shape {array.shape}", "draws of shape (n,)", "reshape it")
        return array.reshape(-1, 1)
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise refuse(repr(value)[:80], "a number", "write it without unit and separators")
    try:
        return float(value)
    except OverflowError:
        raise refuse("a number of more than 300 digits", "a number", "correct it") from None


Quantity: TypeAlias = Annotated[
    float | np.ndarray, PlainValidator(_as_quantity), WithJsonSchema({"type": "number"})
]


def refuse(found: str, allowed: str, action: str) -> PydanticCustomError:
    """Error of a validator in the three parts that a user needs."""
    return refuse_each([("", found, allowed, action)])


def refuse_each(faults: Sequence[tuple[str, str, str, str]]) -> PydanticCustomError:
    """Error of a validator with several faults: place below the field, found, allowed, action."""
    return PydanticCustomError("refused", "{faults}", {"faults": list(faults)})


class Section(BaseModel):
    """Part of a definition: frozen, unknown keys refused, quantities held to their range."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, str_strip_whitespace=True
    )

    @field_validator("*", mode="after")
    @classmethod
    def _within_range(cls, value: Any, info: ValidationInfo) -> Any:
        bounds = range_of(cls.model_fields[str(info.field_name)])
        if bounds is None or value is None:
            return value
        outside = [
            (place, shown(number), bounds.allowed, "correct the number, or its unit")
            for place, number in _numbers(value)
            if not bounds.admits(number)
        ]
        if outside:
            raise refuse_each(outside)
        return value


def _numbers(value: Any) -> Iterator[tuple[str, Numeric]]:
    """Every number in a field with its place below the field."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield f".{key}", item
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield f".{index}", item
    else:
        yield "", value


def shown(value: Numeric) -> str:
    """A number, or the range of its draws, as a message shows it."""
    array = np.asarray(value, dtype=float)
    if array.size == 1:
        return f"{array.item():,.10g}"
    return f"draws from {array.min():,.10g} to {array.max():,.10g}"


def in_words(value: Numeric) -> Message:
    """A number, or the range of its simulated values, as a message.

    Examples
    --------
    >>> str(in_words(np.array([[7.0], [9.5]])))
    'simulated values from 7 to 9.5'
    """
    array = np.asarray(value, dtype=float)
    if array.size == 1:
        return Message("{value:max10}", value=array.item())
    low, high = float(array.min()), float(array.max())
    return Message("simulated values from {low:max10} to {high:max10}", low=low, high=high)


@dataclass(frozen=True)
class Implausible:
    """A number that is allowed but outside the usual range."""

    field: str
    number: Message
    unit: str
    low: float
    high: float

    @property
    def warning(self) -> Message:
        """What a person is told of it."""
        return Message(
            "{input}: {number} {unit} is outside the usual range of {low:max6} to {high:max6} "
            "{unit}; check the number and its unit",
            input=self.field,
            number=self.number,
            low=self.low,
            high=self.high,
            unit=sentence(self.unit),
        )


def implausible(section: Section, path: str = "") -> list[Implausible]:
    """Numbers of a definition outside their plausible range.

    Parameters
    ----------
    section
        A valid definition.
    path
        Dotted place of the section in its file.

    Returns
    -------
    list[Implausible]
        In the order of the definition.
    """
    found: list[Implausible] = []
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        place = f"{path}.{name}" if path else name
        if isinstance(value, Section):
            found += implausible(value, place)
            continue
        bounds = range_of(field)
        if bounds is None or bounds.usual is None or value is None:
            continue
        low, high = bounds.usual
        found += [
            Implausible(place + suffix, in_words(number), bounds.unit, low, high)
            for suffix, number in _numbers(value)
            if not bounds.is_usual(number)
        ]
    return found
