"""The smallest project by hand: 100 to build in one year, then 1 t a year for two years."""

import numpy as np

from wte_ppp.finance.case import DebtTerms, ProjectCase
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline


def two_years_of(debt: DebtTerms, tax: TaxRules) -> ProjectCase:
    """The project with its debt and tax; no other revenue, no cost of operation, no grant."""
    return ProjectCase(
        timeline=Timeline(2025, 1, 2),
        paid_t=np.array([0.0, 1.0, 1.0]),
        tipping_fee_index=np.ones(3),
        other_revenue=np.zeros(3),
        operating_cost=np.zeros(3),
        capex=100.0,
        spend_profile=np.array([1.0]),
        grant=0.0,
        grant_year=0,
        debt=debt,
        tax=tax,
        depreciation_years=2,
    )
