"""Defects of bids that the preliminary examination found, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.progress import DEFECT_SETTLED
from wte_ppp.tender.record import Event

Outcome: TypeAlias = Literal["cured", "waived", "not_cured"]
OUTCOMES: tuple[Outcome, ...] = ("cured", "waived", "not_cured")
NOTED = "defect_noted"


@dataclass(frozen=True)
class Defect:
    """A defect of a bid, and what became of it; without an outcome it is open."""

    number: int
    bid: str
    what: Quoted
    clause: str
    cure_by: str
    outcome: str = ""
    reason: Quoted | None = None


def defects(events: Iterable[Event]) -> list[Defect]:
    """All defects that were noted, in their order."""
    known: dict[int, Defect] = {}
    for event in events:
        data = event.data
        if event.what == NOTED:
            known[data["number"]] = Defect(
                data["number"], data["bid"], Quoted(data["defect"], event.by), data["clause"],
                data["cure_by"],
            )  # fmt: skip
        elif event.what == DEFECT_SETTLED:
            known[data["number"]] = replace(
                known[data["number"]], outcome=data["outcome"],
                reason=Quoted(data["reason"], event.by),
            )  # fmt: skip
    return list(known.values())


def open_defects(events: Iterable[Event]) -> list[Message]:
    """Points that the freeze waits for."""
    return [
        Message(
            "{bid}: defect {number} is not settled: {what}",
            bid=defect.bid, number=defect.number, what=defect.what,
        )
        for defect in defects(events)
        if not defect.outcome
    ]  # fmt: skip
