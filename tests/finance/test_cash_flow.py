"""The cash flow: a case by hand, and what holds for any project."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from wte_ppp.finance.case import DebtTerms, Loan, ProjectCase
from wte_ppp.finance.cash_flow import cash_flow, unlevered_tax
from wte_ppp.finance.irr import irr
from wte_ppp.finance.metrics import dscr, minimum_dscr, npv, payback_years
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline

SHAPES = ["annuity", "equal_principal", "sculpted"]
NO_TAX = TaxRules(0.0, 0.0, 0, 0, 0, 1, 0)


def test_case_by_hand():
    """One year of construction, three of operation; every line by arithmetic."""
    line = Timeline(first_operation_year=2025, construction_years=1, operation_years=3)
    case = ProjectCase(
        timeline=line,
        paid_t=np.array([0.0, 10.0, 10.0, 10.0]),
        tipping_fee_index=np.array([1.0, 1.0, 1.1, 1.2]),
        other_revenue=np.array([0.0, 30.0, 30.0, 30.0]),
        operating_cost=np.array([0.0, 20.0, 20.0, 20.0]),
        capex=100.0,
        spend_profile=np.array([1.0]),
        grant=20.0,
        grant_year=1,
        debt=DebtTerms(
            amount=50.0,
            max_gearing=0.7,
            interest_rate=0.10,
            upfront_fee=0.02,
            commitment_fee=0.01,
            tenor_years=2,
            grace_years=0,
            repayment="equal_principal",
            target_dscr=1.3,
            bridge_rate=0.08,
        ),
        tax=TaxRules(0.20, 0.20, 0, 0, 0, 1, 5),
        depreciation_years=2,
    )
    flow = cash_flow(case, 4.0)
    # Interest in construction on half the draw: 50 * 0.10 / 2 = 2.5; commitment fee on the
    # undrawn half: 50 * 0.01 / 2 = 0.25; upfront 50 * 0.02 = 1; bridge 20 * 0.08 / 2 = 0.8.
    assert flow.financing_cost == pytest.approx([4.55, 0, 0, 0])
    assert flow.debt == pytest.approx(50.0)
    assert flow.debt_drawn == pytest.approx([50, 0, 0, 0])
    assert flow.bridge_drawn == pytest.approx([20, 0, 0, 0])
    # 100 + 4.55 - 50 - 20
    assert flow.equity_paid_in == pytest.approx([34.55, 0, 0, 0])
    assert flow.uses_less_sources == pytest.approx([0, 0, 0, 0], abs=1e-12)
    assert flow.tipping_revenue == pytest.approx([0, 40, 44, 48])
    # 40 + 30 - 20, 44 + 30 - 20, 48 + 30 - 20
    assert flow.operating_cash_flow == pytest.approx([0, 50, 54, 58])
    # The grant comes in year 1, repays the bridge, whose interest of 20 * 0.08 falls due.
    assert flow.grant == pytest.approx([0, 20, 0, 0])
    assert flow.bridge_repaid == pytest.approx([0, 20, 0, 0])
    assert flow.bridge_interest == pytest.approx([0, 1.6, 0, 0])
    assert flow.senior.principal == pytest.approx([0, 25, 25, 0])
    assert flow.senior.interest == pytest.approx([0, 5, 2.5, 0])
    assert flow.senior.balance == pytest.approx([0, 25, 0, 0])
    # (100 - 20 + 4.55) / 2
    assert flow.depreciation == pytest.approx([0, 42.275, 42.275, 0])
    # Profit 50 - 42.275 - 5 - 1.6 = 1.125; 54 - 42.275 - 2.5 = 9.225; 58. Tax at 20 %.
    assert flow.tax == pytest.approx([0, 0.225, 1.845, 11.6])
    assert flow.cfads == pytest.approx([0, 49.775, 52.155, 46.4])
    # 49.775 - 30 - 1.6 (grant and bridge cancel); 52.155 - 27.5; 46.4
    assert flow.equity == pytest.approx([-34.55, 18.175, 24.655, 46.4])
    # Service is 30 to the senior lender and 1.6 of interest of the bridge; the bridge itself is
    # repaid by the grant. 49.775 / 31.6 = 1.57516, 52.155 / 27.5 = 1.89655
    ratio = [np.nan, 49.775 / 31.6, 52.155 / 27.5, np.nan]
    assert flow.cover == pytest.approx(ratio, nan_ok=True)
    # -100; 50 + 20; 54; 58
    assert flow.project_pre_tax == pytest.approx([-100, 70, 54, 58])
    # -100 + 70 = -30, then 54: paid back in 1 + 30/54 years
    assert payback_years(flow.project_pre_tax)[0] == pytest.approx(1 + 30 / 54)
    # Without debt depreciation is 80 / 2 = 40: profit 10, 14, 58, tax 2, 2.8, 11.6.
    assert unlevered_tax(case, flow) == pytest.approx([0, 2.0, 2.8, 11.6])


PROJECTS = {
    "fee": st.floats(0, 200),
    "repayment": st.sampled_from(SHAPES),
    "grant": st.floats(0, 100e6),
    "grant_year": st.integers(0, 3),
    "max_gearing": st.floats(0, 0.95),
    "interest_rate": st.one_of(st.just(0.0), st.floats(1e-4, 0.2)),
    "tenor_years": st.integers(1, 20),
    "grace_years": st.integers(0, 5),
    "target_dscr": st.floats(1.01, 3),
    "cost": st.floats(0, 30e6),
}
VARIED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=100)


@VARIED
@given(**PROJECTS)
def test_books_close_and_debt_is_repaid(project, fee, cost, **terms):
    assume(terms["grace_years"] < terms["tenor_years"])
    line = project().timeline
    case = project(operating_cost=cost * line.within(1, 20), **terms)
    flow = cash_flow(case, fee)
    capex = case.capex
    assert np.all(np.abs(flow.uses_less_sources) <= 1e-9 * capex)
    assert np.sum(flow.senior.principal) == pytest.approx(float(np.sum(flow.debt)), abs=1e-3)
    assert np.all(flow.senior.balance[line.operation_year >= terms["tenor_years"]] == 0)
    assert np.all(flow.tax >= -1e-6)
    assert np.all(np.asarray(flow.debt) >= 0)
    uses = np.sum(flow.capex + flow.financing_cost)
    assert np.all(flow.debt <= terms["max_gearing"] * uses + 1e-3)
    # Cash in = cash out over the whole life: owners keep what nobody else gets.
    kept = (
        np.sum(flow.operating_cash_flow + flow.grant)
        - np.sum(flow.tax + flow.capex + flow.financing_cost)
        - np.sum(flow.senior.interest + flow.bridge_interest)
    )
    assert np.sum(flow.equity) == pytest.approx(kept, rel=1e-9, abs=1.0)


@VARIED
@given(
    fee=st.floats(20, 200),
    target=st.floats(1.05, 3),
    gearing=st.floats(0.05, 0.95),
    rate=st.one_of(st.just(0.0), st.floats(1e-4, 0.15)),
    tenor=st.integers(2, 20),
)
def test_sculpted_cover_is_constant_at_the_target_or_above_where_a_cap_binds(
    project, fee, target, gearing, rate, tenor
):
    case = project(
        repayment="sculpted",
        target_dscr=target,
        max_gearing=gearing,
        interest_rate=rate,
        tenor_years=tenor,
        grace_years=0,
        grant_year=0,
    )
    flow = cash_flow(case, fee)
    loan = flow.senior.service > 0
    assert loan.sum() == tenor
    cover = flow.operating_cash_flow[loan] / flow.senior.service[loan]
    assert cover == pytest.approx(cover[0], rel=1e-8)
    uses = np.sum(flow.capex + flow.financing_cost)
    lent_or_paid_in = float(np.sum(flow.debt) + np.sum(flow.equity_paid_in))
    at_cap = float(np.sum(flow.debt)) >= gearing * lent_or_paid_in * (1 - 1e-9)
    building = flow.capex > 0
    left_for_owners = np.min(flow.equity_paid_in[building]) > 1e-9 * uses
    if at_cap or not left_for_owners:
        assert cover[0] >= target * (1 - 1e-9)
    else:
        assert cover[0] == pytest.approx(target, rel=1e-9)


def test_sculpted_cover_meets_and_exceeds_the_target(project):
    """The two cases of the property above, so that neither is empty."""
    for gearing, compare in ((0.9, np.isclose), (0.3, np.greater)):
        case = project(repayment="sculpted", max_gearing=gearing, grace_years=0, tax=NO_TAX)
        flow = cash_flow(case, 30.0)
        assert compare(minimum_dscr(flow.cover)[0], 1.3)


def test_negative_cfads_in_a_sculpted_loan_serves_nothing_and_gives_no_ratio(project):
    line = project().timeline
    cost = 7e6 * line.within(1, 20)
    cost[7] = 30e6
    case = project(repayment="sculpted", operating_cost=cost, tax=NO_TAX, grace_years=0)
    flow = cash_flow(case, 30.0)
    # Interest of that year is added to the loan: principal is negative, service zero.
    assert flow.senior.service[7] == pytest.approx(0.0, abs=1e-6)
    assert flow.senior.principal[7] < 0
    assert np.sum(flow.senior.principal) == pytest.approx(float(np.sum(flow.debt)), rel=1e-12)
    assert minimum_dscr(flow.cover)[0] == pytest.approx(1.3)


def test_level_loan_shows_the_year_that_it_cannot_be_served(project):
    line = project().timeline
    cost = 7e6 * line.within(1, 20)
    cost[7] = 30e6
    flow = cash_flow(project(operating_cost=cost), 30.0)
    ratio = dscr(flow.cfads, flow.senior.service)
    assert np.nanargmin(ratio) == 7
    assert minimum_dscr(ratio)[0] < 0


@pytest.mark.parametrize("shape", SHAPES)
def test_without_debt_owners_get_the_project(project, shape):
    case = project(max_gearing=0.0, grant=0.0, repayment=shape)
    flow = cash_flow(case, 40.0)
    np.testing.assert_allclose(
        flow.equity, flow.project_pre_tax - unlevered_tax(case, flow), atol=1e-6
    )
    assert np.all(np.isnan(dscr(flow.cfads, flow.senior.service)))


def test_grant_above_the_uses_leaves_no_debt_and_pays_the_rest_out(project):
    flow = cash_flow(project(grant=100e6, grant_year=0, bridge_rate=0.0), 40.0)
    assert np.all(flow.debt == 0)
    # 70 million of cost, 100 of bridge: 30 to the owners in construction.
    assert np.sum(flow.equity_paid_in) == pytest.approx(-30e6)


def test_grant_on_completion_needs_a_bridge_in_construction_only(project):
    flow = cash_flow(project(grant_year=0), 40.0)
    assert np.all(flow.bridge_interest == 0)
    # Operation year 0 is the last of construction: column 1 of two.
    assert flow.grant[1] == flow.bridge_repaid[1] == 10e6


def test_grant_paid_later_costs_a_year_of_bridge_interest_each(project):
    flow = cash_flow(project(grant_year=3), 40.0)
    assert np.sum(flow.bridge_interest) == pytest.approx(3 * 10e6 * 0.05)
    assert flow.grant[4] == 10e6


def test_no_cash_at_all_needs_no_special_case(project):
    for shape in SHAPES:
        flow = cash_flow(project(repayment=shape, other_revenue=np.zeros(22)), 0.0)
        assert np.all(np.isfinite(flow.equity))
        assert np.isnan(irr(flow.equity)[0])
        assert npv(flow.equity, 0.1)[0] < 0


DRAWS = {
    "capex": [70e6, 90e6, 50e6, 70e6],
    "grant": [10e6, 0.0, 60e6, 5e6],
    "grant_year": [0.0, 1.0, 2.0, 3.0],
    "amount": [np.inf, 20e6, np.inf, 0.0],
    "max_gearing": [0.7, 0.8, 0.0, 0.95],
    "interest_rate": [0.07, 0.0, 0.12, 0.03],
    "upfront_fee": [0.01, 0.0, 0.02, 0.01],
    "tenor_years": [12.0, 8.0, 1.0, 10.0],
    "grace_years": [1.0, 0.0, 0.0, 4.0],
    "target_dscr": [1.3, 1.2, 2.0, 1.1],
    "depreciation_years": [20.0, 10.0, 15.0, 25.0],
}
CONTRACTS = [20, 8, 15, 10]
FEES = [30.0, 60.0, 0.0, 90.0]


LINES = (
    "tipping_revenue", "other_revenue", "operating_cost", "capex", "financing_cost", "debt_drawn",
    "bridge_drawn", "equity_paid_in", "grant", "bridge_repaid", "bridge_interest", "depreciation",
    "tax", "cfads", "debt", "equity", "project_pre_tax",
)  # fmt: skip


def lines_of(flow):
    table = {name: getattr(flow, name) for name in LINES}
    return table | {"interest": flow.senior.interest, "balance": flow.senior.balance}


@pytest.mark.parametrize("shape", SHAPES)
def test_draws_equal_scalars_also_where_contracts_are_shorter_than_the_horizon(project, shape):
    base = project()
    line = base.timeline
    running = line.within(1, np.array(CONTRACTS, dtype=float).reshape(-1, 1))
    columns = {name: np.array(values).reshape(-1, 1) for name, values in DRAWS.items()}
    together = cash_flow(
        project(
            repayment=shape,
            paid_t=150_000 * running,
            other_revenue=8e6 * running,
            operating_cost=7e6 * running,
            **columns,
        ),
        np.array(FEES).reshape(-1, 1),
    )
    rate = irr(together.equity)
    for draw, years in enumerate(CONTRACTS):
        own = Timeline(line.first_operation_year, 2, years)
        on = own.within(1, years)
        alone = cash_flow(
            project(
                repayment=shape,
                timeline=own,
                paid_t=150_000 * on,
                tipping_fee_index=base.tipping_fee_index[: 2 + years],
                other_revenue=8e6 * on,
                operating_cost=7e6 * on,
                **{name: values[draw] for name, values in DRAWS.items()},
            ),
            FEES[draw],
        )
        for name, series in lines_of(alone).items():
            found = np.asarray(lines_of(together)[name])
            if name == "depreciation":  # runs on after the contract, where it changes no tax
                found = found[..., : 2 + years]
            found = np.broadcast_to(found, (4, found.shape[-1]))[draw]
            expected = np.asarray(series)
            width = min(found.shape[-1], np.atleast_1d(expected).shape[-1])
            np.testing.assert_allclose(
                found[:width], np.atleast_1d(expected)[:width], rtol=1e-12, atol=1e-6, err_msg=name
            )
            assert np.all(found[width:] == 0), name
        np.testing.assert_allclose(rate[draw], irr(alone.equity), rtol=1e-10, equal_nan=True)


def test_mean_cover_leaves_out_what_is_owed_after_the_senior_debt(two_years_to_build):
    # 40 at 10 % in two years: 24, 22; a loan of 20 at 0 % in four: 5 a year; CFADS of 50.
    flow = cash_flow(two_years_to_build(40.0, tenor_years=2, loans=(Loan(20.0, 0.0, 4),)), 0.0)
    assert flow.cover[2:] == pytest.approx([50 / 29, 50 / 27, 10, 10])
    senior = flow.while_senior_is_owed(flow.cover)
    assert senior[2:] == pytest.approx([50 / 29, 50 / 27, np.nan, np.nan], nan_ok=True)
    alone = cash_flow(two_years_to_build(0.0, loans=(Loan(20.0, 0.0, 4),)), 0.0)
    assert alone.while_senior_is_owed(alone.cover)[2:] == pytest.approx([10, 10, 10, 10])
