"""Capital side of the finance result: land lease, the end of the contract."""

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome


class CapitalResult(ResultSection):
    """What is paid for land and for the end of the contract, by year."""

    land_lease_usd: Series = outcome("USD", "Land lease (within operating cost)")
    later_cost_usd: Series = outcome("USD", "Later investment")
    later_financing_usd: Series = outcome("USD", "Later investment: fee and interest until it runs")
    later_loan_usd: Series = outcome("USD", "Later investment: paid by its loan")
    later_equity_usd: Series = outcome("USD", "Later investment: paid in by the sponsors")
    later_from_cash_usd: Series = outcome(
        "USD",
        "Later investment: paid from cash",
        definition="In CFADS, as what is saved for it",
    )
    closure_usd: Series = outcome("USD", "Dismantling and closure (within operating cost)")
    salvage_usd: Series = outcome("USD", "Salvage value", definition="Not in CFADS")
    refinancing_gain_usd: Outcome = outcome(
        "USD",
        "Refinancing gain",
        definition="Value at the refinancing, at the target equity IRR, of what the sponsors "
        "receive more, before the authority's share",
    )
    refinancing_drawn_usd: Series = outcome("USD", "New debt above the debt that it repays")
    refinancing_cost_usd: Series = outcome("USD", "Fee and break cost of the refinancing")
    gain_shared_usd: Series = outcome("USD", "Refinancing gain paid to the authority")
    equity_not_refinanced_usd: Series = outcome(
        "USD", "Equity cash flow without a refinancing, by period"
    )
    tax_not_refinanced_usd: Series = outcome("USD", "Income tax without a refinancing, by period")
