"""Waste-sector emissions of a city or country to 2050 under scenarios."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, get_args

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import incineration, landfill, pathway
from wte_ppp.climate.grid import displaced_tco2
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.steps.climate_factors import (
    air_factor,
    combustion_factor,
    decay_rate,
    gwp,
    ipcc_carbon,
    landfill_factor,
    methane_correction,
)
from wte_ppp.mrv.pathway_file import (
    SHARES,
    PathwayDefinition,
    ScenarioSection,
    SewageSection,
    mix_of,
    taken_out,
    years_of,
)
from wte_ppp.sources import table

Route: TypeAlias = Literal["landfill", "open_burning", "wte", "composted", "digested", "diverted"]
Contents: TypeAlias = tuple[dict[str, float], dict[str, float], dict[str, float]]
ROUTES: tuple[Route, ...] = get_args(Route)
# Kinds whose methane is of matter that rots.
ROTTING = ("landfill", "composted", "digested", "sewage")
SPECIES = ("SO2", "NOx", "PM2.5", "BC", "OC", "CO", "NH3", "NMVOC", "Hg", "PCDD/F")
WATER_MJ_PER_KG = 2.443  # heat of evaporation at 25 °C


@dataclass(frozen=True)
class Pathway:
    """Emissions of one scenario by kind and gas, t of the gas by year, and waste by route, t.

    `air_t` are air pollutants of fires and stacks; `fossil_energy_share` is that of what is burnt
    for energy; `cost_usd` has the routes whose cost is stated.
    """

    waste_t: Mapping[str, FloatArray]
    gases_t: Mapping[str, Mapping[str, FloatArray]]
    potentials: Mapping[str, Mapping[str, float]]
    air_t: Mapping[str, Mapping[str, FloatArray]]
    biogenic_co2_t: FloatArray
    power_mwh: FloatArray
    fossil_energy_share: FloatArray
    biogas_power_mwh: FloatArray
    cost_usd: Mapping[str, FloatArray]

    @property
    def total_cost_usd(self) -> FloatArray | None:
        """Cost of all routes by year; None where one that takes waste has no cost stated."""
        used = [route for route, tonnes in self.waste_t.items() if np.any(tonnes > 0)]
        if not self.cost_usd or any(route not in self.cost_usd for route in used):
            return None
        return np.asarray(sum(self.cost_usd.values()))

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
        return np.asarray(
            sum(
                series for kind, series in self.emissions_tco2e.items() if kind != "power_displaced"
            )
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
    2006 IPCC Guidelines, Vol. 5, Ch. 2 to 6; sectors of Vol. 1, Ch. 8.
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
        name: _scenario(definition, scenario, years, people, waste, past)
        for name, scenario in definition.scenarios.items()
    }
    return PathwayResult(definition, years, scenarios)


def _scenario(
    definition: PathwayDefinition,
    scenario: ScenarioSection,
    years: tuple[int, ...],
    people: FloatArray,
    waste: FloatArray,
    past: FloatArray,
) -> Pathway:
    shares = {
        name.removesuffix("_percent"): pathway.path_between(
            years_of(getattr(scenario, name)), years
        )
        / 100
        for name in SHARES
    }
    rest = np.clip(1.0 - sum(shares.values()), 0.0, 1.0)
    routes = pathway.by_route_t(waste, {"landfill": rest, **shares})
    whole = mix_of(definition.composition_percent)
    mix = _left(whole, taken_out(whole, scenario, years))
    contents = _contents(mix)
    burnt = {name: share * routes["wte"] for name, share in mix.items()}
    captured = scenario.captured_percent or definition.captured_percent
    gases: dict[str, dict[str, Numeric]] = {
        "landfill": {
            "CH4": _landfill(definition, whole, mix, routes["landfill"], past, years, captured)
        },
        "open_burning": _open_burning(mix, routes["open_burning"], contents),
        "wte": _burnt_for_energy(burnt, routes["wte"], contents),
        "composted": {
            gas: routes["composted"] * biological(gas.lower(), "composted") / 1000
            for gas in ("CH4", "N2O")
        },
        "digested": {"CH4": routes["digested"] * biological("ch4", "digested") / 1000},
    }
    if definition.sewage is not None:
        gases["sewage"] = _sewage(definition.sewage, people, years)
    sold = _number(definition.wte_mwh_per_t) * routes["wte"]
    of_biogas = _number(definition.digested_mwh_per_t) * routes["digested"]
    grid = pathway.path_between(years_of(definition.grid_factor_tco2_per_mwh), years)
    gases["power_displaced"] = {"CO2": -displaced_tco2(sold + of_biogas, grid)}
    potentials = {
        kind: {
            gas: gwp("CH4_biogenic" if gas == "CH4" and kind in ROTTING else gas,
                     definition.gwp_set)
            for gas in by_gas
        }
        for kind, by_gas in gases.items()
    }  # fmt: skip
    dry, carbon, fossil = contents
    return Pathway(
        waste_t={route: routes[route] for route in ROUTES},
        gases_t={
            kind: {gas: np.asarray(series) for gas, series in by_gas.items()}
            for kind, by_gas in gases.items()
        },
        potentials=potentials,
        air_t={
            "open_burning": _air(routes["open_burning"], "open_burning", 1.0),
            "wte": _air(routes["wte"], "stack_tier_1", 1e-3),
        },
        biogenic_co2_t=incineration.biogenic_co2_t(burnt, carbon, fossil, 1.0, dry),
        power_mwh=np.asarray(sold),
        fossil_energy_share=_fossil_energy(mix),
        biogas_power_mwh=np.asarray(of_biogas),
        cost_usd={
            route: _number(per_t) * routes[route]
            for route, per_t in definition.cost_usd_per_t.items()
        },
    )


def _left(whole: Mapping[str, float], taken: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Composition of what is landfilled and burnt, once the rest is taken out, by year."""
    left = {name: np.maximum(share - taken[name], 0.0) for name, share in whole.items()}
    total = np.asarray(sum(left.values()))
    # Where nothing is left, its composition does not matter.
    return {
        name: np.where(total > 0, share / np.where(total > 0, total, 1.0), whole[name])
        for name, share in left.items()
    }


def _open_burning(
    mix: Mapping[str, FloatArray], tonnes: FloatArray, contents: Contents
) -> dict[str, Numeric]:
    dry, carbon, fossil = contents
    fires = {name: share * tonnes for name, share in mix.items()}
    dry_matter = sum(waste * dry[name] for name, waste in fires.items())
    oxidation = landfill_factor("open_burning_oxidation", "ipcc_2006")
    return {
        "CO2": incineration.fossil_co2_t(fires, carbon, fossil, oxidation, dry),
        "CH4": incineration.ch4_t(tonnes, landfill_factor("open_burning_ch4", "default")),
        "N2O": incineration.n2o_t(dry_matter, landfill_factor("open_burning_n2o", "default")),
    }


def _burnt_for_energy(
    burnt: Mapping[str, FloatArray], tonnes: FloatArray, contents: Contents
) -> dict[str, Numeric]:
    dry, carbon, fossil = contents
    n2o, ch4 = (combustion_factor(gas, "continuous_stoker", "ipcc") for gas in ("n2o", "ch4"))
    return {
        "CO2": incineration.fossil_co2_t(burnt, carbon, fossil, 1.0, dry),
        "CH4": incineration.ch4_t(tonnes, ch4),
        "N2O": incineration.n2o_t(tonnes, n2o),
    }


def _sewage(
    sewage: SewageSection, people: FloatArray, years: tuple[int, ...]
) -> dict[str, Numeric]:
    correction = pathway.path_between(years_of(sewage.methane_correction), years)
    nitrogen = (
        biological("nitrogen_of_protein", "sewage")
        * biological("protein_not_eaten", "sewage")
        * biological("trade_and_industry", "sewage")
    )
    return {
        "CH4": pathway.sewage_methane_t(
            people,
            _number(sewage.bod_g_per_person_day),
            correction,
            biological("ch4_capacity", "sewage"),
        ),
        "N2O": pathway.sewage_n2o_t(
            people,
            _number(sewage.protein_kg_per_person_year),
            nitrogen,
            biological("n2o_n", "sewage"),
        ),
    }


def _air(tonnes: FloatArray, source_kind: str, kg_per_t: float) -> dict[str, FloatArray]:
    """Air pollutants of a route, t; factors are kg per t once multiplied by `kg_per_t`."""
    factors = {
        row["pollutant"]: float(row["value"]) * kg_per_t
        for row in table("air_pollutants")
        if row["source_kind"] == source_kind
    }
    if "BC" not in factors:
        factors["BC"] = factors["PM2.5"] * air_factor("BC", "stack_share_of_dust") / 100
    return {name: tonnes * factor / 1000 for name, factor in factors.items() if name in SPECIES}


def _fossil_energy(mix: Mapping[str, FloatArray]) -> FloatArray:
    """Fossil share of the heating value of what is burnt for energy, by year."""
    rows = {(row["component"], row["property"]): row["value"] for row in table("waste_components")}

    def of(name: str, what: str) -> float:
        return float(rows[name, what])

    energy, fossil = np.zeros(()), np.zeros(())
    for name, share in mix.items():
        water = of(name, "bunker_moisture_percent") / 100
        ash = of(name, "ash_percent") / 100
        lhv = of(name, "hawf_mj_per_kg") * (1 - water) * (1 - ash) - WATER_MJ_PER_KG * water
        energy = energy + share * lhv
        fossil = fossil + share * lhv * of(name, "ffc_percent") / 100
    return np.asarray(fossil / energy)


@cache
def biological(parameter: str, category: str) -> float:
    """Factor of data/biological_treatment.csv."""
    return next(
        float(row["value"])
        for row in table("biological_treatment")
        if (row["parameter"], row["category"]) == (parameter, category)
    )


def _landfill(
    definition: PathwayDefinition,
    whole: Mapping[str, float],
    mix: Mapping[str, FloatArray],
    landfilled: FloatArray,
    past: FloatArray,
    years: tuple[int, ...],
    captured_percent: Mapping[str, float],
) -> FloatArray:
    """Methane of all waste in the landfill, of the past and of the pathway, t."""
    defaults = default_values()
    captured = pathway.path_between(years_of(captured_percent), years) / 100
    waste = {
        name: np.concatenate([whole[name] * past, share * landfilled])
        for name, share in mix.items()
    }
    decay_class = {name: str(defaults[f"waste.components.{name}.decay_class"][0]) for name in mix}
    emitted = landfill.landfill_emissions_tco2e(
        waste,
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


def _contents(mix: Iterable[str]) -> Contents:
    """Dry matter, carbon of it and its fossil share by the IPCC's table."""
    contents = {name: ipcc_carbon(name) or (1.0, 0.0, 0.0) for name in mix}
    return (
        {name: dry for name, (dry, _, _) in contents.items()},
        {name: carbon for name, (_, carbon, _) in contents.items()},
        {name: fossil for name, (_, _, fossil) in contents.items()},
    )


def _number(value: object) -> float:
    return float(np.asarray(value, dtype=float))
