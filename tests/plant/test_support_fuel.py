"""Waste and support fuel burnt together: mass, heat, air and gas of both."""

from dataclasses import fields

import pytest

from wte_ppp.plant.combustion import combustion
from wte_ppp.plant.support_fuel import OIL, with_fuel
from wte_ppp.waste.composition import Analysis

WASTE = Analysis(
    moisture=0.60, ash=0.09, carbon=0.16, hydrogen=0.022, oxygen=0.119, nitrogen=0.004,
    sulfur=0.001, chlorine=0.004,
)  # fmt: skip
LHV = 4.2


def test_waste_and_fuel_are_one_kilogram() -> None:
    mixed = with_fuel(WASTE, LHV, 1.6, 3.0)
    total = sum(getattr(mixed.analysis, field.name) for field in fields(Analysis))
    assert total == pytest.approx(1.0)
    # (4.2 + 3) over 1 kg and 3/42.8 kg of oil.
    assert mixed.oil_kg == pytest.approx(3.0 / 42.8)
    assert mixed.lhv_mj_per_kg == pytest.approx((LHV + 3.0) / (1 + 3.0 / 42.8))


def test_no_fuel_leaves_the_waste() -> None:
    mixed = with_fuel(WASTE, LHV, 1.6, 0.0)
    assert (mixed.analysis, mixed.lhv_mj_per_kg, mixed.excess_air_ratio) == (WASTE, LHV, 1.6)
    assert mixed.oil_kg == 0.0


def test_air_and_gas_are_those_of_waste_and_oil_apart() -> None:
    """Waste with 1.6 and oil with 1.2 of the air that each needs."""
    mixed = with_fuel(WASTE, LHV, 1.6, 3.0)
    together = combustion(mixed.analysis, mixed.excess_air_ratio).of(1.0 + mixed.oil_kg)
    waste, oil = combustion(WASTE, 1.6), combustion(OIL, 1.2).of(mixed.oil_kg)
    for field in fields(together):
        apart = getattr(waste, field.name) + getattr(oil, field.name)
        assert getattr(together, field.name) == pytest.approx(apart, abs=1e-12), field.name
    # Fuel oil: 11.2 Nm3 of air to the kg by C/12.011 + H/4.032 times 22.414/0.2095.
    assert combustion(OIL, 1.0).air_nm3 == pytest.approx(
        (0.865 / 12.011 + 0.135 / 4.032) * 22.414 / 0.2095
    )
