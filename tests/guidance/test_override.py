"""A tender's own values: free ones are recorded, binding ones only tightened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.guidance.conftest import SOURCES, rule
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.override import loosening, overriding

LIMITS = (
    "{{limits: {{o2_percent: {o2}, temperature_c: {t}, rows: "
    "[{{pollutant: PM, limit: {pm}, unit: mg/Nm3, averaging: any}}]}}}}"
)


def limits(pm, o2=11, t=0):
    row = {"pollutant": "PM", "limit": pm, "unit": "mg/Nm3", "averaging": "any"}
    return {"limits": {"o2_percent": o2, "temperature_c": t, "rows": [row]}}


@pytest.fixture
def rules(folder):
    def one(name, value, binding="free", **keys):
        return rule(name, ("2020-01-01", value), binding=binding, **keys)

    scale = "{steps: {by: mw, bands: [{up_to: 10, value: 5}, {value: 3}]}}"
    place = folder(
        topic=one("free", 5, clause="article 3")
        + one("exact", 20, "exact", clause="article 4")
        + one("least", 70, "at_least", clause="article 5")
        + one("most", 2575.18, "at_most", clause="article 6")
        + one("share", "{range: {low: 60, high: 70}}", "within")
        + one("ways", "[open bidding, negotiation]", "within")
        + one("scale", scale, "at_most")
        + one("stack", LIMITS.format(o2=11, t=0, pm=10), "at_most")
        + one("word", "open", "exact")
    )
    return load_guidance(place).on("2021-01-01")


def test_what_is_free_is_replaced_and_recorded(rules):
    own = overriding(rules, {"topic.free": 9}, by="tender 7")
    assert own.value("topic.free") == 9
    assert own["topic.free"].override.by == "tender 7"
    assert own["topic.free"].override.replaced == 5
    assert [one.id for one in own.overridden()] == ["topic.free"]
    assert rules.value("topic.free") == 5, "the rules themselves stay"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("exact", 20),
        ("least", 70),
        ("least", 85),
        ("most", 2575.18),
        ("most", 2000),
        ("share", 65),
        ("share", {"range": {"low": 60, "high": 65}}),
        ("ways", ["open bidding"]),
        ("stack", limits(10)),
        ("stack", limits(5)),
        # 10 mg at 11 % O2 is 10 x (21 - 7) / (21 - 11) = 14 mg at 7 %
        ("stack", limits(14, o2=7)),
        # and 10 x 273.15 / 298.15 = 9.1615 mg in a cubic metre at 25 °C
        ("stack", limits(9.16, t=25)),
        ("word", "open"),
    ],
)
def test_what_binds_may_be_kept_or_tightened(rules, name, value):
    own = overriding(rules, {f"topic.{name}": value}, by="tender 7")
    assert own[f"topic.{name}"].override


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("exact", 21, "exactly 20 % by Law on Waste 1/2020, article 4"),
        ("least", 69.9, "at least 70 % by Law on Waste 1/2020, article 5"),
        ("most", 2600, "at most 2,575.18 % by Law on Waste 1/2020, article 6"),
        ("share", 75, "within 60 to 70"),
        ("share", {"range": {"low": 50, "high": 65}}, "within 60 to 70"),
        ("ways", ["open bidding", "direct appointment"], "within open bidding; negotiation"),
        ("stack", limits(11), "PM at most 10"),
        ("stack", limits(14.1, o2=7), "PM at most 10"),
        ("stack", limits(9.17, t=25), "PM at most 10"),
        ("word", "closed", "exactly open"),
    ],
)
def test_loosening_is_an_error_that_names_the_clause(rules, name, value, allowed):
    with pytest.raises(DocumentError) as caught:
        overriding(rules, {f"topic.{name}": value}, by="tender 7")
    (problem,) = caught.value.problems
    assert problem.allowed.startswith(allowed)
    assert "looser than a binding rule" in problem.found
    assert "since 2020-01-01 (XX 1)" in problem.allowed


def test_a_scale_is_compared_in_a_situation(rules):
    own = {"topic.scale": 4}
    assert overriding(rules, own, by="t", situation={"mw": 8}).value("topic.scale") == 4
    with pytest.raises(DocumentError, match="at most 3"):
        overriding(rules, own, by="t", situation={"mw": 12})
    with pytest.raises(DocumentError, match="at a stated mw"):
        overriding(rules, own, by="t")


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("free", "five", "a text, five"),
        ("free", True, "yes or no, yes"),
        ("free", None, "nothing, none"),
        ("free", {"formula": "x"}, "unknown shape 'formula'"),
        ("word", 3, "a number, 3"),
        ("none", 3, "no such rule"),
    ],
)
def test_a_value_of_another_kind_is_refused(rules, name, value, found):
    with pytest.raises(DocumentError) as caught:
        overriding(rules, {f"topic.{name}": value}, by="tender 7")
    assert caught.value.problems[0].found == found


def test_all_faults_come_at_once(rules):
    own = {"topic.exact": 21, "topic.least": 1, "topic.free": "x", "topic.most": 1}
    with pytest.raises(DocumentError) as caught:
        overriding(rules, own, by="tender 7")
    assert [one.field for one in caught.value.problems] == [
        "topic.exact",
        "topic.least",
        "topic.free",
    ]


def test_a_province_cannot_loosen_its_country(folder):
    from wte_ppp.guidance.check import check

    folder("XX", topic=rule("most", ("2020-01-01", 100), binding="at_most"))
    strict = folder("XX-A", head="extends: XX\n", topic=rule("most", ("2021-01-01", 90)))
    loose = folder("XX-B", head="extends: XX\n", topic=rule("most", ("2021-01-01", 110)))
    assert not check(strict).errors
    (problem,) = check(loose).errors
    assert (problem.line, problem.field) == (6, "topic.most.values.0.value")
    assert "at most 100" in problem.allowed


@given(
    bound=st.floats(1, 1e6), own=st.floats(1, 1e6), side=st.sampled_from(["at_least", "at_most"])
)
def test_a_bound_admits_just_what_is_not_looser(tmp_path_factory, bound, own, side):
    from tests.guidance.conftest import write

    topic = rule("one", ("2020-01-01", repr(bound)), binding=side)
    place = write(tmp_path_factory.mktemp("p"), topic=topic, sources=SOURCES)
    found = loosening(load_guidance(place).on("2021-01-01")["topic.one"], own)
    tighter = own >= bound if side == "at_least" else own <= bound
    assert (found is None) == (tighter or abs(own - bound) <= 1e-12 * bound)


def test_a_gap_is_filled_and_the_filling_recorded(folder):
    gap = "line:\n  description: A line.\n  unit: '%'\n  values:\n    - from: '2020-01-01'\n"
    place = folder(topic=gap + "      value: null\n      gap: Set by each tender.\n")
    rules = load_guidance(place).on("2021-01-01")
    own = overriding(rules, {"topic.line": 80}, by="tender 7")
    assert own.value("topic.line") == 80
    assert own["topic.line"].override.replaced is None
    assert "topic.line" not in own.gaps
    with pytest.raises(DocumentError, match="Set by each tender"):
        rules.value("topic.line")
