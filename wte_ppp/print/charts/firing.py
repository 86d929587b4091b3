"""Old entry point, until chapters return blocks."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from wte_ppp.blocks import FiringDiagram
from wte_ppp.print.charts.draw import drawing
from wte_ppp.print.language import ENGLISH, Language


@dataclass(frozen=True)
class FiringLimits:
    """Limits of one line."""

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
    height: float = 260.0,
    language: Language = ENGLISH,
) -> Drawing:
    """A firing diagram, drawn."""
    chart = FiringDiagram(
        "", title, "", "", limits.highest_t_per_h, limits.highest_mw, limits.lowest_t_per_h,
        limits.lowest_mw, limits.lhv_min, limits.lhv_max, limits.overload, tuple(waste.items()),
    )  # fmt: skip
    return drawing(chart, language, width, height)
