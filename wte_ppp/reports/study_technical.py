"""The technical chapters of the study: waste, plant, emission reductions."""

import numpy as np
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.figures import emissions_chart
from wte_ppp.reports.flows import flow_diagram
from wte_ppp.reports.layout import H1, H2, PAGE_WIDTH, gap, grid
from wte_ppp.reports.outcome_tables import number, outcome_table, scalar_names
from wte_ppp.reports.text import para, quantity

__all__ = ["climate_chapter", "plant_chapter", "waste_chapter"]

ENERGY_LABELS = {
    "waste_mw": "Waste",
    "auxiliary_mw": "Auxiliary fuel",
    "flue_gas_loss_mw": "Flue gas",
    "other_boiler_loss_mw": "Ash, unburnt, radiation",
    "blowdown_mw": "Blowdown",
    "condenser_mw": "Condenser",
    "mechanical_loss_mw": "Gear and bearings",
    "generator_loss_mw": "Generator",
    "own_use_mw": "Own use",
    "net_mw": "Net power",
}
MASS_LABELS = {
    "waste_in": "Waste",
    "air_in": "Air",
    "co2_out": "CO₂",
    "h2o_out": "H₂O",
    "n2_out": "N₂",
    "o2_out": "O₂",
    "so2_out": "SO₂",
    "hcl_out": "HCl",
    "ash_out": "Ash",
}
ENERGY_IN = ("waste_mw", "auxiliary_mw")


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
    composition = [
        [name, quantity(number(share))] for name, share in waste.composition_percent.items()
    ]
    story = [
        para("Waste", H1),
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
        grid(
            ("LHV at the gate by formula", "MJ/kg"),
            [
                [name.replace("_", " "), quantity(number(value))]
                for name, value in waste.lhv_by_formula_mj_per_kg.items()
            ],
            (60, 20),
            numbers=(1,),
        ),
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
            para("Survey", H2),
            grid(
                ("Component", "Mean %", "90 % interval of the mean", "Samples", "Needed for 10 %"),
                rows,
                (30, 15, 30, 15, 20),
                numbers=(1, 2, 3, 4),
                notes=lacking,
            ),
        ]
    return story


def plant_chapter(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Sizes, efficiencies, energy and mass balance.

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
    plant = result.plant
    energy = {name: number(value) for name, value in plant.energy_balance_mw.items()}
    mass = {name: number(value) for name, value in plant.mass_balance_kg_per_kg.items()}
    return [
        para("Plant", H1),
        outcome_table(plant, scalar_names(plant), lacking),
        gap(12),
        KeepTogether(
            flow_diagram(
                {ENERGY_LABELS[one]: value for one, value in energy.items() if one in ENERGY_IN},
                {
                    ENERGY_LABELS[one]: value
                    for one, value in energy.items()
                    if one not in ENERGY_IN
                },
                "Energy balance at full load",
                "MW",
                width=PAGE_WIDTH,
            )
        ),
        gap(12),
        KeepTogether(
            flow_diagram(
                {MASS_LABELS[one]: v for one, v in mass.items() if one.endswith("_in")},
                {MASS_LABELS[one]: v for one, v in mass.items() if one.endswith("_out")},
                "Mass balance of combustion",
                "kg per kg of waste fired",
                width=PAGE_WIDTH,
            )
        ),
    ]


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
    climate = result.climate
    first = len(result.finance.calendar_year) - len(climate.reduction_tco2e)
    years = [int(year) for year in result.finance.calendar_year[first:]]
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
    columns = ("reference_tco2e", "project_tco2e", "reduction_tco2e", "credits_tco2e")
    rows = [
        [str(year), *(quantity(round(float(getattr(climate, name)[index]))) for name in columns)]
        for index, year in enumerate(years)
    ]
    return [
        para("Emission reductions", H1),
        outcome_table(climate, scalar_names(climate), lacking),
        gap(12),
        KeepTogether(
            emissions_chart(
                years,
                {label: list(series) for label, series in reference.items()},
                {label: list(series) for label, series in project.items() if np.any(series)},
                list(climate.reduction_tco2e),
                "Emissions without and with the plant",
                "tCO₂e a year",
                width=PAGE_WIDTH,
            )
        ),
        grid(
            ("Year", "Reference t", "Project t", "Reduction t", "Credits t"),
            rows,
            (12, 22, 22, 22, 22),
            numbers=(1, 2, 3, 4),
            size=7,
        ),
    ]
