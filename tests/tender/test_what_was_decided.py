"""Nothing is said as decided that nobody decided, and nothing decided is undone by what follows."""

import pytest
from click.testing import CliRunner

from tests.tender.conftest import MEMBERS, at, opening, price, settle, sheet, technical, text
from tests.tender.test_reports import words
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
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


@pytest.mark.parametrize(
    ("bid", "rule"),
    [
        ("B1", "hours"),  # 8,000 of 7,500 h/year: the figure settles it
        ("B1", "completeness"),  # nothing is missing
        ("B3", "eligibility"),  # late
        ("B4", "eligibility"),  # withdrawn
    ],
)
def test_a_decision_from_which_nothing_follows_is_refused(opened, bid, rule):
    before = len(opened.progress.events)
    with pytest.raises(DocumentError, match="a point that waits for a decision"):
        opened.decide(bid, rule, False, reason="as I wish", by="Office", at=at(3))
    assert len(opened.progress.events) == before


def test_a_price_that_no_rule_finds_low_is_not_decided_on(priced):
    with pytest.raises(DocumentError, match="a point that waits for a decision"):
        priced.decide("B1", "abnormally_low", False, reason="as I wish", by="Office", at=at(7))


def test_every_bidder_of_whom_anything_came_has_a_letter_that_says_what_came(put, tmp_path):
    """Deadline 17:00: B5's technical and B7's price envelope come late; B6 sends a price alone."""
    case = opening(put("case/tender.yaml", text()).parent)
    for bid, envelope, hour in (
        ("B1", "technical", 9), ("B1", "price", 9), ("B5", "price", 10), ("B6", "price", 10),
        ("B7", "technical", 10), ("B5", "technical", 18), ("B7", "price", 19),
    ):  # fmt: skip
        body = technical(bid) if envelope == "technical" else price(bid)
        file = put(f"{bid}-{envelope}.yaml", body)
        case.receive(bid, envelope, file, by="Office", at=at(1, hour))
    for bid in ("B1", "B7"):
        case.decide(bid, "eligibility", True, reason="in order", by="Office", at=at(3))
    for member in MEMBERS:
        file = put(f"{member}.yaml", sheet(member, B1="3", B7="3"))
        case.mark(file, by=member, at=at(4), moderated=False)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    out = tmp_path / "out"
    run = CliRunner().invoke(main, ["tender", "report", str(case.folder), "--out", str(out)])
    assert run.exit_code == 0
    letters = {
        file.stem.removeprefix("debrief-"): words(file.read_bytes())
        for file in out.glob("debrief-*.pdf")
    }
    assert set(letters) == {"B1", "B5", "B6", "B7"}
    assert "at 2026-03-01 18:00 (UTC+07:00), after the deadline" in letters["B5"]
    assert "No technical envelope of your bid was received by the deadline" in letters["B6"]
    assert "no price envelope was received by the deadline" in letters["B7"]
