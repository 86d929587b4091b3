"""Old entry point, until chapters return blocks."""

from collections.abc import Mapping

from reportlab.graphics.shapes import Drawing

from wte_ppp.blocks import Sankey
from wte_ppp.print.charts.draw import drawing
from wte_ppp.print.language import ENGLISH, Language


def flow_diagram(
    inputs: Mapping[str, float],
    outputs: Mapping[str, float],
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 200.0,
    language: Language = ENGLISH,
) -> Drawing:
    """A balance, drawn."""
    chart = Sankey("", title, unit, "", tuple(inputs.items()), tuple(outputs.items()))
    return drawing(chart, language, width, height)
