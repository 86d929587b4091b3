import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.waste import heating_value as hv
from wte_ppp.waste.composition import Analysis, with_moisture

PUBLISHED = Path(__file__).parents[1] / "published" / "heating_value.csv"
MATERIALS = list(csv.DictReader(PUBLISHED.open(encoding="utf-8")))

# How far each correlation may stray outside the measured range. Dulong and Scheurer-Kestner
# assume the two extremes of where the oxygen is bound: they are bounds, not estimates. The
# kcal formulas, made for coal, overstate the hydrogen of polyolefins (7 % for polypropylene).
TOLERANCE = {
    "channiwala_parikh": 0.04,
    "boie": 0.04,
    "steuer": 0.08,
    "mott_spooner": 0.06,
    "dulong": 0.15,
    "scheurer_kestner": 0.18,
}


def dry_hhv(formula, row):
    c, h, o = (float(row[f"{e}_percent"]) / 100 for e in ("carbon", "hydrogen", "oxygen"))
    matter = Analysis(0.0, 0.0, c, h, o, 0.0, 0.0, 0.0)
    water_heat = hv.LATENT_HEAT_MJ_PER_KG * 8.94 * h
    return float(hv.lhv_mj_per_kg(matter, formula)) + water_heat


@pytest.mark.parametrize("formula", TOLERANCE)
@pytest.mark.parametrize("row", MATERIALS, ids=[row["material"] for row in MATERIALS])
def test_pure_materials_against_bomb_calorimeter(formula, row):
    low = float(row["measured_low_mj_per_kg"]) * (1 - TOLERANCE[formula])
    high = float(row["measured_high_mj_per_kg"]) * (1 + TOLERANCE[formula])
    assert low <= dry_hhv(formula, row) <= high


def test_cellulose_lies_between_dulong_and_scheurer_kestner():
    cellulose = next(row for row in MATERIALS if row["material"] == "cellulose")
    measured = float(cellulose["measured_low_mj_per_kg"])
    assert dry_hhv("dulong", cellulose) < measured < dry_hhv("scheurer_kestner", cellulose)


def test_formulas_by_hand():
    # C 50, H 7, O 30, N 1, S 0.2, ash 11.8 percent dry
    # Dulong: 4050 + 342.5*(7 - 3.75) + 4.5 = 5167.625 kcal
    assert hv.hhv_dulong(0.5, 0.07, 0.3, 0.002) == pytest.approx(5167.625 * 4.1868e-3)
    # Steuer: 81*(50-11.25) + 57*11.25 + 345*(7-1.875) + 5 = 3138.75+641.25+1768.125+5 = 5553.125
    assert hv.hhv_steuer(0.5, 0.07, 0.3, 0.002) == pytest.approx(5553.125 * 4.1868e-3)
    # Scheurer-Kestner: 81*27.5 + 2397.5 + 4.5 + 57*22.5 = 2227.5+2397.5+4.5+1282.5 = 5912
    assert hv.hhv_scheurer_kestner(0.5, 0.07, 0.3, 0.002) == pytest.approx(5912 * 4.1868e-3)
    # Boie: 17580 + 8135.75 - 3327 + 62.8 + 20.93 = 22472.48 kJ
    assert hv.hhv_boie(0.5, 0.07, 0.3, 0.01, 0.002) == pytest.approx(22.47248)
    # Channiwala-Parikh: 17.455 + 8.2481 + 0.0201 - 3.102 - 0.0151 - 0.24898 = 22.35712
    cp = hv.hhv_channiwala_parikh(0.5, 0.07, 0.3, 0.01, 0.002, 0.118)
    assert cp == pytest.approx(22.35712)
    # Mott-Spooner: 0.1532 - 0.0720*30/88.2 = 0.12871020; 16.805 + 9.9351 - 3.861306 + 0.01884
    assert hv.hhv_mott_spooner(0.5, 0.07, 0.3, 0.002, 0.118) == pytest.approx(22.897634, abs=1e-6)


def test_mott_spooner_low_oxygen_regime_and_pure_ash():
    # O 10 %: 33.61*0.7 + 141.93*0.1 - 14.53*0.1 = 23.527 + 14.193 - 1.453 = 36.267
    assert hv.hhv_mott_spooner(0.7, 0.1, 0.1, 0.0, 0.1) == pytest.approx(36.267)
    assert hv.hhv_mott_spooner(0.0, 0.0, 0.0, 0.0, 1.0) == 0.0


def test_world_bank_and_its_missing_component():
    # paper 0.1*16 + food 0.2*17 - 2.445*0.5 = 1.6 + 3.4 - 1.2225
    lhv = hv.lhv_world_bank({"paper": 0.1, "food": 0.2}, {"paper": 16.0, "food": 17.0}, 0.5)
    assert lhv == pytest.approx(3.7775)
    with pytest.raises(ValueError, match="peat"):
        hv.lhv_world_bank({"peat": 0.1}, {"paper": 16.0}, 0.5)


def test_unknown_formula_lists_the_known_ones():
    waste = Analysis(0.5, 0.1, 0.2, 0.03, 0.16, 0.005, 0.001, 0.004)
    with pytest.raises(ValueError, match="channiwala_parikh"):
        hv.lhv_mj_per_kg(waste, "guess")


composition = st.builds(
    lambda w, parts: Analysis(w, *[(1.0 - w) * p / sum(parts) for p in parts]),
    st.floats(0.0, 0.8),
    st.tuples(
        st.floats(0.02, 0.4),  # ash
        st.floats(0.3, 0.8),  # carbon
        st.floats(0.04, 0.12),
        st.floats(0.1, 0.5),
        *[st.floats(0.0, 0.03)] * 3,
    ),
)


@given(composition)
def test_steuer_lies_between_its_two_neighbours(waste):
    spread = hv.lhv_spread(waste)
    assert set(spread) == set(hv.FORMULAS)
    assert spread["dulong"] <= spread["steuer"] <= spread["scheurer_kestner"]


@given(composition, st.floats(0.01, 0.15))
def test_more_water_never_heats(waste, more):
    wetter = with_moisture(waste, waste.moisture + more)
    for name, dry_value in hv.lhv_spread(waste).items():
        assert hv.lhv_mj_per_kg(wetter, name) < dry_value, name


def test_draw_equals_scalar():
    wet = np.linspace(0.2, 0.6, 5).reshape(5, 1)
    dry = 1.0 - wet
    parts = (0.2, 0.45, 0.06, 0.25, 0.015, 0.005, 0.02)
    many = hv.lhv_spread(Analysis(wet, *[dry * p for p in parts]))
    for i, w in enumerate(wet[:, 0]):
        one = hv.lhv_spread(Analysis(float(w), *[(1.0 - float(w)) * p for p in parts]))
        for name, value in many.items():
            assert value.shape == (5, 1)
            assert value[i, 0] == pytest.approx(float(one[name]), rel=1e-12)
