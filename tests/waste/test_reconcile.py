"""The state of the waste, against arithmetic and published analyses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wte_ppp.waste.composition import Analysis
from wte_ppp.waste.heating_value import lhv_mj_per_kg
from wte_ppp.waste.reconcile import SHARES, Spread, carried_over, reconcile

SPREAD = Spread(0.05, 0.05, 0.03, 0.005, 0.04, 0.004, 0.001, 0.004, 0.3)
PARTS = Analysis(0.50, 0.10, 0.22, 0.03, 0.135, 0.010, 0.001, 0.004)


def _sum(analysis):
    return sum(getattr(analysis, name) for name in SHARES)


def test_nothing_measured_leaves_the_composition():
    state = reconcile(PARTS, {}, SPREAD)
    assert state.analysis is PARTS
    assert state.lhv_mj_per_kg == lhv_mj_per_kg(PARTS)


def test_water_alone_dilutes_the_dry_matter():
    analysis = reconcile(PARTS, {"moisture": 0.6}, SPREAD).analysis
    # Each dry share times 0.40 / 0.50.
    assert analysis.ash == pytest.approx(0.08, rel=1e-9)
    assert analysis.carbon == pytest.approx(0.176, rel=1e-9)


def test_complete_analysis_of_setagaya_is_held_whatever_the_composition():
    """Setagaya, Tokyo, FY2023: published three components and elements, % as received."""
    published = {
        "moisture": 0.3476, "ash": 0.0662, "carbon": 0.3214, "hydrogen": 0.0471,
        "nitrogen": 0.0053, "oxygen": 0.2095, "sulfur": 0.0002, "chlorine": 0.0027,
    }  # fmt: skip
    assert sum(published.values()) == pytest.approx(1.0, abs=1e-9)
    state = reconcile(PARTS, published, SPREAD, "dulong")
    for name, share in published.items():
        assert getattr(state.analysis, name) == pytest.approx(share, abs=1e-7)
    # The shelf: Dulong 12.02, Channiwala and Parikh 12.58 MJ/kg from these elements.
    assert lhv_mj_per_kg(state.analysis, "dulong") == pytest.approx(12.02, abs=0.02)
    assert lhv_mj_per_kg(state.analysis) == pytest.approx(12.58, abs=0.02)


def test_heating_value_and_water_of_nanchang_find_its_ash():
    """Nanchang: W 52.0, ash 14.4, LHV 6.27 published; ash as measured lies near what is found.

    Components of clean waste give 11.1 % of ash at that water. What LHV and water say together
    lies within three points of the ash that was measured, on its far side.
    """
    clean = Analysis(0.5201, 0.111, 0.218, 0.0298, 0.1095, 0.0065, 0.0011, 0.004)
    found = reconcile(clean, {"moisture": 0.5201, "lhv": 6.27}, SPREAD).analysis
    assert 0.111 < found.ash < 0.174
    assert abs(found.ash - 0.144) < abs(0.111 - 0.144)


def test_measured_twice_by_a_formula_of_water_and_ash_shows_the_misfit():
    """With the three-component formula nothing but water and ash decides the heat.

    B = 1 - 0.5 - 0.2 = 0.3: 4500 x 0.3 - 600 x 0.5 = 1050 kcal/kg = 4.39614 MJ/kg; 5.0 was
    measured, (5.0 - 4.39614) / 0.3 = 2.0129 standard deviations.
    """
    measured = {"moisture": 0.5, "ash": 0.2, "lhv": 5.0}
    state = reconcile(PARTS, measured, SPREAD, "japan_three_component")
    assert state.misfit["lhv"] == pytest.approx((5.0 - 4.39614) / 0.3, abs=1e-6)
    assert state.lhv_mj_per_kg == 5.0
    assert state.misfit["ash"] == pytest.approx(0.1 / 0.05, abs=1e-6)


def test_weights_share_a_misfit_of_heat_between_water_and_ash():
    """Two departures and a formula of theirs: Lagrange's solution by hand.

    Slopes of 45 B - 6 W per departure of one spread of 0.05: water takes 0.05 x 1 and leaves
    combustible 0.05 x 0.4 / 0.5 less; ash takes 0.05 of combustible. In MJ/kg:
    water -(4500 x 0.04 + 600 x 0.05) kcal, ash -(4500 x 0.05) kcal.
    """
    kcal = 0.0041868
    water, ash = -(4500 * 0.04 + 600 * 0.05) * kcal, -(4500 * 0.05) * kcal
    start = (4500 * 0.40 - 600 * 0.50) * kcal
    wanted = 5.0 - start
    weight = wanted / (water**2 + ash**2 + 0.3**2)
    state = reconcile(PARTS, {"lhv": 5.0}, SPREAD, "japan_three_component")
    assert state.misfit["moisture"] == pytest.approx(water * weight, rel=1e-6)
    assert state.misfit["ash"] == pytest.approx(ash * weight, rel=1e-6)


def test_something_else_cannot_be_measured():
    with pytest.raises(ValueError, match="cannot be measured"):
        reconcile(PARTS, {"phosphorus": 0.1}, SPREAD)


@settings(max_examples=200, deadline=None)
@given(
    moisture=st.none() | st.floats(0.1, 0.75),
    ash=st.none() | st.floats(0.03, 0.2),
    lhv=st.none() | st.floats(2.0, 15.0),
    carbon=st.none() | st.floats(0.01, 0.04),
)
def test_sums_to_one_holds_what_was_measured_and_never_falls_below_zero(moisture, ash, lhv, carbon):
    given_values = {"moisture": moisture, "ash": ash, "lhv": lhv, "carbon": carbon}
    measured = {name: value for name, value in given_values.items() if value is not None}
    state = reconcile(PARTS, measured, SPREAD)
    assert _sum(state.analysis) == pytest.approx(1.0, abs=1e-9)
    assert all(getattr(state.analysis, name) >= 0 for name in SHARES)
    for name in ("moisture", "ash"):
        if name in measured:
            assert getattr(state.analysis, name) == pytest.approx(measured[name], abs=1e-7)
    if lhv is not None:
        assert state.lhv_mj_per_kg == lhv


def test_draws_are_the_same_as_one_by_one():
    water = np.array([[0.45], [0.52], [0.6]])
    heat = np.array([[8.0], [6.3], [5.0]])
    together = reconcile(PARTS, {"moisture": water, "lhv": heat}, SPREAD)
    for place in range(3):
        alone = reconcile(PARTS, {"moisture": water[place, 0], "lhv": heat[place, 0]}, SPREAD)
        for name in SHARES:
            assert getattr(together.analysis, name)[place, 0] == pytest.approx(
                getattr(alone.analysis, name), rel=1e-12
            )


def test_more_of_a_component_carries_the_correction_over():
    """Ash found at 1.5 times that of the components stays 1.5 times in another mix."""
    state = reconcile(PARTS, {"moisture": 0.5, "ash": 0.15}, SPREAD)
    richer = Analysis(0.50, 0.12, 0.21, 0.03, 0.125, 0.010, 0.001, 0.004)
    analysis = carried_over(state, PARTS, richer, {}).analysis
    # Before scaling to 1: ash 0.12 x 1.5 = 0.18, elements 0.38 x 0.35 / 0.40 = 0.3325, water 0.5.
    assert analysis.ash == pytest.approx(0.18 / (0.18 + 0.3325 + 0.5), rel=1e-6)


def test_the_same_waste_carried_over_is_itself():
    state = reconcile(PARTS, {"moisture": 0.55, "ash": 0.14, "lhv": 6.0}, SPREAD)
    same = carried_over(state, PARTS, PARTS, {})
    assert same.lhv_mj_per_kg == pytest.approx(6.0, rel=1e-12)
    for name in SHARES:
        assert getattr(same.analysis, name) == pytest.approx(
            getattr(state.analysis, name), rel=1e-12
        )
