"""Refinancing of the senior debt in operation."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from wte_ppp.cards import Default, entry, quantity
from wte_ppp.validation import Fault, Joint, Quantity, Section, shown


def _terms_are_stated(
    year: Quantity | None, interest: Quantity | None, tenor: Quantity | None
) -> Iterator[Fault]:
    if year is None:
        return
    for name, value in (("interest_percent", interest), ("tenor_years", tenor)):
        if value is None:
            yield f".{name}", "nothing", "a number, for a refinancing", "add it"
    if tenor is not None and np.any(np.asarray(tenor) <= year):
        yield (
            ".tenor_years",
            f"{shown(tenor)}, with operation_year {shown(year)}",
            "a last payment after the refinancing",
            "correct one of them",
        )


class RefinancingSection(Section):
    """The senior debt outstanding is replaced at the end of an operation year."""

    joint = (Joint(("operation_year", "interest_percent", "tenor_years"), _terms_are_stated),)

    operation_year: Quantity | None = quantity(
        "", "Operation year of the refinancing", "At whose end; left out: none", ge=1, le=50,
        whole=True, default=None,
    )  # fmt: skip
    interest_percent: Quantity | None = quantity(
        "%/year", "Interest rate of the new debt", "Needed with operation_year", ge=0, le=40,
        default=None,
    )  # fmt: skip
    tenor_years: Quantity | None = quantity(
        "years", "Tenor of the new debt",
        "Operation year of the last payment; needed with operation_year", ge=1, le=50, whole=True,
        default=None,
    )  # fmt: skip
    repayment: Literal["annuity", "equal_principal"] = entry(
        "Repayment of the new debt",
        default=Default("annuity", "assumption", "Level payments unless the study says so"),
    )  # fmt: skip
    additional_usd: Quantity = quantity(
        "USD", "New debt above the debt outstanding", "Goes to the sponsors", ge=0, le=20e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    fee_percent: Quantity = quantity(
        "% of the new debt", "Fee of the refinancing", ge=0, le=10,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    break_cost_percent: Quantity = quantity(
        "% of the debt outstanding", "Cost of early repayment", "Prepayment fee, hedges", ge=0,
        le=30, default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    authority_share_percent: Quantity = quantity(
        "% of the gain", "The authority's share of the refinancing gain",
        "Gain: present value at target_equity_irr_percent of what the sponsors receive more", ge=0,
        le=100,
        default=Default(
            0.0, "assumption", "None unless the contract says so",
            "United Kingdom: 50 % (HM Treasury, Standardisation of PF2 Contracts, 2012, chapter 28)"
        ),
    )  # fmt: skip


def refinancing_fits(contract: Quantity, refinancing: RefinancingSection) -> Iterator[Fault]:
    """Fault of new debt that the contract does not repay."""
    tenor = refinancing.tenor_years
    if refinancing.operation_year is not None and tenor is not None and np.any(tenor > contract):
        yield (
            ".refinancing.tenor_years",
            f"{shown(tenor)}, with contract_years {shown(contract)}",
            "a debt repaid within the contract",
            "shorten the debt or lengthen the contract",
        )
