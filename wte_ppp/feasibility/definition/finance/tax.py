"""Income tax and depreciation."""

from typing import Literal

import numpy as np
from pydantic import field_validator

from wte_ppp.cards import ASIA, Default, entry, quantity
from wte_ppp.validation import Quantity, Section, refuse, shown


class TaxSection(Section):
    """Income tax and depreciation."""

    rate_percent: Quantity = quantity(
        "%", "Income tax rate", ge=0, le=60, usual=(5, 40),
        default=Default(
            20.0, "assumption", "Rough mean of South-East Asia", "A country profile gives the law",
            place=ASIA,
        ),
    )  # fmt: skip
    preferential_rate_percent: Quantity = quantity(
        "%", "Preferential tax rate", ge=0, le=60,
        default=Default(20.0, "assumption", "No preference unless a country profile gives one"),
    )  # fmt: skip
    preferential_years: Quantity = quantity(
        "years", "Years at the preferential rate", "From the first revenue", ge=0, le=50,
        whole=True,
        default=Default(0.0, "assumption", "No preference unless a country profile gives one"),
    )  # fmt: skip
    exempt_years: Quantity = quantity(
        "years", "Tax-exempt years", ge=0, le=50, whole=True,
        default=Default(0.0, "assumption", "No holiday unless a country profile gives one"),
    )  # fmt: skip
    half_rate_years: Quantity = quantity(
        "years", "Years at half the rate", ge=0, le=50, whole=True,
        default=Default(0.0, "assumption", "No holiday unless a country profile gives one"),
    )  # fmt: skip
    holiday_latest_start_year: Quantity = quantity(
        "", "Latest start of the tax holiday", "Operation year in which it starts without profit",
        ge=1, le=50, whole=True,
        default=Default(
            1.0, "assumption",
            "From the first operation year unless a country profile says otherwise"
        ),
    )  # fmt: skip
    loss_carry_forward_years: Quantity = quantity(
        "years", "Loss carry-forward", ge=0, le=50, whole=True,
        default=Default(
            5.0, "assumption", "Common in South-East Asia", "Viet Nam, Indonesia, Thailand 5 years",
            place=ASIA,
        ),
    )  # fmt: skip
    interest_limit_percent: Quantity | None = quantity(
        "% of EBITDA", "Limit on deducted interest",
        "Net interest, shareholder loan included, of revenue less operating cost; left out: none",
        ge=0, le=100, usual=(10, 50), default=None,
    )  # fmt: skip
    interest_carry_forward_years: Quantity = quantity(
        "years", "Carry-forward of interest above the limit", ge=0, le=50, whole=True,
        default=Default(
            0.0, "assumption", "None unless the study says so", "Counts only with a limit"
        ),
    )  # fmt: skip
    depreciation_years: Quantity | None = quantity(
        "years", "Useful life", "Left out: the contract term", ge=1, le=50, whole=True, default=None
    )
    depreciation_method: Literal[
        "straight_line", "declining_to_straight_line", "declining_guaranteed", "schedule"
    ] = entry(
        "Depreciation method",
        "Straight line; declining balance until straight line gives more; declining with the "
        "guaranteed amount of Japan's law; or a schedule",
        default=Default("straight_line", "assumption", "Straight line unless the study says so"),
    )  # fmt: skip
    declining_multiple: Quantity = quantity(
        "", "Declining-balance multiple", "Rate = multiple / useful life", ge=1, le=5,
        default=Default(
            2.0, "assumption", "Double declining balance", "Counts only with that method"
        ),
    )  # fmt: skip
    declining_rate_percent: Quantity | None = quantity(
        "%", "Declining-balance rate", "With guaranteed amount, by useful life", gt=0, le=100,
        default=None,
    )  # fmt: skip
    declining_revised_rate_percent: Quantity | None = quantity(
        "%", "Revised declining-balance rate", "With guaranteed amount, by useful life", gt=0,
        le=100, default=None,
    )  # fmt: skip
    declining_guarantee_percent: Quantity | None = quantity(
        "%", "Guarantee rate of the declining balance", "With guaranteed amount, by useful life",
        gt=0, le=100, default=None,
    )  # fmt: skip
    depreciation_schedule_percent: tuple[Quantity, ...] | None = quantity(
        "% of cost", "Depreciation schedule", "Share of each operation year", ge=0, le=100,
        default=None,
    )  # fmt: skip
    financing_cost: Literal["depreciated", "not_deductible"] = entry(
        "Financing cost in tax depreciation",
        "Whether interest and fees of construction are written off for tax",
        default=Default(
            "depreciated", "assumption", "Interest and fees of construction are part of the asset",
            "As IAS 23 has it in the accounts"
        ),
    )  # fmt: skip

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
