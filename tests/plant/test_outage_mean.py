"""Mean year with outages: by hand where there is one, else against days drawn one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wte_ppp.plant.outage_mean import Stops, forced_share, mean_year
from wte_ppp.plant.outages import Fleet, Unit, operate


def mean(load, *, lines=2.0, hours=8000.0, planned=21.0, repair=5.0, bunker=5.0, turbines=1.0,
         forced=0.01, turbine_days=7.0, stops=1.0):  # fmt: skip
    return mean_year(
        load, lines=lines, hours=hours, line=Stops(planned, repair, stops), bunker_days=bunker,
        turbines=turbines, turbine_forced=forced, turbine_planned_days=turbine_days,
    )  # fmt: skip


def test_without_bunker_two_lines_follow_the_binomial_law():
    # 7,884 h = 90 % up, no planned stops. Load 1: 0.9 on average. Load 0.75: both up 0.81 -> 0.75,
    # one up 0.18 -> 0.5: 0.6975.
    year = mean(np.array([1.0, 0.75]), hours=7884.0, planned=0.0, bunker=0.0)
    assert year.burnt == pytest.approx([0.9, 0.6975], rel=1e-12)
    # Both down 1 % of the time.
    assert year.standstill_days == pytest.approx(3.65)


def test_one_line_and_its_turbine_by_hand():
    # 8,256 h = 344 days up, 21 planned, nothing forced; 7 days of the turbine fall on the line's.
    year = mean(0.5, lines=1.0, hours=8256.0, bunker=0.0, forced=0.02)
    assert year.burnt == pytest.approx(0.5 * 344 / 365)
    assert year.without_power == pytest.approx(0.02 * 0.5 * 344 / 365)
    # 21 days at half load want 10.5 days of full load; the bunker holds 5, burnt afterwards.
    with_bunker = mean(0.5, lines=1.0, hours=8256.0, bunker=5.0)
    assert with_bunker.burnt == pytest.approx((0.5 * 344 + 5) / 365)


def test_a_japanese_plant_burns_what_it_is_sized_for():
    """Two lines of 118 t/d, 280 days each, for 65,956 t a year (59,960 and a tenth for disasters).

    Figures as published in the environmental assessment of a plant of 236 t/d; 65,956 / 280 is
    236 t/d. A year delivers 180.7 t/d. In one stop of 85 days of a line 62.7 t/d are too much,
    5,330 t, and a bunker of 5 days takes 1,180 of them, twice a year. In three stops of 28.3 days
    it is 1,776 t each, which a bunker of 8 days, 1,888 t, takes whole.
    """
    delivered = 65_956.0
    case = {"hours": 280 * 24.0, "planned": 85.0, "turbine_days": 0.0, "forced": 0.0}
    load = delivered / 365 / 236
    lost = {
        (stops, days): delivered
        - 236 * 365 * float(mean(load, stops=stops, bunker=days, **case).burnt)
        for stops, days in ((1.0, 5.0), (3.0, 5.0), (3.0, 8.0))
    }
    gap = delivered / 365 - 118
    assert lost[1.0, 5.0] == pytest.approx(2 * (gap * 85 - 5 * 236), rel=1e-9)
    assert lost[3.0, 5.0] == pytest.approx(6 * (gap * 85 / 3 - 5 * 236), rel=1e-9)
    assert lost[3.0, 8.0] == pytest.approx(0.0, abs=1e-6)
    # Day by day, with stops of 28 and 29 days that the days between hardly empty: 0.1 % at most.
    line = Unit(85, 0, 5, planned_stops=3)
    drawn = operate(
        Fleet(2, 118.0, 8 * 236.0, 500.0, line, Unit(0, 0, 1)), np.full(365, delivered / 365),
        draws=1, seed=1,
    )  # fmt: skip
    assert drawn.bypassed_t[0] < 0.001 * delivered


def test_a_turbine_that_stops_longer_than_its_line_loses_the_rest():
    # One line, 20 planned days in four stops of 5, its turbine 8 days in one: 3 days at half load.
    year = mean(0.5, lines=1.0, hours=345 * 24.0, planned=20.0, stops=4.0, bunker=0.0, forced=0.0,
                turbine_days=8.0)  # fmt: skip
    assert year.without_power == pytest.approx(3 / 365 * 0.5, rel=1e-9)


def test_two_turbines_carry_half_each():
    # Full load always, one of two turbines down 10 % each: 0.18 x 0.5 + 0.01 x 1 of the steam.
    year = mean(1.0, hours=8760.0, turbines=2.0, forced=0.1, turbine_days=0.0)
    assert year.without_power == pytest.approx(0.18 * 0.5 + 0.01)
    assert year.dark == pytest.approx(0.01)


def test_forced_is_what_planned_stops_leave():
    assert forced_share(8760.0, 21.0) == 0
    assert forced_share(8256.0, 21.0) == pytest.approx(0, abs=1e-12)
    # 350 days up with 21 planned cannot be: only 15 are stopped at all.
    assert forced_share(350 * 24.0, 21.0) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("load", [0.65, 0.85, 0.95])
@pytest.mark.parametrize("turbines", [1, 2])
def test_days_drawn_one_by_one_agree(lines, load, turbines):
    planned, hours, bunker, forced = 21, 7700.0, 4.0, 3.0
    share = 100 * float(forced_share(hours, planned))
    fleet = Fleet(
        lines, 1 / lines, bunker, 1000.0, Unit(planned, share, 4), Unit(7, forced, 5), turbines
    )
    daily = np.full(365, load)
    start = operate(fleet, daily, draws=200, seed=2).in_bunker_t.mean()
    drawn = operate(fleet, daily, draws=1500, seed=1, bunker_start_t=float(start))
    year = mean(load, lines=float(lines), hours=hours, repair=4.0, bunker=bunker,
                turbines=float(turbines), forced=forced / 100)  # fmt: skip
    assert float(year.burnt) == pytest.approx(drawn.treated_t.mean() / 365, rel=0.015)
    power = float(year.burnt - year.without_power)
    assert power == pytest.approx(drawn.net_mwh.mean() / 365, rel=0.015)


@settings(max_examples=200, deadline=None)
@given(
    lines=st.integers(1, 5), load=st.floats(0, 1.3), hours=st.floats(1000, 8760),
    planned=st.floats(0, 120), repair=st.floats(0.5, 30), bunker=st.floats(0, 20),
    turbines=st.integers(1, 3), forced=st.floats(0, 0.4), days=st.floats(0, 60),
    stops=st.integers(1, 4),
)  # fmt: skip
def test_shares_stay_in_their_bounds_and_a_bunker_never_hurts(
    lines, load, hours, planned, repair, bunker, turbines, forced, days, stops
):
    case = {
        "lines": float(lines), "hours": hours, "planned": planned, "repair": repair,
        "turbines": float(turbines), "forced": forced, "turbine_days": days,
        "stops": float(stops),
    }  # fmt: skip
    year = mean(load, bunker=bunker, **case)
    most = min(load, hours / 8760)
    assert -1e-9 <= float(year.burnt) <= most + 1e-9
    assert 0 <= float(year.dark) <= float(year.without_power) + 1e-9
    assert float(year.without_power) <= float(year.burnt) + 1e-9
    assert 0 <= float(year.standstill_days) <= 365 + 1e-9
    bare = mean(load, bunker=0.0, **case)
    assert float(year.burnt) >= float(bare.burnt) - 1e-9


def test_draws_are_single_runs():
    rng = np.random.default_rng(1)
    load, hours = rng.uniform(0.5, 1.2, (40, 5)), rng.uniform(6000, 8760, (40, 1))
    lines = rng.integers(1, 5, (40, 1)).astype(float)
    together = mean(load, hours=hours, lines=lines)
    alone = mean(load[7, 2], hours=hours[7, 0], lines=lines[7, 0])
    assert together.burnt[7, 2] == pytest.approx(float(alone.burnt), rel=1e-13)
    assert together.without_power[7, 2] == pytest.approx(float(alone.without_power), rel=1e-13)
