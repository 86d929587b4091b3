"""What a drawing shows, for the tests of charts."""

from collections.abc import Iterator

from reportlab.graphics.shapes import Drawing, Group, String, UserNode
from reportlab.pdfbase.pdfmetrics import stringWidth


def primitives(node: Group | UserNode, dx: float = 0.0, dy: float = 0.0) -> Iterator[tuple]:
    """Every shape that is drawn, widgets resolved, with the shift of the groups it stands in."""
    for child in node.contents:
        shape = child.provideNode() if isinstance(child, UserNode) else child
        if isinstance(shape, Group):
            yield from primitives(shape, dx + shape.transform[4], dy + shape.transform[5])
        else:
            yield shape, dx, dy


def shapes(drawing: Drawing, kind: type) -> list:
    """All shapes of a kind outside the legend, series by series."""
    outside = [child for child in drawing.contents if not isinstance(child, Group)]
    return [shape for shape, _, _ in primitives(Group(*outside)) if isinstance(shape, kind)]


def strings(drawing: Drawing) -> list[tuple]:
    """Every text with its box: (text, left, bottom, right, top)."""
    found = []
    for shape, dx, dy in primitives(drawing):
        if isinstance(shape, String):
            width = stringWidth(shape.text, shape.fontName, shape.fontSize)
            shift = {"start": 0.0, "middle": width / 2, "end": width}[shape.textAnchor]
            left, bottom = shape.x - shift + dx, shape.y + dy
            found.append((shape.text, left, bottom, left + width, bottom + 0.7 * shape.fontSize))
    return found
