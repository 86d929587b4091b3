"""A later investment: a line or turbine that is added in operation."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from wte_ppp.cards import Default, entry, quantity
from wte_ppp.validation import Fault, Joint, Quantity, Section, shown


def _spent_in_operation(
    year: Quantity | None, cost: Quantity, spend_years: Quantity
) -> Iterator[Fault]:
    if year is None:
        if np.any(cost):
            yield ".operation_year", "nothing", "the year from which it runs", "add it"
    elif np.any(np.asarray(year) <= spend_years):
        yield (
            ".operation_year",
            f"{shown(year)}, with spend_years {shown(spend_years)}",
            "a year after those of the spending, which are operation years",
            "correct one of them, or make it part of the capital cost",
        )


def _paid_once(
    loan: Quantity, equity: Quantity, interest: Quantity | None, tenor: Quantity | None
) -> Iterator[Fault]:
    if np.any(np.asarray(loan) + equity > 100 + 1e-9):
        yield (
            ".loan_percent",
            f"{shown(loan)}, with equity_percent {shown(equity)}",
            "parts of at most 100 %",
            "lower one of them",
        )
    if np.any(loan):
        for name, value in (("loan_interest_percent", interest), ("loan_tenor_years", tenor)):
            if value is None:
                yield f".{name}", "nothing", "a number, for a loan", "add it"


class LaterInvestmentSection(Section):
    """What is added in operation, what it costs, and who pays for it."""

    joint = (
        Joint(("operation_year", "cost_usd", "spend_years"), _spent_in_operation),
        Joint(
            ("loan_percent", "equity_percent", "loan_interest_percent", "loan_tenor_years"),
            _paid_once,
        ),
    )

    operation_year: Quantity | None = quantity(
        "", "First operation year of the later investment", "Left out: none", ge=2, le=50,
        whole=True, default=None,
    )  # fmt: skip
    added_capacity_percent: Quantity = quantity(
        "% of what the plant takes", "Capacity that it adds",
        "A line that burns what the plant diverts, at the plant's yield of a tonne", ge=0, le=300,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    added_power_percent: Quantity = quantity(
        "% of power sold", "Power that it adds", "A turbine: more power of the same waste", ge=0,
        le=100, default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    cost_usd: Quantity = quantity(
        "USD", "Cost of the later investment",
        "In prices of the price year, indexed as operating cost", ge=0, le=20e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    spend_years: Quantity = quantity(
        "years", "Years of its spending", "Before it runs, evenly", ge=1, le=5, whole=True,
        default=Default(1.0, "assumption", "One year unless the study says so"),
    )  # fmt: skip
    equity_percent: Quantity = quantity(
        "% of its cost", "Paid in by the sponsors", "The project's cash pays what nobody else does",
        ge=0, le=100,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    loan_percent: Quantity = quantity(
        "% of its cost", "Paid by a loan", "It ranks with the senior debt", ge=0, le=100,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    loan_interest_percent: Quantity | None = quantity(
        "%/year", "Interest rate of its loan", "Needed with loan_percent", ge=0, le=40,
        default=None,
    )  # fmt: skip
    loan_tenor_years: Quantity | None = quantity(
        "years", "Tenor of its loan",
        "Operation year of the last payment; needed with loan_percent", ge=1, le=50, whole=True,
        default=None,
    )  # fmt: skip
    loan_repayment: Literal["annuity", "equal_principal"] = entry(
        "Repayment of its loan", "From the first year in which it runs",
        default=Default("annuity", "assumption", "Level payments unless the study says so"),
    )  # fmt: skip
    loan_fee_percent: Quantity = quantity(
        "% of the loan", "Fee of its loan", "With the first drawdown", ge=0, le=10,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    reserve_years: Quantity = quantity(
        "years", "Years of saving for it", "For what cash pays of it, in the maintenance account",
        ge=0, le=30,
        default=Default(0.0, "assumption", "No reserve account unless the study says so"),
    )  # fmt: skip
    depreciation_years: Quantity | None = quantity(
        "years", "Its useful life", "Straight line; left out: to the end of the contract", ge=1,
        le=50, whole=True, default=None,
    )  # fmt: skip
    operating_cost_usd_per_year: Quantity = quantity(
        "USD/year", "Fixed operating cost that it adds",
        "Staff, in prices of the price year; maintenance and insurance follow its cost", ge=0,
        le=1e9, default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip


def later_fits(contract: Quantity, later: LaterInvestmentSection) -> Iterator[Fault]:
    """Faults of a later investment that the contract does not hold."""
    year, tenor = later.operation_year, later.loan_tenor_years
    if year is None:
        return
    if np.any(np.asarray(year) > contract):
        yield (
            ".later_investment.operation_year",
            f"{shown(year)}, with contract_years {shown(contract)}",
            "a year of the contract",
            "correct one of them",
        )
    if tenor is None or not np.any(later.loan_percent):
        return
    if np.any(np.asarray(tenor) < year) or np.any(np.asarray(tenor) > contract):
        yield (
            ".later_investment.loan_tenor_years",
            f"{shown(tenor)}, with operation_year {shown(year)}, contract_years {shown(contract)}",
            "a last payment in a year in which it runs, within the contract",
            "correct one of them",
        )
