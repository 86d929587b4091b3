import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.waste.bunker import drain
from wte_ppp.waste.composition import Analysis
from wte_ppp.waste.heating_value import LATENT_HEAT_MJ_PER_KG, lhv_mj_per_kg


def analysis(moisture):
    dry = 1.0 - moisture
    return Analysis(moisture, *[dry * part for part in (0.2, 0.45, 0.06, 0.25, 0.015, 0.005, 0.02)])


@given(st.floats(0.3, 0.7), st.floats(0.0, 0.29))
def test_water_ash_and_energy_close(moisture, share):
    waste = analysis(moisture)
    lhv = lhv_mj_per_kg(waste)
    burnt = drain(waste, lhv, share)
    assert burnt.mass_ratio + share == pytest.approx(1.0, abs=1e-12)
    assert burnt.analysis.moisture * burnt.mass_ratio + share == pytest.approx(moisture, abs=1e-12)
    assert burnt.analysis.ash * burnt.mass_ratio == pytest.approx(waste.ash, abs=1e-12)
    # Per kg received the gain is the latent heat of the water that left as liquid.
    gain = burnt.lhv_mj_per_kg * burnt.mass_ratio - lhv
    assert gain == pytest.approx(LATENT_HEAT_MJ_PER_KG * share, abs=1e-9)


@given(st.floats(0.3, 0.7), st.floats(0.0, 0.29))
def test_drained_heating_value_is_that_of_the_drained_analysis(moisture, share):
    waste = analysis(moisture)
    burnt = drain(waste, lhv_mj_per_kg(waste), share)
    assert lhv_mj_per_kg(burnt.analysis) == pytest.approx(burnt.lhv_mj_per_kg, rel=1e-9)


def test_impossible_drainage_is_nan():
    burnt = drain(analysis(0.5), 5.0, np.array([-0.01, 0.2, 0.51]))
    assert np.isnan(burnt.lhv_mj_per_kg).tolist() == [True, False, True]
    assert np.isnan(burnt.analysis.carbon).tolist() == [True, False, True]


def test_draw_equals_scalar():
    shares = np.array([[0.05], [0.15], [0.25]])
    many = drain(analysis(0.55), 5.0, shares)
    one = drain(analysis(0.55), 5.0, 0.15)
    assert many.lhv_mj_per_kg[1, 0] == pytest.approx(float(one.lhv_mj_per_kg), rel=1e-12)
    assert many.analysis.ash[1, 0] == pytest.approx(float(one.analysis.ash), rel=1e-12)
