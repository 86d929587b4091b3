"""What would flip an award: one thing changed alone, the ranking made again by the same code."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from wte_ppp.guidance.shapes import Range
from wte_ppp.messages import Message
from wte_ppp.tender.derived import DERIVED
from wte_ppp.tender.exact import exact
from wte_ppp.tender.flip_kinds import HALF, HUNDREDTH, Flip, Question
from wte_ppp.tender.flip_minimums import minimum_flips
from wte_ppp.tender.flip_prices import (
    offer_flips,
    present_value_flips,
    price_line_flips,
    rate_flips,
)
from wte_ppp.tender.flip_search import nearest, step_of
from wte_ppp.tender.names import Name, id_in_words
from wte_ppp.tender.requirements import measured
from wte_ppp.tender.rerun import (
    Inputs,
    with_procedure,
    with_promise,
    without_bid,
)


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
    question = Question(inputs, technical, base, base.winner, rival or second)
    return (
        *rate_flips(question),
        *_grades(question),
        *_promises(question),
        *minimum_flips(question),
        *_left_out(question),
        *_technical_weight(question),
        *offer_flips(question),
        *price_line_flips(question),
        *present_value_flips(question),
    )


def _grades(question: Question) -> Iterator[Flip]:
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


def _promises(question: Question) -> Iterator[Flip]:
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


def _promised(question: Question) -> tuple[str, ...]:
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
    question: Question, bid: str, key: str
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


def _left_out(question: Question) -> Iterator[Flip]:
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


def _technical_weight(question: Question) -> Iterator[Flip]:
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
