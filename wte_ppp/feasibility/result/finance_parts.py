"""Parts of the finance result: funds, lenders, statements, the public side, switching values."""

from pydantic import Field

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome
from wte_ppp.messages import TextField


class FundsResult(ResultSection):
    """Uses and sources beside capital cost, senior debt, the completion grant and equity."""

    land_usd: Outcome = outcome("USD", "Land")
    contingency_and_development_usd: Outcome = outcome(
        "USD", "Contingency, development fee and non-refundable VAT"
    )
    vat_usd: Outcome = outcome("USD", "Refundable VAT, paid by its bridge loan")
    dsra_funded_usd: Outcome = outcome("USD", "Initial funding of the DSRA")
    working_capital_funded_usd: Outcome = outcome("USD", "Working capital funded at completion")
    concessional_usd: Outcome = outcome("USD", "Loans beside the senior debt")
    construction_grants_usd: Outcome = outcome("USD", "Grants paid during construction")
    shareholder_loan_usd: Outcome = outcome("USD", "Shareholder loan (within equity)")


class LendersResult(ResultSection):
    """Cover of the debt, and the accounts that stand behind it."""

    minimum_dscr_year: Outcome = outcome("", "Calendar year of the minimum DSCR", whole=True)
    minimum_llcr: Outcome = outcome("", "Minimum loan life cover ratio", symbol="LLCR")
    average_llcr: Outcome = outcome(
        "", "Average loan life cover ratio while senior debt is outstanding", symbol="LLCR"
    )
    plcr: Outcome = outcome(
        "",
        "PLCR at commercial operation",
        symbol="PLCR",
        definition="As the LLCR, with CFADS to the end of the contract (Yescombe 2014, 12.3)",
    )
    minimum_plcr: Outcome = outcome("", "Minimum project life cover ratio", symbol="PLCR")
    average_plcr: Outcome = outcome(
        "", "Average project life cover ratio while senior debt is outstanding", symbol="PLCR"
    )
    locked_up_periods: Outcome = outcome("", "Periods in distribution lock-up", whole=True)
    swept_usd: Outcome = outcome("USD", "Debt prepaid through the cash sweep")
    support_usd: Outcome = outcome(
        "USD",
        "Sponsor support",
        definition="Equity injected where cash and reserves do not cover debt service",
    )
    sizing_settled: Outcome = outcome(
        "",
        "Debt sizing on post-tax CFADS has converged (1 yes, 0 no)",
        definition="0: sized on the highest of the taxes between which debt and tax alternate",
        whole=True,
    )
    llcr_by_year: Series = outcome("", "LLCR at the start of the year", symbol="LLCR")
    plcr_by_year: Series = outcome("", "PLCR at the start of the year", symbol="PLCR")
    repayment_percent: Series = outcome(
        "% of the senior debt", "Scheduled repayment by operation period"
    )
    concessional_service_usd: Series = outcome(
        "USD", "Debt service of loans beside the senior debt"
    )
    dsra_usd: Series = outcome("USD", "DSRA at year end")
    maintenance_account_usd: Series = outcome("USD", "Maintenance account at year end")
    overhaul_usd: Series = outcome("USD", "Major overhauls (within operating cost)")


class OwnersResult(ResultSection):
    """What the sponsors receive, beside the equity IRR."""

    equity_xirr_percent: Outcome = outcome("%/year", "Equity IRR by dates (actual/365)")
    project_xirr_percent: Outcome = outcome(
        "%/year", "Project IRR, post-tax, by dates (actual/365)"
    )
    equity_npv_usd: Outcome = outcome("USD", "Equity NPV at the target equity IRR")
    discounted_payback_years: Outcome = outcome(
        "years",
        "Discounted payback period",
        definition="At the discount rate, from the end of the first construction period",
    )
    equity_irr_code: Outcome = outcome(
        "",
        "Equity IRR status (0: one equity IRR)",
        definition="1 nothing paid in, 2 nothing paid out, 3 several rates or none, "
        "4 out of range, 5 undefined, 6 hardly any equity",
        whole=True,
    )
    equity_irr_reason: TextField
    paid_out_usd: Series = outcome("USD", "Distributions to shareholders, before withholding tax")
    withheld_usd: Series = outcome("USD", "Tax withheld from shareholders")
    shareholder_loan_usd: Series = outcome("USD", "Shareholder loan at year end")


class AccountsResult(ResultSection):
    """Income statement, cash flow statement and balance sheet by year."""

    revenue_usd: Series = outcome("USD", "Revenue")
    operating_cost_usd: Series = outcome("USD", "Operating cost")
    depreciation_usd: Series = outcome("USD", "Depreciation")
    interest_expense_usd: Series = outcome("USD", "Interest expense")
    exchange_loss_usd: Series = outcome(
        "USD", "Exchange loss on loans",
        definition="Of loans in another money than the books; below 0 a gain",
        source="IAS 21, paragraph 28",
    )  # fmt: skip
    interest_income_usd: Series = outcome("USD", "Interest income")
    refinancing_cost_usd: Series = outcome("USD", "Refinancing: its cost, and gain shared")
    gain_on_disposal_usd: Series = outcome("USD", "Salvage value less book value")
    income_tax_usd: Series = outcome("USD", "Income tax")
    net_profit_usd: Series = outcome("USD", "Net profit")
    operating_cash_usd: Series = outcome("USD", "Cash from operations, after interest")
    investing_cash_usd: Series = outcome("USD", "Investing cash flow, including grants")
    financing_cash_usd: Series = outcome("USD", "Financing cash flow")
    fixed_assets_usd: Series = outcome("USD", "Fixed assets")
    vat_receivable_usd: Series = outcome("USD", "VAT receivable")
    working_capital_usd: Series = outcome("USD", "Working capital")
    reserve_accounts_usd: Series = outcome("USD", "Reserve accounts")
    cash_usd: Series = outcome("USD", "Cash")
    senior_debt_usd: Series = outcome("USD", "Senior debt")
    other_loans_usd: Series = outcome("USD", "Loans beside the senior debt")
    bridges_usd: Series = outcome("USD", "Bridge loans for grant and VAT")
    shareholder_loan_usd: Series = outcome("USD", "Shareholder loan")
    owners_capital_usd: Series = outcome("USD", "Share capital paid in less repaid")
    retained_earnings_usd: Series = outcome("USD", "Retained earnings")
    translation_usd: Series = outcome(
        "USD", "Translation reserve",
        definition="Of accounts told in another money than the books: what capital and earnings "
        "at the rates of their years have gained or lost since",
        source="IAS 21, paragraph 39",
    )  # fmt: skip
    largest_imbalance_usd: Outcome = outcome(
        "USD", "Largest imbalance of assets and liabilities, all periods"
    )


class PublicResult(ResultSection):
    """What the public pays, is committed to pay, and can afford."""

    first_full_year_payment_usd: Outcome = outcome("USD", "Tipping fees, first full year")
    present_value_usd: Outcome = outcome(
        "USD",
        "Present value of public payments",
        definition="At the public discount rate of value for money, else at the discount rate",
    )
    expected_termination_present_value_usd: Outcome = outcome(
        "USD", "Present value of expected termination payments"
    )
    payment_usd: Series = outcome(
        "USD",
        "Tipping fees and grants, excluding the completion grant",
        definition="With operating subsidy and shared revenue where the contract has them",
    )
    put_or_pay_usd: Series = outcome("USD", "Of which fees for waste not delivered (put-or-pay)")
    central_government_usd: Series = outcome(
        "USD",
        "Of which by the central government: operating subsidy, waste not delivered",
        definition="Without its grants in construction",
    )
    municipality_usd: Series = outcome(
        "USD",
        "Of which by the municipality and as grants in construction",
        definition="Shared revenue included, below zero where the public receives it",
    )
    termination_usd: Series = outcome("USD", "Due on termination at the end of the year")
    expected_termination_usd: Series = outcome("USD", "Expected termination payment")
    share_of_budget_percent: Series = outcome(
        "% of budget", "Public payments over municipal budget"
    )
    share_of_income_percent: Series = outcome("% of income", "Household payment over income")
    highest_share_of_budget_percent: Outcome = outcome(
        "% of budget", "Maximum payment / budget; not defined without a budget"
    )
    highest_share_of_income_percent: Outcome = outcome(
        "% of income", "Maximum household payment / income; not defined without them"
    )
    affordable_percent_of_income: Outcome = outcome("% of income", "Affordability threshold")


class SignedFeeResult(ResultSection):
    """What the public pays at a fee that would be signed; nothing where no fee meets the targets.

    It is the study's, or the required one where the study's falls short of it.
    """

    tipping_fee_usd_per_t: Outcome = outcome(
        "USD/t",
        "Tipping fee that would be signed",
        definition="The study's, or the required tipping fee where that is higher",
    )
    first_full_year_payment_usd: Outcome = outcome(
        "USD", "Tipping fees at that fee, first full year"
    )
    present_value_usd: Outcome = outcome("USD", "Present value of public payments at that fee")
    highest_share_of_budget_percent: Outcome = outcome(
        "% of budget", "Maximum payment / budget at that fee"
    )
    highest_share_of_income_percent: Outcome = outcome(
        "% of income", "Maximum household payment / income at that fee"
    )


class ValueForMoneyResult(ResultSection):
    """Present values at the public discount rate, told at the fee that would be signed."""

    tipping_fee_usd_per_t: Outcome = outcome(
        "USD/t",
        "Tipping fee at which value for money is told",
        definition="The study's, or the required tipping fee where that is higher",
    )
    raw_psc_usd: Outcome = outcome("USD", "Raw PSC: public delivery cost, net of revenue")
    neutrality_usd: Outcome = outcome(
        "USD", "Competitive neutrality: taxes and insurance that only the PPP pays"
    )
    transferred_risk_usd: Outcome = outcome(
        "USD", "Transferred risk: risk of public delivery that the PPP bears"
    )
    retained_risk_usd: Outcome = outcome(
        "USD", "Retained risk: risk that the public keeps either way"
    )
    psc_usd: Outcome = outcome("USD", "Public sector comparator", symbol="PSC")
    payments_usd: Outcome = outcome(
        "USD", "Tipping fees and grants, excluding the completion grant"
    )
    transaction_and_monitoring_usd: Outcome = outcome("USD", "Transaction and monitoring cost")
    ppp_usd: Outcome = outcome("USD", "Cost of the PPP to the public")
    value_usd: Outcome = outcome("USD", "Value for money", symbol="VfM")
    value_percent: Outcome = outcome("% of PSC", "Value for money over PSC")
    value_percent_by_rate: dict[str, Outcome] = outcome(
        "% of PSC", "Value for money by discount rate (lower, stated, higher)"
    )


class SwitchingRow(ResultSection):
    """Value of one driver at which equity earns exactly its target IRR."""

    kind: str = Field(
        default="",
        description="Driver: capital_cost, operating_cost, other_revenue, paid_tonnes, "
        "debt_interest or grants",
    )
    driver: TextField
    unit: str
    stated: float
    switching: float | None
    change_percent: float | None


class PeriodsResult(ResultSection):
    """The cash flow in its periods, where these are shorter than a year."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    operation_year: Series = outcome("", "Operation year of each period", whole=True)
    revenue_usd: Series = outcome("USD", "Revenue")
    operating_cost_usd: Series = outcome("USD", "Operating cost")
    uses_usd: Series = outcome("USD", "Total uses of funds")
    debt_drawn_usd: Series = outcome("USD", "Senior debt drawdown")
    equity_paid_in_usd: Series = outcome("USD", "Equity contributions")
    tax_usd: Series = outcome("USD", "Income tax")
    cfads_usd: Series = outcome("USD", "CFADS", symbol="CFADS")
    service_usd: Series = outcome(
        "USD", "Debt service", definition="Of all lenders; of the bridges the interest"
    )
    dscr: Series = outcome("", "DSCR", symbol="DSCR")
    debt_balance_usd: Series = outcome("USD", "Senior debt at period end")
    equity_cash_flow_usd: Series = outcome("USD", "Equity cash flow")
