"""JSON Schemas of a tender's files, so that editors complete and check them."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from wte_ppp.tender.definition.bid import BidFile, Sheet
from wte_ppp.tender.definition.tender import TenderDefinition
from wte_ppp.tender.judgements import Judgements

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: Mapping[str, type[BaseModel]] = {
    "tender": TenderDefinition,
    "bid": BidFile,
    "panel-sheet": Sheet,
    "ahp": Judgements,
}


def schema_name(kind: str) -> str:
    """File name under which a schema is published.

    Examples
    --------
    >>> schema_name("tender"), schema_name("bid")
    ('tender.schema.json', 'tender-bid.schema.json')
    """
    return "tender.schema.json" if kind == "tender" else f"tender-{kind}.schema.json"


def tender_schema(kind: str) -> dict[str, Any]:
    """JSON Schema of one kind of file."""
    schema = SCHEMAS[kind].model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **schema}
