"""Income tax and depreciation."""

from typing import Literal

import numpy as np
from pydantic import Field, field_validator

from wte_ppp.validation import Quantity, Section, quantity, refuse, shown


class TaxSection(Section):
    """Income tax and depreciation."""

    rate_percent: Quantity = quantity("%", "Standard rate", ge=0, le=60, plausible=(5, 40))
    preferential_rate_percent: Quantity = quantity(
        "%", "Rate of the preferential years", ge=0, le=60
    )
    preferential_years: Quantity = quantity(
        "years", "From the first revenue", ge=0, le=50, whole=True
    )
    exempt_years: Quantity = quantity("years", "Years without tax", ge=0, le=50, whole=True)
    half_rate_years: Quantity = quantity("years", "Years at half the rate", ge=0, le=50, whole=True)
    holiday_latest_start_year: Quantity = quantity(
        "", "Operation year in which the holiday starts without profit", ge=1, le=50, whole=True
    )
    loss_carry_forward_years: Quantity = quantity(
        "years", "Life of a loss", ge=0, le=50, whole=True
    )
    depreciation_years: Quantity | None = quantity(
        "years",
        "Useful life; left out: the contract's years",
        ge=1,
        le=50,
        whole=True,
        default=None,
    )
    depreciation_method: Literal[
        "straight_line", "declining_to_straight_line", "declining_guaranteed", "schedule"
    ] = Field(
        description="Straight line; declining balance until straight line gives more; declining "
        "with the guaranteed amount of Japan's law; or a schedule"
    )
    declining_multiple: Quantity = quantity(
        "", "Declining balance: rate = this / useful life", ge=1, le=5
    )
    declining_rate_percent: Quantity | None = quantity(
        "%", "With guaranteed amount: rate by useful life", gt=0, le=100, default=None
    )
    declining_revised_rate_percent: Quantity | None = quantity(
        "%", "With guaranteed amount: revised rate by useful life", gt=0, le=100, default=None
    )
    declining_guarantee_percent: Quantity | None = quantity(
        "%", "With guaranteed amount: guarantee rate by useful life", gt=0, le=100, default=None
    )
    depreciation_schedule_percent: tuple[Quantity, ...] | None = quantity(
        "% of cost", "Schedule: share of each operation year", ge=0, le=100, default=None
    )
    financing_cost: Literal["depreciated", "not_deductible"] = Field(
        description="Whether interest and fees of construction are written off for tax"
    )

    @field_validator("depreciation_schedule_percent")
    @classmethod
    def _not_more_than_all(cls, shares: tuple[Quantity, ...] | None) -> tuple[Quantity, ...] | None:
        if shares is not None and np.any(np.asarray(sum(shares)) > 100 + 1e-6):
            found = f"a sum of {shown(np.asarray(sum(shares)))} %"
            raise refuse(found, "a sum of at most 100 %", "correct the shares")
        return shares

    def missing(self) -> list[str]:
        """Inputs that the method of depreciation needs and that are not given."""
        needed = {
            "schedule": ["depreciation_schedule_percent"],
            "declining_guaranteed": [
                "declining_rate_percent",
                "declining_revised_rate_percent",
                "declining_guarantee_percent",
            ],
        }.get(self.depreciation_method, [])
        return [name for name in needed if getattr(self, name) is None]
