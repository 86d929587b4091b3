"""Statistics of draws: percentiles, fans, probabilities; draws that are not defined are counted.

Of an outcome that hangs on an unknown input in some draw nothing is said: a percentile of the
others would be one of another plant.
"""

from dataclasses import replace
from typing import Any, Literal

import numpy as np

from wte_ppp.arrays import Flags, FloatArray
from wte_ppp.feasibility.draws import Collected
from wte_ppp.feasibility.outcomes import value_at
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.finance.fiscal import commitment
from wte_ppp.messages import Message
from wte_ppp.risk.sensitivity import rank_correlations

SHOWN = (5, 10, 25, 50, 75, 90, 95)
CASH, DSCR = "finance.cfads_usd", "finance.dscr"
IN_FANS = (5, 25, 50, 75, 95)
CURVE = tuple(range(1, 100))


def unknown_draws(path: str, simulated: Collected) -> Flags:
    """Draws (n,) in which an outcome hangs on an input that nobody gave; others are not defined.

    Money is not known where cash is not; in the climate part nothing else is without a figure.
    """
    missing = np.isnan(simulated.outcomes[path])
    if path.startswith("climate."):
        return missing
    if not path.startswith("finance."):
        return np.zeros_like(missing)
    return np.asarray(missing & np.any(np.isnan(simulated.fans[CASH]), axis=-1))


def as_known(simulated: Collected) -> Collected:
    """The draws for statistics: an outcome or a year that is unknown in one is so in all."""
    outcomes = {
        path: np.full_like(values, np.nan) if np.any(unknown_draws(path, simulated)) else values
        for path, values in simulated.outcomes.items()
    }
    no_cash = np.any(np.isnan(simulated.fans[CASH]))
    fans = {}
    for path, values in simulated.fans.items():
        unknown = np.any(np.isnan(values), axis=0)
        if path == DSCR:  # without debt service it is not defined
            unknown = np.full_like(unknown, no_cash)
        fans[path] = np.where(unknown, np.nan, values) if np.any(unknown) else values
    return replace(simulated, outcomes=outcomes, fans=fans)


def percentiles(values: FloatArray, levels: tuple[int, ...]) -> FloatArray:
    """Percentiles of the draws that are defined; NaN where none is."""
    defined = values[np.isfinite(values)]
    return np.percentile(defined, levels) if defined.size else np.full(len(levels), np.nan)


def spread_of(
    path: str,
    description: Message,
    unit: str,
    base: float,
    values: FloatArray,
    not_stated: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Row of `SpreadOfOutcome`; `not_stated` says what of base case and draws is unknown."""
    defined = values[np.isfinite(values)]
    some = defined.size > 1
    deviation = float(np.std(defined, ddof=1)) if some else float("nan")
    levels = {
        f"p{level}": percentile
        for level, percentile in zip(SHOWN, percentiles(values, SHOWN), strict=True)
    }
    return {
        "path": path,
        "description": description,
        "unit": unit,
        "base": base,
        "mean": float(np.mean(defined)) if defined.size else float("nan"),
        "standard_deviation": deviation,
        "standard_error": deviation / np.sqrt(defined.size) if some else float("nan"),
        **levels,
        "percentiles": percentiles(values, CURVE),
        "undefined_percent": 100 * (1 - defined.size / values.size),
        "not_stated": not_stated,
    }


def fan_of(
    path: str, description: Message, unit: str, base: Outcomes, values: FloatArray
) -> dict[str, Any]:
    """Row of `Fan`: (draws, years), each year by itself."""
    years = np.asarray(base.finance.calendar_year)
    by_year = np.array([percentiles(values[:, at], IN_FANS) for at in range(values.shape[1])])
    return {
        "path": path,
        "description": description,
        "unit": unit,
        # Series of the plant begin with its operation, those of finance with construction.
        "calendar_year": years[years.size - values.shape[1] :],
        "base": value_at(base, path),
        **{f"p{level}": by_year[:, at] for at, level in enumerate(IN_FANS)},
    }


def commitment_of(
    path: str, description: Message, unit: str, base: Outcomes, values: FloatArray
) -> dict[str, Any]:
    """Row of `CommitmentRow`: payments of the public (draws, years), each year by itself."""
    payments = commitment(values)
    return {
        "path": path,
        "description": description,
        "unit": unit,
        "calendar_year": base.finance.calendar_year,
        "base": value_at(base, path),
        "expected": payments.expected,
        "p95": payments.p95,
    }


def probability_of(
    name: str,
    description: str,
    path: str,
    simulated: Collected,
    side: Literal["below", "above"],
    threshold: float,
    *,
    undefined_counts: bool = False,
) -> dict[str, Any]:
    """Row of `Probability`; a simulation that is not defined counts only if it is said so.

    `name` and `description` are templates, the second with a place for the threshold.
    """
    values = simulated.outcomes[path]
    undefined = ~np.isfinite(values)
    unknown = bool(np.any(unknown_draws(path, simulated)))
    wrong = values < threshold if side == "below" else values > threshold
    return {
        "name": Message(name),
        "description": Message(description, threshold=threshold),
        "path": path,
        "side": side,
        "threshold": threshold,
        "percent": np.nan
        if unknown
        else 100 * float(np.mean(wrong | (undefined & undefined_counts))),
        "undefined_percent": 100 * float(np.mean(undefined)),
        "undefined_counts": undefined_counts,
        "not_stated": unknown,
    }


def reached_correlation(first: FloatArray, second: FloatArray) -> float:
    """Spearman's rank correlation of two inputs' draws."""
    return rank_correlations({"": first}, second)[""]
