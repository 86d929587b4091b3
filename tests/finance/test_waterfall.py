"""Reserves, sweep, lock-up, shareholder loan and dividends, by hand."""

import numpy as np
import pytest

from wte_ppp.finance.accounts import accounts
from wte_ppp.finance.case import OwnersTerms, Reserves
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.waterfall import maintenance_target

FLAT_TAX = TaxRules(0.25, 0.25, 0, 0, 0, 1, 5)
# Debt of 60 at 10 %, 15 a year: service 21, 19.5, 18, 16.5 from CFADS of 50.
SERVICE = np.array([21.0, 19.5, 18.0, 16.5])


def test_dsra_that_fills_from_cash_flow_is_topped_up_and_released(two_years_to_build):
    reserves = Reserves(dsra_months=12.0, dsra_at_close=False)
    flow = cash_flow(two_years_to_build(60.0, reserves=reserves), 0.0)
    # The next service: 19.5, 18, 16.5, 0.
    assert flow.distribution.dsra[2:] == pytest.approx([19.5, 18.0, 16.5, 0.0])
    assert flow.equity[2:] == pytest.approx(50 - SERVICE - [19.5, -1.5, -1.5, -16.5])


def test_a_shortfall_takes_the_dsra_before_the_owners(two_years_to_build):
    line = two_years_to_build().timeline
    revenue = 50.0 * line.within(1, 4)
    revenue[3] = 5.0  # second operation year: service 19.5 is short of 14.5
    case = two_years_to_build(60.0, reserves=Reserves(dsra_months=6.0), other_revenue=revenue)
    spread = cash_flow(case, 0.0).distribution
    # The account holds 9.75 before that year; its target falls to 9, which frees 0.75: short of
    # 13.75; the account's 9 are taken and 4.75 come from the owners.
    assert spread.support[3] == pytest.approx(4.75)
    assert spread.dsra[3] == pytest.approx(0.0, abs=1e-12)
    # The year after fills it again to half of 16.5.
    assert spread.dsra[4] == pytest.approx(8.25)
    assert spread.paid_out[4] == pytest.approx(50 - 18 - 8.25)


def test_maintenance_account_saves_evenly_and_pays_the_overhaul(two_years_to_build):
    line = two_years_to_build().timeline
    overhauls = np.array([0.0, 0.0, 0.0, 0.0, 30.0, 0.0])
    case = two_years_to_build(
        0.0,
        reserves=Reserves(maintenance_years=3.0, overhauls=overhauls),
        operating_cost=overhauls,
    )
    flow = cash_flow(case, 0.0)
    # 10 in each of the three years, the last in the year of the overhaul itself.
    assert flow.distribution.maintenance_account[2:] == pytest.approx([10, 20, 0, 0])
    # What is saved is not there for debt service; what the account pays of the overhaul is.
    assert flow.cfads[2:] == pytest.approx([50 - 10, 50 - 10, 50 - 30 + 20, 50])
    assert flow.equity[2:] == pytest.approx([40, 40, 40, 50])
    assert line.operation_year[4] == 3


def test_debt_is_not_sized_on_cash_that_is_saved_for_an_overhaul(two_years_to_build):
    overhauls = np.array([0.0, 0.0, 0.0, 0.0, 30.0, 0.0])
    case = two_years_to_build(
        np.inf,
        repayment="sculpted",
        capex=1000.0,
        reserves=Reserves(maintenance_years=3.0, overhauls=overhauls),
        operating_cost=overhauls,
    )
    flow = cash_flow(case, 0.0)
    # 40, 40, 40 and 50 at a DSCR of 1.25: 32, 32, 32, 40, at 10 %.
    serves = 32 / 1.1 + 32 / 1.1**2 + 32 / 1.1**3 + 40 / 1.1**4
    assert flow.debt.item() == pytest.approx(serves, rel=1e-12)
    assert flow.equity[2:] == pytest.approx([8, 8, 8, 10])


def test_two_overhauls_are_saved_for_side_by_side():
    # 40 in year 2 over two years (20 after year 1), 60 in year 3 over two years (30 after year 2).
    target = maintenance_target(Timeline(2025, 0, 3), np.array([0.0, 40.0, 60.0]), 2)
    assert target.tolist() == [20.0, 30.0, 0.0]


def test_sweep_prepays_from_the_last_instalment(two_years_to_build):
    case = two_years_to_build(60.0, owners=OwnersTerms(sweep=0.5))
    flow = cash_flow(case, 0.0)
    # Year 1: 50 - 21 = 29, half sweeps 14.5: 60 - 15 - 14.5 = 30.5. Year 2: 3.05 + 15, of 31.95
    # half: 15.5 are left to owe, all swept (15.975 would be more). Then nothing is owed.
    assert flow.distribution.swept[2:] == pytest.approx([14.5, 15.5, 0, 0])
    assert flow.senior.balance[2:] == pytest.approx([30.5, 0, 0, 0], abs=1e-9)
    assert flow.senior.interest[2:] == pytest.approx([6.0, 3.05, 0, 0], abs=1e-9)
    assert flow.equity[2:] == pytest.approx([14.5, 31.95 - 15.5, 50, 50])


def test_sweep_lowers_the_interest_that_is_deducted(two_years_to_build):
    case = two_years_to_build(60.0, owners=OwnersTerms(sweep=0.5), tax=FLAT_TAX)
    flow = cash_flow(case, 0.0)
    profit = flow.operating_cash_flow - flow.depreciation - flow.senior.interest
    assert flow.tax[2:] == pytest.approx(0.25 * profit[2:], rel=1e-9)


def test_lock_up_keeps_cash_until_the_test_is_passed(two_years_to_build):
    line = two_years_to_build().timeline
    revenue = 50.0 * line.within(1, 4)
    revenue[2] = 22.0  # DSCR 22 / 21 = 1.05
    case = two_years_to_build(60.0, owners=OwnersTerms(lockup_dscr=1.10), other_revenue=revenue)
    spread = cash_flow(case, 0.0).distribution
    assert spread.locked_up[2:].tolist() == [1, 0, 0, 0]
    assert spread.cash[2:] == pytest.approx([1.0, 0, 0, 0])
    assert spread.paid_out[2:] == pytest.approx([0, 50 - 19.5 + 1.0, 32, 33.5])


def test_lock_up_looks_at_twelve_months(two_years_to_build):
    line = Timeline(2025, 2, 4, operation_months=6)
    revenue = 25.0 * line.within(1, 4)
    # Half-years of 10 and 40 pay 10.5 and 10.125: 10 / 10.5 is short, 50 / 20.625 is not.
    revenue[2], revenue[3] = 40.0, 10.0
    case = two_years_to_build(
        60.0, line=line, owners=OwnersTerms(lockup_dscr=1.10), other_revenue=revenue
    )
    spread = cash_flow(case, 0.0).distribution
    assert np.sum(spread.locked_up) == 0
    # 15 and 5 in the first year: 15 / 10.5 passes, 20 / 20.625 does not; then 5 + 25 does.
    revenue[2], revenue[3] = 15.0, 5.0
    case = two_years_to_build(
        60.0, line=line, owners=OwnersTerms(lockup_dscr=1.10), other_revenue=revenue
    )
    assert cash_flow(case, 0.0).distribution.locked_up[2:].tolist() == [0, 1, 0, 0, 0, 0, 0, 0]


def test_no_lock_up_is_no_lock_up_where_cash_is_negative(two_years_to_build):
    line = two_years_to_build().timeline
    revenue = 50.0 * line.within(1, 4)
    revenue[3] = -5.0
    terms = {"reserves": Reserves(minimum_cash=1.0), "other_revenue": revenue}
    assert np.sum(cash_flow(two_years_to_build(60.0, **terms), 0.0).distribution.locked_up) == 0


def test_dividends_are_limited_to_retained_earnings_and_the_rest_comes_at_the_end(
    two_years_to_build,
):
    flow = cash_flow(two_years_to_build(60.0, owners=OwnersTerms(limit_dividends=True)), 0.0)
    # Written off (100 + 6) / 4 = 26.5; profit 50 - 26.5 - interest of 6, 4.5, 3, 1.5.
    profit = np.array([17.5, 19.0, 20.5, 22.0])
    cash = 50 - SERVICE  # 29, 30.5, 32, 33.5: more than profit in each year
    assert flow.distribution.paid_out[2:5] == pytest.approx(profit[:3])
    assert flow.distribution.cash[2:5] == pytest.approx(np.cumsum(cash - profit)[:3])
    assert flow.distribution.paid_out[5] == pytest.approx(33.5 + np.sum((cash - profit)[:3]))
    books = accounts(flow)
    assert books.retained_earnings[2:] == pytest.approx(np.zeros(4), abs=1e-9)
    assert books.owners_capital[5] == pytest.approx(0.0, abs=1e-9)


def test_no_more_capital_is_paid_back_than_was_paid_in(two_years_to_build):
    # Written off 53 in each of two years: profit -9, -7.5, 47, 48.5; cash 29, 30.5, 32, 33.5.
    terms = {"depreciation_years": 2, "owners": OwnersTerms(dividend_withholding=0.10)}
    flow = cash_flow(two_years_to_build(60.0, **terms), 0.0)
    # Capital of 46: 29, then 17; the rest are dividends, 13.5, 32, 33.5: in all the profit of 79.
    assert flow.distribution.withheld[2:] == pytest.approx([0.0, 1.35, 3.2, 3.35])
    books = accounts(flow)
    assert books.owners_capital[2:] == pytest.approx([17, 0, 0, 0], abs=1e-9)
    assert books.retained_earnings[2:] == pytest.approx([-9, -30, -15, 0], abs=1e-9)
    assert np.max(np.abs(books.imbalance)) < 1e-9


def test_shareholder_loan_avoids_the_dividend_trap(two_years_to_build):
    # Equity 46, all of it a loan at 10 %. Year 1: 50.6 owed, 29 paid; 21.6 left; year 2: 23.76,
    # all paid of 30.5; then dividends as far as there is profit.
    owners = OwnersTerms(limit_dividends=True, loan_share=1.0, loan_rate=0.10)
    spread = cash_flow(two_years_to_build(60.0, owners=owners), 0.0).distribution
    assert spread.loan_balance[1:5] == pytest.approx([46.0, 21.6, 0.0, 0.0], abs=1e-9)
    assert spread.loan_paid[2:4] == pytest.approx([29.0, 23.76])
    assert spread.loan_interest[2:4] == pytest.approx([4.6, 2.16])
    trapped = cash_flow(
        two_years_to_build(60.0, owners=OwnersTerms(limit_dividends=True)), 0.0
    ).distribution
    assert np.sum(spread.cash) < np.sum(trapped.cash)


def test_tax_is_withheld_from_dividends_and_from_interest(two_years_to_build):
    owners = OwnersTerms(loan_share=1.0, loan_rate=0.10, dividend_withholding=0.10,
                         interest_withholding=0.20)  # fmt: skip
    spread = cash_flow(two_years_to_build(60.0, owners=owners), 0.0).distribution
    # Year 1: all 29 go to the loan, 4.6 of it interest: 0.92 withheld.
    assert spread.withheld[2] == pytest.approx(0.92)
    # Year 3: 32, all within what was earned: 17.5 - 4.6 + 19 - 2.16 + 20.5 less 6.74 paid before.
    assert spread.withheld[4] == pytest.approx(0.1 * 32)


def test_accounts_earn_interest_that_is_taxed(two_years_to_build):
    reserves = Reserves(dsra_months=12.0, dsra_at_close=False, interest_rate=0.05)
    flow = cash_flow(two_years_to_build(60.0, reserves=reserves, tax=FLAT_TAX), 0.0)
    # On the balance a year before: 19.5, 18, 16.5.
    earned = np.array([0.0, 0.975, 0.9, 0.825])
    assert flow.distribution.account_interest[2:] == pytest.approx(earned)
    profit = 50 - flow.depreciation[2:] - np.array([6.0, 4.5, 3.0, 1.5]) + earned
    assert flow.tax[2:] == pytest.approx(0.25 * profit, rel=1e-9)


@pytest.mark.parametrize("sweep", [0.0, 0.4])
@pytest.mark.parametrize("limit", [False, True])
def test_draws_equal_scalars(two_years_to_build, sweep, limit):
    line = two_years_to_build().timeline
    revenue = np.array([[50.0], [24.0], [18.0], [90.0]]) * line.within(1, 4)
    rate = np.array([[0.1], [0.05], [0.12], [0.0]])
    lockup = np.array([[1.2], [0.0], [1.1], [1.3]])

    def run(revenue, rate, lockup):
        owners = OwnersTerms(lockup, sweep, limit, 0.5, 0.08, 0.05, 0.10)
        reserves = Reserves(6.0, True, 0.0, None, 0.01)
        case = two_years_to_build(
            40.0, interest_rate=rate, other_revenue=revenue, owners=owners, reserves=reserves,
            tax=FLAT_TAX,
        )  # fmt: skip
        return cash_flow(case, 0.0)

    together = run(revenue, rate, lockup)
    for draw in range(4):
        alone = run(revenue[draw], float(rate[draw, 0]), float(lockup[draw, 0]))
        np.testing.assert_allclose(together.equity[draw], alone.equity, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(
            together.distribution.cash[draw], alone.distribution.cash, rtol=1e-12, atol=1e-12
        )
