"""Chapters of the study: waste, emission reductions."""

from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.figures import emissions_chart
from wte_ppp.reports.layout import H2, NOTE, PAGE_WIDTH, gap, grid, heading
from wte_ppp.reports.outcome_tables import (
    by_year,
    input_value,
    number,
    outcome_table,
    scalar_names,
)
from wte_ppp.reports.text import para, quantity

__all__ = ["climate_chapter", "waste_chapter"]

FOSSIL_CO2 = {
    "acm0022": (
        "Fossil CO₂ is counted with the carbon contents of ACM0022, upper values on wet mass, on "
        "purpose high so that credits are not overstated. The figure by the waste's own ultimate "
        "analysis, on which the plant's mass balance rests, is usually lower."
    ),
    "analysis": "Fossil CO₂ is counted by the waste's own ultimate analysis.",
}


def waste_chapter(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Composition, heating value and survey.

    Parameters
    ----------
    result
        Base case.
    lacking
        Takes a line for each text with characters that the font lacks.

    Returns
    -------
    list[Flowable]
        In order.
    """
    waste = result.waste
    composition = [[name, quantity(number(v))] for name, v in waste.composition_percent.items()]
    formulas = [
        [name.replace("_", " "), quantity(number(value))]
        for name, value in waste.lhv_by_formula_mj_per_kg.items()
    ]
    story = [
        *heading("Waste"),
        outcome_table(
            waste,
            (
                "moisture_percent",
                "ash_percent",
                "combustible_percent",
                "lhv_mj_per_kg",
                "fired_moisture_percent",
                "fired_lhv_mj_per_kg",
            ),
            lacking,
        ),
        gap(),
        grid(("Component", "% wet"), composition, (60, 20), numbers=(1,), notes=lacking),
        gap(),
        grid(("LHV at the gate by formula", "MJ/kg"), formulas, (60, 20), numbers=(1,)),
    ]
    if waste.survey:
        rows = [
            [
                row.component,
                quantity(row.mean_percent),
                f"{quantity(row.lower_percent)} to {quantity(row.upper_percent)}",
                str(row.samples),
                str(row.samples_needed),
            ]
            for row in waste.survey
        ]
        story += [
            *heading("Survey", H2),
            grid(
                ("Component", "Mean %", "90 % interval of the mean", "Samples", "Needed for 10 %"),
                rows,
                (30, 15, 30, 15, 20),
                numbers=(1, 2, 3, 4),
                notes=lacking,
            ),
        ]
    return story


def climate_chapter(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Reference and project emissions, reductions and credits.

    Parameters
    ----------
    result
        Base case.
    lacking
        Takes a line for each text with characters that the font lacks.

    Returns
    -------
    list[Flowable]
        In order.
    """
    climate, finance = result.climate, result.finance
    years = [int(year) for year in finance.calendar_year[finance.operation_year >= 1]]
    reference = {
        "Landfill methane": climate.landfill_methane_tco2e,
        "Grid power": climate.grid_power_tco2e,
    }
    project = {
        "Fossil CO₂": climate.fossil_co2_tco2e,
        "N₂O and CH₄": climate.n2o_ch4_tco2e,
        "Auxiliary fuel": climate.auxiliary_fuel_tco2e,
        "Power bought": climate.imported_power_tco2e,
    }
    columns = {
        "Reference t": climate.reference_tco2e,
        "Project t": climate.project_tco2e,
        "Reduction t": climate.reduction_tco2e,
        "Credits t": climate.credits_tco2e,
    }
    return [
        *heading("Emission reductions"),
        outcome_table(climate, scalar_names(climate), lacking),
        gap(3),
        para(FOSSIL_CO2[str(input_value(result, "climate.fossil_carbon"))], NOTE),
        gap(12),
        KeepTogether(
            emissions_chart(
                years,
                {label: list(series) for label, series in reference.items()},
                {label: list(series) for label, series in project.items()},
                list(climate.reduction_tco2e),
                "Emissions without and with the plant",
                "tCO₂e a year",
                width=PAGE_WIDTH,
            )
        ),
        gap(),
        by_year(result, columns),
    ]
