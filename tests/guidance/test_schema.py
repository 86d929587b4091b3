"""Sources, rules and their dated values: what is refused, and how it is said."""

import datetime

import pytest
from pydantic import ValidationError

from wte_ppp.guidance.schema import DatedValue, Profile, Rule
from wte_ppp.guidance.source import Source

VALUE = {
    "from": "2021-01-01",
    "value": 5,
    "source": "law",
    "status": "law",
    "confidence": "S",
    "reviewed": "2026-11-20",
}
PROFILE = {
    "schema": "wte_ppp/profile/1",
    "id": "XX",
    "name": "Nowhere",
    "version": "1",
    "as_of": "2026-11-20",
}
SOURCE = {"title": "Law on Waste", "year": 2020, "text": "official", "read": "2026-01-01"}


def faults(model, body):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(body)
    found = []
    for error in caught.value.errors():
        place = ".".join(str(part) for part in error["loc"])
        below = error.get("ctx", {}).get("faults") or [("", str(error["msg"]))]
        found += [(place + fault[0], fault[1]) for fault in below]
    return found


def test_a_value_is_plain_or_null():
    for value in (5, 0.1005, "AR5", True, None):
        assert DatedValue.model_validate(VALUE | {"value": value}).value == value
    assert DatedValue.model_validate(VALUE | {"value": ["a", "b"]}).value == ("a", "b")


def test_a_value_holds_from_its_day():
    assert DatedValue.model_validate(VALUE).since == datetime.date(2021, 1, 1)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"from": "2021-02-30"}, "from"),
        ({"from": "January 2021"}, "from"),
        ({"from": "20210101"}, "from"),
        ({"from": "0021-01-01"}, "from"),
        ({"reviewed": "yesterday"}, "reviewed"),
        ({"status": "rumour"}, "status"),
        ({"confidence": "X"}, "confidence"),
        ({"bindng": "exact"}, "bindng"),
        ({"binding": "loosely"}, "binding"),
    ],
)
def test_a_faulty_key_is_named(change, place):
    assert [one[0] for one in faults(DatedValue, VALUE | change)] == [place]


def test_a_value_needs_status_confidence_and_review():
    bare = {"from": "2021-01-01", "value": 5}
    assert faults(DatedValue, bare) == [
        (".status", "nothing"),
        (".confidence", "nothing"),
        (".reviewed", "nothing"),
    ]


def test_a_gap_stands_alone():
    gap = {"from": "2021-01-01", "value": None, "gap": "Ask the ministry."}
    assert DatedValue.model_validate(gap).gap == "Ask the ministry."
    found = faults(DatedValue, VALUE | {"gap": "Ask the ministry."})
    assert [one[0] for one in found] == [".gap"]
    cited = faults(DatedValue, gap | {"source": "law", "status": "law"})
    assert cited == [(".source", "source, status beside gap")]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"binding": "exact", "status": "practice"}, "binding: exact with status practice"),
        ({"binding": "within"}, "binding: within"),
        ({"binding": "at_most", "value": "open bidding"}, "binding: at_most"),
    ],
)
def test_a_binding_that_cannot_be_is_refused(change, found):
    assert faults(DatedValue, VALUE | change) == [(".binding", found)]


@pytest.mark.parametrize(
    ("binding", "value"),
    [
        ("exact", "open bidding"),
        ("at_least", 70),
        ("at_most", {"linear": {"by": "capacity_mw", "intercept": 1, "slope": 0}}),
        ("within", {"range": {"low": 30, "high": 40}}),
        ("within", ["open bidding", "negotiation"]),
    ],
)
def test_bindings_that_can_be(binding, value):
    assert DatedValue.model_validate(VALUE | {"binding": binding, "value": value})


def rule(*dates, **keys):
    values = [VALUE | {"from": date} for date in dates]
    return {"description": "A rule", "unit": "%", "values": values} | keys


def test_values_stand_in_the_order_of_their_days():
    assert len(Rule.model_validate(rule("2020-01-01", "2021-01-01")).values) == 2
    found = faults(Rule, rule("2021-01-01", "2020-01-01"))
    assert found == [("values.1.from", "2020-01-01 after 2021-01-01")]
    assert faults(Rule, rule("2021-01-01", "2021-01-01"))
    assert faults(Rule, rule()) == [("values", "an empty list")]


def test_words_are_among_the_choices():
    body = rule("2021-01-01", choices=["one", "two"])
    body["values"][0]["value"] = ["one", "three"]
    assert faults(Rule, body) == [(".values.0.value", "'three'")]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../VN"},
        {"id": ""},
        {"schema": "wte_ppp/profile/9"},
        {"as_of": "today"},
        {"currency": "dong"},
        {"flag": "red"},
    ],
)
def test_a_faulty_head_is_refused(change):
    assert len(faults(Profile, PROFILE | change)) == 1


def test_a_source_says_what_was_read_and_when():
    assert Source.model_validate(SOURCE).text == "official"
    unread = {"title": "Law on Waste", "year": 2020, "text": "unread"}
    assert Source.model_validate(unread).read is None
    assert faults(Source, unread | {"read": "2026-01-01"})
    assert faults(Source, {**SOURCE, "read": None})
    assert faults(Source, SOURCE | {"link": "javascript:alert(1)"})
    assert faults(Source, SOURCE | {"text": "official text"})
