"""Prices and award: evaluated and low prices, totals, ranking. Runs after the freeze only."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Literal

from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.tender.abnormally_low import LowPrice, abnormally_low, not_applied
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.corrections import STEP, Correction
from wte_ppp.tender.currencies import CURRENCY
from wte_ppp.tender.evaluated_price import Priced, adders, evaluated, without_filled_blanks
from wte_ppp.tender.exact import exact
from wte_ppp.tender.financial import taken_by_zero
from wte_ppp.tender.idle import low_line
from wte_ppp.tender.money import money
from wte_ppp.tender.names import BY, Name, id_in_words
from wte_ppp.tender.omissions import OMITTED, deviations, omissions
from wte_ppp.tender.preference import preferred
from wte_ppp.tender.price_rules import low_price_tested
from wte_ppp.tender.price_steps import PriceStep
from wte_ppp.tender.progress import TIE
from wte_ppp.tender.ranked import Ranked, ranked_bids
from wte_ppp.tender.requirements import (
    Decisions,
    answered_at_opening,
    minimum_findings,
    point_of,
    points_of,
)
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.technical import Technical
from wte_ppp.tender.tender import Tender
from wte_ppp.tender.thresholds import counted, shown_apart
from wte_ppp.tender.ties import decided_by_committee, put_first, tie_findings, ties

LOW_PRICE, OPENING = "abnormally_low", "price_opening"
# Actions of the procedure that ask for an explanation before a decision.
EXPLAINED = ("clarify", "investigate")
EXPLANATION = Message("a written explanation must be requested and assessed")
# Which price of a bid counts, the one of a further round or the one before.
PRICE_ROUND = "price_round"
Kind = Literal["best_ranked", "all"]
# What the committee decides once prices are open.
PRICE_RULES = (LOW_PRICE, CURRENCY, STEP, OMITTED)


def late_rules(tender: Tender) -> tuple[str, ...]:
    """What the committee decides after prices are open."""
    minimums = tender.definition.minimums.items()
    late = [rule for rule, minimum in minimums if answered_at_opening(tender, minimum)]
    rounds = (PRICE_ROUND,) if tender.procedure.negotiation != "none" else ()
    tie = (TIE,) if decided_by_committee(tender.procedure) else ()
    return (*PRICE_RULES, *rounds, *tie, *late)


@dataclass(frozen=True)
class RoundPrice:
    """A bid's price before a round and in it, in the tender's currency; None cannot be computed.

    `counts` says whether the new price is the one that is ranked (all) or agreed (best_ranked).
    """

    bid: str
    kind: Kind
    earlier: Fraction | None
    now: Fraction | None
    counts: bool


@dataclass(frozen=True)
class Award:
    """Result of the price envelopes: findings, prices to explain, ranking, what is open.

    `corrections` are those of arithmetic by bid, accepted or not; `passed_over` are ranked bidders
    that turned out not to be qualified: they keep their rank and are not awarded. `not_applied`
    says which test for low prices the rules have and could not be made, `applied` what a test on
    the prices themselves stood on, and sums that do not add up and stand by the rule. `rounds` are
    prices of a further round beside the earlier ones. `compared` is the price by bid that points
    are relative to: of all that are ranked, and of those that the minimum total score put out.
    """

    findings: tuple[Finding, ...]
    low: tuple[LowPrice, ...]
    ranked: tuple[Ranked, ...]
    open: tuple[Message, ...]
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    passed_over: Mapping[str, Quoted] = field(default_factory=dict)
    not_applied: tuple[Message, ...] = ()
    applied: tuple[Message, ...] = ()
    rounds: tuple[RoundPrice, ...] = ()
    compared: Mapping[str, Fraction] = field(default_factory=dict)

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
    asked: Collection[str] = (),
) -> Award:
    """Combine frozen technical scores with prices and rank.

    `asked` are bids that were asked to explain their price: each waits for a decision, whether or
    not a line of the rules finds it low.

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
    for bid in tuple(in_play):
        required = [*minimum_findings(tender, bid, prices[bid], settled)]
        findings += required
        if not all(held.passed for held in required):
            del in_play[bid]
    steps = {bid: own for bid, own in steps.items() if bid in in_play}
    added = adders(tender, bids, prices, tuple(in_play))
    for bid, amounts in added.items():
        steps[bid] += [_adder_step(tender, key, amount) for key, amount in amounts.items()]
    full = {bid: sum((step.amount for step in own), Fraction(0)) for bid, own in steps.items()}
    waiting = [*_open(tender, prices, findings)]
    low, unused = _low(tender, full)
    screened = low_price_tested(tender.procedure, tender.definition.price, full)
    low += screened.low
    flagged = {price.bid for price in low}
    worthless = [*_worthless(tender, priced, settled)]
    findings += worthless
    waiting += [waits(finding) for finding in worthless if finding.passed is None]
    for bid in dict.fromkeys(
        (*(price.bid for price in low), *(key for key in full if key in asked))
    ):
        decision = settled.get((bid, LOW_PRICE))
        by_rule = tender.procedure.abnormally_low_action not in EXPLAINED and bid in flagged
        if by_rule and decision is None:
            passed: bool | None = tender.procedure.abnormally_low_action == "none"
            reason: Text = Message("rejected by rule")
            if passed:
                reason = Message("noted; the rule requires no further step")
        elif decision is None:
            passed, reason = None, EXPLANATION
        else:
            passed, reason = decision.passed, decision.reason
        findings.append(Finding(bid, LOW_PRICE, LOW_PRICE, passed, reason))
        if passed is None:
            waiting.append(waits(findings[-1]))
        if passed is False:
            del full[bid]
    read_out = {bid: own[0].amount for bid, own in steps.items()}
    envelopes = {bid: in_play[bid].figures or prices[bid] for bid in full}
    preferences = {bid: preferred(tender, bid, bids[bid], settled) for bid in full if bid in bids}
    in_order = partial(
        ranked_bids, tender, technical, bids, full, envelopes, preferences, lots, settled
    )
    ranked = in_order()
    # One below the minimum total is no longer ranked; the points of others stay relative to it.
    compared = {placed.bid: placed.price for placed in ranked}
    at_zero = [*taken_by_zero(tender, {placed.bid: placed.financial for placed in ranked})]
    least = tender.procedure.total_minimum_percent
    if least is not None:
        too_low = [*_totals_too_low(tender, ranked, exact(least))]
        findings += too_low
        out = {finding.bid for finding in too_low}
        ranked = in_order(out=out)
    if decided_by_committee(tender.procedure):
        findings += tie_findings(put_first(ties(ranked), settled), settled)
    ranked = [
        replace(
            placed, read_out=read_out[placed.bid], adders=added[placed.bid],
            parts=in_play[placed.bid].parts, figures=in_play[placed.bid].numbers,
            steps=(*steps[placed.bid], *_preference_step(tender, placed)),
        )
        for placed in ranked
    ]  # fmt: skip
    kept = [
        Message("{bid}: {found}", bid=bid, found=line)
        for bid, price in priced.items() for line in price.kept
    ]  # fmt: skip
    corrections = {bid: price.corrections for bid, price in priced.items() if price.corrections}
    return Award(
        tuple(findings),
        tuple(low),
        tuple(ranked),
        tuple(waiting),
        corrections,
        not_applied=(*unused, *screened.not_applied),
        applied=(*kept, *screened.applied, *at_zero),
        compared=compared,
    )


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
            yield waits(finding)


def _adder_step(tender: Tender, key: str, amount: Fraction) -> PriceStep:
    adder = tender.definition.price.adders[key]
    per = money(adder.money_per_unit, tender.definition.currency)
    name: Name = Quoted(adder.name, BY) if adder.name else id_in_words(key)
    return PriceStep("adder", key, amount, Message("{name}: {money} a unit", name=name, money=per))


def _preference_step(tender: Tender, placed: Ranked) -> Iterator[PriceStep]:
    if not placed.preference:
        return
    if tender.procedure.domestic_preference_how == "own_reduced":
        message = Message("preference of {percent:max6} %", percent=placed.preferred)
    else:
        message = Message("others have a preference; this bid {percent:max6} %",
                          percent=placed.preferred)  # fmt: skip
    yield PriceStep("domestic_preference", "", placed.preference, message)


def waits(finding: Finding) -> Message:
    """What waits for a decision."""
    return Message(
        "{bid}: {rule}: {reason}", bid=finding.bid, rule=finding.rule, reason=finding.reason
    )


def _low(tender: Tender, prices: Mapping[str, Fraction]) -> tuple[list[LowPrice], list[Message]]:
    """Prices to explain, and the tests that could not be made."""
    procedure, estimate = tender.procedure, tender.definition.price.estimate
    percent, deviations = (
        None if line is None else exact(line)
        for line in (
            procedure.abnormally_low_percent_of_estimate, procedure.abnormally_low_deviations
        )
    )  # fmt: skip
    begins = procedure.abnormally_low_deviation_from
    low = abnormally_low(
        prices,
        estimate=estimate,
        percent_of_estimate=percent,
        deviations=deviations,
        deviations_from=begins,
        spread=procedure.abnormally_low_spread,
        sense=procedure.abnormally_low_sense,
        deviation_sense=procedure.abnormally_low_deviation_sense,
    )
    unused = not_applied(
        len(prices), estimate=estimate, percent_of_estimate=percent, deviations=deviations,
        deviations_from=begins,
    )  # fmt: skip
    if procedure.abnormally_low_action != "none" and not low_line(tender):
        unused = [Message("no price was tested for being too low: the tender states no line")]
    return low, unused


def _worthless(
    tender: Tender, priced: Mapping[str, Priced], settled: Decisions
) -> Iterator[Finding]:
    """Prices that a ratio cannot score: nobody is put out unheard where the rules ask first."""
    if tender.procedure.abnormally_low_action not in EXPLAINED:
        return
    for bid, price in priced.items():
        if price.amount is not None and price.amount <= 0 and not price.finding.passed:
            decision = settled.get((bid, LOW_PRICE))
            passed = None if decision is None else decision.passed
            reason = EXPLANATION if decision is None else decision.reason
            yield Finding(bid, LOW_PRICE, LOW_PRICE, passed, reason)


def _totals_too_low(tender: Tender, ranked: Sequence[Ranked], least: Fraction) -> Iterator[Finding]:
    """Bids whose total is below the minimum of the whole score."""
    for placed in ranked:
        percent = counted(tender, placed.total / tender.scale)
        if percent < least:
            reason = Message(
                "{percent:max28} % of the total score (required: {minimum:max4} %)",
                percent=shown_apart(percent, least), minimum=least,
            )  # fmt: skip
            yield Finding(placed.bid, "combination", "total_minimum", False, reason)
