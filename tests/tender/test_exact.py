"""Numbers as they were written, rounded once."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from wte_ppp.tender.exact import exact, rounded, shown_exactly

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


@given(st.decimals(-(10**9), 10**9, places=5), st.sampled_from(list(MODES)), st.integers(0, 5))
def test_rounding_is_that_of_the_standard_library(number, how, places):
    # quantize is the peer: same names of the rules, written by others
    expected = number.quantize(Decimal(1).scaleb(-places), rounding=MODES[how])
    assert rounded(Fraction(number), places, how) == Fraction(expected)


def test_rounding_of_the_published_abiko_points():
    # 50 x 16 678 725 000 / 17 800 000 000 = 46.85035...
    assert rounded(Fraction(50 * 16_678_725_000, 17_800_000_000), 2, "half_up") == Fraction("46.85")


@pytest.mark.parametrize(
    "value", [True, None, "1,000", "12 %", float("nan"), float("inf"), "1e999", "x", [1]]
)
def test_what_is_no_number_is_refused(value):
    with pytest.raises(PydanticCustomError):
        exact(value)


def test_a_float_with_more_digits_than_it_holds_is_refused_with_advice():
    with pytest.raises(PydanticCustomError) as caught:
        exact(12345678901234.567)
    assert "quotes" in str(caught.value.context)
    assert exact("12345678901234567.89") == Fraction(1234567890123456789, 100)


@given(st.fractions(-1000, 1000, max_denominator=10**4))
def test_shown_number_is_within_half_of_its_last_digit(value):
    assert abs(Fraction(shown_exactly(value, 6)) - value) <= Fraction(1, 2 * 10**6)
