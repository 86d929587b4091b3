"""Capital side of the finance section: land lease, the end of the contract."""

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.definition.finance import FinanceSection, RefinancingSection
from wte_ppp.finance.end_of_project import at_contract_end
from wte_ppp.finance.indexation import price_index
from wte_ppp.finance.refinancing import Refinancing
from wte_ppp.finance.timeline import Timeline
from wte_ppp.terms import Derived

_REFINANCING = Derived(
    RefinancingSection,
    Refinancing,
    given=["operation_year", "interest_rate", "tenor_years", "gain_rate"],
)


def _from_base(finance: FinanceSection, timeline: Timeline) -> FloatArray:
    """Years after the price year, (periods,)."""
    return timeline.calendar_year.astype(float) - finance.price_year


def refinancing_terms(finance: FinanceSection) -> Refinancing | None:
    """Terms of the refinancing; None where the study has none."""
    section = finance.refinancing
    year, interest, tenor = section.operation_year, section.interest_percent, section.tenor_years
    if year is None or interest is None or tenor is None:
        return None
    return _REFINANCING.of(
        section,
        operation_year=year,
        interest_rate=interest / 100,
        tenor_years=tenor,
        gain_rate=finance.target_equity_irr_percent / 100,
    )


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
