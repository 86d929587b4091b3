"""One block of a screening: some cities, some draws, one call of the pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.bound import least_waste_t_per_day
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import with_draws
from wte_ppp.feasibility.draws import outcomes_of
from wte_ppp.feasibility.outcomes import value_at
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.feasibility.uncertainty import prepared, uncertainty
from wte_ppp.risk.sampling import probabilities
from wte_ppp.screening.plan import Task

BASE_DRAW = -1
CAPACITY = "plant.capacity_t_per_day"
LEAST_WASTE = "waste.least_received_t_per_day"
RECEIVED, COST_PER_TONNE = "waste.received_t_per_year", "cost_usd_per_tco2e"
OUTCOMES = (
    RECEIVED,
    CAPACITY,
    "waste.lhv_mj_per_kg",
    "waste.fired_lhv_mj_per_kg",
    "waste.self_sustaining",
    "plant.net_mw",
    "plant.net_kwh_per_t",
    "plant.exported_mwh_per_year",
    "cost.capex_usd",
    "finance.required_tipping_fee_usd_per_t",
    "finance.tipping_fee_for_equity_irr_usd_per_t",
    "finance.lcow_usd_per_t",
    "finance.equity_irr_percent",
    "finance.minimum_dscr",
    "climate.average_reduction_tco2e_per_year",
    "climate.reduction_kg_per_t_accepted",
    COST_PER_TONNE,
    LEAST_WASTE,
)
HOURS_PER_YEAR, HOURS_PER_DAY = 8760.0, 24.0
DAYS_PER_YEAR = 365.0
LARGEST = 20_000.0


@dataclass(frozen=True)
class Rows:
    """Outcomes of a block: city and draw of each row, and its columns (rows,)."""

    city: np.ndarray
    draw: np.ndarray
    outcomes: Mapping[str, FloatArray]


def run_task(task: Task) -> Rows:
    """Run one block.

    Parameters
    ----------
    task
        Complete in itself, so that it may run anywhere.

    Returns
    -------
    Rows
        City by city, draw by draw; draw -1 is the base case, in a city's first block.

    Notes
    -----
    The draws of a block are the same points of the unit cube for every city and scenario, so that
    cities differ by what they are and not by luck. Where a city gives no capacity, the plant is
    sized for the waste of its first year: drained t/d x 8760 / available hours.
    """
    count = len(task.cities)
    inputs = {path: np.asarray(values) for path, values in task.values.items()}
    study = task.study
    if CAPACITY not in inputs:
        inputs[CAPACITY] = _sized(study, inputs, count, task.largest_plant_t_per_day)
    base = outcomes_of(study, inputs, count, apart=False)
    cities = np.asarray(task.cities)
    parts: list[tuple[np.ndarray, np.ndarray, dict[str, FloatArray]]] = []
    if task.first:
        parts.append((cities, np.full(count, BASE_DRAW), _columns(base)))
    if task.block is not None:
        parts.append(_drawn(task, study, inputs, base))
    names = parts[0][2]
    return Rows(
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        {name: np.concatenate([part[2][name] for part in parts]) for name in names},
    )


def _sized(
    study: StudyDefinition, inputs: Mapping[str, FloatArray], count: int, largest: float | None
) -> FloatArray:
    """Capacity, t/d, that burns the waste of the first year in the hours of a settled year."""
    outcomes = outcomes_of(study, inputs, count, apart=False)
    received = np.broadcast_to(np.asarray(outcomes.waste.received_t)[..., 0], (count,))
    hours = inputs.get(
        "plant.availability_h_per_year", np.asarray(study.plant.availability_h_per_year).ravel()
    )
    leachate = inputs.get(
        "waste.bunker_leachate_percent", np.asarray(study.waste.bunker_leachate_percent).ravel()
    )
    per_day = received / DAYS_PER_YEAR * (1 - leachate / 100) * HOURS_PER_YEAR / hours
    return np.minimum(per_day, LARGEST if largest is None else largest)


def _columns(outcomes: Outcomes) -> dict[str, FloatArray]:
    columns: dict[str, FloatArray] = {}
    for name in OUTCOMES:
        if name == RECEIVED:
            columns[name] = np.array(outcomes.waste.received_t)[:, 0]
        elif name == LEAST_WASTE:
            columns[name] = least_waste_t_per_day(outcomes)
        elif name == COST_PER_TONNE:
            cost = np.asarray(value_at(outcomes, "finance.lcow_usd_per_t"))
            per_tonne = np.asarray(value_at(outcomes, "climate.reduction_kg_per_t_accepted")) / 1000
            columns[name] = np.asarray(cost / np.where(per_tonne > 0, per_tonne, np.nan))
        else:
            columns[name] = np.array(value_at(outcomes, name), dtype=float)
    return columns


def _drawn(
    task: Task, study: StudyDefinition, inputs: Mapping[str, FloatArray], base: Outcomes
) -> tuple[np.ndarray, np.ndarray, dict[str, FloatArray]]:
    """Every draw of the block for every city, in one call."""
    block = task.block
    assert block is not None
    stacked: dict[str, list[FloatArray]] = {}
    points: FloatArray | None = None
    plan = None
    for at in range(len(task.cities)):
        of_city, _ = with_draws(study, {path: array[at : at + 1] for path, array in inputs.items()})

        def at_base(path: str, at: int = at) -> float | None:
            value: Any = value_at(base, path)
            if not isinstance(value, np.ndarray) or value.ndim != 1:
                return None
            return float(value[at]) if np.isfinite(value[at]) else None

        plan = uncertainty(of_city, at_base)
        if points is None:
            points = probabilities(block.count, plan.dimensions, block.seed, plan.method)
        draws = plan.draws(points).inputs
        for path, values in draws.items():
            stacked.setdefault(path, []).append(values)
    assert plan is not None
    sampled = {path: np.repeat(array, block.count) for path, array in inputs.items()}
    sampled |= {path: np.concatenate(values) for path, values in stacked.items()}
    outcomes = outcomes_of(
        prepared(study, plan), sampled, block.count * len(task.cities), apart=False
    )
    cities = np.repeat(np.asarray(task.cities), block.count)
    numbers = np.tile(np.arange(block.first, block.first + block.count), len(task.cities))
    return cities, numbers, _columns(outcomes)
