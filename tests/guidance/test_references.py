"""A rule that stands on another, or on itself of another day."""

import datetime

import pytest

from tests.guidance.conftest import rule
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.check import check
from wte_ppp.guidance.explain import explain
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.override import overriding
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.references import Scaled, scaled
from wte_ppp.guidance.shapes import Linear, Range
from wte_ppp.guidance.values import in_words, needs, value_at

# Viet Nam, Law on Corporate Income Tax 67/2025/QH15: 20 %, half of it in the years after a holiday.
RATE = rule("cit_rate", ("2016-01-01", 20))


def referring(reference, name="half", unit="'%'", **more):
    return rule(name, ("2020-01-01", f"{{rule: {reference}}}"), unit=unit, **more)


def problems(folder, topic):
    """Errors of a topic by field."""
    return {one.field: str(one) for one in check(folder(topic=topic)).errors}


def test_half_of_a_rate(folder):
    rules = load_guidance(folder(topic=RATE + referring("{id: topic.cit_rate, times: 0.5}"))).on(
        "2026-01-01"
    )
    assert rules.value("topic.half") == 10  # 0.5 x 20
    told = explain(rules, "topic.half")
    assert told.startswith("topic.half: 10 %")
    assert "by reference: 0.5 x topic.cit_rate" in told


@pytest.mark.parametrize(
    ("more", "value"),
    # 20 - 5 = 15; 0.5 x 20 + 1 = 11
    [("plus: -5", 15), ("times: 0.5, plus: 1", 11)],
)
def test_times_a_number_plus_a_number(folder, more, value):
    topic = RATE + referring(f"{{id: topic.cit_rate, {more}}}")
    assert load_guidance(folder(topic=topic)).on("2026-01-01").value("topic.half") == value


def test_a_rule_of_another_day(folder):
    # 25 % to 2013, 22 % to 2015, then 20 % (Law 32/2013/QH13, article 10).
    rates = rule("cit_rate", ("2009-01-01", 25), ("2014-01-01", 22), ("2016-01-01", 20))
    topic = (
        rates
        + referring("{id: topic.cit_rate, 'on': '2014-06-01'}", "then")
        + referring("{id: topic.cit_rate, 'on': permit}", "at_permit")
    )
    loaded = load_guidance(folder(topic=topic))
    assert loaded.on("2026-01-01").value("topic.then") == 22
    permitted = Project({"permit": datetime.date(2013, 5, 1)})
    assert loaded.on("2026-01-01", permitted).value("topic.at_permit") == 25
    with pytest.raises(DocumentError, match="on the day of the permit, and the project does not"):
        loaded.on("2026-01-01").rule("topic.at_permit")
    assert loaded.on("2026-01-01").gaps["topic.at_permit"].asks == ("permit",)
    early = Project({"permit": datetime.date(2000, 1, 1)})
    with pytest.raises(DocumentError, match=r"cit_rate, which gives no value on 1 January 2000"):
        loaded.on("2026-01-01", early).rule("topic.at_permit")


def test_indonesias_old_plants_keep_the_scale_of_their_contract():
    loaded = load_guidance("ID")
    old = Project({"contract": datetime.date(2020, 6, 1)})
    rules = loaded.on("2026-11-01", old)
    # Presidential Regulation 35/2018, article 11: 13.35 cents up to 20 MW, 14.54 - 0.076 x 30 =
    # 12.26 cents at 30 MW; 109/2025, article 19: 20 cents.
    assert rules.value("tariff.waste_to_power", capacity_mw=15) == 0.1335
    assert rules.value("tariff.waste_to_power", capacity_mw=30) == 0.1226
    new = Project({"contract": datetime.date(2026, 3, 2)})
    assert loaded.on("2026-11-01", new).value("tariff.waste_to_power") == 0.2
    unsaid = loaded.on("2026-11-01")["tariff.waste_to_power"]
    assert (unsaid.value, unsaid.possible[0].missing) == (0.2, ("contract",))
    assert "its value on the day of the contract" in str(unsaid.possible[0].told)


def test_what_is_possible_of_a_rule_is_possible_of_what_stands_on_it(folder):
    exception = """\
    - from: '2018-01-01'
      value: 10
      when: {programme: national}
      source: law
      clause: article 3
      status: law
      confidence: S
      reviewed: '2025-06-01'
"""
    topic = RATE + exception + referring("{id: topic.cit_rate, times: 0.5}")
    loaded = load_guidance(folder(topic=topic))
    found = loaded.on("2026-01-01")["topic.half"]
    assert (found.value, [one.value for one in found.possible]) == (10, [5])
    national = loaded.on("2026-01-01", Project(words={"programme": "national"}))
    assert national.value("topic.half") == 5


def test_a_reference_binds_at_what_it_gives(folder):
    topic = RATE + referring(
        "{id: topic.cit_rate, times: 0.5}", binding="at_most", clause="article 5"
    )
    rules = load_guidance(folder(topic=topic)).on("2026-01-01")
    assert overriding(rules, {"topic.half": 10}, by="t")["topic.half"].value == 10
    with pytest.raises(DocumentError, match=r"at most 10"):
        overriding(rules, {"topic.half": 11}, by="t")


def test_a_province_refers_to_its_country(folder):
    folder("NP", topic=RATE)
    place = folder("NP-1", head="extends: NP\n", topic=referring("{id: topic.cit_rate, plus: 1}"))
    assert check(place).errors == ()
    assert load_guidance(place).on("2026-01-01").value("topic.half") == 21


@pytest.mark.parametrize(
    ("reference", "place", "found"),
    [
        ("{id: cit_rate}", ".id", "'cit_rate'"),
        ("{id: topic.cit_rate, 'on': contarct}", ".on", "Write 'contract'"),
        ("{id: topic.cit_rate, 'on': '2014-06'}", ".on", "'2014-06'"),
        ("{id: topic.cit_rate, time: 2}", ".time", "unknown key 'time'"),
        ("{times: 2}", ".id", "nothing"),
        ("topic.cit_rate", "", "'topic.cit_rate'"),
    ],
)
def test_faulty_references_name_their_place(folder, reference, place, found):
    with pytest.raises(DocumentError) as caught:
        load_guidance(folder(topic=RATE + referring(reference)))
    (problem,) = caught.value.problems
    assert problem.field == f"half.values.0.value.rule{place}"
    assert found in str(problem)


def test_the_check_tells_unknown_rules_and_circles(folder):
    unknown = problems(folder, RATE + referring("{id: topic.cit_rat}"))
    assert "Write 'topic.cit_rate'" in unknown["topic.half.values.0.value.rule.id"]
    itself = problems(folder, referring("{id: topic.half}"))
    assert "topic.half stands on itself" in itself["topic.half.values.0.value.rule.id"]
    two = referring("{id: topic.b}", "a") + referring("{id: topic.a}", "b")
    assert len(problems(folder, two)) == 2
    on_contract = rule(
        "half", ("2015-01-01", 1), ("2020-01-01", "{rule: {id: topic.half, 'on': contract}}")
    )
    assert "stands on itself" in str(problems(folder, on_contract))
    guarded = on_contract.replace(
        "rule: {id: topic.half, 'on': contract}}",
        "rule: {id: topic.half, 'on': contract}}\n      when: {contract: {before: '2020-01-01'}}\n"
        "      clause: article 3",
    )
    assert problems(folder, guarded) == {}


def test_a_circle_gives_nothing_and_says_so(folder):
    loaded = load_guidance(folder(topic=referring("{id: topic.half}")))
    with pytest.raises(DocumentError, match=r"it stands on itself, through topic\.half"):
        loaded.on("2026-01-01").rule("topic.half")


def test_the_check_tells_units_and_words(folder):
    words = rule("cit_rate", ("2016-01-01", "normal"), unit="''")
    found = problems(folder, words + referring("{id: topic.cit_rate, times: 2}", unit="''"))
    assert "in words, times or plus a number" in str(found)
    other = problems(folder, RATE + referring("{id: topic.cit_rate}", unit="years"))
    assert "convert it with 'times'" in str(other).lower()
    assert (
        problems(folder, RATE + referring("{id: topic.cit_rate, times: 0.1}", unit="years")) == {}
    )


def test_scales_and_ranges_are_scaled():
    line = scaled(Linear(by="capacity_mw", intercept=10, slope=-1), 0.5, 1.0)
    # 0.5 x (10 - 4) + 1 = 4
    assert value_at(line, {"capacity_mw": 4}) == 4
    assert isinstance(line, Scaled)
    assert needs(line) == ("capacity_mw",)
    assert str(in_words(line)) == "0.5 x (10 - 1 x capacity in MW) + 1"
    assert scaled(Range(low=1, high=3), -2.0, 0.0) == Range(low=-6, high=-2)
    assert scaled("words", 1.0, 0.0) == "words"
