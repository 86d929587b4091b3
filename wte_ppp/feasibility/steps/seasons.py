"""The plant run season by season, where the waste differs between parts of the year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.definition.waste import WasteSection
from wte_ppp.feasibility.definition.waste_seasons import DAYS_OF_MONTH, WasteSeasonSection
from wte_ppp.feasibility.definition.waste_streams import MUNICIPAL
from wte_ppp.feasibility.result.plant import OutageResult, PlantResult, PlantYears, StreamsResult
from wte_ppp.feasibility.steps.plant.outages import starts_of_a_line
from wte_ppp.feasibility.steps.plant.step import PlantRun, contract_averages, plant_run
from wte_ppp.feasibility.steps.streams_plant import as_taken, streams_plant_step, streams_result
from wte_ppp.feasibility.steps.varied_waste import with_measured_moved
from wte_ppp.feasibility.steps.waste import Gate, waste_step
from wte_ppp.feasibility.steps.waste_streams import Stream, mix_of, weights_of
from wte_ppp.finance.timeline import Timeline

OF_THE_WASTE = (
    "moisture_percent",
    "ash_percent",
    "lhv_mj_per_kg",
    "composition_percent",
    "bunker_leachate_percent",
)
STEADY_YEAR = 1  # the second year of operation, where there is one: the first is ramp-up


@dataclass(frozen=True)
class _Season:
    """One season's gate, the plant in it, and what it takes of the streams."""

    gate: Gate
    plant: PlantRun
    streams: StreamsResult

    @property
    def accepted_t(self) -> FloatArray:
        """Municipal waste accepted in each year's season."""
        years = self.plant.years
        return self.streams.accepted_by_stream_t.get(MUNICIPAL, years.accepted_t)


def seasonal_plant_step(
    plant: PlantSection,
    waste: WasteSection,
    gate: Gate,
    contract_years: Numeric,
    timeline: Timeline,
    first_operation_year: int,
) -> tuple[PlantResult, Gate]:
    """Plant of the year's mean waste, and the gate with what it accepts of the municipal waste.

    Where there are seasons the plant's years are the sums of theirs, and components and their
    carbon are the mean of what is accepted in each. The furnace is sized on the mean waste or the
    stated design LHV. Each season has its days' share of availability, starts, bought power and
    hours of heat, and its own waste.
    """
    year = streams_plant_step(plant, gate, contract_years, first_operation_year)
    if not waste.seasons:
        return year, gate
    seasons = {
        name: _run(season, plant, waste, gate, year, contract_years, timeline)
        for name, season in waste.seasons.items()
    }
    days = {name: season.share_of_year for name, season in waste.seasons.items()}
    accepted = _accepted_of(gate, seasons, days)
    return _together(plant, gate, year, seasons, contract_years), accepted


def season_waste(waste: WasteSection, season: WasteSeasonSection) -> WasteSection:
    """The waste section of one season: what it states, and the year's measurements moved along."""
    stated = {name: value for name in OF_THE_WASTE if (value := getattr(season, name)) is not None}
    varied = waste.model_copy(update={**stated, "seasons": None})
    return with_measured_moved(waste, varied, [f"waste.{name}" for name in stated])


def _run(
    season: WasteSeasonSection,
    plant: PlantSection,
    waste: WasteSection,
    gate: Gate,
    year: PlantResult,
    contract_years: Numeric,
    timeline: Timeline,
) -> _Season:
    share = season.share_of_year
    mean = sum(
        other.share_of_year * other.relative_amount for other in (waste.seasons or {}).values()
    )
    part = share * season.relative_amount / mean
    own = waste_step(season_waste(waste, season), contract_years, timeline)
    own = _in_season(own, gate, season, part)
    scaled: dict[str, object] = {
        name: getattr(plant, name) * share
        for name in ("availability_h_per_year", "import_mwh_per_year")
    }
    scaled["starts_per_year"] = starts_of_a_line(plant) * share
    scaled["design_lhv_mj_per_kg"] = year.design_lhv_mj_per_kg
    scaled["lines"] = year.lines
    if plant.heat is not None:
        hours = plant.heat.hours_per_year * share
        scaled["heat"] = plant.heat.model_copy(update={"hours_per_year": hours})
    laid, taken = as_taken(plant.model_copy(update=scaled), own, share)
    run = plant_run(laid, taken, share)
    return _Season(own, run, streams_result(own, run.years.diverted_t))


def _in_season(own: Gate, year: Gate, season: WasteSeasonSection, part: Numeric) -> Gate:
    """The season's gate with its own tonnes: its part of the municipal waste, and the streams'."""
    if len(own.streams) == 1:
        received = year.result.received_t * part
        base = replace(own.streams[0], received_t=received)
        result = own.result.model_copy(update={"received_t": received})
        return replace(own, result=result, streams=(base,))
    streams = tuple(
        replace(stream, received_t=of_year.received_t * _part(stream, season, part))
        for stream, of_year in zip(own.streams, year.streams, strict=True)
    )
    tonnes = {stream.name: stream.received_t for stream in streams}
    result = own.result.model_copy(update={"received_t": reduce(np.add, tonnes.values())})
    mixed = replace(own, streams=streams, result=result).mixed(tonnes)
    fired_lhv = mixed.fired_lhv_mj_per_kg[..., :1]
    shown = result.model_copy(update={"fired_lhv_mj_per_kg": fired_lhv})
    return replace(mixed, result=shown)


def _part(stream: Stream, season: WasteSeasonSection, municipal: Numeric) -> Numeric:
    """Share of a stream's year that comes in the season."""
    if stream.name == MUNICIPAL:
        return municipal
    if stream.months is None:
        return season.share_of_year
    days = {month: DAYS_OF_MONTH[month - 1] for month in stream.months}
    both = sum(length for month, length in days.items() if month in season.months)
    return both / sum(days.values())


def _accepted_of(gate: Gate, seasons: Mapping[str, _Season], days: Mapping[str, Numeric]) -> Gate:
    """The gate with the components of the municipal waste that are accepted in all seasons.

    Of years in which nothing is, the mean by the days of the seasons.
    """
    parts = tuple(replace(season.gate.streams[0], name=name) for name, season in seasons.items())
    tonnes = {name: season.accepted_t for name, season in seasons.items()}
    mix = mix_of(parts, weights_of(parts, tonnes, days))
    properties = {
        name: part for season in seasons.values() for name, part in season.gate.properties.items()
    }
    return replace(gate, properties={**gate.properties, **properties}).with_municipal(
        mix.shares, mix.carbon
    )


def _together(
    plant: PlantSection,
    gate: Gate,
    year: PlantResult,
    seasons: Mapping[str, _Season],
    contract_years: Numeric,
) -> PlantResult:
    """The year's result with the sums of its seasons."""
    fired = {name: season.plant.years.fired_t for name, season in seasons.items()}
    total = np.asarray(sum(fired.values()))
    share = {
        name: np.sum(tonnes, axis=-1, keepdims=True) / np.sum(total, axis=-1, keepdims=True)
        for name, tonnes in fired.items()
    }
    summed: dict[str, object] = {}
    for field in PlantYears.model_fields:
        values = {name: getattr(season.plant.years, field) for name, season in seasons.items()}
        if field.endswith("_kg_per_t"):
            summed[field] = _first(sum(share[name] * value for name, value in values.items()))
        else:
            summed[field] = np.asarray(sum(values.values()))
    for field in OutageResult.model_fields:
        values = {name: getattr(season.plant.outages, field) for name, season in seasons.items()}
        if field.startswith("lost_"):
            summed[field] = _first(sum(values.values()))
        elif field.endswith(("_t", "_mwh", "_days")):
            summed[field] = {
                lines: _first(sum(value[lines] for value in values.values()))
                for lines in getattr(year, field)
            }
    for field in StreamsResult.model_fields:
        summed[field] = {
            name: np.sum(
                [getattr(season.streams, field)[name] for season in seasons.values()], axis=0
            )
            for name in getattr(year, field)
        }
    result = year.model_copy(update=summed)
    capacity_t_per_h = year.line_t_per_h * year.lines
    averages = contract_averages(plant, gate, capacity_t_per_h, result, contract_years)
    steady = min(STEADY_YEAR, total.shape[-1] - 1)
    by_season: dict[str, object] = {
        "lhv_by_season_mj_per_kg": {
            name: _first(season.gate.result.fired_lhv_mj_per_kg) for name, season in seasons.items()
        },
        "net_by_season_mw": {name: _first(season.plant.net_mw) for name, season in seasons.items()},
        "throughput_by_season_t_per_h": {
            name: _first(season.plant.full.throughput_t_per_h[..., :1])
            for name, season in seasons.items()
        },
    }
    for field, series in BY_SEASON.items():
        by_season[field] = {
            name: _first(np.asarray(getattr(season.plant.years, series))[..., steady : steady + 1])
            for name, season in seasons.items()
        }
    lowest = np.min(
        np.stack(
            np.broadcast_arrays(
                *(np.asarray(season.gate.result.fired_lhv_mj_per_kg) for season in seasons.values())
            )
        ),
        axis=0,
    )
    return result.model_copy(
        update={
            **{name: getattr(averages, name) for name in type(averages).model_fields},
            **by_season,
            "lowest_season_lhv_mj_per_kg": _first(lowest),
        }
    )


# Result by season -> series of the plant, in a steady year.
BY_SEASON: Mapping[str, str] = {
    "fired_by_season_t": "fired_t",
    "diverted_by_season_t": "diverted_t",
    "exported_by_season_mwh": "exported_mwh",
    "auxiliary_fuel_by_season_gj": "auxiliary_fuel_gj",
}


def _first(value: Numeric) -> Numeric:
    """One number where there is one: an outcome of the base case has no axis."""
    array = np.asarray(value)
    return float(array.item()) if array.ndim < 2 else array
