"""Currencies of a bid and the rates that lead to the tender's own."""

from collections.abc import Iterable
from fractions import Fraction

from wte_ppp.messages import Message
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.money import money
from wte_ppp.tender.names import CURRENCY as PLACE
from wte_ppp.tender.tender import Tender

CURRENCY = "currency"


def rates_of(tender: Tender) -> dict[str, Fraction]:
    """Units of the tender's currency for one unit of each that has a rate; its own has 1."""
    rates = dict(tender.definition.fx.rates) if tender.definition.fx else {}
    return {**rates, tender.definition.currency: Fraction(1)}


def rate_of(tender: Tender, currency: str) -> Fraction:
    """Units of the tender's currency for one unit of another; none stated is the tender's own.

    Raises
    ------
    KeyError
        If the tender has no rate for it.
    """
    return rates_of(tender)[currency or tender.definition.currency]


def currencies_in(tender: Tender, envelope: Bid, fields: Iterable[str] = ()) -> tuple[str, ...]:
    """Currencies of an envelope's money, or of these fields of it."""
    stated = [key for key in fields or envelope.numbers if key in envelope.numbers]
    own = tender.definition.currency
    return tuple(
        dict.fromkeys(envelope.currency_of(key) or own for key in stated if _is_money(tender, key))
    )


def _is_money(tender: Tender, field: str) -> bool:
    return field in tender.definition.price.amounts or tender.form[field].kind == "money"


def stated_money(tender: Tender, envelope: Bid, field: str, amount: Fraction) -> Message:
    """An amount of a field in the bid's currency for it, with the unit it is a price of."""
    entry = tender.form[field]
    place = entry.currency if entry.currency and entry.currency in entry.unit else PLACE
    _, _, per = entry.unit.partition(place)
    return money(amount, envelope.currency_of(field) or tender.definition.currency, per)


def currency_doubt(tender: Tender, envelope: Bid) -> Message | None:
    """What the tender's rules on currencies do not allow, if there is any."""
    price, stated = tender.definition.price, currencies_in(tender, envelope)
    foreign = tuple(code for code in stated if price.currencies and code not in price.currencies)
    if foreign:
        return Message(
            "in {currencies}; the tender allows {allowed}",
            currencies=foreign, allowed=price.currencies,
        )  # fmt: skip
    if len(stated) > price.currencies_most:
        return Message(
            "in {count} currencies ({currencies}); the tender allows {most}",
            count=len(stated), currencies=stated, most=price.currencies_most,
        )  # fmt: skip
    return None


def converted(tender: Tender, envelope: Bid) -> dict[str, Fraction]:
    """Numbers of an envelope, its money in the tender's currency, as far as there are rates."""
    rates, own = rates_of(tender), tender.definition.currency
    numbers = {}
    for key, number in envelope.numbers.items():
        rate = rates.get(envelope.currency_of(key) or own) if _is_money(tender, key) else 1
        if rate is not None:
            numbers[key] = number * rate
    return numbers
