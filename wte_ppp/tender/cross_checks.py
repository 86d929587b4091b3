"""Open points that only show when bids are laid side by side: names, files, a price far off."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from statistics import median

from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.tender.bids import Bid, same_name
from wte_ppp.tender.currencies import converted
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.doubts import BIDDER, NAME, WHOLE, Doubt
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.money import money
from wte_ppp.tender.tender import Tender

# Further from the middle of the others than this looks like another currency or unit.
FAR = 5
FEWEST_OTHERS = 2
# By whether it is above, and whether there are other bids to compare with.
FAR_OFF: Mapping[tuple[bool, bool], str] = {
    (False, True): mark(
        "{amount}, more than {far} times below the median of the other bids, {middle}: another "
        "currency or unit?"
    ),
    (True, True): mark(
        "{amount}, more than {far} times above the median of the other bids, {middle}: another "
        "currency or unit?"
    ),
    (False, False): mark(
        "{amount}, more than {far} times below the buyer's estimate, {middle}: another currency or "
        "unit?"
    ),
    (True, False): mark(
        "{amount}, more than {far} times above the buyer's estimate, {middle}: another currency or "
        "unit?"
    ),
}


def compared(
    tender: Tender,
    bids: Mapping[str, Bid],
    files: Mapping[tuple[str, Envelope], str],
    technical: Mapping[str, Bid] | None = None,
) -> dict[str, Bid]:
    """Envelopes of one kind with the open points that the others raise.

    Parameters
    ----------
    tender
        Whose bids they are.
    bids
        Technical or price envelopes by bid.
    files
        SHA-256 of each envelope received.
    technical
        For price envelopes: the technical ones, for their names.

    Returns
    -------
    dict[str, Bid]
        The same bids; points that were there stay.
    """
    far = _far_prices(tender, bids) if technical is not None else {}
    found = {}
    for bid, envelope in bids.items():
        doubts = [*_same_file(bid, envelope.envelope, files), *far.get(bid, ())]
        if technical is None:
            doubts += _same_bidder(bid, bids)
        elif bid in technical:
            doubts += _other_name(bid, envelope, technical)
        own = tuple(replace(doubt, bid=bid) for doubt in (*envelope.doubts, *doubts))
        found[bid] = replace(envelope, doubts=own)
    return found


def _same_file(
    bid: str, envelope: Envelope, files: Mapping[tuple[str, Envelope], str]
) -> Iterator[Doubt]:
    mine = files.get((bid, envelope))
    others = sorted({owner for (owner, _), sha256 in files.items() if sha256 == mine} - {bid})
    if mine and others:
        why = Message("the same file, byte by byte, is in bid {bids}", bids=tuple(others))
        yield Doubt(envelope, WHOLE, "same_file", why, True)


def _same_bidder(bid: str, bids: Mapping[str, Bid]) -> Iterator[Doubt]:
    """The same name twice: whether one bidder may have two bids is not the machine's to say."""
    name = bids[bid].bidder
    if not _named(bids[bid]):
        return
    others = [
        other
        for other, envelope in bids.items()
        if other != bid and _named(envelope) and same_name(envelope.bidder, name)
    ]
    if others:
        why = Message("the bidder of bid {bids} has the same name", bids=tuple(sorted(others)))
        yield Doubt("technical", WHOLE, "same_bidder", why, True, Quoted(name, BIDDER))


def _named(envelope: Bid) -> bool:
    """Whether an envelope says whose it is."""
    nameless = any(doubt.kind == "no_name" for doubt in envelope.doubts)
    return not envelope.unread and not nameless


def _other_name(bid: str, price: Bid, technical: Mapping[str, Bid]) -> Iterator[Doubt]:
    name, own = price.bidder, technical[bid].bidder
    if not (_named(price) and _named(technical[bid])) or same_name(name, own):
        return
    owner = next((other for other, item in technical.items() if same_name(item.bidder, name)), None)
    why = Message("the technical envelope names {bidder}", bidder=Quoted(own, BIDDER))
    if owner is not None:
        why = Message(
            "the technical envelope names {bidder}; this is the name of bid {bid}",
            bidder=Quoted(own, BIDDER), bid=owner,
        )  # fmt: skip
    yield Doubt("price", NAME, "other_name", why, True, Quoted(name, BIDDER), own)


def _far_prices(tender: Tender, bids: Mapping[str, Bid]) -> dict[str, list[Doubt]]:
    """Amounts more than five times above or below the median of the other bids."""
    price, own = tender.definition.price, tender.definition.currency
    fields = (price.field,) if price.npv is None else tuple(
        dict.fromkeys(stream.field for stream in price.npv.streams.values())
    )  # fmt: skip
    amounts = {bid: converted(tender, envelope) for bid, envelope in bids.items()}
    far: dict[str, list[Doubt]] = {}
    for field in fields:
        stated = {bid: row[field] for bid, row in amounts.items() if row.get(field, 0) > 0}
        for bid, amount in stated.items():
            others = [other for owner, other in stated.items() if owner != bid]
            middle = Fraction(median(others)) if len(others) >= FEWEST_OTHERS else None
            if middle is None:
                # Nobody to compare with but the buyer's own figure, where it is for this price.
                middle = price.estimate if price.npv is None else None
            if middle is None or middle / FAR <= amount <= middle * FAR:
                continue
            side, basis = amount > middle, len(others) >= FEWEST_OTHERS
            why = Message(
                FAR_OFF[side, basis], amount=money(amount, own), far=FAR, middle=money(middle, own)
            )
            written = Quoted(shown_exactly(bids[bid].numbers[field]), BIDDER)
            far.setdefault(bid, []).append(Doubt("price", field, "far_price", why, True, written))
    return far
