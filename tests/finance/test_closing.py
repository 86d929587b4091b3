"""Financial close: draw orders, loans, grants, VAT, reserve at close, sizing; all by hand."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from wte_ppp.finance.case import LenderCase, Loan, Reserves, VatTerms
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.metrics import dscr, minimum_dscr
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline

FLAT_TAX = TaxRules(0.25, 0.25, 0, 0, 0, 1, 5)


def test_equity_first_by_hand(two_years_to_build):
    # Debt 60 of uses U = 100 + interest. Equity pays 50 in year 1 and e in year 2, where debt d
    # fills up: d = 60. Interest is that of half the draw, 60 x 0.1 / 2 = 3: U = 103, equity 43.
    # But equity of 43 is less than 50: debt of 7 x 1/(1 - 0.05) = 7.368 already in year 1 ...
    # so with equity E: d1 = (50 - E) / 0.95, interest 1 = 0.05 d1; d2 = 60 - d1, interest 2 =
    # 0.1 d1 + 0.05 d2; need of year 2: 50 + interest 2 = d2. 50 + 0.1 d1 + 3 - 0.05 d1 = 60 - d1
    # gives 1.05 d1 = 7, d1 = 6.6667, E = 50 - 0.95 x 6.6667 = 43.6667.
    flow = cash_flow(two_years_to_build(order="equity_first"), 0.0)
    d1 = 7 / 1.05
    assert flow.debt_drawn[:2] == pytest.approx([d1, 60 - d1], rel=1e-9)
    assert flow.equity_paid_in[:2] == pytest.approx([50 - 0.95 * d1, 0.0], abs=1e-8)
    assert flow.financing_cost[:2] == pytest.approx([0.05 * d1, 0.1 * d1 + 0.05 * (60 - d1)])


def test_debt_first_by_hand(two_years_to_build):
    # Year 1: d1 = 50 / 0.95 = 52.63 (interest 2.63); year 2: d2 = 60 - d1 = 7.37, interest
    # 5.263 + 0.368 = 5.632; equity 50 + 5.632 - 7.368 = 48.263.
    flow = cash_flow(two_years_to_build(order="debt_first"), 0.0)
    d1 = 50 / 0.95
    assert flow.debt_drawn[:2] == pytest.approx([d1, 60 - d1], rel=1e-9)
    assert flow.equity_paid_in[:2] == pytest.approx([0.0, 50 + 0.05 * d1 + 3 - 60 + d1], abs=1e-8)


def test_equity_first_costs_the_least_interest_debt_first_the_most(
    two_years_to_build,
):
    costs = [
        np.sum(cash_flow(two_years_to_build(order=order), 0.0).financing_cost)
        for order in ("equity_first", "pro_rata", "debt_first")
    ]
    # Pro rata: 30 a year, 30 x 0.05 + 30 x 0.1 + 30 x 0.05 = 6.
    assert costs[1] == pytest.approx(6.0)
    assert costs[0] < costs[1] < costs[2]


@pytest.mark.parametrize("order", ["equity_first", "pro_rata", "debt_first"])
def test_gearing_cap_holds_exactly_in_every_order(two_years_to_build, order):
    case = two_years_to_build(np.inf, order, max_gearing=0.7, upfront_fee=0.02, commitment_fee=0.01)
    flow = cash_flow(case, 0.0)
    uses = np.sum(flow.uses)
    assert np.sum(flow.debt_drawn) == pytest.approx(0.7 * uses, rel=1e-9)
    assert flow.debt.item() == pytest.approx(0.7 * uses, rel=1e-9)


def test_loan_beside_the_senior_debt_counts_in_the_gearing(two_years_to_build):
    # Uses 100 without interest; 70 % of it is debt, 20 of that concessional.
    loan = Loan(20.0, 0.0, 4, repayment="equal_principal")
    case = two_years_to_build(np.inf, loans=(loan,), max_gearing=0.7, interest_rate=0.0)
    flow = cash_flow(case, 0.0)
    assert flow.debt.item() == pytest.approx(50.0)
    assert flow.loans_drawn[:2] == pytest.approx([10.0, 10.0])
    # 20 / 4 beside 50 / 4 a year.
    assert flow.service[2:] == pytest.approx([17.5] * 4)
    assert dscr(flow.cfads, flow.service)[2] == pytest.approx(50 / 17.5)


def test_grants_in_construction_lower_equity_when_they_are_paid(two_years_to_build):
    milestones = np.array([5.0, 15.0])
    case = two_years_to_build(60.0, construction_grants=milestones, interest_rate=0.0, land=4.0)
    flow = cash_flow(case, 0.0)
    # 50 + 4 - 30 - 5 = 19; 50 - 30 - 15 = 5
    assert flow.equity_paid_in[:2] == pytest.approx([19.0, 5.0])
    # (100 - 20) / 4: land is not written off
    assert flow.depreciation[2:] == pytest.approx([20.0] * 4)


def test_vat_is_carried_by_its_bridge_until_refunded(two_years_to_build):
    # VAT 10 % of 50 a year, refunded after 12 months; bridge at 8 %. Year 1: draw 5, interest on
    # half of it 0.2; year 2: 5 open all year and 2.5 on average: 0.6; refund of year 1 at its end.
    # First operation year: 5 open, interest 0.4, refunded at its end.
    case = two_years_to_build(0.0, vat=VatTerms(0.10, 1.0, 12, 0.08), interest_rate=0.0)
    flow = cash_flow(case, 0.0)
    assert flow.vat_paid == pytest.approx([5, 5, 0, 0, 0, 0])
    assert flow.vat_refund == pytest.approx([0, 5, 5, 0, 0, 0])
    assert flow.financing_cost == pytest.approx([0.2, 0.6, 0, 0, 0, 0])
    assert flow.vat_interest == pytest.approx([0, 0, 0.4, 0, 0, 0])
    assert flow.equity == pytest.approx([-50.2, -50.6, 49.6, 50, 50, 50])
    assert flow.uses_less_sources == pytest.approx(np.zeros(6), abs=1e-12)


def test_vat_that_is_not_refunded_is_a_cost(two_years_to_build):
    flow = cash_flow(two_years_to_build(0.0, vat=VatTerms(0.10, 0.25, 0, 0.0)), 0.0)
    # 7.5 of 10 stays with the project: 107.5 written off over four years.
    assert np.sum(flow.capex) == pytest.approx(107.5)
    assert flow.depreciation[2:] == pytest.approx([107.5 / 4] * 4)


def test_dsra_at_close_is_a_use_in_closed_form(two_years_to_build):
    # Six months of the first service per unit of debt: (0.25 + 0.1) / 2 = 0.175; interest of
    # construction 0.1 (see above). Gearing 0.5: D = 0.5 x 100 / (1 - 0.5 x 0.275) = 57.971.
    case = two_years_to_build(np.inf, max_gearing=0.5, reserves=Reserves(dsra_months=6.0))
    flow = cash_flow(case, 0.0)
    debt = 50 / (1 - 0.5 * 0.275)
    assert flow.debt.item() == pytest.approx(debt, rel=1e-12)
    assert flow.dsra_funded[1] == pytest.approx(0.175 * debt)
    # Half of the next service: 0.325, 0.30, 0.275 of the debt, then nothing is left to serve.
    held = flow.distribution.dsra[1:] / debt
    assert held == pytest.approx([0.175, 0.1625, 0.15, 0.1375, 0.0], abs=1e-12)
    # The last service is met with the release of the whole account.
    assert flow.equity[5] == pytest.approx(50 - 0.275 * debt + 0.1375 * debt)


def test_grace_that_is_capitalised_grows_the_debt(two_years_to_build):
    # 60 at 10 % for one year of grace: 66, repaid in 22 a year.
    case = two_years_to_build(60.0, grace_years=1, capitalised_grace=True)
    flow = cash_flow(case, 0.0)
    assert flow.senior.service[2] == pytest.approx(0.0, abs=1e-12)
    assert flow.senior.balance[2:] == pytest.approx([66, 44, 22, 0])
    assert flow.senior.interest[2:] == pytest.approx([6.0, 6.6, 4.4, 2.2])


def test_level_debt_sized_on_the_dscr(two_years_to_build):
    # Service of one unit at 10 % over four years; 50 / 1.25 = 40 pays for 40 x 3.16987.
    case = two_years_to_build(np.inf, repayment="annuity", sized_on_dscr=True, capex=1000.0)
    flow = cash_flow(case, 0.0)
    factor = (1 - 1.1**-4) / 0.1
    assert flow.debt.item() == pytest.approx(40 * factor, rel=1e-12)
    assert minimum_dscr(dscr(flow.cfads, flow.service)).item() == pytest.approx(1.25)


def test_level_debt_by_half_years_is_sized_on_twelve_months(two_years_to_build):
    # Half-years of 10 and 40: 50 / 1.25 = 40 a year pays for two payments of 20 of an annuity at
    # 5 % over eight half-years; the half-year of 10 alone would pay for half of it.
    line = Timeline(2025, 2, 4, operation_months=6)
    revenue = np.where(line.operation_period % 2 == 1, 10.0, 40.0) * line.within(1, 4)
    case = two_years_to_build(
        np.inf, line=line, repayment="annuity", sized_on_dscr=True, capex=1000.0,
        other_revenue=revenue,
    )  # fmt: skip
    assert cash_flow(case, 0.0).debt.item() == pytest.approx(20 * (1 - 1.05**-8) / 0.05, rel=1e-12)


def test_lenders_case_takes_the_least_of_both(two_years_to_build):
    # Base 50 / 1.25 = 40; lender's 50 x 0.8 / 1.1 = 36.36 in every year: PV at 10 % of 36.36.
    case = two_years_to_build(
        np.inf, repayment="sculpted", capex=1000.0, lender_cases=(LenderCase(0.8, 1.0, 1.1),)
    )
    flow = cash_flow(case, 0.0)
    assert flow.debt.item() == pytest.approx(40 / 1.1 * (1 - 1.1**-4) / 0.1, rel=1e-12)


def test_sculpting_after_tax_keeps_the_dscr_after_tax(two_years_to_build):
    case = two_years_to_build(
        np.inf, repayment="sculpted", capex=1000.0, tax=FLAT_TAX, sizing="post_tax",
        depreciation_years=100,
    )  # fmt: skip
    flow = cash_flow(case, 0.0)
    assert np.min(flow.tax[2:]) > 0
    assert (flow.cfads / 1.25)[2:] == pytest.approx(flow.service[2:], rel=1e-9)
    # By hand for the last year: service s = (50 - tax) / 1.25, tax = 0.25 (50 - dep - interest),
    # interest = s - principal = s x 0.1 / 1.1 and depreciation 10 plus that of the interest paid
    # in construction.
    written_off = flow.depreciation[-1]
    service = (50 - 0.25 * (50 - written_off)) / (1.25 - 0.25 * 0.1 / 1.1)
    assert flow.service[-1] == pytest.approx(service, rel=1e-9)


def test_quarters_of_construction_bear_quarterly_interest(two_years_to_build):
    # Drawn evenly over eight quarters, 7.5 each: interest 2.5 % on the mean balance of a quarter,
    # 7.5 x 0.025 x (0.5 + 1.5 + ... + 7.5) = 7.5 x 0.025 x 32 = 6.
    line = Timeline(2025, 2, 4, construction_months=3)
    flow = cash_flow(two_years_to_build(line=line), 0.0)
    assert np.sum(flow.financing_cost) == pytest.approx(6.0)
    assert flow.debt_drawn[:8] == pytest.approx([7.5] * 8)


def test_half_years_of_operation_serve_half_yearly(two_years_to_build):
    line = Timeline(2025, 2, 4, operation_months=6)
    flow = cash_flow(two_years_to_build(60.0, line=line), 0.0)
    # Eight instalments of 7.5, interest 5 % on what is left: 3, 2.625, ...
    assert flow.senior.principal[2:] == pytest.approx([7.5] * 8)
    assert flow.senior.interest[2:4] == pytest.approx([3.0, 2.625])
    # Revenue by days: 2025 has 181 and 184.
    assert flow.other_revenue[2:4] == pytest.approx([50 * 181 / 365, 50 * 184 / 365])


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    order=st.sampled_from(["equity_first", "debt_first"]),
    gearing=st.floats(0.05, 0.9),
    rate=st.floats(0.0, 0.15),
    fee=st.floats(0.0, 0.03),
    commitment=st.floats(0.0, 0.02),
    months=st.sampled_from([0.0, 6.0]),
    grant=st.sampled_from([0.0, 10.0]),
)
def test_draws_equal_scalars_in_any_order(
    two_years_to_build, order, gearing, rate, fee, commitment, months, grant
):
    values = {
        "max_gearing": np.array([[gearing], [0.5], [0.8]]),
        "interest_rate": np.array([[rate], [0.05], [0.12]]),
        "upfront_fee": np.array([[fee], [0.01], [0.0]]),
        "commitment_fee": np.array([[commitment], [0.0], [0.01]]),
    }
    others = {"reserves": Reserves(months), "construction_grants": np.array([0.0, grant])}
    together = cash_flow(two_years_to_build(np.inf, order, **values, **others), 0.0)
    assert np.max(np.abs(together.uses_less_sources)) < 1e-8
    for draw in range(3):
        one = {name: float(value[draw, 0]) for name, value in values.items()}
        alone = cash_flow(two_years_to_build(np.inf, order, **one, **others), 0.0)
        np.testing.assert_allclose(together.debt[draw], alone.debt, rtol=1e-12)
        np.testing.assert_allclose(together.equity[draw], alone.equity, rtol=1e-12, atol=1e-12)


@settings(deadline=None, max_examples=60)
@given(st.floats(1.0, 60.0), st.floats(0.1, 30.0))
def test_more_debt_never_lowers_the_service(two_years_to_build, debt, more):
    small = cash_flow(two_years_to_build(debt), 0.0)
    large = cash_flow(two_years_to_build(debt + more), 0.0)
    assume(large.debt.item() > small.debt.item())
    assert np.all(large.service >= small.service)


def test_agreed_schedule_repays_as_it_says(two_years_to_build):
    # 60 at 10 %: half in the second year, half in the fourth, after 10 % were added in the first.
    shares = np.array([-0.1, 0.6, 0.0, 0.5])
    flow = cash_flow(two_years_to_build(60.0, repayment="schedule", schedule=shares), 0.0)
    assert flow.senior.principal[2:] == pytest.approx([-6, 36, 0, 30])
    assert flow.senior.balance[2:] == pytest.approx([66, 30, 30, 0])
    assert flow.senior.interest[2:] == pytest.approx([6.0, 6.6, 3.0, 3.0])
    assert flow.equity[2:] == pytest.approx([50, 50 - 42.6, 47, 17])


def test_schedule_of_a_sculpted_debt_is_that_debt(two_years_to_build):
    revenue = np.array([0.0, 0.0, 30.0, 50.0, 70.0, 40.0])
    case = two_years_to_build(np.inf, repayment="sculpted", other_revenue=revenue)
    sculpted = cash_flow(case, 0.0)
    shares = sculpted.senior.principal[2:] / sculpted.debt
    again = cash_flow(
        two_years_to_build(
            sculpted.debt, repayment="schedule", schedule=shares, other_revenue=revenue
        ),
        0.0,
    )
    assert again.equity == pytest.approx(sculpted.equity, rel=1e-12)


def test_vat_that_is_refunded_lifts_no_other_debt(two_years_to_build):
    # Half of 100 is lent with and without VAT of 10, which its bridge pays; no interest.
    terms = {"max_gearing": 0.5, "interest_rate": 0.0}
    without = cash_flow(two_years_to_build(np.inf, **terms), 0.0)
    for order in ("pro_rata", "equity_first"):
        vat = VatTerms(0.10, 1.0, 12, 0.0)
        flow = cash_flow(two_years_to_build(np.inf, order, vat=vat, **terms), 0.0)
        assert flow.debt.item() == pytest.approx(50.0)
        assert np.sum(flow.uses) == pytest.approx(110.0)
        assert flow.uses_less_sources == pytest.approx(np.zeros(6), abs=1e-9)
        assert np.sum(flow.equity_paid_in) == pytest.approx(np.sum(without.equity_paid_in))
