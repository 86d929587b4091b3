"""Prices and award: evaluated and low prices, totals, ranking. Runs after the freeze only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.tender.abnormally_low import LowPrice, abnormally_low
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.combination import Placed, Standing, ranking, total_of
from wte_ppp.tender.corrections import STEP, Correction
from wte_ppp.tender.currencies import CURRENCY
from wte_ppp.tender.evaluated_price import adders, evaluated, without_filled_blanks
from wte_ppp.tender.exact import exact, rounded
from wte_ppp.tender.money import money
from wte_ppp.tender.names import BY, Name, id_in_words
from wte_ppp.tender.omissions import OMITTED, deviations, omissions
from wte_ppp.tender.price import price_share
from wte_ppp.tender.price_steps import PriceStep
from wte_ppp.tender.requirements import Decisions, point_of, points_of
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.technical import Technical
from wte_ppp.tender.tender import Tender

LOW_PRICE, OPENING = "abnormally_low", "price_opening"
# What the committee decides once prices are open.
PRICE_RULES = (LOW_PRICE, CURRENCY, STEP, OMITTED)


@dataclass(frozen=True)
class Ranked:
    """A bid in the ranking.

    `price` is evaluated, in the tender's currency, all `steps` included; the first of them is the
    price as `read_out`. `figures` are those that count, corrected and less discounts; `parts` are
    what the price is the sum of before anything is added, by field or stream; `technical` and
    `price_points` are points as published; `total` is what ranks.
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


@dataclass(frozen=True)
class Award:
    """Result of the price envelopes: findings, prices to explain, ranking, what is open.

    `corrections` are those of arithmetic by bid, accepted or not; `passed_over` are ranked bidders
    that turned out not to be qualified: they keep their rank and are not awarded.
    """

    findings: tuple[Finding, ...]
    low: tuple[LowPrice, ...]
    ranked: tuple[Ranked, ...]
    open: tuple[Message, ...]
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    passed_over: Mapping[str, Quoted] = field(default_factory=dict)

    @property
    def winner(self) -> str | None:
        """First of the ranking that is not passed over; None if nobody is left or a tie stands."""
        left = [placed for placed in self.ranked if placed.bid not in self.passed_over]
        first = [placed.bid for placed in left if placed.rank == left[0].rank]
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
    prices = {bid: without_filled_blanks(tender, envelope) for bid, envelope in prices.items()}
    priced = {bid: evaluated(tender, bid, prices.get(bid), settled) for bid in technical.passed}
    findings: list[Finding] = []
    for bid, price in priced.items():
        findings += price.decided
        findings.append(price.finding)
        if bid in prices:
            findings += points_of(tender, bid, prices[bid], OPENING)
    in_play = {bid: price for bid, price in priced.items() if price.finding.passed}
    omitted, omission_findings = omissions(tender, in_play, settled)
    findings += omission_findings
    for finding in omission_findings:
        if not finding.passed:
            in_play.pop(finding.bid, None)
    steps = {
        bid: [*price.steps, *omitted[bid], *deviations(tender, price)]
        for bid, price in in_play.items()
    }
    added = adders(tender, bids, tuple(in_play))
    for bid, amounts in added.items():
        steps[bid] += [_adder_step(tender, key, amount) for key, amount in amounts.items()]
    full = {bid: sum((step.amount for step in own), Fraction(0)) for bid, own in steps.items()}
    waiting = [*_open(tender, prices, findings)]
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
    read_out = {bid: own[0].amount for bid, own in steps.items()}
    ranked = [
        replace(
            placed,
            parts=in_play[placed.bid].parts,
            steps=tuple(steps[placed.bid]),
            figures=in_play[placed.bid].numbers,
        )
        for placed in _ranked(tender, technical, full, read_out, added, lots)
    ]
    corrections = {bid: price.corrections for bid, price in priced.items() if price.corrections}
    return Award(tuple(findings), tuple(low), tuple(ranked), tuple(waiting), corrections)


def _open(
    tender: Tender, prices: Mapping[str, Bid], findings: Sequence[Finding]
) -> Iterator[Message]:
    """What waits: each open point of an envelope by itself, then what no point of it says."""
    for finding in findings:
        envelope = prices.get(finding.bid)
        if finding.rule == "price" and envelope is not None and envelope.open:
            for doubt in envelope.open:
                point = point_of(tender, doubt)
                yield Message("{bid}: price: {point}", bid=finding.bid, point=point)
        elif finding.passed is None and (finding.rule == "price" or finding.step != OPENING):
            yield _waits(finding)


def _adder_step(tender: Tender, key: str, amount: Fraction) -> PriceStep:
    adder = tender.definition.price.adders[key]
    per = money(adder.money_per_unit, tender.definition.currency)
    name: Name = Quoted(adder.name, BY) if adder.name else id_in_words(key)
    return PriceStep("adder", key, amount, Message("{name}: {money} a unit", name=name, money=per))


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
