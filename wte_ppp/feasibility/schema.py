"""JSON Schemas of the study file and of its result, as published."""

import copy
import json
from typing import Any

from pydantic import BaseModel

from wte_ppp.currencies import USD, money_in
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.risk import (
    ChangeEvent,
    CorrelationSection,
    DelayEvent,
    OutageEvent,
    RiskSection,
    Spread,
)
from wte_ppp.feasibility.definition.study import PublishedSection
from wte_ppp.feasibility.money_names import keys_of
from wte_ppp.feasibility.stated import STATUSES

# Sections whose values carry no source: what was published, and how uncertain inputs are.
UNSOURCED = {
    part.__name__
    for part in (PublishedSection, ChangeEvent, CorrelationSection, DelayEvent, OutageEvent,
                 RiskSection, Spread)
}  # fmt: skip
# Words of a schema that tell a reader about a value without limiting it.
DESCRIBING = (
    "title",
    "description",
    "default",
    "unit",
    "minimum_value",
    "above",
    "maximum_value",
    "plausible",
)


def published_schema(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema of a definition or result.

    Parameters
    ----------
    model
        `StudyDefinition` or `StudyResult`.

    Returns
    -------
    dict[str, Any]
        In a study file, what has a default may be left out: only what has none is required.

    Examples
    --------
    >>> published_schema(StudyDefinition)["required"]
    ['schema', 'name', 'waste', 'plant', 'finance']
    """
    schema = model.model_json_schema(
        by_alias=True, mode="validation" if model is StudyDefinition else "serialization"
    )
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    if model is StudyDefinition:
        for section in schema["$defs"].values():
            _drop_defaulted(section)
        _relax(model, schema, schema, list(default_values()), "")
        _admit_sources(schema)
    return schema


def _drop_defaulted(section: dict[str, Any]) -> None:
    """Drop from `required` what has a default on its card."""
    needed = [
        name for name in section.get("required", []) if "default" not in section["properties"][name]
    ]
    section["required"] = needed
    if not needed:
        del section["required"]


def _relax(
    model: type[BaseModel],
    root: dict[str, Any],
    node: dict[str, Any],
    defaults: list[str],
    path: str,
) -> None:
    """Drop from `required` what the defaults or a country profile give."""
    still = []
    for name in node.get("required", []):
        place = f"{path}.{name}" if path else name
        reference = node["properties"][name].get("$ref")
        if reference:
            below = root["$defs"][reference.rsplit("/", 1)[-1]]
            _relax(model, root, below, defaults, place)
            if below.get("required") or "oneOf" in below:
                still.append(name)
        elif not any(
            with_default == place or with_default.startswith(f"{place}.")
            for with_default in defaults
        ):
            still.append(name)
    if still:
        node["required"] = still
    else:
        node.pop("required", None)


def _admit_sources(schema: dict[str, Any]) -> None:
    """Let every input of a section also be written as `{value, unit, status, source, note}`."""
    for name, section in schema["$defs"].items():
        if name in UNSOURCED:
            continue
        for key, plain in section["properties"].items():
            if "$ref" in json.dumps(plain):
                continue
            about = {word: plain[word] for word in plain if word in DESCRIBING}
            bare = {word: plain[word] for word in plain if word not in DESCRIBING}
            _limit_numbers(bare, plain)
            written = _or_sourced(bare)
            # In a composition each share may have its own source.
            for branch in (bare, *bare.get("anyOf", ())):
                if isinstance(branch.get("additionalProperties"), dict):
                    branch["additionalProperties"] = _or_sourced(branch["additionalProperties"])
            section["properties"][key] = {**about, **written}
            pattern = keys_of(key) if money_in(str(plain.get("unit", ""))) == USD else None
            if pattern is not None:
                in_any_money = copy.deepcopy(written)
                _drop_limits(in_any_money)
                section.setdefault("patternProperties", {})[pattern] = in_any_money


def _limit_numbers(node: dict[str, Any], described: dict[str, Any]) -> None:
    """Put the allowed range of a quantity on every number of its schema."""
    words = {"minimum": "minimum_value", "exclusiveMinimum": "above", "maximum": "maximum_value"}
    if node.get("type") == "number":
        node.update({word: described[name] for word, name in words.items() if name in described})
    below = [*node.get("anyOf", ()), node.get("items"), node.get("additionalProperties")]
    for branch in below:
        if isinstance(branch, dict):
            _limit_numbers(branch, described)


def _drop_limits(node: Any) -> None:
    """Take ranges off a schema: they are of amounts in USD."""
    if isinstance(node, dict):
        for word in ("minimum", "exclusiveMinimum", "maximum"):
            node.pop(word, None)
        for below in node.values():
            _drop_limits(below)
    elif isinstance(node, list):
        for below in node:
            _drop_limits(below)


def _or_sourced(plain: dict[str, Any]) -> dict[str, Any]:
    """A schema, or an object that holds a value of it with its source."""
    sourced = {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {
            "value": copy.deepcopy(plain),
            "unit": {"type": "string"},
            "currency": {"type": "string"},
            "status": {"enum": list(STATUSES)},
            "source": {"type": "string"},
            "note": {"type": "string"},
        },
    }
    return {"anyOf": [plain, sourced]}
