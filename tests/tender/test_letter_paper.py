"""What frames a letter: known facts as they are, blank lines for the rest, and nothing made up."""

import datetime
import io

import docx
import pytest
from click.testing import CliRunner

from tests.tender.conftest import FORM, HEAD, MEMBERS, at, begun, settle, sheet
from tests.tender.test_reports import words
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.print.tender import debrief_pdf, letters, technical_letters
from wte_ppp.tender.evaluation import evaluation_of, technical_stage_of
from wte_ppp.tender.life.outcome import notify

FIELDS = """\
letters:
  reference: 15/2026-PMU
  signatory: Nguyen Van A
  title: Director
  place: Da Nang
  address: 24 Tran Phu, Da Nang
  bidder_address: seat
"""
SEAT = "  seat: {label: Address, kind: text, required: false}\n"


def framed(put, **more):
    case = begun(put, head=HEAD + FIELDS, form=FORM + SEAT, **more)
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    return case


def test_a_letter_carries_reference_place_day_signatory_and_the_last_hash(put):
    case = framed(put)
    day = datetime.date(2026, 3, 9)
    letter = words(debrief_pdf(evaluation_of(case), "B1", day=day))
    for text in (
        "24 Tran Phu", "Reference: 15/2026-PMU", "Da Nang, 9 March 2026", "To: B1",
        "Nguyen Van A", "Director", case.progress.events[-1].hash,
        f"had {len(case.progress.events)} entries",
    ):  # fmt: skip
        assert text in letter


def test_what_is_not_known_is_a_blank_line(finished):
    letter = words(debrief_pdf(evaluation_of(finished), "B1"))
    assert "Reference: ______" in letter
    assert "Date: ______" in letter
    assert "None" not in letter


def test_the_bidders_address_is_that_of_its_form(put):
    case = begun(put, head=HEAD + FIELDS, form=FORM + SEAT)
    assert case.tender.form["seat"].label == "Address"
    with pytest.raises(DocumentError, match=r"letters\.bidder_address"):
        begun(put, head=HEAD + FIELDS)


def test_after_the_notice_the_days_are_dates(put):
    case = framed(put)
    # At once after the award, on Monday 9 March 2026; ten business days end on 23 March.
    notify(case, by="Office", at=at(9))
    letter = words(debrief_pdf(evaluation_of(case), "B1"))
    assert "notice of intention to award" in letter
    assert "Da Nang, 9 March 2026" in letter
    assert "The standstill ends on 23 March 2026." in letter


@pytest.fixture
def failed(put):
    """B1 refused, B2 passed, B3 late, B4 withdrawn; prices are closed."""
    case = begun(put)
    case.decide("B1", "eligibility", False, reason="No seal", by="Office", at=at(3))
    case.decide("B2", "eligibility", True, reason="in order", by="Office", at=at(3))
    for member in MEMBERS:
        case.mark(put(f"{member}.yaml", sheet(member, B2="3")), by=member, at=at(4))
    case.freeze(by="Panel", at=at(5))
    return case


def test_who_failed_is_told_before_prices_are_opened(failed, tmp_path):
    before = len(failed.progress.events)
    written = technical_letters(technical_stage_of(failed), in_word=True)
    assert set(written) == {
        "technical-B1.pdf", "technical-B1.docx", "technical-B3.pdf", "technical-B3.docx",
    }  # fmt: skip
    letter = words(written["technical-B1.pdf"])
    assert "Your bid was found not eligible: No seal (Office)" in letter
    assert "Your price envelope, if you handed one in, stays unread." in letter
    assert "B2" not in letter
    # Nobody tried to read a price.
    assert len(failed.progress.events) == before
    place = str(failed.folder)
    run = CliRunner().invoke(
        main, ["tender", "letters", place, "--out", str(tmp_path / "out"), "--stage", "technical"]
    )
    assert run.exit_code == 0, run.output
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "technical-B1.pdf", "technical-B3.pdf",
    }  # fmt: skip


def test_letters_on_scores_that_may_change_are_refused(opened):
    with pytest.raises(DocumentError, match="Run tender freeze"):
        technical_stage_of(opened)


def test_word_letters_say_what_the_pdf_says(put):
    written = letters(evaluation_of(framed(put)), in_word=True)
    book = docx.Document(io.BytesIO(written["debrief-B1.docx"]))
    text = " ".join(paragraph.text for paragraph in book.paragraphs)
    for part in ("Reference: 15/2026-PMU", "To: B1", "Nguyen Van A", "The award is proposed"):
        assert part in text
        assert part in words(written["debrief-B1.pdf"])
    # Columns are as wide as on the PDF, also for programs that look at the grid alone.
    widths = {column.width for column in book.tables[0].columns}
    assert len(widths) > 1


def test_a_folder_with_letters_of_another_report_is_refused(put, tmp_path):
    case = framed(put)
    out = tmp_path / "out"
    out.mkdir()
    (out / "debrief-B9.pdf").write_bytes(b"old")
    run = CliRunner().invoke(main, ["tender", "letters", str(case.folder), "--out", str(out)])
    assert run.exit_code == 2
    assert "debrief-B9.pdf" in run.output
    assert [file.name for file in out.iterdir()] == ["debrief-B9.pdf"]
    (out / "debrief-B9.pdf").unlink()
    run = CliRunner().invoke(main, ["tender", "letters", str(case.folder), "--out", str(out)])
    assert run.exit_code == 0, run.output
    assert len([*out.iterdir()]) == 4
