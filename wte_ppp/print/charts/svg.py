"""A drawing as SVG within a page: the page's own letters, and words on each mark."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.graphics.shapes import (
    Circle,
    Drawing,
    Group,
    Line,
    Path,
    Polygon,
    PolyLine,
    Rect,
    Shape,
    String,
)
from reportlab.lib.colors import Color

MOVES = (("M", 2), ("L", 2), ("C", 6), ("Z", 0))  # of a path, with the numbers that each takes


def svg(drawing: Drawing, words: str) -> str:
    """A drawing as an SVG element for HTML.

    Parameters
    ----------
    drawing
        Of the chart set.
    words
        What it shows, for who cannot see it.

    Returns
    -------
    str
        Text in it is escaped; no identifier, no style, nothing that is fetched. It fills the width
        of its place.

    Examples
    --------
    >>> from reportlab.graphics.shapes import Drawing, Rect
    >>> svg(Drawing(20, 10, Rect(1, 2, 3, 4, strokeColor=None)), "A <box>").splitlines()[1]
    '<rect x="1" y="4" width="3" height="4" fill="#000000"/>'
    """
    head = (
        f'<svg viewBox="0 0 {_short(drawing.width)} {_short(drawing.height)}" role="img" '
        f"aria-label={quoteattr(words)}>"
    )
    return "\n".join([head, *_shapes(drawing.contents, drawing.height), "</svg>"])


def _shapes(shapes: Sequence[Shape], height: float) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, Group):
            whole = getattr(shape, "_whole", None)
            yield from _shapes([whole] if whole is not None else shape.contents, height)
            continue
        name, attributes, text = _element(shape, height)
        attributes |= _look(shape)
        listed = "".join(
            f" {key}={quoteattr(value if isinstance(value, str) else _short(value))}"
            for key, value in attributes.items()
        )
        tip = getattr(shape, "_tip", "")
        inside = f"<title>{escape(tip)}</title>" if tip else escape(text)
        yield f"<{name}{listed}>{inside}</{name}>" if inside else f"<{name}{listed}/>"


def _element(shape: Shape, height: float) -> tuple[str, dict[str, Any], str]:
    """Name, places from the upper left, and text of a shape's element."""
    match shape:
        case Rect():
            top = height - max(shape.y, shape.y + shape.height)
            box = {"x": shape.x, "y": top, "width": shape.width, "height": abs(shape.height)}
            return "rect", box, ""
        case Line():
            ends = {"x1": shape.x1, "y1": height - shape.y1}
            return "line", {**ends, "x2": shape.x2, "y2": height - shape.y2}, ""
        case Circle():
            return "circle", {"cx": shape.cx, "cy": height - shape.cy, "r": shape.r}, ""
        case PolyLine() | Polygon():
            name = "polygon" if isinstance(shape, Polygon) else "polyline"
            return name, {"points": _points(shape.points, height)}, ""
        case Path():
            return "path", {"d": _path(shape, height)}, ""
        case String():
            place: dict[str, Any] = {"x": shape.x, "y": height - shape.y}
            if shape.textAnchor != "start":
                place["text-anchor"] = shape.textAnchor
            place["font-size"] = shape.fontSize
            if shape.fontName.endswith("Bold"):
                place["font-weight"] = "bold"
            return "text", place, shape.text
    raise TypeError(f"no SVG of {type(shape).__name__}")


def _points(flat: Sequence[float], height: float) -> str:
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return " ".join(f"{_short(x)},{_short(height - y)}" for x, y in pairs)


def _path(path: Path, height: float) -> str:
    steps, at = [], 0
    for move in path.operators:
        letter, count = MOVES[move]
        steps.append(letter + _points(path.points[at : at + count], height))
        at += count
    return " ".join(steps)


def _look(shape: Shape) -> dict[str, Any]:
    """Colours and dashes."""
    filled = not isinstance(shape, (Line, PolyLine))
    look: dict[str, Any] = {"fill": _colour(shape.fillColor) if filled else "none"}
    stroke = getattr(shape, "strokeColor", None)
    if isinstance(shape, String) or stroke is None:
        return look
    look |= {"stroke": _colour(stroke), "stroke-width": shape.strokeWidth}
    if shape.strokeDashArray:
        look["stroke-dasharray"] = " ".join(map(_short, shape.strokeDashArray))
    return look


def _colour(colour: Color | None) -> str:
    return "none" if colour is None else f"#{colour.hexval()[2:]}"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
