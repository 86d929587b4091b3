"""Prices as contracts have them, by hand: schedule, premium, floor and cap, end of the contract."""

from typing import Any

import numpy as np
import pytest

from tests.print.random_studies import study_with
from wte_ppp.documents import DocumentError

TARIFF, FEE = "finance.power_tariff_usd_per_kwh", "finance.tipping_fee_usd_per_t"
POWER, WASTE = "finance.contract_prices.power_tariff.", "finance.contract_prices.tipping_fee."
# Flat nominal prices: what a year earns is quantity times price.
FLAT = {"finance.tipping_fee_indexed_percent": 0, "finance.power_tariff_indexed_percent": 0}
BUILDING = 2  # years


def run(changes: dict[str, Any]) -> Any:
    return study_with({**FLAT, **changes}).run()


def tariffs(result: Any) -> np.ndarray:
    """Mean price of power in each operation year, USD/kWh."""
    earned = np.asarray(result.finance.power_revenue_usd)[BUILDING:]
    return earned / np.asarray(result.plant.exported_mwh) / 1000


def fees(result: Any) -> np.ndarray:
    earned = np.asarray(result.finance.tipping_revenue_usd)[BUILDING:]
    return earned / np.asarray(result.waste.paid_t)


def test_m9_a_tariff_by_year_is_a_schedule_whose_last_price_goes_on():
    found = tariffs(run({TARIFF: [0.1, 0.1, 0.09]}))
    np.testing.assert_allclose(found, [0.1, 0.1, *[0.09] * 18], rtol=1e-12)


def test_a_list_of_one_price_is_that_price():
    listed, plain = run({TARIFF: [0.1], FEE: [50]}), run({TARIFF: 0.1, FEE: 50})
    assert listed.finance.equity_irr_percent == plain.finance.equity_irr_percent


def test_a_list_may_have_a_source_and_begin_with_nothing():
    stated = {"value": [0, 40, 50], "source": "contract", "note": "first year free"}
    result = run({FEE: stated})
    np.testing.assert_allclose(fees(result), [0, 40, *[50] * 18], rtol=1e-12)
    rows = {row.path: row for row in result.inputs}
    # The first price that is not zero stands for the list: 0, 100 and 125 % of 40.
    assert rows[FEE].value == 40
    assert rows[f"{WASTE}by_year_percent"].value == "0; 100; 125"
    assert str(rows[f"{WASTE}by_year_percent"].source) == "contract"


def test_a_schedule_moves_with_its_index():
    # 2.0 % a year from the price year 2024 on the whole fee; operation from 2028 on.
    result = run({FEE: [50, 60], "finance.tipping_fee_indexed_percent": 100})
    expected = np.array([50, *[60] * 19]) * 1.02 ** np.arange(4, 24)
    np.testing.assert_allclose(fees(result), expected, rtol=1e-12)


def test_a_price_follows_indices_of_its_own():
    # Japan's fixed part by its three parts (contract_2026, 9B): 350 m x 1.02 + 150 m x 1.05 + 300 m
    # x 1.00 = 814.5 m of 800 m. Here a year after the price year, of 50 USD/t, flat elsewhere.
    weights = {"staff": (350 / 8, 2), "utilities": (150 / 8, 5)}
    formula = {
        "finance.indexation.tipping_fee.indices": {
            name: {"weight_percent": weight, "growth_percent": growth}
            for name, (weight, growth) in weights.items()
        },
        "finance.price_year": 2027, FEE: 50,
    }  # fmt: skip
    result = run(formula)
    assert fees(result)[0] == pytest.approx(50 * 814.5 / 800, rel=1e-12)
    # Second year: 350 x 1.02^2 + 150 x 1.05^2 + 300 = 829.515.
    assert fees(result)[1] == pytest.approx(50 * 829.515 / 800, rel=1e-12)
    over = {"one": {"weight_percent": 60, "growth_percent": 1},
            "two": {"weight_percent": 50, "growth_percent": 1}}  # fmt: skip
    with pytest.raises(DocumentError, match="at most 100 %"):
        study_with({**FLAT, "finance.indexation.tipping_fee.indices": over})


def test_a_contract_of_half_years_has_its_years_prices():
    changes = {"finance.timing.operation_period": "half_year", FEE: [50, 60]}
    np.testing.assert_allclose(fees(run(changes)), [50, *[60] * 19], rtol=1e-12)


@pytest.mark.parametrize("prices", [[], ["x"], [0.1, True], [0.1, None], [[0.1]]])
def test_a_list_that_is_none_of_prices_is_refused(prices):
    with pytest.raises(DocumentError, match="a list of numbers, one for each operation year"):
        study_with({TARIFF: prices})


def test_a_price_out_of_range_and_a_schedule_given_twice_are_refused():
    with pytest.raises(DocumentError, match=r"power_tariff_usd_per_kwh\.1: got -0\.1"):
        study_with({TARIFF: [0.1, -0.1]})
    with pytest.raises(DocumentError, match="a list, beside by_year_percent"):
        study_with({TARIFF: [0.1, 0.09], f"{POWER}by_year_percent": [100, 90]})


def test_premium_of_the_first_years():
    # Thailand's: 0.02 on 0.08 USD/kWh for 8 years.
    terms = {f"{POWER}premium_usd_per_kwh": 0.02, f"{POWER}premium_years": 8}
    np.testing.assert_allclose(tariffs(run({TARIFF: 0.08, **terms})), [0.1] * 8 + [0.08] * 12)


def test_floor_and_cap_hold_the_price_itself():
    bounds = {f"{WASTE}floor_usd_per_t": 45, f"{WASTE}cap_usd_per_t": 55,
              f"{POWER}floor_usd_per_kwh": 0.07, f"{POWER}cap_usd_per_kwh": 0.09}  # fmt: skip
    result = run({FEE: [40, 50, 60], TARIFF: [0.06, 0.08, 0.1], **bounds})
    np.testing.assert_allclose(fees(result), [45, 50, *[55] * 18])
    np.testing.assert_allclose(tariffs(result), [0.07, 0.08, *[0.09] * 18])
    with pytest.raises(DocumentError, match="above the cap"):
        study_with({**bounds, f"{WASTE}cap_usd_per_t": 44})


def test_power_after_its_contract_earns_what_is_stated_or_is_not_stated():
    after = {f"{POWER}price_after_usd_per_kwh": 0.04, "finance.inflation_percent": 2}
    result = run({TARIFF: 0.1, f"{POWER}term_years": 15, **after})
    # In prices of 2024; year 16 is 2043.
    late = 0.04 * 1.02 ** np.arange(19, 24)
    np.testing.assert_allclose(tariffs(result), [*[0.1] * 15, *late], rtol=1e-12)
    unknown = run({TARIFF: 0.1, f"{POWER}term_years": 15})
    assert np.isnan(unknown.finance.equity_irr_percent)
    assert np.isnan(tariffs(unknown)).tolist() == [False] * 15 + [True] * 5
    named = {row.input for row in unknown.not_stated}
    assert f"{POWER}price_after_usd_per_kwh" in named


def test_the_fee_needed_is_that_of_the_first_year_with_the_others_in_proportion():
    schedule = {FEE: [40, 50, 60]}
    needed = run(schedule).finance.required_tipping_fee_usd_per_t
    at_it = run({FEE: [needed, needed * 1.25, needed * 1.5]}).finance
    met = at_it.owners.equity_npv_usd == pytest.approx(0, abs=1.0)
    assert met or at_it.minimum_dscr == pytest.approx(at_it.target_dscr, rel=1e-6)


def test_draws_of_a_price_move_its_whole_schedule():
    study = study_with({**FLAT, TARIFF: [0.1, 0.1, 0.09]})
    drawn = study.run(draws={TARIFF: [0.1, 0.12]})
    earned = np.asarray(drawn.finance.power_revenue_usd)[:, BUILDING:]
    found = earned / np.asarray(drawn.plant.exported_mwh) / 1000
    # 0.09 / 0.1 of 0.12 is 0.108.
    np.testing.assert_allclose(found[1], [0.12, 0.12, *[0.108] * 18], rtol=1e-12)
    third = study.run(draws={f"{POWER}by_year_percent.2": [90.0, 80.0]})
    earned = np.asarray(third.finance.power_revenue_usd)[1, BUILDING:]
    found = earned / np.broadcast_to(third.plant.exported_mwh, (2, 20))[1] / 1000
    np.testing.assert_allclose(found, [0.1, 0.1, *[0.08] * 18], rtol=1e-12)


def test_a_rule_that_binds_a_price_binds_every_year_of_its_list():
    # Indonesia 2025: 0.20 USD/kWh exactly, without escalation.
    place = {"country": "ID", "as_of": "2026-01-01", "location": "Bekasi"}
    with pytest.raises(DocumentError, match="power_tariff"):
        study_with({**place, TARIFF: [0.2, 0.2, 0.18]})
