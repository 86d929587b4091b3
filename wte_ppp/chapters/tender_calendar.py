"""The tender's dates on the screen."""

import datetime

from wte_ppp.blocks import Block, Paragraph
from wte_ppp.messages import Message
from wte_ppp.tender.calendar import Due, calendar_of
from wte_ppp.tender.docket import Docket
from wte_ppp.tender.moments import in_words as moment_words


def calendar_screen(case: Docket) -> tuple[Block, ...]:
    """Each date with what it is and by which rule."""
    lines = [Paragraph(due_line(due)) for due in calendar_of(case)]
    calendar = case.tender.definition.calendar
    if calendar is None or not calendar.closed_days:
        note = Message("The tender states no public holidays: working days leave out none.")
        lines.append(Paragraph(note))
    return tuple(lines)


def due_line(due: Due) -> Message:
    """One date of the tender in a line."""
    return Message("{when}: {what} ({basis})", when=_when(due), what=due.what, basis=due.basis)


def _when(due: Due) -> str:
    # A moment names its own zone.
    if isinstance(due.when, datetime.datetime):
        return moment_words(due.when)
    return due.when.isoformat()
