"""Old entry point, until chapters return blocks."""

from collections.abc import Mapping

from reportlab.graphics.shapes import Drawing

from wte_ppp.blocks import Waterfall
from wte_ppp.print.charts.draw import drawing
from wte_ppp.print.language import ENGLISH, Language


def waterfall_chart(
    steps: Mapping[str, float | None],
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 200.0,
    language: Language = ENGLISH,
) -> Drawing:
    """A waterfall, drawn."""
    return drawing(Waterfall("", title, unit, "", tuple(steps.items())), language, width, height)
