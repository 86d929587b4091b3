"""What binds in a country binds in its provinces, whatever they write over it."""

import math
import os

import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.guidance.check import check
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.override import overriding
from wte_ppp.guidance.project import Project

HEAD = "schema: wte_ppp/profile/1\nid: {id}\nname: {id}\nversion: '1'\nas_of: '2026-01-01'\n"
SOURCE = "act:\n  title: Procurement Act\n  year: 2020\n  text: official\n  read: '2026-01-01'\n"
READ = "      source: act\n      status: law\n      confidence: S\n      reviewed: '2026-01-01'\n"
MINIMUM = "technical_minimum:\n  unit: '%'\n  values:\n"
LAW = "    - from: '2020-03-01'\n      value: 70\n      binding: at_least\n" + READ


@pytest.fixture
def country(tmp_path):
    """Writes the country NP and its province NP-1 with a rule of its own."""

    def write(rule, topic="procurement", law=MINIMUM + LAW):
        for name, extends, body in (("NP", "wte_ppp", law), ("NP-1", "NP", rule)):
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            head = HEAD.format(id=name) + f"extends: {extends}\n"
            (folder / "profile.yaml").write_text(head, encoding="utf-8")
            (folder / "sources.yaml").write_text(SOURCE, encoding="utf-8")
            (folder / f"{topic}.yaml").write_text(body, encoding="utf-8")
        return tmp_path / "NP-1"

    return write


def minimum(value, since="2021-01-01", more=""):
    return MINIMUM + f"    - from: '{since}'\n      value: {value}\n{more}{READ}"


@pytest.mark.parametrize(
    ("rule", "holds", "refused"),
    [
        (minimum(80, more="      binding: at_least\n"), 80, 79),
        (minimum(80, more="      binding: at_most\n"), 80, 0),
        (minimum(80), 80, 60),
        (minimum(60), 70, 69),
        (minimum(60, since="2019-01-01"), 70, 60),
        (minimum("null"), 70, 0),
        (
            MINIMUM + "    - from: '2021-01-01'\n      value: null\n      gap: Not read.\n"
            "      reviewed: '2026-01-01'\n",
            70,
            0,
        ),
    ],
)
def test_a_province_neither_loosens_nor_ends_nor_frees_the_countrys_law(
    country, rule, holds, refused
):
    rules = load_guidance(country(rule)).on("2026-01-01")
    assert rules["procurement.technical_minimum"].value == holds
    with pytest.raises(DocumentError, match="looser than a binding rule"):
        overriding(rules, {"procurement.technical_minimum": refused}, by="tender")


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (minimum(60), "60 %, looser"),
        (minimum(60, since="2019-01-01"), "60 %, looser"),
        (minimum("null"), "an end of a binding rule"),
    ],
)
def test_the_check_refuses_what_loosens(country, rule, found):
    errors = check(country(rule)).errors
    assert any(found in str(one) for one in errors)


STEPS = (
    "waste_to_power:\n  unit: NPR/kWh\n  values:\n    - from: '2020-03-01'\n      value:\n"
    "        steps:\n          by: capacity_mw\n          bands:\n"
    "            - {up_to: 10, value: 9.5}\n            - {up_to: 25, value: 8.4}\n"
    "      binding: exact\n"
) + READ


@pytest.fixture
def table(country):
    return load_guidance(country(STEPS, topic="tariff", law=STEPS)).on("2026-01-01")


def test_a_table_binds_at_the_value_it_gives(table):
    own = {"tariff.waste_to_power": 8.4}
    taken = overriding(table, own, by="t", situation={"capacity_mw": 12})
    assert taken["tariff.waste_to_power"].value == 8.4


@pytest.mark.parametrize("own", [9.5, 9.0])
def test_another_value_than_the_tables_is_refused(table, own):
    with pytest.raises(DocumentError, match=r"exactly 8\.4"):
        overriding(table, {"tariff.waste_to_power": own}, by="t", situation={"capacity_mw": 12})
    with pytest.raises(DocumentError, match="at a stated capacity_mw"):
        overriding(table, {"tariff.waste_to_power": own}, by="t")


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_finite_number_is_refused(number):
    rules = load_guidance("ID").on("2020-01-01")
    with pytest.raises(DocumentError, match="finite number"):
        rules.value("tariff.waste_to_power", capacity_mw=number)
    with pytest.raises(DocumentError, match="finite number"):
        overriding(rules, {"tax.cit_rate": number}, by="t")


@pytest.mark.parametrize("procedure", ["VN", "wte_ppp"])
def test_only_an_evaluation_toolkit_is_a_procedure(procedure):
    with pytest.raises(DocumentError, match="qcbs"):
        load_guidance("ID", procedure=procedure)


def test_shares_of_a_rule_are_frozen():
    national = Project(words={"programme": "national"})
    rules = load_guidance("ID").on("2026-06-01", national)
    value = rules["procurement.evaluation_weights"].value
    with pytest.raises(TypeError):
        value.shares["technical"] = 99.0
    assert value.model_dump()["shares"] == {"technical": 50, "financial": 50}


@pytest.mark.parametrize("day", ["20260101", "2026-W01-1", ""])
def test_days_are_written_in_one_way(day):
    with pytest.raises(DocumentError, match="YYYY-MM-DD"):
        load_guidance("VN").on(day)


@pytest.mark.parametrize("kind", ["loop", "pipe"])
def test_what_is_no_plain_file_is_refused_at_once(country, kind):
    folder = country(minimum(80))
    if not hasattr(os, "mkfifo"):
        kind = "loop"
    if kind == "pipe":
        os.mkfifo(folder / "pipe.yaml")
    else:
        (folder / "loop.yaml").symlink_to("loop.yaml")
    assert any("nowhere" in str(one) or "plain file" in str(one) for one in check(folder).errors)


def test_only_the_cause_is_told(country, tmp_path):
    folder = country(minimum(80))
    head = HEAD.format(id="NP-1") + "extends: nope\n"
    (folder / "profile.yaml").write_text(head, encoding="utf-8")
    (only,) = check(folder).errors
    assert "'nope'" in str(only)
    country(minimum(80))
    (folder / "sources.yaml").write_text(SOURCE.replace("2020", "'x'"), encoding="utf-8")
    assert [one.field for one in check(folder).errors] == ["act.year"]
