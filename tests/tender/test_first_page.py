"""The first page of the report, and the register: what a reader must know before anything else."""

import io

import openpyxl

from tests.tender.conftest import MEMBERS, at, begun, sheet
from tests.tender.test_reports import words
from wte_ppp.print.evaluation_workbook import evaluation_workbook
from wte_ppp.print.tender import evaluation_pdf
from wte_ppp.tender.closeness import robustness_of
from wte_ppp.tender.evaluation import evaluation_of


def first_page(case):
    told = words(evaluation_pdf(evaluation_of(case), robustness_of(case, draws=100)))
    return told[: told.index("Contents")]


def test_it_tells_who_came_who_fell_where_and_what_would_flip_it(put):
    case = begun(put)
    case.decide("B1", "eligibility", False, reason="No seal", by="Office", at=at(3))
    case.decide("B2", "eligibility", True, reason="in order", by="Office", at=at(3))
    for member in MEMBERS:
        case.mark(put(f"{member}.yaml", sheet(member, B2="3")), by=member, at=at(4))
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    page = first_page(case)
    # B1 to B4 came; B3 late, B4 withdrawn, B1 out, B2 ranked.
    figures = ("bids received", "late, unopened", "withdrawn", "out", "ranked")
    assert " ".join(("4 1 1 1 1", *figures)) in page or "4 bids received 1 late" in page
    assert "1 out at eligibility: B1" in page
    assert "eligibility: No seal (Office)" in page
    assert "late, 2026-03-01 18:00 (UTC+07:00): unopened" in page
    assert "withdrawn: Letter of 2 March (Office)" in page
    assert "B1: not known where it would rank: the panel gave no marks on care" in page
    # Hours above what the only bid promises leave nobody; no other bid could win.
    assert "Nothing that was tried alone changes the winner." in page
    assert (
        "Price envelopes that came unsealed: B1, B2, B4; who held the case could read them" in page
    )
    assert "A past tender written down anew: a test." in page


def test_the_workbook_has_the_register(finished):
    book = openpyxl.load_workbook(io.BytesIO(evaluation_workbook(evaluation_of(finished))))
    rows = [row for row in book["Register"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert [row[1] for row in rows] == ["B1", "B1", "B2", "B2", "B4", "B4", "B3"]
    assert rows[-1][8] == "LATE, unopened"
    assert rows[4][8] == "withdrawn: Letter of 2 March (Office)"
    received = finished.progress.all("received")
    assert [row[7] for row in rows] == [event.data["sha256"] for event in received]
    assert rows[0][5].startswith(received[0].clock[:16].replace("T", " "))
