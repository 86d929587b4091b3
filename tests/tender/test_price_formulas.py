"""The formula of each price rule with its figures, and what of it a bidder is told of others."""

from fractions import Fraction as F

import pytest

from tests.tender.plain import CRITERIA, FORM, LOWEST, RULES, evaluated
from wte_ppp.chapters.price_formulas import FORMULAS, price_formula
from wte_ppp.guidance.procedure import Procedure

CEILING = "price: {field: fee, ceiling: 200, floor: 50}\n"
MARKET = "price: {field: fee, estimate: 100, market_price: 98}\n"
WEIGHTS = (
    "  procedure.benchmark_estimate_percent: 40\n  procedure.benchmark_bids_percent: 40\n"
    "  procedure.benchmark_market_percent: 20\n"
)
# Prices 100, 120 and 140; price weight 30; of the bid at 120.
SAID = {
    # 30 x 100 / 120.
    "lowest_over_price": ("", "", "30 x lowest 100.00 / own 120.00 = 25."),
    # 30 x (1 - 120 / 200).
    "linear_to_ceiling": (CEILING.replace(", floor: 50", ""), "",
                          "30 x (1 - own 120.00 / ceiling 200.00) = 12."),
    # 30 x 80 / 150.
    "linear_between": (CEILING, "", "30 x (ceiling 200.00 - own 120.00) / (ceiling 200.00 - floor "
                       "50.00) = 16."),
    # 30 x 90 / 120.
    "reference_over_price": ("price: {field: fee, reference: 90}\n", "",
                             "30 x reference 90.00 / own 120.00, at most 30 = 22.5."),
    # 30 x 20 / 40.
    "max_min": ("", "", "30 x (highest 140.00 - own 120.00) / (highest 140.00 - lowest 100.00) = "
                "15; where all prices are equal, all points."),
    # The mean is 120: half of 30.
    "around_mean": ("", "", "30 x (1/2 + (mean 120.00 - own 120.00) / mean 120.00), from 0 to 30 = "
                    "15."),
    "mean_over_price": ("", "", "30 x mean 120.00 / own 120.00, at most 30 = 30."),
    # 0.4 x 100 + 0.4 x 120 + 0.2 x 98 = 107.6; 30 x 107.6 / 120.
    "benchmark_over_price": (MARKET, WEIGHTS, "30 x benchmark 107.60 / own 120.00, at most 30 = "
                             "26.9."),
}  # fmt: skip


def placed(tender, price, rules, **bids):
    parts = {"rules": rules, "price": price or "price: {field: fee}\n"}
    own = tender(criteria=CRITERIA, form=FORM, **parts)
    made = evaluated(tender, **parts, **bids)
    return own, made.compared, next(bid for bid in made.ranked if bid.bid == "B")


def lines(*case, **more):
    return [str(line) for line in price_formula(*case, **more)]


def test_every_price_rule_has_its_formula():
    rules = Procedure.model_fields["price_score"].annotation.__args__
    assert set(SAID) == set(FORMULAS) == set(rules) - {"none"}


@pytest.mark.parametrize("rule", SAID)
def test_a_formula_holds_the_figures_of_its_rule(tender, rule):
    price, more, said = SAID[rule]
    ceiling = "  procedure.price_ceiling: optional\n" if "ceiling" in price else ""
    rules = f"{RULES}  procedure.price_score: {rule}\n{ceiling}{more}"
    case = placed(tender, price, rules, A=(80, 100), B=(80, 120), C=(80, 140))
    told = lines(*case)
    assert told[0] == f"Price points: {said}"
    if rule == "benchmark_over_price":
        assert told[1] == (
            "benchmark of 107.6: 40 % of the estimate of 100, 40 % of the mean of 3 bids of 120, "
            "20 % of the market price of 98"
        )
    # The last figure of the formula is what was scored.
    assert case[2].price_points == F(said.split(";")[0].split("= ")[-1].rstrip("."))


@pytest.mark.parametrize("rule", SAID)
def test_a_bidder_is_told_no_price_of_another(tender, rule):
    price, more, _ = SAID[rule]
    ceiling = "  procedure.price_ceiling: optional\n" if "ceiling" in price else ""
    rules = f"{RULES}  procedure.price_score: {rule}\n{ceiling}{more}"
    # At 113 and 149 nothing else in the lines has these digits; of two other prices, the mean too.
    case = placed(tender, price, rules, A=(80, 113), B=(80, 120), C=(80, 149))
    told = " ".join(lines(*case, own_only=True))
    assert "120.00" in told
    for other in ("113", "149", f"{float(F(113 + 120 + 149, 3)):.2f}"):
        assert other not in told


def test_a_formula_holds_the_price_of_a_bid_that_the_minimum_total_put_out(tender):
    # A has 0.7 x 10 + 30 = 37 of the 50 asked for; the points of B stay relative to its price.
    rules = RULES + "  procedure.total_minimum_percent: 50\n"
    case = placed(tender, "", rules, A=(10, 60), B=(80, 120), C=(80, 140))
    assert case[2].rank == 1
    assert lines(*case) == ["Price points: 30 x lowest 60.00 / own 120.00 = 15."]


def test_criteria_beside_the_price_are_added_one_by_one(tender):
    """Of 30: price 60 %, 18 x 100 / 120 = 15; days 40 %, 10 the best of 20: 12 x 1/2 = 6."""
    price = (
        "price:\n  field: fee\n  weight: 60\n  criteria:\n"
        "    days: {name: Days, weight: 40, field: days, better: lower, scoring: ratio}\n"
    )
    case = placed(
        tender, price, RULES, A=(80, 100, {}, {"days": F(10)}), B=(80, 120, {}, {"days": F(20)})
    )
    assert case[2].price_points == 21
    assert lines(*case) == [
        "Price points: 18 x lowest 100.00 / own 120.00 = 15.",
        "Days: 30 x 20 of 100 = 6 (at most 12).",
        "Price points as published: 21.",
    ]


def test_a_quotient_and_a_rank_on_price_alone_say_so(tender):
    """(100 + 80) x 10 / 120 = 15."""
    rules = (
        "rules:\n  procedure.combination: quality_per_price\n  procedure.standard_points: 100\n"
        "  procedure.technical_minimum_percent: 0\n"
    )
    price = "price: {field: fee, unit_of_price: 10}\n"
    case = placed(tender, price, rules, A=(80, 100), B=(80, 120))
    assert lines(*case) == [
        "Total: (100 standard points + 80 technical points) x 10 / own 120.00 = 15."
    ]
    case = placed(tender, "", LOWEST, A=(80, 100), B=(80, 120))
    assert lines(*case) == ["The price earns no points here: bids rank by lowest price."]
