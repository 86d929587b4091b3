"""The fee that a project needs: a case by hand, and the fee put back into the project."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.finance.two_years import two_years_of
from wte_ppp.finance.case import DebtTerms, OwnersTerms, Reserves
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.irr import irr
from wte_ppp.finance.metrics import dscr, minimum_dscr, npv
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.tipping_fee import (
    required_grant,
    required_tipping_fee,
    switching_factor,
)

NO_TAX = TaxRules(0.0, 0.0, 0, 0, 0, 1, 0)
FLAT_TAX = TaxRules(0.25, 0.25, 0, 0, 0, 1, 5)
FIXED_HOLIDAY = TaxRules(0.20, 0.10, 15, 4, 9, 1, 5)


def two_years(amount):
    """100 to build in one year, 1 t a year for two years, level loan at 10 % over both."""
    return two_years_of(DebtTerms(amount, 1.0, 0.10, 0.0, 0.0, 2, 0, "annuity", 1.2, 0.0), NO_TAX)


def test_fee_by_hand_without_debt():
    # 100 = F (1/1.2 + 1/1.44) = F * 1.527778  ->  F = 65.4545
    found = required_tipping_fee(two_years(0.0), 0.20, 1.3)
    assert found.for_equity_irr[0] == pytest.approx(144 / 2.2, rel=1e-12)
    assert np.isnan(found.for_dscr[0])
    assert found.required[0] == found.for_equity_irr[0]
    assert not found.dscr_binds[0]


def test_fee_by_hand_with_debt():
    # Debt 42: service 42 * 0.1 / (1 - 1/1.21) = 42 * 0.121 / 0.21 = 24.2
    # Equity 100 + 42 * 0.05 - 42 = 60.1; at 20 %: F = 24.2 + 60.1 * 1.44 / 2.2 = 63.538
    # DSCR 1.3: F = 31.46, the lower; DSCR 3: F = 72.6, the higher.
    for cover, binds in ((1.3, False), (3.0, True)):
        found = required_tipping_fee(two_years(42.0), 0.20, cover)
        assert found.for_equity_irr[0] == pytest.approx(24.2 + 60.1 * 1.44 / 2.2, rel=1e-11)
        assert found.for_dscr[0] == pytest.approx(24.2 * cover, rel=1e-8)
        assert found.required[0] == max(found.for_equity_irr[0], found.for_dscr[0])
        assert found.dscr_binds[0] == binds


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    shape=st.sampled_from(["annuity", "equal_principal", "sculpted"]),
    rules=st.sampled_from([NO_TAX, FLAT_TAX, FIXED_HOLIDAY]),
    grant=st.floats(0, 30e6),
    grant_year=st.integers(0, 2),
    gearing=st.floats(0.1, 0.9),
    rate=st.one_of(st.just(0.0), st.floats(1e-4, 0.12)),
    tenor=st.integers(3, 20),
    grace=st.integers(0, 2),
    cover=st.floats(1.05, 2.0),
    target=st.floats(0.0, 0.3),
)
def test_the_fee_put_back_meets_one_target_and_not_less_than_the_other(
    project, shape, rules, grant, grant_year, gearing, rate, tenor, grace, cover, target
):
    case = project(
        repayment=shape,
        tax=rules,
        grant=grant,
        grant_year=grant_year,
        max_gearing=gearing,
        interest_rate=rate,
        tenor_years=tenor,
        grace_years=grace,
        target_dscr=cover,
    )
    found = required_tipping_fee(case, target, cover)
    flow = cash_flow(case, found.required)
    owners = npv(flow.equity, target)[0] / case.capex
    lenders = minimum_dscr(dscr(flow.cfads, flow.service))[0] / cover - 1
    assert owners >= -1e-9
    assert lenders >= -2e-9
    if found.dscr_binds[0]:
        assert lenders == pytest.approx(0.0, abs=1e-8)
    else:
        assert owners == pytest.approx(0.0, abs=1e-9)
        rate_of_return = irr(flow.equity)[0]
        assert np.isnan(rate_of_return) or rate_of_return == pytest.approx(target, abs=1e-8)


def test_a_holiday_that_starts_with_the_first_profit_still_meets_both(project):
    case = project(tax=TaxRules(0.20, 0.10, 15, 4, 9, 4, 5))
    found = required_tipping_fee(case, 0.12, 1.3)
    flow = cash_flow(case, found.required)
    assert found.dscr_binds[0]
    assert minimum_dscr(dscr(flow.cfads, flow.service))[0] == pytest.approx(1.3, rel=1e-8)
    assert irr(flow.equity)[0] >= 0.12


def test_sculpted_cover_after_tax_is_reached_above_the_owners_fee(project):
    # Sized before tax at 1.3 the loan leaves less than 1.3 after tax until the gearing cap binds.
    case = project(repayment="sculpted", tax=FLAT_TAX)
    found = required_tipping_fee(case, 0.10, 1.3)
    at_owners_fee = cash_flow(case, found.for_equity_irr)
    cover = minimum_dscr(dscr(at_owners_fee.cfads, at_owners_fee.service))[0]
    assert cover < 1.3
    assert found.dscr_binds[0]
    flow = cash_flow(case, found.required)
    assert minimum_dscr(dscr(flow.cfads, flow.service))[0] == pytest.approx(1.3, rel=1e-8)


def test_no_fee_in_the_bracket_is_nan(project):
    # 70 million to be earned on one tonne a year: more than 2,000 USD/t.
    running = project().timeline.within(1, 20)
    case = project(paid_t=running, other_revenue=0 * running, operating_cost=0 * running)
    found = required_tipping_fee(case, 0.10, 1.3)
    assert np.isnan(found.for_equity_irr[0])
    assert np.isnan(found.required[0])


def test_cover_that_no_fee_reaches_leaves_no_required_fee(project):
    # Other revenue nearly pays the owners, but a loan of some 50 million repaid in one year asks
    # for 65 million from 3.5 million and 2,000 t: 2,000 USD/t brings no more than 4.1 million.
    running = project().timeline.within(1, 20)
    case = project(
        paid_t=2_000 * running, other_revenue=10.5e6 * running, tenor_years=1, grace_years=0
    )
    found = required_tipping_fee(case, 0.0, 1.3)
    assert np.isfinite(found.for_equity_irr[0])
    assert np.isnan(found.for_dscr[0])
    assert np.isnan(found.required[0])


def test_cover_that_holds_at_any_fee_has_the_lowest_fee(project):
    running = project().timeline.within(1, 20)
    case = project(other_revenue=500e6 * running)
    assert required_tipping_fee(case, 0.10, 1.3).for_dscr[0] == -500.0


@pytest.mark.parametrize("shape", ["annuity", "sculpted"])
def test_draws_equal_scalars(project, shape):
    gearing = np.array([[0.7], [0.0], [0.3], [0.9]])
    target = np.array([[0.12], [0.05], [0.2], [0.0]])
    cover = np.array([[1.3], [1.3], [2.5], [1.05]])
    together = required_tipping_fee(project(repayment=shape, max_gearing=gearing), target, cover)
    for draw in range(4):
        case = project(repayment=shape, max_gearing=float(gearing[draw, 0]))
        alone = required_tipping_fee(case, float(target[draw, 0]), float(cover[draw, 0]))
        for name in ("for_equity_irr", "for_dscr", "required"):
            np.testing.assert_allclose(
                getattr(together, name)[draw], getattr(alone, name), rtol=1e-12, err_msg=name
            )
        assert together.dscr_binds[draw] == alone.dscr_binds


def test_targets_alone_may_be_draws(project):
    cover = np.array([[1.2], [1.3], [1.4]])
    together = required_tipping_fee(project(), 0.10, cover).required
    assert together.shape == (3, 1)
    for draw in range(3):
        alone = required_tipping_fee(project(), 0.10, float(cover[draw, 0])).required
        np.testing.assert_allclose(together[draw], alone, rtol=1e-12)


def test_grant_by_hand_that_makes_up_for_a_low_fee():
    # 100 to build, 1 t a year for two years; at 20 % a fee of 50 is worth 50 x 1.527778 = 76.389.
    grant = required_grant(two_years(0.0), 50.0, 0.20)
    assert grant[0] == pytest.approx(100 - 50 * 2.2 / 1.44, rel=1e-10)
    assert required_grant(two_years(0.0), 70.0, 0.20)[0] == 0.0


def test_switching_value_by_hand():
    # 70 x 1.527778 = 106.94 pays for 106.94 of capital cost, and 100 / 1.527778 / 70 of tonnes.
    case = two_years(0.0)
    worth = 70 * 2.2 / 1.44
    capital = switching_factor(lambda f: replace(case, capex=100.0 * f), 70.0, 0.20)
    assert capital[0] == pytest.approx(worth / 100, rel=1e-10)
    tonnes = switching_factor(lambda f: replace(case, paid_t=case.paid_t * f), 70.0, 0.20)
    assert tonnes[0] == pytest.approx(100 / worth, rel=1e-10)


def test_a_driver_without_effect_has_no_switching_value():
    case = two_years(0.0)
    same = switching_factor(
        lambda f: replace(case, other_revenue=case.other_revenue * f), 70.0, 0.2
    )
    assert np.isnan(same[0])


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    sizing=st.sampled_from(["pre_tax", "post_tax"]),
    months=st.sampled_from([0.0, 6.0]),
    sweep=st.sampled_from([0.0, 0.3]),
    lockup=st.sampled_from([0.0, 1.1]),
    target=st.floats(0.05, 0.2),
)
def test_the_fee_put_back_gives_the_target_with_reserves_and_sweep(
    project, sizing, months, sweep, lockup, target
):
    case = project(
        repayment="sculpted", sizing=sizing, tax=FLAT_TAX, grace_years=0,
        reserves=Reserves(months), owners=OwnersTerms(lockup, sweep),
    )  # fmt: skip
    found = required_tipping_fee(case, target, 1.3)
    rate = irr(cash_flow(case, found.for_equity_irr).equity)[0]
    assert rate == pytest.approx(target, abs=1e-8)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(fee=st.floats(20, 100), more=st.floats(0.1, 20), sweep=st.sampled_from([0.0, 0.5]))
def test_a_higher_fee_never_lowers_the_irr(project, fee, more, sweep):
    case = project(tax=FLAT_TAX, reserves=Reserves(6.0), owners=OwnersTerms(1.1, sweep))
    low, high = (irr(cash_flow(case, one).equity)[0] for one in (fee, fee + more))
    assert np.isnan(low) or high >= low - 1e-12
