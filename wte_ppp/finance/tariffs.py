"""Prices as contracts have them: by year, between a floor and a cap, for some years only."""

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric


def by_operation_year(values: FloatArray, year: NDArray[np.int64]) -> FloatArray:
    """Value of a schedule in each period; its last one goes on.

    Parameters
    ----------
    values
        One for each operation year, (..., items).
    year
        Operation year of each period, 0 and below in construction, (periods,).

    Returns
    -------
    FloatArray
        (..., periods); in construction the first.

    Examples
    --------
    >>> by_operation_year(np.array([1.0, 1.0, 0.9]), np.array([0, 1, 2, 3, 4])).tolist()
    [1.0, 1.0, 1.0, 0.9, 0.9]
    """
    return np.asarray(values[..., np.clip(year - 1, 0, values.shape[-1] - 1)])


def for_years(years: Numeric, year: NDArray[np.int64]) -> FloatArray:
    """Flag (..., periods): 1 in the first operation years, 0 after them, NaN of unknown years.

    Parameters
    ----------
    years
        How many; number or (draws, 1).
    year
        Operation year of each period, (periods,).

    Returns
    -------
    FloatArray
        In construction 1, where nothing is sold.

    Examples
    --------
    >>> for_years(2.0, np.array([0, 1, 2, 3])).tolist()
    [1.0, 1.0, 1.0, 0.0]
    """
    first = np.where(year <= np.asarray(years), 1.0, 0.0)
    return np.where(np.isnan(np.asarray(years)), np.nan, first)


def bounded(price: FloatArray, floor: Numeric | None, cap: Numeric | None) -> FloatArray:
    """Price held between a floor and a cap in the same money, (..., periods); None: none.

    Where the floor is above the cap, the cap holds.

    Examples
    --------
    >>> bounded(np.array([40.0, 50.0, 60.0]), 45.0, 55.0).tolist()
    [45.0, 50.0, 55.0]
    """
    if floor is not None:
        price = np.maximum(price, floor)
    if cap is not None:
        price = np.minimum(price, cap)
    return np.asarray(price)
