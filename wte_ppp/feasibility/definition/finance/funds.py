"""Uses beside capital cost, reserve accounts, and when the owners are paid."""

from typing import Literal

from wte_ppp.cards import UNTAXED, Default, count, entry, quantity
from wte_ppp.feasibility.definition.finance.money import Currency
from wte_ppp.validation import Quantity, Section


class UsesSection(Section):
    """Uses of funds beside capital cost, interest and fees; VAT; working capital."""

    land_usd: Quantity = quantity(
        "USD", "Land", "Paid at the start, not depreciated", ge=0, le=1e9,
        default=Default(0.0, "assumption", "Land given by the public unless the study says so"),
    )  # fmt: skip
    land_lease_usd_per_year: Quantity = quantity(
        "USD/year", "Land lease", "In operation, in prices of the price year", ge=0, le=1e8,
        default=Default(0.0, "assumption", "Land given by the public unless the study says so"),
    )  # fmt: skip
    land_lease_growth_percent: Quantity = quantity(
        "%/year", "Growth of the land lease", "Nominal, from the price year", ge=-5, le=30,
        default=Default(
            2.0, "assumption", "As inflation of prices (finance.inflation_percent)",
            "Counts only with a land lease"
        ),
    )  # fmt: skip
    development_fee_usd: Quantity = quantity(
        "USD", "Development cost and fee", "Spent as the capital cost", ge=0, le=1e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    contingency_percent: Quantity = quantity(
        "% of capital cost", "Contingency", "On top of capital cost", ge=0, le=50,
        default=Default(
            0.0, "assumption", "Capital cost taken as stated",
            "Feasibility studies often add 5 to 10 %"
        ),
    )  # fmt: skip
    working_capital_usd: Quantity = quantity(
        "USD", "Initial working capital", "Cash funded at completion", ge=0, le=1e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    receivable_days: Quantity = quantity(
        "days", "Days receivable", "Until revenue is paid", ge=0, le=365,
        default=Default(
            0.0, "assumption", "Cash in its period unless the study says so",
            "Municipalities often pay after 30 to 90 days"
        ),
    )  # fmt: skip
    payable_days: Quantity = quantity(
        "days", "Days payable", "Until operating cost is paid", ge=0, le=365,
        default=Default(0.0, "assumption", "Cash in its period unless the study says so"),
    )  # fmt: skip
    vat_percent: Quantity = quantity(
        "%", "VAT on capital cost", ge=0, le=30,
        default=Default(
            0.0, "assumption", "No VAT counted unless the study or its country says so",
            "On capital cost", place=UNTAXED,
        ),
    )  # fmt: skip
    vat_refunded_percent: Quantity = quantity(
        "% of VAT", "VAT refunded", "The rest is a cost", ge=0, le=100,
        default=Default(100.0, "assumption", "All of it refunded"),
    )  # fmt: skip
    vat_currency: Currency | None = entry(
        "Money of VAT and its bridge", "ISO 4217 code; left out: the books'", default=None
    )
    vat_refund_months: int = count(
        "months", "Months until VAT is refunded", ge=0, le=60,
        default=Default(6, "assumption", "Rough figure", "Counts only with VAT"),
    )  # fmt: skip
    vat_bridge_interest_percent: Quantity = quantity(
        "%/year", "Interest of the VAT bridge loan", ge=0, le=40,
        default=Default(7.0, "assumption", "As senior debt"),
    )  # fmt: skip


class ReservesSection(Section):
    """Reserve accounts and overhauls."""

    dsra_months: Quantity = quantity(
        "months", "Months of debt service in the DSRA", ge=0, le=24,
        default=Default(
            0.0, "assumption", "No reserve account unless the study says so",
            "Lenders commonly ask for six months"
        ),
    )  # fmt: skip
    dsra_funded: Literal["at_close", "from_cash_flow"] = entry(
        "Initial funding of the DSRA",
        default=Default("at_close", "assumption", "Project finance practice"),
    )  # fmt: skip
    overhaul_percent: Quantity = quantity(
        "% of capital cost", "Cost of a major overhaul", "In prices of the price year", ge=0, le=50,
        default=Default(
            0.0, "assumption", "Maintenance is in the yearly cost unless the study says so"
        ),
    )  # fmt: skip
    overhaul_every_years: int = count(
        "years", "Years between major overhauls", ge=1, le=50,
        default=Default(
            5, "assumption", "Engineering practice: as the overhaul of the turbine",
            "Counts only with a cost of overhauls"
        ),
    )  # fmt: skip
    maintenance_years: Quantity = quantity(
        "years", "Years of saving in the maintenance reserve", "For an overhaul", ge=0, le=20,
        default=Default(0.0, "assumption", "No reserve account unless the study says so"),
    )  # fmt: skip
    interest_percent: Quantity = quantity(
        "%/year", "Interest earned on reserves", "Reserve accounts and retained cash", ge=0, le=20,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    minimum_cash_usd: Quantity = quantity(
        "USD", "Minimum cash balance", "Not paid out before the end", ge=0, le=1e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip


class OwnersSection(Section):
    """When and how the owners are paid."""

    lockup_dscr: Quantity = quantity(
        "", "Lock-up DSCR", "No distribution in a period with a lower DSCR; 0 for none", ge=0, le=3,
        default=Default(
            0.0, "assumption", "No lock-up unless the study says so", "Common values, 1.10 to 1.15"
        ),
    )  # fmt: skip
    cash_sweep_percent: Quantity = quantity(
        "% of cash after reserves", "Cash sweep", "Prepays senior debt, last instalments first",
        ge=0, le=100,
        default=Default(0.0, "assumption", "No sweep unless the study says so"),
    )  # fmt: skip
    dividends: Literal["all_cash", "retained_earnings"] = entry(
        "Limit of dividends", "All cash, or retained earnings",
        default=Default(
            "all_cash", "assumption", "All cash to the owners in its period",
            "Company law commonly limits dividends to retained earnings"
        ),
    )  # fmt: skip
    shareholder_loan_percent: Quantity = quantity(
        "% of equity", "Shareholder loan", "Part of equity", ge=0, le=100,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    shareholder_loan_interest_percent: Quantity = quantity(
        "%/year", "Interest rate of the shareholder loan", "From operation on", ge=0, le=30,
        default=Default(8.0, "assumption", "Rough figure", "Counts only with a shareholder loan"),
    )  # fmt: skip
    shareholder_loan_currency: Currency | None = entry(
        "Money of the shareholder loan", "ISO 4217 code; left out: the study's", default=None
    )
    dividend_withholding_percent: Quantity = quantity(
        "% of dividends", "Withholding tax on dividends", ge=0, le=40,
        default=Default(
            0.0, "assumption", "None unless the study says so",
            "Treaties and laws differ; see the country profile", place=UNTAXED,
        ),
    )  # fmt: skip
    interest_withholding_percent: Quantity = quantity(
        "% of interest", "Withholding tax on shareholder loan interest", ge=0, le=40,
        default=Default(
            0.0, "assumption", "None unless the study says so",
            "Treaties and laws differ; see the country profile", place=UNTAXED,
        ),
    )  # fmt: skip
