"""The plant on several streams of waste: what it takes of each, and the mix that it burns."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.result.plant import PlantResult, StreamsResult
from wte_ppp.feasibility.steps.plant import plant_step
from wte_ppp.feasibility.steps.plant.intake import accepted_t
from wte_ppp.feasibility.steps.plant.step import laid_out
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.finance.roots import bracketed_root
from wte_ppp.waste.supply import diverted_by_stream_t


def streams_plant_step(
    plant: PlantSection, gate: Gate, contract_years: Numeric, first_operation_year: int
) -> PlantResult:
    """The plant step on what it takes of each stream, where there are several."""
    laid, taken = as_taken(plant, gate)
    result = plant_step(laid, taken, contract_years, first_operation_year)
    by_stream = streams_result(gate, result.diverted_t)
    return result.model_copy(
        update={name: getattr(by_stream, name) for name in StreamsResult.model_fields}
    )


def as_taken(
    plant: PlantSection, gate: Gate, share_of_year: Numeric = 1.0
) -> tuple[PlantSection, Gate]:
    """The plant, and the gate with the mix that it takes of the streams that arrive.

    Where streams are not diverted alike the mix that burns is not the one that arrives, and what
    the plant can take hangs on it: each draw and year by itself, on the furnace that is laid out
    for what arrives, with air preheated as for what is taken in the first year.
    """
    if len({stream.rank for stream in gate.streams}) == 1:
        return plant, gate
    laid = laid_out(plant, gate)
    taken = _taken(laid, gate, share_of_year)
    air_c = laid_out(plant, taken).air_preheat_c
    if np.all(air_c == laid.air_preheat_c):
        return laid, taken
    laid = laid.model_copy(update={"air_preheat_c": air_c})
    return laid, _taken(laid, gate, share_of_year)


def streams_result(gate: Gate, diverted_t: FloatArray) -> StreamsResult:
    """Tonnes by stream, of what is diverted of all; empty of one stream."""
    if len(gate.streams) == 1:
        return StreamsResult(accepted_by_stream_t={}, diverted_by_stream_t={})
    accepted = _accepted(gate, diverted_t)
    return StreamsResult(
        accepted_by_stream_t=accepted,
        diverted_by_stream_t={
            stream.name: np.asarray(stream.received_t - accepted[stream.name])
            for stream in gate.streams
        },
    )


def _accepted(gate: Gate, diverted_t: FloatArray) -> dict[str, FloatArray]:
    """Tonnes of each stream that are left of those received, where so many are diverted."""
    received = {stream.name: stream.received_t for stream in gate.streams}
    rank = {stream.name: stream.rank for stream in gate.streams}
    diverted = diverted_by_stream_t(received, diverted_t, rank)
    return {name: np.asarray(received[name] - diverted[name]) for name in received}


def _taken(plant: PlantSection, gate: Gate, share_of_year: Numeric) -> Gate:
    """The gate with the mix at which what is left of it is just what the plant can take.

    Between nothing and all diverted there is such a mix: of what arrives there may be too much, and
    of what would be left the plant takes something. Rich waste sent away makes room for more
    tonnes, so that going back and forth between the two would swing without end; a bracket cannot.
    Where what would be left does not burn, less is diverted.
    """
    shape = np.shape(accepted_t(plant, gate, share_of_year))
    received = np.broadcast_to(gate.result.received_t, shape)

    def mix(diverted: FloatArray) -> Gate:
        return gate.mixed(_accepted(gate, diverted))

    def left_over(diverted: FloatArray) -> FloatArray:
        taken = accepted_t(plant, mix(diverted), share_of_year)
        return np.asarray(np.where(np.isnan(taken), -received, received - diverted - taken))

    return mix(bracketed_root(left_over, np.zeros(shape), np.array(received)))
