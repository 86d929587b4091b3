"""The public side of the finance result: payments, affordability, commitments."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.result.finance_parts import PublicResult
from wte_ppp.feasibility.steps.finance_case import Streams
from wte_ppp.feasibility.steps.finance_payers import payments_of
from wte_ppp.finance.accounts import Accounts
from wte_ppp.finance.affordability import grown, household_share, share_of
from wte_ppp.finance.fiscal import termination_payment
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.metrics import present_value


@dataclass(frozen=True)
class PublicPayments:
    """Payments of the public at one fee: USD, and percent of what it has."""

    by_year: FloatArray
    not_delivered: FloatArray
    central: FloatArray
    municipal: FloatArray
    first_full_year: FloatArray
    present_value: FloatArray
    share_of_budget: FloatArray
    share_of_income: FloatArray


def public_rate(finance: FinanceSection) -> Numeric:
    """Discount rate of public payments: that of value for money, else the study's; fraction."""
    vfm = finance.value_for_money
    percent = finance.discount_rate_percent if vfm is None else vfm.discount_rate_percent
    return percent / 100


def public_payments(finance: FinanceSection, flow: CashFlow, streams: Streams) -> PublicPayments:
    """Payments of the public by payer, and their share of the city's budget and of income."""
    timeline, city = flow.timeline, finance.municipality
    paid = payments_of(finance, flow, streams)
    fees, municipal = timeline.by_year(flow.tipping_revenue), timeline.by_year(paid.municipal)
    calendar = timeline.annual.calendar_year.astype(float) - finance.price_year
    budget_share = income_share = np.full(calendar.size, np.nan)
    if city.budget_usd_per_year is not None:
        budget = grown(city.budget_usd_per_year, city.budget_growth_percent / 100, calendar)
        budget_share = 100 * share_of(municipal, budget)
    if city.households is not None and city.household_income_usd_per_year is not None:
        households = grown(city.households, city.household_growth_percent / 100, calendar)
        income = grown(
            city.household_income_usd_per_year, city.income_growth_percent / 100, calendar
        )
        income_share = 100 * household_share(
            timeline.by_year(paid.municipal_fees), households, income
        )
    settled = timeline.annual.operation_year == np.minimum(finance.contract_years, 2)
    return PublicPayments(
        by_year=timeline.by_year(paid.all_payers),
        not_delivered=timeline.by_year(paid.not_delivered),
        central=timeline.by_year(paid.central),
        municipal=municipal,
        first_full_year=np.sum(fees * settled, axis=-1, keepdims=True),
        present_value=present_value(
            paid.all_payers, public_rate(finance), timeline.years_from_start
        ),
        share_of_budget=budget_share,
        share_of_income=income_share,
    )


def _highest(series: FloatArray) -> FloatArray:
    return np.asarray(np.max(series, axis=-1, keepdims=True))


def public_result(
    finance: FinanceSection, flow: CashFlow, streams: Streams, books: Accounts
) -> PublicResult:
    """Payments of the public, commitments, and shares of what it has."""
    timeline, terms = flow.timeline, finance.commitments
    paid = public_payments(finance, flow, streams)
    in_operation = timeline.within(1, finance.contract_years)
    ends = in_operation * (1 - timeline.at_end_of(finance.contract_years))
    termination = termination_payment(
        flow.debt_outstanding,
        books.owners_capital + books.shareholder_loan,
        terms.termination_debt_percent / 100,
        terms.termination_equity_percent / 100,
    )
    due = timeline.at_year_end(termination * ends)
    expected = of_amount(terms.termination_probability_percent / 100, due)
    year_ends = timeline.at_year_end(timeline.years_from_start)
    return PublicResult(
        first_full_year_payment_usd=paid.first_full_year,
        present_value_usd=paid.present_value,
        expected_termination_present_value_usd=present_value(
            expected, public_rate(finance), year_ends
        ),
        payment_usd=paid.by_year,
        put_or_pay_usd=paid.not_delivered,
        central_government_usd=paid.central,
        municipality_usd=paid.municipal,
        termination_usd=due,
        expected_termination_usd=expected,
        share_of_budget_percent=paid.share_of_budget,
        share_of_income_percent=paid.share_of_income,
        highest_share_of_budget_percent=_highest(paid.share_of_budget),
        highest_share_of_income_percent=_highest(paid.share_of_income),
        affordable_percent_of_income=finance.municipality.affordable_percent_of_income,
    )
