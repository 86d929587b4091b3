"""Inputs that together describe no possible plant, told by what the model leaves undefined."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import Outcomes, PlantResult

Impossible: TypeAlias = tuple[str, str, str, str]


@dataclass(frozen=True)
class _Condition:
    """An impossibility: where it holds, and what explains it so that it need not be said too."""

    name: str
    holds: Callable[[Outcomes], Any]
    fault: Callable[[Outcomes, StudyDefinition], Impossible]
    explained_by: tuple[str, ...] = ()


def undefined(outcomes: Outcomes, study: StudyDefinition) -> list[Impossible]:
    """Inputs that together describe no possible plant: field, found, allowed, what to do.

    All of them, but for those that only follow from another one.
    """
    held = {condition.name: np.asarray(condition.holds(outcomes)) for condition in CONDITIONS}
    faults = []
    for condition in CONDITIONS:
        by_itself = held[condition.name]
        for reason in condition.explained_by:
            by_itself = by_itself & ~held[reason]
        if np.any(by_itself):
            faults.append(condition.fault(outcomes, study))
    return faults


def _grant_above_cost(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    money = study.finance.money.currency
    return (
        "finance.grant.amount_usd",
        f"a grant of {_shown(outcomes.finance.grant_usd)} {money}",
        f"at most the capital cost, {_shown(outcomes.cost.capex_usd)} {money}",
        "correct the grant or its rate",
    )


def _no_room_for_equity(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    amounts = (
        ("finance.concessional.amount_usd", study.finance.concessional.amount_usd),
        *(
            (f"finance.loans.{name}.amount_usd", loan.amount_usd)
            for name, loan in study.finance.loans.items()
        ),
        ("finance.grant.viability_gap_usd", study.finance.grant.viability_gap_usd),
        ("finance.grant.central_support_usd", study.finance.grant.central_support_usd),
    )
    finance, money = outcomes.finance, study.finance.money.currency
    return (
        max(amounts, key=lambda pair: float(np.max(pair[1])))[0],
        f"loans and grants above all uses of {_shown(finance.total_uses_usd)} {money}, so that "
        f"sponsors would pay in {_shown(finance.equity_usd)} {money}",
        "loans and grants of at most all uses",
        "lower one of them",
    )


def _more_leachate_than_water(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    return (
        "waste.bunker_leachate_percent",
        _shown(study.waste.bunker_leachate_percent),
        f"less than the waste's moisture, {_shown(outcomes.waste.moisture_percent)} %",
        "lower the leachate or correct the moisture",
    )


def _waste_does_not_burn(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    return (
        "waste",
        f"waste with an LHV of {_shown(outcomes.waste.fired_lhv_mj_per_kg)} MJ/kg as fired",
        "waste that burns",
        "check composition and moisture",
    )


def _lhv_limits_reversed(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    return (
        "plant.lhv_max_mj_per_kg",
        f"a maximum LHV of {_shown(outcomes.plant.lhv_max_mj_per_kg)} MJ/kg",
        f"more than the minimum, {_shown(outcomes.plant.lhv_min_mj_per_kg)} MJ/kg",
        "correct the furnace's limits or its design LHV",
    )


def _limits_of_a_line_do_not_meet(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    plant = outcomes.plant
    return (
        "plant.lhv_max_mj_per_kg",
        f"waste of {_shown(plant.lhv_min_mj_per_kg)} to {_shown(plant.lhv_max_mj_per_kg)} "
        "MJ/kg, which no throughput and heat within a line's limits meet",
        f"a range that meets {_shown(_leanest(plant))} to {_shown(_richest(plant))} MJ/kg, "
        "which minimum heat at full throughput and full heat at minimum throughput take",
        "widen the heating values, or lower the minimum throughput and heat of a line",
    )


def _no_heat_balance(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    return (
        "plant.excess_air_ratio",
        f"no heat balance of the boiler at {_shown(study.plant.excess_air_ratio)}",
        "a boiler that gives heat",
        "check excess air and flue gas exit",
    )


def _no_steam_cycle(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    plant = study.plant
    return (
        "plant.steam_pressure_bar",
        f"no steam cycle with {_shown(outcomes.waste.fired_lhv_mj_per_kg)} MJ/kg as fired: "
        f"{_shown(plant.steam_pressure_bar)} bar, {_shown(plant.steam_temperature_c)} °C, "
        f"extraction {_shown(plant.extraction_bar)} bar, "
        f"feedwater {_shown(outcomes.plant.feedwater_c)} °C, "
        f"air preheat {_shown(outcomes.plant.combustion_air_c)} °C from "
        f"{_shown(plant.air_preheat_steam_bar)} bar",
        "superheated steam; condenser < extraction < live steam pressure; extraction hot enough "
        "for the feedwater, preheat steam hot enough for the air; waste that gives the heat for "
        "both",
        "correct the steam parameters or the waste",
    )


def _more_heat_than_there_is(outcomes: Outcomes, study: StudyDefinition) -> Impossible:
    heat = study.plant.heat
    drawn = "none" if heat is None else f"{_shown(heat.supplied_mw)} MW"
    return (
        "plant.heat.supplied_mw",
        f"{drawn} of heat, more than the turbine's steam gives, or steam too cold for it",
        f"at most what turbine and flue gas give, {_shown(outcomes.plant.heat_limit_mw)} MW, "
        "and an extraction between condenser and live steam that boils above the returning water",
        "lower the heat or raise plant.heat.steam_bar",
    )


def _array(value: Any) -> Any:
    return np.asarray(value, dtype=float)


_WASTE = ("leachate", "unburnable")
CONDITIONS = (
    _Condition(
        "grant",
        lambda outcomes: _array(outcomes.finance.grant_usd) > _array(outcomes.cost.capex_usd),
        _grant_above_cost,
    ),
    _Condition(
        "equity",
        lambda outcomes: (
            _array(outcomes.finance.equity_usd) < -1e-6 * _array(outcomes.finance.total_uses_usd)
        ),
        _no_room_for_equity,
        ("grant",),
    ),
    _Condition(
        "leachate",
        lambda outcomes: np.isnan(_array(outcomes.waste.fired_lhv_mj_per_kg)),
        _more_leachate_than_water,
    ),
    _Condition(
        "unburnable",
        lambda outcomes: _array(outcomes.waste.fired_lhv_mj_per_kg) <= 0,
        _waste_does_not_burn,
    ),
    _Condition(
        "lhv_limits",
        lambda outcomes: (
            _array(outcomes.plant.lhv_max_mj_per_kg) <= _array(outcomes.plant.lhv_min_mj_per_kg)
        ),
        _lhv_limits_reversed,
        _WASTE,
    ),
    _Condition(
        "firing_area",
        lambda outcomes: _no_firing_area(outcomes.plant),
        _limits_of_a_line_do_not_meet,
        (*_WASTE, "lhv_limits"),
    ),
    _Condition(
        "boiler",
        lambda outcomes: np.isnan(_array(outcomes.plant.boiler_efficiency_percent)),
        _no_heat_balance,
        _WASTE,
    ),
    _Condition(
        "steam",
        lambda outcomes: np.isnan(_array(outcomes.plant.gross_mw)),
        _no_steam_cycle,
        (*_WASTE, "boiler"),
    ),
    _Condition(
        "heat",
        lambda outcomes: np.isnan(_array(outcomes.plant.gross_with_heat_mw)),
        _more_heat_than_there_is,
        (*_WASTE, "boiler", "steam"),
    ),
)


def _leanest(plant: PlantResult) -> Any:
    """Heating value at which full throughput gives the lowest heat of a line [MJ/kg]."""
    return 3.6 * np.asarray(plant.line_lowest_mw) / np.asarray(plant.line_t_per_h)


def _richest(plant: PlantResult) -> Any:
    """Heating value at which the lowest throughput gives full heat [MJ/kg]; infinite for none."""
    lowest = np.asarray(plant.line_lowest_t_per_h, dtype=float)
    heat = 3.6 * np.asarray(plant.line_mw) / np.where(lowest > 0.0, lowest, 1.0)
    return np.where(lowest > 0.0, heat, np.inf)


def _no_firing_area(plant: PlantResult) -> Any:
    """Whether the limits of a line leave no throughput and heat at which it runs."""
    lean, rich = np.asarray(plant.lhv_min_mj_per_kg), np.asarray(plant.lhv_max_mj_per_kg)
    return (_leanest(plant) >= rich) | (_richest(plant) <= lean)


def _shown(value: Any) -> str:
    array = np.asarray(value, dtype=float)
    finite = array[np.isfinite(array)]
    if not finite.size:
        return "an undefined value"
    if finite.size == 1:
        return f"{finite.item():.4g}"
    return f"{finite.min():.4g} to {finite.max():.4g}"
