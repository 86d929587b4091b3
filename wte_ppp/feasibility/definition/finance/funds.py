"""Uses beside capital cost, reserve accounts, and when the owners are paid."""

from typing import Literal

from pydantic import Field

from wte_ppp.validation import Quantity, Section, quantity


class UsesSection(Section):
    """Uses of funds beside capital cost, interest and fees; VAT; working capital."""

    land_usd: Quantity = quantity("USD", "Land, paid at the start, not depreciated", ge=0, le=1e9)
    development_fee_usd: Quantity = quantity(
        "USD", "Development cost and fee, spent as the capital cost", ge=0, le=1e9
    )
    contingency_percent: Quantity = quantity(
        "% of capital cost", "Contingency on top of capital cost", ge=0, le=50
    )
    working_capital_usd: Quantity = quantity("USD", "Cash funded at completion", ge=0, le=1e9)
    receivable_days: Quantity = quantity("days", "Days until revenue is paid", ge=0, le=365)
    payable_days: Quantity = quantity("days", "Days until operating cost is paid", ge=0, le=365)
    vat_percent: Quantity = quantity("%", "VAT on capital cost", ge=0, le=30)
    vat_refunded_percent: Quantity = quantity(
        "% of VAT", "VAT refunded; the rest is a cost", ge=0, le=100
    )
    vat_refund_months: int = Field(
        default=6, strict=True, ge=0, le=60, description="Months until VAT is refunded (assumption)"
    )
    vat_bridge_interest_percent: Quantity = quantity(
        "%/year", "Interest on the loan that carries the VAT", ge=0, le=40
    )


class ReservesSection(Section):
    """Reserve accounts and overhauls."""

    dsra_months: Quantity = quantity(
        "months", "Debt service that the DSRA holds ahead", ge=0, le=24
    )
    dsra_funded: Literal["at_close", "from_cash_flow"] = Field(
        description="Where the first filling of the DSRA comes from"
    )
    overhaul_percent: Quantity = quantity(
        "% of capital cost", "Cost of a major overhaul, in prices of the price year", ge=0, le=50
    )
    overhaul_every_years: int = Field(
        default=5, strict=True, ge=1, le=50, description="Years between overhauls (assumption)"
    )
    maintenance_years: Quantity = quantity(
        "years", "Years over which the maintenance account saves for an overhaul", ge=0, le=20
    )
    interest_percent: Quantity = quantity(
        "%/year", "Interest that reserve accounts and kept cash earn", ge=0, le=20
    )
    minimum_cash_usd: Quantity = quantity("USD", "Cash never paid out before the end", ge=0, le=1e9)


class OwnersSection(Section):
    """When and how the owners are paid."""

    lockup_dscr: Quantity = quantity(
        "", "No distribution in a period with a lower DSCR; 0 for none", ge=0, le=3
    )
    cash_sweep_percent: Quantity = quantity(
        "% of cash after reserves", "Prepays senior debt, last instalments first", ge=0, le=100
    )
    dividends: Literal["all_cash", "retained_earnings"] = Field(
        description="Whether dividends are limited to retained earnings"
    )
    shareholder_loan_percent: Quantity = quantity(
        "% of equity", "Part of equity given as a shareholder loan", ge=0, le=100
    )
    shareholder_loan_interest_percent: Quantity = quantity(
        "%/year", "Interest of the shareholder loan, from operation on", ge=0, le=30
    )
    dividend_withholding_percent: Quantity = quantity(
        "% of dividends", "Tax withheld on dividends", ge=0, le=40
    )
    interest_withholding_percent: Quantity = quantity(
        "% of interest", "Tax withheld on interest of the shareholder loan", ge=0, le=40
    )
