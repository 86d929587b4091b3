"""Carbon in = carbon out; samples; stack; open burning; transport; margins of a grid."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.climate import carbon, grid, grid_margin, incineration, open_burning, transport

share = st.floats(0.0, 1.0)


@given(
    parts=st.lists(st.tuples(st.floats(0, 1e6), share, share), min_size=1, max_size=8),
    oxidation=share,
)
def test_carbon_in_is_carbon_out(parts, oxidation):
    waste = {str(i): np.array([one[0]]) for i, one in enumerate(parts)}
    content = {str(i): one[1] for i, one in enumerate(parts)}
    fossil = {str(i): one[2] for i, one in enumerate(parts)}
    found = carbon.carbon_balance_t(waste, content, fossil, oxidation)
    out = found.biogenic_to_stack + found.fossil_to_stack + found.residual_in_ash
    np.testing.assert_allclose(out, found.carbon_in, rtol=1e-9, atol=1e-9)
    co2 = incineration.fossil_co2_t(waste, content, fossil, oxidation)
    np.testing.assert_allclose(found.fossil_to_stack * 44 / 12, co2, rtol=1e-9, atol=1e-9)
    biogenic = incineration.biogenic_co2_t(waste, content, fossil, oxidation)
    np.testing.assert_allclose(found.biogenic_to_stack * 44 / 12, biogenic, rtol=1e-9, atol=1e-9)


def test_carbon_needs_a_component_and_samples():
    with pytest.raises(ValueError, match="no component"):
        carbon.carbon_balance_t({}, {}, {})
    with pytest.raises(ValueError, match="no sample"):
        carbon.sampled_components_t(10.0, {"food": np.array([])})


def test_sampled_composition_weighs_samples_alike():
    # means of 0.5, 0.7 and 0.6 is 0.6; of the others 0.4
    food, rest = np.array([0.5, 0.7, 0.6]), np.array([0.5, 0.3, 0.4])
    found = carbon.sampled_components_t(np.array([1000.0, 2000.0]), {"food": food, "rest": rest})
    assert found["food"] == pytest.approx([600.0, 1200.0])
    assert found["food"] + found["rest"] == pytest.approx([1000.0, 2000.0])


def test_stack_and_table_agree_on_the_same_carbon():
    # 1 000 t of plastics with 0.75 t C/t: 750 t C; the same in 15e6 Nm3 of 0.05 kg C, all fossil
    by_table = incineration.fossil_co2_t({"p": np.array([1000.0])}, {"p": 0.75}, {"p": 1.0})
    assert carbon.stack_fossil_co2_t(15e6, 0.05, 1.0) == pytest.approx(by_table[0])


def test_open_burning_of_mixed_waste_by_hand():
    # 60 t food (dm 0.4, C 0.38, fossil 0), 40 t plastics (1.0, 0.75, 1.0), OF 0.71 (2019):
    # CO2 40*0.75*0.71*44/12 = 78.1; CH4 100*0.0065*28 = 18.2; N2O (24+40)*0.00015*265 = 2.544
    found = open_burning.open_burning_tco2e(
        {"food": np.array([60.0]), "plastics": np.array([40.0])},
        {"food": 0.38, "plastics": 0.75},
        {"food": 0.0, "plastics": 1.0},
        {"food": 0.4, "plastics": 1.0},
        oxidation=0.71,
        ch4_kg_per_t=6.5,
        n2o_kg_per_t_dry=0.15,
        gwp_methane=28.0,
        gwp_n2o=265.0,
    )
    assert found[0] == pytest.approx(78.1 + 18.2 + 2.544)


@given(a=share, b=share, c=share)
def test_no_more_burns_than_there_is(a, b, c):
    assert 0 <= open_burning.share_burnt_of_population(a, b, c) <= 1


def test_lorries():
    # 365 000 t over 20 km more in 8 t loads at 0.9 kg/km: 45 625 trips * 40 km * 0.9 kg
    assert transport.transport_co2_t(365_000.0, 20.0, 8.0, 0.9) == pytest.approx(1642.5)
    assert np.isnan(transport.transport_co2_t(1.0, 1.0, 0.0, 1.0))


def test_factor_path_falls_to_its_floor_and_keeps_draws():
    # 0.7, 0.7*0.9, 0.7*0.81; floor 0.6
    found = grid.factor_path(np.array([[0.7], [1.0]]), -0.1, 3, 0.6)
    assert found == pytest.approx(np.array([[0.7, 0.63, 0.6], [1.0, 0.9, 0.81]]))


def test_heat_with_the_cautious_efficiency():
    assert grid.heat_displaced_tco2(1000.0, 0.0561, 1.0) == pytest.approx(56.1)
    assert np.isnan(grid.heat_displaced_tco2(1000.0, 0.0561, 0.0))


def test_combined_margin_of_waste_to_energy_by_period():
    # OM 0.9, BM 0.5: 0.7 in the first period, 0.25*0.9 + 0.75*0.5 = 0.6 after
    weights = [grid_margin.operating_weight("other", period) for period in (1, 2, 3)]
    found = [grid_margin.combined_margin(0.9, 0.5, weight) for weight in weights]
    assert found == pytest.approx([0.7, 0.6, 0.6])
    with pytest.raises(ValueError, match="expected"):
        grid_margin.operating_weight("waste", 1)


def test_build_margin_takes_a_fifth_of_the_power_where_that_is_more_units():
    # Ten units of 100 MWh: a fifth is 2 units, so five count; the five newest emit 0.4.
    built = list(range(2000, 2010))
    assert grid_margin.build_margin(built, [100.0] * 10, [0.9] * 5 + [0.4] * 5) == pytest.approx(
        0.4
    )
    # 40 units alike: a fifth is 8 units; 8 newest: 4 of 0.2 and 4 of 0.6.
    found = grid_margin.build_margin(range(40), [10.0] * 40, [0.9] * 32 + [0.6] * 4 + [0.2] * 4)
    assert found == pytest.approx(0.4)
    with pytest.raises(ValueError, match="no generation"):
        grid_margin.build_margin([2000], [0.0], [1.0])
