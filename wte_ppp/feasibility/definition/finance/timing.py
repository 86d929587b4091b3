"""Periods, first month of operation, fiscal year."""

from typing import Literal

from pydantic import Field

from wte_ppp.validation import Section


class TimingSection(Section):
    """Periods of the cash flow; results are summed to years."""

    construction_period: Literal["year", "half_year", "quarter", "month"] = Field(
        description="Length of a construction period"
    )
    operation_period: Literal["year", "half_year", "quarter"] = Field(
        description="Length of an operation period: of debt service and distributions"
    )
    spend_profile_by: Literal["year", "period"] = Field(
        description="What an item of spend_profile_percent is: a year, spent evenly, or a period"
    )
    first_operation_month: int = Field(
        default=1, strict=True, ge=1, le=12, description="Month in which operation begins"
    )
    fiscal_year_start_month: int = Field(
        default=1, strict=True, ge=1, le=12, description="Month in which the tax year begins"
    )
