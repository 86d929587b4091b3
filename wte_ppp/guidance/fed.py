"""What fills an input of a study, held against what the study takes there."""

from collections.abc import Iterator, Mapping
from typing import Any

from wte_ppp.documents import Problem, did_you_mean
from wte_ppp.guidance.figures import figures
from wte_ppp.guidance.inputs import Input
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.money import same_but_for_money
from wte_ppp.guidance.places import at, unit_field
from wte_ppp.guidance.references import RuleReference
from wte_ppp.guidance.schema import Rule
from wte_ppp.guidance.shapes import Range, Weights
from wte_ppp.guidance.tables import cells
from wte_ppp.guidance.values import in_words


def unfit_feeds(guidance: Guidance, inputs: Mapping[str, Input] | None) -> Iterator[Problem]:
    """Rules that fill no input, one that another rule fills, or one that takes something else."""
    layer = guidance.layers[-1]
    beneath = {key: rule for lower in guidance.layers[:-1] for key, rule in lower.rules.items()}
    all_rules = {key: rule for layer in guidance.layers for key, rule in layer.rules.items()}
    for rule_id, rule in layer.rules.items():
        if rule.feeds is None:
            continue
        twins = [
            key for key, other in all_rules.items() if other.feeds == rule.feeds and key != rule_id
        ]
        if twins:
            found = f"{rule.feeds}, fed by {', '.join(twins)} as well"
            yield at(layer, rule_id, "feeds", found, "one rule an input", "remove one")
        if inputs is None:
            continue
        if rule.feeds not in inputs:
            guess = did_you_mean(rule.feeds, inputs)
            action = f"write {guess!r}" if guess else "see `wte-ppp study schema`"
            allowed = "an input of a study"
            yield at(layer, rule_id, "feeds", repr(rule.feeds), allowed, action)
        elif strange := _strange_units(beneath, rule_id, rule, inputs[rule.feeds].unit):
            allowed = f"{inputs[rule.feeds].unit!r}, the unit of {rule.feeds}"
            field = unit_field(rule, min(strange))
            yield at(layer, rule_id, field, repr(min(strange)), allowed, "convert the values")
        else:
            yield from _unfit_values(layer, rule_id, rule, inputs[rule.feeds])


def _strange_units(beneath: Mapping[str, Rule], rule_id: str, rule: Rule, unit: str) -> set[str]:
    """Units of a rule's values that are not the input's.

    A price in local money is converted at the rate of exchange; what changes the unit of the rule
    beneath is told as that.
    """
    if rule_id in beneath and beneath[rule_id].unit != rule.unit:
        return set()
    units = {rule.unit_of(value) for value in rule.values} - {unit}
    return {one for one in units if not same_but_for_money(one, unit)}


def _feeds_by_itself(layer: Layer, rule_id: str) -> bool:
    """Whether a rule says itself what it fills, not only the outline."""
    topic, _, name = rule_id.partition(".")
    return "feeds" in layer.documents[topic].data[name]


def _unfit_values(layer: Layer, rule_id: str, rule: Rule, taken: Input) -> Iterator[Problem]:
    """Values of another kind than the input's, or outside what it may be.

    A range that answers a question of the outline is none: a study tells it and asks for a figure.
    """
    for place, dated in enumerate(rule.values):
        # What a price in other money may be only the rate of exchange of a day can tell.
        in_its_unit = rule.unit_of(dated) == taken.unit
        for below, cell in cells(dated.value):
            if cell is None or (isinstance(cell, Range) and not _feeds_by_itself(layer, rule_id)):
                continue
            fault = _misfit(cell, taken, in_its_unit)
            if fault:
                found, allowed, action = fault
                allowed = f"{allowed}, as {rule.feeds} takes it"
                yield at(layer, rule_id, f"values.{place}.value{below}", found, allowed, action)


def _misfit(value: Any, taken: Input, in_its_unit: bool) -> tuple[str, str, str] | None:
    if isinstance(value, RuleReference):
        return None  # Held where the rule is that it refers to.
    found = str(in_words(value))[:80]
    if taken.words:
        if value in taken.words:
            return None
        guess = did_you_mean(value, taken.words) if isinstance(value, str) else None
        allowed = "one of " + ", ".join(taken.words)
        return (
            repr(value)[:80] if isinstance(value, str) else found,
            allowed,
            (f"write {guess!r}" if guess else "write one of them"),
        )
    if taken.bounds is None:
        return None
    if isinstance(value, (bool, str, tuple)):
        return repr(value)[:80], taken.bounds.allowed, "write the number without its unit"
    if isinstance(value, Range) and not taken.ranged:
        return f"a range, {found}", taken.bounds.allowed, "write one number, or remove 'feeds'"
    if isinstance(value, Weights):
        return found, taken.bounds.allowed, "write one number, or remove 'feeds'"
    outside = [one for _, one in figures(value) if not taken.bounds.admits(one)]
    if outside and in_its_unit:
        return f"{outside[0]:g}", taken.bounds.allowed, "correct the number, or its unit"
    return None
