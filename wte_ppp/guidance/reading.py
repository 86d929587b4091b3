"""A rule's value in a definition: plain, or one of the fixed shapes."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from wte_ppp.guidance.brackets import Brackets
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.references import RuleReference
from wte_ppp.guidance.shapes import CappedIndex, Linear, Range, Steps, Weights
from wte_ppp.guidance.tables import Table
from wte_ppp.guidance.values import Shape
from wte_ppp.guidance.written import Plain, read_as, schema_of
from wte_ppp.validation import Section

SHAPES: Mapping[str, type[Section]] = {
    "range": Range,
    "weights": Weights,
    "steps": Steps,
    "linear": Linear,
    "indexed": CappedIndex,
    "limits": EmissionLimits,
    "rule": RuleReference,
    "table": Table,
    "brackets": Brackets,
}


class Value:
    """Type of a rule's value in a definition: plain, or one of the shapes, or null."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(read_value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return schema_of(SHAPES, handler)


def read_value(raw: Any) -> Plain | Shape:
    """A rule's value from what the file holds.

    Raises
    ------
    PydanticCustomError
        With every fault of the value, each with its place below it.
    """
    return cast(Plain | Shape, read_as(raw, SHAPES))
