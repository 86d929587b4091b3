"""Refinancing: by hand, at the same terms, with sweep, and the authority's share of the gain."""

from dataclasses import replace

import numpy as np
import pytest

from tests.finance.test_end_of_project import CASE
from wte_ppp.finance.accounts import accounts
from wte_ppp.finance.case import OwnersTerms, Reserves
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.metrics import npv
from wte_ppp.finance.refinancing import Refinancing

LENT = replace(CASE, debt=replace(CASE.debt, amount=60.0, tenor_years=4))
NAMES = ("cfads", "service", "tax", "equity", "debt_balance")


def balances(flow):
    books = accounts(flow)
    scale = 1e-9 * np.max(np.abs(books.assets))
    assert np.max(np.abs(books.imbalance)) < scale
    assert np.max(np.abs(books.cash_moved_less_change)) < scale
    assert books.senior_debt[..., -1] == pytest.approx(0, abs=scale)
    return books


def test_by_hand():
    """60 in fourths at 10 %; after year 2 the 30 left at 5 %, fee 1 %, break cost 2 %."""
    terms = Refinancing(2, 0.05, 4, "equal_principal", fee=0.01, break_cost=0.02)
    flow = cash_flow(replace(LENT, refinancing=terms), 0.0)
    assert flow.senior.interest == pytest.approx([0, 6, 4.5, 1.5, 0.75])
    assert flow.senior.principal == pytest.approx([0, 15, 15, 15, 15])
    assert flow.refinancing_cost == pytest.approx([0, 0, 0.9, 0, 0])
    # Depreciation (100 + 60 x 10 % / 2) / 5 = 20.6; 40 - 20.6 - interest - cost, of it 20 %.
    assert flow.tax == pytest.approx([0, 2.68, 2.8, 3.58, 3.73])
    # 40 - tax - interest - principal - cost; cover without the cost.
    assert flow.equity[1:] == pytest.approx([16.32, 16.8, 19.92, 20.52])
    assert flow.cover[1:] == pytest.approx([37.32 / 21, 37.2 / 19.5, 36.42 / 16.5, 36.27 / 15.75])
    assert balances(flow).refinancing_cost == pytest.approx([0, 0, 0.9, 0, 0])
    assert flow.not_refinanced is not None
    assert flow.not_refinanced.senior.interest == pytest.approx([0, 6, 4.5, 3, 1.5])


def test_more_debt_goes_to_the_owners():
    """30 are left after year 2, and 10 more are lent: 40 in halves at 10 %, fee 1 % of the 40."""
    terms = Refinancing(2, 0.1, 4, "equal_principal", fee=0.01, additional=10.0)
    flow = cash_flow(replace(LENT, refinancing=terms), 0.0)
    assert flow.senior.balance == pytest.approx([0, 45, 40, 20, 0])
    assert flow.senior.interest == pytest.approx([0, 6, 4.5, 4, 2])
    # (40 - 20.6 - 4.5 - 0.4) 20 % = 2.9; 40 - 2.9 - 19.5 - 0.4 + 10.
    assert flow.equity[2] == pytest.approx(27.2)
    assert balances(flow).senior_debt == pytest.approx([60, 45, 40, 20, 0])


@pytest.mark.parametrize("repayment", ["annuity", "equal_principal"])
@pytest.mark.parametrize(
    "others",
    [
        {},
        {"reserves": Reserves(dsra_months=6, interest_rate=0.02)},
        {"owners": OwnersTerms(1.2, 0.3), "reserves": Reserves(dsra_months=6)},
        {"owners": OwnersTerms(limit_dividends=True, loan_share=0.5, loan_rate=0.1)},
    ],
)
def test_at_the_same_terms_nothing_changes(project, repayment, others):
    case = project(repayment=repayment, grace_years=0, sizing="post_tax", **others)
    plain = cash_flow(case, 60.0)
    again = cash_flow(replace(case, refinancing=Refinancing(5, 0.07, 12, repayment)), 60.0)
    if np.any(case.owners.sweep):
        # A swept loan shortens; a new one of what is left has the tenor again.
        names, last = (*NAMES, "debt"), 7
    else:
        names, last = (*NAMES, "debt"), None
    for name in names:
        ours, theirs = (np.asarray(getattr(flow, name))[:last] for flow in (again, plain))
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-3), name
    balances(again)


def test_books_balance_in_every_draw_with_sweep_and_lock_up(project):
    terms = Refinancing(
        np.array([[2.0], [5.0], [8.0]]), np.array([[0.04], [0.05], [0.09]]), 14, "annuity",
        0.01, 0.02, np.array([[0.0], [5e6], [1e6]]), 0.5, 0.12,
    )  # fmt: skip
    case = project(
        refinancing=terms, owners=OwnersTerms(1.15, 0.4, True, 0.3, 0.1, 0.05, 0.1),
        reserves=Reserves(dsra_months=6, interest_rate=0.02), sizing="post_tax",
        repayment="sculpted", grace_years=0, contract_years=20,
    )  # fmt: skip
    flow = cash_flow(case, 60.0)
    assert np.max(np.abs(flow.uses_less_sources)) < 1e-3
    balances(flow)
    # Each draw is as it would be alone.
    for draw in range(3):
        one = replace(
            terms,
            operation_year=terms.operation_year[draw],
            interest_rate=terms.interest_rate[draw],
            additional=terms.additional[draw],
        )
        alone = cash_flow(replace(case, refinancing=one), 60.0)
        assert flow.equity[draw] == pytest.approx(alone.equity, rel=1e-9, abs=1e-3)


def test_the_authority_has_its_share_of_the_gain(project):
    terms = Refinancing(4, 0.04, 14, fee=0.01, gain_rate=0.11)
    alone = cash_flow(project(refinancing=terms), 60.0)
    half = cash_flow(project(refinancing=replace(terms, authority_share=0.5)), 60.0)
    years = alone.timeline.years_from_start
    without = alone.not_refinanced
    assert without is not None
    gain = npv(alone.equity - without.equity, 0.11, years)
    assert gain > 0
    assert npv(half.equity - without.equity, 0.11, years) == pytest.approx(gain / 2)
    assert np.all(half.gain_shared >= 0)
    balances(half)
    # Of a loss nothing is shared.
    dear = replace(terms, interest_rate=0.12, authority_share=0.5)
    assert np.all(cash_flow(project(refinancing=dear), 60.0).gain_shared == 0)
