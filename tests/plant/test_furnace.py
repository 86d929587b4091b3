"""Firing diagram and throughput."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.plant.firing import (
    firing_diagram,
    highest_lhv_mj_per_kg,
    mean_load,
    share_outside,
    throughput_t_per_h,
)
from wte_ppp.plant.furnace import (
    design_thermal_mw,
    furnace_size,
    japan_capacity_t_per_day,
    number_of_lines,
    required_capacity_t_per_day,
)


def support_mw(throughput, lhv, lowest, deviation=0.0):
    """Support heat of a furnace that no boiler limits."""
    return mean_load(lhv, deviation, throughput, np.inf, lowest)[2]


LIMITS = {
    "mechanical_t_per_h": 20.0,
    "thermal_mw": 40.0,
    "mechanical_min_t_per_h": 12.0,
    "thermal_min_mw": 24.0,
    "lhv_min_mj_per_kg": 5.4,
    "lhv_max_mj_per_kg": 9.0,
}


def test_size_meets_both_limits_at_the_design_value() -> None:
    size = furnace_size(600.0, 7.2)
    assert size.mechanical_t_per_h == 25.0
    assert size.thermal_mw == pytest.approx(50.0)  # 25 * 7.2 / 3.6
    assert throughput_t_per_h(7.2, size.mechanical_t_per_h, size.thermal_mw) == pytest.approx(25.0)


@given(st.floats(3.0, 20.0), st.floats(5.0, 40.0), st.floats(10.0, 120.0))
def test_throughput_keeps_both_limits(lhv, mechanical, thermal) -> None:
    burnt = throughput_t_per_h(lhv, mechanical, thermal)
    assert burnt <= mechanical
    heat = design_thermal_mw(burnt, lhv)
    assert heat <= thermal * (1.0 + 1e-12)
    assert burnt == mechanical or heat == pytest.approx(thermal)


def test_more_heating_value_never_gives_more_tonnes_nor_less_heat() -> None:
    lhv = np.linspace(4.0, 14.0, 50)
    burnt = throughput_t_per_h(lhv, 20.0, 40.0)
    assert (np.diff(burnt) <= 1e-12).all()
    assert (np.diff(design_thermal_mw(burnt, lhv)) >= -1e-12).all()


def test_throughput_without_heating_value_is_nan() -> None:
    assert np.isnan(throughput_t_per_h(np.array([0.0, -1.0, np.nan]), 20.0, 40.0)).all()


def test_array_equals_scalar() -> None:
    lhv = np.array([[6.0], [7.2], [9.0]])
    assert throughput_t_per_h(lhv, 20.0, 40.0)[2, 0] == throughput_t_per_h(9.0, 20.0, 40.0)


def test_spread_of_waste_needs_fuel_though_its_mean_does_not() -> None:
    # Sums over hours of a normal heating value of 6 +/- 1: heat that lacks below 5 MJ/kg.
    hours = np.random.default_rng(1).normal(6.0, 1.0, 400_000)
    by_hour = support_mw(18.0, hours, 5.0).mean()
    assert support_mw(18.0, 6.0, 5.0, 1.0) == pytest.approx(by_hour, rel=0.02)
    assert support_mw(18.0, 6.0, 5.0) == 0.0


def test_share_of_hours_outside() -> None:
    # Normal table: P(z < -1) = 0.158655, P(z > 2) = 0.022750.
    below, above = share_outside(7.0, 1.0, 6.0, 9.0)
    assert (below, above) == pytest.approx((0.158655, 0.022750), abs=1e-6)
    assert share_outside(7.0, 0.0, 6.0, 9.0) == (0.0, 0.0)
    assert share_outside(5.0, 0.0, 6.0, 9.0) == (1.0, 0.0)
    assert share_outside(9.5, 0.0, 6.0, 9.0) == (0.0, 1.0)


def test_without_a_lowest_throughput_no_waste_is_too_rich() -> None:
    assert highest_lhv_mj_per_kg(0.0, 40.0) == np.inf
    corners = firing_diagram(**LIMITS | {"lhv_max_mj_per_kg": np.inf})
    assert [12.0, 40.0] in corners.round(9).tolist()


def test_auxiliary_heat_only_below_the_lowest_value() -> None:
    # 18 * (5.0 - 4.4) / 3.6 = 3.0
    heat = support_mw(18.0, np.array([4.4, 5.0, 6.0]), 5.0)
    assert heat == pytest.approx([3.0, 0.0, 0.0])


def test_diagram_corners_by_hand() -> None:
    # A (20, 40); B 3.6*40/9 = 16 -> (16, 40); C m = max(12, 3.6*24/9 = 9.6) -> (12, 12*9/3.6 = 30);
    # D (12, 24); E 3.6*24/5.4 = 16 -> (16, 24); F (20, 20*5.4/3.6 = 30).
    corners = {tuple(corner) for corner in firing_diagram(**LIMITS).round(9).tolist()}
    assert corners == {(20, 40), (16, 40), (12, 30), (12, 24), (16, 24), (20, 30)}


def test_diagram_loses_a_corner_when_the_grate_minimum_does_not_bind() -> None:
    # With m_min 8 < 3.6*24/9 = 9.6 the upper ray meets the thermal minimum: no corner D.
    corners = firing_diagram(**LIMITS | {"mechanical_min_t_per_h": 8.0}).round(9).tolist()
    assert [9.6, 24.0] in corners
    assert len(corners) == 5


def test_diagram_is_convex_and_counter_clockwise() -> None:
    edges = np.diff(np.vstack([firing_diagram(**LIMITS)] * 2)[:8], axis=0)
    turn = edges[:-1, 0] * edges[1:, 1] - edges[:-1, 1] * edges[1:, 0]
    assert (turn > 0.0).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"mechanical_min_t_per_h": 25.0}, "lowest throughput"),
        ({"thermal_min_mw": 50.0}, "lowest heat"),
        ({"lhv_min_mj_per_kg": 9.5}, "lowest heating value"),
        ({"lhv_min_mj_per_kg": 20.0, "lhv_max_mj_per_kg": 21.0}, "widen"),
    ],
)
def test_impossible_diagram_is_refused(change, message) -> None:
    with pytest.raises(ValueError, match=message):
        firing_diagram(**LIMITS | change)


def test_capacities() -> None:
    # 292 000 t in 8000 h at 36.5 t/h is 876 t/day.
    assert required_capacity_t_per_day(292_000.0, 8_000.0) == pytest.approx(876.0)
    # 59 960 + 5 996 t/year of disaster waste, 280 days: 235.56, built as 236 t/day (Japanese plan).
    assert japan_capacity_t_per_day(65_956.0, adjustment=1.0) == pytest.approx(235.557, abs=1e-3)
    # With the 0.96 of the design guideline: 235.557 / 0.96.
    assert japan_capacity_t_per_day(65_956.0) == pytest.approx(245.372, abs=1e-3)


def test_lines() -> None:
    assert number_of_lines(400.0, 750.0, at_least=2) == 2
    assert number_of_lines(400.0, 750.0) == 1
    assert number_of_lines(4_000.0, 800.0) == 5
    assert number_of_lines(np.array([[800.0], [801.0]]), 800.0).tolist() == [[1.0], [2.0]]
    assert np.isnan(number_of_lines(0.0, 750.0))
