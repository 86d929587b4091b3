"""A bidder's receipt, and reports whose hashes are on record."""

import hashlib

from click.testing import CliRunner

from tests.tender.conftest import at, opening, technical, text
from tests.tender.test_reports import words
from wte_ppp.cli import main
from wte_ppp.print.tender import receipt_pdf
from wte_ppp.tender.case import Case
from wte_ppp.tender.verify import verify


def test_a_receipt_carries_hashes_that_prove_the_record_later(put):
    case = opening(put("case/tender.yaml", text()).parent)
    file = put("t.yaml", technical("B1"))
    event = case.receive("B1", "technical", file, by="Office", at=at(1))
    case.receive("B1", "technical", put("t2.yaml", technical("B1", 500)), by="Office", at=at(1, 10))
    slip = words(receipt_pdf(case, event)).replace(" ", "")
    assert hashlib.sha256(file.read_bytes()).hexdigest() in slip
    assert event.hash in slip.lower()
    assert "intime" in slip
    assert verify(case.folder, head=event.hash).problems == ()


def test_a_late_envelope_has_its_receipt_too(put):
    case = opening(put("case/tender.yaml", text()).parent)
    event = case.receive("B1", "technical", put("t.yaml", technical()), by="Office", at=at(1, 18))
    assert "after the deadline: it stays unopened" in words(receipt_pdf(case, event))


def test_issued_reports_have_their_hashes_on_record(finished, tmp_path):
    out = tmp_path / "out"
    shown = CliRunner().invoke(
        main, ["tender", "report", str(finished.folder), "--out", str(out), "--by", "Office"]
    )
    assert shown.exit_code == 0, shown.output
    event = Case(finished.folder).progress.last("reported")
    for name, sha256 in event.data["files"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == sha256
    assert "evaluation.pdf" in event.data["files"]
    slip = tmp_path / "slip.pdf"
    refused = CliRunner().invoke(
        main, ["tender", "receipt", str(finished.folder), "--event", "1", "--out", str(slip)]
    )
    assert refused.exit_code == 2
    assert not slip.exists()
