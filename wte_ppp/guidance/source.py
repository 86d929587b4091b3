"""Documents that values come from, what was read of them, and whether they are law."""

import datetime
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from wte_ppp.guidance.days import FIRST_YEAR, LAST_YEAR, Date
from wte_ppp.validation import Section, refuse

LegalState: TypeAlias = Literal["draft", "proposed", "passed", "in_force", "repealed"]
ReadText: TypeAlias = Literal["official", "report", "unread"]


class Source(Section):
    """A document that values come from, and how it is known.

    `text` says what was read: the document itself or its issuer's own page ("official"), an
    account of it by somebody else ("report"), or nothing ("unread"). `state` is the legal state of
    what it tells: only what is in force is law and can bind; left out, it is not stated.
    """

    title: str = Field(min_length=3, description="title with number, as its issuer writes it")
    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR, description="year of issue")
    link: str = Field("", pattern=r"^(https?://\S+)?$", description="a link https://…, or ''")
    text: ReadText
    read: Date | None = Field(None, description="day on which it was read")
    law_year: int | None = Field(
        None,
        ge=1800,
        le=LAST_YEAR,
        description="year of the law that it tells of or consolidates, where that is earlier",
    )
    state: LegalState | None = Field(None, description="legal state; 'passed': not in force yet")
    until: Date | None = Field(None, description="first day on which it is law no more")
    note: str = ""

    @model_validator(mode="after")
    def _state_and_day(self) -> "Source":
        if self.until is not None and self.state not in ("in_force", "repealed"):
            found = f"until {self.until} with state {self.state or 'not stated'}"
            raise refuse(found, "state in_force or repealed", "write one of them, or remove it")
        if self.law_year is not None and self.law_year > self.year:
            found = f"law_year {self.law_year} after year {self.year}"
            raise refuse(found, f"a year up to {self.year}", "correct one of them")
        return self

    def refuses(self, until: datetime.date | None) -> str:
        """Why a value of status law cannot stand on it, or nothing.

        Parameters
        ----------
        until
            First day on which the value holds no more; None where none is known.
        """
        if self.state in ("draft", "proposed"):
            return f"law from what is only {self.state}"
        if self.state == "passed":
            return "law from what was passed and is not in force"
        if self.until is not None:
            ends = datetime.date.fromisoformat(self.until)
            return "" if until is not None and until <= ends else f"law that ended on {self.until}"
        return "law that was repealed" if self.state == "repealed" and until is None else ""

    @model_validator(mode="after")
    def _read_or_not(self) -> "Source":
        if self.text == "unread" and self.read is not None:
            found = "text: unread with a day of reading"
            raise refuse(found, "one of them", "write what was read, or remove 'read'")
        if self.text != "unread" and self.read is None:
            raise refuse(f"text: {self.text} without 'read'", "the day of reading", "add 'read:'")
        return self


class Reference(Section):
    """A further document, where in it, and what it says there."""

    source: str = Field(min_length=1, description="key in sources.yaml")
    clause: str = ""
    text: ReadText | None = Field(
        None, description="what was read there; left out: the source's own"
    )
    says: str = ""
