"""What a country's guidance says on a given day, and the chain through which it came."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.guidance.binding import Undecided, outside
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.schema import Binding, DatedValue, Source, Status
from wte_ppp.guidance.values import amount, value_at
from wte_ppp.messages import Message, Quoted, Text, mark, sentence

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
TEXT_READ: Mapping[str, str] = {
    "official": "official text read",
    "report": "read in an account of it",
    "unread": "not read",
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
class Link:
    """One step of the chain: what a layer says on the day, and since when."""

    origin: str
    value: Any
    since: datetime.date


@dataclass(frozen=True)
class Bound:
    """A value that binds on the day, of the rule's own layer or of one beneath."""

    binding: Binding
    value: Any
    source: str
    since: datetime.date
    origin: str

    def demand(self, unit: str) -> Message:
        """What is asked, in words with the rule's unit."""
        return Message(DEMANDS[self.binding], value=amount(self.value, unit, self.origin))


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
    is the day on which the next value that is already known begins; `bounds` are what an own value
    must keep to.
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
            What the value depends on, such as `capacity_mw=12` or `pollutant="PM"`.

        Returns
        -------
        Any
            Number, text, yes or no, list, range, weights, or None where the rule gives nothing.

        Raises
        ------
        DocumentError
            If the situation lacks a name that the value depends on.
        """
        return value_at(self.value, situation)


@dataclass(frozen=True, eq=False)
class Rules(Mapping[str, ResolvedRule]):
    """Rules in force on a day, by id; frozen.

    `ended` holds the rules that gave a value once and give none on the day, `gaps` those of which
    nothing is known, with where to ask as their note, `pending` those that begin later, by day;
    `layers` are the ids of toolkits and profiles behind them.
    """

    day: datetime.date
    identity: str
    rules: Mapping[str, ResolvedRule]
    ended: Mapping[str, ResolvedRule]
    gaps: Mapping[str, ResolvedRule]
    pending: Mapping[str, datetime.date]
    layers: tuple[str, ...] = ()

    def __getitem__(self, rule_id: str) -> ResolvedRule:
        return self.rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def rule(self, rule_id: str) -> ResolvedRule:
        """A rule in force.

        Raises
        ------
        DocumentError
            If there is none, saying whether it ended, begins later, is a gap or is unknown.
        """
        if rule_id in self.rules:
            return self.rules[rule_id]
        if rule_id in self.ended:
            last = self.ended[rule_id]
            note = f" ({last.note})" if last.note else ""
            found = f"a rule that ended on {last.since} by {last.source}{note}"
            raise _no_rule(rule_id, found, f"a day before {last.since}", "take an earlier day")
        if rule_id in self.gaps:
            found = f"a gap: {self.gaps[rule_id].note}"
            raise _no_rule(rule_id, found, "a rule with a value", "find out, or state your own")
        if rule_id in self.pending:
            day = self.pending[rule_id]
            raise _no_rule(
                rule_id, f"a rule that begins on {day}", f"a day from {day}", "ask later"
            )
        rule_ids = (*self.rules, *self.ended, *self.gaps, *self.pending)
        guess = did_you_mean(rule_id, rule_ids) or did_you_mean(
            rule_id.rpartition(".")[2], [other_id.rpartition(".")[2] for other_id in rule_ids]
        )
        near = next((other_id for other_id in rule_ids if guess and other_id.endswith(guess)), None)
        action = f"write {near!r}" if near else "see `wte-ppp guidance show`"
        raise _no_rule(rule_id, "no such rule", "<topic>.<name> of the profile", action)

    def value(self, rule_id: str, **situation: float | str) -> Any:
        """Value of a rule in a situation; as `rule(...).at(...)`."""
        return self.rule(rule_id).at(**situation)

    def assumptions(self) -> tuple[ResolvedRule, ...]:
        """Rules in force that rest on an assumption, whose source nobody has read."""
        return tuple(rule for rule in self.rules.values() if rule.status == "assumption")

    def overridden(self) -> tuple[ResolvedRule, ...]:
        """Rules whose value a tender or study replaced."""
        return tuple(rule for rule in self.rules.values() if rule.override is not None)

    def with_rules(self, changed: Mapping[str, ResolvedRule]) -> "Rules":
        """The same day with some rules replaced, or gaps filled."""
        left = {key: rule for key, rule in self.gaps.items() if key not in changed}
        rules = dict(sorted({**self.rules, **changed}.items()))
        return replace(self, rules=MappingProxyType(rules), gaps=MappingProxyType(left))


def _no_rule(rule_id: str, found: str, allowed: str, action: str) -> DocumentError:
    return DocumentError((Problem(None, None, rule_id, found, allowed, action),))


def as_day(day: object) -> datetime.date:
    """A date from a date or 'YYYY-MM-DD'.

    Raises
    ------
    DocumentError
        If it is neither.

    Examples
    --------
    >>> as_day("2026-11-01")
    datetime.date(2026, 11, 1)
    """
    if isinstance(day, datetime.datetime):
        return day.date()
    if isinstance(day, datetime.date):
        return day
    try:
        date = datetime.date.fromisoformat(str(day))
    except ValueError:
        date = None
    # Python also reads 20260101 and 2026-W01-1.
    if date is None or date.isoformat() != str(day):
        raise _no_rule("day", repr(day)[:80], "a day as YYYY-MM-DD", "correct it")
    return date


def resolve(layers: Sequence[Layer], day: object) -> Rules:
    """Rules in force on a day.

    Parameters
    ----------
    layers
        From the base toolkit to the profile.
    day
        The day whose law and practice apply.

    Returns
    -------
    Rules
        The topmost layer that says something on the day holds, also when it says that the rule
        has ended.
    """
    date = as_day(day)
    rules: dict[str, ResolvedRule] = {}
    ended: dict[str, ResolvedRule] = {}
    gaps: dict[str, ResolvedRule] = {}
    pending: dict[str, datetime.date] = {}
    for rule_id in sorted({rule_id for layer in layers for rule_id in layer.rules}):
        having = [layer for layer in layers if rule_id in layer.rules]
        begun = [(layer, value) for layer in having if (value := _current(layer, rule_id, date))]
        if not begun:
            pending[rule_id] = min(layer.rules[rule_id].values[0].since for layer in having)
            continue
        held, bounds = _held(begun)
        layer, current = held[-1]
        chain = tuple(Link(lower.identity, value.value, value.since) for lower, value in held)
        about = _about(rule_id, layer, layers)
        resolved = _resolved(rule_id, layer, current, chain, date, bounds, about)
        kind = gaps if current.gap else ended if current.value is None else rules
        kind[rule_id] = resolved
    return Rules(
        day=date,
        identity=layers[-1].identity,
        rules=MappingProxyType(rules),
        ended=MappingProxyType(ended),
        gaps=MappingProxyType(gaps),
        pending=MappingProxyType(pending),
        layers=tuple(layer.profile.id for layer in layers),
    )


def _held(
    begun: Sequence[tuple[Layer, DatedValue]],
) -> tuple[list[tuple[Layer, DatedValue]], tuple[Bound, ...]]:
    """Values that hold, base first, and those that bind; law beneath cannot be loosened or ended.

    A layer's value that is looser than a binding one beneath does not hold; the check refuses it.
    """
    held: list[tuple[Layer, DatedValue]] = []
    bounds: list[Bound] = []
    for layer, value in begun:
        if bounds and _loosens(value.value, bounds):
            continue
        held.append((layer, value))
        if value.binding != "free":
            reference = _reference(layer, value)
            source = str(reference) if reference else "no source"
            bounds.append(Bound(value.binding, value.value, source, value.since, layer.identity))
    return held, tuple(bounds)


def _loosens(value: Any, bounds: Sequence[Bound]) -> bool:
    """Whether a value ends or loosens what binds; what only a situation can tell does not."""
    if value is None:
        return True
    objections = [outside(bound.binding, bound.value, value, {}) for bound in bounds]
    return any(
        objection is not None and not isinstance(objection, Undecided) for objection in objections
    )


def _current(layer: Layer, rule_id: str, date: datetime.date) -> DatedValue | None:
    begun = [value for value in layer.rules[rule_id].values if value.since <= date]
    return begun[-1] if begun else None


def _resolved(
    rule_id: str,
    layer: Layer,
    current: DatedValue,
    chain: tuple[Link, ...],
    date: datetime.date,
    bounds: tuple[Bound, ...],
    about: Text,
) -> ResolvedRule:
    rule = layer.rules[rule_id]
    note = current.gap or current.note
    later = [value.since for value in rule.values if value.since > date]
    return ResolvedRule(
        id=rule_id,
        description=rule.description,
        value=current.value,
        unit=rule.unit,
        binding=current.binding,
        since=current.since,
        until=later[0] if later else None,
        reference=_reference(layer, current),
        status=current.status or "assumption",
        confidence=current.confidence or "U",
        reviewed=current.reviewed or "",
        note=note,
        feeds=rule.feeds,
        choices=rule.choices,
        chain=chain,
        about=about,
        remark=_words(note, layer) if note else None,
        bounds=bounds,
    )


def _about(rule_id: str, layer: Layer, layers: Sequence[Layer]) -> Text:
    """What a rule is, by the lowest layer that defines it."""
    description = layer.rules[rule_id].description
    for lower in layers:
        sayings = (lower.questions.get(rule_id), lower.rules.get(rule_id))
        if any(said is not None and said.description == description for said in sayings):
            return _words(description, lower)
    return _words(description, layer)


def _words(text: str, layer: Layer) -> Text:
    return sentence(text) if layer.is_toolkit else Quoted(text, layer.identity)


def _reference(layer: Layer, current: DatedValue) -> Reference | None:
    source: Source | None = layer.sources.get(current.source)
    if source is None:
        return None
    return Reference(
        source.title,
        current.clause,
        source.year,
        source.link,
        source.text,
        source.state or "",
        source.until or "",
    )
