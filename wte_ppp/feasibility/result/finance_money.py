"""Headline results, cash flow and accounts in a second money."""

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome

MONEY = "second money"


class SecondMoneyResult(ResultSection):
    """What the study finds in a second money: each amount at the rate of its period."""

    currency: str = outcome("", "Second money of the results")
    equity_irr_percent: Outcome = outcome(
        "%/year", "Equity IRR in the second money", symbol="EIRR",
        definition="Of cash flows at the rate of exchange of their periods",
    )  # fmt: skip
    project_irr_percent: Outcome = outcome(
        "%/year", "Project IRR, post-tax, in the second money", symbol="PIRR"
    )
    project_npv: Outcome = outcome(
        MONEY, "Project NPV in the second money", symbol="NPV",
        definition="The NPV of the study's money at the rate of the first period",
    )  # fmt: skip
    debt: Outcome = outcome(MONEY, "Senior debt as drawn, in the second money")
    equity: Outcome = outcome(MONEY, "Equity as paid in, in the second money")
    rate: Series = outcome(
        "study's money per unit", "Rate of exchange of the second money",
        definition="At the end of each year",
    )  # fmt: skip
    revenue: Series = outcome(MONEY, "Revenue in the second money")
    operating_cost: Series = outcome(MONEY, "Operating cost in the second money")
    tax: Series = outcome(MONEY, "Income tax in the second money")
    cfads: Series = outcome(MONEY, "CFADS in the second money", symbol="CFADS")
    service: Series = outcome(MONEY, "Debt service in the second money")
    project_cash_flow: Series = outcome(MONEY, "Project cash flow in the second money")
    equity_cash_flow: Series = outcome(MONEY, "Equity cash flow in the second money")
    accounts: dict[str, Series] = outcome(
        MONEY, "Statements in the second money, each line",
        definition="Lines as in the accounts: flows at the rate of their period, balances at that "
        "of their day, capital and earnings at those of the years in which they arose",
        source="IAS 21, paragraph 39",
    )  # fmt: skip
    largest_imbalance: Outcome = outcome(
        MONEY, "Largest imbalance of the balance sheet in the second money"
    )
