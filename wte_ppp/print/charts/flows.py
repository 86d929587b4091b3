"""Flow diagram of a balance: what goes in at the left, what comes out at the right."""

import math
from collections.abc import Mapping

from reportlab.graphics.shapes import Drawing, Path, Rect

from wte_ppp.print.charts.canvas import INK, LINE_HEIGHT, PALETTE, add_heading, label, shortened
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.text import printable
from wte_ppp.print.typefaces import REGULAR, register_fonts

SLOT = 2 * LINE_HEIGHT + 4  # a flow's label has two lines: name, then value and share
NODE_WIDTH = 14.0
CLOSED_WITHIN = 0.005  # of the total; rounding of printed values stays below it


def _slots(thickness: list[float], room: float) -> list[float]:
    """Return the middles of the flows from the top down, each with room for its label."""
    needed = [max(SLOT, one + 4) for one in thickness]
    gap = max(0.0, room - sum(needed)) / (len(needed) + 1)
    middles, y = [], room
    for slot in needed:
        y -= gap
        middles.append(y - slot / 2)
        y -= slot
    return middles


def _scale(inputs: list[float], outputs: list[float], room: float) -> float:
    """Return points a unit of flow, as many as leave every label its slot on both sides."""
    total = max(sum(inputs), sum(outputs))
    if total <= 0:
        return 0.0
    low, high = 0.0, room / total
    for _ in range(40):
        scale = (low + high) / 2
        need = max(sum(max(SLOT, v * scale + 4) for v in side) for side in (inputs, outputs))
        low, high = (scale, high) if need <= room else (low, scale)
    return low


def _band(x_out: float, y_out: float, x_in: float, y_in: float, thickness: float) -> Path:
    """Return a band of even thickness that bends from its label to the middle."""
    bend = (x_out + x_in) / 2
    half = thickness / 2
    band = Path(strokeColor=INK, strokeWidth=0.3)
    band.moveTo(x_out, y_out + half)
    band.curveTo(bend, y_out + half, bend, y_in + half, x_in, y_in + half)
    band.lineTo(x_in, y_in - half)
    band.curveTo(bend, y_in - half, bend, y_out - half, x_out, y_out - half)
    band.closePath()
    return band


def flow_diagram(
    inputs: Mapping[str, float],
    outputs: Mapping[str, float],
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 260.0,
    language: Language = ENGLISH,
) -> Drawing:
    """Balance of energy or mass as bands whose thickness is the flow.

    Parameters
    ----------
    inputs, outputs
        Flows by label, none negative; NaN is drawn as not defined.
    title, unit
        What is balanced, in which unit.
    width, height
        In points; many flows make the drawing taller.
    language
        Of numbers and of our own words.

    Returns
    -------
    Drawing
        Shares are of the inputs' sum. A balance that does not close within 0.5 % says so.

    Raises
    ------
    ValueError
        When a flow is negative.

    Examples
    --------
    >>> drawing = flow_diagram({"Waste": 50.0}, {"Power": 12.0, "Losses": 38.0}, "Energy", "MW")
    >>> [shape.text for shape in drawing.contents if "%" in getattr(shape, "text", "")]
    ['50.0 (100 %)', '12.0 (24 %)', '38.0 (76 %)']
    """
    for name, value in [*inputs.items(), *outputs.items()]:
        if value < 0:
            raise ValueError(f"{name}: found {value:g}, allowed 0 or more, do: move it across")
    register_fonts()
    quantity = language.quantity
    drawn = [[v if math.isfinite(v) else 0.0 for v in side.values()] for side in (inputs, outputs)]
    sums = [sum(side) for side in drawn]
    total = max(sums)
    most = max(len(inputs), len(outputs), 1)
    # Bands and labels fit when every label has its slot beside the bands' own thickness.
    room = max(height - 54, most * SLOT + 30)
    scale = _scale(drawn[0], drawn[1], room)

    drawing = Drawing(width, room + 24, initialFontName=REGULAR)
    text_width = 0.27 * width
    node = (width - NODE_WIDTH) / 2
    base = 20.0
    middle = base + room / 2
    for side, flows, tips in (
        (0, inputs, (text_width + 8, node)),
        (1, outputs, (width - text_width - 8, node + NODE_WIDTH)),
    ):
        thickness = [value * scale for value in drawn[side]]
        inner = middle + sums[side] * scale / 2
        places = _slots(thickness, room)
        for index, ((name, value), thick) in enumerate(zip(flows.items(), thickness, strict=True)):
            y = base + places[index]
            band = _band(tips[0], y, tips[1], inner - thick / 2, thick)
            # Outputs start elsewhere in the palette: an input does not turn into its neighbour.
            band.fillColor = PALETTE[(index + 2 * side + 1) % len(PALETTE)]
            if thick > 0:
                drawing.add(band)
            inner -= thick
            x, anchor = (text_width + 2, "end") if side == 0 else (width - text_width - 2, "start")
            drawing.add(label(x, y + 2, shortened(printable(name), text_width), anchor))
            share = f" ({quantity(100 * value / sums[0], 2)} %)" if sums[0] > 0 else ""
            drawing.add(label(x, y - 9, quantity(value) + share, anchor))
    drawing.add(
        Rect(
            node,
            middle - total * scale / 2,
            NODE_WIDTH,
            max(total * scale, 1.0),
            fillColor=INK,
            strokeColor=INK,
            strokeWidth=0.3,
        )
    )
    said = {"given": quantity(sums[0]), "out": quantity(sums[1]), "unit": printable(unit)}
    closing = language.say("In {given}, out {out} {unit}", **said)
    if abs(sums[0] - sums[1]) > CLOSED_WITHIN * total:
        open_by = quantity(sums[0] - sums[1])
        closing += language.say("; the balance is open by {open_by}", open_by=open_by)
    add_heading(drawing, title, unit)
    drawing.add(label(width / 2, 4, shortened(closing, width - 8), "middle"))
    return drawing
