"""Procedures that a country's law knows, and a procedure held against one of them."""

import datetime

import pytest

from tests.guidance.conftest import rule
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.available import available_procedures
from wte_ppp.guidance.check import check
from wte_ppp.guidance.lawful import departures, legal_procedures, toolkits_of
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.override import overriding

FULL = ("VN", "ID", "PH", "TH", "MY")
ENTRY = """\
bidding:
  name: Open bidding
  when: always
  from: '2020-01-01'
  {more}
  source: law
  clause: article 1
  status: law
  confidence: S
  reviewed: '2025-06-01'
"""


def choices(folder, more):
    place = folder(topic=rule("one"), procedures=ENTRY.format(more=more))
    return legal_procedures(load_guidance(place), datetime.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("more", "known"),
    [
        ("toolkits: [qcbs]", True),
        ("why_not: nothing is ranked", True),
        ("toolkits: [qcbs]\n  until: '2026-01-02'", True),
        ("toolkits: [qcbs]\n  until: '2026-01-01'", False),
    ],
)
def test_a_procedure_holds_from_its_first_day_until_the_law_ends_it(folder, more, known):
    assert ("bidding" in choices(folder, more)) is known


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("note: nothing runs it", "neither toolkits nor why_not"),
        ("toolkits: [qcbs]\n  why_not: none", "toolkits and why_not"),
        ("toolkits: [qcbs]\n  until: '2019-12-31'", "until 2019-12-31"),
    ],
)
def test_it_names_what_runs_it_or_why_nothing_does(folder, more, found):
    with pytest.raises(DocumentError, match=found):
        choices(folder, more)


def test_the_check_finds_a_toolkit_that_is_not_there(folder):
    place = folder(topic=rule("one"), procedures=ENTRY.format(more="toolkits: [qbcs]"))
    (problem,) = [one for one in check(place).errors if "toolkits" in one.field]
    assert (problem.found, problem.action) == ("'qbcs'", "write 'qcbs'")


@pytest.mark.parametrize("country", FULL)
def test_each_full_profile_lists_the_ways_of_its_law_today(country):
    found = legal_procedures(load_guidance(country), datetime.date(2026, 11, 1))
    runs = toolkits_of(found)
    assert runs
    assert set(runs) <= set(available_procedures())
    # Each country has a toolkit of its own beside those of no country.
    assert any(name.startswith(country.lower()) for name in runs)


def test_a_profile_on_a_profile_takes_its_procedures_over(folder):
    province = folder("PP", head="extends: VN\n", topic=rule("one"))
    found = legal_procedures(load_guidance(province), datetime.date(2026, 1, 1))
    assert "ppp_open_bidding" in found


def departing(own, law="vn_ppp", day="2026-03-02"):
    mine = load_guidance("VN", procedure=own).on(day)
    theirs = load_guidance("VN", procedure=law).on(day)
    return {
        departure.id.partition(".")[2]: departure for departure in departures(mine, theirs, law)
    }


def test_nothing_departs_from_itself():
    assert departing("vn_ppp") == {}


def test_a_procedure_departs_where_binding_law_asks_for_more():
    found = departing("least_cost")
    # Ranks on price above a mark of 70 % as the law asks, but in two envelopes and with a gap for
    # the mark of each content (Decree 243/2025, articles 42(2), 43 and 48).
    assert {"combination", "technical_minimum_percent", "price_score"}.isdisjoint(found)
    assert found["envelopes"].allowed == "exactly 1"
    assert (found["criterion_minimum_percent"].stated, found["criterion_minimum_percent"].allowed) \
        == (None, "at least 60 %")  # fmt: skip


def test_what_does_not_bind_is_no_departure():
    # The panel's size is a suggestion of the library.
    assert "panel_least" not in departing("world_bank_rated_criteria")


def test_a_stated_ground_lets_a_tender_be_looser_than_the_law():
    rules = load_guidance("VN", procedure="vn_ppp").on("2026-03-02")
    own = {"procedure.technical_minimum_percent": 60}
    with pytest.raises(DocumentError, match="at least 70"):
        overriding(rules, own, by="tender 7")
    found = overriding(rules, own, by="tender 7", grounded=own)
    assert found["procedure.technical_minimum_percent"].value == 60


def wrong_side(held, bound):
    """A value of the rule's kind that a bound does not allow."""
    value = bound.value
    if bound.binding == "at_least":
        return value - 1
    if bound.binding == "within":
        return value.high + 1
    if isinstance(value, bool):
        return not value
    if isinstance(value, float):
        return value + 1
    if isinstance(value, tuple):
        return value[::-1]
    return next(word for word in held.choices or ("another", "none") if word != value)


@pytest.mark.parametrize("toolkit", available_procedures())
def test_each_binding_rule_of_a_procedure_refuses_what_departs_or_counts_it(toolkit):
    rules = load_guidance(toolkit).on("2026-11-29")
    for rule_id, held in rules.items():
        for bound in held.bounds if rule_id.startswith("procedure.") else ():
            value = wrong_side(held, bound)
            with pytest.raises(DocumentError, match="looser than a binding rule"):
                overriding(rules, {rule_id: value}, by="a tender")
            own = overriding(rules, {rule_id: value}, by="a tender", grounded=[rule_id])
            (departure,) = departures(own, rules, toolkit)
            assert departure.id == rule_id
            assert departure.bound.source
