"""Levels of a risk matrix: how likely a driver is worse than planned, and what it then costs."""

from typing import Literal, TypeAlias

Level: TypeAlias = Literal["low", "medium", "high"]

# Percent of draws, points of equity IRR, percent of change to the switching value: conventions of
# this package, told beside the matrix; no standard fixes them.
PROBABILITY_BOUNDS = (20.0, 50.0)
IMPACT_BOUNDS = (1.0, 3.0)
MARGIN_BOUNDS = (10.0, 25.0)


def level_of(value: float, bounds: tuple[float, float]) -> Level:
    """Level of a value between two bounds; what is not defined is high.

    Parameters
    ----------
    value
        In the unit of the bounds.
    bounds
        From which it is medium, from which it is high.

    Returns
    -------
    str
        low, medium or high.

    Examples
    --------
    >>> level_of(0.4, IMPACT_BOUNDS), level_of(2.0, IMPACT_BOUNDS), level_of(float("nan"), (1, 3))
    ('low', 'medium', 'high')
    """
    if value < bounds[0]:
        return "low"
    return "medium" if value < bounds[1] else "high"


def margin_level(change_percent: float) -> Level:
    """Level of impact from how far a driver may move before the owners miss their return.

    Examples
    --------
    >>> margin_level(-8.0), margin_level(60.0)
    ('high', 'low')
    """
    size = abs(change_percent)
    if size < MARGIN_BOUNDS[0]:
        return "high"
    return "medium" if size < MARGIN_BOUNDS[1] else "low"


def worse_percent(below_base_percent: float, *, more_is_worse: bool) -> float:
    """Percent of draws in which a driver is on the wrong side of its base value.

    Examples
    --------
    >>> worse_percent(21.7, more_is_worse=True)
    78.3
    """
    return 100 - below_base_percent if more_is_worse else below_base_percent
