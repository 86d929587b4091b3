"""Complaints and orders: suspension, the evaluation begun anew, annulment, cancellation."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from wte_ppp.messages import Quoted
from wte_ppp.tender import moments
from wte_ppp.tender.calendar import complaints_until
from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.progress import ENDED, ROUND, SET_ASIDE
from wte_ppp.tender.record import Event

Ruling: TypeAlias = Literal["upheld", "upheld_in_part", "dismissed", "withdrawn"]
RULINGS: tuple[Ruling, ...] = ("upheld", "upheld_in_part", "dismissed", "withdrawn")


@dataclass(frozen=True)
class Complaint:
    """A complaint with its ruling; `about` is the step or rule that it attacks.

    `late` says that it came after the last day that the procedure gives; what follows is decided.
    """

    number: int
    bid: str
    about: str
    text: Quoted
    received: str
    ruling: str = ""
    ground: Quoted | None = None
    decided: str = ""
    late: bool = False


def complaints(events: Iterable[Event]) -> list[Complaint]:
    """All complaints in their order, each with its last ruling."""
    known: dict[int, Complaint] = {}
    for event in events:
        data = event.data
        if event.what == "complaint_received":
            known[data["number"]] = Complaint(
                data["number"],
                data["bid"],
                data["about"],
                Quoted(data["text"], event.by),
                event.at,
                late=bool(data.get("late")),
            )
        elif event.what == "complaint_decided":
            known[data["number"]] = replace(
                known[data["number"]],
                ruling=data["ruling"],
                ground=Quoted(data["reason"], event.by),
                decided=event.at,
            )
    return list(known.values())


def open_complaints(events: Iterable[Event]) -> list[Complaint]:
    """Complaints that nobody has decided."""
    return [complaint for complaint in complaints(events) if not complaint.ruling]


@act
def complain(
    case: Case, text: str, *, about: str, by: str, bid: str = "",
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record a complaint as it was received; `bid` is the complainant's, if it has one.

    One that comes after the last day for complaints is taken in, too, and named late.
    """
    if bid:
        case.known(bid)
    case.needs(text, "text", "the complaint", "write what it says")
    number = 1 + len(case.progress.all("complaint_received"))
    data: dict[str, Any] = {"number": number, "bid": bid, "about": about, "text": text}
    last = complaints_until(case)
    if last is not None:
        day = (at or moments.now()).date()
        data |= {"until": last.isoformat(), "late": day > last}
    return case.record("complaint_received", by=by, at=at, data=data)


@act
def decide_complaint(
    case: Case, number: int, ruling: Ruling, *, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record the ruling on a complaint; a higher instance's stands beside the lower one's."""
    known = [complaint.number for complaint in complaints(case.progress.events)]
    if number not in known:
        allowed = ", ".join(map(str, known)) or "no complaint"
        raise case.fault("number", str(number), allowed, "choose one")
    if ruling not in RULINGS:
        raise case.fault("ruling", ruling, ", ".join(RULINGS), "choose one")
    case.needs(reason)
    data = {"number": number, "ruling": ruling, "reason": reason}
    return case.record("complaint_decided", by=by, at=at, data=data)


@act
def suspend(case: Case, *, reason: str, by: str, at: datetime.datetime | None = None) -> Event:
    """Hold the tender up; no step of the evaluation is taken until it is resumed."""
    state = case.progress.suspended is not None
    case.refuse_if(state, "suspended", "it is suspended already")
    case.needs(reason)
    return case.record("suspended", by=by, at=at, data={"reason": reason})


@act
def resume(case: Case, *, reason: str, by: str, at: datetime.datetime | None = None) -> Event:
    """Let a suspended tender go on."""
    state = case.progress.suspended is None
    case.refuse_if(state, "suspended", "it is not suspended")
    case.needs(reason)
    return case.record("resumed", by=by, at=at, data={"reason": reason})


@act
def reopen(
    case: Case, stage: str, *, reason: str, ordered_by: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Begin the evaluation anew beside the old one, which stays on file.

    Parameters
    ----------
    case
        Whose technical scores are frozen.
    stage
        technical: scores and decisions may change and are frozen anew, though prices are known;
        award: frozen scores stay, prices are ranked anew.
    reason
        Why, in the words of the ruling or of the buyer.
    ordered_by
        Who ordered it: a review board, a court, or the buyer itself.

    Raises
    ------
    DocumentError
        If there is nothing to begin anew.
    """
    if stage not in SET_ASIDE:
        raise case.fault("stage", stage, ", ".join(SET_ASIDE), "choose one")
    case.needs(reason)
    if not ordered_by.strip():
        raise case.fault("ordered_by", "nobody", "who ordered it", "name the body")
    needed = "frozen" if stage == "technical" else "award_proposed"
    if case.progress.in_round(needed) is None:
        raise case.fault("stage", stage, "a result to set aside", "see tender status")
    signed = case.progress.last("contract_signed") is not None
    case.refuse_if(signed, "contract", "the contract is signed")
    data = {"from": stage, "reason": reason, "ordered_by": ordered_by}
    return case.record(ROUND, by=by, at=at, data=data)


@act
def cancel(case: Case, *, reason: str, by: str, at: datetime.datetime | None = None) -> Event:
    """End the tender without a contract; only an evaluation begun anew by order revives it."""
    case.needs(reason)
    signed = case.progress.last("contract_signed") is not None
    case.refuse_if(signed, "contract", "the contract is signed")
    return case.record(ENDED, by=by, at=at, data={"reason": reason})
