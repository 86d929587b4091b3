"""The public side of the finance result: payments, affordability, value for money."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount
from wte_ppp.feasibility.definition.finance import FinanceSection, ValueForMoneySection
from wte_ppp.feasibility.result.finance_parts import PublicResult, ValueForMoneyResult
from wte_ppp.feasibility.steps.finance_case import Streams
from wte_ppp.finance.accounts import accounts
from wte_ppp.finance.affordability import grown, household_share, share_of
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.fiscal import put_or_pay_payment, termination_payment
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.metrics import present_value
from wte_ppp.finance.value_for_money import (
    PppCost,
    PublicDelivery,
    Risk,
    ValueForMoney,
    value_for_money,
)


def public_result(finance: FinanceSection, flow: CashFlow, streams: Streams) -> PublicResult:
    """Payments of the public, commitments, and shares of what it has."""
    timeline, city, terms = flow.timeline, finance.municipality, finance.commitments
    fee = flow.case.tipping_fee(finance.tipping_fee_usd_per_t)
    payments = flow.tipping_revenue + flow.construction_grants
    payment = timeline.by_year(payments)
    books = accounts(flow)
    in_operation = timeline.within(1, finance.contract_years)
    ends = in_operation * (1 - timeline.at_end_of(finance.contract_years))
    termination = termination_payment(
        flow.debt_balance,
        books.owners_capital + books.shareholder_loan,
        terms.termination_debt_percent / 100,
        terms.termination_equity_percent / 100,
    )
    due = timeline.at_year_end(termination * ends)
    expected = of_amount(terms.termination_probability_percent / 100, due)
    vfm = finance.value_for_money
    rate = (finance.discount_rate_percent if vfm is None else vfm.discount_rate_percent) / 100
    year_ends = timeline.at_year_end(timeline.years_from_start)
    calendar = timeline.annual.calendar_year.astype(float) - finance.price_year
    fees = timeline.by_year(flow.tipping_revenue)
    budget_share = income_share = np.full(calendar.size, np.nan)
    if city.budget_usd_per_year is not None:
        budget = grown(city.budget_usd_per_year, city.budget_growth_percent / 100, calendar)
        budget_share = 100 * share_of(payment, budget)
    if city.households is not None and city.household_income_usd_per_year is not None:
        households = grown(city.households, city.household_growth_percent / 100, calendar)
        income = grown(
            city.household_income_usd_per_year, city.income_growth_percent / 100, calendar
        )
        income_share = 100 * household_share(fees, households, income)
    settled = timeline.annual.operation_year == np.minimum(finance.contract_years, 2)
    return PublicResult(
        first_full_year_payment_usd=np.sum(fees * settled, axis=-1, keepdims=True),
        present_value_usd=present_value(payments, rate, timeline.years_from_start),
        expected_termination_present_value_usd=present_value(expected, rate, year_ends),
        payment_usd=payment,
        put_or_pay_usd=timeline.by_year(
            put_or_pay_payment(streams.paid_t, streams.paid_t - streams.not_delivered_t, fee)
        ),
        termination_usd=due,
        expected_termination_usd=expected,
        share_of_budget_percent=budget_share,
        share_of_income_percent=income_share,
        highest_share_of_budget_percent=np.max(budget_share, axis=-1, keepdims=True),
        highest_share_of_income_percent=np.max(income_share, axis=-1, keepdims=True),
        affordable_percent_of_income=city.affordable_percent_of_income,
    )


def value_for_money_result(
    finance: FinanceSection, case: ProjectCase, flow: CashFlow, streams: Streams
) -> ValueForMoneyResult | None:
    """Value for money at the public rate and a step around it; None where it is not asked for."""
    section = finance.value_for_money
    if section is None:
        return None
    rate, step = section.discount_rate_percent, section.rate_step_percent

    def at(percent: Numeric) -> ValueForMoney:
        return _value(finance, section, case, flow, streams, np.maximum(percent, 0.0) / 100)

    stated = at(rate)
    return ValueForMoneyResult(
        raw_psc_usd=stated.raw_psc,
        neutrality_usd=stated.neutrality,
        transferred_risk_usd=stated.transferred_risk,
        retained_risk_usd=stated.retained_risk,
        psc_usd=stated.psc,
        payments_usd=stated.payments,
        transaction_and_monitoring_usd=stated.transaction_and_monitoring,
        ppp_usd=stated.ppp,
        value_usd=stated.value,
        value_percent=100 * stated.share,
        value_percent_by_rate={
            "lower": 100 * at(rate - step).share,
            "stated": 100 * stated.share,
            "higher": 100 * at(rate + step).share,
        },
    )


def _value(
    finance: FinanceSection,
    section: ValueForMoneySection,
    case: ProjectCase,
    flow: CashFlow,
    streams: Streams,
    rate: Numeric,
) -> ValueForMoney:
    timeline = case.timeline
    running = timeline.within(1, finance.contract_years)
    capital = (flow.capex + flow.land) * (section.public_capital_cost_percent / 100)
    running_cost = flow.operating_cost * (section.public_operating_cost_percent / 100)
    revenue = case.other_revenue * (section.public_revenue_percent / 100)
    insurance = case.capex * (section.insurance_percent_of_capital_cost / 100)
    insured = insurance * running / timeline.operation_per_year * streams.prices
    bases: dict[str, FloatArray] = {
        "capital_cost": capital,
        "operating_cost": running_cost,
        "revenue": revenue,
    }
    risks = tuple(
        Risk(
            bases[risk.falls_on],
            risk.probability_percent / 100,
            risk.impact_percent / 100,
            risk.transferred_percent / 100,
        )
        for risk in section.risks.values()
    )
    first = np.where(np.arange(running.shape[-1]) == 0, 1.0, 0.0)
    monitoring = section.monitoring_usd_per_year * running / timeline.operation_per_year
    return value_for_money(
        PublicDelivery(capital, running_cost, revenue, flow.tax + insured),
        PppCost(
            payments=flow.tipping_revenue + flow.construction_grants,
            transaction=section.transaction_cost_usd * first,
            monitoring=monitoring * streams.prices,
        ),
        risks,
        rate,
        timeline.years_from_start,
    )
