"""What the reception desk should know of an envelope before it is taken in: whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.bids import Bid, same_name
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.doubts import BIDDER
from wte_ppp.tender.envelopes import SEALED, read_received
from wte_ppp.tender.tender import Tender


@dataclass(frozen=True)
class Arrival:
    """`asks` must be confirmed with a reason before the envelope is taken; `says` is told alone."""

    asks: tuple[Message, ...] = ()
    says: tuple[Message, ...] = ()


def arrival(
    tender: Tender, bid: str, envelope: Envelope, raw: bytes,
    received: Mapping[tuple[str, Envelope], bytes],
) -> Arrival:  # fmt: skip
    """Hold an envelope against those that came before; only names are looked at, no figure.

    Parameters
    ----------
    tender
        Whose form it should be.
    bid, envelope, raw
        Under which id and as what it is handed in, and its bytes.
    received
        Envelopes that count so far.

    Returns
    -------
    Arrival
        Whether it names another bidder than this bid's earlier envelope, is another bid's file, or
        cannot be read.
    """
    own = read_received(raw, "the file", tender, envelope)
    before = {
        key: read_received(content, "an earlier file", tender, key[1])
        for key, content in received.items()
    }
    asks: list[Message] = []
    says: list[Message] = []
    for (owner, kind), content in received.items():
        if content != raw:
            continue
        if owner != bid:
            asks.append(Message("the same file was received for bid {bid}", bid=owner))
        elif kind == envelope:
            says.append(Message("the same file was received already"))
    if (bid, envelope) in received:
        says.append(Message("it replaces the envelope received before"))
    if own.unread and own.unread[0].found == SEALED:
        says.append(Message("it is sealed and stays so until prices are opened"))
        return Arrival(tuple(asks), tuple(says))
    if own.unread and envelope == "price":
        # A fault may quote what is written there, and prices are closed.
        says.append(Message("it cannot be read and is kept as it is"))
        return Arrival(tuple(asks), tuple(says))
    if own.unread:
        found = Quoted(own.unread[0].found, "file")
        says.append(Message("it cannot be read ({found}) and is kept as it is", found=found))
        return Arrival(tuple(asks), tuple(says))
    asks += _names(bid, own, before)
    says += _others(bid, own, before)
    return Arrival(tuple(asks), tuple(says))


def _names(bid: str, own: Bid, before: Mapping[tuple[str, Envelope], Bid]) -> list[Message]:
    """That it names another bidder than this bid's envelopes did."""
    names = {
        item.bidder: kind
        for (owner, kind), item in before.items()
        if owner == bid and not item.unread and not same_name(item.bidder, own.bidder)
    }
    return [
        Message(
            "it names {name}; the envelope of bid {bid} received before names {earlier}",
            name=Quoted(own.bidder, BIDDER), bid=bid, earlier=Quoted(name, BIDDER),
        )
        for name in names
    ]  # fmt: skip


def _others(bid: str, own: Bid, before: Mapping[tuple[str, Envelope], Bid]) -> list[Message]:
    """That its bidder has another bid."""
    others = sorted(
        {
            owner
            for (owner, _), item in before.items()
            if owner != bid and not item.unread and same_name(item.bidder, own.bidder)
        }
    )
    if not others:
        return []
    name = Quoted(own.bidder, BIDDER)
    return [Message("{name} is also the bidder of bid {bids}", name=name, bids=tuple(others))]
