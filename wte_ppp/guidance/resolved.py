"""A rule as it holds on a day: its value, where it comes from, how sure it is and what binds."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.project import UNSAID, Project
from wte_ppp.guidance.references import RuleReference
from wte_ppp.guidance.schema import Binding, Status
from wte_ppp.guidance.shapes import Situation
from wte_ppp.guidance.values import amount, needs, value_at
from wte_ppp.messages import Message, Quoted, Text, mark

CONFIDENCE: Mapping[str, str] = {
    "S": mark("source read"),
    "K": mark("established knowledge, source not re-read"),
    "U": mark("uncertain: check before use"),
}
STATUSES: Mapping[str, str] = {
    "law": mark("law"),
    "guidance": mark("guidance"),
    "practice": mark("practice"),
    "assumption": mark("assumption"),
}
DEMANDS: Mapping[Binding, str] = {
    "exact": mark("exactly {value}"),
    "at_least": mark("at least {value}"),
    "at_most": mark("at most {value}"),
    "within": mark("within {value}"),
}


@dataclass(frozen=True)
class Reference:
    """The document that a value comes from, with the clause.

    `state` is its legal state and `until` the first day on which it is law no more; empty where
    nobody stated them.
    """

    title: str
    clause: str
    year: int
    link: str
    text: str
    state: str = ""
    until: str = ""

    def __str__(self) -> str:
        clause = f", {self.clause}" if self.clause else ""
        return f"{self.title}{clause} ({self.year})"


@dataclass(frozen=True)
class Further:
    """A further document of a value, and what it says there."""

    reference: Reference
    says: Text | None


@dataclass(frozen=True)
class Link:
    """One step of the chain: what a layer says on the day, and since when."""

    origin: str
    value: Any
    since: datetime.date
    unit: str = ""


@dataclass(frozen=True)
class Bound:
    """A value that binds on the day, of the rule's own layer or of one beneath."""

    binding: Binding
    value: Any
    source: str
    since: datetime.date
    origin: str
    unit: str = ""

    def demand(self, unit: str) -> Message:
        """What is asked, in words with its unit, or that of the rule where it has none."""
        said = amount(self.value, self.unit or unit, self.origin)
        return Message(DEMANDS[self.binding], value=said)


@dataclass(frozen=True)
class Possible:
    """An exception that would stand over a rule, if the project met what it does not say.

    `condition` says under what it holds, `missing` are the names that the project does not say;
    `rule` is the id of the rule.
    """

    value: Any
    unit: str
    since: datetime.date
    binding: Binding
    condition: Message
    missing: tuple[str, ...]
    source: str
    origin: str
    gap: Text | None = None
    rule: str = ""

    def amount(self) -> Message | Quoted:
        """Value with its unit, in words."""
        if isinstance(self.value, RuleReference) and self.value.is_day_of(self.rule):
            return Message("its value on the {day}", day=name_in_words(str(self.value.on)))
        return amount(self.value, self.unit, self.origin)

    @property
    def told(self) -> Message:
        """The exception in a line: what would hold, where, and by which document."""
        if self.gap is not None:
            gap = self.gap
            if isinstance(gap, Quoted):
                gap = Quoted(gap.text.removesuffix("."), gap.by)  # inside another sentence
            return Message("not known where {condition}: {gap}", condition=self.condition, gap=gap)
        return Message(
            "{value} where {condition} ({source})",
            value=self.amount(),
            condition=self.condition,
            source=Quoted(self.source, self.origin),
        )


@dataclass(frozen=True)
class Override:
    """A tender's or study's own value in place of the rule's, by whom, and what it replaced."""

    by: str
    replaced: Any
    reason: str = ""


@dataclass(frozen=True)
class ResolvedRule:
    """A rule's value in force on a day, with where it comes from.

    `about` and `remark` are description and note as texts: a toolkit's are the program's own, a
    profile's are quoted. `chain` runs from the base toolkit to the layer whose value holds; `until`
    is the day on which the next value that is already known begins, and `goes_on` whether that one
    says the same; `highest` whether it is the top of a frame or auction; `bounds` are what an own
    value must keep to. `condition` says under what an exception holds that the `project` meets;
    `possible` are those that may hold, as the project does not say; `asks` names all that
    conditions ask for; `refers` is the reference through which the value came.
    """

    id: str
    description: str
    value: Any
    unit: str
    binding: Binding
    since: datetime.date
    until: datetime.date | None
    reference: Reference | None
    status: Status
    confidence: str
    reviewed: str
    note: str
    feeds: str | None
    choices: tuple[str, ...]
    chain: tuple[Link, ...]
    about: Text
    remark: Text | None
    bounds: tuple[Bound, ...] = ()
    override: Override | None = None
    condition: Message | None = None
    possible: tuple[Possible, ...] = ()
    asks: tuple[str, ...] = ()
    refers: RuleReference | None = None
    also: tuple[Further, ...] = ()
    project: Project = UNSAID
    reviewed_by: str = ""
    goes_on: bool = False
    highest: bool = False

    @property
    def origin(self) -> str:
        """Id and version of the profile or toolkit whose value holds."""
        return self.chain[-1].origin

    @property
    def source(self) -> str:
        """Reference in one line."""
        return str(self.cited)

    @property
    def cited(self) -> Message:
        """Reference, its title and clause as the document has them."""
        if self.reference is None:
            return Message("no source")
        title, clause = Quoted(self.reference.title, self.origin), self.reference.clause
        if not clause:
            return Message("{title} ({year})", title=title, year=self.reference.year)
        return Message(
            "{title}, {clause} ({year})",
            title=title,
            clause=Quoted(clause, self.origin),
            year=self.reference.year,
        )

    @property
    def standing(self) -> Message:
        """Reference, the profile that names it, and how sure that is."""
        return Message(
            "{source} ({profile}; {status}, {confidence})",
            source=self.cited,
            profile=self.origin,
            status=Message(STATUSES[self.status]),
            confidence=Message(CONFIDENCE[self.confidence]),
        )

    def amount(self) -> Message | Quoted:
        """Value with its unit, in words."""
        return amount(self.value, self.unit, self.origin)

    def at(self, **situation: float | str) -> Any:
        """Value in a situation.

        Parameters
        ----------
        **situation
            What the value depends on, such as `capacity_mw=12` or `pollutant="PM"`, over what the
            project says.

        Returns
        -------
        Any
            Number, text, yes or no, list, range, weights, or None where the rule gives nothing.

        Raises
        ------
        DocumentError
            If the situation lacks a name that the value depends on, or says of the project what it
            was not resolved for.
        """
        self._refuse_another_project(situation)
        return value_at(self.value, {**self.project.situation, **situation})

    @property
    def settled(self) -> Any:
        """Value for the project, where it says all that a scale or table asks; else the value."""
        names = needs(self.value)
        if not names or any(name not in self.project.situation for name in names):
            return self.value
        try:
            return self.at()
        except DocumentError:  # A word that the table does not know.
            return self.value

    def _refuse_another_project(self, situation: Situation) -> None:
        """A day or word that conditions ask for is the project's, for which the rule stands."""
        said = {**self.project.words, **{name: str(day) for name, day in self.project.days.items()}}
        allowed, action = "what the project says", "give it to Guidance.on, as a Project"
        problems = [
            Problem(None, None, name, repr(value)[:80], allowed, action)
            for name, value in situation.items()
            if name in self.asks and said.get(name) != str(value)
        ]
        if problems:
            raise DocumentError(problems)
