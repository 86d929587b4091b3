"""Scoring shapes: worked cases, bounds, monotony, and who can change whose points."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.tender import scoring

numbers = st.fractions(0, 1000, max_denominator=100)
several = st.lists(numbers, min_size=1, max_size=6)

# The expected shares are the arithmetic beside them.
CASES = [
    (scoring.linear(F(525), F(350), F(600)), F(7, 10)),  # 175 / 250
    (scoring.linear(F(100), F(150), F(80)), F(5, 7)),  # (100 - 150) / (80 - 150): lower is better
    (scoring.linear(F(300), F(350), F(600)), F(0)),
    (scoring.linear(F(700), F(350), F(600)), F(1)),
    (scoring.steps(F(5), [(F(8), F(1, 2)), (F(5), F(1))], "lower"), F(1)),
    (scoring.steps(F(9), [(F(8), F(1, 2)), (F(5), F(1))], "lower"), F(0)),
    (scoring.ratio_to_reference(F(9000), F(8000), "higher"), F(1)),
    (scoring.ratio_to_reference(F(50), F(40), "lower"), F(4, 5)),
    (scoring.ratio_to_best(F(6), [F(6), F(8)], "higher"), F(3, 4)),
    (scoring.ratio_to_best(F(0), [F(0), F(8)], "lower"), F(1)),
    (scoring.ratio_to_best(F(8), [F(0), F(8)], "lower"), F(0)),
    (scoring.from_floor_to_best(F(23), [F(26), F(23)], F(20), "higher"), F(1, 2)),
    (scoring.from_floor_to_best(F(20), [F(20), F(20)], F(20), "higher"), F(0)),
    (scoring.count_share(F(1), F(4)), F(1, 4)),
    (scoring.target_band(F(39), F(24), F(28), F(36), F(40)), F(1, 4)),
    (scoring.target_band(F(20), F(28), F(28), F(36), F(40)), F(0)),
]


@pytest.mark.parametrize(("found", "expected"), CASES)
def test_worked_cases(found, expected):
    assert found == expected


def test_a_line_needs_two_bounds():
    with pytest.raises(ValueError, match="equal"):
        scoring.linear(F(1), F(2), F(2))


@given(numbers, numbers, numbers, numbers)
def test_linear_is_bounded_and_never_falls_with_the_promise(one, two, floor, target):
    if floor == target:
        return
    shares = [scoring.linear(value, floor, target) for value in sorted((one, two))]
    assert all(0 <= share <= 1 for share in shares)
    assert shares[0] <= shares[1] if target > floor else shares[0] >= shares[1]


@given(several, st.sampled_from(["higher", "lower"]))
def test_the_best_bid_has_the_whole_ratio_and_none_more(values, better):
    shares = [scoring.ratio_to_best(value, values, better) for value in values]
    assert max(shares) == 1
    assert all(0 <= share <= 1 for share in shares)
    best = scoring.best_of(values, better)
    assert scoring.ratio_to_best(best, values, better) == 1


@given(several, numbers, st.sampled_from(["higher", "lower"]))
def test_a_relative_share_never_rises_when_a_bid_comes_in(values, newcomer, better):
    for value in values:
        alone = scoring.ratio_to_best(value, values, better)
        assert scoring.ratio_to_best(value, [*values, newcomer], better) <= alone


@given(numbers, st.lists(st.tuples(numbers, st.fractions(0, 1)), min_size=2, max_size=5))
def test_piecewise_passes_through_its_knots_and_stays_between_them(value, drawn):
    knots = sorted(dict(drawn).items())
    if len(knots) < 2:
        return
    for place, share in knots:
        assert scoring.piecewise(place, knots) == share
    shares = [share for _, share in knots]
    assert min(shares) <= scoring.piecewise(value, knots) <= max(shares)
