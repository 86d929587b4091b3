"""What one layer says of a rule on a day, and the resolved rule that it makes."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from wte_ppp.guidance.holding import general_on
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.references import RuleReference, scaled, why_unknown
from wte_ppp.guidance.resolved import Further, Link, Possible, Reference, ResolvedRule
from wte_ppp.guidance.schema import DatedValue, Rule
from wte_ppp.guidance.source import Source
from wte_ppp.messages import Message, Quoted, Text, sentence

# Another rule on a day as it stands for the same project; None where that leads in a circle.
Look: TypeAlias = Callable[[str, datetime.date], ResolvedRule | Message | None]


@dataclass(frozen=True)
class Asked:
    """What is asked: a rule on a day for a project, and where another rule is looked up."""

    rule_id: str
    date: datetime.date
    project: Project
    look: Look


@dataclass(frozen=True)
class Saying:
    """What one layer says on the day, in its unit; a reference is followed.

    `doubt` says why the value is not known; `possible` are exceptions to the rule referred to.
    """

    layer: Layer
    dated: DatedValue
    value: Any
    unit: str
    doubt: Message | None = None
    possible: tuple[Possible, ...] = ()

    @property
    def link(self) -> Link:
        """Its step in the chain."""
        return Link(self.layer.identity, self.value, self.dated.since, self.unit)


def say(layer: Layer, asked: Asked, dated: DatedValue, doubt: Message | None) -> Saying:
    """A value of a layer, followed where it refers to another rule."""
    unit = layer.rules[asked.rule_id].unit_of(dated)
    reference = dated.value
    if doubt is not None or not isinstance(reference, RuleReference):
        return Saying(layer, dated, None if doubt else reference, unit, doubt)
    day = reference.day(asked.date, asked.project)
    if day is None:
        return Saying(layer, dated, None, unit, why_unknown(reference, None))
    found = asked.look(reference.id, day)
    if isinstance(found, Message):
        return Saying(layer, dated, None, unit, found)
    if found is None:
        return Saying(layer, dated, None, unit, why_unknown(reference, day))
    value = scaled(found.value, reference.times, reference.plus)
    possible = tuple(
        replace(one, value=scaled(one.value, reference.times, reference.plus), unit=unit)
        for one in found.possible
    )
    return Saying(layer, dated, value, unit, None, possible)


def may_hold(layer: Layer, asked: Asked, dated: DatedValue) -> Possible:
    """An exception of which it is not known whether the project meets it."""
    assert dated.when is not None
    saying = say(layer, asked, dated, None)
    # What the rule referred to gives for a project that meets the conditions may be another value.
    open_ = saying.doubt is not None or bool(saying.possible)
    reference = cited(layer, dated)
    return Possible(
        value=dated.value if open_ else saying.value,
        unit=saying.unit,
        since=dated.since,
        binding=dated.binding,
        condition=dated.when.in_words(layer.identity),
        missing=dated.when.missing(asked.project),
        source=str(reference) if reference else "no source",
        origin=layer.identity,
        gap=_words(dated.gap, layer) if dated.gap else None,
        rule=asked.rule_id,
    )


def resolved(layers: Sequence[Layer], asked: Asked, top: Saying) -> ResolvedRule:
    """The rule by the layer whose value holds, its chain that layer alone."""
    rule_id, date = asked.rule_id, asked.date
    rule, current = top.layer.rules[rule_id], top.dated
    gap = top.doubt or (_words(current.gap, top.layer) if current.gap else None)
    remark = gap or (_words(current.note, top.layer) if current.note else None)
    place = next((place for place, one in enumerate(rule.values) if one is current), None)
    later = [one.since for one in rule.general if one.since > date]
    until = rule.until(place) if place is not None else min(later, default=None)
    asks = [
        name for layer in layers if rule_id in layer.rules for name in layer.rules[rule_id].asks
    ]
    after = None if until is None else general_on(rule, until)
    met = current.when is not None and not top.doubt
    return ResolvedRule(
        id=rule_id,
        description=rule.description,
        value=top.value,
        unit=top.unit,
        binding="free" if top.doubt else current.binding,
        since=current.since,
        until=until,
        highest=current.highest,
        goes_on=after is not None and _same(rule, after, current),
        reference=cited(top.layer, current),
        status=current.status or "assumption",
        confidence=current.confidence or "U",
        reviewed=current.reviewed or "",
        reviewed_by=current.reviewed_by,
        note=str(gap) if gap else current.note,
        feeds=rule.feeds,
        choices=rule.choices,
        chain=(top.link,),
        about=_about(rule_id, top.layer, layers),
        remark=remark,
        condition=current.when.in_words(top.layer.identity) if met and current.when else None,
        asks=tuple(dict.fromkeys(asks)),
        possible=top.possible,
        project=asked.project,
        also=further(top.layer, current),
        refers=current.value if isinstance(current.value, RuleReference) else None,
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


def cited(layer: Layer, current: DatedValue) -> Reference | None:
    """The document that a value comes from, with the clause; None where it names none."""
    source: Source | None = layer.sources.get(current.source)
    if source is None:
        return None
    return _reference(source, current.clause, current.read(source))


def _reference(source: Source, clause: str, read: str) -> Reference:
    state, until = source.state or "", source.until or ""
    return Reference(source.title, clause, source.year, source.link, read, state, until)


def further(layer: Layer, current: DatedValue) -> tuple[Further, ...]:
    """Further documents of a value, each with what it says."""
    named = [(one, layer.sources.get(one.source)) for one in current.also]
    return tuple(
        Further(
            _reference(source, one.clause, one.text or source.text),
            _words(one.says, layer) if one.says else None,
        )
        for one, source in named
        if source is not None
    )


def _same(rule: Rule, one: DatedValue, other: DatedValue) -> bool:
    """Whether two values of a rule say the same; of two gaps nothing is known."""
    said = one.value is not None and one.value == other.value
    return said and rule.unit_of(one) == rule.unit_of(other)
