"""Tables by words and bands, and scales that compute amounts: by hand, in words, and checked.

The tables are law: combined margins of Indonesia's grid systems (decision 163.K/HK.02/MEM.S/2021,
list of 2019) and the fixed part of Thailand's feed-in tariff by size, with the addition of the
southern border provinces (National Energy Policy Council, 15 December 2014).
"""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.guidance.conftest import rule
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.brackets import Brackets
from wte_ppp.guidance.check import check
from wte_ppp.guidance.compare import says
from wte_ppp.guidance.explain import explain
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.override import overriding
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.reading import read_value
from wte_ppp.guidance.records import value_as_data
from wte_ppp.guidance.references import scaled
from wte_ppp.guidance.tables import Table
from wte_ppp.guidance.values import in_words, needs, value_at

GRIDS = {
    "table": {
        "by": "grid",
        "rows": [
            {"grid": "java_madura_bali", "value": 0.87},
            {"grid": "sumatera", "value": 0.94},
            {"grid": ["south_sulawesi", "west_sulawesi"], "value": 0.95},
        ],
    }
}
PREMIUM = {
    "table": {
        "by": ["capacity_mw", "region"],
        "rows": [
            {"capacity_mw": {"up_to": 10}, "region": "south_border", "value": 1.2},
            {"capacity_mw": {"up_to": 10}, "value": 0.7},
            {"capacity_mw": {"above": 10, "up_to": 50}, "region": "south_border", "value": 0.5},
            {"capacity_mw": {"above": 10, "up_to": 50}, "value": 0},
        ],
        "otherwise": None,
    }
}
# Viet Nam, Law 64/2020/QH14, article 82(1): half of what is above 125 % of the planned revenue.
SHARED = {
    "brackets": {
        "by": "revenue_percent_of_plan",
        "kind": "marginal",
        "bands": [{"up_to": 125, "rate": 0}, {"rate": 0.5}],
    }
}
# Philippines, section 55.3 of the rules of RA 9184: a protest costs an amount or a percentage of
# the approved budget, by its range (GPPB, NPM 007-2015). The figures are the test's own.
PROTEST = {
    "brackets": {
        "by": "budget",
        "kind": "single",
        "bands": [
            {"up_to": 50e6, "rate": 0.0075},
            {"up_to": 100e6, "amount": 500e3},
            {"rate": 0.005},
        ],
    }
}


@pytest.mark.parametrize(
    ("situation", "value"),
    [
        ({"capacity_mw": 10, "region": "south_border"}, 1.2),
        ({"capacity_mw": 10, "region": "isan"}, 0.7),
        ({"capacity_mw": 10.1, "region": "isan"}, 0),
        ({"capacity_mw": 50, "region": "south_border"}, 0.5),
        ({"capacity_mw": 51, "region": "isan"}, None),
    ],
)
def test_a_premium_by_size_and_region(situation, value):
    table = read_value(PREMIUM)
    assert needs(table) == ("capacity_mw", "region")
    assert value_at(table, situation) == value


def test_a_factor_by_grid():
    table = read_value(GRIDS)
    assert value_at(table, {"grid": "west_sulawesi"}) == 0.95
    with pytest.raises(DocumentError, match=r"grid: got nothing; .*--with grid=java_madura_bali"):
        value_at(table, {})
    with pytest.raises(DocumentError, match=r"got 'sumatra'.* Write 'sumatera'"):
        value_at(table, {"grid": "sumatra"})
    with pytest.raises(DocumentError, match="got 'lombok'"):
        value_at(table, {"grid": "lombok"})


def test_another_word_is_otherwise_but_a_slip_is_not():
    table = read_value({"table": {**GRIDS["table"], "otherwise": 0.8}})
    assert value_at(table, {"grid": "lombok"}) == 0.8
    with pytest.raises(DocumentError, match="Write 'sumatera'"):
        value_at(table, {"grid": "sumatra"})


def test_a_row_may_hold_a_scale():
    steps = {"steps": {"by": "capacity_mw", "bands": [{"up_to": 20, "value": 13.35}]}}
    table = read_value({"table": {"by": "region", "rows": [{"region": "jawa", "value": steps}]}})
    assert needs(table) == ("region", "capacity_mw")
    assert value_at(table, {"region": "jawa", "capacity_mw": 5}) == 13.35


@pytest.mark.parametrize(
    ("percent", "share"),
    # 0.5 x (140 - 125) = 7.5
    [(0, 0), (125, 0), (140, 7.5)],
)
def test_half_of_the_revenue_above_125_percent(percent, share):
    assert value_at(read_value(SHARED), {"revenue_percent_of_plan": percent}) == share


@pytest.mark.parametrize(
    ("budget", "fee"),
    # 40 million x 0.75 % = 300 000; 200 million x 0.5 % = 1 million
    [(40e6, 300e3), (80e6, 500e3), (100e6, 500e3), (200e6, 1e6)],
)
def test_a_fee_on_the_whole(budget, fee):
    assert value_at(read_value(PROTEST), {"budget": budget}) == pytest.approx(fee, rel=1e-12)


def test_a_negative_quantity_and_one_above_the_last_bound():
    short = read_value(
        {"brackets": {"by": "years", "kind": "marginal", "bands": [{"up_to": 5, "rate": 1}]}}
    )
    assert value_at(short, {"years": 5}) == 5
    assert value_at(short, {"years": 6}) is None
    with pytest.raises(DocumentError, match="got -1; expected 0 or more"):
        value_at(short, {"years": -1})


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            GRIDS,
            "grid system java_madura_bali: 0.87; grid system sumatera: 0.94; "
            "grid system south_sulawesi, west_sulawesi: 0.95",
        ),
        (
            {"table": {"by": "capacity_mw", "otherwise": None, "rows": [
                {"capacity_mw": {"from": 1, "below": 10}, "value": {"range": {"low": 1, "high": 2}}}
            ]}},
            "capacity in MW from 1 below 10: 1 to 2; otherwise none",
        ),
        (
            SHARED,
            "each part of revenue_percent_of_plan at its rate: 0 for one up to 125; "
            "0.5 for one above",
        ),
        (
            PROTEST,
            "all of budget at the rate of its band: 0.0075 for one up to 50,000,000; "
            "500,000 in all up to 100,000,000; 0.005 for one above",
        ),
    ],
)  # fmt: skip
def test_in_words(raw, text):
    assert str(in_words(read_value(raw), "ID")) == text


def faults_of(raw):
    from pydantic_core import PydanticCustomError

    with pytest.raises(PydanticCustomError) as caught:
        read_value(raw)
    return {fault[0]: fault[1] for fault in caught.value.context["faults"]}


ROW = {"region": "north", "value": 1}


@pytest.mark.parametrize(
    ("table", "place", "found"),
    [
        ({"by": "region", "rows": [{"regoin": "north", "value": 1}]}, ".rows.0.regoin", "'regoin'"),
        ({"by": "region", "rows": [{"region": "north"}]}, ".rows.0.value", "nothing"),
        ({"by": "region", "rows": [{"value": 1}]}, ".rows.0", "a row without keys"),
        ({"by": "region", "rows": [{"region": 3, "value": 1}]}, ".rows.0.region", "3"),
        ({"by": "region", "rows": [{"region": ["a", "a"], "value": 1}]}, ".rows.0.region", "twice"),
        ({"by": "mw", "rows": [{"mw": {}, "value": 1}]}, ".rows.0.mw", "without bounds"),
        ({"by": "mw", "rows": [{"mw": {"fro": 1}, "value": 1}]}, ".rows.0.mw.fro", "'fro'"),
        (
            {"by": "mw", "rows": [{"mw": {"from": 1, "above": 1}, "value": 1}]},
            ".rows.0.mw",
            "two bounds",
        ),
        (
            {"by": "mw", "rows": [{"mw": {"from": 2, "below": 2}, "value": 1}]},
            ".rows.0.mw",
            "2 to 2",
        ),
        (
            {"by": "region", "rows": [ROW, {"region": {"from": 1}, "value": 1}]},
            ".rows",
            "words and",
        ),
        ({"by": ["region", "mw"], "rows": [ROW]}, ".rows", "no row with 'mw'"),
        ({"by": [], "rows": [ROW]}, ".by", "[]"),
        ({"by": ["region", "region"], "rows": [ROW]}, ".by", "region, region"),
        ({"by": "Region", "rows": [ROW]}, ".by.0", "'Region'"),
        ({"by": "region", "rows": []}, ".rows", "[]"),
        ({"by": "region"}, ".rows", "nothing"),
        (
            {"by": "region", "rows": [{"region": "north", "value": {"weights": {"a": 100}}}]},
            ".rows.0.value",
            "unknown shape 'weights'",
        ),
        ({"by": "region", "rows": [ROW], "otherwise": {"step": 1}}, ".otherwise", "'step'"),
        ({"by": "region", "rows": [ROW], "others": 1}, ".others", "unknown key 'others'"),
    ],
)
def test_a_faulty_table_names_its_place(table, place, found):
    assert found in faults_of({"table": table})[f".table{place}"]


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        ({"kind": "margin"}, ".kind", "'margin'"),
        ({"bands": []}, ".bands", "an empty list"),
        ({"bands": [{"up_to": 5}]}, ".bands.0", "a band without rate"),
        ({"bands": [{"up_to": 5, "below": 6, "rate": 1}]}, ".bands.0", "up_to and below"),
        ({"bands": [{"rate": 1}, {"up_to": 5, "rate": 1}]}, ".bands.0", "without bound before"),
        ({"bands": [{"up_to": 5, "rate": 1}, {"up_to": 5, "rate": 1}]}, ".bands.1", "5 after 5"),
        ({"bands": [{"up_to": 0, "rate": 1}]}, ".bands.0", "bound 0 after 0"),
        ({"bands": [{"amount": 5}]}, ".bands.0.amount", "5"),
    ],
)
def test_faulty_brackets_name_their_place(change, place, found):
    raw = {"by": "years", "kind": "marginal", "bands": [{"rate": 1}]} | change
    assert found in faults_of({"brackets": raw})[f".brackets{place}"]


def table_rule(text, **more):
    return rule("premium", ("2020-01-01", text), unit="THB/kWh", **more)


REGIONS = "{table: {by: [region], rows: [{region: north, value: 1}, {region: south, value: 2}]}}"


@pytest.mark.parametrize("raw", [GRIDS, PREMIUM])
def test_as_data_a_table_is_what_the_file_holds(raw):
    told = value_as_data(read_value(raw))
    assert told["table"]["rows"] == raw["table"]["rows"]
    assert read_value(told) == read_value(raw)


def test_as_data_a_null_that_is_written_stays():
    rows = [{"grid": "java", "value": {"steps": {"by": "mw", "bands": [{"value": None}]}}}]
    raw = {"table": {"by": ["grid"], "rows": rows, "otherwise": None}}
    assert value_as_data(read_value(raw)) == raw


def test_as_data_half_of_a_table_is_the_table_and_the_half():
    told = value_as_data(scaled(read_value(GRIDS), 0.5, 0.0))
    assert told == {"scaled": {"value": value_as_data(read_value(GRIDS)), "times": 0.5, "plus": 0}}


def test_a_project_says_its_words_once(folder):
    loaded = load_guidance(folder(topic=table_rule(REGIONS)))
    rules = loaded.on("2026-01-01", Project(words={"region": "south"}))
    assert rules.value("topic.premium") == 2
    assert rules.value("topic.premium", region="north") == 1
    assert says(rules, "topic.premium").startswith("2 THB/kWh (since")
    assert says(loaded.on("2026-01-01"), "topic.premium").startswith("region north: 1; region")
    assert "depends on: region" in explain(loaded.on("2026-01-01"), "topic.premium")
    with pytest.raises(DocumentError, match="one of north, south"):
        loaded.on("2026-01-01").value("topic.premium")


def test_the_year_of_operation_is_a_key(folder):
    text = (
        "{table: {by: [operation_year], rows: [{operation_year: {up_to: 2027}, value: 5}],"
        " otherwise: 4}}"
    )
    loaded = load_guidance(folder(topic=table_rule(text)))
    for day, value in (("2027-12-31", 5), ("2028-01-01", 4)):
        project = Project.of({"operation": day})
        assert loaded.on("2026-01-01", project).value("topic.premium") == value


def test_a_table_binds_at_what_it_gives(folder):
    law = table_rule(REGIONS, binding="at_most", clause="article 3")
    loaded = load_guidance(folder(topic=law))
    south = loaded.on("2026-01-01", Project(words={"region": "south"}))
    assert overriding(south, {"topic.premium": 2}, by="t")["topic.premium"].value == 2
    with pytest.raises(DocumentError, match="at most 2"):
        overriding(south, {"topic.premium": 2.1}, by="t")
    with pytest.raises(DocumentError, match="at a stated region"):
        overriding(loaded.on("2026-01-01"), {"topic.premium": 1}, by="t")


def test_a_table_of_ranges_binds_within(folder):
    text = "{table: {by: [region], rows: [{region: north, value: {range: {low: 1, high: 3}}}]}}"
    law = table_rule(text, binding="within", clause="article 3")
    north = Project(words={"region": "north"})
    rules = load_guidance(folder(topic=law)).on("2026-01-01", north)
    assert overriding(rules, {"topic.premium": 3}, by="t")
    with pytest.raises(DocumentError, match="within 1 to 3"):
        overriding(rules, {"topic.premium": 4}, by="t")


def test_a_province_is_held_to_the_countrys_table_for_its_words(folder):
    folder("NP", topic=table_rule(REGIONS, binding="at_most", clause="article 3"))
    place = folder("NP-1", head="extends: NP\n", topic=table_rule("1.5"))
    loaded = load_guidance(place)
    # 1.5 is within the 2 of the south and above the 1 of the north, where the country's holds.
    for word, value in (("south", 1.5), ("north", 1)):
        rules = loaded.on("2026-01-01", Project(words={"region": word}))
        assert rules.value("topic.premium") == value


@pytest.mark.parametrize(
    ("rows", "field", "found"),
    [
        (
            "[{region: [a, b], value: 1}, {region: b, value: 2}]",
            ".rows.1",
            "a row that those above leave nothing to",
        ),
        (
            "[{region: a, capacity_mw: {below: 5}, value: 1}, {region: a, capacity_mw: "
            "{above: 5}, value: 2}]",
            "",
            "no row for region = a, capacity_mw = 5",
        ),
    ],
)
def test_the_check_tells_rows_that_nothing_reaches_and_holes(folder, rows, field, found):
    by = "[region, capacity_mw]" if "capacity" in rows else "[region]"
    body = table_rule(f"{{table: {{by: {by}, rows: {rows}}}}}")
    warnings = {one.field: str(one) for one in check(folder(topic=body)).warnings}
    assert found in warnings[f"topic.premium.values.0.value.table{field}"]


def test_the_check_tells_keys_that_nobody_gives(folder):
    body = table_rule("{table: {by: [regoin], rows: [{regoin: a, value: 1}]}}")
    assert any("Write 'region'" in str(one) for one in check(folder(topic=body)).warnings)
    assert not any(
        "region" in str(one) for one in check(folder(topic=table_rule(REGIONS))).warnings
    )


def test_the_schema_knows_both():
    jsonschema = pytest.importorskip("jsonschema")
    from wte_ppp.guidance.published import guidance_schema

    held = jsonschema.Draft202012Validator(guidance_schema("rules"))

    def valid(value):
        return held.is_valid({"premium": {"values": [{"from": "2020-01-01", "value": value}]}})

    assert all(valid(value) for value in (GRIDS, PREMIUM, SHARED, PROTEST))
    assert not valid({"table": {"by": "region", "rows": [{"region": 3, "value": 1}]}})
    assert not valid({"table": {"by": "region", "rows": [{"region": "a"}]}})
    assert not valid({"brackets": {"by": "x", "kind": "margin", "bands": [{"rate": 1}]}})


bounds = st.lists(st.integers(1, 1000), min_size=1, max_size=6, unique=True).map(sorted)
rates = st.lists(st.floats(0, 100), min_size=7, max_size=7)
quantities = st.floats(0, 2000)


def scale(kind, edges, paid):
    bands = [{"up_to": edge, "rate": rate} for edge, rate in zip(edges, paid, strict=False)]
    bands.append({"rate": paid[len(edges)]})
    return Brackets.model_validate({"by": "x", "kind": kind, "bands": bands})


@given(edges=bounds, paid=rates, one=quantities, two=quantities)
def test_marginal_amounts_rise_and_never_jump(edges, paid, one, two):
    brackets = scale("marginal", edges, paid)
    low, high = sorted((one, two))
    rise = brackets.at({"x": high}) - brackets.at({"x": low})
    slack = 1e-9 * (1 + brackets.at({"x": high}))
    assert -slack <= rise <= max(paid) * (high - low) + slack


@given(edges=bounds, paid=rates, quantity=quantities)
def test_a_marginal_amount_is_the_sum_of_its_parts(edges, paid, quantity):
    parts = itertools.pairwise([0, *edges, math.inf])
    expected = sum(
        rate * max(min(high, quantity) - low, 0)
        for (low, high), rate in zip(parts, paid, strict=False)
    )
    found = scale("marginal", edges, paid).at({"x": quantity})
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(edges=bounds, paid=rates, quantity=quantities)
def test_a_single_amount_is_rate_times_quantity(edges, paid, quantity):
    rate = paid[sum(edge < quantity for edge in edges)]
    found = scale("single", edges, paid).at({"x": quantity})
    assert found == pytest.approx(rate * quantity, rel=1e-9, abs=1e-9)


@given(
    rows=st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 9)), min_size=1, max_size=8),
    word=st.sampled_from("abc"),
    number=st.integers(0, 10),
)
def test_the_first_row_that_fits_holds(rows, word, number):
    table = Table.model_validate(
        {
            "by": ["region", "mw"],
            "rows": [
                {"region": letter, "mw": {"up_to": edge}, "value": place}
                for place, (letter, edge) in enumerate(rows)
            ],
            "otherwise": -1,
        }
    )
    fits = [place for place, (letter, edge) in enumerate(rows) if letter == word and number <= edge]
    known = word in {letter for letter, _ in rows}
    if known:
        assert table.cell({"region": word, "mw": number}) == (fits or [-1])[0]
