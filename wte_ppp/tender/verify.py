"""Prove that nothing was changed since: the chain, the files, and the results computed anew."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wte_ppp._version import __version__
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.tender.award import award
from wte_ppp.tender.case import Case
from wte_ppp.tender.record import Event, digest, faults_of_chain, read_record
from wte_ppp.tender.written import award_data, technical_data, written

KEPT = ("received", "panel")
RESULTS = {"frozen": "technical.json", "award_proposed": "award.json"}


@dataclass(frozen=True)
class Verification:
    """What was proved: counts, the last hash, and every difference found."""

    events: int
    files: int
    results: int
    head: str
    problems: tuple[Problem, ...]


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
    try:
        case = Case(place, profiles=profiles)
        for event in events:
            if event.what in RESULTS:
                results += 1
                problems += _result(case, event)
    except DocumentError as error:
        problems += error.problems
    if problems and events[0].data.get("version") != __version__:
        # Another version of this library may compute otherwise; say so before anyone is accused.
        theirs, action = str(events[0].data.get("version")), "verify with that version as well"
        problems.append(Problem(str(place), 1, "version", __version__, theirs, action))
    return Verification(len(events), len(files), results, last, tuple(problems))


def _files(place: Path, files: dict[str, str]) -> list[Problem]:
    found = []
    for name, sha256 in files.items():
        try:
            now = hashlib.sha256((place / name).read_bytes()).hexdigest()
        except OSError as error:
            now = error.strerror or "not readable"
        if now != sha256:
            action = "restore the file"
            found.append(Problem(str(place / name), None, "sha256", now, sha256, action))
    for folder in KEPT:
        for path in sorted((place / folder).rglob("*")):
            if path.is_file() and path.relative_to(place).as_posix() not in files:
                stray, allowed = "a file without a line in the record", "recorded files alone"
                found.append(Problem(str(path), None, "", stray, allowed, "who put it there?"))
    return found


def _result(case: Case, event: Event) -> list[Problem]:
    """Differences between a recorded result, its file and the same computed anew."""
    name = RESULTS[event.what]
    technical = case.technical()
    data: dict[str, Any] = technical_data(technical)
    if event.what == "award_proposed":
        envelopes, prices = case.envelopes(), case.prices()
        lots = dict(event.data["lots"])
        decisions = case.progress.decisions()
        data = award_data(
            award(case.tender, technical, envelopes, prices, decisions=decisions, lots=lots)
        )
    problems = []
    if digest(data) != event.data["result"]:
        found, allowed = digest(data), event.data["result"]
        action = "results do not follow from the recorded files"
        problems.append(Problem(str(case.folder), event.seq, event.what, found, allowed, action))
    path = case.folder / name
    if not path.is_file() or path.read_text(encoding="utf-8") != written(data):
        found, allowed = "a result file that was changed", "the recorded result"
        problems.append(Problem(str(path), None, "", found, allowed, "write it anew"))
    return problems
