"""Price indices and Fisher's equation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.finance.indexation import price_index, real_rate

RATES = st.floats(-0.05, 0.30)


def test_index_is_one_in_the_year_of_its_price_base_and_discounts_before_it():
    index = price_index(0.25, np.array([-1.0, 0.0, 1.0, 2.0]))
    # 1 / 1.25 = 0.8, 1, 1.25, 1.5625
    assert index == pytest.approx([0.8, 1.0, 1.25, 1.5625], rel=1e-15)


def test_half_indexed_price_moves_half_as_much():
    # 0.5 + 0.5 * 1.25 ** 2 = 1.28125
    assert price_index(0.25, 2, indexed_share=0.5) == pytest.approx(1.28125, rel=1e-15)


@given(RATES, st.integers(-5, 50))
def test_flat_price_never_moves(inflation, years):
    assert price_index(inflation, years, indexed_share=0.0) == 1.0


@given(RATES, st.integers(0, 40), st.integers(0, 40))
def test_full_indexation_compounds(inflation, first, second):
    product = price_index(inflation, first) * price_index(inflation, second)
    assert price_index(inflation, first + second) == pytest.approx(product, rel=1e-12)


@given(RATES, RATES)
def test_real_rate_and_inflation_compound_to_the_nominal_rate(nominal, inflation):
    real = real_rate(nominal, inflation)
    assert (1 + real) * (1 + inflation) == pytest.approx(1 + nominal, rel=1e-14)


def test_draws_broadcast_against_years():
    inflation = np.array([[0.0], [0.02], [0.10]])
    years = np.arange(5.0)
    index = price_index(inflation, years)
    assert index.shape == (3, 5)
    for draw in range(3):
        scalar = price_index(float(inflation[draw, 0]), years)
        np.testing.assert_allclose(index[draw], scalar, rtol=1e-12)
