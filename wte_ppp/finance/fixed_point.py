"""Fixed points of what depends on itself: debt on fees, debt on tax, interest on the sweep."""

from collections.abc import Callable

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric

__all__ = ["MAX_STEPS", "TOLERANCE", "FixedPointError", "fixed_point"]

TOLERANCE = 1e-11
MAX_STEPS = 200


class FixedPointError(ArithmeticError):
    """A fixed point was not reached within the stated number of steps."""


def fixed_point(
    step: Callable[[FloatArray], FloatArray],
    start: FloatArray,
    scale: Numeric,
    what: str,
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
    value = np.asarray(start, dtype=float)
    limit = TOLERANCE * np.maximum(scale, 1e-300)
    active = np.ones(1, dtype=np.bool_)
    for _ in range(MAX_STEPS):
        new = step(value)
        # What is undefined stays undefined: it counts as reached.
        moves = np.any(np.abs(new - value) > limit, axis=-1, keepdims=True)
        value = np.where(active, new, value)
        active = active & moves
        if not np.any(active):
            return value
    raise FixedPointError(
        f"{what}: no fixed point within {MAX_STEPS} steps in {int(np.sum(active))} of "
        f"{int(np.size(active))} draws"
    )
