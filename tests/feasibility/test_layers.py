"""Layers: default, profile, study file; who wins, and what is remembered of each."""

from pathlib import Path

import pytest

from wte_ppp.documents import DocumentError, read_document
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.layers import layered
from wte_ppp.feasibility.money_reading import in_own_money
from wte_ppp.feasibility.nested import leaves
from wte_ppp.feasibility.study import Study
from wte_ppp.messages import Quoted

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"


@pytest.fixture
def load(tmp_path):
    def _load(extra: str = "", replace: tuple[str, str] = ("", "")) -> Study:
        text = MINIMAL.read_text(encoding="utf-8")
        assert replace[0] in text
        file = tmp_path / "study.yaml"
        file.write_text(text.replace(*replace) + extra, encoding="utf-8")
        return Study.load(file)

    return _load


def test_three_layers_with_their_origins(load):
    study = load()
    rows = {row.path: row for row in study.inputs}
    own = rows["finance.tipping_fee_usd_per_t"]
    assert (own.value, own.layer, own.status) == (20.0, "study file", "assumption")
    # Decision 31/2014/QD-TTg, article 14: 10.05 US cents/kWh for incineration.
    profile = rows["finance.power_tariff_usd_per_kwh"]
    assert profile.value == 0.1005
    assert profile.layer.startswith("VN ")
    assert profile.status == "published"
    assert "31/2014" in str(profile.source)
    default = rows["plant.steam_pressure_bar"]
    assert (default.value, default.layer) == (40.0, "default")
    assert default.source


def test_study_overrides_profile(load):
    study = load("climate: {grid_factor_tco2_per_mwh: 0.5}\n")
    row = next(one for one in study.inputs if one.path == "climate.grid_factor_tco2_per_mwh")
    assert (row.value, row.layer) == (0.5, "study file")
    assert study.definition.climate.grid_factor_tco2_per_mwh == 0.5
    assert study.overridden["climate.grid_factor_tco2_per_mwh"].id == "ghg.grid_factor"


def test_loosening_a_binding_rule_names_its_clause(load):
    with pytest.raises(DocumentError, match=r"article 14") as caught:
        load("  power_tariff_usd_per_kwh: 0.15\n")
    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (17, "finance.power_tariff_usd_per_kwh")


def test_without_a_profile_the_tariff_is_not_stated(load):
    study = load(replace=("country: VN\n", ""))
    row = next(one for one in study.inputs if one.path == "finance.power_tariff_usd_per_kwh")
    assert (row.value, row.layer, row.status) == (None, "nowhere", "not stated")


def test_profile_overrides_default():
    rules = Study.load(MINIMAL).rules
    document = read_document(MINIMAL)
    bare, full = (layered(in_own_money(document, laws), laws) for laws in ({}, rules))
    assert "grid_factor_tco2_per_mwh" not in bare.values["climate"]
    assert full.values["climate"]["grid_factor_tco2_per_mwh"] > 0.0


def test_null_takes_an_optional_input_of_the_profile_away(load):
    study = load("  grant: {cap_jpy: null}\n")
    assert study.definition.finance.grant.cap_jpy is None


def test_null_for_a_needed_number_is_refused(load):
    with pytest.raises(DocumentError, match=r":17: finance\.discount_rate_percent: got None"):
        load("  discount_rate_percent:\n")


def test_citation_by_key_and_by_text(load):
    study = load(
        "  inflation_percent: {value: 2.5, source: imf, note: mean of five years}\n"
        "  discount_rate_percent: {value: 9, status: quote, source: Letter of the bank}\n"
        "sources: {imf: 'World Economic Outlook, IMF, April 2024'}\n"
    )
    imf = study.origins["finance.inflation_percent"]
    assert imf.source == Quoted("World Economic Outlook, IMF, April 2024", "study file")
    assert (imf.status, imf.note) == ("published", Quoted("mean of five years", "study file"))
    letter = study.origins["finance.discount_rate_percent"]
    assert (letter.status, letter.source) == ("quote", Quoted("Letter of the bank", "study file"))


def test_source_of_a_whole_composition_reaches_each_share(load):
    text = MINIMAL.read_text(encoding="utf-8")
    shares = text[text.index("{food") : text.index("}") + 1]
    study = load(replace=(shares, f"{{value: {shares}, source: Survey of the city 2023}}"))
    rows = [row for row in study.inputs if row.path.startswith("waste.composition_percent.")]
    assert len(rows) == 9
    assert {row.source for row in rows} == {Quoted("Survey of the city 2023", "study file")}


def test_source_of_a_list(load):
    study = load("  spend_profile_percent: {value: [30, 70], source: Contract of the builder}\n")
    row = next(one for one in study.inputs if one.path == "finance.spend_profile_percent")
    assert (row.value, str(row.source)) == ("30; 70", "Contract of the builder")


@pytest.mark.parametrize(
    ("written", "place", "found"),
    [
        ("{value: 9, unit: percent}", ".unit", "'percent'"),
        ("{value: 9, status: maybe}", ".status", "'maybe'"),
        ("{value: 9, status: published}", ".status", "published"),
        ("{value: 9, sorce: me}", ".sorce", "unknown key 'sorce'"),
        ("{vlue: 9}", "", "{'vlue': 9}"),
        ("{value: {value: 9}}", "", "{'value': 9}"),
    ],
)
def test_faults_of_a_sourced_value(load, written, place, found):
    with pytest.raises(DocumentError) as caught:
        load(f"  discount_rate_percent: {written}\n")
    (problem,) = caught.value.problems
    assert problem.field == f"finance.discount_rate_percent{place}"
    assert (problem.line, problem.found) == (17, found)


@pytest.mark.parametrize("extra", ["value: 5\n", "cost: {value: 5}\n"])
def test_head_and_sections_take_no_value_form(load, extra):
    with pytest.raises(DocumentError, match="unknown key 'value'"):
        load(extra)


def test_defaults_hold_every_property_of_every_component():
    paths = {path for path in default_values() if path.startswith("waste.components.food.")}
    assert {path.rsplit(".", 1)[1] for path in paths} >= {"carbon_percent", "doc_percent"}


def test_leaves_of_nothing():
    assert list(leaves({})) == []


def test_every_input_in_use_has_layer_status_and_source():
    for row in Study.load(MINIMAL).inputs:
        assert all((row.layer, row.status, row.source)), row
