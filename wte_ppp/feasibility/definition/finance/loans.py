"""Loans beside the senior debt and the concessional loan, by name."""

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np

from wte_ppp.cards import Default, entry, quantity
from wte_ppp.feasibility.definition.finance.money import Currency
from wte_ppp.validation import Fault, Quantity, Section, shown

LONGEST_NAME = 30


class FurtherLoanSection(Section):
    """A loan that ranks with the senior debt and is drawn with the spending."""

    amount_usd: Quantity = quantity("USD", "Amount of the loan", ge=0, le=20e9)
    currency: Currency | None = entry(
        "Money of the loan", "ISO 4217 code; left out: the study's", default=None
    )
    interest_percent: Quantity = quantity("%/year", "Interest rate of the loan", ge=0, le=40)
    upfront_fee_percent: Quantity = quantity(
        "% of the loan", "Upfront fee of the loan", ge=0, le=10,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    commitment_fee_percent: Quantity = quantity(
        "%/year of undrawn", "Commitment fee of the loan", ge=0, le=5,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    tenor_years: Quantity = quantity(
        "years", "Tenor of the loan", "Operation year of the last repayment", ge=1, le=50,
        whole=True,
    )  # fmt: skip
    grace_years: Quantity = quantity(
        "years", "Grace period of the loan", "First operation years without repayment", ge=0,
        le=20, whole=True,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    grace_interest: Literal["paid", "capitalised"] = entry(
        "Interest in the grace period of the loan", "Paid, or added to the loan",
        default=Default("paid", "assumption", "Project finance practice"),
    )  # fmt: skip
    repayment: Literal["annuity", "equal_principal"] = entry(
        "Repayment of the loan",
        default=Default("annuity", "assumption", "Level payments unless the study says so"),
    )  # fmt: skip


def repaid_in_time(
    place: str, contract: Quantity, tenor: Quantity, grace: Quantity
) -> Iterator[Fault]:
    """Faults of a debt that outlives the contract, or whose grace is no shorter than itself."""
    if np.any(tenor > contract):
        yield (
            f"{place}.tenor_years",
            f"{shown(tenor)}, with contract_years {shown(contract)}",
            "a debt repaid within the contract",
            "shorten the debt or lengthen the contract",
        )
    if np.any(grace >= tenor):
        yield (
            f"{place}.grace_years",
            f"{shown(grace)}, with tenor_years {shown(tenor)}",
            "a grace shorter than the tenor",
            "shorten the grace or lengthen the tenor",
        )


def loans_fit(contract: Quantity, loans: Mapping[str, FurtherLoanSection]) -> Iterator[Fault]:
    """Faults of names, tenors and graces of loans."""
    for name, loan in loans.items():
        place = f".loans.{name}"
        if not name.isidentifier() or len(name) > LONGEST_NAME:
            yield (
                place,
                repr(name),
                f"a name of letters, digits and _, up to {LONGEST_NAME}",
                "rename it",
            )
        yield from repaid_in_time(place, contract, loan.tenor_years, loan.grace_years)
