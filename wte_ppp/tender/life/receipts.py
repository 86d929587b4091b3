"""Slips of the reception desk: an envelope entered under a wrong bid is taken out again."""

import datetime

from wte_ppp.tender import moments
from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.record import Event


@act
def undo_receipt(
    case: Case, seq: int, *, reason: str, by: str, at: datetime.datetime | None = None
) -> Event:
    """Take an entry of the reception desk out of count; the envelope stays in the case.

    Raises `DocumentError` after the deadline, or if the event is no receipt that counts.
    """
    deadline, moment = case.tender.definition.deadline, at or moments.now()
    if moment > deadline:
        found = moment.isoformat(timespec="minutes")
        allowed = f"by the deadline, {deadline.isoformat(timespec='minutes')}"
        raise case.fault("at", found, allowed, "an envelope stays as received after it")
    undone = {event.data["event"] for event in case.progress.all("receipt_undone")}
    counting = [event.seq for event in case.progress.all("received") if event.seq not in undone]
    if seq not in counting:
        allowed = ", ".join(map(str, counting)) or "no receipt"
        raise case.fault("event", str(seq), allowed, "give the number of a receipt")
    case.needs(reason)
    return case.record("receipt_undone", by=by, at=at, data={"event": seq, "reason": reason})
