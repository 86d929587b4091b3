"""How firm a ranking is: single changes that flip it, weights, bids and evaluators left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from wte_ppp.messages import Message
from wte_ppp.tender.acceptability import (
    Acceptability,
    rank_acceptability,
    simplex_weights,
    weights_around,
)
from wte_ppp.tender.admitted import Admitted, admitted
from wte_ppp.tender.award import Award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.flip_kinds import Flip
from wte_ppp.tender.flips import flips
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.requirements import Decisions
from wte_ppp.tender.rerun import Inputs, without_bid, without_member
from wte_ppp.tender.switching import Switch, switching_weights
from wte_ppp.tender.technical import Marks, Technical
from wte_ppp.tender.tender import Tender

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

    `flips` are single changes and who would win then; `admitted` the bids that are out, with the
    rank that they would have. `switches` is empty and acceptability None where totals are no
    weighted sum; the draws of both vary the weights and nothing else. `evaluators` is empty where
    the panel agreed on its grades: leaving one member out could change nothing.
    """

    winner: str | None
    switches: tuple[Switch, ...]
    around: Acceptability | None
    anywhere: Acceptability | None
    bids: tuple[LeftOut, ...]
    evaluators: tuple[LeftOut, ...]
    flips: tuple[Flip, ...] = ()
    admitted: tuple[Admitted, ...] = ()


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
    inputs = Inputs(tender, bids, prices, marks or {}, moderated or {}, decisions or {}, lots or {})
    return robust(inputs, draws=draws, spread=spread, seed=seed)


def robust(
    inputs: Inputs,
    *,
    draws: int = DEFAULT_DRAWS,
    spread: float = DEFAULT_SPREAD,
    seed: int = 1,
) -> Robustness:
    """Examine what a ranking follows from."""
    tender, technical = inputs.tender, inputs.technical()
    base = inputs.award(technical)
    in_line = tuple(placed for placed in base.ranked if placed.bid not in base.passed_over)
    base = replace(base, ranked=in_line)
    order = tuple(placed.bid for placed in base.ranked)
    switches: tuple[Switch, ...] = ()
    around = anywhere = None
    if tender.sums_weighted_shares and base.winner is not None:
        scores, weights = shares(tender, technical, base)
        switches = tuple(switching_weights(scores, weights, base.winner))
        table = np.array([[float(share) for share in scores[bid]] for bid in order])
        published = np.array([float(weight) for weight in weights.values()])
        around = rank_acceptability(order, table, weights_around(published, spread, draws, seed))
        anywhere = rank_acceptability(order, table, simplex_weights(draws, len(weights), seed))
    without_bids = [
        _left_out(bid, base, order, without_bid(inputs, bid).award())
        for bid in order
        if bid != base.winner
    ]
    # Agreed grades stay what they are whoever is left out.
    agreed = tender.procedure.panel_method in (None, "consensus")
    judging = [member for member in tender.panel.members if inputs.marks.get(member)]
    members = () if agreed or len(judging) < 2 else tuple(judging)
    without_members = [
        _left_out(member, base, order, without_member(inputs, member).award()) for member in members
    ]
    return Robustness(
        base.winner, switches, around, anywhere, tuple(without_bids), tuple(without_members),
        flips(inputs), admitted(inputs),
    )  # fmt: skip


def shares(
    tender: Tender, technical: Technical, result: Award
) -> tuple[dict[str, list[Fraction]], dict[str, Fraction]]:
    """Shares of 1 by bid and criterion, the price last, and the weights that sum to 1."""
    relative = tender.procedure.technical_score == "relative_to_best"
    best = max(technical.scores[bid].share for bid in result.compared)
    weight = tender.technical_weight / 100
    weights = {
        leaf.id: weight * leaf.points / tender.definition.technical_points for leaf in tender.leaves
    }
    weights[PRICE] = 1 - weight
    scores = {}
    for placed in result.ranked:
        scale = best if relative and best else Fraction(1)
        marks = [mark.share / scale for mark in technical.scores[placed.bid].marks]
        most = (100 - tender.technical_weight) * tender.scale
        money = placed.price_points / most if most else Fraction(0)
        scores[placed.bid] = [*marks, money]
    return scores, weights


def _left_out(without: str, base: Award, order: Sequence[str], result: Award) -> LeftOut:
    now = tuple(placed.bid for placed in result.ranked if placed.bid not in result.passed_over)
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
