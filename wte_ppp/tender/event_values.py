"""Texts that an event's data holds: moments, days, fractions, hashes and sentences as stored."""

import datetime
import re
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator

from wte_ppp.messages import from_data

RATIONAL = re.compile(r"-?[0-9]{1,400}(/[0-9]{1,400})?")
HASH = re.compile(r"[0-9a-f]{64}")


def _moment(text: str) -> str:
    if datetime.datetime.fromisoformat(text).utcoffset() is None:
        raise ValueError("no time zone")
    return text


def _day(text: str) -> str:
    datetime.date.fromisoformat(text)
    return text


def _rational(text: str) -> str:
    # No exponent: 1e999999999 would be worked out in full.
    if not RATIONAL.fullmatch(text):
        raise ValueError("no fraction")
    Fraction(text)
    return text


def _hash(text: str) -> str:
    if not HASH.fullmatch(text):
        raise ValueError("no SHA-256")
    return text


def _words(data: Any) -> Any:
    try:
        str(from_data(data))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError("no sentence") from error
    return data


def _positive(text: str) -> str:
    if Fraction(text) <= 0:
        raise ValueError("not above 0")
    return text


Moment: TypeAlias = Annotated[str, AfterValidator(_moment)]
Day: TypeAlias = Annotated[str, AfterValidator(_day)]
Rational: TypeAlias = Annotated[str, AfterValidator(_rational)]
Positive: TypeAlias = Annotated[Rational, AfterValidator(_positive)]
Hash: TypeAlias = Annotated[str, AfterValidator(_hash)]
Words: TypeAlias = Annotated[Any, AfterValidator(_words)]
Envelope: TypeAlias = Literal["technical", "price"]
