"""The two example tenders from the first envelope to the reports, by the command itself."""

import json
import os
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from wte_ppp.chapters.tender_summary import caveats
from wte_ppp.documents import read_document
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import Case
from wte_ppp.tender.closeness import robustness_of
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.verify import verify

EXAMPLES = Path(__file__).parents[2] / "examples"


def ran(name, folder):
    """Run an example with this interpreter; gives what it printed."""
    run = subprocess.run(
        [sys.executable, str(EXAMPLES / name / "run.py"), str(folder / "case")],
        capture_output=True, encoding="utf-8", timeout=600, check=False,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)},
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def abiko(tmp_path_factory):
    folder = tmp_path_factory.mktemp("abiko")
    return ran("abiko", folder), folder / "case"


@pytest.fixture(scope="module")
def viet_nam(tmp_path_factory):
    folder = tmp_path_factory.mktemp("viet_nam")
    return ran("viet_nam", folder), folder / "case"


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages)


def test_abiko_city_to_the_digit(abiko):
    # Trade press on the award, December 2019: price points 46.85 and 50.00, totals 83.51 and 81.37.
    shown, case = abiko
    ranked = {one.bid: one for one in Case(case).result().ranked}
    assert [shown_exactly(ranked[bid].price_points, 2) for bid in "AB"] == ["46.85", "50"]
    assert [shown_exactly(ranked[bid].total, 2) for bid in "AB"] == ["83.51", "81.37"]
    assert ranked["A"].rank == 1
    assert "83.51" in shown
    assert "80 % of the estimate" in shown


def test_abiko_price_weight_at_which_the_award_flips(abiko):
    # Published points: non-price 36.66 and 31.37 of 50, price 46.85 and 50 of 50. Level where
    # w (1 - 46.85/50) = (1 - w) (36.66 - 31.37)/50, so w = 0.1058 / (0.1058 + 0.063) = 62.678 %.
    robust = robustness_of(Case(abiko[1]), draws=100)
    price = next(one for one in robust.switches if one.criterion == "price")
    quality, gap = Fraction("5.29") / 50, 1 - Fraction("46.85") / 50
    assert price.at == quality / (quality + gap)
    assert shown_exactly(100 * price.at, 3) == "62.678"
    assert price.rival == "B"


def test_viet_nam_each_bid_meets_its_fate(viet_nam):
    shown, folder = viet_nam
    case = Case(folder)
    result = case.result()
    assert [one.bid for one in result.ranked] == ["B1", "B6"]
    assert set(case.progress.late()) == {"B4"}
    assert set(case.progress.withdrawn()) == {"B5"}
    out = {one.bid: one.rule for one in (*case.technical().findings, *result.findings)
           if one.passed is False}  # fmt: skip
    assert out == {"B2": "credible_energy", "B3": "abnormally_low"}
    assert "!! B2 net_energy" in shown
    assert "B4: technical envelope received, LATE" in shown


def test_viet_nam_price_by_hand(viet_nam):
    # 182 500 t a year at 29.5, 60 % of it rising 2 % a year, 20 years at 8 %.
    factor = sum((0.4 + 0.6 * 1.02**year) / 1.08**year for year in range(1, 21))
    ranked = {one.bid: one for one in Case(viet_nam[1]).result().ranked}
    assert float(ranked["B6"].price) == pytest.approx(182_500 * 29.5 * factor, rel=1e-12)


def test_viet_nam_excel_form_and_yaml_say_the_same(viet_nam):
    case = Case(viet_nam[1])
    fields = read_document(EXAMPLES / "viet_nam" / "bids" / "B1-technical.yaml").data["fields"]
    answers = case.envelopes()["B1"].answers
    assert set(answers) == set(fields)
    assert answers["net_energy_kwh_per_t"] == fields["net_energy_kwh_per_t"]
    assert answers["bidder_name"].startswith("=HYPERLINK(")


def test_viet_nam_reports_are_there_and_hold_the_name_as_text(viet_nam):
    report = viet_nam[1] / "report"
    assert {one.name for one in report.iterdir()} == {
        "evaluation.pdf", "evaluation.xlsx", *(f"debrief-B{n}.pdf" for n in range(1, 7))
    }  # fmt: skip
    assert '=HYPERLINK("http://bid.example","Song Xanh") <b>& Partners</b>' in text_of(
        report / "evaluation.pdf"
    )
    sheet = openpyxl.load_workbook(report / "evaluation.xlsx")["Result"]
    assert sheet["B5"].data_type == "s"
    assert "not opened" in text_of(report / "debrief-B4.pdf")


@pytest.mark.parametrize("target", ["case.wte", "award.json", "technical.json"])
def test_one_changed_byte_is_found(viet_nam, tmp_path, target):
    copy = tmp_path / "case"
    shutil.copytree(viet_nam[1], copy)
    assert verify(copy).problems == ()
    file = copy / target
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    assert verify(copy).problems


@pytest.fixture(scope="module")
def disputed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("disputed")
    return ran("disputed", folder), folder / "case"


def test_the_addendum_of_the_tutorial_changes_one_line():
    folder = EXAMPLES / "disputed"
    was, now = (
        (folder / name).read_text("utf-8").partition("schema:")[2].splitlines()
        for name in ("tender.yaml", "addendum.yaml")
    )
    changed = [pair for pair in zip(was, now, strict=True) if pair[0] != pair[1]]
    assert changed == [("    at_least: 7500", "    at_least: 7600")]


def test_a_disputed_tender_from_extension_to_signature(disputed):
    """B1: 0.7 x (40 x 0.6 + 60 x 3/4) = 48.30, and 60 x 2.6 + 24 = 180 billion, corrected.

    B2: 0.7 x (40 x 0.9 + 60 x 3/4) = 56.70, after the ruling 0.7 x (36 + 30) = 46.20; 7.2 million
    USD at 25,000 are 180 billion too. B3: 40 x 0.5 + 60 x 2/4 = 50, under the minimum of 60.
    """
    shown, folder = disputed
    assert "deadline extended to 2026-03-16 14:00 (UTC+07:00)" in shown
    assert "Mr Dung takes the seat of Ms Chi" in shown
    assert "B2: currency conversion: no exchange rate of USD yet" in shown
    assert "award proposed: B2" in shown
    case = Case(folder)
    results = [json.loads(case.kept_result(event)) for event in case.progress.all("award_proposed")]
    assert [[(row["bid"], row["total"]) for row in result["ranking"]] for result in results] == [
        [("B2", "86.7"), ("B1", "78.3")],
        [("B1", "78.3"), ("B2", "76.2")],
    ]
    assert {row["evaluated_price"] for row in results[1]["ranking"]} == {"180000000000"}
    assert case.progress.last("contract_signed").data["winner"] == "B1"
    assert verify(folder).problems == ()
    report = " ".join(text_of(folder / "report" / "evaluation.pdf").split())
    for words in (
        "2026-03-16 14:00 (UTC+07:00) in place of 2026-03-02 14:00 (UTC+07:00)",
        "May the price be in dollars?",
        "Mr Lam for B1",
        "Mr Dung sits in place of Ms Chi",
        "In hospital since 17 March",
        "the grade has no ground.",
        "upheld",
        "Resolution 14/2026",
        "Contract 7/2026",
        "Earlier ranking, proposed 2026-04-08 10:00 (UTC+07:00)",
        "86.70",
        "Resolution 21/2026",
    ):
        assert words in report
    # The approval of the first award lapsed with it, until the council approved the second.
    lapsed = "An earlier award was approved; for this one no approval is on record."
    first, second = case.progress.all("approved")
    proposed = case.progress.last("award_proposed")
    earlier = case.progress.all("award_proposed")[0]
    assert (first.data["event"], second.data["event"]) == (earlier.seq, proposed.seq)
    before = lines(tuple(caveats(evaluation_of(case.as_of(proposed)))))
    assert lapsed in before
    assert "Not on record: approval of the award" in before
    assert lapsed not in report
    assert "Not on record" not in report
    assert "approval of the award to bid B1, line 39 of the record" in shown
    assert "by City council: tender approve award --reference NUMBER" in shown
    letter = text_of(folder / "report" / "debrief-B2.pdf")
    assert "The workshop is leased, the lease ends in year 2" in letter
    assert "The notice of 13 April 2026 no longer stands" in letter
    assert "ordered by Review board: Ruling on complaint 1" in letter
    # 7.2 million at 25,000; the price is level with the lowest, so that it has all of 30 points.
    for words in (
        "Price of five years: 7,200,000.00 USD (1 USD = 25,000 VND)",
        "Rate that counts: 1 USD = 25,000 VND, of 2 April 2026 (Central bank, selling rate)",
        "Price points: 30 x 100 %, which the rule (lowest price over price) gives for "
        "180,000,000,000.00, = 30.",
    ):
        assert words in letter
    corrected = text_of(folder / "report" / "debrief-B1.pdf")
    for words in (
        "174,000,000,000.00",
        "156,000,000,000 VND in place of 150,000,000,000 VND (60 x 2,600,000,000",
        "Your answer to the correction, 2026-04-06: accepted (Letter of 6 April",
    ):
        assert words in corrected
    assert "Your price" not in text_of(folder / "report" / "debrief-B3.pdf")
    assert case.progress.events[-1].hash in letter.replace(" ", "")
    out = [sys.executable, "-I", str(folder / "export" / "check_record.py"), str(folder / "export")]
    assert subprocess.run(out, capture_output=True, check=False).returncode == 0
