"""What a monitoring report fixes beforehand, each with its source, so that it can be recomputed."""

from typing import Any

import numpy as np

from wte_ppp.feasibility.layers import default_values
from wte_ppp.feasibility.steps.climate_factors import (
    combustion_factor,
    decay_rate,
    gwp,
    landfill_factor,
    methane_correction,
    model_correction,
)
from wte_ppp.mrv.facility import CreditingSection, Facility
from wte_ppp.mrv.tables import Cell, Table
from wte_ppp.sources import table

TOOL04 = "CDM TOOL04 v08.1"
METHODOLOGY = "Fixed by the methodology or the monitoring plan"


def landfill_site(crediting: CreditingSection) -> dict[str, float]:
    """Parameters of the landfill that the waste would go to.

    Parameters
    ----------
    crediting
        Its kind and climate.

    Returns
    -------
    dict[str, float]
        As :func:`wte_ppp.climate.landfill.landfill_emissions_tco2e` takes them.
    """
    return {
        "doc_f": landfill_factor("doc_f", "default"),
        "methane_fraction": landfill_factor("methane_fraction", "default"),
        "mcf": methane_correction(crediting.disposal_site),
        "oxidation": landfill_factor("oxidation", "tool04"),
        "model_correction": model_correction(crediting.climate_zone),
        "captured_fraction": float(np.asarray(crediting.captured_fraction)),
    }


def factor_of_urea() -> float:
    """T CO2 per t of urea."""
    return next(
        float(row["value"]) for row in table("incineration") if row["parameter"] == "urea_co2"
    )


def fixed_parameters(facility: Facility, crediting: CreditingSection) -> Table:
    """Every number of the report that is not monitored.

    Parameters
    ----------
    facility
        As read.
    crediting
        Its crediting section.

    Returns
    -------
    Table
        Parameter, value, unit, source.
    """
    head = facility.definition
    ar = f"IPCC {head.gwp_set}, 100 years"
    technology = head.furnace_technology
    site = landfill_site(crediting)
    rows: list[tuple[Cell, ...]] = [
        ("GWP of methane, biogenic", gwp("CH4_biogenic", head.gwp_set), "-", ar),
        ("GWP of methane", gwp("CH4", head.gwp_set), "-", ar),
        ("GWP of nitrous oxide", gwp("N2O", head.gwp_set), "-", ar),
        ("Model correction, application B", site["model_correction"], "-", TOOL04),
        ("Oxidation OX", site["oxidation"], "-", TOOL04),
        ("Methane correction MCF", site["mcf"], "-", f"{TOOL04}: {crediting.disposal_site}"),
        ("Methane in landfill gas F", site["methane_fraction"], "m3/m3", TOOL04),
        ("Carbon that decomposes DOC_f", site["doc_f"], "-", TOOL04),
        ("Methane captured anyway f", site["captured_fraction"], "-", METHODOLOGY),
        ("Form of the landfill", "monthly, eq. 2" if crediting.months_form else "yearly, eq. 1",
         "-", TOOL04),
        ("Reference grid factor", _plain(crediting.reference_grid_factor_tco2_per_mwh),
         "tCO2/MWh", METHODOLOGY),
        ("Grid factor of power bought", _plain(head.grid_location_tco2_per_mwh), "tCO2/MWh",
         head.grid_source),
        ("N2O of combustion", combustion_factor("n2o", technology), "kg/t",
         f"CDM ACM0022 v03.0, eq. 27: {technology}"),
        ("CH4 of combustion", combustion_factor("ch4", technology), "kg/t",
         f"CDM ACM0022 v03.0, eq. 27: {technology}"),
        _default("Losses on power bought", "climate.import_loss_percent", "%"),
        _default("Diesel", "climate.auxiliary_fuel_tco2_per_gj", "tCO2/GJ"),
        ("Urea", factor_of_urea(), "tCO2/t", "Stoichiometry, 44.01/60.06"),
    ]  # fmt: skip
    if crediting.heat_fuel_tco2_per_gj is not None:
        rows.append(("Fuel displaced by heat", _plain(crediting.heat_fuel_tco2_per_gj), "tCO2/GJ",
                     METHODOLOGY))  # fmt: skip
        rows.append(("Boiler displaced by heat", _plain(crediting.heat_boiler_percent), "%",
                     METHODOLOGY))  # fmt: skip
    if head.fossil_of_stack_carbon_percent is not None:
        rows.append(
            (
                "Fossil share of the stack's carbon",
                _plain(head.fossil_of_stack_carbon_percent),
                "%",
                "Carbon-14, laboratory",
            )
        )
    if head.leachate_mcf is not None:
        rows.append(("Methane correction of leachate", _plain(head.leachate_mcf), "-",
                     "Stated by the operator; CDM ACM0022 v03.0, eq. 28"))  # fmt: skip
    if head.leachate_cod_kg_per_m3 is not None:
        rows.append(("COD of leachate", _plain(head.leachate_cod_kg_per_m3), "kg/m3",
                     "Stated by the operator"))  # fmt: skip
    for year, waste in enumerate(crediting.earlier_waste_t, 1):
        rows.append((f"Waste of crediting year {year}", _plain(waste), "t", "Earlier reports"))
    heads = ("Parameter", "Value", "Unit", "Source")
    return Table("Fixed parameters", heads, tuple(rows), exact=True)


def composition_table(facility: Facility, crediting: CreditingSection) -> Table:
    """Mean composition of the samples, with carbon and decay of each component.

    Parameters
    ----------
    facility
        With its composition.
    crediting
        Says the climate.

    Returns
    -------
    Table
        One component a row.
    """
    defaults = default_values()
    rows = {(row["component"], row["property"]): row["value"] for row in table("waste_components")}

    def of(name: str, what: str) -> Any:
        return defaults[f"waste.components.{name}.{what}"][0]

    heads = ("Component", "% wet", "DOC %", "k 1/year", "Carbon % wet", "Fossil % of carbon")
    found = tuple(
        (name, 100 * share, float(of(name, "doc_percent")),
         decay_rate(str(of(name, "decay_class")), crediting.climate_zone),
         float(rows[name, "fcc_percent"]), float(rows[name, "ffc_percent"]))
        for name, share in facility.composition.items()
    )  # fmt: skip
    note = (
        f"Mean of {facility.samples} samples of {facility.definition.composition_file}. DOC and k: "
        f"{TOOL04}, {crediting.climate_zone}; carbon: CDM ACM0022 v03.0."
    )
    return Table("Composition", heads, found, note, exact=True)


def _plain(value: Any) -> float:
    return float(np.asarray(value))


def _default(label: str, path: str, unit: str) -> tuple[Cell, ...]:
    value, origin = default_values()[path]
    return (label, float(value), unit, origin.source)
