"""Tests for low prices on the prices themselves: what was tested, on which bids, or why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal, TypeAlias

from wte_ppp.messages import Message
from wte_ppp.tender.abnormally_low import LowPrice, Sense
from wte_ppp.tender.benchmark import Benchmark

LowPriceTest: TypeAlias = Literal[
    "mean_less_percent", "second_lowest_less_percent", "benchmark_less_percent",
    "re_averaged_mean", "trimmed_mean_discount",
]  # fmt: skip
WITH_PERCENT = ("mean_less_percent", "second_lowest_less_percent", "benchmark_less_percent")
FROM_CEILING = ("re_averaged_mean", "trimmed_mean_discount")
# RGLCAP article 85: percentage units for one bid, for two, and for three and more.
ALONE, OF_TWO, OF_MEAN, FROM_THREE = Fraction(25), Fraction(20), Fraction(10), 3
# Legislative decree 36/2023, annex II.2, method A.
TRIM_FROM, LARGE_FROM, NARROW, RAISED = 5, 15, Fraction(15, 100), Fraction(12, 10)


@dataclass(frozen=True)
class Screened:
    """Prices that are to be explained; the lines that were drawn; and what was not, and why."""

    low: tuple[LowPrice, ...]
    applied: tuple[Message, ...] = ()
    not_applied: tuple[Message, ...] = ()


@dataclass(frozen=True)
class _Line:
    test: Message
    line: Fraction
    bids: tuple[str, ...]


def low_price_screen(
    test: LowPriceTest,
    prices: Mapping[str, Fraction],
    *,
    percent: Fraction | None = None,
    sense: Sense | None = None,
    ceiling: Fraction | None = None,
    benchmark: Benchmark | None = None,
) -> Screened:
    """Bids whose price is to be explained by a test on the prices.

    Parameters
    ----------
    test
        mean_less_percent, benchmark_less_percent: a percentage below the mean of all bids, or below
        a benchmark. second_lowest_less_percent: the lowest bid, that percentage below the next.
        re_averaged_mean: the Spanish test. trimmed_mean_discount: the Italian one, method A.
    prices
        Evaluated prices of the responsive bids.
    percent
        For the first three.
    sense
        Whether a price at exactly the line is low; left out: as the test's law says (at or below
        for trimmed_mean_discount, below for the others).
    ceiling
        Highest price that the tender allows: what Spain and Italy count discounts from.
    benchmark
        For benchmark_less_percent.

    Returns
    -------
    Screened
        Low prices in the order of prices, with every line that was drawn and what it stands on.

    Raises
    ------
    ValueError
        If the test asks for a percentage and has none.

    Notes
    -----
    The Spanish test by number of bids: one, more than 25 % below the ceiling; two, more than 20 %
    below the other; three, more than 10 % below the mean, from which the highest is left out if it
    is more than 10 % above it, and in any case more than 25 % below the ceiling; four and more,
    more than 10 % below the mean, taken again without the bids that are more than 10 % above it, or
    over the three lowest if fewer than three are left. Percentage units are taken of the figure
    that is compared with.

    The Italian test cuts a tenth of the bids (rounded up) at either end, with those equal to the
    ones cut. From 15 bids on the line is the mean discount plus the mean deviation of those above
    it, less that deviation times the product of the first two decimals of the sum, in percent. From
    5 to 14 it is the mean and a fifth of it where the deviation is at most 0.15 of the mean, else
    the mean and the deviation.

    References
    ----------
    Spain, Royal Decree 1098/2001 (RGLCAP), article 85.
    Italy, Legislative Decree 36/2023, annex II.2, method A; Legislative Decree 50/2016, article 97
    (2) and (2-bis).

    Examples
    --------
    Mean of 88, 100, 100 and 140 is 107; 140 is above 117.7, so the mean is taken again: 96.

    >>> bids = {bid: Fraction(price) for bid, price in zip("ABCD", (88, 100, 100, 140))}
    >>> screened = low_price_screen("re_averaged_mean", bids)
    >>> screened.low, str(screened.applied[0])
    ((), 'line at 86.4: 10 % below 96, the mean of A, B, C, without D (4 bids)')
    """
    if test in WITH_PERCENT and percent is None:
        raise ValueError(f"{test} needs a percentage")
    if not prices:
        return Screened((), (), (Message("no price was tested for being too low: no bid is in"),))
    part = percent or Fraction(0)
    lines: list[_Line | Message]
    if test == "mean_less_percent":
        lines = [_below_mean(prices, tuple(prices), part)]
    elif test == "second_lowest_less_percent":
        lines = [_below_second(prices, part)]
    elif test == "benchmark_less_percent":
        lines = [_below_benchmark(prices, benchmark, part)]
    elif test == "re_averaged_mean":
        lines = [*_spanish(prices, ceiling)]
    else:
        lines = [_italian(prices, ceiling)]
    strict = (sense or ("at_or_below" if test == "trimmed_mean_discount" else "below")) == "below"
    return _screened(prices, lines, strict)


def _screened(
    prices: Mapping[str, Fraction], lines: Sequence[_Line | Message], strict: bool
) -> Screened:
    low: list[LowPrice] = []
    drawn = [line for line in lines if isinstance(line, _Line)]
    for line in drawn:
        for bid in sorted(line.bids, key=lambda bid: (prices[bid], bid)):
            price = prices[bid]
            if price < line.line or (price == line.line and not strict):
                sense: Sense = "below" if strict else "at_or_below"
                low.append(LowPrice(bid, line.test, price, line.line, sense))
    applied = [
        Message("line at {line:max2}: {test} ({count} bids)",
                line=line.line, test=line.test, count=len(prices))
        for line in drawn
    ]  # fmt: skip
    told = [line for line in lines if isinstance(line, Message)]
    return Screened(tuple(low), tuple(applied), tuple(told))


def _mean(prices: Mapping[str, Fraction], bids: Sequence[str]) -> Fraction:
    return sum((prices[bid] for bid in bids), Fraction(0)) / len(bids)


def _below_mean(
    prices: Mapping[str, Fraction], among: Sequence[str], percent: Fraction
) -> _Line | Message:
    mean = _mean(prices, among)
    if mean <= 0:
        return _not_above_zero(Message("mean"), mean)
    left_out = tuple(bid for bid in prices if bid not in among)
    test = Message(
        "{percent:max6} % below {mean:max2}, the mean of {bids}",
        percent=percent, mean=mean, bids=tuple(among),
    )  # fmt: skip
    if left_out:
        test = Message("{test}, without {bids}", test=test, bids=left_out)
    return _Line(test, mean * (100 - percent) / 100, tuple(prices))


def _below_second(prices: Mapping[str, Fraction], percent: Fraction) -> _Line | Message:
    order = sorted(prices, key=lambda bid: (prices[bid], bid))
    if len(order) < 2:
        return Message("the gap to the second lowest price was not tested: one bid")
    return _below_other(prices, order[0], order[1], percent)


def _below_other(
    prices: Mapping[str, Fraction], lower: str, other: str, percent: Fraction
) -> _Line | Message:
    if prices[other] <= 0:
        return _not_above_zero(Message("price of {bid}", bid=other), prices[other])
    test = Message(
        "{percent:max6} % below {price:max2}, the price of {bid}",
        percent=percent, price=prices[other], bid=other,
    )  # fmt: skip
    return _Line(test, prices[other] * (100 - percent) / 100, (lower,))


def _below_benchmark(
    prices: Mapping[str, Fraction], benchmark: Benchmark | None, percent: Fraction
) -> _Line | Message:
    if benchmark is None or benchmark.price is None:
        why = Message("no benchmark is stated") if benchmark is None else benchmark.how
        return Message("the line below the benchmark was not applied: {why}", why=why)
    if benchmark.price <= 0:
        return _not_above_zero(Message("benchmark"), benchmark.price)
    test = Message("{percent:max6} % below the {how}", percent=percent, how=benchmark.how)
    return _Line(test, benchmark.price * (100 - percent) / 100, tuple(prices))


def _spanish(prices: Mapping[str, Fraction], ceiling: Fraction | None) -> Iterator[_Line | Message]:
    order = sorted(prices, key=lambda bid: (prices[bid], bid))
    if len(order) == 2:
        yield _below_other(prices, order[0], order[1], OF_TWO)
        return
    if len(order) >= FROM_THREE:
        limit = _mean(prices, order) * (100 + OF_MEAN) / 100
        rest = [bid for bid in order if prices[bid] <= limit]
        if len(order) == FROM_THREE:
            # Of three bids the highest alone may be left out.
            rest = order if prices[order[-1]] <= limit else order[:-1]
        elif len(rest) < FROM_THREE:
            rest = order[:FROM_THREE]
        yield _below_mean(prices, sorted(rest), OF_MEAN)
    if len(order) <= FROM_THREE:
        yield _below_ceiling(prices, ceiling)


def _below_ceiling(prices: Mapping[str, Fraction], ceiling: Fraction | None) -> _Line | Message:
    if ceiling is None:
        return Message(
            "the line at {percent:max6} % below the ceiling was not applied: the tender states no "
            "ceiling",
            percent=ALONE,
        )
    test = Message(
        "{percent:max6} % below the ceiling of {ceiling:max2}", percent=ALONE, ceiling=ceiling
    )
    return _Line(test, ceiling * (100 - ALONE) / 100, tuple(prices))


def _italian(prices: Mapping[str, Fraction], ceiling: Fraction | None) -> _Line | Message:
    if ceiling is None or len(prices) < TRIM_FROM:
        why = Message("the tender states no ceiling")
        if ceiling is not None:
            why = Message("{count} bids, and it is used from {least} on",
                          count=len(prices), least=TRIM_FROM)  # fmt: skip
        return Message("the trimmed mean was not applied: {why}", why=why)
    discounts = {bid: 100 * (ceiling - price) / ceiling for bid, price in prices.items()}
    order = sorted(discounts.values())
    cut = ceil(len(order) / 10)
    ends = {*order[:cut], *order[-cut:]}
    kept = [discount for discount in order if discount not in ends]
    if not kept or sum(kept, Fraction(0)) <= 0:
        return Message("the trimmed mean was not applied: no discount is left above zero")
    total = sum(kept, Fraction(0))
    mean = total / len(kept)
    above = [discount - mean for discount in kept if discount > mean]
    deviation = sum(above, Fraction(0)) / len(above) if above else Fraction(0)
    if len(order) >= LARGE_FROM:
        tens, ones = divmod(int(total * 100) % 100, 10)
        line = mean + deviation - deviation * tens * ones / 100
    else:
        line = mean * RAISED if deviation / mean <= NARROW else mean + deviation
    test = Message(
        "discount of {line:max4} % on the ceiling of {ceiling:max2}, from the mean discount of "
        "{mean:max4} % of {kept} bids and their mean deviation above it of {deviation:max4}",
        line=line, ceiling=ceiling, mean=mean, kept=len(kept), deviation=deviation,
    )  # fmt: skip
    return _Line(test, ceiling * (100 - line) / 100, tuple(prices))


def _not_above_zero(what: Message, figure: Fraction) -> Message:
    return Message(
        "no price was tested for being too low: the {what} is {figure:max2}, and a percentage "
        "needs one above zero",
        what=what, figure=figure,
    )  # fmt: skip
