import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.climate import jcm

ALL = np.ones(3, dtype=bool)


def test_reductions_may_be_negative_but_credits_not():
    reductions = jcm.reductions_tco2e(np.array([10.0, 20.5, 31.0]), 15.0)
    assert reductions.tolist() == [-5.0, 5.5, 16.0]
    assert jcm.credits_t(reductions, ALL).tolist() == [0.0, 5.0, 16.0]


def test_credits_only_in_the_crediting_period():
    credits = jcm.credits_t(np.full((2, 3), 9.99), np.array([False, True, True]))
    assert credits.tolist() == [[0.0, 9.0, 9.0]] * 2


def test_a_rounding_bit_costs_no_credit():
    # 4.35 t a day for 100 days is 435 t, though floating point stops just short
    almost = 4.35 * 100
    assert almost < 435.0
    assert jcm.credits_t(almost, np.True_) == 435.0


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_credits_are_whole_and_never_more_than_reduced(values):
    reductions = np.array(values)
    credits = jcm.credits_t(reductions, ALL)
    assert (credits == np.floor(credits)).all()
    assert (credits >= 0.0).all()
    assert (credits <= np.maximum(reductions, 0.0) + 1e-6).all()


def test_totals_keep_the_draws():
    reductions = np.array([[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]])
    total = jcm.total_reductions_tco2e(reductions, np.array([True, False, True]))
    assert total.tolist() == [[5.0], [50.0]]


def test_each_limit_decides_in_turn():
    # by cost 0.5 * 30 = 15 m; by tonne 4 000 * t / 120; ceiling 2.0e9 / 120 = 16.667 m
    tonnes = np.array([[300_000.0], [900_000.0]])
    subsidy = jcm.subsidy_usd(30e6, 0.5, 4000.0, tonnes, 120.0, 2.0e9)
    # 300 000 t: 10 m decides; 900 000 t: 30 m by tonne, so the cost decides
    assert subsidy[:, 0] == pytest.approx([10e6, 15e6])
    # no ceiling, dear plant: 0.5 * 80 = 40 m against 4 000 * 900 000 / 120 = 30 m
    assert jcm.subsidy_usd(80e6, 0.5, 4000.0, 900_000.0, 120.0) == pytest.approx(30e6)
    # with the ceiling 16.667 m
    assert jcm.subsidy_usd(80e6, 0.5, 4000.0, 900_000.0, 120.0, 2e9) == pytest.approx(2e9 / 120)


def test_no_reductions_no_subsidy_and_no_rate_no_answer():
    assert jcm.subsidy_usd(30e6, 0.5, 4000.0, -5.0, 120.0) == 0.0
    assert np.isnan(jcm.subsidy_usd(30e6, 0.5, 4000.0, 100.0, 0.0))


def test_bac_ninh_subsidy_lies_under_the_quoted_limit():
    # USD 18 million for 600 000 t over 15 years (press and IFC, 2021-22): USD 30 a tonne, JPY
    # 3 300 at 110; the quoted limit of JPY 4 000 would have allowed 4 000*600 000/110 = 21.8 m
    allowed = jcm.subsidy_usd(58e6, 0.5, 4000.0, 600_000.0, 110.0, 2.0e9)
    assert allowed == pytest.approx(2.0e9 / 110)  # the ceiling, 18.18 m, decides
    assert allowed == pytest.approx(18e6, rel=0.02)


def test_a_year_of_loss_is_made_good_first():
    # Sums 10, -20, 5, 40: 10, then nothing until 10 is passed again, then 30.
    reductions = np.array([10.0, -30.0, 25.0, 35.0])
    found = jcm.credits_less_shortfall_t(reductions, np.ones(4, dtype=bool))
    assert found.tolist() == [10.0, 0.0, 0.0, 30.0]


@given(
    reductions=st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=20),
    years=st.integers(0, 20),
)
def test_credits_never_exceed_the_highest_sum_of_reductions(reductions, years):
    series = np.array(reductions)
    counted = np.arange(len(series)) < years
    carried = jcm.credits_less_shortfall_t(series, counted)
    alone = jcm.credits_t(series, counted)
    sums = np.cumsum(np.where(counted, series, 0.0))
    assert carried.sum() <= max(sums.max(), 0.0) + 1e-5
    assert carried.sum() <= alone.sum() + 1e-5
    assert np.all(carried >= 0.0)
    if np.all(series >= 0.0):
        assert np.all(np.abs(carried - alone) <= 1.0)
