"""A rule's value: plain, or one of the fixed shapes; what it is in a situation; and in words."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from wte_ppp.documents import did_you_mean
from wte_ppp.field_problems import problems
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.shapes import (
    BandLinear,
    CappedIndex,
    Linear,
    Range,
    Situation,
    Steps,
    Weights,
)
from wte_ppp.messages import Message, Quoted, Text, mark, sentence
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
        wrong = [place for place, item in enumerate(raw) if not isinstance(item, str) or not item]
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
        for problem in problems(error, model):
            below = problem.field.removeprefix(inner).removeprefix(".")
            place = f".{word}.{below}" if below else f".{word}"
            faults.append((place, problem.found, problem.allowed, problem.action))
        raise refuse_each(faults) from None
    assert isinstance(shape, Shape)
    return shape


def value_at(value: Plain | Shape, situation: Situation) -> Plain | Range | Weights:
    """What a rule says in a situation.

    Raises `DocumentError` if the situation lacks what the value depends on, or names what there
    is none of.
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
        inner = [band.value.linear.by for band in value.bands if isinstance(band.value, BandLinear)]
        return tuple(dict.fromkeys((value.by, *inner)))
    if isinstance(value, CappedIndex):
        return (value.by,) if value.at_most_percent_per_year is None else (value.by, "years")
    return ("pollutant",) if isinstance(value, EmissionLimits) else ()


def takes(value: Plain | Shape) -> tuple[str, ...]:
    """Names that a situation may give for a value: what it needs, and for limits what picks a row.

    Examples
    --------
    >>> takes(2114.0)
    ()
    """
    picked = ("averaging", "case") if isinstance(value, EmissionLimits) else ()
    return (*needs(value), *picked)


def in_words(value: Plain | Shape, by: str = "") -> Text:
    """A value for a person, without its unit.

    Parameters
    ----------
    value
        As a profile or a tender holds it.
    by
        Who wrote it, such as a profile and its version: its words are theirs.

    Returns
    -------
    Message | Quoted
        With exact numbers.

    Examples
    --------
    >>> str(in_words(Linear(by="capacity_mw", intercept=0.1454, slope=-0.00076)))
    '0.1454 - 0.00076 x capacity in MW'
    """
    if value is None:
        return Message("none")
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, (float, int)):
        return Message("{value:max10}", value=value)
    if isinstance(value, str):
        return Quoted(value, by)
    if isinstance(value, tuple):
        return Message("{words:; }", words=tuple(Quoted(word, by) for word in value))
    if isinstance(value, Range):
        return Message("{low:max10} to {high:max10}", low=value.low, high=value.high)
    if isinstance(value, Weights):
        shares = (
            Message("{name} {share:max10}", name=sentence(name.replace("_", " ")), share=share)
            for name, share in value.shares.items()
        )
        return Message("{shares}", shares=tuple(shares))
    if isinstance(value, Linear):
        return _line(value)
    if isinstance(value, CappedIndex):
        return _index(value)
    if isinstance(value, Steps):
        steps = tuple(_step(value, place) for place in range(len(value.bands)))
        return Message("{steps:; }", steps=steps)
    return value.in_words(by)


def amount(value: Plain | Shape, unit: str, by: str = "") -> Text:
    """A value with its unit, for a person; emission limits carry units of their own.

    Examples
    --------
    >>> str(amount(2114.0, "VND/kWh"))
    '2,114 VND/kWh'
    """
    bare = isinstance(value, (str, bool, tuple, EmissionLimits)) or value is None
    if bare or not unit:
        return in_words(value, by)
    if isinstance(value, (float, int)):
        return Message("{value:max10} {unit}", value=value, unit=sentence(unit))
    return Message("{value} {unit}", value=in_words(value, by), unit=sentence(unit))


def _line(line: Linear) -> Message:
    numbers = {"intercept": line.intercept, "slope": abs(line.slope)}
    key = (
        mark("{intercept:max10} - {slope:max10} x {variable}")
        if line.slope < 0
        else mark("{intercept:max10} + {slope:max10} x {variable}")
    )
    text = Message(key, **numbers, variable=name_in_words(line.by))
    if line.at_least is not None:
        text = Message("{line}, at least {least:max10}", line=text, least=line.at_least)
    if line.at_most is not None:
        text = Message("{line}, at most {most:max10}", line=text, most=line.at_most)
    return text


def _index(value: CappedIndex) -> Message:
    text = Message(
        "{base:max10}, {share:max4} % of it following {index} from {base_index:max10}",
        base=value.base,
        share=Fraction(str(value.share)) * 100,
        index=name_in_words(value.by),
        base_index=value.base_index,
    )
    cap = value.at_most_percent_per_year
    if cap is None:
        return text
    return Message("{value}, at most {cap:max4} % a year", value=text, cap=cap)


def _step(steps: Steps, place: int) -> Text:
    band = steps.bands[place]
    value = band.value
    text = _line(value.linear) if isinstance(value, BandLinear) else in_words(value)
    if band.bound is None:
        return Message("{value} above", value=text) if place else text
    key = (
        mark("{value} up to {bound:max10} ({variable})")
        if band.up_to is not None
        else mark("{value} below {bound:max10} ({variable})")
    )
    return Message(key, value=text, bound=band.bound, variable=name_in_words(steps.by))
