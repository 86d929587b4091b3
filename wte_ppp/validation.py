"""What every definition shares: quantities with unit and range, and problems a user can act on.

A definition is a frozen pydantic model of what a user writes. Its numbers are declared by
:func:`quantity` with unit, allowed range and plausible range; the same declaration gives the error
message, the plausibility warning and the JSON Schema.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, cast

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from wte_ppp.arrays import Numeric


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


@dataclass(frozen=True)
class Range:
    """Unit, allowed range and plausible range of a quantity."""

    unit: str
    low: float | None
    high: float | None
    low_excluded: bool
    plausible: tuple[float, float] | None
    whole: bool

    @property
    def allowed(self) -> str:
        """The allowed range in words."""
        kind = "whole number" if self.whole else "number"
        above = "above" if self.low_excluded else "from"
        if self.low is not None and self.high is not None:
            return f"{kind} {above} {self.low:g} to {self.high:g} {self.unit}".rstrip()
        if self.low is not None:
            return f"{kind} {above} {self.low:g} {self.unit}".rstrip()
        if self.high is not None:
            return f"{kind} up to {self.high:g} {self.unit}".rstrip()
        return f"{kind} in {self.unit}" if self.unit else kind

    def admits(self, value: Numeric) -> bool:
        """Whether every draw is finite and inside the allowed range."""
        array = np.asarray(value, dtype=float)
        if not np.all(np.isfinite(array)):
            return False
        if self.low is not None:
            above = array > self.low if self.low_excluded else array >= self.low
            if not np.all(above):
                return False
        if self.high is not None and not np.all(array <= self.high):
            return False
        return not self.whole or bool(np.all(array == np.rint(array)))

    def is_plausible(self, value: Numeric) -> bool:
        """Whether every draw lies in the plausible range."""
        if self.plausible is None:
            return True
        low, high = self.plausible
        return bool(np.all((np.asarray(value) >= low) & (np.asarray(value) <= high)))


def quantity(
    unit: str,
    description: str,
    *,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    plausible: tuple[float, float] | None = None,
    whole: bool = False,
    default: Any = ...,
) -> Any:
    """Field of a definition that holds a number, or draws of it.

    Parameters
    ----------
    unit
        Written in errors, in the schema and in the table of inputs.
    description
        One line for the schema and the reference page.
    ge, gt, le
        Allowed range; outside it the file is refused.
    plausible
        Range outside which the user is warned, not stopped.
    whole
        Whether only whole numbers make sense.
    default
        Left out: required (from the study, a country profile or the table of defaults).

    Returns
    -------
    Any
        A pydantic field.
    """
    low = gt if gt is not None else ge
    extra: dict[str, Any] = {"unit": unit}
    if ge is not None:
        extra["minimum_value"] = ge
    if gt is not None:
        extra["above"] = gt
    if le is not None:
        extra["maximum_value"] = le
    if plausible is not None:
        extra["plausible"] = list(plausible)
    bounds = Range(unit, low, le, gt is not None, plausible, whole)
    field = cast(FieldInfo, Field(default, description=description, json_schema_extra=extra))
    field.metadata.append(bounds)
    return field


def range_of(field: FieldInfo) -> Range | None:
    """Range that `quantity` declared for a field."""
    return next((item for item in field.metadata if isinstance(item, Range)), None)


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


@dataclass(frozen=True)
class Implausible:
    """A number that is allowed but outside the usual range."""

    field: str
    found: str
    unit: str
    low: float
    high: float

    def __str__(self) -> str:
        return (
            f"{self.field}: found {self.found} {self.unit}, usual range {self.low:,g} to "
            f"{self.high:,g} {self.unit}; check the number and its unit"
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
        if bounds is None or bounds.plausible is None or value is None:
            continue
        low, high = bounds.plausible
        found += [
            Implausible(place + suffix, shown(number), bounds.unit, low, high)
            for suffix, number in _numbers(value)
            if not bounds.is_plausible(number)
        ]
    return found
