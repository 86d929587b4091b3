"""The check of a folder: faults with their lines, and every kind of warning."""

import datetime

import pytest

from tests.guidance.conftest import SOURCES, rule
from wte_ppp.feasibility.feeds import study_inputs
from wte_ppp.guidance.check import check

TODAY = datetime.date(2026, 1, 1)
TEST = """\
one is one:
  rule: topic.one
  on: '2021-01-01'
  expect: 1
  because: article 1
"""


def report(place, **keys):
    return check(place, today=TODAY, inputs=study_inputs(), **keys)


def found(problems):
    return {(one.path.rpartition("/")[2], one.line, one.field) for one in problems}


def test_a_sound_folder_has_nothing_to_report(folder):
    result = report(folder(topic=rule("one"), tests=TEST, sources=SOURCES.partition("heard")[0]))
    assert (result.errors, result.warnings, result.gaps, result.tests) == ((), (), (), 1)
    assert (result.coverage.total, result.coverage.official) == (1, 1)


BROKEN = {
    # Faults in 5 files: a wrong schema, an unknown toolkit, ...
    "head": "extends: wte_pp\n",
    "tariff": """\
waste_to_power:
  description: Price of power.
  unit: USD/kWh
  values:
    - from: '2020-02-30'
      value: 0.1
      source: law
      status: law
      confidence: S
      reviewed: '2025-06-01'
    - from: '2021-01-01'
      value: {steps: {by: mw, bands: [{up_to: 20, value: 1}, {up_to: 10, value: 2}]}}
      source: lwa
      status: law
      confidence: S
      reviewed: '2025-06-01'
""",
    "procurement": """\
weights:
  description: Weights of the scores.
  unit: '%'
  values:
    - from: '2021-01-01'
      value: {weights: {technical: 60, price: 30}}
      source: law
      status: law
      confidence: S
      reviewed: '2025-06-01'
minimum:
  description: Least technical score.
  unit: '%'
  values:
    - from: '2021-01-01'
      value: 70
      binding: at_least
      clause: article 7
      source: heard
      status: law
      confidence: S
      reviewed: '2025-06-01'
""",
    "emissions": """\
limits:
  description: Stack limits.
  unit: mg/Nm3
  values:
    - from: '2021-01-01'
      value:
        limits:
          o2_percent: 11
          rows: [{pollutant: dust, limit: 10, unit: mg/Nm3, averaging: any}]
      source: law
      status: lwa
      confidence: S
      reviewed: '2025-06-01'
""",
    "tests": """\
weights:
  rule: procurement.weights
  on: '2022-01-01'
  expct: 1
  because: article 1
""",
}


def test_faults_are_found_each_with_its_line(folder):
    result = report(folder(**BROKEN))
    assert found(result.errors) == {
        ("profile.yaml", 7, "extends"),
        ("tariff.yaml", 5, "waste_to_power.values.0.from"),
        ("tariff.yaml", 12, "waste_to_power.values.1.value.steps.bands.1"),
        ("procurement.yaml", 6, "weights.values.0.value.weights"),
        ("procurement.yaml", 20, "minimum.values.0.status"),
        ("emissions.yaml", 9, "limits.values.0.value.limits.rows.0.pollutant"),
        ("emissions.yaml", 11, "limits.values.0.status"),
        ("tests.yaml", 4, "weights.expct"),
    }
    text = "\n".join(str(one) for one in result.errors)
    for allowed in (
        "Write 'wte_ppp'",
        "a date as 'YYYY-MM-DD'",
        "rising bounds",
        "a sum of 100",
        "'law', 'guidance', 'practice' or 'assumption'",
        "'PM', 'HCl'",
        "Write 'expect'",
    ):
        assert allowed in text


def test_a_failing_test_says_what_came_out(folder):
    (problem,) = report(folder(topic=rule("one"), tests=TEST.replace("1\n", "2\n", 1))).errors
    assert (problem.field, problem.line, problem.found) == ("one is one", 4, "1")
    assert problem.allowed == "2 (article 1)"


@pytest.mark.parametrize(
    ("parts", "place", "message"),
    [
        ({"topic": rule("one", reviewed="'2024-12-31'")}, 10, "366 days ago"),
        ({"topic": rule("one", reviewed="'2026-02-01'")}, 10, "reviewed 2026-02-01"),
        (
            {
                "topic": rule("one", ("2025-07-01", 1)),
                "tests": TEST.replace("2021-01", "2025-08"),
            },
            10,
            "in force since 2025-07-01, not reviewed since (2025-06-01)",
        ),
        ({"topic": rule("one", ("2020-01-01", 1), ("2021-01-01", 1))}, 11, "nothing changes"),
        (
            {"topic": rule("one", source=None, status="assumption", confidence="U")},
            5,
            "a value without source",
        ),
        ({"topic": rule("one")}, 7, "a source that nothing cites"),
        ({"topic": rule("one"), "tests": None}, None, "no tests"),
    ],
)
def test_what_an_author_should_look_at(folder, parts, place, message):
    result = report(folder(**{"tests": TEST, **parts}))
    assert not result.errors
    assert (place, message) in {
        (one.line, message if message in one.found else "") for one in result.warnings
    }


@pytest.mark.parametrize("key", ["until: '2020-06-01'", "unit: USD/t"])
def test_a_time_without_a_value_and_another_unit_are_a_change(folder, key):
    same = rule("one", ("2020-01-01", 1), ("2021-01-01", 1))
    topic = same.replace("value: 1", f"value: 1\n      {key}", 1)
    told = [one.found for one in report(folder(topic=topic, tests=TEST)).warnings]
    assert not [found for found in told if "nothing changes" in found]


def test_a_value_of_the_past_needs_no_new_review(folder):
    old, new = rule("one", reviewed="'2020-06-01'"), rule("one", ("2025-01-01", 2))
    topic = old + new.partition("values:\n")[2]
    stale = [one for one in report(folder(topic=topic)).warnings if "days ago" in one.found]
    assert not stale


def test_the_day_of_a_profile_is_not_in_the_future(folder):
    place = folder(topic=rule("one"), tests=TEST)
    assert not [one for one in report(place).warnings if one.field == "head.as_of"]
    result = check(place, today=datetime.date(2025, 12, 31))
    assert [one.line for one in result.warnings if one.field == "head.as_of"] == [5]


OUTLINE = """\
topic.one:
  description: First.
  unit: CUR/t
  kind: number
  why: It matters.
topic.two:
  description: Second.
  unit: ''
  kind: text
  why: It matters.
topic.three:
  description: Third.
  unit: days
  kind: number
  why: It matters.
"""


def test_answers_are_held_against_the_outline(folder):
    folder("base", kind="toolkit", outline=OUTLINE)
    topic = rule("one", unit="USD/kWh") + rule("two", ("2020-01-01", 4), unit="''")
    result = report(folder(head="extends: base\n", topic=topic, tests=TEST))
    fields = {one.field: one.line for one in result.warnings}
    assert fields["topic.one.unit"] == 3
    assert fields["topic.two.values.0.value"] == 16
    assert [one.field for one in result.gaps] == ["topic.three"]
    right = folder("YY", head="extends: base\n", topic=rule("one", unit="USD/t"), tests=TEST)
    assert not [one for one in report(right).warnings if one.field.endswith("unit")]


@pytest.mark.parametrize(
    ("feeds", "unit", "place"),
    [
        ("finance.power_tarif_usd_per_kwh", "USD/kWh", "topic.one.feeds"),
        ("finance.power_tariff_usd_per_kwh", "VND/t", "topic.one.unit"),
    ],
)
def test_a_rule_feeds_an_input_in_its_unit(folder, feeds, unit, place):
    def topic(feeds, unit):
        return rule("one", unit=unit).replace("  values:", f"  feeds: {feeds}\n  values:")

    wrong = report(folder(topic=topic(feeds, unit), tests=TEST))
    assert [one.field for one in wrong.errors] == [place]
    right = topic("finance.power_tariff_usd_per_kwh", "USD/kWh")
    local = topic("finance.power_tariff_usd_per_kwh", "VND/kWh")
    assert not report(folder("XY", topic=local, tests=TEST)).errors
    assert not report(folder("YY", topic=right, tests=TEST)).errors
    twins = right + right.replace("one:", "two:")
    both = report(folder("ZZ", topic=twins, tests=TEST))
    assert {one.field for one in both.errors} == {"topic.one.feeds", "topic.two.feeds"}


CRITERION = """\
net_power:
  name: Net power
  group: energy
  measures: Net electricity for a tonne.
  unit: kWh/t
  direction: higher
  shape: linear
  bounds: {floor: 350, target: 600}
  evidence: Heat balance.
  weight_percent: {low: 40, high: 60}
  guarantee: power
  bid_fields: [net_kwh]
  pitfalls: LHV must be stated.
  status: assumption
  confidence: U
  reviewed: '2025-06-01'
"""


def test_catalogues_name_what_exists(folder):
    result = report(folder(topic=rule("one"), tests=TEST, criteria=CRITERION))
    assert found(result.errors) == {
        ("criteria.yaml", 11, "net_power.guarantee"),
        ("criteria.yaml", 12, "net_power.bid_fields"),
    }
    weights = [one for one in result.warnings if one.path.endswith("criteria.yaml")]
    assert [one.found for one in weights] == ["weights from 40 to 60 in sum"]


def test_catalogues_claim_no_more_than_was_read(folder):
    body = CRITERION.replace("status: assumption", "status: practice\n  source: heard")
    body = body.replace("  guarantee: power\n", "").replace("  bid_fields: [net_kwh]\n", "")
    body = body.replace("confidence: U", "confidence: S")
    result = report(folder(topic=rule("one"), tests=TEST, criteria=body))
    assert {one.field for one in result.errors} == {"net_power.status", "net_power.confidence"}


def test_a_direction_against_its_bounds_is_refused(folder):
    body = CRITERION.replace("direction: higher", "direction: lower")
    result = report(folder(topic=rule("one"), tests=TEST, criteria=body))
    assert "floor 350, target 600" in {one.found for one in result.errors}


def test_a_procedure_must_fit_together(folder):
    def part(name, value):
        return rule(name, ("2020-01-01", value), unit="''")

    sound = (
        part("envelopes", 2)
        + part("stages", 1)
        + part("steps", "[technical_score, freeze, price_opening, combination]")
        + part("price_score", "lowest_over_price")
        + part("combination", "weighted_sum")
        + part("technical_score", "absolute")
        + part("technical_weight_percent", 80)
    )
    test = TEST.replace("topic.one", "procedure.stages")
    assert not report(folder(procedure=sound, tests=test)).errors
    broken = sound.replace("freeze, price_opening", "price_opening, freeze")
    broken = broken.replace("lowest_over_price", "none")
    result = report(folder("YY", procedure=broken, tests=test))
    assert {(one.field, one.line) for one in result.errors} == {
        ("procedure.steps", 21),
        ("procedure.price_score", 31),
    }
    strange = sound.replace("technical_score:", "technical_scor:")
    (problem,) = report(folder("ZZ", procedure=strange, tests=test)).errors
    assert problem.action == "write 'technical_score'"
