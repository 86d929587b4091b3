"""The pathway file: people, waste and what becomes of it, by scenario."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import numpy as np
from pydantic import Field, model_validator

from wte_ppp.arrays import FloatArray
from wte_ppp.cards import quantity
from wte_ppp.climate.pathway import path_between
from wte_ppp.feasibility.definition.climate import ClimateZone, DisposalSite
from wte_ppp.mrv.reading import composition_faults, read_definition, site_faults
from wte_ppp.spreadsheets import FORMULA_STARTS
from wte_ppp.validation import Quantity, Section, refuse_each

Milestones: TypeAlias = dict[
    Annotated[str, Field(pattern=r"^(19|20|21)[0-9]{2}$")], Annotated[float, Field(ge=0)]
]
CostedRoute: TypeAlias = Literal[
    "landfill", "open_burning", "wte", "composted", "digested", "diverted"
]
# What rots and is taken to composting or digestion where a scenario names nothing.
BIOLOGICAL = ("food", "yard", "wood")
LONGEST = 100
HIGHEST = {
    "population": (1e10, "persons"),
    "kg_per_person_day": (20.0, "kg per person and day"),
    "captured_percent": (100.0, "%"),
    "grid_factor_tco2_per_mwh": (3.0, "tCO2/MWh"),
}


SHARES = (
    "open_burning_percent",
    "wte_percent",
    "diverted_percent",
    "composted_percent",
    "digested_percent",
)


class ScenarioSection(Section):
    """What becomes of the waste: shares of routes at milestones, straight lines between."""

    description: str = Field(default="", max_length=400, description="Measures of the scenario")
    open_burning_percent: Milestones = Field(description="Burnt in the open, by year")
    wte_percent: Milestones = Field(description="Burnt for energy, by year")
    diverted_percent: Milestones = Field(
        description="Recycled or kept from arising, by year: no emission of the waste sector"
    )
    composted_percent: Milestones = Field(
        default_factory=lambda: {"2020": 0.0}, description="Composted, by year"
    )
    digested_percent: Milestones = Field(
        default_factory=lambda: {"2020": 0.0}, description="Digested for biogas, by year"
    )
    diverted_from: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default_factory=dict,
        description="Components of what is diverted, by weight; left out: as all waste",
    )
    biological_from: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default_factory=dict,
        description="Components of what is composted and digested, by weight; left out: food, yard "
        "and wood",
    )
    captured_percent: Milestones | None = Field(
        default=None, description="Landfill gas burnt, by year; left out: as for all scenarios"
    )

    @model_validator(mode="after")
    def _leaves_a_share(self) -> "ScenarioSection":
        names = SHARES
        empty = [(f".{name}", "no year", "one year or more", "add it")
                 for name in names if not getattr(self, name)]  # fmt: skip
        if empty:
            raise refuse_each(empty)
        years = sorted({int(year) for name in names for year in getattr(self, name)})
        total = sum(path_between(years_of(getattr(self, name)), years) for name in names)
        faults = [
            ("", f"{value:.4g} % in {year}", "at most 100 %; the rest is landfilled", "lower one")
            for year, value in zip(years, np.asarray(total), strict=True)
            if value > 100 + 1e-9
        ]
        if faults:
            raise refuse_each(faults)
        return self


class SewageSection(Section):
    """Domestic sewage of all people, by the IPCC's default method."""

    bod_g_per_person_day: Quantity = quantity("g/person/day", "BOD of sewage", ge=0, le=200)
    methane_correction: Milestones = Field(
        description="MCF of all paths of discharge together, weighted by people, by year"
    )
    protein_kg_per_person_year: Quantity = quantity("kg/person/year", "Protein eaten", ge=0, le=80)

    @model_validator(mode="after")
    def _shares(self) -> "SewageSection":
        faults = [
            (f".methane_correction.{year}", f"{value:g}", "0 to 1", "correct it")
            for year, value in self.methane_correction.items()
            if value > 1
        ]
        if not self.methane_correction:
            faults.append((".methane_correction", "no year", "one year or more", "add it"))
        if faults:
            raise refuse_each(faults)
        return self


class PathwayDefinition(Section):
    """The file of a pathway."""

    schema_: Literal["wte_ppp/pathway/1"] = Field(
        alias="schema", description="Version of this format"
    )
    region: str = Field(min_length=1, max_length=100, description="City or country")
    remark: str = Field(default="", max_length=2000, description="Remark for the reader")
    first_year: int = Field(strict=True, ge=1950, le=2100, description="First year of the table")
    last_year: int = Field(default=2050, strict=True, ge=1950, le=2150, description="Last year")
    population: Milestones = Field(description="Persons, by year")
    kg_per_person_day: Milestones = Field(description="Waste per person, by year")
    composition_percent: dict[str, Quantity] = quantity(
        "% wet", "Share of each component; sums to 100", ge=0, le=100
    )
    past_years: int = Field(
        default=50,
        strict=True,
        ge=0,
        le=100,
        description="Years of landfilling before the first year",
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
    digested_mwh_per_t: Quantity = quantity(
        "MWh/t", "Power sold per tonne digested", ge=0, le=1, default=0.0
    )
    cost_usd_per_t: dict[CostedRoute, Quantity] = quantity(
        "USD/t", "Net cost of each route per tonne, before the sale of power; left out: not costed",
        ge=-1000, le=1000, default={},
    )  # fmt: skip
    sewage: SewageSection | None = Field(
        default=None, description="Domestic sewage; left out: not counted, and said so"
    )
    scenarios: dict[str, ScenarioSection] = Field(
        min_length=1, description="By name; the first is the baseline"
    )

    @model_validator(mode="after")
    def _fits_together(self) -> "PathwayDefinition":
        faults = composition_faults(self.composition_percent) + site_faults(self.disposal_site)
        faults += [
            (f".scenarios.{name}.{part}.{component}", "a component that the waste has not",
             "one of " + ", ".join(self.composition_percent), "correct it")
            for name, scenario in self.scenarios.items()
            for part in ("diverted_from", "biological_from")
            for component in getattr(scenario, part)
            if component not in self.composition_percent
        ]  # fmt: skip
        if not faults:
            faults += [
                (f".scenarios.{name}", f"{taken:.4g} % of the waste taken as {component} in {year}",
                 f"at most the {share:.4g} % that there is", "lower it, or name more components")
                for name, scenario in self.scenarios.items()
                for component, year, taken, share in self._taken_beyond(scenario)
            ]  # fmt: skip
        if not self.first_year <= self.last_year < self.first_year + LONGEST:
            span = f"{self.first_year} to {self.last_year}"
            faults.append((".last_year", span, f"at most {LONGEST} years", "correct them"))
        for name, (highest, unit) in HIGHEST.items():
            milestones = getattr(self, name)
            if not milestones:
                faults.append((f".{name}", "no year", "one year or more", "add it"))
            faults += [
                (f".{name}.{year}", f"{value:g}", f"at most {highest:g} {unit}", "correct it")
                for year, value in milestones.items()
                if value > highest
            ]
        names = {".region": self.region, **{f".scenarios.{name}": name for name in self.scenarios}}
        for place, text in names.items():
            if text.startswith(FORMULA_STARTS) or not text.isprintable():
                allowed = "printable text that no spreadsheet takes for a formula"
                faults.append((place, repr(text)[:80], allowed, "begin it with another sign"))
        if faults:
            raise refuse_each(faults)
        return self

    def _taken_beyond(self, scenario: ScenarioSection) -> Iterator[tuple[str, int, float, float]]:
        """Components of which more is taken out than there is, at the milestones."""
        shares = mix_of(self.composition_percent)
        milestones = (getattr(scenario, name) for name in SHARES)
        years = sorted({int(year) for values in milestones for year in values})
        for component, taken in taken_out(shares, scenario, years).items():
            for year, share in zip(years, 100 * taken, strict=True):
                if share > 100 * shares[component] + 1e-6:
                    yield component, year, float(share), 100 * shares[component]


def mix_of(composition_percent: Mapping[str, Quantity]) -> dict[str, float]:
    """Shares of a composition, which sum to 1."""
    shares = {name: float(np.asarray(value)) for name, value in composition_percent.items()}
    total = sum(shares.values())
    return {name: share / total for name, share in shares.items()}


def taken_out(
    mix: Mapping[str, float], scenario: ScenarioSection, years: Sequence[int]
) -> dict[str, FloatArray]:
    """Of each component what is recycled, composted and digested, as a share of all waste.

    Parameters
    ----------
    mix
        Share of each component in all waste.
    scenario
        What is taken out, and of which components.
    years
        Calendar years.

    Returns
    -------
    dict[str, FloatArray]
        By component, (n_years,).
    """
    rotting = {name: mix[name] for name in BIOLOGICAL if name in mix} or mix
    diverted = _weights(scenario.diverted_from or mix)
    biological = _weights(scenario.biological_from or rotting)
    recycled = path_between(years_of(scenario.diverted_percent), years) / 100
    treated = sum(
        path_between(years_of(milestones), years) / 100
        for milestones in (scenario.composted_percent, scenario.digested_percent)
    )
    return {
        name: recycled * diverted.get(name, 0.0) + treated * biological.get(name, 0.0)
        for name in mix
    }


def _weights(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {name: weight / total if total else 0.0 for name, weight in weights.items()}


def read_pathway(path: str | Path) -> PathwayDefinition:
    """Read a pathway file.

    Raises `DocumentError` with every fault.
    """
    return read_definition(path, PathwayDefinition)[0]


def years_of(milestones: Mapping[str, float]) -> dict[int, float]:
    """Milestones by calendar year."""
    return {int(year): float(value) for year, value in milestones.items()}
