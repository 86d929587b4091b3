"""Prices and award: evaluated and low prices, totals, ranking. Runs after the freeze only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from wte_ppp.messages import Message, Text
from wte_ppp.tender.abnormally_low import LowPrice, abnormally_low
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.combination import Placed, Standing, ranking, total_of
from wte_ppp.tender.evaluated_price import adders, evaluated, price_parts
from wte_ppp.tender.exact import exact, rounded
from wte_ppp.tender.price import price_share
from wte_ppp.tender.requirements import Decisions, point_of, points_of
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.technical import Technical
from wte_ppp.tender.tender import Tender

LOW_PRICE = "abnormally_low"


@dataclass(frozen=True)
class Ranked:
    """A bid in the ranking.

    `price` is evaluated, in the tender's currency, adders included; `parts` are what `read_out` is
    the sum of, by field or stream; `technical` and `price_points` are points as published; `total`
    is what ranks.
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


@dataclass(frozen=True)
class Award:
    """Result of the price envelopes: findings, prices to explain, ranking, what is open."""

    findings: tuple[Finding, ...]
    low: tuple[LowPrice, ...]
    ranked: tuple[Ranked, ...]
    open: tuple[Message, ...]

    @property
    def winner(self) -> str | None:
        """First of the ranking; None if nobody is left or a tie stands."""
        first = [placed.bid for placed in self.ranked if placed.rank == 1]
        return first[0] if len(first) == 1 else None


def award(
    tender: Tender,
    technical: Technical,
    bids: Mapping[str, Bid],
    prices: Mapping[str, Bid],
    *,
    decisions: Decisions | None = None,
    lots: Mapping[str, int] | None = None,
) -> Award:
    """Combine frozen technical scores with prices and rank.

    Raises `ValueError` if technical evaluation still waits for decisions.
    """
    if technical.open:
        listed = "; ".join(str(point) for point in technical.open)
        raise ValueError(f"the technical evaluation is not finished: {listed}")
    settled = decisions or {}
    findings: list[Finding] = []
    read_out: dict[str, Fraction] = {}
    waiting: list[Message] = []
    for bid in technical.passed:
        finding, amount = evaluated(tender, bid, prices.get(bid), settled)
        named, envelope = bids[bid].bidder if bid in bids else "", prices.get(bid)
        if envelope is not None and envelope.bidder != named:
            two_names = Message(
                "{reason}; the price envelope names {price}, the technical one {technical}",
                reason=finding.reason, price=envelope.bidder, technical=named,
            )  # fmt: skip
            finding = replace(finding, reason=two_names)
        findings.append(finding)
        if finding.passed is None and not (envelope and envelope.open):
            waiting.append(_waits(finding))
        if envelope is not None:
            findings += points_of(tender, bid, envelope, "price_opening")
            waiting += [
                Message("{bid}: price: {point}", bid=bid, point=point_of(tender, doubt))
                for doubt in envelope.open
            ]
        if amount is not None and finding.passed:
            read_out[bid] = amount
    added = adders(tender, bids, tuple(read_out))
    full = {bid: price + sum(added[bid].values(), Fraction(0)) for bid, price in read_out.items()}
    low = _low(tender, full)
    for bid in dict.fromkeys(price.bid for price in low):
        decision = settled.get((bid, LOW_PRICE))
        if tender.procedure.abnormally_low_action in ("none", "reject") and decision is None:
            passed: bool | None = tender.procedure.abnormally_low_action == "none"
            reason: Text = Message("rejected by rule")
            if passed:
                reason = Message("noted; the rule requires no further step")
        elif decision is None:
            passed, reason = None, Message("a written explanation must be requested and assessed")
        else:
            passed, reason = decision.passed, decision.reason
        findings.append(Finding(bid, LOW_PRICE, LOW_PRICE, passed, reason))
        if passed is None:
            waiting.append(_waits(findings[-1]))
        if passed is False:
            del full[bid]
    ranked = [
        replace(placed, parts=price_parts(tender, prices[placed.bid]))
        for placed in _ranked(tender, technical, full, read_out, added, lots)
    ]
    return Award(tuple(findings), tuple(low), tuple(ranked), tuple(waiting))


def _waits(finding: Finding) -> Message:
    return Message(
        "{bid}: {rule}: {reason}", bid=finding.bid, rule=finding.rule, reason=finding.reason
    )


def _low(tender: Tender, prices: Mapping[str, Fraction]) -> list[LowPrice]:
    procedure, price = tender.procedure, tender.definition.price
    percent, deviations = (
        procedure.abnormally_low_percent_of_estimate,
        procedure.abnormally_low_deviations,
    )
    return abnormally_low(
        prices,
        estimate=price.estimate,
        percent_of_estimate=None if percent is None else exact(percent),
        deviations=None if deviations is None else exact(deviations),
        deviations_from=procedure.abnormally_low_deviation_from,
        spread=price.abnormally_low_spread,
    )


def _ranked(
    tender: Tender,
    technical: Technical,
    prices: Mapping[str, Fraction],
    read_out: Mapping[str, Fraction],
    adders: Mapping[str, Mapping[str, Fraction]],
    lots: Mapping[str, int] | None,
) -> list[Ranked]:
    if not prices:
        return []
    procedure, price = tender.procedure, tender.definition.price
    weight, lowest = tender.technical_weight, min(prices.values())
    decimals, rounding = procedure.score_decimals, procedure.rounding
    best = max((technical.scores[bid].share for bid in prices), default=Fraction(0))
    heaviest = max(tender.leaves, key=lambda leaf: leaf.points).id if tender.leaves else ""

    def published(value: Fraction) -> Fraction:
        # Where rounded scores rank, each part is rounded as it is published.
        return rounded(value, decimals, rounding) if procedure.rank_on == "rounded" else value

    standings, parts = [], {}
    for bid, amount in prices.items():
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
            )
        quality, money = published(share * weight), published(of_price * (100 - weight))
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
            Standing(bid, total, quality, amount, mark.points if mark else Fraction(0))
        )
    places: list[Placed] = ranking(
        standings,
        decimals=decimals,
        rounding=rounding,
        rank_on=procedure.rank_on,
        tie_break=procedure.tie_break,
        lots=lots,
    )
    return [
        Ranked(
            placed.bid,
            placed.rank,
            prices[placed.bid],
            read_out[placed.bid],
            adders[placed.bid],
            *parts[placed.bid],
            placed.total,
            placed.tie_broken_by,
        )
        for placed in places
    ]
