"""Co-benefits of the plant: air, fluorocarbons, landfill space and leachate."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import cobenefits, fluorocarbons, landfill_site
from wte_ppp.feasibility.definition.air import AirSection
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.result import PlantResult
from wte_ppp.feasibility.result.climate import CoBenefitResult
from wte_ppp.feasibility.steps.climate_factors import (
    air_factor,
    fluorocarbon,
    gwp,
    in_paris_inventory,
)

POLLUTANTS = ("SO2", "NOx", "PM2.5", "BC", "Hg", "PCDD/F")
FUELS = ("coal", "gas", "oil")
GWP_SETS = ("AR4", "AR5", "AR6")


def cobenefits_of(
    climate: ClimateSection, plant: PlantResult, disposed_t: Numeric, contract_years: Numeric
) -> CoBenefitResult:
    """Yearly averages over the contract.

    `disposed_t` is what would be landfilled or burnt in the open without the plant.
    """
    set_on_fire = disposed_t * climate.open_burning_percent / 100
    landfilled = disposed_t - set_on_fire
    burning: dict[str, Numeric] = {}
    grid: dict[str, Numeric] = {}
    stack: dict[str, Numeric] = {}

    def mean(series: Numeric) -> FloatArray:
        total = np.asarray(series).sum(axis=-1, keepdims=True)
        return np.asarray(total / np.where(np.asarray(contract_years) > 0, contract_years, np.nan))

    for name in POLLUTANTS:
        factor = air_factor(name, "open_burning")
        burning[name] = 1000 * mean(cobenefits.burning_t(set_on_fire, factor))
        kg_per_mwh = _grid_factor(climate.air, name)
        grid[name] = 1000 * mean(cobenefits.grid_power_t(plant.exported_mwh, kg_per_mwh))
        stack[name] = 1000 * mean(
            cobenefits.stack_t(
                plant.fired_t, plant.flue_gas_reference_nm3_per_t, _concentration(plant, name)
            )
        )
    net = {
        name: cobenefits.net_avoided_t(burning[name], grid[name], stack[name])
        for name in POLLUTANTS
    }
    damage = {
        name: cobenefits.damage_usd(net[name] / 1000, per_t)
        for name, per_t in climate.air.damage_usd_per_t.items()
    }
    return CoBenefitResult(
        air_open_burning_kg_per_year=burning,
        air_grid_kg_per_year=grid,
        air_stack_kg_per_year=stack,
        air_avoided_kg_per_year=net,
        air_damage_avoided_usd_per_year=damage,
        landfill_space_m3_per_year=mean(
            landfill_site.landfill_volume_m3(landfilled, climate.landfill_density_t_per_m3)
        ),
        landfill_leachate_m3_per_year=mean(landfilled * climate.landfill_leachate_m3_per_t),
        fluorocarbons_tco2e_per_year={
            report: _fluorocarbons(climate, report, (True, False)) for report in GWP_SETS
        },
        fluorocarbons_in_inventory_tco2e_per_year={
            report: _fluorocarbons(climate, report, (True,)) for report in GWP_SETS
        },
        fluorocarbons_outside_tco2e_per_year={
            report: _fluorocarbons(climate, report, (False,)) for report in GWP_SETS
        },
    )


def _grid_factor(air: AirSection, pollutant: str) -> Numeric:
    shares = {fuel: getattr(air, f"grid_{fuel}_percent") / 100 for fuel in FUELS}
    removed = {"SO2": air.grid_so2_removed_percent, "NOx": air.grid_nox_removed_percent}
    share_removed = removed.get(pollutant, 0.0) / 100
    # Gas has hardly any sulfur to remove, and nobody does.
    abatement = {fuel: 0.0 if fuel == "gas" else share_removed for fuel in FUELS}
    factors = {fuel: air_factor(pollutant, fuel) for fuel in FUELS}
    efficiency = {fuel: air_factor("efficiency", fuel) / 100 for fuel in FUELS}
    return cobenefits.grid_factor_kg_per_mwh(shares, factors, efficiency, abatement)


def _concentration(plant: PlantResult, pollutant: str) -> Numeric:
    """Of the stack, mg/Nm3; all dust counts as PM2.5."""
    stack = plant.stack_mg_per_nm3
    by_name: Mapping[str, Numeric] = {
        "PM2.5": stack["PM"],
        "BC": stack["PM"] * air_factor("BC", "stack_share_of_dust") / 100,
        "PCDD/F": stack["PCDD/F"] / 1e6,
    }
    return by_name[pollutant] if pollutant in by_name else stack[pollutant]


def _fluorocarbons(climate: ClimateSection, report: str, banks: tuple[bool, ...]) -> Numeric:
    """Net reduction by fluorocarbons, t CO2e a year, with the warming potentials of a report.

    `banks` says whether gases count that are in the Paris Agreement's inventories, or are not.
    """
    return sum(
        fluorocarbons.net_reduction_tco2e(
            kg,
            gwp(gas, report),
            climate.destruction_percent / 100,
            fluorocarbons.co2_of_destruction_t_per_t(*fluorocarbon(gas)),
            climate.fluorocarbons_recovered_anyway_percent / 100,
        )
        for gas, kg in climate.fluorocarbons_kg_per_year.items()
        if in_paris_inventory(gas) in banks
    )
