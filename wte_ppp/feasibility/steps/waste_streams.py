"""Part of the waste step: streams of waste, and the mix that they burn as."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.waste import WasteSection
from wte_ppp.feasibility.definition.waste_streams import MUNICIPAL, WasteStreamSection
from wte_ppp.feasibility.steps.mixed_waste import MixedWaste, mixed_waste
from wte_ppp.waste.composition import Analysis
from wte_ppp.waste.reconcile import SHARES
from wte_ppp.waste.supply import DAYS_PER_YEAR, delivered_t

MEASURED = ("moisture_percent", "ash_percent", "elements_percent", "lhv_mj_per_kg")
RANK = {"first": 0, "alike": 1, "last": 2}


@dataclass(frozen=True)
class Stream:
    """Waste of one source at the gate.

    Shares, carbon by component and analysis in kg/kg as received; tonnes and heating value
    (..., years). `fee` is None where the base tipping fee is due; `in_reference` says whether it
    would be landfilled or burnt in the open without the plant; `rank` orders what is diverted.
    """

    name: str
    received_t: FloatArray
    guaranteed_t: Numeric
    fee_usd_per_t: Numeric | None
    shares: Mapping[str, Numeric]
    carbon: Mapping[str, Numeric]
    analysis: Analysis
    lhv_mj_per_kg: FloatArray
    in_reference: bool
    rank: int
    months: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Mix:
    """Streams as one waste, kg/kg and MJ/kg as received."""

    shares: Mapping[str, Numeric]
    carbon: Mapping[str, Numeric]
    analysis: Analysis
    lhv_mj_per_kg: FloatArray


def base_stream(mixed: MixedWaste, lhv: FloatArray, received_t: FloatArray, due: Numeric) -> Stream:
    """The municipal waste; its other fields are those of the waste section."""
    return Stream(
        name=MUNICIPAL,
        received_t=received_t,
        guaranteed_t=due,
        fee_usd_per_t=None,
        shares=mixed.shares,
        carbon=mixed.carbon,
        analysis=mixed.analysis,
        lhv_mj_per_kg=lhv,
        in_reference=True,
        rank=RANK["alike"],
    )


def other_streams(waste: WasteSection, years: FloatArray) -> tuple[Stream, ...]:
    """The streams beside the municipal waste, before the contract's end cuts them."""
    return tuple(
        _stream(waste, name, stream, years) for name, stream in (waste.streams or {}).items()
    )


def _stream(
    waste: WasteSection, name: str, stream: WasteStreamSection, years: FloatArray
) -> Stream:
    mixed = mixed_waste(stream_waste(waste, stream))
    guaranteed = 0.0 if stream.guaranteed_t_per_day is None else stream.guaranteed_t_per_day
    return Stream(
        name=name,
        received_t=delivered_t(
            stream.received_t_per_day * DAYS_PER_YEAR, stream.growth_percent_per_year / 100, years
        ),
        guaranteed_t=guaranteed * DAYS_PER_YEAR,
        fee_usd_per_t=stream.tipping_fee_usd_per_t,
        shares=mixed.shares,
        carbon=mixed.carbon,
        analysis=mixed.analysis,
        lhv_mj_per_kg=np.asarray(mixed.lhv_mj_per_kg * np.ones_like(years)),
        in_reference=stream.without_plant == "as_municipal",
        rank=RANK[stream.diverted],
        months=stream.months,
    )


def stream_waste(waste: WasteSection, stream: WasteStreamSection) -> WasteSection:
    """A stream as the waste of a section of its own: its composition and what was measured."""
    total = np.asarray(sum(stream.composition_percent.values()))
    stated: dict[str, Any] = {name: getattr(stream, name) for name in MEASURED}
    return waste.model_copy(
        update={
            **stated,
            "composition_percent": {
                name: (share / total * 100)[()]
                for name, share in stream.composition_percent.items()
            },
            "streams": None,
            "seasons": None,
            "composition_changes": None,
            "removed_percent": None,
        }
    )


def mix_of(streams: tuple[Stream, ...], weights: Mapping[str, Numeric]) -> Mix:
    """The streams together, each by its weight in the whole; a stream alone is itself."""
    if len(streams) == 1:
        alone = streams[0]
        return Mix(alone.shares, alone.carbon, alone.analysis, alone.lhv_mj_per_kg)

    def mean(values: Mapping[str, Numeric]) -> Numeric:
        return reduce(np.add, [weights[name] * value for name, value in values.items()])

    names = list(dict.fromkeys(name for stream in streams for name in stream.shares))
    shares = {
        name: mean({stream.name: stream.shares.get(name, 0.0) for stream in streams})
        for name in names
    }
    carbon = {
        name: mean(
            {
                stream.name: stream.shares.get(name, 0.0) * stream.carbon.get(name, 0.0)
                for stream in streams
            }
        )
        / np.where(np.asarray(shares[name]) > 0.0, shares[name], 1.0)
        for name in names
    }
    return Mix(
        shares=shares,
        carbon=carbon,
        analysis=Analysis(
            **{
                share: mean({stream.name: getattr(stream.analysis, share) for stream in streams})
                for share in SHARES
            }
        ),
        lhv_mj_per_kg=np.asarray(mean({stream.name: stream.lhv_mj_per_kg for stream in streams})),
    )


def weights_of(
    streams: tuple[Stream, ...],
    tonnes: Mapping[str, FloatArray],
    otherwise: Mapping[str, Numeric] | None = None,
) -> dict[str, Numeric]:
    """Share of each stream in the tonnes of a year; where there are none, as `otherwise`."""
    if len(streams) == 1:
        return {streams[0].name: 1.0}
    total = reduce(np.add, tonnes.values())
    divisor = np.where(total > 0.0, total, 1.0)
    return {
        name: np.where(
            total > 0.0, amount / divisor, np.nan if otherwise is None else otherwise[name]
        )
        for name, amount in tonnes.items()
    }
