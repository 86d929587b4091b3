"""Files people write and files we write: safe YAML with line numbers, and atomic writing."""

import difflib
import math
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, DocumentStartEvent, Event, NodeEvent
from ruamel.yaml.reader import ReaderError

__all__ = [
    "Document",
    "DocumentError",
    "Problem",
    "did_you_mean",
    "read_document",
    "write_atomically",
    "write_folder",
]

LARGEST_FILE_BYTES = 1_000_000
DEEPEST_NESTING = 30
LONGEST_SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """One fault of an input: where it is, what was found, what is allowed, what to do."""

    path: str | None
    line: int | None
    field: str
    found: str
    allowed: str
    action: str

    def __str__(self) -> str:
        place = ":".join(
            str(part) for part in (self.path, self.line, self.field) if part not in (None, "")
        )
        parts = (_printable(part) for part in (place, self.found, self.allowed, self.action))
        return "{}: found {}, allowed {}, do {}".format(*parts)


class DocumentError(ValueError):
    """An input that cannot be used, with all its problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Document:
    """A file as plain Python data, with the line of each dotted path."""

    path: str
    data: dict[str, Any]
    lines: Mapping[str, int]

    def line_of(self, field: str) -> int | None:
        """Line of a dotted path, or of the nearest path above it."""
        while field:
            if field in self.lines:
                return self.lines[field]
            field = field.rpartition(".")[0]
        return None


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """The choice that is nearest in spelling, if any is near.

    Examples
    --------
    >>> did_you_mean("mandatroy", ["mandatory", "weight"])
    'mandatory'
    """
    close = difflib.get_close_matches(word, list(choices), n=1)
    return close[0] if close else None


def read_document(path: str | Path) -> Document:
    """Read a YAML file that a person wrote.

    Parameters
    ----------
    path
        UTF-8, at most 1 MB, one document with a mapping at the top; no aliases, no tags.

    Returns
    -------
    Document
        Plain data; dates stay text.

    Raises
    ------
    DocumentError
        With each problem's line.
    """
    text = _text(path)
    name = str(path)
    _refuse_unsafe(text, name)
    yaml = YAML(typ="rt", pure=True)
    yaml.Constructor = _Constructor
    try:
        node = yaml.load(text)
    except DuplicateKeyError as error:
        raise DocumentError((_duplicate(error, name),)) from error
    except YAMLError as error:
        raise DocumentError((_syntax(error, name),)) from error
    except ValueError as error:
        # A number with thousands of digits, or of a form that only looks like one.
        fault = Problem(name, None, "", f"bad YAML: {error}", "plain values", "quote the value")
        raise DocumentError((fault,)) from error
    if not isinstance(node, CommentedMap):
        found = "an empty file" if node is None else f"a {type(node).__name__}"
        raise DocumentError((Problem(name, 1, "", found, "keys with values", "see the examples"),))
    reader = _Plain(name)
    data = reader.plain(node, "")
    if reader.problems:
        raise DocumentError(reader.problems)
    return Document(name, data, reader.lines)


def _text(path: str | Path) -> str:
    place = str(path)

    def refused(found: str, allowed: str, action: str) -> DocumentError:
        return DocumentError((Problem(place, None, "", found, allowed, action),))

    try:
        with open(path, "rb") as file:
            raw = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(reason, "a file that can be read", "check the path") from error
    if len(raw) > LARGEST_FILE_BYTES:
        raise refused("more than 1 MB", "at most 1 MB", "is this the right file?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = Problem(place, line, "", "bytes that are not UTF-8", "UTF-8", "save it as UTF-8")
        raise DocumentError((problem,)) from error


def _refuse_unsafe(text: str, path: str) -> None:
    """Stop at aliases, tags, deep nesting and a second document before anything is built."""
    faults: list[Problem] = []
    depth = documents = 0

    def fault(event: Event, found: str, allowed: str, action: str) -> None:
        faults.append(Problem(path, event.start_mark.line + 1, "", found, allowed, action))

    try:
        for event in YAML(typ="rt", pure=True).parse(text):
            documents += isinstance(event, DocumentStartEvent)
            kind = type(event).__name__
            depth += kind.endswith(("MappingStartEvent", "SequenceStartEvent"))
            depth -= kind.endswith(("MappingEndEvent", "SequenceEndEvent"))
            if isinstance(event, AliasEvent) or (
                isinstance(event, NodeEvent) and event.anchor is not None
            ):
                fault(event, "an alias or anchor (& or *)", "plain values", "write the value out")
            elif getattr(event, "tag", None):
                fault(event, f"the tag {event.tag}", "plain values", "remove the tag")
            if depth > DEEPEST_NESTING:
                fault(event, f"more than {DEEPEST_NESTING} levels", "fewer", "flatten the file")
                break
            if documents > 1:
                fault(event, "a second document (---)", "one document", "split the file")
                break
    except RecursionError:
        faults.append(Problem(path, None, "", "deep nesting", "fewer levels", "flatten the file"))
    except YAMLError as error:
        faults.append(_syntax(error, path))
    if faults:
        raise DocumentError(faults)


def _syntax(error: YAMLError, path: str) -> Problem:
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        return Problem(
            path, line, "", f"bad YAML: {error.problem}", "valid YAML", "check indent and colons"
        )
    found = "a control character" if isinstance(error, ReaderError) else "bad YAML"
    return Problem(path, None, "", found, "valid YAML", "remove it")


def _duplicate(error: DuplicateKeyError, path: str) -> Problem:
    mark = error.problem_mark
    words = str(error.problem or "").split('"')
    key = words[1] if len(words) > 1 else ""
    line = mark.line + 1 if mark else None
    return Problem(path, line, key, "the key a second time", "each key once", "remove one")


class _Constructor(RoundTripConstructor):
    """Leaves dates as the text that was written: a month 13 is for the definition to refuse."""


_Constructor.add_constructor(
    "tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_yaml_str
)


class _Plain:
    """Turns round-trip nodes into plain data and notes the line of each path."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []

    def plain(self, node: Any, place: str) -> Any:
        if isinstance(node, CommentedMap):
            return self._mapping(node, place)
        if isinstance(node, CommentedSeq):
            items = []
            for index, item in enumerate(node):
                below = f"{place}.{index}" if place else str(index)
                self.lines[below] = node.lc.item(index)[0] + 1
                items.append(self.plain(item, below))
            return items
        if isinstance(node, bool) or node is None:
            return node
        if isinstance(node, int):
            return int(node)
        if isinstance(node, float):
            if not math.isfinite(node):
                self._problem(place, str(node), "a finite number", "correct it")
            return float(node)
        return str(node)

    def _mapping(self, node: CommentedMap, place: str) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, item in node.items():
            below = f"{place}.{key}" if place else str(key)
            self.lines[below] = node.lc.key(key)[0] + 1
            if not isinstance(key, str):
                self._problem(below, f"the key {key!r}", "keys that are words", "put it in quotes")
            result[str(key)] = self.plain(item, below)
        return result

    def _problem(self, place: str, found: str, allowed: str, action: str) -> None:
        line = self.lines.get(place)
        self.problems.append(Problem(self.path, line, place, found, allowed, action))


def _printable(text: str) -> str:
    """Text without control characters and not too long for one line."""
    safe = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
    return safe if len(safe) <= LONGEST_SHOWN else safe[: LONGEST_SHOWN - 1] + "…"


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path
        File to write or replace; its folder is made if missing.
    data
        Bytes, or text to be written as UTF-8.

    Raises
    ------
    OSError
        If the folder cannot be made or written; no part of the file is left.
    """
    write_folder(path.parent, {path.name: data})


def write_folder(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Write several files: all are written under other names before any gets its own.

    Parameters
    ----------
    folder
        Made if missing.
    files
        Content by file name.

    Raises
    ------
    OSError
        If the folder cannot be made or written; no part of a file is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: list[tuple[str, Path]] = []
    try:
        for name, data in files.items():
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
            waiting.append((temporary, folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(data.encode("utf-8") if isinstance(data, str) else data)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp makes the file private; give it the rights of a file written plainly.
            os.chmod(temporary, 0o666 & ~_umask())
        for temporary, final in waiting:
            os.replace(temporary, final)
    except BaseException:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
