"""Authors' tests in tests.yaml: what passes, what fails and why."""

import pytest

from tests.guidance.conftest import rule
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.rule_tests import run_tests

STEPS = "{steps: {by: capacity_mw, bands: [{up_to: 10, value: 5.08}, {up_to: 50, value: 3.66}]}}"
TOPIC = (
    rule("fit", ("2022-06-01", STEPS))
    + rule("minimum", ("2022-01-01", 70), binding="at_least")
    + rule("way", ("2022-01-01", "open bidding"), unit="''")
)


def outcome(folder, **test):
    lines = "\n".join(f"  {key.rstrip('_')}: {value}" for key, value in test.items())
    place = folder(topic=TOPIC, tests=f"case:\n{lines}\n  because: article 1\n")
    (one,) = run_tests(load_guidance(place))
    return one


@pytest.mark.parametrize(
    ("test", "passed", "found"),
    [
        ({"rule": "topic.fit", "with_": "{capacity_mw: 9}", "expect": "5.08"}, True, "5.08"),
        ({"rule": "topic.fit", "with_": "{capacity_mw: 11}", "expect": "3.66"}, True, "3.66"),
        ({"rule": "topic.fit", "with_": "{capacity_mw: 11}", "expect": "5.08"}, False, "3.66"),
        ({"rule": "topic.fit", "with_": "{capacity_mw: 60}", "expect": "null"}, True, "none"),
        ({"rule": "topic.fit", "expect": "5.08"}, False, "capacity_mw: got nothing"),
        ({"rule": "topic.way", "expect": "open bidding"}, True, "open bidding"),
        ({"rule": "topic.way", "expect": "1"}, False, "open bidding"),
        ({"rule": "topic.none", "expect": "null"}, False, "no rule 'topic.none'"),
        ({"rule": "topic.minimum", "override": "80", "expect": "admitted"}, True, "admitted"),
        ({"rule": "topic.minimum", "override": "60", "expect": "refused"}, True, "refused"),
        ({"rule": "topic.minimum", "override": "60", "expect": "admitted"}, False, "refused"),
    ],
)
def test_a_situation_in_a_value_out(folder, test, passed, found):
    one = outcome(folder, on="'2023-01-01'", **test)
    assert one.passed == passed
    assert found in one.found


def test_before_its_day_a_rule_gives_nothing(folder):
    test = {"rule": "topic.fit", "with_": "{capacity_mw: 9}"}
    assert outcome(folder, on="'2022-05-31'", expect="null", **test).passed
    assert not outcome(folder, on="'2022-05-31'", expect="5.08", **test).passed


def test_without_a_file_there_are_no_tests(folder):
    assert run_tests(load_guidance(folder(topic=TOPIC))) == []


@pytest.mark.parametrize(
    ("test", "field"),
    [
        ({"rule": "topic.fit", "on": "'2023-13-01'", "expect": "1"}, "case.on"),
        ({"rule": "topic.fit", "on": "'2023-01-01'"}, "case.expect"),
        (
            {"rule": "topic.fit", "on": "'2023-01-01'", "override": "1", "expect": "1"},
            "case",
        ),
    ],
)
def test_a_faulty_test_is_named(folder, test, field):
    with pytest.raises(DocumentError) as caught:
        outcome(folder, **test)
    assert [one.field for one in caught.value.problems] == [field]


def test_a_test_says_where_its_value_comes_from(folder):
    body = "case:\n  rule: topic.fit\n  on: '2023-01-01'\n  expect: 1\n"
    with pytest.raises(DocumentError, match="because"):
        run_tests(load_guidance(folder(topic=TOPIC, tests=body)))
