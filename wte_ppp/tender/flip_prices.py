"""What of prices would flip an award: rates, own prices, the tender's price lines, discounting."""

from collections.abc import Iterator
from fractions import Fraction

from wte_ppp.messages import Message, mark
from wte_ppp.tender.currencies import currencies_in, rates_of, stated_money
from wte_ppp.tender.flip_kinds import HALF, HUNDREDTH, POINTS, Flip, Kind, Question, change
from wte_ppp.tender.flip_search import Winner, nearest, step_of
from wte_ppp.tender.names import id_in_words
from wte_ppp.tender.rerun import with_offer, with_price, with_rate

PRICE_LINES = {
    "ceiling": mark("Price ceiling"),
    "floor": mark("Price floor"),
    "reference": mark("Reference price"),
}


def rate_flips(question: Question) -> Iterator[Flip]:
    """Exchange rates that a ranked bid uses."""
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
                    currency=currency, at=at, own=own, now=now, change=change(now, at),
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


def offer_flips(question: Question) -> Iterator[Flip]:
    """The winner's own price higher, and the rival's lower.

    Where schedules of items make up a price none of its figures moves alone, and none is tried.
    """
    inputs, tender = question.inputs, question.inputs.tender
    if tender.definition.price.schedules:
        return
    tried, hit = 0, False
    for bid, sign in ((question.winner, 1), (question.rival, -1)):
        if bid is None or bid not in inputs.prices:
            continue
        for key in tender.definition.price.amounts:
            now = inputs.prices[bid].numbers.get(key)
            if not now:
                continue
            tried += 1

            def winner_at(value: Fraction, bid: str = bid, key: str = key) -> str | None:
                return with_offer(inputs, bid, key, value).award(question.technical).winner

            flip = nearest(winner_at, now, now + sign * abs(now) * HALF, step_of(now))
            if flip is None:
                continue
            hit, (at, winner) = True, flip
            envelope = inputs.prices[bid]
            words = Message(
                "{bid}, {price}: {at} in place of {now} ({change}): {winner} would win.",
                bid=bid, price=tender.names.fields.get(key, id_in_words(key)),
                at=stated_money(tender, envelope, key, at),
                now=stated_money(tender, envelope, key, now), change=change(now, at),
                winner=winner,
            )  # fmt: skip
            yield Flip("offer", words, winner, now, at, bid)
    if tried and not hit:
        words = Message(
            "Prices: neither a higher one of the first nor a lower one of the second, by up to "
            "{limit:max2} %, changes the winner.",
            limit=100 * HALF,
        )  # fmt: skip
        yield Flip("offer", words)


def price_line_flips(question: Question) -> Iterator[Flip]:
    """Ceiling, floor and reference price of the tender."""
    price, currency = (
        question.inputs.tender.definition.price, question.inputs.tender.definition.currency
    )  # fmt: skip
    for key, label in PRICE_LINES.items():
        now: Fraction | None = getattr(price, key)
        if now is None:
            continue

        def winner_at(value: Fraction, key: str = key) -> str | None:
            return with_price(question.inputs, **{key: value}).award(question.technical).winner

        step, hit = step_of(now), False
        low, high = now - abs(now) * HALF, now + abs(now) * HALF
        if key == "ceiling" and price.floor is not None:
            low = min(now, max(low, price.floor + step))
        if key == "floor" and price.ceiling is not None:
            high = max(now, min(high, price.ceiling - step))
        for limit in (low, high):
            flip = nearest(winner_at, now, limit, step)
            if flip is not None:
                hit, (at, winner) = True, flip
                words = Message(
                    "{what} {at:max2} {currency} in place of {now:max2} ({change}): {winner} would "
                    "win.",
                    what=Message(label), at=at, currency=currency, now=now, change=change(now, at),
                    winner=winner,
                )  # fmt: skip
                yield Flip("price_line", words, winner, now, at)
        if not hit:
            words = Message(
                "{what}: none from {low:max2} to {high:max2} {currency} changes the winner.",
                what=Message(label), low=low, high=high, currency=currency,
            )  # fmt: skip
            yield Flip("price_line", words, now=now)


def present_value_flips(question: Question) -> Iterator[Flip]:
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
    question: Question, kind: Kind, label: Message, now: Fraction, winner_at: Winner
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
