"""The public side: the municipality's means, value for money, commitments."""

from typing import Literal

from wte_ppp.cards import Default, entry, quantity
from wte_ppp.validation import Quantity, Section


class MunicipalitySection(Section):
    """What the municipality and its households have, in the price year."""

    budget_usd_per_year: Quantity | None = quantity(
        "USD/year", "Municipal budget", gt=0, le=1e12, default=None
    )
    budget_growth_percent: Quantity = quantity(
        "%/year", "Growth of the municipal budget", "Nominal, in the study's money", ge=-10, le=30,
        default=Default(
            4.0, "assumption", "Inflation of 2 % and 2 % real growth",
            "Counts only with a budget"
        ),
    )  # fmt: skip
    households: Quantity | None = quantity("", "Households served", gt=0, le=1e8, default=None)
    household_growth_percent: Quantity = quantity(
        "%/year", "Growth of households", ge=-10, le=20,
        default=Default(1.0, "assumption", "Rough figure", "Counts only with households"),
    )  # fmt: skip
    household_income_usd_per_year: Quantity | None = quantity(
        "USD/year", "Household income", gt=0, le=1e6, default=None
    )
    income_growth_percent: Quantity = quantity(
        "%/year", "Growth of household income", "Nominal, in the study's money", ge=-10, le=30,
        default=Default(
            4.0, "assumption", "Inflation of 2 % and 2 % real growth",
            "Counts only with an income"
        ),
    )  # fmt: skip
    affordable_percent_of_income: Quantity = quantity(
        "% of income", "Affordable share of household income", gt=0, le=10,
        default=Default(
            1.0, "assumption", "Rule of thumb for solid waste service, met from 0.5 to 2 %",
            "Look up the rule of your country"
        ),
    )  # fmt: skip


class RiskSection(Section):
    """A risk of public delivery: probability x impact on a cost or revenue."""

    falls_on: Literal["capital_cost", "operating_cost", "revenue"] = entry(
        "Basis of the impact", "What the impact is a share of"
    )
    probability_percent: Quantity = quantity("%", "Probability", ge=0, le=100)
    impact_percent: Quantity = quantity("% of what it falls on", "Impact", ge=0, le=500)
    transferred_percent: Quantity = quantity(
        "% of the risk", "Transferred share", "Borne by the private party in the PPP", ge=0, le=100
    )


class ValueForMoneySection(Section):
    """Public sector comparator and the public's own cost of the PPP."""

    discount_rate_percent: Quantity = quantity(
        "%/year", "Public discount rate", "Nominal", ge=0, le=30
    )
    rate_step_percent: Quantity = quantity(
        "%/year", "Step of the discount rate sensitivity", ge=0, le=10,
        default=Default(2.0, "assumption", "Usual step of such a sensitivity"),
    )  # fmt: skip
    public_capital_cost_percent: Quantity = quantity(
        "% of the PPP's", "Capital cost of public delivery", gt=0, le=500,
        default=Default(100.0, "assumption", "As the PPP's unless the study says so"),
    )  # fmt: skip
    public_operating_cost_percent: Quantity = quantity(
        "% of the PPP's", "Operating cost of public delivery", gt=0, le=500,
        default=Default(100.0, "assumption", "As the PPP's unless the study says so"),
    )  # fmt: skip
    public_revenue_percent: Quantity = quantity(
        "% of the PPP's", "Revenue of public delivery", "Without fees", ge=0, le=500,
        default=Default(100.0, "assumption", "As the PPP's unless the study says so"),
    )  # fmt: skip
    transaction_cost_usd: Quantity = quantity(
        "USD", "Transaction cost", "Tender and advisers, at the start", ge=0, le=1e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    monitoring_usd_per_year: Quantity = quantity(
        "USD/year", "Contract monitoring", "In operation, in prices of the price year", ge=0,
        le=1e8, default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    insurance_percent_of_capital_cost: Quantity = quantity(
        "%/year of capital cost", "Competitive neutrality: insurance",
        "That the public would not buy", ge=0, le=10,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    risks: dict[str, RiskSection] = entry(
        "Risks of public delivery", "By name", default_factory=dict
    )


class CommitmentSection(Section):
    """What the contract makes the public pay if it ends early."""

    termination_debt_percent: Quantity = quantity(
        "% of debt", "Debt paid on termination", "By the public", ge=0, le=100,
        default=Default(100.0, "assumption", "Common in PPP contracts", "Read the contract"),
    )  # fmt: skip
    termination_equity_percent: Quantity = quantity(
        "% of equity", "Equity paid on termination", "Not yet paid back, by the public", ge=0,
        le=100,
        default=Default(0.0, "assumption", "Depends on whose default it is", "Read the contract"),
    )  # fmt: skip
    termination_probability_percent: Quantity = quantity(
        "%/year", "Probability of early termination", "In a year", ge=0, le=100,
        default=Default(0.0, "assumption", "Not estimated unless the study says so"),
    )  # fmt: skip
