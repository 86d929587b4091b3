"""Guidance as data: a profile, its rules, and each rule's dated values with their reference."""

import datetime
import itertools
from typing import Literal, TypeAlias

from pydantic import Field, field_validator

from wte_ppp.validation import Section, refuse

__all__ = ["DatedValue", "Profile", "Reference", "Rule", "Status"]

Status: TypeAlias = Literal["law", "guidance", "practice", "assumption"]
Confidence: TypeAlias = Literal["S", "K", "U"]


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise refuse(repr(text), "a date as YYYY-MM-DD", "correct it") from None


class Reference(Section):
    """The document that a value comes from, the most official one at hand."""

    title: str = Field(min_length=3)
    clause: str = ""
    year: int = Field(ge=1900, le=2100)
    link: str = ""


class DatedValue(Section):
    """A rule's value from a date on; null where the rule ends or is unknown."""

    from_: str = Field(alias="from")
    value: float | str | None
    reference: Reference
    status: Status
    confidence: Confidence
    reviewed: str
    note: str = ""

    @field_validator("value", mode="before")
    @classmethod
    def _is_plain(cls, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, (int, float, str, type(None))):
            raise refuse(repr(value)[:80], "a number, a text or null", "correct it")
        return value

    @field_validator("from_", "reviewed")
    @classmethod
    def _is_date(cls, text: str) -> str:
        _date(text)
        return text

    @property
    def since(self) -> datetime.date:
        """First day on which the value holds."""
        return _date(self.from_)


class Rule(Section):
    """One rule of a country: what it is, its unit, and its values by date."""

    description: str
    unit: str
    feeds: str | None = None
    values: tuple[DatedValue, ...]

    @field_validator("values")
    @classmethod
    def _in_order(cls, values: tuple[DatedValue, ...]) -> tuple[DatedValue, ...]:
        if not values:
            raise refuse("none", "at least one dated value", "add one")
        dates = [value.since for value in values]
        if any(later <= earlier for earlier, later in itertools.pairwise(dates)):
            raise refuse(
                ", ".join(str(date) for date in dates),
                "dates in rising order, each once",
                "sort the values by 'from'",
            )
        return values


class Profile(Section):
    """Head of a toolkit or country profile: the file profile.yaml or toolkit.yaml."""

    schema_: Literal["wte_ppp/profile/1", "wte_ppp/toolkit/1"] = Field(alias="schema")
    id: str = Field(pattern=r"^[A-Za-z0-9_-]+$")
    name: str
    extends: str | None = None
    version: str
    as_of: str
    currency: str | None = None
    languages: tuple[str, ...] = ()

    @field_validator("as_of")
    @classmethod
    def _is_date(cls, text: str) -> str:
        _date(text)
        return text
