"""The moment that an act states, held against the machine's clock and the moments before it."""

import datetime

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.tender.record import Event

# Clocks of one office differ by minutes; what happened is often written down the next day.
AHEAD = datetime.timedelta(minutes=5)
BEHIND = datetime.timedelta(hours=24)


def now() -> datetime.datetime:
    """The machine's clock."""
    return datetime.datetime.now(datetime.UTC)


def in_words(moment: datetime.datetime | str) -> str:
    """A moment as people write it, with its zone; seconds only where there are any.

    >>> in_words("2026-03-02T10:00:00+07:00"), in_words("2026-03-02T10:00:20+00:00")
    ('2026-03-02 10:00 (UTC+07:00)', '2026-03-02 10:00:20 (UTC)')
    """
    if not moment:
        return ""
    told = datetime.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    unit = "seconds" if told.second else "minutes"
    text = told.replace(tzinfo=None).isoformat(sep=" ", timespec=unit)
    return f"{text} ({told.tzname()})" if told.tzinfo is not None else text


def stated_moment(
    at: datetime.datetime | None,
    *,
    clock: datetime.datetime,
    last: Event | None,
    reason: str = "",
    reconstructed: bool = False,
    place: str = "",
) -> datetime.datetime:
    """The moment that counts for an act.

    Parameters
    ----------
    at
        As typed; None is the clock.
    clock
        The machine's.
    last
        The event before.
    reason
        Why the moment lies far from the clock.
    reconstructed
        Whether the case is a past one that is written down anew, so that moments lie in the past.
    place
        Of the case, for problems.

    Returns
    -------
    datetime.datetime
        With its zone.

    Raises
    ------
    DocumentError
        For a moment in the future, one long past without a reason, and one before the last event.
    """
    moment = at or clock

    def fault(found: str, allowed: str, action: str) -> DocumentError:
        return DocumentError((Problem(place or None, None, "at", found, allowed, action),))

    stated = moment.isoformat(timespec="seconds")
    if moment > clock + AHEAD:
        found = f"a moment in the future, {stated}; the clock says {_text(clock)}"
        raise fault(found, "the present or the past", "correct --at, or the machine's clock")
    if moment < clock - BEHIND and not (reason.strip() or reconstructed):
        found = f"{stated}, more than a day before the clock's {_text(clock)}"
        action = "give --at-reason; a past tender is opened with --reconstruction"
        raise fault(found, "a moment of today, or a reason", action)
    before = datetime.datetime.fromisoformat(last.at) if last is not None else None
    if before is not None and moment < before:
        # After a clock that ran ahead was set right, work goes on with a reason.
        if reason.strip() and before > clock:
            return moment
        found = f"an event at {stated}, after one at {before.isoformat(timespec='seconds')}"
        action = "check the clock, or --at; a receipt written down late takes --at-reason"
        if before > clock:
            action = "the clock ran ahead then: give --at-reason"
        raise fault(found, "rising moments", action)
    return moment


def _text(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")
