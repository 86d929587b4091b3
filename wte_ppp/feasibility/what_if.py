"""What a study finds when a few inputs move together: every combination run, none interpolated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.cards import card_of
from wte_ppp.currencies import Money
from wte_ppp.feasibility.bound_notes import range_by_law
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import drawable, input_range
from wte_ppp.feasibility.draws import in_blocks, outcomes_of
from wte_ppp.feasibility.hanging import hanging
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.outcomes import DECIDING, value_at
from wte_ppp.feasibility.reading import about
from wte_ppp.feasibility.result import Outcomes, RiskResult
from wte_ppp.feasibility.result.what_if import WhatIf
from wte_ppp.feasibility.study import Study
from wte_ppp.field_problems import field_at
from wte_ppp.messages import Message, sentence

MOST_LEVERS: Final = 6
LEVELS: Final = 5
# Inputs that move where the study has no risk section, or one with few inputs.
USUAL = (
    "finance.tipping_fee_usd_per_t",
    "cost.capex_usd",
    "finance.power_tariff_usd_per_kwh",
    "waste.received_t_per_day",
    "plant.availability_h_per_year",
    "finance.debt.interest_percent",
)
SWING = 0.2
# Roots are found to about this part.
UNMOVED = 1e-7
COMPOSITION = "waste.composition_percent."


@dataclass(frozen=True)
class _Lever:
    path: str
    levels: FloatArray
    base_level: int
    range_from: Message


def what_if(study: Study, risk: RiskResult | None = None) -> WhatIf:
    """Run every combination of the levels of a study's strongest inputs.

    Parameters
    ----------
    study
        Base case.
    risk
        Its risk analysis: after the tipping fee come the inputs that move the fee needed most,
        from P5 to P95. Places that it leaves are filled with usual drivers at 20 % up and down.

    Returns
    -------
    WhatIf
        Of at most 6 inputs at 5 levels: 15,625 runs of the model, some seconds; minutes where a
        lock-up, sweep or reserve makes the money go period by period.

    Notes
    -----
    Shares of the waste's composition are left out: one cannot move without the others. So are
    inputs that move nothing.
    """
    base = run_model(study.definition)
    inputs = drawable(study.definition)
    values = {path: _base_value(path, inputs, base) for path in inputs}
    levers = tuple(_levers(values, risk, study.money))
    points = np.stack(
        np.meshgrid(*(lever.levels for lever in levers), indexing="ij"), axis=-1
    ).reshape(-1, len(levers))  # fmt: skip
    parts: dict[str, list[FloatArray]] = {path: [] for path in DECIDING}
    for some in in_blocks(points):
        draws = {lever.path: some[:, at] for at, lever in enumerate(levers)}
        results = outcomes_of(study.definition, draws, len(some))
        for path, arrays in parts.items():
            arrays.append(np.asarray(value_at(results, path), dtype=float))
    values_of = {path: np.concatenate(parts[path]) for path in DECIDING}
    levers, values_of = _that_move(levers, values_of)
    described = [about(path) for path in DECIDING]
    found = WhatIf.model_validate(
        {
            "levers": [_described(lever, study) for lever in levers],
            "outcomes": DECIDING,
            "descriptions": [description for description, _ in described],
            "units": [unit for _, unit in described],
            "base": [np.asarray(value_at(base, path)) for path in DECIDING],
            "values": [values_of[path] for path in DECIDING],
            "not_stated": [path for path in DECIDING if hanging(path, base)],
        },
        context={"draws": None},
    )
    return found.in_money(study.money)


def _that_move(
    levers: tuple[_Lever, ...], values: dict[str, FloatArray]
) -> tuple[tuple[_Lever, ...], dict[str, FloatArray]]:
    """Levers without those that move no outcome, as the interest of no debt does."""
    cubes = {path: cube.reshape([lever.levels.size for lever in levers])
             for path, cube in values.items()}  # fmt: skip
    moving: list[_Lever] = []
    for lever in levers:
        axis = len(moving)
        still = {path: cube.take([lever.base_level], axis) for path, cube in cubes.items()}
        if all(
            np.allclose(cube, still[path], rtol=UNMOVED, atol=0.0, equal_nan=True)
            for path, cube in cubes.items()
        ):
            cubes = {path: cube.squeeze(axis) for path, cube in still.items()}
        else:
            moving.append(lever)
    return tuple(moving), {path: cube.reshape(-1) for path, cube in cubes.items()}


def _base_value(path: str, inputs: Mapping[str, float | None], base: Outcomes) -> float | None:
    """Value of an input; of one that is left out, what the base case finds for it."""
    value = inputs[path]
    figure = value_at(base, path) if value is None else value
    return float(figure) if isinstance(figure, float) and np.isfinite(figure) else None


def _levers(
    values: Mapping[str, float | None], risk: RiskResult | None, money: Money
) -> Iterator[_Lever]:
    ranges = {path: (low, high) for path, low, high in _drawn(risk)}
    count = 0
    for path in dict.fromkeys([USUAL[0], *ranges, *USUAL]):
        value = values.get(path)
        bounds = input_range(path, money)
        if value is None or bounds is None or path.startswith(COMPOSITION):
            continue
        if path in ranges:
            low, high, why = *ranges[path], Message("P5 to P95 of the study's risk section")
        else:
            low, high = value - SWING * abs(value), value + SWING * abs(value)
            why = Message("20 % up and down: a range to explore, not a statement of risk")
        ends = np.clip([min(low, value), max(high, value)], bounds.low, bounds.high)
        if bounds.low_excluded and ends[0] == bounds.low:
            ends[0] = value
        levels = np.unique([ends[0], (ends[0] + value) / 2, value, (value + ends[1]) / 2, ends[1]])
        if levels.size == 1:
            continue
        yield _Lever(path, levels, int(np.flatnonzero(levels == value)[0]), why)
        count += 1
        if count == MOST_LEVERS:
            return


def _drawn(risk: RiskResult | None) -> list[tuple[str, float, float]]:
    """Inputs that were drawn, with P5 and P95, those first that move the fee needed most."""
    if risk is None:
        return []
    reach = {
        bar.factor: abs(float(bar.at_high) - float(bar.at_low))
        for bar in risk.tornado
        if bar.outcome == "finance.tipping_fee_for_equity_irr_usd_per_t"
    }
    rows = [(drawn.path, float(drawn.p5), float(drawn.p95)) for drawn in risk.inputs]
    return sorted(rows, key=lambda row: -np.nan_to_num(reach.get(row[0], 0.0)))


def _described(lever: _Lever, study: Study) -> dict[str, object]:
    field = field_at(StudyDefinition, lever.path.split("."))
    bounds = input_range(lever.path, study.money)
    assert field is not None
    assert bounds is not None
    return {
        "path": lever.path,
        "description": sentence(card_of(field).label),
        "unit": bounds.unit,
        "levels": lever.levels,
        "base_level": lever.base_level,
        "range_from": range_by_law(lever.path, lever.range_from, study.rules),
    }
