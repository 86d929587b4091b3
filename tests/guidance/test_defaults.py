"""The head of a file of rules: what its values share is said once."""

import json

import jsonschema

from tests.guidance.conftest import rule
from wte_ppp.documents import read_document
from wte_ppp.guidance.check import check
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.published import guidance_schema
from wte_ppp.yaml_edits import YamlEdits

HEAD = "defaults: {source: law, status: law, confidence: S, reviewed: '2025-06-01'}\n"
OWN = dict.fromkeys(("source", "status", "confidence", "reviewed"))
RATES = (
    HEAD
    + rule("rate", ("2020-01-01", 20), **OWN)
    + rule("heard", source="heard", status="assumption", confidence="K")
    + "open:\n  description: Not known.\n  unit: ''\n  values:\n"
    "    - {from: '2020-01-01', value: null, gap: Nothing read.}\n"
)


def test_a_value_takes_what_it_does_not_state_and_a_gap_nothing(folder):
    made = folder(tax=RATES)
    rules = load_guidance(made).on("2026-01-01")
    rate = rules["tax.rate"]
    assert (rate.source, rate.status, rate.confidence, rate.reviewed) == (
        "Law on Waste 1/2020 (2020)", "law", "S", "2025-06-01",
    )  # fmt: skip
    assert (rules["tax.heard"].status, rules["tax.heard"].confidence) == ("assumption", "K")
    assert set(rules.gaps) == {"tax.open"}
    assert "tax.defaults" not in load_guidance(made).rule_ids


def test_what_is_wrong_with_the_head_is_told_in_its_line(folder):
    made = folder(tax=RATES.replace("status: law", "statsu: law", 1))
    faults = {(one.line, one.field) for one in check(made).errors}
    assert (1, "defaults.statsu") in faults


def test_the_schema_knows_the_head(folder):
    made = folder(tax=RATES)
    schema = json.loads(json.dumps(guidance_schema("rules")))
    data = read_document(made / "tax.yaml").data
    assert not [
        fault
        for fault in jsonschema.Draft202012Validator(schema).iter_errors(
            {"defaults": data["defaults"]}
        )
    ]
    wrong = {"defaults": {"value": 3}}
    assert [*jsonschema.Draft202012Validator(schema).iter_errors(wrong)]


def test_the_file_is_changed_in_place_under_its_head(folder):
    made = folder(tax=RATES)
    edits = YamlEdits((made / "tax.yaml").read_bytes(), "tax.yaml")
    edits.put(("rate", "values", 0), "reviewed", "2026-11-28", after="value")
    expected = RATES.replace("value: 20\n", "value: 20\n      reviewed: '2026-11-28'\n")
    assert edits.text() == expected
