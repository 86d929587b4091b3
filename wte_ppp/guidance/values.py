"""A rule's value: plain, or one of the fixed shapes; what it is in a situation; and in words."""

import math
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from wte_ppp.documents import did_you_mean
from wte_ppp.field_problems import problems
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.shapes import (
    BandLinear,
    CappedIndex,
    Linear,
    Range,
    Situation,
    Steps,
    Weights,
)
from wte_ppp.validation import Section, refuse, refuse_each

Plain: TypeAlias = float | bool | str | tuple[str, ...] | None

LONGEST_TEXT = 2000


Shape: TypeAlias = Range | Weights | Steps | Linear | CappedIndex | EmissionLimits
SHAPES: Mapping[str, type[Section]] = {
    "range": Range,
    "weights": Weights,
    "steps": Steps,
    "linear": Linear,
    "indexed": CappedIndex,
    "limits": EmissionLimits,
}
ALLOWED = "a number, text, true or false, a list of texts, null, or one of " + ", ".join(
    f"{{{word}: …}}" for word in SHAPES
)


class Value:
    """Type of a rule's value in a definition: plain, or one of the shapes, or null."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(read_value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        shapes = []
        for word, model in SHAPES.items():
            below: dict[str, Any] = (
                {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}
                if model is Weights
                else dict(handler(model.__pydantic_core_schema__))
            )
            shapes.append(
                {
                    "type": "object",
                    "properties": {word: below},
                    "required": [word],
                    "additionalProperties": False,
                }
            )
        plain = [{"type": kind} for kind in ("number", "boolean", "null")]
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
        words = {"type": "array", "items": text, "minItems": 1}
        return {"anyOf": [*plain, text, words, *shapes]}


def read_value(raw: Any) -> Plain | Shape:
    """A rule's value from what the file holds.

    Raises
    ------
    PydanticCustomError
        With every fault of the value, each with its place below it.
    """
    if raw is None or isinstance(raw, (bool, *SHAPES.values())):
        return cast(Plain | Shape, raw)
    if isinstance(raw, (int, float)):
        if not math.isfinite(raw):
            raise refuse(repr(raw), "a finite number", "correct it")
        return float(raw)
    if isinstance(raw, str):
        return _text(raw)
    if isinstance(raw, (list, tuple)):
        wrong = [place for place, one in enumerate(raw) if not isinstance(one, str) or not one]
        if wrong or not raw:
            faults = [(f".{place}", repr(raw[place])[:80], "a text", "quote it") for place in wrong]
            raise refuse_each(faults or [("", "an empty list", "at least one text", "add one")])
        if len(set(raw)) < len(raw):
            raise refuse("a word twice", "each word once", "remove one")
        return tuple(raw)
    if isinstance(raw, Mapping) and len(raw) == 1:
        ((word, body),) = raw.items()
        if word in SHAPES:
            return _shape(str(word), body)
        guess = did_you_mean(str(word), SHAPES)
        raise refuse(
            f"unknown shape {word!r}", ALLOWED, f"write {guess!r}" if guess else "see docs"
        )
    raise refuse(repr(raw)[:80], ALLOWED, "correct it")


def _text(raw: str) -> str:
    if not raw.strip() or len(raw) > LONGEST_TEXT:
        found = f"{len(raw)} characters" if raw.strip() else "an empty text"
        raise refuse(found, f"1 to {LONGEST_TEXT} characters", "shorten it, or write null")
    return raw.strip()


def _shape(word: str, body: Any) -> Shape:
    model = SHAPES[word]
    inner = "shares" if model is Weights else ""
    try:
        shape = model.model_validate({"shares": body} if inner else body)
    except ValidationError as error:
        faults = []
        for one in problems(error, model):
            below = one.field.removeprefix(inner).removeprefix(".")
            place = f".{word}.{below}" if below else f".{word}"
            faults.append((place, one.found, one.allowed, one.action))
        raise refuse_each(faults) from None
    assert isinstance(shape, Shape)
    return shape


def value_at(value: Plain | Shape, situation: Situation) -> Plain | Range | Weights:
    """What a rule says in a situation.

    Parameters
    ----------
    value
        As a profile holds it.
    situation
        Names such as `capacity_mw` or `pollutant` to numbers or words.

    Returns
    -------
    float | bool | str | tuple[str, ...] | Range | Weights | None
        Ranges and weights stay themselves; None where the rule gives nothing.

    Raises
    ------
    DocumentError
        If the situation lacks what the value depends on, or names what there is none of.
    """
    if isinstance(value, (Steps, Linear, CappedIndex, EmissionLimits)):
        return value.at(situation)
    return value


def needs(value: Plain | Shape) -> tuple[str, ...]:
    """Names that a situation must give for a value.

    Examples
    --------
    >>> needs(Linear(by="capacity_mw", intercept=1, slope=2)), needs(2114.0)
    (('capacity_mw',), ())
    """
    if isinstance(value, Linear):
        return (value.by,)
    if isinstance(value, Steps):
        inner = [one.value.linear.by for one in value.bands if isinstance(one.value, BandLinear)]
        return tuple(dict.fromkeys((value.by, *inner)))
    if isinstance(value, CappedIndex):
        return (value.by,) if value.at_most_percent_per_year is None else (value.by, "years")
    return ("pollutant",) if isinstance(value, EmissionLimits) else ()


def in_words(value: Plain | Shape) -> str:
    """A value for a person, without its unit.

    Examples
    --------
    >>> in_words(Linear(by="capacity_mw", intercept=0.1454, slope=-0.00076))
    '0.1454 - 0.00076 x capacity_mw'
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (float, int)):
        return f"{value:.10g}"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, Range):
        return f"{value.low:.10g} to {value.high:.10g}"
    if isinstance(value, Weights):
        return ", ".join(f"{name} {share:.10g}" for name, share in value.shares.items())
    if isinstance(value, Linear):
        return _line(value)
    if isinstance(value, CappedIndex):
        cap = value.at_most_percent_per_year
        capped = f", at most {cap:g} % a year" if cap is not None else ""
        return (
            f"{value.base:.10g}, {100 * value.share:g} % of it following {value.by} "
            f"from {value.base_index:.10g}{capped}"
        )
    if isinstance(value, Steps):
        return "; ".join(_step(value, place) for place in range(len(value.bands)))
    return value.in_words()


def amount(value: Plain | Shape, unit: str) -> str:
    """A value with its unit, for a person; emission limits carry units of their own.

    Examples
    --------
    >>> amount(2114.0, "VND/kWh")
    '2114 VND/kWh'
    """
    bare = isinstance(value, (str, bool, tuple, EmissionLimits)) or value is None
    return in_words(value) if bare else f"{in_words(value)} {unit}".rstrip()


def _line(line: Linear) -> str:
    sign = "-" if line.slope < 0 else "+"
    text = f"{line.intercept:.10g} {sign} {abs(line.slope):.10g} x {line.by}"
    low = f", at least {line.at_least:.10g}" if line.at_least is not None else ""
    high = f", at most {line.at_most:.10g}" if line.at_most is not None else ""
    return text + low + high


def _step(steps: Steps, place: int) -> str:
    band = steps.bands[place]
    value = band.value
    text = _line(value.linear) if isinstance(value, BandLinear) else in_words(value)
    if band.bound is None:
        return f"{text} above" if place else text
    return f"{text} {'up to' if band.up_to is not None else 'below'} {band.bound:.10g} {steps.by}"
