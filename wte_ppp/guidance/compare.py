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
        By rule id; `what` is "value", "binding", "source" or "same".

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


def _what(one: Rules, two: Rules, rule_id: str) -> str:
    left, right = one.get(rule_id), two.get(rule_id)
    if left is None or right is None:
        same = left is right and says(one, rule_id) == says(two, rule_id)
        return "same" if same else "value"
    if (left.value, left.unit) != (right.value, right.unit):
        return "value"
    if left.binding != right.binding:
        return "binding"
    return "same" if left.reference == right.reference else "source"


def says(rules: Rules, rule_id: str) -> str:
    """What a set of rules says of one rule, in a line.

    Returns
    -------
    str
        Value with unit, date and how sure; or why there is none.
    """
    rule = rules.get(rule_id)
    if rule is not None:
        return f"{amount(rule.value, rule.unit)} (since {rule.since}; {_standing(rule)})"
    if rule_id in rules.ended:
        return f"ended {rules.ended[rule_id].since}"
    if rule_id in rules.gaps:
        return "gap"
    return f"begins {rules.pending[rule_id]}" if rule_id in rules.pending else "not asked"


def _standing(rule: ResolvedRule) -> str:
    return f"assumption {rule.confidence}" if rule.status == "assumption" else rule.status


def compare_histories(one: Guidance, two: Guidance) -> tuple[Difference, ...]:
    """Dated values that differ between two versions of a profile, whatever the day."""
    left, right = _history(one), _history(two)
    return tuple(
        Difference(rule, f"from {day}", left.get((rule, day), "-"), right.get((rule, day), "-"))
        for rule, day in sorted({*left, *right})
        if left.get((rule, day)) != right.get((rule, day))
    )


def _history(guidance: Guidance) -> dict[tuple[str, str], str]:
    histories: dict[tuple[str, str], str] = {}
    layer = guidance.layers[-1]
    for rule_id, rule in layer.rules.items():
        for value in rule.values:
            source = layer.sources.get(value.source)
            cited = f"{source.title}, {value.clause}" if source else "no source"
            text = "gap" if value.gap else str(amount(value.value, rule.unit))
            binding = "" if value.binding == "free" else f", {value.binding}"
            standing = f"{value.status} {value.confidence}{binding}; {cited}"
            histories[rule_id, value.from_] = f"{text} ({standing})" if not value.gap else "gap"
    return histories
