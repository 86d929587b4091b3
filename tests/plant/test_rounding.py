"""A limit is met by what misses it by rounding alone, in every formula of the plant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.arrays import above, at_least
from wte_ppp.plant.combustion import combustion, unburnt_carbon_share
from wte_ppp.plant.firing import firing_diagram, share_outside
from wte_ppp.plant.gases import molar_enthalpy_kj_per_kmol
from wte_ppp.plant.lines import lines_up_for
from wte_ppp.plant.operation import degradation_factor, operating_hours
from wte_ppp.plant.turbine import part_load_factor
from wte_ppp.waste.composition import Analysis

CARBON = Analysis(
    moisture=0, ash=0, carbon=1, hydrogen=0, oxygen=0, nitrogen=0, sulfur=0, chlorine=0
)
BY_ROUNDING = [1 - 4e-16, 1.0, 1 + 4e-16]


@given(st.floats(1e-6, 1e6), st.sampled_from(BY_ROUNDING))
def test_a_limit_and_its_neighbours_are_one(limit, share) -> None:
    assert at_least(limit * share, limit)
    assert not above(limit * share, limit)
    assert above(limit * 1.001 + 1e-6, limit)
    assert not at_least(limit * 0.999 - 1e-6, limit)


@pytest.mark.parametrize("share", BY_ROUNDING)
def test_formulas_at_their_limits(share) -> None:
    assert combustion(CARBON, 1.0 * share).o2_kg == pytest.approx(0.0, abs=1e-12)
    assert np.isfinite(part_load_factor(1.1 * share))
    assert np.isfinite(molar_enthalpy_kj_per_kmol("n2", 1726.85 * share))
    assert operating_hours(8760.0 * share, [1.0 * share], 2) == pytest.approx(8760.0)
    # No spread: waste at the limit is neither too poor nor too rich.
    assert share_outside(5.0 * share, 0.0, 5.0, 12.0)[0] == 0.0
    assert share_outside(12.0 * share, 0.0, 5.0, 12.0)[1] == 0.0
    # Both of two lines at 90 % are up 81 % of the year.
    assert lines_up_for(0.81 * share, 0.9 * 8760.0, 2.0) == 2.0
    assert np.isnan(unburnt_carbon_share(CARBON, 1.0 * share))


def test_an_overhaul_in_its_year() -> None:
    # 0.1 x 3 x 10 is 3.0000000000000004: the fourth year is the first after an overhaul.
    loss = degradation_factor(8, 0.01, 0.1 * 3 * 10, 1.0)
    np.testing.assert_allclose(loss, degradation_factor(8, 0.01, 3.0, 1.0), rtol=1e-12)


def test_a_ray_through_a_corner_adds_no_corner() -> None:
    # The lowest heating value runs through full throughput at lowest heat: 20 t/h, 24 MW.
    corners = firing_diagram(
        mechanical_t_per_h=20.0, thermal_mw=40.0, mechanical_min_t_per_h=12.0,
        thermal_min_mw=24.0, lhv_min_mj_per_kg=24.0 * 3.6 / 20.0, lhv_max_mj_per_kg=np.inf,
    )  # fmt: skip
    assert len(corners) == 4
