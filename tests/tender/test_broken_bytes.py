"""A byte that is no UTF-8, in any file of a case, is a problem line and never a traceback."""

import shutil

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, opening, price, sheet, technical, text
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.verify import verify

BROKEN = (b"\xff", b"\xc3", b"\x00", b"\xed\xa0\x80")


@pytest.mark.parametrize("byte", BROKEN)
@pytest.mark.parametrize("name", ["technical.json", "award.json", "tender.yaml"])
def test_a_copy_beside_the_case_with_a_broken_byte_is_told(finished, byte, name):
    """T25: one byte of award.json."""
    path = finished.folder / name
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2] + byte + raw[len(raw) // 2 + 1 :])
    assert name in str(verify(finished.folder).problems[0])
    run = CliRunner().invoke(main, ["tender", "verify", str(finished.folder)])
    assert run.exit_code == 2, run.exception
    assert name in run.output
    # The case itself is whole: everything else works.
    assert CliRunner().invoke(main, ["tender", "status", str(finished.folder)]).exit_code == 0


@pytest.mark.parametrize("byte", BROKEN)
def test_every_byte_of_a_case_file_may_be_broken(finished, byte, tmp_path):
    raw = (finished.folder / "case.wte").read_bytes()
    place = tmp_path / "broken"
    for number in range(40):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        where = (number * 7919) % len(raw)
        (place / "case.wte").write_bytes(raw[:where] + byte + raw[where + 1 :])
        for command in ("verify", "status"):
            run = CliRunner().invoke(main, ["tender", command, str(place)])
            assert run.exit_code in (0, 2), (where, command, run.exception)


@pytest.mark.parametrize("byte", BROKEN)
def test_a_bid_file_with_a_broken_byte_is_an_open_point(put, byte, tmp_path):
    case = opening(put("case/tender.yaml", text()).parent)
    for envelope, body in (("technical", technical("B1")), ("price", price("B1"))):
        file = tmp_path / f"{envelope}.bad"
        file.write_bytes(body.encode().replace(b"bidder", b"bid" + byte + b"er", 1))
        case.receive("B5", envelope, file, by="Office", at=at(1))
    run = CliRunner().invoke(main, ["tender", "status", str(case.folder)])
    assert run.exit_code == 0, run.exception


@pytest.mark.parametrize("byte", BROKEN)
def test_a_tender_file_or_sheet_with_a_broken_byte_is_told(opened, tmp_path, byte):
    bad = tmp_path / "sheet.yaml"
    bad.write_bytes(sheet("Anh", B1="3", B2="3").encode().replace(b"written", b"wri" + byte))
    with pytest.raises(DocumentError):
        opened.mark(bad, by="Anh", at=at(4), moderated=False)
    raw = (opened.folder / "tender.yaml").read_bytes()
    other = tmp_path / "tender.yaml"
    other.write_bytes(raw.replace(b"City", b"C" + byte + b"y"))
    with pytest.raises(DocumentError):
        load_tender(other)
