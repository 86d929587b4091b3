"""Senior debt and a concessional loan beside it."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from wte_ppp.cards import Default, entry, quantity
from wte_ppp.feasibility.definition.finance.money import Currency
from wte_ppp.validation import Fault, Joint, Quantity, Section


class LenderCaseSection(Section):
    """A more cautious case that sizes debt beside the base case."""

    revenue_percent: Quantity = quantity(
        "% of the base case", "Revenue", ge=0, le=200,
        default=Default(100.0, "assumption", "No lender's case unless the study says so"),
    )  # fmt: skip
    operating_cost_percent: Quantity = quantity(
        "% of the base case", "Operating cost", ge=0, le=300,
        default=Default(100.0, "assumption", "No lender's case unless the study says so"),
    )  # fmt: skip
    dscr: Quantity | None = quantity("", "DSCR", "Left out: target_dscr", ge=1, le=5, default=None)


def _hedge_has_its_cost(hedged: Quantity, cost: Quantity | None) -> Iterator[Fault]:
    if cost is None and np.any(hedged):
        yield ".hedge_cost_percent", "nothing", "a number, for a hedged debt", "add it"


class DebtSection(Section):
    """Senior debt."""

    joint = (Joint(("hedged_percent", "hedge_cost_percent"), _hedge_has_its_cost),)

    amount_usd: Quantity | None = quantity(
        "USD", "Agreed amount of senior debt", "Left out: as much as the caps allow", ge=0, le=20e9,
        default=None,
    )  # fmt: skip
    currency: Currency | None = entry(
        "Money of senior debt", "ISO 4217 code, of its interest too; left out: the study's",
        default=None,
    )  # fmt: skip
    hedged_percent: Quantity = quantity(
        "% of the debt", "Hedged share of senior debt",
        "Served at the rate of exchange of completion. Counts only with a debt in another money "
        "than the books", ge=0, le=100,
        default=Default(0.0, "assumption", "Not hedged unless the study says so"),
    )  # fmt: skip
    hedge_cost_percent: Quantity | None = quantity(
        "%/year", "Cost of the hedge", "On what is hedged, in operation; with hedged_percent",
        ge=-10, le=30, default=None,
    )  # fmt: skip
    max_gearing_percent: Quantity = quantity(
        "% of debt and equity", "Maximum gearing",
        "Debt / (debt + equity); grants, and the bridges they repay, are neither", ge=0, le=95,
        usual=(10, 90),
        default=Default(70.0, "assumption", "Project finance practice, 60 to 80 %"),
    )  # fmt: skip
    least_equity_percent: Quantity | None = quantity(
        "% of the investment", "Minimum equity",
        "Of uses that neither the State's grants nor the VAT bridge pays, as PPP laws have it; "
        "limits the debt; left out: none", ge=0, le=100, usual=(5, 50), default=None,
    )  # fmt: skip
    interest_percent: Quantity = quantity(
        "%/year", "Interest rate of senior debt", "All-in", ge=0, le=40, usual=(0.5, 15),
        default=Default(7.0, "assumption", "All-in USD rate, commercial"),
    )  # fmt: skip
    interest_steps_percent: tuple[Quantity, ...] | None = quantity(
        "%/year", "Interest rate by operation year",
        "In place of interest_percent, from year 1, the last goes on: steps agreed, or the base "
        "rate expected; left out: one rate", ge=0, le=40, default=None,
    )  # fmt: skip
    margin_steps_percent: tuple[Quantity, ...] | None = quantity(
        "%/year", "Margin by operation year",
        "Added to the rate, from year 1, the last goes on; left out: none, the rate is all-in",
        ge=0, le=20, default=None,
    )  # fmt: skip
    construction_interest_percent: Quantity | None = quantity(
        "%/year", "Interest rate during construction", "Left out: as later", ge=0, le=40,
        default=None,
    )  # fmt: skip
    upfront_fee_percent: Quantity = quantity(
        "% of debt", "Upfront fee of senior debt", ge=0, le=10,
        default=Default(1.5, "assumption", "Project finance practice"),
    )  # fmt: skip
    commitment_fee_percent: Quantity = quantity(
        "%/year of undrawn", "Commitment fee of senior debt", ge=0, le=5,
        default=Default(0.5, "assumption", "Project finance practice"),
    )  # fmt: skip
    tenor_years: Quantity = quantity(
        "years", "Tenor of senior debt", "Operation year of the last repayment", ge=1, le=40,
        whole=True,
        default=Default(12.0, "assumption", "Project finance practice, 10 to 15 years commercial"),
    )  # fmt: skip
    grace_years: Quantity = quantity(
        "years", "Grace period of senior debt", "First operation years without repayment", ge=0,
        le=20, whole=True,
        default=Default(0.0, "assumption", "Project finance practice"),
    )  # fmt: skip
    grace_interest: Literal["paid", "capitalised"] = entry(
        "Interest in the grace period", "Paid, or added to the debt",
        default=Default("paid", "assumption", "Project finance practice"),
    )  # fmt: skip
    repayment: Literal["annuity", "equal_principal", "sculpted", "schedule"] = entry(
        "Repayment of senior debt",
        default=Default("annuity", "assumption", "Level payments unless the study says so"),
    )  # fmt: skip
    schedule_percent: tuple[Quantity, ...] | None = quantity(
        "% of the debt", "Repayment schedule",
        "Repaid in each period of operation, in place of tenor and grace; negative adds to the "
        "debt; sums to 100", ge=-100, le=100, default=None,
    )  # fmt: skip
    target_dscr: Quantity = quantity(
        "", "Target DSCR",
        "Of sculpted repayment, and the minimum that the required tipping fee must give", gt=1,
        le=5,
        default=Default(1.3, "assumption", "Project finance practice, 1.20 to 1.40"),
    )  # fmt: skip
    sized_by: Literal["gearing", "gearing_and_dscr"] = entry(
        "Debt sizing", "Whether level or equal repayment too must keep target_dscr in every period",
        default=Default(
            "gearing", "assumption", "Level loans by gearing alone unless the study says so"
        ),
    )  # fmt: skip
    sizing_cfads: Literal["pre_tax", "post_tax"] = entry(
        "CFADS for debt sizing", "Before tax, or after it",
        default=Default(
            "post_tax", "assumption", "Lenders size on the CFADS that they test, after tax"
        ),
    )  # fmt: skip
    draw_order: Literal["pro_rata", "equity_first", "debt_first"] = entry(
        "Order of debt and equity drawdown",
        default=Default("pro_rata", "assumption", "Closed form; some lenders ask for equity first"),
    )  # fmt: skip
    bridge_interest_percent: Quantity = quantity(
        "%/year", "Interest of the grant bridge loan", "Carries the grant until it is paid", ge=0,
        le=40,
        default=Default(7.0, "assumption", "As senior debt"),
    )  # fmt: skip
    lender_case: LenderCaseSection = entry("Lender's case")


class LoanSection(Section):
    """Concessional loan beside the senior debt; it ranks with it."""

    amount_usd: Quantity = quantity(
        "USD", "Amount of the concessional loan", ge=0, le=20e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    currency: Currency | None = entry(
        "Money of the concessional loan", "ISO 4217 code; left out: the study's", default=None
    )
    interest_percent: Quantity = quantity(
        "%/year", "Interest rate of the concessional loan", ge=0, le=40, usual=(0, 8),
        default=Default(
            2.0, "assumption", "Rough rate of development loans in hard currency",
            "Counts only with an amount"
        ),
    )  # fmt: skip
    upfront_fee_percent: Quantity = quantity(
        "% of the loan", "Upfront fee of the concessional loan", ge=0, le=10,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    commitment_fee_percent: Quantity = quantity(
        "%/year of undrawn", "Commitment fee of the concessional loan", ge=0, le=5,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    tenor_years: Quantity = quantity(
        "years", "Tenor of the concessional loan", "Operation year of the last repayment", ge=1,
        le=50, whole=True,
        default=Default(
            15.0, "assumption", "Concessional loans, 15 to 20 years and more",
            "Counts only with an amount"
        ),
    )  # fmt: skip
    grace_years: Quantity = quantity(
        "years", "Grace period of the concessional loan", "First operation years without repayment",
        ge=0, le=20, whole=True,
        default=Default(3.0, "assumption", "Rough figure", "Counts only with an amount"),
    )  # fmt: skip
    grace_interest: Literal["paid", "capitalised"] = entry(
        "Interest in the loan's grace period", "Paid, or added to the loan",
        default=Default("paid", "assumption", "Project finance practice"),
    )  # fmt: skip
    repayment: Literal["annuity", "equal_principal"] = entry(
        "Repayment of the concessional loan",
        default=Default("equal_principal", "assumption", "Common for development loans"),
    )  # fmt: skip
