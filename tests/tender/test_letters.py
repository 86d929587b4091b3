"""A letter leads from the bidder's own promises, grades and price to its rank."""

import re

import pytest

from tests.tender.conftest import RULES, at, begun, opening, price, settle, sheet, technical, text
from tests.tender.test_award_steps import opened_prices
from tests.tender.test_reports import words
from wte_ppp.chapters.tender_screen import award_screen
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.print.tender import debrief_pdf, evaluation_pdf
from wte_ppp.tender.evaluation import evaluation_of


def test_technical_score_and_price_are_traced_to_what_the_bidder_knows(finished):
    letter = words(debrief_pdf(evaluation_of(finished), "B1"))
    # Net 125 / 250 of 40 points, hours the best of 20, a yes of 10, 75 % of 30 by the panel.
    assert "Technical: 72.5 of 100 points" in letter
    assert "weight 70 %" in letter
    assert "Price: evaluated at 30.00 USD" in letter
    assert "weight 30 %" in letter
    assert "panel, average: 75 %" in letter
    assert letter.count("3 (75 %)") == 3


def test_a_letter_leads_from_the_price_read_out_to_its_points(finished):
    """24 is the lowest: 24 / 30 = 80 % of 30 points; the other bidder's price is not told."""
    letter = words(debrief_pdf(evaluation_of(finished), "B1"))
    own = letter.partition("Your price, step by step")[2]
    assert re.search(r"as read out Fee: 30.00 USD/t 30.00 price compared 30.00", own)
    assert (
        "Price points: 30 x 80 %, which the rule (lowest price over price) gives for 30.00, = 24."
        in own
    )
    assert "24.00" not in letter


def test_a_price_in_another_currency_has_the_rate_its_day_and_source(put):
    """24 EUR at 1.25 are 30 USD: as good as 30 USD of the other bid."""
    from tests.tender.test_explain import EUROS

    case = opening(put("case/tender.yaml", text(head=EUROS)).parent)
    for name, body in (("B1", price("B1", 30)), ("B2", price("B2", 24, currency="EUR"))):
        for envelope, raw in (("technical", technical(name)), ("price", body)):
            case.receive(name, envelope, put(f"{name}-{envelope}.yaml", raw), by="O", at=at(1))
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    letter = words(debrief_pdf(evaluation_of(case), "B2"))
    assert "as read out Fee: 24.00 EUR/t (1 EUR = 1.25 USD) 30.00" in letter
    assert "Rate that counts: 1 EUR = 1.25 USD, of 28 February 2026 (Bank of the State)" in letter
    assert "Price points: 30 x 100 %" in letter
    assert "Rate that counts" not in words(debrief_pdf(evaluation_of(case), "B1"))


def test_a_letter_of_a_price_that_is_not_ranked_tells_what_was_read_out(put):
    case = begun(
        put, rules=RULES + "  procedure.price_ceiling: optional\n",
        price="price: {field: fee, ceiling: 25}\n",
    )  # fmt: skip
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    letter = words(debrief_pdf(evaluation_of(case), "B1"))
    assert "Your price cannot be counted: Fee 30.00 USD, above the ceiling of 25.00" in letter
    assert "Your price, step by step • as read out: Fee: 30.00 USD/t" in letter
    assert "Price points" not in letter


def test_rights_cite_the_document_that_gives_them_and_no_id(put):
    """The World Bank's standstill is in paragraphs 5.78 to 5.80 of its regulations."""
    world_bank = text(guidance="world_bank_rated_criteria")
    case = opening(put("case/tender.yaml", world_bank).parent)
    for envelope, body in (("technical", technical("B1")), ("price", price("B1"))):
        case.receive("B1", envelope, put(f"{envelope}.yaml", body), by="O", at=at(1))
    case.decide("B1", "eligibility", False, reason="No seal", by="O", at=at(3))
    case.freeze(by="P", at=at(5))
    # Ten business days after Thursday 5 March end on Thursday 19 March.
    with pytest.raises(DocumentError, match="after 2026-03-19"):
        case.open_prices(by=["O", "C"], at=at(19))
    case.open_prices(by=["O", "C"], at=at(20))
    case.award(by="P", at=at(21))
    letter = words(debrief_pdf(evaluation_of(case), "B1"))
    assert "Procurement Regulations for IPF Borrowers" in letter
    assert "paragraphs 5.78 to 5.80" in letter
    assert "world_bank_rated_criteria" not in letter


def test_a_note_beside_an_average_hides_none_of_the_grades_that_count(opened, put):
    settle(opened, put, grades=("4", "3"))
    note = put("note.yaml", sheet("Panel", B1="0").replace("as written", "spread discussed"))
    opened.mark(note, by="Panel", at=at(4, 10), moderated=True)
    opened.freeze(by="Panel", at=at(5))
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    opened.award(by="Panel", at=at(7))
    letter = words(debrief_pdf(evaluation_of(opened), "B1"))
    assert letter.count("4 (100 %)") == 3
    assert "note spread discussed" in letter
    assert "0 (0 %)" not in letter


@pytest.fixture
def cheapest(put, monkeypatch):
    """Three bids under the lowest price: 30, 24 and 27 USD/t."""
    from tests.tender import test_award_steps

    rules = RULES.replace("  procedure.technical_weight_percent: 70\n", "")
    monkeypatch.setattr(
        test_award_steps, "text", lambda **parts: text(guidance="least_cost", **parts)
    )
    case = opened_prices(put, rules, {"B2": price("B2", 24), "B3": price("B3", 27)})
    case.award(by="P", at=at(7))
    return case


def test_where_the_lowest_price_wins_nothing_is_called_points(cheapest):
    evaluation = evaluation_of(cheapest)
    letter = words(debrief_pdf(evaluation, "B1"))
    assert "The award is proposed to B2. Your bid: evaluated price 30.00 USD; rank 3 of 3" in letter
    # The winner's price stands in no letter, with or without a sign; any digits stand in a hash.
    assert "24" not in re.sub(r"[0-9a-f]{8,}", "", letter)
    for told in (
        words(evaluation_pdf(evaluation)),
        lines(award_screen(cheapest.tender, evaluation.award)),
    ):
        assert "Distance of the first two: 3.00 USD" in told
        assert "-24" not in told
        assert "by none" not in told
        assert "rice points" not in told


def test_without_a_known_period_a_letter_says_that_none_is_known(cheapest):
    letter = words(debrief_pdf(evaluation_of(cheapest), "B1"))
    assert "state no standstill and no debriefing; the law that applies may give you" in letter
