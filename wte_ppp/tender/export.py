"""A case as a folder that anybody can check without this library."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files as package_files
from pathlib import PurePosixPath

from wte_ppp.tender.adoption import RESULTS
from wte_ppp.tender.docket import Docket
from wte_ppp.tender.kept_closed import kept_closed

RECORD, FILES, NAMES, WITHHELD = "record.jsonl", "files", "names.json", "withheld.json"
ENDING = re.compile(r"\.[A-Za-z0-9_-]{1,20}")
CHECKERS = ("check_record.py", "check_signatures.py")


def exported(case: Docket) -> dict[str, bytes]:
    """Content by name of the folder.

    Parameters
    ----------
    case
        As it stands.

    Returns
    -------
    dict[str, bytes]
        record.jsonl, one event a line; each recorded file under its SHA-256 with its ending;
        names.json, which says what each is called in the case; check_record.py and
        check_signatures.py, which need Python alone; and the tender file and results under their
        own names. Envelopes that stay closed are left out; withheld.json has each by its SHA-256,
        with what it is called and why.
    """
    events = case.progress.events
    names: dict[str, list[str]] = {}
    for event in events:
        for name, sha256 in event.files.items():
            if name not in names.setdefault(sha256, []):
                names[sha256].append(name)
    held_back = kept_closed(events)
    content = {
        f"{FILES}/{sha256}{_ending(called[0])}": case.store.content(sha256)
        for sha256, called in names.items()
        if sha256 not in held_back
    }
    if held_back:
        content[WITHHELD] = _text(
            {sha256: {"names": names[sha256], "reason": reason}
             for sha256, reason in held_back.items()}
        )  # fmt: skip
    content[RECORD] = "".join(f"{line}\n" for line in case.store.lines()).encode(
        "utf-8", "surrogatepass"
    )
    content[NAMES] = _text(names)
    for checker in CHECKERS:
        content[checker] = package_files("wte_ppp.tender").joinpath(checker).read_bytes()
    return {**_latest(case), **content}


def _latest(case: Docket) -> dict[str, bytes]:
    """The tender file in force and the last results, as they are written beside the case."""
    latest: dict[str, bytes] = {}
    for event in case.progress.events:
        for name, sha256 in event.files.items():
            path = PurePosixPath(name)
            if name == "tender.yaml":
                latest[name] = case.store.content(sha256)
            elif name.startswith(f"results/{event.seq}-"):
                result = path.name.partition("-")[2]
                # A forged record may name what is a path elsewhere.
                if result in RESULTS.values():
                    latest[result] = case.store.content(sha256)
    return latest


def _ending(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    return suffix if ENDING.fullmatch(suffix) else ""


def _text(names: Mapping[str, object]) -> bytes:
    return (json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
