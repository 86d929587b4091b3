"""TOPSIS, a second opinion on a ranking; advisory, no law awards by it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from wte_ppp.tender.checked import Array, table_of, weights_of


def closeness(
    values: ArrayLike,
    weights: ArrayLike,
    higher_is_better: ArrayLike,
    *,
    criteria: Sequence[str] = (),
) -> Array:
    """Relative closeness to the ideal bid by Euclidean distance.

    Parameters
    ----------
    values
        Shape (bids, criteria), in each criterion's own unit.
    weights
        Shape (criteria,), summing to 1.
    higher_is_better
        Shape (criteria,), true or false.
    criteria
        Names for messages.

    Returns
    -------
    Array
        Shape (bids,), 0 to 1, higher is better; 0.5 for all where bids do not differ.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a criterion has a value or weight that is missing, infinite or
        a negative weight, or is 0 for every bid: no norm divides it.

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
    table = table_of(values, criteria=criteria)
    share = weights_of(weights, table.shape[1], criteria=criteria)
    better = np.asarray(higher_is_better)
    if share.ndim != 1 or better.shape != share.shape or better.dtype != bool:
        raise ValueError("weights and directions (true or false) must be (criteria,)")
    # Taken of the largest value first, so that squares neither overflow nor vanish.
    largest = np.abs(table).max(axis=0)
    if not largest.all():
        place = int(np.argmin(largest))
        name = criteria[place] if criteria else f"criterion {place + 1}"
        raise ValueError(f"{name} is 0 for every bid; leave it out")
    scaled = table / largest
    weighted = share * scaled / np.sqrt((scaled**2).sum(axis=0))
    high, low = weighted.max(axis=0), weighted.min(axis=0)
    best, worst = np.where(better, high, low), np.where(better, low, high)
    to_best = np.sqrt(((weighted - best) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - worst) ** 2).sum(axis=1))
    whole = to_best + to_worst
    near: Array = np.divide(to_worst, whole, out=np.full(len(table), 0.5), where=whole > 0)
    return near
