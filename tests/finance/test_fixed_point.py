"""Fixed points: each draw on its own, and an error where there is none."""

import numpy as np
import pytest

from wte_ppp.finance.fixed_point import FixedPointError, fixed_point


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
