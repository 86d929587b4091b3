import numpy as np
import pytest

from wte_ppp.climate import grid, grid_margin

# Bac Ninh, Viet Nam: 91 872 MWh a year (IFC disclosure 2022); official combined margins of
# Viet Nam for 2022 and 2023: 0.6766 and 0.6592 t/MWh (Department of Climate Change).


def test_displaced_power_of_a_real_plant():
    # 91 872 * 0.6766 = 62 160.6; * 0.6592 = 60 562.0
    displaced = grid.displaced_tco2(91_872.0, np.array([0.6766, 0.6592]))
    assert displaced == pytest.approx([62_160.6, 60_562.0], abs=0.1)


def test_imports_bear_the_losses():
    # 500 * 0.8 * 1.03 = 412
    assert grid.imported_tco2(500.0, 0.8, 0.03) == pytest.approx(412.0)
    assert grid.imported_tco2(500.0, 0.8) == pytest.approx(400.0)


def test_combined_margin_weights():
    # 0.25*0.9 + 0.75*0.5 = 0.6
    assert grid_margin.combined_margin(0.9, 0.5, 0.25) == pytest.approx(0.6)
    margins = grid_margin.combined_margin(np.array([[0.9], [0.7]]), 0.5, np.array([0.0, 1.0, 1.5]))
    assert margins[:, :2].tolist() == [[0.5, 0.9], [0.5, 0.7]]
    assert np.isnan(margins[:, 2]).all()


@pytest.mark.parametrize(
    ("efficiency", "fuel", "published"),
    [(0.49, 72.6, 0.533), (0.612, 54.3, 0.319), (0.587, 54.3, 0.333)],
)
def test_reference_factors_of_jcm_methodologies(efficiency, fuel, published):
    assert grid.conservative_reference_factor(efficiency, fuel) == pytest.approx(
        published, abs=5e-4
    )


def test_a_plant_better_than_physics_is_nan():
    factor = grid.conservative_reference_factor(np.array([0.5, 1.2, 0.0]), 54.3)
    assert np.isnan(factor).tolist() == [False, True, True]
