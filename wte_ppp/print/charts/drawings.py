"""Charts of a report as drawings: the kinds that stand so far, the others by their words."""

from reportlab.graphics.shapes import Drawing

from wte_ppp.blocks import Bars, Chart, Lines, Waterfall
from wte_ppp.print.charts.canvas import add_heading, in_lines, label
from wte_ppp.print.charts.series import line_chart, stacked_bars
from wte_ppp.print.charts.waterfall import waterfall_chart
from wte_ppp.print.language import Language


def drawing(chart: Chart, language: Language, width: float) -> Drawing:
    """A chart in one language, as wide as told."""
    words = language.words
    title, unit = words(chart.title), words(chart.unit)
    match chart:
        case Bars() | Lines():
            categories = [at if isinstance(at, int) else words(at) for at in chart.categories]
            series = {words(row.name): list(row.values) for row in chart.series}
            if isinstance(chart, Bars):
                return stacked_bars(
                    categories, series, title, unit, width=width, height=240, language=language
                )
            limits = {words(name): value for name, value in chart.thresholds}
            return line_chart(
                categories, series, title, unit, thresholds=limits, width=width, height=165,
                language=language,
            )  # fmt: skip
        case Waterfall():
            steps = {words(name): value for name, value in chart.steps}
            return waterfall_chart(steps, title, unit, width=width, height=180, language=language)
    lines = in_lines(words(chart.words), width - 8, 6)
    shown = Drawing(width, 12.0 * max(len(lines), 1))
    for at, line in enumerate(lines):
        shown.add(label(4, shown.height - 9 - 12 * at, line))
    add_heading(shown, title, unit)
    return shown
