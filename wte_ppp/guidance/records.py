"""Rules as records of plain data: what `show`, `explain` and `diff` give to other programs."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from wte_ppp.guidance.compare import said
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.reading import SHAPES
from wte_ppp.guidance.references import Scaled
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Situation
from wte_ppp.guidance.values import asks_value
from wte_ppp.guidance.written import as_written

STANDINGS = ("in force", "gap", "ended", "not in force yet", "not for this project")


def value_as_data(value: Any) -> Any:
    """A value as a profile's file would hold it; a scale times a number, which none does, in parts.

    Examples
    --------
    >>> from wte_ppp.guidance.shapes import Linear
    >>> line = Linear(by="capacity_mw", intercept=1, slope=2)
    >>> value_as_data(Scaled(value=line, times=0.5, plus=0))["scaled"]["value"]
    {'linear': {'by': 'capacity_mw', 'intercept': 1.0, 'slope': 2.0}}
    """
    if isinstance(value, Scaled):
        inner = value_as_data(value.value)
        return {"scaled": {"value": inner, "times": value.times, "plus": value.plus}}
    return as_written(value, SHAPES)


def record_of(rules: Rules, rule_id: str) -> dict[str, Any]:
    """One rule on a day, its value as data and in words; flat, so that it is a row of a table.

    A rule without a value says by its `standing` why: it is a gap, ended, not in force yet, or not
    for the project.
    """
    known = (rules, rules.gaps, rules.ended)
    rule = next((place[rule_id] for place in known if rule_id in place), None)
    standing = next(
        (
            word
            for word, place in zip(STANDINGS, (*known, rules.pending, rules.unmet), strict=True)
            if rule_id in place
        ),
        "not asked",
    )
    if rule is None:
        since = str(rules.pending[rule_id]) if rule_id in rules.pending else None
        return _row(rule_id, standing, said(rules, rule_id), None, since)
    return _row(rule_id, standing, said(rules, rule_id), rule, str(rule.since))


def _row(
    rule_id: str, standing: str, words: str, rule: ResolvedRule | None, since: str | None
) -> dict[str, Any]:
    source = None if rule is None else rule.reference
    holds = rule is not None and standing == STANDINGS[0]
    return {
        "rule": rule_id,
        "standing": standing,
        "value": value_as_data(rule.value) if rule is not None else None,
        "unit": rule.unit if rule is not None else "",
        "words": words,
        "since": since,
        "until": str(rule.until) if rule is not None and rule.until else None,
        "where": str(rule.condition) if rule is not None and rule.condition else "",
        "binding": rule.binding if rule is not None and holds else "",
        "status": rule.status if rule is not None and holds else "",
        "confidence": rule.confidence if rule is not None and holds else "",
        "document": source.title if source else "",
        "year": source.year if source else None,
        "clause": source.clause if source else "",
        "link": source.link if source else "",
        "read": source.text if source else "",
        "legal_state": source.state if source else "",
        "reviewed": rule.reviewed if rule is not None else "",
        "reviewed_by": rule.reviewed_by if rule is not None else "",
        "feeds": (rule.feeds or "") if rule is not None else "",
        "origin": rule.origin if rule is not None else "",
        "note": rule.note if rule is not None else "",
    }


def explained(rules: Rules, rule_id: str, situation: Situation) -> dict[str, Any]:
    """One rule with all that `explain` says of it.

    Raises
    ------
    DocumentError
        If no value is in force on the day, or the situation lacks a name.
    """
    rule = rules.rule(rule_id)
    asked = situation and asks_value(rule.value, situation)
    return {
        **record_of(rules, rule_id),
        "day": str(rules.day),
        "profile": rules.identity,
        "description": rule.description,
        "situation": dict(situation),
        "value_in_situation": value_as_data(rule.at(**situation)) if asked else None,
        "bounds": [
            {"binding": one.binding, "value": value_as_data(one.value), "unit": one.unit,
             "source": one.source, "since": str(one.since), "origin": one.origin}
            for one in rule.bounds
        ],
        "possible": [str(one.told) for one in rule.possible],
        "chain": [
            {"origin": one.origin, "value": value_as_data(one.value), "unit": one.unit,
             "since": str(one.since)}
            for one in rule.chain
        ],
    }  # fmt: skip


def entries_of(guidance: Guidance, name: str) -> Iterator[dict[str, Any]]:
    """Entries of a catalogue, each with its id."""
    for key, entry in guidance.catalogue(name).items():
        fields: Mapping[str, Any] = entry.model_dump(mode="json", by_alias=True)
        yield {"id": key, **fields}


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record whose parts of parts are text, for a table."""
    return {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
        for key, value in record.items()
    }
