"""Rules and their dated values: what is refused, and how it is said."""

import datetime

import pytest
from pydantic import ValidationError

from wte_ppp.guidance.schema import DatedValue, Profile, Rule

REFERENCE = {"title": "Law on Waste", "year": 2020}
VALUE = {
    "from": "2021-01-01",
    "value": 5,
    "reference": REFERENCE,
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


def rule(*dates):
    values = [VALUE | {"from": date} for date in dates]
    return {"description": "A rule", "unit": "%", "values": values}


def test_a_value_is_a_number_a_text_or_nothing():
    for value in (5, 0.1005, "AR5", None):
        assert DatedValue.model_validate(VALUE | {"value": value}).value == value


@pytest.mark.parametrize("value", [True, [1], {"a": 1}])
def test_any_other_value_is_refused_once(value):
    with pytest.raises(ValidationError, match="a number, a text or null") as caught:
        DatedValue.model_validate(VALUE | {"value": value})
    assert caught.value.error_count() == 1


def test_a_value_holds_from_its_day():
    assert DatedValue.model_validate(VALUE).since == datetime.date(2021, 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"from": "2021-02-30"},
        {"from": "January 2021"},
        {"reviewed": "yesterday"},
        {"status": "rumour"},
        {"confidence": "X"},
        {"reference": {"title": "", "year": 2020}},
        {"reference": {"title": "Law on Waste", "year": 20200}},
        {"reference": {"title": "Law on Waste"}},
        {"colour": "red"},
    ],
    ids=lambda change: str(change)[:40],
)
def test_faulty_values_are_refused(change):
    with pytest.raises(ValidationError):
        DatedValue.model_validate(VALUE | change)


@pytest.mark.parametrize("missing", ["from", "value", "reference", "status", "reviewed"])
def test_nothing_of_a_value_may_be_left_out(missing):
    body = {key: item for key, item in VALUE.items() if key != missing}
    with pytest.raises(ValidationError):
        DatedValue.model_validate(body)


def test_values_come_in_the_order_of_their_dates():
    assert len(Rule.model_validate(rule("2020-01-01", "2021-01-01")).values) == 2
    for dates in (("2021-01-01", "2020-01-01"), ("2021-01-01", "2021-01-01")):
        with pytest.raises(ValidationError, match="rising order"):
            Rule.model_validate(rule(*dates))


def test_a_rule_has_at_least_one_value():
    with pytest.raises(ValidationError, match="at least one dated value"):
        Rule.model_validate(rule())


@pytest.mark.parametrize(
    "change",
    [{"schema": "wte_ppp/profile/2"}, {"id": "a b"}, {"id": "../x"}, {"as_of": "2026"}],
    ids=str,
)
def test_faulty_heads_are_refused(change):
    assert Profile.model_validate(PROFILE).extends is None
    with pytest.raises(ValidationError):
        Profile.model_validate(PROFILE | change)
