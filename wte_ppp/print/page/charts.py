"""Charts of a study's page as Vega-Lite: numbers in, a specification out; the library draws."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import altair as alt
import pandas as pd

from wte_ppp.print.charts.canvas import PALETTE

Chart: TypeAlias = dict[str, Any]

COLOURS = [f"#{colour.hexval()[2:]}" for colour in PALETTE]
INK, ACCENT, MARK = "#1a1a1a", "#0b5a8a", "#a33b00"
HEIGHT = 300
# A chart is as wide as its place on the page.
CONFIG = {
    "font": "system-ui, sans-serif",
    "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12,
             "gridColor": "#d9d9d9"},
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "orient": "bottom",
               "columns": 3, "labelLimit": 260},
    "view": {"stroke": None},
}  # fmt: skip


def _drawn(chart: Any, alternative: str) -> Chart:
    """Specification of a chart with the words that a reader who cannot see it is given."""
    described = chart.properties(width="container", height=HEIGHT, description=alternative)
    spec: Chart = described.configure(**CONFIG).to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def _long(years: Sequence[int], series: Mapping[str, Iterable[float]]) -> pd.DataFrame:
    """One row a year and series; what is not defined is left out."""
    rows = [
        (year, name, float(value))
        for name, values in series.items()
        for year, value in zip(years, values, strict=True)
    ]
    return pd.DataFrame(rows, columns=["year", "series", "value"]).dropna()


def _colour(series: Mapping[str, object], colours: Sequence[str]) -> Any:
    names = list(series)
    shown = [colours[at % len(colours)] for at in range(len(names))]
    return alt.Color("series:N", title=None, scale=alt.Scale(domain=names, range=shown), sort=names)


def bars_by_year(
    years: Sequence[int], series: Mapping[str, Iterable[float]], unit: str, alternative: str
) -> Chart:
    """Bars of several series, stacked year by year: what is negative hangs below zero.

    Parameters
    ----------
    years
        Calendar years.
    series
        Values by name, one a year.
    unit
        Of the values.
    alternative
        What the chart shows, in words.

    Returns
    -------
    dict
        Vega-Lite specification.
    """
    chart = (
        alt.Chart(_long(years, series))
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None),
            y=alt.Y("sum(value):Q", title=unit),
            color=_colour(series, COLOURS),
            tooltip=[
                alt.Tooltip("year:O"),
                alt.Tooltip("series:N"),
                alt.Tooltip("value:Q", title=unit, format=",.4~g"),
            ],
        )
    )
    return _drawn(chart, alternative)


def lines_by_year(
    years: Sequence[int],
    series: Mapping[str, Iterable[float]],
    unit: str,
    alternative: str,
    limits: Mapping[str, float] | None = None,
) -> Chart:
    """Lines of several series over the years; `limits` are dashed lines across.

    Returns
    -------
    dict
        Vega-Lite specification; other parameters as for `bars_by_year`.
    """
    colours = [COLOURS[index] for index in (0, 4, 2, 6)]
    line = (
        alt.Chart(_long(years, series))
        .mark_line(point=True, strokeWidth=2)
        .encode(
            x=alt.X("year:O", title=None),
            y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=True)),
            color=_colour(series, colours),
            strokeDash=alt.StrokeDash("series:N", sort=list(series), legend=None),
            tooltip=[
                alt.Tooltip("year:O"),
                alt.Tooltip("series:N"),
                alt.Tooltip("value:Q", title=unit or "ratio", format=",.4~g"),
            ],
        )
    )
    layers = [line, *_rules(limits or {})]
    return _drawn(alt.layer(*layers), alternative)


def _rules(limits: Mapping[str, float]) -> list[Any]:
    """Dashed lines at some heights, named at their end."""
    if not limits:
        return []
    table = pd.DataFrame({"limit": list(limits.values()), "name": list(limits)})
    rule = alt.Chart(table).mark_rule(color=MARK, strokeDash=[6, 4]).encode(y="limit:Q")
    words = (
        alt.Chart(table)
        .mark_text(align="left", baseline="bottom", dx=4, color=MARK, fontSize=12)
        .encode(y="limit:Q", text="name:N", x=alt.value(0))
    )
    return [rule, words]


def band(
    years: Sequence[int], levels: Mapping[str, Iterable[float]], unit: str, alternative: str
) -> Chart:
    """A fan: P5 to P95, P25 to P75, the median, and the base case as a dashed line.

    Parameters
    ----------
    years
        Calendar years.
    levels
        "p5", "p25", "p50", "p75", "p95" and "base".
    unit, alternative
        As for `bars_by_year`.

    Returns
    -------
    dict
        Vega-Lite specification.
    """
    table = pd.DataFrame({name: list(values) for name, values in levels.items()}).assign(year=years)
    base = alt.Chart(table.dropna()).encode(x=alt.X("year:O", title=None))
    tips = [alt.Tooltip("year:O")] + [
        alt.Tooltip(f"{name}:Q", format=",.4~g")
        for name in ("p5", "p25", "p50", "p75", "p95", "base")
    ]
    areas = [
        base.mark_area(opacity=opacity, color=ACCENT).encode(
            y=alt.Y(f"{low}:Q", title=unit), y2=f"{high}:Q", tooltip=tips
        )
        for low, high, opacity in (("p5", "p95", 0.2), ("p25", "p75", 0.35))
    ]
    middle = base.mark_line(color=ACCENT, strokeWidth=2, point=True).encode(y="p50:Q", tooltip=tips)
    stated = base.mark_line(color=MARK, strokeDash=[6, 4], strokeWidth=2).encode(y="base:Q")
    return _drawn(alt.layer(*areas, middle, stated), alternative)


def tornado(
    bars: Sequence[tuple[str, float, float]], base: float, unit: str, alternative: str
) -> Chart:
    """Bars from an outcome at an input's P10 to that at its P90, the longest on top.

    Parameters
    ----------
    bars
        Factor, outcome at P10, outcome at P90.
    base
        Outcome of the base case, where the bars cross.
    unit, alternative
        As for `bars_by_year`.

    Returns
    -------
    dict
        Vega-Lite specification.
    """
    rows = [
        (factor, end, value, base)
        for factor, low, high in bars
        for end, value in (("input at P10", low), ("input at P90", high))
    ]
    table = pd.DataFrame(rows, columns=["factor", "end", "value", "base"]).dropna()
    order = [name for name, low, high in sorted(bars, key=lambda one: -abs(one[2] - one[1]))]
    bar = (
        alt.Chart(table)
        .mark_bar(opacity=0.9)
        .encode(
            y=alt.Y("factor:N", sort=order, title=None, axis=alt.Axis(labelLimit=320)),
            x=alt.X("value:Q", title=unit, scale=alt.Scale(zero=False)),
            x2="base:Q",
            color=alt.Color(
                "end:N",
                title=None,
                scale=alt.Scale(
                    domain=["input at P10", "input at P90"], range=[COLOURS[0], COLOURS[4]]
                ),
            ),
            tooltip=["factor:N", "end:N", alt.Tooltip("value:Q", title=unit, format=",.4~g")],
        )
    )
    middle = alt.Chart(pd.DataFrame({"base": [base]})).mark_rule(color=INK).encode(x="base:Q")
    return _drawn(alt.layer(bar, middle), alternative)


def distribution(percentiles: Iterable[float], base: float, unit: str, alternative: str) -> Chart:
    """The share of draws that stay below each value of an outcome.

    Parameters
    ----------
    percentiles
        P1 to P99.
    base
        Outcome of the base case, a dashed line.
    unit, alternative
        As for `bars_by_year`.

    Returns
    -------
    dict
        Vega-Lite specification.
    """
    values = list(percentiles)
    table = pd.DataFrame({"value": values, "percent": range(1, len(values) + 1)}).dropna()
    curve = (
        alt.Chart(table)
        .mark_line(color=ACCENT, strokeWidth=2, point=alt.OverlayMarkDef(size=8, color=ACCENT))
        .encode(
            x=alt.X("value:Q", title=unit, scale=alt.Scale(zero=False)),
            y=alt.Y("percent:Q", title="% of draws below"),
            tooltip=[
                alt.Tooltip("percent:Q", title="% of draws below"),
                alt.Tooltip("value:Q", title=unit, format=",.4~g"),
            ],
        )
    )
    stated = (
        alt.Chart(pd.DataFrame({"base": [base]}))
        .mark_rule(color=MARK, strokeDash=[6, 4], strokeWidth=2)
        .encode(x="base:Q")
    )
    return _drawn(alt.layer(curve, stated), alternative)
