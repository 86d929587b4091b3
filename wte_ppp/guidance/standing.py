"""How one rule stands on a day for a project, through all layers: what holds, binds or may hold."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from wte_ppp.guidance.binding import Undecided, outside
from wte_ppp.guidance.holding import Holding, holding, only_where, unsaid
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.resolved import Bound, Link, Possible, Reference, ResolvedRule
from wte_ppp.guidance.schema import DatedValue, Source
from wte_ppp.messages import Message, Quoted, Text, sentence


@dataclass(frozen=True)
class Standing:
    """How a rule stands: in force, ended, a gap, not for this project, or not begun.

    `rule` is there for the first three, `why` for what is not for the project, `begins` for what
    has not begun.
    """

    kind: Literal["rules", "ended", "gaps", "unmet", "pending"]
    rule: ResolvedRule | None = None
    why: Message | None = None
    begins: datetime.date | None = None


@dataclass(frozen=True)
class _Saying:
    """What one layer says on the day."""

    layer: Layer
    dated: DatedValue
    value: Any
    doubt: Message | None
    unit: str

    @property
    def link(self) -> Link:
        """Its step in the chain."""
        return Link(self.layer.identity, self.value, self.dated.since, self.unit)


def stand(layers: Sequence[Layer], rule_id: str, date: datetime.date, project: Project) -> Standing:
    """How a rule stands on a day for a project.

    Parameters
    ----------
    layers
        From the base toolkit to the profile; one of them has the rule.
    rule_id
        Topic and name.
    date
        The day whose law applies.
    project
        Days and words that conditions ask for.

    Returns
    -------
    Standing
        The topmost layer that says something holds, also when it says that the rule has ended.
    """
    having = [layer for layer in layers if rule_id in layer.rules]
    found = [(layer, holding(layer.rules[rule_id], date, project)) for layer in having]
    said = [
        _say(layer, rule_id, one.value, one.doubt) for layer, one in found if one.value is not None
    ]
    if not said:
        return _silent(layers, rule_id, date, project, found)
    held, bounds = _held(said)
    top = held[-1]
    above = having.index(top.layer)
    possible = [
        _possible(layer, rule_id, value, project)
        for layer, one in found[above:]
        for value in one.possible
    ]
    rule = _resolved(layers, rule_id, top, date, project)
    rule = replace(
        rule,
        chain=tuple(one.link for one in held),
        bounds=bounds,
        possible=tuple(possible),
    )
    doubtful = bool(top.dated.gap or top.doubt)
    return Standing("gaps" if doubtful else "ended" if top.value is None else "rules", rule)


def _say(layer: Layer, rule_id: str, dated: DatedValue, doubt: Message | None) -> _Saying:
    unit = layer.rules[rule_id].unit_of(dated)
    return _Saying(layer, dated, None if doubt else dated.value, doubt, unit)


def _silent(
    layers: Sequence[Layer],
    rule_id: str,
    date: datetime.date,
    project: Project,
    found: Sequence[tuple[Layer, Holding]],
) -> Standing:
    """A rule without a general value that has begun, and without an exception that is met."""
    open_ = [(layer, value) for layer, one in found for value in one.possible]
    if open_:
        layer, value = open_[-1]
        doubt = unsaid(tuple(value for _, value in open_), project)
        top = _say(layer, rule_id, value, doubt)
        possible = tuple(_possible(layer, rule_id, value, project) for layer, value in open_)
        rule = _resolved(layers, rule_id, top, date, project)
        return Standing("gaps", replace(rule, chain=(top.link,), possible=possible))
    unmet = [(layer, one.unmet) for layer, one in found if one.unmet]
    if unmet:
        layer, values = unmet[-1]
        return Standing("unmet", why=only_where(values, layer.identity))
    later = [
        value.since
        for layer, _ in found
        for value in layer.rules[rule_id].values
        if value.since > date
    ]
    return Standing("pending", begins=min(later))


def _held(said: Sequence[_Saying]) -> tuple[list[_Saying], tuple[Bound, ...]]:
    """Values that hold, base first, and those that bind; law beneath cannot be loosened or ended.

    A layer's value that is looser than a binding one beneath does not hold; the check refuses it.
    """
    held: list[_Saying] = []
    bounds: list[Bound] = []
    for one in said:
        if bounds and _loosens(one, bounds):
            continue
        held.append(one)
        if one.dated.binding != "free" and one.doubt is None:
            reference = _reference(one.layer, one.dated)
            source = str(reference) if reference else "no source"
            since, origin = one.dated.since, one.layer.identity
            bounds.append(Bound(one.dated.binding, one.value, source, since, origin, one.unit))
    return held, tuple(bounds)


def _loosens(one: _Saying, bounds: Sequence[Bound]) -> bool:
    """Whether a value ends or loosens what binds; what only a situation can tell does not."""
    if one.value is None:
        return True
    objections = [
        outside(bound.binding, bound.value, one.value, {})
        for bound in bounds
        if bound.unit == one.unit
    ]
    return any(
        objection is not None and not isinstance(objection, Undecided) for objection in objections
    )


def _possible(layer: Layer, rule_id: str, value: DatedValue, project: Project) -> Possible:
    assert value.when is not None
    reference = _reference(layer, value)
    return Possible(
        value=value.value,
        unit=layer.rules[rule_id].unit_of(value),
        since=value.since,
        binding=value.binding,
        condition=value.when.in_words(layer.identity),
        missing=value.when.missing(project),
        source=str(reference) if reference else "no source",
        origin=layer.identity,
    )


def _resolved(
    layers: Sequence[Layer], rule_id: str, top: _Saying, date: datetime.date, project: Project
) -> ResolvedRule:
    rule, current = top.layer.rules[rule_id], top.dated
    gap = top.doubt or (_words(current.gap, top.layer) if current.gap else None)
    remark = gap or (_words(current.note, top.layer) if current.note else None)
    place = next((place for place, one in enumerate(rule.values) if one is current), None)
    later = [one.since for one in rule.general if one.since > date]
    until = rule.until(place) if place is not None else min(later, default=None)
    asks = [
        name
        for layer in layers
        if rule_id in layer.rules
        for one in layer.rules[rule_id].exceptions
        if one.when is not None
        for name in one.when.names
    ]
    met = current.when is not None and not top.doubt
    return ResolvedRule(
        id=rule_id,
        description=rule.description,
        value=top.value,
        unit=top.unit,
        binding="free" if top.doubt else current.binding,
        since=current.since,
        until=until,
        reference=_reference(top.layer, current),
        status=current.status or "assumption",
        confidence=current.confidence or "U",
        reviewed=current.reviewed or "",
        note=str(gap) if gap else current.note,
        feeds=rule.feeds,
        choices=rule.choices,
        chain=(),
        about=_about(rule_id, top.layer, layers),
        remark=remark,
        condition=current.when.in_words(top.layer.identity) if met and current.when else None,
        asks=tuple(dict.fromkeys(asks)),
        project=project,
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
