"""Reagents from stoichiometry."""

import csv
from pathlib import Path

import numpy as np
import pytest

from wte_ppp.plant import reagents

PUBLISHED = Path(__file__).parents[1] / "published" / "reagents.csv"
ROWS = list(csv.DictReader(PUBLISHED.open(encoding="utf-8")))
TABLE = {row["item"]: row for row in ROWS}
ALL_TO_GAS = {"chlorine_to_gas": 1.0, "sulfur_to_gas": 1.0, "stoichiometric_ratio": 1.0}
CHLORINE_OF_1_KG_HCL = 35.45 / 36.458 / 1000.0  # per kg of waste, for 1 kg HCl/t
SULFUR_OF_1_KG_SO2 = 32.06 / 64.058 / 1000.0


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (
            "slaked_lime_per_hcl",
            reagents.slaked_lime_kg_per_t(CHLORINE_OF_1_KG_HCL, 0.0, **ALL_TO_GAS),
        ),
        (
            "slaked_lime_per_so2",
            reagents.slaked_lime_kg_per_t(0.0, SULFUR_OF_1_KG_SO2, **ALL_TO_GAS),
        ),
        (
            "sodium_bicarbonate_per_hcl",
            reagents.sodium_bicarbonate_kg_per_t(CHLORINE_OF_1_KG_HCL, 0.0, **ALL_TO_GAS),
        ),
        (
            "sodium_bicarbonate_per_so2",
            reagents.sodium_bicarbonate_kg_per_t(0.0, SULFUR_OF_1_KG_SO2, **ALL_TO_GAS),
        ),
        ("ammonia_per_no2", reagents.ammonia_solution_kg_per_t(1.0, 1.0, 1.0)),
        ("urea_per_no2", reagents.urea_kg_per_t(1.0, 1.0)),
    ],
)
def test_stoichiometric_need(item: str, found: float) -> None:
    assert found == pytest.approx(float(TABLE[item]["value"]), abs=6e-4)


def test_lime_counts_both_acids_their_release_and_the_ratio() -> None:
    # Cl 0.4 % * 70 % = 2.8 kg/t = 0.078984 kmol HCl; S 0.1 % * 50 % = 0.5 kg/t = 0.015596 kmol.
    # (0.078984/2 + 0.015596) * 74.092 * 1.8 = 7.347 kg/t.
    lime = reagents.slaked_lime_kg_per_t(
        0.004, 0.001, chlorine_to_gas=0.7, sulfur_to_gas=0.5, stoichiometric_ratio=1.8
    )
    assert lime == pytest.approx(7.347, abs=2e-3)


def test_no_reagent_where_the_raw_gas_is_clean() -> None:
    removed = reagents.nitrogen_oxides_removed_kg_per_t(np.array([100.0, 350.0]), 200.0, 4.0)
    assert removed == pytest.approx([0.0, 0.6])  # 150 mg * 4000 Nm3
    assert reagents.ammonia_solution_kg_per_t(removed, 2.0, 0.25)[0] == 0.0


def test_usual_doses_give_usual_amounts() -> None:
    # 100 mg/Nm3 in 4.5 Nm3/kg is 0.45 kg/t.
    assert reagents.activated_carbon_kg_per_t(100.0, 4.5) == pytest.approx(0.45)
