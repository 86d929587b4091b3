"""Weights from pairwise judgements (AHP), before the tender is published and never after."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Random consistency index by size, in Saaty's table and in a later one with more matrices; tools
# differ in which they use, so the caller chooses.
RANDOM_INDEX = {
    "saaty_1980": (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    "later": (0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49),
}
LARGEST = 10
USUAL_LIMIT = 0.10
LIMITS = {3: 0.05, 4: 0.08}
TOLERANCE = 1e-6


@dataclass(frozen=True)
class PairwiseWeights:
    """Weights, and how consistent the judgements are.

    `ratio` is the consistency ratio; `limit` the one it is held to.
    """

    weights: NDArray[np.float64]
    largest_eigenvalue: float
    ratio: float
    limit: float

    @property
    def consistent(self) -> bool:
        """Whether the judgements may be used."""
        return self.ratio <= self.limit


def pairwise_weights(
    judgements: ArrayLike, *, index: str = "saaty_1980", strict: bool = False
) -> PairwiseWeights:
    """Principal eigenvector of a matrix of pairwise judgements.

    Parameters
    ----------
    judgements
        Shape (n, n), n up to 10: how many times as much the row matters as the column;
        positive, reciprocal, ones on the diagonal.
    index
        Table of random indices.
    strict
        Limits of 0.05 for three and 0.08 for four criteria in place of 0.10.

    Returns
    -------
    PairwiseWeights
        Weights sum to 1.

    Raises
    ------
    ValueError
        If the matrix is not square, positive and reciprocal, or too large.

    References
    ----------
    Saaty, The Analytic Hierarchy Process (1980): CI = (lambda_max - n) / (n - 1), CR = CI / RI.

    Examples
    --------
    A consistent matrix gives back its weights: 0.6, 0.3, 0.1.

    >>> found = pairwise_weights([[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]])
    >>> found.weights.round(6), found.consistent
    (array([0.6, 0.3, 0.1]), True)
    """
    matrix = np.asarray(judgements, dtype=float)
    size = len(matrix)
    if matrix.shape != (size, size) or not 1 <= size <= LARGEST:
        raise ValueError(f"got shape {matrix.shape}; expected a square matrix up to {LARGEST}")
    if not np.all(np.isfinite(matrix)) or np.any(matrix <= 0):
        raise ValueError("found a judgement that is not above zero")
    if np.max(np.abs(matrix * matrix.T - 1)) > TOLERANCE:
        raise ValueError("found judgements that are not reciprocal; mirror them as 1 / x")
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    largest = float(values[first].real)
    random = RANDOM_INDEX[index][size - 1]
    ratio = (largest - size) / (size - 1) / random if random else 0.0
    limit = LIMITS.get(size, USUAL_LIMIT) if strict else USUAL_LIMIT
    return PairwiseWeights(vector / vector.sum(), largest, max(ratio, 0.0), limit)
