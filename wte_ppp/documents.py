"""Files people write: safe YAML with line numbers, and the problems found in them."""

import codecs
import difflib
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from wte_ppp.plain_files import plain_bytes

# libyaml where PyYAML was built with it, as its wheels are: ten times as fast.
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST_FILE_BYTES = 1_000_000
DEEPEST_NESTING = 30
LONGEST_SHOWN = 200
_SEPARATORS = {";": "semicolons", "\t": "tabs"}

# The core schema of YAML 1.2.2 (section 10.3.2) without octal and hexadecimal numbers.
_WORDS: dict[str, bool | None] = {word: None for word in ("", "~", "null", "Null", "NULL")} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """One problem of an input: where it is, what was given, what is expected, what to do."""

    path: str | None
    line: int | None
    field: str
    found: str
    allowed: str
    action: str

    def __str__(self) -> str:
        file = ":".join(str(part) for part in (self.path, self.line) if part not in (None, ""))
        place = ": ".join(part for part in (file, self.field) if part)
        parts = (place, self.found, self.allowed, self.action)
        where, got, expected, action = (printable(part) for part in parts)
        if action:
            end = "" if action.endswith((".", "?", "!")) else "."
            action = f" {action[0].upper()}{action[1:]}{end}"
        return f"{where}: got {got}; expected {expected}.{action}"


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


def read_document(path: str | Path, *, bare: bool = False) -> Document:
    """Read a YAML file that a person wrote.

    Parameters
    ----------
    path
        UTF-8, at most 1 MB, one document with a mapping at the top; no aliases, no tags.
    bare
        Whether it may hold comments alone.

    Returns
    -------
    Document
        Plain data; dates stay text.

    Raises
    ------
    DocumentError
        With each problem's line.
    """
    place = str(path)

    def refused(found: str, allowed: str, action: str) -> DocumentError:
        return DocumentError((Problem(place, None, "", found, allowed, action),))

    try:
        raw = plain_bytes(path, LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(reason, "a file that can be read", "check the path") from error
    if len(raw) > LARGEST_FILE_BYTES:
        raise refused("more than 1 MB", "at most 1 MB", "is this the right file?")
    return Document(place, {}, {}) if bare and is_bare(raw) else document_in(raw, place)


def is_bare(raw: bytes) -> bool:
    r"""Whether a file holds comments and nothing else, as one that is still to be filled.

    >>> is_bare(b"# nothing yet\n"), is_bare(b"a: 1\n"), is_bare(b"")
    (True, False, False)
    """
    lines = [line.strip() for line in raw.removeprefix(codecs.BOM_UTF8).splitlines()]
    return any(lines) and all(line[:1] in (b"", b"#") for line in lines)


def document_in(raw: bytes, name: str) -> Document:
    """The same from bytes; `name` is how problems call the file."""
    text = text_in(raw, name)
    builder = _Builder(name, yaml.parse(text, Loader=_PARSER))
    try:
        data = builder.document()
    except yaml.YAMLError as error:
        raise DocumentError([*builder.problems, _syntax(error, text, name)]) from error
    if builder.problems:
        raise DocumentError(builder.problems)
    return Document(name, data, builder.lines)


def text_in(raw: bytes, name: str) -> str:
    """Bytes as text; those that are not UTF-8 are told with their line."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = Problem(name, line, "", "bytes that are not UTF-8", "UTF-8", "save it as UTF-8")
        raise DocumentError((problem,)) from error


def _syntax(error: yaml.YAMLError, text: str, path: str) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        found, action = f"bad YAML: {error.problem}", "check indent, colons and quotes"
        return Problem(path, mark.line + 1 if mark else None, "", found, "valid YAML", action)
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, int(error.position)) + 1
        return Problem(path, line, "", "a control character", "printable text", "remove it")
    return Problem(path, None, "", "bad YAML", "valid YAML", "correct it")


class _Builder:
    """Turns parse events into plain data and notes the line of each path.

    No YAML constructor runs, so nothing in a file can build an object, expand an alias or change
    type behind its author's back, and all faults are found in one pass.
    """

    def __init__(self, path: str, events: Iterator[Any]) -> None:
        self.path = path
        self.events = events
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []

    def fault(self, event: Any, place: str, found: str, allowed: str, action: str) -> DocumentError:
        line = event.start_mark.line + 1
        self.problems.append(Problem(self.path, line, place, found, allowed, action))
        return DocumentError(self.problems)

    def document(self) -> dict[str, Any]:
        for event in self.events:
            if isinstance(event, DocumentStartEvent) and event.version is not None:
                self.fault(event, "", "a %YAML line", "none", "remove it")
            if not isinstance(event, NodeEvent):
                continue
            if not isinstance(event, MappingStartEvent):
                empty = isinstance(event, ScalarEvent) and not event.value
                kind = "a list" if isinstance(event, SequenceStartEvent) else "text without keys"
                found = "an empty file" if empty else kind
                raise self.fault(event, "", found, "keys with values", "see the examples")
            data: dict[str, Any] = self.value(event, "", 1)
            for later in self.events:
                if isinstance(later, DocumentStartEvent):
                    found = "a second document (---)"
                    raise self.fault(later, "", found, "one document", "split the file")
            return data
        empty_file = Problem(self.path, 1, "", "an empty file", "keys with values", "fill it in")
        raise DocumentError([empty_file])

    def value(self, event: Any, place: str, depth: int) -> Any:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            found = "an alias or anchor (& or *)"
            self.fault(event, place, found, "plain values", "write the value out")
            if isinstance(event, AliasEvent):
                return None
        if event.tag is not None:
            self.fault(event, place, f"the tag {event.tag}", "plain values", "remove the tag")
        if isinstance(event, ScalarEvent):
            return self.scalar(event, place)
        if depth > DEEPEST_NESTING:
            found = f"more than {DEEPEST_NESTING} levels"
            raise self.fault(event, place, found, "fewer", "flatten the file")
        if isinstance(event, MappingStartEvent):
            return self.mapping(place, depth)
        return self.sequence(place, depth)

    def sequence(self, place: str, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            below = f"{place}.{len(items)}" if place else str(len(items))
            self.lines[below] = event.start_mark.line + 1
            items.append(self.value(event, below, depth + 1))
        return items

    def mapping(self, place: str, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            written = self.value(event, place, depth + 1)
            key = str(written)
            below = f"{place}.{key}" if place else key
            if not isinstance(written, str) or key == "<<":
                found = f"the key {written!r}"
                self.fault(event, below, found, "keys that are words", "put it in quotes")
            elif key in result:
                first = f"each key once (it is in line {self.lines[below]})"
                self.fault(event, below, "the key a second time", first, "remove one")
            self.lines.setdefault(below, event.start_mark.line + 1)
            result[key] = self.value(next(self.events), below, depth + 1)
        return result

    def scalar(self, event: Any, place: str) -> Any:
        text = str(event.value)
        if _UNPRINTABLE.search(text):
            self.fault(event, place, "a control code", "printable text", "remove it")
        if event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        number = bool(_INT.fullmatch(text) or _FLOAT.fullmatch(text))
        if _NOT_FINITE.fullmatch(text) or (number and not math.isfinite(float(text))):
            self.fault(event, place, text, "a finite number", "correct it")
            return None
        if _INT.fullmatch(text):
            return int(text)
        return float(text) if number else text


def printable(text: str, limit: int = LONGEST_SHOWN) -> str:
    r"""Text of any origin for one line of a terminal: no control characters, not too long.

    Examples
    --------
    >>> printable("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    safe = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


def separator_fault(path: str | Path, line: int, heads: Sequence[str]) -> Problem | None:
    """Whether a CSV is separated by something else than commas, as Excel does in many countries.

    Parameters
    ----------
    path, line
        Of the heads.
    heads
        As read with commas.

    Returns
    -------
    Problem | None
        What to do about it.

    Examples
    --------
    >>> separator_fault("m.csv", 1, ["period;hours"]).found
    'columns separated by semicolons'
    """
    mark = next(
        (separator for separator in _SEPARATORS if len(heads) == 1 and separator in heads[0]), None
    )
    if mark is None:
        return None
    found = f"columns separated by {_SEPARATORS[mark]}"
    action = "save as CSV with commas, numbers with a point"
    return Problem(str(path), line, "", found, "columns separated by commas", action)
