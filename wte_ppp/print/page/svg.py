"""A drawing of the report as SVG within a page."""

import re

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing


def svg_of(drawing: Drawing, name: str) -> str:
    """Drawing as an SVG element for HTML.

    Parameters
    ----------
    drawing
        Of the report.
    name
        Makes its identifiers its own among the drawings of a page.

    Returns
    -------
    str
        Text in it is escaped. It fills the width of its place; its letters are the page's.
    """
    text = str(renderSVG.drawToString(drawing))
    element = text[text.index("<svg") :]
    element = re.sub(r"<(title|desc)>.*?</\1>", "", element, flags=re.DOTALL)
    element = re.sub(r'\b(id="|url\(#)', rf"\g<1>{name}-", element)
    element = re.sub(r"font-family: [^;]*;", "", element)
    return re.sub(r'<svg width="[^"]*" height="[^"]*"', '<svg aria-hidden="true"', element, count=1)
