"""Envelopes that stay closed, and why: nothing that is handed out holds what is in them."""

from collections.abc import Iterator, Sequence

from wte_ppp.tender.price_rounds import RECEIVED, price_rounds, round_now
from wte_ppp.tender.progress import Progress
from wte_ppp.tender.record import Event

OPENED, FROZEN = "prices_opened", "frozen"
LATE = "came after the deadline; to be returned unopened"
WAITS = "a price envelope; prices are not open yet"
WITHDRAWN = "a price envelope of a bid that was withdrawn before prices were opened"
NOT_PASSED = "a price envelope of a bid that did not pass the technical stage"
REPLACED = "a price envelope that does not count; another one came, or it was taken out"
ROUND_WAITS = "a price of a round that is not closed yet"
ROUND_VOID = "a price of a round that does not count; another one came, or it was void"


def kept_closed(events: Sequence[Event]) -> dict[str, str]:
    """Envelopes that nobody may read, by SHA-256, with the reason.

    Late ones, technical or price. Price envelopes in plain text until prices are opened; from then
    on, sealed or not, those of bids that do not go on and those that do not count. The same bytes
    handed in by a bid whose price may be read are none.
    """
    progress = Progress(events)
    opening, held = progress.last(OPENED), round_now(progress)
    then = progress if opening is None else progress.as_of(opening)
    counting, withdrawn = then.received(), then.withdrawn()
    runs_since = held.opened.seq if held is not None and held.closed is None else None
    closed: dict[str, str] = {}
    technical, prices = set[str](), set[str]()
    for event in progress.all("received", RECEIVED):
        data = event.data
        sha256, is_price = data["sha256"], data.get("envelope", "price") == "price"
        if is_price:
            prices.add(sha256)
        elif not data["late"]:
            technical.add(sha256)
        if data["late"]:
            closed[sha256] = LATE
        elif event.what == RECEIVED:
            waits = runs_since is not None and runs_since < event.seq
            closed[sha256] = ROUND_WAITS if waits else ROUND_VOID
        elif is_price and opening is not None:
            envelope = counting.get((data["bid"], "price"))
            if envelope is None or envelope.sha256 != sha256:
                closed[sha256] = REPLACED
            else:
                closed[sha256] = WITHDRAWN if data["bid"] in withdrawn else NOT_PASSED
        elif is_price and "sealed" not in data:
            closed[sha256] = WAITS
    # Whatever else it was handed in as: the same bytes hold the same price.
    readable = {sha256 for _, sha256 in prices_read(events)} | (technical - prices)
    return {sha256: reason for sha256, reason in closed.items() if sha256 not in readable}


def prices_read(events: Sequence[Event]) -> set[tuple[str, str]]:
    """Price envelopes that were opened, as bid and SHA-256: what was read stays read.

    Prices of bids that passed when prices were opened or scores were frozen anew after it; where
    nothing is frozen first, those of all bids. Those of further rounds once these are closed.
    """
    progress = Progress(events)
    in_rounds = {
        (bid, envelope.sha256)
        for held in price_rounds(events)
        if held.closed is not None
        for bid, envelope in held.received.items()
    }
    return in_rounds.union(*(read for _, read in _openings(progress)))


def read_when_frozen(progress: Progress) -> dict[str, int]:
    """Bids whose price could first be read when scores were frozen anew, with that line.

    They were let in after prices were opened: no two persons opened theirs.
    """
    known = set[tuple[str, str]]()
    lines: dict[str, int] = {}
    for event, read in _openings(progress):
        if event.what == FROZEN:
            lines |= {bid: event.seq for bid, _ in read - known}
        known |= read
    return lines


def _openings(progress: Progress) -> Iterator[tuple[Event, set[tuple[str, str]]]]:
    """Events that let prices be read, each with the envelopes, as bid and SHA-256."""
    opening = progress.last(OPENED)
    for event in progress.all(OPENED, FROZEN):
        if opening is None or event.seq < opening.seq:
            continue
        then = progress.as_of(event)
        frozen, received, withdrawn = then.in_round(FROZEN), then.received(), then.withdrawn()
        bids = then.bids() if frozen is None else frozen.data["passed"]
        yield (
            event,
            {
                (bid, received[bid, "price"].sha256)
                for bid in bids
                if bid not in withdrawn and (bid, "price") in received
            },
        )
