"""Options of waste and plant in a study: heat, months, part load, own use, stack, sorting, city."""

import copy
import dataclasses
import itertools
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.emissions import emission_rows
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.study import Study
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.plant.condenser import wet_bulb_c

STUDY = Study.load("examples/minimal/study.yaml")
BASE = STUDY.definition.model_dump(by_alias=True)
HEAT = {
    "supplied_mw": 15.0, "hours_per_year": 8760.0, "steam_bar": 4.0, "return_c": 70.0,
    "turbine": "extraction", "condensers": "one",
}  # fmt: skip


def outcomes(**sections):
    data = copy.deepcopy(BASE)
    for section, values in sections.items():
        data[section].update(values)
    return run_model(StudyDefinition.model_validate(data))


PLAIN = outcomes()


def test_heat_for_buyers_costs_power_and_counts_in_both_ratios() -> None:
    sold = outcomes(plant={"heat": HEAT})
    plain, plant = PLAIN.plant, sold.plant
    assert plant.gross_mw == pytest.approx(plain.gross_mw)  # without heat drawn
    lost = plain.gross_mw - plant.gross_with_heat_mw
    # Steam of 4 bar does about a sixth of the work per heat that live steam does.
    assert 0.1 * 15 < lost < 0.3 * 15
    np.testing.assert_allclose(plant.heat_mwh, 15.0 * plant.running_hours)
    np.testing.assert_allclose(
        plant.gross_mwh, plain.gross_mwh * plant.gross_with_heat_mw / plain.gross_mw, rtol=1e-9
    )
    # Japan counts heat at 0.46, R1 at 1.1 of 2.6: both gain what they lose in power, and more.
    waste = plain.energy_balance_mw["waste_mw"]
    gain = 100 * (0.46 * 15 - lost) / waste
    rise = plant.japan_energy_recovery_percent - plain.japan_energy_recovery_percent
    assert rise == pytest.approx(gain, rel=1e-9)
    assert plant.r1 > plain.r1


def test_heat_in_half_the_hours_costs_half() -> None:
    full = outcomes(plant={"heat": HEAT}).plant.gross_mwh
    half_hours = float(PLAIN.plant.full_load_hours[5]) / 2
    half = outcomes(plant={"heat": HEAT | {"hours_per_year": half_hours}}).plant.gross_mwh
    assert half[5] == pytest.approx((PLAIN.plant.gross_mwh[5] + full[5]) / 2)


def test_more_heat_than_the_turbine_has_is_refused(tmp_path) -> None:
    file = tmp_path / "study.yaml"
    text = Path("examples/minimal/study.yaml").read_text(encoding="utf-8")
    heat = "  heat: {supplied_mw: 400, hours_per_year: 8000, steam_bar: 4, return_c: 70}\n"
    file.write_text(text.replace("plant:\n", "plant:\n" + heat), encoding="utf-8")
    with pytest.raises(Exception, match=r"plant.heat.supplied_mw: got 400 MW of heat"):
        Study.load(file).run()


def test_months_of_the_mean_change_nothing_and_hot_months_cost_power() -> None:
    even = outcomes(plant={"monthly_ambient_c": (BASE["plant"]["ambient_c"],) * 12})
    np.testing.assert_allclose(even.plant.gross_mwh, PLAIN.plant.gross_mwh, rtol=1e-9)
    swing = tuple(BASE["plant"]["ambient_c"] + d for d in (-8, -6, -3, 0, 4, 7, 8, 7, 4, 0, -4, -9))
    months = outcomes(plant={"monthly_ambient_c": swing}).plant.gross_by_month_mw
    assert months["12"] > months["01"] > months["04"] > months["07"]
    # About 0.4 to 0.5 % of gross power per kelvin with an air-cooled condenser.
    per_kelvin = (months["12"] / months["07"] - 1) / 17
    assert 0.003 < per_kelvin < 0.006


def test_a_hot_hour_costs_power() -> None:
    hot = outcomes(plant={"hot_hour_c": BASE["plant"]["ambient_c"] + 11.0}).plant
    assert PLAIN.plant.hot_hour_mw == {}
    # Mean 27 and 38 degC: an air-cooled condenser loses 0.3 to 0.6 % of gross power per kelvin.
    loss = 1 - hot.hot_hour_mw["gross"] / hot.gross_mw
    assert 11 * 0.003 < loss < 11 * 0.006
    own_use = hot.hot_hour_mw["gross"] - hot.hot_hour_mw["net"]
    assert own_use == pytest.approx(hot.own_use_mw)
    same = outcomes(plant={"hot_hour_c": BASE["plant"]["ambient_c"]}).plant
    assert same.hot_hour_mw["gross"] == pytest.approx(same.gross_mw)
    assert hot.gross_mw == PLAIN.plant.gross_mw


def test_sea_water_passes_once_and_no_tower_evaporates() -> None:
    given = {"cooling": "once_through", "cooling_water_c": 28.0, "condenser_approach_k": 12.0}
    found = outcomes(plant=given).plant
    # Steam table: water boils at 40 degC at 0.0738 bar.
    assert found.condenser_bar == pytest.approx(0.0738, rel=2e-3)
    assert found.water_m3_per_t == pytest.approx(BASE["plant"]["water"]["process_m3_per_t"])
    tower = outcomes(plant={"cooling": "water"}).plant
    assert found.gross_mw > tower.gross_mw
    left_out = outcomes(plant=given | {"condenser_approach_k": None}).plant
    assert left_out.condenser_bar == pytest.approx(found.condenser_bar)


def test_the_temperature_of_water_that_passes_once_is_asked_for(tmp_path) -> None:
    text = Path("examples/minimal/study.yaml").read_text(encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(text.replace("plant:\n", "plant:\n  cooling: once_through\n"), "utf-8")
    with pytest.raises(DocumentError, match=r"plant\.cooling_water_c: got nothing"):
        Study.load(file)


def test_a_hot_month_of_a_wet_tower_is_its_wet_bulb() -> None:
    given = {"cooling": "water", "condenser_approach_k": 18.0}
    flat = outcomes(plant=given)
    wet_bulb = float(
        wet_bulb_c(BASE["plant"]["ambient_c"], BASE["plant"]["air_moisture_kg_per_kg"])
    )
    # 27 degC with 18 g/kg: 80 % relative humidity, 24.3 degC on a psychrometric chart.
    assert float(wet_bulb_c(27.0, 0.018)) == pytest.approx(24.3, abs=0.3)
    even = outcomes(plant=given | {"monthly_ambient_c": (wet_bulb,) * 12})
    np.testing.assert_allclose(even.plant.gross_mwh, flat.plant.gross_mwh, rtol=1e-9)
    # The tower evaporates: 80 % of the heat / 2.42 MJ/kg x 4/3, per tonne of 33.3 t/h.
    heat, burnt = flat.plant.energy_balance_mw["condenser_mw"], flat.plant.throughput_t_per_h
    expected = 0.5 + heat * 0.8 / 2.42 * 3.6 * 4 / 3 / burnt
    assert flat.plant.water_m3_per_t == pytest.approx(expected, rel=1e-9)


def test_a_dry_composition_is_the_wet_one_of_the_same_matter() -> None:
    wet = BASE["waste"]["composition_percent"]
    water = {name: BASE["waste"]["components"][name]["moisture_percent"] / 100 for name in wet}
    dry = {name: share * (1 - water[name]) for name, share in wet.items()}
    total = sum(dry.values())
    shares = {name: 100 * share / total for name, share in dry.items()}
    same = outcomes(waste={"composition_percent": shares, "composition_basis": "dry"})
    assert same.waste.composition_percent == pytest.approx(wet)
    assert same.waste.lhv_mj_per_kg == pytest.approx(PLAIN.waste.lhv_mj_per_kg)
    assert same.finance.equity_irr_percent == pytest.approx(PLAIN.finance.equity_irr_percent)


def test_the_exhaust_is_as_wet_as_its_enthalpy_says(tmp_path) -> None:
    # By IF97, computed apart: 40 bar, 400 degC, 0.11210536 bar, efficiency 0.80122: x = 0.9079.
    text = Path("examples/bac_ninh/study.yaml").read_text(encoding="utf-8")
    file = tmp_path / "study.yaml"
    stated = "plant:\n  turbine_efficiency_percent: 80.122\n"
    file.write_text(text.replace("plant:\n", stated, 1), encoding="utf-8")
    bac_ninh = Study.load(file).run().plant
    assert bac_ninh.condenser_bar == pytest.approx(0.112105, abs=1e-5)
    assert bac_ninh.turbine_efficiency_percent == pytest.approx(80.122)
    assert bac_ninh.exhaust_wetness_percent == pytest.approx(9.21, abs=0.02)


def test_a_back_pressure_turbine_sells_what_it_would_cool_away() -> None:
    back = HEAT | {"turbine": "back_pressure", "steam_bar": 0.7, "return_c": 50.0}
    plant = outcomes(plant={"heat": back}).plant
    assert plant.gross_mw == plant.gross_with_heat_mw < PLAIN.plant.gross_mw
    assert plant.condenser_bar == pytest.approx(0.7)
    assert plant.heat_limit_mw == pytest.approx(plant.energy_balance_mw["condenser_mw"])
    two = outcomes(plant={"heat": back | {"condensers": "two"}}).plant
    assert two.gross_mw > plant.gross_mw
    # 0.7 bar boil at 89.9 degC: a quarter of 89.9 - 5 - 50 colder is 81.2 degC, 0.497 bar.
    assert two.condenser_bar == pytest.approx(0.497, abs=0.002)
    too_much = back | {"supplied_mw": float(plant.heat_limit_mw) * 1.001}
    assert np.isnan(outcomes(plant={"heat": too_much}).plant.gross_with_heat_mw)
    all_of_it = back | {"supplied_mw": float(plant.heat_limit_mw)}
    assert np.isfinite(outcomes(plant={"heat": all_of_it}).plant.gross_with_heat_mw)


def test_the_most_heat_of_an_extraction_turbine_is_its_most() -> None:
    most = float(outcomes(plant={"heat": HEAT}).plant.heat_limit_mw)
    at = outcomes(plant={"heat": HEAT | {"supplied_mw": most * (1 - 1e-9)}}).plant
    assert at.gross_with_heat_mw > 0.0
    beyond = outcomes(plant={"heat": HEAT | {"supplied_mw": most * 1.001}}).plant
    assert np.isnan(beyond.gross_with_heat_mw)
    assert PLAIN.plant.heat_limit_mw == 0.0


def test_heat_of_flue_gas_comes_first_and_costs_no_power() -> None:
    cold = HEAT | {"flue_gas_cooled_to_c": 50.0}
    plant = outcomes(plant={"heat": cold | {"supplied_mw": 3.0}}).plant
    assert plant.heat_of_flue_gas_mw == pytest.approx(3.0)
    assert plant.gross_with_heat_mw == pytest.approx(plant.gross_mw, rel=1e-9)
    more = outcomes(plant={"heat": HEAT | {"flue_gas_cooled_to_c": 90.0}}).plant
    drawn = outcomes(plant={"heat": HEAT}).plant
    assert more.heat_of_flue_gas_mw < 15.0
    assert more.gross_with_heat_mw > drawn.gross_with_heat_mw
    assert more.heat_limit_mw == pytest.approx(drawn.heat_limit_mw + more.heat_of_flue_gas_mw)


def test_flue_gas_that_warms_the_condensate_saves_steam_and_closes_the_balance() -> None:
    plant = outcomes(plant={"condensate_economiser_c": 130.0}).plant
    assert plant.gross_mw > PLAIN.plant.gross_mw
    flows = plant.energy_balance_mw
    heat_in = flows["waste_mw"] + flows["auxiliary_mw"]
    rest = sum(mw for name, mw in flows.items() if name not in ("waste_mw", "auxiliary_mw"))
    assert heat_in == pytest.approx(rest, rel=1e-12)
    assert flows["flue_gas_loss_mw"] < PLAIN.plant.energy_balance_mw["flue_gas_loss_mw"]


def test_air_and_feedwater_follow_waste_and_boiler() -> None:
    # 160 degC up to 9 MJ/kg, none from 12 on; 20 K below flue gas of 140 degC.
    rich = outcomes(waste={"lhv_mj_per_kg": 14.0, "bunker_leachate_percent": 0.0}).plant
    assert rich.combustion_air_c == BASE["plant"]["ambient_c"]
    assert outcomes(waste={"lhv_mj_per_kg": 7.0}).plant.combustion_air_c == 160.0
    assert outcomes(plant={"flue_gas_exit_c": 140.0}).plant.feedwater_c == 120.0
    assert PLAIN.plant.feedwater_c == 130.0


def test_a_wet_tower_of_a_cool_site_is_colder() -> None:
    site = {"cooling": "water", "air_moisture_kg_per_kg": 0.009}
    cool = outcomes(plant=site | {"ambient_c": 15.0}).plant
    warm = outcomes(plant=site | {"ambient_c": 27.0}).plant
    assert cool.condenser_bar < warm.condenser_bar
    assert cool.gross_mw > warm.gross_mw


def test_part_load_runs_longer_and_gives_less_power() -> None:
    short = {"received_t_per_day": 480.0}
    hours = outcomes(waste=short, plant={"lines": 2.0})
    part = outcomes(waste=short, plant={"lines": 2.0, "short_of_waste": "part_load"})
    np.testing.assert_allclose(part.plant.fired_t, hours.plant.fired_t)
    assert np.all(part.plant.running_hours > hours.plant.running_hours)
    assert np.all(part.plant.running_hours <= BASE["plant"]["availability_h_per_year"] + 1e-6)
    ratio = part.plant.gross_mwh / hours.plant.gross_mwh
    assert np.all(ratio < 1.02)
    assert np.all(ratio > 0.90)


def test_full_load_is_the_same_in_both_ways() -> None:
    plenty = {"received_t_per_day": 1500.0}
    one = outcomes(waste=plenty)
    other = outcomes(waste=plenty, plant={"short_of_waste": "part_load"})
    np.testing.assert_allclose(other.plant.gross_mwh, one.plant.gross_mwh, rtol=1e-9)


def test_lump_of_own_use_replaces_its_consumers() -> None:
    lump = outcomes(plant={"own_use_kwh_per_t": 90.0, "own_use_percent_of_gross": 5.0}).plant
    expected = 0.09 * lump.throughput_t_per_h + 0.05 * lump.gross_mw
    assert lump.own_use_mw == pytest.approx(expected)
    assert lump.own_use_by_consumer_mw == {}
    plain = PLAIN.plant
    assert plain.own_use_mw == pytest.approx(sum(plain.own_use_by_consumer_mw.values()))
    on_top = outcomes(plant={"own_use_percent_of_gross": 5.0}).plant
    assert on_top.own_use_mw == pytest.approx(plain.own_use_mw + 0.05 * plain.gross_mw)


def test_mass_flows_close_and_the_flue_gas_is_that_of_combustion() -> None:
    flows = PLAIN.plant.mass_flow_t
    given = sum(value for name, value in flows.items() if name.endswith("_in"))
    left = sum(value for name, value in flows.items() if name.endswith("_out"))
    assert given == pytest.approx(left, rel=1e-12)
    # By difference against combustion: reagents and unburnt carbon make up the rest.
    balance, fired = PLAIN.plant.mass_balance_kg_per_kg, PLAIN.plant.fired_t[1]
    burnt = sum(value for name, value in balance.items() if name.endswith("_out"))
    burnt -= balance["ash_out"]
    assert flows["flue_gas_out"] == pytest.approx(burnt * fired, rel=0.005)


def test_guarantee_replaces_the_technology() -> None:
    offered = outcomes(plant={"stack": BASE["plant"]["stack"] | {
        "guaranteed_mg_per_nm3": {"NOx": 80.0}}}).plant  # fmt: skip
    assert offered.stack_mg_per_nm3["NOx"] == 80.0
    assert offered.stack_mg_per_nm3["PM"] == PLAIN.plant.stack_mg_per_nm3["PM"]
    # 80 mg in the reference volume of a tonne.
    volume = offered.flue_gas_reference_nm3_per_t
    yearly = 80e-6 * volume * np.mean(offered.fired_t)
    assert offered.stack_kg_per_year["NOx"] == pytest.approx(yearly)


def test_better_technology_never_emits_more() -> None:
    steps = {"nox": ("none", "sncr", "scr"), "dust": ("electrostatic", "bag_filter")}
    for key, words in steps.items():
        stacks = [
            outcomes(plant={"stack": BASE["plant"]["stack"] | {key: word}}).plant.stack_mg_per_nm3
            for word in words
        ]
        for worse, better in itertools.pairwise(stacks):
            assert all(better[name] <= worse[name] for name in worse)


def test_limits_are_held_on_their_own_basis() -> None:
    # Thailand's form of a limit: SO2 30 ppm at 7 % oxygen, dust 70 mg at 25 degC.
    rows = [
        {"pollutant": "SO2", "limit": 30, "unit": "ppm", "averaging": "any"},
        {"pollutant": "PM", "limit": 70, "unit": "mg/Nm3", "averaging": "any"},
        {"pollutant": "Pb", "limit": 0.5, "unit": "mg/Nm3", "averaging": "any"},
    ]
    limits = EmissionLimits(o2_percent=7, temperature_c=25, rows=rows)
    rule = STUDY.rules["emissions.limits"]
    found = emission_rows(PLAIN.plant, {"emissions.limits": _with(rule, limits)}, None)
    so2, dust, lead = found
    stack = PLAIN.plant.stack_mg_per_nm3
    assert so2.found == pytest.approx(stack["SO2"] * 14 / 10 * 22.414 / 64.06)
    assert dust.found == pytest.approx(stack["PM"] * 14 / 10 * 273.15 / 298.15)
    assert (so2.passed_share, dust.passed_share) == (1.0, 1.0)
    assert np.isnan(lead.found)
    assert lead.passed_share is None


def _with(rule, value):
    return dataclasses.replace(rule, value=value)


def test_limits_of_the_country_stand_in_the_result() -> None:
    result = STUDY.run()
    assert {row.pollutant for row in result.emissions} >= {"PM", "SO2", "NOx", "PCDD/F"}
    assert all("QCVN" in str(row.source) for row in result.emissions)
    drawn = STUDY.run(draws={"plant.residues.sulfur_to_gas_percent": [20.0, 100.0]})
    so2 = next(row for row in drawn.emissions if row.pollutant == "SO2")
    # Five times the sulfur dioxide; what burns takes air, so that the volume moves a little.
    assert so2.found[1] == pytest.approx(5 * so2.found[0], rel=2e-3)


def test_water_and_ash_fit_a_measured_heating_value_within_the_formulas_error() -> None:
    error = BASE["waste"]["analysis_spread"]["lhv_mj_per_kg"]
    for measured in (5.0, 7.0, 9.0):
        waste = outcomes(waste={"lhv_mj_per_kg": measured}).waste
        assert waste.lhv_mj_per_kg == measured
        formula = waste.lhv_by_formula_mj_per_kg["channiwala_parikh"]
        assert formula == pytest.approx(measured - error * waste.misfit["lhv"], rel=1e-9)
        assert abs(waste.misfit["lhv"]) < 1.0
        richer = measured > PLAIN.waste.lhv_mj_per_kg
        assert (waste.moisture_percent < PLAIN.waste.moisture_percent) == richer
    # No mixture of these components gives 25 MJ/kg: the misfit says so.
    rich = outcomes(waste={"lhv_mj_per_kg": 25.0}).waste
    assert rich.misfit["lhv"] > 2.0
    assert rich.misfit["moisture"] < -5.0


def test_sorting_leaves_less_and_richer_waste() -> None:
    removed = {"food": 40.0}
    sorted_out = outcomes(waste={"removed_percent": removed})
    food = BASE["waste"]["composition_percent"]["food"]
    kept = 1 - 0.4 * food / 100
    np.testing.assert_allclose(sorted_out.waste.received_t, kept * PLAIN.waste.received_t)
    assert sorted_out.waste.composition_percent["food"] == pytest.approx(0.6 * food / kept)
    assert sorted_out.waste.lhv_mj_per_kg > PLAIN.waste.lhv_mj_per_kg
    assert sorted_out.waste.moisture_percent < PLAIN.waste.moisture_percent
    # Taking nothing out changes nothing.
    none = outcomes(waste={"removed_percent": {"food": 0.0}})
    assert none.waste.lhv_mj_per_kg == pytest.approx(PLAIN.waste.lhv_mj_per_kg)


def test_a_city_with_a_band() -> None:
    city = {
        "base_year": 2024,
        "population": 1.2e6,
        "population_growth_percent": 2.0,
        "population_ceiling": 2.0e6,
        "kg_per_capita_per_day": 0.8,
        "kg_growth_percent": 1.0,
        "kg_ceiling_per_day": 1.1,
        "collected_percent": 80.0,
        "collected_target_percent": 95.0,
        "target_year": 2034,
        "to_plant_percent": 75.0,
        "uncertainty_percent": 10.0,
        "growth_uncertainty_percent": 1.0,
    }
    waste = outcomes(waste={"received_t_per_day": None, "city": city}).waste
    # 2028: people 2 / (1 + (2/1.2 - 1) exp(-4 ln 1.02 / 0.4)) = 1.292910 M; waste of each
    # 1.1 / (1 + 0.375 exp(-4 ln 1.01 / (1 - 0.8/1.1))) = 0.830766 kg; collected 0.80 + 0.15 x 0.4.
    expected = 1.292910e6 * 0.830766 * 365 / 1000 * 0.86 * 0.75
    assert waste.received_t[0] == pytest.approx(expected, rel=1e-5)
    # Ten years' width: sqrt(0.1^2 + (0.01 x 4)^2) = 0.107703.
    assert waste.received_high_t[0] / waste.received_t[0] == pytest.approx(np.exp(0.107703))
    assert np.all(waste.received_low_t < waste.received_t)


def test_a_spread_of_the_heating_value_costs_throughput_and_never_gives_heat() -> None:
    plants = [outcomes(waste={"lhv_deviation_percent": one}).plant for one in (0.0, 20.0, 45.0)]
    for plant in plants:
        assert plant.thermal_mw <= plant.lines * plant.line_mw * (1 + 1e-12)
    for sure, unsure in itertools.pairwise(plants):
        assert unsure.throughput_t_per_h < sure.throughput_t_per_h
        assert unsure.thermal_mw < sure.thermal_mw
        assert unsure.gross_mw < sure.gross_mw
        assert unsure.support_mw >= sure.support_mw
    # Half the hours are richer than the design: mean of 3.6 Q / LHV over them, by hand with the
    # middles of ten slices of a normal distribution (z of 0.55, 0.65 ... 0.95).
    z = np.array([0.1257, 0.3853, 0.6745, 1.0364, 1.6449])
    poorer_hours, richer_hours = 0.5, 0.5 * np.mean(1 / (1 + 0.2 * z))
    expected = plants[0].throughput_t_per_h * (poorer_hours + richer_hours)
    assert plants[1].throughput_t_per_h == pytest.approx(expected, rel=0.004)


def test_what_is_not_built_takes_no_reagent() -> None:
    stack = BASE["plant"]["stack"]
    bare = outcomes(plant={"stack": stack | {"nox": "none", "activated_carbon": "none"}})
    assert bare.plant.ammonia_kg_per_t == 0.0
    assert bare.plant.activated_carbon_kg_per_t == 0.0
    assert bare.cost.opex_usd_per_t < PLAIN.cost.opex_usd_per_t


def test_heat_at_part_load_never_passes_the_heat_of_the_waste() -> None:
    heat = HEAT | {"supplied_mw": 25.0}
    given = {"lines": 2.0, "short_of_waste": "part_load", "heat": heat}
    found = outcomes(waste={"received_t_per_day": 300.0}, plant=given)
    plant = found.plant
    waste_mwh = plant.fired_t * found.waste.fired_lhv_mj_per_kg / 3.6
    assert np.all(plant.heat_mwh + plant.gross_mwh < 0.95 * waste_mwh)
    assert plant.r1 < 1.5


def test_a_city_whose_targets_lie_behind_it_is_refused() -> None:
    city = {
        "base_year": 2024,
        "population": 1e6,
        "population_growth_percent": 1.0,
        "population_ceiling": 9e5,
        "kg_per_capita_per_day": 0.9,
        "kg_growth_percent": 0.0,
        "collected_percent": 90.0,
        "collected_target_percent": 95.0,
        "target_year": 2020,
        "to_plant_percent": 80.0,
    }
    with pytest.raises(ValidationError) as refused:
        outcomes(waste={"received_t_per_day": None, "city": city})
    faults = refused.value.errors()[0]["ctx"]["faults"]
    assert [fault[0] for fault in faults] == [".population_ceiling", ".target_year"]


def test_heat_is_paid_for() -> None:
    terms = {"heat_price_usd_per_gj": 6.0, "inflation_percent": 0.0}
    found = outcomes(plant={"heat": HEAT}, finance=terms)
    running = found.finance.operation_year >= 1
    expected = 3.6 * 6.0 * found.plant.heat_mwh
    np.testing.assert_allclose(found.finance.heat_revenue_usd[running], expected)


def test_limits_that_leave_no_firing_area_are_refused(tmp_path) -> None:
    # Lowest heat 95 % of 10 MJ/kg at full throughput is 9.5 MJ/kg, above the highest of 5.5.
    text = Path("examples/minimal/study.yaml").read_text(encoding="utf-8")
    limits = (
        "  lhv_min_mj_per_kg: 5\n  lhv_max_mj_per_kg: 5.5\n  design_lhv_mj_per_kg: 10\n"
        "  lowest_heat_percent: 95\n"
    )
    file = tmp_path / "study.yaml"
    file.write_text(text.replace("plant:\n", "plant:\n" + limits), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"lhv_max_mj_per_kg: got waste of 5 to 5\.5 MJ/kg"):
        Study.load(file).run()
