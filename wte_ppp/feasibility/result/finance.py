"""What the project costs and earns."""

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome
from wte_ppp.feasibility.result.finance_parts import (
    AccountsResult,
    FundsResult,
    LendersResult,
    OwnersResult,
    PeriodsResult,
    PublicResult,
    SwitchingRow,
    ValueForMoneyResult,
)


class FinanceResult(ResultSection):
    """What it costs and earns over the contract, nominal USD."""

    debt_usd: Outcome = outcome("USD", "Senior debt")
    equity_usd: Outcome = outcome("USD", "Equity")
    grant_usd: Outcome = outcome("USD", "Capital grant")
    financing_cost_usd: Outcome = outcome("USD", "Interest and fees during construction")
    total_uses_usd: Outcome = outcome("USD", "Total uses of funds")
    gearing_percent: Outcome = outcome(
        "% of uses", "Gearing: senior and concessional debt / uses excluding refundable VAT"
    )
    project_irr_pre_tax_percent: Outcome = outcome("%/year", "Project IRR before tax, nominal")
    project_irr_percent: Outcome = outcome("%/year", "Project IRR after tax, nominal")
    equity_irr_percent: Outcome = outcome("%/year", "Equity IRR, nominal")
    project_npv_usd: Outcome = outcome("USD", "Project NPV after tax at the discount rate")
    payback_years: Outcome = outcome(
        "years", "Payback, from the end of the first construction period"
    )
    minimum_dscr: Outcome = outcome("", "Minimum DSCR")
    average_dscr: Outcome = outcome("", "Average DSCR while senior debt is outstanding")
    target_dscr: Outcome = outcome("", "Target DSCR")
    llcr: Outcome = outcome("", "Loan life cover ratio at commercial operation")
    required_tipping_fee_usd_per_t: Outcome = outcome(
        "USD/t", "Required tipping fee (meets target equity IRR and DSCR)"
    )
    tipping_fee_for_equity_irr_usd_per_t: Outcome = outcome(
        "USD/t", "Tipping fee for the target equity IRR"
    )
    tipping_fee_for_dscr_usd_per_t: Outcome = outcome("USD/t", "Tipping fee for the target DSCR")
    dscr_binds: Outcome = outcome("", "1 where the target DSCR requires the higher fee")
    lcoe_usd_per_mwh: Outcome = outcome(
        "USD/MWh", "Levelised cost of power, net of other revenue, before tax"
    )
    lcow_usd_per_t: Outcome = outcome(
        "USD/t", "Levelised cost of treatment, net of other revenue, before tax"
    )
    calendar_year: Series = outcome("", "Calendar year of each column")
    operation_year: Series = outcome("", "Operation year of each column")
    tipping_revenue_usd: Series = outcome("USD", "Tipping fees")
    power_revenue_usd: Series = outcome("USD", "Power sales")
    carbon_revenue_usd: Series = outcome("USD", "Credits sold")
    metals_revenue_usd: Series = outcome("USD", "Metals sold")
    heat_revenue_usd: Series = outcome("USD", "Heat sold")
    operating_cost_usd: Series = outcome("USD", "Operating cost")
    capex_spent_usd: Series = outcome("USD", "Capital cost")
    financing_cost_spent_usd: Series = outcome("USD", "Interest and fees in construction")
    debt_drawn_usd: Series = outcome("USD", "Debt drawn")
    bridge_drawn_usd: Series = outcome("USD", "Grant bridge loan drawn")
    equity_paid_in_usd: Series = outcome("USD", "Equity paid in")
    grant_received_usd: Series = outcome("USD", "Grant received")
    bridge_repaid_usd: Series = outcome("USD", "Bridge loan repaid by the grant")
    bridge_interest_usd: Series = outcome(
        "USD", "Interest on the bridge loan in operation, after senior debt"
    )
    tax_usd: Series = outcome("USD", "Income tax")
    cfads_usd: Series = outcome("USD", "Cash flow available for debt service")
    interest_usd: Series = outcome("USD", "Interest on senior debt in operation")
    principal_usd: Series = outcome("USD", "Principal")
    debt_balance_usd: Series = outcome("USD", "Debt at year end")
    dscr: Series = outcome("", "DSCR")
    project_cash_flow_usd: Series = outcome("USD", "Project cash flow after tax")
    equity_cash_flow_usd: Series = outcome("USD", "Equity cash flow")
    funds: FundsResult
    lenders: LendersResult
    owners: OwnersResult
    accounts: AccountsResult
    public: PublicResult
    value_for_money: ValueForMoneyResult | None
    switching: tuple[SwitchingRow, ...]
    periods: PeriodsResult | None
