"""Capital side of the finance section: land lease, the end of the contract."""

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.definition.finance import FinanceSection, RefinancingSection
from wte_ppp.finance.end_of_project import at_contract_end
from wte_ppp.finance.exchange_rates import in_books
from wte_ppp.finance.indexation import price_index
from wte_ppp.finance.later_investment import LaterInvestment
from wte_ppp.finance.refinancing import Refinancing
from wte_ppp.finance.timeline import Timeline
from wte_ppp.terms import Derived

_REFINANCING = Derived(
    RefinancingSection,
    Refinancing,
    given=["operation_year", "interest_rate", "tenor_years", "gain_rate", "additional"],
)


def _from_base(finance: FinanceSection, timeline: Timeline) -> FloatArray:
    """Years after the price year, (periods,)."""
    return timeline.calendar_year.astype(float) - finance.price_year


def refinancing_terms(
    finance: FinanceSection, timeline: Timeline, of_study: FloatArray | None
) -> Refinancing | None:
    """Terms of the refinancing; None where the study has none.

    `of_study` is the books' money per unit of the study's, None for one money.
    """
    section = finance.refinancing
    year, interest, tenor = section.operation_year, section.interest_percent, section.tenor_years
    if year is None or interest is None or tenor is None:
        return None
    more = section.additional_usd
    if of_study is not None:
        rate = np.sum(timeline.at_end_of(year) * of_study, axis=-1, keepdims=True)
        more = np.asarray(more * rate)
    return _REFINANCING.of(
        section,
        additional=more,
        operation_year=year,
        interest_rate=interest / 100,
        tenor_years=tenor,
        gain_rate=finance.target_equity_irr_percent / 100,
    )


def later_investment(
    finance: FinanceSection, timeline: Timeline, of_study: FloatArray | None
) -> LaterInvestment | None:
    """A line or turbine added in operation, in the books' money; None where the study has none."""
    section, year = finance.later_investment, finance.later_investment.operation_year
    if year is None:
        return None
    index = price_index(finance.cost_inflation_percent / 100, _from_base(finance, timeline))
    parts = timeline.within(year - section.spend_years, year - 1)
    parts = parts / (section.spend_years * timeline.operation_per_year)
    life, interest = section.depreciation_years, section.loan_interest_percent
    tenor = section.loan_tenor_years
    return LaterInvestment(
        cost=in_books(np.asarray(section.cost_usd * parts * index), of_study),
        first_year=year,
        depreciation_years=finance.contract_years - year + 1 if life is None else life,
        loan_share=section.loan_percent / 100,
        equity_share=section.equity_percent / 100,
        interest_rate=0.0 if interest is None else interest / 100,
        fee=section.loan_fee_percent / 100,
        tenor_years=year if tenor is None else tenor,
        repayment=section.loan_repayment,
    )


def later_operating_cost(finance: FinanceSection, timeline: Timeline) -> FloatArray:
    """Fixed operating cost that it adds, USD nominal, (..., periods)."""
    section, years = finance.later_investment, np.arange(1, timeline.operation_years + 1)
    if section.operation_year is None:
        return np.zeros(timeline.operation_period.size)
    runs = (years >= section.operation_year) & (years <= finance.contract_years)
    index = price_index(finance.cost_inflation_percent / 100, _from_base(finance, timeline))
    yearly = np.where(runs, section.operating_cost_usd_per_year, 0.0)
    return np.asarray(timeline.from_operation(yearly) * index)


def land_lease(finance: FinanceSection, timeline: Timeline) -> FloatArray:
    """Land lease of each period of the contract, USD nominal."""
    uses = finance.uses
    years = np.arange(1, timeline.operation_years + 1)
    yearly = np.where(years <= finance.contract_years, uses.land_lease_usd_per_year, 0.0)
    index = price_index(uses.land_lease_growth_percent / 100, _from_base(finance, timeline))
    return np.asarray(timeline.from_operation(yearly) * index)


def closure_cost(finance: FinanceSection, timeline: Timeline) -> FloatArray:
    """Cost of dismantling and closure in the contract's last period, USD nominal."""
    index = price_index(finance.cost_inflation_percent / 100, _from_base(finance, timeline))
    cost = np.asarray(finance.end.closure_usd * index)
    return at_contract_end(timeline, cost, finance.contract_years)


def salvage_value(finance: FinanceSection, timeline: Timeline) -> FloatArray:
    """What is paid for what is left at the contract's end, USD nominal."""
    index = price_index(finance.inflation_percent / 100, _from_base(finance, timeline))
    value = np.asarray(finance.end.salvage_usd * index)
    return at_contract_end(timeline, value, finance.contract_years)
