"""Preference, tie rules and requirements at price opening, each by hand."""

import datetime
from fractions import Fraction as F

import pytest

from tests.tender.conftest import at, bid, opening
from tests.tender.plain import CRITERIA, FORM, LOWEST, RULES, SURE
from wte_ppp.documents import DocumentError
from wte_ppp.messages import Quoted
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.technical import technical_evaluation
from wte_ppp.tender.written import award_data

MARGIN = RULES + "  procedure.domestic_preference_percent: 15\n"
HOME = "price: {field: fee, domestic_field: home}\n"


def test_a_domestic_bid_is_compared_with_the_others_raised(run):
    # F is compared at 100 x 1.15 = 115: price points 30 x 105 / 115; D has all 30 (case T3).
    bids = {"D": (80, 105, {"home": True}), "F": (80, 100, {"home": False})}
    result = run(rules=MARGIN, price=HOME, **bids)
    assert result.winner == "D"
    domestic, foreign = result.ranked
    assert (domestic.total, foreign.total) == (86, 56 + F(30 * 105, 115))
    assert (foreign.read_out, foreign.preference, foreign.price) == (100, 15, 115)
    assert [(step.what, step.amount) for step in foreign.steps] == [
        ("read_out", 100), ("domestic_preference", 15),
    ]  # fmt: skip
    assert (domestic.domestic, foreign.domestic) == (True, False)
    written = award_data(result)["ranking"][1]
    assert written["read_out_price"] == "100"
    assert written["preference"] == {"domestic": False, "percent": "0", "in_price": "15"}


@pytest.mark.parametrize(("fee", "winner"), [("115.01", "F"), ("114.99", "D")])
def test_the_margin_decides_to_the_last_cent(run, fee, winner):
    bids = {"D": (80, fee, {"home": True}), "F": (80, 100, {"home": False})}
    assert run(rules=LOWEST + "  procedure.domestic_preference_percent: 15\n", price=HOME,
               **bids).winner == winner  # fmt: skip


def test_nobody_domestic_leaves_prices_as_they_are(run):
    bids = {"D": (80, 105, {"home": False}), "F": (80, 100, {"home": False})}
    result = run(rules=MARGIN, price=HOME, **bids)
    assert {placed.price for placed in result.ranked} == {100, 105}
    assert result.winner == "F"


def test_not_stated_is_an_open_point_and_no_no(run):
    bids = {"D": (80, 105), "F": (80, 100, {"home": False})}
    waiting = run(rules=MARGIN, price=HOME, **bids)
    assert [str(point) for point in waiting.open] == [
        "D: domestic: Domestic bidder: not stated; it must be decided"
    ]
    for yes, winner in ((True, "D"), (False, "F")):
        said = {("D", "domestic"): Decision(yes, Quoted("register read", "Office"))}
        result = run(rules=MARGIN, price=HOME, decisions=said, **bids)
        assert result.winner == winner
        assert len(result.ranked) == 2, "nobody is out by it"


def test_the_committee_may_find_otherwise_than_the_bidder_says(run):
    bids = {"D": (80, 105, {"home": True}), "F": (80, 100, {"home": False})}
    found = {("D", "domestic"): Decision(False, Quoted("owned abroad", "Office"))}
    assert run(rules=MARGIN, price=HOME, decisions=found, **bids).winner == "F"


def test_the_own_price_is_reduced_by_the_highest_ground_alone(run):
    # Decree 243/2025/ND-CP, article 30(3): the own price is cut, grounds are not added up.
    price = """\
price:
  field: fee
  preferences:
    contractors: {field: home, percent: 3}
    goods: {field: goods, percent: 2}
"""
    rules = LOWEST + "  procedure.domestic_preference_how: own_reduced\n"
    bids = {
        "A": (80, 1000, {"home": True, "goods": True}),
        "B": (80, 980, {"home": False, "goods": True}),
        "C": (80, 965, {"home": False, "goods": False}),
    }
    result = run(rules=rules, price=price, **bids)
    # A 1000 x 0.97 = 970, not 950; B 980 x 0.98 = 960.4; C 965.
    assert [(placed.bid, placed.price) for placed in result.ranked] == [
        ("B", F("960.4")), ("C", 965), ("A", 970),
    ]  # fmt: skip
    assert [placed.read_out for placed in result.ranked] == [980, 965, 1000]


def test_a_preference_on_the_total_raises_it(run):
    # Decree 274/2026/ND-CP, article 6(3): 5 % on the total score. 86 x 1.05 = 90.3; 56 + 30 = 86.
    rules = RULES + (
        "  procedure.domestic_preference_percent: 5\n"
        "  procedure.domestic_preference_how: total_raised\n"
    )
    bids = {"D": (80, 100, {"home": True}), "F": (80, 100, {"home": False})}
    result = run(rules=rules, price=HOME, **bids)
    assert [(placed.bid, placed.total) for placed in result.ranked] == [("D", F("90.3")), ("F", 86)]


def test_low_prices_are_tested_before_the_preference(run):
    # 80 % of 120 is 96: 95 is low although it is compared at 109.25.
    rules = MARGIN.replace("15\n", "15\n  procedure.abnormally_low_percent_of_estimate: 80\n"
                           "  procedure.abnormally_low_action: clarify\n")  # fmt: skip
    price = "price: {field: fee, domestic_field: home, estimate: 120}\n"
    bids = {"D": (80, 105, {"home": True}), "F": (80, 95, {"home": False})}
    result = run(rules=rules, price=price, **bids)
    assert [(low.bid, low.price) for low in result.low] == [("F", 95)]


def test_experience_parts_equal_totals_then_the_technical_score(run):
    rules = LOWEST + "  procedure.tie_break: [more_experience, higher_technical]\n"
    bids = {"A": (90, 100, {"plants": F(2)}), "B": (70, 100, {"plants": F(3)}),
            "C": (80, 100, {"plants": F(2)})}  # fmt: skip
    result = run(rules=rules, head="experience_field: plants\n", **bids)
    assert [(placed.bid, placed.tie_broken_by) for placed in result.ranked] == [
        ("B", "more_experience"), ("A", "higher_technical"), ("C", ""),
    ]  # fmt: skip


MINIMUM = "minimums:\n  speed: {field: days, at_most: 900}\n"


def test_a_requirement_on_a_price_field_is_held_at_the_opening(run, tender):
    bids = {"A": (90, 100, {}, {"days": F(901)}), "B": (50, 100, {}, {"days": F(900)}),
            "C": (40, 90)}  # fmt: skip
    result = run(rules=RULES, head=MINIMUM, **bids)
    assert [placed.bid for placed in result.ranked] == ["B"]
    assert [str(point) for point in result.open] == ["C: speed: Days to hand over: not stated"]
    (out,) = [finding for finding in result.findings if finding.passed is False]
    assert (out.bid, out.rule, str(out.reason)) == ("A", "speed", "901 (required: at most 900)")
    # Nobody is out or open by it before prices are open.
    own = tender(rules=RULES, price=MINIMUM + "price: {field: fee}\n", criteria=CRITERIA, form=FORM)
    early = technical_evaluation(
        own, {"A": Bid("A", "technical", "", {"q": F(9)})}, decisions={("A", "eligibility"): SURE}
    )
    assert (early.passed, early.open) == (("A",), ())


def test_an_adder_reads_a_price_field(run):
    price = (
        "price: {field: fee, adders: {speed: {field: days, better: lower, money_per_unit: 2}}}\n"
    )
    bids = {"A": (80, 100, {}, {"days": F(900)}), "B": (80, 105, {}, {"days": F(890)})}
    # 10 days more than B at 2 a day: 100 + 20.
    result = run(rules=RULES + "  procedure.adders: true\n", price=price, **bids)
    assert {placed.bid: placed.price for placed in result.ranked} == {"A": 120, "B": 105}


FINANCIAL = """\
price:
  field: fee
  weight: 60
  criteria:
    speed: {weight: 40, field: days, better: lower, scoring: ratio}
"""


def test_financial_criteria_share_the_price_points(run):
    bids = {"A": (80, 100, {}, {"days": F(1000)}), "B": (80, 125, {}, {"days": F(800)})}
    result = run(rules=RULES, price=FINANCIAL, **bids)
    # A: 60 x 1 + 40 x 800/1000 = 92; B: 60 x 100/125 + 40 = 88; of 30 points in all.
    points = {placed.bid: placed.price_points for placed in result.ranked}
    assert points == {"A": F("27.6"), "B": F("26.4")}
    marks = {placed.bid: placed.financial[0] for placed in result.ranked}
    assert {bid: (mark.points, mark.most) for bid, mark in marks.items()} == {
        "A": (32, 40), "B": (40, 40),
    }  # fmt: skip
    assert str(marks["A"].how) == "800 / 1,000, 800 is best"
    assert award_data(result)["ranking"][0]["financial"][0]["points"] == "32"


def test_a_financial_criterion_can_turn_the_award(run):
    bids = {"A": (80, 100, {}, {"days": F(1000)}), "B": (80, 110, {}, {"days": F(700)})}
    # 60 + 28 = 88 against 60 x 10/11 + 40 = 94.55
    assert run(rules=RULES, **bids).winner == "A"
    assert run(rules=RULES, price=FINANCIAL, **bids).winner == "B"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("weight: 60", "weight: 70", "price.weight"),
        ("field: days", "field: q", "price.criteria.speed.field"),
        ("scoring: ratio", "scoring: panel", "price.criteria.speed.scoring"),
    ],
)
def test_financial_criteria_that_do_not_fit_are_refused(tender, old, new, place):
    with pytest.raises(DocumentError) as caught:
        tender(rules=RULES, price=FINANCIAL.replace(old, new), criteria=CRITERIA, form=FORM)
    assert place in {problem.field for problem in caught.value.problems}


QUALITY = LOWEST.replace("lowest_price", "highest_quality")


def test_at_a_fixed_price_quality_decides(run):
    bids = {"A": (80, 100), "B": (90, 100), "C": (95, "99.99")}
    result = run(rules=QUALITY, price="price: {field: fee, fixed: 100}\n", **bids)
    assert [placed.bid for placed in result.ranked] == ["B", "A"]
    (out,) = [finding for finding in result.findings if finding.passed is False]
    assert (out.bid, str(out.reason)) == ("C", "Fee 99.99 USD: not the fixed price of 100.00")


def test_within_a_budget_quality_decides(run):
    rules = QUALITY + "  procedure.price_ceiling: required\n"
    bids = {"A": (80, 90), "B": (90, 100), "C": (95, "100.01")}
    result = run(rules=rules, price="price: {field: fee, ceiling: 100}\n", **bids)
    assert [placed.bid for placed in result.ranked] == ["B", "A"]


def test_a_fixed_price_where_prices_compete_is_refused(tender):
    with pytest.raises(DocumentError, match="quality alone decides"):
        tender(rules=RULES, price="price: {field: fee, fixed: 9}\n", criteria=CRITERIA, form=FORM)


def test_a_criterion_on_a_price_field_is_refused_by_name(tender):
    criteria = CRITERIA.replace("field: q", "field: days")
    with pytest.raises(DocumentError) as caught:
        tender(rules=RULES, criteria=criteria, form=FORM)
    (problem,) = caught.value.problems
    assert problem.field == "criteria.quality.field"
    assert "a field of the price envelope" in problem.found


def test_a_case_decides_who_is_domestic_before_the_freeze(put):
    head = "schema: wte_ppp/tender/1\nid: trial\nname: Trial\nbuyer: City\nguidance: qcbs\n"
    head += "date: '2026-01-01'\ndeadline: '2026-03-01T17:00+07:00'\ncurrency: USD\n"
    whole = head + MARGIN + CRITERIA + MINIMUM + HOME + FORM
    case = opening(put("case/tender.yaml", whole).parent)
    for name, fee in (("D", 105), ("F", 100)):
        answers = {"home": "no"} if name == "F" else {}
        first, second = bid(name, q=80, **answers), bid(name, "price", "USD", fee=fee, days=900)
        case.receive(name, "technical", put(f"{name}-t.yaml", first), by="O", at=at(1))
        case.receive(name, "price", put(f"{name}-p.yaml", second), by="O", at=at(1))
    for name in ("D", "F"):
        case.decide(name, "eligibility", True, reason="in order", by="O", at=at(3))
    with pytest.raises(DocumentError, match="Domestic bidder: not stated"):
        case.freeze(by="P", at=at(4))
    case.decide("D", "domestic", True, reason="register of 2 March", by="O", at=at(4))
    case.freeze(by="P", at=at(5))
    with pytest.raises(DocumentError, match="the technical evaluation is closed"):
        case.decide("F", "domestic", True, reason="after all", by="O", at=at(5))
    case.open_prices(by=["O", "C"], at=at(6))
    _, result = case.award(by="P", at=at(7) + datetime.timedelta(hours=1))
    assert result.winner == "D"
