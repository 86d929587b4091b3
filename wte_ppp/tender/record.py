"""The record: an append-only log in which every line holds the hash of the line before it."""

import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.files import one_writer

RECORD = "record.jsonl"
GENESIS = "0" * 64
LARGEST_BYTES = 50_000_000
KEYS = ("seq", "at", "by", "what", "data", "files", "prev", "hash")


@dataclass(frozen=True)
class Event:
    """One line of the record.

    `at` is a moment with its zone, `by` who acted, `files` the SHA-256 of each file the event rests
    on by its path inside the case, `data` what happened.
    """

    seq: int
    at: str
    by: str
    what: str
    data: Mapping[str, Any]
    files: Mapping[str, str]
    prev: str
    hash: str


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


def append(
    case: Path,
    what: str,
    *,
    by: str,
    at: datetime.datetime | None = None,
    data: Mapping[str, Any] | None = None,
    files: Mapping[str, str] | None = None,
) -> Event:
    """Add an event to a case's record.

    Raises `DocumentError` if the record is broken, if another command is writing, or the moment
    lies before the last one recorded.
    """
    moment = at or datetime.datetime.now(datetime.UTC)
    with one_writer(case / RECORD):
        events = read_record(case)
        stated = moment.isoformat(timespec="seconds")
        last = events[-1] if events else None
        if last is not None and moment < datetime.datetime.fromisoformat(last.at):
            found = f"an event at {stated}, after one at {last.at}"
            raise _fault(case, None, "at", found, "rising moments", "check the clock, or --at")
        body = {
            "seq": len(events) + 1,
            "at": stated,
            "by": by,
            "what": what,
            "data": dict(data or {}),
            "files": dict(files or {}),
            "prev": last.hash if last is not None else GENESIS,
        }
        event = {**body, "hash": digest(body)}
        # One write of one line: a reader sees the old record or the new, never half a line.
        line = (canonical(event) + "\n").encode("utf-8", "surrogatepass")
        with open(case / RECORD, "ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    return _event(event)


def read_record(case: Path) -> list[Event]:
    """Events of a case in their order; an unbroken chain or an error.

    Raises
    ------
    DocumentError
        With every line whose hash, number or link is wrong.
    """
    events, faults = _parsed(case)
    if faults:
        raise DocumentError(faults)
    return events


def faults_of_chain(case: Path) -> list[Problem]:
    """What is wrong with a record, line by line; empty if the chain holds."""
    return _parsed(case)[1]


def _parsed(case: Path) -> tuple[list[Event], list[Problem]]:
    path = case / RECORD
    if not path.is_file():
        return [], []
    if path.stat().st_size > LARGEST_BYTES:
        raise _fault(case, None, "", "a record of more than 50 MB", "less", "is it the right file?")
    events: list[Event] = []
    faults: list[Problem] = []
    previous = GENESIS
    raw = path.read_bytes()
    lines = raw.split(b"\n")
    if lines.pop() != b"":
        lines.append(raw.rsplit(b"\n", 1)[-1])
        found = "a last line without its end"
        faults.append(_problem(case, len(lines), "", found, "whole lines", "see verify"))
    for number, line in enumerate(lines, start=1):
        try:
            body = json.loads(line)
            stated = body.pop("hash")
            event = _event({**body, "hash": stated})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            found = "a line that is no event"
            faults.append(_problem(case, number, "", found, "an event", "restore the record"))
            previous = ""
            continue
        wanted = digest(body)
        # The bytes themselves must be the canonical ones, so that no byte can change unseen.
        if stated != wanted or line != canonical({**body, "hash": stated}).encode():
            ending = " (its end is CR LF)" if line.endswith(b"\r") else ""
            found = f"a line changed after it was written{ending}"
            faults.append(_problem(case, number, "hash", found, wanted, "restore the record"))
        if event.prev != previous or event.seq != number:
            found = "a line that does not follow the one before"
            allowed = "each line linked to the last"
            faults.append(_problem(case, number, "prev", found, allowed, "restore the record"))
        previous = stated
        events.append(event)
    return events, faults


def _event(body: dict[str, Any]) -> Event:
    if set(body) != set(KEYS):
        raise KeyError("keys of an event")
    data, files = MappingProxyType(dict(body["data"])), MappingProxyType(dict(body["files"]))
    return Event(**{**body, "data": data, "files": files})


def _problem(
    case: Path, line: int | None, field: str, found: str, allowed: str, action: str
) -> Problem:
    return Problem(str(case / RECORD), line, field, found, allowed, action)


def _fault(
    case: Path, line: int | None, field: str, found: str, allowed: str, action: str
) -> DocumentError:
    return DocumentError((_problem(case, line, field, found, allowed, action),))
