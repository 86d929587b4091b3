"""TOPSIS, a second opinion on a ranking; advisory, no law awards by it."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]


def closeness(values: ArrayLike, weights: ArrayLike, higher_is_better: ArrayLike) -> Array:
    """Relative closeness to the ideal bid by Euclidean distance.

    Parameters
    ----------
    values
        Shape (bids, criteria), in each criterion's own unit.
    weights
        Shape (criteria,), summing to 1.
    higher_is_better
        Shape (criteria,), true or false.

    Returns
    -------
    Array
        Shape (bids,), 0 to 1, higher is better; 0.5 for all where bids do not differ.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Hwang and Yoon, Multiple Attribute Decision Making (1981), chapter III: vector normalisation,
    weighted, distance to the positive and to the negative ideal. Ranks of TOPSIS may reverse when
    an irrelevant bid is removed, since norm and ideals move with it.

    Examples
    --------
    Two bids, each best on one of two equal criteria: equally close.

    >>> closeness([[2, 1], [1, 2]], [0.5, 0.5], [True, True])
    array([0.5, 0.5])
    """
    table, share = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    better = np.asarray(higher_is_better, dtype=bool)
    if table.ndim != 2 or share.shape != (table.shape[1],) or better.shape != share.shape:
        raise ValueError("values must be (bids, criteria), weights and directions (criteria,)")
    norm = np.sqrt((table**2).sum(axis=0))
    weighted = share * np.divide(table, norm, out=np.zeros_like(table), where=norm > 0)
    high, low = weighted.max(axis=0), weighted.min(axis=0)
    best, worst = np.where(better, high, low), np.where(better, low, high)
    to_best = np.sqrt(((weighted - best) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - worst) ** 2).sum(axis=1))
    whole = to_best + to_worst
    near: Array = np.divide(to_worst, whole, out=np.full(len(table), 0.5), where=whole > 0)
    return near
