"""Settling an open point: the committee's decision on a gap or a doubtful figure, on record."""

import datetime

from wte_ppp.documents import DocumentError
from wte_ppp.tender.answers import Unusable, answer_of, is_currency
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.calendar import held_to_calendar
from wte_ppp.tender.case import Case
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.docket import act
from wte_ppp.tender.doubts import CURRENCY, NAME, WHOLE, Answer, Doubt
from wte_ppp.tender.record import Event
from wte_ppp.tender.resolutions import How, can_be_accepted
from wte_ppp.tender.resolutions_read import SETTLED, in_record

ALL = "(the envelope)"


@act
def settle(
    case: Case, bid: str, envelope: Envelope, how: How, *, reason: str, by: str, field: str = WHOLE,
    value: str = "", answer: str = "", at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Decide on an open point of a bid, or on its envelope as a whole.

    Parameters
    ----------
    case
        In which it is open.
    bid, envelope, field
        Where it stands; no field is the envelope as a whole.
    how
        What is decided; to ask the bidder, or to note the answer, leaves the point open.
    reason, by, at
        Why, who and when.
    value
        What counts, with `corrected`.
    answer
        What the bidder answered, word by word, with `answered`.

    Returns
    -------
    Event
        As recorded.

    Raises
    ------
    DocumentError
        If there is no such point, it is closed, or nothing would follow.
    """
    held_to_calendar(case, "a decision", at)
    own = _bid(case, bid, envelope)
    points = _points(case, own, field, how)
    case.needs(reason)
    if how == "answered" and not answer.strip():
        raise case.fault("answer", "nothing", "the bidder's answer", "give --answer")
    counts: Answer | None = None
    if how == "accepted":
        _acceptable(case, field, points)
    elif how == "corrected":
        counts = _stated(case, field, value, own.currency)
    written = next((point.written for point in points if point.written is not None), None)
    data = {
        "bid": bid,
        "envelope": envelope,
        "field": field,
        "how": how,
        "reason": reason,
        "points": [point.kind for point in points],
        "written": None if written is None else written.text,
        "value": in_record(counts),
        "answer": answer,
    }
    return case.record(SETTLED, by=by, at=at, data=data)


def _bid(case: Case, bid: str, envelope: Envelope) -> Bid:
    """The envelope as it stands, if its points can be decided now."""
    if envelope == "technical":
        case.refuse_if(case.progress.frozen, "frozen", "the technical evaluation is closed")
        bids = case.envelopes()
    else:
        if case.sealed or not case.progress.prices_open:
            action = "run tender open-prices"
            raise case.fault("envelope", "price", "after prices are opened", action)
        bids = case.prices()
    if bid not in bids:
        listed = ", ".join(bids) or "no bid"
        raise case.fault("bid", repr(bid)[:60], listed, "choose one")
    return bids[bid]


def _points(case: Case, own: Bid, field: str, how: How) -> list[Doubt]:
    """Points of the field, open or decided before; or one to be entered from an unread file."""
    every = [*own.doubts, *(item.doubt for item in own.settled)]
    points = [point for point in every if point.field == field]
    if points:
        return points
    entry = case.tender.form.get(field)
    by_hand = any(point.kind == "unreadable" for point in every) and how == "corrected"
    if by_hand and entry is not None and entry.envelope == own.envelope:
        return []
    if by_hand and field in (CURRENCY, NAME):
        return []
    fields = dict.fromkeys(point.field or ALL for point in every)
    listed = ", ".join(fields) or "no open point"
    raise case.fault("field", field or ALL, listed, "see tender status")


def _acceptable(case: Case, field: str, points: list[Doubt]) -> None:
    for point in points:
        if not can_be_accepted(point):
            found = str(point.why)
            raise case.fault(field or ALL, found, "a figure that reads one way", "correct it")


def _stated(case: Case, field: str, value: str, currency: str) -> Answer:
    """The value that the committee states, as the form takes it."""
    text = value.strip()
    if field == CURRENCY:
        if not is_currency(text):
            raise case.fault(CURRENCY, repr(text), "a code such as USD", "correct it")
        return text
    if not text:
        raise case.fault("value", "nothing", "the value that counts", "give it")
    if field == WHOLE:
        raise case.fault("field", ALL, "a field to correct", "name it")
    if field == NAME and NAME not in case.tender.form:
        return text
    if field not in case.tender.form:
        raise case.fault("field", field, "a field of the form", "name the right one")
    stated = answer_of(text, case.tender.form[field], currency)
    if isinstance(stated, Unusable):
        raise _refused(case, field, stated)
    return stated


def _refused(case: Case, field: str, stated: Unusable) -> DocumentError:
    return case.fault(field, stated.found, stated.allowed, stated.action)
