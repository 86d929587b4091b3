"""The fee needed where the debt follows the fee: by hand, and against every fee tried in turn."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.finance.two_years import two_years_of
from wte_ppp.finance.case import DebtTerms, LenderCase
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.metrics import minimum_dscr, npv
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.tipping_fee import required_tipping_fee

FLAT_TAX = TaxRules(0.25, 0.25, 0, 0, 0, 1, 5)
FROM_FIRST_PROFIT = TaxRules(0.20, 0.10, 15, 4, 9, 4, 5)


def two_years(sizing):
    """100 to build, 1 t a year for two years, tax 25 %, debt without interest sculpted to 1.3."""
    debt = DebtTerms(np.inf, 1.0, 0.0, 0.0, 0.0, 2, 0, "sculpted", 1.3, 0.0, sizing=sizing)
    return two_years_of(debt, FLAT_TAX)


def lowest_of_all(case, target, cover, start, span=60.0, step=0.01):
    """Lowest fee from a start on, each tried, at which owners and lenders have theirs."""
    fees = (start + np.arange(0.0, span, step))[:, np.newaxis]
    flow = cash_flow(case, fees)
    owners = npv(flow.equity, target, case.timeline.years_from_start) >= -1e-6 * case.capex
    lenders = minimum_dscr(flow.cover) >= cover * (1 - 1e-9)
    met = np.flatnonzero((owners & lenders)[:, 0])
    return float(fees[met[0], 0]) if met.size else np.nan


def test_debt_sized_on_the_cover_that_is_tested_leaves_the_fee_to_the_owners():
    # Tax 0.25 (F - 50), so CFADS A = 0.75 F + 12.5, debt 2 A / 1.3, owners' cash A 0.3 / 1.3.
    # At 20 %: 100 - 2 A / 1.3 = A (0.3 / 1.3) (1 / 1.2 + 1 / 1.44).
    case = two_years("post_tax")
    cash = 100 / (2 / 1.3 + 0.3 / 1.3 * 2.2 / 1.44)
    by_hand = (cash - 12.5) / 0.75
    found = required_tipping_fee(case, 0.20, 1.3)
    assert found.required[0] == pytest.approx(by_hand, rel=1e-9)
    assert found.required[0] == found.for_equity_irr[0]
    assert np.isnan(found.for_dscr[0])
    assert minimum_dscr(cash_flow(case, found.required).cover)[0] == pytest.approx(1.3, rel=1e-9)


def test_debt_sized_before_tax_by_choice_needs_the_fee_at_which_its_cap_binds():
    # Service F / 1.3; the owners' fee: 100 - 2 F / 1.3 = (0.75 F + 12.5 - F / 1.3) 2.2 / 1.44.
    # From F = 65 on the debt stays 100, its service 50: cover (0.75 F + 12.5) / 50 is 1.3 at 70.
    annuity = 2.2 / 1.44
    owners = (100 - 12.5 * annuity) / (2 / 1.3 + (0.75 - 1 / 1.3) * annuity)
    found = required_tipping_fee(two_years("pre_tax"), 0.20, 1.3)
    assert found.for_equity_irr[0] == pytest.approx(owners, rel=1e-9)
    assert found.required[0] == pytest.approx(70.0, rel=1e-8)
    assert found.dscr_binds[0]


def test_a_cautious_case_of_the_lender_sizes_less_debt_and_cover_holds(project):
    # 80 % of revenue at 1.2: what serves it serves the base case's 1.3 where opex is below half.
    case = project(
        repayment="sculpted", sizing="post_tax", tax=FLAT_TAX, grace_years=0,
        lender_cases=(LenderCase(0.8, 1.0, 1.2),),
    )  # fmt: skip
    found = required_tipping_fee(case, 0.10, 1.3)
    assert not found.dscr_binds[0]
    lowest = lowest_of_all(case, 0.10, 1.3, float(found.required[0]) - 20)
    assert found.required[0] == pytest.approx(lowest, abs=0.011)


@settings(deadline=None, max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    shape=st.sampled_from(["annuity", "equal_principal", "sculpted"]),
    sizing=st.sampled_from(["pre_tax", "post_tax"]),
    rules=st.sampled_from([FLAT_TAX, FROM_FIRST_PROFIT]),
    gearing=st.floats(0.5, 0.9),
    tenor=st.integers(6, 18),
    other=st.floats(2e6, 12e6),
    target=st.floats(0.02, 0.15),
)
def test_no_lower_fee_of_a_cent_apart_meets_both(
    project, shape, sizing, rules, gearing, tenor, other, target
):
    case = project(
        repayment=shape, sizing=sizing, tax=rules, max_gearing=gearing, tenor_years=tenor,
        grant=0.0,
    )  # fmt: skip
    case = replace(case, other_revenue=other * (case.timeline.operation_year >= 1))
    found = required_tipping_fee(case, target, 1.3)
    needed = float(found.required[0])
    lowest = lowest_of_all(case, target, 1.3, float(found.for_equity_irr[0]))
    # A window of less than 0.5 USD/t may be missed: losses carried forward make such wiggles.
    assert lowest - 0.011 <= needed <= lowest + 0.5 or (np.isnan(lowest) and not needed <= 60)


def test_cover_that_holds_falls_away_and_holds_again_takes_the_first_fee(project):
    # Sculpted before tax, losses for long: cover holds at the owners' fee, is lost with the first
    # tax, and comes back where the gearing cap stops the debt. The lowest fee is the owners'.
    case = project(
        repayment="sculpted", tax=FLAT_TAX, grant=0.0, tenor_years=6, max_gearing=0.8,
        grace_years=0, depreciation_years=8,
    )  # fmt: skip
    for target in (0.0, 0.02, 0.05):
        found = required_tipping_fee(case, target, 1.3)
        lowest = lowest_of_all(case, target, 1.3, float(found.for_equity_irr[0]), span=120.0)
        assert found.required[0] == pytest.approx(lowest, abs=0.011)


def three_years(paid, late_months=0.0, timeline=None):
    """100 to build, a level loan of 42 at 10 % over two years: service 42 x 0.121 / 0.21 = 24.2."""
    return replace(
        two_years("pre_tax"),
        timeline=timeline or Timeline(2025, 1, 3),
        paid_t=np.array(paid),
        tipping_fee_index=np.ones(len(paid)),
        other_revenue=np.zeros(len(paid)),
        operating_cost=np.zeros(len(paid)),
        debt=DebtTerms(42.0, 1.0, 0.10, 0.0, 0.0, 2, 0, "annuity", 1.3, 0.0),
        tax=TaxRules(0.0, 0.0, 0, 0, 0, 1, 0),
        late_months=late_months,
    )


def test_service_before_a_late_start_is_covered_by_no_fee_and_named():
    # Nine months late the first year has a quarter of its tonnes. The owners' fee, at 20 %:
    # 60.1 + 24.2 (1 / 1.2 + 1 / 1.44) = F (0.25 / 1.2 + 1 / 1.44 + 1 / 1.728) = F 1.481481.
    by_hand = (60.1 + 24.2 * 2.2 / 1.44) / (0.25 / 1.2 + 1 / 1.44 + 1 / 1.728)
    late = required_tipping_fee(three_years([0.0, 0.25, 1.0, 1.0], 9.0), 0.20, 1.3)
    assert late.for_equity_irr[0] == pytest.approx(by_hand, rel=1e-9)
    # Year 1: 0.25 x 65.52 / 24.2 = 0.68. A fee of 1.3 x 24.2 / 0.25 would be paid for three years.
    assert np.isnan(late.required[0])
    assert np.isnan(late.for_dscr[0])
    assert late.uncovered_year[0] == 2025
    # The same tonnes as a ramp-up that was planned are a matter of the fee.
    planned = required_tipping_fee(three_years([0.0, 0.25, 1.0, 1.0]), 0.20, 1.3)
    assert planned.required[0] == pytest.approx(1.3 * 24.2 / 0.25, rel=1e-8)
    assert np.isnan(planned.uncovered_year[0])


def test_a_late_start_whose_service_is_covered_all_the_same_is_no_matter():
    # A cover of 0.6 is asked: 0.68 in the late year, so that the owners' fee stands.
    found = required_tipping_fee(three_years([0.0, 0.25, 1.0, 1.0], 9.0), 0.20, 0.6)
    assert found.required[0] == found.for_equity_irr[0]
    assert np.isnan(found.uncovered_year[0])


def test_a_year_without_tonnes_is_covered_by_no_fee():
    found = required_tipping_fee(three_years([0.0, 1.0, 0.0, 1.0]), 0.20, 1.3)
    assert np.isnan(found.required[0])
    assert found.uncovered_year[0] == 2026


def test_half_a_year_without_tonnes_is_earned_within_the_twelve_months():
    # Half-years: the first has no tonnes, the second has. Twelve months are tested together.
    halves = Timeline(2025, 1, 3, operation_months=6)
    case = three_years([0.0, 0.0, 0.5, 0.5, 0.5, 0.5, 0.5], timeline=halves)
    found = required_tipping_fee(case, 0.20, 1.3)
    cover = cash_flow(case, found.required).cover
    assert np.nanmin(cover) == pytest.approx(1.3, rel=1e-8)
    assert np.isnan(found.uncovered_year[0])


def test_each_draw_has_its_own_late_start():
    late = np.array([[0.0], [9.0], [12.0]])
    paid = np.hstack([np.zeros((3, 1)), 1 - late / 12, np.ones((3, 2))])
    together = required_tipping_fee(three_years(paid[0], late), 0.20, 1.3)
    assert together.required.shape == (3, 1)
    case = replace(three_years(paid[0], late), paid_t=paid)
    together = required_tipping_fee(case, 0.20, 1.3)
    assert np.isnan(together.uncovered_year[:, 0]).tolist() == [True, False, False]
    alone = required_tipping_fee(three_years(paid[0]), 0.20, 1.3)
    assert together.required[0] == pytest.approx(alone.required, rel=1e-12)
