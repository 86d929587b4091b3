"""JSON Schema of the mechanism file, so that editors and other readers can check it."""

from typing import Any

from wte_ppp.contract.definition import ContractDefinition

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = "contract.schema.json"


def contract_schema() -> dict[str, Any]:
    """JSON Schema of the mechanism file; a number may also be `{value, unit, source, ...}`.

    Examples
    --------
    >>> contract_schema()["required"]
    ['schema', 'name', 'currency', 'price_year', 'payment_mechanism']
    """
    schema = ContractDefinition.model_json_schema(by_alias=True)
    for section in schema["$defs"].values():
        for name, plain in section["properties"].items():
            if "unit" in plain:
                section["properties"][name] = _or_sourced(plain)
    return {"$schema": DIALECT, **schema}


def _or_sourced(plain: dict[str, Any]) -> dict[str, Any]:
    """A number, or an object that holds it with its source."""
    words = ("title", "description", "unit", "default", "minimum_value", "maximum_value")
    about = {word: plain[word] for word in words if word in plain}
    bare = {word: plain[word] for word in plain if word not in about}
    texts = {key: {"type": "string"} for key in ("unit", "currency", "status", "source", "note")}
    sourced = {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {"value": bare, **texts},
    }
    return {**about, "anyOf": [bare, sourced]}
