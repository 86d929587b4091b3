"""Price rules, low prices, totals and ranking against published and worked cases."""

from fractions import Fraction as F
from itertools import permutations

import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.tender.abnormally_low import abnormally_low, spread_line
from wte_ppp.tender.combination import Standing, ranking, total_of
from wte_ppp.tender.price import npv_of_payments, price_share

prices = st.fractions(1, 10**6, max_denominator=100)
RULES = ("lowest_over_price", "linear_to_ceiling", "linear_between", "reference_over_price")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("lowest_over_price", F(4, 5)),  # 80 / 100
        ("linear_to_ceiling", F(1, 5)),  # 1 - 100 / 125
        ("linear_between", F(5, 13)),  # (125 - 100) / (125 - 60)
        ("reference_over_price", F(9, 10)),  # 90 / 100
    ],
)
def test_price_rules(rule, expected):
    found = price_share(rule, F(100), F(80), ceiling=F(125), floor=F(60), reference=F(90))
    assert found == expected


@given(st.sampled_from(RULES), prices, prices)
def test_a_lower_price_never_earns_less(rule, one, two):
    low, high = sorted((one, two))
    options = {"ceiling": F(10**6), "floor": F(0), "reference": F(500)}
    shares = [price_share(rule, price, low, **options) for price in (low, high)]
    assert shares[0] >= shares[1]
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize("rule", ["linear_to_ceiling", "linear_between", "reference_over_price"])
def test_a_rule_says_what_it_lacks(rule):
    with pytest.raises(ValueError, match=rule):
        price_share(rule, F(100), F(80))


def test_a_ratio_refuses_a_price_of_nothing():
    with pytest.raises(ValueError, match="above zero"):
        price_share("lowest_over_price", F(0), F(0))


def test_present_value_is_that_of_numpy_financial():
    fee, tonnes, growth, rate = F("21.5"), [F(250_000)] * 25, F("1.02"), F("0.08")
    factors = [growth**year for year in range(1, 26)]
    found = npv_of_payments({"fee": fee}, {"fee": tonnes}, {"fee": factors}, rate)
    flows = [0.0] + [float(fee * q * f) for q, f in zip(tonnes, factors, strict=True)]
    assert float(found) == pytest.approx(npf.npv(float(rate), flows), rel=1e-12)


# 2, 4, 4, 4, 5, 5, 7, 9: mean 40 / 8 = 5, squares 9+1+1+1+0+0+4+16 = 32, root of 32 / 8 = 2.
EIGHT = {f"b{place}": F(value) for place, value in enumerate((2, 4, 4, 4, 5, 5, 7, 9))}


def test_spread_by_population_and_by_sample_differ():
    assert spread_line(EIGHT, F(1), "population") == 3
    # 32 / 7 = 4.571428..., root 2.138089...
    assert float(spread_line(EIGHT, F(1), "sample")) == pytest.approx(5 - (32 / 7) ** 0.5)


def test_only_the_estimate_counts_below_five_bids():
    four = dict(list(EIGHT.items())[:4])
    options = {"estimate": F(5), "percent_of_estimate": F(80), "deviations": F(1)}
    low = abnormally_low(four, deviations_from=5, **options)
    # 80 % of 5 is 4: bids of 2 and of exactly 4 are asked
    assert [one.bid for one in low] == ["b0", "b1", "b2", "b3"]
    assert {one.bid for one in abnormally_low(EIGHT, deviations=F(1))} == {"b0"}
    assert abnormally_low({"only": F(1)}, deviations=F(1)) == []


def test_abiko_totals_to_the_digit():
    # Published: 36.66 + 46.85 = 83.51 and 31.37 + 50.00 = 81.37.
    found = {}
    for bid, quality, price in (("A", "36.66", 17_800_000_000), ("B", "31.37", 16_678_725_000)):
        share = price_share("lowest_over_price", F(price), F(16_678_725_000))
        found[bid] = total_of(
            "weighted_sum", technical=F(quality) / 50, price_points=share, price=F(price),
            technical_weight=F(50),
        )  # fmt: skip
    assert {bid: round(float(total), 2) for bid, total in found.items()} == {"A": 83.51, "B": 81.37}


def test_division_method():
    # (100 + 35) / 1 500 million = 0.09 points per million; (100 + 20) / 1 300 = 0.0923
    values = [
        total_of(
            "quality_per_price", technical=F(added), price_points=F(0), price=F(price) * 10**6,
            technical_weight=F(0), standard_points=F(100), unit_of_price=F(10**6),
        )
        for added, price in ((35, 1500), (20, 1300))
    ]  # fmt: skip
    assert values == [F(9, 100), F(120, 1300)]
    with pytest.raises(ValueError, match="above zero"):
        total_of("quality_per_price", technical=F(1), price_points=F(0), price=F(0),
                 technical_weight=F(0))  # fmt: skip


def test_lowest_price_and_highest_quality():
    parts = {"technical": F(1, 2), "price_points": F(1), "price": F(9), "technical_weight": F(0)}
    assert total_of("lowest_price", **parts) == -9
    assert total_of("highest_quality", **parts) == F(1, 2)


EQUAL = [
    Standing("A", F(80), F(60), F(12), F(5)),
    Standing("B", F(80), F(50), F(11), F(9), domestic=True),
    Standing("C", F(70), F(70), F(10), F(9)),
]


@pytest.mark.parametrize(
    ("rules", "lots", "first", "by"),
    [
        (["lower_price"], None, "B", "lower_price"),
        (["higher_technical"], None, "A", "higher_technical"),
        (["higher_heaviest_criterion", "lower_price"], None, "B", "higher_heaviest_criterion"),
        (["domestic"], None, "B", "domestic"),
        (["lottery"], {"A": 2, "B": 1}, "B", "lottery"),
    ],
)
def test_ties_by_the_rule(rules, lots, first, by):
    placed = ranking(EQUAL, tie_break=rules, lots=lots)
    assert [one.rank for one in placed] == [1, 2, 3]
    assert (placed[0].bid, placed[0].tie_broken_by) == (first, by)


def test_a_tie_that_no_rule_parts_stands():
    placed = ranking(EQUAL, tie_break=["lottery"])
    assert [(one.bid, one.rank, one.tie_broken_by) for one in placed] == [
        ("A", 1, "no rule"),
        ("B", 1, ""),
        ("C", 3, ""),
    ]


def test_rounded_totals_rank_only_where_the_rule_says_so():
    close = [Standing("A", F("83.514"), F(1), F(9)), Standing("B", F("83.511"), F(1), F(8))]
    exact = ranking(close, decimals=2, rounding="half_up", tie_break=["lower_price"])
    assert [one.bid for one in exact] == ["A", "B"]
    cut = ranking(
        close, decimals=2, rounding="half_up", rank_on="rounded", tie_break=["lower_price"]
    )
    assert [one.bid for one in cut] == ["B", "A"]


def test_the_order_of_bids_never_matters():
    orders = [[one.bid for one in ranking(list(p), tie_break=["lower_price"])]
              for p in permutations(EQUAL)]  # fmt: skip
    assert all(order == orders[0] for order in orders)
