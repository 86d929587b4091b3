"""The words of what is shown, for tests of what a reader is told."""

from collections.abc import Iterator
from typing import Any


def words_of(node: Any) -> str:
    """Every word of some blocks, a line each."""
    return "\n".join(map(str, _words(node)))


def _words(node: Any) -> Iterator[Any]:
    if isinstance(node, (tuple, list)):
        for item in node:
            yield from _words(item)
    elif hasattr(node, "__dataclass_fields__") and not hasattr(node, "by"):
        for name in node.__dataclass_fields__:
            yield from _words(getattr(node, name))
    else:
        yield node
