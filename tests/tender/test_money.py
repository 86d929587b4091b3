"""Money carries its currency through every sum."""

import io
from fractions import Fraction as F

import openpyxl
import pytest

from tests.tender.conftest import HEAD, at, opening, sheet, technical, text
from wte_ppp.chapters.tender_prices import prices_chapter
from wte_ppp.chapters.tender_screen import prices_screen
from wte_ppp.documents import DocumentError
from wte_ppp.messages import Quoted
from wte_ppp.print.evaluation_workbook import evaluation_workbook
from wte_ppp.print.form_workbook import form_workbook
from wte_ppp.print.lines import lines
from wte_ppp.tender.award import award
from wte_ppp.tender.bids import read_bid
from wte_ppp.tender.envelopes import read_envelope
from wte_ppp.tender.evaluated_price import price_parts
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.money import digits_of, money
from wte_ppp.tender.ocds import release_of, released
from wte_ppp.tender.ocds_reading import read_ocds
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.technical import technical_evaluation
from wte_ppp.tender.tender import load_tender

VND = HEAD.replace("currency: USD", "currency: VND")
FX = "fx: {{date: '2026-03-06', source: State Bank, rates: {{USD: 25000}}}}\n"
FORM = """\
bid_form:
  net: {label: Net power, unit: kWh/t, kind: number, at_least: 0}
  hours: {label: Hours, unit: h/year, kind: number, at_least: 0, at_most: 8784}
  cems: {label: Monitors, kind: yes_no}
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price, at_least: 0}
  grant: {label: Grant, kind: money, envelope: price, at_least: 0%s}
"""
# 182,500 t a year for 20 years at 8 %, a grant paid before operation.
PRICE = """\
price:
%s  npv:
    discount_rate_percent: 8
    years: 20
    streams: {fee: {field: fee, quantity: 182500}}
    lumps: {grant: {field: grant, year: 0}}
"""
# 385,000 x 182,500 x (1 - 1.08^-20) / 0.08 = 70,262,500,000 x 9.818147 = 689,847,582,216 VND.
FEES = 385_000 * 182_500 * (1 - 1 / F("1.08") ** 20) / F("0.08")
GRANT = 5_000_000 * 25_000  # 125,000,000,000 VND


def vnd(grant="", rules="", fx=FX):
    grant = grant if "unit" in grant else f", unit: CUR{grant}"
    return text(head=VND + fx, form=FORM % grant, price=PRICE % rules)


def stated(grant, currency="VND", fee=385000, name="B1"):
    return (
        f"schema: wte_ppp/bid/1\ntender: trial\nbidder: {name}\nenvelope: price\n"
        + (f"currency: {currency}\n" if currency else "")
        + f"fields: {{fee: {fee}, grant: {grant}}}\n"
    )


@pytest.fixture
def valued(put):
    """Tender and price envelope, as read."""

    def read(body, **parts):
        tender = load_tender(put("tender.yaml", vnd(**parts)))
        return tender, read_bid(put("p.yaml", body), tender, "price")

    return read


def result_of(tender, put, *bodies, decisions=None):
    bids, prices = {}, {}
    for place, body in enumerate(bodies, 1):
        name = f"B{place}"
        bids[name] = read_bid(put(f"{name}.yaml", technical(name)), tender, "technical")
        prices[name] = read_bid(put(f"{name}-p.yaml", body), tender, "price")

    settled = {(bid, "eligibility"): Decision(True, Quoted("in order", "O")) for bid in bids}
    marks = {
        member: {
            bid: {"care": SingleMark(member, "3", F(3, 4), Quoted("seen", member))} for bid in bids
        }
        for member in ("Anh", "Binh", "Chi")
    }
    technical_result = technical_evaluation(tender, bids, marks=marks, decisions=settled)
    return award(tender, technical_result, bids, prices, decisions={**settled, **(decisions or {})})


def test_figures_of_the_trial():
    assert round(FEES) == 689_847_582_216
    assert round(FEES + GRANT) == 814_847_582_216
    assert round(FEES + 5_000_000) == 689_852_582_216  # what a grant taken as dong gave


@pytest.mark.parametrize(
    ("grant", "body"),
    [
        (", currency: USD", stated(5_000_000)),  # fixed by the form
        (", unit: USD", stated(5_000_000)),  # named by the field's unit
        ("", stated("{amount: 5000000, currency: USD}")),  # stated beside the amount
        (", currency: USD", stated("{amount: 5000000, currency: USD}")),  # both
        ("", stated(5_000_000, "USD", fee="{amount: 385000, currency: VND}")),  # the other way
    ],
)
def test_a_grant_in_dollars_counts_as_dollars(valued, grant, body):
    tender, envelope = valued(body, grant=grant)
    assert not envelope.faults
    assert price_parts(tender, envelope) == {"fee": FEES, "grant": GRANT}


def test_all_in_one_foreign_currency_is_as_before(valued):
    # 15.40 USD/t x 25,000 = 385,000 VND/t.
    tender, envelope = valued(stated(5_000_000, "USD", fee="15.40"))
    assert price_parts(tender, envelope) == {"fee": FEES, "grant": GRANT}


def test_an_amount_in_a_currency_that_the_form_does_not_ask_for_is_told(valued):
    _, envelope = valued(stated("{amount: 5000000, currency: VND}"), grant=", currency: USD")
    (doubt,) = envelope.doubts
    assert str(doubt.why) == "5000000 VND: the form asks for USD"


@pytest.mark.parametrize("grant", ["{amount: 5}", "{amount: 5, currency: usd}", "{value: 5}"])
def test_half_an_amount_is_a_fault_of_its_field(valued, grant):
    _, envelope = valued(stated(grant))
    (doubt,) = envelope.doubts
    assert "an amount with its currency" in str(doubt.why)


def test_a_missing_rate_is_an_open_point_and_never_one_or_out(valued, put):
    tender, _ = valued(stated("{amount: 5000000, currency: JPY}"))
    result = result_of(tender, put, stated("{amount: 5000000, currency: JPY}"), stated(0))
    (finding,) = [finding for finding in result.findings if finding.bid == "B1"]
    assert finding.passed is None
    assert [str(point) for point in result.open] == ["B1: currency: no exchange rate of JPY yet"]
    assert [placed.bid for placed in result.ranked] == ["B2"]


def test_currencies_beyond_the_tenders_rule_wait_for_the_committee(valued, put):

    body = stated("{amount: 5000000, currency: USD}")
    for rules, found in (
        ("  currencies: [VND]\n", "in USD; the tender allows VND"),
        ("  currencies_most: 1\n", "in 2 currencies (VND, USD); the tender allows 1"),
    ):
        tender, _ = valued(body, rules=rules)
        assert str(result_of(tender, put, body).open[0]) == f"B1: currency: {found}"
        admitted = {("B1", "currency"): Decision(True, Quoted("asked for by Q&A 3", "O"))}
        result = result_of(tender, put, body, decisions=admitted)
        assert not result.open
        assert result.ranked[0].price == FEES + GRANT
        refused = {("B1", "currency"): Decision(False, Quoted("not allowed by ITB 15", "O"))}
        result = result_of(tender, put, body, decisions=refused)
        assert (result.ranked, result.open) == ((), ())


def test_a_fixed_currency_is_for_money_alone(put):
    with pytest.raises(DocumentError, match="a currency with kind money"):
        load_tender(put("t.yaml", vnd().replace("kind: number,", "kind: number, currency: USD,")))


def test_forms_ask_for_the_currency_of_each_amount(valued, put, tmp_path):
    tender, envelope = valued(stated("{amount: 5000000, currency: USD}"))
    raw = form_workbook(
        tender, "price", bidder="B1", currency="VND", answers=envelope.answers,
        currencies=envelope.currencies,
    )  # fmt: skip
    file = tmp_path / "form.xlsx"
    file.write_bytes(raw)
    again = read_envelope(file, tender, "price")
    assert (again.answers, again.currencies, again.faults) == (
        envelope.answers, {"grant": "USD"}, (),
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(raw))
    units = {row[0].value: row[2].value for row in book["Bid"].iter_rows(min_row=2)}
    assert (units["Fee"], units["Grant"]) == ("currency/t", "USD")


def test_a_unit_that_names_no_currency_is_a_fault(valued, tmp_path):
    tender, envelope = valued(stated(5_000_000))
    raw = form_workbook(tender, "price", bidder="B1", currency="VND", answers=envelope.answers)
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cell = next(row[2] for row in book["Bid"].iter_rows() if row[0].value == "Grant")
    cell.value = "dollars"
    book.save(tmp_path / "form.xlsx")
    (doubt,) = read_envelope(tmp_path / "form.xlsx", tender, "price").doubts
    assert "5000000 dollars: not an amount with its currency" in str(doubt.why)


def test_a_form_with_a_fixed_currency_says_so_and_asks_nothing(valued):
    tender, _ = valued(stated(5_000_000), grant=", currency: USD")
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(tender, "price")))
    units = {row[0].value: row[2].value for row in book["Bid"].iter_rows(min_row=2)}
    assert units["Grant"] == "USD"


@pytest.fixture
def evaluation(put):
    folder = put("case/tender.yaml", vnd()).parent
    case = opening(folder)
    for name, body in (
        ("B1", stated("{amount: 5000000, currency: USD}")),
        ("B2", stated(100_000_000_000, fee=390_000, name="B2")),
    ):
        case.receive(name, "technical", put(f"{name}-t.yaml", technical(name)), by="O", at=at(1))
        case.receive(name, "price", put(f"{name}-p.yaml", body), by="O", at=at(1))
    for name in ("B1", "B2"):
        case.decide(name, "eligibility", True, reason="in order", by="O", at=at(3))
    for member in ("Anh", "Binh", "Chi"):
        case.mark(
            put(f"{member}.yaml", sheet(member, B1="3", B2="3")), by=member, at=at(4),
            moderated=False,
        )  # fmt: skip
    case.freeze(by="P", at=at(5))
    case.open_prices(by=["O", "C"], at=at(6))
    return case, evaluation_of(case)


def test_every_reader_is_told_the_amounts_own_currency(evaluation):
    case, result = evaluation
    assert "B1, B1: Fee 385,000, Grant 5,000,000.00 USD (VND)" in lines(prices_screen(case))
    cells = [cell for block in prices_chapter(result) for row in getattr(block, "rows", ())
             for cell in row]  # fmt: skip
    labels = [str(cell) for cell in cells]
    assert "Grant, USD" in labels
    assert "Fee, VND/t" in labels
    assert result.award.ranked[0].price in (FEES + GRANT, 390_000 / F(385_000) * FEES + 10**11)


def test_the_workbook_has_the_rate_of_each_amount(evaluation):
    _, result = evaluation
    book = openpyxl.load_workbook(io.BytesIO(evaluation_workbook(result)))
    rows = list(book["Price"].iter_rows(min_row=4, values_only=True))
    heads, first, second = rows[0], rows[1], rows[2]
    at_currency = heads.index("Grant: currency")
    assert (first[at_currency], second[at_currency]) == ("USD", "VND")
    assert (first[at_currency + 1], second[at_currency + 1]) == (25000, 1)
    grant = first[heads.index("Grant, valued in VND")]
    assert "H5" in grant  # the cell of the grant's own rate


def test_ocds_takes_amounts_out_and_in_with_their_currency(evaluation, tmp_path):
    case, _ = evaluation
    file = tmp_path / "release.json"
    file.write_text(released(release_of(case)), encoding="utf-8")
    taken = read_ocds(file, case.tender)
    assert taken.bids["B1"]["price"]["fields"] == {
        "fee": 385000,
        "grant": {"amount": 5000000, "currency": "USD"},
    }
    assert taken.bids["B1"]["price"]["currency"] == "VND"


def test_no_digit_of_an_amount_is_rounded_away():
    assert str(money(F("1234567.50"), "IDR")) == "1,234,567.50 IDR"
    assert str(money(F("1234567.5055"), "VND")) == "1,234,567.5055 VND"
    assert str(money(F("0.1234"), "USD")) == "0.1234 USD"
    assert [digits_of(code) for code in ("IDR", "VND", "JPY", "KWD", "MMK")] == [2, 0, 0, 3, 2]


def test_a_unit_price_is_told_with_its_unit(valued, put):
    tender, _ = valued(stated(0))
    result = result_of(tender, put, stated(5_000_000, "USD", fee="{amount: 385000, currency: VND}"))
    (step,) = result.ranked[0].steps
    assert str(step.message) == ("Fee: 385,000 VND/t; Grant: 5,000,000.00 USD (1 USD = 25,000 VND)")
