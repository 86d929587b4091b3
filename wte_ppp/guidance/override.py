"""A tender's or study's own values over the country's: allowed, recorded, never looser than law."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from pydantic_core import PydanticCustomError

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.binding import outside
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.reading import read_value
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import Override, ResolvedRule
from wte_ppp.guidance.shapes import Situation
from wte_ppp.guidance.values import amount, in_words
from wte_ppp.validation import faults_of


def overriding(
    rules: Rules,
    own: Mapping[str, Any],
    *,
    by: str,
    situation: Situation | None = None,
    grounded: Collection[str] = (),
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
    grounded
        Rules that may be looser than the law, since the tender states its ground for it.

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
            faults += [Problem(None, None, *fault) for fault in faults_of(error, rule_id)]
            continue
        fault = _other_kind(rule, value) or (
            None if rule_id in grounded else loosening(rule, value, situation)
        )
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
        return str(in_words(value)), "one of " + ", ".join(rule.choices), "write one of them"
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
    """What is wrong with a value in place of a rule's, by its own binding and those beneath."""
    unit = f" {rule.unit}" if rule.unit else ""
    known = {**rule.project.situation, **(situation or {})}
    for bound in rule.bounds:
        allowed = outside(bound.binding, bound.value, value, known)
        if allowed is not None:
            stated = f"{allowed}{unit} by {bound.source}, since {bound.since} ({bound.origin})"
            found = f"{amount(value, rule.unit)}, looser than a binding rule"
            return found, stated, "keep to the rule, or prove an exception in a profile of your own"
    return None
