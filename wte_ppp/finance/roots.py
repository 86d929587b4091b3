"""One root in a bracket for many functions at once: regula falsi with the Illinois step."""

from collections.abc import Callable

import numpy as np

from wte_ppp.arrays import FloatArray

# A bisection in four, so that 300 steps bring any bracket to the last places of a float.
MAX_STEPS = 300


def bracketed_root(
    function: Callable[[FloatArray], FloatArray],
    low: FloatArray,
    high: FloatArray,
    at_low: FloatArray | None = None,
    at_high: FloatArray | None = None,
    *,
    not_negative: bool = False,
) -> FloatArray:
    """Root of an elementwise function between `low` and `high`.

    Parameters
    ----------
    function
        Takes and returns an array of the shape of `low`; element i of the answer may depend on
        element i of the argument alone.
    low, high
        Bracket; NaN is returned where the function has one sign at both ends or is not finite.
    at_low, at_high
        The function at the ends, where it is known; left out: asked for.
    not_negative
        Whether of the last bracket the end is returned at which the function is 0 or above, which
        tells at a jump; else the last point tried.

    Returns
    -------
    FloatArray
        Roots to about 4 units in the last place of the bracket's scale.

    Notes
    -----
    An element that has converged is frozen, so that its root does not depend on which other
    elements are solved with it. Every fourth step is a bisection, which bounds the number of
    steps on functions with kinks.

    References
    ----------
    .. [1] M. Dowell, P. Jarratt, A modified regula falsi method for computing the root of an
       equation, BIT 11 (1971) 168-174.

    Examples
    --------
    >>> bracketed_root(lambda x: x * x - np.array([4.0, 9.0]), np.zeros(2), np.full(2, 10.0))
    array([2., 3.])
    """
    low, high = np.array(low, dtype=float), np.array(high, dtype=float)
    at_low = function(low) if at_low is None else at_low
    at_high = function(high) if at_high is None else at_high
    # Signs, not values: the product of two large values overflows.
    solvable = np.isfinite(at_low) & np.isfinite(at_high) & (np.sign(at_low) != np.sign(at_high))
    root = np.where(at_low == 0, low, np.where(at_high == 0, high, np.nan))
    active = solvable & np.isnan(root)
    tolerance = 4 * np.finfo(float).eps * np.maximum(np.abs(low), np.abs(high))
    side = np.zeros_like(low)
    for step in range(MAX_STEPS):
        if not active.any():
            break
        slope = np.where(at_high == at_low, 1.0, at_high - at_low)
        secant = high - at_high * (high - low) / slope
        middle = (low + high) / 2
        inside = (secant > low) & (secant < high) & (step % 4 != 3)
        # At least half the tolerance from either end: a trial beside the root closes the bracket.
        guess = np.where(inside, secant, middle)
        trial = np.clip(guess, low + tolerance / 2, high - tolerance / 2)
        at_trial = function(trial)
        same_as_high = np.sign(at_trial) == np.sign(at_high)
        # Illinois: the end that stays twice has its function value halved.
        at_low = np.where(active & same_as_high & (side > 0), at_low / 2, at_low)
        at_high = np.where(active & ~same_as_high & (side < 0), at_high / 2, at_high)
        high, at_high = _moved(active & same_as_high, trial, at_trial, high, at_high)
        low, at_low = _moved(active & ~same_as_high, trial, at_trial, low, at_low)
        side = np.where(same_as_high, 1.0, -1.0)
        done = active & ((at_trial == 0) | (high - low <= tolerance) | ~np.isfinite(at_trial))
        found = trial
        if not_negative:
            found = np.where(at_trial >= 0, trial, np.where(at_high >= 0, high, low))
        root = np.where(done, np.where(np.isfinite(at_trial), found, np.nan), root)
        active &= ~done
    return root


def _moved(
    where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    point: FloatArray,
    value: FloatArray,
    end: FloatArray,
    at_end: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Put one end of the bracket on the new point where asked."""
    return np.where(where, point, end), np.where(where, value, at_end)
