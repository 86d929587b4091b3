"""Factors of the climate step by name, from the tables that ship with their sources."""

from functools import cache

import numpy as np

from wte_ppp.sources import table

# 2019 Refinement, Table 3.0, by the class of decay: garden waste counts as moderate, cautiously.
DECOMPOSABILITY = {
    "rapid": "highly_decomposable",
    "slow_paper": "moderately_decomposable",
    "moderate": "moderately_decomposable",
    "slow_wood": "less_decomposable",
}


COLUMNS = {"default": "value", "low": "lower", "high": "upper"}


@cache
def gwp(gas: str, report: str) -> float:
    """100-year warming potential of a gas in an IPCC report, from data/gwp.csv."""
    return next(
        float(row["value"]) for row in table("gwp") if row["gas"] == gas and row["set"] == report
    )


@cache
def landfill_factor(parameter: str, category: str, zone: str = "", column: str = "value") -> float:
    """Factor of data/landfill.csv, or an end of its range ("lower", "upper")."""
    return next(
        float(row[column])
        for row in table("landfill")
        if (row["parameter"], row["category"], row["climate_zone"]) == (parameter, category, zone)
    )


def decay_rate(decay_class: str, zone: str | None, rates: str = "default") -> float:
    """TOOL04 decay rate of a class of waste in a climate zone, 1/year; 0 for inert waste.

    NaN where the zone is unknown; `rates` "low" and "high" are the ends of the IPCC's range.
    """
    if decay_class == "inert":
        return 0.0
    if zone is None:
        return np.nan
    return landfill_factor("decay_rate", decay_class, zone, COLUMNS[rates])


def model_correction(zone: str | None, application: str = "b") -> float:
    """TOOL04 model correction factor phi of application "a" or "b" in a climate zone.

    NaN where the zone is unknown.
    """
    if zone is None:
        return np.nan
    kind = f"application_{application}_{'dry' if zone.endswith('dry') else 'humid'}"
    return landfill_factor("model_correction", kind)


def methane_correction(site: str) -> float:
    """Methane correction factor of a kind of landfill."""
    return landfill_factor("mcf", site)


def decomposing_2019(decay_class: str) -> float:
    """DOC_f of the 2019 Refinement by class of decay; 0 for inert waste."""
    if decay_class == "inert":
        return 0.0
    return landfill_factor("doc_f", DECOMPOSABILITY[decay_class])


@cache
def combustion_factor(gas: str, technology: str, basis: str = "acm0022") -> float:
    """N2O or CH4 of a furnace, kg per tonne wet waste, by ACM0022 or the IPCC ("ipcc")."""
    # N2O is told by how the furnace runs, CH4 by its kind as well.
    running = technology.removesuffix("_stoker").removesuffix("_fluidised_bed")
    category = running if gas == "n2o" else technology
    return next(
        float(row["value"])
        for row in table("incineration")
        if (row["parameter"], row["category"], row["basis"]) == (gas, category, basis)
    )


@cache
def ipcc_carbon(component: str) -> tuple[float, float, float] | None:
    """Dry matter, carbon of dry matter and its fossil share by the IPCC, kg/kg; None if unknown."""
    contents = {
        row["property"]: float(row["value"]) / 100
        for row in table("waste_components")
        if row["component"] == component and row["property"].startswith("ipcc_")
    }
    if not contents:
        return None
    return (
        contents["ipcc_dry_matter_percent"],
        contents["ipcc_carbon_percent"],
        contents["ipcc_fossil_percent"],
    )


@cache
def air_factor(pollutant: str, source_kind: str) -> float:
    """Factor of data/air_pollutants.csv in its own unit."""
    return next(
        float(row["value"])
        for row in table("air_pollutants")
        if (row["pollutant"], row["source_kind"]) == (pollutant, source_kind)
    )


@cache
def fluorocarbon(gas: str) -> tuple[float, float]:
    """Carbon atoms and molar mass, kg/kmol, of a gas or blend in data/fluorocarbons.csv."""
    return next(
        (float(row["carbon_atoms"]), float(row["molar_mass"]))
        for row in table("fluorocarbons")
        if row["gas"] == gas
    )


@cache
def in_paris_inventory(gas: str) -> bool:
    """Whether a gas stands in inventories of the Paris Agreement: HFC do, CFC and HCFC do not."""
    return any(
        row["gas"] == gas and row["paris_inventory"] == "yes" for row in table("fluorocarbons")
    )


@cache
def programme(parameter: str, category: str) -> float:
    """Figure of data/jcm_programme.csv in its own unit."""
    return next(
        float(row["value"])
        for row in table("jcm_programme")
        if (row["parameter"], row["category"]) == (parameter, category)
    )
