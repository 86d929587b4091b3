"""What the municipality and its households pay, against what they have."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


def grown(base: Numeric, growth: Numeric, years: FloatArray) -> FloatArray:
    """Amount that grows at a yearly rate from year 0, (..., years).

    Examples
    --------
    >>> grown(100.0, 0.10, np.array([0.0, 2.0])).round(6).tolist()
    [100.0, 121.0]
    """
    return np.asarray(base * (1 + growth) ** years)


def share_of(payment: FloatArray, budget: FloatArray) -> FloatArray:
    """Payment / budget of each year, fraction, (..., years); NaN without a budget.

    Examples
    --------
    >>> share_of(np.array([5.0]), np.array([100.0])).tolist()
    [0.05]
    """
    has_budget = budget > 0
    return np.where(has_budget, payment / np.where(has_budget, budget, 1.0), np.nan)


def household_share(
    payment: FloatArray, households: FloatArray, income_usd: FloatArray
) -> FloatArray:
    """Payment of a household / its income, if households bore all of it, (..., years).

    Parameters
    ----------
    payment
        Payment of the municipality, USD a year.
    households
        Number of households.
    income_usd
        Income of a household, USD a year.

    Returns
    -------
    FloatArray
        Fraction; NaN without households or income.

    Examples
    --------
    3 million on 300,000 households is 10 each, 0.2 % of 5,000.

    >>> household_share(np.array([3e6]), np.array([3e5]), np.array([5000.0])).round(9).tolist()
    [0.002]
    """
    return share_of(payment, households * income_usd)
