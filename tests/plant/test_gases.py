"""Enthalpies against the JANAF tables."""

import numpy as np
import pytest

from wte_ppp.plant.gases import (
    ATMOSPHERIC_NITROGEN_MOLAR_MASS,
    MOLAR_MASS,
    air_enthalpy_kj_per_kg,
    molar_enthalpy_kj_per_kmol,
)


# Chase, M.W., NIST-JANAF Thermochemical Tables, 4th ed. 1998, H - H(298.15 K) in kJ/mol.
@pytest.mark.parametrize(
    ("gas", "kelvin", "kj_per_mol"),
    [
        ("n2", 500.0, 5.911),
        ("n2", 1000.0, 21.463),
        ("o2", 500.0, 6.084),
        ("o2", 1000.0, 22.703),
        ("co2", 500.0, 8.305),
        ("co2", 1000.0, 33.397),
        ("h2o", 500.0, 6.925),
        ("h2o", 1000.0, 26.000),
        ("n2", 1500.0, 38.405),
        ("n2", 2000.0, 56.137),
        ("o2", 1500.0, 40.599),
        ("co2", 1500.0, 61.705),
        ("co2", 2000.0, 91.439),
        ("h2o", 1500.0, 48.151),
        ("h2o", 2000.0, 72.790),
        ("so2", 500.0, 8.749),
        ("hcl", 500.0, 5.892),
    ],
)
def test_janaf_enthalpy(gas: str, kelvin: float, kj_per_mol: float) -> None:
    enthalpy = molar_enthalpy_kj_per_kmol(gas, kelvin - 273.15) / 1000.0
    assert enthalpy == pytest.approx(kj_per_mol, rel=0.004)


@pytest.mark.parametrize("gas", ["n2", "o2", "co2", "h2o", "so2", "hcl"])
def test_zero_at_25_degrees_and_rising(gas: str) -> None:
    # 5 kJ/kmol is the heat of about 0.15 K: the Shomate constants are rounded.
    assert molar_enthalpy_kj_per_kmol(gas, 25.0) == pytest.approx(0.0, abs=5.0)
    assert (np.diff(molar_enthalpy_kj_per_kmol(gas, np.linspace(-20.0, 920.0, 95))) > 0.0).all()


@pytest.mark.parametrize(
    ("gas", "kelvin"), [("co2", 1200.0), ("so2", 1200.0), ("hcl", 1200.0), ("h2o", 1700.0)]
)
def test_rows_of_coefficients_meet(gas: str, kelvin: float) -> None:
    # Rows were fitted apart; where one ends and the next begins they differ by less than 0.1 %.
    below, above = molar_enthalpy_kj_per_kmol(gas, np.array([kelvin, kelvin + 1e-6]) - 273.15)
    assert above == pytest.approx(below, rel=1e-3)


def test_outside_the_tables_is_nan_and_unknown_gas_is_refused() -> None:
    assert np.isnan(molar_enthalpy_kj_per_kmol("n2", np.array([-100.0, 1800.0, np.nan]))).all()
    with pytest.raises(ValueError, match="choose one of"):
        molar_enthalpy_kj_per_kmol("xenon", 100.0)


def test_compounds_are_the_sum_of_their_atoms() -> None:
    assert MOLAR_MASS["co2"] == pytest.approx(44.009)
    assert MOLAR_MASS["h2o"] == pytest.approx(18.015)
    # Argon makes it heavier than pure nitrogen, 28.014: (28.965 - 0.2095 * 31.998)/0.7905.
    assert pytest.approx(28.161, abs=5e-4) == ATMOSPHERIC_NITROGEN_MOLAR_MASS


def test_moist_air_holds_more_heat_than_dry() -> None:
    # cp of steam 1.87, of dry air 1.006: (1.011 + 0.02 * 1.87)/1.02 per kg moist air.
    dry = air_enthalpy_kj_per_kg(125.0)
    assert air_enthalpy_kj_per_kg(125.0, 0.02) == pytest.approx(
        (dry + 0.02 * 189.0) / 1.02, rel=3e-3
    )
