"""Weights from pairwise judgements (AHP), before the tender is published and never after."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.sparse.csgraph import connected_components

from wte_ppp.tender.checked import Array

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

    `ratio` is the consistency ratio; `limit` the one it is held to. `judgements` is the matrix with
    the pairs that were not judged completed, `completed` their rows and columns.
    """

    weights: Array
    largest_eigenvalue: float
    ratio: float
    limit: float
    judgements: Array
    completed: tuple[tuple[int, int], ...] = ()

    @property
    def consistent(self) -> bool:
        """Whether the judgements may be used."""
        return self.ratio <= self.limit


def pairwise_weights(
    judgements: ArrayLike,
    *,
    index: str = "saaty_1980",
    strict: bool = False,
    names: Sequence[str] = (),
) -> PairwiseWeights:
    """Principal eigenvector of a matrix of pairwise judgements.

    Parameters
    ----------
    judgements
        Shape (n, n), n up to 10: how many times as much the row matters as the column;
        positive, reciprocal, ones on the diagonal. NaN on both sides: the pair was not judged.
    index
        Table of random indices.
    strict
        Limits of 0.05 for three and 0.08 for four criteria in place of 0.10.
    names
        Of the criteria, for messages.

    Returns
    -------
    PairwiseWeights
        Weights sum to 1.

    Raises
    ------
    ValueError
        If the matrix is not square, positive and reciprocal, or too large, or its judgements do not
        link all criteria; it names the pair, or the criteria that are not linked.

    Notes
    -----
    Pairs that were not judged are completed so that the largest eigenvalue, and with it the
    inconsistency, is least (eigenvector method; logarithmic least squares may complete otherwise
    and weighs otherwise). The completion is unique where judgements link all criteria. A matrix
    with m pairs missing is more consistent by itself, so the random index is reduced by the factor
    1 - 2 m / ((n - 1) (n - 2)); it is 0, as is the ratio, where just n - 1 pairs are judged.

    References
    ----------
    Saaty, The Analytic Hierarchy Process (1980): CI = (lambda_max - n) / (n - 1), CR = CI / RI.
    Bozoki, Fulop and Ronyai, On optimal completion of incomplete pairwise comparison matrices,
    Mathematical and Computer Modelling 52 (2010).
    Agoston and Csato, Inconsistency thresholds for incomplete pairwise comparison matrices, Omega
    108 (2022): random index by the number of missing pairs.

    Examples
    --------
    A consistent matrix gives back its weights: 0.6, 0.3, 0.1.

    >>> matrix = [[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]]
    >>> result = pairwise_weights(matrix)
    >>> result.weights.round(6), result.consistent
    (array([0.6, 0.3, 0.1]), True)

    Without the pair of the first and the last the other two say the same: 2 x 3 = 6.

    >>> matrix[0][2] = matrix[2][0] = float("nan")
    >>> round(float(pairwise_weights(matrix).judgements[0, 2]), 6)
    6.0
    """
    matrix = np.asarray(judgements, dtype=float)
    size = len(matrix) if matrix.ndim else 0
    if matrix.shape != (size, size) or not 1 <= size <= LARGEST:
        raise ValueError(f"got shape {matrix.shape}; expected a square matrix up to {LARGEST}")
    called = list(names) or [f"criterion {place + 1}" for place in range(size)]
    if len(called) != size:
        raise ValueError(f"{len(called)} criteria are named; expected {size}")
    _refuse_odd(matrix, called)
    missing = [(row, column) for row in range(size) for column in range(row + 1, size)
               if np.isnan(matrix[row, column])]  # fmt: skip
    if missing:
        _refuse_unlinked(matrix, called)
        matrix = _completed(matrix, missing)
    largest, vector, _ = _perron(matrix)
    free = (size - 1) * (size - 2) // 2
    random = RANDOM_INDEX[index][size - 1] * (1 - len(missing) / free) if free else 0.0
    ratio = (largest - size) / (size - 1) / random if random else 0.0
    limit = LIMITS.get(size, USUAL_LIMIT) if strict else USUAL_LIMIT
    return PairwiseWeights(vector, largest, max(ratio, 0.0), limit, matrix, tuple(missing))


def _refuse_odd(matrix: Array, names: Sequence[str]) -> None:
    """What is no judgement, by the first pair of which it is true."""
    unusable = np.isinf(matrix) | (matrix <= 0)
    product = np.where(unusable, 1.0, matrix) * np.where(unusable, 1.0, matrix).T
    faults = (
        (unusable, "is not above zero and finite"),
        (np.isnan(matrix) != np.isnan(matrix.T), "is judged one way only"),
        (np.eye(len(matrix), dtype=bool) & np.isnan(matrix), "is missing; it is 1"),
        (np.abs(product - 1) > TOLERANCE, "is not reciprocal; mirror it as 1 / x"),
    )
    for odd, why in faults:
        if odd.any():
            row, column = (int(place) for place in np.argwhere(odd)[0])
            raise ValueError(f"the judgement {names[row]} / {names[column]} {why}")


def _refuse_unlinked(matrix: Array, names: Sequence[str]) -> None:
    parts, member = connected_components(~np.isnan(matrix), directed=False)
    if parts > 1:
        told = [", ".join(name for name, of in zip(names, member, strict=True) if of == part)
                for part in range(parts)]  # fmt: skip
        raise ValueError(f"no judgement links {' with '.join(told)}")


def _completed(matrix: Array, missing: Sequence[tuple[int, int]]) -> Array:
    """The matrix with the least largest eigenvalue; in logarithms it is convex."""
    rows, columns = (np.array(places) for places in zip(*missing, strict=True))

    def filled(logs: Array) -> Array:
        whole = matrix.copy()
        whole[rows, columns], whole[columns, rows] = np.exp(logs), np.exp(-logs)
        return whole

    def inconsistency(logs: Array) -> tuple[float, Array]:
        whole = filled(logs)
        largest, right, left = _perron(whole)
        pull = np.outer(left, right) * whole / (left @ right)
        return largest, pull[rows, columns] - pull[columns, rows]

    start = _least_squares(matrix)
    best = minimize(
        inconsistency, start[rows] - start[columns], jac=True, method="BFGS",
        options={"gtol": 1e-10},
    )  # fmt: skip
    return filled(best.x)


def _least_squares(matrix: Array) -> Array:
    """Logarithms of weights by least squares on the judged pairs: a start near the optimum."""
    judged = ~np.isnan(matrix) & ~np.eye(len(matrix), dtype=bool)
    laplacian = np.diag(judged.sum(axis=1)) - judged.astype(float)
    sums = np.where(judged, np.log(np.where(judged, matrix, 1.0)), 0.0).sum(axis=1)
    logs: Array = np.linalg.pinv(laplacian) @ sums
    return logs


def _perron(matrix: Array) -> tuple[float, Array, Array]:
    """Largest eigenvalue of a positive matrix, its right vector and its left vector, sums of 1."""
    largest, vectors = 0.0, []
    for turned in (matrix, matrix.T):
        values, columns = np.linalg.eig(turned)
        first = int(np.argmax(values.real))
        largest = float(values[first].real)
        vector = np.abs(columns[:, first].real)
        vectors.append(vector / vector.sum())
    return largest, vectors[0], vectors[1]
