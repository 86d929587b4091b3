"""A new country from an Excel sheet alone: written, checked, and a study run on it."""

import datetime
import io
import json

import openpyxl
import pytest
import yaml

from tests.guidance.sheets import READ, filled
from tests.test_cli import call
from wte_ppp.documents import DocumentError, read_document
from wte_ppp.feasibility.feeds import study_inputs
from wte_ppp.guidance.check import check
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.review.layout import REVIEW, TABLES
from wte_ppp.guidance.review.reading import read_sheet
from wte_ppp.guidance.review.rows import review_rows
from wte_ppp.guidance.review.start import empty_profile, profile_from
from wte_ppp.print.language import language_of
from wte_ppp.print.review_workbook import review_workbook

DAY = datetime.date(2026, 11, 29)
HEAD = {"name": "Nepal", "currency": "NPR", "extends": "wte_ppp"}
LAW = {
    **READ, "document_seen": "electricity decree", "article_seen": "article 7", "kind_seen": "law",
    "since_seen": "2020-03-01",
}  # fmt: skip
HEARD = {**LAW, "read_seen": "not read", "kind_seen": None, "document_seen": "budget speech"}
DOCUMENTS = [
    ("electricity decree", "Decree 12/2020 on power from waste", 2020,
     "https://example.org/decree-12-2020", "in force"),
    ("budget speech", "Budget speech 2025/26", 2025, None, None),
]  # fmt: skip
TABLE = [
    ("tariff.waste_to_power", "capacity_mw", 10, 9.5),
    ("tariff.waste_to_power", "capacity_mw", 25, 8.4),
]
ANSWERS = {
    "procurement.ppp_law": {**LAW, "value_seen": "PPP Act 2075"},
    "procurement.modes": {**LAW, "value_seen": "tender; direct award"},
    "procurement.technical_minimum": {**LAW, "value_seen": 70, "binds_seen": "at least"},
    "procurement.evaluation_weights": {**LAW, "value_seen": "technical 30; price 70"},
    "procurement.standstill": {**LAW, "value_seen": 7, "unit_seen": "working days"},
    "tariff.waste_to_power": LAW,
    "tax.cit_rate": {**LAW, "value_seen": 25},
    "tax.vat_rate": {**HEARD, "value_seen": 13},
    "wte.tipping_fee": {**LAW, "value_seen": "500 to 900"},
    "ghg.grid_factor": {**LAW, "value_seen": 0.4},
    "site.ambient_c": {**LAW, "value_seen": 18.5},
    "emissions.standard": {"remark": "Ask the Department of Environment."},
}


def empty(language="en", head=HEAD):
    profile = empty_profile("NP", None, today=DAY, **head)
    rows = review_rows(profile, DAY)
    return review_workbook(profile, rows, DAY, language_of(language), new=head)


def start(tmp_path, data, where="profiles"):
    (tmp_path / "np.xlsx").write_bytes(data)
    return profile_from(read_sheet(tmp_path / "np.xlsx"), "NP", tmp_path / where, today=DAY)


@pytest.fixture
def nepal(tmp_path):
    data = filled(empty(), ANSWERS, documents=DOCUMENTS, tables=TABLE)
    files, _ = start(tmp_path, data)
    return files[0].parent


def test_it_passes_the_check_and_what_was_left_empty_is_a_gap(nepal):
    report = check(nepal, today=DAY, inputs=study_inputs())
    assert report.errors == ()
    toolkit = load_guidance("wte_ppp")
    questions = set(toolkit.questions) - set(toolkit.rule_ids)
    optional = {key for key in questions if toolkit.questions[key].optional}
    assert "tariff.premium" in optional
    assert optional.isdisjoint(ANSWERS)
    assert report.coverage.gap == len(questions - optional) - len(ANSWERS) + 1
    assert (report.coverage.official, report.coverage.assumption) == (len(ANSWERS) - 2, 1)
    assert report.tests == len(ANSWERS) - 1 + 1  # one an answer, one more for the second step


def test_each_kind_of_value_is_what_was_entered(nepal):
    rules = load_guidance(nepal).on("2026-11-29")
    assert rules["procurement.ppp_law"].value == "PPP Act 2075"
    assert rules["procurement.modes"].value == ("tender", "direct award")
    assert dict(rules["procurement.evaluation_weights"].value.shares) == {
        "technical": 30, "price": 70,
    }  # fmt: skip
    assert (rules["procurement.standstill"].value, rules["procurement.standstill"].unit) == (
        7, "working days",
    )  # fmt: skip
    assert rules.value("tariff.waste_to_power", capacity_mw=10) == 9.5
    assert rules.value("tariff.waste_to_power", capacity_mw=25) == 8.4
    assert rules["tariff.waste_to_power"].unit == "NPR/kWh"
    assert (rules["wte.tipping_fee"].value.low, rules["wte.tipping_fee"].value.high) == (500, 900)
    minimum = rules["procurement.technical_minimum"]
    assert (minimum.binding, minimum.status, minimum.confidence) == ("at_least", "law", "S")
    assert minimum.source == "Decree 12/2020 on power from waste, article 7 (2020)"
    assert (rules["tax.vat_rate"].status, rules["tax.vat_rate"].confidence) == ("assumption", "U")
    assert rules.gaps["emissions.standard"].note == "Ask the Department of Environment."
    assert "tax.cit_rate" in load_guidance(nepal).on("2019-01-01").gaps


def test_a_study_runs_on_it(nepal, tmp_path):
    study = read_document("examples/minimal/study.yaml").data | {"country": "NP"}
    study["as_of"] = "2026-11-29"
    study["finance"] |= {"power_tariff_usd_per_kwh": 0.06}
    file = tmp_path / "study.yaml"
    file.write_text(yaml.safe_dump(study), encoding="utf-8")
    shown = call("study", "run", file, "--profiles", nepal.parent, "--out", tmp_path / "out")
    assert shown.exit_code == 0, shown.output
    result = json.loads((tmp_path / "out" / "study.json").read_text(encoding="utf-8"))
    (used,) = [one for one in result["inputs"] if one["path"] == "plant.ambient_c"]
    assert (used["value"], used["layer"]) == (18.5, "NP 2026.0")
    assert used["source"]["text"] == "Decree 12/2020 on power from waste, article 7 (2020)"


def test_its_sheet_comes_back_as_it_went(nepal, tmp_path):
    """The profile that a sheet made has a review sheet like any other."""
    loaded = load_guidance(nepal)
    rows = review_rows(loaded, DAY)
    (tmp_path / "review.xlsx").write_bytes(review_workbook(loaded, rows, DAY, language_of("en")))
    assert read_sheet(tmp_path / "review.xlsx").rows == ()


def test_rows_that_read_one_document_differently_say_so_each(tmp_path):
    entries = {
        "tax.cit_rate": {**LAW, "value_seen": 25},
        "tax.vat_rate": {**LAW, "value_seen": 13, "read_seen": "report"},
    }
    files, _ = start(tmp_path, filled(empty(), entries, documents=DOCUMENTS))
    sources = read_document(files[0].parent / "sources.yaml").data
    assert sources["electricity_decree"]["text"] == "unread"
    rules = load_guidance(files[0].parent).on("2026-01-01")
    assert [rules[key].reference.text for key in ("tax.cit_rate", "tax.vat_rate")] == [
        "official", "report",
    ]  # fmt: skip


def test_an_empty_sheet_makes_a_profile_of_gaps(tmp_path):
    files, outcome = start(tmp_path, empty())
    assert outcome.changes == []
    report = check(files[0].parent, today=DAY)
    assert (report.errors, report.warnings) == ((), ())
    assert report.coverage.gap == report.coverage.total


@pytest.mark.parametrize(
    ("entries", "documents", "tables", "field"),
    [
        ({"tax.cit_rate": {**LAW, "value_seen": 25}}, [], [], "Document seen"),
        ({"tax.cit_rate": {**LAW, "value_seen": "a quarter"}}, DOCUMENTS, [], "Value seen"),
        ({"tax.cit_rate": {**LAW, "value_seen": 25}}, [("x", None, 2020)], [], "Documents!B2"),
        ({}, [], TABLE, f"{TABLES}!A2"),
        ({"tariff.waste_to_power": LAW}, DOCUMENTS, [(*TABLE[0][:2], 10, "nine")], f"{TABLES}!D2"),
    ],
)
def test_nothing_is_written_of_a_sheet_with_a_fault(tmp_path, entries, documents, tables, field):
    data = filled(empty(), entries, documents=documents, tables=tables)
    with pytest.raises(DocumentError) as error:
        start(tmp_path, data)
    assert any(field in problem.field for problem in error.value.problems)
    assert not (tmp_path / "profiles").exists()


def test_what_is_there_is_not_overwritten(nepal, tmp_path):
    with pytest.raises(DocumentError, match="a new folder"):
        start(tmp_path, empty())


def test_a_sheet_in_a_language_of_the_region(tmp_path):
    said = language_of("vi").say
    entries = {
        "tax.cit_rate": {
            **LAW, "value_seen": 25, "read_seen": said("official text"), "kind_seen": said("law"),
        }
    }  # fmt: skip
    documents = [(*DOCUMENTS[0][:4], said("in force"))]
    files, _ = start(tmp_path, filled(empty("vi"), entries, documents=documents))
    assert load_guidance(files[0].parent).on("2026-01-01")["tax.cit_rate"].value == 25


def test_a_province_starts_from_what_its_country_leaves_open(tmp_path):
    head = {"name": "Ha Noi", "currency": "VND", "extends": "VN"}
    profile = empty_profile("NP", None, today=DAY, **head)
    asked = {row.rule_id for row in review_rows(profile, DAY)}
    country = load_guidance("VN")
    gaps = set(country.on(DAY).gaps) & set(country.questions)
    assert gaps <= asked
    assert asked.isdisjoint(set(country.rule_ids) - gaps)


def test_a_province_inherits_what_it_leaves_open_as_well(tmp_path):
    """Its own gap would hide what the country finds out later."""
    head = {"name": "Ha Noi", "currency": "VND", "extends": "VN"}
    gap = "wte.land"
    assert gap in load_guidance("VN").on(DAY).gaps
    cells = {**LAW, "value_seen": "given by the city"}
    data = filled(empty(head=head), {gap: cells}, documents=DOCUMENTS[:1])
    files, outcome = start(tmp_path, data)
    province = load_guidance(files[0].parent)
    assert province.on("2026-01-01")[gap].origin.startswith("NP ")
    assert [change.rule_id for change in outcome.changes] == [gap]
    others = set(load_guidance("VN").on(DAY).gaps) - {gap}
    assert others.isdisjoint(province.layers[-1].rules)


def test_the_commands(tmp_path):
    sheet, profiles = tmp_path / "np.xlsx", tmp_path / "profiles"
    shown = call(
        "guidance", "new", "NP", "--sheet", sheet, "--name", "Nepal", "--currency", "NPR",
        "--in", profiles,
    )  # fmt: skip
    assert shown.exit_code == 0, shown.output
    assert not profiles.exists()
    book = openpyxl.load_workbook(io.BytesIO(sheet.read_bytes()))
    assert REVIEW in book.sheetnames
    sheet.write_bytes(
        filled(sheet.read_bytes(), {"tax.cit_rate": {**LAW, "value_seen": 25}}, documents=DOCUMENTS)
    )
    made = call("guidance", "new", "NP", "--from", sheet, "--in", profiles)
    assert made.exit_code == 0, made.output
    assert "tax.cit_rate from 2020-03-01 (row " in made.stdout
    assert "1 value(s) entered" in made.stdout
    assert call("guidance", "check", profiles / "NP").exit_code == 0


@pytest.mark.parametrize(
    ("table", "entry", "field"),
    [
        ([("tariff.waste_to_power", "capacity", 10, 9.5)], LAW, "Tables!B2"),
        ([("tariff.waste_to_power", "capacity_mw", "10 MW", 9.5)], LAW, "Tables!C2"),
        ([*reversed(TABLE)], LAW, "Tables!A2"),  # 25 before 10
        ([*TABLE, ("tariff.waste_to_powr", "capacity_mw", None, 8)], LAW, "Tables!A4"),
        (TABLE, {**LAW, "value_seen": 9}, "(Value seen)"),
    ],
)
def test_a_table_is_told_once_and_where_it_is(tmp_path, table, entry, field):
    data = filled(
        empty(), {"tariff.waste_to_power": entry}, documents=DOCUMENTS[:1], tables=table
    )  # fmt: skip
    with pytest.raises(DocumentError) as error:
        start(tmp_path, data)
    (problem,) = error.value.problems
    assert problem.field.endswith(field), problem


def test_a_document_is_told_by_its_row(tmp_path):
    draft = [(*DOCUMENTS[0][:4], "draft")]
    cells = {**LAW, "value_seen": "PPP Act 2075"}
    for names, place in (
        (("ppp_law", "procurement_law"), "Documents!2, state"),
        (("ppp_law",), "(Kind)"),  # law from a draft
    ):
        entries = {f"procurement.{name}": cells for name in names}
        with pytest.raises(DocumentError) as error:
            start(tmp_path, filled(empty(), entries, documents=draft))
        (problem,) = error.value.problems
        assert problem.path == str(tmp_path / "np.xlsx")
        assert place in problem.field


def test_what_is_asked_only_where_the_law_has_it_is_no_gap(tmp_path):
    entries = {"tariff.premium_years": {**LAW, "value_seen": 7}}
    files, _ = start(tmp_path, filled(empty(), entries, documents=DOCUMENTS[:1]))
    rules = load_guidance(files[0].parent).layers[-1].rules
    assert [dated.value for dated in rules["tariff.premium_years"].values] == [7]
    assert rules["tariff.premium_years"].unit == "years"
    assert "tariff.premium" not in rules
    assert "tariff.waste_to_power" in rules
