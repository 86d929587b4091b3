"""Depreciation for tax and accounts: straight line, declining balance, a schedule of its own."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, column
from wte_ppp.finance.timeline import Timeline

Method: TypeAlias = Literal[
    "straight_line", "declining_to_straight_line", "declining_guaranteed", "schedule"
]


@dataclass(frozen=True)
class Depreciation:
    """How a cost is written off from the first operation year.

    Parameters
    ----------
    years
        Useful life in whole years, for straight line and declining balance.
    method
        Which of the rules below.
    rate, revised_rate, guarantee
        Of the declining balance with a guaranteed amount, fractions.
    multiple
        Of the declining balance that changes to straight line: rate = multiple / years.
    schedule
        Share of the cost in each operation year, (years of the schedule,).
    """

    years: Numeric
    method: Method = "straight_line"
    rate: Numeric = 0.0
    revised_rate: Numeric = 0.0
    guarantee: Numeric = 0.0
    multiple: Numeric = 2.0
    schedule: tuple[Numeric, ...] = ()


def depreciation(timeline: Timeline, cost: Numeric, rule: Depreciation) -> FloatArray:
    """Depreciation of a cost by a rule.

    Parameters
    ----------
    timeline
        The project's periods.
    cost
        Depreciable cost, USD.
    rule
        Method and its numbers.

    Returns
    -------
    FloatArray
        USD, (..., periods); a year's amount is spread evenly over its periods.

    Examples
    --------
    >>> by_schedule = Depreciation(3, "schedule", schedule=(0.5, 0.3, 0.2))
    >>> depreciation(Timeline(2024, 1, 3), 100.0, by_schedule).tolist()
    [0.0, 50.0, 30.0, 20.0]
    """
    return np.asarray(cost * depreciation_shares(timeline, rule))


def depreciation_shares(timeline: Timeline, rule: Depreciation) -> FloatArray:
    """Share of a cost that is written off in each period, (..., periods)."""
    if rule.method == "straight_line":
        return straight_line_depreciation(timeline, 1.0, rule.years)
    years = timeline.operation_years
    if rule.method == "schedule":
        shares = [np.atleast_1d(share) for share in rule.schedule[:years]]
        shares += [np.zeros(1)] * (years - len(shares))
        yearly = np.concatenate(np.broadcast_arrays(*shares), axis=-1)
    elif rule.method == "declining_guaranteed":
        yearly = declining_balance(1.0, rule.rate, rule.revised_rate, rule.guarantee, years)
    else:
        yearly = declining_to_straight_line(1.0, rule.years, rule.multiple, years)
    index = np.maximum(timeline.operation_year - 1, 0)
    running = timeline.operation_year >= 1
    return np.where(running, yearly[..., index], 0.0) / timeline.operation_per_year


def straight_line_depreciation(
    timeline: Timeline, depreciable_cost: Numeric, years: Numeric
) -> FloatArray:
    """Equal parts of a cost from the first operation year.

    Parameters
    ----------
    timeline
        The project's periods.
    depreciable_cost
        Cost to write off, USD.
    years
        Useful life in whole years; what lies beyond the time line is not written off.

    Returns
    -------
    FloatArray
        USD, (..., periods).

    Examples
    --------
    >>> straight_line_depreciation(Timeline(2024, 1, 3), 100.0, 2).tolist()
    [0.0, 50.0, 50.0, 0.0]
    """
    return depreciable_cost / (years * timeline.operation_per_year) * timeline.within(1, years)


def declining_balance(
    cost: Numeric, rate: Numeric, revised_rate: Numeric, guarantee: Numeric, years: int
) -> FloatArray:
    """Declining balance with a guaranteed amount, the method of Japanese tax law.

    Parameters
    ----------
    cost
        USD.
    rate
        Share of the opening book value, fraction; 2 / life for the 200 % method.
    revised_rate
        Once rate x book value falls below the guaranteed amount: this share of the book value of
        that year, each year until nothing is left.
    guarantee
        Guaranteed amount / cost, fraction.
    years
        Number of years.

    Returns
    -------
    FloatArray
        USD, (..., years). The law leaves one yen of book value; this writes it off.

    References
    ----------
    .. [1] Japan, Order for Enforcement of the Corporation Tax Act, article 48-2(1)(ii)(b), and
       Ministerial Order on Useful Lives (1965, No. 15), Appended Tables 9 and 10, which hold the
       three rates by useful life.

    Examples
    --------
    Life of 5 years by rates of 0.4, 0.5 and 0.108: 400, 240, 144; then 216 x 0.4 = 86.4 is less
    than 108, so half of 216 in each of the last two years.

    >>> declining_balance(1000.0, 0.4, 0.5, 0.108, 6).round(6).tolist()
    [400.0, 240.0, 144.0, 108.0, 108.0, 0.0]
    """
    shape = np.broadcast_shapes(
        *(
            np.shape(parameter)[:-1]
            for parameter in map(np.asarray, (cost, rate, revised_rate, guarantee))
        )
    )
    book = np.broadcast_to(column(cost), shape).astype(float)
    floor = column(guarantee) * book
    level = np.zeros(shape)
    written = np.zeros((*shape, years))
    for year in range(years):
        declining = column(rate) * book
        switches = (level == 0) & (declining < floor)
        level = np.where(switches, column(revised_rate) * book, level)
        written[..., year] = np.minimum(np.where(level > 0, level, declining), book)
        book = book - written[..., year]
    return written


def declining_to_straight_line(
    cost: Numeric, life: Numeric, multiple: Numeric, years: int
) -> FloatArray:
    """Declining balance that changes to straight line over the years left, once that is more.

    Parameters
    ----------
    cost
        USD.
    life
        Useful life, whole years.
    multiple
        Rate of the declining balance x life; 2 for double declining.
    years
        Number of years.

    Returns
    -------
    FloatArray
        USD, (..., years).

    Examples
    --------
    Life 5, double: 40, 24, 14.4; then 21.6 / 2 is more than 0.4 x 21.6.

    >>> declining_to_straight_line(100.0, 5, 2.0, 6).round(6).tolist()
    [40.0, 24.0, 14.4, 10.8, 10.8, 0.0]
    """
    shape = np.broadcast_shapes(
        *(np.shape(parameter)[:-1] for parameter in map(np.asarray, (cost, life, multiple)))
    )
    book = np.broadcast_to(column(cost), shape).astype(float)
    rate = np.minimum(column(multiple) / column(life), 1.0)
    written = np.zeros((*shape, years))
    for year in range(years):
        left = column(life) - year
        straight = np.where(left > 0, book / np.maximum(left, 1), 0.0)
        written[..., year] = np.where(left > 0, np.maximum(rate * book, straight), 0.0)
        book = book - written[..., year]
    return written
