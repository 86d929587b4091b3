"""The ranking: technical and price points of each bid, and its place by the tender's rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from wte_ppp.tender.bids import Bid
from wte_ppp.tender.combination import Standing, ranking, total_of
from wte_ppp.tender.exact import exact, rounded
from wte_ppp.tender.financial import financial_marks, share_with
from wte_ppp.tender.preference import Preferred, compared, total_with
from wte_ppp.tender.price import price_share
from wte_ppp.tender.price_rules import benchmark_of
from wte_ppp.tender.price_steps import PriceStep
from wte_ppp.tender.requirements import Decisions
from wte_ppp.tender.steps import Mark
from wte_ppp.tender.technical import Technical
from wte_ppp.tender.tender import Tender
from wte_ppp.tender.ties import decided_by_committee, put_first, ties


@dataclass(frozen=True)
class Ranked:
    """A bid in the ranking.

    `price` is evaluated, in the tender's currency, all `steps` included; the first of them is the
    price as `read_out`. `figures` are those that count, corrected and less discounts; `parts` are
    what the price is the sum of before anything is added, by field or stream; `technical` and
    `price_points` are points as published; `total` is what ranks.
    `preference` is the step of a preference, which counts in the comparison alone and is paid by
    nobody; `preferred` the percentage that the bid itself has, `domestic` whether it is domestic.
    `financial` are the marks on criteria of the price envelope, in points of the price part's 100.
    """

    bid: str
    rank: int
    price: Fraction
    read_out: Fraction
    adders: Mapping[str, Fraction]
    technical: Fraction
    price_points: Fraction
    total: Fraction
    tie_broken_by: str
    parts: Mapping[str, Fraction] = field(default_factory=dict)
    steps: tuple[PriceStep, ...] = ()
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    preference: Fraction = Fraction(0)
    preferred: Fraction = Fraction(0)
    financial: tuple[Mark, ...] = ()
    domestic: bool | None = None


def ranked_bids(
    tender: Tender,
    technical: Technical,
    bids: Mapping[str, Bid],
    prices: Mapping[str, Fraction],
    envelopes: Mapping[str, Bid],
    preferences: Mapping[str, Preferred],
    lots: Mapping[str, int] | None,
    settled: Decisions,
    *,
    out: Collection[str] = (),
) -> list[Ranked]:
    """Bids in their order, each with its points.

    Parameters
    ----------
    tender, technical, bids
        Rules, frozen scores and technical envelopes.
    prices, envelopes
        Evaluated price and price envelope of each bid that is compared.
    preferences
        Of bids that have one.
    lots
        As they were drawn.
    settled
        What the committee decided.
    out
        Bids that are compared with and not ranked.
    """
    if not prices:
        return []
    procedure, price = tender.procedure, tender.definition.price
    nobody = Preferred(None, Fraction(0))
    preferences = {bid: preferences.get(bid, nobody) for bid in prices}
    amounts = compared(tender, prices, preferences)
    weight, lowest, scale = tender.technical_weight, min(amounts.values()), tender.scale
    decimals, rounding = procedure.score_decimals, procedure.rounding
    best = max((technical.scores[bid].share for bid in prices), default=Fraction(0))
    heaviest = max(tender.leaves, key=lambda leaf: leaf.points).id if tender.leaves else ""
    experience = tender.definition.experience_field

    def published(value: Fraction) -> Fraction:
        # Where rounded scores rank, each part is rounded as it is published.
        return rounded(value, decimals, rounding) if procedure.rank_on == "rounded" else value

    against = benchmark_of(procedure, price, amounts)
    financial = financial_marks(tender, {bid: envelopes[bid] for bid in amounts})
    standings, parts = [], {}
    for bid, amount in amounts.items():
        share = technical.scores[bid].share
        if procedure.technical_score == "relative_to_best":
            share = share / best if best else Fraction(0)
        of_price = Fraction(0)
        if procedure.price_score != "none":
            of_price = price_share(
                procedure.price_score,
                amount,
                lowest,
                ceiling=price.ceiling,
                floor=price.floor,
                reference=price.reference,
                prices=tuple(amounts.values()),
                benchmark=against.price if against is not None else None,
            )
        of_price = share_with(tender, of_price, financial[bid])
        quality = published(share * weight * scale)
        money = published(of_price * (100 - weight) * scale)
        if procedure.combination == "weighted_sum":
            total = quality + money
        else:
            quality = technical.scores[bid].points
            total = total_of(
                procedure.combination,
                technical=quality,
                price_points=of_price,
                price=amount,
                technical_weight=weight,
                standard_points=exact(procedure.standard_points or 0),
                unit_of_price=price.unit_of_price,
            )
        parts[bid] = (quality, money)
        mark = next((m for m in technical.scores[bid].marks if m.criterion == heaviest), None)
        standings.append(
            Standing(
                bid,
                total_with(tender, total, preferences[bid]),
                quality,
                amount,
                mark.points if mark else Fraction(0),
                preferences[bid].domestic is True,
                bids[bid].numbers.get(experience, Fraction(0)) if bid in bids else Fraction(0),
            )
        )
    in_order = partial(
        ranking,
        [standing for standing in standings if standing.bid not in out],
        decimals=decimals,
        rounding=rounding,
        rank_on=procedure.rank_on,
        tie_break=procedure.tie_break,
        lots=lots,
    )
    places = in_order()
    if decided_by_committee(procedure):
        places = in_order(chosen=put_first(ties(places), settled))
    return [
        Ranked(
            placed.bid,
            placed.rank,
            amounts[placed.bid],
            prices[placed.bid],
            {},
            *parts[placed.bid],
            placed.total,
            placed.tie_broken_by,
            preference=amounts[placed.bid] - prices[placed.bid],
            preferred=preferences[placed.bid].percent,
            financial=financial[placed.bid],
            domestic=preferences[placed.bid].domestic,
        )
        for placed in places
    ]
