"""JSON Schemas of the study file and of its result, as published."""

from typing import Any

from pydantic import BaseModel

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.layers import default_values

__all__ = ["published_schema"]


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
        _relax(model, schema, schema, list(default_values()), "")
    return schema


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
            if below.get("required"):
                still.append(name)
        elif not any(one == place or one.startswith(f"{place}.") for one in defaults):
            still.append(name)
    if still:
        node["required"] = still
    else:
        node.pop("required", None)
