import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.waste import supply


def test_growth_by_hand_and_by_year_index():
    # 200 * 1.05^2 = 220.5
    assert supply.delivered_t(200.0, 0.05, 3)[2] == pytest.approx(220.5)
    assert supply.delivered_t(200.0, 0.05, np.array([2.0, 0.0])).tolist() == pytest.approx(
        [220.5, 200.0]
    )


def test_draws_have_time_last():
    growth = np.array([[0.0], [0.05]])
    series = supply.delivered_t(np.array([[100.0], [200.0]]), growth, 4)
    assert series.shape == (2, 4)
    np.testing.assert_allclose(series[1], supply.delivered_t(200.0, 0.05, 4), rtol=1e-12)


def test_impossible_growth_is_nan():
    assert np.isnan(supply.delivered_t(100.0, -1.5, 2)).all()


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_put_or_pay_never_pays_less_than_delivered(delivered, guaranteed, refused):
    paid = supply.paid_t(delivered, guaranteed, refused)
    assert paid >= delivered
    assert paid == delivered or paid == pytest.approx(guaranteed - refused)


def test_waste_per_capita_of_the_world_bank_curve():
    # ln 40 000 = 10.59663; 1647.41 - 419.73*10.59663 + 29.43*112.28865 = 504.3
    assert supply.waste_per_capita_kg_per_year(40_000.0) == pytest.approx(504.3, abs=0.1)


def test_waste_per_capita_is_flat_below_its_minimum_then_rises():
    # vertex 1647.41 - 419.73^2 / (4*29.43) = 1647.41 - 1496.54 = 150.87
    income = np.array([100.0, 1000.0, 1250.0, 2000.0, 50_000.0])
    waste = supply.waste_per_capita_kg_per_year(income)
    assert waste[:3] == pytest.approx([150.87] * 3, abs=0.01)
    assert (np.diff(waste[2:]) > 0).all()
    assert np.isnan(supply.waste_per_capita_kg_per_year(-1.0))


def test_forecast_follows_the_ratio_of_the_curve():
    # 278.06 kg at 10 000 (doctest) against 150.87 at the minimum: ratio 1.843
    grown = supply.forecast_kg_per_capita(0.8, 10_000.0, 1_000.0)
    assert grown == pytest.approx(0.8 * 278.06 / 150.87, rel=1e-3)


def test_city_waste_by_hand():
    # 2 million * 0.9 kg * 365 d = 657 000 t; * 0.8 * 0.25 = 131 400 t
    assert supply.city_waste_t(2e6, 0.9, 0.8, 0.25) == pytest.approx(131_400.0)
