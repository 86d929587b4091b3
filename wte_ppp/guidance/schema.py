"""Guidance as data: a profile's head, its sources, and its rules with their dated values."""

import datetime
import itertools
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from wte_ppp.guidance.conditions import When
from wte_ppp.guidance.days import (
    Date,
    DateOrMonth,
    may_hold_from,
    surely_from,
)
from wte_ppp.guidance.names import DAYS
from wte_ppp.guidance.reading import Value
from wte_ppp.guidance.references import RuleReference
from wte_ppp.guidance.shapes import Range
from wte_ppp.guidance.source import ReadText, Reference, Source
from wte_ppp.guidance.tables import cells, words_of
from wte_ppp.guidance.values import needs
from wte_ppp.validation import Section, refuse, refuse_each

Status: TypeAlias = Literal["law", "guidance", "practice", "assumption"]
Confidence: TypeAlias = Literal["S", "K", "U"]
Binding: TypeAlias = Literal["free", "exact", "at_least", "at_most", "within"]


class DatedValue(Section):
    """A rule's value from a day on; null where the rule ends or, with `gap`, is not known.

    `binding` says what a tender or study may do with the value: change it freely, keep it exactly,
    stay at least or at most at it, or within it (a range, or the words of a list). A value with
    `when` is an exception: it stands over the general rule where the project meets all of it.
    """

    from_: DateOrMonth = Field(
        alias="from", description="first day on which the value holds, or the month in which it is"
    )
    until: Date | None = Field(None, description="first day on which it holds no more")
    when: When | None = Field(None, description="conditions: days and words of the project")
    value: Annotated[Any, Value] = Field(description="what the rule says")
    unit: str | None = Field(None, description="unit of this value, where it is not the rule's")
    binding: Binding = "free"
    highest: bool = Field(
        False, description="the highest price of a frame or auction: what is agreed lies below it"
    )
    source: str = Field("", description="key in sources.yaml")
    clause: str = ""
    text: ReadText | None = Field(
        None, description="what was read at the clause; left out: the source's own"
    )
    also: tuple[Reference, ...] = Field((), description="further documents, and what they say")
    status: Status | None = None
    confidence: Confidence | None = None
    reviewed: Date | None = None
    reviewed_by: str = Field("", max_length=60, description="initials of who read it on that day")
    note: str = ""
    gap: str = Field("", description="what is not known and where to ask")

    @model_validator(mode="after")
    def _complete(self) -> "DatedValue":
        faults = []
        if self.gap:
            words = ("source", "text", "also", "status", "confidence")
            beside = [word for word in words if getattr(self, word)]
            if self.value is not None:
                action = "remove the gap, or write null without source, status and confidence"
                faults.append((".gap", "a gap beside a value", "one of them", action))
            elif beside:
                found = f"{', '.join(beside)} beside gap"
                faults.append((f".{beside[0]}", found, "nothing", "remove it, or the gap"))
        elif self.value is None and not self.source and self.status is None:
            allowed = "gap: what is not known and where to ask; or the source that ended the rule"
            faults.append((".value", "nothing, and no word why", allowed, "add gap:, or source:"))
        else:
            missing = [w for w in ("status", "confidence", "reviewed") if getattr(self, w) is None]
            faults += [(f".{word}", "nothing", _allowed(word), "add it") for word in missing]
            if self.text is not None and not self.source:
                faults.append((".text", f"text: {self.text} without source", "a source", "name it"))
        cited = [(self.source, self.clause), *((one.source, one.clause) for one in self.also)]
        for place, one in enumerate(cited):
            if one in cited[:place]:
                found = f"{one[0]}, {one[1]} a second time".replace(", a", " a")
                faults.append((f".also.{place - 1}", found, "each clause once", "remove it"))
        if self.binding != "free" and self.status not in ("law", None):
            found = f"binding: {self.binding} with status {self.status}"
            faults.append((".binding", found, "status law", "only read law binds: remove it"))
        if self.binding == "within" and not _has_inside(self.value):
            found = "binding: within"
            faults.append((".binding", found, "a range or list as value", "write another word"))
        if self.binding in ("at_least", "at_most") and not _is_bound(self.value):
            found = f"binding: {self.binding}"
            faults.append((".binding", found, "a number or scale as value", "write another word"))
        if self.highest and not _is_bound(self.value):
            found = "highest: true"
            faults.append((".highest", found, "a number or scale as value", "remove it"))
        if self.until is not None and self.ends is not None and self.ends <= self.since:
            found = f"until {self.until} with from {self.from_}"
            faults.append((".until", found, "a day after 'from'", "correct one of them"))
        if faults:
            raise refuse_each(faults)
        return self

    @property
    def since(self) -> datetime.date:
        """First day on which the value holds; of a month, its last."""
        return surely_from(self.from_)

    @property
    def earliest(self) -> datetime.date:
        """First day on which the value may hold; of a month, its first."""
        return may_hold_from(self.from_)

    @property
    def cites(self) -> tuple[str, ...]:
        """Keys of the sources that it names."""
        return tuple(key for key in (self.source, *(one.source for one in self.also)) if key)

    def read(self, source: Source) -> ReadText:
        """What was read: at the clause where it says so, or else of its source."""
        return self.text or source.text

    @property
    def ends(self) -> datetime.date | None:
        """First day on which it holds no more, where it says so."""
        return None if self.until is None else datetime.date.fromisoformat(self.until)


def _allowed(word: str) -> str:
    return {
        "status": "law, guidance, practice or assumption",
        "confidence": "S (source read), K (known, not read) or U (uncertain)",
        "reviewed": "the day on which somebody last looked at it",
    }[word]


def _has_inside(value: Any) -> bool:
    return all(isinstance(cell, (Range, tuple, RuleReference)) for _, cell in cells(value))


def _is_bound(value: Any) -> bool:
    return all(
        isinstance(cell, (float, RuleReference)) or bool(needs(cell))
        for _, cell in cells(value)
        if cell is not None or cell is value
    )


class Rule(Section):
    """One rule: what it is, its unit, and its values by date."""

    description: str = Field("", description="what it is; left out: the outline's words")
    unit: str = Field("", description="unit of a number; '' for words")
    choices: tuple[str, ...] = Field((), description="allowed words of a text or list")
    feeds: str | None = Field(None, description="study input that the rule fills")
    values: tuple[DatedValue, ...]

    @field_validator("values")
    @classmethod
    def _in_order(cls, values: tuple[DatedValue, ...]) -> tuple[DatedValue, ...]:
        if not values:
            raise refuse("an empty list", "at least one dated value", "add one")
        general = [(place, value) for place, value in enumerate(values) if value.when is None]
        for (_, earlier), (place, later) in itertools.pairwise(general):
            if later.since <= earlier.since:
                found = f"{later.from_} after {earlier.from_}"
                allowed = "dates in rising order, each once"
                raise refuse_each([(f".{place}.from", found, allowed, "sort the values")])
            if earlier.ends is not None and earlier.ends > later.since:
                found = f"from {later.from_}, while the value before holds until {earlier.until}"
                allowed = "a day from that on, or conditions in 'when'"
                raise refuse_each([(f".{place}.from", found, allowed, "correct one of them")])
        return values

    @model_validator(mode="after")
    def _among_choices(self) -> "Rule":
        faults = []
        for place, value in enumerate(self.values):
            allowed = "one of " + ", ".join(self.choices)
            faults += [
                (f".values.{place}.value{below}", repr(word), allowed, "write one of them")
                for below, cell in cells(value.value)
                for word in words_of(cell)
                if self.choices and word not in self.choices
            ]
        if faults:
            raise refuse_each(faults)
        return self

    def unit_of(self, value: DatedValue) -> str:
        """Unit of one of the rule's values."""
        return self.unit if value.unit is None else value.unit

    @property
    def general(self) -> tuple[DatedValue, ...]:
        """Values without conditions, in rising dates."""
        return tuple(value for value in self.values if value.when is None)

    @property
    def exceptions(self) -> tuple[DatedValue, ...]:
        """Values with conditions, which stand over the general ones where they are met."""
        return tuple(value for value in self.values if value.when is not None)

    @property
    def asks(self) -> tuple[str, ...]:
        """Days and words of the project that its conditions and references ask for."""
        names: list[str] = []
        for dated in self.values:
            names += dated.when.names if dated.when else ()
            on = dated.value.on if isinstance(dated.value, RuleReference) else None
            names += (on,) if on is not None and on in DAYS else ()
        return tuple(dict.fromkeys(names))

    def until(self, place: int) -> datetime.date | None:
        """First day on which the value at a place holds no more; None where none is known.

        A general value ends where the next begins; one with conditions where it says so.
        """
        value = self.values[place]
        later = [other.since for other in self.general if other.since > value.since]
        ends = [day for day in (value.ends, *(later[:1] if value.when is None else ())) if day]
        return min(ends, default=None)


class Profile(Section):
    """Head of a toolkit or country profile: the file toolkit.yaml or profile.yaml."""

    schema_: Literal["wte_ppp/profile/1", "wte_ppp/toolkit/1"] = Field(alias="schema")
    id: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
        max_length=60,
        description="letters, digits, - and _",
    )
    name: str = Field(min_length=1)
    extends: str | None = Field(None, description="id of the toolkit or profile beneath")
    procedure: str | None = Field(None, description="id of the evaluation toolkit beneath")
    version: str = Field(min_length=1)
    as_of: Date = Field(description="day on which the profile says how things stand")
    currency: str | None = Field(
        None, pattern=r"^[A-Z]{3}$", description="three capital letters, such as VND"
    )
    languages: tuple[str, ...] = ()


class Entry(Section):
    """One entry of a catalogue, with where it comes from."""

    source: str = Field("", description="key in sources.yaml")
    clause: str = ""
    also: tuple[Reference, ...] = Field(
        default=(), description="further documents, such as a case told"
    )
    status: Status
    confidence: Confidence
    reviewed: Date
    note: str = ""

    @property
    def cites(self) -> tuple[str, ...]:
        """Keys of the sources that it names."""
        return tuple(key for key in (self.source, *(one.source for one in self.also)) if key)
