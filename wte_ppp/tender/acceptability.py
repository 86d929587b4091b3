"""Rank acceptability: how often each bid has each rank when weights and scores are uncertain.

Advisory only: the award rests on the published weights.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from wte_ppp.tender.checked import Array, table_of, weights_of

BLOCK = 20_000


@dataclass(frozen=True)
class Acceptability:
    """Result of the draws.

    `ranks` is the share of draws by bid and rank, shape (bids, bids); `central` the mean weights of
    the draws a bid wins, shape (bids, criteria), NaN for a bid that never wins; `beats` the share
    of draws in which the row's bid totals more than the column's, shape (bids, bids).
    """

    bids: tuple[str, ...]
    ranks: Array
    central: Array
    beats: Array
    draws: int


def simplex_weights(draws: int, criteria: int, seed: int) -> Array:
    """Weights drawn evenly from all weights that sum to 1.

    Parameters
    ----------
    draws, criteria
        Number of each.
    seed
        Same seed, same weights.

    Returns
    -------
    Array
        Shape (draws, criteria).

    Raises
    ------
    ValueError
        If there is no draw or no criterion.

    References
    ----------
    Lahdelma, Hokkanen and Salminen, SMAA: stochastic multiobjective acceptability analysis,
    European Journal of Operational Research 106 (1998): uniform on the simplex.

    Examples
    --------
    >>> simplex_weights(3, 4, seed=1).sum(axis=1)
    array([1., 1., 1.])
    """
    if draws < 1 or criteria < 1:
        raise ValueError(f"{draws} draws of {criteria} criteria; expected at least one of each")
    exponentials = np.random.default_rng(seed).standard_exponential((draws, criteria))
    weights: Array = exponentials / exponentials.sum(axis=1, keepdims=True)
    return weights


def weights_around(weights: Array, share: float, draws: int, seed: int) -> Array:
    """Weights drawn around the published ones: each within a share of itself, then brought to 1.

    Raises `ValueError` for weights that are no shares of 1, and for a share outside 0 to 1.
    """
    weights = weights_of(weights, np.size(weights))
    if not 0 <= share < 1 or draws < 1:
        raise ValueError(f"{draws} draws within {share:g}; expected one or more, from 0 to below 1")
    rng = np.random.default_rng(seed)
    moved = weights * rng.uniform(1 - share, 1 + share, (draws, weights.size))
    drawn: Array = moved / moved.sum(axis=1, keepdims=True)
    return drawn


def rank_acceptability(
    bids: tuple[str, ...],
    scores: Array,
    weights: Array,
    *,
    spread: Array | None = None,
    seed: int = 0,
) -> Acceptability:
    """Rank bids in every draw.

    Parameters
    ----------
    bids
        Ids.
    scores
        Shares of 1, shape (bids, criteria).
    weights
        Drawn weights, shape (draws, criteria).
    spread
        Half width of a uniform error of each score, shape (bids, criteria); scores stay in 0 to 1.
    seed
        For the errors.

    Returns
    -------
    Acceptability
        Equal totals share the better rank.

    Raises
    ------
    ValueError
        If shapes do not fit, a score or weight is missing, infinite, or a weight is negative; it
        names bid and criterion.

    Examples
    --------
    >>> sure = rank_acceptability(("A", "B"), np.array([[1.0, 0.9], [0.5, 0.2]]),
    ...                           simplex_weights(100, 2, seed=1))
    >>> sure.ranks
    array([[1., 0.],
           [0., 1.]])
    """
    scores = table_of(scores, bids=bids)
    weights = _draws(weights, scores)
    if spread is not None:
        spread = table_of(spread, bids=bids)
        if spread.shape != scores.shape or spread.min() < 0:
            raise ValueError(f"spread has shape {spread.shape}; expected {scores.shape}, from 0")
    draws, count = len(weights), len(bids)
    tally = np.zeros((count, count))
    wins = np.zeros(count)
    central = np.zeros((count, scores.shape[1]))
    beats = np.zeros((count, count))
    rng = np.random.default_rng(seed)
    for start in range(0, draws, BLOCK):
        block = weights[start : start + BLOCK]
        if spread is None:
            totals = scores @ block.T
        else:
            errors = rng.uniform(-1, 1, (len(block), *scores.shape)) * spread
            totals = np.einsum("dk,dbk->bd", block, np.clip(scores + errors, 0, 1))
        ranks = np.zeros((count, len(block)), dtype=np.uint16)
        # Pair by pair on whole rows: several times faster than one array of all pairs.
        for row, other in combinations(range(count), 2):
            over, under = totals[row] > totals[other], totals[row] < totals[other]
            ranks[row] += under
            ranks[other] += over
            beats[row, other] += np.count_nonzero(over)
            beats[other, row] += np.count_nonzero(under)
        for bid in range(count):
            tally[bid] += np.bincount(ranks[bid], minlength=count)
        first = (ranks == 0).astype(float)
        wins += first.sum(axis=1)
        central += first @ block
    with np.errstate(invalid="ignore"):
        mean = central / wins[:, None]
    return Acceptability(bids, tally / draws, mean, beats / draws, draws)


def ranks_of(scores: Array, weights: Array) -> NDArray[np.intp]:
    """Rank of every bid in every draw, 1 for the best; what is no score or weight is refused."""
    scores = table_of(scores)
    weights = _draws(weights, scores)
    totals = weights @ scores.T
    higher: NDArray[np.intp] = (totals[:, :, None] > totals[:, None, :]).sum(axis=1)
    return higher + 1


def _draws(weights: Array, scores: Array) -> Array:
    drawn = weights_of(weights, scores.shape[1])
    if drawn.ndim != 2:
        raise ValueError(f"weights have shape {drawn.shape}; expected (draws, criteria)")
    return drawn
