"""The record: events in their order, each holding the hash of the one before it."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from wte_ppp.documents import Problem
from wte_ppp.tender.event_data import DataCheck

GENESIS = "0" * 64
KEYS = ("seq", "at", "by", "what", "data", "files", "prev", "hash")
# Of events since version 0.2; `signature` is made over the hash and stands outside it.
TEXTS = ("at", "by", "what", "prev", "hash")
LATER_KEYS = ("clock", "at_reason", "signature")


@dataclass(frozen=True)
class Event:
    """One event of a case.

    `at` is the stated moment with its zone, `clock` the machine's when it was written down (empty
    before version 0.2), `at_reason` why the two lie apart, `by` who acted, `files` the SHA-256 of
    each file the event rests on by its name inside the case, `data` what happened, `signature` the
    fingerprint of a key and its signature over `hash`.
    """

    seq: int
    at: str
    by: str
    what: str
    data: Mapping[str, Any]
    files: Mapping[str, str]
    prev: str
    hash: str
    clock: str = ""
    at_reason: str = ""
    signature: Mapping[str, str] | None = None


def canonical(body: Any) -> str:
    """JSON of one form only: sorted keys, no spaces, text as it is."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(body: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal digits.

    Examples
    --------
    >>> digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
    True
    """
    return hashlib.sha256(canonical(body).encode("utf-8", "surrogatepass")).hexdigest()


def line_of(body: Mapping[str, Any], signature: Mapping[str, str] | None = None) -> str:
    """A body as a line of the record: with its hash, and its signature if there is one."""
    sealed = {**body, "hash": digest(body)}
    return canonical({**sealed, "signature": dict(signature)} if signature else sealed)


def event_of(line: str) -> Event:
    """The event that a line of the record holds.

    Raises `ValueError`, `KeyError` or `TypeError` for a line that is no event.
    """
    body = json.loads(line)
    if not (isinstance(body, dict) and set(KEYS) <= set(body) <= {*KEYS, *LATER_KEYS}):
        raise KeyError("keys of an event")
    texts = [body.get(key, "") for key in (*TEXTS, "clock", "at_reason")]
    signature = body.get("signature", {})
    tables = [body["files"], {} if signature is None else signature]
    texts += [text for table in tables for text in table.values()]
    if (
        not isinstance(body["data"], dict)
        or not all(isinstance(text, str) for text in texts)
        or type(body["seq"]) is not int
    ):
        raise TypeError("texts and a number")
    if any(datetime.datetime.fromisoformat(body[key]).tzinfo is None for key in _moments(body)):
        raise ValueError("moments with their zone")
    held = {key: MappingProxyType(dict(body[key])) for key in ("data", "files")}
    return Event(**{**body, **held})


def _moments(body: Mapping[str, Any]) -> list[str]:
    return ["at", "clock"] if body.get("clock") else ["at"]


def events_of(lines: Iterable[str], place: str) -> tuple[list[Event], list[Problem]]:
    """Events of a record, and what is wrong with it, line by line.

    Parameters
    ----------
    lines
        Without their ends, in the order of the record.
    place
        Name of the record in problems.

    Returns
    -------
    tuple[list[Event], list[Problem]]
        Events that could be read; no problem if the chain holds.
    """
    events: list[Event] = []
    faults: list[Problem] = []
    previous, check = GENESIS, DataCheck()

    def fault(number: int, field: str, found: str, allowed: str) -> None:
        action = "restore the case from a copy"
        faults.append(Problem(place, number, field, found, allowed, action))

    for number, line in enumerate(lines, start=1):
        try:
            event = event_of(line)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            fault(number, "", "an entry that is no event", "an event")
            previous = ""
            continue
        body = json.loads(line)
        stated, signature = body.pop("hash"), body.pop("signature", None)
        wanted = digest(body)
        # The text itself must be the canonical one, so that no byte can change unseen.
        if stated != wanted or line != line_of(body, signature):
            ending = " (its end is CR LF)" if line.endswith("\r") else ""
            fault(number, "hash", f"an entry changed after it was written{ending}", wanted)
        if event.prev != previous or event.seq != number:
            found = "an entry that does not follow the one before"
            fault(number, "prev", found, "each linked to the last")
        if not faults:
            # A record can hang together and still be forged.
            for field, found in check.faults(event.what, event.data, event.files):
                fault(number, field, found, f"what an event '{event.what}' holds")
        previous = stated
        events.append(event)
    return events, faults
