"""Metrics of a cash flow: NPV, DSCR, LLCR, PLCR, payback, levelised cost."""

import numpy as np

from wte_ppp.arrays import Flags, FloatArray, Numeric
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.windows import behind

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


def npv(flow: FloatArray, rate: Numeric, years: FloatArray | None = None) -> FloatArray:
    """Net present value at the end of the first period of the flow.

    Parameters
    ----------
    flow
        Amounts at period ends, (..., periods).
    rate
        Yearly discount rate, fraction.
    years
        Time of each amount, (periods,); left out: one a year.

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
    times = np.arange(flow.shape[-1], dtype=float) if years is None else years
    return present_value(flow, rate, times)


def payback_years(flow: FloatArray, years: FloatArray | None = None) -> FloatArray:
    """Years from the first amount until the cumulative flow stays at zero or above.

    Parameters
    ----------
    flow
        Amounts at period ends, (..., periods), the first one the start of spending; discounted
        amounts give the discounted payback.
    years
        Time of each amount, (periods,); left out: one a year.

    Returns
    -------
    FloatArray
        Years, interpolated within the period, (..., 1); NaN if not paid back.

    Examples
    --------
    >>> payback_years(np.array([-100.0, 40.0, 40.0, 40.0]))
    array([2.5])
    """
    times = np.arange(flow.shape[-1], dtype=float) if years is None else years
    cumulative = np.cumsum(flow, axis=-1)
    index = np.arange(flow.shape[-1])
    # Written so that an undefined flow counts as not paid back.
    last_below = np.max(np.where(cumulative >= 0, -1, index), axis=-1, keepdims=True)
    paid_back = last_below < flow.shape[-1] - 1
    following = np.minimum(last_below + 1, flow.shape[-1] - 1)
    before = np.maximum(last_below, 0)
    missing = -np.take_along_axis(cumulative, before, axis=-1)
    amount = np.take_along_axis(flow, following, axis=-1)
    part = missing / np.where(amount == 0, 1.0, amount)
    when = times[before] + part * (times[following] - times[before])
    return np.where(last_below < 0, 0.0, np.where(paid_back, when, np.nan))


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
    serving = _serving(service)
    return np.where(serving, cfads / np.where(serving, service, 1.0), np.nan)


def _serving(service: FloatArray) -> Flags:
    return np.asarray(service > ROUNDING * np.max(service, axis=-1, keepdims=True))


def _if_all_known(ratio: FloatArray, cash: FloatArray, counts: Flags) -> FloatArray:
    """A ratio, all NaN where cash of a period that counts is not known.

    The lowest of the periods that are known is not the lowest of all.
    """
    unknown = np.any(np.isnan(cash) & counts, axis=-1, keepdims=True)
    return np.where(unknown, np.nan, ratio) if np.any(unknown) else ratio


def dscr_of_twelve_months(timeline: Timeline, cfads: FloatArray, service: FloatArray) -> FloatArray:
    """Debt service cover ratio of the twelve months up to the end of each period.

    Parameters
    ----------
    timeline
        The project's periods.
    cfads
        Cash flow available for debt service, USD, (..., periods).
    service
        Interest plus principal, USD, (..., periods).

    Returns
    -------
    FloatArray
        CFADS / service, both of those of the last twelve months' periods in which service falls
        due, (..., periods); NaN in periods without service and before a year of operation is over,
        and in all where the CFADS of a period with service is NaN.

    Notes
    -----
    It is what lenders test: in a quarter alone the ratio shows when a year's tax is paid. Where
    periods are years it is `dscr`.

    References
    ----------
    .. [1] E. R. Yescombe, Principles of Project Finance, 2nd ed. (2014), section 12.3.1: tested
       twice a year on a rolling annual basis.

    Examples
    --------
    Half-years of 20 and 6 on a service of 10 each: 26 / 20; then 6 and 22 on 20.

    >>> timeline = Timeline(2024, 0, 2, operation_months=6)
    >>> cash, service = np.array([20.0, 6.0, 22.0, 9.0]), np.array([10.0, 10.0, 10.0, 0.0])
    >>> dscr_of_twelve_months(timeline, cash, service).tolist()
    [nan, 1.3, 1.4, nan]
    """
    periods, serving = timeline.operation_per_year, _serving(service)
    if periods == 1:
        return _if_all_known(dscr(cfads, service), cfads, serving)
    cash = behind(np.where(serving, cfads, 0.0), float(periods))
    due = behind(np.where(serving, service, 0.0), float(periods))
    tested = serving & (timeline.operation_period >= periods)
    ratio = np.where(tested, cash / np.where(tested, due, 1.0), np.nan)
    return _if_all_known(ratio, cfads, serving)


def minimum_dscr(ratio: FloatArray) -> FloatArray:
    """Minimum DSCR over the years with debt service, (..., 1); NaN without debt.

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


def life_cover(
    timeline: Timeline,
    cfads: FloatArray,
    balance: FloatArray,
    debt: Numeric,
    rate: Numeric,
    last: FloatArray | None = None,
    drawn: FloatArray | None = None,
) -> FloatArray:
    """Cover of the debt at the start of each period by what is still to come, LLCR or PLCR.

    Parameters
    ----------
    timeline
        The project's periods.
    cfads
        Cash flow available for debt service, USD, (..., periods).
    balance
        Debt at the end of each period, USD, (..., periods).
    debt
        Debt at commercial operation, USD.
    rate
        Yearly interest of the debt, fraction; also by period, (..., periods).
    last
        Flag (..., periods) of the periods that count: those of the loan give the loan life cover
        ratio, all of the project the project life cover ratio; left out: the loan's.
    drawn
        Debt drawn at the ends of periods of operation, USD, (..., periods); None: none.

    Returns
    -------
    FloatArray
        PV at the debt's rate of the CFADS of a period and after / debt at its start and PV of what
        is drawn later, (..., periods); NaN where no debt is outstanding, and in all where CFADS
        that count are NaN.

    Notes
    -----
    What is drawn later is served from the CFADS that counts. At the debt's rate the debt and that
    together are worth the service to come, so that a constant DSCR gives the same LLCR.

    References
    ----------
    .. [1] E. R. Yescombe, Principles of Project Finance, 2nd ed. (2014), section 12.3.

    Examples
    --------
    130 a year for two years on 100 at 0 %: 260 / 100; then 130 on the 50 that are left.

    >>> timeline = Timeline(2024, 1, 2)
    >>> life_cover(timeline, np.array([0.0, 130.0, 130.0]), np.array([0.0, 50.0, 0.0]), 100.0, 0.0)
    array([nan, 2.6, 2.6])

    With 30 drawn after the first year 80 are left: 260 / (100 + 30), then 130 / 80.

    >>> drawn, owed = np.array([0.0, 30.0, 0.0]), np.array([0.0, 80.0, 0.0])
    >>> cash = np.array([0.0, 130.0, 130.0])
    >>> life_cover(timeline, cash, owed, 100.0, 0.0, drawn=drawn)
    array([  nan, 2.   , 1.625])
    """
    running = timeline.operation_period >= 1
    opening = np.where(timeline.operation_period == 1, debt, np.roll(balance, 1, axis=-1))
    opening = np.where(running, opening, 0.0)
    owed = opening > ROUNDING * np.max(opening, axis=-1, keepdims=True)
    counted = cfads * (owed if last is None else last) * running
    value = _value_ahead(timeline, counted, rate)
    served = opening if drawn is None else opening + _value_ahead(timeline, drawn, rate)
    ratio = np.where(owed, value / np.where(owed, served, 1.0), np.nan)
    return _if_all_known(ratio, value, owed)


def _value_ahead(timeline: Timeline, amounts: FloatArray, rate: Numeric) -> FloatArray:
    """Value at the start of each period of operation of what falls at its end and after."""
    shape = np.broadcast_shapes(amounts.shape, np.shape(rate))
    value = np.zeros(shape)
    growth = np.broadcast_to(1 + np.asarray(rate) / timeline.operation_per_year, shape)
    later = np.zeros(shape[:-1])
    for at in range(shape[-1] - 1, timeline.construction_columns - 1, -1):
        later = (later + amounts[..., at]) / growth[..., at]
        value[..., at] = later
    return value


def column_of_lowest(ratio: FloatArray, labels: FloatArray) -> FloatArray:
    """Label, such as the calendar year, of the lowest defined ratio, (..., 1); NaN without one.

    Examples
    --------
    >>> column_of_lowest(np.array([np.nan, 1.4, 1.2]), np.array([2024.0, 2025.0, 2026.0]))
    array([2026.])
    """
    defined = np.where(np.isnan(ratio), np.inf, ratio)
    at = np.argmin(defined, axis=-1)[..., np.newaxis]
    has_any = np.any(np.isfinite(defined), axis=-1, keepdims=True)
    return np.where(has_any, labels[at], np.nan)


def levelised_cost(
    cost: FloatArray, quantity: FloatArray, rate: Numeric, years: FloatArray | None = None
) -> FloatArray:
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
    years
        Time of each amount, (periods,); left out: one a year.

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
    times = np.arange(np.shape(cost)[-1], dtype=float) if years is None else years
    units = present_value(quantity, rate, times)
    has_units = units > 0
    value = present_value(cost, rate, times)
    return np.where(has_units, value / np.where(has_units, units, 1.0), np.nan)
