"""Interest that steps: a flat path is the plain rate; steps by hand."""

from dataclasses import replace

import numpy as np
import pytest

from wte_ppp.finance.accounts import accounts
from wte_ppp.finance.case import OwnersTerms, Reserves
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.metrics import life_cover
from wte_ppp.finance.stepped_interest import by_operation_year

SHAPES = ["annuity", "equal_principal", "sculpted"]
NAMES = ("cfads", "service", "tax", "equity", "debt", "equity_paid_in")


@pytest.mark.parametrize("repayment", SHAPES)
@pytest.mark.parametrize("capitalised", [False, True])
@pytest.mark.parametrize("sweep", [0.0, 0.4])
def test_a_flat_path_is_the_plain_rate(project, repayment, capitalised, sweep):
    terms = {
        "repayment": repayment, "capitalised_grace": capitalised, "grace_years": 2,
        "reserves": Reserves(dsra_months=6), "owners": OwnersTerms(1.1, sweep),
    }  # fmt: skip
    case = project(**terms)
    rates = by_operation_year(case.timeline, [np.array([[0.07]])])
    plain = cash_flow(case, 60.0)
    flat = cash_flow(replace(case, debt=replace(case.debt, rates=rates)), 60.0)
    for name in NAMES:
        wanted = np.asarray(getattr(plain, name))
        assert getattr(flat, name)[0] == pytest.approx(wanted, rel=1e-9, abs=1e-3), name


@pytest.mark.parametrize(
    ("repayment", "interest", "principal"),
    [
        # 10 % for two years, then 20 %, on 60 over four: A (1/1.1 + 1/1.21 + 1/1.452 + 1/1.7424)
        # = 60; the factors sum to 2.998163, A = 20.012251.
        ("annuity", [6.0, 4.59877, 6.11485, 3.33538], [14.01225, 15.41348, 13.8974, 16.67688]),
        ("equal_principal", [6.0, 4.5, 6.0, 3.0], [15.0] * 4),
    ],
)
def test_steps_by_hand(repayment, interest, principal):
    from tests.finance.test_end_of_project import CASE

    terms = replace(
        CASE.debt, amount=60.0, tenor_years=4, repayment=repayment,
        rates=by_operation_year(CASE.timeline, [0.1, 0.1, 0.2]),
    )  # fmt: skip
    flow = cash_flow(replace(CASE, debt=terms), 0.0)
    assert flow.senior.interest[1:] == pytest.approx(interest, abs=1e-5)
    assert flow.senior.principal[1:] == pytest.approx(principal, abs=1e-5)
    assert flow.senior.balance[-1] == pytest.approx(0, abs=1e-9)
    assert np.max(np.abs(accounts(flow).imbalance)) < 1e-9


def test_at_its_own_rates_the_service_is_worth_the_debt(project):
    rates = by_operation_year(project().timeline, [np.array([[0.05], [0.08]]), 0.06, 0.09])
    case = project(rates=rates, repayment="annuity")
    flow = cash_flow(case, 60.0)
    worth = life_cover(case.timeline, flow.senior.service, flow.senior.balance, flow.debt, rates)
    first = case.timeline.construction_columns
    assert worth[..., first : first + 12] == pytest.approx(np.ones((2, 12)))


def test_sculpted_debt_keeps_its_cover_over_the_steps(project):
    rates = by_operation_year(project().timeline, [0.05, 0.05, 0.08])
    case = project(rates=rates, repayment="sculpted", max_gearing=0.95, sizing="post_tax",
                   grace_years=0, grant_year=0)  # fmt: skip
    flow = cash_flow(case, 60.0)
    # The gearing caps the debt, so that the cover is above its target, and as constant.
    assert flow.cover[2:14] == pytest.approx(np.full(12, flow.cover[2]))
    assert flow.cover[2] >= 1.3
