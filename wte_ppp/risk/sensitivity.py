"""Which input moves an outcome: rank correlations, and Sobol indices by Saltelli's design."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from wte_ppp.arrays import FloatArray

Columns = Mapping[str, slice]
CONFIDENCE_Z = 1.96
RESAMPLES = 200


def rank_correlations(inputs: Mapping[str, FloatArray], outcome: FloatArray) -> dict[str, float]:
    """Spearman's rank correlation of each input with an outcome.

    Parameters
    ----------
    inputs
        Draws (n,) by name.
    outcome
        (n,); draws in which it is not defined are left out.

    Returns
    -------
    dict[str, float]
        -1 to 1 by name; NaN where the input or the outcome does not vary.

    References
    ----------
    .. [1] C. Spearman, The proof and measurement of association between two things, Am. J.
       Psychol. 15 (1904) 72-101.

    Examples
    --------
    The cube has the order of its root, the negative the opposite one.

    >>> x = np.array([1.0, 2.0, 3.0, 4.0])
    >>> rank_correlations({"x": x, "less": -x}, x**3)
    {'x': 1.0, 'less': -1.0}
    """
    defined = np.isfinite(outcome)
    if not np.any(defined):
        return dict.fromkeys(inputs, float("nan"))
    ranks = _standard_ranks(outcome[defined])
    return {
        name: float(np.round(_standard_ranks(draws[defined]) @ ranks, 12))
        for name, draws in inputs.items()
    }


def _standard_ranks(values: FloatArray) -> FloatArray:
    """Ranks less their mean, of length one; NaN if all are tied."""
    ranks = stats.rankdata(values) - (values.size + 1) / 2
    length = np.sqrt(ranks @ ranks)
    return np.asarray(ranks / (length if length > 0 else np.nan))


def radial_design(points: FloatArray, factors: Columns) -> dict[str, FloatArray]:
    """Saltelli's design: two independent samples, and the first with one factor of the second.

    Parameters
    ----------
    points
        Of the unit cube, (n, 2 k).
    factors
        Columns of the first k that belong to each factor; a factor may have several.

    Returns
    -------
    dict[str, FloatArray]
        Probabilities (n, k): "" the first sample, " " the second, and for each factor the first
        sample with that factor's columns taken from the second.

    References
    ----------
    .. [1] A. Saltelli et al., Variance based sensitivity analysis of model output, Comput. Phys.
       Commun. 181 (2010) 259-270, table 2.

    Examples
    --------
    >>> design = radial_design(np.array([[0.1, 0.2, 0.8, 0.9]]), {"x": slice(0, 1)})
    >>> design["x"]
    array([[0.8, 0.2]])
    """
    half = points.shape[1] // 2
    first, second = points[:, :half], points[:, half:]
    design = {"": first, " ": second}
    for name, columns in factors.items():
        mixed = first.copy()
        mixed[:, columns] = second[:, columns]
        design[name] = mixed
    return design


@dataclass(frozen=True)
class Index:
    """Share of an outcome's variance: by a factor alone, and by it with all its interactions.

    The half-widths are of 95 % confidence intervals.
    """

    first: float
    first_half_width: float
    total: float
    total_half_width: float


def sobol_indices(
    outcomes: Mapping[str, FloatArray], seed: int | np.random.SeedSequence = 0
) -> dict[str, Index]:
    """First-order and total Sobol indices of each factor.

    Parameters
    ----------
    outcomes
        Model at each part of `radial_design`, (n,). A row in which any is not defined is left out.
    seed
        Of the bootstrap that gives the half-widths.

    Returns
    -------
    dict[str, Index]
        By factor; NaN if the outcome does not vary. Estimates may lie a little below 0 or above 1.

    Notes
    -----
    With f_A, f_B and f_i the outcomes of the two samples and of the mixed one, and V their
    variance: S_i = mean(f_B (f_i - f_A)) / V with outcomes less their mean, and
    T_i = mean((f_A - f_i)^2) / (2 V).

    References
    ----------
    .. [1] A. Saltelli et al., Variance based sensitivity analysis of model output, Comput. Phys.
       Commun. 181 (2010) 259-270, table 2, formulas (b) and (f).
    .. [2] M. J. W. Jansen, Analysis of variance designs for model output, Comput. Phys. Commun.
       117 (1999) 35-43.

    Examples
    --------
    A model that follows its one factor: the factor has all the variance.

    >>> a, b = np.array([0.0, 1.0, 2.0, 3.0]), np.array([3.0, 0.0, 1.0, 2.0])
    >>> float(round(sobol_indices({"": a, " ": b, "x": b})["x"].total, 9))
    1.2
    """
    parts = {name: np.asarray(values, dtype=float) for name, values in outcomes.items()}
    defined = np.all([np.isfinite(values) for values in parts.values()], axis=0)
    rows = int(defined.sum())
    parts = {name: values[defined] for name, values in parts.items()}
    factors = [name for name in parts if name not in ("", " ")]
    if rows < 2:
        return {name: Index(*[float("nan")] * 4) for name in factors}
    rng = np.random.default_rng(seed)
    again = rng.integers(0, rows, size=(RESAMPLES, rows))
    result = {}
    for name in factors:
        first, total = _estimates(parts[""], parts[" "], parts[name])
        spread = np.std(
            [_estimates(*(parts[design][pick] for design in ("", " ", name))) for pick in again],
            axis=0,
        )
        half = CONFIDENCE_Z * spread
        result[name] = Index(first, float(half[0]), total, float(half[1]))
    return result


def _estimates(a: FloatArray, b: FloatArray, mixed: FloatArray) -> tuple[float, float]:
    both = np.concatenate([a, b])
    centre, variance = both.mean(), both.var()
    scale = variance if variance > 0 else np.nan
    first = np.mean((b - centre) * (mixed - a)) / scale
    return float(first), float(np.mean((a - mixed) ** 2) / (2 * scale))
