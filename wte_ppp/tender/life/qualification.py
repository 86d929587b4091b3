"""Qualification of the first-ranked bidder; who fails is passed over, and the next is looked at."""

import datetime

from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.progress import QUALIFIED
from wte_ppp.tender.record import Event


@act
def qualify(
    case: Case, bid: str, passed: bool, *, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record whether a ranked bidder is qualified; ranks and points stay as they are.

    Raises `DocumentError` for a bid that is not the next in rank.
    """
    result = case.result(case.lots())
    in_line = [placed.bid for placed in result.ranked if placed.bid not in result.passed_over]
    first = [placed.bid for placed in result.ranked if placed.bid in in_line]
    if bid not in first[:1]:
        allowed = first[0] if first else "no bid is left"
        raise case.fault("bid", bid, allowed, "bidders are looked at in the order of their rank")
    case.needs(reason)
    data = {"bid": bid, "passed": passed, "reason": reason}
    return case.record(QUALIFIED, by=by, at=at, data=data)
