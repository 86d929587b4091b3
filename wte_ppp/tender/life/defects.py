"""Preliminary examination: defects that a bidder may cure, with the day by which it must."""

import datetime

from wte_ppp.tender.case import Case
from wte_ppp.tender.defects import NOTED, OUTCOMES, Outcome, defects
from wte_ppp.tender.docket import act
from wte_ppp.tender.progress import DEFECT_SETTLED
from wte_ppp.tender.record import Event


@act
def note_defect(
    case: Case, bid: str, what: str, *, by: str, clause: str = "",
    cure_by: datetime.date | None = None, at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record a defect that the bidder may cure; the freeze waits until it is settled."""
    case.known(bid)
    case.refuse_if(case.progress.frozen, "frozen", "the technical evaluation is closed")
    case.needs(what, "what", "the defect", "name it")
    number = 1 + len(case.progress.all(NOTED))
    data = {
        "number": number,
        "bid": bid,
        "defect": what,
        "clause": clause,
        "cure_by": cure_by.isoformat() if cure_by else "",
    }
    return case.record(NOTED, by=by, at=at, data=data)


@act
def settle_defect(
    case: Case, number: int, outcome: Outcome, *, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record that a defect was cured, waived as not material, or not cured: the bid is then out."""
    case.refuse_if(case.progress.frozen, "frozen", "the technical evaluation is closed")
    known = {defect.number: defect for defect in defects(case.progress.events)}
    if number not in known:
        allowed = ", ".join(map(str, known)) or "no defect"
        raise case.fault("number", str(number), allowed, "choose one")
    if outcome not in OUTCOMES:
        raise case.fault("outcome", outcome, ", ".join(OUTCOMES), "choose one")
    case.needs(reason)
    data = {"number": number, "bid": known[number].bid, "outcome": outcome, "reason": reason}
    return case.record(DEFECT_SETTLED, by=by, at=at, data=data)
