"""Heat of flue gas behind the boiler, by hand and by its limits; what is usual."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.plant.combustion import combustion
from wte_ppp.plant.flue_gas_heat import recovered_mj_per_kg
from wte_ppp.plant.gases import flue_gas_enthalpy_kj_per_kg
from wte_ppp.plant.usual import usual_air_preheat_c, usual_feedwater_c
from wte_ppp.waste.composition import Analysis

WASTE = Analysis(
    moisture=0.35, ash=0.18, carbon=0.28, hydrogen=0.038, oxygen=0.14, nitrogen=0.005,
    sulfur=0.001, chlorine=0.006,
)  # fmt: skip
GAS = combustion(WASTE, 1.4)


def test_above_the_dew_point_it_is_sensible_heat_alone() -> None:
    given_kj = flue_gas_enthalpy_kj_per_kg(GAS, 180.0) - flue_gas_enthalpy_kj_per_kg(GAS, 120.0)
    assert recovered_mj_per_kg(GAS, 180.0, 120.0) == pytest.approx(given_kj / 1000)


def test_below_it_water_condenses() -> None:
    # At 45 degC (0.0959 bar) the dry gas keeps 0.0959/(1.01325 - 0.0959) of its moles as vapour.
    kept_kg = GAS.dry_nm3 / 22.414 * 0.0959 / (1.01325 - 0.0959) * 18.015
    latent = (GAS.h2o_kg - kept_kg) * 2.394  # MJ/kg at 45 degC, steam tables
    sensible = flue_gas_enthalpy_kj_per_kg(GAS, 160.0) - flue_gas_enthalpy_kj_per_kg(GAS, 45.0)
    assert recovered_mj_per_kg(GAS, 160.0, 45.0) == pytest.approx(
        sensible / 1000 + latent, rel=2e-3
    )


@given(st.floats(20.0, 100.0), st.floats(0.0, 60.0))
def test_colder_gives_more_and_never_less_than_nothing(to_c, less) -> None:
    warm, cold = recovered_mj_per_kg(GAS, 160.0, np.array([to_c + less, to_c]))
    assert cold >= warm >= 0.0
    # All water and all heat down to 20 degC.
    assert cold < GAS.h2o_kg * 2.454 + flue_gas_enthalpy_kj_per_kg(GAS, 160.0) / 1000 + 1e-3


def test_gas_that_is_not_cooled_gives_nothing() -> None:
    assert recovered_mj_per_kg(GAS, 150.0, 150.0) == 0.0
    assert recovered_mj_per_kg(GAS, 150.0, 170.0) == 0.0


def test_what_is_usual() -> None:
    # Wet waste: 160 degC; refuse-derived fuel of 12.5 MJ/kg: air as it is; never colder than that.
    assert usual_air_preheat_c(7.0, 27.0) == 160.0
    assert usual_air_preheat_c(12.5, 9.0) == 9.0
    assert usual_air_preheat_c(11.0, 10.0) == pytest.approx(10 + 150 / 3)
    assert usual_feedwater_c(np.array([220.0, 145.0, 110.0])).tolist() == [130.0, 125.0, 100.0]
