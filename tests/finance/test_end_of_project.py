"""The end of the contract: salvage value, closure and what is saved for it."""

from dataclasses import replace

import numpy as np
import pytest

from wte_ppp.finance.accounts import accounts
from wte_ppp.finance.case import DebtTerms, ProjectCase, Reserves
from wte_ppp.finance.cash_flow import cash_flow, unlevered_tax
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline

LINE = Timeline(2025, 1, 4)
ENDS = np.array([0.0, 0.0, 0.0, 0.0, 1.0])
CASE = ProjectCase(
    timeline=LINE,
    paid_t=np.zeros(5),
    tipping_fee_index=np.ones(5),
    other_revenue=np.array([0.0, 50.0, 50.0, 50.0, 50.0]),
    operating_cost=np.array([0.0, 10.0, 10.0, 10.0, 10.0]),
    capex=100.0,
    spend_profile=np.array([1.0]),
    grant=0.0,
    grant_year=0,
    debt=DebtTerms(0.0, 0.7, 0.1, 0.0, 0.0, 2, 0, "equal_principal", 1.3, 0.1),
    tax=TaxRules(0.2, 0.2, 0, 0, 0, 1, 5),
    depreciation_years=5,
    land=7.0,
    contract_years=4,
)


def test_salvage_by_hand() -> None:
    """100 over 5 years: 20 are left after 4, and the land of 7."""
    flow = cash_flow(replace(CASE, salvage=40 * ENDS), 0.0)
    # (50 - 10 - 20) * 20 % = 4; in the last year (20 + 40 - 27) * 20 % = 6.6.
    assert flow.tax == pytest.approx([0, 4, 4, 4, 6.6])
    assert unlevered_tax(flow.case, flow) == pytest.approx(flow.tax)
    # Not in CFADS, but the owners': 40 - 6.6 + 40.
    assert flow.cfads == pytest.approx([0, 36, 36, 36, 33.4])
    assert flow.equity == pytest.approx([-107, 36, 36, 36, 73.4])
    assert flow.project_pre_tax == pytest.approx([-107, 40, 40, 40, 80])
    books = accounts(flow)
    assert books.gain_on_disposal == pytest.approx([0, 0, 0, 0, 13])
    assert books.fixed_assets == pytest.approx([107, 87, 67, 47, 0])
    assert books.imbalance == pytest.approx(np.zeros(5), abs=1e-12)
    assert books.cash_moved_less_change == pytest.approx(np.zeros(5), abs=1e-12)


def test_sold_for_less_than_its_book_value_there_is_no_loss() -> None:
    flow = cash_flow(replace(CASE, salvage=5 * ENDS), 0.0)
    # Proceeds of 5 against 27: 5 of them are set off, the rest stays in the books.
    assert flow.tax == pytest.approx([0, 4, 4, 4, 4])
    assert accounts(flow).fixed_assets[-1] == pytest.approx(22)


def test_nothing_paid_changes_nothing() -> None:
    plain, none = cash_flow(CASE, 0.0), cash_flow(replace(CASE, salvage=0 * ENDS), 0.0)
    for name in ("tax", "cfads", "equity", "project_pre_tax", "written_off"):
        assert np.array_equal(getattr(plain, name), getattr(none, name))


def test_closure_is_saved_for_in_the_last_years() -> None:
    """A closure of 30 saved over 3 years: 10 in each of the last three."""
    reserves = Reserves(closure=30 * ENDS, closure_years=3)
    cost = CASE.operating_cost + 30 * ENDS
    flow = cash_flow(replace(CASE, operating_cost=cost, reserves=reserves), 0.0)
    assert flow.from_maintenance == pytest.approx([0, 0, -10, -10, 20])
    # The cost is deducted when it is paid: 50 - 40 - 20 is a loss.
    assert flow.tax == pytest.approx([0, 4, 4, 4, 0])
    assert flow.cfads == pytest.approx([0, 36, 26, 26, 30])
    assert flow.distribution is not None
    assert flow.distribution.maintenance_account == pytest.approx([0, 0, 10, 20, 0])
    assert flow.equity == pytest.approx([-107, 36, 26, 26, 30])
    books = accounts(flow)
    assert books.imbalance == pytest.approx(np.zeros(5), abs=1e-12)


def test_closure_and_overhauls_are_saved_for_side_by_side() -> None:
    """An overhaul of 8 in year 2 saved over 2 years, the closure as above: 4; 4 + 10 - 8; ..."""
    overhauls = np.array([0.0, 0.0, 8.0, 0.0, 0.0])
    reserves = Reserves(
        maintenance_years=2, overhauls=overhauls, closure=30 * ENDS, closure_years=3
    )
    cost = CASE.operating_cost + 30 * ENDS + overhauls
    flow = cash_flow(replace(CASE, operating_cost=cost, reserves=reserves), 0.0)
    assert flow.distribution is not None
    assert flow.distribution.maintenance_account == pytest.approx([0, 4, 10, 20, 0])
    assert flow.from_maintenance == pytest.approx([0, -4, -6, -10, 20])


def test_with_debt_and_a_waterfall_the_books_balance() -> None:
    debt = DebtTerms(60.0, 0.7, 0.1, 0.01, 0.0, 4, 0, "annuity", 1.3, 0.1)
    reserves = Reserves(dsra_months=6, interest_rate=0.02, closure=30 * ENDS, closure_years=2)
    case = replace(
        CASE,
        debt=debt,
        reserves=reserves,
        operating_cost=CASE.operating_cost + 30 * ENDS,
        salvage=np.array([[0.0], [15.0], [60.0]]) * ENDS,
    )
    flow = cash_flow(case, 0.0)
    books = accounts(flow)
    assert np.max(np.abs(books.imbalance)) < 1e-9
    assert np.max(np.abs(books.cash_moved_less_change)) < 1e-9
    # Of the salvage the owners have what the tax leaves; the debt's cover counts the tax alone.
    more = flow.equity[1:] - flow.equity[:1]
    assert np.sum(more, axis=-1) == pytest.approx(
        np.array([15.0, 60.0]) - np.sum(flow.tax[1:] - flow.tax[:1], axis=-1)
    )
