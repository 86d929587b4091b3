"""Quality and price together: totals, ranking and ties, each by its published rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from wte_ppp.tender.exact import Rounding, rounded

Combination: TypeAlias = Literal[
    "weighted_sum", "quality_per_price", "lowest_price", "highest_quality"
]
TieRule: TypeAlias = Literal[
    "lower_price", "higher_technical", "higher_heaviest_criterion", "domestic", "more_experience",
    "lottery",
]  # fmt: skip


# What parted two bids where no rule of the tender did: the committee, or nothing.
COMMITTEE, NO_RULE = "committee", "no rule"


@dataclass(frozen=True)
class Standing:
    """What the ranking needs of one bid.

    `technical` is a share of 1 (or of 100, as the tender counts); `price` is the price that is
    compared, in the tender's currency.
    """

    bid: str
    total: Fraction
    technical: Fraction
    price: Fraction
    heaviest_criterion: Fraction = Fraction(0)
    domestic: bool = False
    experience: Fraction = Fraction(0)


@dataclass(frozen=True)
class Placed:
    """A bid's place, and what decided it against the next where totals were equal.

    `total` is what ranks: rounded where rounded totals do.
    """

    bid: str
    rank: int
    total: Fraction
    tie_broken_by: str = ""


def total_of(
    how: Combination,
    *,
    technical: Fraction,
    price_points: Fraction,
    price: Fraction,
    technical_weight: Fraction,
    standard_points: Fraction = Fraction(0),
    unit_of_price: Fraction = Fraction(1),
) -> Fraction:
    """Total by which bids are ranked; higher is better.

    Parameters
    ----------
    how
        weighted_sum: technical x weight + price points x (100 - weight), out of 100.
        quality_per_price: (standard points + added points) / price. lowest_price: the price with
        its sign turned. highest_quality: the technical score.
    technical
        Share of the technical points, 0 to 1; for quality_per_price the added points themselves.
    price_points
        Share of the price points, 0 to 1.
    price
        Evaluated price.
    technical_weight
        Percent.
    standard_points
        Points that every bid that meets the requirements has, in quality_per_price.
    unit_of_price
        Price unit of quality_per_price, such as 1 000 000 for points per million.

    Returns
    -------
    Fraction
        The higher the better.

    References
    ----------
    World Bank, Standard Procurement Document, Request for Bids (2025), section III.
    Local Autonomy Act Enforcement Order of Japan, article 167-10-2: addition and division methods.

    Examples
    --------
    >>> total_of(
    ...     "weighted_sum", technical=Fraction(4, 5), price_points=Fraction(1), price=Fraction(9),
    ...     technical_weight=Fraction(50),
    ... )
    Fraction(90, 1)
    """
    if how == "weighted_sum":
        return technical * technical_weight + price_points * (100 - technical_weight)
    if how == "quality_per_price":
        if price <= 0:
            raise ValueError("a quotient needs a price above zero")
        return (standard_points + technical) * unit_of_price / price
    return -price if how == "lowest_price" else technical


def ranking(
    standings: Sequence[Standing],
    *,
    decimals: int | None = None,
    rounding: Rounding = "none",
    rank_on: Literal["rounded", "unrounded"] = "unrounded",
    tie_break: Sequence[TieRule] = (),
    lots: Mapping[str, int] | None = None,
    chosen: Mapping[str, int] | None = None,
) -> list[Placed]:
    """Rank bids by total, ties by the tender's rule.

    Parameters
    ----------
    standings
        One a bid, in any order: the order never matters.
    decimals, rounding, rank_on
        Whether rounded totals decide, and how they are rounded.
    tie_break
        What decides between equal totals, first to last.
    lots
        Lot drawn by bid, lowest first, for the rule "lottery"; without it such a tie stands.
    chosen
        What the committee decided on a tie that no rule parts, by bid, highest first.

    Returns
    -------
    list[Placed]
        Best first; bids that no rule can part share a rank, in the order of their ids.

    Examples
    --------
    >>> equal = [Standing(bid, Fraction(80), Fraction(1), Fraction(price))
    ...          for bid, price in (("A", 12), ("B", 11))]
    >>> [(placed.bid, placed.tie_broken_by) for placed in ranking(equal, tie_break=["lower_price"])]
    [('B', 'lower_price'), ('A', '')]
    """
    keys = _keys(lots or {}, chosen or {})
    rules = ["total", *[rule for rule in tie_break if rule != "lottery" or lots]]
    rules += [COMMITTEE] if chosen else []

    def by(rule: str, standing: Standing) -> Fraction:
        if rule == "total":
            return (
                rounded(standing.total, decimals, rounding)
                if rank_on == "rounded"
                else standing.total
            )
        return keys[rule](standing)

    order = sorted(
        standings, key=lambda standing: ([-by(rule, standing) for rule in rules], standing.bid)
    )
    placed: list[Placed] = []
    for place, standing in enumerate(order):
        above = order[place - 1] if place else None
        same = above is not None and all(by(rule, above) == by(rule, standing) for rule in rules)
        rank = placed[-1].rank if same else place + 1
        decided = ""
        if place + 1 < len(order):
            below = order[place + 1]
            first = next((rule for rule in rules if by(rule, standing) != by(rule, below)), NO_RULE)
            decided = "" if first == "total" else first
        placed.append(Placed(standing.bid, rank, by("total", standing), decided))
    return placed


def _keys(
    lots: Mapping[str, int], chosen: Mapping[str, int]
) -> dict[str, Callable[[Standing], Fraction]]:
    """Value by tie rule; higher is better."""
    return {
        "lower_price": lambda standing: -standing.price,
        "higher_technical": lambda standing: standing.technical,
        "higher_heaviest_criterion": lambda standing: standing.heaviest_criterion,
        "domestic": lambda standing: Fraction(standing.domestic),
        "more_experience": lambda standing: standing.experience,
        "lottery": lambda standing: -Fraction(lots.get(standing.bid, len(lots) + 1)),
        COMMITTEE: lambda standing: Fraction(chosen.get(standing.bid, 0)),
    }
