"""A waste-sector pathway and the gas of a landfill as blocks, and as tables for other models."""

from collections.abc import Mapping

import numpy as np

from wte_ppp import __version__
from wte_ppp.arrays import FloatArray
from wte_ppp.blocks import Bars, Block, Cell, Column, Document, Lines, Paragraph, Series, Table
from wte_ppp.chapters.carbon import carbon_document, exact
from wte_ppp.feasibility.steps.climate_factors import gwp, landfill_factor, methane_correction
from wte_ppp.messages import Message, Quoted
from wte_ppp.mrv.landfill_gas import LandfillGas
from wte_ppp.mrv.pathway import PathwayResult

# Kind of source: its sector in the 2006 IPCC Guidelines.
SECTORS: Mapping[str, str] = {
    "landfill": "4A",
    "open_burning": "4C2",
    "wte": "1A1a",
    "composted": "4B",
    "digested": "4B",
    "sewage": "4D1",
    "power_displaced": "1A1a",
}
# Variables of the template of integrated assessment models (IAMC common-definitions, 24 June 2026)
# by kind of source. It has none below them, and none for displaced power, which such a model
# computes itself.
IAMC: Mapping[str, str] = {
    "landfill": "Waste",
    "open_burning": "Waste",
    "composted": "Waste",
    "digested": "Waste",
    "sewage": "Waste",
    "wte": "Energy|Supply|Electricity",
}
# Species of the template: its name, unit, and how many tonnes the unit has.
IAMC_SPECIES: Mapping[str, tuple[str, str, float]] = {
    "CO2": ("CO2", "Mt CO2/yr", 1e6),
    "CH4": ("CH4", "Mt CH4/yr", 1e6),
    "N2O": ("N2O", "kt N2O/yr", 1e3),
    "SO2": ("Sulfur", "Mt SO2/yr", 1e6),
    "NOx": ("NOx", "Mt NO2/yr", 1e6),
    "BC": ("BC", "Mt BC/yr", 1e6),
    "OC": ("OC", "Mt OC/yr", 1e6),
    "CO": ("CO", "Mt CO/yr", 1e6),
    "NH3": ("NH3", "Mt NH3/yr", 1e6),
    "NMVOC": ("VOC", "Mt VOC/yr", 1e6),
}
EJ_PER_MWH = 3.6e-9
NAMES: Mapping[str, Message] = {
    "landfill": Message("Landfill methane"),
    "open_burning": Message("Open burning"),
    "wte": Message("Waste burnt for energy"),
    "composted": Message("Composting"),
    "digested": Message("Anaerobic digestion"),
    "sewage": Message("Domestic sewage"),
    "power_displaced": Message("Grid power displaced"),
}
UNIT = Message("thousand tCO₂e a year")
THOUSAND, MEGA = 1e3, 1e6
PATHWAY_FILE, LANDFILL_FILE = "pathway file", "landfill file"


def pathway_document(result: PathwayResult) -> Document:
    """Charts, sums by scenario, and every fifth year."""
    definition, last = result.definition, result.years[-1]
    base = next(iter(result.scenarios.values()))
    sums = tuple(
        (name, Quoted(definition.scenarios[name].description, PATHWAY_FILE),
         float(scenario.sector_tco2e[-1]), float(scenario.sector_tco2e.sum()),
         float(scenario.net_tco2e.sum()), float((base.net_tco2e - scenario.net_tco2e).sum()))
        for name, scenario in result.scenarios.items()
    )  # fmt: skip
    shown = [
        index
        for index, year in enumerate(result.years)
        if year % 5 == 0 or index in (0, len(result.years) - 1)
    ]
    by_year = tuple(
        (result.years[index], *(float(scenario.sector_tco2e[index])
                                for scenario in result.scenarios.values()))
        for index in shown
    )  # fmt: skip
    remark = (Paragraph(Quoted(definition.remark, PATHWAY_FILE)),) if definition.remark else ()
    return carbon_document(
        Message("Waste-sector pathway of {region} to {year}", region=definition.region, year=last),
        Message("Waste-sector pathway"),
        *remark,
        Paragraph(
            Message(
                "Landfill methane is that of all waste, including waste landfilled in earlier "
                "years; IPCC 2006 model, decay from January after disposal."
            )
        ),
        Paragraph(
            Message(
                "Waste burnt for energy is in sector 1A1a, as the guidelines require. Grid "
                "power displaced is reported separately: an energy model that computes power "
                "itself leaves it out."
            )
        ),
        *_reservations(result),
        *_charts(result),
        Table(
            (Column(Message("Scenario"), 5),
             Column(Message("Measures"), 9, name="What is done"),
             Column(Message("t CO2e in {year}", year=last), 4, numbers=True),
             Column(Message("t CO2e, all years"), 4, numbers=True,
                    name="t CO2e in all years"),
             Column(Message("Net of power displaced"), 4, numbers=True,
                    name="With power displaced"),
             Column(Message("Below the first scenario"), 4, numbers=True,
                    name="Less than the first")),
            sums, Message("Scenarios"), name="Scenarios",
        ),
        Table(
            (Column(Message("Year"), 3),
             *(Column(name, 5, numbers=True) for name in result.scenarios)),
            by_year, Message("Emissions by year"), Message("t CO2e, waste sector."), "Years",
        ),
        *_costs(result),
    )  # fmt: skip


def _reservations(result: PathwayResult) -> tuple[Block, ...]:
    """What a reader of the tables must know."""
    notes = [
        Message(
            "What is recycled, composted or digested changes the composition of the rest. The "
            "table for integrated assessment models sums landfill, open burning, composting, "
            "digestion and sewage under Waste (IPCC 2006 category 4); waste burnt for energy is "
            "under electricity supply, its power under biomass and other by the heating value. "
            "These are the part of waste alone, with the warming potentials of {set}.",
            set=result.definition.gwp_set,
        )
    ]
    if result.definition.sewage is None:
        notes.append(Message("Sewage is not stated and not counted."))
    return tuple(Paragraph(note) for note in notes)


def _costs(result: PathwayResult) -> tuple[Block, ...]:
    """Cost of each scenario, and of a tonne less than the first; nothing where none is stated."""
    if not result.definition.cost_usd_per_t:
        return ()
    base = next(iter(result.scenarios.values()))
    rows = []
    for name, scenario in result.scenarios.items():
        total, first = scenario.total_cost_usd, base.total_cost_usd
        less = float((base.net_tco2e - scenario.net_tco2e).sum())
        per_t = None
        if total is not None and first is not None and less > 0:
            per_t = float((total - first).sum()) / less
        rows.append((name, None if total is None else float(total.sum()), per_t))
    columns = (
        Column(Message("Scenario"), 5),
        Column(Message("USD, all years"), 4, numbers=True, name="USD in all years"),
        Column(Message("USD per t CO2e below the first"), 4, numbers=True, name="USD per t less"),
    )
    note = Message(
        "Constant prices, not discounted. A route that takes waste and has no cost leaves the sum "
        "not stated."
    )
    return (Table(columns, tuple(rows), Message("Costs"), note, "Costs"),)


def _charts(result: PathwayResult) -> tuple[Block, ...]:
    region = result.definition.region
    lines = Lines(
        "pathway",
        Message("Waste-sector emissions of {region}", region=region),
        UNIT,
        categories=result.years,
        series=tuple(
            Series(name, _thousands(scenario.sector_tco2e))
            for name, scenario in result.scenarios.items()
        ),
    )
    bars = (
        Bars(
            f"pathway-{number}",
            Message("{region}, scenario {scenario}, by source", region=region, scenario=name),
            UNIT,
            categories=result.years,
            series=tuple(
                Series(NAMES[kind], _thousands(values))
                for kind, values in scenario.emissions_tco2e.items()
            ),
        )
        for number, (name, scenario) in enumerate(result.scenarios.items(), 1)
    )
    return (lines, *bars)


def _thousands(values: FloatArray) -> tuple[float, ...]:
    return tuple(float(value) for value in values / THOUSAND)


def long_table_note(table: Table, *files: str) -> Paragraph:
    """Where a table is that is too long for paper."""
    note = Message(
        "{table}, {rows:,} rows: see {files}.",
        table=table.title, rows=len(table.rows), files=files,
    )  # fmt: skip
    return Paragraph(note, "note")


def tidy(result: PathwayResult) -> Table:
    """One value a row: scenario, year, region, sector, gas, variable, unit, value."""
    rows: list[tuple[Cell, ...]] = []
    for name, scenario in result.scenarios.items():
        series: list[tuple[str, str, str, str, FloatArray]] = [
            ("", "", f"Waste|{route}", "t/yr", waste) for route, waste in scenario.waste_t.items()
        ]
        for kind, gases in scenario.gases_t.items():
            sector = SECTORS[kind]
            for gas, tonnes in gases.items():
                equivalent = tonnes * scenario.potentials[kind][gas]
                series.append((sector, gas, f"Emissions|{kind}", f"t {gas}/yr", tonnes))
                series.append((sector, gas, f"Emissions|{kind}", "t CO2e/yr", equivalent))
        for kind, pollutants in scenario.air_t.items():
            series += [
                (SECTORS[kind], pollutant, f"Air|{kind}", f"t {pollutant}/yr", tonnes)
                for pollutant, tonnes in pollutants.items()
            ]
        series += [
            ("", "", f"Cost|{route}", "USD/yr", cost) for route, cost in scenario.cost_usd.items()
        ]
        series.append(("1A1a", "CO2 biogenic", "Memo|wte", "t CO2/yr", scenario.biogenic_co2_t))
        series.append(("1A1a", "", "Power|wte", "MWh/yr", scenario.power_mwh))
        series.append(("1A1a", "", "Power|digested", "MWh/yr", scenario.biogas_power_mwh))
        rows += [
            (name, year, result.definition.region, sector, gas, variable, unit, float(value))
            for sector, gas, variable, unit, values in series
            for year, value in zip(result.years, values, strict=True)
        ]
    heads = ("scenario", "year", "region", "ipcc_sector", "gas", "variable", "unit", "value")
    columns = tuple(Column(head, numbers=head == "value") for head in heads)
    return Table(columns, tuple(rows), Message("Pathway"), name="Pathway")


def iamc(result: PathwayResult) -> Table:
    """Years as columns, variables and units as the template of integrated assessment models."""
    rows: list[tuple[Cell, ...]] = []
    for name, scenario in result.scenarios.items():
        sums: dict[tuple[str, str], FloatArray] = {}
        for by_kind in (scenario.gases_t, scenario.air_t):
            for kind, species in by_kind.items():
                for gas, tonnes in species.items():
                    if kind in IAMC and gas in IAMC_SPECIES:
                        head, unit, tonnes_of_unit = IAMC_SPECIES[gas]
                        key = (f"Emissions|{head}|{IAMC[kind]}", unit)
                        sums[key] = sums.get(key, np.zeros(len(result.years))) + (
                            tonnes / tonnes_of_unit
                        )
        waste = [kind for kind, sector in IAMC.items() if sector == "Waste"]
        sums["Emissions|Kyoto Gases|Waste", "Mt CO2-equiv/yr"] = (
            np.asarray(
                sum(values for kind, values in scenario.emissions_tco2e.items() if kind in waste)
            )
            / MEGA
        )
        fossil = scenario.power_mwh * scenario.fossil_energy_share
        power = "Secondary Energy|Electricity"
        biogenic = scenario.power_mwh - fossil + scenario.biogas_power_mwh
        sums[f"{power}|Biomass", "EJ/yr"] = biogenic * EJ_PER_MWH
        sums[f"{power}|Other", "EJ/yr"] = fossil * EJ_PER_MWH
        rows += [
            _wide(result, name, variable, unit, values) for (variable, unit), values in sums.items()
        ]
    heads = ("Model", "Scenario", "Region", "Variable", "Unit")
    years = (Column(str(year), numbers=True) for year in result.years)
    return Table((*map(Column, heads), *years), tuple(rows), "IAMC", name="IAMC")


def _wide(
    result: PathwayResult, scenario: str, variable: str, unit: str, values: FloatArray
) -> tuple[Cell, ...]:
    head = (f"wte_ppp {__version__}", scenario, result.definition.region, variable, unit)
    return (*head, *map(float, values))


def landfill_gas_document(gas: LandfillGas) -> Document:
    """Gas of a landfill by year, and the parameters behind it."""
    head = gas.definition
    rows = tuple(
        (year, *map(float, values))
        for year, *values in zip(
            gas.years, gas.waste_t, gas.methane_t, gas.generated_tco2e, gas.burnt_tco2e,
            gas.reduction_tco2e, strict=True,
        )
    )  # fmt: skip
    fixed: tuple[tuple[Cell, ...], ...] = (
        (Message("Model correction, application A"), exact(gas.model_correction), "-"),
        (Message("Oxidation OX"), exact(gas.oxidation), "-"),
        (Message("Methane correction MCF"), exact(methane_correction(head.disposal_site)), "-"),
        (Message("Methane in landfill gas F"),
         exact(landfill_factor("methane_fraction", "default")), "m3/m3"),
        (Message("Fraction of carbon that decomposes DOC_f"),
         exact(landfill_factor("doc_f", "default")), "-"),
        (Message("GWP of methane, biogenic"), exact(gwp("CH4_biogenic", head.gwp_set)), "-"),
        (Message("Collected and burnt"), exact(100 * gas.burnt_fraction), "%"),
    )  # fmt: skip
    return carbon_document(
        Message(
            "Landfill gas of {landfill}, {first} to {last}",
            landfill=head.name, first=gas.years[0], last=gas.years[-1],
        ),
        Message("Landfill gas"),
        *((Paragraph(Quoted(head.remark, LANDFILL_FILE)),) if head.remark else ()),
        Paragraph(
            Message(
                "CDM TOOL04 version 08.1, application A: all waste since the site was opened, "
                "no gas captured. Reduction by ACM0001, before the wells' power and fuel."
            )
        ),
        Table(
            (Column(Message("Year"), 3),
             Column(Message("Waste, t"), 4, numbers=True, name="Waste t"),
             Column(Message("Methane, t"), 4, numbers=True, name="Methane t"),
             Column(Message("Methane, tCO2e"), 4, numbers=True, name="Methane tCO2e"),
             Column(Message("Burnt, tCO2e"), 4, numbers=True, name="Burnt tCO2e"),
             Column(Message("Reduction, tCO2e"), 4, numbers=True, name="Reduction tCO2e")),
            rows, Message("Landfill gas by year"), name="Gas",
        ),
        Table(
            (Column(Message("Parameter"), 8), Column(Message("Value"), 4, numbers=True),
             Column(Message("Unit"), 3)),
            fixed, Message("Fixed parameters"), name="Fixed parameters",
        ),
    )  # fmt: skip
