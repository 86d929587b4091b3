"""Textbook cycles, closure of the energy balance, and the turbine efficiency's fixed point."""

import csv
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wte_ppp.plant.steam import saturation_pressure_bar
from wte_ppp.plant.steam_cycle import SteamCycle, rankine
from wte_ppp.plant.turbine import isentropic_efficiency_fit

TABLE = Path(__file__).parents[1] / "published" / "rankine.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))

PLANT = {
    "live_steam_bar": 40.0,
    "live_steam_c": 400.0,
    "condenser_bar": 0.12,
    "isentropic_efficiency": 0.80,
    "feedwater_c": 130.0,
    "deaerator_bar": 2.7,
    "mechanical_efficiency": 0.985,
    "generator_efficiency": 0.97,
    "boiler_efficiency": 0.82,
    "thermal_mw": 60.0,
    "ambient_c": 28.0,
}
AIR_PREHEAT = {"air_kg_per_s": 30.0, "air_preheat_c": 200.0, "blowdown_share": 0.015}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['quantity']} {row['source']}")
def test_published_cycle(row: dict[str, str]) -> None:
    cycle = rankine(
        live_steam_bar=float(row["live_steam_bar"]),
        live_steam_c=float(row["live_steam_c"]),
        condenser_bar=float(row["condenser_bar"]),
        isentropic_efficiency=float(row["isentropic_efficiency"]),
        feedwater_c=float(row["feedwater_c"]),
        deaerator_bar=1.5,
        mechanical_efficiency=1.0,
        generator_efficiency=1.0,
        boiler_efficiency=1.0,
        thermal_mw=100.0,
        pump_efficiency=float(row["pump_efficiency"]),
    )
    found = {
        "net_efficiency": (cycle.gross_mw - cycle.pump_mw) / 100.0,
        "back_work_ratio": cycle.pump_mw / cycle.gross_mw,
        "exhaust_quality": cycle.exhaust_quality,
    }
    tolerance = float(row["tolerance"])
    assert found[row["quantity"]] == pytest.approx(float(row["expected"]), abs=tolerance)


@settings(max_examples=50)
@given(
    st.floats(25.0, 100.0),
    st.floats(350.0, 500.0),
    st.floats(0.05, 0.3),
    st.floats(0.6, 0.9),
    st.floats(80.0, 129.0),
    st.floats(0.0, 0.03),
    st.floats(0.0, 1.0),
    st.floats(0.0, 15.0),
)
def test_energy_and_mass_close(
    live_bar, live_c, sink, efficiency, feed, blowdown, baumann, heat
) -> None:
    cycle = rankine(
        **PLANT
        | AIR_PREHEAT
        | {
            "live_steam_bar": live_bar,
            "live_steam_c": live_c,
            "condenser_bar": sink,
            "isentropic_efficiency": efficiency,
            "feedwater_c": feed,
            "blowdown_share": blowdown,
            "baumann_factor": baumann,
            "heat_mw": heat,
            "heat_return_c": 60.0,
        }
    )
    heat_in = cycle.boiler_heat_mw + cycle.pump_mw
    heat_out = cycle.internal_mw + cycle.condenser_mw + cycle.blowdown_mw + cycle.air_preheat_mw
    heat_out += cycle.heat_mw
    assert heat_in == pytest.approx(heat_out, rel=1e-12)
    shaft = cycle.gross_mw + cycle.mechanical_loss_mw + cycle.generator_loss_mw
    assert shaft == pytest.approx(cycle.internal_mw, rel=1e-12)
    drawn = cycle.deaerator_kg_per_s + cycle.preheat_kg_per_s + cycle.exhaust_kg_per_s
    drawn += cycle.heat_kg_per_s
    assert drawn == pytest.approx(cycle.steam_kg_per_s, rel=1e-12)
    assert cycle.boiler_heat_mw == pytest.approx(0.82 * 60.0 + cycle.air_preheat_mw)
    assert 0.0 < cycle.extraction_share < 0.7


def test_heat_for_buyers_by_hand() -> None:
    # 2.7 bar steam at 80 % efficiency: 40 bar 400 degC h 3214, s 6.771; 2.7 bar: sg 7.005, sf
    # 1.641, x 0.956, hg 2720.5, hf 546.2, ideal 2625; h = 3214 - 0.8 (3214 - 2625) = 2743 kJ/kg.
    # Water comes back at 60 degC, 251.3 kJ/kg: 10 MW take 10 000/(2743 - 251.3) = 4.01 kg/s.
    cycle = rankine(**PLANT, heat_mw=10.0, heat_return_c=60.0)
    assert cycle.heat_kg_per_s == pytest.approx(4.01, abs=0.02)
    # Each kg/s taken at 2743 no longer works down to the exhaust: 0.8 of the ideal exhaust's 2168.
    # 3214 - 0.8 (3214 - 2168) = 2377, so about 4.01 x (2743 - 2377) x 0.985 x 0.97 = 1.4 MW less;
    # the deaerator heats 60 degC water in place of 49 degC condensate and gives a little back.
    assert rankine(**PLANT).gross_mw - cycle.gross_mw == pytest.approx(1.38, abs=0.06)


def test_a_cool_tank_sends_the_drain_to_the_condenser() -> None:
    # 100 degC needs less heat than the drain of 30 kg/s of air at 200 degC brings.
    cool = rankine(**PLANT | AIR_PREHEAT | {"feedwater_c": 70.0})
    assert cool.deaerator_kg_per_s == 0.0
    assert cool.gross_mw > 0.0
    warm = rankine(**PLANT | AIR_PREHEAT | {"feedwater_c": 130.0})
    assert warm.deaerator_kg_per_s > 0.0


def test_specific_work_is_bounded_by_the_ideal_drop() -> None:
    # Steam tables, 40 bar 400 degC: h 3214, s 6.771; 0.12 bar: h about 2168 kJ/kg.
    work = rankine(**PLANT).specific_work_kj_per_kg
    assert 0.80 * (3214.0 - 2168.0) * 0.85 < work < 0.80 * (3214.0 - 2168.0)


def test_air_preheat_duty_by_hand() -> None:
    # 30 kg/s * 172 K * mean cp 1.014 kJ/(kg K) = 5.23 MW.
    assert rankine(**PLANT | AIR_PREHEAT).air_preheat_mw == pytest.approx(5.23, abs=0.03)


def test_power_rises_with_heat_pressure_temperature_and_cold() -> None:
    for name, values in {
        "thermal_mw": [30.0, 60.0, 90.0],
        "live_steam_c": [380.0, 400.0, 450.0],
        "live_steam_bar": [30.0, 40.0, 60.0],
        "condenser_bar": [0.2, 0.12, 0.07],
        "isentropic_efficiency": [0.7, 0.8, 0.87],
        "boiler_efficiency": [0.78, 0.82, 0.87],
    }.items():
        power = rankine(**PLANT | {name: np.array(values)}).gross_mw
        assert (np.diff(power) > 0.0).all(), name


def test_baumann_costs_power_only_in_wet_steam() -> None:
    wet, corrected = rankine(**PLANT), rankine(**PLANT, baumann_factor=1.0)
    assert corrected.gross_mw < wet.gross_mw
    hot = PLANT | {"live_steam_bar": 10.0, "live_steam_c": 500.0, "condenser_bar": 1.0}
    dry = rankine(**hot)
    assert dry.exhaust_quality == 1.0
    assert rankine(**hot, baumann_factor=1.0).gross_mw == dry.gross_mw


def test_preheat_with_bled_steam_gives_more_power_than_with_live_steam() -> None:
    live = rankine(**PLANT | AIR_PREHEAT)
    bled = rankine(**PLANT | AIR_PREHEAT, preheat_steam_bar=18.0)  # boils at 207 degC
    assert bled.gross_mw > live.gross_mw


@pytest.mark.parametrize(
    "change",
    [
        {"condenser_bar": 3.0},
        {"deaerator_bar": 45.0},
        {"preheat_steam_bar": 50.0},
        {"feedwater_c": 150.0},
        {"live_steam_c": -400.0},
        {"air_kg_per_s": 30.0, "air_preheat_c": 300.0},
        {"feedwater_c": 45.0},  # colder than the condensate at 0.12 bar, 49.4 degC
    ],
)
def test_impossible_cycle_is_nan(change) -> None:
    assert np.isnan(rankine(**PLANT | change).gross_mw)


def test_fitted_efficiency_is_consistent_with_the_power() -> None:
    cycle = rankine(**PLANT | {"isentropic_efficiency": None})
    assert abs(cycle.efficiency_residual) < 1e-8
    assert cycle.isentropic_efficiency == pytest.approx(
        0.74 + 0.055 * np.log(cycle.gross_mw / 5.0), abs=1e-8
    )
    two = rankine(**PLANT | {"isentropic_efficiency": None}, turbines=2)
    assert two.gross_mw < cycle.gross_mw


def test_fit_is_clipped_and_needs_power() -> None:
    # 0.74 + 0.055 ln(100/5) = 0.905 and 0.74 + 0.055 ln(0.1/5) = 0.525 are outside the bounds.
    assert isentropic_efficiency_fit(100.0) == 0.87
    assert isentropic_efficiency_fit(0.1) == 0.60
    assert isentropic_efficiency_fit(5.0) == 0.74
    assert np.isnan(isentropic_efficiency_fit(0.0))


def test_array_equals_scalar() -> None:
    heat = np.array([[40.0], [60.0], [80.0]])
    sink = saturation_pressure_bar(np.array([45.0, 50.0, 55.0, 60.0]))
    inputs = PLANT | AIR_PREHEAT | {"isentropic_efficiency": None}
    drawn = rankine(**inputs | {"thermal_mw": heat, "condenser_bar": sink})
    alone = rankine(**inputs | {"thermal_mw": 60.0, "condenser_bar": sink[2]})
    for field in fields(SteamCycle):
        if field.name == "efficiency_residual":
            continue
        grid = np.broadcast_to(getattr(drawn, field.name), (3, 4))
        assert grid[1, 2] == pytest.approx(getattr(alone, field.name), rel=1e-12), field.name
