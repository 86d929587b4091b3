"""Acts on opened prices in a case: rates of the day, corrections, deviations; and who is told."""

import datetime
import io
import shutil
import subprocess
from fractions import Fraction as F

import openpyxl
import pytest

from tests.tender.conftest import HEAD, at, opening
from tests.tender.test_corrections import BASE, RULES
from tests.tender.test_reports import formulas, words
from wte_ppp.chapters.tender_screen import award_screen, tender_screen
from wte_ppp.documents import DocumentError
from wte_ppp.print.evaluation_workbook import evaluation_workbook
from wte_ppp.print.lines import lines
from wte_ppp.print.tender import evaluation_pdf
from wte_ppp.tender.case import Case
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.life.corrections import (
    answer_correction,
    decide_decimal_point,
    price_deviation,
)
from wte_ppp.tender.life.rates import enter_rates
from wte_ppp.tender.ocds import release_of
from wte_ppp.tender.verify import verify

OFFICE = shutil.which("soffice")
FX = "fx: {{on: opening_day, source: State Bank, kind: selling}}\n"
PRICE = """\
  rebate: {label: Rebate, unit: '%', kind: number, envelope: price, required: false}
price:
  field: total
  currencies: [USD, EUR]
  schedules:
    works:
      total: total
      items:
        crane: {label: Crane, unit: h, quantity: 60}
        boiler: {label: Boiler}
        ash: {label: Ash plant}
  discounts: {rebate: {field: rebate}}
"""
RATE = {"EUR": F("1.1")}


@pytest.fixture
def case(put):
    """Prices are open: A does not add up, B is in euro, C leaves an item blank."""
    rules = "  procedure.omitted_items: highest\n"
    content = HEAD.format(guidance="qcbs") + FX.format() + RULES + rules + BASE + PRICE
    case = opening(put("case/tender.yaml", content).parent)
    for bid, currency, fields in (
        ("A", "USD", "crane_unit_price: 10, crane: 500, boiler: 200, ash: 300, total: 900"),
        ("B", "EUR", "crane_unit_price: 9, crane: 540, boiler: 200, ash: 260, total: 1000"),
        ("C", "USD", "crane_unit_price: 12, crane: 720, boiler: 230, total: 950, rebate: 10"),
    ):
        head = f"schema: wte_ppp/bid/1\ntender: trial\nbidder: {bid}\n"
        technical = put(f"{bid}-t.yaml", f"{head}envelope: technical\nfields: {{net: 475}}\n")
        case.receive(bid, "technical", technical, by="Office", at=at(1))
        price = put(
            f"{bid}-p.yaml", f"{head}envelope: price\ncurrency: {currency}\nfields: {{{fields}}}\n"
        )
        case.receive(bid, "price", price, by="Office", at=at(1))
    for bid in "ABC":
        case.decide(bid, "eligibility", True, reason="in order", by="Office", at=at(3))
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    return case


def entered(case, rates=RATE, day=6, hour=15, **more):
    more = {"source": "State Bank, sheet 61", "by": "Office", "at": at(6, hour), **more}
    return enter_rates(case, rates, day=datetime.date(2026, 3, day), **more)


def settled(case):
    entered(case)
    answer_correction(
        case, "A", True, reason="letter of 9 March: we accept 1,100", by="Office", at=at(9)
    )


def test_the_rate_of_the_day_is_entered_after_opening_and_counts(case):
    points = [str(point) for point in case.result().open]
    assert "B: currency: no exchange rate of EUR yet" in points
    with pytest.raises(DocumentError, match="no exchange rate of EUR yet"):
        case.award(by="Panel", at=at(7))
    settled(case)
    _, result = case.award(by="Panel", at=at(10))
    prices = {placed.bid: placed.price for placed in result.ranked}
    # A: 600 + 200 + 300 = 1,100. B: 1,000 EUR x 1.1 = 1,100. C: 950 less 10 % = 855, and the ash
    # plant at the highest of 300 and 260 x 1.1 = 286: 1,155.
    assert prices == {"A": 1100, "B": 1100, "C": 1155}
    assert verify(case.folder).problems == ()
    assert Case(case.folder).result() == result


def test_an_entry_is_held_against_day_source_and_the_entry_before(case):
    with pytest.raises(DocumentError, match="expected a day up to 2026-03-06"):
        entered(case, day=7)
    with pytest.raises(DocumentError, match="2026-03-06, which the tender names"):
        entered(case, day=5)
    for rates, found in (({"USD": F(1)}, "not USD"), ({"EUR": F(0)}, "above 0"), ({}, "nothing")):
        with pytest.raises(DocumentError, match=found):
            entered(case, rates)
    with pytest.raises(DocumentError, match="where the rates were read"):
        entered(case, source=" ")
    entered(case, {"EUR": F("0.909")})
    with pytest.raises(DocumentError, match="a reason for the correction"):
        entered(case, hour=16)
    # 1.1 / 0.909 = 1.2101
    with pytest.raises(DocumentError, match=r"EUR: 1.1 after 0.909, a change of \+21.0 %"):
        entered(case, hour=16, reason="turned round")
    entered(case, hour=16, reason="turned round", jump="sheet 61 again, with the chair")
    assert case.tender.definition.fx.rates == {"EUR": F("1.1")}
    kept = [event.data["rates"] for event in case.progress.all("rates_entered")]
    assert kept == [{"EUR": "909/1000"}, {"EUR": "11/10"}]


def test_a_rate_before_its_day_is_refused(put):
    fx = "fx: {{on: '2026-03-06', source: State Bank}}\n"
    content = HEAD.format(guidance="qcbs") + fx.format() + RULES + BASE + PRICE
    case = opening(put("case/tender.yaml", content).parent)
    with pytest.raises(DocumentError, match="2026-03-06 or later"):
        entered(case, day=5, at=at(5))


def test_a_rate_fixed_in_the_file_is_changed_by_an_addendum_alone(put):
    fx = "fx: {{date: '2026-02-01', source: State Bank, rates: {{EUR: 1.2}}}}\n"
    content = HEAD.format(guidance="qcbs") + fx.format() + RULES + BASE + PRICE
    case = opening(put("case/tender.yaml", content).parent)
    with pytest.raises(DocumentError, match="EUR, fixed in the tender file"):
        entered(case)


def test_the_bidders_answer_and_the_committees_figures_are_told(case):
    settled(case)
    price_deviation(
        case, "B", "delivers two months late", F(50), currency="EUR", reason="ITB 30.3: 25 a month",
        by="Panel", at=at(9),
    )  # fmt: skip
    case.award(by="Panel", at=at(10))
    evaluation = evaluation_of(case)
    # 1,100 + 50 x 1.1 = 1,155
    (placed,) = [placed for placed in evaluation.award.ranked if placed.bid == "B"]
    assert placed.price == 1155
    told = words(evaluation_pdf(evaluation))
    for text in (
        "From the price read out to the price compared", "60 x 10 = 600", "500.00 USD",
        "600.00 USD", "letter of 9 March: we accept 1,100", "delivers two months late",
        "1 EUR = 1.1 USD", "State Bank, sheet 61", "highest amount of the other bids",
    ):  # fmt: skip
        assert text in told, text
    screen = lines(award_screen(case.tender, evaluation.award))
    assert "C: as read out: +950.00 USD (Total: 950.00 USD); discount: -95.00 USD" in screen


def test_a_refused_correction_puts_the_bid_out(case):
    entered(case)
    answer_correction(case, "A", False, reason="letter of 9 March", by="Office", at=at(9))
    _, result = case.award(by="Panel", at=at(10))
    assert [placed.bid for placed in result.ranked] == ["B", "C"]


def test_the_award_in_ocds_is_what_will_be_paid(case):
    entered(case)
    answer_correction(case, "A", False, reason="letter of 9 March", by="Office", at=at(9))
    price_deviation(case, "B", "late", F(100), currency="EUR", reason="x", by="Panel", at=at(9))
    case.award(by="Panel", at=at(10))
    # B: 1,100 + 100 x 1.1 = 1,210; C: 1,155, of which the ash plant is for comparison alone.
    package = release_of(case).package
    (release,) = package["releases"]
    (awarded,) = release["awards"]
    assert awarded["relatedBid"] == "C"
    assert awarded["value"] == {"amount": 855, "currency": "USD"}
    bids = {bid["id"]: bid.get("value") for bid in release["bids"]["details"]}
    assert bids["C"] == {"amount": 950, "currency": "USD"}
    assert bids["B"] == {"amount": 1000, "currency": "EUR"}


def test_check_shows_what_prices_are_made_of(case):
    told = lines(tender_screen(case.tender))
    for text in (
        "Currencies of bids: USD, EUR, at most 3 in one bid.",
        "Total: sum of Crane, Boiler, Ash plant.",
        "Rebate: taken off Total.",
    ):
        assert text in told


def test_answers_and_decisions_need_their_case(case):
    with pytest.raises(DocumentError, match="a bid with corrected figures"):
        answer_correction(case, "B", True, reason="letter", by="Office", at=at(9))
    with pytest.raises(DocumentError, match="a reason"):
        answer_correction(case, "A", True, reason=" ", by="Office", at=at(9))
    with pytest.raises(DocumentError, match="crane_unit_price"):
        decide_decimal_point(case, "A", "boiler", True, reason="x", by="Panel", at=at(9))
    with pytest.raises(DocumentError, match="a code such as USD"):
        price_deviation(case, "A", "late", F(1), currency="$", reason="x", by="P", at=at(9))
    with pytest.raises(DocumentError, match="A, B, C"):
        price_deviation(case, "Z", "late", F(1), currency="USD", reason="x", by="P", at=at(9))


def test_a_deviation_is_taken_back_by_nothing(case):
    settled(case)
    for amount in (50, 0):
        price_deviation(
            case, "A", "late", F(amount), currency="USD", reason="x", by="Panel", at=at(9)
        )
    (placed,) = [placed for placed in case.result().ranked if placed.bid == "A"]
    assert placed.price == 1100


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_workbook_follows_every_step(case, tmp_path):
    settled(case)
    price_deviation(case, "B", "late", F(50), currency="EUR", reason="x", by="Panel", at=at(9))
    case.award(by="Panel", at=at(10))
    raw = evaluation_workbook(evaluation_of(case))
    live, ours = (openpyxl.load_workbook(io.BytesIO(raw), data_only=plain) for plain in (0, 1))
    (tmp_path / "e.xlsx").write_bytes(raw)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "out"]
    subprocess.run([*command, tmp_path / "e.xlsx"], check=True, capture_output=True, timeout=300)
    theirs = openpyxl.load_workbook(tmp_path / "out" / "e.xlsx", data_only=True)
    cells = [*formulas(live)]
    assert {"Price", "Schedules", "Result"} <= {sheet for sheet, _ in cells}
    for sheet, cell in cells:
        place = cell.coordinate
        assert theirs[sheet][place].value == pytest.approx(ours[sheet][place].value), (sheet, place)
    (row,) = [row for row in theirs["Price"].iter_rows(values_only=True) if row[0] == "C"]
    assert row[-1] == pytest.approx(1155)
