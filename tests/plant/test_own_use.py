"""Own use by consumer, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.plant.own_use import (
    Consumption,
    air_pressure_kpa,
    fan_mw,
    own_use_by_consumer_mw,
)

USE = Consumption(
    air_kpa=4.5,
    flue_gas_kpa=5.0,
    fan_efficiency=0.70,
    pump_motor_efficiency=0.93,
    condenser_kw_per_mw=8.0,
    flue_gas_treatment_kwh_per_t=12.0,
    handling_kwh_per_t=12.0,
    general_kwh_per_t=20.0,
    leachate_kwh_per_m3=25.0,
)
LOAD = {
    "air_nm3_per_kg": 4.0,
    "flue_gas_nm3_per_kg": 5.0,
    "air_c": 27.0,
    "flue_gas_c": 190.0,
    "leachate_m3_per_t": 0.1,
}


def test_each_consumer_by_hand() -> None:
    found = own_use_by_consumer_mw(
        USE, throughput_t_per_h=36.0, pump_shaft_mw=0.186, condenser_mw=50.0, **LOAD
    )
    # 10 kg/s: air 40 Nm3/s x 300.15/273.15 = 43.954 m3/s x 4.5 / 0.7 = 282.6 kW;
    # gas 50 Nm3/s x 463.15/273.15 = 84.779 m3/s x 5 / 0.7 = 605.6 kW.
    expected = {
        "air_fans": 0.2826,
        "induced_draught_fan": 0.6056,
        "feed_pump": 0.186 / 0.93,
        "condenser": 0.4,  # 50 x 8 kW
        "flue_gas_treatment": 0.432,  # 36 x 12 kW
        "handling": 0.432,
        "leachate": 0.09,  # 36 x 0.1 x 25 kW
        "general": 0.72,
    }
    assert found == pytest.approx(expected, abs=1e-4)


def test_fan_needs_more_for_hotter_gas() -> None:
    assert fan_mw(50.0, 200.0, 5.0, 0.7) > fan_mw(50.0, 100.0, 5.0, 0.7)


def test_fans_of_addis_ababa_move_a_third_more() -> None:
    # Reppie lies at 2,300 m: standard atmosphere 76.62 kPa, 101.325 / 76.62 = 1.322.
    pressure = air_pressure_kpa(2300.0)
    assert pressure == pytest.approx(76.62, abs=0.05)
    ratio = fan_mw(50.0, 200.0, 5.0, 0.7, pressure) / fan_mw(50.0, 200.0, 5.0, 0.7)
    assert ratio == pytest.approx(1.322, abs=0.002)


@given(st.floats(1.0, 200.0), st.floats(1.1, 5.0))
def test_all_but_steam_consumers_go_with_the_waste(throughput, times) -> None:
    once, more = (
        own_use_by_consumer_mw(
            USE, throughput_t_per_h=one, pump_shaft_mw=0.2, condenser_mw=40.0, **LOAD
        )
        for one in (throughput, times * throughput)
    )
    for name, mw in once.items():
        factor = 1.0 if name in ("feed_pump", "condenser") else times
        assert more[name] == pytest.approx(factor * mw)
