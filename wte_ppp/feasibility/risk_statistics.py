"""Statistics of draws: percentiles, fans, probabilities; draws that are not defined are counted."""

from typing import Any, Literal

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.draws import Collected
from wte_ppp.feasibility.findings import value_at
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.finance.fiscal import commitment
from wte_ppp.messages import Message
from wte_ppp.risk.sensitivity import rank_correlations

SHOWN = (5, 10, 25, 50, 75, 90, 95)
IN_FANS = (5, 25, 50, 75, 95)
CURVE = tuple(range(1, 100))


def percentiles(values: FloatArray, levels: tuple[int, ...]) -> FloatArray:
    """Percentiles of the draws that are defined; NaN where none is."""
    defined = values[np.isfinite(values)]
    return np.percentile(defined, levels) if defined.size else np.full(len(levels), np.nan)


def spread_of(
    path: str, description: Message, unit: str, base: float, values: FloatArray
) -> dict[str, Any]:
    """Row of `SpreadOfOutcome`."""
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
    wrong = values < threshold if side == "below" else values > threshold
    return {
        "name": Message(name),
        "description": Message(description, threshold=threshold),
        "path": path,
        "side": side,
        "threshold": threshold,
        "percent": 100 * float(np.mean(wrong | (undefined & undefined_counts))),
        "undefined_percent": 100 * float(np.mean(undefined)),
        "undefined_counts": undefined_counts,
    }


def reached_correlation(first: FloatArray, second: FloatArray) -> float:
    """Spearman's rank correlation of two inputs' draws."""
    return rank_correlations({"": first}, second)[""]
