"""The published schemas hold for what is written and what is read."""

import json
from pathlib import Path

import jsonschema
import pytest

from wte_ppp.documents import DocumentError, read_document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.schema import published_schema
from wte_ppp.feasibility.study import Study

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "examples" / "minimal" / "study.yaml"
STUDY_SCHEMA = jsonschema.Draft202012Validator(published_schema(StudyDefinition))
RESULT_SCHEMA = jsonschema.Draft202012Validator(published_schema(StudyResult))

# Written below the minimal study; whether both schema and reader take it.
ADDITIONS = [
    ("", True),
    ("  discount_rate_percent: 9\n", True),
    ("  discount_rate_percent: {value: 9, unit: '%/year', status: quote, source: Bank}\n", True),
    ("  discount_rate_percent: {value: 9, sorce: Bank}\n", False),
    ("  discount_rate_percent: {source: Bank}\n", False),
    ("  discount_rate_percent: {value: 9, status: maybe}\n", False),
    ("  discount_rate_percent: '9'\n", False),
    ("  discount_rate_percent: [9]\n", False),
    ("  spend_profile_percent: [30, 70]\n", True),
    ("  spend_profile_percent: {value: [30, 70], source: Builder}\n", True),
    ("  spend_profile_percent: [{value: 30, source: Builder}, 70]\n", False),
    ("  debt: {repayment: {value: sculpted, source: Bank}}\n", True),
    ("  debt: {repayment: bullet}\n", False),
    ("  debt: {amount_usd: null}\n", True),
    ("  debt: {value: 5}\n", False),
    ("cost: {price_year: {value: 2023, source: Builder}}\n", True),
    ("cost: {price_year: '2023'}\n", False),
    ("waist: {}\n", False),
    ("published: {plant.gross_mw: {value: 20, source: Press}}\n", True),
    ("published: {plant.gross_mw: {value: {value: 20}, source: Press}}\n", False),
    ("published: {plant.gross_mw: 20}\n", False),
]


def read(file: Path) -> dict:
    return read_document(file).data


@pytest.mark.parametrize("schema", [STUDY_SCHEMA, RESULT_SCHEMA], ids=["study", "result"])
def test_schema_is_one(schema):
    jsonschema.Draft202012Validator.check_schema(schema.schema)


@pytest.mark.parametrize("name", ["minimal", "bac_ninh"])
def test_example_fits_the_schema(name):
    errors = list(STUDY_SCHEMA.iter_errors(read(ROOT / "examples" / name / "study.yaml")))
    assert not errors, errors[0].message


@pytest.mark.parametrize(("text", "good"), ADDITIONS)
def test_schema_and_reader_agree(tmp_path, text, good):
    file = tmp_path / "study.yaml"
    file.write_text(MINIMAL.read_text(encoding="utf-8") + text, encoding="utf-8")
    assert STUDY_SCHEMA.is_valid(read(file)) is good
    try:
        Study.load(file)
        taken = True
    except DocumentError:
        taken = False
    assert taken is good


@pytest.mark.parametrize("key", ["schema", "name", "waste", "plant", "finance"])
def test_what_has_no_default_is_required(key):
    data = read(MINIMAL)
    del data[key]
    assert not STUDY_SCHEMA.is_valid(data)


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("waste", "received_t_per_day"),
        ("plant", "capacity_t_per_day"),
        ("finance", "price_year"),
        ("finance", "first_operation_year"),
    ],
)
def test_inputs_without_default_are_required(section, key):
    data = read(MINIMAL)
    del data[section][key]
    assert not STUDY_SCHEMA.is_valid(data)


@pytest.mark.parametrize(
    "draws", [None, {"plant.capacity_t_per_day": [700.0, 900.0, 1000.0]}], ids=["base", "draws"]
)
def test_result_fits_the_schema(draws):
    data = json.loads(Study.load(MINIMAL).run(draws=draws).to_json())
    errors = list(RESULT_SCHEMA.iter_errors(data))
    assert not errors, errors[0].message
    assert data["schema"] == "wte_ppp/study-result/2"


def test_result_schema_refuses_what_is_missing_or_unknown():
    data = json.loads(Study.load(MINIMAL).run().to_json())
    del data["plant"]["gross_mw"]
    assert not RESULT_SCHEMA.is_valid(data)
