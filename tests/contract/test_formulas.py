"""Worked mechanisms and published figures of contracts, with their arithmetic, and invariants.

Sources of the figures: East Sussex and Brighton & Hove, contract of 31 March 2003, Schedule 6;
WIDP payment mechanism guidance; Yonago, draft operation contract; Mohali cluster, annex 1; Permen
ESDM 10/2017; Perpres 109/2025; SoPC4 (2007), clause 21.3.2; National Audit Office on waste PFI;
Norfolk County Council, 7 April 2014. What is not published is ours, as marked.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.contract.formulas.damages import cap_reaches, capped, ratchet
from wte_ppp.contract.formulas.energy import (
    contracted_mwh,
    deemed_energy,
    energy_payment,
    shortfall_payment,
    trailing_mean,
)
from wte_ppp.contract.formulas.fees import (
    bonus,
    fixed_and_unit_fee,
    heating_value_payment,
    income_share,
    indexed,
    indexed_parts,
    ramp,
    yearly_charge,
)
from wte_ppp.contract.formulas.handback import handback
from wte_ppp.contract.formulas.termination import (
    conditions_unmet,
    equity_to_base_irr,
    equity_to_come,
    estimated_fair_value,
    force_majeure,
    operator_made_whole,
)
from wte_ppp.contract.formulas.tonnes import (
    band_price,
    banded_payment,
    diversion_deduction,
    mileage_deduction,
    minimum_tonnes,
    paid_between,
    substitute_payment,
    unused_tonnes,
)

LIMITS = (300e3, 360e3, 420e3, 480e3, 550e3)
PHASE_4 = (57.25, 45.94, 33.30, 33.04, 30.97)


def test_uk_yearly_charge() -> None:
    accepted, refused, others, gate_fee = 278e3, 7e3, 10e3, 50.0
    owed = minimum_tonnes(300e3, refused)
    assert owed == 293e3
    base = banded_payment(accepted, LIMITS, PHASE_4)
    assert base == pytest.approx(15_915_500)  # 278 000 x 57.25
    unused = unused_tonnes(owed, accepted, others) * band_price(accepted, LIMITS, PHASE_4)
    assert unused == pytest.approx(286_250)  # 5 000 x 57.25
    substitute = substitute_payment(57.25, gate_fee, others, np.nan)
    assert substitute == pytest.approx(72_500)  # 10 000 x 7.25; no excess, so no share is needed
    # = 293 000 x 57.25 - 10 000 x 50
    assert base + unused + substitute == pytest.approx(16_274_250)
    diverted = diversion_deduction(4e3 + refused, 8e3, 40.0, 1.5e3, 2e3, 40.0)
    assert diverted == pytest.approx(120_000)  # netted it would be 100 000
    shared = income_share(6.2e6, 5.5e6, 0.5)
    assert shared == pytest.approx(350_000)
    haulage = mileage_deduction(refused, 6.0)
    assert haulage == pytest.approx(42_000)
    charge = yearly_charge(
        {"base_payment": base, "unused_capacity": unused, "substitute_waste": substitute},
        {"diversion": diverted, "third_party": shared, "mileage": haulage},
    )
    assert charge == pytest.approx(15_762_250)
    assert indexed(57.25, 0.3, 1.12) == pytest.approx(59.311)


@pytest.mark.parametrize(
    ("tonnes", "paid", "mean"), [(400e3, 21_263_400, 53.16), (550e3, 26_079_700, 47.42)]
)
def test_east_sussex_bands(tonnes: float, paid: float, mean: float) -> None:
    # 300 000 x 57.25 + 60 000 x 45.94 + 40 000 x 33.30; and all five bands.
    found = banded_payment(tonnes, LIMITS, PHASE_4)
    assert found == pytest.approx(paid)
    assert round(float(found) / tonnes, 2) == mean


def test_tonnes_beyond_the_last_band_have_no_price() -> None:
    assert np.isnan(banded_payment(560e3, LIMITS, PHASE_4))
    assert np.isnan(band_price(550e3, LIMITS, PHASE_4))


def test_price_of_a_band_that_is_not_reached_may_be_unknown() -> None:
    assert banded_payment(100.0, (300.0, 400.0), (2.0, np.nan)) == 200.0
    assert np.isnan(banded_payment(350.0, (300.0, 400.0), (2.0, np.nan)))


@pytest.mark.parametrize(
    ("lhv", "added", "total"),
    [
        # Outside: 885.8 m + 70 m - 5 % of (800 m + 1 500 x 60 000).
        (12_000.0, 70e6, 911_300_000),
        (11_400.0, 70e6, 885_800_000),
        (12_000.0, 44.5e6, 885_800_000),
        (4_599.0, 70e6, 911_300_000),
        (11_510.0, 70e6, 885_800_000),  # the end is still inside
    ],
)
def test_japanese_fee_with_heating_value_band(lhv: float, added: float, total: float) -> None:
    fee = fixed_and_unit_fee(800e6, 1500.0, 57.2e3)
    planned = fixed_and_unit_fee(800e6, 1500.0, 60e3)
    paid = fee + heating_value_payment(lhv, 4600.0, 11_510.0, added, 0.05, planned)
    assert paid == pytest.approx(total)


def test_japanese_indices_by_part() -> None:
    parts = {"staff": 350e6, "utilities": 150e6, "repairs": 300e6}
    moved = indexed_parts(parts, {"staff": 1.02, "utilities": 1.05, "repairs": 1.0})
    assert sum(moved.values()) == pytest.approx(814.5e6)


def test_asian_power_and_waste() -> None:
    assert energy_payment(91e3, 200.0) == 18.2e6
    assert deemed_energy(4e3, 0.0, 200.0) == 800e3
    # Lost for want of waste: counts as delivered, article 19(6)c.
    assert shortfall_payment(94e3, 91e3 + 3e3, 70.0) == 0.0
    contracted = contracted_mwh(100.0, 8760.0, 0.8)
    assert contracted == 700_800
    assert shortfall_payment(contracted, 650e3, 70.0) == 3_556_000  # 50 800 x 70
    assured = 436.0
    assert paid_between(320.0, assured, 0.8, 1.2) - 320 == pytest.approx(28.8)
    assert 560 - paid_between(560.0, assured, 0.8, 1.2) == pytest.approx(36.8)
    assert paid_between(560.0, assured, 0.8, 1.2) == pytest.approx(523.2)  # published
    assert round(assured * 1.015**10, 1) == 506.0


def test_force_majeure_floors() -> None:
    # 80 + 6 + 0 + 2; then 80 + 2 + 0 = 82 is below 85, and 85 + 2.
    assert force_majeure(80, 15, 9, 5, 8, 85, 2) == 88
    assert force_majeure(80, 15, 13, 5, 8, 85, 2) == 87


def test_norfolk() -> None:
    assert conditions_unmet(30.0, 20.3, 1.6, 8.36) == pytest.approx(30.26)
    assert conditions_unmet(30.0, 20.3, 1.6, 11.84) == pytest.approx(33.74)


@pytest.mark.parametrize(("case", "fine"), [(7_512, 8), (8_853, 209), (9_898, 366)])
def test_landfill_fine_of_the_national_audit_office(case: float, fine: int) -> None:
    # Thousand tonnes above the target of 2013, at GBP 150.
    assert round(float(mileage_deduction((case - 7_460) * 1e3, 150.0)) / 1e6) == fine


def test_dublin_shares() -> None:
    # 320 000 t of put-or-pay in a plant of 550 000: the floor is paid, and is 58 %.
    floor = paid_between(0.0, 550e3, 320 / 550, np.inf)
    assert floor == pytest.approx(320e3)
    assert round(100 * float(floor) / 550e3) == 58
    assert round(100 * (550e3 - float(floor)) / 550e3) == 42


def test_equity_methods_differ() -> None:
    # 100 paid in at 10 %: after 11 a year for two years the return asks 121 - 12.1 - 11 = 97.9;
    # 11 and 111 still to come are worth 10 + 91.7355 = 101.7355.
    assert equity_to_base_irr([-100.0, 11.0, 11.0], 0.1) == pytest.approx(97.9)
    assert equity_to_come([11.0, 111.0], 0.1) == pytest.approx(10 + 111 / 1.21)
    assert operator_made_whole(80.0, 2.0, 97.9, 0.0) == pytest.approx(179.9)


def test_estimated_fair_value_may_be_owed() -> None:
    assert estimated_fair_value(np.array([100.0]), np.array([150.0]), 0.0, 5.0) == -55


def test_handback_beyond_the_retention_is_owed() -> None:
    found = handback(10.0, 0.1, 4.0)
    assert (found.cost, found.from_retention, found.given_back) == (11, 4, 0)
    assert found.owed == 7


def test_ramp_and_bonus() -> None:
    assert ramp((50.0,), 3).tolist() == [0.5, 1, 1]
    assert ramp((50.0, 60.0, 70.0), 2).tolist() == [0.5, 0.6]
    assert bonus(np.array([99.0, 101.0, 300.0]), 100.0, 2.0, 50.0).tolist() == [0, 2, 50]


def test_ratchet_starts_anew() -> None:
    failed = np.array([[True, True, False, True], [True, True, True, True]])
    assert ratchet(failed, 1, 0.5, 2.0).tolist() == [[1, 1.5, 1, 1], [1, 1.5, 2, 2]]


def test_mean_of_years() -> None:
    assert trailing_mean(np.array([[2.0, 4.0, 6.0]]), 2).tolist() == [[2, 3, 5]]


def test_cap_gap() -> None:
    # 5 % of 520 kWh/t, 300 000 t a year, 0.08 a kWh, annuity factor 9: 5.616 m of a price of 50 m.
    rate = 300e3 * 0.08 * 9
    assert rate * 26 == pytest.approx(5.616e6)
    assert not cap_reaches(rate, 520.0, 494.0, 0.10 * 50e6)
    assert cap_reaches(rate, 520.0, 494.0, 0.12 * 50e6)


MONEY = st.floats(0.0, 1e8)


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=6), MONEY, MONEY, MONEY)
def test_caps_hold(
    claims: list[tuple[float, float]], item: float, year: float, total: float
) -> None:
    first, second = (np.array(column) for column in zip(*claims, strict=True))
    found = capped({"first": first, "second": second}, {"first": item}, year, total)
    paid = found.paid["first"] + found.paid["second"]
    slack = 1e-6
    assert np.all(found.paid["first"] <= np.minimum(first, item) + slack)
    assert np.all(found.paid["second"] <= second + slack)
    assert np.all(paid <= year + slack)
    assert paid.sum() <= total + slack
    free = ~(found.by_item["first"] | found.by_year | found.in_total)
    assert np.allclose(paid[free], (first + second)[free])


@given(st.floats(0, 540e3), st.floats(0, 10e3))
def test_more_tonnes_are_never_paid_less(tonnes: float, more: float) -> None:
    low, high = (banded_payment(t, LIMITS, PHASE_4) for t in (tonnes, tonnes + more))
    assert high >= low


@given(MONEY, MONEY, MONEY, MONEY, MONEY, MONEY, MONEY)
def test_force_majeure_repays_lenders(
    base: float, junior: float, interest: float, shares: float, paid: float, revised: float,
    breakage: float,
) -> None:  # fmt: skip
    found = force_majeure(base, junior, interest, shares, paid, revised, breakage)
    assert found >= max(base, revised)
