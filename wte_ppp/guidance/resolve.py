"""What a country's guidance says on a given day."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.schema import Reference, Status

__all__ = ["CONFIDENCE", "ResolvedRule", "ended", "explain", "resolve"]

CONFIDENCE: Mapping[str, str] = {
    "S": "source read",
    "K": "established knowledge, source not re-read",
    "U": "uncertain: check before use",
}


@dataclass(frozen=True)
class ResolvedRule:
    """A rule's value in force on a day, with where it comes from."""

    id: str
    description: str
    value: float | str
    unit: str
    since: datetime.date
    reference: Reference
    status: Status
    confidence: str
    reviewed: str
    note: str
    feeds: str | None
    origin: str

    @property
    def source(self) -> str:
        """Reference in one line."""
        clause = f", {self.reference.clause}" if self.reference.clause else ""
        return f"{self.reference.title}{clause} ({self.reference.year})"


def resolve(guidance: Guidance, day: datetime.date) -> Mapping[str, ResolvedRule]:
    """Rules in force on a day.

    Parameters
    ----------
    guidance
        A loaded profile.
    day
        The day whose law and practice are asked for.

    Returns
    -------
    Mapping[str, ResolvedRule]
        By rule id; rules that have not begun, have ended or are unknown are left out.

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> rules = resolve(load_guidance("VN"), datetime.date(2021, 11, 1))
    >>> rules["power_tariff"].value
    0.1005
    """
    resolved: dict[str, ResolvedRule] = {}
    for rule_id, rule in guidance.rules.items():
        begun = [value for value in rule.values if value.since <= day]
        if not begun or begun[-1].value is None:
            continue
        current = begun[-1]
        assert current.value is not None
        resolved[rule_id] = ResolvedRule(
            id=rule_id,
            description=rule.description,
            value=current.value,
            unit=rule.unit,
            since=current.since,
            reference=current.reference,
            status=current.status,
            confidence=current.confidence,
            reviewed=current.reviewed,
            note=current.note,
            feeds=rule.feeds,
            origin=guidance.origin[rule_id],
        )
    return resolved


def ended(guidance: Guidance, day: datetime.date) -> Mapping[str, datetime.date]:
    """Rules that gave a study's input once and give none on a day.

    Parameters
    ----------
    guidance
        A loaded profile.
    day
        The day asked for.

    Returns
    -------
    Mapping[str, datetime.date]
        Day of the end by rule id; a study must then state the input itself.

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> "power_tariff" in ended(load_guidance("VN"), datetime.date(2026, 1, 1))
    True
    """
    found: dict[str, datetime.date] = {}
    for rule_id, rule in guidance.rules.items():
        begun = [value for value in rule.values if value.since <= day]
        if rule.feeds is not None and len(begun) > 1 and begun[-1].value is None:
            found[rule_id] = begun[-1].since
    return found


def explain(rule: ResolvedRule) -> str:
    """One paragraph on a rule for a person who must defend it.

    Parameters
    ----------
    rule
        As resolved.

    Returns
    -------
    str
        Value, date, source, status and confidence.
    """
    confidence = CONFIDENCE[rule.confidence]
    value = rule.value if isinstance(rule.value, str) else f"{rule.value:.10g}"
    link = f" {rule.reference.link}" if rule.reference.link else ""
    unit = f" {rule.unit}" if rule.unit else ""
    note = f" Note: {rule.note}" if rule.note else ""
    return (
        f"{rule.id} = {value}{unit} since {rule.since} ({rule.origin}). "
        f"{rule.description} Source: {rule.source}.{link} Status: {rule.status}; {confidence}; "
        f"reviewed {rule.reviewed}.{note}"
    )
