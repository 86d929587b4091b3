"""Rates of exchange over time, and amounts of one money in another."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


@dataclass(frozen=True)
class RateTerms:
    """How what one unit of a money is worth in another moves; fractions a year.

    Parameters
    ----------
    inflation, own_inflation
        Of prices in the money, and in the other.
    drift
        Real depreciation of the money, beyond purchasing power parity.
    path
        Stated worth of years 0, 1, ... over that of the price year, (..., years), in place of
        parity; None: none.
    devaluation
        Part of its worth that the money loses at a step; below 0: gains.
    devalued_after
        Years after the price year from which the step counts.
    """

    inflation: Numeric = 0.0
    own_inflation: Numeric = 0.0
    drift: Numeric = 0.0
    path: FloatArray | None = None
    devaluation: Numeric = 0.0
    devalued_after: Numeric = np.inf

    @property
    def growth(self) -> Numeric:
        """Worth of a year over that of the year before, by parity and drift."""
        return (1 + self.own_inflation) / ((1 + self.inflation) * (1 + self.drift))


def rate_index(terms: RateTerms, years: Numeric) -> FloatArray:
    """Worth of a money in another over that of the price year.

    Parameters
    ----------
    terms
        Inflations, drift, stated path and devaluation.
    years
        Years after the price year, whole, (periods,).

    Returns
    -------
    FloatArray
        (..., periods); below 1, the money has lost value. Before its first and after its last year
        a stated path goes on by parity.

    References
    ----------
    .. [1] P. R. Krugman, M. Obstfeld, M. J. Melitz, International Economics (10th ed., 2015),
       chapter 16, relative purchasing power parity.

    Examples
    --------
    5 % against 2 %: 1.02 / 1.05; a step of a quarter from year 2 on leaves 0.75 of it.

    >>> terms = RateTerms(0.05, 0.02, devaluation=0.25, devalued_after=2)
    >>> rate_index(terms, np.array([0.0, 1.0, 2.0])).round(6).tolist()
    [1.0, 0.971429, 0.707755]

    Stated for two years, then by parity with a drift of 25 %: 0.8 / 1.25.

    >>> stated = RateTerms(drift=0.25, path=np.array([1.0, 0.8]))
    >>> rate_index(stated, np.array([-1.0, 0.0, 1.0, 2.0])).round(6).tolist()
    [1.25, 1.0, 0.8, 0.64]
    """
    times = np.asarray(years, dtype=float)
    if terms.path is None:
        worth = np.asarray(terms.growth**times)
    else:
        last = terms.path.shape[-1] - 1
        at = np.clip(np.floor(times), 0, last).astype(np.int64)
        worth = terms.path[..., at] * terms.growth ** (times - np.clip(times, 0, last))
    if not np.any(terms.devaluation):
        return worth
    return np.asarray(worth * (1 - terms.devaluation * (times >= terms.devalued_after)))


def off_parity(terms: RateTerms) -> FloatArray:
    """Largest yearly step of a stated path away from parity with its drift, fraction, (..., 1).

    Examples
    --------
    Parity alone keeps the rate; the path loses a tenth in its second year.

    >>> off_parity(RateTerms(path=np.array([1.0, 0.9]))).round(6).tolist()
    [0.1]
    """
    if terms.path is None or terms.path.shape[-1] < 2:
        return np.zeros(1)
    steps = terms.path[..., 1:] / terms.path[..., :-1] / terms.growth - 1
    return np.asarray(np.max(np.abs(steps), axis=-1, keepdims=True))


def as_drawn(rate: FloatArray, spend: FloatArray) -> FloatArray:
    """A loan's rate of exchange over the mean one at which it is drawn.

    Parameters
    ----------
    rate
        Books' money per unit of the loan's, (..., periods).
    spend
        Share of the loan, in the books' money, drawn in each construction period, sums to 1.

    Returns
    -------
    FloatArray
        (..., periods): books' money in a period of what was one unit of it as drawn.

    Examples
    --------
    Half drawn at 1, half at 2: 1 in the books' money is 0.75 of the loan's, worth 3 at a rate of 4.

    >>> as_drawn(np.array([1.0, 2.0, 4.0]), np.array([0.5, 0.5])).tolist()
    [0.75, 1.5, 3.0]
    """
    drawn = rate[..., : spend.shape[-1]]
    return np.asarray(rate * np.sum(spend / drawn, axis=-1, keepdims=True))


def in_books(amount: FloatArray, rate: FloatArray | None) -> FloatArray:
    """Amounts of each period in the books' money; of no rate, the books' money it is."""
    return amount if rate is None else np.asarray(amount * rate[..., : amount.shape[-1]])


def in_loan(amount: FloatArray, rate: FloatArray | None) -> FloatArray:
    """Amounts of each period in the loan's money; of no rate, the books' money it is."""
    return amount if rate is None else np.asarray(amount / rate[..., : amount.shape[-1]])


def change(rate: FloatArray) -> FloatArray:
    """Part by which a rate moves from each period to the next, 0 in the first, (..., periods).

    Examples
    --------
    >>> change(np.array([2.0, 3.0])).tolist()
    [0.0, 0.5]
    """
    moved = np.zeros_like(rate)
    moved[..., 1:] = rate[..., 1:] / rate[..., :-1] - 1
    return moved


def revalued(owed: FloatArray, rate: FloatArray) -> FloatArray:
    """Loss on what is owed in another money as its rate moves, (..., periods).

    Parameters
    ----------
    owed
        At the end of each period, in the loan's money, (..., periods).
    rate
        Books' money per unit of the loan's, (..., periods).

    Returns
    -------
    FloatArray
        Opening balance x (rate - rate before); below 0 a gain.

    References
    ----------
    .. [1] IAS 21, The Effects of Changes in Foreign Exchange Rates, paragraphs 23 and 28.

    Examples
    --------
    100 owed as the rate goes from 1 to 1.1, 50 as it goes on to 1.2: 10, then 5.

    >>> lost = revalued(np.array([100.0, 50.0, 0.0]), np.array([1.0, 1.1, 1.2]))
    >>> lost.round(9).tolist()
    [0.0, 10.0, 5.0]
    """
    moved = np.diff(rate, axis=-1, prepend=rate[..., :1])
    before = np.zeros_like(owed)
    before[..., 1:] = owed[..., :-1]
    return np.asarray(before * moved)
