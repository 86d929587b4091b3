"""Exact numbers as fields of a definition."""

from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from wte_ppp.tender.exact import exact, shown_exactly
from wte_ppp.validation import refuse

FULL = 100
MOST_DECIMALS = 28


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


_SCHEMA = WithJsonSchema({"type": ["number", "string"]})
_TEXT = PlainSerializer(lambda value: shown_exactly(value, MOST_DECIMALS), return_type=str)

Exact: TypeAlias = Annotated[Fraction, PlainValidator(exact), _SCHEMA, _TEXT]
ExactPositive: TypeAlias = Annotated[Fraction, PlainValidator(_positive), _SCHEMA, _TEXT]
ExactPercent: TypeAlias = Annotated[Fraction, PlainValidator(_percent), _SCHEMA, _TEXT]
