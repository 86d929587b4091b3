"""The environmental chapters of the study: emission reductions, credits and co-benefits."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wte_ppp.blocks import (
    Block,
    Column,
    Heading,
    PairedBars,
    Paragraph,
    Series,
    Table,
    Words,
)
from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import (
    by_year,
    figure_table,
    if_stated,
    input_value,
    number,
    operation_years,
)
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, mark

SHOWN = (
    "average_reduction_tco2e_per_year",
    "total_reduction_tco2e",
    "total_credits_tco2e",
    "credits_of_japan_t",
    "credits_of_partner_t",
    "uncredited_reduction_tco2e",
    "reduction_by_2030_tco2e",
    "reduction_kg_per_t_accepted",
    "fossil_co2_kg_per_t",
    "fossil_co2_by_analysis_kg_per_t",
    "grant_usd_per_tco2e",
    "grant_jpy_per_tco2e",
    "subsidy_ceiling_percent",
)
FOSSIL_CO2 = {
    "acm0022": mark(
        "Fossil CO₂ is counted with the carbon contents of ACM0022, upper values on wet mass, "
        "deliberately high so that credits are not overstated. The figure by the waste's own "
        "ultimate analysis, on which the plant's mass balance rests, is usually lower."
    ),
    "analysis": mark("Fossil CO₂ is counted by the waste's own ultimate analysis."),
    "ipcc": mark(
        "Fossil CO₂ is counted with the IPCC's default contents of dry matter, by component."
    ),
}
REFERENCE = {
    "landfill_methane_tco2e": Message("Reference: landfill methane"),
    "open_burning_tco2e": Message("Reference: open burning"),
    "grid_power_tco2e": Message("Reference: grid power"),
    "heat_tco2e": Message("Reference: heat"),
}
PROJECT = {
    "fossil_co2_tco2e": Message("Project: fossil CO₂"),
    "n2o_ch4_tco2e": Message("Project: N₂O and CH₄"),
    "auxiliary_fuel_tco2e": Message("Project: auxiliary fuel"),
    "imported_power_tco2e": Message("Project: power bought"),
    "leachate_tco2e": Message("Project: leachate"),
    "transport_tco2e": Message("Project: transport"),
}
# Shown in the part on co-benefits.
COBENEFITS = (
    "landfill_space_m3_per_year",
    "landfill_leachate_m3_per_year",
)
USUAL = Message(
    "Business as usual: the landfill without the model correction, power at the official grid "
    "factor. Reference emissions are set below it, and the difference is not credited. Biogenic "
    "CO₂ is in no total."
)
AIR = Message(
    "Contract averages. Stack: the cleaned gas of the chapter Environment. Factors of open burning "
    "are those of Wiedinmyer et al. (2014); those of its dioxins and of power plants are "
    "assumptions (data/air_pollutants.csv)."
)


def climate_chapter(result: StudyResult) -> tuple[Block, ...]:
    """Reference and project emissions, reductions and credits, and what else the plant avoids."""
    fossil = Message(FOSSIL_CO2[str(input_value(result, "climate.fossil_carbon"))])
    return (
        Heading(Message("Climate: JCM and co-benefits")),
        figure_table(result.climate, SHOWN, "climate"),
        Paragraph(fossil, "note"),
        Paragraph(USUAL, "note"),
        _emissions(result),
        *_span(result),
        *_cobenefits(result),
    )


def _emissions(result: StudyResult) -> Block:
    climate = result.climate
    return if_stated(
        PairedBars(
            "emissions",
            Message("Emissions without and with the plant"),
            Message("tCO₂e a year"),
            categories=tuple(operation_years(result)),
            before=_series(climate, REFERENCE),
            after=_series(climate, PROJECT),
            line=Series(Message("Reduction"), _floats(climate.reduction_tco2e)),
        )
    )


def _series(climate: Any, labels: Mapping[str, Message]) -> tuple[Series, ...]:
    """Series by label; one that is zero in all years is left out, but for the first."""
    return tuple(
        Series(label, _floats(getattr(climate, name)))
        for at, (name, label) in enumerate(labels.items())
        if at == 0 or np.any(getattr(climate, name) != 0)
    )


def _floats(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _span(result: StudyResult) -> tuple[Block, ...]:
    """Average reduction under the lowest and highest of each choice."""
    if not result.reduction_span:
        return ()
    rows = tuple(
        (row.choice, row.low_tco2e, row.low_choice, row.used_tco2e, row.used_choice,
         row.high_tco2e, row.high_choice)
        for row in result.reduction_span
    )  # fmt: skip
    columns = (
        Column(Message("Choice"), 14),
        Column(Message("Lowest"), 10, numbers=True),
        Column("", 18, name="Lowest by"),
        Column(Message("Used"), 10, numbers=True),
        Column("", 18, name="Used by"),
        Column(Message("Highest"), 10, numbers=True),
        Column("", 18, name="Highest by"),
    )
    return (
        Heading(Message("What the choices move"), 2),
        Table(columns, rows, name="reduction_span", size="small"),
        Paragraph(
            Message(
                "tCO₂e a year, average of the crediting years: the climate model run under each "
                "choice, with waste and plant as in the study."
            ),
            "note",
        ),
    )


def emissions_by_year(result: StudyResult) -> tuple[Block, ...]:
    """Emissions, reduction and credits of each operation year."""
    climate = result.climate
    columns: dict[Words, Any] = {
        Message("As usual t"): climate.usual_tco2e,
        Message("Reference t"): climate.reference_tco2e,
        Message("Project t"): climate.project_tco2e,
        Message("Reduction t"): climate.reduction_tco2e,
        Message("Credits t"): climate.credits_tco2e,
        Message("Credits issued t"): climate.credits_issued_tco2e,
        Message("May be sold t"): climate.credits_for_sale_tco2e,
        Message("Biogenic CO₂ t"): climate.biogenic_co2_t,
    }
    return (
        Heading(Message("Emissions and credits by year")),
        by_year(result, columns, "emissions_by_year"),
        Paragraph(
            Message(
                "Credits stand in the year of the reduction, credits issued in the calendar year "
                "in which the wait for them ends. What may be sold is what the host lets leave, "
                "less Japan's share where a JCM grant pays for it."
            ),
            "note",
        ),
    )


def _cobenefits(result: StudyResult) -> tuple[Block, ...]:
    """Air pollutants avoided and caused, fluorocarbons, landfill space and leachate."""
    climate = result.climate
    return (
        Heading(Message("Co-benefits"), 2),
        figure_table(climate, COBENEFITS, "co_benefits"),
        _air(climate),
        Paragraph(AIR, "note"),
        *_damage(climate.air_damage_avoided_usd_per_year),
        *_fluorocarbons(climate),
    )


def _air(climate: Any) -> Table:
    parts = (
        climate.air_open_burning_kg_per_year,
        climate.air_grid_kg_per_year,
        climate.air_stack_kg_per_year,
        climate.air_avoided_kg_per_year,
    )
    rows = []
    for name in climate.air_avoided_kg_per_year:
        # Dioxins in milligrams of toxic equivalents, all others in kilograms.
        dioxins = name == "PCDD/F"
        scale, unit = (1e6, Message("mg TEQ/year")) if dioxins else (1.0, Message("kg/year"))
        rows.append((name_of(name), *(scale * number(part[name]) for part in parts), unit))
    columns = (
        Column(Message("Pollutant"), 20),
        Column(Message("Open burning avoided"), 20, numbers=True),
        Column(Message("Grid power avoided"), 18, numbers=True),
        Column(Message("Stack"), 16, numbers=True),
        Column(Message("Net avoided"), 16, numbers=True),
        Column("", 14),
    )
    return Table(columns, tuple(rows), name="air_pollutants")


def _damage(damage: Mapping[str, Any]) -> tuple[Block, ...]:
    if not damage:
        return ()
    text = Message(
        "Damage avoided at the study's own unit costs, an assumption, {money} a year: {amounts}.",
        amounts=tuple(_amount(name_of(name), value) for name, value in damage.items()),
    )
    return (Paragraph(text, "note"),)


def _fluorocarbons(climate: Any) -> tuple[Block, ...]:
    if not any(number(value) for value in climate.fluorocarbons_tco2e_per_year.values()):
        return ()
    text = Message(
        "Fluorocarbons destroyed, net, tCO₂e a year by set of warming potentials: {amounts}.",
        amounts=_by_report(climate.fluorocarbons_tco2e_per_year),
    )
    banks = Message(
        "Of them HFC, which inventories of the Paris Agreement hold: {inside}; CFC and HCFC, which "
        "they do not hold and whose destruction is no mitigation of an NDC: {outside}.",
        inside=_by_report(climate.fluorocarbons_in_inventory_tco2e_per_year),
        outside=_by_report(climate.fluorocarbons_outside_tco2e_per_year),
    )
    return (Paragraph(text, "note"), Paragraph(banks, "note"))


def _by_report(gases: Mapping[str, Any]) -> tuple[Message, ...]:
    return tuple(_amount(name, value) for name, value in gases.items())


def _amount(name: Words, value: Any) -> Message:
    return Message("{name} {amount}", name=name, amount=number(value))
