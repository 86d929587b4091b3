"""Textbook cycles, closure of the energy balance, and the turbine efficiency's fixed point."""

import csv
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wte_ppp.plant.cycle_balance import SteamCycle
from wte_ppp.plant.steam import saturation_pressure_bar, saturation_temperature_c
from wte_ppp.plant.steam_cycle import rankine
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
    assert cycle.external_mw == cycle.recovered_mw == 0.0
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
    # 0.74 + 0.055 ln(100/5) = 0.905 and 0.74 + 0.142 ln(0.1/5) = 0.184 are outside the bounds.
    assert isentropic_efficiency_fit(100.0) == 0.87
    assert isentropic_efficiency_fit(0.1) == 0.35
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


@pytest.mark.parametrize("bar", [0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.95])
def test_feedwater_at_the_temperature_of_the_condensate(bar) -> None:
    cycle = rankine(
        live_steam_bar=30.0,
        live_steam_c=350.0,
        condenser_bar=bar,
        isentropic_efficiency=1.0,
        feedwater_c=float(saturation_temperature_c(bar)),
        deaerator_bar=1.2,
        mechanical_efficiency=1.0,
        generator_efficiency=1.0,
        boiler_efficiency=1.0,
        thermal_mw=100.0,
        pump_efficiency=1.0,
    )
    assert cycle.deaerator_kg_per_s == pytest.approx(0.0, abs=1e-6)
    if bar == 0.75:  # Cengel and Boles, example 10-1
        assert (cycle.gross_mw - cycle.pump_mw) / 100.0 == pytest.approx(0.260, abs=6e-4)


LIMITS = {
    "feedwater at the condensate": lambda bar: {"feedwater_c": saturation_temperature_c(0.12)},
    "feedwater at the deaerator": lambda bar: {"feedwater_c": saturation_temperature_c(2.7) + 1.0},
    "saturated live steam": lambda bar: {
        "live_steam_bar": bar,
        "live_steam_c": saturation_temperature_c(bar),
    },
    "air at the steam's temperature": lambda bar: {
        "air_kg_per_s": 10.0,
        "preheat_steam_bar": bar / 4,
        "air_preheat_c": saturation_temperature_c(bar / 4),
    },
    "boiling water comes back": lambda bar: {
        "heat_mw": 5.0,
        "heat_steam_bar": bar / 10,
        "heat_return_c": saturation_temperature_c(bar / 10),
    },
    "heat from live steam": lambda bar: {
        "heat_mw": 5.0,
        "live_steam_bar": bar,
        "heat_steam_bar": bar,
    },
    "air from live steam": lambda bar: {
        "air_kg_per_s": 10.0,
        "air_preheat_c": 120.0,
        "live_steam_bar": bar,
        "preheat_steam_bar": bar,
    },
}


@pytest.mark.parametrize("name", LIMITS)
@settings(max_examples=30)
@given(bar=st.floats(25.0, 90.0), share=st.sampled_from([-4e-16, 0.0, 4e-16]))
def test_a_limit_is_met_whichever_side_rounding_puts_it(name, bar, share) -> None:
    met = LIMITS[name](bar)
    nudged = {key: value * (1.0 + share) for key, value in met.items()}
    cycle = rankine(**PLANT | nudged)
    assert np.isfinite(cycle.gross_mw)
    assert cycle.gross_mw == pytest.approx(rankine(**PLANT | met).gross_mw, rel=1e-6)


def test_pressures_that_do_not_fall_are_no_turbine() -> None:
    for change in ({"deaerator_bar": 0.12}, {"deaerator_bar": 40.0}, {"condenser_bar": 2.7}):
        assert np.isnan(rankine(**PLANT | change).gross_mw)
    for share in (1 - 3e-16, 1.0, 1 + 3e-16):
        assert np.isnan(rankine(**PLANT | {"deaerator_bar": 0.12 * share}).gross_mw)


def closes(cycle: SteamCycle) -> None:
    heat_in = cycle.boiler_heat_mw + cycle.external_mw + cycle.recovered_mw + cycle.pump_mw
    heat_out = cycle.internal_mw + cycle.condenser_mw + cycle.blowdown_mw
    heat_out += cycle.air_preheat_mw + cycle.heat_mw
    assert heat_in == pytest.approx(heat_out, rel=1e-12)


@settings(max_examples=50)
@given(
    st.floats(60.0, 140.0), st.floats(400.0, 500.0), st.floats(10.0, 25.0), st.floats(300.0, 420.0),
    st.floats(0.0, 3.0), st.floats(1.0, 30.0), st.floats(0.0, 10.0), st.floats(0.0, 40.0),
)  # fmt: skip
def test_energy_closes_with_reheat_external_superheat_and_recovered_heat(
    live_bar, live_c, reheat_bar, reheat_c, recovered, preheat_bar, heat, colder
) -> None:
    cycle = rankine(
        **PLANT
        | AIR_PREHEAT
        | {
            "live_steam_bar": live_bar,
            "live_steam_c": live_c,
            "air_preheat_c": 90.0,
            "preheat_steam_bar": preheat_bar,
            "reheat_bar": reheat_bar,
            "reheat_c": reheat_c,
            "boiler_steam_c": live_c - colder,
            "condensate_heat_mw": recovered,
            "heat_mw": heat,
            "heat_steam_bar": 3.0,
            "heat_return_c": 60.0,
        }
    )
    assert np.isfinite(cycle.gross_mw)
    assert 0.0 <= cycle.recovered_mw <= recovered
    closes(cycle)


def test_reheat_dries_the_exhaust_and_gives_power_by_hand() -> None:
    # Moran and Shapiro, example 8.3: 8 MPa, 480 degC, reheat at 0.7 MPa to 440 degC, 0.008 MPa,
    # ideal: 40.3 %. Feedwater is the condensate.
    ideal = PLANT | {
        "live_steam_bar": 80.0, "live_steam_c": 480.0, "condenser_bar": 0.08,
        "isentropic_efficiency": 1.0, "feedwater_c": saturation_temperature_c(0.08),
        "deaerator_bar": 1.0, "mechanical_efficiency": 1.0, "generator_efficiency": 1.0,
        "boiler_efficiency": 1.0, "thermal_mw": 100.0, "pump_efficiency": 1.0,
    }  # fmt: skip
    reheated = rankine(**ideal, reheat_bar=7.0, reheat_c=440.0)
    assert (reheated.gross_mw - reheated.pump_mw) / 100 == pytest.approx(0.403, abs=6e-4)
    assert reheated.exhaust_quality == pytest.approx(0.9382, abs=1e-3)
    assert rankine(**ideal).exhaust_quality < reheated.exhaust_quality


def test_external_superheat_is_the_rise_of_enthalpy() -> None:
    # 40 bar: 3214.5 kJ/kg at 400, 2961.7 at 300 degC (steam tables).
    cycle = rankine(**PLANT, boiler_steam_c=300.0)
    assert cycle.external_mw == pytest.approx(cycle.steam_kg_per_s * 0.2528, rel=2e-3)
    assert cycle.steam_kg_per_s > rankine(**PLANT).steam_kg_per_s


def test_heat_in_the_condensate_saves_extraction() -> None:
    plain, warmed = rankine(**PLANT), rankine(**PLANT, condensate_heat_mw=2.0)
    assert warmed.recovered_mw == 2.0
    assert warmed.gross_mw > plain.gross_mw
    assert warmed.deaerator_kg_per_s < plain.deaerator_kg_per_s
    most = rankine(**PLANT, condensate_heat_mw=100.0)
    assert most.deaerator_kg_per_s == pytest.approx(0.0, abs=1e-12)
    assert most.recovered_mw < 10.0


@pytest.mark.parametrize(
    "change",
    [
        {"reheat_bar": 45.0, "reheat_c": 400.0},
        {"reheat_bar": 2.0, "reheat_c": 300.0},
        {"reheat_bar": 10.0, "reheat_c": 150.0},
        {"boiler_steam_c": 240.0},
        {"boiler_steam_c": 410.0},
    ],
)
def test_impossible_reheat_or_superheat_is_nan(change) -> None:
    assert np.isnan(rankine(**PLANT | change).gross_mw)
