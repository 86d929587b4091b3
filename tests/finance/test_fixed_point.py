"""Fixed points: each draw on its own, and an error where there is none."""

import numpy as np
import pytest

from wte_ppp.finance.fixed_point import FixedPointError, fixed_point, fixed_point_or_highest


def test_draws_settle_at_their_own_pace_to_the_same_place():
    slope = np.array([[0.8], [0.1], [-0.5]])
    # x = 1 + slope x
    together = fixed_point(lambda x: 1 + slope * x, np.zeros((3, 1)), 1.0, "x")
    assert together[:, 0] == pytest.approx(1 / (1 - slope[:, 0]), abs=1e-9)
    for draw in range(3):
        alone = fixed_point(lambda x, s=slope[draw]: 1 + s * x, np.zeros(1), 1.0, "x")
        assert together[draw, 0] == alone[0]


def test_no_fixed_point_is_an_error_that_counts_its_draws():
    jumps = np.array([[1.0], [0.0]])
    with pytest.raises(FixedPointError, match="tax: no fixed point within 200 steps in 1 of 2"):
        fixed_point(lambda x: jumps * (1 - x), np.zeros((2, 1)), 1.0, "tax")


def test_a_draw_that_jumps_has_the_highest_of_each_value_and_says_so():
    # Draw 0 jumps 1, 4, 2, 1, ... in its first value and 5, 6, 7 in its second; draw 1 rests.
    after = {1.0: (4.0, 6.0), 4.0: (2.0, 7.0), 2.0: (1.0, 5.0)}

    def step(value):
        return np.array([after[value[0, 0]], 1 + 0.5 * value[1]])

    start = np.array([[1.0, 5.0], [0.0, 0.0]])
    found, rests = fixed_point_or_highest(step, start, 1.0, "tax")
    assert found[0].tolist() == [4.0, 7.0]
    assert found[1] == pytest.approx([2.0, 2.0], abs=1e-9)
    assert rests.tolist() == [[False], [True]]


def test_a_draw_that_neither_rests_nor_comes_back_is_an_error():
    with pytest.raises(FixedPointError, match="in 1 of 1"):
        fixed_point_or_highest(lambda x: x + 1, np.zeros(1), 1.0, "tax")
