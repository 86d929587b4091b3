"""What the project costs and earns; the step builds it part by part."""

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome
from wte_ppp.feasibility.result.finance_capital import CapitalResult
from wte_ppp.feasibility.result.finance_money import SecondMoneyResult
from wte_ppp.feasibility.result.finance_parts import (
    AccountsResult,
    FundsResult,
    LendersResult,
    OwnersResult,
    PeriodsResult,
    PublicResult,
    SignedFeeResult,
    SwitchingRow,
    ValueForMoneyResult,
)


class FundingResult(ResultSection):
    """What is paid for, and by whom."""

    debt_usd: Outcome = outcome("USD", "Senior debt")
    equity_usd: Outcome = outcome("USD", "Equity")
    grant_usd: Outcome = outcome("USD", "Capital grant")
    financing_cost_usd: Outcome = outcome("USD", "Interest and fees during construction")
    total_uses_usd: Outcome = outcome("USD", "Total uses of funds")
    gearing_percent: Outcome = outcome(
        "% of debt and equity",
        "Gearing",
        definition="Senior debt and concessional loan over themselves and equity (Yescombe 2014, "
        "chapter 12). Grants are neither, nor the bridges that grants and the VAT refund repay",
    )
    equity_share_percent: Outcome = outcome(
        "% of the investment",
        "Equity in the investment",
        definition="Over uses that neither the State's grants nor the VAT bridge pays, as PPP laws "
        "count it",
    )


class ReturnsResult(ResultSection):
    """Returns, cover ratios and the tipping fee that meets what is required of both."""

    project_irr_pre_tax_percent: Outcome = outcome(
        "%/year",
        "Project IRR, pre-tax, nominal",
        definition="Of the cash flow before debt, grants taken as income",
    )
    project_irr_percent: Outcome = outcome(
        "%/year",
        "Project IRR, post-tax, nominal",
        symbol="PIRR",
        definition="Of the cash flow before debt, less the tax that a company without debt pays",
    )
    equity_irr_percent: Outcome = outcome(
        "%/year",
        "Equity IRR, nominal",
        symbol="EIRR",
        definition="Of equity and shareholder loan as paid in, and what the sponsors receive after "
        "tax withheld",
    )
    project_npv_usd: Outcome = outcome(
        "USD",
        "Project NPV, post-tax, at the discount rate",
        symbol="NPV",
        definition="At the end of the first construction period, which is not discounted",
    )
    payback_years: Outcome = outcome(
        "years", "Payback period", definition="From the end of the first construction period"
    )
    minimum_dscr: Outcome = outcome(
        "",
        "Minimum DSCR",
        symbol="DSCR",
        definition="CFADS after tax over the service of all lenders, interest of the bridges for "
        "grant and VAT included, in any twelve months (Yescombe 2014, 12.3). Grant and refund "
        "repay the bridges themselves, so that is no service",
    )
    average_dscr: Outcome = outcome(
        "",
        "Average DSCR while senior debt is outstanding",
        symbol="DSCR",
        definition="Mean of the DSCR of all periods that begin with senior debt (Yescombe 2014, "
        "12.3)",
    )
    target_dscr: Outcome = outcome("", "Target DSCR", symbol="DSCR")
    llcr: Outcome = outcome(
        "",
        "LLCR at commercial operation",
        symbol="LLCR",
        definition="Present value of CFADS less interest of bridges, while debt is outstanding, "
        "over the debt and that of debt drawn later (Yescombe 2014, 12.3); discounted at the "
        "interest of what the loans owe in each period, so that each counts at its own rate over "
        "its own life",
    )
    required_tipping_fee_usd_per_t: Outcome = outcome(
        "USD/t", "Required tipping fee (meets target equity IRR and DSCR)"
    )
    tipping_fee_for_equity_irr_usd_per_t: Outcome = outcome(
        "USD/t", "Tipping fee for the target equity IRR"
    )
    tipping_fee_for_dscr_usd_per_t: Outcome = outcome("USD/t", "Tipping fee for the target DSCR")
    uncovered_service_year: Outcome = outcome(
        "",
        "First year whose debt service no tipping fee covers",
        whole=True,
        definition="Debt service that falls due before the plant earns, at the fee that covers "
        "all other years; no tipping fee is then required, for none gives the target DSCR",
    )
    dscr_binds: Outcome = outcome("", "1 where the target DSCR requires the higher fee", whole=True)


class LevelisedResult(ResultSection):
    """Flat prices that pay for all cost but tax."""

    lcoe_usd_per_mwh: Outcome = outcome(
        "USD/MWh",
        "Levelised cost of power, net of other revenue, before tax",
        symbol="LCOE",
        definition="Flat nominal price per MWh sold that pays capital and operating cost after "
        "grants, tipping fees and other revenue, at the discount rate",
    )
    lcow_usd_per_t: Outcome = outcome(
        "USD/t accepted",
        "Levelised cost of treatment, net of other revenue, before tax",
        symbol="LCOW",
        definition="Flat price per tonne accepted that pays all cost but tax, after power, heat, "
        "metal and credit revenue",
    )


class YearlyFinance(ResultSection):
    """Cash flow in construction and operation years."""

    calendar_year: Series = outcome("", "Calendar year of each column", whole=True)
    operation_year: Series = outcome("", "Operation year of each column", whole=True)
    tipping_revenue_usd: Series = outcome("USD", "Tipping fees")
    power_revenue_usd: Series = outcome("USD", "Power sales")
    capacity_revenue_usd: Series = outcome("USD", "Capacity payments")
    carbon_revenue_usd: Series = outcome("USD", "Carbon credit sales")
    metals_revenue_usd: Series = outcome("USD", "Metal sales")
    heat_revenue_usd: Series = outcome("USD", "Heat sales")
    stream_fees_usd: Series = outcome(
        "USD",
        "Tipping fees of other streams",
        definition="Of streams of waste with a fee of their own, which the public does not pay",
    )
    fees_by_stream_usd: dict[str, Series] = outcome("USD", "Tipping fees of other streams, each")
    subsidy_revenue_usd: Series = outcome("USD", "Operating subsidy paid to the project")
    shared_revenue_usd: Series = outcome(
        "USD",
        "Shared revenue received from the public",
        definition="For revenue below the plan; negative: paid to the public for revenue above it",
    )
    operating_cost_usd: Series = outcome("USD", "Operating cost")
    capex_spent_usd: Series = outcome("USD", "Capital cost")
    financing_cost_spent_usd: Series = outcome("USD", "Interest and fees during construction")
    debt_drawn_usd: Series = outcome("USD", "Senior debt drawdown")
    bridge_drawn_usd: Series = outcome("USD", "Grant bridge loan drawn")
    equity_paid_in_usd: Series = outcome("USD", "Equity contributions")
    grant_received_usd: Series = outcome("USD", "Grant received")
    bridge_repaid_usd: Series = outcome("USD", "Bridge loan repaid by the grant")
    bridge_interest_usd: Series = outcome(
        "USD",
        "Grant bridge loan interest in operation",
        definition="Within the debt service that DSCR counts; the grant repays the bridge",
    )
    vat_bridge_interest_usd: Series = outcome(
        "USD",
        "VAT bridge loan interest in operation",
        definition="Within the debt service that DSCR counts; the refund repays the bridge",
    )
    tax_usd: Series = outcome("USD", "Income tax")
    cfads_usd: Series = outcome(
        "USD",
        "Cash flow available for debt service",
        symbol="CFADS",
        definition="Revenue less operating cost, tax, growth of working capital and savings for "
        "overhauls, plus what reserve accounts and kept cash earn",
    )
    interest_usd: Series = outcome("USD", "Interest on senior debt in operation")
    principal_usd: Series = outcome("USD", "Senior debt principal")
    debt_balance_usd: Series = outcome("USD", "Senior debt at year end")
    dscr: Series = outcome(
        "",
        "DSCR",
        symbol="DSCR",
        definition="CFADS after tax over the service of all lenders in the year, interest of the "
        "bridges included",
    )
    project_cash_flow_usd: Series = outcome("USD", "Project cash flow, post-tax")
    equity_cash_flow_usd: Series = outcome("USD", "Equity cash flow")


class FinanceDetails(ResultSection):
    """Tables of their own beside the cash flow."""

    funds: FundsResult
    lenders: LendersResult
    owners: OwnersResult
    accounts: AccountsResult
    second_money: SecondMoneyResult | None
    capital: CapitalResult
    public: PublicResult
    at_signed_fee: SignedFeeResult
    value_for_money: ValueForMoneyResult | None
    switching: tuple[SwitchingRow, ...]
    periods: PeriodsResult | None


# Fields of the last base come first.
class FinanceResult(FinanceDetails, YearlyFinance, LevelisedResult, ReturnsResult, FundingResult):
    """What it costs and earns over the contract, nominal USD."""
