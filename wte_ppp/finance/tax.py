"""Corporate income tax: straight-line depreciation, losses carried forward, holidays."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.timeline import Timeline

__all__ = [
    "IncomeTax",
    "TaxRules",
    "income_tax",
    "loss_relief",
    "straight_line_depreciation",
    "tax_rate",
]


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
    """

    rate: Numeric
    preferential_rate: Numeric
    preferential_years: Numeric
    exempt_years: Numeric
    half_rate_years: Numeric
    holiday_latest_start: Numeric
    loss_carry_forward_years: Numeric


@dataclass(frozen=True)
class IncomeTax:
    """Tax of each year with its steps, USD nominal (rate: fraction), (..., years)."""

    profit_before_tax: FloatArray
    losses_used: FloatArray
    rate: FloatArray
    tax: FloatArray


def straight_line_depreciation(
    timeline: Timeline, depreciable_cost: Numeric, years: Numeric
) -> FloatArray:
    """Equal yearly parts of a cost from the first operation year.

    Parameters
    ----------
    timeline
        The project's years.
    depreciable_cost
        Cost to write off, USD.
    years
        Useful life in whole years; what lies beyond the time line is not written off.

    Returns
    -------
    FloatArray
        USD, (..., years).

    Examples
    --------
    >>> straight_line_depreciation(Timeline(2024, 1, 3), 100.0, 2).tolist()
    [0.0, 50.0, 50.0, 0.0]
    """
    return depreciable_cost / years * timeline.within(1, years)


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
    Loops over years and the ages of losses, never over draws.

    Examples
    --------
    The loss of 100 may be used for two years: 30, then 40; the last 30 lapse.

    >>> loss_relief(np.array([-100.0, 30.0, 40.0, 50.0]), 2).tolist()
    [0.0, 30.0, 40.0, 0.0]
    """
    longest = int(np.max(carry_forward_years, initial=0))
    shape = np.broadcast_shapes(profit.shape, np.shape(carry_forward_years))
    profit = np.broadcast_to(profit, shape)
    allowed_age = np.broadcast_to(carry_forward_years, (*shape[:-1], 1))[..., 0]
    used = np.zeros(shape)
    open_losses: list[FloatArray] = []
    for year in range(shape[-1]):
        taxable = np.maximum(profit[..., year], 0.0)
        for index, loss in enumerate(open_losses):
            age = len(open_losses) - index
            setoff = np.where(age <= allowed_age, np.minimum(loss, taxable), 0.0)
            open_losses[index] = loss - setoff
            taxable = taxable - setoff
            used[..., year] += setoff
        open_losses = [*open_losses, np.maximum(-profit[..., year], 0.0)]
        open_losses = open_losses[max(len(open_losses) - longest, 0) :]
    return used


def tax_rate(timeline: Timeline, profit: FloatArray, rules: TaxRules) -> FloatArray:
    """Income tax rate of each year with preferential years and the holiday.

    Parameters
    ----------
    timeline
        The project's years.
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
    with_profit = np.where(operating & (profit > 0), year, np.inf)
    first_profit_year = np.min(with_profit, axis=-1, keepdims=True)
    start = np.minimum(first_profit_year, rules.holiday_latest_start)
    last_exempt = start + rules.exempt_years - 1
    exempt = timeline.within(start, last_exempt)
    halved = timeline.within(last_exempt + 1, last_exempt + rules.half_rate_years)
    preferential = timeline.within(1, rules.preferential_years)
    rate = np.where(preferential > 0, rules.preferential_rate, rules.rate)
    return rate * (1 - exempt) * (1 - halved / 2) * operating


def income_tax(timeline: Timeline, profit: FloatArray, rules: TaxRules) -> IncomeTax:
    """Income tax of each year on profit less relieved losses.

    Parameters
    ----------
    timeline
        The project's years.
    profit
        Revenue - operating cost - depreciation - interest, USD, (..., years).
    rules
        The country's rules.

    Returns
    -------
    IncomeTax
        Tax is zero in a year of loss: a loss is carried, not refunded.

    Examples
    --------
    >>> rules = TaxRules(0.20, 0.20, 0, 0, 0, 1, 5)
    >>> income_tax(Timeline(2024, 1, 2), np.array([0.0, -10.0, 30.0]), rules).tax.tolist()
    [0.0, 0.0, 4.0]
    """
    losses_used = loss_relief(profit, rules.loss_carry_forward_years)
    rate = tax_rate(timeline, profit, rules)
    taxable = np.maximum(profit, 0.0) - losses_used
    return IncomeTax(profit, losses_used, rate, rate * taxable)
