"""Charts of a pathway: emissions of each scenario, and of one by source."""

from reportlab.graphics.shapes import Drawing

from wte_ppp.mrv.pathway import PathwayResult
from wte_ppp.print.charts.series import line_chart, stacked_bars
from wte_ppp.print.pdf_styles import PAGE_WIDTH

NAMES = {
    "landfill": "Landfill methane",
    "open_burning": "Open burning",
    "wte": "Waste burnt for energy",
    "power_displaced": "Grid power displaced",
}
THOUSAND = 1000.0


def pathway_charts(result: PathwayResult) -> list[Drawing]:
    """Lines of all scenarios, and stacked bars of the last by source.

    Parameters
    ----------
    result
        All scenarios.

    Returns
    -------
    list[Drawing]
        In thousand tonnes of CO2e a year.
    """
    region = result.definition.region
    unit = "thousand tCO₂e a year"
    lines = line_chart(
        result.years,
        {name: list(one.sector_tco2e / THOUSAND) for name, one in result.scenarios.items()},
        f"Waste-sector emissions of {region}",
        unit,
        width=PAGE_WIDTH,
    )
    bars = [
        stacked_bars(
            result.years,
            {NAMES[kind]: list(series / THOUSAND) for kind, series in one.emissions_tco2e.items()},
            f"{region}, scenario {name}, by source",
            unit,
            width=PAGE_WIDTH,
        )
        for name, one in result.scenarios.items()
    ]
    return [lines, *bars]
