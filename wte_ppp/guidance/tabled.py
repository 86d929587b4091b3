"""Rows of a table that no situation reaches, and situations that a table leaves out."""

import itertools
import math
from collections.abc import Iterator, Sequence

from wte_ppp.documents import Problem
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.places import at, dated_values
from wte_ppp.guidance.table_rows import Span
from wte_ppp.guidance.tables import Table

OTHER = "any other word"
MOST_SITUATIONS = 20_000


def unreached(layer: Layer) -> Iterator[Problem]:
    """Rows that those above leave nothing to, and holes between the bands of a table."""
    for rule_id, _, place, dated in dated_values(layer):
        table = dated.value
        if not isinstance(table, Table):
            continue
        field = f"values.{place}.value.table"
        points = {name: _points(table, name) for name in table.by}
        if math.prod(map(len, points.values())) > MOST_SITUATIONS:
            continue
        reached: set[int] = set()
        holes: list[dict[str, float | str]] = []
        for situation in itertools.product(*points.values()):
            given = dict(zip(points, situation, strict=True))
            fits = next((one for one, row in enumerate(table.rows) if row.fits(given)), None)
            if fits is not None:
                reached.add(fits)
            elif OTHER not in situation and _between(table, given):
                holes.append(given)
        for row in sorted(set(range(len(table.rows))) - reached):
            found, allowed = (
                "a row that those above leave nothing to",
                "rows that each hold somewhere",
            )
            action = "move it up, or remove it"
            yield at(layer, rule_id, f"{field}.rows.{row}", found, allowed, action)
        if holes and "otherwise" not in table.model_fields_set:
            where = ", ".join(f"{name} = {value}" for name, value in holes[0].items())
            found, allowed = f"no row for {where}", "a row for all between the outermost bounds"
            action = "widen a row, or write 'otherwise'; null says that nothing holds there"
            yield at(layer, rule_id, field, found, allowed, action)


def _points(table: Table, name: str) -> Sequence[float | str]:
    """Words of a key and any other; or its bounds, what lies between them, and beyond."""
    words = table.words(name)
    if words:
        return (*words, OTHER)
    edges = {edge for span in _spans(table, name) for edge in (span.low, span.high)}
    bounds = sorted(edge for edge in edges if edge is not None)
    middles = [(low + high) / 2 for low, high in itertools.pairwise(bounds)]
    return (bounds[0] - 1.0, *bounds, *middles, bounds[-1] + 1.0)


def _spans(table: Table, name: str) -> Iterator[Span]:
    for row in table.rows:
        yield from (key for one, key in row.keys if one == name and isinstance(key, Span))


def _between(table: Table, given: dict[str, float | str]) -> bool:
    """Whether bands reach beyond the situation on both sides, in every key that is a number."""
    return all(
        any(span.low is None or span.low < value for span in _spans(table, name))
        and any(span.high is None or span.high > value for span in _spans(table, name))
        for name, value in given.items()
        if isinstance(value, float)
    )
