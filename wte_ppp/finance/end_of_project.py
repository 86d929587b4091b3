"""What the plant leaves at the end of the contract: proceeds, and what they earn over the books."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.timeline import Timeline


def at_contract_end(timeline: Timeline, amount: FloatArray, contract_years: Numeric) -> FloatArray:
    """An amount of each period where the contract ends in it, else 0, (..., periods).

    Examples
    --------
    >>> at_contract_end(Timeline(2024, 1, 3), np.array([9.0, 10.0, 11.0, 12.0]), 2).tolist()
    [0.0, 0.0, 11.0, 0.0]
    """
    return np.where(timeline.at_end_of(contract_years) > 0, amount, 0.0)


def book_value_sold(cost: Numeric, written_off: FloatArray, proceeds: FloatArray) -> FloatArray:
    """What of the book value is set off against the proceeds of what is left.

    Parameters
    ----------
    cost
        What stands in the books before depreciation, land included, USD.
    written_off
        Depreciation, USD, (..., periods).
    proceeds
        USD, (..., periods).

    Returns
    -------
    FloatArray
        USD, (..., periods): the book value at the end of the period, and no more than the proceeds:
        what is handed over for less than its book value gives no loss for tax.

    Examples
    --------
    100 of which 70 are written off, sold for 50 and for 10:

    >>> book_value_sold(100.0, np.array([0.0, 30.0, 40.0]), np.array([0.0, 0.0, 50.0])).tolist()
    [0.0, 0.0, 30.0]
    >>> book_value_sold(100.0, np.array([0.0, 30.0, 40.0]), np.array([0.0, 0.0, 10.0])).tolist()
    [0.0, 0.0, 10.0]
    """
    left = np.maximum(cost - np.cumsum(written_off, axis=-1), 0.0)
    return np.minimum(left, proceeds)
