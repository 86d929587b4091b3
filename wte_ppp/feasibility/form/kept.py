"""What of a study's file no cell of its form shows."""

from collections.abc import Iterator, Mapping
from typing import Any

from wte_ppp.feasibility.form.inputs import Path, Table
from wte_ppp.feasibility.form.stated import columns_at, filled, place_of


def kept(data: Mapping[str, Any]) -> Iterator[Path]:
    """Places of a study's file that stay as they are: no cell of the form shows them."""
    covered: set[Path] = {("schema",)}
    for part in filled(data):
        entries = [(slot.asked.path, slot.entry) for slot in part.slots]
        if isinstance(part.part, Table):
            for row in part.rows:
                asked = columns_at(part.part, row.path)
                entries += [
                    (one.path, entry) for one, entry in zip(asked, row.entries, strict=True)
                ]
        covered |= {place_of(data, path) for path, entry in entries if not entry.kept}
    yield from _uncovered(data, (), covered)


def _uncovered(node: Any, path: Path, covered: set[Path]) -> Iterator[Path]:
    if path in covered:
        return
    below: list[tuple[str | int, Any]] = []
    if isinstance(node, Mapping):
        below = [*node.items()]
    elif isinstance(node, list):
        below = [*enumerate(node)]
    if not any(place[: len(path)] == path for place in covered) or not below:
        yield path
        return
    for key, value in below:
        yield from _uncovered(value, (*path, key), covered)
