"""Fixed points of what depends on itself: debt on fees, debt on tax, interest on the sweep."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric

TOLERANCE = 1e-11
MAX_STEPS = 200
LONGEST_CYCLE = 12


class FixedPointError(ArithmeticError):
    """A fixed point was not reached within the stated number of steps."""


def fixed_point(
    step: Callable[[FloatArray], FloatArray],
    start: FloatArray,
    scale: Numeric,
    what: str,
    moving: NDArray[np.bool_] | None = None,
) -> FloatArray:
    """Value that a step does not change, each draw on its own.

    Parameters
    ----------
    step
        Takes and returns an array (..., values); a draw's answer depends on that draw alone.
    start
        First guess.
    scale
        Size of the values, number or (draws, 1).
    what
        What is looked for, for the error.
    moving
        Draws that are not there yet, (..., 1); left out: all.

    Returns
    -------
    FloatArray
        Every value of a draw changes by at most 1e-11 of the scale in the last step; a draw that is
        there is frozen, so that its answer does not depend on the draws beside it.

    Raises
    ------
    FixedPointError
        Beyond 200 steps, saying in how many draws.

    Examples
    --------
    Debt of 80 % of uses of 100 plus 5 % of the debt: 80 / (1 - 0.8 x 0.05).

    >>> fixed_point(lambda debt: 0.8 * (100 + 0.05 * debt), np.zeros(1), 100.0, "debt").round(6)
    array([83.333333])
    """
    return _iterated(step, start, scale, what, moving, longest_cycle=0)[0]


def fixed_point_or_highest(
    step: Callable[[FloatArray], FloatArray], start: FloatArray, scale: Numeric, what: str
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Fixed point, or the highest of the values between which a draw jumps for ever.

    Parameters are those of `fixed_point`.

    Returns
    -------
    tuple[FloatArray, NDArray[np.bool_]]
        The values, and whether a draw came to rest, (..., 1). A draw that comes back to one of its
        last twelve values without resting has, value by value, the highest of those in between.

    Raises
    ------
    FixedPointError
        For draws that within 200 steps neither rest nor come back.

    Examples
    --------
    A tax of 20 brings a debt that brings a tax of 30, and that one brings 20 again.

    >>> fixed_point_or_highest(lambda tax: 50.0 - tax, np.array([20.0]), 100.0, "tax")
    (array([30.]), array([False]))
    """
    return _iterated(step, start, scale, what, None, longest_cycle=LONGEST_CYCLE)


def _iterated(
    step: Callable[[FloatArray], FloatArray],
    start: FloatArray,
    scale: Numeric,
    what: str,
    moving: NDArray[np.bool_] | None,
    longest_cycle: int,
) -> tuple[FloatArray, NDArray[np.bool_]]:
    value = np.asarray(start, dtype=float)
    limit = TOLERANCE * np.maximum(scale, 1e-300)
    active = np.ones(1, dtype=np.bool_) if moving is None else moving
    rests = np.ones(1, dtype=np.bool_)
    before: deque[FloatArray] = deque(maxlen=longest_cycle)
    for _ in range(MAX_STEPS):
        new = step(value)
        # What is undefined stays undefined: it counts as reached.
        moves = np.any(np.abs(new - value) > limit, axis=-1, keepdims=True)
        value = np.where(active, new, value)
        active = active & moves
        if not np.any(active):
            return value, np.broadcast_to(rests, (*value.shape[:-1], 1))
        highest = value
        for earlier in reversed(before):
            back = active & ~np.any(np.abs(value - earlier) > limit, axis=-1, keepdims=True)
            highest = np.where(active, np.maximum(highest, earlier), highest)
            value = np.where(back, highest, value)
            active, rests = active & ~back, rests & ~back
        if longest_cycle:
            before.append(value)
        if not np.any(active):
            return value, np.broadcast_to(rests, (*value.shape[:-1], 1))
    raise FixedPointError(
        f"{what}: no fixed point within {MAX_STEPS} steps in {int(np.sum(active))} of "
        f"{int(np.size(active))} draws"
    )
