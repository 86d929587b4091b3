"""What a country's rules on procurement say of the procedure that a tender runs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal

from wte_ppp.guidance.binding import outside
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import Bound, ResolvedRule
from wte_ppp.guidance.shapes import Range, Weights

# Rules of the country -> the part of a tender's procedure that says the same.
ANSWERS: Mapping[str, str] = {
    "procurement.technical_minimum": "procedure.technical_minimum_percent",
    "procurement.evaluation_weights": "procedure.technical_weight_percent",
    "procurement.domestic_preference": "procedure.domestic_preference_percent",
    "procurement.abnormally_low_line": "procedure.abnormally_low_percent_of_estimate",
    "procurement.standstill": "procedure.standstill_days",
    "procurement.appeal_period": "procedure.complaint_days",
    "procurement.bid_preparation_days": "procedure.publication_least_days",
}
WEIGHTS = "procedure.technical_weight_percent"
TECHNICAL = ("technical", "technique", "quality")
Kind = Literal["working", "calendar", ""]


def kind_of(unit: str) -> Kind:
    """Which days a unit counts; "" where it does not say.

    Examples
    --------
    >>> [kind_of(unit) for unit in ("working days", "business days", "calendar days", "days")]
    ['working', 'working', 'calendar', '']
    """
    if "working" in unit or "business" in unit:
        return "working"
    return "calendar" if "calendar" in unit else ""


def as_part(key: str, value: Any) -> Any:
    """A rule's value as a part of the procedure takes it; None where it says no figure.

    Examples
    --------
    >>> as_part("procedure.technical_weight_percent", 60.0)
    Range(low=60.0, high=60.0)
    """
    if key == WEIGHTS and isinstance(value, Weights):
        value = next((value.shares[name] for name in TECHNICAL if name in value.shares), None)
    if isinstance(value, bool) or not isinstance(value, (float, Range)):
        return None
    return Range(low=value, high=value) if key == WEIGHTS and isinstance(value, float) else value


def answers(rule: ResolvedRule) -> str | None:
    """The part of a procedure that a country's rule says something of; None without one."""
    key = ANSWERS.get(rule.id)
    return key if key is not None and as_part(key, rule.value) is not None else None


def filled(rules: Rules, *, idle: Collection[str] = ()) -> Rules:
    """Rules in which the country's procurement fills its procedure, and binds it.

    Parameters
    ----------
    rules
        Of a profile whose chain has a procedure.
    idle
        Parts that nothing would read; they are filled only where the law binds them.

    Returns
    -------
    Rules
        A part that the procedure leaves open has the country's value, unless the procedure says
        that there is none; each keeps to what binds in the country. Where the country knows a
        range alone, a part stays open with what binds it.

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> rules = load_guidance("TH", procedure="least_cost").on("2026-11-01")
    >>> "procedure.standstill_days" in rules, filled(rules)["procedure.standstill_days"].value
    (False, 7.0)
    """
    changed: dict[str, ResolvedRule] = {}
    open_: dict[str, ResolvedRule] = {}
    for rule in rules.values():
        key = answers(rule)
        if key is None or (not rule.bounds and (key in idle or key in rules.ended)):
            continue
        bounds = _bounds(rule, key)
        mine, value = rules.get(key), as_part(key, rule.value)
        if mine is not None:
            if bounds:
                changed[key] = replace(mine, bounds=(*mine.bounds, *bounds))
            continue
        body = replace(rule, id=key, value=value, bounds=bounds, feeds=None, choices=())
        if key == WEIGHTS or isinstance(value, float):
            changed[key] = body
        elif bounds:
            open_[key] = replace(body, value=None)
    result = rules.with_rules(changed)
    return replace(result, gaps=MappingProxyType({**result.gaps, **open_}))


def _bounds(rule: ResolvedRule, key: str) -> tuple[Bound, ...]:
    """What binds in the country, as the part of the procedure takes it."""
    parts = ((bound, as_part(key, bound.value)) for bound in rule.bounds)
    return tuple(replace(bound, value=part) for bound, part in parts if part is not None)


def law_of(rules: Rules) -> Rules:
    """The same for what a tender is held against: what binds an open part counts, too."""
    result = filled(rules)
    bound = {key: rule for key, rule in result.gaps.items() if rule.bounds}
    return result.with_rules(bound)


@dataclass(frozen=True)
class Twice:
    """What country and procedure both say of one thing, and otherwise.

    `breaks` is whether the procedure's value lies outside what binds in the country.
    """

    country: ResolvedRule
    procedure: ResolvedRule
    breaks: bool = False


def said_otherwise(rules: Rules) -> Iterator[Twice]:
    """Parts of a procedure of which the country's own rule says another value or other days."""
    for rule in rules.values():
        key = answers(rule)
        mine = rules.get(key) if key is not None else None
        if key is None or mine is None or mine.chain == rule.chain:
            continue
        theirs = as_part(key, rule.value)
        low, high = _ends(mine.value)
        least, most = _ends(theirs)
        same = least <= low and high <= most
        if same and low and _days_of(mine, rules) and kind_of(rule.unit):
            same = _days_of(mine, rules) == kind_of(rule.unit)
        if not same:
            breaks = any(
                outside(bound.binding, bound.value, mine.value, {}) is not None
                for bound in _bounds(rule, key)
            )
            yield Twice(rule, mine, breaks)


def _ends(value: Any) -> tuple[float, float]:
    return (value.low, value.high) if isinstance(value, Range) else (value, value)


def _days_of(mine: ResolvedRule, rules: Rules) -> str:
    """Which days a period of the procedure counts; "" where nobody says, or it is none."""
    if not mine.id.endswith("_days"):
        return ""
    kind = rules.get(f"{mine.id.removesuffix('_days')}_kind")
    return kind_of(mine.unit) or (str(kind.value) if kind is not None else "")
