"""One pipeline for one case and for draws: draw i equals the scalar run of draw i."""

import dataclasses
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wte_ppp.cards import range_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.nested import leaves
from wte_ppp.feasibility.study import Study
from wte_ppp.field_problems import field_at

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
STUDY = Study.load(MINIMAL)
# Of the components one stands for all: they are read by the same lines.
OTHER_COMPONENTS = tuple(
    f"waste.components.{name}." for name in STUDY.definition.waste.components if name != "food"
)
# Draws for inputs that are left out in the minimal study, and where a tenth more or less is
# impossible; whatever must sum to 100 is drawn together.
DRAWS = {
    "waste.guaranteed_t_per_day": (600.0, 800.0, 1000.0),
    "waste.moisture_percent": (40.0, 50.0, 58.0),
    "waste.lhv_mj_per_kg": (5.5, 7.0, 9.0),
    "waste.lhv_deviation_percent": (0.0, 10.0, 25.0),
    "waste.ash_percent": (6.0, 12.0, 20.0),
    "plant.design_lhv_mj_per_kg": (7.0, 8.0, 9.5),
    "plant.lhv_min_mj_per_kg": (4.0, 5.0, 6.0),
    "plant.guaranteed_net_kwh_per_t": (300.0, 400.0, 500.0),
    "plant.guaranteed_net_lhv_mj_per_kg": (6.0, 7.0, 8.0),
    "plant.lowest_heat_percent": (50.0, 60.0, 70.0),
    "plant.cooling_water_c": (10.0, 20.0, 28.0),
    "plant.starts_per_year": (2.0, 4.0, 8.0),
    "plant.rated_gross_mw": (10.0, 15.0, 20.0),
    "plant.air_preheat_c": (30.0, 120.0, 200.0),
    "plant.steam.boiler_steam_c": (380.0, 400.0, 420.0),
    "plant.steam.reheat_bar": (8.0, 12.0, 20.0),
    "plant.feedwater_c": (110.0, 130.0, 140.0),
    "plant.condensate_economiser_c": (60.0, 80.0, 100.0),
    "plant.hot_hour_c": (30.0, 35.0, 42.0),
    "plant.own_use.general_kwh_per_t": (50.0, 70.0, 90.0),
    "plant.stack.reheat_k": (0.0, 20.0, 60.0),
    "plant.residues.fly_ash_share_of_ash_percent": (8.0, 12.0, 60.0),
    "plant.residues.lime_stoichiometric_ratio": (1.2, 1.8, 2.5),
    "plant.residues.ammonia_25_percent_kg_per_t": (0.0, 2.0, 4.0),
    "cost.operating_contract_usd_per_year": (0.0, 4e6, 8e6),
    "cost.operating_contract_usd_per_t": (0.0, 15.0, 30.0),
    "finance.heat_price_usd_per_gj": (0.0, 5.0, 10.0),
    "finance.power_limit.price_above_usd_per_kwh": (0.0, 0.03, 0.05),
    "plant.lhv_max_mj_per_kg": (9.0, 10.0, 12.0),
    "plant.condenser_approach_k": (18.0, 22.0, 28.0),
    "plant.wet_bulb_c": (10.0, 20.0, 26.0),
    "plant.lines": (1.0, 2.0, 3.0),
    "plant.own_use_kwh_per_t": (70.0, 90.0, 120.0),
    "plant.own_use_percent_of_gross": (0.0, 5.0, 10.0),
    "plant.auxiliary_fuel_gj_per_t": (0.0, 0.02, 0.1),
    "plant.boiler_efficiency_percent": (78.0, 82.0, 86.0),
    "plant.turbine_efficiency_percent": (75.0, 80.0, 86.0),
    "cost.capex_usd": (6e7, 8e7, 1.1e8),
    "finance.debt.amount_usd": (0.0, 3e7, 5e7),
    "finance.grant.amount_usd": (0.0, 5e6, 2e7),
    "finance.grant.limit_jpy_per_tco2e": (100.0, 1000.0, 5000.0),
    "finance.grant.cap_jpy": (1e8, 1e9, 2e9),
    "finance.contract_years": (15.0, 20.0, 25.0),
    "climate.model_correction": (0.75, 0.8, 0.85),
    "climate.landfill_depth_m": (5.0, 10.0, 20.0),
    "climate.landfill_water_m": (0.0, 2.0, 5.0),
    "climate.n2o_kg_per_t": (0.04, 0.05, 0.0605),
    "climate.ch4_kg_per_t": (0.0, 0.0002, 0.01),
    "climate.bought_grid_factor_tco2_per_mwh": (0.4, 0.6, 0.9),
    "climate.reference_grid_factor_tco2_per_mwh": (0.319, 0.333, 0.533),
    "finance.tax.depreciation_years": (10.0, 20.0, 25.0),
    "finance.tax.declining_rate_percent": (10.0, 20.0, 25.0),
    "finance.tax.declining_revised_rate_percent": (10.0, 20.0, 25.0),
    "finance.tax.declining_guarantee_percent": (3.0, 5.0, 7.0),
    "finance.debt.construction_interest_percent": (0.0, 5.0, 9.0),
    "finance.debt.least_equity_percent": (10.0, 35.0, 50.0),
    "finance.tax.interest_limit_percent": (10.0, 30.0, 60.0),
    "finance.debt.lender_case.dscr": (1.2, 1.3, 1.4),
    "finance.concessional.amount_usd": (0.0, 1e7, 2e7),
    "finance.power_limit.kwh_per_t": (100.0, 280.0, 500.0),
    "finance.power_limit.mwh_per_year": (5e4, 8e4, 1e5),
    "finance.contract_prices.power_tariff.floor_usd_per_kwh": (0.0, 0.1, 0.2),
    "finance.contract_prices.power_tariff.cap_usd_per_kwh": (0.02, 0.05, 0.2),
    "finance.contract_prices.power_tariff.premium_years": (0.0, 8.0, 20.0),
    "finance.contract_prices.power_tariff.price_after_usd_per_kwh": (0.0, 0.03, 0.05),
    "finance.contract_prices.power_tariff.term_years": (10.0, 15.0, 20.0),
    "finance.contract_prices.capacity.contracted_kw": (1e3, 1e4, 2e4),
    "finance.contract_prices.operating_subsidy.years": (0.0, 10.0, 20.0),
    "finance.contract_prices.revenue_share.above_percent": (100.0, 110.0, 125.0),
    "finance.contract_prices.revenue_share.below_percent": (0.0, 75.0, 90.0),
    "finance.contract_prices.tipping_fee.floor_usd_per_t": (0.0, 30.0, 90.0),
    "finance.contract_prices.tipping_fee.cap_usd_per_t": (10.0, 30.0, 90.0),
    "finance.indexation.tipping_fee.cap_percent": (0.0, 1.0, 2.0),
    "finance.indexation.tipping_fee.floor_percent": (0.0, 1.0, 2.0),
    "finance.indexation.power_tariff.cap_percent": (0.0, 1.0, 2.0),
    "finance.indexation.power_tariff.floor_percent": (0.0, 1.0, 2.0),
    "finance.uses.land_usd": (0.0, 1e6, 5e6),
    "finance.uses.land_lease_usd_per_year": (0.0, 1e5, 5e5),
    "finance.end.salvage_usd": (0.0, 1e6, 2e7),
    "finance.end.closure_usd": (0.0, 1e6, 5e6),
    "finance.end.closure_reserve_years": (0.0, 2.0, 5.0),
    "finance.uses.development_fee_usd": (0.0, 1e6, 5e6),
    "finance.uses.working_capital_usd": (0.0, 1e6, 5e6),
    "finance.grant.viability_gap_usd": (0.0, 5e6, 2e7),
    "finance.grant.central_support_usd": (0.0, 5e6, 2e7),
    "finance.reserves.dsra_months": (0.0, 6.0, 9.0),
    "finance.reserves.maintenance_years": (0.0, 2.0, 3.0),
    "finance.reserves.minimum_cash_usd": (0.0, 1e5, 1e6),
    "finance.municipality.budget_usd_per_year": (5e7, 1e8, 2e8),
    "finance.municipality.households": (2e5, 3e5, 4e5),
    "finance.municipality.household_income_usd_per_year": (3e3, 5e3, 9e3),
}
# Lists and tables that the minimal study leaves out: nothing there to draw.
LEFT_OUT_WHOLE = (
    "plant.monthly_ambient_c",
    "plant.stack.guaranteed_mg_per_nm3",
    "waste.removed_percent",
    "waste.elements_percent",
    "finance.grant.viability_gap_milestones_percent",
    "finance.tax.depreciation_schedule_percent",
    "finance.debt.schedule_percent",
    "finance.debt.interest_steps_percent",
    "finance.debt.margin_steps_percent",
    "finance.contract_prices.power_tariff.by_year_percent",
    "finance.contract_prices.tipping_fee.by_year_percent",
    "finance.contract_prices.power_tariff.block_ends_mwh_per_year",
    "finance.contract_prices.power_tariff.block_ends_kwh_per_t",
    "finance.contract_prices.power_tariff.block_prices_usd_per_kwh",
    "finance.contract_prices.tipping_fee.band_ends_t_per_year",
    "finance.contract_prices.tipping_fee.band_prices_usd_per_t",
    "finance.contract_prices.revenue_share.planned_revenue_usd_per_year",
)
WHOLE_SETS = (
    {
        "finance.debt.hedged_percent": (0.0, 50.0, 100.0),
        "finance.debt.hedge_cost_percent": (0.0, 1.0, 2.0),
    },
    {
        "finance.refinancing.operation_year": (3.0, 5.0, 7.0),
        "finance.refinancing.interest_percent": (3.0, 5.0, 7.0),
        "finance.refinancing.tenor_years": (8.0, 10.0, 12.0),
        "finance.refinancing.additional_usd": (0.0, 1e6, 5e6),
        "finance.refinancing.fee_percent": (0.0, 1.0, 2.0),
        "finance.refinancing.break_cost_percent": (0.0, 1.0, 2.0),
        "finance.refinancing.authority_share_percent": (0.0, 25.0, 50.0),
    },
    {
        "finance.later_investment.operation_year": (4.0, 6.0, 8.0),
        "finance.later_investment.cost_usd": (0.0, 5e6, 1e7),
        "finance.later_investment.added_capacity_percent": (0.0, 20.0, 50.0),
        "finance.later_investment.added_power_percent": (0.0, 3.0, 6.0),
        "finance.later_investment.spend_years": (1.0, 2.0, 3.0),
        "finance.later_investment.equity_percent": (0.0, 10.0, 20.0),
        "finance.later_investment.loan_percent": (0.0, 40.0, 80.0),
        "finance.later_investment.loan_interest_percent": (3.0, 5.0, 7.0),
        "finance.later_investment.loan_tenor_years": (8.0, 10.0, 12.0),
        "finance.later_investment.loan_fee_percent": (0.0, 1.0, 2.0),
        "finance.later_investment.reserve_years": (0.0, 2.0, 3.0),
        "finance.later_investment.depreciation_years": (5.0, 8.0, 15.0),
        "finance.later_investment.operating_cost_usd_per_year": (0.0, 1e5, 3e5),
    },
    {
        "waste.composition_percent.food": (50.0, 55.0, 60.0),
        "waste.composition_percent.plastics": (20.0, 15.0, 10.0),
    },
    {
        "finance.spend_profile_percent.0": (30.0, 40.0, 100.0),
        "finance.spend_profile_percent.1": (70.0, 60.0, 0.0),
    },
    {
        "waste.components.food.carbon_percent": (46.0, 48.0, 50.0),
        "waste.components.food.oxygen_percent": (39.0, 37.0, 35.0),
    },
    {
        "plant.steam.reheat_bar": (8.0, 12.0, 20.0),
        "plant.steam.reheat_c": (300.0, 350.0, 400.0),
    },
    {
        "climate.operating_margin_tco2_per_mwh": (0.7, 0.8, 0.9),
        "climate.build_margin_tco2_per_mwh": (0.3, 0.4, 0.5),
    },
)
# What waste is at the gate, whether or not a contract brings it.
WASTE_BY_YEAR = (
    "waste.moisture_by_year_percent",
    "waste.ash_by_year_percent",
    "waste.lhv_by_year_mj_per_kg",
)
SUMMED = ("_percent.", "ash", "carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine")


def flat(value):
    if isinstance(value, dict):
        return {key: flat(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return {str(index): flat(item) for index, item in enumerate(value)}
    return value


def bounds_of(path):
    field = field_at(StudyDefinition, path.split("."))
    return range_of(field) if field else None


def numeric_inputs() -> dict[str, float | None]:
    found = {}
    for path, value in leaves(flat(STUDY.definition.model_dump(by_alias=True))):
        if bounds_of(path) is None or not isinstance(value, (float, type(None))):
            continue
        if value is None and path in LEFT_OUT_WHOLE:
            continue
        if not path.startswith(("published.", *OTHER_COMPONENTS)):
            found[path] = value
    return found


def must_sum(path: str) -> bool:
    if path.endswith(("_margin_tco2_per_mwh", "steam.reheat_c")) or ".hedge" in path:
        return True
    if path.startswith(("waste.composition_percent.", "finance.spend_profile_percent.")):
        return True
    if path.startswith(("finance.refinancing.", "finance.later_investment.")):
        return True
    section, _, name = path.rpartition(".")
    dry = name.removesuffix("_percent") in SUMMED
    return dry and section.startswith("waste.components.")


def three_draws(path: str, value: float | None) -> tuple[float, ...]:
    if path in DRAWS:
        return DRAWS[path]
    bounds = bounds_of(path)
    assert value is not None, f"{path} is optional: name draws for it"
    if bounds.whole:
        draws = (value - 1, value, value + 2)
    elif value == 0:
        step = 1.0 if bounds.high is None else 0.02 * bounds.high
        draws = (0.0, step, 2 * step)
    else:
        draws = (0.95 * value, value, 1.05 * value)
    return tuple(float(one) for one in np.clip(draws, bounds.low, bounds.high))


INPUTS = {path: value for path, value in numeric_inputs().items() if not must_sum(path)}


def numbers(result) -> dict[str, np.ndarray]:
    return {label: np.asarray(value) for label, value in result._labelled()}


def assert_draws_equal_scalars(draws: dict[str, tuple[float, ...]], study: Study = STUDY) -> None:
    together = numbers(study.run(draws=draws))
    for index in range(len(next(iter(draws.values())))):
        alone = numbers(study.run(draws={path: [one[index]] for path, one in draws.items()}))
        assert together.keys() == alone.keys()
        for label, expected in alone.items():
            found, expected = together[label][index], expected[0]
            if np.ndim(found):
                # The horizon is that of the longest contract: beyond its own nothing happens.
                common = expected.size
                rest = found[common:]
                told_always = ("finance.calendar_year", "finance.operation_year", *WASTE_BY_YEAR)
                if label not in told_always:
                    assert np.all((rest == 0) | np.isnan(rest)), (label, rest)
                found = found[:common]
            # A millionth of a dollar: what rounding leaves where an account is empty.
            least = 1e-6 if label.endswith("_usd") else 0.0
            np.testing.assert_allclose(found, expected, rtol=1e-12, atol=least, err_msg=label)


@pytest.mark.parametrize("path", INPUTS)
def test_every_input_may_be_drawn(path):
    assert_draws_equal_scalars({path: three_draws(path, INPUTS[path])})


@pytest.mark.parametrize("draws", WHOLE_SETS, ids=lambda draws: next(iter(draws)))
def test_inputs_that_sum_are_drawn_together(draws):
    assert_draws_equal_scalars(draws)


def test_every_number_of_the_definition_is_among_the_draws():
    together = {path for draws in WHOLE_SETS for path in draws}
    assert len(INPUTS) > 100
    for path in numeric_inputs():
        alike = path.rpartition(".")[0] in {one.rpartition(".")[0] for one in together}
        assert path in INPUTS or path in together or alike


def test_one_draw_equals_the_base_case():
    base = numbers(STUDY.run())
    drawn = numbers(STUDY.run(draws={"plant.capacity_t_per_day": [800.0]}))
    for label, expected in base.items():
        np.testing.assert_allclose(drawn[label][0], expected, rtol=1e-12, err_msg=label)


SOME = sorted(INPUTS)
INSIDE = st.lists(st.floats(0, 1), min_size=4, max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    chosen=st.dictionaries(st.sampled_from(SOME), INSIDE, min_size=1, max_size=8),
    whole=st.sampled_from([{}, *WHOLE_SETS]),
    repayment=st.sampled_from(["annuity", "equal_principal", "sculpted"]),
)
def test_draws_of_many_inputs_equal_scalar_runs(chosen, whole, repayment):
    draws = {}
    for path, shares in chosen.items():
        low, high = (min(three_draws(path, INPUTS[path])), max(three_draws(path, INPUTS[path])))
        values = [low + share * (high - low) for share in shares]
        draws[path] = tuple(np.rint(values) if bounds_of(path).whole else np.round(values, 6))
    draws |= {path: (*values, values[0]) for path, values in whole.items()}
    data = STUDY.definition.model_dump(by_alias=True)
    data["finance"]["debt"]["repayment"] = repayment
    study = dataclasses.replace(STUDY, definition=StudyDefinition.model_validate(data))
    assert_draws_equal_scalars(draws, study)


def test_as_many_calls_for_200_draws_as_for_two():
    # The same two draws repeated: roots take the same steps, so that every function of the package
    # is called as often. A loop over draws would call something 100 times as often.
    def calls(draws: int) -> Counter[str]:
        study = STUDY.with_draws(
            {
                "plant.capacity_t_per_day": np.resize([700.0, 900.0], draws),
                "finance.debt.tenor_years": np.resize([10.0, 12.0], draws),
                "finance.contract_years": np.resize([20.0, 18.0], draws),
            }
        )
        counts: Counter[str] = Counter()

        def count(frame, event, _):
            if event == "call" and "wte_ppp" in frame.f_code.co_filename:
                counts[frame.f_code.co_qualname] += 1

        sys.setprofile(count)
        try:
            study.run()
        finally:
            sys.setprofile(None)
        return counts

    STUDY.run()
    few = calls(2)
    assert few["cash_flow"] > 0
    assert calls(200) == few
