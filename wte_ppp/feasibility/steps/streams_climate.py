"""Part of the climate step: what streams of waste would emit without the plant, and emit in it."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate import carbon, incineration
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.result import PlantResult
from wte_ppp.feasibility.result.climate import StreamsClimateResult
from wte_ppp.feasibility.steps.project_emissions import carbon_contents
from wte_ppp.feasibility.steps.reference import counted_disposal_tco2e
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.feasibility.steps.waste_streams import Stream


def in_reference(
    gate: Gate, plant: PlantResult, by_component: Mapping[str, Numeric]
) -> Mapping[str, Numeric]:
    """Waste by component that would be landfilled or burnt in the open without the plant, t."""
    if all(stream.in_reference for stream in gate.streams):
        return by_component
    counted = [_components(stream, plant) for stream in gate.streams if stream.in_reference]
    none = np.zeros(np.shape(plant.accepted_t))
    return {
        name: sum((tonnes[name] for tonnes in counted if name in tonnes), start=none)
        for name in by_component
    }


def streams_emissions(
    climate: ClimateSection, gate: Gate, plant: PlantResult, running: FloatArray
) -> StreamsClimateResult:
    """Reference of disposal and fossil CO2 by stream; nothing of one stream alone."""
    reference: dict[str, FloatArray] = {}
    fossil: dict[str, FloatArray] = {}
    for stream in gate.streams if len(gate.streams) > 1 else ():
        tonnes = _components(stream, plant)
        avoided = counted_disposal_tco2e(climate, gate, tonnes, running)
        reference[stream.name] = avoided if stream.in_reference else np.zeros_like(avoided)
        contents, share = carbon_contents(climate, gate, stream.carbon)
        balance = carbon.carbon_balance_t(
            tonnes, contents, share, climate.carbon_burnt_percent / 100
        )
        fossil[stream.name] = np.asarray(balance.fossil_to_stack * incineration.CO2_PER_CARBON)
    return StreamsClimateResult(
        disposal_by_stream_tco2e=reference, fossil_co2_by_stream_tco2e=fossil
    )


def _components(stream: Stream, plant: PlantResult) -> dict[str, Numeric]:
    accepted = plant.accepted_by_stream_t[stream.name]
    return {name: share * accepted for name, share in stream.shares.items()}
