"""One root in a bracket: kinks, jumps, multiple roots, draws on their own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.finance.roots import bracketed_root


def root(function, low, high):
    return float(bracketed_root(function, np.array([low]), np.array([high]))[0])


@pytest.mark.parametrize(
    ("function", "low", "high", "expected"),
    [
        (lambda x: x**3 - 2, 0.0, 10.0, 2 ** (1 / 3)),
        (lambda x: np.expm1(50 * (x - 1)), 0.0, 10.0, 1.0),
        (lambda x: (x - 1) ** 3, -3.0, 10.0, 1.0),
        (lambda x: (x - 0.1) ** 9, -500.0, 2000.0, 0.1),
        (lambda x: np.where(x < 3, 1e-3 * (x - 3), 1e6 * (x - 3)), -500.0, 2000.0, 3.0),
        (lambda x: np.where(x < 3, -1e9, 1e-9), -500.0, 2000.0, 3.0),
        (lambda x: np.where(x < 3, -1e-9, 1e12), -500.0, 2000.0, 3.0),
        (lambda x: 5 - x, 0.0, 10.0, 5.0),
        (lambda x: 1e250 * (x - 5), 0.0, 10.0, 5.0),
        (lambda x: 1e-250 * (x - 5), 0.0, 10.0, 5.0),
        (lambda x: x, 0.0, 10.0, 0.0),
        (lambda x: x - 10, 0.0, 10.0, 10.0),
    ],
    ids=[
        "cube", "exp", "triple", "nine", "kink",
        "jump up", "jump down", "falling", "huge", "tiny", "at low", "at high",
    ],
)  # fmt: skip
def test_root(function, low, high, expected):
    scale = max(abs(low), abs(high))
    # A root of order k is only found as well as the function can be told from zero.
    assert root(function, low, high) == pytest.approx(expected, abs=1e-12 * scale)


def test_no_root_in_the_bracket_or_an_undefined_end_is_nan():
    assert np.isnan(root(lambda x: x * x + 1, -10.0, 10.0))
    assert np.isnan(root(lambda x: np.where(x < 0, np.nan, x - 1), -10.0, 10.0))
    assert np.isnan(root(lambda x: np.where(np.abs(x) < 9, np.nan, x), -10.0, 10.0))


def test_a_root_does_not_depend_on_what_is_solved_beside_it():
    shifts = np.array([1e-9, 0.3, 7.0, 1999.0, -499.0, 5000.0])

    def solve(shift):
        start = np.full(shift.shape, -500.0)
        return bracketed_root(lambda x: np.expm1((x - shift) / 700), start, start + 2500)

    together = solve(shifts)
    alone = np.array([solve(np.array([shift]))[0] for shift in shifts])
    np.testing.assert_array_equal(together, alone)
    assert np.isnan(together[-1])


@given(st.floats(-499.0, 1999.0), st.floats(1e-9, 1e9), st.floats(1e-9, 1e9))
def test_a_kinked_line_of_any_slopes(at, left, right):
    found = root(lambda x: np.where(x < at, left, right) * (x - at), -500.0, 2000.0)
    assert found == pytest.approx(at, abs=1e-11)
