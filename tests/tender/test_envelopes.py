"""An envelope of any kind is read or is an open point; no file stops another bid's."""

import io
import os
import time
import zipfile
from fractions import Fraction as F
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tender.conftest import at, opening, price, technical, text
from wte_ppp.chapters.tender_status import status_screen
from wte_ppp.documents import DocumentError
from wte_ppp.print.form_workbook import form_workbook
from wte_ppp.print.lines import lines
from wte_ppp.spreadsheets import Cell, Workbook, guard, workbook_in
from wte_ppp.spreadsheets.formulas import recomputed
from wte_ppp.tender.envelopes import read_received
from wte_ppp.tender.tender import load_tender

# office.*: the form of the trial, filled in and saved by LibreOffice as .xlsx, .ods and .xls, with
# a formula, a comment, a hidden sheet and a remark beside the form. damaged.xlsx: one byte changed
# inside the packed stream of a sheet.
FILES = Path(__file__).parent / "files"
ANSWERS = {"net": F("512.3"), "hours": 8000, "cems": True, "plan": "as annexed"}


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    place = tmp_path_factory.mktemp("trial") / "tender.yaml"
    place.write_text(text(), encoding="utf-8")
    return load_tender(place)


@pytest.fixture
def read(trial):
    def read_bytes(raw, name="bid", envelope="technical"):
        return read_received(raw, name, trial, envelope)

    return read_bytes


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_the_form_says_the_same_in_every_format(read, ending):
    bid = read((FILES / f"office.{ending}").read_bytes())
    assert (dict(bid.answers), bid.bidder, bid.doubts) == (ANSWERS, "Nhà máy Một", ())


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_what_stands_beside_the_yellow_cells_is_listed(read, ending):
    told = [str(line) for line in read((FILES / f"office.{ending}").read_bytes()).outside]
    wanted = [
        "hidden sheet: Working",
        "Bid!H3: Price valid only with our own bank",
        "Working!A1: We can also do 600 kWh/t",
    ]
    if ending != "xls":
        wanted.insert(0, "comment at Bid!B5: If the LHV is 9 MJ/kg")
    assert told == wanted


def test_a_form_as_it_was_made_has_nothing_beside_its_cells(read, trial):
    answers = {"net": F(475), "hours": F(8000), "cems": True}
    bid = read(form_workbook(trial, "technical", bidder="B", answers=answers))
    assert (bid.outside, bid.doubts, bid.notes) == ((), (), ())


def test_headers_rows_and_pictures_are_listed(read, trial):
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(trial, "technical", bidder="B")))
    book["Bid"].oddHeader.center.text = "Only with our bank"
    book["Bid"].row_dimensions[4].hidden = True
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/media/image1.png", b"x")
    told = [str(line) for line in read(file.getvalue()).outside]
    assert told == ["picture: image1.png", "hidden row: Bid!4", "header of Bid: Only with our bank"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, "Error"),
        (b"PK", "no Excel workbook"),
        (b"", "an empty file"),
        (b"\xff\xfe\x00 bad", "not UTF-8"),
        (b"a: [", "YAML"),
        (b"{" * 100_000, ""),
        (b"field,value\ntender,other\nenvelope,technical\nbidder,B\n", "'other'"),
    ],
)
def test_what_cannot_be_read_is_an_open_point_that_says_why(read, raw, words):
    bid = read(raw)
    (doubt,) = bid.open
    assert (doubt.kind, doubt.field, dict(bid.answers)) == ("unreadable", "", {})
    assert words in str(doubt.why)


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (packed(word__document_xml="x"), "a Word document"),
        (packed(offer="x"), "a ZIP archive"),
        (packed(mimetype="application/vnd.oasis.opendocument.text"), "no spreadsheet"),
    ],
)
def test_other_archives_are_called_what_they_are(read, raw, words):
    assert words in str(read(raw).open[0].why)


def test_an_archive_packed_in_an_unusual_way_is_not_unpacked(read):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "x")
    assert "a packing that no spreadsheet uses" in str(read(file.getvalue()).open[0].why)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_of_field_and_value_is_read(read, separator):
    rows = [
        ("field", "value"), ("tender", "trial"), ("envelope", "technical"), ("bidder", "B"),
        ("net", "475.5"), ("hours", '"8,000.0"'), ("cems", "yes"),
    ]  # fmt: skip
    bid = read("\n".join(separator.join(row) for row in rows).encode())
    assert dict(bid.answers) == {"net": F("475.5"), "cems": True}
    assert [(doubt.field, doubt.proposed) for doubt in bid.open] == [("hours", 8000)]
    twice = read("\n".join(separator.join(row) for row in [*rows, ("net", "480")]).encode())
    assert "a second time" in str(twice.open[0].why)


@pytest.mark.parametrize(
    ("separator", "written", "counts"),
    [(";", "0.475", F("0.475")), (";", "47.50", F("47.5")), (",", "1.475", F("1.475"))],
)
def test_thousands_of_a_comma_country_are_in_doubt(read, separator, written, counts):
    """With ; between cells the decimal mark is a comma: 1.475 may be one thousand odd."""
    head = [
        "field;value",
        "tender;trial",
        "envelope;technical",
        "bidder;B",
        "hours;8000",
        "cems;yes",
    ]

    def bid(figure):
        return read("\n".join([*head, f"net;{figure}"]).replace(";", separator).encode())

    assert bid(written).numbers["net"] == counts
    if separator == ";":
        (doubt,) = bid("1.475").open
        assert (doubt.field, doubt.kind, doubt.proposed) == ("net", "text", None)


def test_a_damaged_file_stops_no_other_bid(put):
    """T24: every command for every other bidder works; that bid could not be read."""
    case = opening(put("case/tender.yaml", text()).parent)
    case.receive("B5", "technical", FILES / "damaged.xlsx", by="Office", at=at(1, 10))
    case.receive("B6", "technical", put("B6.yaml", technical("B6")), by="Office", at=at(1, 10))
    bids = case.envelopes()
    assert bids["B6"].numbers["net"] == 475
    told = lines(status_screen(case))
    assert "B5: unreadable: could not be read: a part that cannot be unpacked" in told
    assert "B5: out" not in told


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.pdf", "a.docx", "a.csv", "a.zip", "a"])
def test_an_envelope_of_any_ending_is_received_and_kept(put, name):
    """T13: what is delivered in time is delivered, readable or not."""
    case = opening(put("case/tender.yaml", text()).parent)
    file = put(name, "whatever it is")
    event = case.receive("B5", "price", file, by="Office", at=at(1, 10))
    assert case.content(event, event.data["file"]) == b"whatever it is"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["office.xlsx", "office.ods", "office.xls"]), st.data())
def test_any_byte_may_be_broken(trial, name, data):
    raw = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    bid = read_received(bytes(raw), name, trial, "technical")
    assert bid.doubts or bid.answers


def cut(raw, keep):
    return raw[: int(len(raw) * keep)]


@pytest.mark.parametrize("name", ["office.xlsx", "office.ods", "office.xls"])
@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_not_read_in_part(read, name, keep):
    assert [doubt.kind for doubt in read(cut((FILES / name).read_bytes(), keep)).open] == [
        "unreadable"
    ]


def corners():
    """4 kB with two cells, the first and the last: some parsers ask for all cells between."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_parser_that_aborts_or_never_ends_is_that_files_fault(monkeypatch):
    """The child gets what would end our own process: an abort by a signal, and an endless wait."""
    content = guard._content("s", b"anything", "f")
    assert "fault" in content
    child = guard._children[0]
    child.process.kill()
    assert "fault" in guard._content("s", b"something else", "f")
    assert len(workbook_in(corners(), "f").sheets["Sheet"]) >= 1
    monkeypatch.setattr(guard, "SECONDS", 0.2)
    guard._close()
    slow = guard._Child()
    begun_at = time.monotonic()
    # A request whose second half never comes.
    slow.process.stdin.write((100).to_bytes(8, "big") + b"x")
    slow.process.stdin.flush()
    guard._children[:] = [slow]
    assert "more than 0.2 seconds" in guard._asked("x", b"", "f")["fault"]
    assert time.monotonic() - begun_at < 10
    monkeypatch.undo()
    assert workbook_in((FILES / "office.xlsx").read_bytes(), "f").names


def test_an_abort_inside_the_child_leaves_us_alive():
    guard._close()
    child = guard._Child()
    os.kill(child.process.pid, 6)
    child.process.wait()
    guard._children[:] = [child]
    assert workbook_in((FILES / "office.ods").read_bytes(), "f").names


def formula(text, **cells):
    row = tuple(Cell(f"S!{place}", value) for place, value in cells.items())
    return recomputed(Cell("S!Z1", None, text), Workbook("", {"S": row and (row,)}, {}))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("=A1+B1*2", 12.0),  # 3 + 9
        ("=SUM(A1:B1,3)", 10.5),
        ("=-A1^2", 9.0),  # a sign binds closer than a power in Excel
        ("=ROUND(2.345,2)", 2.35),
        ("=ROUNDDOWN(-2.7,0)", -2.0),
        ("=10%*A1", 0.3),
        ("='S'!A1*S!$B$1", 13.5),
        ("of:=SUM([.A1:.B1];[$S.A1])*2", 21.0),
        ("=C9+1", 1.0),  # nothing is zero in a formula, as in Excel
        ("=A1&B1", None),
        ("=IF(1,2,3)", None),
        ("=1/0", None),
        ("=WEBSERVICE(1)", None),
        ("=" + "(" * 5000, None),
        ("=9^9^9^9", None),
    ],
)
def test_formulas_are_computed_or_left_alone(text, value):
    found = formula(text, A1=3, B1=4.5)
    assert found == pytest.approx(value) if value is not None else found is None


def test_formulas_that_lead_in_circles_or_wide_end():
    names = [f"{letter}1" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    row = tuple(
        Cell(f"S!{name}", None, f"={after}+{after}")
        for name, after in zip(names, [*names[1:], names[0]], strict=True)
    )
    assert recomputed(row[0], Workbook("", {"S": (row,)}, {})) is None


def in_form(trial, change, envelope="technical", **answers):
    raw = form_workbook(trial, envelope, bidder="B", currency="USD", answers=answers)
    book = openpyxl.load_workbook(io.BytesIO(raw))

    def cell(field):
        place = book.defined_names[f"bid_{field}"].attr_text.partition("!")[2]
        return book["Bid"][place.replace("$", "")]

    change(cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def stored(raw, formula_text, value):
    """The same file with a value stored beside a formula, as Excel stores it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            body = old.read(part)
            wanted = (
                f"<f>{formula_text}</f><v></v>".encode(),
                f"<f>{formula_text}</f><v />".encode(),
            )
            for form in wanted:
                body = body.replace(form, f"<f>{formula_text}</f><v>{value}</v>".encode())
            new.writestr(part, body)
    return out.getvalue()


def test_a_formula_is_held_against_the_value_stored_with_it(read, trial):
    def change(cell):
        cell("fee").value = "=10*3"

    raw = in_form(trial, change, "price")
    (doubt,) = read(raw, envelope="price").open
    assert (doubt.kind, doubt.proposed, str(doubt.written)) == ("formula", 30, "=10*3")
    (doubt,) = read(stored(raw, "10*3", 25), envelope="price").open
    assert "25 is stored with it, it gives 30" in str(doubt.why)
    assert doubt.proposed == 25
    right = read(stored(raw, "10*3", 30), envelope="price")
    assert (right.open, right.numbers["fee"]) == ((), 30)
    assert "=10*3; its stored value counts" in str(right.notes[0])


def test_text_in_a_cell_of_a_form_keeps_its_words_and_its_currency(read, trial):
    """T10 in the form: "2,380.00"; and the figure beside the currency of the envelope."""
    for written, figure in (("2,380.00", 2380), ("USD 30", 30), ("30 USD/t", 30), ("VND 30", None)):

        def change(cell, written=written):
            cell("fee").value = written

        (doubt,) = read(in_form(trial, change, "price"), envelope="price").open
        assert (str(doubt.written), doubt.proposed) == (written, figure)


def test_a_number_of_many_digits_breaks_nothing(read, trial):
    def change(cell):
        cell("net").value = 123456

    raw = in_form(trial, change, hours=F(8000), cems=True)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"123456", b"9" * 400))
    (doubt,) = read(out.getvalue()).open
    assert doubt.field == "net"


def test_one_read_of_the_same_bytes_is_enough(read):
    raw = (FILES / "office.xlsx").read_bytes()
    read(raw)
    begun_at = time.monotonic()
    for _ in range(5):
        read(raw)
    assert time.monotonic() - begun_at < 2


def test_a_workbook_is_refused_where_none_is_wanted(tmp_path):
    with pytest.raises(DocumentError, match="no Excel workbook"):
        workbook_in(price().encode(), "f")
