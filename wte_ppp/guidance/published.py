"""JSON Schemas of the files of a guidance folder, so that editors complete and check them."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from wte_ppp.guidance.catalogues import CATALOGUES, Question
from wte_ppp.guidance.defaults import KEY as DEFAULTS
from wte_ppp.guidance.defaults import Defaults
from wte_ppp.guidance.rule_tests import RuleTest
from wte_ppp.guidance.schema import Profile, Rule
from wte_ppp.guidance.shapes import NAME
from wte_ppp.guidance.source import Source

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: Mapping[str, type[BaseModel]] = {
    "profile": Profile,
    "sources": Source,
    "rules": Rule,
    "tests": RuleTest,
    **CATALOGUES,
}


def schema_name(kind: str) -> str:
    """File name under which a schema is published.

    Examples
    --------
    >>> schema_name("rules")
    'guidance-rules.schema.json'
    """
    return f"guidance-{kind}.schema.json"


def guidance_schema(kind: str) -> dict[str, Any]:
    """JSON Schema of one kind of file.

    Parameters
    ----------
    kind
        "profile" (profile.yaml, toolkit.yaml), "sources", "rules" (a topic), "tests", or a
        catalogue such as "criteria".

    Returns
    -------
    dict[str, Any]
        All kinds but the profile are mappings of entries by name.

    Examples
    --------
    >>> sorted(guidance_schema("profile")["required"])
    ['as_of', 'id', 'name', 'schema', 'version']
    """
    model = SCHEMAS[kind]
    schema = model.model_json_schema(by_alias=True)
    if model is Profile:
        return {"$schema": DIALECT, **schema}
    definitions = schema.pop("$defs", {})
    definitions[model.__name__] = schema
    entry: dict[str, Any] = {"$ref": f"#/$defs/{model.__name__}"}
    if kind in CATALOGUES and model is not Question:
        entry = {"anyOf": [entry, {"type": "null"}]}
    published: dict[str, Any] = {
        "$schema": DIALECT,
        "title": f"Guidance: {kind}",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": entry,
        "$defs": definitions,
    }
    if model is Rule:
        head = Defaults.model_json_schema(by_alias=True)
        definitions |= head.pop("$defs", {}) | {Defaults.__name__: head}
        published["properties"] = {DEFAULTS: {"$ref": f"#/$defs/{Defaults.__name__}"}}
    if model is not Question and model is not RuleTest:
        published["propertyNames"] = {"pattern": NAME}
    return published
