"""Nothing is said as decided that nobody decided, and nothing decided is undone by what follows."""

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, settle
from tests.tender.test_reports import words
from wte_ppp.cli import main
from wte_ppp.print.tender import debrief_pdf, evaluation_pdf
from wte_ppp.tender.case import Case
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.verify import verify


@pytest.fixture
def priced(opened, put):
    """B1 and B2 with their prices open, no award proposed; B2 is the cheaper one."""
    settle(opened, put)
    opened.freeze(by="Panel", at=at(5))
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    return opened


def test_before_the_award_no_bidder_reads_of_one(priced, tmp_path):
    evaluation = evaluation_of(priced)
    report = words(evaluation_pdf(evaluation))
    assert "No award is proposed on this ranking; it is provisional." in report
    assert "Award to bid" not in report
    for bid in ("B1", "B2"):
        letter = words(debrief_pdf(evaluation, bid))
        assert "The evaluation goes on; no award is proposed." in letter
        assert "rank" not in letter
    out = tmp_path / "out"
    told = (
        CliRunner().invoke(main, ["tender", "report", str(priced.folder), "--out", str(out)]).output
    )
    assert "No letters" in told
    assert sorted(file.name for file in out.iterdir()) == ["evaluation.pdf", "evaluation.xlsx"]


def test_a_bid_that_leaves_after_the_freeze_keeps_its_score_and_is_not_ranked(priced):
    frozen = (priced.folder / "technical.json").read_bytes()
    scores = priced.technical().scores
    priced.withdraw("B2", reason="Letter of 6 March", by="Office", at=at(6, 10))
    assert priced.technical().scores == scores
    assert [placed.bid for placed in priced.result().ranked] == ["B1"]
    assert "B2" not in priced.prices()
    priced.award(by="Panel", at=at(7))
    assert verify(priced.folder).problems == ()
    assert (priced.folder / "technical.json").read_bytes() == frozen
    letter = words(debrief_pdf(evaluation_of(priced), "B2"))
    assert "after the technical scores were frozen: Letter of 6 March (Office). It is not" in letter
    assert "not evaluated" not in letter


def test_a_winner_that_leaves_undoes_no_record_and_names_no_new_one(finished):
    winner = evaluation_of(finished).award.winner
    (other,) = {"B1", "B2"} - {winner}
    finished.withdraw(winner, reason="Letter of 8 March", by="Office", at=at(8))
    assert verify(finished.folder).problems == ()
    evaluation = evaluation_of(finished)
    assert not evaluation.proposed
    assert "proposed to you" not in words(debrief_pdf(evaluation, other))
    # The panel proposes anew: two awards in the record, each of which follows from its moment.
    finished.award(by="Panel", at=at(9))
    again = Case(finished.folder)
    assert evaluation_of(again).proposed
    assert evaluation_of(again).award.winner == other
    assert verify(finished.folder).problems == ()


def test_a_member_who_decides_is_not_named_to_the_bidder(opened, put):
    opened.decide("B1", "eligibility", False, reason="No seal", by="dr. Anh, chair", at=at(2, 10))
    opened.decide("B2", "eligibility", False, reason="No stamp", by="Office", at=at(2, 11))
    opened.freeze(by="Panel", at=at(5))
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    opened.award(by="Panel", at=at(7))
    evaluation = evaluation_of(opened)
    letter = words(debrief_pdf(evaluation, "B1"))
    assert "No seal (a member of the panel)" in letter
    assert "Anh" not in letter
    assert "No stamp (Office)" in words(debrief_pdf(evaluation, "B2"))
    assert "No seal (dr. Anh, chair)" in words(evaluation_pdf(evaluation))
