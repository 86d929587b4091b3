"""Add an entry to a ledger file: its text grows at the end, and nothing else changes."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.files import one_writer, write_atomically
from wte_ppp.mrv.ledger import Ledger, read_ledger

ORDER = ("date", "kind", "vintage", "first", "last", "from_account", "to_account", "purpose", "use")


def add_entry(path: Path, entry: Mapping[str, Any]) -> Ledger:
    """Write a line more at the end of a ledger.

    Raises `DocumentError` if the ledger would not hold together, or another command is adding
    to it; then nothing is written.
    """
    read_ledger(path)  # A ledger at fault is told before a lock is laid beside it.
    with one_writer(path):
        return _added(path, entry)


def _added(path: Path, entry: Mapping[str, Any]) -> Ledger:
    before = read_ledger(path)
    text = path.read_text(encoding="utf-8-sig")
    fields = {name: entry[name] for name in ORDER if entry.get(name) not in (None, "")}
    # JSON's strings and numbers are YAML's.
    written = ", ".join(f"{name}: {json.dumps(value)}" for name, value in fields.items())
    grown = f"{text.rstrip()}\n  - {{{written}}}\n"
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_text(grown, encoding="utf-8")
        try:
            after = read_ledger(trial)
        except DocumentError as error:
            # The user's own file is meant, not the trial.
            raise DocumentError(
                replace(problem, path=str(path)) for problem in error.problems
            ) from None
    if len(after.chain) != len(before.chain) + 1 or not after.grew_from(before.chain[-1]):
        raise DocumentError(
            [Problem(str(path), None, "entries", "entries that are not last in the file",
                     "one a line, last", "move them there")]
        )  # fmt: skip
    write_atomically(path, grown)
    return after
