"""Who scored when, who changed what after whom, and the sheets that count in the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wte_ppp.messages import Message
from wte_ppp.tender.panel import SingleMark, concordance
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
            sheet_events(frozen.progress.events).get(member, ()),
            {
                bid: reason
                for bid in marks[member]
                if (reason := panel.aside(member, bid)) is not None
            },
        )
        for member in panel.known
        if member in marks
    )


def agreement(case: Standing) -> float | None:
    """Kendall's W of the members' rankings by their own points; for information only.

    Over the bids that all members scored on all criteria: a member who is recused from a bid or
    absent ranks no bid that the others do not rank. None with fewer than two members or bids.
    """
    frozen = case.at_freeze
    marks, panel = frozen.marks()[0], frozen.tender.panel
    judged = [leaf for leaf in frozen.tender.leaves if leaf.judged]
    members = [member for member in panel.members if member in marks and member not in panel.absent]
    bids = [
        bid
        for bid in frozen.progress.bids()
        if all(
            member in panel.counting(bid)
            and all(leaf.id in marks[member].get(bid, {}) for leaf in judged)
            for member in members
        )
    ]
    points = {
        member: [
            sum((marks[member][bid][leaf.id].share * leaf.points for leaf in judged), Fraction(0))
            for bid in bids
        ]
        for member in members
    }
    return concordance({member: _ranks(row) for member, row in points.items()})


def _ranks(points: Sequence[Fraction]) -> list[float]:
    """Ranks, the most points first; those that tie share the mean of their ranks."""
    return [sum(other > mine for other in points) + (1 + points.count(mine)) / 2 for mine in points]


def sheet_events(events: Iterable[Event]) -> dict[str, tuple[int, ...]]:
    """Numbers of the events with each member's sheets."""
    numbers: dict[str, tuple[int, ...]] = {}
    for event in events:
        if event.what == "marked":
            member = event.data["evaluator"]
            numbers[member] = (*numbers.get(member, ()), event.seq)
    return numbers
