"""The legend of a chart: keys and names, as many on a line as fit."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.graphics.shapes import Group, Line

from wte_ppp.print.charts.canvas import (
    LINE_HEIGHT,
    SIZE,
    Look,
    add_all,
    box,
    label,
    point,
    shortened,
    stroke,
)
from wte_ppp.print.text import width_of
from wte_ppp.print.typefaces import REGULAR

KEY, KEY_GAP, ENTRY_GAP, SIDE = 16.0, 6.0, 14.0, 8.0
ROW = LINE_HEIGHT + 1


class Entry(NamedTuple):
    """A name and the look of what it names."""

    name: str
    look: Look


def legend(entries: Sequence[Entry], width: float) -> tuple[Group, float]:
    """Keys and names from the lower left of a drawing, and the height that they take."""
    group, places = Group(), []
    x, line = SIDE, 0
    for entry in entries:
        text = shortened(entry.name, width - 2 * SIDE - KEY - KEY_GAP)
        needed = KEY + KEY_GAP + width_of(text, REGULAR, SIZE)
        if x > SIDE and x + needed > width - SIDE:
            x, line = SIDE, line + 1
        places.append((x, line, text, entry.look))
        x += needed + ENTRY_GAP
    lines = line + 1 if places else 0
    for x, line, text, look in places:
        y = 4 + (lines - 1 - line) * ROW
        if look.line:
            group.add(Line(x, y + 2.5, x + KEY, y + 2.5, **stroke(look)))
            if look.marker is not None:
                group.add(point(x + KEY / 2, y + 2.5, look))
        else:
            add_all(group, box(x, y - 1.5, KEY, 7, look))
        group.add(label(x + KEY + KEY_GAP, y, text))
    return group, lines * ROW + 4 if lines else 0.0
