import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.waste.composition import Analysis, Component, mix, wet_shares, with_moisture

FOOD = Component(0.70, 0.05, 0.48, 0.064, 0.37, 0.026, 0.004, 0.006)
FILM = Component(0.30, 0.07, 0.72, 0.11, 0.07, 0.005, 0.001, 0.024)
GLASS = Component(0.03, 0.989, 0.005, 0.001, 0.004, 0.001, 0.0, 0.0)
TABLE = {"food": FOOD, "film": FILM, "glass": GLASS}
FIELDS = ("moisture", "ash", "carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine")


def total(analysis):
    return sum(getattr(analysis, field) for field in FIELDS)


def test_mix_by_hand():
    waste = mix({"food": 0.6, "film": 0.3, "glass": 0.1}, TABLE)
    # water: 0.6*0.70 + 0.3*0.30 + 0.1*0.03 = 0.42 + 0.09 + 0.003
    assert waste.moisture == pytest.approx(0.513, abs=1e-12)
    # dry shares 0.18, 0.21, 0.097; chlorine 0.18*0.006 + 0.21*0.024 = 0.00108 + 0.00504
    assert waste.chlorine == pytest.approx(0.00612, abs=1e-12)
    # carbon 0.18*0.48 + 0.21*0.72 + 0.097*0.005 = 0.0864 + 0.1512 + 0.000485
    assert waste.carbon == pytest.approx(0.238085, abs=1e-12)
    assert total(waste) == pytest.approx(1.0, abs=1e-12)


@given(
    raw=st.tuples(*[st.floats(0.01, 1.0)] * 3),
    moistures=st.tuples(*[st.floats(0.0, 0.95)] * 3),
)
def test_mass_closes_and_combustible_is_the_rest(raw, moistures):
    share = {name: value / sum(raw) for name, value in zip(TABLE, raw, strict=True)}
    table = {
        name: Component(w, *[getattr(TABLE[name], f) for f in FIELDS[1:]])
        for name, w in zip(TABLE, moistures, strict=True)
    }
    waste = mix(share, table)
    assert total(waste) == pytest.approx(1.0, abs=1e-12)
    assert waste.combustible == pytest.approx(1.0 - waste.moisture - waste.ash, abs=1e-12)


def test_draw_equals_scalar_and_years_broadcast():
    food = np.linspace(0.4, 0.8, 12).reshape(3, 4)
    wet = np.array([[0.5], [0.6], [0.7]])
    table = {"food": Component(wet, *[getattr(FOOD, f) for f in FIELDS[1:]]), "film": FILM}
    waste = mix({"food": food, "film": 1.0 - food}, table)
    assert waste.carbon.shape == (3, 4)
    one = mix(
        {"food": food[1, 2], "film": 1.0 - food[1, 2]},
        {"food": Component(0.6, *[getattr(FOOD, f) for f in FIELDS[1:]]), "film": FILM},
    )
    for field in FIELDS:
        value = np.broadcast_to(getattr(waste, field), (3, 4))[1, 2]
        assert value == pytest.approx(getattr(one, field), rel=1e-12)


@given(st.floats(0.0, 0.99), st.floats(0.0, 1.0))
def test_with_moisture_keeps_the_dry_matter(before, after):
    dry = 1.0 - before
    waste = Analysis(before, *[dry * x for x in (0.2, 0.4, 0.06, 0.3, 0.02, 0.005, 0.015)])
    moved = with_moisture(waste, after)
    assert total(moved) == pytest.approx(1.0, abs=1e-12)
    assert moved.carbon == pytest.approx(0.4 * (1.0 - after), abs=1e-12)


def test_dry_of_pure_water_is_nan_not_a_number():
    water = Analysis(np.array([1.0, 0.5]), 0.0, np.array([0.0, 0.5]), 0.0, 0.0, 0.0, 0.0, 0.0)
    assert np.isnan(water.dry.carbon[0])
    assert water.dry.carbon[1] == pytest.approx(1.0)


def test_impossible_moisture_is_nan():
    waste = Analysis(0.5, 0.1, 0.2, 0.03, 0.16, 0.005, 0.001, 0.004)
    assert np.isnan(with_moisture(waste, 1.2).ash)
    assert np.isnan(with_moisture(waste, -0.1).ash)


def test_unknown_component_is_named():
    with pytest.raises(ValueError, match=r"\['soil'\] have no analysis"):
        mix({"soil": 1.0}, TABLE)
    with pytest.raises(ValueError, match="empty"):
        mix({}, TABLE)


def test_dry_shares_become_wet_ones_and_keep_the_dry_matter() -> None:
    # Of 100 kg dry: 40 kg food in 40/0.3 = 133.33 kg wet, 60 kg paper in 60/0.75 = 80 kg wet.
    shares = wet_shares({"food": 0.4, "paper": 0.6}, {"food": 0.7, "paper": 0.25})
    assert shares == pytest.approx({"food": 133.3333333 / 213.3333333, "paper": 80 / 213.3333333})
    water = 0.7 * shares["food"] + 0.25 * shares["paper"]
    assert 0.3 * shares["food"] / (1 - water) == pytest.approx(0.4)
