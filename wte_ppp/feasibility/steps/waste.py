"""First step: what arrives at the gate and what of it reaches the furnace."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.city import CitySection
from wte_ppp.feasibility.definition.waste import ComponentProperties, WasteSection
from wte_ppp.feasibility.result import GateResult, PaidWaste, PlantResult, SurveyRow
from wte_ppp.feasibility.steps.mixed_waste import mixed_waste
from wte_ppp.feasibility.steps.waste_streams import (
    Stream,
    base_stream,
    mix_of,
    other_streams,
    weights_of,
)
from wte_ppp.finance.timeline import Timeline
from wte_ppp.waste.bunker import drain
from wte_ppp.waste.composition import Analysis
from wte_ppp.waste.forecast import forecast_band, ramp, saturating_growth
from wte_ppp.waste.heating_value import lhv_spread
from wte_ppp.waste.reconcile import ELEMENTS, SHARES
from wte_ppp.waste.supply import city_waste_t, delivered_t, made_up_t, paid_t
from wte_ppp.waste.survey import design_heating_values, tanner_self_sustaining

DAYS_PER_YEAR = 365.0


@dataclass(frozen=True)
class Gate:
    """What the steps that follow need of the waste, and what the result says of it.

    Shares and carbon by component and the analysis as fired in kg/kg, (..., years) where streams or
    changes move them; heating values as fired (..., years). `weights` is the share of each stream
    in the mix, `leachate_share` and `deviation_share` what drains of it and the spread of its
    heating value over the mean.
    """

    result: GateResult
    shares: Mapping[str, Numeric]
    carbon: Mapping[str, Numeric]
    properties: Mapping[str, ComponentProperties]
    guaranteed_t: Numeric
    mass_ratio: Numeric
    fired: Analysis
    fired_lhv_mj_per_kg: FloatArray
    fired_deviation_mj_per_kg: FloatArray
    streams: tuple[Stream, ...]
    weights: Mapping[str, Numeric]
    leachate_share: Numeric
    deviation_share: Numeric

    @property
    def moves(self) -> bool:
        """Whether the analysis differs between years."""
        return _in_years(self.fired)

    @property
    def first_year(self) -> Self:
        """The gate with the analysis of the first year in all years."""
        if not self.moves:
            return self
        return replace(
            self,
            shares={name: first_of(share) for name, share in self.shares.items()},
            fired=_first_analysis(self.fired),
            mass_ratio=first_of(self.mass_ratio),
        )

    def with_municipal(self, shares: Mapping[str, Numeric], carbon: Mapping[str, Numeric]) -> Self:
        """The gate with other shares and carbon of components in the municipal waste.

        Where streams come beside it the mix is that of before, until it is mixed again.
        """
        municipal = replace(self.streams[0], shares=shares, carbon=carbon)
        streams = (municipal, *self.streams[1:])
        if len(streams) > 1:
            return replace(self, streams=streams)
        return replace(self, streams=streams, shares=shares, carbon=carbon)

    def mixed(self, tonnes: Mapping[str, FloatArray]) -> Self:
        """The gate with these tonnes of the streams in the mix, where there are several."""
        if len(self.streams) == 1:
            return self
        weights = weights_of(self.streams, tonnes, self.weights)
        mix = mix_of(self.streams, weights)
        drained = drain(mix.analysis, mix.lhv_mj_per_kg, self.leachate_share)
        return replace(
            self,
            shares=mix.shares,
            carbon=mix.carbon,
            mass_ratio=drained.mass_ratio,
            fired=drained.analysis,
            fired_lhv_mj_per_kg=np.asarray(drained.lhv_mj_per_kg, dtype=float),
            fired_deviation_mj_per_kg=np.asarray(
                mix.lhv_mj_per_kg * self.deviation_share / drained.mass_ratio, dtype=float
            ),
            weights=weights,
        )


def first_of(value: Numeric) -> Numeric:
    """A value of the first year, where it has years."""
    return value[..., :1] if isinstance(value, np.ndarray) and value.ndim else value


def _first_analysis(analysis: Analysis) -> Analysis:
    return Analysis(**{name: first_of(getattr(analysis, name)) for name in SHARES})


def waste_step(
    waste: WasteSection,
    contract_years: Numeric,
    timeline: Timeline,
    survey: tuple[SurveyRow, ...] = (),
) -> Gate:
    """Composition, heating value, drainage and supply."""
    calendar = timeline.calendar_year[timeline.construction_years :].astype(float)
    mixed = mixed_waste(waste, calendar)
    years = np.arange(timeline.operation_years, dtype=float)
    base_lhv = mixed.lhv_mj_per_kg * (1 + waste.lhv_growth_percent_per_year / 100) ** years
    leachate_share = waste.bunker_leachate_percent / 100

    under_contract = np.where(years < contract_years, 1.0, 0.0)
    base_t, low, high = (tonnes * mixed.kept_share for tonnes in amounts_t(waste, timeline))
    guaranteed_t_per_day = 0.0 if waste.guaranteed_t_per_day is None else waste.guaranteed_t_per_day
    streams = (
        base_stream(mixed, base_lhv, base_t, guaranteed_t_per_day * DAYS_PER_YEAR),
        *other_streams(waste, years),
    )
    # Shares of the mix are those before the contract's end, behind which nothing comes.
    weights = weights_of(streams, {stream.name: stream.received_t for stream in streams})
    streams = tuple(
        replace(
            stream,
            received_t=stream.received_t * under_contract,
            guaranteed_t=stream.guaranteed_t * under_contract,
        )
        for stream in streams
    )
    mix = mix_of(streams, weights)
    analysis, gate_lhv = mix.analysis, mix.lhv_mj_per_kg
    drained = drain(analysis, gate_lhv, leachate_share)
    beside = [stream.received_t for stream in streams[1:]]
    received, low, high = (
        np.sum(np.broadcast_arrays(tonnes, *beside), axis=0) if beside else tonnes
        for tonnes in (streams[0].received_t, low * under_contract, high * under_contract)
    )
    fired = drained.analysis
    fired_lhv = np.asarray(drained.lhv_mj_per_kg, dtype=float)
    # Drainage shifts every sample's heating value alike, so that it only stretches their spread.
    sampled = waste.lhv_deviation_percent is not None
    spread = np.nan if waste.lhv_deviation_percent is None else waste.lhv_deviation_percent / 100
    deviation = np.asarray(gate_lhv * spread / drained.mass_ratio, dtype=float)
    design = design_heating_values(fired_lhv[..., :1], deviation[..., :1])
    first, first_fired = _first_analysis(analysis), _first_analysis(fired)
    several = streams if len(streams) > 1 else ()
    # No waste comes after the contract.
    each_year = np.where(under_contract > 0.0, 1.0, np.nan)
    result = GateResult(
        composition_percent={name: 100 * first_of(share) for name, share in mix.shares.items()},
        survey=survey,
        moisture_percent=100 * first.moisture,
        ash_percent=100 * first.ash,
        combustible_percent=100 * first.combustible,
        ultimate_percent={name: 100 * getattr(first, name) for name in ELEMENTS},
        composed_percent={name: 100 * getattr(mixed.from_parts, name) for name in SHARES},
        misfit=dict(mixed.state.misfit),
        lhv_mj_per_kg=mixed.lhv_mj_per_kg if not _in_years(mix.analysis) else gate_lhv[..., :1],
        lhv_by_formula_mj_per_kg=lhv_spread(first),
        fired_moisture_percent=100 * first_fired.moisture,
        fired_ash_percent=100 * first_fired.ash,
        fired_combustible_percent=100 * first_fired.combustible,
        fired_lhv_mj_per_kg=fired_lhv[..., :1],
        fired_lhv_low_mj_per_kg=design.low,
        fired_lhv_high_mj_per_kg=design.high,
        self_sustaining=tanner_self_sustaining(
            first_fired.moisture, first_fired.ash, first_fired.combustible
        ),
        received_t=received,
        received_low_t=low,
        received_high_t=high,
        moisture_by_year_percent=np.asarray(100 * analysis.moisture * each_year),
        ash_by_year_percent=np.asarray(100 * analysis.ash * each_year),
        lhv_by_year_mj_per_kg=np.asarray(gate_lhv * each_year),
        received_by_stream_t={stream.name: stream.received_t for stream in several},
        moisture_by_stream_percent={
            stream.name: 100 * first_of(stream.analysis.moisture) for stream in several
        },
        ash_by_stream_percent={
            stream.name: 100 * first_of(stream.analysis.ash) for stream in several
        },
        lhv_by_stream_mj_per_kg={stream.name: stream.lhv_mj_per_kg[..., :1] for stream in several},
    )
    return Gate(
        result=result,
        shares=mix.shares,
        carbon=mix.carbon,
        properties={name: waste.components[name] for name in mix.shares},
        guaranteed_t=streams[0].guaranteed_t,
        mass_ratio=drained.mass_ratio,
        fired=fired,
        fired_lhv_mj_per_kg=fired_lhv,
        fired_deviation_mj_per_kg=deviation if sampled else np.zeros_like(fired_lhv),
        streams=streams,
        weights=weights,
        leachate_share=leachate_share,
        deviation_share=spread if sampled else 0.0,
    )


def _in_years(analysis: Analysis) -> bool:
    return any(np.shape(getattr(analysis, name))[-1:] > (1,) for name in SHARES)


def paid_waste(gate: Gate, plant: PlantResult, make_up_years: int = 0) -> PaidWaste:
    """Waste that the tipping fee is due for, guaranteed tonnes included, once the plant has run."""
    if len(gate.streams) == 1:
        paid = _paid(plant.accepted_t, gate.guaranteed_t, plant.diverted_t, make_up_years)
        return PaidWaste(
            paid_t=paid.due,
            not_delivered_t=paid.not_delivered,
            made_up_t=paid.made_up,
            paid_by_stream_t={},
        )
    accepted, diverted = plant.accepted_by_stream_t, plant.diverted_by_stream_t
    each = {
        stream.name: _paid(
            accepted[stream.name], stream.guaranteed_t, diverted[stream.name], make_up_years
        )
        for stream in gate.streams
    }
    at_fee = [each[stream.name] for stream in gate.streams if stream.fee_usd_per_t is None]
    none = np.zeros(1)
    return PaidWaste(
        paid_t=sum((one.due for one in at_fee), start=none),
        not_delivered_t=sum((one.not_delivered for one in at_fee), start=none),
        made_up_t=sum((one.made_up for one in at_fee), start=none),
        paid_by_stream_t={name: one.due for name, one in each.items()},
    )


class _Paid(NamedTuple):
    """Tonnes of each year, (..., years): the fee is due for them; paid for and not delivered."""

    due: FloatArray
    not_delivered: FloatArray
    made_up: FloatArray


def _paid(accepted: FloatArray, guaranteed: Numeric, refused: FloatArray, years: int) -> _Paid:
    due = np.asarray(paid_t(accepted, guaranteed, refused))
    missing = np.asarray(np.maximum(due - accepted, 0.0))
    if not years:
        return _Paid(due, missing, np.zeros_like(due))
    least = np.maximum(guaranteed - refused, 0.0)
    made = made_up_t(missing, np.maximum(accepted - least, 0.0), years)
    return _Paid(due - made, missing, made)


def amounts_t(waste: WasteSection, timeline: Timeline) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Waste of each operation year before sorting, with the band of a forecast."""
    if waste.city is not None:
        return _city_t(waste.city, timeline)
    assert waste.received_t_per_day is not None
    years = np.arange(timeline.operation_years, dtype=float)
    growth = waste.growth_percent_per_year / 100
    amount = delivered_t(waste.received_t_per_day * DAYS_PER_YEAR, growth, years)
    return amount, amount, amount


def _city_t(city: CitySection, timeline: Timeline) -> tuple[FloatArray, FloatArray, FloatArray]:
    operation = timeline.calendar_year[timeline.construction_years :].astype(float)
    years = operation - city.base_year
    people = saturating_growth(
        city.population,
        city.population_growth_percent / 100,
        np.inf if city.population_ceiling is None else city.population_ceiling,
        years,
    )
    each = saturating_growth(
        city.kg_per_capita_per_day,
        city.kg_growth_percent / 100,
        np.inf if city.kg_ceiling_per_day is None else city.kg_ceiling_per_day,
        years,
    )
    collected = city.collected_percent / 100
    if city.collected_target_percent is not None:
        span = 0 if city.target_year is None else city.target_year - city.base_year
        collected = ramp(collected, city.collected_target_percent / 100, float(span), years)
    amount = np.asarray(city_waste_t(people, each, collected, city.to_plant_percent / 100))
    level, drift = city.uncertainty_percent, city.growth_uncertainty_percent
    if level is None and drift is None:
        return amount, amount, amount
    low, high = forecast_band(
        amount,
        0.0 if level is None else level / 100,
        0.0 if drift is None else drift / 100,
        years,
    )
    return amount, low, high
