"""Prices and award: evaluated and low prices, totals, ranking. Runs after the freeze only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from wte_ppp.messages import Message, Text
from wte_ppp.tender.abnormally_low import LowPrice, abnormally_low
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.combination import Placed, Standing, ranking, total_of
from wte_ppp.tender.definition.price import PresentValue
from wte_ppp.tender.exact import exact, rounded
from wte_ppp.tender.names import Name
from wte_ppp.tender.price import npv_of_payments, price_share
from wte_ppp.tender.requirements import Decisions, at_fault
from wte_ppp.tender.scoring import best_of
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.technical import Technical
from wte_ppp.tender.tender import Tender

LOW_PRICE = "abnormally_low"
RATIO_RULES = ("lowest_over_price", "reference_over_price")


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
    for bid in technical.passed:
        finding, amount = _evaluated(tender, bid, prices.get(bid))
        named, envelope = bids[bid].bidder if bid in bids else "", prices.get(bid)
        if envelope is not None and envelope.bidder != named:
            two_names = Message(
                "{reason}; the price envelope names {price}, the technical one {technical}",
                reason=finding.reason, price=envelope.bidder, technical=named,
            )  # fmt: skip
            finding = replace(finding, reason=two_names)
        findings.append(finding)
        if amount is not None and finding.passed:
            read_out[bid] = amount
    adders = _adders(tender, bids, tuple(read_out))
    full = {bid: price + sum(adders[bid].values(), Fraction(0)) for bid, price in read_out.items()}
    low = _low(tender, full)
    waiting = []
    for bid in dict.fromkeys(price.bid for price in low):
        decision = settled.get((bid, LOW_PRICE))
        if tender.procedure.abnormally_low_action in ("none", "reject") and decision is None:
            passed: bool | None = tender.procedure.abnormally_low_action == "none"
            reason: Text = Message("rejected by rule")
            if passed:
                reason = Message("noted; the rule requires no further step")
        elif decision is None:
            passed, reason = None, Message("a written explanation must be requested and assessed")
            waiting.append(
                Message("{bid}: {rule}: {reason}", bid=bid, rule=LOW_PRICE, reason=reason)
            )
        else:
            passed, reason = decision.passed, decision.reason
        findings.append(Finding(bid, LOW_PRICE, LOW_PRICE, passed, reason))
        if passed is False:
            del full[bid]
    ranked = [
        replace(placed, parts=price_parts(tender, prices[placed.bid]))
        for placed in _ranked(tender, technical, full, read_out, adders, lots)
    ]
    return Award(tuple(findings), tuple(low), tuple(ranked), tuple(waiting))


def _evaluated(tender: Tender, bid: str, envelope: Bid | None) -> tuple[Finding, Fraction | None]:
    """Price in the tender's currency, by field or as present value of the city's payments."""
    price = tender.definition.price

    def out(reason: Message) -> tuple[Finding, None]:
        return Finding(bid, "price_opening", "price", False, reason), None

    if envelope is None:
        return out(Message("no price envelope was received by the deadline"))
    if envelope.faults:
        return out(
            Message("price envelope incomplete: {fields:; }", fields=at_fault(tender, envelope))
        )
    rates = tender.definition.fx.rates if tender.definition.fx else {}
    currency = tender.definition.currency
    if envelope.currency not in ("", currency, *rates):
        return out(
            Message("no exchange rate of {currency} in the tender", currency=envelope.currency)
        )
    missing = [field for field in price.fields if field not in envelope.numbers]
    if missing:
        labels = tuple(tender.names.fields.get(field, field) for field in missing)
        return out(Message("not stated: {fields}", fields=labels))
    amount = sum(price_parts(tender, envelope).values(), Fraction(0))
    what: Name = Message("present value")
    if price.npv is None:
        what = tender.names.fields.get(price.field, price.field)
    reason = Message(
        "{what} {amount:,.2f} {currency}",
        what=what, amount=amount, currency=currency,
    )  # fmt: skip
    procedure = tender.procedure
    if amount <= 0 and procedure.price_score in RATIO_RULES:
        return out(Message("{price}: not above zero, and the price score is a ratio", price=reason))
    if amount <= 0 and procedure.combination == "quality_per_price":
        return out(Message("{price}: not above zero, and the total is a quotient", price=reason))
    ceiling = price.ceiling
    if ceiling is not None and procedure.price_ceiling != "none" and amount > ceiling:
        return out(
            Message(
                "{price}, above the ceiling of {ceiling:,.2f}",
                price=reason, ceiling=ceiling,
            )
        )  # fmt: skip
    return Finding(bid, "price_opening", "price", True, reason), amount


def rate_of(tender: Tender, currency: str) -> Fraction:
    """Units of the tender's currency for one unit of another; none stated is the tender's own.

    Raises
    ------
    KeyError
        If the tender has no rate for it.
    """
    if currency in ("", tender.definition.currency):
        return Fraction(1)
    return (tender.definition.fx.rates if tender.definition.fx else {})[currency]


def price_parts(tender: Tender, envelope: Bid) -> dict[str, Fraction]:
    """What a price is the sum of, in the tender's currency: its field, or streams and lumps.

    Raises
    ------
    KeyError
        If a field is not stated, or there is no rate for the currency.
    """
    price, rate = tender.definition.price, rate_of(tender, envelope.currency)
    if price.npv is None:
        return {price.field: envelope.numbers[price.field] * rate}
    return {
        name: amount * rate for name, amount in _present_values(price.npv, envelope.numbers).items()
    }


def _present_values(rule: PresentValue, numbers: Mapping[str, Fraction]) -> dict[str, Fraction]:
    values = {}
    rate = rule.discount_rate_percent / 100
    for name, stream in rule.streams.items():
        sign = 1 if stream.sign == "paid" else -1
        quantity = stream.quantity
        same = quantity if isinstance(quantity, tuple) else (quantity,) * rule.years
        share = numbers[stream.indexed_field] / 100 if stream.indexed_field else Fraction(1)
        growth = 1 + stream.indexation_percent / 100
        years = range(rule.first_year, rule.first_year + rule.years)
        factors = [1 + share * (growth**year - 1) for year in years]
        values[name] = npv_of_payments(
            {name: sign * numbers[stream.field]}, {name: list(same)}, {name: factors}, rate,
            rule.first_year,
        )  # fmt: skip
    for name, lump in rule.lumps.items():
        sign = 1 if lump.sign == "paid" else -1
        values[name] = sign * numbers[lump.field] / (1 + rate) ** lump.year
    return values


def _adders(
    tender: Tender, bids: Mapping[str, Bid], in_play: Sequence[str]
) -> dict[str, dict[str, Fraction]]:
    """Money added to each price: units worse than the best bid still in, times the money a unit."""
    added: dict[str, dict[str, Fraction]] = {bid: {} for bid in in_play}
    for name, adder in tender.definition.price.adders.items():
        values = {bid: bids[bid].numbers.get(adder.field) for bid in in_play}
        offered = [value for value in values.values() if value is not None]
        if not offered:
            continue
        best, worst = best_of(offered, adder.better), min(offered)
        worst = max(offered) if adder.better == "lower" else worst
        for bid, value in values.items():
            # Who promises nothing is taken at the worst promise of the others.
            promised = worst if value is None else value
            added[bid][name] = abs(promised - best) * adder.money_per_unit
    return added


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
