"""Thresholds and lines: points or per cent, rounded or not, below or at, and what parts totals."""

from decimal import Decimal
from fractions import Fraction as F

import pytest

from tests.tender.conftest import bid
from tests.tender.plain import CRITERIA, FORM, LOWEST, RULES, SURE
from wte_ppp.chapters.tender_screen import award_screen
from wte_ppp.chapters.tender_words import distance
from wte_ppp.print.lines import lines
from wte_ppp.tender.selfcheck import selfcheck

FIFTY_OF_SEVENTY = """\
technical_points: 70
criteria:
  quality: {weight: 70, field: q, scoring: {linear: {floor: 0, target: 70}}}
"""


@pytest.fixture
def passed(tender):
    """Who passes with so many of 70 points, and why the others do not."""
    from wte_ppp.tender.bids import Bid
    from wte_ppp.tender.technical import technical_evaluation

    def evaluate(rules, criteria=FIFTY_OF_SEVENTY, **points):
        weight = "rules:\n  procedure.technical_weight_percent: 70\n"
        own = tender(rules=weight + rules, criteria=criteria, form=FORM)
        bids = {name: Bid(name, "technical", "", {"q": F(own_points)})
                for name, own_points in points.items()}  # fmt: skip
        settled = {(name, "eligibility"): SURE for name in bids}
        result = technical_evaluation(own, bids, decisions=settled)
        out = [str(finding.reason) for finding in result.findings if finding.passed is False]
        return result.passed, out

    return evaluate


# 49.996 of 70 is printed 50.00 with two decimals.
@pytest.mark.parametrize(("on", "who"), [("rounded", ("A", "B")), ("unrounded", ("A",))])
def test_fifty_of_seventy_points_as_printed_or_as_they_are(passed, on, who):
    rules = f"  procedure.technical_minimum_points: 50\n  procedure.threshold_on: {on}\n"
    found, out = passed(rules, A="50", B="49.996", C="49.99")
    assert found == who
    assert out[-1] == "49.99 of 70 technical points (required: 50)"
    if on == "unrounded":
        assert out[0] == "49.996 of 70 technical points (required: 50)"


def test_a_score_just_short_is_printed_with_the_decimals_that_part_it(passed):
    rules = "  procedure.technical_minimum_percent: 50\n"
    _, out = passed(rules, A="34.9999999999")
    # 34.9999999999 / 70 = 49.99999999985...
    assert out == ["49.9999999999 % of the technical points (required: 50 %)"]


def test_the_tenders_points_take_the_place_of_the_guidances_per_cent(passed):
    # qcbs asks for 75 %, which is 52.5 of 70.
    assert passed("  procedure.technical_minimum_points: 50\n", A="51")[0] == ("A",)


def test_a_bid_far_behind_the_best_does_not_go_on(passed):
    # 85 % of 60 is 51.
    rules = "  procedure.technical_minimum_percent: 0\n"
    rules += "  procedure.technical_minimum_of_best_percent: 85\n"
    found, out = passed(rules, A="60", B="51", C="50.99")
    assert found == ("A", "B")
    assert out == ["50.99 points (required: 85 % of the best 60, which is 51)"]


def test_the_best_so_many_go_on_and_who_is_level_with_the_last(passed):
    rules = "  procedure.technical_minimum_percent: 0\n  procedure.technical_best_count: 2\n"
    assert passed(rules, A="60", B="50", C="40")[0] == ("A", "B")
    assert passed(rules, A="60", B="50", C="50", D="10")[0] == ("A", "B", "C")
    assert passed(rules, A="60")[0] == ("A",)


def test_a_bidder_alone_is_told_nothing_of_the_best(tender, put):
    rules = RULES + "  procedure.technical_best_count: 1\n"
    own = tender(rules=rules, criteria=FIFTY_OF_SEVENTY, form=FORM)
    found = selfcheck(own, put("own.yaml", bid("B", q=40)))
    assert not {finding.rule for finding in found.findings} & {"technical_best_count"}


def test_a_bid_that_is_out_takes_no_place_among_the_best(passed):
    rules = "  procedure.technical_minimum_points: 30\n  procedure.technical_best_count: 2\n"
    assert passed(rules, A="60", B="29", C="31")[0] == ("A", "C")


def low(run, guidance, sense="", action="investigate", **fees):
    rules = LOWEST.replace("0\n", f"0\n  procedure.abnormally_low_action: {action}\n")
    rules += "  procedure.abnormally_low_percent_of_estimate: 80\n" + sense
    return run(rules=rules, price=f"price: {{field: fee, estimate: {guidance}}}\n",
               **{name: (80, fee) for name, fee in fees.items()})  # fmt: skip


@pytest.mark.parametrize(("sense", "flagged"), [("below", []), ("at_or_below", ["A"])])
def test_a_price_at_exactly_the_line_is_low_by_one_rule_and_not_by_another(run, sense, flagged):
    # 80 % of 57 601 800 000 is 46 081 440 000 (case T6).
    result = low(
        run, 57_601_800_000, f"  procedure.abnormally_low_sense: {sense}\n",
        A=46_081_440_000, B=48_269_106_360,
    )  # fmt: skip
    assert [price.bid for price in result.low] == flagged


def test_japan_and_the_world_bank_have_their_own_sense():
    from wte_ppp.guidance.load import load_guidance

    for toolkit, sense in (("japan_sogo_hyoka_addition", "below"),
                           ("world_bank_rated_criteria", "at_or_below")):  # fmt: skip
        rules = load_guidance(toolkit).on("2026-11-01")
        assert rules["procedure.abnormally_low_sense"].value == sense
        assert rules["procedure.abnormally_low_sense"].status != "assumption"


@pytest.mark.parametrize("guidance", ["qcbs", "least_cost", "world_bank_rated_criteria"])
def test_what_is_below_a_minimum_price_is_out_and_what_is_at_it_stays(tender, guidance):
    # 80 % of 1 000 is 800 (case T7); the examining line of the same guidance is at or below.
    rules = LOWEST + (
        "  procedure.abnormally_low_percent_of_estimate: 80\n"
        "  procedure.abnormally_low_action: reject\n"
    )
    rules = rules if guidance != "least_cost" else rules.replace(
        "  procedure.combination: lowest_price\n", "")  # fmt: skip
    found = evaluate(tender, rules, guidance, A=800, B=850, C=799)
    assert [placed.bid for placed in found.ranked] == ["A", "B"]
    assert [finding.bid for finding in found.findings if finding.passed is False] == ["C"]
    at = evaluate(tender, rules + "  procedure.abnormally_low_sense: at_or_below\n", guidance,
                  A=800, B=850, C=799)  # fmt: skip
    assert [placed.bid for placed in at.ranked] == ["B"]


def evaluate(tender, rules, guidance, price="price: {field: fee, estimate: 1000}\n", **fees):
    from wte_ppp.tender.award import award
    from wte_ppp.tender.bids import Bid
    from wte_ppp.tender.technical import technical_evaluation

    own = tender(guidance=guidance, rules=rules, price=price, criteria=CRITERIA, form=FORM)
    settled = {(name, "eligibility"): SURE for name in fees}
    bids = {name: Bid(name, "technical", "", {"q": F(80)}) for name in fees}
    prices = {name: Bid(name, "price", "USD", {"fee": F(fee)}) for name, fee in fees.items()}
    technical = technical_evaluation(own, bids, decisions=settled)
    return award(own, technical, bids, prices, decisions=settled)


def test_a_line_that_could_not_be_applied_is_said(tender):
    rules = "rules:\n  procedure.technical_minimum_percent: 0\n"
    found = evaluate(tender, rules, "least_cost", "price: {field: fee}\n", A=800, B=850)
    # The guidance has a line at 80 % of the estimate, and from five bids on one of deviations.
    assert [str(line) for line in found.not_applied] == [
        "the line at 80 % of the estimate was not applied: the tender states no estimate",
        "the line at 1 standard deviation(s) below the mean was not applied: 2 price(s), and it "
        "is used from 5 on",
    ]
    assert found.low == ()


def test_totals_on_the_published_scale(run):
    # Out of 200: technical 140 x 0.8 = 112, price 60 x 100 / 120 = 50.
    result = run(rules=RULES + "  procedure.published_points: 200\n", A=(80, 120), B=(50, 100))
    first = {placed.bid: (placed.technical, placed.price_points, placed.total)
             for placed in result.ranked}  # fmt: skip
    assert first == {"A": (112, 50, 162), "B": (70, 60, 130)}


def test_a_total_below_the_minimum_of_the_whole_is_out(run):
    # A 56 + 25 = 81; B 35 + 30 = 65.
    result = run(rules=RULES + "  procedure.total_minimum_percent: 70\n", A=(80, 120), B=(50, 100))
    assert [(placed.bid, placed.rank, placed.total) for placed in result.ranked] == [("A", 1, 81)]
    (out,) = [finding for finding in result.findings if finding.passed is False]
    assert str(out.reason) == "65 % of the total score (required: 70 %)"


# Cut off at two decimals 86.000009 and 86.0 look alike; so they do at every rule of rounding.
@pytest.mark.parametrize("rounding", ["half_up", "half_even", "down"])
@pytest.mark.parametrize("least", ["0.00001", "0.00000000000001", "0.0000000000000000000000001"])
def test_what_parts_two_totals_is_shown(run, tender, rounding, least):
    rules = RULES + f"  procedure.rounding: {rounding}\n"
    result = run(rules=rules, A=(F(80) + F(least), 100), B=(80, 100))
    own = tender(rules=rules, form=FORM,
                 criteria=FIFTY_OF_SEVENTY.replace("70", "100"))  # fmt: skip
    told = lines(award_screen(own, result))
    rows = [line.split() for line in told.splitlines() if line.split()[1:2] in (["A"], ["B"])]
    assert rows[0][4] != rows[1][4]
    apart = Decimal(rows[0][4]) - Decimal(rows[1][4])
    assert apart > 0
    assert str(distance(own, result.ranked)) == f"Distance of the first two: {apart:f} points."
