"""What a profile and a toolkit of the same law both say, and otherwise, is told by the check."""

import pytest

from tests.guidance.conftest import rule
from wte_ppp.guidance.check import check

PROCEDURES = """\
ppp:
  name: PPP, open bidding
  when: a PPP
  from: '2025-09-11'
  toolkits: [vn_ppp, qcbs]
  source: law
  clause: article 1
  status: law
  confidence: S
  reviewed: '2025-06-01'
"""


def told(folder, text, procedures=PROCEDURES):
    place = folder(head="extends: wte_ppp\n", procurement=text, procedures=procedures)
    report = check(place)
    assert report.errors == ()
    return [one for one in report.warnings if "procedures.yaml names" in one.allowed]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Decree 243/2025: 70 % (42(2)), no standstill, 10 calendar days to protest (60(2)(a)).
        (rule("technical_minimum", ("2020-01-01", 70)), False),
        (rule("technical_minimum", ("2020-01-01", 65)), True),
        (rule("technical_minimum", ("2020-01-01", "{range: {low: 60, high: 80}}")), False),
        (rule("standstill", ("2020-01-01", 0), unit="days"), False),
        (rule("standstill", ("2020-01-01", 5), unit="days"), True),
        (rule("appeal_period", ("2020-01-01", 10), unit="days"), False),
        (rule("appeal_period", ("2020-01-01", 10), unit="calendar days"), False),
        (rule("appeal_period", ("2020-01-01", 10), unit="working days"), True),
        # Another value while the toolkit says nothing yet, the right one from its day.
        (rule("technical_minimum", ("2020-01-01", 50), ("2025-09-11", 70)), False),
        # The 70 to 90 % of qcbs are a bank's and no law of this country.
        (rule("evaluation_weights", ("2020-01-01", 30)), False),
    ],
)
def test_two_laws_of_one_thing_are_held_against_each_other(folder, text, found):
    problems = told(folder, text)
    assert bool(problems) == found
    for problem in problems:
        assert problem.line is not None
        assert "vn_ppp" in problem.allowed


def test_what_holds_for_another_procedure_contradicts_nothing(folder):
    text = rule("technical_minimum", ("2020-01-01", 65), clause="article 7")
    text = text.replace("      value:", "      when: {procedure: own}\n      value:")
    assert told(folder, text) == []


def test_a_toolkit_below_what_binds_is_told_whatever_its_source(folder):
    text = rule("technical_minimum", ("2020-01-01", 80), binding="at_least", clause="article 7")
    (problem,) = told(folder, text, PROCEDURES.replace("vn_ppp, ", ""))
    assert "75 % as qcbs has it" in problem.allowed
