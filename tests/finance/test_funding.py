"""Uses and sources, debt limits and the cost of money during construction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.finance.funding import debt_limit, financing_cost_per_debt, fund


def test_interest_and_fees_of_two_years_by_hand():
    # Drawn 0.4 then 1.0; on average over the year 0.2 and 0.7.
    # Interest 10 %: 0.02, 0.07; commitment 1 % of undrawn: 0.008, 0.003; upfront 2 %: 0.02.
    cost = financing_cost_per_debt(np.array([0.4, 0.6]), 0.10, 0.02, 0.01)
    assert cost == pytest.approx([0.048, 0.073], rel=1e-12)


def test_debt_limit_by_gearing():
    # D = 0.8 (100 + 0.05 D)  ->  D = 80 / 0.96
    assert debt_limit(100.0, 0.0, 0.05, 0.0, 0.8) == pytest.approx(80 / 0.96, rel=1e-14)


def test_debt_limit_by_what_the_grant_leaves():
    # Grant 60 at bridge cost 0.1: uses 106 + 0.05 D = D + 60  ->  D = 46 / 0.95 = 48.42,
    # below the gearing cap 0.9 * 106 / (1 - 0.045) = 99.9.
    assert debt_limit(100.0, 60.0, 0.05, 0.1, 0.9) == pytest.approx(46 / 0.95, rel=1e-14)


@pytest.mark.parametrize(
    ("grant", "debt_cost", "gearing"),
    [(0.0, 0.1, 0.0), (150.0, 0.1, 0.7), (0.0, 1.0, 0.95), (0.0, 1.6, 1.0)],
    ids=["no gearing", "grant above cost", "debt brings no cash", "debt costs more than it brings"],
)
def test_no_debt_where_none_makes_sense(grant, debt_cost, gearing):
    assert debt_limit(100.0, grant, debt_cost, 0.02, gearing) == 0.0


def test_forty_percent_interest_over_five_years_of_construction_is_refused_without_a_warning():
    # Equal draws over n years bear n / 2 years of interest: 0.4 * 2.5 = 1.0 per unit of debt.
    cost = financing_cost_per_debt(np.full(5, 0.2), 0.40).sum(axis=-1, keepdims=True)
    assert cost == pytest.approx(1.0, rel=1e-12)
    assert np.all(np.isfinite(debt_limit(100.0, 0.0, cost, 0.0, 1.0)))


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
    debt = debt_limit(capex, grant, debt_cost.sum(), bridge_cost.sum(), gearing)
    funding = fund(capex, profile, debt, debt_cost, grant, bridge_cost)
    sources = funding.debt + funding.bridge + funding.equity
    np.testing.assert_allclose(sources, funding.uses, rtol=0, atol=1e-12 * capex)
    uses = funding.uses.sum()
    assert debt <= gearing * uses + 1e-9 * capex
    assert debt == 0 or funding.equity.sum() >= -1e-9 * capex
    # One of the caps binds, or there is no debt.
    slack = min(gearing * uses - debt, funding.equity.sum())
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
    debt = debt_limit(100.0, grant, cost.sum(axis=-1, keepdims=True), 0.0, 0.7)
    funding = fund(100.0, profile, debt, cost, grant)
    for draw in range(3):
        one_cost = financing_cost_per_debt(profile, float(rate[draw, 0]), 0.01, 0.005)
        one_debt = debt_limit(100.0, float(grant[draw, 0]), one_cost.sum(), 0.0, 0.7)
        one = fund(100.0, profile, one_debt, one_cost, float(grant[draw, 0]))
        assert debt[draw, 0] == pytest.approx(one_debt, rel=1e-12)
        np.testing.assert_allclose(funding.equity[draw], one.equity, rtol=1e-12, atol=1e-12)
