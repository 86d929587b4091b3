"""Ash and residues by hand, and ash that is neither lost nor made."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.plant import residues


@given(st.floats(0.0, 0.4), st.floats(0.0, 0.5), st.floats(0.0, 0.1))
def test_ash_is_conserved(ash, fly, loss_on_ignition) -> None:
    bottom = residues.bottom_ash_dry_kg_per_t(ash, fly, loss_on_ignition)
    mineral = bottom * (1.0 - loss_on_ignition) + residues.fly_ash_kg_per_t(ash, fly)
    assert mineral == pytest.approx(1000.0 * ash, abs=1e-9)


def test_wet_ash_is_dry_ash_and_water() -> None:
    # 176 kg dry at 20 % water is 220 kg, 44 kg of it water.
    assert residues.bottom_ash_wet_kg_per_t(176.0, 0.20) == pytest.approx(220.0)


def test_impossible_shares_are_nan() -> None:
    shares = np.array([-0.1, 1.0, np.nan])
    assert np.isnan(residues.bottom_ash_wet_kg_per_t(100.0, shares)).all()
    assert np.isnan(residues.bottom_ash_dry_kg_per_t(0.2, 0.1, shares)).all()


def test_flue_gas_residue_by_hand() -> None:
    # 18 fly ash + 8 lime + 0.4 carbon + 0.07 kmol HCl * 36.458 + 0.01 kmol SO2 * 64.058.
    residue = residues.flue_gas_residue_kg_per_t(
        18.0, 8.0, 0.4, 0.0024815, 0.0003206, chlorine_to_gas=1.0, sulfur_to_gas=1.0
    )
    assert residue == pytest.approx(18.0 + 8.0 + 0.4 + 2.55206 + 0.64058, abs=1e-4)


def test_stabilised_metals_and_leachate() -> None:
    assert residues.stabilised_residue_kg_per_t(30.0, 1.25) == 37.5
    assert residues.metals_recovered_kg_per_t(0.01, 0.8) == pytest.approx(8.0)
    # Melaka, Malaysia plans 96 m3/d at 1056 t/d: 9.1 % of the feed.
    assert residues.leachate_m3(1_056.0, 0.091) == pytest.approx(96.1, abs=0.05)


def test_array_equals_scalar() -> None:
    ash = np.array([[0.15], [0.20]])
    drawn = residues.bottom_ash_dry_kg_per_t(ash, 0.1, 0.03)
    assert drawn[1, 0] == residues.bottom_ash_dry_kg_per_t(0.20, 0.1, 0.03)
