"""The questions of a losing bidder's lawyer, each answered from the record or said to be open."""

import re

import pytest
from click.testing import CliRunner

from tests.tender.conftest import RULES, at, begun, settle
from tests.tender.test_reports import words
from wte_ppp.chapters.answers import QUESTIONS, answer_sheet, answers
from wte_ppp.chapters.answers.asked import asked_about
from wte_ppp.cli import main, tender_explain
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.print.pdf import pdf
from wte_ppp.print.word import word

EUROS = (
    "schema: wte_ppp/tender/1\nid: trial\nname: Trial of a plant\nbuyer: City\n"
    "guidance: {guidance}\ndate: '2026-01-01'\ndeadline: '2026-03-01T17:00+07:00'\n"
    "currency: USD\nfx: {{date: '2026-02-28', source: Bank of the State, rates: {{EUR: 1.25}}}}\n"
)
# The questions as they were asked, and what answers each; by `tender explain --question`.
LAWYER = {
    "why 15.6 of 20 on plant?": ("criterion", r"how: \(475 - 350\) / \(600 - 350\) = 0.5"),
    "which rule, from where, since when?": ("rules", r"technical weight, %.*set by the buyer"),
    "who marked what, who changed what, when?": ("panel", r"Anh changed care from 2 to 3"),
    "how were our price points computed?": (
        "price", r"Price points: 30 x lowest 24\.00 / own 30\.00 = 24",
    ),
    "what did the others offer?": ("others", r"1\s+B2\s+B2\s+50\.75\d*\s+24\.00"),
    "why was this rate taken, what if another?": ("rate", r"Bank of the State"),
    "if one grade were one higher?": ("flip", r"Grades: none of 6 single grades"),
    "why is your second opinion TOPSIS for my client?": ("method", r"No other method is applied"),
    "without one: is that a test?": ("panel", r"Without the scores of Anh: rank 2, first B2"),
    "my envelope says 2,380.00, you read nothing?": ("reading", r"Every entry was plain"),
    "you had our .ods at 10:00, where is it?": ("receipt", r"technical.*counts"),
    "who could read our price before?": ("sealed", r"The price envelope was not encrypted"),
    "when was line 14 written?": ("record", r"14\s+scored\s+Chi\s+Chi\s+2026-03-04 09:00 \(UTC"),
    "your evaluator worked for the winner?": (
        "interest", r"Anh declared no interest in B1",
    ),
    "your own law allows one parameter only?": ("law", r"The tender stands on qcbs"),
    "bid validity of the winner ran out?": ("validity", r"The record does not hold this: until"),
    "what did we write beside the cell?": ("notes", r"Nothing was found beside the fields"),
}  # fmt: skip


@pytest.fixture
def case(put):
    """B1 asks: 72.5 technical points as B2, 30 USD/t against 24; Anh had graded it 2 first."""
    case = begun(put, head=EUROS)
    settle(case, put, grades=("2", "3"))
    from tests.tender.conftest import sheet

    for member in ("Anh", "Binh", "Chi"):
        again = put(f"{member}-2.yaml", sheet(member, B1="3"))
        case.mark(again, by=member, at=at(4, 10), moderated=False)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    return case


def told(case, bid, question, **more):
    return lines(answers(asked_about(case, bid, **more), question))


@pytest.mark.parametrize("question", LAWYER)
def test_the_lawyer_is_answered_on_the_screen(case, question):
    key, answer = LAWYER[question]
    assert re.search(answer, told(case, "B1", key)), told(case, "B1", key)


def test_the_lawyer_is_answered_on_paper(case):
    """All on one sheet, with the last hash; the same in Word."""
    sheet = answer_sheet(asked_about(case, "B1"))
    printed = words(pdf(sheet))
    for question in QUESTIONS.values():
        assert str(question.words) in printed
    assert case.progress.events[-1].hash in printed
    assert word(sheet)[:2] == b"PK"


def test_seventeen_questions_are_walked_and_each_is_a_question_of_the_command():
    assert len(LAWYER) == 17
    assert {key for key, _ in LAWYER.values()} <= set(QUESTIONS)
    assert tuple(QUESTIONS) == tender_explain.QUESTIONS


def test_what_the_buyer_set_is_told_with_the_unit_of_what_it_replaces(case):
    # QCBS leaves the technical weight at 70 to 90 %; steps that follow from it nobody set.
    law = told(case, "B1", "law")
    assert re.search(
        r"Set by the buyer, technical weight, %: 70 %\s+in\s+place\s+of 70 to 90 %", law
    )
    assert "Set by the buyer, steps" not in law


def test_the_difference_of_two_ranks_is_told_by_criterion(case):
    rank = told(case, "B1", "rank")
    # 50.75 + 24 = 74.75 against 50.75 + 30 = 80.75
    assert "Rank 2 of 2: 74.75 against 80.75 of B2; difference -6." in rank
    assert "By technical points 0, by price points -6." in rank
    assert re.search(r"Price\s+24\s+30\s+-6", rank)
    # The winner is held against the next.
    assert "Rank 1 of 2: 80.75 against 74.75 of B1; difference 6." in told(case, "B2", "rank")


def test_why_a_bid_is_out(case):
    assert "came at 2026-03-01 18:00 (UTC+07:00), after the deadline" in told(case, "B3", "out")
    assert "withdrawn: Letter of 2 March (Office)" in told(case, "B4", "out")
    assert "not out" in told(case, "B1", "out")


def test_a_bid_out_by_decision_names_rule_person_moment_and_line(put):
    case = begun(put)
    case.decide("B1", "eligibility", False, reason="No seal", by="Office", at=at(3))
    out = told(case, "B1", "out")
    assert "Out at eligibility: No seal (Office)." in out
    assert "Line 10, 2026-03-03 09:00 (UTC+07:00), by Office." in out


def test_a_bid_out_by_figure_names_the_figure_and_the_rule(put):
    from tests.tender.conftest import opening, technical, text

    case = opening(put("low/tender.yaml", text()).parent)
    file = put("low.yaml", technical("B1", hours=7000))
    case.receive("B1", "technical", file, by="Office", at=at(1))
    out = told(case, "B1", "out")
    assert "7,000 h/year (required: at least 7,500 h/year)" in out
    assert "Rule: minimums.hours of tender.yaml, version" in out


def test_before_prices_are_open_no_answer_reads_one_and_none_is_tried(put):
    case = begun(put)
    settle(case, put)
    before = len(case.progress.events)
    for question in ("price", "rank", "others", "flip", "rate"):
        assert "Prices are not open yet" in told(case, "B1", question) or question == "rate"
    assert told(case, "B1", "all")
    assert len(case.progress.events) == before


def test_an_unknown_bid_or_criterion_is_refused_with_what_there_is(case):
    with pytest.raises(DocumentError, match="B1, B2, B3, B4"):
        asked_about(case, "B9")
    with pytest.raises(DocumentError, match="net, hours, monitors, care"):
        asked_about(case, "B1", "nett")


def test_where_the_panel_agrees_no_member_is_left_out(put):
    case = begun(put, rules=RULES + "  procedure.panel_method: consensus\n")
    settle(case, put)
    assert "Leaving one member out could change nothing" in told(case, "B1", "panel")


def test_one_line_of_the_record(case):
    line = told(case, "B1", "record", line=1)
    assert re.search(r"1\s+opened\s+Office\s+2026-02-01", line)
    assert "a past tender written down anew: a test" in line
    assert "line 99" in told(case, "B1", "record", line=99)


def test_the_command_prints_and_writes(case, tmp_path):
    def call(*more):
        return CliRunner().invoke(main, ["tender", "explain", str(case.folder), *more])

    assert "Price points" in call("--bid", "B1", "--question", "price").output
    assert "475 kWh/t" in call("--bid", "B1").output
    assert "1  opened" in call("--bid", "B1", "--line", "1").output
    file = tmp_path / "answers.docx"
    assert "Written" in call("--bid", "B1", "--question", "all", "--out", str(file)).output
    assert file.read_bytes()[:2] == b"PK"
    assert "ends in .pdf or .docx" in call("--bid", "B1", "--out", "x.txt").output


def test_a_line_of_the_record_needs_no_bid(finished):
    def ask(*more):
        return CliRunner().invoke(main, ["tender", "explain", str(finished.folder), *more])

    assert "opened" in ask("--line", "1").output
    assert ask("--line", "1").exit_code == 0
    assert "name the bid: --bid B1" in ask("--question", "rank").output
