"""A bid as the committee's decisions on its open points leave it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wte_ppp.messages import Message
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.doubts import CURRENCY, NAME, Answer, Doubt
from wte_ppp.tender.resolutions import WAITING, Resolution, Settlement


def settled(bid: Bid, resolutions: Sequence[Resolution]) -> Bid:
    """Decide what a bid says where it was in doubt.

    Parameters
    ----------
    bid
        As it was read, with its open points.
    resolutions
        Decisions on this bid in their order; the last one on a point counts, those on the other
        envelope are passed over.

    Returns
    -------
    Bid
        Settled points are no doubts any more; what counts stands among its answers.
    """
    mine = [resolution for resolution in resolutions if resolution.envelope == bid.envelope]
    answers, bidder, currency = dict(bid.answers), bid.bidder, bid.currency
    doubts: list[Doubt] = []
    settlements: list[Settlement] = []
    for doubt in (*bid.doubts, *_entered(bid, mine)):
        last = next((decision for decision in reversed(mine) if decision.settles(doubt)), None)
        if last is None or last.how in WAITING:
            doubts.append(doubt if last is None else _asked(doubt, last))
            continue
        value = _counted(bid, doubt, last)
        settlements.append(Settlement(doubt, last, value))
        if doubt.field == CURRENCY:
            currency = value if isinstance(value, str) else currency
        elif doubt.field == NAME and isinstance(value, str):
            bidder = value
        elif doubt.field and value is not None:
            answers[doubt.field] = value
        elif last.how == "not_stated":
            # What was stated by a bid that is rejected was stated all the same.
            answers.pop(doubt.field, None)
    return replace(
        bid, bidder=bidder, currency=currency, answers=answers, doubts=tuple(doubts),
        settled=(*bid.settled, *settlements),
    )  # fmt: skip


def rejected(bid: Bid) -> Settlement | None:
    """The decision by which the committee rejected a bid, if there is one."""
    return next((item for item in bid.settled if item.resolution.how == "rejected"), None)


def _counted(bid: Bid, doubt: Doubt, resolution: Resolution) -> Answer | None:
    if resolution.how == "accepted":
        return doubt.proposed if doubt.proposed is not None else bid.answers.get(doubt.field)
    return resolution.value if resolution.how == "corrected" else None


def _asked(doubt: Doubt, resolution: Resolution) -> Doubt:
    """The same point, with what was asked or answered."""
    if resolution.answer is not None:
        why = Message("{why}; bidder's answer: {answer}", why=doubt.why, answer=resolution.answer)
    else:
        why = Message("{why}; bidder asked: {ask}", why=doubt.why, ask=resolution.reason)
    return replace(doubt, why=why)


def _entered(bid: Bid, resolutions: Sequence[Resolution]) -> Iterator[Doubt]:
    """Figures that the committee enters itself from an envelope that the program cannot read."""
    unread = next((doubt for doubt in bid.doubts if doubt.kind == "unreadable"), None)
    if unread is None:
        unread = next((item.doubt for item in bid.settled if item.doubt.kind == "unreadable"), None)
    known = {doubt.field for doubt in bid.doubts} | {item.doubt.field for item in bid.settled}
    fields = dict.fromkeys(made.field for made in resolutions if made.how == "corrected")
    if unread is not None:
        for field in fields:
            if field not in known:
                why = Message("entered by hand, as the file could not be read")
                yield Doubt(bid.envelope, field, "unreadable", why, True, bid=unread.bid)
