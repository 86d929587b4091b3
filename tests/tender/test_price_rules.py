"""Rules on prices in a tender: points by all prices, benchmark, tests for low prices."""

from fractions import Fraction as F

import pytest

from tests.tender.conftest import HEAD
from wte_ppp.documents import DocumentError
from wte_ppp.messages import Quoted
from wte_ppp.tender.award import award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.technical import technical_evaluation
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.written import award_data

QUALITY = """\
criteria:
  quality: {weight: 100, field: net, unit: points, scoring: {linear: {floor: 0, target: 100}}}
bid_form:
  net: {label: Quality, unit: points, kind: number}
  fee: {label: Fee, unit: CUR, kind: money, envelope: price}
"""


@pytest.fixture
def result(put):
    """The award of bids by their quality and price."""

    def run(rules, price="price: {field: fee}\n", /, **bids):
        own = {"technical_weight_percent": 60, "technical_minimum_percent": 0, **rules}
        lines = "rules:\n" + "".join(f"  procedure.{key}: {value}\n" for key, value in own.items())
        tender = load_tender(
            put("tender.yaml", HEAD.format(guidance="qcbs") + lines + QUALITY + price)
        )
        offers = {
            bid: Bid(bid, "technical", "", {"net": F(quality)})
            for bid, (quality, _) in bids.items()
        }
        prices = {bid: Bid(bid, "price", "USD", {"fee": F(fee)}) for bid, (_, fee) in bids.items()}
        settled = {(bid, "eligibility"): Decision(True, Quoted("yes", "O")) for bid in bids}
        scored = technical_evaluation(tender, offers, decisions=settled)
        return award(tender, scored, offers, prices, decisions=settled)

    return run


def totals(made):
    return {placed.bid: f"{float(placed.total):.2f}" for placed in made.ranked}


def test_max_min_in_a_tender(result):
    # T29, published: 91.72 / 88.60 / 48.00
    made = result({"price_score": "max_min"}, A=(96, 85), B=(81, 80), C=(80, 114))
    assert totals(made) == {"A": "91.72", "B": "88.60", "C": "48.00"}
    # One bid, and bids of one price: 0.6 x 96 + 40, 0.6 x 81 + 40
    assert totals(result({"price_score": "max_min"}, A=(96, 85))) == {"A": "97.60"}
    alike = result({"price_score": "max_min"}, A=(96, 85), B=(81, 85))
    assert totals(alike) == {"A": "97.60", "B": "88.60"}


def test_who_is_out_sets_no_end_of_the_line(result):
    # C is above the ceiling of 100: the line runs from 85 to 80, so that A earns nothing by price.
    rules = {"price_score": "max_min", "price_ceiling": "optional"}
    price = "price: {field: fee, ceiling: 100}\n"
    made = result(rules, price, A=(96, 85), B=(81, 80), C=(80, 114))
    assert totals(made) == {"B": "88.60", "A": "57.60"}


def test_a_price_of_nothing_is_named_where_it_divides_and_not_where_it_does_not(result):
    made = result({"price_score": "around_mean"}, A=(96, 0), B=(81, 80))
    reasons = {finding.bid: str(finding.reason) for finding in made.findings if not finding.passed}
    assert "not above zero" in reasons["A"]
    assert totals(result({"price_score": "max_min"}, A=(50, 0), B=(50, 80))) == {
        "A": "70.00", "B": "30.00",
    }  # fmt: skip


BENCHMARK = {
    "benchmark_estimate_percent": 40, "benchmark_bids_percent": 40, "benchmark_market_percent": 20,
    "abnormally_low_test": "benchmark_less_percent", "abnormally_low_test_percent": 7,
    "abnormally_low_action": "clarify",
}  # fmt: skip
FOUR = {"A": (50, 92), "B": (50, 95), "C": (50, 105), "D": (50, 110)}


def test_the_benchmark_of_a_tender_asks_who_is_below_it(result):
    price = "price: {field: fee, estimate: 100, market_price: 98}\n"
    made = result(BENCHMARK, price, **FOUR)
    # T30: benchmark 99.8; 7 % less is 92.814
    assert [low.bid for low in made.low] == ["A"]
    assert [str(line) for line in made.applied] == [
        "line at 92.81: 7 % below the benchmark of 99.8: 40 % of the estimate of 100, 40 % of the "
        "mean of 4 bids of 100.5, 20 % of the market price of 98 (4 bids)"
    ]
    assert "explanation must be requested" in str(made.open[0])
    assert "benchmark of 99.8" in award_data(made)["applied"][0]["text"]


def test_a_benchmark_without_a_market_price_tests_nobody_and_says_so(result):
    made = result(BENCHMARK, "price: {field: fee, estimate: 100}\n", **FOUR)
    assert (made.low, made.open) == ((), ())
    assert [str(line) for line in made.not_applied] == [
        "the line below the benchmark was not applied: no benchmark: no market price"
    ]


def test_the_spanish_test_in_a_tender(result):
    rules = {"abnormally_low_test": "re_averaged_mean", "abnormally_low_action": "clarify"}
    four = {"A": (50, 84), "B": (50, 100), "C": (50, 100), "D": (50, 140)}
    made = result(rules, **four)
    assert [(low.bid, low.line) for low in made.low] == [("A", F("85.2"))]
    # One bid is held against the ceiling, which the test may have beside no other rule.
    made = result(rules, "price: {field: fee, ceiling: 100}\n", A=(50, 74))
    assert [low.bid for low in made.low] == ["A"]
    made = result(rules, A=(50, 74))
    assert "states no ceiling" in str(made.not_applied[0])


def test_the_italian_test_in_a_tender(result):
    # Discounts of 10, 20, 21, 22 and 40: a line at 25.2 %, a price of 74.8
    rules = {"abnormally_low_test": "trimmed_mean_discount", "abnormally_low_action": "clarify"}
    five = {bid: (50, price) for bid, price in zip("ABCDE", (90, 80, 79, 78, 60), strict=True)}
    made = result(rules, "price: {field: fee, ceiling: 100}\n", **five)
    assert [(low.bid, low.line) for low in made.low] == [("E", F("74.8"))]


def test_points_by_a_benchmark_are_refused_without_its_figures(result):
    rules = {key: value for key, value in BENCHMARK.items() if key.startswith("benchmark")}
    rules["price_score"] = "benchmark_over_price"
    with pytest.raises(DocumentError, match=r"price\.market_price"):
        result(rules, "price: {field: fee, estimate: 100}\n", **FOUR)
    made = result(rules, "price: {field: fee, estimate: 100, market_price: 98}\n", **FOUR)
    # 30 + 40, 30 + 40, 30 + 40 x 99.8 / 105 = 68.02, 30 + 40 x 99.8 / 110 = 66.29
    assert totals(made) == {"A": "70.00", "B": "70.00", "C": "68.02", "D": "66.29"}


def test_a_bid_of_nothing_that_leaves_others_without_points_is_said(run):
    # As in a challenge told by Bevan Brittan (2019): the price in three parts, each by lowest over
    # own, and one bidder states nil for a part, as another part covers it.
    price = """\
price:
  field: fee
  weight: 40
  criteria: {days: {weight: 60, field: days, better: lower, scoring: ratio}}
"""
    rules = "rules:\n  procedure.technical_weight_percent: 70\n"
    rules += "  procedure.technical_minimum_percent: 0\n"
    least = "  procedure.total_minimum_percent: 50\n"

    def award(days, quality=80, more=""):
        bids = {"A": (80, 85, {}, {"days": F(10)}), "B": (quality, 100, {}, {"days": F(days)})}
        return run(rules=rules + more, price=price, **bids)

    # B: 30 x (40 x 85/100 + 60) / 100 = 28.2; A: 30 x 40 / 100 = 12.
    nothing = award(0)
    assert {row.bid: row.price_points for row in nothing.ranked} == {"A": 12, "B": F(282, 10)}
    assert [str(line) for line in nothing.applied] == [
        "days: B at 0, and a ratio to that leaves every other bid no points"
    ]
    how = {row.bid: str(row.financial[0].how) for row in nothing.ranked}
    assert how["A"] == "a ratio to the best bid, which is 0: every other bid has nothing"
    assert award(5).applied == ()
    # B: 0.7 x 10 + 28.2 = 35.2 of the 50 asked for; out, and A has its 12 of 30 all the same.
    below = award(0, quality=10, more=least)
    assert {row.bid: row.price_points for row in below.ranked} == {"A": 12}
    assert below.applied == nothing.applied


def test_the_price_is_one_of_three_equal_parts(run):
    rules = "rules:\n  procedure.technical_weight_percent: 70\n"
    rules += "  procedure.technical_minimum_percent: 0\n"
    part = "{weight: 100/3, field: days, better: lower, scoring: ratio}"
    price = f"price:\n  field: fee\n  weight: 100/3\n  criteria: {{built: {part}, run: {part}}}\n"
    bids = {"A": (80, 100, {}, {"days": F(10)}), "B": (80, 125, {}, {"days": F(20)})}
    made = run(rules=rules, price=price, **bids)
    # Of 10 points each: B 10 x 100/125 + 5 + 5.
    assert {row.bid: row.price_points for row in made.ranked} == {"A": 30, "B": 18}
    with pytest.raises(DocumentError, match=r"price\.weight: got 400/3"):
        run(rules=rules, price=price.replace("weight: 100/3\n", "weight: 400/3\n"), **bids)
