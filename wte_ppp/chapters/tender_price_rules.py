"""What a tender says on currencies, price schedules and discounts, before bids come."""

from collections.abc import Iterator

from wte_ppp.messages import Message
from wte_ppp.tender.discounts import lowered
from wte_ppp.tender.tender import Tender


def price_rules_words(tender: Tender) -> Iterator[Message]:
    """One line a rule; nothing where prices are of one currency and in one figure."""
    price, names = tender.definition.price, tender.names.fields
    if price.currencies:
        yield Message(
            "Currencies of bids: {currencies}, at most {most} in one bid.",
            currencies=price.currencies, most=price.currencies_most,
        )  # fmt: skip
    elif tender.definition.fx is not None:
        yield Message(
            "Currencies of bids: any that has a rate, at most {most} in one bid.",
            most=price.currencies_most,
        )
    for schedule in price.schedules.values():
        items = tuple(names[schedule.amount_of(key)] for key in schedule.items)
        if schedule.total:
            total = names[schedule.total]
            yield Message("{total}: sum of {items}.", total=total, items=items)
        else:
            yield Message("Items: {items}.", items=items)
    for discount in price.discounts.values():
        off = tuple(names[field] for field in lowered(tender, discount))
        line = Message("{name}: taken off {fields}", name=names[discount.field], fields=off)
        if discount.condition:
            line = Message(
                "{line}, unless '{condition}' names a condition",
                line=line, condition=names[discount.condition],
            )  # fmt: skip
        yield Message("{line}.", line=line)
