"""The environmental chapters of the study: emission reductions, credits and co-benefits."""

from collections.abc import Mapping
from typing import Any

import numpy as np
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

__all__ = ["climate_chapter", "cobenefit_chapter"]

FOSSIL_CO2 = {
    "acm0022": (
        "Fossil CO₂ is counted with the carbon contents of ACM0022, upper values on wet mass, on "
        "purpose high so that credits are not overstated. The figure by the waste's own ultimate "
        "analysis, on which the plant's mass balance rests, is usually lower."
    ),
    "analysis": "Fossil CO₂ is counted by the waste's own ultimate analysis.",
    "ipcc": "Fossil CO₂ is counted with the IPCC's default contents of dry matter, by component.",
}
REFERENCE = {
    "landfill_methane_tco2e": "Landfill methane",
    "open_burning_tco2e": "Open burning",
    "grid_power_tco2e": "Grid power",
    "heat_tco2e": "Heat",
}
PROJECT = {
    "fossil_co2_tco2e": "Fossil CO₂",
    "n2o_ch4_tco2e": "N₂O and CH₄",
    "auxiliary_fuel_tco2e": "Auxiliary fuel",
    "imported_power_tco2e": "Power bought",
    "leachate_tco2e": "Leachate",
    "transport_tco2e": "Transport",
}
# Told in the chapter on co-benefits.
COBENEFITS = (
    "landfill_space_m3_per_year",
    "landfill_leachate_m3_per_year",
)
USUAL = (
    "Business as usual: the landfill without the model correction, power at the official grid "
    "factor. The reference lies below it, and the difference earns no credit. Biogenic CO₂ is in "
    "no total."
)
AIR = (
    "Means of the contract's years. Stack: the cleaned gas of the chapter on flue gas. Factors of "
    "open burning and of power plants are assumptions from the literature "
    "(data/air_pollutants.csv); a grid whose fuels are not stated avoids nothing."
)


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
    columns = {
        "As usual t": climate.usual_tco2e,
        "Reference t": climate.reference_tco2e,
        "Project t": climate.project_tco2e,
        "Reduction t": climate.reduction_tco2e,
        "Credits t": climate.credits_tco2e,
        "Biogenic CO₂ t": climate.biogenic_co2_t,
    }
    scalars = [name for name in scalar_names(climate) if name not in COBENEFITS]
    return [
        *heading("Emission reductions"),
        outcome_table(climate, scalars, lacking),
        gap(3),
        para(FOSSIL_CO2[str(input_value(result, "climate.fossil_carbon"))], NOTE),
        para(USUAL, NOTE),
        gap(12),
        KeepTogether(
            emissions_chart(
                years,
                _shown(climate, REFERENCE),
                _shown(climate, PROJECT),
                list(climate.reduction_tco2e),
                "Emissions without and with the plant",
                "tCO₂e a year",
                width=PAGE_WIDTH,
            )
        ),
        gap(),
        by_year(result, columns),
    ]


def cobenefit_chapter(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    """Air pollutants avoided and caused, fluorocarbons, landfill space and leachate.

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
    rows = []
    for name in climate.air_avoided_kg_per_year:
        # Dioxins are told in milligrams of toxic equivalents, all others in kilograms.
        scale, unit = (1e6, "mg TEQ/year") if name == "PCDD/F" else (1.0, "kg/year")
        parts = (
            climate.air_open_burning_kg_per_year,
            climate.air_grid_kg_per_year,
            climate.air_stack_kg_per_year,
            climate.air_avoided_kg_per_year,
        )
        rows.append([name, *(quantity(scale * number(part[name])) for part in parts), unit])
    story = [
        *heading("Co-benefits"),
        outcome_table(climate, COBENEFITS, lacking),
        *heading("Air pollutants", H2),
        grid(
            ("Pollutant", "Open burning avoided", "Grid power avoided", "Stack", "Net avoided", ""),
            rows,
            (16, 22, 20, 16, 16, 14),
            numbers=(1, 2, 3, 4),
            notes=lacking,
        ),
        gap(3),
        para(AIR, NOTE),
    ]
    damage = climate.air_damage_avoided_usd_per_year
    if damage:
        words = ", ".join(f"{name} {quantity(number(one))}" for name, one in damage.items())
        text = f"Damage avoided at the study's own unit costs, an assumption, USD a year: {words}."
        story.append(para(text, NOTE, lacking))
    gases = climate.fluorocarbons_tco2e_per_year
    if any(number(one) for one in gases.values()):
        words = ", ".join(f"{name} {quantity(number(one))}" for name, one in gases.items())
        story.append(
            para(
                f"Fluorocarbons destroyed, net, tCO₂e a year by warming potentials: {words}.", NOTE
            )
        )
    return story


def _shown(climate: Any, labels: Mapping[str, str]) -> dict[str, list[float]]:
    """Series by label; one that is zero in all years is left out, but for the first."""
    found = {label: np.asarray(getattr(climate, name)) for name, label in labels.items()}
    first = next(iter(found))
    return {
        label: [float(value) for value in series]
        for label, series in found.items()
        if label == first or np.any(series != 0)
    }
