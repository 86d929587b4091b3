"""References that lead nowhere, in a circle, or to something of another kind or unit."""

from collections.abc import Iterator

from wte_ppp.documents import Problem, did_you_mean
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.names import DAYS
from wte_ppp.guidance.places import at, dated_values
from wte_ppp.guidance.project import UNSAID, Project
from wte_ppp.guidance.references import RuleReference, is_circle
from wte_ppp.guidance.schema import DatedValue
from wte_ppp.guidance.standing import stand

BELOW = "value.rule"


def misleading(guidance: Guidance) -> Iterator[Problem]:
    """Faults of references in a profile's own folder."""
    layer, known = guidance.layers[-1], guidance.rule_ids
    for rule_id, rule, place, dated in dated_values(layer):
        reference = dated.value
        if not isinstance(reference, RuleReference):
            continue
        field = f"values.{place}.{BELOW}"
        if reference.id not in known:
            guess = did_you_mean(reference.id, known)
            action = f"write {guess!r}" if guess else "see `wte-ppp guidance show`"
            allowed = "a rule of the profile or of what it extends"
            yield at(layer, rule_id, f"{field}.id", repr(reference.id), allowed, action)
        elif _circles(guidance, rule_id, dated):
            found = f"a circle: {rule_id} stands on itself, through {reference.id}"
            allowed = "a rule, or a day, that stands by itself"
            action = "name another day in 'on', or the day up to which it holds in 'when'"
            yield at(layer, rule_id, f"{field}.id", found, allowed, action)
        else:
            yield from _unlike(guidance, rule_id, place, dated, rule.unit_of(dated))


def _circles(guidance: Guidance, rule_id: str, dated: DatedValue) -> bool:
    """Whether a value refers to itself on some day that its conditions leave open."""
    project = dated.when.example() if dated.when else UNSAID
    asked = dated.value.on
    if asked in DAYS:
        # A project of the first day of the value, unless its conditions ask for an earlier one.
        later = Project({**project.days, asked: dated.since}, project.words)
        fits = dated.when is None or dated.when.met(later)
        project = later if fits or asked not in project.days else project
    rule = stand(guidance.layers, rule_id, dated.since, project).rule
    return rule is not None and is_circle(rule.remark)


def _unlike(
    guidance: Guidance, rule_id: str, place: int, dated: DatedValue, unit: str
) -> Iterator[Problem]:
    """A reference to words that it multiplies, or to a figure in another unit."""
    layer, reference = guidance.layers[-1], dated.value
    values = [
        (value, one.rules[reference.id].unit_of(value))
        for one in guidance.layers
        if reference.id in one.rules
        for value in one.rules[reference.id].values
        if value.value is not None
    ]
    words = [value for value, _ in values if isinstance(value.value, (str, bool, tuple))]
    field = f"values.{place}.{BELOW}"
    if words and (reference.times, reference.plus) != (1.0, 0.0):
        found = f"{reference.id}, which is in words, times or plus a number"
        yield at(layer, rule_id, field, found, "a rule in numbers", "remove 'times' and 'plus'")
    units = {of for _, of in values}
    if units and unit not in units and reference.times == 1.0:
        found, allowed = f"{reference.id} in {min(units)!r}", f"{unit!r}, the unit of the value"
        yield at(layer, rule_id, field, found, allowed, "convert it with 'times'")
