"""What contracts pay beside one price, by hand: bands, capacity, shortfall, subsidy, sharing."""

from typing import Any

import numpy as np
import pytest

from tests.feasibility.test_contract_prices import BUILDING, FEE, POWER, TARIFF, WASTE, run
from tests.print.random_studies import study_with
from wte_ppp.documents import DocumentError

MONEY = "finance.contract_prices."
SHARE, SUBSIDY = f"{MONEY}revenue_share.", f"{MONEY}operating_subsidy."
GUARANTEE = "waste.guaranteed_t_per_day"


def of(result: Any, name: str) -> np.ndarray:
    """A line of the finance result in the operation years."""
    part, _, leaf = name.rpartition(".")
    section = getattr(result.finance, part) if part else result.finance
    return np.asarray(getattr(section, leaf))[BUILDING:]


def test_tonnes_above_a_bands_end_earn_its_fee():
    terms = {f"{WASTE}band_ends_t_per_year": [200e3, 250e3],
             f"{WASTE}band_prices_usd_per_t": [30, 10]}  # fmt: skip
    result = run({FEE: 50, **terms})
    tonnes = np.asarray(result.waste.paid_t)
    assert tonnes.max() > 250e3
    expected = (
        50 * np.minimum(tonnes, 200e3)
        + 30 * np.clip(tonnes - 200e3, 0, 50e3)
        + 10 * np.maximum(tonnes - 250e3, 0)
    )
    np.testing.assert_allclose(of(result, "tipping_revenue_usd"), expected, rtol=1e-12)


@pytest.mark.parametrize("name", ["block_ends_mwh_per_year", "block_ends_kwh_per_t"])
def test_energy_above_a_blocks_end_earns_its_price(name):
    ends = {"block_ends_mwh_per_year": [40e3, 60e3], "block_ends_kwh_per_t": [150, 250]}[name]
    prices = {f"{POWER}block_prices_usd_per_kwh": [0.06, 0.03], f"{POWER}{name}": ends}
    result = run({TARIFF: 0.1, **prices})
    sold, taken = np.asarray(result.plant.exported_mwh), result.plant.accepted_t
    low, high = (40e3, 60e3) if name == "block_ends_mwh_per_year" else (taken * 0.15, taken * 0.25)
    expected = 1000 * (
        0.1 * np.minimum(sold, low)
        + 0.06 * np.clip(sold - low, 0, high - low)
        + 0.03 * np.maximum(sold - high, 0)
    )
    np.testing.assert_allclose(of(result, "power_revenue_usd"), expected, rtol=1e-12)


def test_blocks_need_rising_ends_with_prices_and_no_limit_beside_them():
    for ends, prices in (([1e4], None), ([2e4, 1e4], [0.05, 0.04]), (None, [0.05])):
        terms = {f"{POWER}block_ends_mwh_per_year": ends,
                 f"{POWER}block_prices_usd_per_kwh": prices}  # fmt: skip
        with pytest.raises(DocumentError, match="block_ends_"):
            study_with({TARIFF: 0.1, **terms})
    terms = {f"{POWER}block_ends_mwh_per_year": [1e4], f"{POWER}block_prices_usd_per_kwh": [0.05]}
    limit = {"finance.power_limit": {"mwh_per_year": 2e4, "price_above_usd_per_kwh": 0.05}}
    with pytest.raises(DocumentError, match="power_limit as well"):
        study_with({TARIFF: 0.1, **terms, **limit})


def test_capacity_is_paid_for_the_hours_that_it_is_available():
    # 9 USD/kW/month on 15,000 kW: 1,620,000 USD a year at 8,000 of 8,760 h (91.3 %) or above it.
    capacity = {f"{MONEY}capacity.usd_per_kw_month": 9, f"{MONEY}capacity.contracted_kw": 15e3,
                "plant.availability_h_per_year": 7000,
                "plant.ramp_up_percent": [80]}  # fmt: skip
    target = {f"{MONEY}capacity.target_availability_percent": 100 * 8000 / 8760}
    result = run({TARIFF: 0.05, **capacity, **target, f"{POWER}term_years": 15,
                  f"{POWER}price_after_usd_per_kwh": 0.04})  # fmt: skip
    assert result.plant.available_hours[:2].tolist() == [5600, 7000]
    # 5,600 and 7,000 of 8,000 h; nothing after the term of the power contract.
    expected = [1_620_000 * 0.7, *[1_620_000 * 0.875] * 14, *[0.0] * 5]
    np.testing.assert_allclose(of(result, "capacity_revenue_usd"), expected, rtol=1e-12)
    always = run({TARIFF: 0.05, **capacity, f"{MONEY}capacity.target_availability_percent": 50})
    np.testing.assert_allclose(of(always, "capacity_revenue_usd"), 1_620_000, rtol=1e-12)
    at_net = run({TARIFF: 0.05, **capacity, **target, f"{MONEY}capacity.contracted_kw": None})
    net = 9 * 12 * 1000 * at_net.plant.net_mw
    np.testing.assert_allclose(of(at_net, "capacity_revenue_usd")[1], 0.875 * net, rtol=1e-12)


# 800 t/d come, 1,000 are guaranteed.
SHORT = {FEE: 50, GUARANTEE: 1000, "plant.capacity_t_per_day": 1000}


def test_waste_not_delivered_is_paid_at_its_price_by_its_payer():
    city = run(SHORT)
    missing = np.asarray(city.waste.not_delivered_t)
    assert np.all(missing > 0)
    np.testing.assert_allclose(of(city, "public.put_or_pay_usd"), 50 * missing, rtol=1e-9)
    np.testing.assert_allclose(of(city, "public.central_government_usd"), 0)
    terms = {f"{MONEY}shortfall.price_percent": 60,
             f"{MONEY}shortfall.paid_by": "central_government"}  # fmt: skip
    state = run({**SHORT, **terms, "finance.municipality.budget_usd_per_year": 1e8,
                 "finance.municipality.budget_growth_percent": 0})  # fmt: skip
    delivered = 50 * (np.asarray(state.waste.paid_t) - missing)
    fees = of(state, "tipping_revenue_usd")
    np.testing.assert_allclose(fees, delivered + 0.6 * 50 * missing, rtol=1e-12)
    np.testing.assert_allclose(of(state, "public.central_government_usd"), 30 * missing, rtol=1e-9)
    np.testing.assert_allclose(of(state, "public.municipality_usd"), delivered, rtol=1e-9)
    # The city's budget bears the city's part: of 100 million, in per cent.
    np.testing.assert_allclose(of(state, "public.share_of_budget_percent"), delivered / 1e6)
    np.testing.assert_allclose(of(state, "public.payment_usd"), fees)


def test_waste_not_delivered_is_made_up_within_its_years():
    # Received 600 t/d, growing by 10 % a year; 700 guaranteed: 100 and 40 t/d short, then above.
    growing = {FEE: 50, GUARANTEE: 700, "waste.received_t_per_day": 600,
               "waste.growth_percent_per_year": 10, "plant.capacity_t_per_day": 800,
               "plant.ramp_up_percent": []}  # fmt: skip
    plain, made = run(growing), run({**growing, "waste.make_up_years": 2})
    short = np.asarray(plain.waste.not_delivered_t)[:2]
    np.testing.assert_allclose(short, [100 * 365, 40 * 365], rtol=1e-9)
    # Year 3: 726, and what the plant refuses of it lowers the guarantee too: 26 t/d to spare, for
    # the 100 of year 1. Year 4: 798.6, and year 1 is too old: the 40 of year 2 are made up.
    free = np.asarray(made.waste.made_up_t)
    np.testing.assert_allclose(free[:2], 0)
    np.testing.assert_allclose(free[2:4], [26 * 365, 40 * 365], rtol=1e-9)
    np.testing.assert_allclose(free[4:], 0)
    lost = of(plain, "tipping_revenue_usd") - of(made, "tipping_revenue_usd")
    np.testing.assert_allclose(lost, 50 * free, atol=1e-6)


def test_a_subsidy_to_the_municipality_pays_part_of_its_fee():
    # Indonesia's support of waste fees went to the city: 20 of 50 USD/t, for 10 years.
    terms = {f"{SUBSIDY}usd_per_t": 20, f"{SUBSIDY}years": 10}
    plain, result = run({FEE: 50}), run({FEE: 50, **terms})
    assert result.finance.equity_irr_percent == plain.finance.equity_irr_percent
    tonnes = np.asarray(result.waste.paid_t)
    central = 20 * tonnes * (np.arange(1, 21) <= 10)
    np.testing.assert_allclose(of(result, "public.central_government_usd"), central, rtol=1e-12)
    np.testing.assert_allclose(of(result, "public.municipality_usd"), 50 * tonnes - central)
    np.testing.assert_allclose(of(result, "public.payment_usd"), 50 * tonnes)
    # Never more than the fee.
    much = run({FEE: 50, f"{SUBSIDY}usd_per_t": 80})
    np.testing.assert_allclose(of(much, "public.municipality_usd"), 0, atol=1e-6)


def test_a_subsidy_to_the_project_is_revenue_and_a_public_payment():
    terms = {f"{SUBSIDY}usd_per_t": 20, f"{SUBSIDY}paid_to": "project"}
    vfm = {"finance.value_for_money": {"discount_rate_percent": 6.0}}
    plain, result = run({FEE: 50, **vfm}), run({FEE: 50, **terms, **vfm})
    tonnes = np.asarray(result.waste.paid_t)
    np.testing.assert_allclose(of(result, "subsidy_revenue_usd"), 20 * tonnes, rtol=1e-12)
    np.testing.assert_allclose(of(result, "public.municipality_usd"), 50 * tonnes, rtol=1e-12)
    np.testing.assert_allclose(of(result, "public.payment_usd"), 70 * tonnes, rtol=1e-12)
    # 20 USD/t more from the public is 20 USD/t less of fee needed; at 70 both are the same.
    needed = [one.finance.required_tipping_fee_usd_per_t for one in (plain, result)]
    assert needed[0] - needed[1] == pytest.approx(20, rel=1e-6)
    as_fee = run({FEE: 70, **vfm}).finance
    assert result.finance.equity_irr_percent == pytest.approx(as_fee.equity_irr_percent)
    assert result.finance.value_for_money.payments_usd == pytest.approx(
        as_fee.value_for_money.payments_usd
    )
    assert result.finance.value_for_money.raw_psc_usd == pytest.approx(
        plain.finance.value_for_money.raw_psc_usd
    )


def test_revenue_beside_the_plan_is_shared_at_the_end_of_its_year():
    plan = [10e6, 20e6, 40e6]
    terms = {f"{SHARE}planned_revenue_usd_per_year": plan, f"{SHARE}above_percent": 125,
             f"{SHARE}below_percent": 75}  # fmt: skip
    result = run({FEE: 50, TARIFF: 0.1, **terms})
    lines = ("tipping", "power", "carbon", "metals", "heat")
    earned = sum(of(result, f"{name}_revenue_usd") for name in lines)
    planned = np.array([*plan, *[40e6] * 17])
    expected = 0.5 * np.maximum(0.75 * planned - earned, 0) - 0.5 * np.maximum(
        earned - 1.25 * planned, 0
    )
    assert expected[0] < 0 < expected[3]
    shared = of(result, "shared_revenue_usd")
    np.testing.assert_allclose(shared, expected, rtol=1e-9, atol=1e-3)
    np.testing.assert_allclose(of(result, "accounts.revenue_usd"), earned + shared, rtol=1e-12)
    fees = of(result, "tipping_revenue_usd")
    np.testing.assert_allclose(of(result, "public.payment_usd"), fees + shared, rtol=1e-12)
    by_halves = run({FEE: 50, TARIFF: 0.1, **terms, "finance.timing.operation_period": "half_year"})
    np.testing.assert_allclose(of(by_halves, "shared_revenue_usd"), expected, rtol=1e-9)
    assert by_halves.finance.periods.revenue_usd.sum() == pytest.approx((earned + shared).sum())


def test_the_plan_moves_with_the_fee_that_is_looked_for():
    # On plan at 50 USD/t nothing is shared, and the fee needed is that without sharing.
    plain = run({FEE: 50, TARIFF: 0.1})
    on_plan = of(plain, "accounts.revenue_usd").tolist()
    terms = {f"{SHARE}planned_revenue_usd_per_year": on_plan, f"{SHARE}above_percent": 110,
             f"{SHARE}below_percent": 90}  # fmt: skip
    result = run({FEE: 50, TARIFF: 0.1, **terms})
    np.testing.assert_allclose(of(result, "shared_revenue_usd"), 0)
    assert result.finance.required_tipping_fee_usd_per_t == pytest.approx(
        plain.finance.required_tipping_fee_usd_per_t, rel=1e-6
    )
    # In draws the plan stays: at twice the tariff, half of what is above 110 % goes to the public.
    drawn = study_with({
        FEE: 50, **terms, "finance.tipping_fee_indexed_percent": 0,
        "finance.power_tariff_indexed_percent": 0, TARIFF: 0.1,
    }).run(draws={TARIFF: [0.2]}).finance  # fmt: skip
    doubled = np.array(on_plan) + of(plain, "power_revenue_usd")
    expected = -0.5 * np.maximum(doubled - 1.1 * np.array(on_plan), 0)
    found = np.asarray(drawn.shared_revenue_usd)[0, BUILDING:]
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_the_band_comes_from_the_law_or_is_not_stated():
    plan = {FEE: 50, f"{SHARE}planned_revenue_usd_per_year": [20e6]}
    band = (f"{SHARE}above_percent", f"{SHARE}below_percent")
    # Viet Nam, Law 64/2020, article 82, until mid 2025: half beyond 125 and 75 %.
    inputs = {row.path: row.value for row in run(plan).inputs}
    assert [inputs[path] for path in band] == [125, 75]
    # Since Law 90/2025: 110 to 125 % and 75 to 90 %, whose low ends are the cautious ones.
    law = {row.input: row.value for row in run({**plan, "as_of": "2026-01-01"}).cautious}
    assert [law[path] for path in band] == [110, 75]
    result = run({**plan, "country": "LK", TARIFF: 0.1})
    named = {row.input for row in result.not_stated}
    assert set(band) <= named
    assert np.isnan(result.finance.equity_irr_percent)


def test_what_contracts_pay_is_the_same_in_books_of_another_money():
    # Books in VND, by parity at 5 % against 2 %: told in USD again, every payment is what it was.
    terms = {
        FEE: 50, f"{WASTE}band_ends_t_per_year": [150e3], f"{WASTE}band_prices_usd_per_t": [20],
        f"{WASTE}cap_usd_per_t": 48, f"{SUBSIDY}usd_per_t": 10, f"{SUBSIDY}paid_to": "project",
        GUARANTEE: 900, f"{MONEY}shortfall.paid_by": "central_government",
        f"{SHARE}planned_revenue_usd_per_year": [15e6], f"{SHARE}above_percent": 110,
        f"{SHARE}below_percent": 90, f"{MONEY}capacity.usd_per_kw_month": 4,
    }  # fmt: skip
    rates = {"VND": {"rate": 0.00004, "inflation_percent": 5.0}}
    dollars = run(terms)
    dong = run({**terms, "finance.money": {"books": "VND", "rates": rates}})
    for name in (
        "tipping_revenue_usd", "shared_revenue_usd", "subsidy_revenue_usd", "capacity_revenue_usd",
        "public.central_government_usd", "public.municipality_usd", "public.payment_usd",
    ):  # fmt: skip
        np.testing.assert_allclose(of(dong, name), of(dollars, name), rtol=1e-12, err_msg=name)
    assert dong.finance.equity_irr_percent != dollars.finance.equity_irr_percent


def test_a_list_of_prices_may_be_in_another_money():
    # 2,500 and 2,300 VND/kWh at 0.00004 USD: 0.1 and 0.092 USD/kWh.
    listed = {"finance.power_tariff_vnd_per_kwh": [2500, 2300]}
    result = run({**listed, "finance.money": {"rates": {"VND": {"rate": 0.00004}}}})
    earned = of(result, "power_revenue_usd") / np.asarray(result.plant.exported_mwh) / 1000
    np.testing.assert_allclose(earned, [0.1, *[0.092] * 19], rtol=1e-12)
