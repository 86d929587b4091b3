"""From the risk section of a study to draws of its inputs; it runs nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.risk import Spread
from wte_ppp.feasibility.drawn import drawable, input_range
from wte_ppp.feasibility.own_money import own_money
from wte_ppp.feasibility.risk_checks import within_range
from wte_ppp.messages import Message
from wte_ppp.risk.correlation import correlated, correlation_matrix
from wte_ppp.risk.distributions import Distribution
from wte_ppp.risk.sampling import Method

CAPEX = "cost.capex_usd"
COMPOSITION = "waste.composition_percent."
RAMP = "plant.ramp_up_percent"
LATE = "plant.late_start_months"
DAYS_PER_YEAR = 365.0
LEAST_PERCENT = 1e-6  # of a year's hours: the pipeline takes no plant that never runs
MOST_SHARES = 100.0


@dataclass(frozen=True)
class Drawn:
    """An input with its distribution, in its unit or in percent of its base value."""

    path: str
    spread: Spread
    distribution: Distribution
    base: float
    remark: Message | None

    def value(self, probability: FloatArray, base: FloatArray | float | None = None) -> FloatArray:
        """Values (n,) at some probabilities; `base` stands in for the base value of percents."""
        values = self.distribution.quantile(probability)
        if self.spread.basis == "percent_of_base":
            values = values * (self.base if base is None else base) / 100
        return np.asarray(values)


@dataclass(frozen=True)
class Event:
    """Something that may happen: how likely, and how much of what."""

    name: str
    kind: str
    probability: float
    sizes: tuple[Drawn, ...]
    cost_share: float = 0.0


@dataclass(frozen=True)
class Draws:
    """Draws of inputs by path, ready for `Study.with_draws`, and what happened: (n,) by event."""

    inputs: Mapping[str, FloatArray]
    happened: Mapping[str, FloatArray]


@dataclass(frozen=True)
class Uncertainty:
    """Everything that is drawn, and which columns of the unit cube it takes.

    `base` holds every input's base value; `ramp` the share of hours in each operation year, %.
    """

    inputs: tuple[Drawn, ...]
    matrix: FloatArray
    events: tuple[Event, ...]
    base: Mapping[str, float | None]
    ramp: tuple[float, ...]
    method: Method

    @property
    def factors(self) -> dict[str, slice]:
        """Columns of each input and event; an event has several."""
        places = {drawn.path: slice(index, index + 1) for index, drawn in enumerate(self.inputs)}
        start = len(places)
        for event in self.events:
            width = 2 * len(self.ramp) if event.kind == "outage" else 1 + len(event.sizes)
            places[event.name] = slice(start, start + width)
            start += width
        return places

    @property
    def dimensions(self) -> int:
        """Columns in all."""
        return max((factor.stop for factor in self.factors.values()), default=0)

    @property
    def remarks(self) -> tuple[Message, ...]:
        """What was cut off, by input."""
        drawn = [*self.inputs, *(size for event in self.events for size in event.sizes)]
        return tuple(
            Message("{input}: {remark}.", input=size.path, remark=size.remark)
            for size in drawn
            if size.remark is not None
        )

    def draws(self, probability: FloatArray, *, independent: bool = False) -> Draws:
        """Draws of every input and event."""
        count = len(self.inputs)
        ours = probability[:, :count]
        if not independent:
            ours = correlated(ours, self.matrix)
        values = {drawn.path: drawn.value(ours[:, at]) for at, drawn in enumerate(self.inputs)}
        happened: dict[str, FloatArray] = {}
        lost: dict[int, FloatArray] = {}
        for event in self.events:
            columns = probability[:, self.factors[event.name]]
            happened[event.name] = self._happen(event, columns, values, lost)
        return self._assembled(values, lost, happened)

    def at_once(self, name: str, levels: FloatArray) -> Draws:
        """Draws in which one input stands at some quantiles, or one event happens at that size.

        Outages of single years have no one size: they are refused.
        """
        values: dict[str, FloatArray] = {}
        lost: dict[int, FloatArray] = {}
        for drawn in self.inputs:
            if drawn.path == name:
                values[name] = drawn.value(levels)
        for event in self.events:
            if event.name == name:
                assert event.kind != "outage"
                columns = np.column_stack([np.ones_like(levels), *[levels] * len(event.sizes)])
                self._happen(replace(event, probability=1.0), columns, values, lost)
        return self._assembled(values, lost, {})

    def _happen(
        self,
        event: Event,
        columns: FloatArray,
        values: dict[str, FloatArray],
        lost: dict[int, FloatArray],
    ) -> FloatArray:
        """Let an event act on values and on the share of hours lost by year; how often, or 0/1."""
        count = len(columns)
        if event.kind == "outage":
            years = len(self.ramp)
            hit = columns[:, :years] > 1 - event.probability
            days = event.sizes[0].value(columns[:, years:].ravel()).reshape(count, years)
            for year in range(years):
                share = np.where(hit[:, year], days[:, year] / DAYS_PER_YEAR, 0.0)
                lost[year] = 1 - (1 - lost.get(year, np.zeros(count))) * (1 - share)
            return np.asarray(hit.sum(axis=1), dtype=float)
        happens = columns[:, 0] > 1 - event.probability
        if event.kind == "delay":
            months = np.where(happens, event.sizes[0].value(columns[:, 1]), 0.0)
            values[LATE] = self._current(LATE, values, count) + months
            if event.cost_share:
                values[CAPEX] = self._current(CAPEX, values, count) * (
                    1 + months * event.cost_share
                )
        else:
            for column, size in enumerate(event.sizes, 1):
                before = self._current(size.path, values, count)
                after = size.value(columns[:, column], before)
                values[size.path] = np.where(happens, after, before)
        return np.asarray(happens, dtype=float)

    def _current(self, path: str, values: Mapping[str, FloatArray], count: int) -> FloatArray:
        if path in values:
            return values[path]
        if path.startswith(f"{RAMP}."):
            return np.full(count, self.ramp[int(path.rpartition(".")[2])])
        base = self.base.get(path)
        return np.full(count, np.nan if base is None else base)

    def _assembled(
        self,
        values: dict[str, FloatArray],
        lost: Mapping[int, FloatArray],
        happened: Mapping[str, FloatArray],
    ) -> Draws:
        for year, share in lost.items():
            path = f"{RAMP}.{year}"
            before = self._current(path, values, len(share))
            values[path] = np.maximum(before * (1 - share), LEAST_PERCENT)
        shares = {path: percent for path, percent in values.items() if path.startswith(COMPOSITION)}
        if shares:
            values |= self._rest_of_composition(shares)
        return Draws(values, happened)

    def _rest_of_composition(self, drawn: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
        """Shares that were not drawn, in their proportion, so that all sum to 100 %."""
        rest = {
            path: value
            for path, value in self.base.items()
            if path.startswith(COMPOSITION) and path not in drawn and value is not None
        }
        total = np.sum(list(drawn.values()), axis=0)
        if np.any(total > MOST_SHARES) or not sum(rest.values()):
            raise DocumentError(
                [
                    Problem(
                        None, None, "risk.inputs", f"shares that sum to {np.max(total):.1f} %",
                        "drawn shares of the composition below 100 % in every draw, others left",
                        "narrow them",
                    )
                ]
            )  # fmt: skip
        scale = (MOST_SHARES - total) / sum(rest.values())
        return {path: value * scale for path, value in rest.items()}


def uncertainty(
    study: StudyDefinition, outcome: Callable[[str], float | None], document: Document | None = None
) -> Uncertainty:
    """What the risk section of a study says, made ready to draw.

    Raises `DocumentError` with every spread that leaves its input's range, or has no base
    value.
    """
    risk = study.risk
    assert risk is not None
    base = {
        path: outcome(path) if value is None else value for path, value in drawable(study).items()
    }
    faults: list[Problem] = []

    def drawn(path: str, spread: Spread, place: str) -> list[Drawn]:
        bounds = input_range(path, own_money(study.finance.money))
        relative = spread.basis == "percent_of_base"
        base_figure = base.get(path)
        fault: tuple[str, str, str] | None = None
        if bounds is None or path not in base:
            fault = (f"unknown input {path!r}", "a number of the study", "correct it")
        elif relative and base_figure is None:
            fault = ("percent of an input that is left out", "an input with a value",
                     "give it a value, or the spread in its unit")  # fmt: skip
        else:
            made, fault, remark = within_range(spread, bounds, base_figure if relative else None)
            if made is not None:
                value = np.nan if base_figure is None else base_figure
                return [Drawn(path, spread, made, value, remark)]
        if fault is not None:
            line = (document.line_of(place) or 1) if document else None
            faults.append(Problem(document.path if document else None, line, place, *fault))
        return []

    inputs = [
        quantity
        for path, spread in risk.inputs.items()
        for quantity in drawn(path, spread, f"risk.inputs.{path}")
    ]
    highest = sum(
        quantity.distribution.support[1]
        * (1.0 if quantity.spread.basis == "absolute" else quantity.base / 100)
        for quantity in inputs
        if quantity.path.startswith(COMPOSITION)
    )
    if highest >= MOST_SHARES:
        place = "risk.inputs"
        line = (document.line_of(place) or 1) if document else None
        faults.append(
            Problem(document.path if document else None, line, place,
                    f"shares of the composition that may sum to {highest:.4g} %",
                    "less than 100 % at their highest, so that the others have room",
                    "narrow them, or give low and high")
        )  # fmt: skip
    events = [
        Event(name, "outage", _share(outage.probability_percent_per_year), (_size(outage.days),))
        for name, outage in risk.outages.items()
    ]
    events += [
        Event(
            name, "delay", _share(delay.probability_percent), (_size(delay.months),),
            _share(delay.cost_percent_per_month),
        )
        for name, delay in risk.delays.items()
    ]  # fmt: skip
    for name, change in risk.changes.items():
        sizes = [
            size
            for path, spread in change.changes.items()
            for size in drawn(path, spread, f"risk.changes.{name}.changes.{path}")
        ]
        events.append(Event(name, "change", _share(change.probability_percent), tuple(sizes)))
    if faults:
        raise DocumentError(faults)
    pairs = {
        correlation.inputs: _share(correlation.rank) * 100 for correlation in risk.correlations
    }
    return Uncertainty(
        inputs=tuple(inputs),
        matrix=correlation_matrix([quantity.path for quantity in inputs], pairs),
        events=tuple(events),
        base=base,
        ramp=_ramp(study),
        method=risk.method,
    )


def _share(percent: Any) -> float:
    return float(np.asarray(percent).flat[0]) / 100


def _size(spread: Spread) -> Drawn:
    return Drawn("", spread, spread.made(low=0.0), np.nan, None)


def _ramp(study: StudyDefinition) -> tuple[float, ...]:
    """Share of the hours in each operation year, %: the ramp-up, then all of them."""
    years = int(np.max(study.finance.contract_years))
    stated = [_share(percent) * 100 for percent in study.plant.ramp_up_percent][:years]
    return (*stated, *[100.0] * (years - len(stated)))


def prepared(study: StudyDefinition, plan: Uncertainty) -> StudyDefinition:
    """The study with a share of hours for every operation year, so that events can take of it."""
    if not any(event.kind == "outage" for event in plan.events):
        return study
    plant = study.plant.model_copy(update={"ramp_up_percent": plan.ramp})
    return study.model_copy(update={"plant": plant})
