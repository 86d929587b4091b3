"""Interest that changes from year to year: its rate by period, and level payments under it."""

from collections.abc import Sequence

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.timeline import Timeline


def by_operation_year(timeline: Timeline, steps: Sequence[Numeric]) -> FloatArray:
    """Value of each period from values of the first operation years; the last goes on.

    Parameters
    ----------
    timeline
        The project's periods.
    steps
        Value of operation year 1, 2, ...; construction has that of the first.

    Returns
    -------
    FloatArray
        (..., periods).

    Examples
    --------
    >>> by_operation_year(Timeline(2024, 1, 3), [0.05, 0.06]).tolist()
    [0.05, 0.05, 0.06, 0.06]
    """
    values = np.concatenate(np.broadcast_arrays(*map(np.atleast_1d, steps)), axis=-1)
    index = np.clip(timeline.operation_year - 1, 0, len(steps) - 1)
    return np.asarray(values[..., index])


def stepped_principal(
    timeline: Timeline,
    rates: FloatArray,
    tenor_years: Numeric,
    grace_years: Numeric,
    level: bool,
    capitalised: bool = False,
) -> FloatArray:
    """Principal of one unit of debt whose interest changes.

    Parameters
    ----------
    timeline
        The project's periods.
    rates
        Yearly interest of each period, fraction, (..., periods).
    tenor_years, grace_years
        Operation year of the last payment; first operation years without principal.
    level
        Whether payments are level, A = D / sum of the discount factors at the rates of the periods,
        else principal is repaid in equal parts.
    capitalised
        Whether interest of the grace is added to the debt: negative principal.

    Returns
    -------
    FloatArray
        (..., periods).

    Notes
    -----
    Payments stay level over a step that is known beforehand, so that principal gives way. With one
    rate it is `debt.annuity_principal`.

    Examples
    --------
    1 over two years at 10 % and then 20 %: A (1/1.1 + 1/1.32) = 1, so that A = 0.6; interest 0.1
    leaves 0.5, and 0.5 x 0.2 with 0.5 is 0.6 again.

    >>> line = Timeline(2024, 1, 2)
    >>> rates = np.array([0.1, 0.1, 0.2])
    >>> stepped_principal(line, rates, 2, 0, level=True).round(9).tolist()
    [0.0, 0.5, 0.5]
    """
    per_year, period = timeline.operation_per_year, timeline.operation_period
    waiting, payments = grace_years * per_year, tenor_years * per_year
    growth = 1 + rates / per_year
    in_grace = (period >= 1) & (period <= waiting)
    repaying = (period > waiting) & (period <= payments)
    grown: Numeric = 1.0
    if capitalised:
        grown = np.prod(np.where(in_grace, growth, 1.0), axis=-1, keepdims=True)
    factors = np.cumprod(np.where(repaying, 1 / growth, 1.0), axis=-1)
    annuity = grown / np.sum(factors * repaying, axis=-1, keepdims=True)
    equal = grown / (payments - waiting)
    shape = np.broadcast_shapes((*np.shape(annuity + equal)[:-1], period.size), repaying.shape)
    principal, owed = np.zeros(shape), np.ones((*shape[:-1], 1))
    for at in range(timeline.construction_columns, period.size):
        now = slice(at, at + 1)
        interest = (growth[..., now] - 1) * owed
        due = np.where(repaying[..., now], annuity - interest if level else equal, 0.0)
        if capitalised:
            due = np.where(in_grace[..., now], -interest, due)
        principal[..., now] = due
        owed = owed - due
    return principal
