"""Years of operation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.plant.operation import (
    annual_power_mwh,
    burning_hours,
    degradation_factor,
    incinerated_t,
    operating_hours,
)
from wte_ppp.waste.bunker import drain
from wte_ppp.waste.composition import Analysis


def test_hours_ramp_up_and_take_draws_before_time() -> None:
    hours = operating_hours(np.array([[8000.0], [7000.0]]), [0.8, 0.9], 4)
    assert hours.tolist() == [[6400.0, 7200.0, 8000.0, 8000.0], [5600.0, 6300.0, 7000.0, 7000.0]]
    series = operating_hours(np.array([8000.0, 7900.0]), [], 2)
    assert series.tolist() == [8000.0, 7900.0]


def test_impossible_hours() -> None:
    assert np.isnan(operating_hours(9000.0, [], 2)).all()
    for ramp, years in (([], 0), ([0.5, 0.6], 1)):
        with pytest.raises(ValueError, match="ramp-up years"):
            operating_hours(8000.0, ramp, years)
    ramped = operating_hours(8000.0, [1.2, np.array([[0.5], [-0.1]])], 3)
    assert np.isnan(ramped).tolist() == [[True, False, False], [True, True, False]]
    assert ramped[0, 1:].tolist() == [4000.0, 8000.0]


def test_degradation_by_hand() -> None:
    # 1 % a year, overhaul before years 4 and 7 (interval 3), 50 % of 3 % comes back each time:
    # losses 0, 1, 2, 3-1.5, 2.5, 3.5, 6-3 %.
    factor = degradation_factor(7, 0.01, 3, 0.5)
    assert factor == pytest.approx([1.0, 0.99, 0.98, 0.985, 0.975, 0.965, 0.97])


@given(st.floats(0.0, 0.05), st.integers(1, 10), st.floats(0.0, 1.0))
def test_degradation_starts_at_one_and_stays_in_bounds(loss, interval, recovered) -> None:
    factor = degradation_factor(25, loss, interval, recovered)
    assert factor[0] == 1.0
    assert ((factor >= 0.0) & (factor <= 1.0)).all()
    worse = degradation_factor(25, loss, interval, 0.0)
    assert (factor >= worse - 1e-12).all()


def test_degradation_draws_equal_scalar_and_bad_structure_is_refused() -> None:
    drawn = degradation_factor(5, np.array([[0.0], [0.004]]), 4, np.array([[0.5], [0.6]]))
    assert drawn.shape == (2, 5)
    assert drawn[1].tolist() == degradation_factor(5, 0.004, 4, 0.6).tolist()
    intervals = degradation_factor(5, 0.01, np.array([[4.0], [0.0]]), 0.5)
    assert intervals[0].tolist() == degradation_factor(5, 0.01, 4, 0.5).tolist()
    assert np.isnan(intervals[1]).all()
    with pytest.raises(ValueError, match="at least one"):
        degradation_factor(0, 0.01, 4, 0.5)


def test_waste_after_drainage_limits_or_furnace_limits() -> None:
    # 200 000 * 0.88 = 176 000; furnace 20 t/h * 8000 h = 160 000.
    wet = Analysis(0.55, 0.1, 0.2, 0.03, 0.11, 0.005, 0.001, 0.004)
    assert 200_000.0 * drain(wet, 6.0, 0.12).mass_ratio == pytest.approx(176_000.0)
    assert np.isnan(drain(wet, 6.0, 1.2).mass_ratio)
    burnt = incinerated_t(np.array([150_000.0, 176_000.0]), 20.0, 8000.0)
    assert burnt.tolist() == [150_000.0, 160_000.0]
    assert burning_hours(burnt, 20.0).tolist() == [7500.0, 8000.0]


def test_furnace_that_stands_burns_no_hours_but_unknown_rate_stays_unknown() -> None:
    hours = burning_hours(np.array([0.0, 100.0]), np.array([0.0, np.nan]))
    assert hours[0] == 0.0
    assert np.isnan(hours[1])


@given(
    st.floats(1.0, 50.0),
    st.floats(0.0, 60.0),
    st.floats(0.0, 8760.0),
    st.floats(0.8, 1.0),
    st.floats(0.0, 1000.0),
    st.floats(0.0, 0.05),
)
def test_power_bought_and_made_equals_used_sold_and_lost(
    gross, own, hours, worn, outage, loss
) -> None:
    year = annual_power_mwh(
        gross_mw=gross,
        own_use_mw=own,
        hours=hours,
        degradation=worn,
        turbine_outage_hours=outage,
        export_loss_share=loss,
    )
    sources = year.gross_mwh + year.import_mwh
    uses = year.own_use_mwh + year.export_mwh + year.export_loss_mwh
    assert sources == pytest.approx(uses, rel=1e-12, abs=1e-9)
    assert min(year.export_mwh, year.import_mwh, year.export_loss_mwh) >= 0.0


def test_turbine_outage_by_hand() -> None:
    # 7000 of 8000 h with turbine: gross 10*0.9*7000 = 63 000, own use 2*8000 = 16 000 of which
    # 2000 bought; surplus 63 000 - 14 000 = 49 000, 2 % lost.
    year = annual_power_mwh(
        gross_mw=10.0,
        own_use_mw=2.0,
        hours=8000.0,
        degradation=0.9,
        turbine_outage_hours=1000.0,
        export_loss_share=0.02,
    )
    assert year.gross_mwh == 63_000.0
    assert year.own_use_mwh == 16_000.0
    assert year.import_mwh == 2_000.0
    assert year.export_loss_mwh == pytest.approx(980.0)
    assert year.export_mwh == pytest.approx(48_020.0)


def test_outage_longer_than_the_year_leaves_no_power() -> None:
    year = annual_power_mwh(gross_mw=10.0, own_use_mw=2.0, hours=500.0, turbine_outage_hours=700.0)
    assert year.gross_mwh == 0.0
    assert year.import_mwh == 1_000.0  # 2 MW * 500 h


def test_years_and_draws_broadcast() -> None:
    hours = operating_hours(np.array([[8000.0], [7500.0]]), [0.9], 3)
    year = annual_power_mwh(
        gross_mw=np.array([[10.0], [12.0]]),
        own_use_mw=2.0,
        hours=hours,
        degradation=degradation_factor(3, 0.01, 5, 0.5),
    )
    alone = annual_power_mwh(gross_mw=12.0, own_use_mw=2.0, hours=7500.0, degradation=0.98)
    assert year.export_mwh.shape == (2, 3)
    assert year.export_mwh[1, 2] == pytest.approx(alone.export_mwh, rel=1e-12)
