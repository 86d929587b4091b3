"""Repayment shapes: each repays the debt, and each keeps what it promises."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wte_ppp.finance.debt import (
    annuity_principal,
    annuity_service,
    equal_principal,
    schedule,
    sculpted_balance,
    sculpted_service,
)
from wte_ppp.finance.timeline import Timeline

LINE = Timeline(first_operation_year=2025, construction_years=2, operation_years=25)
TERMS = {
    "debt": st.floats(0.0, 1e10),
    "rate": st.one_of(st.just(0.0), st.floats(1e-4, 0.40)),
    "tenor": st.integers(1, 25),
    "grace": st.integers(0, 10),
}


def test_annuity_by_hand():
    # 1000 at 10 % in 3 payments: 1000 * 0.1 / (1 - 1 / 1.331) = 133.1 / 0.331 = 402.1148
    assert annuity_service(1000.0, 0.10, 3) == pytest.approx(133.1 / 0.331, rel=1e-13)


def test_annuity_without_interest_is_an_equal_part():
    assert annuity_service(1000.0, 0.0, 4) == 250.0


@given(st.floats(1e-6, 1e-5), st.integers(1, 40))
def test_annuity_is_continuous_towards_zero_interest(rate, years):
    # A = D/n (1 + r (n + 1) / 2 + O(r^2 n^2))
    first_order = (1 + rate * (years + 1) / 2) / years
    assert annuity_service(1.0, rate, years) == pytest.approx(first_order, rel=1e-7)


@given(**TERMS)
def test_annuity_repays_the_debt_with_level_payments(debt, rate, tenor, grace):
    assume(grace < tenor)
    principal = annuity_principal(LINE, debt, rate, tenor, grace)
    plan = schedule(LINE, debt, rate, principal, tenor)
    assert principal.sum() == pytest.approx(debt, rel=1e-10)
    repaying = LINE.within(grace + 1, tenor) > 0
    level = annuity_service(debt, rate, tenor - grace)
    assert plan.service[repaying] == pytest.approx(level, rel=1e-9)
    resting = LINE.within(1, grace) > 0
    np.testing.assert_allclose(plan.service[resting], debt * rate, rtol=1e-12)


@given(**TERMS)
def test_equal_principal_repays_the_debt_in_equal_parts(debt, rate, tenor, grace):
    assume(grace < tenor)
    principal = equal_principal(LINE, debt, tenor, grace)
    plan = schedule(LINE, debt, rate, principal, tenor)
    assert principal.sum() == pytest.approx(debt, rel=1e-12)
    assert set(principal.tolist()) <= {0.0, debt / (tenor - grace)}
    assert np.all(plan.balance >= -1e-6 * debt)
    after = LINE.operation_year >= tenor
    assert np.all(plan.balance[after] == 0)
    assert np.all(plan.interest[LINE.operation_year > tenor] == 0)


@given(
    cfads=st.lists(st.floats(-1e8, 1e9), min_size=25, max_size=25),
    dscr=st.floats(1.01, 5.0),
    rate=TERMS["rate"],
    tenor=TERMS["tenor"],
    grace=TERMS["grace"],
)
def test_sculpted_debt_is_repaid_by_its_service(cfads, dscr, rate, tenor, grace):
    assume(grace < tenor)
    flow = LINE.from_operation(np.array(cfads))
    service = sculpted_service(LINE, flow, dscr, tenor, grace)
    capacity = float(sculpted_balance(LINE, service, rate, grace)[0][0])
    # Roll the balance forward in plain Python from the end of the grace period.
    balance = capacity
    for year, paid in zip(LINE.operation_year, service, strict=True):
        if year > grace:
            balance = balance * (1 + rate) - paid
    growth = (1 + rate) ** (25 - grace)
    assert balance == pytest.approx(0.0, abs=1e-12 * max(capacity, 1.0) * growth)
    assert np.all(service >= 0)


def test_tenor_of_one_year_is_one_payment():
    for principal in (annuity_principal(LINE, 50.0, 0.1, 1, 0), equal_principal(LINE, 50.0, 1, 0)):
        plan = schedule(LINE, 50.0, 0.1, principal, 1)
        # 50 and one year's interest of 5, in the third column after two years of construction
        assert plan.service[:4] == pytest.approx([0.0, 0.0, 55.0, 0.0])
        assert np.all(plan.balance == 0)


def test_schedule_by_hand_with_grace():
    # 300 at 10 %: interest 30 in the grace year, then 150 + 30, then 150 + 15.
    line = Timeline(2025, 1, 4)
    plan = schedule(line, 300.0, 0.10, equal_principal(line, 300.0, 3, 1), 3)
    assert plan.interest == pytest.approx([0, 30, 30, 15, 0])
    assert plan.principal == pytest.approx([0, 0, 150, 150, 0])
    assert plan.balance == pytest.approx([0, 300, 150, 0, 0])
    assert plan.service == pytest.approx([0, 30, 180, 165, 0])


def test_draws_equal_scalars():
    debt = np.array([[100.0], [0.0], [70.0]])
    rate = np.array([[0.0], [0.1], [0.07]])
    tenor = np.array([[10.0], [25.0], [1.0]])
    grace = np.array([[2.0], [0.0], [0.0]])
    principal = annuity_principal(LINE, debt, rate, tenor, grace)
    plan = schedule(LINE, debt, rate, principal, tenor)
    cfads = LINE.from_operation(np.linspace(5, 50, 25) * np.array([[1.0], [-1.0], [2.0]]))
    service = sculpted_service(LINE, cfads, 1.3, tenor, grace)
    capacity = sculpted_balance(LINE, service, rate, grace)[0]
    for draw in range(3):
        one = [float(x[draw, 0]) for x in (debt, rate, tenor, grace)]
        one_plan = schedule(LINE, one[0], one[1], annuity_principal(LINE, *one), one[2])
        np.testing.assert_allclose(plan.service[draw], one_plan.service, rtol=1e-12)
        np.testing.assert_allclose(plan.balance[draw], one_plan.balance, rtol=1e-12)
        one_service = sculpted_service(LINE, cfads[draw], 1.3, one[2], one[3])
        one_capacity = sculpted_balance(LINE, one_service, one[1], one[3])[0]
        np.testing.assert_allclose(capacity[draw], one_capacity, rtol=1e-12)
