"""IAPWS-IF97 verification values, and what an impossible state gives."""

import csv
from pathlib import Path

import numpy as np
import pytest

from wte_ppp.plant import steam

TABLE = Path(__file__).parents[1] / "published" / "steam_tables.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['function']} {row['source']}")
def test_published_verification_value(row: dict[str, str]) -> None:
    function = getattr(steam, row["function"])
    arguments = [float(row[name]) for name in ("pressure_bar", "argument") if row[name]]
    # The release prints nine digits.
    assert function(*arguments) == pytest.approx(float(row["expected"]), rel=2e-8)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (steam.enthalpy_pt, (-1.0, 100.0)),
        (steam.enthalpy_pt, (10.0, -300.0)),
        (steam.enthalpy_pt, (10.0, 3000.0)),
        (steam.enthalpy_pt, (np.nan, 100.0)),
        (steam.entropy_pt, (10.0, np.inf)),
        (steam.enthalpy_ps, (0.1, 20.0)),
        (steam.quality_ps, (-1.0, 7.0)),
        (steam.quality_ps, (0.1, np.nan)),
        (steam.saturated_liquid_enthalpy, (300.0,)),
        (steam.saturated_vapour_enthalpy, (-1.0,)),
        (steam.saturation_pressure_bar, (400.0,)),
        (steam.saturation_temperature_c, (0.0001,)),
        (steam.liquid_specific_volume, (np.nan,)),
    ],
)
def test_impossible_state_is_nan(function, arguments) -> None:
    assert np.isnan(function(*arguments))


def test_array_equals_scalar_and_broadcasts() -> None:
    pressures = np.array([[10.0], [40.0], [-5.0]])
    temperatures = np.array([250.0, 400.0])
    result = steam.enthalpy_pt(pressures, temperatures)
    assert result.shape == (3, 2)
    assert result[1, 1] == steam.enthalpy_pt(40.0, 400.0)
    assert np.isnan(result[2]).all()


def test_saturation_is_its_own_inverse() -> None:
    temperatures = np.array([40.0, 130.0, 250.0])
    pressures = steam.saturation_pressure_bar(temperatures)
    assert steam.saturation_temperature_c(pressures) == pytest.approx(temperatures, rel=1e-9)


def test_wet_steam_mixes_liquid_and_vapour() -> None:
    # At 0.1 bar and s = 7 kJ/(kg K): h = h' + x (h'' - h').
    quality = steam.quality_ps(0.1, 7.0)
    liquid = steam.saturated_liquid_enthalpy(0.1)
    vapour = steam.saturated_vapour_enthalpy(0.1)
    mixed = liquid + quality * (vapour - liquid)
    assert steam.enthalpy_ps(0.1, 7.0) == pytest.approx(mixed, rel=1e-6)
