"""Discounts that a bid offers without conditions, taken off its own figures."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.currencies import rate_of
from wte_ppp.tender.definition.schedule import Discount
from wte_ppp.tender.doubts import BIDDER
from wte_ppp.tender.money import money
from wte_ppp.tender.names import Name
from wte_ppp.tender.tender import Tender


def discounted(tender: Tender, envelope: Bid) -> tuple[Bid, Sequence[tuple[str, Bid, Message]]]:
    """An envelope less its discounts, and the envelope after each with what it is.

    Per cent come off the price fields named, an amount off the one field named, in that field's
    currency. One after the other, in the order of the tender; a discount under a condition is told
    and not counted.
    """
    rows: list[tuple[str, Bid, Message]] = []
    figures = envelope
    for key, discount in tender.definition.price.discounts.items():
        value = envelope.numbers.get(discount.field)
        if not value:
            continue
        name: Name = tender.names.fields.get(discount.field, discount.field)
        condition = envelope.answers.get(discount.condition) if discount.condition else None
        if condition:
            message = Message(
                "{name}: under a condition ({condition}), not counted",
                name=name, condition=Quoted(str(condition), BIDDER),
            )  # fmt: skip
        elif tender.form[discount.field].kind == "money":
            currency = envelope.currency_of(discount.field) or tender.definition.currency
            message = Message("{name}: {amount}", name=name, amount=money(value, currency))
            figures = _less_amount(tender, figures, discount, value)
        else:
            message = Message("{name}: {percent:max6} %", name=name, percent=value)
            figures = _less_percent(figures, lowered(tender, discount), value)
        rows.append((key, figures, message))
    return figures, rows


def lowered(tender: Tender, discount: Discount) -> tuple[str, ...]:
    """Price fields that a discount lowers."""
    price = tender.definition.price
    if discount.on:
        return discount.on
    if price.npv is None:
        return (price.field,)
    paid = [stream.field for stream in price.npv.streams.values() if stream.sign == "paid"]
    paid += [lump.field for lump in price.npv.lumps.values() if lump.sign == "paid"]
    return tuple(dict.fromkeys(paid))


def _less_percent(figures: Bid, fields: Sequence[str], percent: Fraction) -> Bid:
    less = {key: figures.numbers[key] * (1 - percent / 100) for key in fields}
    return replace(figures, answers={**figures.answers, **less})


def _less_amount(tender: Tender, figures: Bid, discount: Discount, amount: Fraction) -> Bid:
    (field,) = lowered(tender, discount)
    given, priced = figures.currency_of(discount.field), figures.currency_of(field)
    if given != priced:
        amount = amount * rate_of(tender, given) / rate_of(tender, priced)
    return replace(figures, answers={**figures.answers, field: figures.numbers[field] - amount})
