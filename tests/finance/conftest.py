"""A plausible project to vary: 150,000 t/year, USD 70 million, twenty years."""

from dataclasses import fields, replace

import numpy as np
import pytest

from wte_ppp.finance.case import DebtTerms, ProjectCase
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline

LINE = Timeline(first_operation_year=2025, construction_years=2, operation_years=20)
RUNNING = LINE.within(1, 20)
NO_TAX = TaxRules(0.0, 0.0, 0, 0, 0, 1, 0)
DEBT = DebtTerms(
    amount=np.inf,
    max_gearing=0.7,
    interest_rate=0.07,
    upfront_fee=0.01,
    commitment_fee=0.005,
    tenor_years=12,
    grace_years=1,
    repayment="annuity",
    target_dscr=1.3,
    bridge_rate=0.05,
)
CASE = ProjectCase(
    timeline=LINE,
    paid_t=150_000 * RUNNING,
    tipping_fee_index=1.02 ** np.maximum(LINE.operation_year, 0),
    other_revenue=8e6 * RUNNING,
    operating_cost=7e6 * RUNNING,
    capex=70e6,
    spend_profile=np.array([0.4, 0.6]),
    grant=10e6,
    grant_year=1,
    debt=DEBT,
    tax=TaxRules(0.20, 0.10, 15, 4, 9, 4, 5),
    depreciation_years=20,
)


@pytest.fixture(scope="session")
def project():
    """Make the project with some of its inputs, or of its debt terms, replaced."""
    of_debt = {field.name for field in fields(DebtTerms)}

    def make(**changes):
        terms = {name: value for name, value in changes.items() if name in of_debt}
        others = {name: value for name, value in changes.items() if name not in of_debt}
        return replace(CASE, debt=replace(DEBT, **terms), **others)

    return make


def _two_years_to_build(amount=60.0, order="pro_rata", tax=NO_TAX, line=None, **changes):
    """100 in halves over two years, then 50 a year for four years; debt at 10 %, no fees."""
    line = line or Timeline(2025, 2, 4)
    running = line.from_operation(np.ones(4))
    terms = {
        "amount": amount, "max_gearing": 1.0, "interest_rate": 0.10, "upfront_fee": 0.0,
        "commitment_fee": 0.0, "tenor_years": 4, "grace_years": 0,
        "repayment": "equal_principal", "target_dscr": 1.25, "bridge_rate": 0.0,
    }  # fmt: skip
    own = {name: value for name, value in changes.items() if name in DebtTerms.__annotations__}
    others = {name: value for name, value in changes.items() if name not in own}
    return ProjectCase(
        **{
            "timeline": line,
            "paid_t": np.zeros(line.operation_period.size),
            "tipping_fee_index": np.ones(line.operation_period.size),
            "other_revenue": 50.0 * running,
            "operating_cost": 0.0 * running,
            "capex": 100.0,
            "spend_profile": line.spread_construction(np.array([0.5, 0.5])),
            "grant": 0.0,
            "grant_year": 0,
            "debt": DebtTerms(**{**terms, **own}),
            "tax": tax,
            "depreciation_years": 4,
            "draw_order": order,
            **others,
        }
    )


@pytest.fixture(scope="session")
def two_years_to_build():
    """Make a small project that can be followed by hand."""
    return _two_years_to_build
