"""Acts with sealed prices: the tender's key is made and split, and its shares open envelopes."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from wte_ppp.documents import DocumentError
from wte_ppp.tender import moments
from wte_ppp.tender.docket import RecordedRefusalError, act
from wte_ppp.tender.persons import person
from wte_ppp.tender.record import Event
from wte_ppp.tender.standing import Standing
from wte_ppp.tender.trust.sealed_prices import (
    MADE,
    NOT_OPENED,
    OPENED_LATER,
    opened_prices,
    seal_key,
    sealed_for,
)
from wte_ppp.tender.trust.sealing import joined, new_seal_key, opened

FAILED = "price_opening_failed"


@act
def make_seal_key(
    case: Standing, *, need: int, holders: Sequence[str], by: str,
    at: datetime.datetime | None = None, reason: str = "",
) -> tuple[Event, tuple[str, ...]]:  # fmt: skip
    """Make the tender's key; the record keeps its public half and who holds which share.

    Parameters
    ----------
    case
        Before the deadline, and before any price envelope came.
    need
        How many shares open together.
    holders
        A person for each share.
    by, at
        Who makes it, and when.
    reason
        Why an earlier key is replaced.

    Returns
    -------
    tuple[Event, tuple[str, ...]]
        With the shares in the order of their holders; they are kept nowhere.
    """
    names = [" ".join(holder.split()) for holder in holders]
    if not all(names) or len({name.casefold() for name in names}) < len(names):
        found = ", ".join(names) or "nobody"
        raise case.fault("holder", found, "a different person for each share", "give --holder")
    deadline = case.tender.definition.deadline
    case.refuse_if((at or moments.now()) > deadline, "deadline", "the deadline is over")
    came = [bid for bid, envelope in case.progress.received() if envelope == "price"]
    case.refuse_if(bool(came), "key", f"price envelopes came already: {', '.join(came)}")
    if case.progress.last(MADE) is not None and not reason.strip():
        raise case.fault("key", "a key that is made already", "one key", "give --reason for anew")
    key, shares = new_seal_key(case.tender.definition.id, need=need, of=len(names))
    data: dict[str, Any] = {"key": key.data, "holders": names}
    if reason.strip():
        data["reason"] = reason
    return case.record(MADE, by=by, at=at, data=data), shares


def unsealed(
    case: Standing, shares: Sequence[str], by: str, at: datetime.datetime | None = None, *,
    waiting: Mapping[str, str] | None = None,
) -> tuple[dict[str, Any], dict[str, bytes]]:  # fmt: skip
    """What opening the sealed envelopes adds to an event: its data and its files.

    Only envelopes of bids that go on are opened; the others stay sealed. One that does not open
    stops no other. Nothing but the try is recorded where the shares are wrong.

    Parameters
    ----------
    case
        Whose prices may be opened now.
    shares
        Words of the holders' shares.
    by, at
        Who opens, and when.
    waiting
        SHA-256 by bid of the envelopes to open; None are those of the opening that wait.
    """
    waiting = waiting_prices(case) if waiting is None else waiting
    if not waiting:
        return {}, {}
    key = seal_key(case.progress.events)
    if key is None:
        # Sealed for some other tender's key: each is an open point of its own.
        rows = [
            {"bid": bid, "sealed": sha256, "failed": "sealed, and this tender has no key"}
            for bid, sha256 in waiting.items()
        ]
        return {"unsealed": rows}, {}
    if not shares:
        found = f"sealed envelopes of {', '.join(waiting)}"
        allowed = f"{key.need} of the {key.of} shares"
        raise case.fault("shares", found, allowed, "the holders give their shares: --share")
    try:
        private, numbers = joined(shares, key)
    except DocumentError as error:
        why = {"why": error.problems[0].found}
        raise RecordedRefusalError(error, FAILED, by, why, at) from None
    rows, files = [], {}
    for bid, sha256 in waiting.items():
        row = {"bid": bid, "sealed": sha256}
        try:
            content, ending = opened(case.store.content(sha256), private)
        except DocumentError as error:
            rows.append({**row, "failed": error.problems[0].found})
            continue
        digest = hashlib.sha256(content).hexdigest()
        name = f"opened/{bid}/price-{digest[:8]}{ending}"
        files[name] = content
        rows.append({**row, "file": name, "sha256": digest})
    return {"unsealed": rows, "shares": list(numbers)}, files


def waiting_prices(case: Standing) -> dict[str, str]:
    """Sealed price envelopes that may be opened and are not: SHA-256 by bid."""
    known = opened_prices(case.progress.events)
    frozen = case.progress.frozen
    bids = case.still_in(case.technical()).passed if frozen else case.progress.bids()
    received = case.progress.received()
    return {
        bid: received[bid, "price"].sha256
        for bid in bids
        if (bid, "price") in received
        and not known.get(received[bid, "price"].sha256, NOT_OPENED).sha256
        and sealed_for(case.store.content(received[bid, "price"].sha256))
    }


@act
def open_further(
    case: Standing, *, by: Sequence[str], shares: Sequence[str],
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Open sealed prices of bids that were let in again after prices were opened."""
    persons = " and ".join(by)
    if not case.progress.prices_open or case.sealed:
        raise case.prices_refused(persons or "unknown", at)
    if len({person(name) for name in by} - {""}) < 2:
        raise case.fault("by", ", ".join(by), "two persons", "give --by twice")
    if not waiting_prices(case):
        raise case.fault("prices", "no sealed envelope that waits", "one that may be opened", "")
    data, files = unsealed(case, shares, persons, at)
    return case.record(OPENED_LATER, by=persons, at=at, data=data, files=files)
