"""The tender commands: exit codes, messages, and what is written or refused."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from tests.test_cli import call
from wte_ppp.documents import read_document
from wte_ppp.tender.case import Case
from wte_ppp.tender.published import SCHEMAS, tender_schema

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = "2019-11-29T15:00+09:00"


@pytest.fixture
def folder(tmp_path):
    """Abiko's tender, opened, with both technical envelopes and one price."""
    case = tmp_path / "case"
    case.mkdir()
    shutil.copy(EXAMPLES / "abiko" / "tender.yaml", case)
    by = ("--by", "Office")
    past = ("--at", "2019-09-02T09:00+09:00", "--reconstruction", "a published award")
    assert call("tender", "open", case, *by, *past).exit_code == 0
    for bid, envelope in (("A", "technical"), ("B", "technical"), ("A", "price")):
        file = EXAMPLES / "abiko" / "bids" / f"{bid}-{envelope}.yaml"
        step = ("receive", case, file, "--bid", bid, "--envelope", envelope)
        assert call("tender", *step, *by, "--at", DAY).exit_code == 0
    return case


@pytest.mark.parametrize("command", ["robustness", "report", "advise"])
def test_what_needs_prices_or_a_study_says_so_and_writes_nothing(folder, tmp_path, command):
    out = ("--out", tmp_path / "out") if command == "report" else ()
    refused = call("tender", command, folder, *out)
    assert refused.exit_code == 2
    assert "study" in refused.stderr if command == "advise" else "freeze" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_trying_to_read_prices_is_recorded(folder):
    call("tender", "robustness", folder)
    assert Case(folder).progress.events[-1].what == "price_access_refused"


def test_a_tender_file_changed_beside_its_case_changes_nothing_and_every_command_says_so(folder):
    file = folder / "tender.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("target: 50", "target: 49"))
    status = call("tender", "status", folder)
    assert status.exit_code == 0
    assert "tender.yaml was changed; the case keeps and uses the one in force" in status.stderr
    assert call("tender", "verify", folder).exit_code == 2


def test_moments_that_cannot_be_are_refused_and_far_ones_ask_for_a_reason(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    shutil.copy(EXAMPLES / "abiko" / "tender.yaml", case)
    future = call("tender", "open", case, "--by", "Office", "--at", "2062-01-10T09:00+09:00")
    assert future.exit_code == 2
    assert "a moment in the future" in future.stderr
    past = ("tender", "open", case, "--by", "Office", "--at", "2019-09-02T09:00+09:00")
    assert "--at-reason" in call(*past).stderr
    assert not (case / "case.wte").exists()
    assert call(*past, "--at-reason", "written down from the minutes").exit_code == 0
    event = Case(case).progress.events[0]
    assert event.at_reason == "written down from the minutes"
    assert event.at.startswith("2019-09-02T09:00")
    assert not event.clock.startswith("2019")


def test_opening_twice_or_receiving_nothing_is_refused(folder, tmp_path):
    assert call("tender", "open", folder, "--by", "x").exit_code == 2
    missing = ("receive", folder, tmp_path / "no.yaml", "--bid", "C", "--envelope", "price")
    assert call("tender", *missing, "--by", "x").exit_code == 2


def test_one_person_alone_opens_no_prices(folder):
    for bid in ("A", "B"):
        step = ("decide", folder, "--bid", bid, "--rule", "eligibility", "--pass", "--reason", "ok")
        call("tender", *step, "--by", "Office")
    assert call("tender", "freeze", folder, "--by", "Office").exit_code == 0
    alone = call("tender", "open-prices", folder, "--by", "Office")
    assert alone.exit_code == 2
    assert "two persons" in alone.stderr


def test_form_fills_in_a_bid_and_check_lists_assumptions(tmp_path):
    place = EXAMPLES / "viet_nam"
    out = tmp_path / "form.xlsx"
    bid = place / "bids" / "B1-price.yaml"
    made = call("tender", "form", place, "--envelope", "price", "--out", out, "--from", bid)
    assert made.exit_code == 0, made.stderr
    assert out.stat().st_size > 5000
    assert "Assumption: Lines: threshold of 2 lines" in call("tender", "check", place).stdout
    wrong = call("tender", "form", place, "--envelope", "technical", "--out", out, "--from", bid)
    assert wrong.exit_code == 2


def test_selfcheck_names_faults_and_what_it_cannot_know(tmp_path):
    place = EXAMPLES / "viet_nam"
    fine = call("tender", "selfcheck", place, place / "bids" / "B6-technical.yaml")
    assert fine.exit_code == 0
    assert "not known: Maintenance and renewal: scored by the panel" in fine.stdout
    assert "minimum technical score: FAILED" not in fine.stdout
    text = (place / "bids" / "B6-technical.yaml").read_text(encoding="utf-8")
    file = tmp_path / "bad.yaml"
    file.write_text(text.replace("net_energy_kwh_per_t: 470", "net_energy_kwh_per_t: 4700"))
    bad = call("tender", "selfcheck", place, file)
    assert bad.exit_code == 1
    assert "at most 1500" in bad.stdout


# Saaty's example of choosing a house size is not used here; two criteria are always consistent, and
# three with a = 2 b, b = 2 c, a = 4 c give 4/7, 2/7, 1/7 exactly.
CONSISTENT = """\
schema: wte_ppp/ahp/1
criteria: [energy, operation, price]
judgements: {energy / operation: 2, operation / price: 2, energy / price: 4}
"""


def test_ahp_weights_and_consistency(tmp_path):
    file = tmp_path / "ahp.yaml"
    file.write_text(CONSISTENT, encoding="utf-8")
    found = call("tender", "ahp", file)
    assert found.exit_code == 0
    assert "energy: 57.14 %" in found.stdout
    assert "Consistency ratio 0.0000" in found.stdout
    file.write_text(CONSISTENT.replace("energy / price: 4", "price / energy: 4"), encoding="utf-8")
    circular = call("tender", "ahp", file)
    assert circular.exit_code == 1
    assert "NOT consistent" in circular.stdout
    file.write_text(CONSISTENT.replace("energy / price: 4", "energy / cost: 4"), encoding="utf-8")
    wrong = call("tender", "ahp", file)
    assert wrong.exit_code == 2
    assert "missing: energy / price" in wrong.stderr


def test_ocds_leaves_and_comes_back(folder, tmp_path):
    out = tmp_path / "release.json"
    exported = call("tender", "ocds-export", folder, "--out", out, "--prefix", "ocds-abc123")
    assert exported.exit_code == 0
    assert "not exported:" in exported.stdout
    back = call("tender", "ocds-import", folder, out, "--out", tmp_path / "bids")
    assert back.exit_code == 0
    assert {one.name for one in (tmp_path / "bids").iterdir()} == {
        "A-technical.json", "B-technical.json"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [("tender", "*/tender.yaml"), ("bid", "*/bids/*.yaml"), ("panel-sheet", "*/panel/*.yaml")],
)
def test_examples_are_valid_by_the_published_schemas(kind, pattern):
    validator = jsonschema.Draft202012Validator(tender_schema(kind))
    files = sorted(EXAMPLES.glob(pattern))
    assert files
    for file in files:
        assert [one.message for one in validator.iter_errors(read_document(file).data)] == []


def test_schemas_are_printed_listed_and_written(tmp_path):
    assert json.loads(call("tender", "schema", "bid").stdout)["$schema"]
    assert "tender, bid" in call("tender", "schema").stdout
    assert call("tender", "schema", "--out", tmp_path / "s").exit_code == 0
    assert len(list((tmp_path / "s").iterdir())) == len(SCHEMAS)
