"""Abnormally low prices: who is to be asked, by estimate and by statistics. Nobody is out by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Literal, TypeAlias

from wte_ppp.messages import Message, mark
from wte_ppp.tender.exact import rounded

Spread: TypeAlias = Literal["population", "sample"]
Sense: TypeAlias = Literal["below", "at_or_below"]
ROOT_DIGITS, LEAST_SPREAD = 30, 2
SPREADS: Mapping[Spread, str] = {
    "population": mark("of the population"),
    "sample": mark("of the sample"),
}


@dataclass(frozen=True)
class LowPrice:
    """A price that is to be explained: which test found it, where its line lies, and its sense."""

    bid: str
    test: Message
    price: Fraction
    line: Fraction
    sense: Sense = "at_or_below"

    @property
    def reason(self) -> Message:
        """In one sentence."""
        if self.sense == "below":
            return Message(
                "price {price:max2} below the threshold of {line:max2} ({test})",
                price=self.price, line=self.line, test=self.test,
            )  # fmt: skip
        return Message(
            "price {price:max2} at or below the threshold of {line:max2} ({test})",
            price=self.price, line=self.line, test=self.test,
        )  # fmt: skip


def spread_line(prices: Mapping[str, Fraction], deviations: Fraction, spread: Spread) -> Fraction:
    """Mean of the prices less some standard deviations.

    Parameters
    ----------
    prices
        Evaluated prices of the responsive bids.
    deviations
        Number of standard deviations.
    spread
        population divides by n, sample by n - 1; a result can turn on it, so the rule must say.

    Returns
    -------
    Fraction
        The root is taken to 30 digits.

    References
    ----------
    World Bank, Abnormally Low Bids and Proposals: guide (2016), stage 1 and annex I, whose example
    divides by n.

    Examples
    --------
    Mean of 2, 4, 4, 4, 5, 5, 7, 9 is 5, deviation of the population is 2.

    >>> prices = {str(i): Fraction(x) for i, x in enumerate((2, 4, 4, 4, 5, 5, 7, 9))}
    >>> spread_line(prices, Fraction(1), "population")
    Fraction(3, 1)
    """
    values = list(prices.values())
    mean = sum(values, Fraction(0)) / len(values)
    squares = sum(((value - mean) ** 2 for value in values), Fraction(0))
    count = len(values) if spread == "population" else len(values) - 1
    if count < 1:
        raise ValueError("a spread needs two prices")
    return mean - deviations * _root(squares / count)


def abnormally_low(
    prices: Mapping[str, Fraction],
    *,
    estimate: Fraction | None = None,
    percent_of_estimate: Fraction | None = None,
    deviations: Fraction | None = None,
    deviations_from: int | None = None,
    spread: Spread = "population",
    sense: Sense = "at_or_below",
    deviation_sense: Sense = "below",
) -> list[LowPrice]:
    """Bids whose price is to be explained.

    Parameters
    ----------
    prices
        Evaluated prices of the responsive bids.
    estimate, percent_of_estimate
        The buyer's cost estimate and the line in percent of it; both or the test is left out.
    deviations, deviations_from
        Standard deviations below the mean, and the number of bids from which the test is used. With
        fewer bids only the estimate counts.
    spread
        Divisor of the standard deviation.
    sense, deviation_sense
        Whether a price at exactly the line of the estimate, and of the deviations, is low.

    Returns
    -------
    list[LowPrice]
        In the order of prices, one a bid and test.

    Examples
    --------
    Abiko City (2019): 80 % of 24 570 000 000 is 19 656 000 000; both bids lie below.

    >>> bids = {"A": Fraction(17_800_000_000), "B": Fraction(16_678_725_000)}
    >>> low = abnormally_low(
    ...     bids, estimate=Fraction(24_570_000_000), percent_of_estimate=Fraction(80)
    ... )
    >>> [price.bid for price in low]
    ['B', 'A']
    """
    low: list[LowPrice] = []
    by_price = sorted(prices.items(), key=lambda item: (item[1], item[0]))
    if estimate is not None and percent_of_estimate is not None:
        line = estimate * percent_of_estimate / 100
        test = Message("{percent:max6} % of the estimate", percent=percent_of_estimate)
        low += _under(by_price, test, line, sense)
    enough = deviations_from is None or len(prices) >= deviations_from
    if deviations is not None and enough and len(prices) > 1:
        line = spread_line(prices, deviations, spread)
        test = Message(
            "mean of {count} bids less {deviations:max6} standard deviation(s), {divisor}",
            count=len(prices), deviations=deviations, divisor=Message(SPREADS[spread]),
        )  # fmt: skip
        low += _under(by_price, test, line, deviation_sense)
    return low


def _under(
    by_price: Sequence[tuple[str, Fraction]], test: Message, line: Fraction, sense: Sense
) -> list[LowPrice]:
    return [
        LowPrice(bid, test, price, line, sense)
        for bid, price in by_price
        if price < line or (price == line and sense == "at_or_below")
    ]


def not_applied(
    count: int,
    *,
    estimate: Fraction | None = None,
    percent_of_estimate: Fraction | None = None,
    deviations: Fraction | None = None,
    deviations_from: int | None = None,
) -> list[Message]:
    """Tests for low prices that the rule has and that could not be made, and why.

    Parameters
    ----------
    count
        Number of prices.
    estimate, percent_of_estimate, deviations, deviations_from
        As in `abnormally_low`.

    Returns
    -------
    list[Message]
        One a test; a statistical test that begins at more bids is one, too.

    Examples
    --------
    >>> [str(line) for line in not_applied(2, percent_of_estimate=Fraction(80))]
    ['the line at 80 % of the estimate was not applied: the tender states no estimate']
    """
    lines = []
    if percent_of_estimate is not None and estimate is None:
        lines.append(
            Message(
                "the line at {percent:max6} % of the estimate was not applied: the tender states "
                "no estimate",
                percent=percent_of_estimate,
            )
        )  # fmt: skip
    least = max(deviations_from or 0, LEAST_SPREAD)
    if deviations is not None and count < least:
        lines.append(
            Message(
                "the line at {deviations:max6} standard deviation(s) below the mean was not "
                "applied: {count} price(s), and it is used from {least} on",
                deviations=deviations, count=count, least=least,
            )
        )  # fmt: skip
    return lines


def _root(value: Fraction) -> Fraction:
    """Square root, exact where it is rational, else to 30 digits."""
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom)
    scale = 10 ** (2 * ROOT_DIGITS)
    whole = isqrt(value.numerator * scale // value.denominator)
    return rounded(Fraction(whole, 10**ROOT_DIGITS), ROOT_DIGITS, "half_up")
