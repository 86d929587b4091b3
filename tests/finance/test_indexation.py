"""Price indices and Fisher's equation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.finance.indexation import Formula, Indices, formula_index, price_index, real_rate

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


def test_formula_with_four_indices_by_hand():
    # 0.1 + 0.2 x 1.02^2 + 0.3 x 1.05^2 + 0.2 x (1.05 / 1.02)^2 + 0.2 x 1.10^2
    formula = Formula(inflation=0.2, local_inflation=0.3, exchange_rate=0.2, fuel=0.2)
    found = formula_index(formula, Indices(0.02, 0.05, 0.10), np.array([2.0]))
    expected = 0.1 + 0.2 * 1.0404 + 0.3 * 1.1025 + 0.2 * (1.05 / 1.02) ** 2 + 0.2 * 1.21
    assert found[0] == pytest.approx(expected, rel=1e-14)


def test_price_in_local_money_loses_what_the_currency_loses():
    # Flat in local money, 5 % against 2 % inflation and a real loss of 1 % a year.
    found = formula_index(Formula(), Indices(0.02, 0.05, 0.0, 0.01), np.array([3.0]), True)
    assert found[0] == pytest.approx((1.02 / 1.05 / 1.01) ** 3, rel=1e-14)


def test_floor_and_cap_bound_the_growth_since_the_price_year():
    years = np.array([0.0, 1.0, 2.0])
    flat = formula_index(Formula(floor=0.01), Indices(0.02, 0.0, 0.0), years)
    assert flat == pytest.approx([1, 1.01, 1.0201])
    capped = formula_index(Formula(inflation=1.0, cap=0.015), Indices(0.02, 0.0, 0.0), years)
    assert capped == pytest.approx([1, 1.015, 1.015**2])


@given(RATES, st.integers(0, 30))
def test_parity_keeps_the_real_value_of_a_fully_indexed_local_price(inflation, years):
    indices = Indices(0.02, inflation, 0.0)
    found = formula_index(Formula(local_inflation=1.0), indices, np.array([float(years)]), True)
    assert found[0] == pytest.approx(1.02**years, rel=1e-9)
