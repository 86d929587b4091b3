"""Mass closure of combustion and heat closure of the boiler."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.plant.combustion import (
    boiler_efficiency,
    combustion,
    oxygen_demand_kmol_per_kg,
    unburnt_carbon_share,
)
from wte_ppp.plant.gases import FlueGas, reference_oxygen_factor
from wte_ppp.waste.composition import Analysis

CARBON = Analysis(0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
WET_WASTE = Analysis(0.45, 0.15, 0.22, 0.03, 0.14, 0.005, 0.001, 0.004)


@st.composite
def wastes(draw: st.DrawFn) -> Analysis:
    """Anything from wet kitchen waste to plastics."""
    combustible = {
        "carbon": draw(st.floats(40.0, 80.0)),
        "hydrogen": draw(st.floats(5.0, 14.0)),
        "oxygen": draw(st.floats(0.0, 45.0)),
        "nitrogen": draw(st.floats(0.0, 5.0)),
        "sulfur": draw(st.floats(0.0, 1.0)),
        "chlorine": draw(st.floats(0.0, 5.0)),
    }
    moisture = draw(st.floats(0.0, 0.6))
    ash = draw(st.floats(0.0, 0.3))
    scale = (1.0 - moisture - ash) / sum(combustible.values())
    return Analysis(moisture, ash, **{name: scale * part for name, part in combustible.items()})


@given(
    wastes(),
    st.floats(1.0, 2.5),
    st.floats(0.0, 0.03),
    st.floats(0.0, 0.1),
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
)
def test_mass_in_equals_mass_out(waste, ratio, humidity, unburnt, chlorine, sulfur) -> None:
    gas = combustion(
        waste,
        ratio,
        air_moisture_kg_per_kg=humidity,
        unburnt_carbon_share=unburnt,
        chlorine_to_gas_share=chlorine,
        sulfur_to_gas_share=sulfur,
    )
    assert 1.0 + gas.air_kg == pytest.approx(gas.flue_gas_kg + gas.ash_kg, rel=1e-12)
    assert gas.o2_kg >= 0.0


@given(wastes(), st.floats(1.0, 2.5))
def test_handbook_air_and_gas_volumes(waste, ratio) -> None:
    # Volumes per element, e.g. Rand et al., World Bank 1999: CO2 1.866 C, SO2 0.699 S,
    # H2O 11.12 H + 1.244 W (each 22.414 over the molar mass), without chlorine's share here.
    gas = combustion(waste, ratio)
    assert gas.co2_nm3 == pytest.approx(1.866 * waste.carbon, rel=1e-3)
    assert gas.so2_nm3 == pytest.approx(0.699 * waste.sulfur, rel=1e-3)
    hydrogen = waste.hydrogen - 0.02843 * waste.chlorine
    assert gas.h2o_nm3 == pytest.approx(11.12 * hydrogen + 1.244 * waste.moisture, rel=1e-3)
    assert gas.dry_air_kg == pytest.approx(gas.dry_air_nm3 / 22.414 * 28.965, rel=1e-12)


def test_carbon_air_by_hand() -> None:
    # 1/12.011 kmol O2, 22.414 Nm3/kmol, 20.95 % of air: 8.9075 Nm3/kg.
    assert combustion(CARBON, 1.0).dry_air_nm3 == pytest.approx(8.9075, abs=5e-4)
    # All oxygen used at ratio 1; at ratio 1.5 the rest is 0.5/1.5 of 20.95 %.
    assert combustion(CARBON, 1.0).dry_o2_percent == pytest.approx(0.0, abs=1e-12)
    assert combustion(CARBON, 1.5).dry_o2_percent == pytest.approx(20.95 / 3.0)


def test_air_moisture_reaches_the_stack() -> None:
    dry = combustion(WET_WASTE, 1.6)
    humid = combustion(WET_WASTE, 1.6, air_moisture_kg_per_kg=0.02)
    assert humid.h2o_kg - dry.h2o_kg == pytest.approx(0.02 * dry.air_kg)
    assert humid.dry_nm3 == pytest.approx(dry.dry_nm3)
    # 0.02 kg per kg dry air is 0.02 * 22.414/18.015 Nm3 of steam.
    steam_nm3 = 0.02 * dry.air_kg * 22.414 / 18.015
    assert humid.wet_nm3 - dry.wet_nm3 == pytest.approx(steam_nm3)


def test_asian_waste_gas_volume_is_in_the_usual_range() -> None:
    # Rosin-Fehling for 7 MJ/kg: stoichiometric air 0.241 * 7 + 0.5 = 2.19 Nm3/kg, +-15 %.
    assert combustion(WET_WASTE, 1.0).dry_air_nm3 == pytest.approx(2.19, rel=0.15)


def test_less_air_gives_less_gas_as_measured() -> None:
    """17 % less flue gas at 1.3 than at 1.6, grate of 105 t/d (Miyagoshi et al., JFE, 2004).

    Its waste is not published: Setagaya's elements of FY2023 stand in.
    """
    setagaya = Analysis(
        moisture=0.3476, ash=0.0662, carbon=0.3214, hydrogen=0.0471, oxygen=0.2095,
        nitrogen=0.0053, sulfur=0.0002, chlorine=0.0027,
    )  # fmt: skip
    saved = 1 - combustion(setagaya, 1.3).wet_nm3 / combustion(setagaya, 1.6).wet_nm3
    assert saved == pytest.approx(0.17, abs=0.015)


def test_too_little_air_and_too_much_oxygen_are_nan() -> None:
    assert np.isnan(combustion(WET_WASTE, 0.9).flue_gas_kg)
    oxygen_rich = Analysis(0.0, 0.0, 0.1, 0.0, 0.9, 0.0, 0.0, 0.0)
    assert oxygen_demand_kmol_per_kg(oxygen_rich) < 0.0
    assert np.isnan(combustion(oxygen_rich, 1.5).air_kg)
    water = Analysis(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert np.isnan(combustion(water, 1.5).dry_o2_percent)


def test_unburnt_share_gives_back_the_loss_on_ignition() -> None:
    share = unburnt_carbon_share(WET_WASTE, 0.04)
    gas = combustion(WET_WASTE, 1.5, unburnt_carbon_share=share)
    assert gas.unburnt_carbon_kg / gas.ash_kg == pytest.approx(0.04)
    assert np.isnan(unburnt_carbon_share(WET_WASTE, 1.0))
    assert unburnt_carbon_share(Analysis(0.0, 1.0, *[0.0] * 6), 0.05) == 0.0


def test_reference_oxygen() -> None:
    # 85.8 mg at 7 % is 85.8 * 10/14 = 61.3 mg at 11 %.
    assert 85.8 * reference_oxygen_factor(7.0, 11.0) == pytest.approx(61.3, abs=0.05)
    assert reference_oxygen_factor(11.0, 11.0) == 1.0
    assert np.isnan(reference_oxygen_factor(21.0, 11.0))


def test_array_equals_scalar() -> None:
    ratios = np.array([[1.3], [1.6], [1.9]])
    waste = Analysis(*[np.full((3, 1), getattr(WET_WASTE, f.name)) for f in fields(Analysis)])
    drawn = combustion(waste, ratios, air_moisture_kg_per_kg=0.015, unburnt_carbon_share=0.02)
    alone = combustion(WET_WASTE, 1.6, air_moisture_kg_per_kg=0.015, unburnt_carbon_share=0.02)
    for field in fields(FlueGas):
        both = getattr(drawn, field.name), getattr(alone, field.name)
        assert np.broadcast_to(both[0], (3, 1))[1, 0] == pytest.approx(both[1], rel=1e-12)


def boiler(**changes):
    inputs = {
        "analysis": WET_WASTE,
        "lhv_mj_per_kg": 7.5,
        "excess_air_ratio": 1.6,
        "exit_temperature_c": 190.0,
        "ambient_c": 25.0,
        "loss_on_ignition": 0.03,
        "thermal_mw": 50.0,
    } | changes
    return boiler_efficiency(**inputs)


def test_losses_and_efficiency_add_up() -> None:
    result = boiler()
    losses = (
        result.flue_gas_loss + result.unburnt_loss + result.ash_heat_loss + result.radiation_loss
    )
    assert result.efficiency + losses == pytest.approx(1.0, rel=1e-12)


def test_unburnt_and_ash_losses_by_hand() -> None:
    result = boiler()
    # Unburnt 0.15 * 0.03/0.97 = 0.0046392 kg; * 33 / 7.5 = 2.0412 %.
    assert result.unburnt_loss == pytest.approx(0.020412, abs=1e-6)
    # Ash 0.1546392 kg * 0.84 * 275 K = 35.722 kJ of 7500.
    assert result.ash_heat_loss == pytest.approx(0.0047629, abs=1e-7)


def test_radiation_loss_follows_en_12952() -> None:
    # Useful heat 50 (1 - flue - unburnt - ash) MW in 0.0315 Q^0.7 / 50.
    result = boiler()
    useful = 50.0 * (1.0 - result.flue_gas_loss - result.unburnt_loss - result.ash_heat_loss)
    assert result.radiation_loss == pytest.approx(0.0315 * useful**0.7 / 50.0)


def test_hotter_exit_and_more_air_lose_more() -> None:
    exits = boiler(exit_temperature_c=np.array([140.0, 160.0, 190.0, 220.0])).efficiency
    assert (np.diff(exits) < 0.0).all()
    ratios = boiler(excess_air_ratio=np.array([1.2, 1.5, 1.8])).efficiency
    assert (np.diff(ratios) < 0.0).all()


def test_no_heat_is_nan() -> None:
    assert np.isnan(boiler(lhv_mj_per_kg=0.0).efficiency)
    assert np.isnan(boiler(thermal_mw=0.0).radiation_loss)
