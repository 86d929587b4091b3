"""Periods, first month of operation, fiscal year."""

from typing import Literal

from wte_ppp.cards import Default, count, entry
from wte_ppp.validation import Section


class TimingSection(Section):
    """Periods of the cash flow; results are summed to years."""

    construction_period: Literal["year", "half_year", "quarter", "month"] = entry(
        "Construction period length",
        default=Default(
            "year", "assumption", "Annual model unless the study asks for shorter periods",
            "Lenders expect months or quarters"
        ),
    )  # fmt: skip
    operation_period: Literal["year", "half_year", "quarter"] = entry(
        "Operation period length", "Of debt service and distributions",
        default=Default(
            "year", "assumption", "Annual model unless the study asks for shorter periods",
            "Lenders expect half-years"
        ),
    )  # fmt: skip
    spend_profile_by: Literal["year", "period"] = entry(
        "Step of the spend profile",
        "What an item of spend_profile_percent is: a year, spent evenly, or a period",
        default=Default("year", "assumption", "Shares of construction years"),
    )  # fmt: skip
    first_operation_month: int = count(
        "", "First month of operation", ge=1, le=12,
        default=Default(
            1, "assumption", "Operation begins with the calendar year unless the study says so"
        ),
    )  # fmt: skip
    fiscal_year_start_month: int = count(
        "", "First month of the tax year", ge=1, le=12,
        default=Default(1, "assumption", "Calendar year unless the study or its country says so"),
    )  # fmt: skip
