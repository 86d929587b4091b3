"""The register of envelopes: each one received, and whether it counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from wte_ppp.blocks import Words
from wte_ppp.chapters.tender_words import reason_by
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.record import Event


@dataclass(frozen=True)
class Receipt:
    """An envelope as the register shows it; `state` is empty where it simply counts."""

    line: int
    bid: str
    envelope: str
    at: str
    clock: str
    by: str
    sha256: str
    state: Words


def receipts(evaluation: Evaluation) -> Iterator[Receipt]:
    """Every envelope in the order of the record."""
    events = evaluation.events
    undone = {event.data["event"]: event for event in events if event.what == "receipt_undone"}
    last = {
        (event.data["bid"], event.data["envelope"]): event.seq
        for event in events
        if event.what == "received" and not event.data["late"] and event.seq not in undone
    }
    for event in events:
        if event.what == "received":
            yield Receipt(
                event.seq, event.data["bid"], event.data["envelope"], event.at, event.clock,
                event.by, event.data["sha256"], _state(evaluation, event, undone, last),
            )  # fmt: skip


def _state(
    evaluation: Evaluation, event: Event, undone: dict[int, Event], last: dict[tuple[str, str], int]
) -> Words:
    bid = event.data["bid"]
    if event.seq in undone:
        act = undone[event.seq]
        return Message(
            "entry undone: {reason}", reason=reason_by(Quoted(act.data["reason"], act.by))
        )
    if event.data["late"]:
        return Message("LATE, unopened")
    if bid in evaluation.withdrawn:
        return Message("withdrawn: {reason}", reason=reason_by(evaluation.withdrawn[bid]))
    if last[bid, event.data["envelope"]] != event.seq:
        return Message("replaced by line {line}", line=last[bid, event.data["envelope"]])
    return ""
