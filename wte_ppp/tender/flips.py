"""What would flip an award: one thing changed alone, the ranking made again by the same code."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from wte_ppp.guidance.shapes import Range
from wte_ppp.messages import Message, mark
from wte_ppp.tender.award import Award
from wte_ppp.tender.currencies import currencies_in, rates_of
from wte_ppp.tender.definition.criteria import Minimum
from wte_ppp.tender.derived import DERIVED
from wte_ppp.tender.exact import exact
from wte_ppp.tender.flip_search import Winner, nearest, step_of
from wte_ppp.tender.names import Name, id_in_words
from wte_ppp.tender.requirements import measured
from wte_ppp.tender.rerun import (
    Inputs,
    with_definition,
    with_price,
    with_procedure,
    with_promise,
    with_rate,
    without_bid,
)
from wte_ppp.tender.technical import Technical
from wte_ppp.tender.thresholds import counted

Kind: TypeAlias = Literal[
    "rate", "grade", "promise", "minimum", "left_out", "technical_weight", "discount_rate",
    "indexation",
]  # fmt: skip
# How far a figure is moved: by half of it either way; a yearly rate by five points.
HALF, POINTS = Fraction(1, 2), Fraction(5)
HUNDREDTH = Fraction(1, 100)
LOWER = mark("{percent:max2} % lower")
HIGHER = mark("{percent:max2} % higher")


@dataclass(frozen=True)
class Flip:
    """One thing changed alone, and what follows, in `words`.

    `winner` would win at the figure `at` in place of `now`; None: nothing that was tried changes
    the winner, and the words say how far it was tried. `bid` is whose promise or grade it is.
    """

    kind: Kind
    words: Message
    winner: str | None = None
    now: Fraction | None = None
    at: Fraction | None = None
    bid: str = ""


def flips(inputs: Inputs, rival: str | None = None) -> tuple[Flip, ...]:
    """What of one rate, grade, promise, minimum, bid or weight would make another bid win.

    Parameters
    ----------
    inputs
        Of a finished evaluation.
    rival
        Whose promises and grades are raised; left out: the bid that ranks second.

    Returns
    -------
    tuple[Flip, ...]
        Empty where no bid wins.
    """
    technical = inputs.technical()
    base = inputs.award(technical)
    if base.winner is None:
        return ()
    behind = [placed.bid for placed in base.ranked
              if placed.bid != base.winner and placed.bid not in base.passed_over]  # fmt: skip
    second = next(iter(behind), None)
    question = _Question(inputs, technical, base, base.winner, rival or second)
    return (
        *_rates(question),
        *_grades(question),
        *_promises(question),
        *_minimums(question),
        *_left_out(question),
        *_technical_weight(question),
        *_present_value(question),
    )


@dataclass(frozen=True)
class _Question:
    """The evaluation as it is, whose lead is asked about, and against whom."""

    inputs: Inputs
    technical: Technical
    base: Award
    winner: str
    rival: str | None


def _rates(question: _Question) -> Iterator[Flip]:
    inputs, tender = question.inputs, question.inputs.tender
    own, rates = tender.definition.currency, rates_of(tender)
    ranked = [inputs.prices[placed.bid] for placed in question.base.ranked]
    used = dict.fromkeys(code for envelope in ranked for code in currencies_in(tender, envelope))
    for currency in used:
        if currency == own:
            continue
        now = rates[currency]

        def winner_at(rate: Fraction, currency: str = currency) -> str | None:
            return with_rate(inputs, currency, rate).award(question.technical).winner

        hit = False
        for limit in (now * (1 - HALF), now * (1 + HALF)):
            flip = nearest(winner_at, now, limit, step_of(now))
            if flip is not None:
                hit, (at, winner) = True, flip
                words = Message(
                    "1 {currency} = {at:max6} {own} in place of {now:max6} ({change}): {winner} "
                    "would win.",
                    currency=currency, at=at, own=own, now=now, change=_change(now, at),
                    winner=winner,
                )  # fmt: skip
                yield Flip("rate", words, winner, now, at)
        if not hit:
            words = Message(
                "Exchange rate of {currency}: no change of up to {limit:max2} % changes the "
                "winner.",
                currency=currency, limit=100 * HALF,
            )  # fmt: skip
            yield Flip("rate", words, now=now)


def _change(now: Fraction, at: Fraction) -> Message:
    return Message(LOWER if at < now else HIGHER, percent=100 * abs(at / now - 1))


def _grades(question: _Question) -> Iterator[Flip]:
    """One grade one step: down for the winner, up for the rival."""
    inputs, tender = question.inputs, question.inputs.tender
    tried, hit = 0, False
    for leaf in (leaf for leaf in tender.leaves if leaf.judged):
        scale = tender.grades_of(leaf)
        grades = list(scale)
        for bid, step in ((question.winner, -1), (question.rival, 1)):
            judged = question.technical.judged.get((bid or "", leaf.id))
            if bid is None or judged is None:
                continue
            agreed = judged.method == "consensus"
            # A consensus has one grade; where marks are averaged each member's own is one.
            singles = judged.marks[:1] if agreed else judged.marks
            if agreed and judged.moderated is not None:
                singles = (judged.moderated,)
            for single in singles:
                place = grades.index(single.grade) + step
                if not 0 <= place < len(grades):
                    continue
                tried += 1
                other = replace(single, grade=grades[place], share=scale[grades[place]])
                if agreed:
                    row = {**inputs.moderated.get(bid, {}), leaf.id: other}
                    moved = replace(inputs, moderated={**inputs.moderated, bid: row})
                else:
                    marked = inputs.marks[single.evaluator]
                    rows = {**marked, bid: {**marked[bid], leaf.id: other}}
                    marks = {**inputs.marks, single.evaluator: rows}
                    moved = replace(inputs, marks=marks)
                winner = moved.award().winner
                if winner in (None, question.winner):
                    continue
                hit = True
                who: Name = single.evaluator
                if agreed:
                    who = Message("the panel")
                words = Message(
                    "{bid}, {criterion}: grade {other} by {who} in place of {grade}: {winner} "
                    "would win.",
                    bid=bid, criterion=tender.names.criteria[leaf.id], other=other.grade, who=who,
                    grade=single.grade, winner=winner or "",
                )  # fmt: skip
                yield Flip("grade", words, winner, bid=bid)
    if tried and not hit:
        words = Message(
            "Grades: none of {count} single grades, one step lower for the winner or higher for "
            "{rival}, changes the winner.",
            count=tried, rival=question.rival or Message("no other bid"),
        )  # fmt: skip
        yield Flip("grade", words)


def _promises(question: _Question) -> Iterator[Flip]:
    """The winner's figures and the rival's, the smallest change first."""
    tender, tried = question.inputs.tender, 0
    hits: list[tuple[Fraction, Flip]] = []
    for key in _promised(question):
        for bid in (question.winner, question.rival):
            if bid is None or key not in question.inputs.bids[bid].numbers:
                continue
            tried += 1
            flip = _promise(question, bid, key)
            if flip is None:
                continue
            at, now, winner = flip
            unit = tender.names.field_units.get(key, "")
            words = Message(
                "{bid}, {promise}: {at} in place of {now}: {winner} would win.",
                bid=bid, promise=tender.names.fields.get(key, id_in_words(key)),
                at=measured(at, unit), now=measured(now, unit), winner=winner,
            )  # fmt: skip
            hits.append((abs(at / now - 1), Flip("promise", words, winner, now, at, bid)))
    yield from (flip for _, flip in sorted(hits, key=lambda hit: hit[0]))
    if tried and not hits:
        words = Message(
            "Promises: none of {count} figures of the first two, up to {limit:max2} % lower or "
            "higher, changes the winner.",
            count=tried, limit=100 * HALF,
        )  # fmt: skip
        yield Flip("promise", words)


def _promised(question: _Question) -> tuple[str, ...]:
    """Figures of the technical envelope that a score, a requirement or an adder reads."""
    definition = question.inputs.tender.definition
    keys: list[str] = []
    for leaf in question.inputs.tender.leaves:
        derived = DERIVED.get(leaf.criterion.field)
        keys += derived.reads if derived is not None else (leaf.criterion.field,)
    keys += [minimum.field for minimum in definition.minimums.values()]
    keys += [adder.field for adder in definition.price.adders.values()]
    return tuple(dict.fromkeys(key for key in keys if key))


def _promise(
    question: _Question, bid: str, key: str
) -> tuple[Fraction, Fraction, str] | None:  # fmt: skip
    inputs = question.inputs
    now = inputs.bids[bid].numbers.get(key)
    if not now:
        return None
    entry = inputs.tender.form.get(key)
    low, high = now - abs(now) * HALF, now + abs(now) * HALF
    if entry is not None and entry.at_least is not None:
        low = min(now, max(low, exact(entry.at_least)))
    if entry is not None and entry.at_most is not None:
        high = max(now, min(high, exact(entry.at_most)))
    # A number of lines or of reference plants has no unit and no decimals.
    counted = now.denominator == 1 and not str(inputs.tender.names.field_units.get(key, ""))
    step = Fraction(1) if counted else step_of(now)

    def winner_at(value: Fraction) -> str | None:
        return with_promise(inputs, bid, key, value).award().winner

    # A figure that changes nothing at its limit changes nothing on the way to it.
    limits = [limit for limit in (low, high) if winner_at(limit) != question.winner]
    near = [flip for limit in limits if (flip := nearest(winner_at, now, limit, step)) is not None]
    if not near:
        return None
    at, winner = min(near, key=lambda flip: abs(flip[0] - now))
    return at, now, winner


def _minimums(question: _Question) -> Iterator[Flip]:
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


def _promises_beside(
    question: _Question, minimum: Minimum, now: Fraction, *, low: bool
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


def _technical_minimum(question: _Question) -> Iterator[Flip]:
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


def _left_out(question: _Question) -> Iterator[Flip]:
    hit, others = False, [placed.bid for placed in question.base.ranked]
    for bid in others:
        if bid == question.winner:
            continue
        winner = without_bid(question.inputs, bid).award().winner
        if winner not in (None, question.winner):
            hit = True
            words = Message("Without bid {bid}: {winner} would win.", bid=bid, winner=winner or "")
            yield Flip("left_out", words, winner, bid=bid)
    if len(others) > 1 and not hit:
        words = Message("Bids: no other bid left out changes the winner.")
        yield Flip("left_out", words)


def _technical_weight(question: _Question) -> Iterator[Flip]:
    inputs = question.inputs
    if inputs.tender.procedure.combination != "weighted_sum":
        return
    now, hit = inputs.tender.technical_weight, False

    def winner_at(weight: Fraction) -> str | None:
        span = Range(low=float(weight), high=float(weight))
        moved = with_procedure(inputs, technical_weight_percent=span)
        return moved.award(question.technical).winner

    for limit in (Fraction(0), Fraction(100)):
        flip = nearest(winner_at, now, limit, HUNDREDTH)
        if flip is not None:
            hit, (at, winner) = True, flip
            words = Message(
                "Technical weight {at:max2} % in place of {now:max2} %: {winner} would win.",
                at=at, now=now, winner=winner,
            )  # fmt: skip
            yield Flip("technical_weight", words, winner, now, at)
    if not hit:
        words = Message("Technical weight: none from 0 to 100 % changes the winner.")
        yield Flip("technical_weight", words, now=now)


def _present_value(question: _Question) -> Iterator[Flip]:
    """Discount rate and indexation of a price that is a present value."""
    inputs = question.inputs
    rule = inputs.tender.definition.price.npv
    if rule is None:
        return

    def at_discount(percent: Fraction) -> str | None:
        changed = rule.model_copy(update={"discount_rate_percent": percent})
        return with_price(inputs, npv=changed).award(question.technical).winner

    yield from _yearly(question, "discount_rate", Message("Discount rate"),
                       rule.discount_rate_percent, at_discount)  # fmt: skip
    for name, stream in rule.streams.items():

        def at_indexation(percent: Fraction, name: str = name) -> str | None:
            moved = rule.streams[name].model_copy(update={"indexation_percent": percent})
            changed = rule.model_copy(update={"streams": {**rule.streams, name: moved}})
            return with_price(inputs, npv=changed).award(question.technical).winner

        if stream.indexation_percent:
            label = Message("Indexation of {payment}", payment=id_in_words(name))
            yield from _yearly(question, "indexation", label, stream.indexation_percent,
                               at_indexation)  # fmt: skip


def _yearly(
    question: _Question, kind: Kind, label: Message, now: Fraction, winner_at: Winner
) -> Iterator[Flip]:
    """A rate a year, five points either way but not below zero."""
    hit, low, high = False, max(Fraction(0), now - POINTS), now + POINTS
    for limit in (low, high):
        flip = nearest(winner_at, now, limit, HUNDREDTH)
        if flip is not None:
            hit, (at, winner) = True, flip
            words = Message(
                "{what} {at:max2} % a year in place of {now:max4} %: {winner} would win.",
                what=label, at=at, now=now, winner=winner,
            )  # fmt: skip
            yield Flip(kind, words, winner, now, at)
    if not hit:
        words = Message(
            "{what}: none from {low:max4} to {high:max4} % a year changes the winner.",
            what=label, low=low, high=high,
        )  # fmt: skip
        yield Flip(kind, words, now=now)
