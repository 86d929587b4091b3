"""Price points by all prices, benchmarks, and tests for low prices that stand on the prices."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.tender.benchmark import BenchmarkWeights, benchmark_price
from wte_ppp.tender.combination import total_of
from wte_ppp.tender.low_price_tests import low_price_screen
from wte_ppp.tender.price import OF_ALL_PRICES, price_share

figures = st.fractions(1, 10**6, max_denominator=100)


def bids(*prices):
    return {chr(65 + place): F(price) for place, price in enumerate(prices)}


def low(test, *prices, **options):
    return [price.bid for price in low_price_screen(test, bids(*prices), **options).low]


def told(test, *prices, **options):
    return [str(line) for line in low_price_screen(test, bids(*prices), **options).not_applied]


def test_max_min_of_the_published_construction():
    # T29: A 0.6 x 96 + 40 x 29 / 34 = 57.6 + 34.1176; B 0.6 x 81 + 40; C 0.6 x 80 + 0
    prices = [F(85), F(80), F(114)]
    totals = [
        total_of(
            "weighted_sum", technical=F(technical, 100), price=price, technical_weight=F(60),
            price_points=price_share("max_min", price, min(prices), prices=prices),
        )
        for technical, price in zip((96, 81, 80), prices, strict=True)
    ]  # fmt: skip
    assert [f"{float(total):.2f}" for total in totals] == ["91.72", "88.60", "48.00"]


@pytest.mark.parametrize("prices", [[F(85)], [F(85), F(85)], [F(0)], [F(-3), F(-3), F(-3)]])
def test_one_bid_and_equal_prices_earn_all_by_max_min(prices):
    assert price_share("max_min", prices[0], prices[0], prices=prices) == 1


def test_max_min_takes_prices_that_the_city_receives():
    # (10 - 0) / (10 - -10) = 1/2
    prices = [F(-10), F(0), F(10)]
    shares = [price_share("max_min", price, F(-10), prices=prices) for price in prices]
    assert shares == [1, F(1, 2), 0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # Mean of 80, 100 and 120 is 100: 50 points at it, one more or less for each percent.
        ("around_mean", [F(70, 100), F(50, 100), F(30, 100)]),
        # 100 / 80 counts as 1, 100 / 100, 100 / 120
        ("mean_over_price", [F(1), F(1), F(5, 6)]),
    ],
)
def test_points_by_the_mean(rule, expected):
    prices = [F(80), F(100), F(120)]
    assert [price_share(rule, price, F(80), prices=prices) for price in prices] == expected


def test_points_by_the_mean_are_cut_at_both_ends():
    # Mean of 10, 10 and 280 is 100: 90 % below, 180 % above.
    prices = [F(10), F(10), F(280)]
    assert [price_share("around_mean", price, F(10), prices=prices) for price in prices] == [
        1, 1, 0,
    ]  # fmt: skip


@given(st.sampled_from(OF_ALL_PRICES), st.lists(figures, min_size=2, max_size=6))
def test_a_lower_price_never_earns_less_by_a_rule_on_all(rule, prices):
    prices = sorted(prices)
    shares = [price_share(rule, price, prices[0], prices=prices) for price in prices]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize(
    ("rule", "price", "prices", "says"),
    [
        ("max_min", F(1), [], "needs the prices of all bids"),
        ("around_mean", F(-1), [F(-1), F(1)], "price above zero"),
        ("around_mean", F(1), [F(-1), F(1)], "price above zero"),
        ("mean_over_price", F(0), [F(0), F(1)], "price above zero"),
        ("benchmark_over_price", F(1), [F(1)], "needs a benchmark"),
    ],
)
def test_a_rule_on_all_says_what_it_lacks(rule, price, prices, says):
    with pytest.raises(ValueError, match=says):
        price_share(rule, price, price, prices=prices)


THIRDS = BenchmarkWeights(F(40), F(40), F(20))


def test_benchmark_of_bangladesh():
    # T30: 0.4 x 100 + 0.4 x 402 / 4 + 0.2 x 98 = 40 + 40.2 + 19.6
    benchmark = benchmark_price(
        [F(92), F(95), F(105), F(110)], THIRDS, estimate=F(100), market=F(98)
    )
    assert benchmark.price == F("99.8")
    assert str(benchmark.how) == (
        "benchmark of 99.8: 40 % of the estimate of 100, 40 % of the mean of 4 bids of 100.5, "
        "20 % of the market price of 98"
    )
    # 99.8 x 0.93 = 92.814: A alone is more than 7 % below; by 8 % (91.816) nobody is.
    for percent, expected in ((7, ["A"]), (8, [])):
        options = {"percent": F(percent), "benchmark": benchmark}
        assert low("benchmark_less_percent", 92, 95, 105, 110, **options) == expected
    share = price_share("benchmark_over_price", F(110), F(92), benchmark=benchmark.price)
    assert share == F("99.8") / 110


@pytest.mark.parametrize(
    ("estimate", "market", "prices", "says"),
    [
        (None, F(98), [F(92)], "no benchmark: no estimate"),
        (F(100), None, [F(92)], "no benchmark: no market price"),
        (None, None, [], "no benchmark: no estimate, no bid, no market price"),
    ],
)
def test_what_a_benchmark_lacks_is_said_and_never_weighed_anew(estimate, market, prices, says):
    benchmark = benchmark_price(prices, THIRDS, estimate=estimate, market=market)
    assert (benchmark.price, str(benchmark.how)) == (None, says)
    screened = low_price_screen(
        "benchmark_less_percent", bids(92), percent=F(10), benchmark=benchmark
    )
    assert screened.low == ()
    assert says in str(screened.not_applied[0])


def test_what_has_no_weight_is_not_asked():
    only_bids = BenchmarkWeights(bids=F(100))
    assert benchmark_price([F(1), F(2)], only_bids).price == F(3, 2)
    for wrong in (BenchmarkWeights(F(50)), BenchmarkWeights(F(150), F(-50))):
        with pytest.raises(ValueError, match="sum to 100"):
            benchmark_price([F(1)], wrong)


# Article 85 of the RGLCAP, by the number of bids.
@pytest.mark.parametrize(
    ("prices", "ceiling", "expected"),
    [
        # 1: more than 25 % below the ceiling: below 75 of 100
        ([75], 100, []),
        ([74], 100, ["A"]),
        # 2: more than 20 % below the other: below 80 of 100
        ([80, 100], 100, []),
        ([79, 100], 100, ["A"]),
        # 3: mean of 88, 100, 100 is 96, line 86.4
        ([88, 100, 100], None, []),
        # mean of 84, 100, 100 is 94.667, line 85.2
        ([84, 100, 100], None, ["A"]),
        # mean of 80, 90, 130 is 100; 130 is above 110: mean of 80 and 90 is 85, line 76.5
        ([80, 90, 130], None, []),
        # with the highest it would have been 90
        ([75, 85, 108], None, []),
        # in any case more than 25 % below the ceiling: below 75
        ([74, 75, 76], 100, ["A"]),
        # 4: mean of 88, 100, 100, 140 is 107, limit 117.7; new mean 96, line 86.4
        ([88, 100, 100, 140], None, []),
        ([86, 100, 100, 140], None, []),  # mean 95.333, line 85.8
        ([84, 100, 100, 140], None, ["A"]),  # mean 94.667, line 85.2
        # fewer than three left: 60, 62, 100, 120 has mean 85.5, limit 94.05; the three lowest have
        # mean 74, line 66.6
        ([60, 62, 100, 120], None, ["A", "B"]),
        # nobody above the limit: mean of 90, 100, 105, 110 is 101.25, line 91.125
        ([90, 100, 105, 110], None, ["A"]),
        # the ceiling is not asked from four on
        ([70, 70, 70, 70], 100, []),
    ],
)
def test_the_spanish_test_by_number_of_bids(prices, ceiling, expected):
    limit = None if ceiling is None else F(ceiling)
    assert low("re_averaged_mean", *prices, ceiling=limit) == expected


def test_what_the_spanish_test_could_not_do_is_said():
    assert told("re_averaged_mean", 50) == [
        "the line at 25 % below the ceiling was not applied: the tender states no ceiling"
    ]
    assert len(told("re_averaged_mean", 80, 90, 100)) == 1
    assert told("re_averaged_mean", 80, 90, 100, 110) == []
    assert told("re_averaged_mean") == ["no price was tested for being too low: no bid is in"]


def test_the_line_says_on_which_bids():
    screened = low_price_screen("re_averaged_mean", bids(84, 100, 100, 140))
    assert [str(line) for line in screened.applied] == [
        "line at 85.2: 10 % below 94.67, the mean of A, B, C, without D (4 bids)"
    ]
    assert str(screened.low[0].reason) == (
        "price 84 below the threshold of 85.2 (10 % below 94.67, the mean of A, B, C, without D)"
    )


def test_mean_and_second_lowest_less_a_percentage():
    # Mean of 80, 100, 120 is 100, line at 20 % less is 80.
    assert low("mean_less_percent", 80, 100, 120, percent=F(20)) == []
    assert low("mean_less_percent", 80, 100, 120, percent=F(20), sense="at_or_below") == ["A"]
    # 15 % below the second lowest of 100 is 85; the third is never tested.
    assert low("second_lowest_less_percent", 120, 84, 100, percent=F(15)) == ["B"]
    assert low("second_lowest_less_percent", 120, 85, 100, percent=F(15)) == []
    assert told("second_lowest_less_percent", 80, percent=F(15)) == [
        "the gap to the second lowest price was not tested: one bid"
    ]
    with pytest.raises(ValueError, match="needs a percentage"):
        low("mean_less_percent", 80)
    assert "needs one above zero" in told("mean_less_percent", -80, 20, percent=F(10))[0]


def test_the_trimmed_mean_of_italy():
    # Discounts 10, 20, 21, 22, 40: one cut at either end; mean of 20, 21, 22 is 21, deviation
    # of 22 above it is 1, ratio 1 / 21 is below 0.15: 21 x 1.2 = 25.2 %, a price of 74.8.
    assert low("trimmed_mean_discount", 90, 80, 79, 78, 60, ceiling=F(100)) == ["E"]
    # 5, 10, 30, 30, 60: mean of 10, 30 (the pair counts twice) is 70 / 3; deviation 20 / 3; ratio
    # 0.286: 30 %, a price of 70: at or below is low, unless the rule says below.
    five = (95, 90, 70, 70, 40)
    assert low("trimmed_mean_discount", *five, ceiling=F(100)) == ["E", "C", "D"]
    assert low("trimmed_mean_discount", *five, ceiling=F(100), sense="below") == ["E"]
    assert "used from 5 on" in told("trimmed_mean_discount", 90, 80, 70, 60, ceiling=F(100))[0]
    assert "no ceiling" in told("trimmed_mean_discount", *five)[0]


def test_the_trimmed_mean_from_fifteen_bids_on():
    # Discounts 1, 2, ..., 14 and 15.37: two cut at either end leave 3 to 13, sum 88, mean 8;
    # deviations 1 to 5, mean 3; decimals of the sum 0 x 0: 11 %. With 3.37 in place of 3 the sum is
    # 88.37, mean 8.03363..., 9 to 13 lie 2.96636... above; 3 x 7 = 21 %: 11 - 0.62294 = 10.37706.
    whole = [F(100 - discount) for discount in range(1, 16)]
    screened = low_price_screen(
        "trimmed_mean_discount", dict(zip("ABCDEFGHIJKLMNO", whole, strict=True)), ceiling=F(100)
    )
    assert {price.line for price in screened.low} == {F(89)}
    odd = [*whole[:2], F("96.63"), *whole[3:]]
    screened = low_price_screen(
        "trimmed_mean_discount", dict(zip("ABCDEFGHIJKLMNO", odd, strict=True)), ceiling=F(100)
    )
    mean = F("88.37") / 11
    deviation = 11 - mean
    assert {price.line for price in screened.low} == {100 - (11 - deviation * F(21, 100))}


@given(st.lists(figures, min_size=1, max_size=7), st.data())
def test_the_order_of_bids_never_matters_to_a_low_price(prices, data):
    shuffled = data.draw(st.permutations(list(bids(*prices).items())))
    for test in ("re_averaged_mean", "trimmed_mean_discount", "mean_less_percent"):
        options = {"ceiling": F(10**6), "percent": F(10)}
        first = low_price_screen(test, bids(*prices), **options)
        again = low_price_screen(test, dict(shuffled), **options)
        assert {(price.bid, price.line) for price in first.low} == {
            (price.bid, price.line) for price in again.low
        }
