"""Grants: after completion on a bridge, and in construction."""

import numpy as np
from pydantic import field_validator

from wte_ppp.validation import Quantity, Section, quantity, refuse, shown


class GrantSection(Section):
    """Capital grants: the JCM equipment subsidy after completion, and what is paid in construction.

    The amounts above `viability_gap_usd` are of the first, which a bridge loan carries.
    """

    amount_usd: Quantity | None = quantity(
        "USD", "Grant awarded; left out: by rate and limit below", ge=0, le=5e9, default=None
    )
    rate_percent: Quantity = quantity("% of eligible cost", "Subsidy rate", ge=0, le=100)
    eligible_percent: Quantity = quantity("% of capital cost", "Eligible part", ge=0, le=100)
    limit_jpy_per_tco2e: Quantity | None = quantity(
        "JPY/tCO2e",
        "Limit per tonne reduced over the crediting years; left out: none",
        gt=0,
        le=1e6,
        default=None,
    )
    cap_jpy: Quantity | None = quantity(
        "JPY", "Limit of one grant; left out: none", gt=0, le=1e12, default=None
    )
    jpy_per_usd: Quantity = quantity("JPY/USD", "Exchange rate of the grant", gt=0, le=1000)
    paid_in_operation_year: Quantity = quantity(
        "", "Operation year of payment; 0 is completion", ge=0, le=5, whole=True
    )
    viability_gap_usd: Quantity = quantity(
        "USD", "Viability gap funding, paid by milestones of construction", ge=0, le=5e9
    )
    viability_gap_milestones_percent: tuple[Quantity, ...] | None = quantity(
        "% of viability gap funding",
        "Paid with each item of spend_profile_percent; left out: with the spending",
        ge=0,
        le=100,
        default=None,
    )
    central_support_usd: Quantity = quantity(
        "USD", "Support of the central government, paid with the spending", ge=0, le=5e9
    )

    @field_validator("viability_gap_milestones_percent")
    @classmethod
    def _pays_all(cls, shares: tuple[Quantity, ...] | None) -> tuple[Quantity, ...] | None:
        if shares is not None and np.any(np.abs(np.asarray(sum(shares)) - 100) > 1e-6):
            found = f"a sum of {shown(np.asarray(sum(shares)))} %"
            raise refuse(found, "a sum of 100 %", "correct the shares")
        return shares
