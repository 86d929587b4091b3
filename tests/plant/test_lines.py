"""Lines in service, lines up, start-ups, turbine at part load, cooling water."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.plant.lines import lines_at_load, lines_up_for, start_up_gj
from wte_ppp.plant.turbine import part_load_factor
from wte_ppp.plant.water import cooling_tower_m3_per_h


@given(st.floats(0.01, 1.0), st.integers(1, 6), st.floats(0.5, 0.8))
def test_lines_carry_the_load_within_their_range(load, lines, lowest) -> None:
    in_service, while_running = (float(x) for x in lines_at_load(load, float(lines), lowest))
    assert 1 <= in_service <= lines
    of_a_line = while_running * lines / in_service
    assert lowest - 1e-9 <= of_a_line <= 1 + 1e-9
    assert while_running >= load - 1e-12


def test_a_full_load_takes_all_lines() -> None:
    assert [float(x) for x in lines_at_load(1.0, 3.0, 0.7)] == [3.0, 1.0]
    # 2/3 of three lines is two full lines, not three for a rounding error.
    assert float(lines_at_load(2.0 / 3.0, 3.0, 0.7)[0]) == 2.0


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
def test_duration_against_all_states_counted(lines) -> None:
    share = 0.9
    probability = np.zeros(lines + 1)
    for state in itertools.product((0, 1), repeat=lines):
        up = sum(state)
        probability[up] += share**up * (1 - share) ** (lines - up)
    at_least = probability[::-1].cumsum()[::-1]
    for asked in (0.05, 0.5, 0.7, 0.9, 0.95, 0.999):
        reached = [k for k in range(lines + 1) if at_least[k] >= asked]
        assert lines_up_for(asked, share * 8760, float(lines)) == max(reached)


def test_duration_falls_and_broadcasts() -> None:
    shares = np.linspace(0, 1, 11)
    curve = lines_up_for(shares, np.array([[7000.0], [8000.0]]), np.array([[3.0], [2.0]]))
    assert curve.shape == (2, 11)
    assert (np.diff(curve, axis=1) <= 0).all()
    assert curve[:, 0].tolist() == [3.0, 2.0]


def test_start_up_fuel_by_hand() -> None:
    # 25 MW x 35 % x 14 h = 122.5 MWh = 441 GJ; 2 lines, 3 starts: 2646 GJ.
    assert start_up_gj(25.0, 2.0, 3.0, 0.35, 14.0) == pytest.approx(2646.0)


def test_part_load_is_worse_and_only_inside_its_range() -> None:
    # 0.8: -1.0176 x 0.4096 + 2.4443 x 0.512 - 2.1812 x 0.64 + 1.0535 x 0.8 + 0.701 = 0.98250.
    assert part_load_factor(0.8) == pytest.approx(0.98250, abs=1e-5)
    # The polynomial is flat near its top: 1.0006 at 97 % of the flow.
    factors = part_load_factor(np.linspace(0.2, 0.95, 30))
    assert (np.diff(factors) > 0).all()
    assert part_load_factor(np.linspace(0.2, 1.1, 91)).max() < 1.001
    assert np.isnan(part_load_factor(np.array([-0.1, 1.2, np.nan]))).all()


def test_more_cycles_save_water() -> None:
    few, many = (cooling_tower_m3_per_h(50.0, 0.8, cycles) for cycles in (3.0, 6.0))
    # c/(c - 1): 1.5 against 1.2.
    assert few / many == pytest.approx(1.5 / 1.2)


def test_planned_stops_follow_one_another() -> None:
    """Two lines of 280 days, 78 of them planned: 7 days of faults in 287.

    Both stop together only where a fault meets the other's plan, or another fault: 156/365 of
    the year one line is left, which fails 7/287 of the time, and in the rest both fail (7/287)^2.
    """
    down = 156 / 365 * 7 / 287 + (1 - 156 / 365) * (7 / 287) ** 2
    both = (1 - 156 / 365) * (280 / 287) ** 2
    edges = np.array([both - 1e-6, both + 1e-6, 1 - down - 1e-6, 1 - down + 1e-6])
    assert lines_up_for(edges, 6720.0, 2.0, 78.0).tolist() == [2.0, 1.0, 1.0, 0.0]
    # Three lines of 200 planned days: of 365 two stand for 235, one for 130, which are 36 %.
    always = lines_up_for(np.array([0.01, 0.35, 0.36, 1.0]), 165 * 24.0, 3.0, 200.0)
    assert always.tolist() == [2.0, 2.0, 1.0, 1.0]
