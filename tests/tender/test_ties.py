"""A tie that no rule of the tender parts, where the procedure draws no lots."""

import pytest

from tests.tender.conftest import at, price
from tests.tender.test_award_steps import LOTTERY, NO_LOTTERY, opened_prices
from tests.tender.test_reports import words
from wte_ppp.chapters.tender_screen import award_screen
from wte_ppp.chapters.tender_status import status_screen
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.print.tender import debrief_pdf, evaluation_pdf
from wte_ppp.tender.closeness import inputs_of
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.life.outcome import notify
from wte_ppp.tender.life.review import reopen
from wte_ppp.tender.verify import verify

WHY = "Order of the ministry of 5 March"


def tied(put, **more):
    return opened_prices(put, NO_LOTTERY, **more)


def first(case, bid, day=7, **more):
    return case.decide(bid, "tie", True, reason=WHY, by="Chair", at=at(day), **more)


def placed(case):
    return [(place.bid, place.rank, place.tie_broken_by) for place in case.result().ranked]


def test_the_committee_puts_one_of_three_first(put):
    case = tied(put)
    case.award(by="P", at=at(7))
    told = lines(status_screen(case))
    assert "Next: settle the tie by the buyer's law: tender decide --bid BID --rule tie" in told
    first(case, "B2")
    # B1 and B3 stay level with one another, behind B2.
    assert placed(case) == [("B2", 1, "committee"), ("B1", 2, "no rule"), ("B3", 2, "")]
    _, result = case.award(by="P", at=at(8))
    assert result.winner == "B2"
    told = lines(award_screen(case.tender, result))
    assert f"B2: placed first in its tie by the committee: {WHY} (Chair)" in told
    assert "equal totals; decided by the committee" in told
    assert notify(case, by="Office", at=at(9)).data["winner"] == "B2"
    assert inputs_of(case).award().winner == "B2"
    assert not verify(case.folder).problems


def test_the_last_decision_counts(put):
    case = tied(put)
    first(case, "B2")
    first(case, "B3")
    assert [bid for bid, _, _ in placed(case)] == ["B3", "B2", "B1"]
    first(case, "B2")
    assert [bid for bid, _, _ in placed(case)] == ["B2", "B3", "B1"]


def test_only_a_bid_of_a_tie_can_be_put_first(put):
    # B1 asks more: 30 against 24, so that B2 and B3 alone are level.
    case = tied(put, prices={name: price(name, 24) for name in ("B2", "B3")})
    with pytest.raises(DocumentError, match="a point that waits for a decision"):
        first(case, "B1")
    with pytest.raises(DocumentError, match="--pass for the bid that goes first"):
        case.decide("B2", "tie", False, reason=WHY, by="Chair", at=at(7))
    first(case, "B3")
    assert [bid for bid, _, _ in placed(case)] == ["B3", "B2", "B1"]


def test_lots_alone_settle_a_tie_where_they_are_the_rule(put):
    case = opened_prices(put, LOTTERY)
    with pytest.raises(DocumentError, match="tie rules: lottery"):
        first(case, "B1")


def test_a_decision_stands_for_the_tie_that_it_was_made_on(put):
    case = tied(put)
    first(case, "B2")
    case.withdraw("B3", reason="Letter of 8 March", by="O", at=at(8))
    # B1 and B2 are level anew, and nobody decided between these two.
    assert placed(case) == [("B1", 1, "no rule"), ("B2", 1, "")]
    first(case, "B1", 9)
    assert placed(case) == [("B1", 1, "committee"), ("B2", 2, "")]


def test_an_evaluation_begun_anew_has_its_own_decision(put):
    case = tied(put)
    first(case, "B2")
    case.award(by="P", at=at(7))
    reopen(case, "award", reason="Ruling 4", ordered_by="Board", by="Office", at=at(8))
    assert case.result().winner is None


def test_report_and_letter_say_what_decided(put):
    case = tied(put)
    first(case, "B2")
    case.award(by="P", at=at(8))
    evaluation = evaluation_of(case)
    assert "placed first in its tie by the committee" in words(evaluation_pdf(evaluation))
    letter = words(debrief_pdf(evaluation, "B1"))
    assert "The bid before yours has an equal total; decided by the committee." in letter
    assert f"The committee's reason: {WHY} (Chair)" in letter
    assert "equal total" not in words(debrief_pdf(evaluation, "B2"))
