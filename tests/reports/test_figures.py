"""What a chart shows is what it was given."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing, Group, Path, PolyLine, Rect, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from wte_ppp.reports.canvas import INK, PALETTE
from wte_ppp.reports.figures import emissions_chart, flow_diagram, line_chart, stacked_bars

YEARS = list(range(2027, 2052))
LONG = "A label that a committee wrote and that is longer than any chart is wide " * 5


def shapes(drawing: Drawing, kind: type) -> list:
    """All shapes of a kind outside the legend."""
    return [shape for shape in drawing.contents if isinstance(shape, kind)]


def strings(node: Drawing | Group, dx: float = 0.0, dy: float = 0.0) -> list[tuple]:
    """Every text with its box: (text, left, bottom, right, top)."""
    found = []
    for shape in node.contents:
        if isinstance(shape, Group):
            found += strings(shape, dx + shape.transform[4], dy + shape.transform[5])
        elif isinstance(shape, String):
            width = stringWidth(shape.text, shape.fontName, shape.fontSize)
            shift = {"start": 0.0, "middle": width / 2, "end": width}[shape.textAnchor]
            left, bottom = shape.x - shift + dx, shape.y + dy
            found.append((shape.text, left, bottom, left + width, bottom + 0.7 * shape.fontSize))
    return found


def every_chart(scale: float = 1.0, label: str = "Tipping fee") -> list[Drawing]:
    row = [scale * (i - 5) for i in range(25)]
    return [
        stacked_bars(YEARS, {label: row, "b" + label: [-v for v in row]}, label, label),
        line_chart(YEARS, {label: row, "b" + label: row}, label, label, {label: 3 * scale}),
        emissions_chart(YEARS, {label: row}, {label: row}, row, label, label),
        flow_diagram({label: 3.0 * scale, "b": scale}, {label: 4.0 * scale}, label, label),
    ]


def test_bars_are_as_high_as_their_values() -> None:
    drawing = stacked_bars([2027, 2028], {"a": [2.0, 4.0], "b": [1.0, -3.0]}, "t", "u")
    bars = shapes(drawing, Rect)
    heights = [bar.height / bars[0].height for bar in bars]
    # year by year: a=2, b=1; a=4, b=-3; in units of the first bar
    assert heights == pytest.approx([1.0, 0.5, 2.0, 1.5])


def test_bars_stack_up_from_zero_and_down_from_zero() -> None:
    drawing = stacked_bars([1], {"a": [2.0], "b": [1.0], "c": [-1.0], "d": [-2.0]}, "t", "u")
    a, b, c, d = shapes(drawing, Rect)
    assert b.y == pytest.approx(a.y + a.height)
    assert c.y + c.height == pytest.approx(a.y)
    assert d.y + d.height == pytest.approx(c.y)


def test_what_is_not_defined_has_no_bar() -> None:
    drawing = stacked_bars([1, 2, 3, 4], {"a": [math.nan, None, math.inf, 1.0]}, "t", "u")
    assert len(shapes(drawing, Rect)) == 1


def test_many_years_are_labelled_every_fifth() -> None:
    shown = [text for text, *_ in strings(stacked_bars(YEARS, {"a": [1.0] * 25}, "t", "u"))]
    assert [text for text in shown if text.startswith("20")] == [
        "2030",
        "2035",
        "2040",
        "2045",
        "2050",
    ]


def test_few_categories_are_all_labelled() -> None:
    shown = [text for text, *_ in strings(stacked_bars(["x", "y"], {"a": [1.0, 2.0]}, "t", "u"))]
    assert {"x", "y", "a", "t", "u"} <= set(shown)


def test_a_line_is_interrupted_where_it_is_not_defined() -> None:
    drawing = line_chart([1, 2, 3, 4, 5, 6], {"a": [1, 2, None, 2, math.nan, 4]}, "t", "u")
    (line,) = shapes(drawing, PolyLine)  # 1-2; the 4th and the 6th point stand alone
    assert len(line.points) == 4
    (x1, y1, x2, y2) = line.points
    assert x2 > x1
    assert y2 > y1


def test_thresholds_are_named_with_their_value() -> None:
    drawing = line_chart([1, 2], {"a": [1.3, 1.4]}, "t", "u", {"Floor": 1.2, "Lock-up": 1.15})
    shown = [text for text, *_ in strings(drawing)]
    assert "Floor 1.20" in shown
    assert "Lock-up 1.15" in shown


def test_reference_and_project_stand_side_by_side() -> None:
    drawing = emissions_chart([1], {"CH₄": [90.0]}, {"CO₂": [30.0]}, [60.0], "t", "u")
    reference, project = shapes(drawing, Rect)
    assert reference.height / project.height == pytest.approx(3.0)
    assert project.x >= reference.x + reference.width
    shown = [text for text, *_ in strings(drawing)]
    assert {"Reference: CH₄", "Project: CO₂", "Emission reduction"} <= set(shown)


def thickness(band: Path) -> float:
    """Of a band at the label's end: its first point against its last but none."""
    return abs(band.points[1] - band.points[-1])


def test_bands_are_as_thick_as_their_flows() -> None:
    drawing = flow_diagram({"Waste": 50.0}, {"Power": 10.0, "Losses": 40.0}, "t", "MW")
    waste, power, losses = shapes(drawing, Path)
    assert thickness(power) / thickness(waste) == pytest.approx(0.2)
    assert thickness(losses) / thickness(waste) == pytest.approx(0.8)


def test_a_balance_that_is_open_says_so() -> None:
    closed = flow_diagram({"a": 100.0}, {"b": 99.9}, "t", "MW")
    opened = flow_diagram({"a": 100.0}, {"b": 90.0}, "t", "MW")
    assert not any("open" in text for text, *_ in strings(closed))
    assert any("open by 10.0" in text for text, *_ in strings(opened))


def test_a_negative_flow_is_refused() -> None:
    with pytest.raises(ValueError, match="allowed 0 or more"):
        flow_diagram({"a": -1.0}, {"b": 1.0}, "t", "u")


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="found 1 values, allowed 2"):
        stacked_bars([1, 2], {"a": [1.0]}, "t", "u")


@pytest.mark.parametrize("scale", [0.0, 1e-9, 1.0, 1e15])
@pytest.mark.parametrize("label", ["Tipping fee", LONG, "<img src='/x'>\x00\u202e吉", ""])
def test_no_text_leaves_its_drawing_and_none_overlap(scale: float, label: str) -> None:
    charts = every_chart(scale, label) if scale else every_chart(0.0, label)
    for drawing in charts:
        boxes = [box for box in strings(drawing) if box[0]]
        for _, left, bottom, right, top in boxes:
            assert left >= -0.01
            assert right <= drawing.width + 0.01
            assert bottom >= -0.01
            assert top <= drawing.height + 0.01
        for one, other in combinations(boxes, 2):
            apart_x = one[3] <= other[1] + 0.01 or other[3] <= one[1] + 0.01
            apart_y = one[4] <= other[2] + 0.01 or other[4] <= one[2] + 0.01
            assert apart_x or apart_y, (one, other)


def test_twelve_long_series_still_leave_room_for_the_bars() -> None:
    drawing = stacked_bars(YEARS, {f"{i} {LONG}": [1.0] * 25 for i in range(12)}, LONG, "u")
    assert sum(bar.height for bar in shapes(drawing, Rect)[:12]) > 30


@pytest.mark.parametrize("count", [1, 3, 12, 25])
def test_nothing_crashes_without_series_or_flows(count: int) -> None:
    for drawing in (
        stacked_bars(list(range(count)), {}, "t", "u"),
        line_chart(list(range(count)), {}, "t", "u"),
        emissions_chart(list(range(count)), {}, {}, [None] * count, "t", "u"),
        flow_diagram({}, {}, "t", "u"),
        flow_diagram({"a": math.nan}, {}, "t", "u"),
    ):
        assert renderPDF.drawToString(drawing).startswith(b"%PDF")


@pytest.mark.parametrize("drawing", every_chart())
def test_charts_use_the_bundled_fonts_only(drawing: Drawing) -> None:
    svg = renderSVG.drawToString(drawing)
    assert "NotoSans" in svg
    assert "Helvetica" not in svg
    assert "Times" not in svg


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=30))
def test_bars_of_any_values_stay_inside_the_drawing(values: list[float]) -> None:
    drawing = stacked_bars(list(range(len(values))), {"a": values}, "t", "u")
    for bar in shapes(drawing, Rect):
        assert bar.y >= 0
        assert bar.y + bar.height <= drawing.height


def lightness(colour) -> float:
    """L* of CIE 1976 from linear sRGB luminance (IEC 61966-2-1)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.red, colour.green, colour.blue)
    ]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16


def test_colours_differ_on_a_grey_copy() -> None:
    levels = [lightness(colour) for colour in PALETTE]
    assert min(abs(a - b) for a, b in combinations(levels, 2)) > 3
    assert min(abs(a - b) for a, b in pairwise(levels)) > 15
    assert lightness(INK) < 20
