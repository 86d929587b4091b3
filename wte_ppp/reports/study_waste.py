"""Chapter of the study on the waste."""

from reportlab.platypus import Flowable

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.layout import H2, gap, grid, heading
from wte_ppp.reports.outcome_tables import number, outcome_table
from wte_ppp.reports.text import quantity

__all__ = ["waste_chapter"]


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
