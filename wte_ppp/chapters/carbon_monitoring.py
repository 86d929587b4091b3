"""Monitoring report of the JCM as blocks: reductions, mass balance, parameters, plan, gaps."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from wte_ppp.blocks import Cell, Column, Document, Paragraph, Table, Words
from wte_ppp.chapters.carbon import (
    FACILITY_FILE,
    FURNACES,
    SITES,
    ZONES,
    carbon_document,
    exact,
)
from wte_ppp.chapters.carbon_facility import gap_table
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.steps.climate_factors import combustion_factor, decay_rate, gwp
from wte_ppp.messages import Message, Quoted
from wte_ppp.mrv.monitoring_report import MonitoringReport, factor_of_urea, landfill_site
from wte_ppp.sources import sentence_of, table

TOOL04 = "CDM TOOL04 v08.1"
STATED = Message("Stated by the operator")


def monitoring_document(report: MonitoringReport) -> Document:
    """Report of a monitoring period, from which it can be recomputed."""
    head = report.facility.definition
    return carbon_document(
        Message(
            "Monitoring report of {plant}, {first} to {last}",
            plant=head.name, first=head.first_month, last=head.last_month,
        ),
        Message("JCM monitoring report"),
        *(Paragraph(note) for note in _notes(report)),
        _reductions(report), _balance(report), _fixed_parameters(report), _composition(report),
        monitoring_plan(), gap_table(report.gaps),
    )  # fmt: skip


def _notes(report: MonitoringReport) -> Iterator[Words]:
    head, crediting = report.facility.definition, report.crediting
    if head.remark:
        yield Quoted(head.remark, FACILITY_FILE)
    yield Message(
        "Methodology: {methodology}.", methodology=Quoted(crediting.methodology, FACILITY_FILE)
    )
    yield Message(
        "Data gaps: missing data on electricity exported and waste diverted from the landfill "
        "count as zero; missing data on the plant's own emissions take the highest value measured "
        "in any period."
    )
    if crediting.fossil_carbon == "stack":
        yield Message(
            "Fossil CO2 is measured in the stack (ACM0022, option 3). This includes CO2 from "
            "auxiliary fuel, which is also counted separately; this is conservative."
        )
    yield from report.balance.findings()
    yield Message(
        "Sampling error of the composition, 90 % confidence, {samples} samples: ± {error:,.0f} "
        "t CO2e.",
        samples=report.facility.samples, error=report.sampling_error_tco2e,
    )  # fmt: skip
    heat = report.facility.monitoring.values.get("heat_sold_gj", ())
    if crediting.heat_fuel_tco2_per_gj is None and any(heat):
        yield Message(
            "Heat sold is not counted: {field} is not stated.",
            field="crediting.heat_fuel_tco2_per_gj",
        )
    if report.reduction_tco2e < 0:
        yield Message(
            "The plant emitted more than it avoided: no credits arise, and the deficit is carried "
            "forward to later periods ({field}).",
            field="crediting.earlier_shortfall_tco2e",
        )


def _reductions(report: MonitoringReport) -> Table:
    whole, japan, partner = report.credits
    credits = Message("credits")
    rows: tuple[tuple[Cell, ...], ...] = (
        (Message("Reference: landfill methane"), report.landfill_tco2e, "tCO2e"),
        (Message("Reference: grid power displaced"), report.grid_power_tco2e, "tCO2e"),
        (Message("Reference: heat displaced"), report.heat_tco2e, "tCO2e"),
        (Message("Reference emissions"), report.reference_tco2e, "tCO2e"),
        (Message("Project: fossil CO2 of waste"), report.fossil_co2_tco2e, "tCO2e"),
        (Message("Project: N2O and CH4"), report.n2o_ch4_tco2e, "tCO2e"),
        (Message("Project: auxiliary fuel"), report.auxiliary_fuel_tco2e, "tCO2e"),
        (Message("Project: site vehicles"), report.vehicles_tco2e, "tCO2e"),
        (Message("Project: electricity imported"), report.imported_power_tco2e, "tCO2e"),
        (Message("Project: urea"), report.urea_tco2e, "tCO2e"),
        (Message("Project: leachate"), report.leachate_tco2e, "tCO2e"),
        (Message("Project emissions"), report.project_tco2e, "tCO2e"),
        (Message("Emission reduction"), report.reduction_tco2e, "tCO2e"),
        (Message("Sampling error of the composition, 90 % confidence, ±"),
         report.sampling_error_tco2e, "tCO2e"),
        (Message("Sampling error of the reduction"), report.sampling_error_percent, "%"),
        (Message("Deficit carried forward from earlier periods"),
         _plain(report.crediting.earlier_shortfall_tco2e), "tCO2e"),
        (Message("Credits"), float(whole), credits),
        (Message("Credits of the Japanese side"), float(japan), credits),
        (Message("Credits of the partner country's side"), float(partner), credits),
        (Message("Ex-ante estimate for the period"), _plain(report.crediting.ex_ante_tco2e),
         "tCO2e"),
    )  # fmt: skip
    columns = (
        Column(Message("Emissions and credits"), 9, name="Item"),
        Column(Message("Value"), 3, numbers=True),
        Column(Message("Unit"), 2),
    )
    return Table(columns, rows, Message("Reductions"), name="Reductions")


def _balance(report: MonitoringReport) -> Table:
    mass = report.balance
    rows: tuple[tuple[Cell, ...], ...] = (
        (Message("Received, where measured"), mass.received_t),
        (Message("Sent elsewhere unburnt"), mass.sent_away_t),
        (Message("Fired, gaps at the lowest value"), mass.fired_t),
        (Message("Leachate, gaps at the lowest value"), mass.leachate_m3),
        (Message("Diverted from the landfill"), mass.kept_t),
        (Message("Received and not accounted for"), mass.unaccounted_t),
        (Message("Counted as fired (fossil carbon)"), mass.burnt_t),
        (Message("Water in the waste, by its components"), mass.water_t),
    )
    note = Message(
        "Waste that was received and is neither fired nor leachate does not count as diverted from "
        "the landfill, while its carbon counts as fired."
    )
    columns = (Column(Message("Mass"), 9), Column("t", 3, numbers=True))
    return Table(columns, rows, Message("Waste"), note, "Waste")


def _fixed_parameters(report: MonitoringReport) -> Table:
    """Every number of the report that is not monitored, each with its source."""
    head, crediting = report.facility.definition, report.crediting
    ar = Message("IPCC {set}, 100 years", set=head.gwp_set)
    methodology = Message("Fixed by the methodology or the monitoring plan")
    combustion = Message(
        "CDM ACM0022 v03.0, eq. 27: {technology}", technology=FURNACES[head.furnace_technology]
    )
    site_source = Message(
        "{document}: {site}", document=TOOL04, site=SITES[crediting.disposal_site]
    )
    technology = head.furnace_technology
    site = landfill_site(crediting)
    form = Message("monthly, eq. 2") if crediting.months_form else Message("yearly, eq. 1")
    rows: list[tuple[Cell, ...]] = [
        (Message("GWP of methane, biogenic"), exact(gwp("CH4_biogenic", head.gwp_set)), "-", ar),
        (Message("GWP of methane"), exact(gwp("CH4", head.gwp_set)), "-", ar),
        (Message("GWP of nitrous oxide"), exact(gwp("N2O", head.gwp_set)), "-", ar),
        (Message("Model correction, application B"), exact(site["model_correction"]), "-", TOOL04),
        (Message("Oxidation OX"), exact(site["oxidation"]), "-", TOOL04),
        (Message("Methane correction MCF"), exact(site["mcf"]), "-", site_source),
        (Message("Methane in landfill gas F"), exact(site["methane_fraction"]), "m3/m3", TOOL04),
        (Message("Fraction of carbon that decomposes DOC_f"), exact(site["doc_f"]), "-", TOOL04),
        (Message("Methane captured in the reference case f"), exact(site["captured_fraction"]), "-",
         methodology),
        (Message("Form of the landfill model"), form, "-", TOOL04),
        (Message("Reference grid factor"), _exact(crediting.reference_grid_factor_tco2_per_mwh),
         "tCO2/MWh", methodology),
        (Message("Grid factor of electricity imported"), _exact(head.grid_location_tco2_per_mwh),
         "tCO2/MWh", Quoted(head.grid_source, FACILITY_FILE)),
        (Message("N2O of combustion"), exact(combustion_factor("n2o", technology)), "kg/t",
         combustion),
        (Message("CH4 of combustion"), exact(combustion_factor("ch4", technology)), "kg/t",
         combustion),
        _default(Message("Grid losses on electricity imported"), "climate.import_loss_percent",
                 "%"),
        _default(Message("Diesel"), "climate.auxiliary_fuel_tco2_per_gj", "tCO2/GJ"),
        (Message("Urea"), exact(factor_of_urea()), "tCO2/t", Message("Stoichiometry, 44.01/60.06")),
    ]  # fmt: skip
    if crediting.heat_fuel_tco2_per_gj is not None:
        rows += [
            (Message("Fuel displaced by heat"), _exact(crediting.heat_fuel_tco2_per_gj), "tCO2/GJ",
             methodology),
            (Message("Efficiency of the boiler displaced"), _exact(crediting.heat_boiler_percent),
             "%", methodology),
        ]  # fmt: skip
    if head.fossil_of_stack_carbon_percent is not None:
        rows.append((Message("Fossil share of the stack's carbon"),
                     _exact(head.fossil_of_stack_carbon_percent), "%",
                     Message("Carbon-14, laboratory")))  # fmt: skip
    if head.leachate_mcf is not None:
        mcf_source = Message("Stated by the operator; CDM ACM0022 v03.0, eq. 28")
        rows.append((Message("Methane correction of leachate"), _exact(head.leachate_mcf), "-",
                     mcf_source))  # fmt: skip
    if head.leachate_cod_kg_per_m3 is not None:
        rows.append((Message("COD of leachate"), _exact(head.leachate_cod_kg_per_m3), "kg/m3",
                     STATED))  # fmt: skip
    for year, waste in enumerate(crediting.earlier_waste_t, 1):
        rows.append((Message("Waste of crediting year {year}", year=year), _exact(waste), "t",
                     Message("Earlier reports")))  # fmt: skip
    columns = (
        Column(Message("Parameter"), 10),
        Column(Message("Value"), 4, numbers=True),
        Column(Message("Unit"), 3),
        Column(Message("Source"), 9),
    )
    return Table(columns, tuple(rows), Message("Fixed parameters"), name="Fixed parameters")


def _composition(report: MonitoringReport) -> Table:
    """Mean composition of the samples, with carbon and decay of each component."""
    facility, crediting = report.facility, report.crediting
    defaults = default_values()
    contents = {
        (row["component"], row["property"]): float(row["value"])
        for row in table("waste_components")
        if row["property"] in ("fcc_percent", "ffc_percent")
    }

    def default(name: str, what: str) -> Any:
        return defaults[f"waste.components.{name}.{what}"][0]

    rows = tuple(
        (name, exact(100 * share), exact(float(default(name, "doc_percent"))),
         exact(decay_rate(str(default(name, "decay_class")), crediting.climate_zone)),
         exact(contents[name, "fcc_percent"]), exact(contents[name, "ffc_percent"]))
        for name, share in facility.composition.items()
    )  # fmt: skip
    note = Message(
        "Mean of {samples} samples of {file}. DOC and k: {document}, {zone}; carbon: CDM ACM0022 "
        "v03.0.",
        samples=facility.samples, file=facility.definition.composition_file, document=TOOL04,
        zone=ZONES[crediting.climate_zone],
    )  # fmt: skip
    columns = (
        Column(Message("Component"), 4),
        Column(Message("% wet"), 3, numbers=True),
        Column(Message("DOC, %"), 3, numbers=True, name="DOC %"),
        Column(Message("k, 1/year"), 3, numbers=True, name="k 1/year"),
        Column(Message("Carbon, % wet"), 3, numbers=True, name="Carbon % wet"),
        Column(Message("Fossil, % of carbon"), 3, numbers=True, name="Fossil % of carbon"),
    )
    return Table(columns, rows, Message("Composition"), note, "Composition")


def monitoring_plan() -> Table:
    """Parameters to monitor, with instrument, frequency and option, as a table."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (row["parameter"], *(sentence_of(row, name)
                             for name in ("what", "unit", "instrument", "frequency", "option")))
        for row in table("monitoring_parameters")
        if row["gap_reference"] or row["gap_project"]
    )  # fmt: skip
    composition = (
        "composition", Message("Share of each component in the waste"), Message("% wet"),
        Message("Sorting of samples"),
        Message("four times a year or more, in dry and wet seasons"), "C",
    )  # fmt: skip
    columns = (
        Column(Message("Parameter"), 8),
        Column(Message("Description"), 9, name="What"),
        Column(Message("Unit"), 3),
        Column(Message("Instrument"), 9),
        Column(Message("Frequency"), 8),
        Column(Message("Option"), 3),
    )
    note = Message("Option A: public data; B: amounts on invoices; C: measured.")
    return Table(columns, (*rows, composition), Message("Monitoring plan"), note, "Monitoring plan")


def _plain(value: Any) -> float | None:
    return None if value is None else float(np.asarray(value))


def _exact(value: Any) -> Cell:
    return exact(_plain(value))


def _default(label: Message, path: str, unit: str) -> tuple[Cell, ...]:
    value, origin = default_values()[path]
    return (label, exact(float(value)), unit, origin.source)
