"""The firing diagram of one furnace line: its limits, and the waste that it gets."""

import math
from collections.abc import Sequence

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine
from reportlab.lib.colors import HexColor, white

from wte_ppp.blocks import FiringDiagram, Words
from wte_ppp.messages import Message
from wte_ppp.plant.firing import firing_diagram, throughput_t_per_h
from wte_ppp.print.charts.canvas import (
    INK,
    LINE_COLOURS,
    LINE_HEIGHT,
    PALETTE,
    SIZE,
    Look,
    in_lines,
    label,
    said,
    stroke,
    tipped,
)
from wte_ppp.print.charts.plot import HALF_LETTER, Plot, Scale, entries, plot
from wte_ppp.print.language import Language
from wte_ppp.print.text import width_of
from wte_ppp.print.typefaces import REGULAR

AREA = Look(PALETTE[3])
OVERLOAD = Look(PALETTE[1], line=True, dash=(4, 2), width=1.0)
EQUAL_LHV = Look(HexColor("#8f8f8f"), line=True, width=0.8)
MW_PER_LINE = 1 / 3.6  # t/h times MJ/kg
WIDEST_NAMES = 0.34  # of the width


def firing(chart: FiringDiagram, language: Language, width: float, height: float) -> Drawing:
    """Heat over throughput with the area in which a line runs without support.

    Each waste stands where the line burns as much of it as it can; its name stands at the right,
    no two on each other.
    """
    m_end, q_end = 1.2 * chart.highest_t_per_h, 1.25 * chart.highest_mw
    names = [_named(name, lhv, language) for name, lhv in chart.wastes]
    limits = [_value(lhv, language) for lhv in (chart.lhv_min_mj_per_kg, chart.lhv_max_mj_per_kg)]
    widest = max(width_of(text, REGULAR, SIZE) for text in (*names, *limits))
    right = min(widest + 14, WIDEST_NAMES * width)
    words = (
        Message("Continuous operation"),
        Message("Short-term overload"),
        Message("Lines of equal LHV"),
    )
    frame = plot(
        chart, language, (width, height), entries(words, (AREA, OVERLOAD, EQUAL_LHV), language),
        up=(0.0, q_end), below=2 * LINE_HEIGHT + 10, right=right, above=LINE_HEIGHT + 8,
        unit=said(chart.unit or Message("Heat input per line, MW"), language),
    )  # fmt: skip
    across = frame.across(0.0, m_end, said(Message("Throughput per line, t/h"), language))
    _regions(frame, across, chart, language)
    edges = (across.high, frame.up.high)
    places = [
        _equal_lhv(frame, across, lhv, edges)
        for lhv in (chart.lhv_min_mj_per_kg, chart.lhv_max_mj_per_kg)
    ]
    beside = [
        (y, x, text, EQUAL_LHV)
        for (x, y), text in zip(places, limits, strict=True)
        if x > frame.right - 1
    ]
    for (x, y), text in zip(places, limits, strict=True):
        if x <= frame.right - 1:
            frame.drawing.add(label(x, y + 3, text, "middle"))
    for at, ((_, lhv), text) in enumerate(zip(chart.wastes, names, strict=True)):
        look = Look(LINE_COLOURS[at % len(LINE_COLOURS)], line=True, width=0.5)
        m = float(throughput_t_per_h(lhv, chart.highest_t_per_h, chart.highest_mw))
        beside.append((frame.up(m * lhv * MW_PER_LINE), across(m), text, look))
    _names(frame, beside, right - 10)
    return frame.drawing


def _value(lhv: float, language: Language) -> str:
    return f"{language.quantity(lhv)} MJ/kg"


def _named(name: Words, lhv: float, language: Language) -> str:
    return f"{said(name, language)} {language.quantity(lhv)}"


def _regions(frame: Plot, across: Scale, chart: FiringDiagram, language: Language) -> None:
    """Areas of continuous operation and of overload."""
    for overload, look in ((chart.overload, OVERLOAD), (1.0, AREA)):
        corners = firing_diagram(
            mechanical_t_per_h=overload * chart.highest_t_per_h,
            thermal_mw=overload * chart.highest_mw,
            mechanical_min_t_per_h=chart.lowest_t_per_h,
            thermal_min_mw=chart.lowest_mw,
            lhv_min_mj_per_kg=chart.lhv_min_mj_per_kg,
            lhv_max_mj_per_kg=chart.lhv_max_mj_per_kg,
        )
        flat = [at for m, q in corners for at in (across(m), frame.up(q))]
        if look.line:
            frame.drawing.add(PolyLine([*flat, *flat[:2]], **stroke(look)))
            continue
        area = Polygon(flat, fillColor=look.colour, strokeColor=INK, strokeWidth=0.9)
        shown = (f"{language.quantity(m)} t/h, {language.quantity(q)} MW" for m, q in corners)
        frame.drawing.add(tipped(area, "; ".join(shown)))


def _equal_lhv(
    frame: Plot, across: Scale, lhv: float, edges: tuple[float, float]
) -> tuple[float, float]:
    """Draw the line of one heating value from the origin; return where it meets the edge."""
    m = min(edges[0], edges[1] / (lhv * MW_PER_LINE))
    x, y = across(m), frame.up(m * lhv * MW_PER_LINE)
    frame.drawing.add(Line(across(0.0), frame.up(0.0), x, y, **stroke(EQUAL_LHV)))
    return x, y


def _names(frame: Plot, points: Sequence[tuple[float, float, str, Look]], room: float) -> None:
    """Points with their names at the right edge, from the top down, and what joins them."""
    free = math.inf
    rest = sum(len(in_lines(text, room, 2)) for _, _, text, _ in points) * LINE_HEIGHT
    for y, x, text, look in sorted(points, key=lambda point: (-point[0], point[1])):
        lines = in_lines(text, room, 2)
        # Not over the name above, and with room below for those to come.
        drawn = max(min(y, free), frame.bottom - LINE_HEIGHT + rest)
        rest -= len(lines) * LINE_HEIGHT
        end = frame.right + 4
        frame.drawing.add(Line(x, y, end, drawn, **stroke(look)))
        if look is not EQUAL_LHV:
            dot = Circle(x, y, 3, fillColor=look.colour, strokeColor=white, strokeWidth=0.6)
            frame.drawing.add(tipped(dot, f"{text} MJ/kg"))
        for at, line in enumerate(lines):
            frame.drawing.add(label(end + 3, drawn - HALF_LETTER - at * LINE_HEIGHT, line))
        free = drawn - len(lines) * LINE_HEIGHT
