"""Third step: what the plant costs to build and to run."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.definition.cost import CostSection
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.own_money import per_usd
from wte_ppp.feasibility.result import CostResult, PlantResult
from wte_ppp.finance.indexation import price_index
from wte_ppp.messages import Message, sentence
from wte_ppp.plant.cost import annual_opex
from wte_ppp.plant.cost_benchmark import CapexFit, capex_fit, capex_interval
from wte_ppp.sources import table

ANY = "any"


def cost_step(
    cost: CostSection,
    plant: PlantResult,
    calendar_year: FloatArray,
    finance: FinanceSection,
) -> CostResult:
    """Capital cost by quote or benchmark, and operating cost from the bottom up."""
    price_year = finance.price_year if cost.price_year is None else cost.price_year
    fit = benchmark(price_year, cost.contractor_origin)
    low, middle, high = capex_interval(fit, np.asarray(plant.capacity_t_per_day))
    in_money = per_usd(finance.money)
    with_owner = (1 + cost.owner_cost_percent / 100) * cost.flue_gas_factor * in_money
    capex = middle * with_owner if cost.capex_usd is None else cost.capex_usd

    prices = price_index(finance.cost_inflation_percent / 100, calendar_year - price_year)
    running = np.where(np.arange(calendar_year.size) < finance.contract_years, 1.0, 0.0)
    fired = plant.fired_t
    items = annual_opex(
        staff=cost.staff * running,
        cost_per_staff=cost.staff_usd_per_year,
        capex=capex * running + _added(finance, running),
        maintenance_share=cost.maintenance_percent / 100,
        insurance_share=cost.insurance_percent / 100,
        administration_share=cost.administration_percent / 100,
        purchases={
            "reagents": plant.lime_t * cost.lime_usd_per_t
            + plant.bicarbonate_t * cost.bicarbonate_usd_per_t
            + plant.activated_carbon_kg_per_t / 1000 * fired * cost.activated_carbon_usd_per_t
            + plant.ammonia_kg_per_t / 1000 * fired * cost.ammonia_usd_per_t,
            "residues": plant.bottom_ash_t * cost.bottom_ash_usd_per_t
            + plant.fly_ash_t * cost.fly_ash_usd_per_t,
            "leachate": plant.leachate_t * cost.leachate_usd_per_m3,
            "auxiliary_fuel": plant.auxiliary_fuel_gj * cost.auxiliary_fuel_usd_per_gj,
            "bought_power": plant.imported_mwh * 1000 * cost.bought_power_usd_per_kwh,
            "water_and_other": plant.fired_t * cost.water_and_other_usd_per_t,
        },
    )
    by_item = {name: np.asarray(value * prices) for name, value in items.items()}
    contract = _contract(cost, running, plant.accepted_t)
    nominal = {name: np.asarray(value * prices) for name, value in contract.items()} or by_item

    # The second operation year is past the ramp-up; a contract of one year has the first alone.
    settled = np.arange(calendar_year.size) == np.minimum(finance.contract_years, 2) - 1
    settled_t = np.sum(plant.accepted_t * settled, axis=-1, keepdims=True)

    def per_t(costs: Mapping[str, FloatArray]) -> FloatArray:
        total = np.asarray(sum(costs.values()))
        in_year = np.sum(total * settled, axis=-1, keepdims=True)
        return np.asarray(in_year / np.where(settled_t > 0, settled_t, np.nan))

    return CostResult(
        capex_usd=capex,
        capex_basis=_basis(cost, price_year),
        benchmark_capex_usd=middle * with_owner,
        benchmark_low_usd=low * with_owner,
        benchmark_high_usd=high * with_owner,
        capex_usd_per_t_per_day=np.asarray(capex) / plant.capacity_t_per_day,
        opex_usd_per_t=per_t(nominal),
        modelled_opex_usd_per_t=per_t(by_item),
        opex_usd=nominal,
    )


def _added(finance: FinanceSection, running: FloatArray) -> FloatArray:
    """Cost of a later investment in the years in which it runs, real."""
    later = finance.later_investment
    if later.operation_year is None:
        return np.zeros_like(running)
    runs = np.arange(1, running.shape[-1] + 1) >= later.operation_year
    return np.asarray(later.cost_usd * runs * running)


def _contract(
    cost: CostSection, running: FloatArray, accepted_t: FloatArray
) -> dict[str, FloatArray]:
    """Parts of a quoted operating cost, real; empty where none is stated."""
    fixed, per_t = cost.operating_contract_usd_per_year, cost.operating_contract_usd_per_t
    if fixed is None and per_t is None:
        return {}
    return {
        "contract_fixed": np.asarray((0.0 if fixed is None else fixed) * running),
        "contract_per_t": np.asarray((0.0 if per_t is None else per_t) * accepted_t * running),
    }


@cache
def benchmark(price_year: int, origin: str = ANY) -> CapexFit:
    """Regression of capital cost on capacity over the table of plants, in one year's USD.

    Parameters
    ----------
    price_year
        Year of the price level.
    origin
        Where the builder is from: a word of the table, or "any" for all plants alike.

    Returns
    -------
    CapexFit
        From data/wte_plants.csv, rows marked for use, moved by data/price_index.csv.

    Notes
    -----
    A year outside the price index takes the nearest year that it holds.
    """
    index = {int(row["year"]): float(row["value"]) for row in table("price_index")}
    year = min(max(price_year, min(index)), max(index))
    plants = [row for row in table("wte_plants") if row["use_in_regression"] == "yes"]
    return capex_fit(
        np.array([float(row["capacity_t_per_day"]) for row in plants]),
        np.array([float(row["capex_musd"]) * 1e6 for row in plants]),
        np.array([index[int(row["capex_year"])] for row in plants]),
        index[year],
        groups=None if origin == ANY else [_origin(row["contractor_origin"]) for row in plants],
        of="" if origin == ANY else origin,
    )


def _origin(word: str) -> str:
    return "other" if word == "unknown" else word


def _basis(cost: CostSection, price_year: int) -> Message:
    if cost.capex_usd is not None:
        return Message("stated in the study")
    fit = benchmark(price_year, cost.contractor_origin)
    plants = Message("{count} published plants", count=fit.n_plants)
    if cost.contractor_origin != ANY:
        origin = sentence(cost.contractor_origin)
        plants = Message("{plants} by contractors from {origin}", plants=plants, origin=origin)
    return Message(
        "benchmark: log-log regression on {plants}, exponent {exponent:.2f}, in {money} of {year}, "
        "plus owner's cost",
        plants=plants,
        exponent=float(fit.exponent),
        year=price_year,
    )
