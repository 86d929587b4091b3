"""A study's plant and waste as the simulation of a contract needs them, one case or in draws."""

from collections.abc import Callable, Mapping

import numpy as np

from wte_ppp.advice.contract_money import cash_of, divided, money_of
from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.contract.settlement.operation import Waste
from wte_ppp.contract.site import Site
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.waste_seasons import DAYS_OF_MONTH, MONTHS, WasteSeasonSection
from wte_ppp.feasibility.outage_years import DrawnPlant
from wte_ppp.feasibility.result import Outcomes, PlantResult, StudyResult
from wte_ppp.plant.operation import after_late_start
from wte_ppp.plant.outage_mean import forced_share


def site_of(
    definition: StudyDefinition, result: Outcomes | StudyResult, plant: DrawnPlant,
    currency: str, price_year: int, per_unit: FloatArray,
) -> Site:  # fmt: skip
    """Plant, waste and money over the years of a contract.

    Parameters
    ----------
    definition, result
        Of the study, one case or draws of it.
    plant
        Lines, bunker and turbines of the base case.
    currency, price_year
        Of the contract.
    per_unit
        Money of the study for one unit of the contract's by contract year, (years,).

    Returns
    -------
    Site
        For `wte_ppp.contract.simulate`.
    """
    years = per_unit.size
    found = result.plant
    return Site(
        fleet=plant.fleet,
        delivered_t=_delivered(definition, found, years),
        rate_by_month=_line_rate(definition, found, plant),
        power_by_month=_power(definition, found, plant, years),
        forced_percent=_forced(definition, plant.fleet.line.planned_days, years),
        waste=_waste(definition, result, years),
        money=money_of(definition, result, currency, price_year, per_unit),
        cash=cash_of(result, per_unit),
    )


def _delivered(definition: StudyDefinition, plant: PlantResult, years: int) -> FloatArray:
    """Waste of each month as fired [t], (..., years, 12): the year's by days and seasons."""
    ratio = divided(plant.fired_t, plant.accepted_t)
    yearly = (plant.fired_t + plant.diverted_t * ratio)[..., :years]
    part = _seasons(definition, lambda name, season: _first(season.relative_amount))
    part = part * DAYS_OF_MONTH
    return np.asarray(yearly[..., None] * (part / part.sum()))


def _line_rate(definition: StudyDefinition, plant: PlantResult, of_base: DrawnPlant) -> FloatArray:
    """What a line takes in each month over the fleet's [-], (..., 12): less of richer waste."""
    fleet = of_base.fleet
    seasons = plant.throughput_by_season_t_per_h
    if seasons:
        rate = _seasons(definition, lambda name, _: np.asarray(seasons[name]))
    else:
        rate = np.asarray(plant.throughput_t_per_h)[..., None] * np.ones(MONTHS)
    return np.asarray(24 * rate / (fleet.lines * fleet.line_t_per_day))


def _power(
    definition: StudyDefinition, plant: PlantResult, of_base: DrawnPlant, years: int
) -> FloatArray:
    """Power of a tonne at the meter in each month over the fleet's [-], (..., years, 12)."""
    per_t = divided(plant.exported_mwh, plant.fired_t)[..., :years, None]
    month = np.ones(MONTHS)
    if plant.exported_by_season_mwh:
        sold, fired = plant.exported_by_season_mwh, plant.fired_by_season_t
        each = _seasons(definition, lambda name, _: divided(sold[name], fired[name]))
        # Over the year's mean of all tonnes, so that the year keeps its power.
        year = divided(_sum(sold), _sum(fired))
        month = month * each / np.reshape(year, (-1, 1))
    if len(plant.gross_by_month_mw) == MONTHS:
        gross = [np.asarray(value) for value in plant.gross_by_month_mw.values()]
        month = month * _relative(np.stack(np.broadcast_arrays(*gross), axis=-1))
    if month.ndim > 1:
        month = month[:, None, :]
    return np.asarray(per_t / (of_base.net_mwh / of_base.fired_t) * month)


def _up(definition: StudyDefinition, years: int) -> FloatArray:
    """Share of availability that is reached in each year, (..., years)."""
    plant = definition.plant
    planned = [share / 100 for share in plant.ramp_up_percent[:years]]
    shares = after_late_start(planned, plant.late_start_months, years)
    each = [np.reshape(np.asarray(share, dtype=float), -1) for share in shares[:years]]
    each += [np.ones(1)] * (years - len(each))
    return np.stack(np.broadcast_arrays(*each), axis=-1)


def _forced(definition: StudyDefinition, planned_days: int, years: int) -> FloatArray:
    """Forced stops of a line in each year [% of the time], (..., years): what availability leaves.

    In a ramp-up and before a late start lines are up for fewer hours.
    """
    hours = np.reshape(np.asarray(definition.plant.availability_h_per_year, dtype=float), (-1, 1))
    reached = hours * _up(definition, years)
    return np.asarray(100 * np.maximum(forced_share(reached, planned_days), 0.0))


def _waste(definition: StudyDefinition, result: Outcomes | StudyResult, years: int) -> Waste:
    plant, rules = result.plant, definition.plant
    dry = 1 - np.asarray(rules.residues.bottom_ash_moisture_percent) / 100

    def per_t(series: FloatArray) -> FloatArray:
        return 1000 * divided(series, plant.fired_t)[..., :years]

    lhv = np.asarray(result.waste.fired_lhv_mj_per_kg)[..., None]
    return Waste(
        fired_per_received=divided(plant.fired_t, plant.accepted_t)[..., :years],
        lhv_mj_per_kg=np.broadcast_to(lhv, (*lhv.shape[:-1], years)),
        bottom_ash_kg_per_t=per_t(plant.bottom_ash_t) * dry,
        unburnt_percent=rules.unburnt_percent_of_bottom_ash,
        fly_ash_kg_per_t=per_t(plant.fly_ash_t),
        landfilled_kg_per_t=per_t(plant.bottom_ash_t + plant.fly_ash_t),
        fuel_mj_per_t=per_t(plant.auxiliary_fuel_gj),
    )


def _seasons(
    definition: StudyDefinition, of: Callable[[str, WasteSeasonSection], Numeric]
) -> FloatArray:
    """A figure of the seasons by month, (..., 12); 1 without them."""
    seasons: Mapping[str, WasteSeasonSection] = definition.waste.seasons or {}
    values = {name: np.reshape(of(name, season), -1) for name, season in seasons.items()}
    size = max((value.size for value in values.values()), default=1)
    months = np.ones((size, MONTHS))
    for name, season in seasons.items():
        months[:, np.array(season.months) - 1] = values[name][:, None]
    return months if size > 1 else months[0]


def _relative(month: FloatArray) -> FloatArray:
    mean = np.average(month, axis=-1, weights=DAYS_OF_MONTH)
    return np.asarray(month / np.asarray(mean)[..., None])


def _sum(by_season: Mapping[str, Numeric]) -> FloatArray:
    return np.asarray(sum(np.asarray(value) for value in by_season.values()))


def _first(value: Numeric) -> float:
    return float(np.asarray(value).flat[0])
