"""Senior debt and a concessional loan beside it."""

from typing import Literal

from pydantic import Field

from wte_ppp.validation import Quantity, Section, quantity


class LenderCaseSection(Section):
    """A more cautious case that sizes debt beside the base case."""

    revenue_percent: Quantity = quantity(
        "% of the base case", "Revenue that the lender counts on", ge=0, le=200
    )
    operating_cost_percent: Quantity = quantity(
        "% of the base case", "Operating cost that the lender counts on", ge=0, le=300
    )
    dscr: Quantity | None = quantity(
        "", "DSCR in this case; left out: target_dscr", ge=1, le=5, default=None
    )


class DebtSection(Section):
    """Senior debt."""

    amount_usd: Quantity | None = quantity(
        "USD", "Debt agreed; left out: as much as the caps allow", ge=0, le=20e9, default=None
    )
    max_gearing_percent: Quantity = quantity(
        "% of uses", "Debt / total uses", ge=0, le=95, plausible=(10, 90)
    )
    interest_percent: Quantity = quantity(
        "%/year", "All-in interest", ge=0, le=40, plausible=(0.5, 15)
    )
    construction_interest_percent: Quantity | None = quantity(
        "%/year", "Interest until completion; left out: as later", ge=0, le=40, default=None
    )
    upfront_fee_percent: Quantity = quantity("% of debt", "Upfront fee", ge=0, le=10)
    commitment_fee_percent: Quantity = quantity("%/year of undrawn", "Commitment fee", ge=0, le=5)
    tenor_years: Quantity = quantity(
        "years", "Operation year of the last repayment", ge=1, le=40, whole=True
    )
    grace_years: Quantity = quantity(
        "years", "First operation years without repayment", ge=0, le=20, whole=True
    )
    grace_interest: Literal["paid", "capitalised"] = Field(
        description="Whether interest of the grace years is paid or added to the debt"
    )
    repayment: Literal["annuity", "equal_principal", "sculpted", "schedule"] = Field(
        description="Shape of the repayment"
    )
    schedule_percent: tuple[Quantity, ...] | None = quantity(
        "% of the debt", "Schedule: repaid in each period of operation, in place of tenor and "
        "grace; negative adds to the debt; sums to 100", ge=-100, le=100, default=None,
    )  # fmt: skip
    target_dscr: Quantity = quantity(
        "", "DSCR of sculpted repayment, and the least DSCR the tipping fee must give", gt=1, le=5
    )
    sized_by: Literal["gearing", "gearing_and_dscr"] = Field(
        description="Whether level or equal repayment too must keep target_dscr in every period"
    )
    sizing_cfads: Literal["pre_tax", "post_tax"] = Field(
        description="CFADS that sizes the debt: before tax, or after it"
    )
    draw_order: Literal["pro_rata", "equity_first", "debt_first"] = Field(
        description="Order in which senior debt and equity are drawn"
    )
    bridge_interest_percent: Quantity = quantity(
        "%/year", "Interest on the loan that carries the grant until it is paid", ge=0, le=40
    )
    lender_case: LenderCaseSection


class LoanSection(Section):
    """Concessional loan beside the senior debt; it ranks with it."""

    amount_usd: Quantity = quantity("USD", "Loan agreed", ge=0, le=20e9)
    interest_percent: Quantity = quantity("%/year", "Interest", ge=0, le=40, plausible=(0, 8))
    upfront_fee_percent: Quantity = quantity("% of the loan", "Upfront fee", ge=0, le=10)
    commitment_fee_percent: Quantity = quantity("%/year of undrawn", "Commitment fee", ge=0, le=5)
    tenor_years: Quantity = quantity(
        "years", "Operation year of the last repayment", ge=1, le=50, whole=True
    )
    grace_years: Quantity = quantity(
        "years", "First operation years without repayment", ge=0, le=20, whole=True
    )
    grace_interest: Literal["paid", "capitalised"] = Field(
        description="Whether interest of the grace years is paid or added to the loan"
    )
    repayment: Literal["annuity", "equal_principal"] = Field(description="Shape of the repayment")
