"""Charts of risk: what is drawn is what was given, and no label lies on another."""

import math
from io import BytesIO
from itertools import combinations

import pytest
from pypdf import PdfReader
from reportlab.graphics.shapes import Drawing, Line, Polygon, PolyLine, Rect

from tests.print.drawn import strings
from wte_ppp.blocks import Cumulative, Fan, Tornado
from wte_ppp.print.charts import drawing as drawing_of
from wte_ppp.print.charts.canvas import PALETTE

YEARS = [2028, 2029, 2030, 2031]
LEVELS = {level: [level / 10 + year for year in range(4)] for level in (5, 25, 50, 75, 95)}


def fan_chart(years, levels: dict, base, title: str, unit: str, limits: dict | None = None):
    rows = tuple((level, tuple(values)) for level, values in levels.items())
    limits = tuple((limits or {}).items())
    return drawing_of(Fan("x", title, unit, "", tuple(years), rows, tuple(base), limits))


def cumulative_chart(percentiles, base: float, title: str, unit: str, limits: dict | None = None):
    limits = tuple((limits or {}).items())
    return drawing_of(Cumulative("x", title, unit, "", tuple(percentiles), base, limits))


def tornado_chart(bars, base: float, title: str, unit: str) -> Drawing:
    return drawing_of(Tornado("x", title, unit, "", base, tuple(bars)))


def shapes(drawing: Drawing, kind: type) -> list:
    return [one for one in drawing.contents if isinstance(one, kind)]


def test_outer_band_holds_the_inner_one_and_the_median() -> None:
    drawing = fan_chart(YEARS, LEVELS, LEVELS[50], "CFADS", "USD")
    outer, inner = shapes(drawing, Polygon)
    median = shapes(drawing, PolyLine)[0]
    for polygon, (low, high) in ((outer, (5, 95)), (inner, (25, 75))):
        ys = polygon.points[1::2]
        there, back = ys[:4], ys[4:][::-1]
        for at in range(4):
            # The scale is linear: distances from the median are as the values'.
            per_unit = (median.points[3] - median.points[1]) / (LEVELS[50][1] - LEVELS[50][0])
            middle = median.points[2 * at + 1]
            assert middle - there[at] == pytest.approx(per_unit * (50 - low) / 10)
            assert back[at] - middle == pytest.approx(per_unit * (high - 50) / 10)


def test_years_that_are_not_defined_are_left_out() -> None:
    levels = {level: [math.nan, *values[1:]] for level, values in LEVELS.items()}
    drawing = fan_chart(YEARS, levels, levels[50], "DSCR", "ratio")
    assert [len(one.points) for one in shapes(drawing, Polygon)] == [12, 12]
    none = {level: [math.nan] * 4 for level in LEVELS}
    assert shapes(fan_chart(YEARS, none, none[5], "DSCR", "ratio"), Polygon) == []


def test_thresholds_close_together_have_labels_apart() -> None:
    limits = {"Debt service": 1.0, "Lock-up": 1.01, "Asked for": 1.02}
    drawing = fan_chart(YEARS, LEVELS, LEVELS[50], "DSCR", "ratio", limits)
    labels = [box for box in strings(drawing) if box[0].split(" 1.0")[0] in limits]
    assert len(labels) == 3
    for one, other in combinations(labels, 2):  # text, left, bottom, right, top
        beside = one[3] <= other[1] or other[3] <= one[1]
        assert beside or abs(one[2] - other[2]) >= 8


def test_curve_rises_from_p1_to_p99_and_the_base_case_stands_upright() -> None:
    curve = [float(one) ** 1.5 for one in range(1, 100)]
    drawing = cumulative_chart(curve, 200.0, "Fee", "USD/t", {"Contract": 300.0})
    (line,) = shapes(drawing, PolyLine)
    xs, ys = line.points[::2], line.points[1::2]
    assert len(xs) == 99
    assert xs == sorted(xs)
    assert ys == sorted(ys)
    upright = [one for one in shapes(drawing, Line) if one.x1 == one.x2 and one.strokeDashArray]
    # (x - P1) / (P99 - P1) of the base case and of the threshold.
    shares = [(one - 1) / (99**1.5 - 1) for one in (200.0, 300.0)]
    places = sorted((one.x1 - xs[0]) / (xs[-1] - xs[0]) for one in upright)
    assert places == pytest.approx(shares)


def test_tornado_puts_the_widest_bar_on_top_and_meets_at_the_base_case() -> None:
    bars = [("narrow", 9.0, 11.0), ("wide", 20.0, 4.0), ("lost", math.nan, 2.0)]
    drawing = tornado_chart(bars, 10.0, "IRR", "%")
    drawn = [one for one in shapes(drawing, Rect) if one.strokeColor is not None]
    assert len(drawn) == 4
    wide, narrow = drawn[:2], drawn[2:]
    assert wide[0].y > narrow[0].y
    # From 10 up to 20 at the P10 of "wide", from 10 down to 4 at its P90.
    low, high = wide
    assert (low.fillColor, high.fillColor) == (PALETTE[2], PALETTE[1])
    assert low.width / high.width == pytest.approx(10 / 6)
    assert low.x == pytest.approx(high.x + high.width)


def test_wrong_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one a year"):
        fan_chart(YEARS, {**LEVELS, 5: [1.0]}, LEVELS[50], "x", "y")
    with pytest.raises(ValueError, match="P1 to P99"):
        cumulative_chart([1.0, 2.0], 1.0, "x", "y")


def test_pdf_has_a_chapter_on_risk_only_where_there_is_one(risk_case) -> None:
    from wte_ppp.print.risk import risk_pdf
    from wte_ppp.print.study import study_pdf

    study, run = risk_case
    base = study.run()
    with_risk = PdfReader(BytesIO(study_pdf(base, run.result)))
    without = PdfReader(BytesIO(study_pdf(base)))
    text = "".join(page.extract_text() for page in with_risk.pages)
    assert "Scenarios" in text
    assert "worse than the base case in" in " ".join(text.split())
    bare = "".join(page.extract_text() for page in without.pages)
    assert "Scenarios" not in bare
    assert "The study has no risk section" in " ".join(bare.split())
    alone = risk_pdf(run.result)
    told = "".join(page.extract_text() for page in PdfReader(BytesIO(alone)).pages)
    assert "Sampled inputs" in told
    assert alone == risk_pdf(run.result)
    assert len(PdfReader(BytesIO(alone)).pages) >= 3
