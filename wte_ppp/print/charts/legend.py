"""The legend of a chart: the library's own has one font for all names."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.graphics.shapes import Group, Line

from wte_ppp.print.charts.canvas import LINE_HEIGHT, SIZE, key, label, shortened
from wte_ppp.print.text import printable, width_of
from wte_ppp.print.typefaces import REGULAR

KEY, KEY_GAP, COLUMN_GAP = 16.0, 6.0, 14.0


class Row(NamedTuple):
    """A series as the library's chart takes it; without a name it stays out of the legend."""

    name: str | None
    values: Sequence[float | None]
    style: dict[str, Any]


def legend_places(
    rows: Sequence[Row], width: float
) -> tuple[list[tuple[Row, str, float, float]], float]:
    """Rows that have a name with its place from the lower left, and the height of all."""
    room = width - KEY - KEY_GAP
    named = [(row, shortened(printable(row.name), room)) for row in rows if row.name is not None]
    widest = max((width_of(text, REGULAR, SIZE) for _, text in named), default=0.0)
    step = KEY + KEY_GAP + widest + COLUMN_GAP
    columns = max(1, int((width + COLUMN_GAP) // step))
    lines = math.ceil(len(named) / columns)
    height = lines * (LINE_HEIGHT + 1)
    places = []
    for at, (row, text) in enumerate(named):
        column, line = divmod(at, lines)
        places.append((row, text, 8 + column * step, 4 + height - (line + 1) * (LINE_HEIGHT + 1)))
    return places, height + 4


def drawn_legend(places: Sequence[tuple[Row, str, float, float]]) -> Group:
    """Keys and names of the rows."""
    drawing = Group()
    for row, text, x, y in places:
        if row.style.get("isLine"):
            style = {k: row.style.get(k) for k in ("strokeColor", "strokeWidth", "strokeDashArray")}
            drawing.add(Line(x, y + 2.5, x + KEY, y + 2.5, **style))
            if "symbol" in row.style:
                drawing.add(_symbol_at(row.style["symbol"], x + KEY / 2, y + 2.5))
        elif row.style.get("fillColor") is not None:
            drawing.add(key(x, y, row.style["fillColor"]))
        drawing.add(label(x + KEY + KEY_GAP, y, text))
    return drawing


def _symbol_at(symbol: Any, x: float, y: float) -> Any:
    """The marker of a line at a place."""
    placed = symbol.clone()
    placed.x, placed.y = x, y
    return placed
