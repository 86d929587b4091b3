"""Sums over the time ahead or behind: reserve targets, receivables."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


def ahead(series: FloatArray, periods: Numeric) -> FloatArray:
    """Sum of the next periods after each column, the last of them in part.

    Parameters
    ----------
    series
        Amounts, (..., periods).
    periods
        How many periods ahead, 0 or more, not only whole ones; number or (draws, 1).

    Returns
    -------
    FloatArray
        (..., periods); beyond the last column nothing falls due.

    Examples
    --------
    One period and a half ahead: 20 + 30 / 2, then 30 + 40 / 2, then 40.

    >>> ahead(np.array([10.0, 20.0, 30.0, 40.0]), 1.5).tolist()
    [35.0, 50.0, 40.0, 0.0]
    """
    shape = np.broadcast_shapes(series.shape, np.shape(periods))
    total = np.empty(shape, order="F")
    total[..., -1] = 0.0
    np.multiply(np.clip(periods, 0.0, 1.0), series[..., 1:], out=total[..., :-1])
    columns = series.shape[-1]
    for step in range(2, min(int(np.floor(np.max(periods, initial=0))) + 2, columns)):
        # The same terms in the same order for a number and for draws.
        share = np.clip(periods - (step - 1.0), 0.0, 1.0)
        total[..., :-step] += share * series[..., step:]
    return total


def behind(series: FloatArray, periods: Numeric) -> FloatArray:
    """Sum of the last periods up to each column, the earliest of them in part.

    Parameters are those of `ahead`.

    Examples
    --------
    A quarter of a period: what of each period is not yet paid at its end.

    >>> behind(np.array([0.0, 40.0, 80.0]), 0.25).tolist()
    [0.0, 10.0, 20.0]
    """
    reversed_after_a_gap = np.concatenate([np.zeros_like(series[..., :1]), series[..., ::-1]], -1)
    return ahead(reversed_after_a_gap, periods)[..., :-1][..., ::-1]
