"""Outages: shares of time by the formula, mass conserved, a bunker that only helps."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wte_ppp.plant.outages import Fleet, Unit, operate, planned_days_off

NEVER = Unit(planned_days=0, forced_percent=0, repair_days=1)


def fleet(lines=2, line=NEVER, turbine=NEVER, bunker=0.0, size=100.0):
    return Fleet(lines, size, bunker, 500.0, line, turbine)


def year(plant, delivered=200.0, draws=200, seed=1):
    return operate(plant, np.full(365, delivered), draws=draws, seed=seed)


def test_share_of_time_up_is_mttf_over_mttf_and_mttr():
    # 5 % forced, repairs of 3 days: MTTF = 57 days, 57 / (57 + 3) = 0.95
    found = year(fleet(lines=3, line=Unit(0, 5, 3)), draws=4000).line_availability
    # Days are correlated over about 3 days: 365 x 3 x 4000 / 6 independent ones.
    error = math.sqrt(0.95 * 0.05 / (365 * 3 * 4000 / 6))
    assert found.mean() == pytest.approx(0.95, abs=5 * error)


def test_two_lines_are_both_up_by_the_binomial_law():
    # Without bunker 200 t a day are treated with both up, 100 t with one: 100 x 2 x 0.9 on average.
    found = year(fleet(line=Unit(0, 10, 4)), draws=4000)
    assert found.treated_t.mean() / 365 == pytest.approx(180, abs=0.5)
    # 150 t a day: both up 0.81 -> 150, one up 0.18 -> 100: 139.5
    found = year(fleet(line=Unit(0, 10, 4)), delivered=150.0, draws=4000)
    assert found.treated_t.mean() / 365 == pytest.approx(139.5, abs=0.5)


def test_planned_stops_follow_each_other():
    # 20 days of one of two lines, twice: 40 days with 100 t in place of 200.
    found = year(fleet(line=Unit(20, 0, 1)), draws=1)
    assert found.treated_t[0] == 365 * 200 - 40 * 100
    assert planned_days_off(3, 30).sum(axis=0).max() == 1


def test_a_bunker_carries_a_short_stop():
    # 10 days at 100 t, 150 t come: 500 t are needed; the other days catch up with 50 t.
    calm = fleet(line=Unit(10, 0, 1), bunker=500.0)
    found = operate(calm, np.full(365, 150.0), draws=1, seed=1)
    assert found.bypassed_t[0] == 0
    small = operate(fleet(line=Unit(10, 0, 1), bunker=499.0), np.full(365, 150.0), draws=1, seed=1)
    assert small.bypassed_t[0] == 2 * 1


def test_without_turbine_waste_is_burnt_and_no_power_made():
    found = year(fleet(turbine=Unit(73, 0, 1)), draws=1)
    assert found.treated_t[0] == 365 * 200
    assert found.net_mwh[0] == pytest.approx(292 * 200 * 0.5)
    assert found.turbine_availability[0] == pytest.approx(0.8)


@settings(max_examples=25, deadline=None)
@given(
    lines=st.integers(1, 4), bunker=st.floats(0, 3000), delivered=st.floats(0, 500),
    forced=st.floats(0, 40), planned=st.integers(0, 60), seed=st.integers(0, 2**16),
)  # fmt: skip
def test_mass_is_conserved_and_a_larger_bunker_never_hurts(
    lines, bunker, delivered, forced, planned, seed
):
    unit = Unit(planned, forced, 3)
    one = year(fleet(lines=lines, line=unit, bunker=bunker), delivered, draws=5, seed=seed)
    total = one.treated_t + one.bypassed_t + one.in_bunker_t
    assert total == pytest.approx(365 * delivered, rel=1e-12, abs=1e-9)
    more = year(fleet(lines=lines, line=unit, bunker=bunker + 500), delivered, draws=5, seed=seed)
    assert np.all(more.treated_t >= one.treated_t - 1e-9)


def test_one_of_two_turbines_takes_half_of_the_steam():
    # 73 days each of one turbine stopped, one after the other: 146 days at half power.
    both = Fleet(1, 200.0, 0.0, 500.0, NEVER, Unit(73, 0, 1), turbines=2)
    found = year(both, draws=1)
    assert found.treated_t[0] == 365 * 200
    assert found.net_mwh[0] == pytest.approx((219 * 200 + 146 * 100) * 0.5)
    # 100 kWh/t of own use is carried by the turbine that is left.
    own = Fleet(1, 200.0, 0.0, 500.0, NEVER, Unit(73, 0, 1), turbines=2, own_kwh_per_t=100.0)
    assert year(own, draws=1).net_mwh[0] == pytest.approx(
        (219 * 200 * 0.5) + 146 * (100 * 0.6 - 200 * 0.1)
    )


def test_same_seed_same_years():
    plant = fleet(line=Unit(10, 5, 3), bunker=500.0)
    assert np.array_equal(year(plant, seed=7).treated_t, year(plant, seed=7).treated_t)
    assert not np.array_equal(year(plant, seed=7).treated_t, year(plant, seed=8).treated_t)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Unit(400, 0, 1),
        lambda: Unit(0, 100, 1),
        lambda: Unit(0, 5, 0),
        lambda: fleet(lines=0),
        lambda: operate(fleet(), np.ones(12), draws=1, seed=1),
        lambda: year(fleet(), draws=0),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|must|at least"):
        wrong()
