"""How one rule stands on a day for a project, through all layers: what holds, binds or may hold."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wte_ppp.guidance.binding import Undecided, outside
from wte_ppp.guidance.holding import Holding, holding, only_where, unsaid
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.references import CIRCLE, RuleReference, is_circle
from wte_ppp.guidance.resolved import Bound, Possible, ResolvedRule
from wte_ppp.guidance.sayings import Asked, Saying, cited, may_hold, resolved, say
from wte_ppp.messages import Message


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


def stand(
    layers: Sequence[Layer],
    rule_id: str,
    date: datetime.date,
    project: Project,
    through: Sequence[tuple[str, datetime.date]] = (),
) -> Standing:
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
    through
        Rules and days that refer to it.

    Returns
    -------
    Standing
        The topmost layer that says something holds, also when it says that the rule has ended.
    """

    def look(other: str, day: datetime.date) -> ResolvedRule | Message | None:
        path = (*through, (rule_id, date))
        if (other, day) in path:
            return Message(CIRCLE, rule=other)
        if not any(other in layer.rules for layer in layers):
            return None
        found = stand(layers, other, day, project, path)
        if found.rule is not None and is_circle(found.rule.remark):
            return found.rule.remark
        return found.rule if found.kind == "rules" else None

    asked = Asked(rule_id, date, project, look)
    having = [layer for layer in layers if rule_id in layer.rules]
    found = [(layer, holding(layer.rules[rule_id], date, project)) for layer in having]
    said = [say(layer, asked, one.value, one.doubt) for layer, one in found if one.value]
    if not said:
        return _silent(layers, asked, found)
    held, bounds = _held(said, project)
    top = held[-1]
    beneath = having[: having.index(top.layer)]
    open_ = [
        (layer, may_hold(layer, asked, value)) for layer, one in found for value in one.possible
    ]
    possible = [
        one for layer, one in open_ if layer not in beneath or _would_bind(one, top, project)
    ]
    rule = resolved(layers, asked, top)
    rule = replace(
        rule,
        chain=tuple(one.link for one in held),
        bounds=bounds,
        possible=(*possible, *rule.possible),
    )
    doubtful = bool(top.dated.gap or top.doubt)
    return Standing("gaps" if doubtful else "ended" if top.value is None else "rules", rule)


def _silent(
    layers: Sequence[Layer], asked: Asked, found: Sequence[tuple[Layer, Holding]]
) -> Standing:
    """A rule without a general value that has begun, and without an exception that is met."""
    open_ = [(layer, value) for layer, one in found for value in one.possible]
    if open_:
        layer, value = open_[-1]
        doubt = unsaid(tuple(value for _, value in open_), asked.project)
        possible = tuple(may_hold(layer, asked, value) for layer, value in open_)
        rule = resolved(layers, asked, say(layer, asked, value, doubt))
        return Standing("gaps", replace(rule, possible=possible))
    unmet = [(layer, one.unmet) for layer, one in found if one.unmet]
    if unmet:
        layer, values = unmet[-1]
        return Standing("unmet", why=only_where(values, layer.identity))
    later = [
        value.since
        for layer, _ in found
        for value in layer.rules[asked.rule_id].values
        if value.since > asked.date
    ]
    return Standing("pending", begins=min(later))


def _held(said: Sequence[Saying], project: Project) -> tuple[list[Saying], tuple[Bound, ...]]:
    """Values that hold, base first, and those that bind; law beneath cannot be loosened or ended.

    A layer's value that is looser than a binding one beneath does not hold; the check refuses it.
    """
    held: list[Saying] = []
    bounds: list[Bound] = []
    for one in said:
        if bounds and _loosens(one, bounds, project):
            continue
        held.append(one)
        if one.dated.binding != "free" and one.doubt is None:
            reference = cited(one.layer, one.dated)
            source = str(reference) if reference else "no source"
            since, origin = one.dated.since, one.layer.identity
            bounds.append(Bound(one.dated.binding, one.value, source, since, origin, one.unit))
    return held, tuple(bounds)


def _would_bind(possible: Possible, top: Saying, project: Project) -> bool:
    """Whether an exception of a layer beneath, if it is met, does not let the value stand."""
    if possible.binding == "free":
        return False
    if isinstance(possible.value, RuleReference):
        return True  # What it gives is open, too.
    bound = Bound(
        possible.binding, possible.value, possible.source, possible.since, possible.origin,
        possible.unit,
    )  # fmt: skip
    return _loosens(top, (bound,), project)


def _loosens(one: Saying, bounds: Sequence[Bound], project: Project) -> bool:
    """Whether a value ends or loosens what binds; what only a situation can tell does not."""
    if one.value is None:
        return True
    objections = [
        outside(bound.binding, bound.value, one.value, project.situation)
        for bound in bounds
        if bound.unit == one.unit
    ]
    return any(
        objection is not None and not isinstance(objection, Undecided) for objection in objections
    )
