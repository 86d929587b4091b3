"""The screen of a tender that runs: who must act, by when, and nobody out before all is in."""

import datetime

from tests.tender.conftest import (
    RULES,
    at,
    begun,
    opening,
    price,
    settle,
    sheet,
    technical,
    text,
)
from wte_ppp.chapters.tender_screen import award_screen
from wte_ppp.chapters.tender_status import status_screen
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import open_case
from wte_ppp.tender.life.outcome import notify
from wte_ppp.tender.life.qualification import qualify
from wte_ppp.tender.life.questions import ask
from wte_ppp.tender.life.review import cancel, complain, suspend


def told(case):
    return lines(status_screen(case))


def after(screen, head):
    """Points below a line of the screen."""
    rest = screen.split(f"{head}\n")[1].splitlines()
    return rest[: next(place for place, line in enumerate(rest) if not line.startswith("  "))]


def test_each_member_reads_what_it_still_owes_and_nobody_is_out(put):
    case = begun(put)
    case.mark(put("a.yaml", sheet("Anh", B1="3", B2="2")), by="Anh", at=at(4))
    screen = told(case)
    assert after(screen, "Waiting for Binh:") == [
        "  B1: no score by Binh on care", "  B2: no score by Binh on care",
    ]  # fmt: skip
    assert "Waiting for Anh" not in screen
    assert "B1: eligibility: not yet decided" in screen
    assert "out at" not in screen
    assert "B1: not scored yet" in screen


def test_what_a_bid_failed_is_so_far_until_the_freeze(put):
    case = begun(put)
    case.decide("B1", "eligibility", False, reason="No seal", by="Office", at=at(3))
    assert "so far: B1: out at eligibility: No seal (Office)" in told(case)


def test_questions_and_complaints_wait_for_who_must_answer(finished):
    ask(finished, "Is the fee per tonne?", by="Office", bid="B1", due=datetime.date(2026, 3, 12),
        at=at(8))  # fmt: skip
    complain(finished, "Read wrongly", about="price", by="Office", bid="B1", at=at(8))
    screen = told(finished)
    assert after(screen, "Waiting for the bidder of bid B1:") == [
        "  answer to question 1 (2026-03-12)"
    ]
    assert "  ruling on complaint 1" in after(screen, "Waiting for the committee:")


def test_after_the_notice_the_last_day_of_the_standstill_is_ahead(finished):
    notify(finished, by="Office", at=at(9))
    screen = told(finished)
    # Ten business days after Monday 9 March.
    assert "2026-03-23: last day of the standstill" in screen
    assert "Next: sign, after the standstill" in screen


def test_before_the_deadline_no_bid_is_looked_at(put):
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=30)
    dated = text().replace("2026-03-01T17:00+07:00", later.isoformat(timespec="minutes"))
    case = open_case(put("case/tender.yaml", dated).parent, by="Office")
    low = put("b.yaml", "schema: wte_ppp/bid/1\ntender: trial\nbidder: B\nenvelope: technical\n"
              "fields:\n  net: 400\n  hours: 7000\n  cems: no\n")  # fmt: skip
    case.receive("B1", "technical", low, by="Office")
    screen = told(case)
    assert "No bid is looked at before the deadline." in screen
    assert "7,000" not in screen
    assert "Next: receive bids until the deadline" in screen


def test_a_tender_that_was_cancelled_says_why(opened, put):
    settle(opened, put)
    cancel(opened, reason="No budget", by="Office", at=at(5))
    assert "The tender was cancelled: No budget" in told(opened)
    assert "the tender is over" in told(opened)


def test_a_suspended_tender_is_to_be_resumed_and_one_without_bids_has_no_freeze(put):
    case = opening(put("case/tender.yaml", text()).parent)
    screen = told(case)
    assert "no bid came in time" in screen
    assert "Next: freeze" not in screen
    suspend(case, reason="Court order", by="Office", at=at(3))
    assert "Next: resume" in told(case)


def test_a_tie_and_an_empty_ranking_say_what_follows(put):
    # Equal figures in everything: no rule parts B1 and B2 (GPPB: "tie-breaking by draw of lots").
    rules = RULES + "  procedure.tie_break: {}\n"
    for rule, follows in (
        ("[lottery]", "Next: draw lots, then award with --lot"),
        ("[lower_price]", "Next: settle the tie by the buyer's law"),
    ):
        case = opening(put(f"{rule}/tender.yaml", text(rules=rules.format(rule))).parent)
        for name in ("B1", "B2"):
            for envelope, body in (("technical", technical(name)), ("price", price(name, 30))):
                case.receive(name, envelope, put(f"{name}.yaml", body), by="Office", at=at(1))
        settle(case, put)
        case.freeze(by="Panel", at=at(5))
        case.open_prices(by=["Office", "Chair"], at=at(6))
        case.award(by="Panel", at=at(7))
        assert follows in told(case)
        assert "Next: notify" not in told(case)


def test_who_is_passed_over_stands_below_the_ranking(finished):
    first = finished.result().winner
    qualify(finished, first, False, reason="debarred on 8 March", by="Office", at=at(8))
    screen = lines(award_screen(finished.tender, finished.result()))
    assert f"{first}: not qualified: debarred on 8 March" in screen
    assert finished.award(by="Panel", at=at(9))[1].winner not in (first, None)
    qualify(finished, finished.result().winner, False, reason="no bank", by="O", at=at(10))
    finished.award(by="Panel", at=at(11))
    assert "Next: no bid is left to be awarded; cancel or start anew" in told(finished)


def test_an_envelope_of_the_other_kind_is_named_by_what_it_says(put):
    case = opening(put("case/tender.yaml", text()).parent)
    case.receive("B5", "technical", put("p.yaml", price("B5")), by="Office", at=at(1))
    assert "could not be read: envelope: 'price'" in told(case)
