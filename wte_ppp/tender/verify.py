"""Prove that nothing was changed since: the chain, the files, and the results computed anew."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wte_ppp._version import __version__
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.messages import Message
from wte_ppp.tender.case import Case
from wte_ppp.tender.record import Event, digest, faults_of_chain, read_record
from wte_ppp.tender.written import award_data, technical_data, written

KEPT = ("received", "panel")
RESULTS = {"frozen": "technical.json", "award_proposed": "award.json"}
TEXTS = ("reason", "promised", "how", "open")


@dataclass(frozen=True)
class Verification:
    """What was proved: counts, the last hash, every difference found, and what to know of it."""

    events: int
    files: int
    results: int
    head: str
    problems: tuple[Problem, ...]
    notes: tuple[Message, ...] = ()


def verify(
    folder: str | Path, *, head: str | None = None, profiles: str | Path | None = None
) -> Verification:
    """Check a case against its own record.

    Parameters
    ----------
    folder
        Of the case.
    head
        Last hash as written in the minutes; without it lines cut off at the end go unseen.
    profiles
        Folder with profiles of the user's own.

    Returns
    -------
    Verification
        With all problems at once.

    Raises
    ------
    DocumentError
        If there is no record.
    """
    place = Path(folder)
    problems = faults_of_chain(place)
    if problems:
        return Verification(0, 0, 0, "", tuple(problems))
    events = read_record(place)
    if not events:
        found = "no record"
        raise DocumentError((Problem(str(place), None, "", found, "a case", "run tender open"),))
    last = events[-1].hash
    if head is not None and not (len(head) >= 16 and last.startswith(head.lower())):
        action = "lines are missing at the end, or the hash is of another moment"
        problems.append(Problem(str(place), len(events), "head", last, head, action))
    files = {name: sha256 for event in events for name, sha256 in event.files.items()}
    problems += _files(place, files)
    if problems:
        return Verification(len(events), len(files), 0, last, tuple(problems))
    results = 0
    notes: list[Message] = []
    last_of = {event.what: event.seq for event in events}
    try:
        case = Case(place, profiles=profiles)
        for event in events:
            if event.what in RESULTS:
                results += 1
                different, older = _result(case, event, last_of[event.what] == event.seq)
                problems += different
                notes += older
    except DocumentError as error:
        problems += error.problems
    if problems and events[0].data.get("version") != __version__:
        # Another version of this library may compute otherwise; say so before anyone is accused.
        theirs, action = str(events[0].data.get("version")), "verify with that version as well"
        problems.append(Problem(str(place), 1, "version", __version__, theirs, action))
    return Verification(len(events), len(files), results, last, tuple(problems), tuple(notes))


def _files(place: Path, files: dict[str, str]) -> list[Problem]:
    faults = []
    for name, sha256 in files.items():
        try:
            now = hashlib.sha256((place / name).read_bytes()).hexdigest()
        except OSError as error:
            now = error.strerror or "not readable"
        if now != sha256:
            action = "restore the file"
            faults.append(Problem(str(place / name), None, "sha256", now, sha256, action))
    for folder in KEPT:
        for path in sorted((place / folder).rglob("*")):
            if path.is_file() and path.relative_to(place).as_posix() not in files:
                stray, allowed = "a file without a line in the record", "recorded files alone"
                faults.append(Problem(str(path), None, "", stray, allowed, "who put it there?"))
    return faults


def _result(case: Case, event: Event, last: bool) -> tuple[list[Problem], list[Message]]:
    """Differences between a recorded result, its file and the same computed anew; notes."""
    path = case.folder / RESULTS[event.what]
    # What came later may lead to another result; it does not undo this one.
    then = case.as_of(event)
    data: dict[str, Any]
    if event.what == "award_proposed":
        data = award_data(then.result(event.data["lots"]))
    else:
        data = technical_data(then.technical())
    recorded, problems = event.data["result"], []
    if digest(data) != recorded:
        note = _older(path, event, data, last)
        if note is not None:
            return [], [note]
        found, action = digest(data), "results do not follow from the recorded files"
        problems.append(Problem(str(case.folder), event.seq, event.what, found, recorded, action))
    if last and (not path.is_file() or path.read_text(encoding="utf-8") != written(data)):
        found, allowed = "a result file that was changed", "the recorded result"
        problems.append(Problem(str(path), None, "", found, allowed, "write it anew"))
    return problems, []


def _older(path: Path, event: Event, data: dict[str, Any], last: bool) -> Message | None:
    """Note on a result of a version that held sentences as bare text; else None.

    Its file carries the recorded hash, and its figures are those computed now: only our own wording
    is another one.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        of_texts = all(isinstance(finding["reason"], str) for finding in held["findings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not of_texts:
        return None
    if not last:
        # Its file was replaced by the next; what the record itself holds of it must agree.
        outcome = [key for key in ("winner", "passed") if key in event.data]
        if any(data[key] != event.data[key] for key in outcome):
            return None
        return Message(
            "Event {event} ({what}) was recorded by an earlier version and its result file was "
            "replaced later: its outcome is the same now; its points cannot be compared.",
            event=event.seq, what=event.what,
        )  # fmt: skip
    if digest(held) != event.data["result"] or _figures(held) != _figures(data):
        return None
    return Message(
        "Event {event} ({what}) was recorded by an earlier version: its file is unchanged and all "
        "figures are the same now; sentences are worded otherwise today.",
        event=event.seq, what=event.what,
    )  # fmt: skip


def _figures(data: Any) -> Any:
    """A result without sentences."""
    if isinstance(data, dict):
        return {key: _figures(value) for key, value in data.items() if key not in TEXTS}
    return [_figures(item) for item in data] if isinstance(data, list) else data
