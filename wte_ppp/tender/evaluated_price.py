"""The evaluated price of a bid: what was read out, in the tender's currency, and what is added."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from wte_ppp.messages import Message
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.price import PresentValue
from wte_ppp.tender.names import Name
from wte_ppp.tender.price import npv_of_payments
from wte_ppp.tender.requirements import Decisions, in_doubt
from wte_ppp.tender.scoring import best_of
from wte_ppp.tender.settlements import rejected
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.tender import Tender

CURRENCY = "currency"
RATIO_RULES = ("lowest_over_price", "reference_over_price")


def evaluated(
    tender: Tender, bid: str, envelope: Bid | None, settled: Decisions
) -> tuple[Finding, Fraction | None]:
    """Price in the tender's currency, by field or as present value of the city's payments."""
    price = tender.definition.price

    def out(reason: Message) -> tuple[Finding, None]:
        return Finding(bid, "price_opening", "price", False, reason), None

    if envelope is None:
        return out(Message("no price envelope was received by the deadline"))
    settlement = rejected(envelope)
    if settlement is not None:
        return out(settlement.told)
    if envelope.open:
        reason = Message("open point(s): {fields:; }", fields=in_doubt(tender, envelope))
        return Finding(bid, "price_opening", "price", None, reason), None
    currency = tender.definition.currency
    doubt = currency_doubt(tender, envelope)
    decision = settled.get((bid, CURRENCY))
    if decision is not None and not decision.passed:
        return Finding(bid, CURRENCY, CURRENCY, False, decision.reason), None
    if doubt is not None and decision is None:
        return Finding(bid, CURRENCY, CURRENCY, None, doubt), None
    missing = [field for field in price.fields if field not in envelope.numbers]
    if missing:
        labels = tuple(tender.names.fields.get(field, field) for field in missing)
        return out(Message("not stated: {fields}", fields=labels))
    lacking = [code for code in currencies_in(envelope) if code and code not in rates_of(tender)]
    if lacking:
        # A rate that is not known yet is neither 1 nor the bidder's fault.
        reason = Message("no exchange rate of {currencies} yet", currencies=tuple(lacking))
        return Finding(bid, CURRENCY, CURRENCY, None, reason), None
    amount = sum(price_parts(tender, envelope).values(), Fraction(0))
    what: Name = Message("present value")
    if price.npv is None:
        what = tender.names.fields.get(price.field, price.field)
    reason = Message(
        "{what} {amount:,.2f} {currency}",
        what=what, amount=amount, currency=currency,
    )  # fmt: skip
    procedure = tender.procedure
    if amount <= 0 and procedure.price_score in RATIO_RULES:
        return out(Message("{price}: not above zero, and the price score is a ratio", price=reason))
    if amount <= 0 and procedure.combination == "quality_per_price":
        return out(Message("{price}: not above zero, and the total is a quotient", price=reason))
    ceiling = price.ceiling
    if ceiling is not None and procedure.price_ceiling != "none" and amount > ceiling:
        return out(
            Message(
                "{price}, above the ceiling of {ceiling:,.2f}",
                price=reason, ceiling=ceiling,
            )
        )  # fmt: skip
    return Finding(bid, "price_opening", "price", True, reason), amount


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


def currencies_in(envelope: Bid) -> tuple[str, ...]:
    """Currencies of an envelope's money: its own, and those of single fields."""
    named = (envelope.currency, *envelope.currencies.values())
    return tuple(dict.fromkeys(code for code in named if code))


def currency_doubt(tender: Tender, envelope: Bid) -> Message | None:
    """What the tender's rules on currencies do not allow, if there is any."""
    price, stated = tender.definition.price, currencies_in(envelope)
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
    """Numbers of an envelope, its money in the tender's currency.

    Raises
    ------
    KeyError
        If there is no rate for a currency.
    """
    priced = tender.definition.price.amounts
    return {
        key: number * rate_of(tender, envelope.currency_of(key))
        if key in priced or tender.form[key].kind == "money"
        else number
        for key, number in envelope.numbers.items()
    }


def price_parts(tender: Tender, envelope: Bid) -> dict[str, Fraction]:
    """What a price is the sum of, in the tender's currency: its field, or streams and lumps.

    Raises
    ------
    KeyError
        If a field is not stated, or there is no rate for the currency.
    """
    price, numbers = tender.definition.price, converted(tender, envelope)
    if price.npv is None:
        return {price.field: numbers[price.field]}
    return _present_values(price.npv, numbers)


def _present_values(rule: PresentValue, numbers: Mapping[str, Fraction]) -> dict[str, Fraction]:
    values = {}
    rate = rule.discount_rate_percent / 100
    for name, stream in rule.streams.items():
        sign = 1 if stream.sign == "paid" else -1
        quantity = stream.quantity
        same = quantity if isinstance(quantity, tuple) else (quantity,) * rule.years
        share = numbers[stream.indexed_field] / 100 if stream.indexed_field else Fraction(1)
        growth = 1 + stream.indexation_percent / 100
        years = range(rule.first_year, rule.first_year + rule.years)
        factors = [1 + share * (growth**year - 1) for year in years]
        values[name] = npv_of_payments(
            {name: sign * numbers[stream.field]}, {name: list(same)}, {name: factors}, rate,
            rule.first_year,
        )  # fmt: skip
    for name, lump in rule.lumps.items():
        sign = 1 if lump.sign == "paid" else -1
        values[name] = sign * numbers[lump.field] / (1 + rate) ** lump.year
    return values


def adders(
    tender: Tender, bids: Mapping[str, Bid], in_play: Sequence[str]
) -> dict[str, dict[str, Fraction]]:
    """Money added to each price: units worse than the best bid still in, times the money a unit."""
    added: dict[str, dict[str, Fraction]] = {bid: {} for bid in in_play}
    for name, adder in tender.definition.price.adders.items():
        values = {bid: bids[bid].numbers.get(adder.field) for bid in in_play}
        offered = [value for value in values.values() if value is not None]
        if not offered:
            continue
        best, worst = best_of(offered, adder.better), min(offered)
        worst = max(offered) if adder.better == "lower" else worst
        for bid, value in values.items():
            # Who promises nothing is taken at the worst promise of the others.
            promised = worst if value is None else value
            added[bid][name] = abs(promised - best) * adder.money_per_unit
    return added
