"""From a chart, as chapters describe it, to its drawing."""

from reportlab.graphics.shapes import Drawing

from wte_ppp.blocks import (
    Bars,
    Chart,
    Cumulative,
    Fan,
    FiringDiagram,
    Lines,
    PairedBars,
    RiskMatrix,
    Sankey,
    Tornado,
    Waterfall,
)
from wte_ppp.print.charts import categories, furnace, matrix, sankey, spread, steps
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.typefaces import register_fonts


def drawing(
    chart: Chart,
    language: Language = ENGLISH,
    width: float = 480.0,
    height: float | None = None,
) -> Drawing:
    """Draw a chart: a vector drawing for a page of a PDF, or for `svg`.

    Parameters
    ----------
    chart
        Of any kind.
    language
        Of words and numbers.
    width, height
        In points, heading and legend with them; left out: as high as this kind usually is. What
        does not fit makes the drawing taller. A tornado, a balance and a matrix are as high as
        what stands in them.

    Returns
    -------
    Drawing
        In the bundled fonts.

    Raises
    ------
    ValueError
        When a series has not one value a category, or a flow is negative.

    Examples
    --------
    >>> from wte_ppp.blocks import Series
    >>> chart = Bars("income", "Income", "USD m", categories=(2027, 2028),
    ...              series=(Series("Tipping fee", (2.0, 3.0)),))
    >>> drawing(chart).width
    480.0
    """
    register_fonts()
    match chart:
        case Bars():
            return categories.bars(chart, language, width, height or 240.0)
        case Lines():
            return categories.lines(chart, language, width, height or 200.0)
        case PairedBars():
            return categories.paired_bars(chart, language, width, height or 260.0)
        case Fan():
            return spread.fan(chart, language, width, height or 230.0)
        case Cumulative():
            return spread.cumulative(chart, language, width, height or 220.0)
        case Tornado():
            return spread.tornado(chart, language, width, height or 0.0)
        case Waterfall():
            return steps.waterfall(chart, language, width, height or 210.0)
        case Sankey():
            return sankey.sankey(chart, language, width, height or 200.0)
        case FiringDiagram():
            return furnace.firing(chart, language, width, height or 260.0)
        case RiskMatrix():
            return matrix.risk_matrix(chart, language, width, height or 0.0)
    raise TypeError(f"no drawing of {type(chart).__name__}")
