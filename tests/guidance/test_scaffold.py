"""A new country passes the check with every question as a gap."""

import datetime
import json

import jsonschema
import pytest

from wte_ppp.documents import DocumentError, read_document
from wte_ppp.guidance.check import check
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.scaffold import new_profile

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def nepal(tmp_path):
    return new_profile("NP", tmp_path, name="Nepal", currency="NPR", today=TODAY)


def test_it_passes_with_its_gaps_listed(nepal):
    report = check(nepal[0].parent, today=TODAY)
    assert report.errors == ()
    assert report.warnings == ()
    questions = load_guidance("wte_ppp").questions
    assert len(report.gaps) == report.coverage.gap == report.coverage.total > 30
    assert {one.field.partition(".values")[0] for one in report.gaps} <= set(questions)


def test_every_file_names_its_schema_and_validates(nepal):
    for file in nepal:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=../schemas/guidance-")
        schema = file.parent / first.partition("$schema=")[2]
        data = read_document(file, bare=True).data
        # The file of sources says by its comments how the first one is written.
        assert data or file.name == "sources.yaml"
        if data:
            jsonschema.validate(data, json.loads(schema.read_text("utf-8")))


def test_the_example_in_the_file_of_sources_is_one(nepal):
    file = nepal[0].parent / "sources.yaml"
    head, *lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    example = [line.removeprefix("# ") for line in lines if ":" in line]
    file.write_text(head + "".join(example), encoding="utf-8")
    assert [one.found for one in check(nepal[0].parent, today=TODAY).warnings] == [
        "a source that nothing cites"
    ]


def test_money_is_in_the_country_s_currency(nepal):
    rules = load_guidance(nepal[0].parent).layers[-1].rules
    assert rules["tariff.waste_to_power"].unit == "NPR/kWh"


@pytest.mark.parametrize(
    "change",
    [{"profile_id": "../NP"}, {"currency": "rupee"}, {"name": ""}, {"extends": "wte_pp"}],
)
def test_nothing_is_written_for_a_faulty_wish(tmp_path, change):
    wish = {"profile_id": "NP", "name": "Nepal", "currency": "NPR", "extends": "wte_ppp"} | change
    with pytest.raises(DocumentError):
        new_profile(wish.pop("profile_id"), tmp_path / "mine", **wish)
    assert not (tmp_path / "mine").exists()


def test_what_it_cannot_extend_is_named_so(tmp_path):
    with pytest.raises(DocumentError) as error:
        new_profile("NP", tmp_path, name="Nepal", currency="NPR", extends="wte_pp")
    assert [problem.field for problem in error.value.problems] == ["extends"]


def test_what_is_there_is_not_overwritten(nepal, tmp_path):
    nepal[0].write_text("mine\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="Choose another id"):
        new_profile("NP", tmp_path, name="Nepal", currency="NPR")
    assert nepal[0].read_text(encoding="utf-8") == "mine\n"


def test_a_province_of_a_country(tmp_path):
    files = new_profile("VN-HN", tmp_path, name="Ha Noi", currency="VND", extends="VN", today=TODAY)
    rules = load_guidance(files[0].parent).on("2016-01-01")
    assert rules["tariff.waste_to_power"].origin.startswith("VN ")
