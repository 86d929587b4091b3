"""What a chart shows is what it was given."""

import math
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing, Group, Line, Path, PolyLine, Rect, String
from reportlab.pdfgen.canvas import Canvas

from tests.print.drawn import primitives, shapes, strings
from wte_ppp.blocks import (
    Bars,
    Cumulative,
    Fan,
    FiringDiagram,
    Lines,
    PairedBars,
    RiskMatrix,
    Sankey,
    Series,
    Tornado,
    Waterfall,
)
from wte_ppp.print.charts import drawing as drawing_of
from wte_ppp.print.charts.canvas import INK, PALETTE
from wte_ppp.print.typefaces import REGULAR

YEARS = list(range(2027, 2052))
LONG = "A label that a committee wrote and that is longer than any chart is wide " * 5


def series(rows: dict) -> tuple[Series, ...]:
    return tuple(Series(name, tuple(values)) for name, values in rows.items())


def stacked_bars(categories, rows: dict, title: str, unit: str) -> Drawing:
    chart = Bars("x", title, unit, categories=tuple(categories), series=series(rows))
    return drawing_of(chart)


def line_chart(categories, rows: dict, title: str, unit: str, limits: dict | None = None):
    chart = Lines(
        "x", title, unit, "", tuple(categories), series(rows), tuple((limits or {}).items())
    )
    return drawing_of(chart)


def emissions_chart(years, reference: dict, project: dict, line, title: str, unit: str) -> Drawing:
    named = Series("Emission reduction", tuple(line))
    rows = (series(reference), series(project))
    return drawing_of(PairedBars("x", title, unit, "", tuple(years), *rows, named))


def flow_diagram(inputs: dict, outputs: dict, title: str, unit: str) -> Drawing:
    chart = Sankey("x", title, unit, "", tuple(inputs.items()), tuple(outputs.items()))
    return drawing_of(chart)


def every_chart(scale: float = 1.0, label: str = "Tipping fee") -> list[Drawing]:
    row = [scale * (i - 5) for i in range(25)]
    years, limits = tuple(YEARS), ((label, 3 * scale), ("b" + label, 3.1 * scale))
    levels = tuple((level, tuple(v + level * scale for v in row)) for level in (5, 25, 50, 75, 95))
    curve = tuple(scale * at for at in range(1, 100))
    wastes = ((label, 10.7), ("b" + label, 10.7), ("c" + label, 10.6), ("d" + label, 5.1))
    matrix = ((0, 0, (1,)), (2, 2, tuple(range(2, 40))))
    return [
        stacked_bars(YEARS, {label: row, "b" + label: [-v for v in row]}, label, label),
        stacked_bars([label, "b" + label, "c"], {label: row[:3]}, label, label),
        line_chart(YEARS, {label: row, "b" + label: row}, label, label, {label: 3 * scale}),
        line_chart(range(0, 101, 5), {label: row[:21]}, label, label),
        emissions_chart(YEARS, {label: row}, {label: row}, row, label, label),
        flow_diagram({label: 3.0 * scale, "b": scale}, {label: 4.0 * scale}, label, label),
        drawing_of(Fan("x", label, label, "", years, levels, tuple(row), limits)),
        drawing_of(Cumulative("x", label, label, "", curve, 30.0 * scale, limits)),
        drawing_of(Tornado("x", label, label, "", scale, ((label, 0.0, 3 * scale),) * 3)),
        drawing_of(Waterfall("x", label, label, "", ((label, scale), (label, None)) * 4)),
        drawing_of(
            FiringDiagram("x", label, label, "", 20.8, 61.8, 14.6, 43.0, 5.0, 15.3, 1.1, wastes)
        ),
        drawing_of(RiskMatrix("x", label, label, "", (label, "b" + label, "c"), matrix)),
    ]


def test_bars_are_as_high_as_their_values() -> None:
    drawing = stacked_bars([2027, 2028], {"a": [2.0, 4.0], "b": [1.0, -3.0]}, "t", "u")
    bars = shapes(drawing, Rect)
    heights = [bar.height / bars[0].height for bar in bars]
    # a=2, a=4; b=1, b=-3; in units of the first bar, a negative one from zero down
    assert heights == pytest.approx([1.0, 2.0, 0.5, -1.5])


def test_bars_stack_up_from_zero_and_down_from_zero() -> None:
    drawing = stacked_bars([1], {"a": [2.0], "b": [1.0], "c": [-1.0], "d": [-2.0]}, "t", "u")
    a, b, c, d = shapes(drawing, Rect)
    assert b.y == pytest.approx(a.y + a.height)
    assert c.y == pytest.approx(a.y)
    assert d.y == pytest.approx(c.y + c.height)


def test_bars_end_at_the_tick_of_their_value() -> None:
    drawing = stacked_bars([1, 2], {"a": [20.0, -10.0]}, "t", "u")
    places = {text: (bottom + top) / 2 for text, _, bottom, _, top in strings(drawing)}
    grid = {line.y1 for line in shapes(drawing, Line) if line.y1 == line.y2}
    for bar, text in zip(shapes(drawing, Rect), ("20", "-10"), strict=True):
        end = bar.y + bar.height
        assert end == pytest.approx(places[text], abs=1.0)  # points; a letter is 6 high
        assert any(end == pytest.approx(y) for y in grid)


def test_each_series_has_its_colour_and_the_legend_repeats_it() -> None:
    names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    drawing = stacked_bars([1], {name: [1.0] for name in names}, "t", "u")
    colours = [bar.fillColor for bar in shapes(drawing, Rect)]
    assert len({colour.hexval() for colour in colours}) == len(names)
    (legend,) = (child for child in drawing.contents if isinstance(child, Group))
    keys = [shape for shape, _, _ in primitives(Group(legend))]
    assert [key.fillColor for key in keys if isinstance(key, Rect)] == colours
    assert [key.text for key in keys if isinstance(key, String)] == names


def test_areas_beyond_the_palette_have_a_hatch_and_no_look_comes_twice() -> None:
    names = [str(at) for at in range(20)]
    drawing = stacked_bars([1], {name: [1.0] for name in names}, "t", "u")
    (legend,) = (child for child in drawing.contents if isinstance(child, Group))
    looks: list[tuple] = []
    for key, _, _ in primitives(Group(legend)):
        if isinstance(key, Rect):
            looks.append((key.fillColor.hexval(),))
        elif isinstance(key, Line):  # of a hatch, up or down to the right
            looks[-1] += ((key.y2 > key.y1) == (key.x2 > key.x1),)
    distinct = {(look[0], *sorted(set(look[1:]))) for look in looks}
    assert len(looks) == len(distinct) == 20
    assert all(len(look) == 1 for look in looks[: len(PALETTE)])


def test_firing_diagram_names_lines_of_equal_lhv_and_every_waste() -> None:
    wastes = (("design", 10.7), ("first year", 10.7))
    limits = (20.8, 61.8, 14.6, 43.0, 5.0, 15.3, 1.1)
    shown = [
        text for text, *_ in strings(drawing_of(FiringDiagram("x", "t", "", "", *limits, wastes)))
    ]
    assert {"Lines of equal LHV", "15.3 MJ/kg", "5.00 MJ/kg"} <= set(shown)
    assert {"design 10.7", "first year 10.7"} <= set(shown)


def test_a_waterfall_ends_at_the_sum_of_its_steps() -> None:
    steps = (("Power", 9.0), ("Opex", -4.0), ("Left", None))
    drawing = drawing_of(Waterfall("x", "Flow", "USD m", "", steps))
    power, cost, left = shapes(drawing, Rect)
    # 9 up, 4 down from there, 5 are left
    assert cost.y + cost.height == pytest.approx(power.y + power.height)
    assert [cost.height / power.height, left.height / power.height] == pytest.approx([4 / 9, 5 / 9])
    assert {"9.00", "-4.00", "5.00"} <= {text for text, *_ in strings(drawing)}


@pytest.mark.parametrize("value", [0.0, 1e-9, -1e-9])
def test_a_chart_of_nothing_but_zero_has_an_axis_and_no_bar(value: float) -> None:
    drawing = stacked_bars(YEARS, {"a": [value] * 25, "b": [0.0] * 25}, "t", "u")
    assert shapes(drawing, Rect) == []
    assert {"0", "1"} <= {text for text, *_ in strings(drawing)}


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
    first, *alone = (line.points for line in shapes(drawing, PolyLine))
    assert [len(first), *map(len, alone)] == [4, 2, 2]  # 1-2; the 4th and the 6th stand alone
    (x1, y1, x2, y2), (x4, y4), (x6, y6) = first, *alone
    assert [x4 - x1, x6 - x1] == pytest.approx([3 * (x2 - x1), 5 * (x2 - x1)])
    assert y4 == pytest.approx(y2)
    assert y6 - y2 == pytest.approx(2 * (y2 - y1))  # 4 - 2 is twice 2 - 1


def test_lines_differ_in_colour_and_dash_and_stand_over_their_year() -> None:
    row = [1.0, 2.0, 3.0]
    drawing = line_chart(["x", "y", "z"], dict.fromkeys("abcd", row), "t", "u")
    lines = shapes(drawing, PolyLine)
    assert len({line.strokeColor.hexval() for line in lines}) == 4
    assert len({str(line.strokeDashArray) for line in lines}) == 4
    middle = {text: (left + right) / 2 for text, left, _, right, _ in strings(drawing)}
    assert lines[0].points[::2] == pytest.approx([middle[name] for name in "xyz"], abs=0.1)


def test_thresholds_are_named_with_their_value() -> None:
    drawing = line_chart([1, 2], {"a": [1.3, 1.4]}, "t", "u", {"Floor": 1.2, "Lock-up": 1.15})
    shown = [text for text, *_ in strings(drawing)]
    assert "Floor 1.20" in shown
    assert "Lock-up 1.15" in shown


@pytest.mark.parametrize("limit", [-2.0, 1.0, 3.0])
def test_a_threshold_crosses_the_chart_at_its_value(limit: float) -> None:
    drawing = line_chart([1], {"a": [1.0]}, "t", "u", {"Floor": limit, "None": math.nan})
    (x, y) = shapes(drawing, PolyLine)[0].points
    zero, line = (one for one in shapes(drawing, Line) if one.strokeWidth >= 0.8)
    assert (line.y1 - zero.y1) / (y - zero.y1) == pytest.approx(limit)  # the point is at 1
    assert line.x1 < x < line.x2
    assert "—" not in "".join(text for text, *_ in strings(drawing))


def test_reference_and_project_stand_side_by_side() -> None:
    reference, project = {"Reference: CH₄": [90.0]}, {"Project: CO₂": [30.0]}
    drawing = emissions_chart([1], reference, project, [60.0], "t", "u")
    reference, project = shapes(drawing, Rect)
    assert reference.height / project.height == pytest.approx(3.0)
    assert project.x >= reference.x + reference.width - 1e-9
    assert project.y == pytest.approx(reference.y)
    shown = [text for text, *_ in strings(drawing)]
    assert {"Reference: CH₄", "Project: CO₂", "Emission reduction"} <= set(shown)


def test_the_reduction_runs_over_the_middle_of_its_two_bars() -> None:
    reference, project = {"a": [4.0, 8.0], "b": [1.0, 1.0]}, {"c": [2.0, 2.0], "d": [-1.0, -1.0]}
    drawing = emissions_chart([1, 2], reference, project, [4.0, 8.0], "t", "u")
    a1, a2, b1, _, c1, c2, d1, _ = shapes(drawing, Rect)
    halo, line = shapes(drawing, PolyLine)
    assert halo.points == line.points
    # The line's values are those of series a, which stands on zero.
    expected = [c1.x, a1.y + a1.height, c2.x, a2.y + a2.height]
    assert line.points == pytest.approx(expected)
    assert b1.y == pytest.approx(a1.y + a1.height)
    assert d1.height / c1.height == pytest.approx(-0.5)
    assert d1.x == c1.x


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
    with pytest.raises(ValueError, match="expected 0 or more"):
        flow_diagram({"a": -1.0}, {"b": 1.0}, "t", "u")


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="got 1 values; expected 2"):
        stacked_bars([1, 2], {"a": [1.0]}, "t", "u")


@pytest.mark.parametrize("scale", [0.0, 1e-9, 1.0, 1e15])
@pytest.mark.parametrize("label", ["Tipping fee", LONG, "<img src='/x'>\x00\u202e吉", ""])
def test_no_text_leaves_its_drawing_and_none_overlap(scale: float, label: str) -> None:
    for drawing in every_chart(scale, label):
        left, bottom, right, top = drawing.getBounds()
        assert min(left, bottom) >= -0.01
        assert right <= drawing.width + 0.01
        assert top <= drawing.height + 0.01
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
    assert sum(bar.height for bar in shapes(drawing, Rect)) / len(YEARS) > 30


@pytest.mark.parametrize("count", [0, 1, 3, 12, 40])
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
    stream = BytesIO()
    canvas = Canvas(stream, initialFontName=REGULAR)  # else the canvas itself asks for another
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.save()
    fonts = PdfReader(stream).pages[0]["/Resources"]["/Font"].values()
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts}
    assert names == {"NotoSans-Regular", "NotoSans-Bold"}
    assert "Helvetica" not in renderSVG.drawToString(drawing)


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=30))
def test_bars_of_any_values_stay_inside_the_drawing(values: list[float]) -> None:
    drawing = stacked_bars(list(range(len(values))), {"a": values}, "t", "u")
    for bar in shapes(drawing, Rect):
        assert min(bar.y, bar.y + bar.height) >= 0
        assert max(bar.y, bar.y + bar.height) <= drawing.height


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
