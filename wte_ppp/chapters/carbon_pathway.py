"""A waste-sector pathway and the gas of a landfill as blocks, and as tables for other models."""

from collections.abc import Mapping

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
    "power_displaced": "1A1a",
}
# As national energy-emission models name them (template of the integrated assessment community).
IAMC: Mapping[str, str] = {
    "landfill": "Waste|Solid Waste Disposal",
    "open_burning": "Waste|Open Burning",
    "wte": "Energy|Supply|Electricity|Waste",
    "power_displaced": "Energy|Supply|Electricity|Displaced by Waste",
}
NAMES: Mapping[str, Message] = {
    "landfill": Message("Landfill methane"),
    "open_burning": Message("Open burning"),
    "wte": Message("Waste burnt for energy"),
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
    )  # fmt: skip


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
        series.append(("1A1a", "CO2 biogenic", "Memo|wte", "t CO2/yr", scenario.biogenic_co2_t))
        series.append(("1A1a", "", "Power|wte", "MWh/yr", scenario.power_mwh))
        rows += [
            (name, year, result.definition.region, sector, gas, variable, unit, float(value))
            for sector, gas, variable, unit, values in series
            for year, value in zip(result.years, values, strict=True)
        ]
    heads = ("scenario", "year", "region", "ipcc_sector", "gas", "variable", "unit", "value")
    columns = tuple(Column(head, numbers=head == "value") for head in heads)
    return Table(columns, tuple(rows), Message("Pathway"), name="Pathway")


def iamc(result: PathwayResult) -> Table:
    """Years as columns, variables as integrated assessment models name them, Mt and GWh."""
    rows: list[tuple[Cell, ...]] = []
    for name, scenario in result.scenarios.items():
        for kind, gases in scenario.gases_t.items():
            for gas, tonnes in gases.items():
                variable, unit = f"Emissions|{gas}|{IAMC[kind]}", f"Mt {gas}/yr"
                rows.append(_wide(result, name, variable, unit, tonnes / MEGA))
        power = scenario.power_mwh / THOUSAND
        rows.append(_wide(result, name, "Secondary Energy|Electricity|Waste", "GWh/yr", power))
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
