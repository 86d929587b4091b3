"""The temperature of combustion without loss."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.plant.combustion import combustion
from wte_ppp.plant.flame import adiabatic_temperature_c
from wte_ppp.plant.gases import air_enthalpy_kj_per_kg, flue_gas_enthalpy_kj_per_kg
from wte_ppp.waste.composition import Analysis

WASTE = Analysis(
    moisture=0.45, ash=0.15, carbon=0.22, hydrogen=0.03, oxygen=0.14, nitrogen=0.005,
    sulfur=0.001, chlorine=0.004,
)  # fmt: skip


@given(st.floats(4.0, 12.0), st.floats(1.3, 2.5), st.floats(25.0, 250.0))
def test_heat_in_is_heat_in_gas_and_ash(lhv, excess, air) -> None:
    flame = adiabatic_temperature_c(WASTE, lhv, excess, air_c=air)
    gas = combustion(WASTE, excess)
    heat_in = 1000 * lhv + gas.air_kg * air_enthalpy_kj_per_kg(air)
    out = flue_gas_enthalpy_kj_per_kg(gas, flame) + gas.ash_kg * 0.84 * (flame - 25.0)
    if np.isfinite(flame):
        assert out == pytest.approx(heat_in, rel=1e-6)
    else:
        assert heat_in > flue_gas_enthalpy_kj_per_kg(gas, 1700.0)


def test_more_air_burns_colder_and_hot_air_hotter() -> None:
    flame = adiabatic_temperature_c(WASTE, 7.0, np.array([1.4, 1.6, 1.8, 2.0]), air_c=25.0)
    assert (np.diff(flame) < 0).all()
    assert adiabatic_temperature_c(WASTE, 7.0, 1.6, air_c=200.0) > flame[1]


def test_waste_without_heat_has_no_flame() -> None:
    assert np.isnan(adiabatic_temperature_c(WASTE, -1.0, 1.6, air_c=25.0))
