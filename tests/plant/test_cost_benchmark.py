"""Regression of plant costs against scipy and against coverage by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wte_ppp.plant.cost_benchmark import capex_fit, capex_interval

CAPACITY = np.array([200.0, 400.0, 800.0, 1600.0, 3000.0])
CAPEX = np.array([30e6, 47e6, 110e6, 140e6, 300e6])
FLAT = np.ones(5)


def test_fit_equals_an_independent_regression() -> None:
    fit = capex_fit(CAPACITY, CAPEX, FLAT, 1.0)
    reference = stats.linregress(np.log(CAPACITY), np.log(CAPEX))
    assert fit.exponent == pytest.approx(reference.slope)
    assert np.log(fit.coefficient_usd) == pytest.approx(reference.intercept)
    # scipy's standard error of the slope is s / sqrt(Sxx).
    s = reference.stderr * np.sqrt(fit.sum_squares_log_capacity)
    assert fit.residual_standard_error == pytest.approx(s)


@given(st.floats(1e4, 1e6), st.floats(0.4, 1.2))
def test_exact_power_law_is_found(coefficient, exponent) -> None:
    fit = capex_fit(CAPACITY, coefficient * CAPACITY**exponent, FLAT, 1.0)
    assert fit.coefficient_usd == pytest.approx(coefficient, rel=1e-9)
    assert fit.exponent == pytest.approx(exponent, rel=1e-9)
    assert fit.residual_standard_error == pytest.approx(0.0, abs=1e-9)


def test_price_index_moves_old_plants_to_base_money() -> None:
    # A plant built at index 80 costs 125/80 of its price in money of index 125.
    plain = capex_fit(CAPACITY, CAPEX, FLAT, 1.0)
    moved = capex_fit(CAPACITY, CAPEX, np.full(5, 80.0), 125.0)
    assert moved.coefficient_usd == pytest.approx(plain.coefficient_usd * 125.0 / 80.0)
    assert moved.exponent == pytest.approx(plain.exponent)


def test_interval_by_hand() -> None:
    # At the mean of ln(capacity): half width t(0.9; 3) s sqrt(1 + 1/5), t(0.9; 3) = 1.6377.
    fit = capex_fit(CAPACITY, CAPEX, FLAT, 1.0)
    low, median, high = capex_interval(fit, float(np.exp(fit.mean_log_capacity)), 0.80)
    half_width = 1.6377 * fit.residual_standard_error * np.sqrt(1.2)
    assert np.log(high / median) == pytest.approx(half_width, rel=1e-4)
    assert np.log(median / low) == pytest.approx(half_width, rel=1e-4)
    assert median == pytest.approx(np.exp(np.log(CAPEX).mean()))


def test_groups_by_hand() -> None:
    # Two builders, exponent 0.5, the second three times as dear: no spread is left, and each group
    # has its own coefficient.
    capacity = np.array([100.0, 400.0, 900.0, 100.0, 1600.0])
    capex = 1e6 * np.sqrt(capacity) * np.array([1.0, 1.0, 1.0, 3.0, 3.0])
    groups = ["a", "a", "a", "b", "b"]
    first = capex_fit(capacity, capex, FLAT, 1.0, groups=groups, of="a")
    second = capex_fit(capacity, capex, FLAT, 1.0, groups=groups, of="b")
    assert (first.coefficient_usd, first.exponent) == pytest.approx((1e6, 0.5))
    assert (second.coefficient_usd, second.exponent) == pytest.approx((3e6, 0.5))
    assert (first.n_plants, second.n_plants, first.degrees_of_freedom) == (3, 2, 2)
    assert first.residual_standard_error == pytest.approx(0.0, abs=1e-9)


def test_groups_equal_least_squares_with_indicators() -> None:
    groups = np.array(["a", "b", "a", "b", "a"])
    fit = capex_fit(CAPACITY, CAPEX, FLAT, 1.0, groups=groups, of="b")
    design = np.column_stack([groups == "a", groups == "b", np.log(CAPACITY)]).astype(float)
    found, squares, _, _ = np.linalg.lstsq(design, np.log(CAPEX))
    assert fit.exponent == pytest.approx(found[2])
    assert np.log(fit.coefficient_usd) == pytest.approx(found[1])
    assert fit.residual_standard_error == pytest.approx(np.sqrt(squares[0] / 2))
    # Variance of a prediction, from the normal equations.
    row = np.array([0.0, 1.0, np.log(700.0)])
    width = 1 + row @ np.linalg.inv(design.T @ design) @ row
    low, _, high = capex_interval(fit, 700.0, 0.80)
    t = stats.t.ppf(0.9, 2)
    assert np.log(high / low) == pytest.approx(2 * t * fit.residual_standard_error * np.sqrt(width))


def test_groups_that_are_not_there_or_too_many() -> None:
    with pytest.raises(ValueError, match="no plant of group 'c'"):
        capex_fit(CAPACITY, CAPEX, FLAT, 1.0, groups=list("aabbb"), of="c")
    with pytest.raises(ValueError, match="same capacity"):
        capex_fit(CAPACITY, CAPEX, FLAT, 1.0, groups=list("abcde"), of="a")


def test_interval_widens_away_from_the_sample_and_with_the_level() -> None:
    fit = capex_fit(CAPACITY, CAPEX, FLAT, 1.0)
    low, median, high = capex_interval(fit, np.array([[800.0], [8000.0]]))
    spread = high / low
    assert spread[1, 0] > spread[0, 0]
    wide = capex_interval(fit, 800.0, 0.95)
    assert wide[0] < low[0, 0] < median[0, 0] < high[0, 0] < wide[2]
    assert np.isnan(capex_interval(fit, 0.0)[1])


@pytest.mark.parametrize(
    ("capacity", "capex", "index", "base", "message"),
    [
        (CAPACITY[:2], CAPEX[:2], FLAT[:2], 1.0, "three plants"),
        (CAPACITY, CAPEX[:4], FLAT, 1.0, "three plants"),
        (CAPACITY, -CAPEX, FLAT, 1.0, "above 0"),
        (CAPACITY, CAPEX, FLAT, 0.0, "above 0"),
        (np.full(5, 400.0), CAPEX, FLAT, 1.0, "same capacity"),
    ],
)
def test_bad_tables_are_refused(capacity, capex, index, base, message) -> None:
    with pytest.raises(ValueError, match=message):
        capex_fit(capacity, capex, index, base)


def test_level_is_a_probability() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        capex_interval(capex_fit(CAPACITY, CAPEX, FLAT, 1.0), 500.0, 80.0)
