"""The finance section's further inputs: what each does to the result, and draws of them all."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.steps.finance_parts import REASONS
from wte_ppp.feasibility.study import Study
from wte_ppp.finance.irr import NoIrr

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
STUDY = Study.load(MINIMAL)
FULL = {
    "timing.construction_period": "quarter",
    "timing.operation_period": "half_year",
    "timing.first_operation_month": 4,
    "timing.fiscal_year_start_month": 4,
    "tipping_fee_usd_per_t": 75.0,
    "tipping_fee_indexed_percent": 50.0,
    "indexation.tipping_fee.currency": "local",
    "indexation.tipping_fee.local_inflation_percent": 50.0,
    "indexation.local_inflation_percent": 4.0,
    "indexation.tipping_fee.step_years": 2,
    "power_limit.kwh_per_t": 280.0,
    "power_limit.price_above_usd_per_kwh": 0.05,
    "uses.land_usd": 2e6,
    "uses.contingency_percent": 5.0,
    "uses.working_capital_usd": 1e6,
    "uses.receivable_days": 60.0,
    "uses.payable_days": 30.0,
    "uses.vat_percent": 10.0,
    "debt.repayment": "sculpted",
    "debt.sizing_cfads": "post_tax",
    "debt.draw_order": "equity_first",
    "debt.lender_case.revenue_percent": 90.0,
    "debt.lender_case.dscr": 1.15,
    "concessional.amount_usd": 20e6,
    "grant.viability_gap_usd": 10e6,
    "reserves.dsra_months": 6.0,
    "reserves.overhaul_percent": 2.0,
    "reserves.maintenance_years": 3.0,
    "reserves.interest_percent": 1.0,
    "owners.lockup_dscr": 1.1,
    "owners.cash_sweep_percent": 20.0,
    "owners.dividends": "retained_earnings",
    "owners.shareholder_loan_percent": 50.0,
    "owners.dividend_withholding_percent": 5.0,
    "municipality.budget_usd_per_year": 300e6,
    "municipality.households": 400e3,
    "municipality.household_income_usd_per_year": 6e3,
    "commitments.termination_probability_percent": 0.5,
    "value_for_money": {
        "discount_rate_percent": 6.0,
        "public_capital_cost_percent": 110.0,
        "public_operating_cost_percent": 100.0,
        "public_revenue_percent": 100.0,
        "insurance_percent_of_capital_cost": 0.0,
        "rate_step_percent": 2.0,
        "transaction_cost_usd": 2e6,
        "monitoring_usd_per_year": 2e5,
        "risks": {
            "overrun": {
                "falls_on": "capital_cost",
                "probability_percent": 40.0,
                "impact_percent": 25.0,
                "transferred_percent": 90.0,
            }
        },
    },
}


def study_with(changes):
    data = STUDY.definition.model_dump(by_alias=True)
    for path, value in changes.items():
        node = data["finance"]
        *parents, name = path.split(".")
        for parent in parents:
            node = node[parent]
        node[name] = value
    return dataclasses.replace(STUDY, definition=StudyDefinition.model_validate(data))


@pytest.fixture(scope="module")
def full():
    return study_with(FULL).run().finance


def test_books_of_the_full_study_close(full):
    assert full.accounts.largest_imbalance_usd < 1e-2
    held = full.accounts.cash_usd + full.accounts.reserve_accounts_usd
    assert np.all(held >= -1e-6)
    assert held[-1] == pytest.approx(0, abs=1e-3)
    sources = (
        full.debt_usd + full.equity_usd + full.grant_usd + full.funds.concessional_usd
        + full.funds.construction_grants_usd + full.funds.vat_usd
    )  # fmt: skip
    assert sources == pytest.approx(full.total_uses_usd, rel=1e-9)
    assert full.funds.land_usd == 2e6


def test_full_study_has_its_periods_by_date(full):
    # Eight quarters of construction, forty half-years from 1 April 2028.
    periods = full.periods
    assert len(periods.start) == 48
    assert periods.start[8] == "2028-04-01"
    assert periods.end[-1] == "2048-03-31"
    assert full.cfads_usd.shape == (22,)
    assert full.cfads_usd.sum() == pytest.approx(periods.cfads_usd.sum())
    assert full.debt_balance_usd[-1] == pytest.approx(0, abs=1e-3)


def test_dscr_of_the_full_study_is_kept_in_every_period(full):
    # The lender's case or the base case binds; after tax the base case never falls below 1.3.
    assert full.minimum_dscr >= 1.3 - 1e-6


def test_public_side_of_the_full_study(full):
    public, vfm = full.public, full.value_for_money
    first = list(full.operation_year).index(1)
    assert public.payment_usd[first] == pytest.approx(full.tipping_revenue_usd[first])
    # Budget of the price year 2024 grown by 4 % a year to 2028.
    budget = 300e6 * 1.04**4
    share = 100 * full.tipping_revenue_usd[first] / budget
    assert public.share_of_budget_percent[first] == pytest.approx(share)
    assert public.expected_termination_usd == pytest.approx(0.005 * public.termination_usd)
    # Both at the public rate and at the fee that would be signed; what Japan pays on completion is
    # no payment of the public.
    assert vfm.payments_usd == pytest.approx(full.at_signed_fee.present_value_usd)
    assert vfm.value_usd == pytest.approx(vfm.psc_usd - vfm.ppp_usd)
    # 40 % x 25 % of capital cost at 110 %, a tenth of it retained.
    assert vfm.transferred_risk_usd == pytest.approx(9 * vfm.retained_risk_usd)
    rates = vfm.value_percent_by_rate
    assert rates["stated"] == pytest.approx(vfm.value_percent)
    # Payments come later than public capital cost: a higher rate favours the PPP.
    assert rates["lower"] < rates["stated"] < rates["higher"]


def test_grant_put_back_leaves_the_owners_no_gain_and_no_loss_at_their_target():
    rows = {str(row.driver): row for row in STUDY.run().finance.switching}
    grant = rows["Capital grants"].switching
    found = study_with({"grant.central_support_usd": grant}).run().finance
    assert found.owners.equity_npv_usd == pytest.approx(0.0, abs=1e-2)
    # From the other side: with 3 million more than that, so much could be missed.
    rich = study_with({"grant.central_support_usd": grant + 3e6}).run().finance
    row = next(one for one in rich.switching if str(one.driver) == "Capital grants")
    assert row.switching == pytest.approx(grant, rel=1e-6)
    # The other drivers are told with all else held, operating cost included.
    assert rows["Capital cost"].change_percent < 0
    assert rows["Revenue other than tipping fees"].change_percent > 0


def test_draws_of_the_full_study_equal_single_runs():
    study = study_with(FULL)
    draws = {
        "cost.capex_usd": [1.5e8, 1.8e8, 2.2e8],
        "finance.debt.interest_percent": [5.0, 7.0, 9.0],
        "finance.tipping_fee_usd_per_t": [90.0, 60.0, 75.0],
        "finance.reserves.dsra_months": [0.0, 6.0, 9.0],
        "finance.owners.cash_sweep_percent": [0.0, 20.0, 50.0],
        "finance.uses.vat_percent": [0.0, 5.0, 10.0],
    }
    together = study.run(draws=draws).finance
    assert together.switching == ()
    for index in range(3):
        alone = study.run(draws={path: [one[index]] for path, one in draws.items()}).finance
        for name in ("equity_irr_percent", "debt_usd", "required_tipping_fee_usd_per_t", "llcr"):
            np.testing.assert_allclose(
                getattr(together, name)[index], getattr(alone, name)[0], rtol=1e-9, err_msg=name
            )
        np.testing.assert_allclose(
            together.equity_cash_flow_usd[index],
            alone.equity_cash_flow_usd[0],
            rtol=1e-9,
            atol=1e-2,
        )


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"tax.depreciation_method": "schedule"}, "depreciation_schedule_percent"),
        ({"tax.depreciation_method": "declining_guaranteed"}, "declining_rate_percent"),
        ({"grant.viability_gap_milestones_percent": [50, 30, 20]}, "one for each of"),
        (
            {
                "tipping_fee_indexed_percent": 80.0,
                "indexation.tipping_fee.local_inflation_percent": 30.0,
            },
            "at most 100 %",
        ),
        ({"concessional.amount_usd": 1e6, "concessional.tenor_years": 30.0}, "tenor_years"),
    ],
)
def test_inputs_that_do_not_fit_are_refused(changes, word):
    with pytest.raises(ValidationError, match=word):
        study_with(changes)


def test_construction_by_period_need_not_fill_years():
    finance = (
        study_with(
            {
                "timing.construction_period": "quarter",
                "timing.spend_profile_by": "period",
                "spend_profile_percent": [10.0] * 10,
            }
        )
        .run()
        .finance
    )
    # Ten quarters before 1 January 2028: from 1 July 2025.
    assert finance.periods.start[0] == "2025-07-01"
    assert finance.calendar_year[:4].tolist() == [2025, 2026, 2027, 2028]
    spent = finance.capex_spent_usd[:3] / np.sum(finance.capex_spent_usd)
    assert spent == pytest.approx([0.2, 0.4, 0.4])


def test_put_or_pay_is_a_commitment_of_its_own():
    study = dataclasses.replace(STUDY)
    drawn = study.run(draws={"waste.guaranteed_t_per_day": [0.0, 900.0]}).finance.public
    assert np.all(drawn.put_or_pay_usd[0] == 0)
    assert np.all(drawn.put_or_pay_usd[1][2:] > 0)


def test_every_reason_has_its_words():
    assert set(NoIrr) < set(REASONS)
    assert all(len(words) > 10 for words in REASONS.values())
