"""Changes of a YAML file that leave all else as its author wrote it.

No round trip through a YAML library keeps quotes, folded texts and widths as they are, so the file
is not written anew: only the characters of a touched key and its value are replaced.
"""

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from wte_ppp.documents import Document, DocumentError, Problem, document_in, is_bare

Path: TypeAlias = tuple[str | int, ...]
WIDTH = 96
BY_HAND = "change this place in the file by hand"


class YamlEdits:
    r"""Changes of one file, applied all at once.

    Parameters
    ----------
    raw, name
        The file, and how problems call it.

    Examples
    --------
    >>> edits = YamlEdits(b"a:\n  b: 1  # one\n  c: 'x'\n", "f.yaml")
    >>> edits.put(("a",), "b", 2.5)
    >>> print(edits.text(), end="")
    a:
      b: 2.5  # one
      c: 'x'
    """

    def __init__(self, raw: bytes, name: str) -> None:
        self.name = name
        written = raw.decode("utf-8")
        self.source = written.replace("\r\n", "\n")
        self._line_break = "\r\n" if "\r\n" in written else "\n"
        if self.source.replace("\n", self._line_break) != written:
            raise DocumentError(
                (Problem(name, None, "", "line ends of two kinds", "one kind", "save it anew"),)
            )
        self.data = {} if is_bare(raw) else copy.deepcopy(document_in(raw, name).data)
        self.root = yaml.compose(self.source, Loader=yaml.SafeLoader)
        self.spans: list[tuple[int, int, str]] = []
        self.inserted: list[tuple[list[Any], int, Mapping[str, Any]]] = []

    def put(self, path: Path, key: str, value: Any, *, after: str = "") -> None:
        """Set a key of the mapping at a path; a new one stands behind another, or last."""
        mapping, at = node_at(self.root, path), below(self.data, path)
        at[key] = value
        found = pair_of(mapping, key)
        if found is not None:
            if (text := scalar(found[1], value)) is not None:
                self.spans.append((found[1].start_mark.index, found[1].end_mark.index, text))
                return
            start, end = found[0].start_mark.index, self.end(found[1])
            self.spans.append((start, end, self.entry(mapping, key, value)))
            return
        behind = pair_of(mapping, after) or mapping.value[-1]
        end = self.end(behind[1])
        if mapping.flow_style:
            self.spans.append((end, end, ", " + self.entry(mapping, key, value)))
            return
        # What stands in the rest of the line belongs to what is there.
        end = self.source.find("\n", end) if "\n" in self.source[end:] else len(self.source)
        lead = "\n" + " " * mapping.start_mark.column
        self.spans.append((end, end, lead + self.entry(mapping, key, value)))

    def drop(self, path: Path, key: str) -> None:
        """Take a key away; in a line of its own with the comment of that line.

        In braces it is not the first, nor one of two.
        """
        mapping = node_at(self.root, path)
        found = pair_of(mapping, key)
        if found is None:
            return
        del below(self.data, path)[key]
        start, end = found[0].start_mark.index, self.end(found[1])
        if mapping.flow_style:
            start = self.end(mapping.value[mapping.value.index(found) - 1][1])
        else:
            first = self.source.rfind("\n", 0, start) + 1
            if not self.source[first:start].strip():
                start, end = first, self.line_end(end) + 1
        self.spans.append((start, end, ""))

    def line_end(self, place: int) -> int:
        """Where the line of a place ends."""
        end = self.source.find("\n", place)
        return len(self.source) if end < 0 else end

    def insert(self, path: Path, place: int, mapping: Mapping[str, Any]) -> None:
        """A new mapping in the list at a path, before the one that is at a place now."""
        listed = node_at(self.root, path)
        self.inserted.append((below(self.data, path), place, mapping))
        # A list may stand as far right as its key or farther; its marks are where the others are.
        column = listed.value[0].start_mark.column
        dash = self.source.rfind("-", 0, listed.value[0].start_mark.index)
        lead = dash - (self.source.rfind("\n", 0, dash) + 1)
        body = _block(mapping).splitlines()
        marked = [" " * lead + "-" + " " * (column - lead - 1) + body[0]]
        marked += [" " * column + line if line else line for line in body[1:]]
        last = listed.value[place - 1] if place else listed.value[0]
        if place:
            end = self.end(last)
            end = self.source.find("\n", end) if "\n" in self.source[end:] else len(self.source)
            self.spans.append((end, end, "\n" + "\n".join(marked)))
        else:
            start = self.source.rfind("\n", 0, dash) + 1
            self.spans.append((start, start, "\n".join(marked) + "\n"))

    def append(self, key: str, body: Mapping[str, Any], lead: str = "") -> None:
        """A new entry at the end of the file; `lead` are lines of comment above it."""
        self.data[key] = body
        end = len(self.source)
        blank = "\n" if self.source.endswith("\n") else "\n\n"
        self.spans.append((end, end, blank + lead + _block({key: body})))

    def text(self) -> str:
        """The file with all changes.

        Raises
        ------
        DocumentError
            If it would not read back as it should: the file is written in a way that cannot be
            changed in place.
        """
        text = self.source
        # From the end on; where one begins as something goes, what comes in stands before it.
        ordered = sorted(
            enumerate(self.spans),
            key=lambda one: (one[1][0], one[1][1] > one[1][0], one[0]),
            reverse=True,
        )
        for _, (start, end, new) in ordered:
            text = text[:start] + new + text[end:]
        for listed, place, mapping in sorted(self.inserted, key=lambda one: one[1], reverse=True):
            listed.insert(place, dict(mapping))
        self.inserted = []
        text = text.replace("\n", self._line_break)
        self._refuse_other(text)
        return text

    def _refuse_other(self, text: str) -> None:
        try:
            read: Document | None = document_in(text.encode("utf-8"), self.name)
        except DocumentError:
            read = None
        if read is None or read.data != self.data:
            found, allowed = "a way of writing that cannot be changed in place", "block style"
            raise DocumentError((Problem(self.name, None, "", found, allowed, BY_HAND),))

    def entry(self, mapping: Any, key: str, value: Any) -> str:
        """A key with its value, as it stands in a mapping."""
        if mapping.flow_style:
            flow: str = yaml.safe_dump(
                {key: value}, default_flow_style=True, allow_unicode=True, width=10**6
            )
            return flow.strip()[1:-1]
        lines = _block({key: value}).splitlines()
        lead: str = "\n" + " " * mapping.start_mark.column
        return lead.join(lines)

    def end(self, node: Any) -> int:
        """Where a value's own characters end; a block runs on to what stands below it."""
        while node.value and not isinstance(node, yaml.ScalarNode) and not node.flow_style:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        return len(self.source[: node.end_mark.index].rstrip())


class Lines(dict[str, Any]):
    """A mapping whose keys stand in lines of their own, however short it is."""


class _Dumper(yaml.SafeDumper):
    """Innermost mappings and lists in one line, but for dated values and what holds others."""

    def represent_mapping(self, tag: Any, mapping: Any, flow_style: Any = None) -> Any:
        """A node in one line or in several."""
        node = super().represent_mapping(tag, mapping, flow_style)
        leaf = all(isinstance(value, yaml.ScalarNode) for _, value in node.value)
        node.flow_style = leaf and not isinstance(mapping, Lines) and "from" not in mapping
        return node

    def represent_sequence(self, tag: Any, sequence: Any, flow_style: Any = None) -> Any:
        """A list of words in one line."""
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = all(isinstance(value, yaml.ScalarNode) for value in node.value)
        return node


_Dumper.add_representer(Lines, yaml.SafeDumper.represent_dict)


def _block(mapping: Mapping[str, Any]) -> str:
    """A mapping as lines, its innermost lists and mappings in one line each."""
    text: str = yaml.dump(
        Lines(mapping), Dumper=_Dumper, allow_unicode=True, width=WIDTH, sort_keys=False
    )
    return text


def scalar(node: Any, value: Any) -> str | None:
    """A single value as it stands in place of another, with its quotes; None where it cannot."""
    if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">") or not node.value:
        return None
    if isinstance(value, (dict, list)) or (isinstance(value, str) and "\n" in value):
        return None
    if isinstance(value, str) and node.style == '"':
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and node.style == "'":
        return "'" + value.replace("'", "''") + "'"
    text: str = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10**6)
    return text.strip()[1:-1]


def node_at(node: Any, path: Path) -> Any:
    """The node of a composed file at a path."""
    for part in path:
        node = node.value[part] if isinstance(part, int) else pair_of(node, part)[1]  # type: ignore[index]
    return node


def pair_of(mapping: Any, key: str) -> Sequence[Any] | None:
    """Nodes of a key and its value in a mapping; None where it is not there."""
    return next((pair for pair in mapping.value if pair[0].value == key), None)


def below(data: Any, path: Path) -> Any:
    """What data hold at a path."""
    for part in path:
        data = data[part]
    return data
