"""A YAML file that shall say other things: what differs is changed, all else stays as written."""

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, TypeAlias

import yaml

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.yaml_edits import BY_HAND, Path, YamlEdits, below, node_at, pair_of, scalar

# Keys of the mapping at a path, as they usually follow each other.
Order: TypeAlias = Callable[[Path], Sequence[str]]


class YamlTarget(YamlEdits):
    r"""Changes of one file towards other data.

    Examples
    --------
    >>> target = YamlTarget(b"a: 1  # one\nb: {c: 2}\n", "f.yaml")
    >>> target.become({"a": 1.5, "b": {"c": 2, "d": "x"}}, lambda path: ())
    >>> print(target.text(), end="")
    a: 1.5  # one
    b: {c: 2, d: x}
    """

    def become(self, data: Mapping[str, Any], order: Order) -> None:
        """Change all that differs from other data, and nothing else.

        Parameters
        ----------
        data
            What the file shall say.
        order
            Keys of the mapping at a path as they usually follow each other: a new one comes in
            behind those before it.

        Raises
        ------
        DocumentError
            If a comment would be lost that stands within what is changed.
        """
        self._mapping((), data, order)
        self.data, self.inserted = copy.deepcopy(dict(data)), []

    def _mapping(self, path: Path, wanted: Mapping[str, Any], order: Order) -> None:
        node, there = node_at(self.root, path), dict(below(self.data, path))
        gone = [key for key in there if key not in wanted]
        kept = [key for key in there if key in wanted]
        if gone and (node.flow_style or not kept):
            self._rewrite(path, node, there, wanted)
            return
        for key in gone:
            self.drop(path, key)
        usual = list(order(path))
        for key in (*kept, *_sorted([key for key in wanted if key not in there], usual)):
            if key not in there:
                before = usual[: usual.index(key)] if key in usual else usual
                behind = [other for other in kept if other in before] or kept
                self.put(path, key, wanted[key], after=behind[-1])
            elif there[key] != wanted[key]:
                self._value((*path, key), there[key], wanted[key], order)

    def _value(self, path: Path, there: Any, wanted: Any, order: Order) -> None:
        if isinstance(there, dict) and isinstance(wanted, dict) and there and wanted:
            self._mapping(path, wanted, order)
        elif isinstance(there, list) and isinstance(wanted, list) and there and wanted:
            self._sequence(path, there, wanted, order)
        elif (text := scalar(node := node_at(self.root, path), wanted)) is not None:
            self.spans.append((node.start_mark.index, node.end_mark.index, text))
        else:
            self._replace(path, wanted)

    def _sequence(self, path: Path, there: list[Any], wanted: list[Any], order: Order) -> None:
        node = node_at(self.root, path)
        if len(there) == len(wanted):
            for place, (one, other) in enumerate(zip(there, wanted, strict=True)):
                if one != other:
                    self._value((*path, place), one, other, order)
            return
        before, after = ([json.dumps(item) for item in listed] for listed in (there, wanted))
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
        mappings = all(isinstance(one, dict) for one in (*there, *wanted))
        if node.flow_style or not mappings or len({step[0] for step in steps}) > 1:
            self._replace(path, wanted)
            return
        for step, start, end, first, last in steps:
            if step == "insert":
                for mapping in wanted[first:last]:
                    self.insert(path, start, mapping)
            elif step == "delete":
                for item in node.value[start:end]:
                    dash = self.source.rfind("-", 0, item.start_mark.index)
                    line = self.source.rfind("\n", 0, dash) + 1
                    self.spans.append((line, self.line_end(self.end(item)) + 1, ""))
            else:
                self._replace(path, wanted)

    def _rewrite(self, path: Path, node: Any, there: Any, wanted: Mapping[str, Any]) -> None:
        """A mapping anew, what stays in it as it is written."""
        if not node.flow_style:
            self._replace(path, wanted)
            return
        self._guard(path)
        parts = []
        for key, value in wanted.items():
            found = pair_of(node, key)
            if found is not None and there[key] == value:
                parts.append(self.source[found[0].start_mark.index : found[1].end_mark.index])
            else:
                parts.append(self.entry(node, key, value))
        self.spans.append(
            (node.start_mark.index, node.end_mark.index, "{" + ", ".join(parts) + "}")
        )

    def _replace(self, path: Path, value: Any) -> None:
        """A value in place of another, with the key that it stands at."""
        while not isinstance(path[-1], str):
            value = [
                value if place == path[-1] else one
                for place, one in enumerate(below(self.data, path[:-1]))
            ]
            path = path[:-1]
        self._guard(path)
        self.put(path[:-1], path[-1], value)

    def _guard(self, path: Path) -> None:
        """Refuse to write over a comment, between a key and the end of its value."""
        node = node_at(self.root, path)
        key = (
            pair_of(node_at(self.root, path[:-1]), path[-1]) if isinstance(path[-1], str) else None
        )
        start = (node if key is None else key[0]).start_mark.index
        if any(start <= place < self.end(node) for place in self._comments):
            found = "a comment within what is changed"
            where = ".".join(map(str, path))
            raise DocumentError((Problem(self.name, None, where, found, "none there", BY_HAND),))

    @cached_property
    def _comments(self) -> tuple[int, ...]:
        """Where comments begin: in what lies between the tokens of the file."""
        places, end = [], 0
        for token in yaml.scan(self.source):
            between = self.source[end : token.start_mark.index]
            places += [end + place for place, sign in enumerate(between) if sign == "#"]
            end = max(end, token.end_mark.index)
        return tuple(places)


def _sorted(keys: Sequence[str], usual: Sequence[str]) -> list[str]:
    """Keys in the usual order, others behind."""
    places = {key: place for place, key in enumerate(usual)}
    return sorted(keys, key=lambda key: places.get(key, len(usual)))
