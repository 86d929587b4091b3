"""The schemas in docs/schemas are those of the code, and the examples keep to them."""

import json
from pathlib import Path

import jsonschema
import pytest

import wte_ppp as wte
from wte_ppp.contract.published import contract_schema
from wte_ppp.documents import read_document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.feasibility.result.difference import StudyDifference
from wte_ppp.feasibility.schema import published_schema
from wte_ppp.guidance.published import SCHEMAS as GUIDANCE
from wte_ppp.guidance.published import guidance_schema, schema_name
from wte_ppp.tender.published import SCHEMAS as TENDER
from wte_ppp.tender.published import schema_name as tender_schema_name
from wte_ppp.tender.published import tender_schema

ROOT = Path(__file__).parents[1]
STORED = {
    "study.schema.json": StudyDefinition,
    "study-result.schema.json": StudyResult,
    "risk-result.schema.json": RiskResult,
    "study-difference.schema.json": StudyDifference,
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


def test_mechanism_files_keep_to_the_schema() -> None:
    assert stored("contract.schema.json") == json.loads(json.dumps(contract_schema()))
    for path in (ROOT / "examples").rglob("*.yaml"):
        data = read_document(path).data
        if data.get("schema") == "wte_ppp/contract/1":
            assert faults(data, "contract.schema.json") == [], path.name


def test_schema_refuses_what_the_reader_refuses() -> None:
    data = read_document(ROOT / "examples" / "minimal" / "study.yaml").data
    data["plant"]["capacity_tpd"] = 800
    with pytest.raises(jsonschema.ValidationError, match="capacity_tpd"):
        jsonschema.validate(data, stored("study.schema.json"))


FOLDERS = sorted(
    head.parent
    for kind in ("country_profiles", "toolkits")
    for head in (ROOT / kind).glob("*/*.yaml")
    if head.name in ("profile.yaml", "toolkit.yaml")
)


@pytest.mark.parametrize("kind", GUIDANCE)
def test_stored_guidance_schema_is_the_generated_one(kind: str) -> None:
    assert stored(schema_name(kind)) == json.loads(json.dumps(guidance_schema(kind)))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_guidance_file_names_its_schema_and_keeps_to_it(folder: Path) -> None:
    files = sorted(folder.glob("*.yaml"))
    assert len(files) >= 3
    for file in files:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        kind = file.stem if file.stem in GUIDANCE else "rules"
        kind = "profile" if file.stem == "toolkit" else kind
        place = f"../../docs/schemas/{schema_name(kind)}"
        assert first == f"# yaml-language-server: $schema={place}", file
        assert faults(read_document(file).data, schema_name(kind)) == [], file


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("rules", {"a": {"unit": "%", "values": [{"from": "2020-01-01", "valu": 1}]}}),
        ("rules", {"a": {"unit": "%", "values": [{"from": "2020-01-01", "value": {"code": "x"}}]}}),
        ("rules", {"A b": {"unit": "%", "values": [{"from": "2020-01-01", "value": 1}]}}),
        ("sources", {"a": {"title": "A law", "year": 2020, "text": "seen"}}),
        ("profile", {"schema": "wte_ppp/profile/1", "id": "../x"}),
        ("tests", {"a": {"rule": "x.y", "on": "2020-01-01", "expect": 1}}),
    ],
)
def test_guidance_schema_refuses_what_the_reader_refuses(kind: str, body: dict) -> None:
    assert faults(body, schema_name(kind))


@pytest.mark.parametrize("kind", TENDER)
def test_stored_tender_schema_is_the_generated_one(kind: str) -> None:
    assert stored(tender_schema_name(kind)) == json.loads(json.dumps(tender_schema(kind)))
