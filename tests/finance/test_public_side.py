"""Value for money, fiscal commitments, affordability: by hand."""

import numpy as np
import pytest

from wte_ppp.finance.fiscal import commitment
from wte_ppp.finance.value_for_money import PppCost, PublicDelivery, Risk, value_for_money

YEARS = np.array([0.0, 1.0, 2.0])


def public(capital=100.0, running=11.0):
    flow = np.array([0.0, 1.0, 1.0])
    return PublicDelivery(
        capital_cost=np.array([capital, 0.0, 0.0]),
        operating_cost=running * flow,
        revenue=5.5 * flow,
        neutrality=1.1 * flow,
    )


def test_value_for_money_by_hand_at_ten_percent():
    # PV of 1 in both years: 1/1.1 + 1/1.21 = 1.735537.
    factor = 1 / 1.1 + 1 / 1.21
    overrun = Risk(np.array([100.0, 0.0, 0.0]), 0.5, 0.3, 0.8)
    cost = PppCost(70 * np.array([0.0, 1.0, 1.0]), np.array([2.0, 0, 0]), np.array([0.0, 1, 1]))
    found = value_for_money(public(), cost, (overrun,), 0.10, YEARS)
    assert found.raw_psc[0] == pytest.approx(100 + 5.5 * factor)
    assert found.neutrality[0] == pytest.approx(1.1 * factor)
    assert found.transferred_risk[0] == pytest.approx(12.0)
    assert found.retained_risk[0] == pytest.approx(3.0)
    assert found.ppp[0] == pytest.approx(70 * factor + 3 + 2 + factor)
    psc = 115 + 6.6 * factor
    assert found.share[0] == pytest.approx((psc - 71 * factor - 5) / psc)


def test_more_risk_transferred_is_more_value():
    cost = PppCost(60 * np.array([0.0, 1.0, 1.0]), np.zeros(3), np.zeros(3))
    base = np.array([100.0, 0.0, 0.0])
    values = [
        value_for_money(public(), cost, (Risk(base, 0.5, 0.3, share),), 0.08, YEARS).value[0]
        for share in (0.0, 0.5, 1.0)
    ]
    # Half of an expected 15 moves from both sides to one: 7.5 a step.
    assert np.diff(values) == pytest.approx([7.5, 7.5])


def test_a_comparator_that_earns_has_no_share():
    free = PublicDelivery(np.zeros(3), np.zeros(3), np.ones(3), np.zeros(3))
    found = value_for_money(free, PppCost(np.ones(3), np.zeros(3), np.zeros(3)), (), 0.1, YEARS)
    assert np.isnan(found.share[0])


def test_commitment_over_draws():
    # 19 draws of 0 and one of 100: expected 5; 95 % lie at or below 0 by interpolation 5 of 100.
    payment = np.zeros((20, 2))
    payment[-1, 0] = 100.0
    found = commitment(payment)
    assert found.expected.tolist() == [5.0, 0.0]
    assert found.p95[0] == pytest.approx(5.0)
