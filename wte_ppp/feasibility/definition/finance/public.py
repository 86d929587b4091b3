"""The public side: the municipality's means, value for money, commitments."""

from typing import Literal

from pydantic import Field

from wte_ppp.validation import Quantity, Section, quantity


class MunicipalitySection(Section):
    """What the municipality and its households have, in the price year."""

    budget_usd_per_year: Quantity | None = quantity(
        "USD/year", "Budget of the municipality", gt=0, le=1e12, default=None
    )
    budget_growth_percent: Quantity = quantity(
        "%/year", "Nominal growth of the budget in USD", ge=-10, le=30
    )
    households: Quantity | None = quantity("", "Households served", gt=0, le=1e8, default=None)
    household_growth_percent: Quantity = quantity("%/year", "Growth of their number", ge=-10, le=20)
    household_income_usd_per_year: Quantity | None = quantity(
        "USD/year", "Income of a household", gt=0, le=1e6, default=None
    )
    income_growth_percent: Quantity = quantity(
        "%/year", "Nominal growth of income in USD", ge=-10, le=30
    )
    affordable_percent_of_income: Quantity = quantity(
        "% of income", "Share that counts as affordable", gt=0, le=10
    )


class RiskSection(Section):
    """A risk of public delivery: probability x impact on a cost or revenue."""

    falls_on: Literal["capital_cost", "operating_cost", "revenue"] = Field(
        description="What the impact is a share of"
    )
    probability_percent: Quantity = quantity("%", "Probability", ge=0, le=100)
    impact_percent: Quantity = quantity("% of what it falls on", "Impact", ge=0, le=500)
    transferred_percent: Quantity = quantity(
        "% of the risk", "Part that the private party bears in the PPP", ge=0, le=100
    )


class ValueForMoneySection(Section):
    """Public sector comparator and the public's own cost of the PPP."""

    discount_rate_percent: Quantity = quantity(
        "%/year", "Public discount rate, nominal", ge=0, le=30
    )
    rate_step_percent: Quantity = quantity(
        "%/year", "Step of the sensitivity to that rate", ge=0, le=10, default=2.0
    )
    public_capital_cost_percent: Quantity = quantity(
        "% of the PPP's", "Capital cost of public delivery", gt=0, le=500, default=100.0
    )
    public_operating_cost_percent: Quantity = quantity(
        "% of the PPP's", "Operating cost of public delivery", gt=0, le=500, default=100.0
    )
    public_revenue_percent: Quantity = quantity(
        "% of the PPP's", "Revenue but fees under public delivery", ge=0, le=500, default=100.0
    )
    transaction_cost_usd: Quantity = quantity(
        "USD", "Tender and advisers, at the start", ge=0, le=1e9, default=0.0
    )
    monitoring_usd_per_year: Quantity = quantity(
        "USD/year", "Monitoring in operation, in prices of the price year", ge=0, le=1e8,
        default=0.0,
    )  # fmt: skip
    insurance_percent_of_capital_cost: Quantity = quantity(
        "%/year of capital cost",
        "Insurance that the public would not buy (competitive neutrality)",
        ge=0,
        le=10,
        default=0.0,
    )
    risks: dict[str, RiskSection] = Field(
        default_factory=dict, description="Risks of public delivery by name"
    )


class CommitmentSection(Section):
    """What the contract makes the public pay if it ends early."""

    termination_debt_percent: Quantity = quantity(
        "% of debt", "Debt that the public pays on termination", ge=0, le=100
    )
    termination_equity_percent: Quantity = quantity(
        "% of equity", "Equity not yet paid back that the public pays on termination", ge=0, le=100
    )
    termination_probability_percent: Quantity = quantity(
        "%/year", "Probability that the contract ends in a year", ge=0, le=100
    )
