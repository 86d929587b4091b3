"""Waste-sector emissions of a city or country to 2050 under scenarios, as a tidy table."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import numpy as np
from pydantic import Field, ValidationError, model_validator

from wte_ppp.arrays import FloatArray
from wte_ppp.climate import incineration, landfill, pathway
from wte_ppp.climate.grid import displaced_tco2
from wte_ppp.climate.open_burning import open_burning_tco2e
from wte_ppp.documents import DocumentError, did_you_mean, read_document
from wte_ppp.feasibility.definition.climate import ClimateZone, DisposalSite
from wte_ppp.feasibility.layers import default_values
from wte_ppp.feasibility.steps.climate_factors import (
    combustion_factor,
    decay_rate,
    gwp,
    ipcc_carbon,
    landfill_factor,
    methane_correction,
)
from wte_ppp.field_problems import problems
from wte_ppp.mrv.tables import Report, Table
from wte_ppp.sources import table
from wte_ppp.validation import Quantity, Section, quantity, refuse_each

__all__ = ["Pathway", "PathwayDefinition", "PathwayResult", "read_pathway", "run_pathway"]

Route: TypeAlias = Literal["landfill", "open_burning", "wte", "diverted"]
ROUTES: tuple[Route, ...] = ("landfill", "open_burning", "wte", "diverted")
Milestones: TypeAlias = dict[
    Annotated[str, Field(pattern=r"^(19|20|21)[0-9]{2}$")], Annotated[float, Field(ge=0)]
]
# Sector of the 2006 IPCC Guidelines, gas, and what it is.
SERIES: Mapping[str, tuple[str, str, str]] = {
    "landfill": ("4A", "CH4", "Solid waste disposal"),
    "open_burning": ("4C2", "CO2, CH4, N2O", "Open burning"),
    "wte": ("1A1a", "CO2, CH4, N2O", "Waste burnt for energy"),
    "power_displaced": ("1A1a", "CO2", "Grid power displaced (negative; outside waste)"),
}
LONGEST = 100


class ScenarioSection(Section):
    """What becomes of the waste: shares of routes at milestones, straight lines between."""

    description: str = Field(default="", max_length=400, description="What is done")
    open_burning_percent: Milestones = Field(description="Burnt in the open, by year")
    wte_percent: Milestones = Field(description="Burnt for energy, by year")
    diverted_percent: Milestones = Field(description="Recycled or composted, by year")

    @model_validator(mode="after")
    def _leaves_a_share(self) -> "ScenarioSection":
        names = ("open_burning_percent", "wte_percent", "diverted_percent")
        empty = [(f".{name}", "no year", "one year or more", "add it")
                 for name in names if not getattr(self, name)]  # fmt: skip
        if empty:
            raise refuse_each(empty)
        years = sorted({int(year) for name in names for year in getattr(self, name)})
        total = sum(pathway.path_between(_years(getattr(self, name)), years) for name in names)
        faults = [
            ("", f"{value:.4g} % in {year}", "at most 100 %; the rest is landfilled", "lower one")
            for year, value in zip(years, np.asarray(total), strict=True)
            if value > 100 + 1e-9
        ]
        if faults:
            raise refuse_each(faults)
        return self


class PathwayDefinition(Section):
    """The file of a pathway."""

    schema_: Literal["wte_ppp/pathway/1"] = Field(
        alias="schema", description="Version of this format"
    )
    region: str = Field(min_length=1, max_length=100, description="City or country")
    remark: str = Field(default="", max_length=2000, description="What a reader must know")
    first_year: int = Field(strict=True, ge=1950, le=2100, description="First year of the table")
    last_year: int = Field(default=2050, strict=True, ge=1950, le=2150, description="Last year")
    population: Milestones = Field(description="Persons, by year")
    kg_per_person_day: Milestones = Field(description="Waste of a person, by year")
    composition_percent: dict[str, Quantity] = quantity(
        "% wet", "Share of each component; sums to 100", ge=0, le=100
    )
    past_years: int = Field(
        default=50, strict=True, ge=0, le=100, description="Years of landfilling before the first"
    )
    past_growth_percent: Quantity = quantity(
        "%/year", "Growth of waste in those years", ge=-20, le=30
    )
    past_landfilled_percent: Quantity = quantity(
        "%", "Share of that waste that was landfilled", ge=0, le=100
    )
    disposal_site: DisposalSite = Field(description="Kind of landfill")
    climate_zone: ClimateZone = Field(description="TOOL04 zone")
    oxidation: Quantity = quantity("", "OX of the cover", ge=0, le=1)
    captured_percent: Milestones = Field(
        default_factory=lambda: {"2020": 0.0}, description="Landfill gas burnt, by year"
    )
    gwp_set: Literal["AR4", "AR5", "AR6"] = Field(default="AR5", description="Warming potentials")
    wte_mwh_per_t: Quantity = quantity("MWh/t", "Power sold per tonne burnt", ge=0, le=1.5)
    grid_factor_tco2_per_mwh: Milestones = Field(description="Grid factor, by year")
    scenarios: dict[str, ScenarioSection] = Field(
        min_length=1, description="By name; the first is the one that others are compared with"
    )

    @model_validator(mode="after")
    def _fits_together(self) -> "PathwayDefinition":
        faults = []
        known = sorted({row["component"] for row in table("waste_components")})
        for name in self.composition_percent:
            if name not in known:
                guess = did_you_mean(name, known)
                action = f"write {guess!r}" if guess else "choose one"
                faults.append(
                    (f".composition_percent.{name}", repr(name), ", ".join(known), action)
                )
        total = float(sum(np.asarray(one) for one in self.composition_percent.values()))
        if abs(total - 100) > 0.5:
            faults.append((".composition_percent", f"{total:g} %", "100 %", "correct the shares"))
        if not self.first_year <= self.last_year < self.first_year + LONGEST:
            found = f"{self.first_year} to {self.last_year}"
            faults.append((".last_year", found, f"at most {LONGEST} years", "correct them"))
        for name in ("population", "kg_per_person_day", "captured_percent",
                     "grid_factor_tco2_per_mwh"):  # fmt: skip
            if not getattr(self, name):
                faults.append((f".{name}", "no year", "one year or more", "add it"))
        if self.disposal_site == "water_table":
            faults.append((".disposal_site", "water_table", "a site of the table", "choose one"))
        if faults:
            raise refuse_each(faults)
        return self


@dataclass(frozen=True)
class Pathway:
    """Emissions of one scenario by year, t CO2e, and waste by route, t."""

    waste_t: Mapping[str, FloatArray]
    emissions_tco2e: Mapping[str, FloatArray]
    biogenic_co2_t: FloatArray

    @property
    def sector_tco2e(self) -> FloatArray:
        """Waste sector with waste burnt for energy; power displaced is not in it."""
        return np.asarray(
            sum(self.emissions_tco2e[name] for name in ("landfill", "open_burning", "wte"))
        )

    @property
    def net_tco2e(self) -> FloatArray:
        """With the grid power that is displaced."""
        return self.sector_tco2e + self.emissions_tco2e["power_displaced"]


@dataclass(frozen=True)
class PathwayResult:
    """All scenarios over the years."""

    definition: PathwayDefinition
    years: tuple[int, ...]
    scenarios: Mapping[str, Pathway]

    def tidy(self) -> Table:
        """One value a row: scenario, year, region, sector, gas, variable, unit, value."""
        rows = []
        for name, one in self.scenarios.items():
            for route, waste in one.waste_t.items():
                rows += [
                    (name, year, self.definition.region, "", "", f"Waste|{route}", "t/yr",
                     float(value))
                    for year, value in zip(self.years, waste, strict=True)
                ]  # fmt: skip
            for kind, series in one.emissions_tco2e.items():
                sector, gas, _ = SERIES[kind]
                rows += [
                    (name, year, self.definition.region, sector, gas, f"Emissions|{kind}",
                     "t CO2e/yr", float(value))
                    for year, value in zip(self.years, series, strict=True)
                ]  # fmt: skip
            rows += [
                (name, year, self.definition.region, "1A1a (memo)", "CO2 biogenic",
                 "Emissions|wte_biogenic", "t CO2/yr", float(value))
                for year, value in zip(self.years, one.biogenic_co2_t, strict=True)
            ]  # fmt: skip
        heads = ("scenario", "year", "region", "ipcc_sector", "gas", "variable", "unit", "value")
        return Table("Pathway", heads, tuple(rows))

    def as_report(self) -> Report:
        """Sums by scenario, and every fifth year."""
        base = next(iter(self.scenarios.values()))
        sums = tuple(
            (name, self.definition.scenarios[name].description, float(one.sector_tco2e[-1]),
             float(one.sector_tco2e.sum()), float(one.net_tco2e.sum()),
             float((base.net_tco2e - one.net_tco2e).sum()))
            for name, one in self.scenarios.items()
        )  # fmt: skip
        shown = [
            index
            for index, year in enumerate(self.years)
            if year % 5 == 0 or index in (0, len(self.years) - 1)
        ]
        by_year = tuple(
            (self.years[index], *(float(one.sector_tco2e[index])
                                  for one in self.scenarios.values()))
            for index in shown
        )  # fmt: skip
        last = self.years[-1]
        notes = [
            "Landfill methane is that of all waste, also of the years before; IPCC 2006 model, "
            "decay from January after disposal.",
            "Waste burnt for energy stands in sector 1A1a as the guidelines ask. Grid power "
            "displaced is told apart: an energy model that computes power itself leaves it out.",
        ]
        if self.definition.remark:
            notes.insert(0, self.definition.remark)
        return Report(
            f"Waste-sector pathway of {self.definition.region} to {last}",
            tuple(notes),
            (
                Table(
                    "Scenarios",
                    ("Scenario", "What is done", f"t CO2e in {last}", "t CO2e in all years",
                     "With power displaced", "Less than the first"),
                    sums,
                ),
                Table("Years", ("Year", *self.scenarios), by_year, "t CO2e, waste sector."),
                self.tidy(),
            ),
        )  # fmt: skip


def read_pathway(path: str | Path) -> PathwayDefinition:
    """Read a pathway file.

    Parameters
    ----------
    path
        YAML by docs/schemas/pathway.schema.json.

    Returns
    -------
    PathwayDefinition
        Checked.

    Raises
    ------
    DocumentError
        With every fault.
    """
    document = read_document(path)
    try:
        return PathwayDefinition.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(problems(error, PathwayDefinition, document)) from error


def run_pathway(definition: PathwayDefinition) -> PathwayResult:
    """Emissions of every scenario.

    Parameters
    ----------
    definition
        As read.

    Returns
    -------
    PathwayResult
        By scenario and year.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 2, 3 and 5; sectors of Vol. 1, Ch. 8.
    """
    years = tuple(range(definition.first_year, definition.last_year + 1))
    people = pathway.path_between(_years(definition.population), years)
    each = pathway.path_between(_years(definition.kg_per_person_day), years)
    waste = np.asarray(pathway.generated_t(people, each))
    past = (
        _number(definition.past_landfilled_percent)
        / 100
        * pathway.earlier_waste_t(
            float(waste[0]), _number(definition.past_growth_percent) / 100, definition.past_years
        )
    )
    found = {
        name: _scenario(definition, scenario, years, waste, past)
        for name, scenario in definition.scenarios.items()
    }
    return PathwayResult(definition, years, found)


def _scenario(
    definition: PathwayDefinition,
    scenario: ScenarioSection,
    years: tuple[int, ...],
    waste: FloatArray,
    past: FloatArray,
) -> Pathway:
    shares = {
        "open_burning": pathway.path_between(_years(scenario.open_burning_percent), years) / 100,
        "wte": pathway.path_between(_years(scenario.wte_percent), years) / 100,
        "diverted": pathway.path_between(_years(scenario.diverted_percent), years) / 100,
    }
    rest = np.clip(1.0 - sum(shares.values()), 0.0, 1.0)
    routes = pathway.by_route_t(waste, {"landfill": rest, **shares})
    mix = {name: _number(one) / 100 for name, one in definition.composition_percent.items()}
    total = sum(mix.values())
    mix = {name: share / total for name, share in mix.items()}
    methane, nitrous = gwp("CH4", definition.gwp_set), gwp("N2O", definition.gwp_set)
    dry, carbon, fossil = _contents(mix)
    burnt = {name: share * routes["wte"] for name, share in mix.items()}
    technology = "continuous_stoker"
    wte = (
        incineration.fossil_co2_t(burnt, carbon, fossil, 1.0, dry)
        + incineration.n2o_t(routes["wte"], combustion_factor("n2o", technology, "ipcc")) * nitrous
        + incineration.ch4_t(routes["wte"], combustion_factor("ch4", technology, "ipcc")) * methane
    )
    grid = pathway.path_between(_years(definition.grid_factor_tco2_per_mwh), years)
    sold = _number(definition.wte_mwh_per_t) * routes["wte"]
    emissions = {
        "landfill": _landfill(definition, mix, routes["landfill"], past, years, methane),
        "open_burning": open_burning_tco2e(
            {name: share * routes["open_burning"] for name, share in mix.items()},
            carbon, fossil, dry,
            oxidation=landfill_factor("open_burning_oxidation", "ipcc_2006"),
            ch4_kg_per_t=landfill_factor("open_burning_ch4", "default"),
            n2o_kg_per_t_dry=landfill_factor("open_burning_n2o", "default"),
            gwp_methane=methane, gwp_n2o=nitrous,
        ),
        "wte": np.asarray(wte),
        "power_displaced": -np.asarray(displaced_tco2(sold, grid)),
    }  # fmt: skip
    return Pathway(
        waste_t={route: routes[route] for route in ROUTES},
        emissions_tco2e=emissions,
        biogenic_co2_t=incineration.biogenic_co2_t(burnt, carbon, fossil, 1.0, dry),
    )


def _landfill(
    definition: PathwayDefinition,
    mix: Mapping[str, float],
    landfilled: FloatArray,
    past: FloatArray,
    years: tuple[int, ...],
    methane: float,
) -> FloatArray:
    """Methane of all waste in the landfill, of the past and of the pathway."""
    defaults = default_values()
    captured = pathway.path_between(_years(definition.captured_percent), years) / 100
    whole = np.concatenate([past, landfilled])
    decay_class = {name: str(defaults[f"waste.components.{name}.decay_class"][0]) for name in mix}
    emitted = landfill.landfill_emissions_tco2e(
        {name: share * whole for name, share in mix.items()},
        {name: float(defaults[f"waste.components.{name}.doc_percent"][0]) / 100 for name in mix},
        {name: decay_rate(decay_class[name], definition.climate_zone) for name in mix},
        doc_f=landfill_factor("doc_f", "default"),
        methane_fraction=landfill_factor("methane_fraction", "default"),
        mcf=methane_correction(definition.disposal_site),
        oxidation=_number(definition.oxidation),
        gwp_methane=methane,
        captured_fraction=np.concatenate([np.zeros(len(past)), captured]),
        first_year_months=0.0,
    )
    return emitted[len(past) :]


def _contents(
    mix: Mapping[str, float],
) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Dry matter, carbon of it and its fossil share by the IPCC's table."""
    found = {name: ipcc_carbon(name) or (1.0, 0.0, 0.0) for name in mix}
    return (
        {name: one[0] for name, one in found.items()},
        {name: one[1] for name, one in found.items()},
        {name: one[2] for name, one in found.items()},
    )


def _years(milestones: Mapping[str, float]) -> dict[int, float]:
    return {int(year): float(value) for year, value in milestones.items()}


def _number(value: object) -> float:
    return float(np.asarray(value, dtype=float))
