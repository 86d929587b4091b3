"""Ledger file, annual information, checklists: what is told, and that it validates."""

import copy
import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest

from wte_ppp.blocks import Paragraph, Table
from wte_ppp.chapters.carbon_article6 import checklist_document, initial_report_document
from wte_ppp.chapters.carbon_credits import aef_document
from wte_ppp.documents import DocumentError, read_document
from wte_ppp.feasibility.study import Study
from wte_ppp.messages import Message, Quoted
from wte_ppp.mrv.aef import Submission, aef
from wte_ppp.mrv.aef_format import aef_faults, aef_schema, fields
from wte_ppp.mrv.answers_file import Answer, read_answers
from wte_ppp.mrv.checklists import checklists
from wte_ppp.mrv.ledger import read_ledger
from wte_ppp.mrv.ledger_adding import add_entry
from wte_ppp.mrv.published import KINDS, climate_schema, schema_name
from wte_ppp.sources import table

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "monitoring"
LEDGER = read_ledger(EXAMPLE / "ledger.yaml")
JAPAN = Submission("JPN", 2031, datetime.date(2032, 4, 10), 2021, 2030)
HOST = Submission("VNM", 2031, datetime.date(2032, 4, 10), 2021, 2030)


def tables_of(document) -> dict[str, list[list[object]]]:
    """Rows of each table in English."""
    return {
        block.name: [
            [str(cell) if isinstance(cell, (Message, Quoted)) else cell for cell in row]
            for row in block.rows
        ]
        for block in document.blocks
        if isinstance(block, Table)
    }


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = (EXAMPLE / "ledger.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "ledger.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", KINDS)
def test_stored_schema_is_the_generated_one(kind):
    stored = json.loads((ROOT / "docs" / "schemas" / schema_name(kind)).read_text("utf-8"))
    assert stored == json.loads(json.dumps(climate_schema(kind)))


@pytest.mark.parametrize("kind", ["facility", "ledger", "answers", "pathway"])
def test_example_keeps_to_its_schema(kind):
    data = read_document(EXAMPLE / f"{kind}.yaml").data
    assert list(jsonschema.Draft202012Validator(climate_schema(kind)).iter_errors(data)) == []


@pytest.mark.parametrize("submission", [JAPAN, HOST], ids=["JPN", "VNM"])
def test_annual_information_validates(submission):
    tables = aef(LEDGER, submission)
    jsonschema.Draft202012Validator(aef_schema()).validate({"version": "4/CMA.6", **tables})
    assert aef_faults(tables) == []


def test_fields_of_the_format_in_number_and_order():
    # 9, 19, 27, 16 and 8 fields.
    counts = [len(fields(name)) for name in aef(LEDGER, JAPAN)]
    assert counts == [9, 19, 27, 16, 8]
    for row in table("aef_fields"):
        assert row["source"]
        assert row["required"] in ("yes", "no")
        # What the platform fills in is asked of nobody.
        assert not (row["by_carp"] == "yes" and row["required"] == "yes")


def test_actions_of_the_host_are_first_transfers():
    actions = aef(LEDGER, HOST)["3 Actions"]
    assert [(row["action_type"], row["acquiring_party"]) for row in actions] == [
        ("First transfer", "JPN"),
        ("First transfer", "JPN"),
    ]
    assert sum(row["quantity_t"] for row in actions) == 13_837


def test_actions_of_japan_mirror_them():
    actions = aef(LEDGER, JAPAN)["3 Actions"]
    kinds = [row["action_type"] for row in actions]
    assert kinds == ["Acquisition", "Acquisition", "Use", "Cancellation"]
    acquired = sum(row["quantity_t"] for row in actions if row["action_type"] == "Acquisition")
    assert acquired == 13_837
    use = actions[2]
    assert (use["quantity_t"], use["year_of_use"], use["using_party"]) == (9225, 2030, "JPN")
    assert use["oimp_purpose"] is None
    # A transfer inside Japan is no action between Parties.
    assert len(actions) == 4


def test_holdings_are_those_of_the_end_of_the_year():
    held = {
        party.party: sum(row["quantity_t"] for row in aef(LEDGER, party)["4 Holdings"])
        for party in (JAPAN, HOST)
    }
    # Japan: 13 837 acquired less 9 225 used less 100 cancelled; the host keeps the rest.
    assert held == {"JPN": 4512, "VNM": 4613}
    before = Submission("JPN", 2030, datetime.date(2031, 4, 1), 2021, 2030)
    assert aef(LEDGER, before)["4 Holdings"] == []


def test_a_credit_that_comes_back_is_not_first_transferred_again(tmp_path):
    more = (
        '  - {date: "2032-01-10", kind: transfer, vintage: 2030, first: 9226, last: 9300, '
        "from_account: Government of Japan, to_account: Government of Viet Nam}\n"
        '  - {date: "2032-02-10", kind: transfer, vintage: 2030, first: 9226, last: 9250, '
        "from_account: Government of Viet Nam, to_account: Example Trading}\n"
    )
    text = (EXAMPLE / "ledger.yaml").read_text(encoding="utf-8")
    file = tmp_path / "ledger.yaml"
    file.write_text(text + more, encoding="utf-8")
    host = Submission("VNM", 2032, datetime.date(2033, 4, 10), 2021, 2030)
    kinds = [row["action_type"] for row in aef(read_ledger(file), host)["3 Actions"]]
    assert kinds == ["Acquisition", "Transfer"]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("1 Submission", "party"), "Japan", "form"),
        (("1 Submission", "reported_year"), 20311, "year"),
        (("1 Submission", "review_status"), "done", "platform"),
        (("1 Submission", "date_of_submission"), "31/02/2032", "calendar"),
        (("2 Authorizations", "metric"), "t", "one of"),
        (("2 Authorizations", "version"), "1", "whole"),
        (("3 Actions", "first_id"), 0, "whole"),
        (("3 Actions", "first_transferring_party"), None, "First transferring"),
        (("3 Actions", "acquiring_party"), "JPN", "unless action_type"),
        (("3 Actions", "vintage"), True, "year"),
        (("4 Holdings", "quantity_t"), -1, "number"),
        (("5 Auth. entities", "nickname"), "x", "unknown field"),
    ],
)
def test_validator_refuses(place, value, said):
    tables = copy.deepcopy(aef(LEDGER, JAPAN))
    name, key = place
    tables[name][0][key] = value
    found = aef_faults(tables)
    assert len(found) == 1
    assert f"{name}.0.{key}" == found[0].field
    assert said in f"{found[0].found} {found[0].allowed}"


def test_validator_refuses_missing_tables_and_credits_held_twice():
    tables = copy.deepcopy(aef(LEDGER, JAPAN))
    tables["4 Holdings"].append(dict(tables["4 Holdings"][0]))
    del tables["5 Auth. entities"]
    tables["6 More"] = []
    found = {one.field: one.found for one in aef_faults(tables)}
    assert found["5 Auth. entities"] == "no such table"
    assert found["6 More"] == "unknown table"
    assert any("held twice" in said for said in found.values())


def test_schema_refuses_too():
    tables = copy.deepcopy(aef(LEDGER, JAPAN))
    tables["1 Submission"][0]["party"] = "Japan"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": "4/CMA.6", **tables}, aef_schema())


def test_report_has_the_labels_of_the_format():
    document = aef_document(aef(LEDGER, JAPAN), JAPAN)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert tables[2].columns[5].head == "First transferring participating Party ID"
    assert [len(table.rows) for table in tables] == [1, 1, 4, 2, 1]


def test_without_authorisation_no_annual_information(tmp_path):
    text = (EXAMPLE / "ledger.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("authorisation:")
    file = tmp_path / "ledger.yaml"
    file.write_text(head + "accounts:" + rest.partition("accounts:")[2], encoding="utf-8")
    with pytest.raises(DocumentError, match="no authorisation"):
        aef(read_ledger(file), JAPAN)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("last: 11225,", "last: 99999,", "credits 13838 to 99999 are not held by Example Trading"),
        ("to_account: Joint Committee}", "to_account: Joint Comittee}", "Write 'Joint Committee'"),
        ("quantity_t: 600000", "quantity_t: 100", "18450 t issued"),
        ("kind: retire", "kind: retyre", "retyre"),
        ("first: 1, last: 18450", "first: 1.5, last: 18450", "1.5"),
        ('"2031-12-20"', '"2031-13-20"', "2031-13-20"),
        ("party: JPN, entity", "party: Japan, entity", "Japan"),
        ('purpose: "NDC of Japan", use: NDC', "use: NDX", "NDX"),
    ],
)
def test_faults_of_a_ledger_name_the_line(tmp_path, old, new, said):
    file = changed(tmp_path, old, new)
    with pytest.raises(DocumentError) as refused:
        read_ledger(file)
    text = str(refused.value)
    assert said in text
    assert "ledger.yaml:" in text


def test_ledger_grows_and_shows_when_it_was_rewritten(tmp_path):
    old = LEDGER.chain[3]
    assert LEDGER.grew_from(old)
    assert LEDGER.grew_from(old[:16])
    assert not LEDGER.grew_from("")
    file = changed(tmp_path, "last: 13837,", "last: 13836,")
    text = file.read_text(encoding="utf-8").replace("first: 13838", "first: 13837")
    file.write_text(text, encoding="utf-8")
    assert not read_ledger(file).grew_from(old)


def test_answers_of_the_study_come_with_figures():
    study = Study.load(ROOT / "examples" / "bac_ninh" / "study.yaml")
    answers = read_answers(EXAMPLE / "answers.yaml")
    tables = tables_of(checklist_document(checklists(study.run(), answers, LEDGER, study.rules)))
    eligibility = tables["JCM eligibility"]
    rows = {row[0]: row for row in eligibility}
    assert rows["Does the plant generate more power than it consumes?"][1] == "yes"
    partner = rows["Has the country signed the JCM with Japan?"]
    assert partner[1] == "yes"
    assert "VN" in str(partner[2])
    consortium = "Is there an international consortium with a Japanese representative?"
    assert rows[consortium][1] == "no"
    assert rows["Does the plant have its environmental permit?"][1] == "unknown"
    assert consortium in {row[1] for row in tables["Lacking"]}
    assert all(row[1] != "yes" or row[2] for row in eligibility)


def test_what_a_study_assumes_is_no_evidence_until_the_project_shows_it():
    result = Study.load(ROOT / "examples" / "minimal" / "study.yaml").run()
    question = Message("Would the waste otherwise go to a landfill?")
    assumed = {item.question: item.answer for item in checklists(result).eligibility}[question]
    assert assumed.answer == "unknown"
    assert "climate.disposal_site" in str(assumed.evidence)
    survey = Answer("yes", Quoted("Survey of 2029", "answers file"))
    shown = checklists(result, {"landfill_otherwise": survey}).eligibility
    assert {item.question: item.answer for item in shown}[question] == survey


def answered(country: str, as_of: str, extra: str = "", tmp_path=None) -> dict[str, str]:
    text = (ROOT / "examples" / "minimal" / "study.yaml").read_text(encoding="utf-8")
    text = text.replace("country: VN", country).replace("2024-06-01", as_of) + extra
    file = tmp_path / "study.yaml"
    file.write_text(text, encoding="utf-8")
    study = Study.load(file)
    found = checklists(study.run(), rules=study.rules)
    return {
        str(item.question): item.answer.answer for item in (*found.readiness, *found.eligibility)
    }


HALF = "Will at least half of the credits go to the Government of Japan?"
KIND = "Is waste-to-energy among the activities that the country would authorise?"
APPROVED = "Has the Joint Committee approved a methodology for this type of project?"
ABOVE_ZERO = "Are reductions over the legal durable years above zero?"
PER_TONNE = "Is the grant per tonne within the programme's limit?"


@pytest.mark.parametrize(
    ("country", "as_of", "extra", "answers"),
    [
        # Decree 112/2026 of Viet Nam: list 01, at most 90 % may leave.
        ("country: VN", "2026-06-01", "", {HALF: "yes", KIND: "yes", APPROVED: "no"}),
        # India's list of 17 February 2023 does not name burning of municipal waste.
        ("country: IN", "2026-08-01", "climate: {climate_zone: tropical_dry}\n",
         {HALF: "no", KIND: "no", APPROVED: "no"}),
        # MM_AM001 is approved; no grid factor stands in 2020, so that nothing is stated.
        ("country: MM", "2020-02-01", "climate: {climate_zone: tropical_wet}\n",
         {HALF: "unknown", KIND: "unknown", APPROVED: "yes", ABOVE_ZERO: "unknown"}),
        ("", "2024-06-01", "", {HALF: "unknown", KIND: "unknown", ABOVE_ZERO: "unknown",
                                PER_TONNE: "yes"}),
    ],
)  # fmt: skip
def test_the_profile_answers_for_the_host_and_what_is_not_stated_is_unknown(
    tmp_path, country, as_of, extra, answers
):
    found = answered(country, as_of, extra, tmp_path)
    assert {question: found[question] for question in answers} == answers


def test_a_study_without_a_waste_survey_is_not_one_with_a_survey(tmp_path):
    question = "Is there a feasibility study with waste survey, energy balance and finance?"
    assert answered("country: VN", "2024-06-01", "", tmp_path)[question] == "unknown"


def test_nothing_known_is_all_lacking():
    unanswered = checklists()
    count = len(table("jcm_eligibility")) + len(table("article6_checklist"))
    assert len(unanswered.open_items) == count
    areas = {str(item.area) for item in unanswered.readiness}
    assert areas == {"strategy", "authorisation", "reporting", "credit management",
                     "project formation", "methodology"}  # fmt: skip


def test_figures_of_the_study_are_not_overruled():
    result = Study.load(ROOT / "examples" / "bac_ninh" / "study.yaml").run()
    contrary = {"reductions": Answer("no", Quoted("said so", "answers file"))}
    eligibility = checklists(result, contrary).eligibility
    item = next(item for item in eligibility if "above zero" in str(item.question))
    assert item.answer.answer == "yes"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('new_plant: {answer: "yes"}', "what shows it"),
        ('new_plnt: {answer: "no"}', "Write 'new_plant'"),
        ('new_plant: {answer: "perhaps"}', "perhaps"),
        ("new_plant: {answer: yes}", "yes"),
    ],
)
def test_answers_are_checked(tmp_path, text, said):
    file = tmp_path / "answers.yaml"
    file.write_text(f"schema: wte_ppp/climate-answers/1\nanswers:\n  {text}\n", encoding="utf-8")
    if text.endswith("{answer: yes}"):
        # In YAML 1.2 yes is a word; it lacks evidence.
        said = "what shows it"
    with pytest.raises(DocumentError) as refused:
        read_answers(file)
    assert said in str(refused.value)


def test_initial_report_tells_what_ledger_and_study_know():
    result = Study.load(ROOT / "examples" / "bac_ninh" / "study.yaml").run()
    nothing = tables_of(initial_report_document())
    all_known = tables_of(initial_report_document(LEDGER, result))
    lacking = [sum(1 for row in tables["Items"] if row[3]) for tables in (nothing, all_known)]
    # Risk of reversal needs nobody's word; country and project tell five items each.
    assert lacking == [19, 10]
    assert {row[3] for row in all_known["Items"] if row[3]} == {"the country", "the project"}
    stated = {row[0]: row[1] for row in all_known["Authorisation"]}
    assert stated["Identifier"] == "VN-2028-0001"
    assert not any(row[2] for row in all_known["Authorisation"])
    assert sum(1 for row in nothing["Authorisation"] if row[2]) >= 10
    expected = all_known["Expected mitigation"]
    assert [row[0] for row in expected] == list(range(2024, 2044))
    assert sum(row[2] for row in expected) == result.climate.total_credits_tco2e


ENTRY = {
    "date": "2032-01-05",
    "kind": "retire",
    "vintage": 2030,
    "first": 9226,
    "last": 9300,
    "from_account": "Government of Japan",
    "to_account": "",
    "purpose": 'NDC of "Japan"',
    "use": "NDC",
}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('timeframe: "2028 - 2040"', 'timeframe: "2031 - 2040"', "entries.0.vintage"),
        ("parties: [JPN]", "parties: [CHE]", "credits that go to JPN"),
        ('date: "2028-03-01"', 'date: "2031-06-01"', "the day of authorisation"),
        ("purposes: NDC", "purposes: OIMP", "the purposes authorised"),
        ("entity: Example Trading KK}", "entity: Another KK}", "'Another KK'"),
    ],
)
def test_what_the_authorisation_does_not_cover_is_refused(tmp_path, old, new, said):
    with pytest.raises(DocumentError) as refused:
        read_ledger(changed(tmp_path, old, new))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("submission", "said"),
    [
        (Submission("FRA", 2031, datetime.date(2032, 4, 10), 2021, 2030), "'FRA'"),
        (Submission("JPN", 2031, datetime.date(2031, 12, 31), 2021, 2030), "a day after 2031"),
    ],
)
def test_annual_information_of_a_stranger_or_of_an_open_year_is_refused(submission, said):
    with pytest.raises(DocumentError) as refused:
        aef(LEDGER, submission)
    assert said in str(refused.value)


def test_initial_report_tells_whose_figures_stand_in_it():
    result = Study.load(ROOT / "examples" / "minimal" / "study.yaml").run()
    blocks = initial_report_document(LEDGER, result).blocks
    lines = "\n".join(str(block.text) for block in blocks if isinstance(block, Paragraph))
    assert LEDGER.definition.project in lines
    assert result.name in lines
    assert "Their names differ" in lines
    assert "only 600,000 t are authorised" in lines


def test_an_entry_is_added_at_the_end_and_nothing_else_changes(tmp_path):
    file = tmp_path / "ledger.yaml"
    text = (EXAMPLE / "ledger.yaml").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    after = add_entry(file, ENTRY)
    assert file.read_text(encoding="utf-8").startswith(text.rstrip())
    assert after.grew_from(LEDGER.chain[-1])
    assert read_ledger(file).definition.entries[-1].purpose == 'NDC of "Japan"'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first": 1}, "credits 1 to 9225 are not held"),
        ({"from_account": "Nobody"}, "Nobody"),
        ({"date": "2030-01-05"}, "2030-01-05"),
        ({"purpose": "", "use": ""}, "nothing"),
        ({"vintage": 1999}, "1999"),
    ],
)
def test_an_entry_at_fault_is_not_written(tmp_path, change, said):
    file = tmp_path / "ledger.yaml"
    text = (EXAMPLE / "ledger.yaml").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as refused:
        add_entry(file, {**ENTRY, **change})
    assert said in str(refused.value)
    assert str(file) in str(refused.value)
    assert file.read_text(encoding="utf-8") == text


def test_of_two_that_add_at_once_none_is_lost(tmp_path):
    file = tmp_path / "ledger.yaml"
    file.write_text((EXAMPLE / "ledger.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    before = len(LEDGER.definition.entries)

    def add(first):
        entry = {**ENTRY, "kind": "issue", "from_account": "", "to_account": "Joint Committee"}
        entry |= {"purpose": "", "use": "", "vintage": 2031, "first": first, "last": first}
        try:
            add_entry(file, entry)
        except DocumentError as refused:
            return str(refused)
        return "added"

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(add, range(1, 9)))
    done = said.count("added")
    assert done >= 1
    assert all(one == "added" or "another command writing" in one for one in said)
    assert len(read_ledger(file).definition.entries) == before + done
    # The lock is hidden and stays; it is held by nobody.
    assert {file.name for file in tmp_path.iterdir()} == {"ledger.yaml", ".ledger.yaml.lock"}


def test_entries_must_stand_last_to_be_added_to(tmp_path):
    file = tmp_path / "ledger.yaml"
    text = (EXAMPLE / "ledger.yaml").read_text(encoding="utf-8")
    head, _, entries = text.partition("entries:")
    first, _, rest = head.partition("accounts:")
    file.write_text(f"{first}entries:{entries}accounts:{rest}", encoding="utf-8")
    with pytest.raises(DocumentError):
        add_entry(file, ENTRY)
