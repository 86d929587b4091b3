"""The schemas in docs/schemas are those of the code, and the examples keep to them."""

import json
from pathlib import Path

import jsonschema
import pytest

import wte_ppp as wte
from wte_ppp.documents import read_document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.schema import published_schema

ROOT = Path(__file__).parents[1]
STORED = {
    "study.schema.json": StudyDefinition,
    "study-result.schema.json": StudyResult,
}


def stored(name: str) -> dict:
    return json.loads((ROOT / "docs" / "schemas" / name).read_text(encoding="utf-8"))


def faults(data: object, name: str) -> list[str]:
    """What a schema finds wrong with some data."""
    return [
        fault.message for fault in jsonschema.Draft202012Validator(stored(name)).iter_errors(data)
    ]


@pytest.mark.parametrize("name", STORED)
def test_stored_schema_is_the_generated_one(name: str) -> None:
    assert stored(name) == json.loads(json.dumps(published_schema(STORED[name])))


@pytest.mark.parametrize("example", ["minimal", "bac_ninh"])
def test_example_and_its_result_keep_to_the_schemas(example: str) -> None:
    path = ROOT / "examples" / example / "study.yaml"
    assert faults(read_document(path).data, "study.schema.json") == []
    result = wte.Study.load(path).run().to_json()
    assert faults(json.loads(result), "study-result.schema.json") == []


def test_schema_refuses_what_the_reader_refuses() -> None:
    data = read_document(ROOT / "examples" / "minimal" / "study.yaml").data
    data["plant"]["capacity_tpd"] = 800
    with pytest.raises(jsonschema.ValidationError, match="capacity_tpd"):
        jsonschema.validate(data, stored("study.schema.json"))
