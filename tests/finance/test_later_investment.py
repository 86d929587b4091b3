"""A later investment: by hand, how it is paid, and that none of it changes nothing."""

from dataclasses import replace

import numpy as np
import pytest

from tests.finance.test_end_of_project import CASE
from tests.finance.test_refinancing import balances
from wte_ppp.finance.case import OwnersTerms, Reserves
from wte_ppp.finance.cash_flow import cash_flow, unlevered_tax
from wte_ppp.finance.later_investment import LaterInvestment

# 50 in year 2, running from year 3 on, written off over the two years left.
SPENT = np.array([0.0, 0.0, 50.0, 0.0, 0.0])
NAMES = ("cfads", "service", "tax", "equity", "debt", "project_pre_tax", "written_off")


def test_from_cash_by_hand():
    flow = cash_flow(replace(CASE, later=LaterInvestment(SPENT, 3, 2)), 0.0)
    # 100 / 5 a year, and 25 more in years 3 and 4: losses of 5.
    assert flow.written_off == pytest.approx([0, 20, 20, 45, 45])
    assert flow.tax == pytest.approx([0, 4, 4, 0, 0])
    assert unlevered_tax(flow.case, flow) == pytest.approx(flow.tax)
    assert flow.cfads == pytest.approx([0, 36, -14, 40, 40])
    assert flow.equity == pytest.approx([-107, 36, -14, 40, 40])
    assert flow.project_pre_tax == pytest.approx([-107, 40, -10, 40, 40])
    assert flow.uses_less_sources == pytest.approx(np.zeros(5), abs=1e-12)
    books = balances(flow)
    assert books.fixed_assets == pytest.approx([107, 87, 117, 72, 27])
    assert books.investing_cash == pytest.approx([-107, 0, -50, 0, 0])


def test_by_a_loan_and_equity_by_hand():
    """Half by a loan at 10 % and a fee of 2 %, two fifths by the owners."""
    later = LaterInvestment(SPENT, 3, 2, 0.5, 0.4, 0.1, 0.02, 4, "equal_principal")
    flow = cash_flow(replace(CASE, later=later), 0.0)
    # Fee 0.5, and 10 % on half of the 25 drawn: 1.75 more to pay, from cash with the tenth left.
    assert flow.later_financing == pytest.approx([0, 0, 1.75, 0, 0])
    assert flow.later_from_cash == pytest.approx([0, 0, 6.75, 0, 0])
    assert flow.uses_less_sources == pytest.approx(np.zeros(5), abs=1e-12)
    # 25 in two halves: 12.5 with 2.5 and with 1.25 of interest.
    assert flow.service == pytest.approx([0, 0, 0, 15, 13.75])
    assert flow.written_off == pytest.approx([0, 20, 20, 45.875, 45.875])
    assert flow.cfads == pytest.approx([0, 36, 29.25, 40, 40])
    assert flow.equity == pytest.approx([-107, 36, 29.25 - 20, 25, 26.25])
    assert flow.cover[3:] == pytest.approx([40 / 15, 40 / 13.75])
    books = balances(flow)
    assert books.other_loans == pytest.approx([0, 0, 25, 12.5, 0])


def test_the_cash_part_is_saved_for():
    """10 in each of the two years, the year of the investment being the last."""
    later = LaterInvestment(SPENT, 3, 2, 0.6, 0.0, 0.0, 0.0, 4)
    reserves = Reserves(investment=later.from_cash(CASE.timeline), investment_years=2)
    flow = cash_flow(replace(CASE, later=later, reserves=reserves), 0.0)
    assert flow.distribution is not None
    assert flow.distribution.maintenance_account == pytest.approx([0, 10, 0, 0, 0])
    assert flow.cfads[:3] == pytest.approx([0, 26, 26])
    assert flow.equity[1:3] == pytest.approx([26, 26])
    balances(flow)


@pytest.mark.parametrize("repayment", ["annuity", "equal_principal", "sculpted"])
def test_an_investment_of_nothing_changes_nothing(project, repayment):
    case = project(
        repayment=repayment, owners=OwnersTerms(1.1, 0.2, True), reserves=Reserves(dsra_months=6)
    )
    none = LaterInvestment(0 * case.timeline.within(1, 1), 8, 10, 0.5, 0.2, 0.08, 0.01, 15)
    with_none, plain = cash_flow(replace(case, later=none), 60.0), cash_flow(case, 60.0)
    for name in NAMES:
        assert np.allclose(getattr(with_none, name), getattr(plain, name), rtol=1e-12, atol=1e-6)


def test_books_balance_in_every_draw(project):
    timeline = project().timeline
    cost = np.array([[8e6], [20e6], [1e6]]) * timeline.within(6, 7)
    later = LaterInvestment(
        cost, 8, 13, np.array([[0.0], [0.6], [0.3]]), np.array([[0.5], [0.2], [0.0]]), 0.08, 0.02,
        18, "annuity",
    )  # fmt: skip
    reserves = Reserves(
        dsra_months=6, interest_rate=0.02, investment=later.from_cash(timeline),
        investment_years=3,
    )  # fmt: skip
    case = project(
        later=later, reserves=reserves, owners=OwnersTerms(1.15, 0.4, True, 0.3, 0.1, 0.05, 0.1),
        sizing="post_tax", repayment="sculpted", contract_years=20,
        salvage=np.array(5e6 * timeline.at_end_of(20)),
    )  # fmt: skip
    flow = cash_flow(case, 70.0)
    assert np.max(np.abs(flow.uses_less_sources)) < 1e-3
    books = balances(flow)
    assert np.max(np.abs(books.other_loans[..., -1])) < 1e-3
    # The lenders count on the new loan's service when they size: the cover keeps its target.
    assert np.nanmin(flow.cover) > 1.3 - 1e-6
