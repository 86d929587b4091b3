"""Uses and sources, debt limits and the cost of money during construction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.finance.funding import debt_limit, financing_cost_per_debt, fund

ONE_YEAR = np.array([1.0])


def test_interest_and_fees_of_two_years_by_hand():
    # Drawn 0.4 then 1.0; on average over the year 0.2 and 0.7.
    # Interest 10 %: 0.02, 0.07; commitment 1 % of undrawn: 0.008, 0.003; upfront 2 %: 0.02.
    cost = financing_cost_per_debt(np.array([0.4, 0.6]), 0.10, 0.02, 0.01)
    assert cost == pytest.approx([0.048, 0.073], rel=1e-12)


def test_debt_limit_by_gearing():
    # D = 0.8 (100 + 0.05 D)  ->  D = 80 / 0.96
    assert debt_limit(100.0, ONE_YEAR, np.array([0.05]), 0.8) == pytest.approx(80 / 0.96, rel=1e-14)


def test_debt_limit_by_what_the_grant_leaves():
    # Grant 60 at bridge cost 0.1: uses 106 + 0.05 D = D + 60  ->  D = 46 / 0.95 = 48.42,
    # and at that D no equity is left: with a cap of 1 that is what binds.
    debt = debt_limit(100.0, ONE_YEAR, np.array([0.05]), 1.0, 60.0, np.array([0.1]))
    assert debt == pytest.approx(46 / 0.95, rel=1e-14)


def test_gearing_is_debt_over_debt_and_equity():
    # Grant 60 of uses 106 + 0.05 D: debt and equity pay 46 + 0.05 D, of which 0.9 is debt:
    # D = 0.9 x 46 / (1 - 0.045) = 43.351, and equity 46 + 0.05 D - D = 4.817 = D / 9.
    debt = debt_limit(100.0, ONE_YEAR, np.array([0.05]), 0.9, 60.0, np.array([0.1]))
    assert debt == pytest.approx(0.9 * 46 / 0.955, rel=1e-14)
    equity = fund(100.0, ONE_YEAR, debt, np.array([0.05]), 60.0, np.array([0.1])).equity
    assert equity == pytest.approx(debt / 9, rel=1e-12)


def test_debt_limit_leaves_no_year_with_negative_equity():
    # Capex 100 in 50 and 50, grant 60 without cost, debt cost 0.01 and 0.09 per unit. Year 1:
    # 0.5 D = 50 + 0.01 D - 30 -> D = 20 / 0.49 = 40.8; year 2: D = 20 / 0.41 = 48.8.
    halves = np.array([0.5, 0.5])
    debt = debt_limit(100.0, halves, np.array([0.01, 0.09]), 0.95, 60.0)
    assert debt == pytest.approx(20 / 0.49, rel=1e-14)
    # Equity of year 2 then is 50 + 0.09 D - 0.5 D - 30 = 20 - 0.41 x 40.816 = 3.265.
    funding = fund(100.0, halves, debt, np.array([0.01, 0.09]), 60.0)
    np.testing.assert_allclose(funding.equity, [0.0, 20 - 0.41 * 20 / 0.49], atol=1e-12)


@pytest.mark.parametrize(
    ("grant", "debt_cost", "gearing"),
    [(0.0, 0.1, 0.0), (150.0, 0.1, 0.7), (0.0, 1.0, 0.95), (0.0, 1.6, 1.0)],
    ids=["no gearing", "grant above cost", "debt brings no cash", "debt costs more than it brings"],
)
def test_no_debt_where_none_makes_sense(grant, debt_cost, gearing):
    cost = np.array([debt_cost])
    assert debt_limit(100.0, ONE_YEAR, cost, gearing, grant, np.array([0.02])) == 0.0


def test_forty_percent_interest_over_five_years_of_construction_is_refused_without_a_warning():
    # Equal draws over n years bear n / 2 years of interest: 0.4 * 2.5 = 1.0 per unit of debt.
    fifths = np.full(5, 0.2)
    cost = financing_cost_per_debt(fifths, 0.40)
    assert cost.sum() == pytest.approx(1.0, rel=1e-12)
    assert np.all(np.isfinite(debt_limit(100.0, fifths, cost, 1.0)))


SHARES = st.lists(st.floats(0.01, 1.0), min_size=1, max_size=6).map(
    lambda parts: np.array(parts) / sum(parts)
)


@given(
    profile=SHARES,
    capex=st.floats(1e6, 1e10),
    grant_share=st.floats(0.0, 1.5),
    gearing=st.floats(0.0, 0.95),
    rate=st.floats(0.0, 0.15),
    upfront=st.floats(0.0, 0.05),
    commitment=st.floats(0.0, 0.02),
    bridge=st.floats(0.0, 0.15),
)
def test_sources_equal_uses_every_year_and_caps_hold(
    profile, capex, grant_share, gearing, rate, upfront, commitment, bridge
):
    grant = grant_share * capex
    debt_cost = financing_cost_per_debt(profile, rate, upfront, commitment)
    bridge_cost = financing_cost_per_debt(profile, bridge)
    debt = debt_limit(capex, profile, debt_cost, gearing, grant, bridge_cost).item()
    funding = fund(capex, profile, debt, debt_cost, grant, bridge_cost)
    sources = funding.debt + funding.bridge + funding.equity
    np.testing.assert_allclose(sources, funding.uses, rtol=0, atol=1e-12 * capex)
    lent_or_paid_in = debt + funding.equity.sum()
    assert debt == 0 or debt <= gearing * lent_or_paid_in + 1e-9 * capex
    # A year in which a unit of debt costs more than it brings has more equity the more debt.
    borrowing = profile > debt_cost
    equity = funding.equity[borrowing].min(initial=np.inf)
    assert debt == 0 or equity >= -1e-9 * capex
    # One of the caps binds, or there is no debt.
    slack = min(gearing * lent_or_paid_in - debt, equity)
    assert debt == 0 or abs(slack) <= 1e-9 * capex
    assert funding.debt.sum() == pytest.approx(debt, rel=1e-12)


def test_interest_during_construction_per_debt_does_not_depend_on_the_debt():
    profile = np.array([0.3, 0.5, 0.2])
    cost = financing_cost_per_debt(profile, 0.08, 0.01, 0.005)
    small = fund(100.0, profile, 10.0, cost).financing_cost
    large = fund(100.0, profile, 70.0, cost).financing_cost
    np.testing.assert_allclose(large, 7 * small, rtol=1e-14)


def test_draws_equal_scalars():
    rate = np.array([[0.0], [0.05], [0.2]])
    grant = np.array([[0.0], [20.0], [90.0]])
    profile = np.array([0.4, 0.6])
    cost = financing_cost_per_debt(profile, rate, 0.01, 0.005)
    debt = debt_limit(100.0, profile, cost, 0.7, grant)
    funding = fund(100.0, profile, debt, cost, grant)
    for draw in range(3):
        one_cost = financing_cost_per_debt(profile, float(rate[draw, 0]), 0.01, 0.005)
        one_debt = debt_limit(100.0, profile, one_cost, 0.7, float(grant[draw, 0])).item()
        one = fund(100.0, profile, one_debt, one_cost, float(grant[draw, 0]))
        assert debt[draw, 0] == pytest.approx(one_debt, rel=1e-12)
        np.testing.assert_allclose(funding.equity[draw], one.equity, rtol=1e-12, atol=1e-12)
