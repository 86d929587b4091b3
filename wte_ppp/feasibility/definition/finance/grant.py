"""Grants: after completion on a bridge, and in construction."""

import numpy as np
from pydantic import field_validator

from wte_ppp.cards import Default, entry, quantity
from wte_ppp.feasibility.definition.finance.money import Currency
from wte_ppp.validation import Quantity, Section, refuse, shown


class GrantSection(Section):
    """Capital grants: the JCM equipment subsidy after completion, and what is paid in construction.

    The amounts above `viability_gap_usd` are of the first, which a bridge loan carries.
    """

    amount_usd: Quantity | None = quantity(
        "USD", "Grant awarded", "Left out: by rate and limit below", ge=0, le=5e9, default=None
    )
    currency: Currency | None = entry(
        "Money of the grant",
        "ISO 4217 code, of its bridge too: paid at the rate of its day; left out: the study's",
        default=None,
    )
    rate_percent: Quantity = quantity(
        "% of eligible cost", "Subsidy rate", ge=0, le=100,
        default=Default(
            0.0, "assumption", "No grant unless the study says so",
            "JCM equipment subsidy: up to 50 % of initial cost"
        ),
    )  # fmt: skip
    eligible_percent: Quantity = quantity(
        "% of capital cost", "Eligible share of capital cost", ge=0, le=100,
        default=Default(100.0, "assumption", "All cost eligible unless the study says so"),
    )  # fmt: skip
    limit_jpy_per_tco2e: Quantity | None = quantity(
        "JPY/tCO2e", "Cap per tonne reduced", "Over the crediting years; left out: none", gt=0,
        le=1e6, default=None,
    )  # fmt: skip
    cap_jpy: Quantity | None = quantity(
        "JPY", "Cap on the grant", "Left out: none", gt=0, le=1e12, default=None
    )
    jpy_per_usd: Quantity = quantity(
        "JPY/USD", "Exchange rate of the grant", ge=1, le=1000,
        default=Default(
            150.0, "assumption", "Rough rate of 2024 to 2026",
            "Give the rate of the grant decision"
        ),
    )  # fmt: skip
    paid_in_operation_year: Quantity = quantity(
        "", "Operation year of the grant's payment", "0 is completion", ge=0, le=5, whole=True,
        default=Default(1.0, "assumption", "Paid after completion and inspection"),
    )  # fmt: skip
    viability_gap_usd: Quantity = quantity(
        "USD", "Viability gap funding", "Paid by milestones of construction", ge=0, le=5e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    viability_gap_milestones_percent: tuple[Quantity, ...] | None = quantity(
        "% of viability gap funding", "Milestones of viability gap funding",
        "Paid with each item of spend_profile_percent; left out: with the spending", ge=0, le=100,
        default=None,
    )  # fmt: skip
    central_support_usd: Quantity = quantity(
        "USD", "Central government support", "Paid with the spending", ge=0, le=5e9,
        default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip

    @field_validator("viability_gap_milestones_percent")
    @classmethod
    def _pays_all(cls, shares: tuple[Quantity, ...] | None) -> tuple[Quantity, ...] | None:
        if shares is not None and np.any(np.abs(np.asarray(sum(shares)) - 100) > 1e-6):
            found = f"a sum of {shown(np.asarray(sum(shares)))} %"
            raise refuse(found, "a sum of 100 %", "correct the shares")
        return shares
