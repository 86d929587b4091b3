"""A case of version 0.1, a folder with a record of lines, taken over into a case file."""

import hashlib
from pathlib import Path

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.plain_files import plain_bytes
from wte_ppp.tender.record import events_of
from wte_ppp.tender.store import LARGEST_FILE, CaseFile

RECORD = "record.jsonl"
LARGEST_RECORD = 50_000_000
# Results stood beside the record then; each line held the hash of what was computed.
RESULTS = {"frozen": "technical.json", "award_proposed": "award.json"}


def adopted(folder: Path, file: Path) -> None:
    """Make the case file of a folder of version 0.1: its lines as they are, and all their files.

    Raises
    ------
    DocumentError
        If there is no such record, it is broken, or a recorded file is missing or changed; nothing
        is written then.
    """
    lines = lines_of(folder)
    events, faults = events_of(lines, str(folder / RECORD))
    if faults:
        raise DocumentError(faults)
    contents: dict[str, bytes] = {}
    for event in events:
        for name, sha256 in event.files.items():
            if sha256 in contents:
                continue
            try:
                raw = plain_bytes(folder / name, LARGEST_FILE + 1)
            except (OSError, ValueError) as error:
                raw, problem = b"", getattr(error, "strerror", None) or "not readable"
            else:
                problem = "a file changed after it was recorded"
            if hashlib.sha256(raw).hexdigest() == sha256:
                contents[sha256] = raw
            else:
                action = "restore the file"
                faults.append(Problem(str(folder / name), None, "", problem, sha256, action))
    if faults:
        raise DocumentError(faults)
    for name in RESULTS.values():
        if (folder / name).is_file():
            raw = (folder / name).read_bytes()
            contents[hashlib.sha256(raw).hexdigest()] = raw
    CaseFile.create(file, lines, contents).close()


def lines_of(folder: Path) -> list[str]:
    """Lines of the record in a folder.

    Raises `DocumentError` if there is none.
    """
    path = folder / RECORD

    def fault(found: str, allowed: str, action: str) -> DocumentError:
        return DocumentError((Problem(str(path), None, "", found, allowed, action),))

    if not path.is_file():
        raise DocumentError(
            (Problem(str(folder), None, "", "no case", "an opened case", "run tender open"),)
        )
    if path.stat().st_size > LARGEST_RECORD:
        raise fault("a record of more than 50 MB", "less", "is it the right file?")
    try:
        text = path.read_bytes().decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise fault(f"no UTF-8 at byte {error.start}", "a record", "restore it") from None
    lines = text.split("\n")
    if lines.pop() != "":
        raise fault("a last line without its end", "whole lines", "restore the record")
    return lines
