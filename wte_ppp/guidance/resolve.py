"""What a country's guidance says on a given day, and the chain through which it came."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.guidance.binding import Undecided, outside
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.resolved import Bound, Link, Reference, ResolvedRule
from wte_ppp.guidance.schema import DatedValue, Source
from wte_ppp.messages import Quoted, Text, sentence


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
        """Rules whose value a tender or study replaced by another one."""
        return tuple(
            rule
            for rule in self.rules.values()
            if rule.override is not None and rule.override.replaced != rule.value
        )

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
