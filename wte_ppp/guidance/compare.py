"""What differs between two profiles, two versions of one, or two days of one."""

from collections.abc import Iterator
from dataclasses import dataclass

from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.values import amount


@dataclass(frozen=True)
class Difference:
    """One rule that differs: what each side says, in words, with source and date."""

    rule: str
    what: str
    one: str
    two: str


def compare(one: Rules, two: Rules, *, equal: bool = False) -> tuple[Difference, ...]:
    """Rules that differ between two resolved sets.

    Parameters
    ----------
    one, two
        Two countries on a day, or one country on two days.
    equal
        Whether to list also what is the same.

    Returns
    -------
    tuple[Difference, ...]
        By rule id; `what` is "value", "binding", "conditions", "source" or "same".

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> viet_nam = load_guidance("VN")
    >>> early, late = viet_nam.on("2016-01-01"), viet_nam.on("2026-01-01")
    >>> "tariff.waste_to_power" in {difference.rule for difference in compare(early, late)}
    True
    """
    return tuple(
        Difference(rule_id, what, says(one, rule_id), says(two, rule_id))
        for rule_id in sorted({*one, *two, *_silent(one), *_silent(two)})
        if (what := _what(one, two, rule_id)) != "same" or equal
    )


def _silent(rules: Rules) -> Iterator[str]:
    yield from rules.ended
    yield from rules.gaps
    yield from rules.pending
    yield from rules.unmet


def _what(one: Rules, two: Rules, rule_id: str) -> str:
    left, right = one.get(rule_id), two.get(rule_id)
    if left is None or right is None:
        same = left is right and says(one, rule_id) == says(two, rule_id)
        return "same" if same else "value"
    if (left.value, left.unit) != (right.value, right.unit):
        return "value"
    if left.binding != right.binding:
        return "binding"
    if (left.condition, left.possible) != (right.condition, right.possible):
        return "conditions"
    return "same" if left.reference == right.reference else "source"


def says(rules: Rules, rule_id: str) -> str:
    """What a set of rules says of one rule, in a line.

    Returns
    -------
    str
        Value with unit, date and how sure, with what else may hold; or why there is none.
    """
    return "; ".join((said(rules, rule_id), *perhaps(rules, rule_id)))


def perhaps(rules: Rules, rule_id: str) -> tuple[str, ...]:
    """Exceptions to a rule that may hold, as the project does not say, each in a line."""
    rule = rules.get(rule_id) or rules.gaps.get(rule_id) or rules.ended.get(rule_id)
    return tuple(f"or {one.told}" for one in rule.possible) if rule is not None else ()


def said(rules: Rules, rule_id: str) -> str:
    """What a set of rules says of one rule for the project, without what else may hold."""
    rule = rules.get(rule_id)
    if rule is not None:
        where = f"; where {rule.condition}" if rule.condition else ""
        stands = f"since {rule.since}; {_standing(rule)}{where}"
        return f"{amount(rule.settled, rule.unit)} ({stands})"
    if rule_id in rules.ended:
        return f"ended {rules.ended[rule_id].since}"
    if rule_id in rules.gaps:
        return "gap"
    if rule_id in rules.unmet:
        return str(rules.unmet[rule_id])
    return f"begins {rules.pending[rule_id]}" if rule_id in rules.pending else "not asked"


def _standing(rule: ResolvedRule) -> str:
    return f"assumption {rule.confidence}" if rule.status == "assumption" else rule.status


def compare_histories(one: Guidance, two: Guidance) -> tuple[Difference, ...]:
    """Dated values that differ between two versions of a profile, whatever the day."""
    left, right = _history(one), _history(two)
    return tuple(
        Difference(key[0], key[1], left.get(key, "-"), right.get(key, "-"))
        for key in sorted({*left, *right})
        if left.get(key) != right.get(key)
    )


def _history(guidance: Guidance) -> dict[tuple[str, str], str]:
    histories: dict[tuple[str, str], str] = {}
    layer = guidance.layers[-1]
    for rule_id, rule in layer.rules.items():
        for value in rule.values:
            source = layer.sources.get(value.source)
            cited = f"{source.title}, {value.clause}" if source else "no source"
            text = "gap" if value.gap else str(amount(value.value, rule.unit_of(value)))
            binding = "" if value.binding == "free" else f", {value.binding}"
            standing = f"{value.status} {value.confidence}{binding}; {cited}"
            where = f" where {value.when.in_words(layer.identity)}" if value.when else ""
            until = f" until {value.until}" if value.until else ""
            said = f"{text}{until} ({standing})" if not value.gap else f"gap{until}"
            histories[rule_id, f"from {value.from_}{where}"] = said
    return histories
