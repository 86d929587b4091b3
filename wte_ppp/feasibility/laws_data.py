"""One study under two laws as plain data, for JSON."""

from typing import Any

from wte_ppp.feasibility.laws import LawDifference
from wte_ppp.messages import as_data


def law_data(found: LawDifference) -> dict[str, Any]:
    """The comparison as plain data, for JSON."""
    return {
        "schema": "wte_ppp/law-difference/1",
        "study": found.study,
        "laws": [
            {
                "name": side.name,
                "day": side.law.day,
                "project": dict(side.law.project),
                "runs": not side.refusal,
                "refusal": [str(problem) for problem in side.refusal],
            }
            for side in (found.one, found.two)
        ],
        "inputs": [
            {
                **row.model_dump(mode="json"),
                "rules": [change.rule for change in found.rules_of(row.path)],
                "effects": [
                    {"outcome": effect.outcome, "change": float(effect.change)}
                    for effect in found.effects
                    if effect.input == row.path
                ],
            }
            for row in found.inputs
        ],
        "bounds": [
            {
                "rule": bound.rule,
                "description": as_data(bound.description),
                "laws": [
                    {
                        "demand": None if demand is None else as_data(demand),
                        "stated": None if stated is None else as_data(stated),
                        "kept": kept,
                        "source": None if source is None else as_data(source),
                    }
                    for demand, stated, kept, source in zip(
                        bound.demands, bound.stated, bound.kept, bound.sources, strict=True
                    )
                ],
            }
            for bound in found.bounds
        ],
        "outcomes": [
            {"path": path, "description": as_data(text), "unit": unit, "values": [one, two]}
            for path, text, unit, one, two in found.headlines
        ],
        "rules": [
            {
                "rule": change.rule,
                "feeds": change.feeds,
                "says": list(change.says),
                "sources": [None if one is None else as_data(one) for one in change.sources],
            }
            for change in found.rules
        ],
    }
