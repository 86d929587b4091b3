"""The risk matrix: probability upwards, impact to the right."""

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import HexColor, white

from wte_ppp.blocks import RiskMatrix
from wte_ppp.messages import Message
from wte_ppp.print.charts.canvas import (
    LINE_HEIGHT,
    SIZE,
    in_lines,
    label,
    said,
    shortened,
    tipped,
)
from wte_ppp.print.charts.plot import plot
from wte_ppp.print.language import Language
from wte_ppp.print.text import width_of
from wte_ppp.print.typefaces import REGULAR

CELLS = tuple(HexColor(code) for code in ("#d9e8d2", "#f6e7b8", "#efc9a5", "#dd9a91"))
CELL = 32.0


def risk_matrix(chart: RiskMatrix, language: Language, width: float, _: float) -> Drawing:
    """Fields of probability upwards and impact to the right, the numbers of risks in them."""
    names = [said(level, language) for level in chart.levels]
    side = max((width_of(name, REGULAR, SIZE) for name in names), default=0.0)
    side = min(side, 0.25 * width)
    left = side + 12
    count = max(1, len(names))
    slot = (width - left - 8) / count
    inside = {
        (up, across): in_lines(", ".join(map(str, numbers)), slot - 8, 5)
        for up, across, numbers in chart.cells
    }
    most = max((len(lines) for lines in inside.values()), default=1)
    cell = max(CELL, LINE_HEIGHT * most + 8)
    frame = plot(
        chart, language, (width, 0.0), below=2 * LINE_HEIGHT + 8, left=left, inner=cell * count
    )
    for row, probability in enumerate(names):
        y = frame.bottom + row * cell
        frame.drawing.add(label(left - 6, y + cell / 2 - 3, shortened(probability, side), "end"))
        for column, impact in enumerate(names):
            x = left + column * slot
            colour = CELLS[min(max(0, row + column - 1), len(CELLS) - 1)]
            field = Rect(x, y, slot, cell, fillColor=colour, strokeColor=white, strokeWidth=1)
            lines = inside.get((row, column), [])
            frame.drawing.add(tipped(field, f"{probability} / {impact}: {' '.join(lines)}"))
            first = y + cell / 2 - 3 + (len(lines) - 1) * LINE_HEIGHT / 2
            for at, text in enumerate(lines):
                frame.drawing.add(label(x + slot / 2, first - at * LINE_HEIGHT, text, "middle"))
    frame.categories([[shortened(name, slot - 4)] for name in names])
    frame.title_below(said(Message("Impact"), language), 1)
    return frame.drawing
