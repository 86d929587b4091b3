"""What befell a tender stands in its report, in the words of who wrote it."""

import pytest

from tests.tender.conftest import MEMBERS, at, opening, settle, sheet, technical, text
from wte_ppp.blocks import Number, Paragraph, Table
from wte_ppp.chapters.tender_doubts import settled_words
from wte_ppp.chapters.tender_life import life_chapter
from wte_ppp.chapters.tender_report import evaluation_report
from wte_ppp.tender.evaluation import evaluation_of, technical_stage_of
from wte_ppp.tender.life.doubts import settle as settle_point
from wte_ppp.tender.life.outcome import approve
from wte_ppp.tender.life.questions import ask
from wte_ppp.tender.life.review import complain, decide_complaint, reopen

LAPSED = "An earlier award was approved; for this one no approval is on record."


def tables(case):
    return {
        block.name: [
            [str(cell.value if isinstance(cell, Number) else cell) for cell in row]
            for row in block.rows
        ]
        for block in life_chapter(evaluation_of(case))
        if isinstance(block, Table)
    }


def paragraphs(case):
    blocks = evaluation_report(evaluation_of(case)).blocks
    bullets = [str(line) for block in blocks for line in getattr(block, "items", ())]
    return [str(block.text) for block in blocks if isinstance(block, Paragraph)] + bullets


@pytest.fixture
def awarded(finished):
    return finished


def test_an_open_complaint_and_an_unanswered_question_are_told_as_such(awarded):
    ask(awarded, "Which cranes?", by="Panel", bid="B1", at=at(8))
    complain(awarded, "Read wrongly", about="availability", bid="B1", by="O", at=at(9))
    found = tables(awarded)
    assert found["questions"][0][-2:] == ["", "no answer yet"]
    assert found["complaints"][0][4:] == ["Read wrongly", "not decided", "", ""]


def test_an_earlier_ranking_and_its_approval_stand_beside_the_new(awarded, put):
    """As in test_life: B1 74.75 = 299/4, B2 80.75 = 323/4; care of B1 from 3 to 4 makes 80.00."""
    earlier = awarded.progress.last("award_proposed").seq
    approve(awarded, "award", reference="R 1", by="Council", at=at(9))
    assert LAPSED not in paragraphs(awarded)
    complain(awarded, "No reason", about="care", bid="B1", by="O", at=at(9))
    decide_complaint(awarded, 1, "upheld", reason="None given", by="Board", at=at(12))
    reopen(awarded, "technical", reason="Ruling 1", ordered_by="Board", by="O", at=at(13))
    for member in MEMBERS:
        awarded.mark(put(f"2{member}.yaml", sheet(member, B1="4")), by=member, at=at(14))
    awarded.freeze(by="Panel", at=at(15))
    awarded.award(by="Panel", at=at(16))
    found = tables(awarded)
    assert [row[1] + " " + row[-1] for row in found[f"earlier-{earlier}"]] == [
        "B2 323/4",
        "B1 299/4",
    ]
    assert [row[2:] for row in found["changed-marks"]] == [["B1", "care", "3", "4"]] * len(MEMBERS)
    assert LAPSED in paragraphs(awarded)
    approve(awarded, "award", reference="R 2", by="Council", at=at(17))
    assert LAPSED not in paragraphs(awarded)


def test_a_tender_in_which_nothing_befell_has_no_such_chapter(awarded):
    assert list(life_chapter(evaluation_of(awarded))) == []


def test_a_blank_entry_is_not_told_as_something_that_the_bidder_wrote(put):
    case = opening(put("case/tender.yaml", text()).parent)
    other = put("B2.yaml", technical("B2"))
    case.receive("B2", "technical", other, by="Office", at=at(1, 15))
    file = put("B1-blank.yaml", technical("B1", hours="null"))
    case.receive("B1", "technical", file, by="Office", at=at(1, 16))
    settle_point(case, "B1", "technical", "not_stated", field="hours", reason="left blank",
                 by="Chair", at=at(2))  # fmt: skip
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    (letter,) = settled_words(technical_stage_of(case), "B1")
    assert "you wrote" not in str(letter)
    assert str(letter).endswith(": not stated; what counts is nothing. Reason: left blank")
