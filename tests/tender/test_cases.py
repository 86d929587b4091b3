"""Cases of disputed tenders as an officer meets them: 70 quality, 30 lowest price over price."""

import datetime
import re
import sqlite3
import zipfile
from fractions import Fraction as F

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, bid, opening, sheet, text
from wte_ppp.chapters.tender_screen import award_screen, tender_screen
from wte_ppp.chapters.tender_status import status_screen
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import Case
from wte_ppp.tender.life.addenda import extend_deadline, issue_addendum
from wte_ppp.tender.life.corrections import answer_correction
from wte_ppp.tender.life.rates import enter_rates
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.verify import verify

QUALITY = (
    "criteria:\n  quality: {weight: 100, field: q, scoring: {linear: {floor: 0, target: 100}}}\n"
)
RULES = """\
rules:
  procedure.technical_weight_percent: 70
  procedure.technical_minimum_percent: 0
"""
FORM = """\
bid_form:
  q: {label: Quality, unit: points, kind: number, at_least: 0, at_most: 100}
  fee: {label: Fee, unit: CUR, kind: money, envelope: price, at_least: 0}
"""


def tender_text(
    *, rules="", more="", form="", criteria=QUALITY, price="price: {field: fee}\n", currency="USD"
):  # fmt: skip
    whole = text(rules=RULES + rules, criteria=criteria, price=price, form=FORM + form)
    return whole.replace("currency: USD", f"currency: {currency}", 1) + more


def received(put, bids, **parts):
    """A case with bids: name -> (quality or fields, fee or fields)."""
    case = opening(put("case/tender.yaml", tender_text(**parts)).parent)
    for name, (technical, prices) in bids.items():
        stated = technical if isinstance(technical, dict) else {"q": technical}
        fields = {"currency": "USD"} | (prices if isinstance(prices, dict) else {"fee": prices})
        for envelope, body in (
            ("technical", bid(name, **stated)), ("price", bid(name, "price", **fields)),
        ):  # fmt: skip
            file = put(f"{name}-{envelope}.yaml", body)
            case.receive(name, envelope, file, by="Office", at=at(1))
    return case


def to_prices(case):
    for name in case.envelopes():
        case.decide(name, "eligibility", True, reason="in order", by="Office", at=at(2))
    case.freeze(by="Panel", at=at(3))
    case.open_prices(by=["Office", "Chair"], at=at(4))
    return case


def awarded(case):
    _, result = case.award(by="Panel", at=at(6))
    return result, {placed.bid: placed for placed in result.ranked}


RATIO = """\
criteria:
  energy: {weight: 50, field: e, unit: kWh/t, scoring: ratio}
  quality: {weight: 50, field: q, scoring: {linear: {floor: 0, target: 100}}}
"""
ENERGY = "  e: {label: Energy, unit: kWh/t, kind: number, at_least: 0}\n"


@pytest.fixture
def withdrawn(put):
    bids = {
        "A": ({"e": 500, "q": 60}, 100),
        "B": ({"e": 400, "q": 80}, 104),
        "C": ({"e": 900, "q": 30}, 110),
    }
    case = to_prices(received(put, bids, criteria=RATIO, form=ENERGY))
    case.withdraw("C", reason="Letter", by="Office", at=at(5))
    return case


def test_t1_points_frozen_stay_when_the_best_bid_withdraws(withdrawn):
    """A: 50 x 500/900 + 30 = 57.78, B: 50 x 400/900 + 40 = 62.22 of 100 points."""
    result, placed = awarded(withdrawn)
    assert placed["B"].total == F("0.7") * (F(200, 9) + 40) + 30 * F(100, 104)  # 72.40
    assert placed["A"].total == F("0.7") * (F(250, 9) + 30) + 30  # 70.44
    assert result.winner == "B"


def test_t2_a_withdrawal_after_the_freeze_is_no_change_of_the_record(withdrawn):
    assert verify(withdrawn.folder).problems == ()
    awarded(withdrawn)
    assert verify(withdrawn.folder).problems == ()


def schedule(items):
    return (
        "price:\n  field: fee\n  schedules:\n    works:\n      total: fee\n      items:\n" + items
    )


def test_t4_items_govern_over_the_total_once_accepted(put):
    """A: 100 + 200 + 300 = 600 in place of 500; B: 100 + 200 + 250 = 550."""
    items = "".join(f"        {item}: {{label: Item}}\n" for item in ("a", "b", "c"))
    bids = {
        "A": (80, {"a": 100, "b": 200, "c": 300, "fee": 500}),
        "B": (80, {"a": 100, "b": 200, "c": 250, "fee": 550}),
    }
    rule = "  procedure.arithmetic_governs: unit_price\n"
    case = to_prices(received(put, bids, rules=rule, price=schedule(items)))
    with pytest.raises(DocumentError, match=r"600\.00 USD in place of 500\.00 USD"):
        case.award(by="Panel", at=at(5))
    answer_correction(case, "A", accepted=True, reason="Letter 7", by="Office", at=at(5))
    result, placed = awarded(case)
    assert (placed["A"].price, placed["B"].price, result.winner) == (600, 550, "B")
    shown = lines(award_screen(case.tender, case.result()))
    assert "as read out: +500.00 USD" in shown
    assert "arithmetic correction: +100.00 USD" in shown


def test_t5_the_unit_price_governs_over_the_amount(put):
    """60 x 10 = 600 in place of 500."""
    items = "        a: {label: Crane, unit: h, quantity: 60}\n"
    bids = {"A": (80, {"a_unit_price": 10, "a": 500, "fee": 500})}
    rule = "  procedure.arithmetic_governs: unit_price\n"
    case = to_prices(received(put, bids, rules=rule, price=schedule(items)))
    answer_correction(case, "A", accepted=True, reason="Letter 7", by="Office", at=at(5))
    _, placed = awarded(case)
    assert placed["A"].price == 600


@pytest.mark.parametrize(
    ("sense", "told"), [("below", "below"), ("at_or_below", "at or below"), ("", "at or below")]
)
def test_check_says_whether_a_price_at_the_low_price_line_is_low(put, sense, told):
    """80 % of 1,000 = 800; the sense shows, also where the tender leaves it to the default."""
    rules = "  procedure.abnormally_low_percent_of_estimate: 80\n"
    rules += "  procedure.abnormally_low_action: investigate\n"
    rules += f"  procedure.abnormally_low_sense: {sense}\n" if sense else ""
    body = tender_text(rules=rules, price="price: {field: fee, estimate: 1000}\n")
    shown = lines(tender_screen(load_tender(put("tender.yaml", body))))
    assert f"Low price: {told} 800 USD (80 % of the estimate)" in shown


def test_t8_a_grant_in_dollars_counts_in_dollars(put):
    """Fees of 20 years at 8 %: 385,000 x 182,500 x (1 - 1.08^-20) / 0.08 VND; a grant at 25,000."""
    npv = """\
price:
  npv:
    discount_rate_percent: 8
    years: 20
    streams: {fees: {field: fee, quantity: 182500}}
    lumps: {grant: {field: grant}}
fx: {date: '2026-02-28', source: State Bank, rates: {USD: 25000}}
"""
    grant = "  grant: {label: Grant, unit: USD, currency: USD, kind: money, envelope: price}\n"
    bids = {"A": (80, {"fee": 385000, "grant": 5000000, "currency": "VND"})}
    _, placed = awarded(to_prices(received(put, bids, price=npv, form=grant, currency="VND")))
    fees = 385000 * 182500 * (1 - F(100, 108) ** 20) / F(8, 100)
    assert round(fees + 5000000 * 25000) == 814_847_582_216
    assert placed["A"].price == fees + 5000000 * 25000


def test_t14_nothing_is_frozen_opened_or_awarded_before_the_deadline(put):
    case = received(put, {"A": (80, 100)})
    for step in (
        lambda: case.freeze(by="Panel", at=at(1, 16)),
        lambda: case.open_prices(by=["Office", "Chair"], at=at(1, 16)),
        lambda: case.award(by="Panel", at=at(1, 16)),
    ):
        with pytest.raises(DocumentError, match=r"after the deadline|before the freeze"):
            step()
    assert [event.what for event in case.progress.all("frozen")] == []


def test_nobody_decides_or_scores_before_the_deadline(put):
    case = received(put, {"A": (80, 100)})
    with pytest.raises(DocumentError, match="after the deadline"):
        case.decide("A", "eligibility", False, reason="no", by="Office", at=at(1, 16))
    with pytest.raises(DocumentError, match="after the deadline"):
        case.mark(put("s.yaml", sheet("Anh", A="3")), by="Anh", at=at(1, 16))


def test_an_envelope_that_one_of_two_desks_wrote_down_late_is_in_time(put):
    """Deadline 17:00. One desk enters 17:05 first; the other then enters what came at 16:00."""
    case = opening(put("case/tender.yaml", tender_text()).parent)
    first, second = put("a.yaml", bid("A", q=1)), put("b.yaml", bid("B", q=1))
    case.receive("A", "technical", first, by="Desk 1", at=at(1, 17))
    with pytest.raises(DocumentError, match="--at-reason"):
        case.receive("B", "technical", second, by="Desk 2", at=at(1, 16))
    desk = Case(case.folder, at_reason="Desk 2, book, line 4")
    assert desk.receive("B", "technical", second, by="Desk 2", at=at(1, 16)).data["late"] is False
    # Not before an earlier envelope of its own, nor before anything that is no receipt.
    with pytest.raises(DocumentError, match="rising moments"):
        desk.receive("B", "technical", put("c.yaml", bid("B", q=2)), by="Desk 2", at=at(1, 15))
    desk.withdraw("A", reason="Letter", by="Office", at=at(1, 18))
    with pytest.raises(DocumentError, match="rising moments"):
        desk.receive("C", "technical", put("d.yaml", bid("C", q=2)), by="Desk 2", at=at(1, 16))
    assert verify(case.folder).problems == ()


def test_a_bid_withdrawn_and_handed_in_anew_in_time_is_the_new_one_alone(put):
    case = received(put, {"A": (80, 100)})
    case.withdraw("A", reason="Letter 1", by="Office", at=at(1, 10))
    assert list(case.progress.withdrawn()) == ["A"]
    new = put("new.yaml", bid("A", q=90))
    case.receive("A", "technical", new, by="Office", at=at(1, 12))
    assert dict(case.progress.withdrawn()) == {}
    # The price envelope went with the withdrawal.
    assert list(case.progress.received()) == [("A", "technical")]
    assert case.envelopes()["A"].numbers["q"] == 90
    case.withdraw("A", reason="Letter 2", by="Office", at=at(1, 13))
    # Too late to come back.
    assert case.receive("A", "technical", new, by="Office", at=at(1, 18)).data["late"] is True
    assert list(case.progress.withdrawn()) == ["A"]


def test_t17_two_extensions_and_an_addendum_and_a_bid_on_the_old_form(put):
    """1 March, then 5, then 10 March; the old technical envelope no longer counts, and is told."""
    body = tender_text()
    case = opening(put("case/tender.yaml", body).parent)
    old = put("old.yaml", bid("A", q=80))
    case.receive("A", "technical", old, by="Office", at=at(5, month=2))
    for day, said in ((5, 6), (10, 7)):
        extend_deadline(case, deadline=at(day, 17), reason="Flood", by="O", at=at(said, month=2))
    asked = "  plan: {label: Plan, kind: text}\n"
    changed = put("new.yaml", body.replace(FORM, FORM + asked))
    with pytest.raises(DocumentError, match="2026-03-10T17:00"):
        issue_addendum(case, changed, reason="A plan", by="O", at=at(8, month=2))
    changed.write_text(changed.read_text().replace("2026-03-01T17:00", "2026-03-10T17:00"))
    issue_addendum(
        case, changed, reason="A plan", by="O", forms_anew=("technical",), at=at(8, month=2)
    )
    assert case.tender.definition.deadline == at(10, 17)
    assert dict(case.progress.received()) == {}
    shown = lines(status_screen(case))
    assert "A: technical envelope on the form before line 5; asked for anew" in shown
    case.receive("A", "technical", put("new-a.yaml", bid("A", q=80, plan="x")), by="O", at=at(10))
    assert list(case.progress.received()) == [("A", "technical")]
    assert "asked for anew" not in lines(status_screen(case))
    assert verify(case.folder).problems == ()


def test_t18_the_rate_of_the_opening_day_is_entered_after_the_opening(put):
    """EUR 100 x 1.1 = USD 110, behind USD 105."""
    named = "fx: {on: opening_day, source: State Bank, kind: selling}\n"
    bids = {"A": (80, {"fee": 100, "currency": "EUR"}), "B": (80, 105)}
    case = to_prices(received(put, bids, more=named))
    with pytest.raises(DocumentError, match="no exchange rate of EUR yet"):
        case.award(by="Panel", at=at(5))
    enter_rates(
        case, {"EUR": F("1.1")}, day=datetime.date(2026, 3, 4), source="Sheet 3", by="O",
        at=at(4, 15),
    )  # fmt: skip
    result, placed = awarded(case)
    assert (placed["A"].price, result.winner) == (110, "B")
    assert verify(case.folder).problems == ()


EXTRA = "  days: {label: Days, unit: d, kind: number, envelope: price}\n"


def test_t19_rules_on_a_price_field_run_at_the_opening_or_are_refused(put, tmp_path):
    on_price = "criteria:\n  x: {weight: 100, field: days, unit: d, scoring: ratio}\n"
    put("refused/tender.yaml", tender_text(criteria=on_price, form=EXTRA))
    told = CliRunner().invoke(main, ["tender", "check", str(tmp_path / "refused")])
    assert told.exit_code == 2
    assert "criteria.x.field" in told.output
    assert "price.criteria" in told.output
    adder = (
        "price: {field: fee, adders: {late: "
        "{name: Late, field: days, better: lower, money_per_unit: 2}}}\n"
        "minimums: {longest: {field: days, unit: d, at_most: 9}}\n"
    )
    bids = {
        "A": (80, {"fee": 100, "days": 6}),
        "B": (80, {"fee": 105, "days": 1}),
        "C": (80, {"fee": 90, "days": 10}),
    }
    rules = "  procedure.adders: true\n"
    result, placed = awarded(to_prices(received(put, bids, rules=rules, price=adder, form=EXTRA)))
    # C's 10 days are over 9: out. Of A and B the fewest days are 1: A has 5 more, 5 x 2 = 10.
    assert {name: row.price for name, row in placed.items()} == {"A": 110, "B": 105}
    assert result.winner == "B"


def test_t22_rows_cut_from_the_end_are_told(put):
    case = to_prices(received(put, {"A": (80, 100), "B": (80, 105)}))
    case.award(by="Panel", at=at(6))
    head, kept = case.progress.events[-1].hash, len(case.progress.events) - 2
    with sqlite3.connect(case.store.path) as rows:
        for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            rows.execute(f"DROP TRIGGER {name}")
        rows.execute("DELETE FROM event WHERE seq > ?", (kept,))
    rows.close()
    assert "no event names" in str(verify(case.folder).problems)
    assert "missing or were rewritten" in str(verify(case.folder, head=head).problems)


@pytest.mark.parametrize("act", ["freeze", "award", "decide"])
def test_t23_on_a_full_disk_nothing_happens_and_the_next_try_works(put, monkeypatch, act):
    case = received(put, {"A": (80, 100), "B": (80, 105)})
    acts = {
        "decide": lambda: case.decide(
            "A", "eligibility", True, reason="in order", by="Office", at=at(2)
        ),
        "freeze": lambda: case.freeze(by="Panel", at=at(3)),
        "award": lambda: case.award(by="Panel", at=at(6)),
    }
    if act != "decide":
        for name in "AB":
            case.decide(name, "eligibility", True, reason="in order", by="Office", at=at(2))
    if act == "award":
        case.freeze(by="Panel", at=at(3))
        case.open_prices(by=["Office", "Chair"], at=at(4))
    before, connect = len(case.progress.events), sqlite3.connect

    def full(*args, **kwargs):
        rows = connect(*args, **kwargs)
        (pages,) = rows.execute("PRAGMA page_count").fetchone()
        rows.execute(f"PRAGMA max_page_count = {pages}")
        return rows

    with monkeypatch.context() as disk:
        disk.setattr(sqlite3, "connect", full)
        # Long enough to need more pages than the file has.
        case = Case(case.folder, at_reason="word " * 50000)
        with pytest.raises(OSError, match="disk is full"):
            acts[act]()
    case = Case(case.folder)
    assert len(case.progress.events) == before
    assert verify(case.folder).problems == ()
    acts[act]()
    assert len(Case(case.folder).progress.events) == before + 1


def test_t26_a_process_loaded_before_the_freeze_changes_nothing_after_it(put):
    panel = (
        "criteria:\n  quality: {weight: 50, field: q, scoring: {linear: {floor: 0, target: 100}}}\n"
        "  care: {weight: 50, scoring: {panel: {grades: {'0': 0, '3': 100}}}}\n"
        "panel: {members: [Anh, Binh, Chi]}\n"
    )
    case = received(put, {"A": (80, 100)}, criteria=panel)
    case.decide("A", "eligibility", True, reason="in order", by="Office", at=at(2))
    sheets = {name: put(f"{name}.yaml", sheet(name, A="3")) for name in ("Anh", "Binh", "Chi")}
    for name, file in sheets.items():
        case.mark(file, by=name, at=at(2))
    other = Case(case.folder)
    case.freeze(by="Panel", at=at(3))
    with pytest.raises(DocumentError, match="scores are closed"):
        other.mark(sheets["Anh"], by="Anh", at=at(4))
    with pytest.raises(DocumentError, match="no envelope is taken after the freeze"):
        other.receive("B", "technical", put("b.yaml", bid("B", q=1)), by="Office", at=at(4))
    assert verify(case.folder).problems == ()


def test_t27_a_recorded_reason_stands_word_for_word_in_a_japanese_letter(put):
    reason = "at least two of the three reference plants never ran"
    case = received(put, {"A": (80, 100), "B": (80, 105)})
    case.decide("A", "eligibility", True, reason="in order", by="Office", at=at(2))
    case.decide("B", "eligibility", False, reason=reason, by="Office", at=at(2))
    case.freeze(by="Panel", at=at(3))
    case.open_prices(by=["Office", "Chair"], at=at(4))
    case.award(by="Panel", at=at(6))
    place = case.folder.parent / "letters"
    arguments = ["tender", "letters", str(case.folder), "--language", "ja", "--word"]
    told = CliRunner().invoke(main, [*arguments, "--out", str(place)])
    assert told.exit_code == 0, told.output
    assert reason in words_of(next(place.glob("*B*.docx")))


def words_of(file):
    with zipfile.ZipFile(file) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())


def test_t28_totals_that_differ_at_the_sixth_decimal_are_shown_apart(put):
    """0.7 x 80 + 30 = 86; 0.7 x 80.00001 + 30 = 86.000007: the fifth decimal parts them."""
    case = to_prices(received(put, {"A": (80, 100), "B": ("80.00001", 100)}))
    case.award(by="Panel", at=at(6))
    shown = lines(award_screen(case.tender, case.result()))
    assert "86.00001" in shown
    assert "86.00000" in shown
    assert "Distance of the first two: 0.00001 points." in shown
    told = CliRunner().invoke(
        main, ["tender", "explain", str(case.folder), "--bid", "A", "--question", "rank"]
    )
    # A's and B's quality beside each other: 56 and 56.00001.
    assert re.search(r"^quality\s+56\s+56\.00001\s+-0\.00001$", told.output, re.M)


def test_t31_without_a_score_no_bid_is_out(put):
    panel = (
        "criteria:\n  care: {weight: 100, scoring: {panel: {grades: {'0': 0, '3': 100}}}}\n"
        "panel: {members: [Anh, Binh, Chi]}\n"
    )
    case = received(put, {"A": (80, 100)}, criteria=panel)
    shown = lines(status_screen(case))
    assert "A: not scored yet" in shown
    assert " out at" not in shown


def test_t32_a_missing_judgement_is_completed(put):
    """Bozoki, Fulop and Ronyai 2010: c/d 0.7303; 0.3738, 0.3920, 0.0985, 0.1357."""
    file = put(
        "ahp.yaml",
        "schema: wte_ppp/ahp/1\ncriteria: [a, b, c, d]\n"
        "judgements: {a / b: 1, a / c: 5, a / d: 2, b / c: 3, b / d: 4}\n",
    )
    told = CliRunner().invoke(main, ["tender", "ahp", str(file)])
    assert told.exit_code == 0
    for figure in ("0.7303", "37.38", "39.20", "9.85", "13.57"):
        assert figure in told.output
