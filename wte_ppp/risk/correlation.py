"""Inputs that move together: rank correlations by a Gaussian copula, checked before use."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from wte_ppp.arrays import FloatArray

ROUNDING = 1e-10
Pair = tuple[str, str]


@dataclass(frozen=True)
class Impossible:
    """A pair whose correlation cannot hold beside the others, and what it may be, if anything."""

    pair: Pair
    found: float
    allowed: tuple[float, float] | None


def _to_normal(rank: FloatArray) -> FloatArray:
    """Correlation of two normal variables whose ranks have a given correlation.

    References
    ----------
    .. [1] K. Pearson (1907); W. H. Kruskal, Ordinal measures of association, J. Am. Stat. Assoc.
       53 (1958) 814-861: rank correlation = 6/pi asin(r/2).
    """
    return np.asarray(2 * np.sin(np.pi / 6 * rank))


def _to_rank(normal: float) -> float:
    return float(6 / np.pi * np.arcsin(np.clip(normal, -1, 1) / 2))


def correlation_matrix(names: Sequence[str], pairs: Mapping[Pair, float]) -> FloatArray:
    """Matrix of the copula from rank correlations of some pairs; the other pairs have none.

    Parameters
    ----------
    names
        Inputs in the order of the columns that are drawn.
    pairs
        Spearman's rank correlation, -1 to 1, of a pair of names.

    Returns
    -------
    FloatArray
        Correlations of the normal variables, (n, n), ones on the diagonal.

    Raises
    ------
    ValueError
        For a name that is not among the inputs, or a correlation outside -1 to 1.

    Examples
    --------
    2 sin(pi/6 x 0.5) = 0.5176.

    >>> correlation_matrix(["a", "b"], {("a", "b"): 0.5}).round(4).tolist()
    [[1.0, 0.5176], [0.5176, 1.0]]
    """
    places = {name: index for index, name in enumerate(names)}
    matrix = np.eye(len(names))
    for pair, rank in pairs.items():
        unknown = [name for name in pair if name not in places]
        if unknown or not -1 <= rank <= 1:
            raise ValueError(f"got {pair} at {rank}; expected two of {list(names)} at -1 to 1")
        first, second = (places[name] for name in pair)
        matrix[first, second] = matrix[second, first] = _to_normal(np.asarray(rank))
    return matrix


def impossible_pairs(names: Sequence[str], pairs: Mapping[Pair, float]) -> list[Impossible]:
    """Pairs that keep a matrix from being one of correlations (positive semi-definite).

    Parameters
    ----------
    names
        Inputs.
    pairs
        Spearman's rank correlation of a pair of names.

    Returns
    -------
    list[Impossible]
        Empty if all can hold together. Else each pair that alone could be changed so that they
        do, with the range that it may have beside the others, the smallest change first; if no
        single pair can, every pair of the negative eigenvector's inputs, without a range.

    Notes
    -----
    With the other correlations held, a pair's may lie in c ± sqrt((1 - a'Ma)(1 - b'Mb)), c = a'Mb,
    where a and b are the correlations of its two inputs with the rest and M the inverse of the
    rest's matrix: the condition that the Schur complement is positive semi-definite.

    References
    ----------
    .. [1] R. A. Horn, C. R. Johnson, Matrix Analysis, 2nd ed. (2013), theorem 7.7.9.

    Examples
    --------
    Two inputs that follow a third closely cannot run against each other: with r = 2 sin(0.15 pi)
    = 0.908, r^2 - (1 - r^2) = 0.649, and 6/pi asin(0.649/2) = 0.63.

    >>> pairs = {("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): -0.9}
    >>> one = next(x for x in impossible_pairs("abc", pairs) if x.pair == ("b", "c"))
    >>> one.found, tuple(round(x, 2) for x in one.allowed)
    (-0.9, (0.63, 1.0))
    """
    if not pairs:
        return []
    matrix = correlation_matrix(names, pairs)
    values, vectors = np.linalg.eigh(matrix)
    if values[0] >= -ROUNDING:
        return []
    impossible = []
    for pair, rank in pairs.items():
        between = _room(matrix, [list(names).index(name) for name in pair])
        if between is not None:
            impossible.append(Impossible(pair, rank, between))
    if impossible:
        return sorted(impossible, key=lambda pair: _distance(pair.found, pair.allowed))
    part = {
        name for name, weight in zip(names, vectors[:, 0], strict=True) if abs(weight) > ROUNDING
    }
    return [Impossible(pair, rank, None) for pair, rank in pairs.items() if part.issuperset(pair)]


def _room(matrix: FloatArray, pair: Sequence[int]) -> tuple[float, float] | None:
    """Rank correlations that a pair may have beside the rest; None if the rest cannot hold."""
    rest = [index for index in range(len(matrix)) if index not in pair]
    beside = matrix[np.ix_(rest, rest)]
    if len(rest) and np.linalg.eigvalsh(beside)[0] < ROUNDING:
        return None
    across = matrix[np.ix_(rest, pair)]
    within = across.T @ np.linalg.solve(beside, across) if len(rest) else np.zeros((2, 2))
    left = (1 - within[0, 0], 1 - within[1, 1])
    if min(left) < 0:
        return None
    centre, half = within[0, 1], np.sqrt(left[0] * left[1])
    return _to_rank(centre - half), _to_rank(centre + half)


def _distance(value: float, allowed: tuple[float, float] | None) -> float:
    low, high = allowed or (-np.inf, np.inf)
    return max(low - value, value - high)


def correlated(probability: FloatArray, matrix: FloatArray) -> FloatArray:
    """Probabilities with the dependence of a Gaussian copula.

    Parameters
    ----------
    probability
        Independent, (n, k), inside 0 to 1.
    matrix
        Correlations of the normal variables, (k, k), positive semi-definite.

    Returns
    -------
    FloatArray
        (n, k); each column is uniform as before, and the first unchanged. Without correlations all
        are unchanged.

    References
    ----------
    .. [1] R. B. Nelsen, An Introduction to Copulas, 2nd ed. (2006), section 2.3.

    Examples
    --------
    Full correlation: the second column follows the first.

    >>> correlated(np.array([[0.2, 0.9]]), np.ones((2, 2))).round(9)
    array([[0.2, 0.2]])
    """
    result = np.array(probability, dtype=float)
    moved = [index for index in range(len(matrix)) if np.any(np.delete(matrix[index], index) != 0)]
    if not moved:
        return result
    part = matrix[np.ix_(moved, moved)]
    root = _root(part)
    normal = special.ndtri(result[:, moved])
    result[:, moved] = special.ndtr(normal @ root.T)
    result[:, moved[0]] = probability[:, moved[0]]
    return result


def _root(matrix: FloatArray) -> FloatArray:
    """Lower triangular root, also of a matrix without full rank (column by column, no pivots)."""
    size = len(matrix)
    root = np.zeros_like(matrix)
    for column, row in itertools.product(range(size), range(size)):
        if row < column:
            continue
        rest = matrix[row, column] - root[row, :column] @ root[column, :column]
        if row == column:
            root[row, column] = np.sqrt(max(rest, 0.0))
        elif root[column, column] > np.sqrt(ROUNDING):
            root[row, column] = rest / root[column, column]
    return root
