"""Who scored when, who changed what after whom, and the sheets that count in the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wte_ppp.messages import Message
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.record import Event
from wte_ppp.tender.standing import Standing


@dataclass(frozen=True)
class ChangedMark:
    """A grade that a later sheet has otherwise."""

    bid: str
    criterion: str
    before: str
    after: str


@dataclass(frozen=True)
class SheetTaken:
    """A sheet as it was handed in.

    `evaluator` is empty for the panel's own sheet; `earlier` names the members whose sheets were in
    when it came, which tells a grade that was changed after others' were known.
    """

    event: Event
    evaluator: str
    changed: tuple[ChangedMark, ...]
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class FinalSheet:
    """A member's marks as they stand, by bid and criterion.

    `events` are the sheets that they come from; `aside` says by bid why marks are kept and do not
    count.
    """

    member: str
    marks: Mapping[str, Mapping[str, SingleMark]]
    events: tuple[int, ...]
    aside: Mapping[str, Message]


def sheets_taken(events: Iterable[Event]) -> tuple[SheetTaken, ...]:
    """All sheets in the order in which they came."""
    taken: list[SheetTaken] = []
    for event in events:
        if event.what not in ("marked", "moderated"):
            continue
        evaluator = event.data["evaluator"] if event.what == "marked" else ""
        changed = tuple(
            ChangedMark(change["bid"], change["criterion"], change["from"], change["to"])
            for change in event.data["changed"]
        )
        earlier = dict.fromkeys(
            sheet.evaluator for sheet in taken if sheet.evaluator not in ("", evaluator)
        )
        taken.append(SheetTaken(event, evaluator, changed, tuple(earlier)))
    return tuple(taken)


def final_sheets(case: Standing) -> tuple[FinalSheet, ...]:
    """What each member gave, also those whose marks do not count; once frozen, as of then."""
    frozen = case.at_freeze
    panel = frozen.tender.panel
    marks, _ = frozen.marks()
    return tuple(
        FinalSheet(
            member,
            marks[member],
            sheet_events(frozen.progress.events)[member],
            {
                bid: reason
                for bid in marks[member]
                if (reason := panel.aside(member, bid)) is not None
            },
        )
        for member in panel.known
        if member in marks
    )


def sheet_events(events: Iterable[Event]) -> dict[str, tuple[int, ...]]:
    """Numbers of the events with each member's sheets."""
    numbers: dict[str, tuple[int, ...]] = {}
    for event in events:
        if event.what == "marked":
            member = event.data["evaluator"]
            numbers[member] = (*numbers.get(member, ()), event.seq)
    return numbers
