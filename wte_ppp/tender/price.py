"""Price rules: from evaluated prices to price points, and what the city pays over the contract."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

PriceRule: TypeAlias = Literal[
    "lowest_over_price", "linear_to_ceiling", "linear_between", "reference_over_price", "max_min",
    "around_mean", "mean_over_price", "benchmark_over_price", "none",
]  # fmt: skip
# Rules that divide by a price or by the mean of prices: they need prices above zero.
RATIOS = (
    "lowest_over_price", "reference_over_price", "around_mean", "mean_over_price",
    "benchmark_over_price",
)  # fmt: skip
# Rules whose points move with the prices of others, whoever is lowest.
OF_ALL_PRICES = ("max_min", "around_mean", "mean_over_price")
ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


def price_share(
    rule: PriceRule,
    price: Fraction,
    lowest: Fraction,
    *,
    ceiling: Fraction | None = None,
    floor: Fraction | None = None,
    reference: Fraction | None = None,
    prices: Sequence[Fraction] = (),
    benchmark: Fraction | None = None,
) -> Fraction:
    """Share of the price points that a price earns.

    Parameters
    ----------
    rule
        lowest_over_price: lowest / price. linear_to_ceiling: 1 - price / ceiling. linear_between:
        (ceiling - price) / (ceiling - floor), cut at 0 and 1. reference_over_price: reference /
        price, at most 1. max_min: (highest - price) / (highest - lowest); where all prices are
        equal, one bid alone included, each earns all. around_mean: 1/2 at the mean of the prices,
        and a hundredth more or less for each percent below or above it, cut at 0 and 1.
        mean_over_price and benchmark_over_price: that over the price, at most 1.
    price
        Evaluated price of the bid, above zero where it divides.
    lowest
        Lowest evaluated price among the bids that are still in.
    ceiling, floor, reference
        As the rule asks; same currency.
    prices
        Evaluated prices of all bids that are still in, this one among them.
    benchmark
        As `wte_ppp.tender.benchmark` makes it.

    Returns
    -------
    Fraction
        0 to 1.

    Raises
    ------
    ValueError
        If what the rule asks is missing, or a price is not above zero where prices divide.

    References
    ----------
    World Bank, Standard Procurement Document, Request for Bids (2025), section III: Clow / C.
    Kodaira-Murayama-Yamato Sanitation Association, criteria for the award (2015): price points
    from the ceiling, 配点 x (1 - 入札価格 / 予定価格).
    Consip, Acquisti in rete PA, formula "Lineare tra i valori minimo e massimo interdipendente"
    (2023): max_min, with full points where there is one offer or all are equal.
    Procurement Templates, Mean calculation (read 2026): around_mean, 50 of 100 at the mean.

    Examples
    --------
    Abiko City (2019): 50 x 16 678 725 000 / 17 800 000 000 = 46.85

    >>> share = price_share("lowest_over_price", Fraction(17_800_000_000), Fraction(16_678_725_000))
    >>> round(float(50 * share), 2)
    46.85
    """
    if rule in RATIOS and min((price, *prices)) <= 0:
        raise ValueError("a ratio needs a price above zero; use linear_between or max_min")
    if rule == "lowest_over_price":
        return _clipped(lowest / price)
    if rule == "reference_over_price":
        return _clipped(_given(reference, "reference", rule) / price)
    if rule == "linear_to_ceiling":
        return _clipped(1 - price / _given(ceiling, "ceiling", rule))
    if rule == "linear_between":
        top, bottom = _given(ceiling, "ceiling", rule), _given(floor, "floor", rule)
        if top == bottom:
            raise ValueError("ceiling and floor are equal")
        return _clipped((top - price) / (top - bottom))
    if rule == "benchmark_over_price":
        return _clipped(_given(benchmark, "benchmark", rule) / price)
    if rule in OF_ALL_PRICES:
        return _among(rule, price, prices)
    raise ValueError("the rule 'none' gives no points")


def _among(rule: str, price: Fraction, prices: Sequence[Fraction]) -> Fraction:
    """Share by a rule on all prices that are in."""
    if not prices:
        raise ValueError(f"the rule {rule} needs the prices of all bids")
    if rule == "max_min":
        lowest, highest = min(prices), max(prices)
        return ONE if lowest == highest else _clipped((highest - price) / (highest - lowest))
    mean = sum(prices, ZERO) / len(prices)
    return _clipped(mean / price if rule == "mean_over_price" else HALF + (mean - price) / mean)


def npv_of_payments(
    prices: Mapping[str, Fraction],
    quantities: Mapping[str, Sequence[Fraction]],
    factors: Mapping[str, Sequence[Fraction]],
    discount_rate: Fraction,
    first_year: int = 1,
) -> Fraction:
    """Net present value of what the city pays over the contract.

    Parameters
    ----------
    prices
        Unit price by stream, such as tipping fee per t; negative where the city receives.
    quantities
        Quantity by stream and contract year, shape (years,); the same for all bidders.
    factors
        Indexation by stream and year, shape (years,), 1 where the price does not move.
    discount_rate
        As a fraction of 1 a year.
    first_year
        Years from the price date to the first payment, at the end of the year.

    Returns
    -------
    Fraction
        In the currency of the prices, at the price date.

    Examples
    --------
    100 t at 11 a tonne in one year's time, at 10 %: 1100 / 1.1 = 1000

    >>> tonnes, factor = {"fee": [Fraction(100)]}, {"fee": [Fraction(1)]}
    >>> npv_of_payments({"fee": Fraction(11)}, tonnes, factor, Fraction(1, 10))
    Fraction(1000, 1)
    """
    total = ZERO
    for stream, price in prices.items():
        for year, (quantity, factor) in enumerate(
            zip(quantities[stream], factors[stream], strict=True), start=first_year
        ):
            total += price * quantity * factor / (1 + discount_rate) ** year
    return total


def stepped_index(
    steps: Sequence[tuple[int, Fraction]], years: Sequence[int]
) -> tuple[Fraction, ...]:
    """Index of a price by year, where its yearly change steps.

    Parameters
    ----------
    steps
        Year from which a change counts, from 1 for the first year after the price date, and the
        change in percent a year; in the order of their years. Before the first nothing moves.
    years
        Years from the price date.

    Returns
    -------
    tuple[Fraction, ...]
        1 at the price date, shape (years,).

    Examples
    --------
    2 % a year in years 1 and 2, then none, then 10 % from year 4: 1.02, 1.0404, 1.0404, 1.14444

    >>> steps = [(1, Fraction(2)), (3, Fraction(0)), (4, Fraction(10))]
    >>> [float(factor) for factor in stepped_index(steps, range(1, 5))]
    [1.02, 1.0404, 1.0404, 1.14444]
    """
    factors, factor, change, ahead = [ONE], ONE, ZERO, dict(steps)
    for year in range(1, max(years, default=0) + 1):
        change = ahead.get(year, change)
        factor *= 1 + change / 100
        factors.append(factor)
    return tuple(factors[year] for year in years)


def _given(value: Fraction | None, name: str, rule: str) -> Fraction:
    if value is None:
        raise ValueError(f"the rule {rule} needs a {name}")
    return value


def _clipped(share: Fraction) -> Fraction:
    return min(max(share, ZERO), ONE)
