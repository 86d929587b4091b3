"""Words of a tender's steps, rules and states, and its scores as the tender's rule rounds them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from wte_ppp.blocks import Number, Words
from wte_ppp.guidance.procedure import Procedure
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range
from wte_ppp.guidance.values import in_words
from wte_ppp.messages import Message, Quoted, Text, mark, sentence
from wte_ppp.tender.exact import rounded
from wte_ppp.tender.names import Names, id_in_words
from wte_ppp.tender.panel import METHODS, SingleMark
from wte_ppp.tender.progress import TIE
from wte_ppp.tender.ranked import Ranked
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.tender import Tender

MOST_DECIMALS = 40
# Points that the committee decides, and points that another command settles.
DECIDED = ("completeness", "eligibility", "abnormally_low")
SETTLED_BY = {"arithmetic_correction": "tender correction", "currency": "tender rates"}
STATES = {True: mark("passed"), False: mark("OUT"), None: mark("open")}
# Ids of steps, rules, methods, events and statuses in the files of a tender and its guidance.
WORDS: Mapping[str, str] = {
    **{str(method): words for method, words in METHODS.items()},
    # Steps, and rules that every tender has.
    "register": mark("register"),
    "completeness": mark("completeness"),
    "eligibility": mark("eligibility"),
    "tie": mark("tie"),
    "minimums": mark("pass/fail requirements"),
    "technical_score": mark("technical score"),
    "technical_minimum": mark("minimum technical score"),
    "freeze": mark("freeze of the technical score"),
    "price_opening": mark("price opening"),
    "price": mark("price"),
    "arithmetic_correction": mark("arithmetic correction"),
    "omitted_items": mark("items left blank"),
    "arithmetic_governs": mark("arithmetic: what governs"),
    "misplaced_decimal": mark("misplaced decimal point: who decides"),
    "unit_price": mark("unit price and items"),
    "total": mark("stated total"),
    "committee": mark("the committee"),
    "extension": mark("the amount governs at once"),
    "included": mark("included in other prices"),
    "highest": mark("highest"),
    "average": mark("average"),
    "estimate": mark("estimate"),
    "rates_entered": mark("exchange rates entered"),
    "correction_answered": mark("answer to corrected figures"),
    "decimal_point_decided": mark("decimal point decided"),
    "deviation_priced": mark("deviation priced"),
    "currency": mark("currency conversion"),
    "adders": mark("price adders"),
    "abnormally_low": mark("abnormally low price"),
    "price_round": mark("price round"),
    "combination": mark("combination of quality and price"),
    "robustness": mark("robustness"),
    "award_proposal": mark("award proposal"),
    "standstill": mark("standstill"),
    # Methods.
    "weighted_sum": mark("weighted sum"),
    "quality_per_price": mark("quality per price"),
    "lowest_price": mark("lowest price"),
    "highest_quality": mark("highest quality"),
    "lowest_over_price": mark("lowest price over price"),
    "linear_to_ceiling": mark("linear to the ceiling"),
    "linear_between": mark("linear between floor and ceiling"),
    "reference_over_price": mark("reference price over price"),
    "max_min": mark("line from the highest to the lowest price"),
    "around_mean": mark("half of the points at the mean price, a hundredth for each percent"),
    "mean_over_price": mark("mean price over price"),
    "benchmark_over_price": mark("benchmark over price"),
    "absolute": mark("absolute"),
    "relative_to_best": mark("relative to the best bid"),
    "required": mark("required"),
    "optional": mark("optional"),
    "none": mark("none"),
    "half_up": mark("half up"),
    "half_even": mark("half to even"),
    "down": mark("down"),
    "rounded": mark("rounded"),
    "unrounded": mark("unrounded"),
    "clarify": mark("ask for clarification"),
    "investigate": mark("investigate"),
    "reject": mark("reject"),
    "best_ranked": mark("with the first-ranked bidder"),
    "all": mark("all"),
    # What parts equal totals.
    "lower_price": mark("lower price"),
    "higher_technical": mark("higher technical score"),
    "higher_heaviest_criterion": mark("higher score on the heaviest criterion"),
    "domestic": mark("domestic bidder"),
    "more_experience": mark("more experience"),
    "lottery": mark("lottery"),
    "no rule": mark("no rule decides"),
    # Rules of the procedure.
    "envelopes": mark("envelopes"),
    "stages": mark("stages"),
    "steps": mark("steps"),
    "technical_minimum_percent": mark("minimum technical score, %"),
    "technical_minimum_points": mark("minimum technical score, points"),
    "technical_minimum_of_best_percent": mark("minimum technical score, % of the best bid"),
    "technical_minimum_of_best": mark("minimum in relation to the best bid"),
    "technical_best_count": mark("bids that go on to price opening"),
    "group_minimum_percent": mark("minimum score of each group, %"),
    "total_minimum_percent": mark("minimum total score, %"),
    "total_minimum": mark("minimum total score"),
    "threshold_on": mark("thresholds on rounded or unrounded scores"),
    "published_points": mark("points of the published total"),
    "criterion_minimum_percent": mark("minimum score on each criterion, %"),
    "price_score": mark("price score"),
    "technical_weight_percent": mark("technical weight, %"),
    "standard_points": mark("standard points"),
    "price_ceiling": mark("price ceiling"),
    "score_decimals": mark("decimals of scores"),
    "rounding": mark("rounding"),
    "rank_on": mark("ranking on rounded or unrounded scores"),
    "tie_break": mark("tie-break rules"),
    "abnormally_low_percent_of_estimate": mark("abnormally low: % of the estimate"),
    "abnormally_low_deviations": mark("abnormally low: standard deviations below the mean"),
    "abnormally_low_deviation_from": mark("abnormally low: standard deviations from so many bids"),
    "abnormally_low_sense": mark("abnormally low: sense of the line"),
    "abnormally_low_deviation_sense": mark("abnormally low: sense of the deviations' line"),
    "abnormally_low_spread": mark("abnormally low: divisor of the standard deviation"),
    "below": mark("below"),
    "at_or_below": mark("at or below"),
    "population": mark("of the population"),
    "sample": mark("of the sample"),
    "abnormally_low_test": mark("abnormally low: test on the prices"),
    "abnormally_low_test_percent": mark("abnormally low: test on the prices, %"),
    "abnormally_low_test_sense": mark("abnormally low: a price at the line of that test"),
    "mean_less_percent": mark("a percentage below the mean"),
    "second_lowest_less_percent": mark("a percentage below the second lowest"),
    "benchmark_less_percent": mark("a percentage below the benchmark"),
    "re_averaged_mean": mark("mean taken again without high prices (Spain, RGLCAP art. 85)"),
    "trimmed_mean_discount": mark("mean without both ends (Italy, Decree 36/2023, method A)"),
    "abnormally_low_action": mark("abnormally low: action"),
    "domestic_preference_percent": mark("domestic preference, %"),
    "domestic_preference_how": mark("how a preference counts"),
    "others_raised": mark("the other prices are raised"),
    "own_reduced": mark("the own price is reduced"),
    "total_raised": mark("the total score is raised"),
    "benchmark_estimate_percent": mark("benchmark: weight of the estimate, %"),
    "benchmark_bids_percent": mark("benchmark: weight of the mean of the bids, %"),
    "benchmark_market_percent": mark("benchmark: weight of the market price, %"),
    "panel_least": mark("minimum size of the panel"),
    "panel_quorum": mark("quorum of the panel"),
    "panel_method": mark("scoring by the panel"),
    "rating_scale_highest": mark("highest grade of the rating scale"),
    "bid_validity_days": mark("validity of bids"),
    "fewest_bids": mark("fewest bids"),
    "fewer_bids_action": mark("what is done with fewer bids"),
    "approval": mark("go on if that is approved"),
    "retender": mark("extend or begin anew"),
    "go_on": mark("go on"),
    "few-bids": mark("few bids"),
    "freeze_to_opening_days": mark("wait between freeze and price opening"),
    "standstill_days": mark("standstill period"),
    "standstill_kind": mark("days of the standstill"),
    "publication_least_days": mark("least time from publication to the deadline"),
    "complaint_days": mark("time to complain"),
    "complaint_kind": mark("days of the time to complain"),
    "working": mark("working days"),
    "calendar": mark("calendar days"),
    "debrief_request_days": mark("time to request a debriefing"),
    "debrief_answer_days": mark("time to give the debriefing"),
    "negotiation": mark("negotiation"),
    "opening_minutes": mark("minutes of openings"),
    "technical_approval": mark("who approves the technical result"),
    "post_qualification": mark("qualification after the ranking"),
    "award_approval": mark("who approves the award"),
    "applies_to": mark("applies to"),
    # Events of the record, envelopes, statuses of a rule's source.
    "opened": mark("opened"),
    "received": mark("received"),
    "withdrawn": mark("withdrawn"),
    "decided": mark("decided"),
    "settled_field": mark("open point settled"),
    "marked": mark("scored"),
    "moderated": mark("moderated"),
    "frozen": mark("frozen"),
    "prices_opened": mark("prices opened"),
    "price_access_refused": mark("access to prices refused"),
    "award_proposed": mark("award proposed"),
    "deadline_extended": mark("deadline extended"),
    "addendum_issued": mark("addendum issued"),
    "question_asked": mark("question asked"),
    "question_answered": mark("question answered"),
    "opening_recorded": mark("minutes of an opening"),
    "receipt_undone": mark("receipt taken out of count"),
    "approved": mark("approved"),
    "validity_extended": mark("validity extended"),
    "award_notified": mark("notice of intention sent"),
    "contract_signed": mark("contract signed"),
    "complaint_received": mark("complaint received"),
    "complaint_decided": mark("complaint decided"),
    "price_round_opened": mark("price round opened"),
    "price_round_received": mark("price of the round received"),
    "price_round_closed": mark("price round closed"),
    "suspended": mark("suspended"),
    "resumed": mark("resumed"),
    "evaluation_reopened": mark("evaluation begun anew"),
    "cancelled": mark("cancelled"),
    "reported": mark("reports issued"),
    "defect_noted": mark("defect noted"),
    "defect_settled": mark("defect settled"),
    "qualification_decided": mark("qualification decided"),
    "preliminary_examination": mark("preliminary examination"),
    "technical": mark("technical"),
    "law": mark("law"),
    "guidance": mark("guidance"),
    "practice": mark("practice"),
    "assumption": mark("assumption"),
    "published": mark("published"),
    # Payments, and quality in the cost to the city.
    "paid": mark("paid"),
    "received_by_buyer": mark("received by the buyer"),
    "promised": mark("promised"),
    "expected": mark("expected"),
    "impossible": mark("impossible"),
    "explain": mark("explain"),
    "fits": mark("fits"),
    "not checked": mark("not checked"),
}


def said(key: str) -> Words:
    """An id of the tender's files in words; one that nobody named as it is written.

    >>> str(said("weighted_sum")), said("our_own_rule")
    ('weighted sum', 'our own rule')
    """
    return Message(WORDS[key]) if key in WORDS else id_in_words(key)


def rule_name(names: Names, rule: str) -> Words:
    """What a finding's rule is called: a step of every tender, a requirement or a criterion."""
    return Message(WORDS[rule]) if rule in WORDS else names.rule(rule)


def value_words(rule: ResolvedRule) -> Words:
    """A rule's value, with its unit where it is a number."""
    value: Any = rule.value
    unit = sentence(rule.unit) if rule.unit else ""
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, (int, float)):
        return _with_unit(Message("{value:max6}", value=value), unit)
    if isinstance(value, str):
        return said(value) if value in WORDS else Quoted(value, rule.origin)
    if isinstance(value, tuple):
        return Message("{items:; }", items=tuple(said(item) for item in value))
    if isinstance(value, Range):
        span = Message("{low:max6} to {high:max6}", low=value.low, high=value.high)
        return _with_unit(span, unit)
    return _with_unit(in_words(value), unit)


def _with_unit(value: Words, unit: Words) -> Words:
    return Message("{value} {unit}", value=value, unit=unit) if unit else value


def days_of(rule: ResolvedRule) -> Message:
    """A count of days with its unit."""
    return Message("{value:max2} {unit}", value=rule.value, unit=sentence(rule.unit or "days"))


def reason_by(reason: Text) -> Words:
    """A reason; a person's own with who gave it."""
    if isinstance(reason, Quoted) and reason.by:
        return Message("{reason} ({by})", reason=reason, by=reason.by)
    return reason


def out_line(names: Names, finding: Finding) -> Message:
    """That a bid is out, at which step, by which rule, for which reason."""
    step, rule = said(finding.step), rule_name(names, finding.rule)
    reason = reason_by(finding.reason)
    if finding.rule == finding.step:
        return Message("{bid}: out at {step}: {reason}", bid=finding.bid, step=step, reason=reason)
    return Message(
        "{bid}: out at {step}, {rule}: {reason}",
        bid=finding.bid, step=step, rule=rule, reason=reason,
    )  # fmt: skip


def open_point(tender: Tender, point: Message) -> Message:
    """An open point with its rule in words, and the command that settles it."""
    rule = point.values.get("rule")
    if not isinstance(rule, str):
        return point
    worded = Message(point.key, **{**point.values, "rule": rule_name(tender.names, rule)})
    command = SETTLED_BY.get(rule)
    if rule in (*DECIDED, *tender.definition.minimums):
        command = f"tender decide --rule {rule}"
    return Message("{point} ({command})", point=worded, command=command) if command else worded


def with_evidence(single: SingleMark) -> Text:
    """An evaluator's reason, with the evidence named."""
    if single.evidence is None:
        return single.reason
    return Message("{reason} ({evidence})", reason=single.reason, evidence=single.evidence)


def decimals_of_scores(procedure: Procedure) -> int:
    """Decimals to which the tender's rule publishes scores."""
    if procedure.score_decimals is None or procedure.rounding == "none":
        return 4
    return procedure.score_decimals


def parting_decimals(procedure: Procedure, totals: Sequence[Fraction]) -> int:
    """Decimals that show which of two unequal totals is the higher one."""
    decimals = decimals_of_scores(procedure)
    unequal = [pair for pair in pairwise(totals) if pair[0] != pair[1]]
    while decimals < MOST_DECIMALS and any(
        rounded(higher, decimals, _how(procedure)) == rounded(lower, decimals, _how(procedure))
        for higher, lower in unequal
    ):
        decimals += 1
    return decimals


def score(procedure: Procedure, value: Fraction, decimals: int | None = None) -> Number:
    """A score as the tender's rule rounds it, or with more decimals where they part bids."""
    places = decimals_of_scores(procedure) if decimals is None else decimals
    return Number(rounded(value, places, _how(procedure)), f",.{places}f")


def score_value(procedure: Procedure, value: Fraction, decimals: int | None = None) -> Fraction:
    """The same as a value of a message."""
    places = decimals_of_scores(procedure) if decimals is None else decimals
    return rounded(value, places, _how(procedure))


def _how(procedure: Procedure) -> Any:
    return procedure.rounding if procedure.rounding != "none" else "half_up"


def has_total(procedure: Procedure) -> bool:
    """Whether bids rank on a total of their own, not on the price or the technical score alone."""
    return procedure.combination in ("weighted_sum", "quality_per_price")


def method(tender: Tender) -> Message:
    """How quality and price become a rank, with the weights where there are any."""
    procedure, weight = tender.procedure, tender.technical_weight
    if procedure.combination != "weighted_sum":
        return Message("{combination}", combination=said(procedure.combination))
    return Message(
        "{combination}, technical {technical:max6} %, price {price:max6} % by {price_score}",
        combination=said(procedure.combination), technical=weight, price=100 - weight,
        price_score=said(procedure.price_score),
    )  # fmt: skip


def distance(tender: Tender, ranked: Sequence[Ranked]) -> Message | None:
    """How far apart the first two are, or what parted them where their totals are equal."""
    if len(ranked) < 2:
        return None
    first, second = ranked[:2]
    gap = first.total - second.total
    if gap and tender.procedure.combination == "lowest_price":
        currency = tender.definition.currency
        return Message(
            "Distance of the first two: {amount:,.2f} {currency}.", amount=gap, currency=currency
        )
    if gap:
        decimals = parting_decimals(tender.procedure, (first.total, second.total))
        shown = rounded(gap, decimals, "half_up") or gap
        return Message("Distance of the first two: {points:max40} points.", points=shown)
    if first.rank == second.rank:
        return None
    return Message("The first two have equal totals; {parted}.", parted=parted_by(first))


def parted_by(placed: Ranked) -> Message:
    """What decided between equal totals, or that nothing did."""
    if placed.tie_broken_by in ("", "no rule"):
        return Message("no tie-break rule decides")
    return Message("decided by {rule}", rule=said(placed.tie_broken_by))


def put_first_words(findings: Sequence[Finding]) -> list[Message]:
    """Which bids the committee put first in a tie, and why."""
    return [
        Message(
            "{bid}: placed first in its tie by the committee: {reason}",
            bid=finding.bid, reason=reason_by(finding.reason),
        )
        for finding in findings if finding.rule == TIE
    ]  # fmt: skip


def tie(ranked: Sequence[Ranked]) -> Message | None:
    """That bids share the first rank, if they do."""
    first = tuple(placed.bid for placed in ranked if placed.rank == 1)
    if len(first) < 2:
        return None
    return Message(
        "{bids: and } are tied; no tie-break rule of the tender resolves it.", bids=first
    )
