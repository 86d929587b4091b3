"""What a mechanism makes of plain years, with the arithmetic beside."""

from pathlib import Path

import numpy as np
import pytest

from tests.contract.years import money, operation, waste
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.reading import contract_in, read_contract
from wte_ppp.contract.settlement.settle import city_loss, left_of_contract_cap, settle
from wte_ppp.documents import document_in

UK = read_contract(Path(__file__).parent / "mechanism_9a.yaml").definition
HEAD = "schema: wte_ppp/contract/1\nname: a\ncurrency: USD\nprice_year: 2030\n"
FLAT = "payment_mechanism: {base_payment: {bands: [{price_per_t: 10}]}}\n"


def of(text: str) -> ContractDefinition:
    return contract_in(document_in((HEAD + text).encode(), "contract.yaml")).definition


def test_uk_charge_of_section_9a() -> None:
    # 1 500 t of residues landfilled; 62 000 MWh at 100 are the income of 6.2 m.
    year = operation(
        accepted_t=278e3, refused_t=7e3, unprocessed_t=4e3, idle_t=50e3, energy_mwh=62e3,
        of=waste(landfilled_kg_per_t=1.5e6 / 274e3),
    )  # fmt: skip
    # Energy of the substitute waste is left out of the income here: none comes of 10 000 t.
    found = settle(UK, year, money(power=100.0 * 278 / 288))
    paid = found.payments.by_term
    assert float(paid["base_payment"][0, 0]) == pytest.approx(15_915_500)
    assert float(paid["substitute_waste"][0, 0]) == pytest.approx(72_500)
    assert float(paid["unused_capacity"][0, 0]) == pytest.approx(286_250)
    assert float(found.deductions["diversion_deduction"][0, 0]) == pytest.approx(120_000)
    assert float(found.income_share[0, 0]) == pytest.approx(350_000)
    assert float(found.deductions["mileage_deduction"][0, 0]) == pytest.approx(42_000)
    assert float(found.charge[0, 0]) == pytest.approx(15_762_250)


def test_japanese_fee() -> None:
    text = """payment_mechanism:
  fixed_and_unit_fee: {fixed_per_year: 800e6, unit_price_per_t: 1500, planned_t: 60000}
  heating_value_band:
    {low_mj_per_kg: 4.6, high_mj_per_kg: 11.51, own_part_percent: 5,
     added_cost_per_t_and_mj: RATE}
"""
    # 57 200 t at 0.49 MJ/kg above the band with an added cost of 70 m in all.
    contract = of(text.replace("RATE", str(70e6 / 57_200 / 0.49)))
    year = operation(accepted_t=57_200.0, of=waste(lhv_mj_per_kg=12.0))
    assert float(settle(contract, year, money()).charge[0, 0]) == pytest.approx(911_300_000)
    inside = operation(accepted_t=57_200.0, of=waste(lhv_mj_per_kg=11.4))
    assert float(settle(contract, inside, money()).charge[0, 0]) == pytest.approx(885_800_000)
    unknown = of(text.replace("\n     added_cost_per_t_and_mj: RATE", ""))
    assert float(settle(unknown, inside, money()).charge[0, 0]) == pytest.approx(885_800_000)
    assert np.isnan(settle(unknown, year, money()).charge).all()


def test_indonesian_power() -> None:
    contract = of(
        """payment_mechanism:
  energy_payment: {price_per_mwh: 200, paid_by: power_buyer, indexed: false}
  deemed_energy: {curtailed_percent: 4.210526315789473, free_mwh_per_year: 0, paid: false}
  energy_shortfall:
    {contracted_mw: 11.415525114155251, availability_factor_percent: 100, price_per_mwh: 70,
     lack_of_waste_excused: true}
"""
    )
    # Of 100 000 MWh 91 000 came, 4 000 were curtailed, 3 000 wanted waste, 2 000 the plant lost.
    year = operation(energy_mwh=95e3, idle_mwh=3e3)
    found = settle(contract, year, money(index=1.5))
    assert float(found.power_income[0, 0]) == pytest.approx(18.2e6)
    assert float(found.deductions["energy_shortfall"][0, 0]) == pytest.approx(140_000)  # 2 000 x 70
    # It goes to the buyer of the power, not to the city.
    assert float(found.received_by_city[0, 0]) == pytest.approx(0)
    assert float(found.operator_income[0, 0]) == pytest.approx(18.2e6 - 140_000)
    deemed = contract.model_copy(
        update={
            "payment_mechanism": contract.payment_mechanism.model_copy(
                update={
                    "deemed_energy": contract.payment_mechanism.deemed_energy.model_copy(
                        update={"paid": True}
                    )
                }
            )
        }
    )
    assert float(settle(deemed, year, money()).power_income[0, 0]) == pytest.approx(19.0e6)


def test_mohali_floor_and_ceiling() -> None:
    contract = of(
        """payment_mechanism:
  waste_put_or_pay:
    {assured_t_per_day: 436, growth_percent_per_year: 1.5, floor_percent: 80,
     ceiling_percent: 120, price_per_t: 1}
"""
    )
    short = settle(contract, operation(accepted_t=320.0 * 365), money())
    assert float(short.charge[0, 0]) / 365 == pytest.approx(348.8)
    much = settle(contract, operation(accepted_t=560.0 * 365), money())
    assert float(much.charge[0, 0]) / 365 == pytest.approx(523.2)
    # What the operator refused is not paid: 348.8 less 20.
    refused = operation(accepted_t=300.0 * 365, refused_t=20.0 * 365)
    assert float(settle(contract, refused, money()).charge[0, 0]) / 365 == pytest.approx(328.8)
    grown = settle(contract, operation(2, accepted_t=0.0), money(2))
    assert float(grown.charge[0, 1]) / 365 == pytest.approx(348.8 * 1.015)


def test_index_of_a_part() -> None:
    text = FLAT.replace("}]}}", "}]}, indexation: {indexed_percent: 30}}")
    paid = settle(of(text), operation(2), money(2, index=1.12)).charge
    assert paid[0].tolist() == pytest.approx([1e6, 1e6 * (0.7 + 0.3 * 1.12)])
    own = text.replace("indexed_percent: 30", "indexed_percent: 30, index_percent_per_year: 10")
    paid = settle(of(own), operation(2), money(2, index=1.12)).charge
    assert paid[0].tolist() == pytest.approx([1e6, 1.03e6])


def test_energy_and_hours_below_the_guarantee() -> None:
    contract = of(
        FLAT
        + """guarantees:
  net_energy_yearly: {guaranteed_kwh_per_t: 520, share_by_year_percent: [100, 99],
    price_per_mwh: 50, cap_percent: 5}
  availability: {guaranteed_h_per_year: 8500, rate_per_t: 4, period: year}
damages_caps:
  operation_year: {percent: 10}
"""
    )
    found = settle(contract, operation(2), money(2))
    # 52 000 - 50 000 = 2 000 MWh at 50 are 100 000, capped at 5 % of 1 m; then 1 480 MWh.
    assert found.damages.claimed["net_energy_yearly"][0].tolist() == pytest.approx([100e3, 74e3])
    # 8 500 - 8 400 = 100 h x 12.5 t/h x 4.
    assert found.damages.claimed["availability"][0].tolist() == pytest.approx([5e3, 5e3])
    assert found.received_by_city[0].tolist() == pytest.approx([55e3, 55e3])
    assert found.damages.by_item["net_energy_yearly"].tolist() == [[True, True]]


def test_hours_by_month_and_their_rise() -> None:
    text = """guarantees:
  availability: {guaranteed_h_per_year: 7300, rate_per_t: 1, period: month,
    repeat_after_months: 1, repeat_step_percent: 50, repeat_most_percent: 50}
"""
    # 20 h a day are guaranteed: 620 in January, 560 in February, 620 in March.
    hours = [610.0, 550.0, 610.0, *[700.0] * 9]
    found = settle(of(FLAT + text), operation(hours=hours), money())
    # 10 h x 12.5 t/h x 1, then 1.5 times twice.
    assert float(found.received_by_city[0, 0]) == pytest.approx(125 * (1 + 1.5 + 1.5))


def test_ramp_lowers_fee_and_guarantee() -> None:
    text = FLAT.replace("}]}}", "}]}, ramp: {fee_percent: [60], guarantee_percent: [90]}}")
    guarantee = "guarantees: {net_energy_yearly: {guaranteed_kwh_per_t: 520, price_per_mwh: 50}}"
    found = settle(of(text + guarantee), operation(2), money(2))
    assert found.paid_by_city[0].tolist() == pytest.approx([600e3, 1e6])
    assert found.received_by_city[0].tolist() == pytest.approx([0.0, 100e3])


def test_bonus_above_the_guarantee() -> None:
    text = FLAT.replace("}]}}", "}]}, bonus: {rate_per_mwh: 20, cap_percent: 3}}")
    guarantee = "guarantees: {net_energy_yearly: {guaranteed_kwh_per_t: 490, price_per_mwh: 50}}"
    # 1 000 MWh x 20; and 3 % of 1 m where 3 000 MWh would bring 60 000.
    found = settle(of(text + guarantee), operation(2, energy_mwh=[50e3, 52e3]), money(2))
    assert found.payments.by_term["bonus"][0].tolist() == pytest.approx([20e3, 30e3])


def test_residues_fuel_and_counts() -> None:
    contract = of(
        FLAT
        + """guarantees:
  bottom_ash_burnout: {guaranteed_percent: 1.5, rate_per_t_and_point: 2}
  fly_ash: {guaranteed_kg_per_t: 28, disposal_per_t: 100}
  auxiliary_fuel: {guaranteed_mj_per_t: 20, price_per_mj: 0.01}
  emission_margin: {allowed_per_year: 10, rate_each: 2000, expected_per_year: 12}
"""
    )
    year = operation(of=waste(fuel_mj_per_t=30.0), events={"emission_margin": 13.0})
    owed = settle(contract, year, money()).damages.paid
    assert {name: float(value[0, 0]) for name, value in owed.items()} == pytest.approx(
        {
            "bottom_ash_burnout": 0.5 * 20e3 * 2,  # points x t x rate
            "fly_ash": 2 * 100e3 / 1000 * 100,
            "auxiliary_fuel": 10 * 100e3 * 0.01,
            "emission_margin": 3 * 2000,
        }
    )


def test_city_is_not_whole_where_a_cap_binds() -> None:
    contract = of(
        FLAT
        + """guarantees:
  availability: {guaranteed_h_per_year: 8760, rate_per_t: 30, period: year, cap_percent: 10}
city_loss: {untreated_per_t: 35, haulage_per_t: 5, energy_value_per_mwh: 0}
"""
    )
    year = operation(refused_t=9_500.0, hours=8000 / 12)
    found = settle(contract, year, money())
    # 760 h x 12.5 x 30 = 285 000, capped at 100 000; the loss: 9 500 x (35 + 5 - 10) = 285 000.
    assert float(found.received_by_city[0, 0]) == pytest.approx(100e3)
    assert float(city_loss(contract, year, money(), found)[0, 0]) == pytest.approx(285e3)


def test_cap_of_the_contract_is_used_up() -> None:
    contract = of(
        FLAT
        + """guarantees: {net_energy_yearly: {guaranteed_kwh_per_t: 520, price_per_mwh: 50}}
damages_caps: {operation_total: {percent: 15}}
"""
    )
    found = settle(contract, operation(3), money(3))
    assert found.received_by_city[0].tolist() == pytest.approx([100e3, 50e3, 0.0])
    left = np.asarray(left_of_contract_cap(contract, found))
    assert left[0].tolist() == pytest.approx([150e3, 50e3, 0.0])


def test_unknown_rate_leaves_what_hangs_on_it_unknown() -> None:
    contract = of(FLAT + "guarantees: {net_energy_yearly: {guaranteed_kwh_per_t: 520}}")
    found = settle(contract, operation(), money())
    assert float(found.paid_by_city[0, 0]) == pytest.approx(1e6)
    assert np.isnan(found.received_by_city).all()
    met = of(FLAT + "guarantees: {net_energy_yearly: {guaranteed_kwh_per_t: 480}}")
    assert float(settle(met, operation(), money()).received_by_city[0, 0]) == 0.0


def test_a_mean_of_years_asks_of_the_ramp_what_was_promised_in_it() -> None:
    contract = of(
        "payment_mechanism: {base_payment: {bands: [{price_per_t: 10}]},"
        " ramp: {guarantee_percent: [70, 85]}}\n"
        "guarantees: {availability: {guaranteed_h_per_year: 8400, rate_per_t: 10, period: year,"
        " mean_of_years: 3}}"
    )
    # 70, 85 and 100 % of 8 400 h, as promised in each year: nothing is owed in any.
    hours = np.array([5880.0, 7140.0, 8400.0, 8400.0])[:, None] / 12 * np.ones(12)
    kept = settle(contract, operation(4, hours=hours), money(4))
    assert kept.received_by_city[0].tolist() == pytest.approx([0, 0, 0, 0])
    # 300 h short in the third year are 100 h of the mean of that year and the next: x 12.5 x 10.
    hours[2] -= 300 / 12
    missed = settle(contract, operation(4, hours=hours), money(4))
    assert missed.received_by_city[0].tolist() == pytest.approx([0, 0, 12_500, 12_500])


def test_operators_part_of_added_cost_follows_the_ramp_of_the_fee() -> None:
    contract = of(
        """payment_mechanism:
  fixed_and_unit_fee: {fixed_per_year: 1e6, unit_price_per_t: 10, planned_t: 100000}
  heating_value_band:
    {low_mj_per_kg: 5, high_mj_per_kg: 8, own_part_percent: 5, added_cost_per_t_and_mj: 1}
  ramp: {fee_percent: [50]}
"""
    )
    # Half of (1 m + 100 000 x 10) is 1 m, of which 5 % are 50 000; 100 000 t x 1 MJ/kg cost
    # 100 000.
    found = settle(contract, operation(2), money(2)).payments.by_term["heating_value_band"]
    # From the second year 5 % of 2 m are the whole 100 000.
    assert found[0].tolist() == pytest.approx([50e3, 0])
