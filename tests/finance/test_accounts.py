"""The statements: a case by hand, and a balance sheet that balances in every period of any case."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wte_ppp.finance.accounts import accounts
from wte_ppp.finance.case import Loan, OwnersTerms, Reserves, VatTerms
from wte_ppp.finance.cash_flow import cash_flow, tax_on
from wte_ppp.finance.depreciation import Depreciation
from wte_ppp.finance.timeline import Timeline

MONEY = 1e-2  # USD, of a project of 70 million


def check(flow, capex=70e6):
    books = accounts(flow)
    scale = 1e-10 * capex
    assert np.max(np.abs(books.imbalance)) <= MONEY + scale
    assert np.max(np.abs(books.cash_moved_less_change)) <= MONEY + scale
    assert np.max(np.abs(flow.uses_less_sources)) <= 1e-9 * capex
    assert np.min(books.cash) >= -1e-6
    assert np.min(books.reserve_accounts) >= -1e-6
    assert np.min(books.shareholder_loan) >= -1e-3
    return books


PERIODS = st.sampled_from([12, 6, 3])
CASES = {
    "fee": st.floats(0, 120),
    "building": st.sampled_from([12, 6, 3, 1]),
    "running": PERIODS,
    "month": st.sampled_from([1, 4, 7]),
    "fiscal": st.sampled_from([1, 4]),
    "repayment": st.sampled_from(["annuity", "equal_principal", "sculpted"]),
    "order": st.sampled_from(["pro_rata", "equity_first", "debt_first"]),
    "sizing": st.sampled_from(["pre_tax", "post_tax"]),
    "gearing": st.floats(0, 0.85),
    "grace": st.integers(0, 2),
    "capitalised": st.booleans(),
    "grant": st.sampled_from([0.0, 10e6]),
    "vgf": st.sampled_from([0.0, 8e6]),
    "loan": st.sampled_from([0.0, 15e6]),
    "vat": st.sampled_from([None, VatTerms(0.1, 1.0, 6, 0.06), VatTerms(0.1, 0.5, 18, 0.06)]),
    "dsra": st.sampled_from([0.0, 3.0, 6.0, 12.0]),
    "at_close": st.booleans(),
    "maintenance": st.sampled_from([0.0, 3.0]),
    "earns": st.sampled_from([0.0, 0.02]),
    "sweep": st.sampled_from([0.0, 0.5]),
    "lockup": st.sampled_from([0.0, 1.15]),
    "limit": st.booleans(),
    "share": st.sampled_from([0.0, 0.6]),
    "withheld": st.sampled_from([0.0, 0.1]),
    "days": st.sampled_from([0.0, 45.0, 100.0]),
    "land": st.sampled_from([0.0, 2e6]),
    "cash": st.sampled_from([0.0, 1e6]),
    "method": st.sampled_from(["straight_line", "declining_to_straight_line"]),
}


def make(project, **v):
    line = Timeline(
        2025, 2, 20, first_operation_month=v["month"], construction_months=v["building"],
        operation_months=v["running"], fiscal_year_start_month=v["fiscal"],
    )  # fmt: skip
    running = np.ones(20)
    overhauls = line.from_operation(np.where(np.arange(1, 21) % 5 == 0, 2e6, 0.0))
    spend = line.spread_construction(np.array([0.4, 0.6]))
    return project(
        timeline=line,
        paid_t=line.from_operation(150_000 * running),
        tipping_fee_index=1.02 ** np.maximum(line.operation_year, 0),
        other_revenue=line.from_operation(8e6 * running),
        operating_cost=line.from_operation(7e6 * running) + overhauls,
        spend_profile=spend,
        grant=v["grant"],
        construction_grants=v["vgf"] * spend,
        repayment=v["repayment"],
        max_gearing=v["gearing"],
        grace_years=v["grace"],
        capitalised_grace=v["capitalised"],
        sizing=v["sizing"],
        draw_order=v["order"],
        loans=(Loan(v["loan"], 0.02, 18, 3, 0.01, 0.002),) if v["loan"] else (),
        vat=v["vat"],
        reserves=Reserves(v["dsra"], v["at_close"], v["maintenance"], overhauls, v["earns"]),
        owners=OwnersTerms(
            v["lockup"], v["sweep"], v["limit"], v["share"], 0.1, v["withheld"], 0.1
        ),
        receivable_days=v["days"],
        payable_days=30.0,
        land=v["land"],
        opening_cash=v["cash"],
        depreciation=Depreciation(15, v["method"]),
    )


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(**CASES)
def test_the_balance_sheet_balances_in_every_period(project, fee, **given_values):
    case = make(project, **given_values)
    flow = cash_flow(case, fee)
    books = check(flow)
    # At the end nothing is owed, and what was earned and paid in has been paid out.
    last = (..., -1)
    owed = books.senior_debt[last] + books.other_loans[last] + books.bridges[last]
    assert owed == pytest.approx(0, abs=1.0)
    held = books.cash[last] + books.reserve_accounts[last] + books.working_capital[last]
    assert held == pytest.approx(0, abs=1e-3)


JUMPING = {
    "building": 12, "running": 12, "month": 7, "fiscal": 4, "repayment": "sculpted",
    "order": "pro_rata", "sizing": "post_tax", "gearing": 0.85, "grace": 0, "capitalised": False,
    "grant": 10e6, "vgf": 0.0, "loan": 0.0, "vat": None, "dsra": 3.0, "at_close": True,
    "maintenance": 3.0, "earns": 0.02, "sweep": 0.0, "lockup": 0.0, "limit": False, "share": 0.0,
    "withheld": 0.0, "days": 0.0, "land": 0.0, "cash": 0.0, "method": "declining_to_straight_line",
}  # fmt: skip


def test_a_holiday_that_jumps_with_the_debt_still_gives_books_that_balance(project):
    # Found by search: the debt moves the first year of profit, which moves the holiday and the tax.
    fees = np.array([[40.0], [79.0]])
    flow = cash_flow(make(project, **JUMPING), fees)
    assert flow.sizing_settled.tolist() == [[True], [False]]
    books = accounts(flow)
    assert np.max(np.abs(books.imbalance)) < 1e-3
    # The tax is that of the profit, whatever the debt was sized on.
    before_interest = flow.operating_cash_flow - flow.depreciation
    earned = flow.distribution.account_interest
    profit = before_interest - flow.senior.interest + earned - flow.bridge_interest
    assert flow.tax == pytest.approx(tax_on(flow.case, profit), abs=1e-2)
    # Its neighbour has the same figures beside it as alone.
    alone = cash_flow(make(project, **JUMPING), 40.0)
    assert np.array_equal(flow.equity[0], alone.equity)
