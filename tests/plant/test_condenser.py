"""Condensing temperatures and the pressures that follow."""

import numpy as np
import pytest

from wte_ppp.plant.condenser import (
    air_cooled_condenser_c,
    condenser_pressure_bar,
    water_cooled_condenser_c,
    wet_bulb_c,
)
from wte_ppp.plant.steam import saturation_pressure_bar


def test_air_cooled_difference_grows_with_duty() -> None:
    # 30 + 24 at full duty, 30 + 12 at half.
    assert air_cooled_condenser_c(30.0, 24.0, np.array([1.0, 0.5])).tolist() == [54.0, 42.0]


def test_wet_tower_stacks_its_differences() -> None:
    assert water_cooled_condenser_c(27.0, 5.0, 8.0, 3.0) == 43.0


@pytest.mark.parametrize("air_c", [5.0, 15.0, 27.0, 35.0])
@pytest.mark.parametrize("moisture", [0.004, 0.010, 0.018])
def test_wet_bulb_closes_the_psychrometric_balance(air_c: float, moisture: float) -> None:
    found = float(wet_bulb_c(air_c, moisture))
    saturated = 0.622 * (e := saturation_pressure_bar(air_c)) / (1.01325 - e)
    if moisture >= saturated:
        assert found == pytest.approx(air_c, abs=0.1)
        return

    def moisture_at(wet: float) -> float:
        # ASHRAE Handbook Fundamentals (2017), chapter 1, equation 33.
        pressure = saturation_pressure_bar(wet)
        at_wet = 0.622 * pressure / (1.01325 - pressure)
        taken = (2501 - 2.326 * wet) * at_wet - 1.006 * (air_c - wet)
        return float(taken / (2501 + 1.86 * air_c - 4.186 * wet))

    assert moisture_at(found - 1.0) < moisture < moisture_at(found + 1.0)


def test_pressure_at_54_degrees_and_choked_floor() -> None:
    # Steam table: 54 degC 0.1502 bar; 20 degC would be 0.0234 bar.
    assert condenser_pressure_bar(54.0) == pytest.approx(0.1502, abs=1e-4)
    assert condenser_pressure_bar(20.0) == 0.05
    assert condenser_pressure_bar(20.0, lowest_bar=0.02) == pytest.approx(0.0234, abs=1e-4)
    assert np.isnan(condenser_pressure_bar(500.0))
