"""The life of a tender in OCDS: amendments, questions, awards set aside, complaints, contract."""

from collections.abc import Iterator
from typing import Any

from wte_ppp.messages import Message
from wte_ppp.tender.case import Case
from wte_ppp.tender.life.questions import questions
from wte_ppp.tender.life.review import complaints
from wte_ppp.tender.progress import MINUTES
from wte_ppp.tender.record import Event

AMENDMENTS = {
    "addendum_issued": "The tender documents were amended",
    "deadline_extended": "The deadline for bids was extended",
    "validity_extended": "The validity of bids was extended",
}


def tag_of(case: Case) -> str:
    """What the release is about most of all."""
    progress = case.progress
    if progress.ended is not None:
        return "tenderCancellation"
    if progress.in_round("contract_signed") is not None:
        return "contract"
    if progress.in_round("award_proposed") is not None:
        return "award"
    return "tenderAmendment" if progress.all(*AMENDMENTS) else "tender"


def tender_status(case: Case) -> str:
    """Of the closed codelist."""
    if case.progress.ended is not None:
        return "cancelled"
    proposed = case.progress.in_round("award_proposed")
    if proposed is None:
        return "active"
    return "complete" if proposed.data["winner"] is not None else "unsuccessful"


def amendments(case: Case) -> Iterator[dict[str, Any]]:
    """Addenda and extensions with their reasons."""
    for event in case.progress.all(*AMENDMENTS):
        description = AMENDMENTS[event.what]
        if event.what == "deadline_extended":
            description = f"{description} from {event.data['was']} to {event.data['now']}"
        yield {
            "id": f"event-{event.seq}",
            "date": event.at,
            "rationale": event.data["reason"],
            "description": description,
        }


def enquiries(case: Case) -> dict[str, Any]:
    """Whether questions were asked, and until when."""
    held: dict[str, Any] = {"hasEnquiries": bool(_public(case))}
    calendar = case.tender.definition.calendar
    if calendar and calendar.questions_until:
        held["enquiryPeriod"] = {"endDate": calendar.questions_until.isoformat()}
    return held


def documents(case: Case) -> Iterator[dict[str, Any]]:
    """Questions with their answers for all bidders, and complaints with their rulings."""
    yield from _public(case)
    for complaint in complaints(case.progress.events):
        ruling = f"{complaint.ruling}: {complaint.ground}" if complaint.ruling else "not decided"
        yield {
            "id": f"complaint-{complaint.number}",
            "documentType": "complaints",
            "title": f"Complaint {complaint.number}",
            "description": ruling,
            "datePublished": complaint.decided or complaint.received,
        }


def _public(case: Case) -> list[dict[str, Any]]:
    """What every bidder may read: not what the buyer asked of one bid."""
    return [
        {
            "id": f"question-{question.number}",
            "documentType": "clarifications",
            "title": f"Question {question.number}: {question.text}",
            "description": str(question.answer),
            "datePublished": question.answered,
        }
        for question in questions(case.progress.events)
        if not question.bid and question.answer is not None
    ]


def earlier_awards(case: Case) -> Iterator[dict[str, Any]]:
    """Awards that were proposed and do not stand any more, and proposals of no bid."""
    standing = case.progress.in_round("award_proposed")
    for event in case.progress.all("award_proposed"):
        winner = event.data["winner"]
        stands = standing is not None and event.seq == standing.seq
        if stands and winner is not None:
            continue
        yield {
            "id": f"award-event-{event.seq}",
            "status": "unsuccessful" if winner is None else "cancelled",
            "date": event.at,
            "description": _why(case, event),
            **({"relatedBid": winner} if winner is not None else {}),
        }


def _why(case: Case, award: Event) -> str:
    """What came after it: a new evaluation by order, or another proposal."""
    for event in case.progress.all("evaluation_reopened", "cancelled"):
        if event.seq > award.seq:
            return str(event.data["reason"])
    return ""


def award_status(case: Case) -> str:
    """Of the award that stands."""
    if case.progress.ended is not None:
        return "cancelled"
    return "active" if case.progress.in_round("contract_signed") is not None else "pending"


def contracts(case: Case, award_id: str) -> Iterator[dict[str, Any]]:
    """The contract, once it is signed."""
    event = case.progress.in_round("contract_signed")
    if event is not None:
        yield {
            "id": f"contract-{event.seq}",
            "awardID": award_id,
            "title": event.data["reference"],
            "status": "active",
            "dateSigned": event.at,
        }


def life_not_held(case: Case) -> Iterator[Message]:
    """Events that the standard has no place for."""
    progress = case.progress
    asked = [question for question in questions(progress.events) if question.bid]
    if asked:
        yield Message("{count} question(s) to single bidders, and their answers", count=len(asked))
    if progress.all("suspended"):
        yield Message("suspensions of the tender")
    if progress.all(MINUTES):
        yield Message("minutes of the openings")
    if progress.all("approved"):
        yield Message("approvals of results")
