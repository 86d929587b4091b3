"""What a study or a tender states of its project, as its file has it."""

import datetime
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import Field, StringConstraints

from wte_ppp.guidance.days import Date
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.shapes import NAME
from wte_ppp.guidance.written import LONGEST_WORD
from wte_ppp.validation import Section

Name: TypeAlias = Annotated[str, StringConstraints(pattern=NAME, max_length=80)]
Word: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_WORD)
]


class ProjectStated(Section):
    """Days and words by which laws tell projects apart; what is left out is not known."""

    permit_day: Date | None = Field(None, description="Day of the permit")
    contract_day: Date | None = Field(None, description="Day of the contract's signature")
    bid_day: Date | None = Field(None, description="Day on which bids are handed in")
    operation_day: Date | None = Field(None, description="First day of operation")
    words: Mapping[Name, Word] = Field(
        default_factory=dict, description="Words such as programme, region and lender"
    )

    def project(
        self,
        *,
        days: Mapping[str, datetime.date] | None = None,
        words: Mapping[str, str] | None = None,
    ) -> Project:
        """The project, over what else is known of it.

        Examples
        --------
        >>> ProjectStated(bid_day="2026-06-15").project(words={"procedure": "qcbs"}).days
        {'bid': datetime.date(2026, 6, 15)}
        """
        stated = {
            "permit": self.permit_day, "contract": self.contract_day, "bid": self.bid_day,
            "operation": self.operation_day,
        }  # fmt: skip
        own = {
            name: datetime.date.fromisoformat(day)
            for name, day in stated.items()
            if day is not None
        }
        return Project({**(days or {}), **own}, {**(words or {}), **self.words})
