"""What a cash flow is judged by: NPV, DSCR, LLCR, PLCR, payback, levelised cost."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.irr import has_one_irr, irr

__all__ = [
    "average_dscr",
    "dscr",
    "has_one_irr",
    "irr",
    "levelised_cost",
    "llcr",
    "minimum_dscr",
    "npv",
    "payback_years",
    "present_value",
]

# Amounts below this share of the largest are rounding.
ROUNDING = 1e-9


def present_value(flow: FloatArray, rate: Numeric, years: FloatArray) -> FloatArray:
    """Sum of flows discounted to year 0 of `years`.

    Parameters
    ----------
    flow
        Amounts at year ends, (..., years).
    rate
        Yearly discount rate, fraction.
    years
        Year of each amount, (years,).

    Returns
    -------
    FloatArray
        (..., 1).

    Examples
    --------
    >>> present_value(np.array([-100.0, 121.0]), 0.1, np.array([0.0, 1.0])).round(9)
    array([10.])
    """
    return np.asarray(np.sum(flow / (1 + rate) ** years, axis=-1, keepdims=True))


def npv(flow: FloatArray, rate: Numeric) -> FloatArray:
    """Net present value at the end of the first year of the flow.

    Parameters
    ----------
    flow
        Amounts at year ends, (..., years).
    rate
        Yearly discount rate, fraction.

    Returns
    -------
    FloatArray
        (..., 1).

    Notes
    -----
    The first amount is not discounted (as numpy-financial does; Excel's NPV discounts it).

    Examples
    --------
    >>> npv(np.array([-100.0, 60.0, 60.0]), 0.1).round(2)
    array([4.13])
    """
    return present_value(flow, rate, np.arange(flow.shape[-1], dtype=float))


def payback_years(flow: FloatArray) -> FloatArray:
    """Years from the first amount until the cumulative flow stays at zero or above.

    Parameters
    ----------
    flow
        Amounts at year ends, (..., years), the first one the start of spending.

    Returns
    -------
    FloatArray
        Years, interpolated within the year, (..., 1); NaN if not paid back.

    Examples
    --------
    >>> payback_years(np.array([-100.0, 40.0, 40.0, 40.0]))
    array([2.5])
    """
    cumulative = np.cumsum(flow, axis=-1)
    index = np.arange(flow.shape[-1])
    # Written so that an undefined flow counts as not paid back.
    last_below = np.max(np.where(cumulative >= 0, -1, index), axis=-1, keepdims=True)
    paid_back = last_below < flow.shape[-1] - 1
    following = np.minimum(last_below + 1, flow.shape[-1] - 1)
    missing = -np.take_along_axis(cumulative, np.maximum(last_below, 0), axis=-1)
    amount = np.take_along_axis(flow, following, axis=-1)
    part = missing / np.where(amount == 0, 1.0, amount)
    return np.where(last_below < 0, 0.0, np.where(paid_back, last_below + part, np.nan))


def dscr(cfads: FloatArray, service: FloatArray) -> FloatArray:
    """Debt service cover ratio of each year, CFADS / debt service.

    Parameters
    ----------
    cfads
        Cash flow available for debt service, USD, (..., years).
    service
        Interest plus principal, USD, (..., years).

    Returns
    -------
    FloatArray
        (..., years); NaN in years without debt service, rounding of other years' aside.

    References
    ----------
    .. [1] E. R. Yescombe, Principles of Project Finance, 2nd ed. (2014), section 12.3.1.

    Examples
    --------
    >>> dscr(np.array([130.0, 130.0]), np.array([100.0, 0.0]))
    array([1.3, nan])
    """
    serving = service > ROUNDING * np.max(service, axis=-1, keepdims=True)
    return np.where(serving, cfads / np.where(serving, service, 1.0), np.nan)


def minimum_dscr(ratio: FloatArray) -> FloatArray:
    """Lowest DSCR over the years with debt service, (..., 1); NaN without debt.

    Examples
    --------
    >>> minimum_dscr(np.array([1.4, 1.2, np.nan]))
    array([1.2])
    """
    lowest = np.min(np.where(np.isnan(ratio), np.inf, ratio), axis=-1, keepdims=True)
    return np.where(np.isinf(lowest), np.nan, lowest)


def average_dscr(ratio: FloatArray) -> FloatArray:
    """Mean DSCR over the years with debt service, (..., 1); NaN without debt.

    Examples
    --------
    >>> average_dscr(np.array([1.4, 1.2, np.nan])).round(6)
    array([1.3])
    """
    serving = ~np.isnan(ratio)
    count = np.sum(serving, axis=-1, keepdims=True)
    total = np.sum(np.where(serving, ratio, 0.0), axis=-1, keepdims=True)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def llcr(
    cfads: FloatArray, service: FloatArray, debt: Numeric, rate: Numeric, year: FloatArray
) -> FloatArray:
    """Loan life cover ratio at commercial operation, PV of CFADS over the loan's life / debt.

    Parameters
    ----------
    cfads, service
        USD, (..., years); the loan's life ends with the last year that has service.
    debt
        Debt at commercial operation, USD.
    rate
        Interest of the debt, fraction.
    year
        Operation year of each column, (years,).

    Returns
    -------
    FloatArray
        (..., 1); NaN without debt.

    Examples
    --------
    >>> llcr(np.array([130.0]), np.array([110.0]), 100.0, 0.1, np.array([1.0])).round(4)
    array([1.1818])
    """
    still_due = np.cumsum(service[..., ::-1], axis=-1)[..., ::-1]
    in_life = (still_due > ROUNDING * np.max(service, axis=-1, keepdims=True)) & (year >= 1)
    value = present_value(np.where(in_life, cfads, 0.0), rate, np.maximum(year, 0.0))
    has_debt = np.asarray(debt) > 0
    return np.where(has_debt, value / np.where(has_debt, debt, 1.0), np.nan)


def levelised_cost(cost: FloatArray, quantity: FloatArray, rate: Numeric) -> FloatArray:
    """Present value of cost over present value of quantity.

    Parameters
    ----------
    cost
        USD, (..., years), other revenue deducted where the measure says so.
    quantity
        MWh or t, (..., years).
    rate
        Discount rate, fraction: with a nominal rate and nominal cost the answer is a flat nominal
        price.

    Returns
    -------
    FloatArray
        USD per unit, (..., 1); NaN without quantity.

    References
    ----------
    .. [1] IEA/NEA, Projected Costs of Generating Electricity 2020, chapter 2 (LCOE).

    Examples
    --------
    >>> levelised_cost(np.array([100.0, 10.0]), np.array([0.0, 10.0]), 0.0)
    array([11.])
    """
    years = np.arange(np.shape(cost)[-1], dtype=float)
    units = present_value(quantity, rate, years)
    has_units = units > 0
    value = present_value(cost, rate, years)
    return np.where(has_units, value / np.where(has_units, units, 1.0), np.nan)
