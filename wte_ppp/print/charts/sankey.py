"""Flow diagram of a balance: what goes in at the left, what comes out at the right."""

import math
from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Path, Rect

from wte_ppp.blocks import Sankey
from wte_ppp.messages import Message
from wte_ppp.print.charts.canvas import (
    DASHES,
    INK,
    LINE_HEIGHT,
    PALETTE,
    area_look,
    in_lines,
    label,
    said,
    shortened,
    tipped,
)
from wte_ppp.print.charts.plot import plot
from wte_ppp.print.language import Language

SLOT = LINE_HEIGHT + 4  # what a flow's label needs below its name: value and share
NODE_WIDTH = 14.0
TEXT = 0.27  # of the width, on either side
CLOSED_WITHIN = 0.005  # of the total; rounding of printed values stays below it


def sankey(chart: Sankey, language: Language, width: float, height: float) -> Drawing:
    """Balance of energy or mass as bands whose thickness is the flow; shares are of the inputs."""
    sides = (chart.inputs, chart.outputs)
    for name, value in (*chart.inputs, *chart.outputs):
        if value < 0:
            raise ValueError(
                f"{said(name, language)}: got {value:g}; expected 0 or more. Move it across."
            )
    drawn = [[v if math.isfinite(v) else 0.0 for _, v in side] for side in sides]
    sums = [sum(side) for side in drawn]
    total = max(sums)
    text_width = TEXT * width
    names = [[in_lines(said(name, language), text_width, 2) for name, _ in side] for side in sides]
    slots = [[SLOT + LINE_HEIGHT * len(lines) for lines in side] for side in names]
    # Bands and labels fit when every label has its slot beside the bands' own thickness.
    room = max(height - 54, max(sum(side) for side in slots) + 30)
    scale = _scale(drawn, slots, room)
    frame = plot(chart, language, (width, 0.0), below=20.0, above=4.0, inner=room)
    node = (width - NODE_WIDTH) / 2
    middle, unit = frame.bottom + room / 2, frame.say(chart.unit)
    index = 0
    for side, tips in (
        (0, (text_width + 8, node)),
        (1, (width - text_width - 8, node + NODE_WIDTH)),
    ):
        thickness = [value * scale for value in drawn[side]]
        inner = middle + sums[side] * scale / 2
        places = _places(thickness, slots[side], room)
        x, anchor = (text_width + 2, "end") if side == 0 else (width - text_width - 2, "start")
        for (_, value), lines, thick, place in zip(
            sides[side], names[side], thickness, places, strict=True
        ):
            y = frame.bottom + place
            share = 100 * value / sums[0] if sums[0] > 0 else math.nan
            amount = _amount(language, value, share)
            if thick > 0:
                band = _band(tips[0], y, tips[1], inner - thick / 2, thick)
                band.fillColor = area_look(index).colour
                band.strokeDashArray = DASHES[index // len(PALETTE) % len(DASHES)]
                tip = f"{' '.join(lines)}: {amount} {unit}"
                frame.drawing.add(tipped(band, tip))
            index += 1
            inner -= thick
            first = y + (len(lines) * LINE_HEIGHT) / 2 - 3.5
            for at, text in enumerate([*lines, amount]):
                frame.drawing.add(label(x, first - at * LINE_HEIGHT, text, anchor))
    frame.drawing.add(
        Rect(node, middle - total * scale / 2, NODE_WIDTH, max(total * scale, 1.0),
             fillColor=INK, strokeColor=INK, strokeWidth=0.3)
    )  # fmt: skip
    closing = _closing(language, sums, unit)
    frame.drawing.add(label(width / 2, 4, shortened(closing, width - 8), "middle"))
    return frame.drawing


def _amount(language: Language, value: float, share: float) -> str:
    shown = language.quantity(value)
    return f"{shown} ({language.quantity(share, 2)} %)" if math.isfinite(share) else shown


def _closing(language: Language, sums: Sequence[float], unit: str) -> str:
    """Both sides of the balance, and by how much it is open."""
    inflow, out = sums
    if abs(inflow - out) <= CLOSED_WITHIN * max(sums):
        text = Message("In {given}, out {out} {unit}", given=inflow, out=out, unit=unit)
    else:
        text = Message(
            "In {given}, out {out} {unit}; the balance is open by {open_by}",
            given=inflow, out=out, unit=unit, open_by=inflow - out,
        )  # fmt: skip
    return said(text, language)


def _places(thickness: Sequence[float], slots: Sequence[float], room: float) -> list[float]:
    """Middles of the flows from the top down, each with room for its label."""
    needed = [max(slot, thick + 4) for slot, thick in zip(slots, thickness, strict=True)]
    gap = max(0.0, room - sum(needed)) / (len(needed) + 1)
    middles, y = [], room
    for slot in needed:
        y -= gap
        middles.append(y - slot / 2)
        y -= slot
    return middles


def _scale(
    flows: Sequence[Sequence[float]], slots: Sequence[Sequence[float]], room: float
) -> float:
    """Points a unit of flow, as many as leave every label its slot on both sides."""
    total = max(sum(side) for side in flows)
    if total <= 0:
        return 0.0
    low, high = 0.0, room / total
    for _ in range(40):
        scale = (low + high) / 2
        needed = max(
            sum(max(slot, value * scale + 4) for value, slot in zip(values, widths, strict=True))
            for values, widths in zip(flows, slots, strict=True)
        )
        low, high = (scale, high) if needed <= room else (low, scale)
    return low


def _band(x_out: float, y_out: float, x_in: float, y_in: float, thickness: float) -> Path:
    """A band of even thickness that bends from its label to the middle."""
    bend = (x_out + x_in) / 2
    half = thickness / 2
    band = Path(strokeColor=INK, strokeWidth=0.3)
    band.moveTo(x_out, y_out + half)
    band.curveTo(bend, y_out + half, bend, y_in + half, x_in, y_in + half)
    band.lineTo(x_in, y_in - half)
    band.curveTo(bend, y_in - half, bend, y_out - half, x_out, y_out - half)
    band.closePath()
    return band
