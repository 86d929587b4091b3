"""Old entry points, until chapters return blocks."""

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing

from wte_ppp.blocks import Bars, Lines, PairedBars, Series
from wte_ppp.print.charts.draw import drawing
from wte_ppp.print.language import ENGLISH, Language

Rows = Mapping[str, Sequence[float | None]]


def _series(rows: Rows) -> tuple[Series, ...]:
    return tuple(Series(name, tuple(values)) for name, values in rows.items())


def stacked_bars(
    categories: Sequence[Any],
    series: Rows,
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 240.0,
    x_title: str = "",
    language: Language = ENGLISH,
) -> Drawing:
    """Bars, drawn."""
    chart = Bars("", title, unit, "", tuple(categories), _series(series), x_title)
    return drawing(chart, language, width, height)


def line_chart(
    x: Sequence[Any],
    series: Rows,
    title: str,
    unit: str,
    thresholds: Mapping[str, float] | None = None,
    width: float = 480.0,
    height: float = 220.0,
    x_title: str = "",
    language: Language = ENGLISH,
) -> Drawing:
    """Lines, drawn."""
    limits = tuple((thresholds or {}).items())
    chart = Lines("", title, unit, "", tuple(x), _series(series), limits, x_title)
    return drawing(chart, language, width, height)


def emissions_chart(
    years: Sequence[Any],
    reference: Rows,
    project: Rows,
    reduction: Sequence[float | None],
    title: str,
    unit: str,
    width: float = 480.0,
    height: float = 260.0,
    language: Language = ENGLISH,
) -> Drawing:
    """Bars in pairs, drawn."""
    say = language.say
    before = {say("Reference: {name}", name=name): values for name, values in reference.items()}
    after = {say("Project: {name}", name=name): values for name, values in project.items()}
    line = Series(say("Emission reduction"), tuple(reduction))
    chart = PairedBars("", title, unit, "", tuple(years), _series(before), _series(after), line)
    return drawing(chart, language, width, height)
