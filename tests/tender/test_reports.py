"""Reports of a tender: what they tell, what they keep to themselves, and formulas that agree."""

import io
import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader

from wte_ppp.reports.debrief_pdf import debrief_pdf
from wte_ppp.reports.evaluation_workbook import evaluation_workbook
from wte_ppp.reports.tender_pdf import evaluation_pdf
from wte_ppp.tender.closeness import robustness_in_words, robustness_of
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.exact import shown_exactly

OFFICE = shutil.which("soffice")


def words(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def evaluation(finished):
    return evaluation_of(finished)


def test_the_report_tells_every_bid_every_step_and_the_last_hash(finished, evaluation):
    told = words(evaluation_pdf(evaluation, robustness_of(finished, draws=1000)))
    for bid in ("B1", "B2", "B3", "B4"):
        assert bid in told
    assert "LATE, unopened" in told
    assert "Letter of 2 March" in told
    assert finished.progress.events[-1].hash in told
    winner = evaluation.award.ranked[0]
    assert shown_exactly(winner.price, 2) in told.replace("\u00a0", "")


def test_same_case_same_bytes(evaluation):
    assert evaluation_pdf(evaluation) == evaluation_pdf(evaluation)
    assert evaluation_workbook(evaluation) == evaluation_workbook(evaluation)


def test_a_letter_holds_the_bidders_own_marks_and_nothing_of_the_others(evaluation):
    rows = {one.bid: one for one in evaluation.award.ranked}
    letter = words(debrief_pdf(evaluation, "B1"))
    own = evaluation.technical.scores["B1"]
    assert all(shown_exactly(mark.points, 3) in letter for mark in own.marks)
    assert f"rank {rows['B1'].rank} of 2" in letter
    for member in ("Anh", "Binh", "Chi"):
        assert member not in letter
    # Beside its own marks a bidder reads who won, and the winner nothing of the others.
    winner = evaluation.award.winner
    (loser,) = {"B1", "B2"} - {winner}
    assert loser not in words(debrief_pdf(evaluation, winner))


def test_a_letter_hides_what_a_relative_mark_would_tell(evaluation):
    # 'hours' is scored as a ratio to the best bid.
    assert "relative to the best bid" in words(debrief_pdf(evaluation, "B1"))


@pytest.mark.parametrize(
    ("bid", "said"), [("B3", "after the deadline"), ("B4", "You withdrew your bid")]
)
def test_late_and_withdrawn_bidders_are_told_so(evaluation, bid, said):
    assert said in words(debrief_pdf(evaluation, bid))


def formulas(workbook):
    for sheet in workbook:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell) for cell in row if cell.data_type == "f")


def test_each_formula_carries_our_value(evaluation):
    raw = evaluation_workbook(evaluation)
    live = openpyxl.load_workbook(io.BytesIO(raw))
    stored = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
    found = list(formulas(live))
    # 2 bids: 4 criteria x 2 formulas, sum and share; a price; technical, price, total, rank.
    assert len(found) >= 2 * (4 * 2 + 2) + 2 * 5
    assert all(stored[sheet][cell.coordinate].value is not None for sheet, cell in found)
    totals = {
        row[0].value: row[4].value for row in stored["Result"].iter_rows(min_row=5, max_row=6)
    }
    assert totals == {
        one.bid: pytest.approx(float(one.total), rel=1e-12) for one in evaluation.award.ranked
    }


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("poisoned", [False, True])
def test_libreoffice_computes_the_same(evaluation, tmp_path, poisoned):
    file = tmp_path / "evaluation.xlsx"
    file.write_bytes(evaluation_workbook(evaluation))
    if poisoned:
        book = openpyxl.load_workbook(file)
        book["Technical"]["B5"].value = 999
        book.save(file)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "out"]
    subprocess.run([*command, file], check=True, capture_output=True, timeout=300)
    ours = openpyxl.load_workbook(io.BytesIO(evaluation_workbook(evaluation)), data_only=True)
    theirs = openpyxl.load_workbook(tmp_path / "out" / "evaluation.xlsx", data_only=True)
    live = openpyxl.load_workbook(io.BytesIO(evaluation_workbook(evaluation)))
    same = [
        theirs[sheet][cell.coordinate].value
        == pytest.approx(ours[sheet][cell.coordinate].value, rel=1e-9)
        for sheet, cell in formulas(live)
    ]
    assert all(same) is not poisoned


def test_closeness_in_words_names_winner_and_switches(finished):
    said = robustness_in_words(robustness_of(finished, draws=500))
    assert said.startswith(f"Winner: {finished.result().winner}")
    assert "TOPSIS" in said
    assert "changes no score" in said


def test_markup_and_formulas_in_a_name_stay_text(finished):
    name = "=1+1 <b>A & B</b> \u202e"
    evaluation = evaluation_of(finished)
    hostile = replace(evaluation, names={**evaluation.names, "B1": name})
    assert "=1+1 <b>A & B</b>" in words(evaluation_pdf(hostile))
    book = openpyxl.load_workbook(io.BytesIO(evaluation_workbook(hostile)))
    cells = [cell for row in book["Result"].iter_rows() for cell in row if cell.value == name]
    assert [cell.data_type for cell in cells] == ["s"]
