"""The environmental chapters of the study: emission reductions, credits and co-benefits."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import by_year, input_value, number, outcome_table
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.charts.series import emissions_chart
from wte_ppp.print.language import mark
from wte_ppp.print.layout import H2, NOTE, PAGE_WIDTH, Paper, gap, room_for

SHOWN = (
    "average_reduction_tco2e_per_year",
    "total_reduction_tco2e",
    "total_credits_tco2e",
    "credits_of_japan_t",
    "credits_of_partner_t",
    "uncredited_reduction_tco2e",
    "reduction_by_2030_tco2e",
    "reduction_kg_per_t_received",
    "fossil_co2_kg_per_t",
    "fossil_co2_by_analysis_kg_per_t",
    "grant_usd_per_tco2e",
    "grant_jpy_per_tco2e",
    "subsidy_ceiling_percent",
)

FOSSIL_CO2 = {
    "acm0022": mark(
        "Fossil CO₂ is counted with the carbon contents of ACM0022, upper values on wet mass, on "
        "purpose high so that credits are not overstated. The figure by the waste's own ultimate "
        "analysis, on which the plant's mass balance rests, is usually lower."
    ),
    "analysis": mark("Fossil CO₂ is counted by the waste's own ultimate analysis."),
    "ipcc": mark(
        "Fossil CO₂ is counted with the IPCC's default contents of dry matter, by component."
    ),
}
REFERENCE = {
    "landfill_methane_tco2e": mark("Landfill methane"),
    "open_burning_tco2e": mark("Open burning"),
    "grid_power_tco2e": mark("Grid power"),
    "heat_tco2e": mark("Heat"),
}
PROJECT = {
    "fossil_co2_tco2e": mark("Fossil CO₂"),
    "n2o_ch4_tco2e": mark("N₂O and CH₄"),
    "auxiliary_fuel_tco2e": mark("Auxiliary fuel"),
    "imported_power_tco2e": mark("Power bought"),
    "leachate_tco2e": mark("Leachate"),
    "transport_tco2e": mark("Transport"),
}
# Told in the chapter on co-benefits.
COBENEFITS = (
    "landfill_space_m3_per_year",
    "landfill_leachate_m3_per_year",
)
USUAL = mark(
    "Business as usual: the landfill without the model correction, power at the official grid "
    "factor. The reference lies below it, and the difference earns no credit. Biogenic CO₂ is in "
    "no total."
)
AIR = mark(
    "Means of the contract's years. Stack: the cleaned gas of the chapter on flue gas. Factors of "
    "open burning are those of Wiedinmyer et al. (2014); those of its dioxins and of power plants "
    "are assumptions (data/air_pollutants.csv). A grid whose fuels are not stated avoids nothing."
)


def climate_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Reference and project emissions, reductions and credits, and what else the plant avoids."""
    climate, finance, say = result.climate, result.finance, paper.say
    years = [int(year) for year in finance.calendar_year[finance.operation_year >= 1]]
    return [
        *paper.heading(say("Climate: JCM and co-benefits")),
        outcome_table(paper, climate, SHOWN),
        gap(3),
        paper.para(say(FOSSIL_CO2[str(input_value(result, "climate.fossil_carbon"))]), NOTE),
        paper.para(say(USUAL), NOTE),
        gap(8),
        KeepTogether(
            emissions_chart(
                years,
                _shown(paper, climate, REFERENCE),
                _shown(paper, climate, PROJECT),
                list(climate.reduction_tco2e),
                say("Emissions without and with the plant"),
                say("tCO₂e a year"),
                width=PAGE_WIDTH,
                height=225,
                language=paper.language,
            )
        ),
        *cobenefits(paper, result),
    ]


def emissions_by_year(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Emissions, reduction and credits of each operation year."""
    climate, say = result.climate, paper.say
    columns = {
        say("As usual t"): climate.usual_tco2e,
        say("Reference t"): climate.reference_tco2e,
        say("Project t"): climate.project_tco2e,
        say("Reduction t"): climate.reduction_tco2e,
        say("Credits t"): climate.credits_tco2e,
        say("Biogenic CO₂ t"): climate.biogenic_co2_t,
    }
    return [
        *paper.heading(say("Emissions and credits by year")),
        by_year(paper, result, columns),
    ]


def cobenefits(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Air pollutants avoided and caused, fluorocarbons, landfill space and leachate."""
    climate, say, quantity = result.climate, paper.say, paper.quantity
    rows = []
    for name in climate.air_avoided_kg_per_year:
        # Dioxins are told in milligrams of toxic equivalents, all others in kilograms.
        scale, unit = (1e6, say("mg TEQ/year")) if name == "PCDD/F" else (1.0, say("kg/year"))
        parts = (
            climate.air_open_burning_kg_per_year,
            climate.air_grid_kg_per_year,
            climate.air_stack_kg_per_year,
            climate.air_avoided_kg_per_year,
        )
        amounts = (quantity(scale * number(part[name])) for part in parts)
        rows.append([name_of(name, paper.language), *amounts, unit])
    header = (say("Pollutant"), say("Open burning avoided"), say("Grid power avoided"),
              say("Stack"), say("Net avoided"), "")  # fmt: skip
    story = [
        *paper.heading(say("Co-benefits"), H2, room_for(len(rows) + 5)),
        outcome_table(paper, climate, COBENEFITS),
        gap(6),
        paper.grid(header, rows, (20, 20, 18, 16, 16, 14), numbers=(1, 2, 3, 4)),
        gap(3),
        paper.para(say(AIR), NOTE),
    ]
    damage = climate.air_damage_avoided_usd_per_year
    if damage:
        words = ", ".join(f"{name} {quantity(number(one))}" for name, one in damage.items())
        text = say(
            "Damage avoided at the study's own unit costs, an assumption, USD a year: {words}.",
            words=words,
        )
        story.append(paper.para(text, NOTE))
    gases = climate.fluorocarbons_tco2e_per_year
    if any(number(one) for one in gases.values()):
        words = ", ".join(f"{name} {quantity(number(one))}" for name, one in gases.items())
        text = say(
            "Fluorocarbons destroyed, net, tCO₂e a year by warming potentials: {words}.",
            words=words,
        )
        story.append(paper.para(text, NOTE))
    return story


def _shown(paper: Paper, climate: Any, labels: Mapping[str, str]) -> dict[str, list[float]]:
    """Series by label; one that is zero in all years is left out, but for the first."""
    found = {paper.say(label): np.asarray(getattr(climate, name)) for name, label in labels.items()}
    first = next(iter(found))
    return {
        label: [float(value) for value in series]
        for label, series in found.items()
        if label == first or np.any(series != 0)
    }
