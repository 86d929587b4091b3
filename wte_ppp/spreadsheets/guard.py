"""One guard around all foreign parsers: whatever happens in one file is that file's fault alone.

Files are opened by a child process with a limit on time, and on memory where the system has one
(Linux, macOS; on Windows the sizes are checked and the time is limited, not the memory).
"""

import atexit
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wte_ppp.files import in_temporary_folder
from wte_ppp.plain_files import plain_bytes
from wte_ppp.spreadsheets.safety import LARGEST_BYTES, fault, looked_at
from wte_ppp.spreadsheets.workbook import Cell, Remark, Workbook, column_letters

SECONDS = 20.0
LETTERS = {"xlsx": "x", "ods": "o", "xls": "s"}
MOST_KEPT = 64
LONGEST_ANSWER = 20_000_000
_lock = threading.Lock()
_read: dict[str, Any] = {}


def read_workbook(path: str | Path) -> Workbook:
    """Read the values of an .xlsx, .ods or .xls file that may be hostile or mangled.

    Parameters
    ----------
    path
        At most 10 MB, 50 MiB unpacked; the first 2,000 rows and 50 columns of each sheet are read.

    Returns
    -------
    Workbook
        Days are text as YYYY-MM-DD; formulas give the value that was stored with them.

    Raises
    ------
    DocumentError
        If it is no such file, too large, or carries macros or links to other files.
    """
    place = str(path)
    try:
        raw = plain_bytes(path, LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise fault(place, found, "a file that can be read") from None
    return workbook_in(raw, place)


def workbook_in(raw: bytes, name: str) -> Workbook:
    """The same from bytes; `name` is how faults call the file."""
    return workbook_of(*looked_at(raw, name), name)


def workbook_of(kind: str, safe: bytes, name: str) -> Workbook:
    """The same of a file that `looked_at` has seen: its kind, and what of it a reader may get."""
    if kind not in LETTERS:
        raise fault(name, "no Excel workbook", "an .xlsx file")
    content = _content(LETTERS[kind], safe, name)
    if "fault" in content:
        raise fault(name, str(content["fault"])[:120], f"an .{kind} file")
    sheets = {
        sheet: tuple(_row(sheet, number, row) for number, row in enumerate(rows, 1))
        for sheet, rows in content["sheets"].items()
    }
    names = dict(_names(content["names"], sheets))
    remarks = tuple(Remark(*remark) for remark in content["remarks"])
    return Workbook(name, sheets, names, remarks, kind != "xls")


def _row(sheet: str, number: int, row: list[list[Any]]) -> tuple[Cell, ...]:
    return tuple(
        Cell(f"{sheet}!{column_letters(column)}{number}", *cell)
        for column, cell in enumerate(row, 1)
    )


def _names(names: Mapping[str, str], sheets: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    """Defined names that point to one cell of a sheet that was read."""
    places = {cell.place: cell for rows in sheets.values() for row in rows for cell in row}
    for name, target in names.items():
        sheet, _, cell = target.replace("$", "").rpartition("!")
        sheet = sheet.strip("'")
        if sheet in sheets:
            place = f"{sheet}!{cell}"
            yield name, places.get(place, Cell(place, None))


def _content(letter: str, raw: bytes, name: str) -> Any:
    """What the child made of a file; the same bytes are read once in a process."""
    key = letter + hashlib.sha256(raw).hexdigest()
    with _lock:
        if key not in _read:
            while len(_read) >= MOST_KEPT:
                _read.pop(next(iter(_read)))
            _read[key] = _asked(letter, raw, name)
        return _read[key]


class _Child:
    """A process that reads one file after the other until it fails at one."""

    def __init__(self) -> None:
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
        with in_temporary_folder():
            self.errors = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wte_ppp.spreadsheets.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
            env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        self.late, self.long, self.owner = False, False, os.getpid()

    def ask(self, request: bytes) -> bytes | None:
        """Its answer; None if it crashed or took too long."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        timer = threading.Timer(SECONDS, self._stop)
        timer.start()
        try:
            self.process.stdin.write(len(request).to_bytes(8, "big") + request)
            self.process.stdin.flush()
            size = int.from_bytes(self.process.stdout.read(8), "big")
            self.long = size > LONGEST_ANSWER
            answer = b"" if self.long else self.process.stdout.read(size)
            return answer if answer and len(answer) == size else None
        except OSError:
            return None
        finally:
            timer.cancel()

    def _stop(self) -> None:
        self.late = True
        self.process.kill()

    def end(self) -> str:
        """End it; why it failed, in a few words."""
        self.process.kill()
        self.process.communicate()
        code = self.process.returncode
        self.errors.seek(0)
        told = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        self.errors.close()
        if self.late:
            return f"it took more than {SECONDS:g} seconds"
        if self.long:
            return f"more than {LONGEST_ANSWER:,} bytes of text in its cells"
        if told:
            return told[-1][:100]
        return f"the program that reads it crashed (signal {-code})"


_children: list[_Child] = []


def _asked(letter: str, raw: bytes, name: str) -> Any:
    # A process that was forked from ours must not talk into our child's pipes.
    mine = [child for child in _children if child.owner == os.getpid()]
    if not mine or mine[0].process.poll() is not None:
        _children[:] = [_Child()]
    child = _children[0]
    answer = child.ask(letter.encode() + raw)
    if answer is None:
        _children.clear()
        return {"fault": child.end()}
    try:
        return json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise fault(name, str(error)[:120], "a workbook") from None


def _close() -> None:
    for child in _children:
        if child.owner == os.getpid():
            child.end()
    _children.clear()


atexit.register(_close)
