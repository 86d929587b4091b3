"""Prove that nothing was changed since: the file, the chain, the files kept and the results."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wte_ppp._version import __version__
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.files import temporary_folder
from wte_ppp.messages import Message
from wte_ppp.tender.adoption import RECORD, RESULTS, adopted, lines_of
from wte_ppp.tender.case import Case
from wte_ppp.tender.embedded import TENDER_FILE
from wte_ppp.tender.record import Event, digest, events_of
from wte_ppp.tender.store import CASE_FILE, CaseFile
from wte_ppp.tender.trust.proven import proof_of
from wte_ppp.tender.written import award_data, technical_data

# Not in results of version 0.1.
LATER_KEYS = ("exact", "evidence", "waits_for", "price_steps", "corrections")
TEXTS = ("reason", "promised", "how", "open")


@dataclass(frozen=True)
class Verification:
    """What was proved: counts, the last hash, every difference found, and what to know of it.

    `said` tells what is proven by hash, by signature and by anchor, and what is not.
    """

    events: int
    files: int
    results: int
    head: str
    problems: tuple[Problem, ...]
    notes: tuple[Message, ...] = ()
    said: tuple[Message, ...] = ()


def verify(
    folder: str | Path,
    *,
    head: str | None = None,
    fingerprints: Sequence[str] = (),
    profiles: str | Path | None = None,
) -> Verification:
    """Check a case against its own record.

    Parameters
    ----------
    folder
        Of the case, or the case file; a folder of version 0.1 is read and left as it is.
    head
        A hash as written in minutes or on a receipt; without one a record that was cut off at its
        end, or rewritten whole, goes unseen where nothing else gives it away.
    fingerprints
        Of keys that must be registered in it.
    profiles
        Folder with profiles of the user's own.

    Returns
    -------
    Verification
        With all problems at once.

    Raises
    ------
    DocumentError
        If there is no case.
    """
    place = Path(folder)
    file = place if place.is_file() else place / CASE_FILE
    if file.is_file():
        return _verified(file, head, fingerprints, profiles)
    with temporary_folder() as elsewhere:
        return _of_old_folder(place, elsewhere, head, fingerprints, profiles)


def _of_old_folder(
    place: Path, elsewhere: Path, head: str | None, fingerprints: Sequence[str],
    profiles: str | Path | None,
) -> Verification:  # fmt: skip
    """A folder of version 0.1: taken over elsewhere, and its stray files looked for."""
    if not (place / RECORD).is_file():
        lines_of(place)
    try:
        adopted(place, elsewhere / CASE_FILE)
    except DocumentError as error:
        return Verification(0, 0, 0, "", error.problems)
    recorded = {name for event in events_of(lines_of(place), "")[0] for name in event.files}
    stray = [
        Problem(str(path), None, "", "a file without a line in the record", "recorded files alone",
                "who put it there?")
        for folder in ("received", "panel") for path in sorted((place / folder).rglob("*"))
        if path.is_file() and path.relative_to(place).as_posix() not in recorded
    ]  # fmt: skip
    # Copies that lay beside the record, held against it; guidance may lie beside the tender file.
    for name in (*RESULTS.values(), TENDER_FILE):
        if (place / name).is_file():
            (elsewhere / name).write_bytes((place / name).read_bytes())
    checked = _verified(elsewhere / CASE_FILE, head, fingerprints, profiles)
    return replace(checked, problems=(*stray, *checked.problems))


def _verified(
    file: Path, head: str | None, fingerprints: Sequence[str], profiles: str | Path | None
) -> Verification:
    try:
        store = CaseFile(file)
        damage = store.damage()
        lines = store.lines()
    except DocumentError as error:
        return Verification(0, 0, 0, "", error.problems)
    action = "restore the case from a copy"
    problems = [
        Problem(str(file), None, "", text[:120], "a sound case file", action) for text in damage
    ]
    events, faults = events_of(lines, str(file))
    problems += faults
    if not events:
        problems.append(Problem(str(file), None, "", "no event", "an opened case", action))
    last = events[-1].hash if events else ""
    if events:
        problems += _head(file, events, head)
        problems += _kept(store, file, events)
    said: tuple[Message, ...] = ()
    if not problems:
        heads = (head,) if head else ()
        proof = proof_of(
            events, store.content, str(file), heads=heads, fingerprints=fingerprints
        )  # fmt: skip
        said, problems = proof.said, list(proof.problems)
    store.close()
    files = {sha256 for event in events for sha256 in event.files.values()}
    if problems:
        return Verification(len(events), len(files), 0, last, tuple(problems), (), said)
    results, notes = 0, list[Message]()
    try:
        case = Case(file, profiles=profiles)
        for event in events:
            if event.what in RESULTS:
                results += 1
                different, older = _result(case, event)
                problems += different
                notes += older
        problems += _beside(case)
    except DocumentError as error:
        problems += error.problems
    if problems and events[0].data.get("version") != __version__:
        # Another version of this library may compute otherwise; say so before anyone is accused.
        theirs, action = str(events[0].data.get("version")), "verify with that version as well"
        problems.append(Problem(str(file), 1, "version", __version__, theirs, action))
    return Verification(
        len(events), len(files), results, last, tuple(problems), tuple(notes), said
    )  # fmt: skip


def _head(file: Path, events: list[Event], head: str | None) -> Iterator[Problem]:
    """A hash that somebody holds must be one of the chain's."""
    wanted = "".join((head or "").split()).lower()
    known = len(wanted) >= 16 and any(event.hash.startswith(wanted) for event in events)
    if head is None or known:
        return
    action = "entries are missing or were rewritten, or the hash is of another case"
    yield Problem(str(file), len(events), "head", events[-1].hash, head, action)


def _kept(store: CaseFile, file: Path, events: list[Event]) -> Iterator[Problem]:
    """Every recorded file is there, unchanged, and no other."""
    recorded = {sha256: name for event in events for name, sha256 in event.files.items()}
    results = {str(event.data.get("result")) for event in events if event.what in RESULTS}
    for sha256, name in recorded.items():
        try:
            store.content(sha256)
        except DocumentError as error:
            yield from (
                Problem(str(file), None, name, problem.found, problem.allowed, problem.action)
                for problem in error.problems
            )
    try:
        held = store.held()
    except DocumentError as error:
        yield from error.problems
        return
    for sha256 in held:
        if sha256 in recorded:
            continue
        # Results of version 0.1 are held beside the events that name what is in them.
        try:
            known = digest(json.loads(store.content(sha256))) in results
        except (DocumentError, ValueError):
            known = False
        if not known:
            found = "a file that no event names; an event may have been removed"
            yield Problem(str(file), None, sha256[:16], found, "recorded files alone", "compare")


def _beside(case: Case) -> Iterator[Problem]:
    """Copies beside the case are what the case holds."""
    held = {TENDER_FILE: case.tender.digest}
    for what, name in RESULTS.items():
        event = case.progress.last(what)
        raw = case.kept_result(event) if event else None
        if raw is not None:
            held[name] = hashlib.sha256(raw).hexdigest()
        elif event is None and (case.folder / name).is_file():
            found = "a result without its event; entries may be missing at the end of the record"
            yield Problem(str(case.folder / name), None, "", found, f"an event '{what}'", "compare")
    for name, sha256 in held.items():
        path = case.folder / name
        if path.is_file():
            try:
                now = hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError as error:
                now = error.strerror or "not readable"
            if now != sha256:
                action = "the case holds the right one: tender export writes it"
                yield Problem(str(path), None, "sha256", now, sha256, action)


def _result(case: Case, event: Event) -> tuple[list[Problem], list[Message]]:
    """Whether a recorded result follows from what was recorded up to it; notes."""
    raw = case.kept_result(event)
    if raw is not None and _held_result(case, event) is None:
        # The frozen file is what later steps read: it must be the result that was computed.
        found, action = "a result file of another content", "restore the case from a copy"
        recorded = event.data["result"]
        return [Problem(str(case.folder), event.seq, event.what, found, recorded, action)], []
    # What came later may lead to another result; it does not undo this one.
    then = case.as_of(event)
    data: dict[str, Any]
    if event.what == "award_proposed":
        data = award_data(then.result(event.data["lots"]))
    else:
        data = technical_data(then.technical_anew())
    if digest(data) == event.data["result"]:
        return [], []
    note = _older(case, event, data)
    if note is not None:
        return [], [note]
    found, action = digest(data), "results do not follow from the recorded files"
    recorded = event.data["result"]
    return [Problem(str(case.folder), event.seq, event.what, found, recorded, action)], []


def _older(case: Case, event: Event, data: dict[str, Any]) -> Message | None:
    """A note if the result is of version 0.1, which held sentences as bare text; else None.

    Its figures are those computed now: only our own wording is another one.
    """
    held = _held_result(case, event)
    if held is None:
        # Its file was replaced by the next; what the record itself holds of it must agree.
        outcome = [key for key in ("winner", "passed") if key in event.data]
        known = case.kept_result(event) is None and case.progress.last(event.what) != event
        if not known or any(data[key] != event.data[key] for key in outcome):
            return None
        return Message(
            "Event {event} ({what}) was recorded by an earlier version and its result file was "
            "replaced later: its outcome is the same now; its points cannot be compared.",
            event=event.seq, what=event.what,
        )  # fmt: skip
    if _figures(held) != _figures(data):
        return None
    return Message(
        "Event {event} ({what}) was recorded by an earlier version: its file is unchanged and all "
        "figures are the same now; sentences are worded otherwise today.",
        event=event.seq, what=event.what,
    )  # fmt: skip


def _held_result(case: Case, event: Event) -> Any:
    """The result of an event as its file holds it; None if there is none."""
    raw = case.kept_result(event)
    if raw is not None:
        try:
            held = json.loads(raw)
        except ValueError:
            return None
        return held if digest(held) == event.data["result"] else None
    for sha256 in case.store.held():
        try:
            held = json.loads(case.store.content(sha256))
        except ValueError:
            continue
        if digest(held) == event.data["result"]:
            return held
    return None


def _figures(data: Any) -> Any:
    """A result without sentences, and without what version 0.1 did not hold."""
    if isinstance(data, dict):
        dropped = (*TEXTS, *LATER_KEYS)
        return {key: _figures(value) for key, value in data.items() if key not in dropped}
    return [_figures(item) for item in data] if isinstance(data, list) else data
