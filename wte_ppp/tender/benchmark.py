"""A benchmark price of estimate, bids and market: what a price is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wte_ppp.messages import Message

FULL = Fraction(100)


@dataclass(frozen=True)
class BenchmarkWeights:
    """Weight in percent of the buyer's estimate, of the mean of the bids, and of the market price.

    They sum to 100.
    """

    estimate: Fraction = Fraction(0)
    bids: Fraction = Fraction(0)
    market: Fraction = Fraction(0)


@dataclass(frozen=True)
class Benchmark:
    """A benchmark, or why there is none; `how` says what it is made of."""

    price: Fraction | None
    how: Message


def benchmark_price(
    prices: Sequence[Fraction],
    weights: BenchmarkWeights,
    *,
    estimate: Fraction | None = None,
    market: Fraction | None = None,
) -> Benchmark:
    """Weighted mean of estimate, mean of the bids, and market price.

    Parameters
    ----------
    prices
        Evaluated prices of the responsive bids.
    weights
        In percent.
    estimate, market
        The buyer's own estimate and the market price, in the currency of the prices. What has a
        weight and is missing is said: the other weights are never raised in its place.

    Returns
    -------
    Benchmark
        In the currency of the prices.

    Raises
    ------
    ValueError
        If the weights do not sum to 100 or one is negative.

    References
    ----------
    Public Procurement Rules 2025 of Bangladesh (SRO 388-Law/2025): benchmark of responsive bids,
    official estimate and market price of the e-GP portal; the gazetted weights were not read (the
    draft of 10 September 2025 had 50, 20 and 30 %). The example is that of ProLogis BD,
    Understanding Weighted Evaluation Under PPR 2025 (2026), whose weights it calls illustrative.

    Examples
    --------
    40 % of 100, 40 % of the mean of 100.5, 20 % of 98: 40 + 40.2 + 19.6

    >>> bids = [Fraction(price) for price in (92, 95, 105, 110)]
    >>> weights = BenchmarkWeights(Fraction(40), Fraction(40), Fraction(20))
    >>> float(benchmark_price(bids, weights, estimate=Fraction(100), market=Fraction(98)).price)
    99.8
    """
    parts = (weights.estimate, weights.bids, weights.market)
    if sum(parts, Fraction(0)) != FULL or min(parts) < 0:
        raise ValueError("the weights of a benchmark must sum to 100, none below 0")
    missing = []
    if weights.estimate and estimate is None:
        missing.append(Message("no estimate"))
    if weights.bids and not prices:
        missing.append(Message("no bid"))
    if weights.market and market is None:
        missing.append(Message("no market price"))
    if missing:
        return Benchmark(None, Message("no benchmark: {missing}", missing=tuple(missing)))
    mean = sum(prices, Fraction(0)) / len(prices) if prices else Fraction(0)
    price = (
        weights.estimate * (estimate or 0) + weights.bids * mean + weights.market * (market or 0)
    ) / FULL
    made_of = [
        part
        for weight, part in (
            (weights.estimate, Message("{percent:max6} % of the estimate of {amount:max2}",
                                       percent=weights.estimate, amount=estimate or 0)),
            (weights.bids, Message("{percent:max6} % of the mean of {count} bids of {amount:max2}",
                                   percent=weights.bids, count=len(prices), amount=mean)),
            (weights.market, Message("{percent:max6} % of the market price of {amount:max2}",
                                     percent=weights.market, amount=market or 0)),
        )
        if weight
    ]  # fmt: skip
    how = Message("benchmark of {price:max2}: {parts}", price=price, parts=tuple(made_of))
    return Benchmark(price, how)
