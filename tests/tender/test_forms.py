"""The Excel form: it round-trips, and a mangled or hostile sheet is told cell by cell."""

import datetime
import io
import zipfile
from fractions import Fraction

import openpyxl
import pytest
from openpyxl.xml import DEFUSEDXML

from tests.tender.conftest import price, technical, text
from wte_ppp.documents import DocumentError
from wte_ppp.messages import Message, worded
from wte_ppp.print.form_workbook import form_workbook
from wte_ppp.print.language import language_of
from wte_ppp.spreadsheets import read_workbook
from wte_ppp.tender.bids import read_bid
from wte_ppp.tender.envelopes import read_envelope
from wte_ppp.tender.form_reading import read_form
from wte_ppp.tender.tender import load_tender

FORM = """\
bid_form:
  net: {label: Net power, unit: kWh/t, kind: number, at_least: 0, at_most: 1500}
  hours: {label: Hours, unit: h/year, kind: number, at_least: 0, at_most: 8784}
  own: {label: Own use, unit: '%', kind: number, at_least: 0, at_most: 100, required: false}
  furnace: {label: Furnace, kind: choice, choices: [moving_grate, fluidised_bed], required: false}
  day: {label: Valid until, kind: date, required: false}
  plan: {label: Plan, kind: text, required: false}
  cems: {label: Monitors, kind: yes_no}
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price, at_least: 0}
"""


@pytest.fixture
def tender(put):
    return load_tender(put("case/tender.yaml", text(form=FORM)))


@pytest.fixture
def form(tender, tmp_path):
    """Writes a filled-in form, changed by a function of its sheet."""

    def write(change=None, envelope="technical", body=None):
        file = tmp_path / "form.xlsx"
        answers = read_bid(body, tender, envelope) if body else None
        file.write_bytes(
            form_workbook(
                tender,
                envelope,
                bidder=answers.bidder if answers else "Bidder",
                currency=answers.currency if answers else "",
                answers=answers.answers if answers else {},
            )
        )
        book = openpyxl.load_workbook(file)
        if change:
            change(lambda field: book["Bid"][cell_of(book, field)], book)
        book.save(file)
        return file

    return write


def cell_of(book, field):
    return book.defined_names[f"bid_{field}"].attr_text.rpartition("!")[2].replace("$", "")


def test_form_and_yaml_say_the_same(tender, form, put):
    own = technical("Nhà máy & Sons", net=512.3, hours=8000, furnace="moving_grate",
                    day="'2026-09-01'", plan="as annexed", own=14.5)  # fmt: skip
    file = put("b.yaml", own)
    from_yaml, from_form = (
        read_bid(file, tender, "technical"),
        read_form(form(body=file), tender, "technical"),
    )
    assert from_form.answers == from_yaml.answers
    assert (from_form.bidder, from_form.faults) == ("Nhà máy & Sons", ())
    assert from_form.version == tender.version


def test_money_keeps_its_digits_and_currency(tender, form, put):
    read = read_envelope(
        form(envelope="price", body=put("p.yaml", price("B", 30.15))), tender, "price"
    )
    assert read.numbers["fee"] == Fraction("30.15")
    assert (read.currency, read.faults) == ("USD", ())


def entry(field, value, number_format=None):
    def change(cell, book):
        cell(field).value = value
        if number_format:
            cell(field).number_format = number_format

    return change


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("net", "475 kWh", ("'475 kWh' is text", "Bid!B")),
        ("net", "92%", ("'92%' is text",)),
        ("net", 4750, ("at most 1500",)),
        ("net", True, ("True",)),
        ("net", "=1+1", ("a formula without a stored value", "Open and save")),
        ("furnace", "pyrolysis", ("one of moving_grate, fluidised_bed",)),
        ("cems", "maybe", ("yes or no",)),
        ("day", "1-2", ("a day as 'YYYY-MM-DD'",)),
        ("net", None, ("nothing", "Net power")),
    ],
)
def test_a_wrong_cell_is_named_with_its_remedy(tender, form, put, field, value, words):
    file = form(entry(field, value), body=put("b.yaml", technical()))
    (fault,) = read_form(file, tender, "technical").faults
    assert field in fault.field
    assert all(word in str(fault) for word in words), str(fault)


def test_a_percentage_is_read_as_it_is_shown(tender, form, put):
    file = form(entry("own", 0.145, "0.0%"), body=put("b.yaml", technical()))
    read = read_form(file, tender, "technical")
    assert read.numbers["own"] == Fraction("14.5")
    assert "14.5 % counts" in str(read.notes[0])
    file = form(entry("net", 4.75, "0%"), body=put("b.yaml", technical()))
    assert "shown as a percentage" in str(read_form(file, tender, "technical").faults[0])


def test_a_day_that_excel_made_a_date_is_a_day(tender, form, put):
    file = form(entry("day", datetime.datetime(2026, 9, 1)), body=put("b.yaml", technical()))
    assert read_form(file, tender, "technical").answers["day"] == "2026-09-01"


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "@SUM(1)", "-1", "<b>B</b>"]
)
def test_a_name_that_looks_like_a_formula_is_text(tender, name):
    raw = form_workbook(tender, "technical", bidder=name)
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["Bid"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == name]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_form_of_another_tender_or_envelope_is_refused(tender, form, put):
    with pytest.raises(DocumentError, match="form_envelope"):
        read_form(form(), tender, "price")

    def other(cell, book):
        book["_form"]["B2"].value = "another"

    with pytest.raises(DocumentError, match="Fill in the form of this tender"):
        read_form(form(other), tender, "technical")


def test_a_name_that_points_elsewhere_leaves_the_row_to_say_which_cell_it_is(tender, form, put):
    def away(cell, book):
        book.defined_names["bid_net"].attr_text = "Elsewhere!$A$1"

    read = read_form(form(away, body=put("b.yaml", technical())), tender, "technical")
    assert (read.numbers["net"], read.doubts) == (475, ())

    def gone(cell, book):
        place = cell("net").row
        away(cell, book)
        book["Bid"].cell(place, 6).value = None

    (fault,) = read_form(form(gone, body=put("b.yaml", technical())), tender, "technical").faults
    assert fault.field == "bid_net"


def test_rows_may_move(tender, form, put):
    def moved(cell, book):
        place = cell_of(book, "net")
        book["Bid"]["B90"].value = book["Bid"][place].value
        book["Bid"][place].value = None
        book.defined_names["bid_net"].attr_text = "Bid!$B$90"

    read = read_form(form(moved, body=put("b.yaml", technical(net=512))), tender, "technical")
    assert (read.numbers["net"], read.faults) == (512, ())


def test_a_cell_in_the_last_corner_costs_nothing(tender, form, put):
    def corner(cell, book):
        book["Bid"]["XFD1048576"].value = 1

    read = read_form(form(corner, body=put("b.yaml", technical())), tender, "technical")
    assert read.faults == ()


def test_what_is_no_workbook_is_refused(tmp_path):
    for name, raw in (
        ("a.xlsx", b"hello"),
        ("b.xlsx", b""),
        ("c.xlsx", b"PK\x05\x06" + b"\0" * 18),
    ):
        file = tmp_path / name
        file.write_bytes(raw)
        with pytest.raises(DocumentError, match=r"Excel|xlsx"):
            read_workbook(file)


def test_bombs_macros_and_links_are_refused_before_they_are_opened(tmp_path, tender):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(DocumentError, match="unpacked"):
        read_workbook(bomb)
    for part, word in (("xl/vbaProject.bin", "macros"), ("xl/externalLinks/l.xml", "links")):
        file = tmp_path / "form.xlsx"
        file.write_bytes(form_workbook(tender, "technical"))
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(part, b"x")
        with pytest.raises(DocumentError, match=word):
            read_workbook(file)


def test_entities_are_never_expanded(tmp_path, tender):
    assert DEFUSEDXML
    source, file = tmp_path / "source.xlsx", tmp_path / "file.xlsx"
    source.write_bytes(form_workbook(tender, "technical"))
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            raw = old.read(part)
            if part == "xl/workbook.xml":
                raw = bomb + raw.split(b"?>", 1)[1]
            new.writestr(part, raw)
    with pytest.raises(DocumentError):
        read_workbook(file)


def test_a_technical_form_holds_no_price(tender):
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(tender, "technical")))
    assert "bid_fee" not in book.defined_names
    assert "bid_net" in book.defined_names


@pytest.mark.parametrize("number", [1e300, 1e-300])
def test_a_number_beyond_all_measure_makes_its_own_bid_incomplete(tender, form, put, number):
    body = put("b.yaml", technical())
    file = form(lambda cell, book: setattr(cell("net"), "value", number), body=body)
    faults = read_form(file, tender, "technical").faults
    assert any("usual size" in one.allowed for one in faults)


def test_another_spreadsheet_format_says_how_to_save(tender, tmp_path):
    file = tmp_path / "form.ods"
    file.write_bytes(b"PK")
    with pytest.raises(DocumentError, match=r"Save the form as \.xlsx"):
        read_envelope(file, tender, "technical")


@pytest.mark.parametrize("code", ["ja", "vi", "th"])
def test_a_form_in_the_bidders_language_says_the_same(tender, put, tmp_path, code):
    answers = read_bid(put("b.yaml", technical()), tender, "technical").answers
    raw = form_workbook(tender, "technical", bidder="B", answers=answers, speech=language_of(code))
    file = tmp_path / "form.xlsx"
    file.write_bytes(raw)
    read = read_form(file, tender, "technical")
    assert (dict(read.answers), read.doubts, read.outside) == (dict(answers), (), ())
    texts = {cell.value for row in openpyxl.load_workbook(file)["Bid"].iter_rows() for cell in row}
    # The officer's own words are never translated; the form's are.
    assert "Net power" in texts
    assert worded(Message("Unit"), language_of(code)) in texts


def test_the_form_says_which_entries_count(tender):
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(tender, "technical")))
    asked = {row[0].value: row[3].value for row in book["Bid"].iter_rows(min_row=2)}
    assert (asked["Net power"], asked["Plan"]) == ("yes; counts", "no; informs")


def test_only_the_yellow_cells_can_be_written_in(tender):
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(tender, "technical")))
    sheet = book["Bid"]
    entries = {name.attr_text.rpartition("!")[2].replace("$", "")
               for key, name in book.defined_names.items() if key.startswith("bid_")}  # fmt: skip
    unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert sheet.protection.sheet
    assert unlocked == entries
