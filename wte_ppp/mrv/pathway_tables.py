"""A pathway as tables: tidy, as integrated assessment models take it, and as a report."""

from collections.abc import Mapping

from wte_ppp._version import __version__
from wte_ppp.arrays import FloatArray
from wte_ppp.mrv.pathway import PathwayResult
from wte_ppp.mrv.tables import Cell, Report, Table

# Kind of source: its sector in the 2006 IPCC Guidelines, and what it is.
SECTORS: Mapping[str, tuple[str, str]] = {
    "landfill": ("4A", "Solid waste disposal"),
    "open_burning": ("4C2", "Open burning"),
    "wte": ("1A1a", "Waste burnt for energy"),
    "power_displaced": ("1A1a", "Grid power displaced: negative, outside the waste sector"),
}
# As national energy-emission models name them (template of the integrated assessment community).
IAMC: Mapping[str, str] = {
    "landfill": "Waste|Solid Waste Disposal",
    "open_burning": "Waste|Open Burning",
    "wte": "Energy|Supply|Electricity|Waste",
    "power_displaced": "Energy|Supply|Electricity|Displaced by Waste",
}
MEGA = 1e6


def tidy(result: PathwayResult) -> Table:
    """One value a row: scenario, year, region, sector, gas, variable, unit, value."""
    rows: list[tuple[Cell, ...]] = []
    for name, one in result.scenarios.items():
        series: list[tuple[str, str, str, str, FloatArray]] = [
            ("", "", f"Waste|{route}", "t/yr", waste) for route, waste in one.waste_t.items()
        ]
        for kind, gases in one.gases_t.items():
            sector = SECTORS[kind][0]
            for gas, tonnes in gases.items():
                equivalent = tonnes * one.potentials[kind][gas]
                series.append((sector, gas, f"Emissions|{kind}", f"t {gas}/yr", tonnes))
                series.append((sector, gas, f"Emissions|{kind}", "t CO2e/yr", equivalent))
        series.append(("1A1a", "CO2 biogenic", "Memo|wte", "t CO2/yr", one.biogenic_co2_t))
        series.append(("1A1a", "", "Power|wte", "MWh/yr", one.power_mwh))
        rows += [
            (name, year, result.definition.region, sector, gas, variable, unit, float(value))
            for sector, gas, variable, unit, values in series
            for year, value in zip(result.years, values, strict=True)
        ]
    heads = ("scenario", "year", "region", "ipcc_sector", "gas", "variable", "unit", "value")
    return Table("Pathway", heads, tuple(rows))


def iamc(result: PathwayResult) -> Table:
    """Years as columns, variables as integrated assessment models name them, Mt and GWh."""
    rows: list[tuple[Cell, ...]] = []
    for name, one in result.scenarios.items():
        for kind, gases in one.gases_t.items():
            for gas, tonnes in gases.items():
                variable, unit = f"Emissions|{gas}|{IAMC[kind]}", f"Mt {gas}/yr"
                rows.append(_wide(result, name, variable, unit, tonnes / MEGA))
        power = one.power_mwh / 1000
        rows.append(_wide(result, name, "Secondary Energy|Electricity|Waste", "GWh/yr", power))
    heads = ("Model", "Scenario", "Region", "Variable", "Unit", *map(str, result.years))
    return Table("IAMC", heads, tuple(rows))


def pathway_report(result: PathwayResult) -> Report:
    """Sums by scenario, and every fifth year."""
    base = next(iter(result.scenarios.values()))
    sums = tuple(
        (name, result.definition.scenarios[name].description, float(one.sector_tco2e[-1]),
         float(one.sector_tco2e.sum()), float(one.net_tco2e.sum()),
         float((base.net_tco2e - one.net_tco2e).sum()))
        for name, one in result.scenarios.items()
    )  # fmt: skip
    shown = [
        index
        for index, year in enumerate(result.years)
        if year % 5 == 0 or index in (0, len(result.years) - 1)
    ]
    by_year = tuple(
        (result.years[index], *(float(one.sector_tco2e[index])
                              for one in result.scenarios.values()))
        for index in shown
    )  # fmt: skip
    last = result.years[-1]
    notes = [
        "Landfill methane is that of all waste, also of the years before; IPCC 2006 model, "
        "decay from January after disposal.",
        "Waste burnt for energy stands in sector 1A1a as the guidelines ask. Grid power "
        "displaced is told apart: an energy model that computes power itself leaves it out.",
    ]
    if result.definition.remark:
        notes.insert(0, result.definition.remark)
    return Report(
        f"Waste-sector pathway of {result.definition.region} to {last}",
        tuple(notes),
        (
            Table(
                "Scenarios",
                ("Scenario", "What is done", f"t CO2e in {last}", "t CO2e in all years",
                 "With power displaced", "Less than the first"),
                sums,
            ),
            Table("Years", ("Year", *result.scenarios), by_year, "t CO2e, waste sector."),
            tidy(result),
            iamc(result),
        ),
    )  # fmt: skip


def _wide(
    result: PathwayResult, scenario: str, variable: str, unit: str, values: FloatArray
) -> tuple[Cell, ...]:
    head = (f"wte_ppp {__version__}", scenario, result.definition.region, variable, unit)
    return (*head, *map(float, values))
