"""Price schedules: arithmetic by the procedure's rule, omissions, discounts, deviations."""

from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tender.conftest import HEAD
from wte_ppp.chapters.tender_screen import award_screen
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.procedure import procedure_of
from wte_ppp.messages import Quoted
from wte_ppp.print.form_workbook import form_workbook
from wte_ppp.print.lines import lines
from wte_ppp.tender.award import award
from wte_ppp.tender.bids import read_bid
from wte_ppp.tender.corrections import arithmetic_of
from wte_ppp.tender.definition.schedule import Item, Schedule
from wte_ppp.tender.envelopes import read_envelope
from wte_ppp.tender.evaluated_price import arithmetic
from wte_ppp.tender.rulings import CorrectionAnswer, DecimalPoint, Deviation, Rulings
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.technical import technical_evaluation
from wte_ppp.tender.tender import load_tender

BASE = """\
criteria:
  net: {weight: 100, field: net, unit: kWh/t, scoring: {linear: {floor: 350, target: 600}}}
bid_form:
  net: {label: Net power, unit: kWh/t, kind: number}
"""
RULES = """\
rules:
  procedure.technical_weight_percent: 70
  procedure.technical_minimum_percent: 0
"""
ITEMS = """\
price:
  field: total
  schedules:
    works:
      total: total
      items:
        civil: {label: Civil works}
        boiler: {label: Boiler}
        ash: {label: Ash plant, estimate: 260}
"""
UNIT = """\
price:
  field: total
  schedules:
    works: {total: total, items: {crane: {label: Crane, unit: h, quantity: 60}}}
"""
PROCEDURE = procedure_of(load_guidance("qcbs").on("2026-11-01"))
SEEN = Quoted("letter of 9 March", "Office")


@pytest.fixture
def tender(put):
    def load(price=ITEMS, rules="", form="", head=HEAD):
        content = head.format(guidance="qcbs") + RULES + rules + BASE + form + price
        return load_tender(put("tender.yaml", content))

    return load


@pytest.fixture
def stated(put):
    """A price envelope of these figures."""

    def read(tender, name="A", currency="USD", **figures):
        lines = "".join(f"  {key}: {value}\n" for key, value in figures.items())
        body = (
            f"schema: wte_ppp/bid/1\ntender: trial\nbidder: {name}\nenvelope: price\n"
            f"currency: {currency}\nfields:\n{lines}"
        )
        return read_bid(put(f"{name}-p.yaml", body), tender, "price")

    return read


@pytest.fixture
def result(put):
    """The award of these price envelopes, all of equal quality."""

    def run(tender, decisions=None, **prices):
        bids = {
            name: read_bid(put(f"{name}.yaml", bid_of(name)), tender, "technical")
            for name in prices
        }
        eligible = {(bid, "eligibility"): Decision(True, Quoted("in order", "O")) for bid in bids}
        scored = technical_evaluation(tender, bids, decisions=eligible)
        return award(tender, scored, bids, prices, decisions={**eligible, **(decisions or {})})

    return run


def bid_of(name):
    return (
        f"schema: wte_ppp/bid/1\ntender: trial\nbidder: {name}\nenvelope: technical\n"
        "fields: {net: 475}\n"
    )


def accepted(tender, envelope, yes=True):
    answer = CorrectionAnswer(yes, arithmetic(tender, envelope).figures, SEEN, "2026-03-09")
    return replace(envelope, rulings=replace(envelope.rulings, answer=answer))


def ladder(placed):
    return [(step.what, step.amount) for step in placed.steps]


def test_items_govern_over_the_total_once_the_bidder_accepts(tender, stated, result):
    it = tender()
    a = stated(it, "A", civil=100, boiler=200, ash=300, total=500)
    b = stated(it, "B", civil=100, boiler=200, ash=250, total=550)
    (correction,) = arithmetic(it, a).corrections
    # 100 + 200 + 300 = 600
    assert (correction.field, correction.stated, correction.corrected) == ("total", 500, 600)
    waiting = result(it, A=a, B=b)
    assert [str(point) for point in waiting.open] == [
        "A: arithmetic_correction: corrected, Total: 600.00 USD in place of 500.00 USD (sum of the "
        "items: 600); the bidder has not accepted yet"
    ]
    done = result(it, A=accepted(it, a), B=b)
    assert done.winner == "B"
    prices = {placed.bid: (placed.read_out, placed.price) for placed in done.ranked}
    assert prices == {"A": (500, 600), "B": (550, 550)}
    (first, second) = done.ranked
    assert ladder(second) == [("read_out", 500), ("arithmetic_correction", 100)]
    assert ladder(first) == [("read_out", 550)]


def test_a_total_that_stands_by_the_rule_says_what_it_leaves_uncorrected(tender, stated, result):
    """Kenya, PPADA s. 82: the sum in the form of tender is final. 100 + 200 + 300 = 600."""
    it = tender(rules="  procedure.arithmetic_governs: total\n")
    a = stated(it, "A", civil=100, boiler=200, ash=300, total=500)
    b = stated(it, "B", civil=100, boiler=200, ash=250, total=550)
    done = result(it, A=a, B=b)
    assert (done.winner, done.open) == ("A", ())
    said = "A: Total: sum of the items: 600, stated 500; what is stated stands by the rule"
    assert [str(line) for line in done.applied] == [said]
    assert said in lines(award_screen(it, done))


def test_who_refuses_the_correction_is_out_with_the_reason(tender, stated, result):
    it = tender()
    a = stated(it, "A", civil=100, boiler=200, ash=300, total=500)
    b = stated(it, "B", civil=100, boiler=200, ash=250, total=550)
    done = result(it, A=accepted(it, a, yes=False), B=b)
    (finding,) = [finding for finding in done.findings if finding.bid == "A"]
    assert (finding.rule, finding.passed, finding.reason) == ("arithmetic_correction", False, SEEN)
    assert [placed.bid for placed in done.ranked] == ["B"]


def test_an_answer_holds_for_the_figures_it_was_given_for(tender, stated, result):
    it = tender()
    a = stated(it, "A", civil=100, boiler=200, ash=300, total=500)
    other = stated(it, "A", civil=100, boiler=200, ash=301, total=500)
    moved = replace(other, rulings=accepted(it, a).rulings)
    assert len(result(it, A=moved).open) == 1


def test_unit_price_governs_over_the_amount(tender, stated, result):
    it = tender(UNIT)
    a = stated(it, crane_unit_price=10, crane=500, total=500)
    # 10 x 60 = 600, and so the total.
    assert arithmetic(it, a).figures == {"crane": 600, "total": 600}
    assert result(it, A=accepted(it, a)).ranked[0].price == 600


def test_what_is_blank_but_follows_is_filled(tender, stated, result):
    it = tender(UNIT)
    a = stated(it, crane_unit_price=10)
    assert arithmetic(it, a).figures == {"crane": 600, "total": 600}
    (placed,) = result(it, A=accepted(it, a)).ranked
    assert ladder(placed) == [("arithmetic_correction", 600)]


@pytest.mark.parametrize(
    ("quantity", "unit", "amount"),
    [
        ("3", "33.333", "100.00"),  # 99.999, rounded to cents
        ("60", "10", "600"),
        ("0.5", "0.01", "0.01"),  # 0.005, half up
    ],
)
def test_rounding_to_the_currencys_decimals_is_no_error(tender, stated, quantity, unit, amount):
    it = tender(UNIT.replace("quantity: 60", f"quantity: {quantity}"))
    assert not arithmetic(it, stated(it, crane_unit_price=unit, crane=amount, total=amount)).figures


def test_a_quantity_may_be_the_bidders(tender, stated):
    it = tender(UNIT.replace("quantity: 60", "quantity: stated"))
    figures = {"crane_quantity": 50, "crane_unit_price": 10, "crane": 600, "total": 600}
    # 50 x 10 = 500
    assert arithmetic(it, stated(it, **figures)).figures == {"crane": 500, "total": 500}


def test_a_misplaced_decimal_point_is_the_committees_to_see(tender, stated, result):
    it = tender(UNIT)
    a = stated(it, crane_unit_price=100, crane=600, total=600)
    (point,) = result(it, A=a).open
    assert "Crane: 60 x 100 = 6,000, stated 600: is the decimal point" in str(point)
    seen = replace(a, rulings=Rulings(decimals={"crane_unit_price": DecimalPoint(True, SEEN)}))
    # 600 / 60 = 10 a unit; the amount and the total stand.
    (correction,) = arithmetic(it, seen).corrections
    assert (correction.field, correction.corrected) == ("crane_unit_price", 10)
    assert str(correction.why) == "decimal point misplaced: 600 / 60: letter of 9 March"
    not_so = replace(a, rulings=Rulings(decimals={"crane_unit_price": DecimalPoint(False, SEEN)}))
    assert arithmetic(it, not_so).figures == {"crane": 6000, "total": 6000}


def test_where_the_law_says_so_the_amount_governs_at_once(tender, stated):
    # Viet Nam, Decree 214/2025, article 31: 10, 100, 1,000 times.
    it = tender(UNIT, rules="  procedure.misplaced_decimal: extension\n")
    a = stated(it, crane_unit_price=1000, crane=600, total=600)
    assert arithmetic(it, a).figures == {"crane_unit_price": 10}


@pytest.mark.parametrize(("rule", "out", "price"), [("total", False, 500), ("reject", True, None)])
def test_other_rules_on_what_governs(tender, stated, result, rule, out, price):
    it = tender(rules=f"  procedure.arithmetic_governs: {rule}\n")
    a = stated(it, civil=100, boiler=200, ash=300, total=500)
    done = result(it, A=a)
    assert [placed.price for placed in done.ranked] == ([] if out else [price])
    assert any(finding.passed is False for finding in done.findings) is out
    assert not done.open


def test_totals_of_totals_follow(tender, stated):
    it = tender(
        "price:\n  field: grand\n  schedules:\n"
        "    works: {total: works_total, items: {civil: {}, boiler: {}}}\n"
        "    summary: {total: grand, items: {works_total: {}, taxes: {}}}\n"
    )
    a = stated(it, civil=100, boiler=200, works_total=290, taxes=30, grand=320)
    # 100 + 200 = 300; 300 + 30 = 330
    assert arithmetic(it, a).figures == {"works_total": 300, "grand": 330}


def test_items_of_several_currencies_have_no_single_sum(tender, stated, result):
    head = HEAD + "fx: {{date: '2026-03-06', source: Bank, rates: {{EUR: 1.1}}}}\n"
    it = tender(head=head)
    a = stated(it, civil="{amount: 100, currency: EUR}", boiler=200, ash=300, total=610)
    (point,) = result(it, A=a).open
    assert "items in EUR, USD have no single sum" in str(point)
    stands = {("A", "arithmetic_correction"): Decision(True, Quoted("610 is right", "O"))}
    assert result(it, decisions=stands, A=a).ranked[0].price == 610


@pytest.mark.parametrize(
    ("rule", "added"),
    [("included", 0), ("highest", 300), ("average", 275), ("estimate", 260)],
)
def test_an_omitted_item_is_priced_by_the_rule(tender, stated, result, rule, added):
    # Others ask 300 and 250 for the ash plant: highest 300, average 275; the estimate is 260.
    it = tender(rules=f"  procedure.omitted_items: {rule}\n")
    a = stated(it, "A", civil=100, boiler=200, total=300)
    b = stated(it, "B", civil=100, boiler=200, ash=300, total=600)
    c = stated(it, "C", civil=100, boiler=200, ash=250, total=550)
    done = result(it, A=a, B=b, C=c)
    (placed,) = [placed for placed in done.ranked if placed.bid == "A"]
    assert ladder(placed) == [("read_out", 300), ("omission", added)]
    assert placed.price == 300 + added


def test_where_the_rule_rejects_a_blank_item_puts_the_bid_out(tender, stated, result):
    # Philippines, IRR of RA 9184, section 32.2.1(a): a required item without a price.
    it = tender(rules="  procedure.omitted_items: reject\n")
    a = stated(it, "A", civil=100, boiler=200, total=300)
    b = stated(it, "B", civil=100, boiler=200, ash=0, total=300)  # 0 is a price
    done = result(it, A=a, B=b)
    assert ([placed.bid for placed in done.ranked], done.open) == (["B"], ())
    (finding,) = [finding for finding in done.findings if finding.rule == "omitted_items"]
    assert "left blank: Ash plant" in str(finding.reason)


def test_without_a_rule_an_omission_waits_for_the_committee(tender, stated, result):
    it = tender()
    a = stated(it, "A", civil=100, boiler=200, total=300)
    assert [str(point) for point in result(it, A=a).open] == [
        "A: omitted_items: Ash plant: left blank; no rule prices it"
    ]
    said = Quoted("the boiler's price includes it by its note 4", "O")
    stays = result(it, decisions={("A", "omitted_items"): Decision(True, said)}, A=a)
    assert stays.ranked[0].price == 300
    assert said.text in str(stays.ranked[0].steps[-1].message)
    out = result(it, decisions={("A", "omitted_items"): Decision(False, said)}, A=a)
    assert (out.ranked, out.open) == ((), ())


DISCOUNT = "  rebate: {label: Rebate, unit: '%', kind: number, envelope: price, required: false}\n"
AMOUNT = "  rebate: {label: Rebate, unit: CUR, kind: money, envelope: price, required: false}\n"
TERMS = "  terms: {label: Terms, kind: text, envelope: price, required: false}\n"
OFFER = "price:\n  field: total\n  discounts: {rebate: {field: rebate%s}}\n"
TOTAL = "  total: {label: Total, unit: CUR, kind: money, envelope: price}\n"


def test_discounts_come_off_after_correction(tender, stated, result):
    price = ITEMS + "  discounts: {rebate: {field: rebate}}\n"
    it = tender(price, form=DISCOUNT)
    a = accepted(it, stated(it, civil=100, boiler=200, ash=300, total=500, rebate=5))
    # 500 read out, 600 corrected, 5 % of 600 = 30.
    (placed,) = result(it, A=a).ranked
    assert ladder(placed) == [
        ("read_out", 500), ("arithmetic_correction", 100), ("discount", -30),
    ]  # fmt: skip
    assert placed.price == 570


def test_a_discount_may_be_an_amount_and_of_another_currency(tender, stated, result):
    head = HEAD + "fx: {{date: '2026-03-06', source: Bank, rates: {{EUR: 1.1}}}}\n"
    it = tender(OFFER % "", form=TOTAL + AMOUNT, head=head)
    a = stated(it, total=500, rebate="{amount: 20, currency: EUR}")
    # 20 EUR x 1.1 = 22 USD
    assert result(it, A=a).ranked[0].price == 478


def test_a_discount_under_a_condition_is_told_and_not_counted(tender, stated, result):
    it = tender(OFFER % ", condition: terms", form=TOTAL + DISCOUNT + TERMS)
    a = stated(it, total=500, rebate=10, terms="if both lots are awarded")
    (placed,) = result(it, A=a).ranked
    assert placed.price == 500
    assert "if both lots are awarded" in str(placed.steps[-1].message)


def test_a_priced_deviation_is_added_for_comparison(tender, stated, result):
    it = tender(OFFER.replace("  discounts: {rebate: {field: rebate%s}}\n", ""), form=TOTAL)
    what = Quoted("delivers two months late", "O")
    a = stated(it, "A", total=500)
    a = replace(a, rulings=Rulings(deviations=(Deviation(what, F(60), "USD"),)))
    done = result(it, A=a, B=stated(it, "B", total=550))
    assert done.winner == "B"
    assert ladder(done.ranked[1]) == [("read_out", 500), ("deviation", 60)]


@pytest.mark.parametrize(
    ("price", "form", "found"),
    [
        (ITEMS.replace("total: total", "total: sum").replace("field: total", "field: fee"),
         "  fee: {label: Fee, unit: CUR, kind: money, envelope: price}\n", "no price reads sum"),
        (UNIT, "  crane: {label: Crane, kind: number, envelope: price}\n", "crane, a number"),
        (UNIT, "  crane: {envelope: technical}\n", "in the technical envelope"),
        (UNIT.replace("items: {crane", "items: {total"), "", "a field that is no item"),
        (UNIT.replace("quantity: 60", "unit_price: total"), "", "without quantity"),
        (OFFER % ", on: [net]", TOTAL + DISCOUNT, "total"),
        (OFFER % "", TOTAL + DISCOUNT.replace("price", "technical"), "of the price envelope"),
    ],
)  # fmt: skip
def test_a_schedule_that_changes_nothing_is_refused(tender, price, form, found):
    with pytest.raises(DocumentError, match=found):
        tender(price, form=form)


def test_a_total_comes_before_the_schedule_that_sums_it(tender):
    price = (
        "price:\n  field: grand\n  schedules:\n"
        "    summary: {total: grand, items: {works_total: {}, taxes: {}}}\n"
        "    works: {total: works_total, items: {civil: {}, boiler: {}}}\n"
    )
    with pytest.raises(DocumentError, match="works_total, the total of a schedule further down"):
        tender(price)


def test_an_item_in_a_currency_without_a_rate_prices_no_omission(tender, stated, result):
    head = HEAD + "fx: {{on: opening_day, source: Bank}}\n"
    it = tender(rules="  procedure.omitted_items: highest\n", head=head)
    a = stated(it, "A", civil=100, boiler=200, total=300)
    b = stated(it, "B", civil=100, boiler=200, ash="{amount: 9, currency: EUR}", total=310)
    stands = {("B", "arithmetic_correction"): Decision(True, Quoted("310 is right", "O"))}
    (point,) = result(it, decisions=stands, A=a, B=b).open
    assert str(point) == "A: omitted_items: Ash plant: left blank; no rule prices it"


def test_rules_on_schedules_without_one_are_refused_by_name(tender):
    for rule in ("arithmetic_governs: total", "omitted_items: highest"):
        with pytest.raises(DocumentError, match=rule.partition(":")[0] + " without a price"):
            tender(OFFER % "", rules=f"  procedure.{rule}\n", form=TOTAL + DISCOUNT)


def test_a_schedule_brings_its_step_along_and_a_single_figure_needs_none(tender):
    assert "arithmetic_correction" in tender().procedure.steps
    assert "arithmetic_correction" not in tender(OFFER % "", form=TOTAL + DISCOUNT).procedure.steps
    listed = (
        "  procedure.steps: [register, completeness, eligibility, technical_score, freeze, "
        "price_opening, combination, robustness, award_proposal]\n"
    )
    rule = "  procedure.arithmetic_governs: unit_price\n"
    with pytest.raises(DocumentError, match="without the step arithmetic_correction"):
        tender(rules=listed + rule)


def test_a_law_that_has_no_rule_leaves_it_to_the_tender(put):
    rules = "rules:\n  procedure.arithmetic_governs: unit_price\n"
    it = load_tender(put("my.yaml", HEAD.format(guidance="my_rfp") + rules + BASE + ITEMS))
    assert "arithmetic_correction" in it.procedure.steps
    assert it.procedure.arithmetic_governs == "unit_price"


def test_the_excel_form_has_the_rows_and_reads_back(tender, stated, tmp_path):
    it = tender(UNIT)
    a = stated(it, crane_unit_price=10, crane=500, total=500)
    file = tmp_path / "form.xlsx"
    file.write_bytes(form_workbook(it, "price", bidder="A", currency="USD", answers=a.answers))
    again = read_envelope(file, it, "price")
    assert (again.answers, again.doubts) == (a.answers, ())


money_amounts = st.fractions(1, 10**6, max_denominator=100)


def of_items(amounts, total, unit_price=None, quantity=None):
    numbers = {f"i{place}": amount for place, amount in enumerate(amounts)}
    items = {key: Item() for key in numbers}
    if unit_price is not None:
        items["i0"] = Item(quantity=quantity)
        numbers["i0_unit_price"] = unit_price
    schedule = Schedule(total="total", items=items)
    return schedule, {**numbers, "total": total}


def checked(schedule, numbers):
    return arithmetic_of([schedule], numbers, {}, PROCEDURE, {}, {})


@given(st.lists(money_amounts, min_size=1, max_size=6))
def test_items_that_add_up_are_left_alone(amounts):
    found = checked(*of_items(amounts, sum(amounts)))
    assert (found.corrections, found.doubts, found.omitted) == ([], [], [])


@given(st.lists(money_amounts, min_size=1, max_size=6), money_amounts, money_amounts)
def test_corrected_figures_add_up(amounts, total, unit_price):
    schedule, numbers = of_items(amounts, total, unit_price, F(7))
    once = checked(schedule, numbers)
    if once.doubts:
        return  # ten times: the committee's
    again = checked(schedule, once.numbers)
    assert again.corrections == []
    parts = [once.numbers[f"i{place}"] for place in range(len(amounts))]
    # Rounded to cents by the bidder is right as it stands.
    assert abs(once.numbers["total"] - sum(parts)) <= F(1, 200)
