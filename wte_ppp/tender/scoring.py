"""Scoring shapes: from what a bid promises to the share of a criterion's points it earns.

Every shape gives a fraction from 0 to 1. Absolute shapes look at one bid only, so no other bid can
change its points; relative ones need the values of all bids that are still in.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

Better: TypeAlias = Literal["higher", "lower"]
ZERO, ONE = Fraction(0), Fraction(1)


def linear(value: Fraction, floor: Fraction, target: Fraction) -> Fraction:
    """Share on a straight line from `floor` (nothing) to `target` (all), cut at both ends.

    Parameters
    ----------
    value, floor, target
        In the criterion's unit; a target below the floor means that lower is better.

    Returns
    -------
    Fraction
        0 to 1.

    Raises
    ------
    ValueError
        If floor and target are equal.

    Examples
    --------
    (480 - 350) / (600 - 350) = 0.52

    >>> linear(Fraction(480), Fraction(350), Fraction(600))
    Fraction(13, 25)
    """
    if floor == target:
        raise ValueError("floor and target are equal")
    return _clipped((value - floor) / (target - floor))


def piecewise(value: Fraction, knots: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Share on straight lines between knots; flat before the first and after the last.

    Parameters
    ----------
    value
        In the criterion's unit.
    knots
        Pairs of value and share, in rising order of values.

    Returns
    -------
    Fraction
        0 to 1.

    Examples
    --------
    >>> knots = [(Fraction(x), Fraction(y, 100)) for x, y in ((350, 0), (450, 60), (600, 100))]
    >>> piecewise(Fraction(525), knots)
    Fraction(4, 5)
    """
    if value <= knots[0][0]:
        return knots[0][1]
    for (left, low), (right, high) in pairwise(knots):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return knots[-1][1]


def steps(value: Fraction, table: Sequence[tuple[Fraction, Fraction]], better: Better) -> Fraction:
    """Share of the best step that a value reaches; nothing below the first.

    Parameters
    ----------
    value
        In the criterion's unit.
    table
        Pairs of bound and share, from the easiest step to the hardest.
    better
        higher: a step is reached at its bound or above; lower: at its bound or below.

    Returns
    -------
    Fraction
        0 to 1.

    Examples
    --------
    >>> table = [(Fraction("0.60"), Fraction(1, 2)), (Fraction("0.65"), Fraction(1))]
    >>> steps(Fraction("0.64"), table, "higher")
    Fraction(1, 2)
    """
    reached = [
        share
        for bound, share in table
        if (value >= bound if better == "higher" else value <= bound)
    ]
    return reached[-1] if reached else ZERO


def ratio_to_reference(value: Fraction, reference: Fraction, better: Better) -> Fraction:
    """Share as the ratio to a fixed reference, at most 1.

    Examples
    --------
    >>> ratio_to_reference(Fraction(7500), Fraction(8000), "higher")
    Fraction(15, 16)
    """
    return _ratio(value, reference, better)


def ratio_to_best(value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
    """Share as the ratio to the best value of all bids that are still in.

    Parameters
    ----------
    value
        The bid's own, not negative.
    others
        Values of all bids, its own included.
    better
        Which direction is better.

    Returns
    -------
    Fraction
        0 to 1.

    Examples
    --------
    >>> ratio_to_best(Fraction(90), [Fraction(90), Fraction(72)], "lower")
    Fraction(4, 5)
    """
    return _ratio(value, best_of(others, better), better)


def from_floor_to_best(
    value: Fraction, others: Sequence[Fraction], floor: Fraction, better: Better
) -> Fraction:
    """Share on the line from the requirement (nothing) to the best bid (all).

    Examples
    --------
    With 20 required and 26 the best: (23 - 20) / (26 - 20).

    >>> from_floor_to_best(Fraction(23), [Fraction(26), Fraction(23)], Fraction(20), "higher")
    Fraction(1, 2)
    """
    best = best_of(others, better)
    if best == floor:
        return ZERO
    beyond = best > floor if better == "higher" else best < floor
    return _clipped((value - floor) / (best - floor)) if beyond else ZERO


def count_share(value: Fraction, full_at: Fraction) -> Fraction:
    """Share of a count that is full from a number on: references beyond it add nothing.

    Examples
    --------
    >>> count_share(Fraction(3), Fraction(4)), count_share(Fraction(9), Fraction(4))
    (Fraction(3, 4), Fraction(1, 1))
    """
    return _clipped(value / full_at)


def target_band(
    value: Fraction, zero_below: Fraction, low: Fraction, high: Fraction, zero_above: Fraction
) -> Fraction:
    """Full share inside a band, falling on both sides to nothing at the outer bounds.

    Examples
    --------
    >>> bounds = [Fraction(x) for x in (24, 28, 36, 40)]
    >>> target_band(Fraction(26), *bounds), target_band(Fraction(30), *bounds)
    (Fraction(1, 2), Fraction(1, 1))
    """
    if low <= value <= high:
        return ONE
    if value < low:
        return ZERO if low == zero_below else _clipped((value - zero_below) / (low - zero_below))
    return ZERO if high == zero_above else _clipped((zero_above - value) / (zero_above - high))


def best_of(values: Sequence[Fraction], better: Better) -> Fraction:
    """The best of several values."""
    return max(values) if better == "higher" else min(values)


def _ratio(value: Fraction, reference: Fraction, better: Better) -> Fraction:
    """Value over reference where higher is better, reference over value where lower is."""
    over, under = (value, reference) if better == "higher" else (reference, value)
    if under == 0:
        # Nothing promised against nothing: equal. Zero where lower is better beats all.
        return ONE if over >= 0 else ZERO
    return _clipped(over / under)


def _clipped(share: Fraction) -> Fraction:
    return min(max(share, ZERO), ONE)
