"""The firing diagram of one line as a drawing: its limits, and the waste that it gets."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.graphics.charts.axes import XValueAxis, YValueAxis
from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine
from reportlab.lib.colors import HexColor, white

from wte_ppp.plant.firing import firing_diagram, throughput_t_per_h
from wte_ppp.print.charts.canvas import (
    INK,
    LINE_HEIGHT,
    PALETTE,
    SIZE,
    add_heading,
    label,
    shortened,
)
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.text import printable
from wte_ppp.print.typefaces import REGULAR, register_fonts

AREA, OVERLOAD, RAY = PALETTE[3], PALETTE[1], HexColor("#8f8f8f")
LEFT, BOTTOM, RIGHT, TOP = 44.0, 34.0, 74.0, 14.0
MW_PER_RAY = 1 / 3.6


@dataclass(frozen=True)
class FiringLimits:
    """Limits of one line: t/h, MW and MJ/kg; overload as a share of full load, 1.1 for 110 %."""

    highest_t_per_h: float
    highest_mw: float
    lowest_t_per_h: float
    lowest_mw: float
    lhv_min: float
    lhv_max: float
    overload: float


def firing_chart(
    limits: FiringLimits,
    waste: Mapping[str, float],
    title: str,
    width: float = 480.0,
    height: float = 300.0,
    language: Language = ENGLISH,
) -> Drawing:
    """Draw throughput against heat with the region in which a line runs without support.

    Parameters
    ----------
    limits
        Of one line.
    waste
        Heating value [MJ/kg] by name, such as low, reference and high quality; each is drawn where
        the line burns as much of it as it can.
    title
        Of the drawing.
    width, height
        In points.
    language
        Of numbers and of our own words.

    Returns
    -------
    Drawing
        With the overload region dashed, and rays of the lowest and highest heating value.

    Raises
    ------
    ValueError
        If no throughput meets all limits.

    Examples
    --------
    >>> limits = FiringLimits(20.0, 40.0, 14.0, 28.0, 5.4, 9.0, 1.1)
    >>> drawing = firing_chart(limits, {"reference": 7.2}, "Firing diagram")
    >>> [one.text for one in drawing.contents if "reference" in getattr(one, "text", "")]
    ['reference 7.20']
    """
    register_fonts()
    drawing = Drawing(width, height, initialFontName=REGULAR)
    m_end, q_end = 1.2 * limits.highest_t_per_h, 1.25 * limits.highest_mw
    across, up = _axes(width, height, m_end, q_end)
    for region, overload in ((limits.overload, True), (1.0, False)):
        corners = firing_diagram(
            mechanical_t_per_h=region * limits.highest_t_per_h,
            thermal_mw=region * limits.highest_mw,
            mechanical_min_t_per_h=limits.lowest_t_per_h,
            thermal_min_mw=limits.lowest_mw,
            lhv_min_mj_per_kg=limits.lhv_min,
            lhv_max_mj_per_kg=limits.lhv_max,
        )
        flat = [at for m, q in corners for at in (across.scale(m), up.scale(q))]
        if overload:
            closed = [*flat, *flat[:2]]
            drawing.add(PolyLine(closed, strokeColor=OVERLOAD, strokeDashArray=(4, 2)))
        else:
            drawing.add(Polygon(flat, fillColor=AREA, strokeColor=INK, strokeWidth=0.9))
    for lhv in (limits.lhv_min, limits.lhv_max):
        _ray(drawing, (across, up), lhv, (m_end, q_end), language)
    drawing.add(across)
    drawing.add(up)
    _waste(drawing, (across, up), limits, waste, language)
    below = language.say("Throughput of one line, t/h")
    drawing.add(label(LEFT + (width - LEFT - RIGHT) / 2, 6, below, "middle"))
    legend = language.say("MW heat input of one line; dashed: short overload; rays: MJ/kg")
    add_heading(drawing, title, legend)
    return drawing


def _axes(width: float, height: float, m_end: float, q_end: float) -> tuple[XValueAxis, YValueAxis]:
    across, up = XValueAxis(), YValueAxis()
    across.setPosition(LEFT, BOTTOM, width - LEFT - RIGHT)
    up.setPosition(LEFT, BOTTOM, height - BOTTOM - TOP)
    for axis, end in ((across, m_end), (up, q_end)):
        axis.valueMin, axis.valueMax = 0, end
        axis.labels.fontName, axis.labels.fontSize = REGULAR, SIZE
        axis.strokeWidth = 0.6
    across.configure([[(0, 0), (m_end, 0)]])
    up.configure([[(0, 0), (0, q_end)]])
    return across, up


def _ray(
    drawing: Drawing,
    axes: tuple[XValueAxis, YValueAxis],
    lhv: float,
    ends: tuple[float, float],
    language: Language,
) -> None:
    """Add the line of one heating value from the origin to the edge of the plot, with its value."""
    across, up = axes
    m = min(ends[0], ends[1] / (lhv * MW_PER_RAY))
    x, y = across.scale(m), up.scale(m * lhv * MW_PER_RAY)
    drawing.add(Line(across.scale(0), up.scale(0), x, y, strokeColor=RAY, strokeWidth=0.6))
    drawing.add(label(x + 3, y - 2, language.quantity(lhv)))


def _waste(
    drawing: Drawing,
    axes: tuple[XValueAxis, YValueAxis],
    limits: FiringLimits,
    waste: Mapping[str, float],
    language: Language,
) -> None:
    """Add a point for each waste, with its name at the right edge, no two names on each other."""
    across, up = axes
    places = []
    for index, (name, lhv) in enumerate(waste.items()):
        m = float(throughput_t_per_h(lhv, limits.highest_t_per_h, limits.highest_mw))
        x, y = across.scale(m), up.scale(m * lhv * MW_PER_RAY)
        colour = PALETTE[(0, 4, 2, 1)[index % 4]]
        places.append((y, x, f"{printable(name)} {language.quantity(lhv)}", colour))
    free = float("inf")
    for y, x, text, colour in sorted(places, key=lambda one: (-one[0], one[1])):
        drawn = min(y, free - LINE_HEIGHT)
        free = drawn
        end = across.scale(1.1 * limits.highest_t_per_h)
        drawing.add(Line(x, y, end, drawn, strokeColor=colour, strokeWidth=0.5))
        drawing.add(Circle(x, y, 3, fillColor=colour, strokeColor=white, strokeWidth=0.6))
        drawing.add(label(end + 2, drawn - 2.5, shortened(text, RIGHT + 24)))
