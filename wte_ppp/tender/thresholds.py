"""Scores below which a bid does not go on: of the whole, of groups and criteria, of the best."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from wte_ppp.messages import Message, Text
from wte_ppp.tender.exact import exact, rounded
from wte_ppp.tender.steps import Finding, TechnicalScore
from wte_ppp.tender.tender import Tender

STEP = "technical_score"
FEWEST, MOST = 4, 28


def threshold_findings(tender: Tender, score: TechnicalScore, *, scored: bool) -> Iterator[Finding]:
    """Minimum score in all, of each group and on each criterion, by procedure and tender."""
    if not scored:
        yield Finding(score.bid, STEP, "technical_minimum", None, Message("not scored yet"))
        return
    if not tender.leaves:
        return
    yield from _whole(tender, score)
    yield from _groups(tender, score)
    each = tender.procedure.criterion_minimum_percent
    for mark, leaf in zip(score.marks, tender.leaves, strict=True):
        wanted = leaf.criterion.minimum_percent
        if wanted is None and each is not None:
            wanted = exact(each)
        percent = counted(tender, 100 * mark.share)
        if wanted is not None and percent < wanted:
            reason = Message(
                "{percent:max28} % of the points of {criterion} (required: {minimum:max4} %)",
                percent=shown_apart(percent, wanted), criterion=tender.names.criteria[leaf.id],
                minimum=wanted,
            )  # fmt: skip
            yield Finding(score.bid, STEP, mark.criterion, False, reason)


def _whole(tender: Tender, score: TechnicalScore) -> Iterator[Finding]:
    procedure = tender.procedure
    if procedure.technical_minimum_points is not None:
        least, points = exact(procedure.technical_minimum_points), counted(tender, score.points)
        reason = Message(
            "{points:max28} of {whole:max6} technical points (required: {minimum:max4})",
            points=shown_apart(points, least), whole=tender.definition.technical_points,
            minimum=least,
        )  # fmt: skip
        yield Finding(score.bid, STEP, "technical_minimum", points >= least, reason)
    if procedure.technical_minimum_percent is not None:
        least = exact(procedure.technical_minimum_percent)
        percent = counted(tender, 100 * score.share)
        reason = Message(
            "{percent:max28} % of the technical points (required: {minimum:max4} %)",
            percent=shown_apart(percent, least), minimum=least,
        )  # fmt: skip
        yield Finding(score.bid, STEP, "technical_minimum", percent >= least, reason)


def _groups(tender: Tender, score: TechnicalScore) -> Iterator[Finding]:
    if tender.procedure.group_minimum_percent is None:
        return
    least = exact(tender.procedure.group_minimum_percent)
    groups = dict.fromkeys(leaf.path[0] for leaf in tender.leaves if len(leaf.path) > 1)
    for group in groups:
        marks = [
            mark
            for mark, leaf in zip(score.marks, tender.leaves, strict=True)
            if leaf.path[0] == group
        ]
        most = sum((mark.most for mark in marks), Fraction(0))
        points = sum((mark.points for mark in marks), Fraction(0))
        percent = counted(tender, 100 * points / most)
        if percent < least:
            name = tender.definition.criteria[group].name or group
            reason = Message(
                "{percent:max28} % of the points of {criterion} (required: {minimum:max4} %)",
                percent=shown_apart(percent, least), criterion=name, minimum=least,
            )  # fmt: skip
            yield Finding(score.bid, STEP, group, False, reason)


def relative_findings(
    tender: Tender, scores: Sequence[TechnicalScore], *, scored: bool
) -> Iterator[Finding]:
    """Which of the bids that passed every other threshold go on, held against the best of them.

    Who stands level with the last that goes on goes on, too.
    """
    percent = tender.procedure.technical_minimum_of_best_percent
    count = tender.procedure.technical_best_count
    if (percent is None and count is None) or not scores or not tender.leaves:
        return
    points = {score.bid: counted(tender, score.points) for score in scores}
    best = max(points.values())
    last = sorted(points.values(), reverse=True)[: count or len(points)][-1]
    for bid, own in points.items():
        if not scored:
            reason: Text = Message("not known before all bids are scored")
            yield Finding(bid, STEP, "technical_minimum_of_best", None, reason)
            continue
        if percent is not None:
            least = best * exact(percent) / 100
            reason = Message(
                "{points:max28} points (required: {percent:max4} % of the best {best:max4}, which "
                "is {least:max4})",
                points=shown_apart(own, least), percent=exact(percent), best=best, least=least,
            )  # fmt: skip
            yield Finding(bid, STEP, "technical_minimum_of_best", own >= least, reason)
        if count is not None:
            place = 1 + sum(other > own for other in points.values())
            reason = Message(
                "rank {place} by {points:max28} points ({count} go on, and who is level)",
                place=place, points=shown_apart(own, last), count=count,
            )  # fmt: skip
            yield Finding(bid, STEP, "technical_best_count", own >= last, reason)


def counted(tender: Tender, value: Fraction) -> Fraction:
    """A score as it is held against a threshold: as published, or as it is, by the rule."""
    procedure = tender.procedure
    if not procedure.thresholds_rounded:
        return value
    return rounded(value, procedure.score_decimals, procedure.rounding)


def shown_apart(value: Fraction, bound: Fraction) -> Fraction:
    """A value with as many decimals as show on which side of a bound it lies, four at least.

    >>> shown_apart(Fraction("49.9999996"), Fraction(50)), shown_apart(Fraction(2, 3), Fraction(50))
    (Fraction(124999999, 2500000), Fraction(6667, 10000))
    """
    for decimals in range(FEWEST, MOST):
        shown = rounded(value, decimals, "half_up")
        if value == bound or shown != bound:
            return shown
    return value
