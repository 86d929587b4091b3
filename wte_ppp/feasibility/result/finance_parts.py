"""Parts of the finance result: funds, lenders, statements, the public side, switching values."""

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
    concessional_usd: Outcome = outcome("USD", "Concessional loan")
    construction_grants_usd: Outcome = outcome("USD", "Grants paid during construction")
    shareholder_loan_usd: Outcome = outcome("USD", "Part of equity given as a shareholder loan")


class LendersResult(ResultSection):
    """Cover of the debt, and the accounts that stand behind it."""

    minimum_dscr_year: Outcome = outcome("", "Calendar year of the minimum DSCR")
    minimum_llcr: Outcome = outcome("", "Minimum loan life cover ratio")
    average_llcr: Outcome = outcome(
        "", "Average loan life cover ratio while senior debt is outstanding"
    )
    plcr: Outcome = outcome("", "Project life cover ratio at commercial operation")
    minimum_plcr: Outcome = outcome("", "Minimum project life cover ratio")
    average_plcr: Outcome = outcome(
        "", "Average project life cover ratio while senior debt is outstanding"
    )
    locked_up_periods: Outcome = outcome("", "Periods in which distributions are locked up")
    swept_usd: Outcome = outcome("USD", "Debt prepaid by the cash sweep")
    support_usd: Outcome = outcome(
        "USD", "Sponsor support where cash and reserves do not cover debt service"
    )
    sizing_settled: Outcome = outcome(
        "", "1 where debt sized on CFADS after tax and that tax come to rest; else 0: sized on the "
        "highest of the taxes between which they jump",
    )  # fmt: skip
    llcr_by_year: Series = outcome("", "Loan life cover ratio at the start of the year")
    plcr_by_year: Series = outcome("", "Project life cover ratio at the start of the year")
    repayment_percent: Series = outcome(
        "% of the senior debt", "Repaid in each period of operation, prepayments apart"
    )
    concessional_service_usd: Series = outcome("USD", "Debt service of the concessional loan")
    dsra_usd: Series = outcome("USD", "DSRA at year end")
    maintenance_account_usd: Series = outcome("USD", "Maintenance account at year end")
    overhaul_usd: Series = outcome("USD", "Major overhauls, within operating cost")


class OwnersResult(ResultSection):
    """What the owners receive, beside the equity IRR."""

    equity_xirr_percent: Outcome = outcome("%/year", "Equity IRR by dates, actual days / 365")
    project_xirr_percent: Outcome = outcome(
        "%/year", "Project IRR after tax by dates, actual days / 365"
    )
    equity_npv_usd: Outcome = outcome("USD", "Equity NPV at the target equity IRR")
    discounted_payback_years: Outcome = outcome(
        "years", "Payback at the discount rate, from the end of the first construction period"
    )
    equity_irr_code: Outcome = outcome(
        "",
        "0 where there is one equity IRR; else the reason: 1 nothing paid in, 2 nothing paid "
        "out, 3 several rates or none, 4 out of range, 5 undefined, 6 hardly any equity",
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
    interest_expense_usd: Series = outcome("USD", "Interest")
    interest_income_usd: Series = outcome("USD", "Interest earned")
    income_tax_usd: Series = outcome("USD", "Income tax")
    net_profit_usd: Series = outcome("USD", "Net profit")
    operating_cash_usd: Series = outcome("USD", "Cash from operations, after interest")
    investing_cash_usd: Series = outcome("USD", "Cash from investing, grants included")
    financing_cash_usd: Series = outcome("USD", "Cash from financing")
    fixed_assets_usd: Series = outcome("USD", "Fixed assets")
    vat_receivable_usd: Series = outcome("USD", "VAT to be refunded")
    working_capital_usd: Series = outcome("USD", "Receivables less payables")
    reserve_accounts_usd: Series = outcome("USD", "Reserve accounts")
    cash_usd: Series = outcome("USD", "Cash")
    senior_debt_usd: Series = outcome("USD", "Senior debt")
    other_loans_usd: Series = outcome("USD", "Concessional loan")
    bridges_usd: Series = outcome("USD", "Bridge loans for grant and VAT")
    shareholder_loan_usd: Series = outcome("USD", "Shareholder loan")
    owners_capital_usd: Series = outcome("USD", "Share capital paid in less repaid")
    retained_earnings_usd: Series = outcome("USD", "Retained earnings")
    largest_imbalance_usd: Outcome = outcome(
        "USD", "Largest imbalance of assets and liabilities, all periods"
    )


class PublicResult(ResultSection):
    """What the public pays, is bound to pay, and can afford."""

    first_full_year_payment_usd: Outcome = outcome(
        "USD", "Tipping fees in the first year past the ramp-up"
    )
    present_value_usd: Outcome = outcome(
        "USD",
        "Public payments, present value (public discount rate, or the project's without one)",
    )
    expected_termination_present_value_usd: Outcome = outcome(
        "USD", "Expected termination payments, present value at the same rate"
    )
    payment_usd: Series = outcome("USD", "Tipping fees and grants, excluding the completion grant")
    put_or_pay_usd: Series = outcome("USD", "Of which fees for waste not delivered (put-or-pay)")
    termination_usd: Series = outcome("USD", "Due on termination at the end of the year")
    expected_termination_usd: Series = outcome("USD", "Termination payment x its probability")
    share_of_budget_percent: Series = outcome("% of budget", "Payment / municipal budget")
    share_of_income_percent: Series = outcome("% of income", "Payment of a household / its income")
    highest_share_of_budget_percent: Outcome = outcome(
        "% of budget", "Maximum payment / budget; not defined without a budget"
    )
    highest_share_of_income_percent: Outcome = outcome(
        "% of income", "Maximum household payment / income; not defined without them"
    )
    affordable_percent_of_income: Outcome = outcome("% of income", "Affordability threshold")


class ValueForMoneyResult(ResultSection):
    """Present values at the public discount rate."""

    raw_psc_usd: Outcome = outcome("USD", "Public delivery: cost less revenue")
    neutrality_usd: Outcome = outcome(
        "USD", "Competitive neutrality: taxes and insurance that only the PPP pays"
    )
    transferred_risk_usd: Outcome = outcome(
        "USD", "Transferred risk: risk of public delivery that the PPP bears"
    )
    retained_risk_usd: Outcome = outcome(
        "USD", "Retained risk: risk that the public keeps either way"
    )
    psc_usd: Outcome = outcome("USD", "Public sector comparator")
    payments_usd: Outcome = outcome(
        "USD", "Tipping fees and grants, excluding the completion grant"
    )
    transaction_and_monitoring_usd: Outcome = outcome("USD", "Transaction and monitoring")
    ppp_usd: Outcome = outcome("USD", "Cost of the PPP to the public")
    value_usd: Outcome = outcome("USD", "Value for money")
    value_percent: Outcome = outcome("% of PSC", "Value for money / PSC")
    value_percent_by_rate: dict[str, Outcome] = outcome(
        "% of PSC", "Value for money at the rate a step lower, as stated, a step higher"
    )


class SwitchingRow(ResultSection):
    """Value of one driver at which the owners just earn the return they ask for."""

    driver: TextField
    unit: str
    stated: float
    switching: float | None
    change_percent: float | None


class PeriodsResult(ResultSection):
    """The cash flow in its periods, where these are shorter than a year."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    operation_year: Series = outcome("", "Operation year of each period")
    revenue_usd: Series = outcome("USD", "Revenue")
    operating_cost_usd: Series = outcome("USD", "Operating cost")
    uses_usd: Series = outcome("USD", "Total uses of funds")
    debt_drawn_usd: Series = outcome("USD", "Senior debt drawn")
    equity_paid_in_usd: Series = outcome("USD", "Equity paid in")
    tax_usd: Series = outcome("USD", "Income tax")
    cfads_usd: Series = outcome("USD", "CFADS")
    service_usd: Series = outcome("USD", "Debt service")
    dscr: Series = outcome("", "DSCR")
    debt_balance_usd: Series = outcome("USD", "Senior debt at period end")
    equity_cash_flow_usd: Series = outcome("USD", "Equity cash flow")
