"""Loans in other monies than the books: cases by hand, and balances in any case and two monies."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wte_ppp.finance.accounts import accounts
from wte_ppp.finance.case import Loan, OwnersTerms, Reserves, VatTerms
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.exchange_rates import RateTerms, as_drawn, off_parity, rate_index
from wte_ppp.finance.told import told, told_accounts


def test_parity_drift_and_devaluation():
    # 8 % against 2 % for three years, 1 % a year weaker: (1.02 / (1.08 x 1.01))^3; less a fifth.
    terms = RateTerms(0.08, 0.02, 0.01, devaluation=0.2, devalued_after=3)
    years = np.array([2.0, 3.0])
    expected = [(1.02 / 1.0908) ** 2, (1.02 / 1.0908) ** 3 * 0.8]
    assert rate_index(terms, years) == pytest.approx(expected, rel=1e-14)
    # A path that halves in a year where parity keeps 0.95 is off by 0.5 / 0.95 - 1.
    stated = RateTerms(own_inflation=-0.05, path=np.array([1.0, 0.5]))
    assert off_parity(stated) == pytest.approx([1 - 0.5 / 0.95])


def test_a_loan_in_dollars_by_hand(two_years_to_build):
    # 60 drawn in halves at rates 1 and 1.25: 30 and 24 of its money. As drawn the mean rate is
    # 60 / 54; then the rate is 1.5, 1.5, 2, 2.
    rate = np.array([1.0, 1.25, 1.5, 1.5, 2.0, 2.0])
    spend = np.array([0.5, 0.5])
    flow = cash_flow(two_years_to_build(exchange=as_drawn(rate, spend)), 0.0)
    # In construction interest of 10 % on 15, then on 30 + 12, each at its rate.
    assert flow.financing_cost[:2] == pytest.approx([1.5 * 1.0, 4.2 * 1.25])
    # A quarter of 54 each year at its rate, and 10 % on 54, 40.5, 27, 13.5.
    assert flow.senior.principal[2:] == pytest.approx([20.25, 20.25, 27.0, 27.0])
    assert flow.senior.interest[2:] == pytest.approx([8.1, 6.075, 5.4, 2.7])
    # Losses: 30 x 0.25 in construction, 54 x 0.25, none, 27 x 0.5, none.
    assert flow.losses.total == pytest.approx([0.0, 7.5, 13.5, 0.0, 13.5, 0.0])
    books = accounts(flow)
    assert books.senior_debt == pytest.approx([30.0, 67.5, 60.75, 40.5, 27.0, 0.0])
    # What is repaid beyond what was drawn is the loss: 94.5 - 60 = 34.5.
    assert np.sum(books.exchange_loss) == pytest.approx(34.5)
    assert books.imbalance == pytest.approx(np.zeros(6), abs=1e-12)
    # Profit of the first year: 50 - (100 + 6.75) / 4 - 8.1 - 13.5.
    assert books.net_profit[2] == pytest.approx(50 - 106.75 / 4 - 8.1 - 13.5)


def test_sculpted_debt_is_sized_in_its_own_money(two_years_to_build):
    # 50 / 1.25 = 40 a year serves 40 / rate of the loan's money: at 10 % and rates 1, 2, 2, 4.
    rate = np.array([1.0, 1.0, 1.0, 2.0, 2.0, 4.0])
    case = two_years_to_build(
        amount=np.inf, max_gearing=0.95, repayment="sculpted", exchange=rate, capex=200.0
    )
    flow = cash_flow(case, 0.0)
    capacity = 40 / 1.1 + 20 / 1.1**2 + 20 / 1.1**3 + 10 / 1.1**4
    assert flow.debt == pytest.approx([capacity])
    assert flow.cover[2:] == pytest.approx([1.25] * 4)
    assert flow.senior.balance[-1] == 0.0


def test_a_grant_in_yen_at_the_rate_of_its_day(two_years_to_build):
    # 40 on a bridge, drawn in halves at 1 and 1; paid at the end of year 1 at 0.9: 36, on 36 owed.
    rate = np.array([1.0, 1.0, 0.9, 0.9, 0.9, 0.9])
    case = two_years_to_build(grant=40.0, grant_year=1, grant_exchange=rate, bridge_rate=0.1)
    flow = cash_flow(case, 0.0)
    assert flow.grant[2] == pytest.approx(36.0)
    assert flow.bridge_interest[2] == pytest.approx(0.1 * 40 * 0.9)
    books = accounts(flow)
    # The bridge gains what the grant is short of; the asset is lowered by 36.
    assert books.exchange_loss == pytest.approx([0, 0, -4.0, 0, 0, 0])
    assert books.bridges == pytest.approx([20, 40, 0, 0, 0, 0])
    assert books.imbalance == pytest.approx(np.zeros(6), abs=1e-12)


def test_losses_are_deducted_or_not(two_years_to_build):
    rate = np.array([1.0, 1.0, 1.2, 1.2, 1.2, 1.2])
    tax = replace(two_years_to_build().tax, rate=0.2, loss_carry_forward_years=5)
    case = two_years_to_build(exchange=rate, tax=tax)
    flow = cash_flow(case, 0.0)
    # 50 - (100 + 1.5 + 4.5) / 4 - 6 x 1.2 - loss of 60 x 0.2, at 20 %.
    assert flow.tax[2] == pytest.approx(0.2 * (50 - 106 / 4 - 7.2 - 12))
    without = cash_flow(replace(case, exchange_losses_deducted=False), 0.0)
    assert without.tax[2] == pytest.approx(0.2 * (50 - 106 / 4 - 7.2))


def test_books_in_local_money_keep_depreciation_while_prices_rise(two_years_to_build):
    # Told in dollars at 2 in the last year: depreciation 25 of the books is 12.5.
    rate = np.array([1.0, 1.0, 1.25, 1.25, 2.0, 2.0])
    flow = cash_flow(two_years_to_build(amount=0.0, told_in=rate), 0.0)
    shown = told(flow, rate)
    assert shown.written_off[2:] == pytest.approx([20, 20, 12.5, 12.5])
    assert shown.equity == pytest.approx([-50, -50, 40, 40, 25, 25])
    books = told_accounts(accounts(flow), rate)
    # Assets 100, 75, 50, 25, 0 at the rate of the day.
    assert books.fixed_assets == pytest.approx([50, 100, 60, 40, 12.5, 0.0])
    # The reserve: what capital and earnings would be at the rates of their years and are not.
    assert books.imbalance == pytest.approx(np.zeros(6), abs=1e-12)
    assert books.translation[2] == pytest.approx(100 / 1.25 - 100)


RATES = st.lists(st.floats(-0.15, 0.25), min_size=22, max_size=22)


@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(
    moves=st.lists(RATES, min_size=6, max_size=6),
    foreign=st.sets(st.sampled_from(["debt", "loan", "grant", "vat", "owners", "told"])),
    fee=st.floats(0, 120),
    repayment=st.sampled_from(["annuity", "equal_principal", "sculpted"]),
    sizing=st.sampled_from(["pre_tax", "post_tax"]),
    sweep=st.sampled_from([0.0, 0.5]),
    share=st.sampled_from([0.0, 0.6]),
    limit=st.booleans(),
    months=st.sampled_from([0.0, 6.0]),
    deducted=st.booleans(),
    grant_year=st.integers(0, 3),
)
def test_balances_in_both_monies_in_every_draw(
    project, moves, foreign, fee, repayment, sizing, sweep, share, limit, months, deducted,
    grant_year,
):  # fmt: skip
    spend = np.array([0.4, 0.6])
    # Two draws: the rates as found, and back to front.
    paths = [np.cumprod(1 + np.array([path, path[::-1]]), axis=-1) for path in moves]
    names = ("debt", "loan", "grant", "vat", "owners", "told")
    rates = {
        name: path if name in foreign else None for name, path in zip(names, paths, strict=False)
    }

    def drawn(name):
        return None if rates[name] is None else as_drawn(rates[name], spend)

    case = project(
        repayment=repayment,
        sizing=sizing,
        grant_year=grant_year,
        exchange=drawn("debt"),
        loans=(Loan(15e6, 0.02, 18, 3, 0.01, 0.002, exchange=drawn("loan")),),
        grant_exchange=drawn("grant"),
        vat=VatTerms(0.1, 0.8, 18, 0.06, rates["vat"]),
        reserves=Reserves(months, interest_rate=0.01),
        owners=OwnersTerms(1.05, sweep, limit, share, 0.1, 0.05, 0.1, rates["owners"]),
        told_in=rates["told"],
        exchange_losses_deducted=deducted,
    )
    flow = cash_flow(case, fee)
    books = accounts(flow)
    for shown in (books, told_accounts(books, rates["told"]), told_accounts(books, paths[0])):
        size = np.max(np.abs(shown.assets)) + 1
        assert np.max(np.abs(shown.imbalance)) <= 1e-9 * size
    assert np.max(np.abs(books.cash_moved_less_change)) <= 1e-9 * np.max(books.assets)
    owed = books.senior_debt[..., -1] + books.other_loans[..., -1] + books.bridges[..., -1]
    assert owed == pytest.approx(np.zeros_like(owed), abs=1.0)
    # Each draw is as it is alone.
    if flow.equity.ndim > 1 and np.all(flow.sizing_settled):
        terms = {
            "exchange": None if rates["debt"] is None else drawn("debt")[1],
            "loans": (replace(case.loans[0], exchange=None if rates["loan"] is None
                              else drawn("loan")[1]),),
            "grant_exchange": None if rates["grant"] is None else drawn("grant")[1],
            "vat": replace(case.vat, exchange=None if rates["vat"] is None else rates["vat"][1]),
            "owners": replace(case.owners, exchange=None if rates["owners"] is None
                              else rates["owners"][1]),
            "told_in": None if rates["told"] is None else rates["told"][1],
        }  # fmt: skip
        debt = replace(case.debt, exchange=terms.pop("exchange"))
        alone = cash_flow(replace(case, debt=debt, **terms), fee)
        scale = np.max(np.abs(alone.equity))
        np.testing.assert_allclose(flow.equity[1], alone.equity, rtol=1e-9, atol=1e-9 * scale)
