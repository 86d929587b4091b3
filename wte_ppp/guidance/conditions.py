"""Conditions under which a dated value holds: days and words of the project, all of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from wte_ppp.documents import did_you_mean
from wte_ppp.guidance.days import Date, surely_from
from wte_ppp.guidance.names import DAYS, VARIABLES, WORDS, name_in_words
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.shapes import NAME
from wte_ppp.guidance.written import WORDS_SCHEMA, read_words
from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.validation import Fault, Section, faults_of, refuse, refuse_each

BETWEEN = ("from", "before")


@dataclass(frozen=True)
class DayTerm:
    """A day of the project that lies in a time: from a day on, before a day, or both."""

    name: str
    from_: datetime.date | None
    before: datetime.date | None

    def met(self, project: Project) -> bool | None:
        """Whether the project's day lies there; None where the project does not say it."""
        day = project.days.get(self.name)
        if day is None:
            return None
        return (self.from_ is None or self.from_ <= day) and (
            self.before is None or day < self.before
        )

    def shares(self, other: "Term") -> bool:
        """Whether a project may meet both terms, which are of one name."""
        assert isinstance(other, DayTerm)
        starts = [day for day in (self.from_, other.from_) if day is not None]
        ends = [day for day in (self.before, other.before) if day is not None]
        return not starts or not ends or max(starts) < min(ends)

    def within(self, other: "Term") -> bool:
        """Whether every day that meets this meets the other, which is of one name."""
        assert isinstance(other, DayTerm)
        late = other.from_ is None or (self.from_ is not None and other.from_ <= self.from_)
        return late and (
            other.before is None or (self.before is not None and self.before <= other.before)
        )

    def example(self) -> datetime.date:
        """A day that meets the term."""
        if self.from_ is not None:
            return self.from_
        assert self.before is not None
        return self.before - datetime.timedelta(days=1)

    def in_words(self, by: str) -> Message:
        """The term as a person reads it."""
        values: dict[str, Any] = {"day": name_in_words(self.name)}
        if self.from_ is not None:
            values["start"] = self.from_
        if self.before is not None:
            values["end"] = self.before
        if self.from_ is None:
            return Message(mark("{day} before {end}"), **values)
        if self.before is None:
            return Message(mark("{day} from {start}"), **values)
        return Message(mark("{day} from {start} and before {end}"), **values)


@dataclass(frozen=True)
class WordTerm:
    """A word of the project that is one of several."""

    name: str
    words: tuple[str, ...]

    def met(self, project: Project) -> bool | None:
        """Whether the project's word is among them; None where the project does not say it."""
        word = project.words.get(self.name)
        return None if word is None else word in self.words

    def shares(self, other: "Term") -> bool:
        """Whether a project may meet both terms, which are of one name."""
        assert isinstance(other, WordTerm)
        return not set(self.words).isdisjoint(other.words)

    def within(self, other: "Term") -> bool:
        """Whether every word that meets this meets the other, which is of one name."""
        assert isinstance(other, WordTerm)
        return set(self.words) <= set(other.words)

    def in_words(self, by: str) -> Message:
        """The term as a person reads it; the words are the author's."""
        words = tuple(Quoted(word, by) for word in self.words)
        return Message("{name}: {words}", name=name_in_words(self.name), words=words)


Term: TypeAlias = DayTerm | WordTerm


@dataclass(frozen=True)
class When:
    """Conditions of a dated value; all must hold."""

    terms: tuple[Term, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Days and words that the conditions ask for."""
        return tuple(term.name for term in self.terms)

    def met(self, project: Project) -> bool | None:
        """Whether a project meets all; None where it does not say what one of them asks."""
        verdicts = [term.met(project) for term in self.terms]
        if False in verdicts:
            return False
        return None if None in verdicts else True

    def missing(self, project: Project) -> tuple[str, ...]:
        """Names that the project does not say."""
        return tuple(term.name for term in self.terms if term.met(project) is None)

    def shares(self, other: "When") -> bool:
        """Whether one project may meet both."""
        mine = {term.name: term for term in self.terms}
        return all(mine[term.name].shares(term) for term in other.terms if term.name in mine)

    def narrower(self, other: "When") -> bool:
        """Whether whoever meets these meets the other too, and not the other way round.

        Examples
        --------
        >>> adb = read_when({"lender": "adb"})
        >>> south = read_when({"lender": "adb", "region": "south"})
        >>> south.narrower(adb), adb.narrower(south), adb.narrower(adb)
        (True, False, False)
        """
        return self._within(other) and not other._within(self)

    def _within(self, other: "When") -> bool:
        mine = {term.name: term for term in self.terms}
        return all(term.name in mine and mine[term.name].within(term) for term in other.terms)

    def example(self) -> Project:
        """A project that meets all conditions and says no more."""
        days = {term.name: term.example() for term in self.terms if isinstance(term, DayTerm)}
        words = {term.name: term.words[0] for term in self.terms if isinstance(term, WordTerm)}
        return Project(days, words)

    def in_words(self, by: str) -> Message:
        """All conditions in a line.

        Examples
        --------
        >>> when = read_when({"contract": {"before": "2025-10-10"}, "region": "jawa"})
        >>> str(when.in_words("ID"))
        'day of the contract before 10 October 2025 and region: jawa'
        """
        return Message("{terms: and }", terms=tuple(term.in_words(by) for term in self.terms))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(read_when)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        date = {"type": "string", "format": "date"}
        day = {
            "type": "object",
            "properties": dict.fromkeys(BETWEEN, date),
            "minProperties": 1,
            "additionalProperties": False,
        }
        return {
            "type": "object",
            "properties": dict.fromkeys(DAYS, day),
            "additionalProperties": WORDS_SCHEMA,
            "propertyNames": {"pattern": NAME},
            "minProperties": 1,
        }


def read_when(raw: Any) -> When:
    """Conditions from what a file holds.

    Raises
    ------
    PydanticCustomError
        With every fault, each with its place below the conditions.
    """
    if isinstance(raw, When):
        return raw
    if not isinstance(raw, Mapping) or not raw:
        raise refuse(repr(raw)[:80], "conditions by name", "see docs, or remove it")
    terms: list[Term] = []
    faults: list[Fault] = []
    for name, body in raw.items():
        try:
            terms.append(_day(name, body) if name in DAYS else _word(str(name), body))
        except PydanticCustomError as error:
            faults += faults_of(error, f".{name}")
    if faults:
        raise refuse_each(faults)
    return When(tuple(terms))


class _Time(Section):
    day: Date


def _day(name: str, body: Any) -> DayTerm:
    allowed = "{from: 'YYYY-MM-DD'}, {before: 'YYYY-MM-DD'} or both"
    if not isinstance(body, Mapping) or not body:
        raise refuse(repr(body)[:80], allowed, "write one of them")
    faults: list[Fault] = []
    found: dict[str, datetime.date] = {}
    for key, text in body.items():
        if key not in BETWEEN:
            guess = did_you_mean(str(key), BETWEEN)
            action = f"write {guess!r}" if guess else "write one of them"
            faults.append((f".{key}", f"unknown key {str(key)!r}", "from, before", action))
            continue
        try:
            _Time.model_validate({"day": text})
        except ValueError:
            shown = repr(str(text) if isinstance(text, datetime.date) else text)[:80]
            faults.append((f".{key}", shown, "a date as 'YYYY-MM-DD', in quotes", "correct it"))
            continue
        found[key] = surely_from(text)
    if not faults and len(found) == len(BETWEEN) and found["from"] >= found["before"]:
        shown = f"from {found['from']} before {found['before']}"
        faults.append(("", shown, "a time that some day lies in", "correct one of them"))
    if faults:
        raise refuse_each(faults)
    return DayTerm(name, found.get("from"), found.get("before"))


def _word(name: str, body: Any) -> WordTerm:
    if name in VARIABLES:
        found, allowed = f"{name!r}, a number", "a day or a word of the project"
        raise refuse(found, allowed, "write sizes into the value, as steps or a table")
    if isinstance(body, Mapping) and name in WORDS:
        allowed = "a word or a list of words"
        raise refuse(repr(body)[:80], allowed, "list the words for which it holds")
    if isinstance(body, Mapping):
        guess = did_you_mean(name, DAYS)
        action = f"write {guess!r}" if guess else "write one of them, or a word"
        raise refuse(f"unknown day {name!r}", "one of " + ", ".join(DAYS), action)
    return WordTerm(name, read_words(body, "a word or a list of words"))
