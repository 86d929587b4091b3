"""Archives that hold more than they say, or more than anybody can hold: told, and no bid waits."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest

from tests.tender.conftest import at, opening, technical, text
from wte_ppp.documents import DocumentError
from wte_ppp.print.form_workbook import form_workbook
from wte_ppp.spreadsheets import child, guard, workbook_in
from wte_ppp.spreadsheets.safety import looked_at
from wte_ppp.tender.bids import read_bid
from wte_ppp.tender.verify import verify

HELD, SAID = 8_000_000, 1_000


@pytest.fixture
def form(tender, put):
    """A form as a bidder fills it in."""
    loaded = tender()
    bid = read_bid(put("b.yaml", technical()), loaded, "technical")
    return form_workbook(loaded, "technical", bidder=bid.bidder, answers=bid.answers)


def lying(form, *, sum_of_what_it_says):
    """The form with a part of eight million bytes that says it has a thousand."""
    target = io.BytesIO(form)
    part = bytes(HELD)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/lie.bin", part)
    raw = target.getvalue().replace(struct.pack("<I", HELD), struct.pack("<I", SAID))
    if sum_of_what_it_says:
        right, wrong = (struct.pack("<I", zlib.crc32(made)) for made in (part, part[:SAID]))
        raw = raw.replace(right, wrong)
    return raw


def test_a_part_that_says_less_than_it_holds_is_no_workbook(form):
    with pytest.raises(DocumentError, match="no Excel workbook"):
        workbook_in(lying(form, sum_of_what_it_says=False), "form.xlsx")


def test_who_reads_a_file_gets_no_more_of_a_part_than_it_says(form):
    kind, safe = looked_at(lying(form, sum_of_what_it_says=True), "form.xlsx")
    with zipfile.ZipFile(io.BytesIO(safe)) as archive:
        parts = {part.filename: part for part in archive.infolist()}
    assert kind == "xlsx"
    assert parts["xl/lie.bin"].file_size == SAID
    assert {part.compress_type for part in parts.values()} == {zipfile.ZIP_STORED}


def test_two_parts_of_one_name_are_refused(form):
    target = io.BytesIO(form)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", b"<x/>")
    with pytest.raises(DocumentError, match="two parts of one name"):
        workbook_in(target.getvalue(), "form.xlsx")


def test_merged_cells_without_end_are_not_made(form):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            raw = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                raw = raw.replace(b"</sheetData>", b"</sheetData>" + merged)
                assert merged in raw
            new.writestr(part, raw)
    book = workbook_in(target.getvalue(), "form.xlsx")
    assert "not looked for" in [remark.kind for remark in book.remarks]


def test_letters_of_viet_nam_are_not_counted_six_times(form):
    """A letter of three bytes takes three: 30 000 of them 90 000, not 180 000 as escapes."""

    def answered(letters):
        book = openpyxl.load_workbook(io.BytesIO(form))
        for row in range(1, 31):
            book["Bid"].cell(row + 40, 8, letters * 1000)
        target, answers = io.BytesIO(), io.BytesIO()
        book.save(target)
        body = b"x" + target.getvalue()
        child.serve(io.BytesIO(len(body).to_bytes(8, "big") + body), answers)
        return len(answers.getvalue())

    assert answered("ế") - answered("e") == 30 * 1000 * 2


def test_more_text_than_a_form_holds_is_told_and_stops_no_other_bid(put, form, monkeypatch):
    book = openpyxl.load_workbook(io.BytesIO(form))
    for row in range(1, 300):
        book["Bid"].cell(row + 40, 8, "x" * 1000)
    target = io.BytesIO()
    book.save(target)
    monkeypatch.setattr(guard, "LONGEST_ANSWER", 200_000)
    monkeypatch.setattr(guard, "_read", {})
    with pytest.raises(DocumentError, match="more than 200,000 bytes of text in its cells"):
        workbook_in(target.getvalue(), "form.xlsx")
    case = opening(put("case/tender.yaml", text()).parent)
    case.receive("B1", "technical", put("B1.yaml", technical()), by="Office", at=at(1))
    file = put("large.xlsx", "")
    file.write_bytes(target.getvalue())
    case.receive("B9", "technical", file, by="Office", at=at(1))
    bids = case.envelopes()
    assert "200,000 bytes of text" in str(bids["B9"].unread[0])
    assert bids["B1"].answers["net"] == 475
    assert verify(case.folder).problems == ()
