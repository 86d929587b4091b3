import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.climate import incineration

WASTE = {"plastics": np.array([20.0, 30.0]), "textiles": np.array([10.0, 0.0])}


def test_acm0022_wet_basis_by_hand():
    co2 = incineration.fossil_co2_t(
        WASTE, {"plastics": 0.85, "textiles": 0.50}, {"plastics": 1.0, "textiles": 0.50}
    )
    # (20*0.85 + 10*0.5*0.5) * 44/12 = 19.5 * 3.666667 = 71.5; 25.5 * 44/12 = 93.5
    assert co2 == pytest.approx([71.5, 93.5])


def test_ipcc_dry_basis_by_hand():
    co2 = incineration.fossil_co2_t(
        WASTE,
        {"plastics": 0.75, "textiles": 0.50},
        {"plastics": 1.0, "textiles": 0.20},
        dry_matter={"plastics": 1.0, "textiles": 0.80},
    )
    # (20*0.75 + 10*0.8*0.5*0.2) * 44/12 = 15.8 * 44/12
    assert co2[0] == pytest.approx(15.8 * 44 / 12)


@given(st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 1), st.floats(0.5, 1), st.floats(0.1, 1))
def test_all_carbon_is_either_fossil_or_biogenic(tonnes, carbon, fossil, oxidation, dry):
    args = ({"x": tonnes}, {"x": carbon}, {"x": fossil}, oxidation, {"x": dry})
    total = incineration.fossil_co2_t(*args) + incineration.biogenic_co2_t(*args)
    assert total == pytest.approx(tonnes * dry * carbon * oxidation * 44 / 12, rel=1e-9)


def test_draw_equals_scalar():
    rng = np.random.default_rng(3)
    waste, carbon = rng.uniform(0, 1e5, (4, 8)), rng.uniform(0.5, 0.9, (4, 1))
    many = incineration.fossil_co2_t({"p": waste}, {"p": carbon}, {"p": 0.9})
    assert many.shape == (4, 8)
    for i in range(4):
        one = incineration.fossil_co2_t({"p": waste[i]}, {"p": carbon[i, 0]}, {"p": 0.9})
        np.testing.assert_allclose(many[i], one, rtol=1e-12)


def test_missing_factors_are_named():
    with pytest.raises(ValueError, match="textiles"):
        incineration.fossil_co2_t(WASTE, {"plastics": 0.85}, {"plastics": 1.0})
    with pytest.raises(ValueError, match="textiles"):
        incineration.fossil_co2_t(
            WASTE,
            {"plastics": 0.85, "textiles": 0.5},
            {"plastics": 1.0, "textiles": 0.5},
            dry_matter={"plastics": 1.0},
        )
    with pytest.raises(ValueError, match="none given"):
        incineration.biogenic_co2_t({}, {}, {})


def test_trace_gases_and_fuel_by_hand():
    # ACM0022: 1.21 * 0.050 = 0.0605 kg/t; 182 500 t -> 11.04125 t
    assert incineration.n2o_t(182_500.0, 0.0605) == pytest.approx(11.04125)
    # continuous stoker 0.000242 kg/t: 0.044165 t
    assert incineration.ch4_t(182_500.0, 0.000242) == pytest.approx(0.044165)
    # 100 t diesel * 43.3 GJ/t * 74.8 kg/GJ = 323 884 kg
    assert incineration.auxiliary_fuel_co2_t(100 * 43.3, 74.8) == pytest.approx(323.884)
    # aerobic leachate plant: nothing
    assert incineration.wastewater_ch4_t(30_000.0, 60.0, 0.25, 0.0) == 0.0
