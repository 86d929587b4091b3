"""What many drawn years of a contract tell: spreads, caps, whether the city is made whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Flags, FloatArray, above, at_least
from wte_ppp.contract.simulate import Simulated

LEVELS = (5, 50, 95)
CLAIMED = "claimed."


@dataclass(frozen=True)
class Spread:
    """Percentiles of draws, of one sum or by year; NaN where not stated."""

    p5: FloatArray
    p50: FloatArray
    p95: FloatArray
    mean: FloatArray


@dataclass(frozen=True)
class CapRow:
    """One cap: how often it binds, what is claimed under it and what is paid of it.

    NaN where what is claimed, or the cap, is not known.
    """

    name: str
    years_percent: float
    draws_percent: float
    claimed: float
    paid: float


@dataclass(frozen=True)
class Whole:
    """Whether what the city receives covers what bad performance costs it.

    `years_percent` of the years with a loss are covered, `draws_percent` of the contracts as a
    whole; `covered_percent` is what is received over the loss of the whole contract.
    """

    loss: Spread
    received: Spread
    covered_percent: Spread
    years_percent: float
    draws_percent: float


def spread(values: FloatArray) -> Spread:
    """Percentiles and mean over the draws, the first axis.

    Examples
    --------
    >>> found = spread(np.arange(101.0))
    >>> float(found.p5), float(found.p50), float(found.p95)
    (5.0, 50.0, 95.0)
    """
    p5, p50, p95 = np.percentile(values, LEVELS, axis=0)
    return Spread(np.asarray(p5), np.asarray(p50), np.asarray(p95), np.asarray(values.mean(axis=0)))


def defined(run: Simulated) -> Simulated:
    """The draws whose inputs together describe a plant; the others can be told nothing of."""
    rows = np.isfinite(run.series["accepted_t"] + run.series["energy_mwh"]).all(axis=-1)
    if np.all(rows) or not np.any(rows):
        return run
    series = {name: values[rows] for name, values in run.series.items()}
    flags = {name: values[rows] for name, values in run.flags.items()}
    return Simulated(series, flags, int(rows.sum()), run.seed)


def totals(run: Simulated) -> dict[str, Spread]:
    """Spread of the sum over the years, by series."""
    return {name: spread(values.sum(axis=-1)) for name, values in run.series.items()}


def by_year(run: Simulated) -> dict[str, Spread]:
    """Spread of each year, by series."""
    return {name: spread(values) for name, values in run.series.items()}


def caps(run: Simulated) -> Iterator[CapRow]:
    """Every cap on damages that the contract could have: of each guarantee, the year, the whole."""
    items = [name.removeprefix(CLAIMED) for name in run.series if name.startswith(CLAIMED)]
    for item in items:
        yield _cap(run, item, [item])
    for name in ("operation_year", "operation_total"):
        yield _cap(run, name, items)


def _cap(run: Simulated, name: str, items: list[str]) -> CapRow:
    bound = run.flags[f"cap.{name}"]
    claimed = sum(float(run.series[f"{CLAIMED}{item}"].sum(axis=-1).mean()) for item in items)
    paid = sum(float(run.series[f"damages.{item}"].sum(axis=-1).mean()) for item in items)
    if np.isnan(claimed + paid):
        return CapRow(name, np.nan, np.nan, claimed, paid)
    return CapRow(name, percent(bound), percent(np.any(bound, axis=-1)), claimed, paid)


def percent(flags: Flags) -> float:
    """Share of flags that are up [%].

    Examples
    --------
    >>> percent(np.array([True, False, False, False]))
    25.0
    """
    return 100 * float(np.mean(flags))


def whole(run: Simulated) -> Whole:
    """Whether damages and deductions make the city whole."""
    loss, received = run.series["loss"], run.series["received"]
    all_loss, all_received = loss.sum(axis=-1), received.sum(axis=-1)
    lost = above(loss, 0.0)
    if not np.all(np.isfinite(all_loss)) or not np.all(np.isfinite(all_received)):
        years = draws = float("nan")
    else:
        years = percent(at_least(received, loss)[lost]) if np.any(lost) else float("nan")
        draws = percent(at_least(all_received, all_loss))
    share = np.divide(
        100 * all_received, all_loss, out=np.full_like(all_loss, np.nan), where=all_loss > 0
    )
    return Whole(spread(all_loss), spread(all_received), _known(share), years, draws)


def _known(values: FloatArray) -> Spread:
    """Spread of the draws in which something is there to be told."""
    told = values[np.isfinite(values)]
    return spread(told if told.size else np.array([np.nan]))


def flags_by_year(run: Simulated, name: str) -> FloatArray:
    """Share of draws with a flag in each year [%], (years,)."""
    return 100 * np.asarray(run.flags[name].mean(axis=0))


def at_least_once(flags: Mapping[str, Flags], name: str) -> float:
    """Share of draws with a flag in some year [%]."""
    return percent(np.any(flags[name], axis=-1))
