"""The plant on several streams of waste: what it takes of each, and the mix that it burns."""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.result.plant import PlantResult
from wte_ppp.feasibility.steps.plant import plant_step
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.waste.supply import diverted_by_stream_t

SETTLED = 1e-12  # of what is received
PASSES = 60


def streams_plant_step(
    plant: PlantSection,
    gate: Gate,
    contract_years: Numeric,
    first_operation_year: int,
    share_of_year: Numeric = 1.0,
) -> PlantResult:
    """The plant step, and what it takes of each stream where there are several.

    Where streams are not diverted alike the mix that burns is not the one that arrives, and what
    the plant can take hangs on it: a fixed point, each draw on its own, on the furnace that is laid
    out for what arrives.
    """
    result = plant_step(plant, gate, contract_years, first_operation_year, share_of_year)
    if len(gate.streams) == 1:
        return result
    received = {stream.name: stream.received_t for stream in gate.streams}
    rank = {stream.name: stream.rank for stream in gate.streams}
    total = reduce(np.add, received.values())
    diverted = diverted_by_stream_t(received, result.diverted_t, rank)
    if len(set(rank.values())) > 1 and np.any(result.diverted_t > 0.0):
        laid_out = plant.model_copy(
            update={"design_lhv_mj_per_kg": result.design_lhv_mj_per_kg, "lines": result.lines}
        )
        for _ in range(PASSES):
            taken = gate.mixed({name: received[name] - diverted[name] for name in received})
            result = plant_step(
                laid_out, taken, contract_years, first_operation_year, share_of_year
            )
            following = diverted_by_stream_t(received, result.diverted_t, rank)
            moving = _moving(diverted, following, total)
            diverted = {
                name: np.where(moving, following[name], diverted[name]) for name in received
            }
            if not np.any(moving):
                break
    accepted = {name: np.asarray(received[name] - diverted[name]) for name in received}
    return result.model_copy(
        update={"diverted_by_stream_t": diverted, "accepted_by_stream_t": accepted}
    )


def _moving(
    before: Mapping[str, FloatArray], after: Mapping[str, FloatArray], total: FloatArray
) -> FloatArray:
    """Draws in which what is diverted has not settled, (..., 1)."""
    steps = [np.abs(after[name] - before[name]) > SETTLED * total for name in after]
    return np.asarray(np.any(reduce(np.logical_or, steps), axis=-1, keepdims=True))
