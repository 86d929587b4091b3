"""Answers on price, rate, rank, the other bids, and what would have changed the result."""

from collections.abc import Iterator
from fractions import Fraction

from wte_ppp.blocks import Block, Bullets, Cell, Column, Number, Paragraph, Table
from wte_ppp.chapters.answers.asked import OTHERS, Asked, closed, not_held
from wte_ppp.chapters.answers.points import out
from wte_ppp.chapters.price_formulas import price_formula
from wte_ppp.chapters.tender_ladder import STEPS
from wte_ppp.chapters.tender_rates import rates_words
from wte_ppp.chapters.tender_words import (
    decimals_of_scores,
    has_total,
    method,
    out_line,
    parted_by,
    parting_decimals,
    score,
    score_value,
)
from wte_ppp.messages import Message
from wte_ppp.tender.calendar import bids_valid_until
from wte_ppp.tender.currencies import currencies_in
from wte_ppp.tender.flip_kinds import Flip
from wte_ppp.tender.flips import flips
from wte_ppp.tender.names import id_in_words
from wte_ppp.tender.ranked import Ranked

LEAST_DECIMALS = 3


def price(asked: Asked) -> Iterator[Block]:
    """From what the bidder wrote to price points, step by step with its numbers."""
    yield from closed(asked)
    evaluation, placed = asked.evaluation, asked.placed
    if evaluation is None:
        return
    envelope = evaluation.prices.get(asked.bid)
    if envelope is None or placed is None:
        yield Paragraph(Message("The bid's price has no points: it is not in the ranking."))
        yield from out(asked)
        return
    tender = evaluation.tender
    rows: list[tuple[Cell, ...]] = [
        (Message(STEPS[step.what]), step.message, Number(step.amount, ",.2f"))
        for step in placed.steps
    ]
    rows.append((Message("Evaluated price"), "", Number(placed.price, ",.2f")))
    columns = (
        Column(Message("Step"), 24),
        Column(Message("How"), 60),
        Column(tender.definition.currency, 22, numbers=True),
    )
    yield Table(columns, tuple(rows), name="price-steps")
    if tender.definition.price.npv is not None:
        yield Bullets(
            tuple(
                Message(
                    "Of the present value, {payment}: {amount:,.2f} {currency}",
                    payment=id_in_words(key), amount=amount, currency=tender.definition.currency,
                )
                for key, amount in placed.parts.items()
            )
        )  # fmt: skip
    formula = price_formula(tender, asked.compared, placed)
    yield from (Paragraph(line) for line in formula)


def rate(asked: Asked) -> Iterator[Block]:
    """Which exchange rates counted, who entered them, and which other rate would matter."""
    tender = asked.case.tender
    if tender.definition.fx is None:
        yield Paragraph(
            Message(
                "All money is in {currency}; no rate counts.", currency=tender.definition.currency
            )
        )
        return
    yield Bullets(tuple(rates_words(tender, asked.case.progress.events)))
    if asked.evaluation is None:
        yield from closed(asked)
        return
    envelopes = asked.evaluation.prices.values()
    used = {code for envelope in envelopes for code in currencies_in(tender, envelope)}
    if used <= {tender.definition.currency}:
        yield Paragraph(Message("No bid whose price was opened uses another currency."))
    yield from _bullets(flip for flip in _flips(asked) if flip.kind == "rate")


def flip(asked: Asked) -> Iterator[Block]:
    """What alone would have changed the winner, between the winner and this bid."""
    yield from closed(asked)
    if asked.evaluation is None:
        return
    if asked.placed is None:
        yield from out(asked)
        return
    every = _flips(asked)
    if not every:
        yield Paragraph(Message("No bid is first alone: there is no award to flip."))
        return
    yield Paragraph(Message("One thing changed alone, everything else as it is:"))
    yield from _bullets(every)


def _flips(asked: Asked) -> tuple[Flip, ...]:
    """Against this bid, or against the second where this bid wins."""
    if asked.inputs is None or asked.evaluation is None:
        return ()
    rival = None
    if asked.placed is not None and asked.evaluation.award.winner != asked.bid:
        rival = asked.bid
    return flips(asked.inputs, rival)


def _bullets(every: Iterator[Flip] | tuple[Flip, ...]) -> Iterator[Block]:
    words = tuple(flip.words for flip in every)
    yield from (Bullets(words),) if words else ()


def rank(asked: Asked) -> Iterator[Block]:
    """Why this rank and not the next, by criterion in points of the total."""
    yield from closed(asked)
    if asked.evaluation is None:
        return
    if asked.placed is None:
        yield from out(asked)
        return
    ranked = list(asked.ranked)
    place = ranked.index(asked.placed)
    if len(ranked) == 1:
        yield Paragraph(Message("The bid is the only one in the ranking."))
        return
    others = [ranked[place - 1] if place else ranked[1]]
    if place > 1:
        others.append(ranked[0])
    for other in others:
        yield from _against(asked, asked.placed, other)
    yield Paragraph(OTHERS, "note")


def _against(asked: Asked, own: Ranked, other: Ranked) -> Iterator[Block]:
    tender, procedure = asked.case.tender, asked.case.tender.procedure
    count, currency = len(asked.ranked), tender.definition.currency
    if not has_total(procedure):
        yield Paragraph(
            Message(
                "Rank {rank} of {count} by {method}: {price:,.2f} {currency} and {points:max4} "
                "technical points, against {other_price:,.2f} {currency} and {other_points:max4} "
                "of {other}.",
                rank=own.rank, count=count, method=method(tender), price=own.price,
                currency=currency, points=own.technical, other_price=other.price,
                other_points=other.technical, other=other.bid,
            )
        )  # fmt: skip
        return
    decimals = parting_decimals(procedure, sorted((own.total, other.total), reverse=True))
    yield Paragraph(
        Message(
            "Rank {rank} of {count}: {total:max40} against {other_total:max40} of {other}; "
            "difference {gap:max40}.",
            rank=own.rank, count=count, total=score_value(procedure, own.total, decimals),
            other_total=score_value(procedure, other.total, decimals), other=other.bid,
            gap=score_value(procedure, own.total, decimals)
            - score_value(procedure, other.total, decimals),
        )
    )  # fmt: skip
    if own.total == other.total:
        parted = parted_by(own if own.tie_broken_by else other)
        yield Paragraph(Message("Equal totals; {parted}.", parted=parted))
    if procedure.combination != "weighted_sum":
        return
    yield Paragraph(
        Message(
            "By technical points {technical:max12}, by price points {price:max12}.",
            technical=score_value(procedure, own.technical - other.technical, decimals),
            price=score_value(procedure, own.price_points - other.price_points, decimals),
        )
    )  # fmt: skip
    yield _by_criterion(asked, own, other, f"max{max(LEAST_DECIMALS, decimals)}")


def _by_criterion(asked: Asked, own: Ranked, other: Ranked, shown: str) -> Table:
    """Differences in points of the total; rounding by the tender's rule is a line of its own."""
    tender, names = asked.case.tender, asked.case.tender.names.criteria
    scores, weight = asked.technical.scores, tender.technical_weight * tender.scale
    best = Fraction(1)
    if tender.procedure.technical_score == "relative_to_best":
        best = max(scores[bid].share for bid in asked.compared) or Fraction(1)
    rows: list[tuple[Cell, ...]] = []
    rest = own.technical - other.technical
    pairs = zip(scores[own.bid].marks, scores[other.bid].marks, strict=True)
    for mine, theirs in pairs:
        scale = weight / tender.definition.technical_points / best
        gap = (mine.points - theirs.points) * scale
        rest -= gap
        rows.append(
            (
                names[mine.criterion], Number(mine.points * scale, shown),
                Number(theirs.points * scale, shown), Number(gap, shown),
            )
        )  # fmt: skip
    if rest:
        rows.append((Message("rounding by the tender's rule"), "", "", Number(rest, "max6")))
    rows.append(
        (
            Message("Price"), Number(own.price_points, shown),
            Number(other.price_points, shown),
            Number(own.price_points - other.price_points, shown),
        )
    )  # fmt: skip
    columns = (
        Column(Message("Points of the total"), 44),
        Column(own.bid, 12, numbers=True),
        Column(other.bid, 12, numbers=True),
        Column(Message("Difference"), 12, numbers=True),
    )
    return Table(columns, tuple(rows), name=f"against-{other.bid}")


def others(asked: Asked) -> Iterator[Block]:
    """What every bid offered and got, those that are out included."""
    yield from closed(asked)
    evaluation = asked.evaluation
    if evaluation is None:
        return
    procedure = evaluation.tender.procedure
    fewest = decimals_of_scores(procedure)
    rows: list[tuple[Cell, ...]] = []
    for placed in asked.ranked:
        rows.append(
            (
                placed.rank, placed.bid, evaluation.names[placed.bid],
                score(procedure, placed.technical, fewest), Number(placed.price, ",.2f"),
                score(procedure, placed.total, fewest) if has_total(procedure) else "",
            )
        )  # fmt: skip
    columns = (
        Column(Message("Rank"), 7),
        Column(Message("Bid"), 8),
        Column(Message("Bidder"), 36),
        Column(Message("Technical"), 13, numbers=True),
        Column(
            Message("Price, {currency}", currency=evaluation.tender.definition.currency), 20,
            numbers=True,
        ),
        Column(Message("Total"), 12, numbers=True),
    )  # fmt: skip
    yield Table(columns, tuple(rows), name="others")
    gone = tuple(
        out_line(evaluation.tender.names, finding)
        for bid in evaluation.handed_in
        if (finding := evaluation.out(bid)) is not None
    )
    yield from (Bullets(gone),) if gone else ()
    yield Paragraph(OTHERS, "note")


def only_method(asked: Asked) -> Iterator[Block]:
    """Whether another method than the tender's has a say."""
    yield Paragraph(
        Message(
            "Bids rank by the tender's own rule: {method}. No other method is applied or shown "
            "beside it.",
            method=method(asked.case.tender),
        )
    )  # fmt: skip


def validity(asked: Asked) -> Iterator[Block]:
    """Until when bids and securities bind."""
    tender = asked.case.tender
    stated = [
        Message(
            "Bid {bid}, {field}: {value}",
            bid=bid, field=tender.names.fields.get(key, id_in_words(key)), value=str(value),
        )
        for bid, envelope in asked.case.envelopes().items()
        for key, value in envelope.answers.items()
        if "validity" in key
    ]  # fmt: skip
    valid = bids_valid_until(asked.case)
    if valid is not None:
        stated.insert(0, Message("Bids are valid until {day}.", day=valid))
    yield from (Bullets(tuple(stated)),) if stated else ()
    if not stated:
        yield not_held(Message("until when bids and securities are valid"))
