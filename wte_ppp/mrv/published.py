"""JSON Schemas of the climate files, so that editors and other readers can check them."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from wte_ppp.mrv.aef_format import aef_schema
from wte_ppp.mrv.answers_file import AnswersDefinition
from wte_ppp.mrv.facility_file import FacilityDefinition
from wte_ppp.mrv.landfill_gas import LandfillGasDefinition
from wte_ppp.mrv.ledger import LedgerDefinition
from wte_ppp.mrv.pathway_file import PathwayDefinition

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, type[BaseModel]] = {
    "facility": FacilityDefinition,
    "ledger": LedgerDefinition,
    "answers": AnswersDefinition,
    "pathway": PathwayDefinition,
    "landfill-gas": LandfillGasDefinition,
}
KINDS = (*FILES, "aef")


def schema_name(kind: str) -> str:
    """File name under which a schema is published.

    Examples
    --------
    >>> schema_name("facility")
    'climate-facility.schema.json'
    """
    return f"climate-{kind}.schema.json"


def climate_schema(kind: str) -> dict[str, Any]:
    """JSON Schema of one kind of file.

    Parameters
    ----------
    kind
        One of `KINDS`.

    Returns
    -------
    dict[str, Any]
        "aef" is the annual information that the library writes.

    Examples
    --------
    >>> climate_schema("aef")["properties"]["version"]
    {'const': '4/CMA.6'}
    """
    if kind == "aef":
        return aef_schema()
    return {"$schema": DIALECT, **FILES[kind].model_json_schema(by_alias=True)}
