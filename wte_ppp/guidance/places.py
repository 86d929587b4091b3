"""Where a rule or a source stands: problems with file and line."""

from collections.abc import Iterator

from wte_ppp.documents import Problem
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.schema import DatedValue, Rule


def at(layer: Layer, rule_id: str, field: str, found: str, allowed: str, action: str) -> Problem:
    """Problem of a rule with its file and line."""
    path, line = layer.place(rule_id, field)
    name = f"{rule_id}.{field}" if field else rule_id
    return Problem(path, line, name, found, allowed, action)


def dated_values(layer: Layer) -> Iterator[tuple[str, Rule, int, DatedValue]]:
    """Every dated value of a layer with its rule and place."""
    for rule_id, rule in layer.rules.items():
        for place, value in enumerate(rule.values):
            yield rule_id, rule, place, value


def unit_field(rule: Rule, unit: str) -> str:
    """Where a rule states a unit: at the first value that has it as its own, else at its head."""
    own = (place for place, value in enumerate(rule.values) if value.unit == unit)
    place = next(own, None) if unit != rule.unit else None
    return "unit" if place is None else f"values.{place}.unit"


def own_sources(layer: Layer) -> Iterator[str]:
    """Keys of the sources that a folder lists itself."""
    document = layer.documents.get("sources")
    if document is not None:
        yield from (key for key in document.data if key in layer.sources)
