"""The tender's own dates, and the days on which the buyer's office is closed."""

from typing import Literal, TypeAlias

from pydantic import Field

from wte_ppp.guidance.days import Date
from wte_ppp.tender.definition.moments import Moment
from wte_ppp.validation import Section

Weekday: TypeAlias = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
]


class Calendar(Section):
    """Dates beside the deadline; what is not stated is not held against anybody."""

    published: Moment | None = Field(None, description="when the tender was published")
    questions_until: Moment | None = Field(None, description="last moment for bidders' questions")
    bids_valid_until: Date | None = Field(None, description="last day on which bids bind")
    securities_valid_until: Date | None = Field(None, description="last day of bid securities")
    weekend: tuple[Weekday, ...] = Field(
        ("saturday", "sunday"), description="days of the week that are no working days"
    )
    closed_days: tuple[Date, ...] = Field(
        (), description="public holidays and other days that are no working days"
    )
