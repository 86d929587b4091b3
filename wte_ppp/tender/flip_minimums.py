"""What of requirements and minimum scores would flip an award."""

from collections.abc import Iterator
from fractions import Fraction

from wte_ppp.messages import Message, mark
from wte_ppp.tender.definition.criteria import Minimum
from wte_ppp.tender.exact import exact
from wte_ppp.tender.flip_kinds import HUNDREDTH, Flip, Question
from wte_ppp.tender.flip_search import nearest, step_of
from wte_ppp.tender.requirements import measured
from wte_ppp.tender.rerun import Inputs, with_definition, with_procedure
from wte_ppp.tender.thresholds import counted

THRESHOLDS = {
    "group_minimum_percent": mark("Minimum score of each group"),
    "criterion_minimum_percent": mark("Minimum score on each criterion"),
    "technical_minimum_of_best_percent": mark("Minimum in relation to the best bid"),
    "total_minimum_percent": mark("Minimum total score"),
}


def minimum_flips(question: Question) -> Iterator[Flip]:
    """Requirements just above what the winner promises, and at what a bid that is out promises."""
    inputs, names = question.inputs, question.inputs.tender.names
    hit = tried = False
    for rule, minimum in inputs.tender.definition.minimums.items():
        for bound, low in (("at_least", True), ("at_most", False)):
            now: Fraction | None = getattr(minimum, bound)
            if now is None:
                continue
            tried = True
            for bid, value in _promises_beside(question, minimum, now, low=low):
                stricter = value >= now if low else value <= now
                at = value
                if stricter:
                    at = value + step_of(value) * (1 if low else -1)
                winner = _under(inputs, rule, minimum, bound, at)
                if winner in (None, question.winner):
                    continue
                hit = True
                unit = names.minimum_units[rule] if minimum.unit else names.field_units.get(
                    minimum.field, ""
                )  # fmt: skip
                falls = mark("{rule} at {at} in place of {now}: {bid} falls, {winner} would win.")
                back = mark("{rule} at {at} in place of {now}: {bid} stays in, {winner} would win.")
                words = Message(
                    falls if stricter else back,
                    rule=names.minimums[rule], at=measured(at, unit), now=measured(now, unit),
                    bid=bid, winner=winner or "",
                )  # fmt: skip
                yield Flip("minimum", words, winner, now, at, bid)
    if tried and not hit:
        words = Message("Requirements: no other figure of one of them makes another bid win.")
        yield Flip("minimum", words)
    yield from _technical_minimum(question)
    yield from _thresholds(question)


def _promises_beside(
    question: Question, minimum: Minimum, now: Fraction, *, low: bool
) -> list[tuple[str, Fraction]]:
    """The winner's figure, and figures of bids that the requirement puts out."""
    figures = []
    for bid, envelope in question.inputs.bids.items():
        value = envelope.numbers.get(minimum.field)
        if value is None:
            continue
        short = value < now if low else value > now
        if short or bid == question.winner:
            figures.append((bid, value))
    return figures


def _under(
    inputs: Inputs, rule: str, minimum: Minimum, bound: str, at: Fraction
) -> str | None:  # fmt: skip
    changed = minimum.model_copy(update={bound: at})
    minimums = {**inputs.tender.definition.minimums, rule: changed}
    return with_definition(inputs, minimums=minimums).award().winner


def _technical_minimum(question: Question) -> Iterator[Flip]:
    """The technical threshold just above the winner's score, or at that of a bid below it."""
    inputs, tender = question.inputs, question.inputs.tender
    key, unit = "technical_minimum_percent", mark("{value:max2} %")
    if tender.procedure.technical_minimum_points is not None:
        key, unit = "technical_minimum_points", mark("{value:max2} points")
    stated = getattr(tender.procedure, key)
    if stated is None:
        return
    now, hit = exact(stated), False
    for bid, score in question.technical.scores.items():
        reached = score.points if key == "technical_minimum_points" else 100 * score.share
        reached = counted(tender, reached)
        if bid != question.winner and reached >= now:
            continue
        stricter = reached >= now
        at = _on_grid(reached, up=stricter)
        winner = with_procedure(inputs, **{key: float(at)}).award().winner
        if winner in (None, question.winner):
            continue
        hit = True
        falls = mark(
            "Minimum technical score {at} in place of {now}: {bid} falls, {winner} would win."
        )
        back = mark(
            "Minimum technical score {at} in place of {now}: {bid} stays in, {winner} would win."
        )
        words = Message(
            falls if stricter else back,
            at=Message(unit, value=at), now=Message(unit, value=now), bid=bid, winner=winner or "",
        )  # fmt: skip
        yield Flip("minimum", words, winner, now, at, bid)
    if not hit:
        words = Message("Minimum technical score: no other figure makes another bid win.")
        yield Flip("minimum", words, now=now)


def _on_grid(percent: Fraction, *, up: bool) -> Fraction:
    """The next hundredth above a percentage, or the one at or below it."""
    whole = percent // HUNDREDTH
    return (whole + 1 if up else whole) * HUNDREDTH


def _thresholds(question: Question) -> Iterator[Flip]:
    """Minimum scores by group, criterion, total or best bid: the nearest per cent either way."""
    inputs = question.inputs
    for key, label in THRESHOLDS.items():
        stated = getattr(inputs.tender.procedure, key)
        if stated is None:
            continue
        now, hit = exact(stated), False

        def winner_at(percent: Fraction, key: str = key) -> str | None:
            return with_procedure(inputs, **{key: float(percent)}).award().winner

        for limits in (range(int(now) - 1, -1, -1), range(int(now) + 1, 101)):
            # Above some figure all are out: each whole per cent is tried, not the last alone.
            tried = (Fraction(limit) for limit in limits)
            flipped = (at for at in tried if winner_at(at) not in (None, question.winner))
            first = next(flipped, None)
            flip = None if first is None else nearest(winner_at, now, first, HUNDREDTH)
            if flip is not None:
                hit, (at, winner) = True, flip
                words = Message(
                    "{what} {at:max2} % in place of {now:max2} %: {winner} would win.",
                    what=Message(label), at=at, now=now, winner=winner,
                )  # fmt: skip
                yield Flip("minimum", words, winner, now, at)
        if not hit:
            words = Message("{what}: no other figure makes another bid win.", what=Message(label))
            yield Flip("minimum", words, now=now)
