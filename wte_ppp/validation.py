"""What every definition shares: quantities with unit and range, and problems a user can act on.

A definition is a frozen pydantic model of what a user writes. Its numbers are declared by
:func:`quantity` with unit, allowed range and plausible range; the same declaration gives the error
message, the plausibility warning and the JSON Schema.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, cast, get_args

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from wte_ppp.arrays import Numeric
from wte_ppp.documents import Document, Problem, did_you_mean

__all__ = [
    "Implausible",
    "Quantity",
    "Section",
    "implausible",
    "problems",
    "quantity",
    "refuse",
    "refuse_each",
    "shown",
]


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


def problems(
    error: ValidationError,
    model: type[BaseModel],
    document: Document | None = None,
    under: str = "",
) -> tuple[Problem, ...]:
    """Problems of a file from what pydantic found.

    Parameters
    ----------
    error
        Raised by the model.
    model
        The definition that was validated.
    document
        The file, for its name and lines; None for data that came from Python.
    under
        Dotted place of the validated part in the file.

    Returns
    -------
    tuple[Problem, ...]
        One a fault, each with what was found, what is allowed and what to do.
    """
    result: list[Problem] = []
    for item in error.errors(include_url=False):
        location = [part for part in item["loc"] if not str(part).startswith("function-")]
        field = ".".join(str(part) for part in ([under] if under else []) + location)
        context = item.get("ctx", {})
        faults = context.get("faults") or [("", _found(item), *_advice(item, location, model))]
        for below, *parts in faults:
            line = (document.line_of(field + below) or 1) if document else None
            path = document.path if document else None
            result.append(Problem(path, line, field + below, *parts))
    return tuple(sorted(result, key=lambda one: (one.line or 0, one.field)))


def _found(item: Mapping[str, Any]) -> str:
    if item["type"] == "missing":
        return "nothing"
    if item["type"] == "extra_forbidden":
        return f"unknown key {str(item['loc'][-1])!r}"
    return repr(item.get("input"))[:80]


def _advice(
    item: Mapping[str, Any],
    location: Sequence[int | str],
    model: type[BaseModel],
) -> tuple[str, str]:
    """What is allowed at a place and what to do there."""
    if item["type"] == "extra_forbidden":
        parent = model_at(model, location[:-1])
        fields = parent.model_fields if parent else {}
        keys = [field.alias or name for name, field in fields.items()]
        guess = did_you_mean(str(location[-1]), keys)
        action = f"write {guess!r}" if guess else "remove it"
        return "one of " + ", ".join(keys), action
    field = field_at(model, location)
    bounds = range_of(field) if field else None
    if item["type"] == "missing":
        words = get_args(field.annotation) if field else ()
        if words and all(isinstance(word, str) for word in words):
            return "one of " + ", ".join(words), "add it"
        description = (field.description if field else None) or "a value"
        return bounds.allowed if bounds else description, "add it"
    if item["type"] == "literal_error":
        return f"one of {item['ctx']['expected']}", "write one of them"
    if item["type"] in ("model_type", "dict_type"):
        return "keys with values", "write its keys below it, or leave it out"
    # What remains are pydantic's own tests of texts, lists and years.
    message = str(item["msg"]).removeprefix("Input should be ").removeprefix("a valid ")
    for theirs, ours in (("tuple", "list"), ("string", "text"), ("integer", "whole number")):
        message = message.replace(theirs, ours)
    return message, "correct it"


def model_at(model: type[BaseModel], location: Sequence[int | str]) -> type[BaseModel] | None:
    """Definition at a place below another, or None if the place holds something else."""
    current: type[BaseModel] | None = model
    for part in location:
        if current is None:
            return None
        field = _field(current, part)
        if field is not None:
            current = section_in(field)
    return current


def field_at(model: type[BaseModel], location: Sequence[int | str]) -> FieldInfo | None:
    """Field at a place of a definition, or the nearest above it."""
    for depth in range(len(location), 0, -1):
        parent = model_at(model, location[: depth - 1])
        field = _field(parent, location[depth - 1]) if parent else None
        if field is not None:
            return field
    return None


def section_in(field: FieldInfo) -> type[BaseModel] | None:
    """Definition that a field holds, also as `Section | None` or `dict[str, Section]`."""
    return _section_in(field.annotation)


def _field(model: type[BaseModel], key: int | str) -> FieldInfo | None:
    fields = model.model_fields.items()
    return next((field for name, field in fields if (field.alias or name) == str(key)), None)


def _section_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _section_in(inner)
        if found is not None:
            return found
    return None
