"""From the proposed award to the contract: approval, notice, standstill, validity, signature."""

import datetime

from wte_ppp.messages import as_data
from wte_ppp.tender import moments
from wte_ppp.tender.calendar import held_to_calendar, standstill_until
from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.few_bids import APPROVAL as FEW_BIDS
from wte_ppp.tender.few_bids import bids_at_closing, last_receipt, too_few
from wte_ppp.tender.gates import approved, without
from wte_ppp.tender.life.review import open_complaints
from wte_ppp.tender.record import Event

APPROVALS = {"technical": "frozen", "award": "award_proposed"}


@act
def approve(
    case: Case, result: str, *, reference: str, by: str, at: datetime.datetime | None = None
) -> Event:
    """Record that whoever must approved going on with few bids, the technical result or the award.

    Raises `DocumentError` if there is no such result, or it is approved already.
    """
    if result not in (FEW_BIDS, *APPROVALS):
        raise case.fault("result", result, ", ".join((FEW_BIDS, *APPROVALS)), "choose one")
    if result == FEW_BIDS:
        event: Event | None = _few_bids(case, at)
    else:
        event = case.progress.in_round(APPROVALS[result])
    if event is None:
        raise case.fault("result", f"no {result} result", "one on record", "see tender status")
    case.refuse_if(approved(case.progress, event.seq), "result", "it is approved already")
    case.needs(reference, "reference", "the approval's number or letter", "give it")
    data = {"result": result, "event": event.seq, "reference": reference}
    return case.record("approved", by=by, at=at, data=data)


def _few_bids(case: Case, at: datetime.datetime | None) -> Event:
    held_to_calendar(case, "approve", at)
    if not too_few(case.tender, case.progress):
        found, allowed = "no fewer bids than the procedure wants", "fewer, by procedure.fewest_bids"
        raise case.fault("result", found, allowed, "see tender status")
    if case.tender.procedure.fewer_bids_action != "approval":
        found, allowed = "a rule that asks for no approval", "procedure.fewer_bids_action: approval"
        raise case.fault("result", found, allowed, "see tender status")
    if not bids_at_closing(case.tender, case.progress):
        found, allowed = "no bid at all", "a bid to go on with"
        raise case.fault("result", found, allowed, "run tender extend or tender cancel")
    return last_receipt(case.progress)


@act
def extend_validity(
    case: Case, until: datetime.date, *, reason: str, by: str, at: datetime.datetime | None = None
) -> Event:
    """Record until when bidders extended their bids; who does not extend withdraws."""
    case.needs(reason, "reason", "request and answers of the bidders", "name them")
    day = (at or moments.now()).date()
    if until <= day:
        raise case.fault("until", until.isoformat(), f"after {day.isoformat()}", "correct it")
    data = {"until": until.isoformat(), "reason": reason, "bids": case.progress.bids()}
    return case.record("validity_extended", by=by, at=at, data=data)


@act
def notify(case: Case, *, by: str, at: datetime.datetime | None = None) -> Event:
    """Record that the notice of intention to award was sent to all bidders.

    Raises `DocumentError` without a proposed award that stands, or if it was sent already.
    """
    held_to_calendar(case, "notify", at)
    proposed = case.progress.in_round("award_proposed")
    if proposed is None or proposed.data["winner"] is None:
        raise case.fault("award", "no proposed winner", "a proposed award", "run tender award")
    if proposed.data["winner"] in case.progress.withdrawn():
        found = f"{proposed.data['winner']} has withdrawn"
        raise case.fault("award", found, "an award that stands", "run tender award anew")
    notice = case.progress.in_round("award_notified")
    sent = notice is not None and notice.data["event"] == proposed.seq
    case.refuse_if(sent, "notice", "it was sent already")
    data = {"event": proposed.seq, "winner": proposed.data["winner"]}
    return case.record("award_notified", by=by, at=at, data=data)


@act
def sign(case: Case, *, reference: str, by: str, at: datetime.datetime | None = None) -> Event:
    """Record that the contract was signed.

    Raises `DocumentError` before the end of the standstill, while a complaint is open, without a
    notice of the award that stands, or without what the procedure requires before: approval,
    qualification of this bid, minutes. A past tender that is written down anew says what it lacks.
    """
    held_to_calendar(case, "sign", at)
    notice, proposed = (
        case.progress.in_round(what) for what in ("award_notified", "award_proposed")
    )
    if notice is None:
        raise case.fault("notice", "none", "a notice of intention", "run tender notify first")
    winner = notice.data["winner"]
    if proposed is None or notice.data["event"] != proposed.seq:
        found, action = "the notice of an earlier award", "run tender award and tender notify"
        raise case.fault("notice", found, "a notice of the award that stands", action)
    if winner in (*case.progress.passed_over(), *case.progress.withdrawn()):
        found = f"{winner}, which is not qualified or has withdrawn"
        raise case.fault("award", found, "an award that stands", "run tender award anew")
    day, last = (at or moments.now()).date(), standstill_until(case)
    if last is not None and day <= last:
        found = f"a signature on {day.isoformat()}"
        raise case.fault("at", found, f"after the standstill, {last.isoformat()}", "wait")
    complaints = open_complaints(case.progress.events)
    if complaints:
        found = ", ".join(f"complaint {complaint.number}" for complaint in complaints)
        raise case.fault("complaint", found, "decided complaints", "run tender decide-complaint")
    data: dict[str, object] = {"winner": winner, "reference": reference}
    lacking = without(case, "sign")
    if lacking:
        data["without"] = [as_data(what) for what in lacking]
    return case.record("contract_signed", by=by, at=at, data=data)
