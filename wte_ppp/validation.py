"""What every definition shares: quantities with unit and range, and problems a user can act on.

A definition is a frozen pydantic model of what a user writes, its fields declared by the cards of
`wte_ppp.cards`.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self, TypeAlias

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from wte_ppp.arrays import Numeric
from wte_ppp.cards import card_of, range_of
from wte_ppp.currencies import DOLLARS, Money
from wte_ppp.messages import Message, sentence


def number_or_draws(value: Any) -> Numeric:
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


# Place below the section, what was found, what is allowed, what to do.
Fault: TypeAlias = tuple[str, str, str, str]

Quantity: TypeAlias = Annotated[
    float | np.ndarray, PlainValidator(number_or_draws), WithJsonSchema({"type": "number"})
]


def refuse(found: str, allowed: str, action: str) -> PydanticCustomError:
    """Error of a validator in the three parts that a user needs."""
    return refuse_each([("", found, allowed, action)])


def refuse_each(faults: Sequence[Fault]) -> PydanticCustomError:
    """Error of a validator with several faults: place below the field, found, allowed, action."""
    return PydanticCustomError("refused", "{faults}", {"faults": list(faults)})


def faults_of(error: PydanticCustomError, place: str = "") -> list[Fault]:
    """Faults that a validator refused a value for, each at its place below another."""
    faults = (error.context or {})["faults"]
    return [(f"{place}{below}", *rest) for below, *rest in faults]


@dataclass(frozen=True)
class Joint:
    """A check of several fields of a section, made once all of them are valid by themselves.

    `check` takes their values in the order of `names` and gives a `Fault` for each that it finds.
    """

    names: tuple[str, ...]
    check: Callable[..., Iterable[Fault]]


class Section(BaseModel):
    """Part of a definition: frozen, unknown keys refused, quantities held to their range.

    What joins several fields stands in `joint`. It does not depend on their order, and is told
    beside the faults of other fields.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, str_strip_whitespace=True
    )
    joint: ClassVar[tuple[Joint, ...]] = ()

    @field_validator("*", mode="after")
    @classmethod
    def _within_range(cls, value: Any, info: ValidationInfo) -> Any:
        name = str(info.field_name)
        field = cls.model_fields[name]
        money = info.context if isinstance(info.context, Money) else DOLLARS
        bounds = range_of(field)
        bounds = None if bounds is None else money.range(bounds)
        unknown = (
            isinstance(value, float)
            and math.isnan(value)
            and (card_of(field).unknown or (bounds is not None and money.lacks_rate(bounds.unit)))
        )
        if bounds is not None and value is not None and not unknown:
            outside = [
                (place, shown(number), bounds.allowed, "correct the number, or its unit")
                for place, number in _numbers(value)
                if not bounds.admits(number)
            ]
            if outside:
                raise refuse_each(outside)
        model, valid = _VALID.get()
        if model is cls:
            valid[name] = value
        return value

    @model_validator(mode="wrap")
    @classmethod
    def _holds_together(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not cls.joint:
            return handler(data)
        valid: dict[str, Any] = {}
        token = _VALID.set((cls, valid))
        try:
            section = handler(data)
        except ValidationError as error:
            single = error.errors(include_url=False)
            faults = cls._joint_faults(cls._sound(valid, single))
            if not faults:
                raise
            joined = InitErrorDetails(type=refuse_each(faults), loc=(), input=data)
            raise ValidationError.from_exception_data(
                cls.__name__, [*map(_again, single), joined]
            ) from None
        finally:
            _VALID.reset(token)
        faults = cls._joint_faults({name: getattr(section, name) for name in cls.model_fields})
        if faults:
            raise refuse_each(faults)
        return section

    @classmethod
    def _sound(cls, valid: Mapping[str, Any], single: Sequence[ErrorDetails]) -> dict[str, Any]:
        """Fields of a faulty section that have no fault of their own."""
        places = {error["loc"][0] if error["loc"] else None for error in single}
        if None in places:
            return {}
        left_out = {
            name: field.get_default(call_default_factory=True, validated_data={})
            for name, field in cls.model_fields.items()
            if not field.is_required()
        }
        fields = {**left_out, **valid}
        return {name: value for name, value in fields.items() if name not in places}

    @classmethod
    def _joint_faults(cls, values: Mapping[str, Any]) -> list[Fault]:
        return [
            fault
            for joint in cls.joint
            if all(name in values for name in joint.names)
            for fault in joint.check(*(values[name] for name in joint.names))
        ]


# Fields of the section that is being validated and has checks of several fields, as they pass.
_VALID: ContextVar[tuple[type[Section] | None, dict[str, Any]]] = ContextVar(
    "_VALID", default=(None, {})
)


def _again(error: ErrorDetails) -> InitErrorDetails:
    """An error as pydantic takes it back."""
    context = error.get("ctx", {})
    kind: str | PydanticCustomError = error["type"]
    if kind == "refused":
        kind = PydanticCustomError("refused", "{faults}", context)
    return InitErrorDetails(type=kind, loc=error["loc"], input=error["input"], ctx=context)


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


def implausible(section: Section, path: str = "", money: Money = DOLLARS) -> list[Implausible]:
    """Numbers of a definition outside their plausible range.

    Parameters
    ----------
    section
        A valid definition.
    path
        Dotted place of the section in its file.
    money
        Of the study, in which amounts and their usual ranges are.

    Returns
    -------
    list[Implausible]
        In the order of the definition.
    """
    doubts: list[Implausible] = []
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        place = f"{path}.{name}" if path else name
        if isinstance(value, Section):
            doubts += implausible(value, place, money)
            continue
        bounds = range_of(field)
        bounds = None if bounds is None else money.range(bounds)
        if bounds is None or bounds.usual is None or value is None:
            continue
        low, high = bounds.usual
        doubts += [
            Implausible(place + suffix, in_words(number), bounds.unit, low, high)
            for suffix, number in _numbers(value)
            if not np.all(np.isnan(number)) and not bounds.is_usual(number)
        ]
    return doubts
