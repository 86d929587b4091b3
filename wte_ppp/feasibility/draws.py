"""Blocks of draws through the pipeline: outcomes of each draw, and memory that stays bounded."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import with_draws
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.outcomes import value_at
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.feasibility.uncertainty import Draws, Uncertainty
from wte_ppp.risk.execute import run_tasks
from wte_ppp.risk.sampling import BLOCK, Block, blocks, probabilities


@dataclass(frozen=True)
class BlockTask:
    """A block of draws with all that is needed to run it anywhere."""

    study: StudyDefinition
    plan: Uncertainty
    block: Block
    outcomes: tuple[str, ...]
    fans: tuple[str, ...]


@dataclass(frozen=True)
class BlockResult:
    """Of one block: draws of inputs, what happened, outcomes (n,) and series (n, years)."""

    inputs: Mapping[str, FloatArray]
    happened: Mapping[str, FloatArray]
    outcomes: Mapping[str, FloatArray]
    fans: Mapping[str, FloatArray]


def outcomes_of(
    study: StudyDefinition, draws: Mapping[str, Any], count: int, *, apart: bool = True
) -> Outcomes:
    """The five parts of a result for draws of inputs that vary `apart`, or belong together."""
    return run_model(with_draws(study, draws, count, apart=apart)[0], count)


def run_block(task: BlockTask) -> BlockResult:
    """Run one block of draws."""
    count = task.block.count
    points = probabilities(count, task.plan.dimensions, task.block.seed, task.plan.method)
    draws = task.plan.draws(points)
    results = outcomes_of(task.study, draws.inputs, count)
    return BlockResult(
        inputs={drawn.path: draws.inputs[drawn.path] for drawn in task.plan.inputs},
        happened=draws.happened,
        outcomes={path: np.array(value_at(results, path)) for path in task.outcomes},
        fans={path: np.array(value_at(results, path)) for path in task.fans},
    )


@dataclass(frozen=True)
class Collected:
    """All blocks of a run, in the order of the draws: (draws,) and (draws, years)."""

    inputs: Mapping[str, FloatArray]
    happened: Mapping[str, FloatArray]
    outcomes: Mapping[str, FloatArray]
    fans: Mapping[str, FloatArray]


def collected(
    study: StudyDefinition,
    plan: Uncertainty,
    draws: int,
    seed: int,
    outcomes: tuple[str, ...],
    fans: tuple[str, ...],
    *,
    workers: int = 1,
    size: int = BLOCK,
    progress: Callable[[int], None] | None = None,
) -> Collected:
    """Run all blocks and keep what is asked for."""
    gathered: dict[str, dict[str, FloatArray]] = {
        "inputs": {}, "happened": {}, "outcomes": {}, "fans": {},
    }  # fmt: skip
    tasks = (BlockTask(study, plan, block, outcomes, fans) for block in blocks(draws, seed, size))
    for task, result in run_tasks(run_block, tasks, workers=workers):
        first, count = task.block.first, task.block.count
        for part, arrays in gathered.items():
            for name, values in getattr(result, part).items():
                if name not in arrays:
                    arrays[name] = np.full((draws, *values.shape[1:]), np.nan)
                arrays[name][first : first + count] = values
        if progress:
            progress(count)
    return Collected(**gathered)


def in_blocks(points: FloatArray, size: int = BLOCK) -> Iterator[FloatArray]:
    """Rows of an array, some thousands at a time."""
    for first in range(0, len(points), size):
        yield points[first : first + size]


def at_points(
    study: StudyDefinition, plan: Uncertainty, points: FloatArray, outcomes: tuple[str, ...]
) -> dict[str, FloatArray]:
    """Outcomes (n,) at points of the unit cube (n, dimensions), inputs independent."""
    parts: dict[str, list[FloatArray]] = {path: [] for path in outcomes}
    for some in in_blocks(points):
        draws: Draws = plan.draws(some, independent=True)
        results = outcomes_of(study, draws.inputs, len(some))
        for path, values in parts.items():
            values.append(np.array(value_at(results, path)))
    return {path: np.concatenate(values) for path, values in parts.items()}
