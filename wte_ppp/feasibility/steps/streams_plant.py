"""The plant on several streams of waste: what it takes of each, and the mix that it burns."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.result.plant import PlantResult
from wte_ppp.feasibility.steps.plant import plant_step
from wte_ppp.feasibility.steps.plant.intake import accepted_t
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.finance.roots import bracketed_root
from wte_ppp.waste.supply import diverted_by_stream_t


def streams_plant_step(
    plant: PlantSection,
    gate: Gate,
    contract_years: Numeric,
    first_operation_year: int,
    share_of_year: Numeric = 1.0,
) -> PlantResult:
    """The plant step, and what it takes of each stream where there are several.

    Where streams are not diverted alike the mix that burns is not the one that arrives, and what
    the plant can take hangs on it: each draw and year by itself, on the furnace and the air
    preheating that are laid out for what arrives.
    """
    result = plant_step(plant, gate, contract_years, first_operation_year, share_of_year)
    if len(gate.streams) == 1:
        return result
    if len({stream.rank for stream in gate.streams}) > 1 and np.any(result.diverted_t > 0.0):
        laid_out = plant.model_copy(
            update={
                "design_lhv_mj_per_kg": result.design_lhv_mj_per_kg,
                "lines": result.lines,
                "air_preheat_c": result.combustion_air_c,
            }
        )
        diverted = _diverted_t(laid_out, gate, result.diverted_t, share_of_year)
        taken = gate.mixed(_accepted(gate, diverted))
        result = plant_step(laid_out, taken, contract_years, first_operation_year, share_of_year)
    accepted = _accepted(gate, result.diverted_t)
    return result.model_copy(
        update={
            "diverted_by_stream_t": {
                stream.name: stream.received_t - accepted[stream.name] for stream in gate.streams
            },
            "accepted_by_stream_t": accepted,
        }
    )


def _accepted(gate: Gate, diverted_t: FloatArray) -> dict[str, FloatArray]:
    """Tonnes of each stream that are left of those received, where so many are diverted."""
    received = {stream.name: stream.received_t for stream in gate.streams}
    rank = {stream.name: stream.rank for stream in gate.streams}
    diverted = diverted_by_stream_t(received, diverted_t, rank)
    return {name: np.asarray(received[name] - diverted[name]) for name in received}


def _diverted_t(
    plant: PlantSection, gate: Gate, at_first: FloatArray, share_of_year: Numeric
) -> FloatArray:
    """Tonnes diverted at which the mix that is left is just what the plant can take of it.

    Between nothing and all there is a root: from the mix that arrives something is left over, and
    what would be left the plant takes something. Rich waste sent away makes room for more tonnes,
    so that going back and forth between the two would swing without end; a bracket cannot. Where
    what would be left does not burn, less is diverted.
    """
    received = np.broadcast_to(gate.result.received_t, np.shape(at_first))

    def left_over(diverted: FloatArray) -> FloatArray:
        taken = accepted_t(plant, gate.mixed(_accepted(gate, diverted)), share_of_year)
        return np.asarray(np.where(np.isnan(taken), -received, received - diverted - taken))

    root = bracketed_root(left_over, np.zeros_like(received), np.array(received))
    return np.where(np.isnan(root), at_first, root)
