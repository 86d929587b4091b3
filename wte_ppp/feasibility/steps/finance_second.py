"""Headline results, cash flow and accounts in the second money of the results."""

from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.result.finance_money import SecondMoneyResult
from wte_ppp.feasibility.steps.finance_money import monies_of
from wte_ppp.feasibility.steps.finance_parts import accounts_result
from wte_ppp.finance import metrics
from wte_ppp.finance.exchange_rates import in_books, in_loan
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.irr import irr
from wte_ppp.finance.told import told

IMBALANCE = "largest_imbalance_usd"


def second_money_result(
    finance: FinanceSection, flow: CashFlow, project: FloatArray, pays_in: Any
) -> SecondMoneyResult | None:
    """Results in `finance.money.also_in`; None where the study asks for none.

    Parameters
    ----------
    finance
        The section.
    flow
        Cash flow in the money of the books.
    project
        Cash flow of the project after tax, in the money of the study, (..., periods).
    pays_in
        Whether the owners pay in enough for a rate of return.

    Returns
    -------
    SecondMoneyResult | None
        In units of the second money.
    """
    code = finance.money.also_in
    if code is None or code == finance.money.currency:
        return None
    timeline, monies = flow.timeline, monies_of(finance, flow.timeline)
    unit = finance.money.rates[code].in_price_year
    assert unit is not None  # the definition asks for it
    ones = np.ones(timeline.operation_period.size)
    # Books' and study's money per unit of the second, both in money of the price year.
    books = unit * in_books(ones, monies.in_books(code))
    study = unit * in_books(ones, monies.worth(code))
    shown = told(flow, books)
    mine = in_loan(project, study)
    years = None if timeline.is_annual else timeline.years_from_start
    npv = metrics.npv(project, finance.discount_rate_percent / 100, timeline.years_from_start)
    of_year, lines = timeline.by_year, accounts_result(flow, books)
    return SecondMoneyResult(
        currency=code,
        equity_irr_percent=np.where(pays_in, 100 * irr(shown.equity, years), np.nan),
        project_irr_percent=100 * irr(mine, years),
        project_npv=npv / study[..., :1],
        debt=shown.debt,
        equity=np.sum(shown.funded.equity, axis=-1, keepdims=True),
        rate=timeline.at_year_end(study),
        revenue=of_year(shown.tipping_revenue + shown.other_revenue),
        operating_cost=of_year(shown.operating_cost),
        tax=of_year(shown.tax),
        cfads=of_year(shown.cfads),
        service=of_year(shown.service),
        project_cash_flow=of_year(mine),
        equity_cash_flow=of_year(shown.equity),
        accounts={
            name.removesuffix("_usd"): getattr(lines, name)
            for name in type(lines).model_fields
            if name != IMBALANCE
        },
        largest_imbalance=getattr(lines, IMBALANCE),
    )
