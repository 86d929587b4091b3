"""A rule in words, for a person who must defend it."""

import textwrap

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import CONFIDENCE, ResolvedRule
from wte_ppp.guidance.shapes import Situation
from wte_ppp.guidance.values import amount, asks_value, needs, takes

WIDTH = 100

TEXT_READ = {
    "official": "official text read",
    "report": "read in an account of it",
    "unread": "not read",
}
LEGAL_STATES = {
    "draft": "a draft",
    "proposed": "proposed",
    "passed": "passed, not in force",
    "in_force": "in force",
    "repealed": "repealed",
}


def explain(rules: Rules, rule_id: str, situation: Situation | None = None) -> str:
    """What a rule says on a day, why, and through which chain it came.

    Raises `DocumentError` if no value is in force on the day (it says why), or the situation
    lacks a name.
    """
    rule = rules.rule(rule_id)
    _refuse_unused(rule, situation or {})
    lines = [
        (rule_id, f"{amount(rule.value, rule.unit)}"),
        ("on", f"{rules.day} by {rules.identity}"),
        ("what", rule.description),
    ]
    if situation and asks_value(rule.value, situation):
        stated = ", ".join(f"{name} = {value}" for name, value in situation.items())
        lines.append((f"with {stated}", str(amount(rule.at(**situation), rule.unit))))
    elif needs(rule.value):
        lines.append(("depends on", ", ".join(needs(rule.value))))
    if rule.condition:
        lines.append(("because", f"{rule.condition}: the project meets it"))
    lines += [("or, as the project does not say", str(one.told)) for one in rule.possible]
    if rule.refers:
        lines.append(("by reference", str(rule.refers.in_words())))
    until = f" until {rule.until}" if rule.until else ""
    lines.append(("in force", f"since {rule.since}{until}"))
    lines.append(("source", rule.source))
    if rule.reference:
        link = f", {rule.reference.link}" if rule.reference.link else ""
        lines.append(("read", f"{TEXT_READ[rule.reference.text]}{link}"))
        if rule.reference.state:
            ended = f", law until {rule.reference.until}" if rule.reference.until else ""
            lines.append(("legal state", f"{LEGAL_STATES[rule.reference.state]}{ended}"))
    for other in rule.also:
        says = f": {other.says}" if other.says else ""
        lines.append(("also", f"{other.reference}{says} ({TEXT_READ[other.reference.text]})"))
    confidence = CONFIDENCE[rule.confidence]
    by = f" by {rule.reviewed_by}" if rule.reviewed_by else ""
    lines.append(("status", f"{rule.status}; {confidence}; last reviewed {rule.reviewed}{by}"))
    if not rule.bounds:
        free = "none: a tender or study may state another value, which is recorded"
        lines.append(("binding", free))
    for bound in rule.bounds:
        words = f"{bound.demand(rule.unit)}, by {bound.source} ({bound.origin})"
        lines.append(("binding", words))
    if rule.note:
        lines.append(("note", rule.note))
    steps = [
        f"{link.origin}: {amount(link.value, link.unit)} since {link.since}" for link in rule.chain
    ]
    if rule.override:
        override = f"{rule.override.by}: {amount(rule.value, rule.unit)}"
        steps.append(override)
    lines.append(("chain", " -> ".join(steps)))
    return "\n".join(_wrapped(label, text) for label, text in lines)


def _refuse_unused(rule: ResolvedRule, situation: Situation) -> None:
    """A name that the rule does not depend on is a slip, not an answer."""
    names = tuple(dict.fromkeys((*takes(rule.value), *rule.asks)))
    allowed = ", ".join(names) or "nothing: the rule depends on nothing"
    unused = [
        Problem(None, None, f"with {name}", repr(value), allowed, "correct or remove it")
        for name, value in situation.items()
        if name not in names
    ]
    if unused:
        raise DocumentError(unused)


def _wrapped(label: str, text: str) -> str:
    return textwrap.fill(
        f"{label}: {' '.join(text.split())}",
        width=WIDTH,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
