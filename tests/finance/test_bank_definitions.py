"""Definitions that a bank accepts: cases M1 to M5 of the issue on money, by arithmetic."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from tests.feasibility.words import words_of
from wte_ppp.chapters.study.page_one import summary_page
from wte_ppp.chapters.study.report import study_report
from wte_ppp.chapters.study.screen import study_screen
from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.study import Study
from wte_ppp.finance.case import Loan, Reserves
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.later_investment import LaterInvestment
from wte_ppp.finance.metrics import life_cover
from wte_ppp.finance.refinancing import Refinancing
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline

MINIMAL = read_document("examples/minimal/study.yaml")


def minimal(**finance):
    """Money of the minimal study with other parts of its finance section."""
    return minimal_study(**finance).finance


def minimal_study(**finance):
    """Result of the minimal study with other parts of its finance section."""
    data = deepcopy(MINIMAL.data)
    data["finance"] |= finance
    return Study.of(Document("study.yaml", data, {})).run()


def served(two_years_to_build, cfads, service, grant, grant_year, rate=0.07):
    """A project of two years with this CFADS and this service of a senior debt without interest."""
    line = Timeline(2025, 2, 2)
    owed = float(sum(service))
    return two_years_to_build(
        owed, line=line, capex=1.5 * owed + grant, grant=grant, grant_year=grant_year,
        bridge_rate=rate, interest_rate=0.0, repayment="schedule",
        schedule=np.array(service) / owed, max_gearing=0.95,
        other_revenue=line.from_operation(np.array(cfads)),
        operating_cost=line.from_operation(np.zeros(2)),
    )  # fmt: skip


def test_m1_interest_of_the_grant_bridge_is_service(two_years_to_build):
    # Reported 1.598 in both years: the debt is sculpted. Grant 88.35 at 7 %: 6.1845 of interest.
    # 1.052 (S + 6.1845) = 1.598 S gives S = 11.916 and CFADS 19.042; 1.090 gives 13.270, 21.206.
    case = served(two_years_to_build, [19.042, 21.206], [11.916, 13.270], 88.35, 2)
    flow = cash_flow(case, 0.0)
    assert flow.bridge_interest[2:] == pytest.approx([6.1845, 6.1845])
    assert flow.cfads[2:] / flow.senior.service[2:] == pytest.approx([1.598, 1.598], abs=1e-3)
    assert flow.cover[2:] == pytest.approx([1.052, 1.090], abs=1e-3)
    # The grant itself repays the bridge at the end of year 2: that is no service of CFADS.
    assert flow.service[3] == pytest.approx(13.270 + 6.1845)
    assert flow.bridge_repaid[3] == pytest.approx(88.35)


def test_m2_a_grant_paid_in_the_first_year(two_years_to_build):
    # Grant 53.01 at 7 %: 3.711. Service 16.936, CFADS 1.202 x 16.936 = 20.357 in the first year:
    # 20.357 / (16.936 + 3.711) = 0.986; the second year has no bridge.
    case = served(two_years_to_build, [20.357, 20.357], [16.936, 16.936], 53.01, 1)
    assert cash_flow(case, 0.0).cover[2:] == pytest.approx([0.986, 1.202], abs=1e-3)


def test_bridge_interest_is_counted_where_debt_is_sized_on_a_dscr(two_years_to_build):
    # CFADS 60 at 1.25 serves 48 a year, in year 1 less 10 of interest of the bridge (100 at 10 %):
    # sculpted at 10 %: 38 / 1.1 + 48 / 1.21 = 74.215.
    line = Timeline(2025, 2, 2)
    case = two_years_to_build(
        np.inf, line=line, capex=300.0, grant=100.0, grant_year=1, bridge_rate=0.10,
        repayment="sculpted", tenor_years=2, target_dscr=1.25, max_gearing=0.95,
        other_revenue=line.from_operation(np.array([60.0, 60.0])),
        operating_cost=line.from_operation(np.zeros(2)),
    )  # fmt: skip
    flow = cash_flow(case, 0.0)
    assert flow.debt[0] == pytest.approx(38 / 1.1 + 48 / 1.21)
    assert flow.cover[2:] == pytest.approx([1.25, 1.25])


def test_m3_gearing_is_debt_over_debt_and_equity():
    grant = {"rate_percent": 30, "paid_in_operation_year": 1}
    money = minimal(grant=grant, debt={"amount_usd": 132.0e6, "max_gearing_percent": 95})
    # Uses 206, of which a grant of 53 and a VAT bridge of 14: about 139 are left for the owners
    # and the lenders, and 132 / 139 = 95 %; over uses without VAT it was 132 / 192 = 69 %.
    lent_or_paid_in = money.total_uses_usd - money.grant_usd - money.funds.vat_usd
    assert money.debt_usd + money.equity_usd == pytest.approx(lent_or_paid_in)
    assert money.gearing_percent == pytest.approx(100 * money.debt_usd / lent_or_paid_in)
    assert money.gearing_percent == pytest.approx(95.0, abs=0.05)
    assert 100 * money.equity_usd / money.total_uses_usd == pytest.approx(3.3, abs=0.1)
    # A cap of 70 % now leaves 30 % of what is not granted to the owners.
    capped = minimal(grant=grant)
    assert capped.gearing_percent == pytest.approx(70)
    assert capped.equity_usd == pytest.approx(3 / 7 * capped.debt_usd)


@pytest.mark.parametrize("order", ["pro_rata", "equity_first", "debt_first"])
def test_the_cap_on_gearing_holds_in_every_order_with_a_grant(two_years_to_build, order):
    # Uses 100 and no interest in construction; grant 40 by milestones: 0.75 of the other 60.
    case = two_years_to_build(
        np.inf, order=order, max_gearing=0.75, interest_rate=0.0,
        construction_grants=np.array([20.0, 20.0]),
    )  # fmt: skip
    flow = cash_flow(case, 0.0)
    assert flow.debt[0] == pytest.approx(45.0)
    assert np.sum(flow.equity_paid_in) == pytest.approx(15.0)


def sculpted_with_grace(two_years_to_build, **terms):
    """CFADS of 12 in a first year of 60 % load, then 20 a year for ten; 10 %, target 1.25."""
    line, cash = Timeline(2025, 2, 11), np.array([12.0, *[20.0] * 10])
    return two_years_to_build(
        np.inf, line=line, capex=1000.0, repayment="sculpted", tenor_years=11, grace_years=1,
        target_dscr=1.25, other_revenue=line.from_operation(cash),
        operating_cost=0.0 * line.from_operation(cash), **terms,
    )  # fmt: skip


def test_m4_sculpted_debt_keeps_its_cover_in_a_grace(two_years_to_build):
    # The first year pays 12 / 1.25 = 9.6 of interest at most: 96 of debt. The ten years after it
    # would repay 16 x 6.14457 = 98.313, so that the grace binds; they are then covered
    # 1.25 x 98.313 / 96 times.
    annuity = (1 - 1.1**-10) / 0.1
    flow = cash_flow(sculpted_with_grace(two_years_to_build), 0.0)
    assert flow.debt[0] == pytest.approx(96.0)
    assert flow.cover[2] == pytest.approx(1.25)
    assert flow.cover[3:] == pytest.approx(np.full(10, 1.25 * 16 * annuity / 96))
    # As a level loan sized on the same DSCR, whose interest alone is due in that year.
    case = sculpted_with_grace(two_years_to_build)
    level = replace(case, debt=replace(case.debt, repayment="annuity", sized_on_dscr=True))
    assert cash_flow(level, 0.0).debt[0] == pytest.approx(96.0)
    # Added to the debt, the interest is no service, and the year limits nothing.
    added = cash_flow(sculpted_with_grace(two_years_to_build, capitalised_grace=True), 0.0)
    assert added.debt[0] == pytest.approx(16 * annuity / 1.1)


def test_a_grace_that_is_covered_changes_nothing(two_years_to_build):
    # 8 % of 16 x 6.71008 = 107.361 is 8.589, and 9.6 may be paid.
    flow = cash_flow(sculpted_with_grace(two_years_to_build, interest_rate=0.08), 0.0)
    assert flow.debt[0] == pytest.approx(16 * (1 - 1.08**-10) / 0.08)
    assert flow.cover[3:] == pytest.approx(np.full(10, 1.25))


def test_in_half_years_twelve_months_together_are_tested(two_years_to_build):
    line = Timeline(2025, 2, 11, operation_months=6)
    cash = line.from_operation(np.array([12.0, *[20.0] * 10]))
    case = replace(
        sculpted_with_grace(two_years_to_build), timeline=line, other_revenue=cash,
        operating_cost=0 * cash, paid_t=0 * cash, tipping_fee_index=1 + 0 * cash,
    )  # fmt: skip
    flow = cash_flow(case, 0.0)
    # 12 in the first year, 10 % of the debt in two halves: 96 again.
    assert flow.debt[0] == pytest.approx(96.0)
    assert np.nanmin(flow.cover) == pytest.approx(1.25)


def test_m5_each_loan_at_its_own_rate_over_its_own_life(two_years_to_build):
    # Senior 100 at 10 %, repaid after a year: 110. Another 100 at 0 %: 50 and 50. CFADS 200, 100.
    # Interest of what is owed: 10 / 200 = 5 %, then 0 / 50 = 0 %.
    # LLCR (200 + 100) / 1.05 / 200 = 1.42857; at the senior rate (200 / 1.1 + 100 / 1.21) / 200
    # = 1.32231.
    line = Timeline(2025, 2, 2)
    case = two_years_to_build(
        100.0, line=line, capex=300.0, tenor_years=1,
        loans=(Loan(amount=100.0, interest_rate=0.0, tenor_years=2),),
        other_revenue=line.from_operation(np.array([200.0, 100.0])),
        operating_cost=line.from_operation(np.zeros(2)),
    )  # fmt: skip
    flow = cash_flow(case, 0.0)
    assert flow.debt_rate[2:] == pytest.approx([0.05, 0.0])
    llcr = life_cover(line, flow.cfads, flow.debt_balance, flow.debt_at_start, flow.debt_rate)
    assert llcr[2:] == pytest.approx([300 / 1.05 / 200, 100 / 50])
    # At these rates the service of all loans is worth what they owe.
    worth = life_cover(line, flow.service, flow.debt_balance, flow.debt_at_start, flow.debt_rate)
    assert worth[2:] == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize("shape", ["annuity", "equal_principal", "sculpted"])
def test_service_of_two_loans_is_worth_the_debt_at_their_own_rates(project, shape):
    # Senior 7.5 % over 13 years, concessional 1.5 % over 18 with a grace, as the case M5 has it.
    case = project(
        repayment=shape, interest_rate=0.075, tenor_years=13, grant_year=0,
        loans=(Loan(amount=15e6, interest_rate=0.015, tenor_years=18, grace_years=3),),
    )  # fmt: skip
    flow = cash_flow(case, np.array([[50.0], [80.0]]))
    line = case.timeline
    worth = life_cover(line, flow.service, flow.debt_balance, flow.debt_at_start, flow.debt_rate)
    first = line.construction_columns
    owed = worth[..., first : first + 18]
    assert owed == pytest.approx(np.ones_like(owed))
    assert np.all(flow.debt_rate[..., first] > 0.015)
    assert flow.debt_rate[..., -1] == pytest.approx(0.015 + 0 * flow.debt_rate[..., -1])
    # A lower rate on part of the debt is worth more cover than the senior rate on all of it.
    ours = life_cover(line, flow.cfads, flow.debt_balance, flow.debt_at_start, flow.debt_rate)
    plain = life_cover(line, flow.cfads, flow.debt_balance, flow.debt_at_start, 0.075)
    assert np.all(ours[..., first] > plain[..., first])


def test_without_any_loan_bridges_alone_give_no_cover():
    free = minimal(debt={"amount_usd": 0})
    assert np.isnan(free.minimum_dscr)
    assert np.all(np.isnan(free.dscr))
    assert free.vat_bridge_interest_usd.sum() > 0


def test_debt_on_a_dscr_is_sized_after_tax_unless_stated():
    money = minimal(tipping_fee_usd_per_t=90, debt={"repayment": "sculpted"})
    stated = {"repayment": "sculpted", "sizing_cfads": "pre_tax"}
    before = minimal(tipping_fee_usd_per_t=90, debt=stated)
    assert money.minimum_dscr >= money.target_dscr * (1 - 1e-9)
    assert before.debt_usd >= money.debt_usd


def test_interest_on_accounts_is_in_cfads_and_in_what_sizes_the_debt(project):
    # The tax on it is within CFADS, so the interest is too: both or neither.
    flat = TaxRules(0.20, 0.20, 0, 0, 0, 1, 5)
    case = project(
        repayment="sculpted", sizing="post_tax", tax=flat, max_gearing=0.95, grace_years=0,
        reserves=Reserves(dsra_months=6.0, dsra_at_close=False, interest_rate=0.04),
    )  # fmt: skip
    flow = cash_flow(case, 40.0)
    earned = flow.distribution.account_interest
    assert np.sum(earned) > 0
    # 4 % a year of what stood in the DSRA a year before.
    assert earned[3:] == pytest.approx(0.04 * flow.distribution.dsra[2:-1])
    assert flow.cfads == pytest.approx(flow.operating_cash_flow - flow.tax + earned)
    # What is tested is what sized the debt: the cover is the target to the last digit.
    assert flow.cover[2:14] == pytest.approx(np.full(12, 1.3), rel=1e-9)


@pytest.mark.parametrize("order", ["pro_rata", "equity_first", "debt_first"])
def test_least_equity_limits_the_debt(two_years_to_build, order):
    # Uses 100, of which the State pays 20 in construction: 25 % of 80 is 20, so that 60 is debt;
    # gearing would allow 72.
    case = two_years_to_build(
        np.inf, order=order, max_gearing=0.9, interest_rate=0.0, least_equity=0.25,
        construction_grants=np.array([10.0, 10.0]),
    )  # fmt: skip
    flow = cash_flow(case, 0.0)
    assert flow.debt[0] == pytest.approx(60.0)
    assert np.sum(flow.equity_paid_in) == pytest.approx(20.0)


def test_least_equity_of_a_study_and_a_concessional_loan_that_leaves_less():
    least = {"least_equity_percent": 40}
    money = minimal(debt=least)
    assert money.equity_share_percent == pytest.approx(40)
    invested = money.total_uses_usd - money.funds.vat_usd
    assert money.equity_share_percent == pytest.approx(100 * money.equity_usd / invested)
    # Another loan takes its place in the debt, and where it takes more, no senior debt is left.
    result = minimal_study(
        debt=least, tipping_fee_usd_per_t=90, concessional={"amount_usd": 150e6, "tenor_years": 15}
    )
    lent = result.finance
    assert lent.debt_usd == pytest.approx(0.0)
    assert lent.equity_share_percent < 40
    # What the owners earn on it is told with the word, and is no headline.
    assert lent.equity_irr_percent > 0
    page = words_of(summary_page(result, None))
    assert "of the investment, below its minimum" in page
    assert "Shareholders: equity IRR" not in page
    for document in (study_screen(result), study_report(result)):
        assert ": equity below its minimum" in words_of(document)
    plain = minimal_study(debt=least, tipping_fee_usd_per_t=90)
    assert "below its minimum" not in words_of(study_report(plain))


def test_interest_above_its_limit_is_taxed_and_deducted_later(two_years_to_build):
    # 100 to build, written off over four years, 50 a year of revenue less cost.
    rules = TaxRules(0.20, 0.20, 0, 0, 0, 1, 0, interest_limit=0.15, interest_carry_years=5)
    case = two_years_to_build(100.0, tax=rules, max_gearing=0.95)
    case = replace(case, debt=replace(case.debt, construction_rate=0.0))
    flow = cash_flow(case, 0.0)
    # Gearing allows 95: interest 9.5, 7.125, 4.75, 2.375; limit 0.15 x 50 = 7.5. Held back: 2 in
    # year 1; years 2 and 3 have room of 0.375 and 2.75, which deduct 0.375 and 1.625.
    interest = np.array([9.5, 7.125, 4.75, 2.375])
    assert flow.senior.interest[2:] == pytest.approx(interest)
    profit = 50 - 25 - interest + np.array([2.0, -0.375, -1.625, 0.0])
    assert flow.tax[2:] == pytest.approx(0.20 * profit)
    # Without carrying forward what is held back is lost.
    lost = cash_flow(replace(case, tax=replace(rules, interest_carry_years=0)), 0.0)
    assert np.sum(lost.tax) - np.sum(flow.tax) == pytest.approx(0.20 * 2.0)


def test_what_a_refinancing_adds_is_in_the_debt_that_cash_covers(two_years_to_build):
    # 100 at 0 % in two halves; after the first 30 more are lent, so that 80 fall due in year 2.
    # 260 for 100 and 30 is 2.0; 260 / 100 would count the cash and not the debt. Then 130 / 80.
    line = Timeline(2025, 2, 2)
    case = two_years_to_build(
        100.0, line=line, capex=300.0, interest_rate=0.0, tenor_years=2,
        repayment="equal_principal", refinancing=Refinancing(1, 0.0, 2, additional=30.0),
        other_revenue=line.from_operation(np.array([130.0, 130.0])),
        operating_cost=line.from_operation(np.zeros(2)),
    )  # fmt: skip
    case = replace(case, tax=replace(case.tax, rate=0.0, preferential_rate=0.0))
    flow = cash_flow(case, 0.0)
    assert flow.service[2:] == pytest.approx([50.0, 80.0])
    assert flow.life_cover()[2:] == pytest.approx([2.0, 1.625])


def test_a_constant_dscr_is_the_llcr_with_a_later_loan(two_years_to_build):
    # CFADS are set to 1.5 times the service of all loans: at every year's start the LLCR is 1.5.
    line = Timeline(2025, 2, 4)
    spent = line.from_operation(np.array([20.0, 20.0, 0.0, 0.0]))
    case = two_years_to_build(
        100.0, line=line, capex=300.0, interest_rate=0.1, tenor_years=4,
        later=LaterInvestment(spent, 3, 2, 1.0, 0.0, 0.06, 0.0, 4),
        other_revenue=line.from_operation(np.zeros(4)),
        operating_cost=line.from_operation(np.zeros(4)),
    )  # fmt: skip
    flow = cash_flow(case, 0.0)
    flow = replace(flow, cfads=1.5 * flow.service)
    assert flow.life_cover()[2:] == pytest.approx(np.full(4, 1.5))
    # The loan of 40 is owed from its first half on.
    assert (flow.debt_outstanding - flow.debt_balance)[2:] == pytest.approx([20.0, 0.0, 0.0, 0.0])
    assert flow.debt_outstanding[3] == pytest.approx(flow.senior.balance[3] + 40.0)
