"""What was changed after publication: the tender in force follows from file and events."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wte_ppp.messages import Quoted
from wte_ppp.tender.progress import ADDENDUM
from wte_ppp.tender.record import Event
from wte_ppp.tender.tender import Tender

EXTENDED = "deadline_extended"


@dataclass(frozen=True)
class Amendment:
    """An addendum or an extension: what it replaces, why, and who issued it when.

    `was` and `now` are stamps of the tender file or moments of the deadline.
    """

    event: Event
    kind: str
    was: str
    now: str
    reason: Quoted
    forms_anew: tuple[str, ...] = ()


def amendments(events: Iterable[Event]) -> list[Amendment]:
    """All amendments of a tender, in their order."""
    return [
        Amendment(
            event,
            event.what,
            event.data["was"],
            event.data["now"],
            Quoted(event.data["reason"], event.by),
            tuple(event.data.get("forms_anew", ())),
        )
        for event in events
        if event.what in (EXTENDED, ADDENDUM)
    ]


def amended(tender: Tender, events: Iterable[Event]) -> Tender:
    """A tender as published or as its last addendum has it, with the deadline last extended to."""
    deadline = tender.definition.deadline
    for event in events:
        if event.what == EXTENDED:
            deadline = datetime.datetime.fromisoformat(event.data["now"])
        elif event.what == ADDENDUM:
            # Its file was issued with a deadline of its own.
            deadline = tender.definition.deadline
    if deadline == tender.definition.deadline:
        return tender
    definition = tender.definition.model_copy(update={"deadline": deadline})
    return replace(tender, definition=definition)
