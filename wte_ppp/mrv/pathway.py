"""Waste-sector emissions of a city or country to 2050 under scenarios."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import incineration, landfill, pathway
from wte_ppp.climate.grid import displaced_tco2
from wte_ppp.feasibility.layers import default_values
from wte_ppp.feasibility.steps.climate_factors import (
    combustion_factor,
    decay_rate,
    gwp,
    ipcc_carbon,
    landfill_factor,
    methane_correction,
)
from wte_ppp.mrv.pathway_file import PathwayDefinition, ScenarioSection, years_of

Route: TypeAlias = Literal["landfill", "open_burning", "wte", "diverted"]
ROUTES: tuple[Route, ...] = ("landfill", "open_burning", "wte", "diverted")


@dataclass(frozen=True)
class Pathway:
    """Emissions of one scenario by kind and gas, t of the gas by year, and waste by route, t."""

    waste_t: Mapping[str, FloatArray]
    gases_t: Mapping[str, Mapping[str, FloatArray]]
    potentials: Mapping[str, Mapping[str, float]]
    biogenic_co2_t: FloatArray
    power_mwh: FloatArray

    @property
    def emissions_tco2e(self) -> dict[str, FloatArray]:
        """By kind, all gases together."""
        return {
            kind: np.asarray(
                sum(series * self.potentials[kind][gas] for gas, series in gases.items())
            )
            for kind, gases in self.gases_t.items()
        }

    @property
    def sector_tco2e(self) -> FloatArray:
        """Waste sector with waste burnt for energy; power displaced is not in it."""
        emissions = self.emissions_tco2e
        return np.asarray(sum(emissions[kind] for kind in ("landfill", "open_burning", "wte")))

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
    people = pathway.path_between(years_of(definition.population), years)
    each = pathway.path_between(years_of(definition.kg_per_person_day), years)
    waste = np.asarray(pathway.generated_t(people, each))
    past = (
        _number(definition.past_landfilled_percent)
        / 100
        * pathway.earlier_waste_t(
            float(waste[0]), _number(definition.past_growth_percent) / 100, definition.past_years
        )
    )
    scenarios = {
        name: _scenario(definition, scenario, years, waste, past)
        for name, scenario in definition.scenarios.items()
    }
    return PathwayResult(definition, years, scenarios)


def _scenario(
    definition: PathwayDefinition,
    scenario: ScenarioSection,
    years: tuple[int, ...],
    waste: FloatArray,
    past: FloatArray,
) -> Pathway:
    shares = {
        "open_burning": pathway.path_between(years_of(scenario.open_burning_percent), years) / 100,
        "wte": pathway.path_between(years_of(scenario.wte_percent), years) / 100,
        "diverted": pathway.path_between(years_of(scenario.diverted_percent), years) / 100,
    }
    rest = np.clip(1.0 - sum(shares.values()), 0.0, 1.0)
    routes = pathway.by_route_t(waste, {"landfill": rest, **shares})
    mix = {name: _number(share) / 100 for name, share in definition.composition_percent.items()}
    total = sum(mix.values())
    mix = {name: share / total for name, share in mix.items()}
    dry, carbon, fossil = _contents(mix)
    burnt = {name: share * routes["wte"] for name, share in mix.items()}
    open_fires = {name: share * routes["open_burning"] for name, share in mix.items()}
    dry_matter = sum(share * dry[name] for name, share in mix.items())
    technology = "continuous_stoker"
    n2o, ch4 = (combustion_factor(gas, technology, "ipcc") for gas in ("n2o", "ch4"))
    grid = pathway.path_between(years_of(definition.grid_factor_tco2_per_mwh), years)
    sold = _number(definition.wte_mwh_per_t) * routes["wte"]
    fires: dict[str, Numeric] = {
        "CO2": incineration.fossil_co2_t(
            open_fires,
            carbon,
            fossil,
            landfill_factor("open_burning_oxidation", "ipcc_2006"),
            dry,
        ),
        "CH4": incineration.ch4_t(
            routes["open_burning"], landfill_factor("open_burning_ch4", "default")
        ),
        "N2O": incineration.n2o_t(
            routes["open_burning"] * dry_matter, landfill_factor("open_burning_n2o", "default")
        ),
    }
    plant: dict[str, Numeric] = {
        "CO2": incineration.fossil_co2_t(burnt, carbon, fossil, 1.0, dry),
        "CH4": incineration.ch4_t(routes["wte"], ch4),
        "N2O": incineration.n2o_t(routes["wte"], n2o),
    }
    gases: dict[str, dict[str, Numeric]] = {
        "landfill": {
            "CH4": _landfill(
                definition,
                mix,
                routes["landfill"],
                past,
                years,
                scenario.captured_percent or definition.captured_percent,
            )
        },
        "open_burning": fires,
        "wte": plant,
        "power_displaced": {"CO2": -displaced_tco2(sold, grid)},
    }
    potentials = {
        kind: {
            gas: gwp("CH4_biogenic" if (kind, gas) == ("landfill", "CH4") else gas,
                     definition.gwp_set)
            for gas in by_gas
        }
        for kind, by_gas in gases.items()
    }  # fmt: skip
    return Pathway(
        waste_t={route: routes[route] for route in ROUTES},
        gases_t={
            kind: {gas: np.asarray(series) for gas, series in by_gas.items()}
            for kind, by_gas in gases.items()
        },
        potentials=potentials,
        biogenic_co2_t=incineration.biogenic_co2_t(burnt, carbon, fossil, 1.0, dry),
        power_mwh=np.asarray(sold),
    )


def _landfill(
    definition: PathwayDefinition,
    mix: Mapping[str, float],
    landfilled: FloatArray,
    past: FloatArray,
    years: tuple[int, ...],
    captured_percent: Mapping[str, float],
) -> FloatArray:
    """Methane of all waste in the landfill, of the past and of the pathway, t."""
    defaults = default_values()
    captured = pathway.path_between(years_of(captured_percent), years) / 100
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
        gwp_methane=1.0,
        captured_fraction=np.concatenate([np.zeros(len(past)), captured]),
        first_year_months=0.0,
    )
    return emitted[len(past) :]


def _contents(
    mix: Mapping[str, float],
) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Dry matter, carbon of it and its fossil share by the IPCC's table."""
    contents = {name: ipcc_carbon(name) or (1.0, 0.0, 0.0) for name in mix}
    return (
        {name: dry for name, (dry, _, _) in contents.items()},
        {name: carbon for name, (_, carbon, _) in contents.items()},
        {name: fossil for name, (_, _, fossil) in contents.items()},
    )


def _number(value: object) -> float:
    return float(np.asarray(value, dtype=float))
