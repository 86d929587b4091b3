"""Arrays of scores and weights, refused by the name of what is wrong in them."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
TOLERANCE = 1e-6


def table_of(values: ArrayLike, *, bids: Sequence[str] = (), criteria: Sequence[str] = ()) -> Array:
    """Scores of bids on criteria, all of them finite numbers.

    Parameters
    ----------
    values
        Shape (bids, criteria).
    bids, criteria
        Names for the message; left out: "bid 1", "criterion 1".

    Returns
    -------
    Array
        Shape (bids, criteria).

    Raises
    ------
    ValueError
        If the shape is another, nothing is in it, or a value is missing or infinite.

    Examples
    --------
    >>> table_of([[1, float("nan")]], bids=["A"], criteria=["energy", "price"])
    Traceback (most recent call last):
    ValueError: price of A is nan; expected a number
    """
    table = np.asarray(values, dtype=float)
    if table.ndim != 2 or 0 in table.shape:
        raise ValueError(f"scores have shape {table.shape}; expected (bids, criteria)")
    _same_length(bids, table.shape[0], "bids")
    _same_length(criteria, table.shape[1], "criteria")
    odd = np.argwhere(~np.isfinite(table))
    if len(odd):
        bid, criterion = (int(place) for place in odd[0])
        name = f"{_name(criteria, criterion, 'criterion')} of {_name(bids, bid, 'bid')}"
        raise ValueError(f"{name} is {table[bid, criterion]:g}; expected a number")
    return table


def weights_of(values: ArrayLike, count: int, *, criteria: Sequence[str] = ()) -> Array:
    """Weights of criteria, one set or one a draw.

    Parameters
    ----------
    values
        Shape (criteria,) or (draws, criteria).
    count
        Number of criteria.
    criteria
        Names for the message.

    Returns
    -------
    Array
        In the shape given.

    Raises
    ------
    ValueError
        If the shape is another, or a weight is missing, infinite or negative, or a set does not sum
        to 1.

    Examples
    --------
    >>> weights_of([1.5, -0.5], 2, criteria=["energy", "price"])
    Traceback (most recent call last):
    ValueError: the weight of price is -0.5; expected a number from 0
    """
    weights = np.asarray(values, dtype=float)
    if weights.ndim not in (1, 2) or weights.shape[-1] != count or weights.size == 0:
        raise ValueError(f"weights have shape {weights.shape}; expected {count} a set")
    _same_length(criteria, count, "criteria")
    rows = np.atleast_2d(weights)
    odd = np.argwhere(~(np.isfinite(rows) & (rows >= 0)))
    if len(odd):
        row, place = (int(number) for number in odd[0])
        name = _name(criteria, place, "criterion")
        raise ValueError(f"the weight of {name} is {rows[row, place]:g}; expected a number from 0")
    sums = rows.sum(axis=1)
    if np.max(np.abs(sums - 1)) > TOLERANCE:
        wrong = float(sums[int(np.argmax(np.abs(sums - 1)))])
        raise ValueError(f"the weights sum to {wrong:g}; expected 1")
    return weights


def _name(names: Sequence[str], place: int, kind: str) -> str:
    return names[place] if names else f"{kind} {place + 1}"


def _same_length(names: Sequence[str], count: int, what: str) -> None:
    if names and len(names) != count:
        raise ValueError(f"{len(names)} {what} are named; expected {count}")
