"""How firm a ranking is: switching weights, rank acceptability, bids and evaluators left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from wte_ppp.messages import Message
from wte_ppp.tender.acceptability import (
    Acceptability,
    rank_acceptability,
    simplex_weights,
    weights_around,
)
from wte_ppp.tender.award import Award, award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.requirements import Decisions
from wte_ppp.tender.switching import Switch, switching_weights
from wte_ppp.tender.technical import Marks, Technical, technical_evaluation
from wte_ppp.tender.tender import Tender
from wte_ppp.tender.topsis import closeness

PRICE = "price"
DEFAULT_DRAWS, DEFAULT_SPREAD = 100_000, 0.2


@dataclass(frozen=True)
class LeftOut:
    """What happens without one bid or one evaluator: the order of the others, and why it moved."""

    without: str
    winner: str | None
    order: tuple[str, ...]
    changed: bool
    why: Message | None


@dataclass(frozen=True)
class Robustness:
    """All that says how close a result is; advisory.

    `switches` and `topsis` are empty and acceptability None where totals are no weighted sum.
    """

    winner: str | None
    switches: tuple[Switch, ...]
    around: Acceptability | None
    anywhere: Acceptability | None
    bids: tuple[LeftOut, ...]
    evaluators: tuple[LeftOut, ...]
    topsis: Mapping[str, float] = field(default_factory=dict)


def robustness(
    tender: Tender,
    bids: Mapping[str, Bid],
    prices: Mapping[str, Bid],
    *,
    marks: Marks | None = None,
    moderated: Mapping[str, Mapping[str, SingleMark]] | None = None,
    decisions: Decisions | None = None,
    lots: Mapping[str, int] | None = None,
    draws: int = DEFAULT_DRAWS,
    spread: float = DEFAULT_SPREAD,
    seed: int = 1,
) -> Robustness:
    """Examine a finished evaluation."""

    def run(technical: Mapping[str, Bid], scored: Marks | None) -> tuple[Technical, Award]:
        first = technical_evaluation(
            tender, technical, marks=scored, moderated=moderated, decisions=decisions,
            provisional=True,
        )  # fmt: skip
        # What waits for a decision counts as it stands: this is a question, not an award.
        first = Technical(first.findings, first.scores, first.judged, first.passed, ())
        return first, award(tender, first, technical, prices, decisions=decisions, lots=lots)

    technical, base = run(bids, marks)
    order = tuple(placed.bid for placed in base.ranked)
    switches: tuple[Switch, ...] = ()
    around = anywhere = None
    topsis: dict[str, float] = {}
    if tender.procedure.combination == "weighted_sum" and base.winner is not None:
        scores, weights = shares(tender, technical, base)
        switches = tuple(switching_weights(scores, weights, base.winner))
        table = np.array([[float(share) for share in scores[bid]] for bid in order])
        published = np.array([float(weight) for weight in weights.values()])
        around = rank_acceptability(order, table, weights_around(published, spread, draws, seed))
        anywhere = rank_acceptability(order, table, simplex_weights(draws, len(weights), seed))
        near = closeness(table, published, np.ones(len(weights), dtype=bool))
        topsis = dict(zip(order, near.tolist(), strict=True))
    out_bids = [
        _left_out(bid, base, order, run({key: bids[key] for key in bids if key != bid},
                                        marks)[1])
        for bid in order
        if bid != base.winner
    ]  # fmt: skip
    out_members = [
        _left_out(member, base, order, run(bids, {k: v for k, v in (marks or {}).items()
                                                  if k != member})[1])
        for member in (marks or {})
        if len(marks or {}) > 1
    ]  # fmt: skip
    return Robustness(
        base.winner, switches, around, anywhere, tuple(out_bids), tuple(out_members), topsis
    )


def shares(
    tender: Tender, technical: Technical, result: Award
) -> tuple[dict[str, list[Fraction]], dict[str, Fraction]]:
    """Shares of 1 by bid and criterion, the price last, and the weights that sum to 1."""
    relative = tender.procedure.technical_score == "relative_to_best"
    best = max(technical.scores[placed.bid].share for placed in result.ranked)
    weight = tender.technical_weight / 100
    weights = {
        leaf.id: weight * leaf.points / tender.definition.technical_points for leaf in tender.leaves
    }
    weights[PRICE] = 1 - weight
    scores = {}
    for placed in result.ranked:
        scale = best if relative and best else Fraction(1)
        marks = [mark.share / scale for mark in technical.scores[placed.bid].marks]
        money = placed.price_points / (100 - tender.technical_weight) if weight < 1 else Fraction(0)
        scores[placed.bid] = [*marks, money]
    return scores, weights


def _left_out(without: str, base: Award, order: Sequence[str], result: Award) -> LeftOut:
    now = tuple(placed.bid for placed in result.ranked)
    rest = tuple(bid for bid in order if bid != without)
    changed = now != rest
    why = None
    if changed:
        before = {placed.bid: placed for placed in base.ranked}
        moved = tuple(
            Message(
                "{bid}: technical {technical_before:.2f} -> {technical:.2f}, price points "
                "{price_before:.2f} -> {price:.2f}",
                bid=placed.bid,
                technical_before=before[placed.bid].technical, technical=placed.technical,
                price_before=before[placed.bid].price_points, price=placed.price_points,
            )
            for placed in result.ranked
            if placed.bid in before
            and (placed.technical, placed.price_points)
            != (before[placed.bid].technical, before[placed.bid].price_points)
        )  # fmt: skip
        why = Message("bids that were out came in")
        if moved:
            why = Message("{changes:; }", changes=moved)
    return LeftOut(without, result.winner, now, changed, why)
