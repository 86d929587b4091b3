"""A tender's or study's own values over the country's: allowed, recorded, never looser than law."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic_core import PydanticCustomError

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.limits import EmissionLimit, EmissionLimits
from wte_ppp.guidance.resolve import Override, ResolvedRule, Rules
from wte_ppp.guidance.schema import Binding
from wte_ppp.guidance.shapes import Range, Situation
from wte_ppp.guidance.values import in_words, needs, read_value, value_at

__all__ = ["loosening", "overriding"]

ATMOSPHERIC_O2, ZERO_C = 21.0, 273.15
TOLERANCE = 1e-12


def overriding(
    rules: Rules, own: Mapping[str, Any], *, by: str, situation: Situation | None = None
) -> Rules:
    """Rules with some values replaced by a tender's or study's own.

    Parameters
    ----------
    rules
        As resolved on a day.
    own
        Value by rule id, written as in a profile; it may fill a gap.
    by
        Who replaces them, such as the tender's name; kept in the record.
    situation
        What scales among the rules depend on.

    Returns
    -------
    Rules
        Each replaced rule carries an `override` with what it replaced.

    Raises
    ------
    DocumentError
        For rules that are not in force, values of another kind, and values looser than a binding
        rule, naming the clause; all at once.

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> rules = load_guidance("wte_ppp", procedure="qcbs").on("2026-11-01")
    >>> own = overriding(rules, {"procedure.technical_minimum_percent": 80}, by="tender 7")
    >>> own["procedure.technical_minimum_percent"].override.by
    'tender 7'
    """
    faults: list[Problem] = []
    changed: dict[str, ResolvedRule] = {}
    for rule_id, raw in own.items():
        try:
            rule = rules.gaps.get(rule_id) or rules.rule(rule_id)
            value = read_value(raw)
        except DocumentError as error:
            faults += error.problems
            continue
        except PydanticCustomError as error:
            parts = (error.context or {})["faults"]
            faults += [Problem(None, None, rule_id + below, *rest) for below, *rest in parts]
            continue
        fault = _other_kind(rule, value) or loosening(rule, value, situation)
        if fault:
            faults.append(Problem(None, None, rule_id, *fault))
            continue
        changed[rule_id] = replace(rule, value=value, override=Override(by, rule.value))
    if faults:
        raise DocumentError(faults)
    return rules.with_rules(changed)


def _other_kind(rule: ResolvedRule, value: Any) -> tuple[str, str, str] | None:
    """Fault of a value that is a text where the rule has a number, and so on."""
    words = (value,) if isinstance(value, str) else value
    if rule.choices and isinstance(words, tuple) and not set(words) <= set(rule.choices):
        return in_words(value), "one of " + ", ".join(rule.choices), "write one of them"
    mine, theirs = _kind(value), _kind(rule.value)
    filled = rule.value is None and value is not None
    if not filled and (value is None or mine != theirs):
        allowed = f"{theirs} as in {rule.origin}: {in_words(rule.value)} {rule.unit}".rstrip()
        return f"{mine}, {in_words(value)}", allowed, "correct it"
    return None


def _kind(value: Any) -> str:
    for kind, types in (
        ("yes or no", (bool,)),
        ("a text", (str,)),
        ("words", (tuple,)),
        ("emission limits", (EmissionLimits,)),
    ):
        if isinstance(value, types):
            return kind
    return "nothing" if value is None else "a number"


def loosening(
    rule: ResolvedRule, value: Any, situation: Situation | None = None
) -> tuple[str, str, str] | None:
    """What is wrong with a value in place of a binding rule's.

    Parameters
    ----------
    rule
        As resolved.
    value
        The tender's or study's own.
    situation
        What the rule's scale depends on, if it is one.

    Returns
    -------
    tuple[str, str, str] | None
        Found, allowed (naming the clause) and what to do; None if the value is admitted.
    """
    allowed = _bound(rule.binding, rule.value, value, situation or {})
    if allowed is None:
        return None
    unit = f" {rule.unit}" if rule.unit else ""
    stated = f"{allowed}{unit} by {rule.source}, since {rule.since} ({rule.origin})"
    found = f"{in_words(value)}{unit}, looser than a binding rule"
    return found, stated, "keep to the rule, or prove an exception in a profile of your own"


def _bound(binding: Binding, rule: Any, own: Any, situation: Situation) -> str | None:
    """Allowed values in words if the own value is outside them."""
    if binding == "free" or own == rule:
        return None
    if binding == "exact":
        return f"exactly {in_words(rule)}"
    if binding == "within":
        return None if _inside(own, rule) else f"within {in_words(rule)}"
    if isinstance(rule, EmissionLimits):
        return _looser_limit(rule, own)
    if any(name not in situation for name in (*needs(rule), *needs(own))):
        return f"{in_words(rule)} or tighter, at a stated {', '.join((*needs(rule), *needs(own)))}"
    theirs, mine = value_at(rule, situation), value_at(own, situation)
    if theirs is None:
        return None
    low, high = (mine.low, mine.high) if isinstance(mine, Range) else (mine, mine)
    assert isinstance(theirs, float)
    slack = TOLERANCE * abs(theirs)
    if binding == "at_least":
        admitted = isinstance(low, float) and low >= theirs - slack
        return None if admitted else f"at least {in_words(theirs)}"
    admitted = isinstance(high, float) and high <= theirs + slack
    return None if admitted else f"at most {in_words(theirs)}"


def _inside(own: Any, rule: Any) -> bool:
    if isinstance(rule, tuple):
        return set((own,) if isinstance(own, str) else own) <= set(rule)
    low, high = (own.low, own.high) if isinstance(own, Range) else (own, own)
    return isinstance(low, float) and rule.low <= low and high <= rule.high


def _looser_limit(rule: EmissionLimits, own: EmissionLimits) -> str | None:
    """The first limit of the rule that the own table drops or raises."""
    for row in rule.rows:
        same = [
            one
            for one in own.rows
            if (one.pollutant, one.averaging, one.case) == (row.pollutant, row.averaging, row.case)
        ]
        ceiling = _normal(row, rule) * (1 + TOLERANCE)
        if not same or same[0].unit != row.unit or _normal(same[0], own) > ceiling:
            return f"{row.pollutant} at most {row.limit:g}"
    return None


def _normal(row: EmissionLimit, table: EmissionLimits) -> float:
    """Limit at 0 % oxygen and 0 °C, so that tables of another basis can be compared."""
    o2 = table.o2_percent if row.o2_percent is None else row.o2_percent
    hotter = (ZERO_C + table.temperature_c) / ZERO_C
    return row.limit * hotter * ATMOSPHERIC_O2 / (ATMOSPHERIC_O2 - o2)
