"""A city's forecast and what is sorted out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.waste.forecast import forecast_band, ramp, saturating_growth
from wte_ppp.waste.sorting import after_sorting

YEARS = np.arange(0.0, 41.0)


def test_logistic_growth_by_hand() -> None:
    # K 2, x0 1, growth 2 %: r = ln 1.02 / (1 - 1/2) = 0.0396053; after 10 years
    # 2 / (1 + exp(-0.396053)) = 1.195478.
    assert saturating_growth(1.0, 0.02, 2.0, np.array([10.0]))[0] == pytest.approx(1.195478)


@given(st.floats(0.2, 2.0), st.floats(0.001, 0.08), st.floats(1.05, 5.0))
def test_growth_starts_as_told_and_never_passes_its_ceiling(first, growth, times) -> None:
    series = saturating_growth(first, growth, times * first, YEARS)
    assert series[0] == pytest.approx(first)
    assert (np.diff(series) >= -1e-12).all()
    assert series.max() <= times * first * (1 + 1e-12)
    instant = saturating_growth(first, growth, times * first, np.array([0.0, 1e-6]))
    rate = np.log(instant[1] / instant[0]) / 1e-6
    assert rate == pytest.approx(np.log1p(growth), rel=1e-3)


def test_a_value_at_its_ceiling_stays_and_draws_broadcast() -> None:
    series = saturating_growth(np.array([[1.0], [2.0]]), 0.05, 1.5, YEARS)
    assert series.shape == (2, 41)
    assert (series[1] == 2.0).all()
    assert series[0, -1] < 1.5


def test_a_target_that_is_past_is_reached() -> None:
    assert ramp(0.5, 0.9, 0.0, np.array([0.0, 5.0])).tolist() == [0.9, 0.9]


def test_band_widens_with_time_and_holds_the_forecast() -> None:
    amount = np.full(41, 100.0)
    low, high = forecast_band(amount, 0.1, 0.01, YEARS)
    assert low[0] == pytest.approx(100 * np.exp(-0.1))
    assert (low < amount).all()
    assert (high > amount).all()
    assert (np.diff(high / low) > 0).all()


def test_sorting_by_hand() -> None:
    # 50 % food of which 40 % goes, 20 % plastics of which half goes: 0.5 x 0.6 + 0.2 x 0.5 + 0.3.
    left, mass = after_sorting(
        {"food": 0.5, "plastics": 0.2, "paper": 0.3}, {"food": 0.4, "plastics": 0.5}
    )
    assert mass == pytest.approx(0.70)
    assert left == pytest.approx({"food": 0.30 / 0.7, "plastics": 0.1 / 0.7, "paper": 0.3 / 0.7})


@given(st.lists(st.floats(0.0, 0.99), min_size=3, max_size=3))
def test_what_is_left_sums_to_one(removed) -> None:
    shares = {"a": 0.2, "b": 0.5, "c": 0.3}
    left, mass = after_sorting(shares, dict(zip(shares, removed, strict=True)))
    assert sum(left.values()) == pytest.approx(1.0)
    assert 0 < mass <= 1


def test_nothing_left_is_undefined_and_strangers_are_refused() -> None:
    left, mass = after_sorting({"a": 1.0}, {"a": 1.0})
    assert mass == 0.0
    assert np.isnan(left["a"])
    with pytest.raises(ValueError, match="expected"):
        after_sorting({"a": 1.0}, {"b": 0.5})
