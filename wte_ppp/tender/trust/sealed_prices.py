"""What a record says of sealed prices: the tender's key, who sealed, and what was opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from wte_ppp.messages import Message
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.kept_closed import read_when_frozen
from wte_ppp.tender.progress import MINUTES, Progress
from wte_ppp.tender.record import Event
from wte_ppp.tender.trust.sealing import SealKey, seal_header, seal_key_of

MADE, OPENED, OPENED_LATER = "seal_key_made", "prices_opened", "sealed_prices_opened"
# A further round of prices opens its own.
ROUND_CLOSED = "price_round_closed"


@dataclass(frozen=True)
class Opened:
    """What a sealed envelope held: its file in the case, or why it did not open."""

    file: str = ""
    sha256: str = ""
    failed: str = ""


NOT_OPENED = Opened()


@dataclass(frozen=True)
class Sealing:
    """Price envelopes that count, by how they came."""

    sealed: tuple[str, ...]
    unsealed: tuple[str, ...]


def seal_key(events: Iterable[Event]) -> SealKey | None:
    """The tender's key in force, if one was made."""
    made = [event for event in events if event.what == MADE]
    return seal_key_of(made[-1].data["key"]) if made else None


def opened_prices(events: Iterable[Event]) -> dict[str, Opened]:
    """What became of sealed envelopes, by their SHA-256; the last try counts."""
    known: dict[str, Opened] = {}
    for event in events:
        if event.what not in (OPENED, OPENED_LATER, ROUND_CLOSED):
            continue
        for row in event.data.get("unsealed", ()):
            known[row["sealed"]] = Opened(
                row.get("file", ""), row.get("sha256", ""), row.get("failed", "")
            )
    return known


def sealing(progress: Progress) -> Sealing:
    """Which price envelopes came sealed, and which in plain text."""
    kinds = {
        event.data["sha256"]: "sealed" in event.data for event in progress.all("received")
    }  # fmt: skip
    prices = [envelope for envelope in progress.received().values() if envelope.envelope == "price"]
    sealed = sorted(envelope.bid for envelope in prices if kinds[envelope.sha256])
    return Sealing(
        tuple(sealed), tuple(sorted(item.bid for item in prices if item.bid not in sealed))
    )


def sealing_lines(progress: Progress) -> tuple[Message, ...]:
    """The same as sentences, for the report and for verify; none before a price envelope came."""
    parts = sealing(progress)
    lines = []
    if parts.sealed:
        lines.append(
            Message(
                "Price envelopes that came sealed: {bids}; until they were opened nobody could "
                "read them, not even who holds the case",
                bids=parts.sealed,
            )
        )
    if parts.unsealed:
        lines.append(
            Message(
                "Price envelopes that came unsealed: {bids}; who held the case could read them "
                "before the opening, and no record would show it",
                bids=parts.unsealed,
            )
        )
    lines += unopened_lines(progress)
    return tuple(lines)


def unopened_lines(progress: Progress, since: int = 0) -> list[Message]:
    """Bids whose plain price could be read before anybody opened it, from a line on.

    Minutes of two persons who attended its reading out end it.
    """
    unsealed = sealing(progress).unsealed
    read_out = {
        row["bid"]: event.seq
        for event in progress.all(MINUTES)
        if event.data["envelope"] == "price" and len({*event.data["attended"]}) > 1
        for row in event.data["opened"]
    }
    return [
        Message(
            "{bid} was let in after prices were opened: its price may be read since line {line}, "
            "and no two persons opened it",
            bid=bid, line=line,
        )
        for bid, line in read_when_frozen(progress).items()
        if bid in unsealed and line >= since and read_out.get(bid, 0) < line
    ]  # fmt: skip


def sealed_for(raw: bytes) -> str:
    """Name of the key that an envelope says it is sealed for; empty for one in plain text."""
    header = seal_header(raw)
    return "" if header is None else str(header.get("kid", ""))[:100] or "?"


def arrival_notes(events: Iterable[Event], envelope: Envelope, raw: bytes) -> tuple[Message, ...]:
    """What the desk is told of how an envelope is sealed."""
    made = [event for event in events if event.what == MADE]
    kid = sealed_for(raw)
    if kid and envelope == "technical":
        return (
            Message("it is sealed, and a technical envelope must be readable: ask for another one"),
        )
    if kid and not any(kid == event.data["key"]["public"]["kid"] for event in made[-1:]):
        return (
            Message(
                "it is sealed for another key than this tender's and can never be opened here: "
                "tell the bidder before the deadline"
            ),
        )
    if envelope == "price" and made and not kid:
        return (Message("it is not sealed: who holds the case can read its price"),)
    return ()
