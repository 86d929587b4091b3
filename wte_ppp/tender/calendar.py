"""The tender's calendar: dates that its steps obey, and days counted as the rule counts them."""

import datetime

from wte_ppp.tender import moments
from wte_ppp.tender.docket import Docket


def held_to_calendar(case: Docket, step: str, at: datetime.datetime | None) -> None:
    """Refuse a step that the tender's own dates do not allow yet.

    Parameters
    ----------
    case
        In which the step is taken.
    step
        As the command is called.
    at
        Stated moment; None is now.

    Raises
    ------
    DocumentError
        If it comes before the deadline.
    """
    moment, deadline = at or moments.now(), case.tender.definition.deadline
    if moment < deadline:
        found = f"{step} at {moment.isoformat(timespec='seconds')}"
        allowed = f"after the deadline, {deadline.isoformat(timespec='minutes')}"
        raise case.fault("at", found, allowed, "wait; a bidder may still hand in until then")
