"""Check an exported tender record with Python alone: python check_record.py [FOLDER] [HASH ...].

FOLDER holds record.jsonl and files/. Each HASH is one that you hold from minutes or a receipt; it
must be the hash of some event. Proven: no event and no file was changed, removed or put in between
since the last hash that you hold. Not proven: who wrote the events (check_signatures.py looks at
that), and what came after your hash. Envelopes in withheld.json stay closed, each for the reason
given there, and lie with the buyer alone: who may see them holds them against their hash there.
"""

import hashlib
import json
import sys
from pathlib import Path


def check(folder: Path, held: list[str]) -> list[str]:
    """What is wrong with the record; empty if nothing is."""
    faults, previous, wanted, seen = [], "0" * 64, set(), []
    stored = {path.name.partition(".")[0]: path for path in (folder / "files").iterdir()}
    lines = (folder / "record.jsonl").read_bytes().split(b"\n")
    if lines.pop() != b"":
        faults.append("record.jsonl: the last line has no end")
    for number, line in enumerate(lines, start=1):
        event = json.loads(line)
        stated, _ = event.pop("hash"), event.pop("signature", None)
        text = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != stated:
            faults.append(f"event {number}: changed after it was written")
        if event["prev"] != previous or event["seq"] != number:
            faults.append(f"event {number}: does not follow the one before")
        previous = stated
        seen.append(stated)
        wanted |= set(event["files"].values())
    kept_back = folder / "withheld.json"
    withheld = json.loads(kept_back.read_bytes()) if kept_back.is_file() else {}
    for sha256 in sorted(wanted):
        if sha256 not in stored and sha256 in withheld:
            print(f"file {sha256}: withheld: {withheld[sha256]['reason']}")
        elif sha256 not in stored:
            faults.append(f"file {sha256}: missing")
        elif hashlib.sha256(stored[sha256].read_bytes()).hexdigest() != sha256:
            faults.append(f"file {sha256}: changed")
    faults += [f"file {name}: no event names it" for name in sorted(set(stored) - wanted)]
    for value in held:
        if not any(event.startswith(value.lower()) and len(value) >= 16 for event in seen):
            faults.append(f"hash {value}: of no event; entries are missing or were rewritten")
    print(f"{len(seen)} events, {len(wanted)} files; last hash {previous}")
    return faults


if __name__ == "__main__":
    place, hashes = (sys.argv[1:2] or ["."])[0], sys.argv[2:]
    problems = check(Path(place), hashes)
    print("\n".join(problems) or "nothing was changed")
    sys.exit(bool(problems))
