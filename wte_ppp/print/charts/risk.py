"""Old entry points, until chapters return blocks."""

from collections.abc import Mapping, Sequence

from reportlab.graphics.shapes import Drawing

from wte_ppp.blocks import Cumulative, Fan, Tornado
from wte_ppp.print.charts.draw import drawing
from wte_ppp.print.language import ENGLISH, Language


def fan_chart(
    years: Sequence[float],
    percentiles: Mapping[int, Sequence[float]],
    base: Sequence[float],
    title: str,
    unit: str,
    thresholds: Mapping[str, float] | None = None,
    width: float = 480.0,
    language: Language = ENGLISH,
) -> Drawing:
    """A fan, drawn."""
    levels = tuple((level, tuple(values)) for level, values in percentiles.items())
    limits = tuple((thresholds or {}).items())
    whole = tuple(map(int, years))
    return drawing(Fan("", title, unit, "", whole, levels, tuple(base), limits), language, width)


def cumulative_chart(
    percentiles: Sequence[float],
    base: float,
    title: str,
    unit: str,
    thresholds: Mapping[str, float] | None = None,
    width: float = 480.0,
    language: Language = ENGLISH,
) -> Drawing:
    """A cumulative curve, drawn."""
    limits = tuple((thresholds or {}).items())
    chart = Cumulative("", title, unit, "", tuple(percentiles), base, limits)
    return drawing(chart, language, width)


def tornado_chart(
    bars: Sequence[tuple[str, float, float]],
    base: float,
    title: str,
    unit: str,
    width: float = 480.0,
    language: Language = ENGLISH,
) -> Drawing:
    """A tornado, drawn."""
    return drawing(Tornado("", title, unit, "", base, tuple(bars)), language, width)
