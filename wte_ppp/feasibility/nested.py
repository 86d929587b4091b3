"""Nested values of a study by dotted path."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from wte_ppp.feasibility.origin import Origin


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a nested mapping with its dotted path.

    Examples
    --------
    >>> list(leaves({"a": {"b": 1}, "c": [2, 3]}))
    [('a.b', 1), ('c', [2, 3])]
    """
    if isinstance(node, Mapping):
        for key, item in node.items():
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    else:
        yield path, node


def put(values: dict[str, Any], path: str, value: Any) -> None:
    """Put a copy of a value at a dotted path."""
    *parents, leaf = path.split(".")
    node = values
    for parent in parents:
        node = node.setdefault(parent, {})
    node[leaf] = copy.copy(value)


def merge(
    base: dict[str, Any], over: Mapping[str, Any], path: str, origins: dict[str, Origin]
) -> None:
    """Lay one nested mapping over another; what is replaced loses its origin."""
    for key, value in over.items():
        place = f"{path}.{key}" if path else str(key)
        below = base.get(key)
        if isinstance(value, Mapping) and isinstance(below, dict):
            merge(below, value, place, origins)
        else:
            base[key] = value
            for old in [
                origin for origin in origins if origin == place or origin.startswith(place + ".")
            ]:
                del origins[old]
