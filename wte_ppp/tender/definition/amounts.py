"""Exact numbers as fields of a definition."""

import re
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from wte_ppp.tender.exact import exact, shown_exactly
from wte_ppp.validation import refuse

FULL = 100
MOST_DECIMALS = 28
PARTS = re.compile(r"([0-9]{1,6})/([1-9][0-9]{0,5})")


def _positive(value: Any) -> Fraction:
    number = exact(value)
    if number <= 0:
        raise refuse(str(value)[:80], "a number above 0", "correct it")
    return number


def _percent(value: Any) -> Fraction:
    number = exact(value)
    if not 0 <= number <= FULL:
        raise refuse(str(value)[:80], "a number from 0 to 100", "correct it")
    return number


def _parted(value: Any) -> Any:
    """A fraction of two whole numbers as one number; anything else as it is."""
    parts = PARTS.fullmatch(value.strip()) if isinstance(value, str) else None
    return Fraction(int(parts[1]), int(parts[2])) if parts else value


def _weight(value: Any) -> Fraction:
    return _positive(_parted(value))


def _percent_weight(value: Any) -> Fraction:
    return _percent(_parted(value))


_SCHEMA = WithJsonSchema({"type": ["number", "string"]})
_TEXT = PlainSerializer(lambda value: shown_exactly(value, MOST_DECIMALS), return_type=str)
_PARTS = PlainSerializer(str, return_type=str)

Exact: TypeAlias = Annotated[Fraction, PlainValidator(exact), _SCHEMA, _TEXT]
ExactPositive: TypeAlias = Annotated[Fraction, PlainValidator(_positive), _SCHEMA, _TEXT]
# Twelve equal criteria of 100 points have 25/3 each, which no decimal is.
ExactWeight: TypeAlias = Annotated[Fraction, PlainValidator(_weight), _SCHEMA, _PARTS]
ExactPercentWeight: TypeAlias = Annotated[
    Fraction, PlainValidator(_percent_weight), _SCHEMA, _PARTS
]
ExactPercent: TypeAlias = Annotated[Fraction, PlainValidator(_percent), _SCHEMA, _TEXT]
