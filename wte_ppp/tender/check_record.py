"""Check an exported tender record with Python alone: python check_record.py [FOLDER] [HASH ...].

FOLDER holds record.jsonl and files/. Each HASH is one that you hold from minutes or a receipt; it
must be the hash of some event. Proven: no event and no file was changed, removed or put in between
since the last hash that you hold. Not proven: who wrote the events (check_signatures.py looks at
that), and what came after your hash. Envelopes in withheld.json stay closed, each for the reason
given there, and lie with the buyer alone: who may see them holds them against their hash there.
"""

import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

KINDS = {"seq": int, "prev": str, "hash": str, "files": dict}


def check(folder: Path, held: list[str]) -> list[str]:
    """What is wrong with the record; empty if nothing is."""
    events, faults = record(folder)
    previous, wanted, seen = "0" * 64, set(), []
    for number, event in enumerate(events, start=1):
        if event is None:
            faults.append(f"event {number}: an entry that is no event")
            previous = ""
            continue
        if event["prev"] != previous or event["seq"] != number:
            faults.append(f"event {number}: does not follow the one before")
        if event["changed"]:
            faults.append(f"event {number}: changed after it was written")
        previous = event["hash"]
        seen.append(previous)
        wanted |= set(event["files"].values())
    faults += files(folder, wanted)
    for value in held:
        if not any(event.startswith(value.lower()) and len(value) >= 16 for event in seen):
            faults.append(f"hash {value}: of no event; entries are missing or were rewritten")
    print(plain(f"{len(seen)} events, {len(wanted)} files; last hash {previous}"))
    return faults


def record(folder: Path) -> tuple[list[dict[str, Any] | None], list[str]]:
    """Events in their order, None for an entry that is none, and why they cannot be read."""
    path = folder / "record.jsonl"
    if path.exists() and not path.is_file():
        return [], ["record.jsonl: no file; give the folder that was exported"]
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        return [], [f"record.jsonl: {error.strerror}; give the folder that was exported"]
    faults = [] if lines.pop() == b"" else ["record.jsonl: the last line has no end"]
    return [event_of(line) for line in lines], faults


def event_of(line: bytes) -> dict[str, Any] | None:
    """What an event says of itself, and whether it was changed since; None if it is no event."""
    try:
        event = json.loads(line)
        read = {key: event[key] for key in KINDS}
        if any(type(read[key]) is not kind for key, kind in KINDS.items()):
            return None
        if not all(isinstance(sha256, str) for sha256 in read["files"].values()):
            return None
        # The text itself is the one that was hashed: sorted keys, no spaces, each key once.
        written = canonical(event) == line
        del event["hash"]
        event.pop("signature", None)
        hashed = hashlib.sha256(canonical(event)).hexdigest()
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return {**read, "changed": not written or hashed != read["hash"]}


def canonical(event: Any) -> bytes:
    """JSON of one form only."""
    text = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def files(folder: Path, wanted: set[str]) -> list[str]:
    """What is wrong with the recorded files."""
    faults, stored = [], set()
    try:
        paths = sorted((folder / "files").iterdir())
        withheld = reasons(folder / "withheld.json")
    except OSError as error:
        return [f"{Path(error.filename).name}: {error.strerror}"]
    except (ValueError, RecursionError):
        return ["withheld.json: no list of withheld files"]
    for path in paths:
        sha256 = path.name.partition(".")[0]
        stored.add(sha256)
        if sha256 not in wanted:
            faults.append(f"file {path.name}: no event names it")
        elif not path.is_file():
            faults.append(f"file {path.name}: no file")
        elif digest(path) != sha256:
            faults.append(f"file {sha256}: changed")
    for sha256 in sorted(wanted - stored):
        if sha256 in withheld:
            print(plain(f"file {sha256}: withheld: {withheld[sha256]}"))
        else:
            faults.append(f"file {sha256}: missing")
    return faults


def reasons(path: Path) -> dict[str, str]:
    """Why files are withheld, by SHA-256."""
    read = json.loads(path.read_bytes()) if path.is_file() else {}
    if not isinstance(read, dict):
        raise ValueError
    return {
        sha256: str(entry.get("reason", "") if isinstance(entry, dict) else "until prices are open")
        for sha256, entry in read.items()
    }


def digest(path: Path) -> str:
    """SHA-256 of a file of any size; why it cannot be read, if it cannot."""
    made = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while part := file.read(2**20):
                made.update(part)
    except OSError as error:
        return str(error.strerror)
    return made.hexdigest()


def plain(text: str) -> str:
    """Text without signs that could hide or move others on a screen."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    place, hashes = (sys.argv[1:2] or ["."])[0], sys.argv[2:]
    problems = check(Path(place), hashes)
    print("\n".join(map(plain, problems)) or "nothing was changed")
    sys.exit(bool(problems))
