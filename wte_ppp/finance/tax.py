"""Corporate income tax: losses carried forward, reduced rates, holidays."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.timeline import Timeline


@dataclass(frozen=True)
class TaxRules:
    """A country's income tax as it applies to one project; fractions and whole years.

    Parameters
    ----------
    rate
        Standard rate.
    preferential_rate, preferential_years
        Rate of the first years of revenue.
    exempt_years, half_rate_years
        Holiday: no tax, then half the rate, counted from the first year with a profit, and at
        the latest from operation year `holiday_latest_start`.
    holiday_latest_start
        Operation year in which the holiday starts if no year before it had a profit.
    loss_carry_forward_years
        Years in which a loss may still be set off; 0 for never.
    interest_limit
        Net interest that is deducted, as a share of revenue less operating cost; infinite for all.
    interest_carry_years
        Years in which interest above that limit may still be deducted; 0 for never.
    """

    rate: Numeric
    preferential_rate: Numeric
    preferential_years: Numeric
    exempt_years: Numeric
    half_rate_years: Numeric
    holiday_latest_start: Numeric
    loss_carry_forward_years: Numeric
    interest_limit: Numeric = np.inf
    interest_carry_years: Numeric = 0.0


@dataclass(frozen=True)
class IncomeTax:
    """Tax of each year with its steps, USD nominal (rate: fraction), (..., years)."""

    profit_before_tax: FloatArray
    losses_used: FloatArray
    rate: FloatArray
    tax: FloatArray


def loss_relief(profit: FloatArray, carry_forward_years: Numeric) -> FloatArray:
    """Losses of earlier years set off against each year's profit, oldest first.

    Parameters
    ----------
    profit
        Profit before tax, negative for a loss, USD, (..., years).
    carry_forward_years
        Years after the loss in which it may be used.

    Returns
    -------
    FloatArray
        USD, (..., years), never above the year's profit.

    Notes
    -----
    Losses stand in a queue in the order of their years. A place in that queue, up to which all is
    used or lapsed, moves on with each year; it needs no list of losses by age.

    Examples
    --------
    The loss of 100 may be used for two years: 30, then 40; the last 30 lapse.

    >>> loss_relief(np.array([-100.0, 30.0, 40.0, 50.0]), 2).tolist()
    [0.0, 30.0, 40.0, 0.0]
    """
    shape = np.broadcast_shapes(profit.shape, np.shape(carry_forward_years))
    profit = np.broadcast_to(profit, shape)
    used = np.zeros(shape, order="F")
    life = np.asarray(carry_forward_years, dtype=np.int64)
    of_loss = np.flatnonzero(np.any(profit < 0, axis=tuple(range(profit.ndim - 1))))
    if not of_loss.size or not np.any(life):
        return used
    first, last = int(of_loss[0]), min(int(of_loss[-1] + np.max(life)), shape[-1] - 1)
    # Losses made before each year, from the first year with one.
    made = np.zeros((*shape[:-1], last - first + 1), order="F")
    gone = np.zeros(shape[:-1])
    for year in range(first + 1, last + 1):
        at = year - first
        made[..., at] = made[..., at - 1] - np.minimum(profit[..., year - 1], 0.0)
        if life.ndim:
            since = np.broadcast_to(np.maximum(at - life, 0), (*shape[:-1], 1))
            gone = np.maximum(gone, np.take_along_axis(made, since, axis=-1)[..., 0])
        elif at > life:
            gone = np.maximum(gone, made[..., at - int(life)])
        setoff = np.minimum(np.maximum(profit[..., year], 0.0), made[..., at] - gone)
        used[..., year] = setoff
        gone = gone + setoff
    return used


def tax_rate(timeline: Timeline, profit: FloatArray, rules: TaxRules) -> FloatArray:
    """Income tax rate of each year with preferential years and the holiday.

    Parameters
    ----------
    timeline
        The project's years (of tax, `Timeline.fiscal`).
    profit
        Profit before losses are set off, USD, (..., years).
    rules
        The country's rules.

    Returns
    -------
    FloatArray
        Fraction, (..., years).

    References
    ----------
    .. [1] Viet Nam, Circular 78/2014/TT-BTC, articles 19 and 20: the preferential rate runs from
       the first year of revenue, exemption and reduction from the first year of taxable income or
       the fourth year of revenue, whichever is first; earlier losses are not deducted
       for this test.

    Examples
    --------
    Loss in year 1, so that the exempt year is year 2 and the half rate year 3.

    >>> rules = TaxRules(0.20, 0.10, 3, 1, 1, 4, 5)
    >>> tax_rate(Timeline(2024, 1, 4), np.array([0.0, -5.0, 5.0, 5.0, 5.0]), rules).tolist()
    [0.0, 0.1, 0.0, 0.05, 0.2]
    """
    year = timeline.operation_year
    operating = year >= 1
    preferential = timeline.within(1, rules.preferential_years)
    rate = np.where(preferential > 0, rules.preferential_rate, rules.rate) * operating
    if not (np.any(rules.exempt_years) or np.any(rules.half_rate_years)):
        return np.asarray(rate)
    with_profit = np.where(operating & (profit > 0), year, np.inf)
    first_profit_year = np.min(with_profit, axis=-1, keepdims=True)
    start = np.minimum(first_profit_year, rules.holiday_latest_start)
    last_exempt = start + rules.exempt_years - 1
    exempt = timeline.within(start, last_exempt)
    halved = timeline.within(last_exempt + 1, last_exempt + rules.half_rate_years)
    return np.asarray(rate * (1 - exempt) * (1 - halved / 2))


def income_tax(timeline: Timeline, profit: FloatArray, rules: TaxRules) -> IncomeTax:
    """Income tax of each year on profit less relieved losses.

    Parameters
    ----------
    timeline
        The project's years (of tax, `Timeline.fiscal`).
    profit
        Revenue - operating cost - depreciation - interest, USD, (..., years).
    rules
        The country's rules.

    Returns
    -------
    IncomeTax
        Tax is zero in a year of loss: a loss is carried, not refunded. A year whose profit is
        unknown (NaN) leaves the tax of all later years with a profit unknown.

    Examples
    --------
    >>> rules = TaxRules(0.20, 0.20, 0, 0, 0, 1, 5)
    >>> income_tax(Timeline(2024, 1, 2), np.array([0.0, -10.0, 30.0]), rules).tax.tolist()
    [0.0, 0.0, 4.0]
    """
    losses_used = loss_relief(profit, rules.loss_carry_forward_years)
    rate = tax_rate(timeline, profit, rules)
    taxable = np.maximum(profit, 0.0) - losses_used
    unknown = np.isnan(profit)
    if np.any(unknown):
        # Losses and the start of a holiday come from the years before.
        after = np.maximum.accumulate(unknown, axis=-1)
        taxable = np.where(after & ~(profit <= 0.0), np.nan, taxable)
    return IncomeTax(profit, losses_used, rate, rate * taxable)
