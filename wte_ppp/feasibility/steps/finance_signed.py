"""What is told at a fee that would be signed: public payments, affordability, value for money."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.finance import FinanceSection, ValueForMoneySection
from wte_ppp.feasibility.result.finance_parts import SignedFeeResult, ValueForMoneyResult
from wte_ppp.feasibility.steps.finance_case import Streams
from wte_ppp.feasibility.steps.finance_payers import payments_of
from wte_ppp.feasibility.steps.finance_public import public_payments
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.told import told
from wte_ppp.finance.value_for_money import (
    PppCost,
    PublicDelivery,
    Risk,
    ValueForMoney,
    value_for_money,
)


@dataclass(frozen=True)
class Signed:
    """The fee that would be signed, USD/t, NaN where none meets the targets; the flow at it."""

    fee: FloatArray
    flow: CashFlow

    @property
    def known(self) -> FloatArray:
        """1, and NaN where no fee would be signed."""
        return np.where(np.isnan(self.fee), np.nan, 1.0)


def at_signed_fee(
    case: ProjectCase, flow: CashFlow, stated: Numeric, required: FloatArray
) -> Signed:
    """The project at its stated fee, or at the one required where that is higher.

    `case` is in the money of the books, `flow` and what is returned in that of the study.
    """
    fee = np.where(np.isnan(required), np.nan, np.maximum(stated, required))
    short = np.nan_to_num(required, nan=-np.inf) > stated
    if not np.any(short):
        return Signed(fee, flow)
    at_fee = cash_flow(case, np.where(short, required, stated))
    return Signed(fee, told(at_fee, case.told_in))


def signed_fee_result(finance: FinanceSection, signed: Signed, streams: Streams) -> SignedFeeResult:
    """Payments of the public at the fee that would be signed."""
    paid, known = public_payments(finance, signed.flow, streams), signed.known

    def highest(series: FloatArray) -> FloatArray:
        return np.asarray(known * np.max(series, axis=-1, keepdims=True))

    return SignedFeeResult(
        tipping_fee_usd_per_t=signed.fee,
        first_full_year_payment_usd=known * paid.first_full_year,
        present_value_usd=known * paid.present_value,
        highest_share_of_budget_percent=highest(paid.share_of_budget),
        highest_share_of_income_percent=highest(paid.share_of_income),
    )


def value_for_money_result(
    finance: FinanceSection, signed: Signed, streams: Streams
) -> ValueForMoneyResult | None:
    """Value for money at the public rate and a step around it; None where it is not asked for.

    At a fee that leaves the owners short nobody would sign: it is told at the fee that would be.
    """
    section = finance.value_for_money
    if section is None:
        return None
    known = signed.known
    rate, step = section.discount_rate_percent, section.rate_step_percent

    def at(percent: Numeric) -> ValueForMoney:
        return _value(finance, section, signed.flow, streams, np.maximum(percent, 0.0) / 100)

    stated = at(rate)
    return ValueForMoneyResult(
        tipping_fee_usd_per_t=signed.fee,
        raw_psc_usd=stated.raw_psc,
        neutrality_usd=known * stated.neutrality,
        transferred_risk_usd=stated.transferred_risk,
        retained_risk_usd=stated.retained_risk,
        psc_usd=known * stated.psc,
        payments_usd=known * stated.payments,
        transaction_and_monitoring_usd=stated.transaction_and_monitoring,
        ppp_usd=known * stated.ppp,
        value_usd=known * stated.value,
        value_percent=known * 100 * stated.share,
        value_percent_by_rate={
            "lower": known * 100 * at(rate - step).share,
            "stated": known * 100 * stated.share,
            "higher": known * 100 * at(rate + step).share,
        },
    )


def _value(
    finance: FinanceSection,
    section: ValueForMoneySection,
    flow: CashFlow,
    streams: Streams,
    rate: Numeric,
) -> ValueForMoney:
    case, timeline = flow.case, flow.timeline
    running = timeline.within(1, finance.contract_years)
    capital = (flow.capex + flow.land) * (section.public_capital_cost_percent / 100)
    running_cost = flow.operating_cost * (section.public_operating_cost_percent / 100)
    insurance = case.capex / case.told_as_spent * (section.insurance_percent_of_capital_cost / 100)
    revenue = (case.other_revenue - streams.subsidy) * (section.public_revenue_percent / 100)
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
            payments=payments_of(finance, flow, streams).all_payers,
            transaction=section.transaction_cost_usd * first,
            monitoring=monitoring * streams.prices,
        ),
        risks,
        rate,
        timeline.years_from_start,
    )
