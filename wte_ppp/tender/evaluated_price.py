"""The evaluated price of a bid: from what was read out, step by step, to what is compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from wte_ppp.messages import Message, Text
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.corrections import STEP, Arithmetic, Correction, arithmetic_of
from wte_ppp.tender.currencies import (
    CURRENCY,
    converted,
    currencies_in,
    currency_doubt,
    rates_of,
    stated_money,
)
from wte_ppp.tender.definition.price import PresentValue, Stream
from wte_ppp.tender.discounts import discounted
from wte_ppp.tender.names import Name
from wte_ppp.tender.price import RATIOS, npv_of_payments
from wte_ppp.tender.price_steps import PriceStep
from wte_ppp.tender.requirements import Decisions, in_doubt
from wte_ppp.tender.scoring import best_of
from wte_ppp.tender.settlements import rejected
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.tender import Tender


@dataclass(frozen=True)
class Priced:
    """One bid's price by itself, before it is held against the others.

    `amount` is None where it is out or waits; `parts` are what the amount is the sum of; `figures`
    the envelope with the figures that count, corrected and less discounts; `omitted` the items
    that it leaves without a price; `decided` what the committee or the bidder settled on the way;
    `kept` says which figures do not add up and stand by the rule.
    """

    finding: Finding
    amount: Fraction | None = None
    steps: tuple[PriceStep, ...] = ()
    parts: Mapping[str, Fraction] = field(default_factory=dict)
    figures: Bid | None = None
    corrections: tuple[Correction, ...] = ()
    omitted: tuple[str, ...] = ()
    decided: tuple[Finding, ...] = ()
    kept: tuple[Message, ...] = ()

    @property
    def numbers(self) -> Mapping[str, Fraction]:
        """Figures that count, by field."""
        return self.figures.numbers if self.figures is not None else {}


def evaluated(tender: Tender, bid: str, envelope: Bid | None, settled: Decisions) -> Priced:
    """Price in the tender's currency, by field or as present value of the city's payments."""
    if envelope is None:
        return _out(bid, Message("no price envelope was received by the deadline"))
    settlement = rejected(envelope)
    if settlement is not None:
        return _out(bid, settlement.resolution.reason)
    if envelope.open:
        reason = Message("open point(s): {fields:; }", fields=in_doubt(tender, envelope))
        return Priced(Finding(bid, "price_opening", "price", None, reason))
    checked = arithmetic(tender, envelope)
    decided = []
    for finding in (
        _settled(bid, CURRENCY, currency_doubt(tender, envelope), settled),
        _arithmetic_finding(tender, bid, envelope, checked, settled),
    ):
        if finding is not None and not finding.passed:
            return Priced(finding, corrections=tuple(checked.corrections))
        if finding is not None:
            decided.append(finding)
    corrected = with_numbers(envelope, checked.numbers)
    price = tender.definition.price
    missing = [key for key in price.fields if key not in corrected.numbers]
    if missing:
        labels = tuple(tender.names.fields.get(key, key) for key in missing)
        return _out(bid, Message("not stated: {fields}", fields=labels))
    lacking = _without_rate(tender, corrected)
    if lacking:
        # A rate that is not known yet is neither 1 nor the bidder's fault.
        reason = Message("no exchange rate of {currencies} yet", currencies=lacking)
        return Priced(Finding(bid, CURRENCY, CURRENCY, None, reason))
    figures, discounts = discounted(tender, corrected)
    steps = [*_to_corrected(tender, envelope, corrected, checked.corrections)]
    before = corrected
    for key, after, message in discounts:
        moved = total_of(tender, after) - total_of(tender, before)
        steps.append(PriceStep("discount", key, moved, message))
        before = after
    parts = price_parts(tender, figures)
    amount = sum(parts.values(), Fraction(0))
    return Priced(
        _price_finding(tender, bid, amount), amount, tuple(steps), parts, figures,
        tuple(checked.corrections), tuple(checked.omitted), tuple(decided), tuple(checked.kept),
    )  # fmt: skip


def _out(bid: str, reason: Text) -> Priced:
    return Priced(Finding(bid, "price_opening", "price", False, reason))


def _settled(bid: str, rule: str, doubt: Message | None, settled: Decisions) -> Finding | None:
    """A doubt that waits, or what the committee decided of it; a no counts without a doubt."""
    decision = settled.get((bid, rule))
    if decision is None:
        return None if doubt is None else Finding(bid, rule, rule, None, doubt)
    if decision.passed and doubt is None:
        return None
    return Finding(bid, rule, rule, decision.passed, decision.reason)


def _without_rate(tender: Tender, envelope: Bid) -> tuple[str, ...]:
    price, rates = tender.definition.price, rates_of(tender)
    fields = [*price.amounts, *(discount.field for discount in price.discounts.values())]
    used = [*currencies_in(tender, envelope, fields)]
    used += [deviation.currency for deviation in envelope.rulings.deviations]
    return tuple(dict.fromkeys(code for code in used if code not in rates))


def without_filled_blanks(tender: Tender, envelope: Bid) -> Bid:
    """An envelope whose blank totals are no doubts where its own items fill them."""
    if not envelope.open:
        return envelope
    filled = arithmetic(tender, envelope).numbers
    doubts = tuple(
        doubt for doubt in envelope.doubts if doubt.kind != "blank" or doubt.field not in filled
    )
    return replace(envelope, doubts=doubts)


def arithmetic(tender: Tender, envelope: Bid) -> Arithmetic:
    """Corrections and doubts of an envelope's price schedules."""
    price = tender.definition.price
    fields = [key for schedule in price.schedules.values() for key in schedule.fields]
    return arithmetic_of(
        list(price.schedules.values()),
        envelope.numbers,
        {key: envelope.currency_of(key) or tender.definition.currency for key in fields},
        tender.procedure,
        tender.names.fields,
        envelope.rulings.decimals,
    )


def _arithmetic_finding(
    tender: Tender, bid: str, envelope: Bid, checked: Arithmetic, settled: Decisions
) -> Finding | None:
    """What the arithmetic of a bid leads to: an open question, no answer yet, the answer."""
    if checked.faults:
        reason = Message("arithmetical errors: {faults:; }", faults=tuple(checked.faults))
        return Finding(bid, STEP, STEP, False, reason)
    doubt = Message("{doubts:; }", doubts=tuple(checked.doubts)) if checked.doubts else None
    finding = _settled(bid, STEP, doubt, settled)
    if not checked.corrections or (finding is not None and not finding.passed):
        return finding
    answer = envelope.rulings.answer
    if answer is None or dict(answer.figures) != checked.figures:
        reason = Message(
            "corrected, {corrections:; }; the bidder has not accepted yet",
            corrections=tuple(
                correction_words(tender, envelope, correction) for correction in checked.corrections
            ),
        )
        return Finding(bid, STEP, STEP, None, reason)
    return Finding(bid, STEP, STEP, answer.accepted, answer.reason)


def correction_words(tender: Tender, envelope: Bid, correction: Correction) -> Message:
    """A correction in words: field, figure as read out, figure that follows, and why."""
    field = correction.field
    stated: Text = Message("nothing")
    if correction.stated is not None:
        stated = stated_money(tender, envelope, field, correction.stated)
    return Message(
        "{field}: {corrected} in place of {stated} ({why})",
        field=tender.names.fields.get(field, field), stated=stated, why=correction.why,
        corrected=stated_money(tender, envelope, field, correction.corrected),
    )  # fmt: skip


def with_numbers(envelope: Bid, numbers: Mapping[str, Fraction]) -> Bid:
    """An envelope with some figures replaced."""
    return replace(envelope, answers={**envelope.answers, **numbers})


def _to_corrected(
    tender: Tender, envelope: Bid, corrected: Bid, corrections: Sequence[Correction]
) -> Sequence[PriceStep]:
    """The price read out, and what the corrections move; one step where none was read out."""
    fields = tender.definition.price.fields
    after = total_of(tender, corrected)
    words = tuple(correction_words(tender, envelope, correction) for correction in corrections)
    if any(key not in envelope.numbers for key in fields):
        message = Message("{corrections:; }", corrections=words)
        return [PriceStep("arithmetic_correction", "", after, message)]
    steps = [PriceStep("read_out", "", total_of(tender, envelope), _as_stated(tender, envelope))]
    if corrections:
        moved, message = after - steps[0].amount, Message("{corrections:; }", corrections=words)
        steps.append(PriceStep("arithmetic_correction", "", moved, message))
    return steps


def _as_stated(tender: Tender, envelope: Bid) -> Message:
    """Amounts in the bid's own currencies, and the rates that were used."""
    own, rates = tender.definition.currency, rates_of(tender)
    amounts = tuple(
        Message(
            "{field}: {amount}",
            field=tender.names.fields.get(key, key),
            amount=stated_money(tender, envelope, key, envelope.numbers[key]),
        )
        for key in tender.definition.price.amounts
    )
    used = tuple(
        Message("1 {other} = {rate:max6} {currency}", other=code, rate=rates[code], currency=own)
        for code in currencies_in(tender, envelope, tender.definition.price.amounts)
        if code != own
    )
    if not used:
        return Message("{amounts:; }", amounts=amounts)
    return Message("{amounts:; } ({rates})", amounts=amounts, rates=used)


def _price_finding(tender: Tender, bid: str, amount: Fraction) -> Finding:
    """Whether a price can be compared at all."""
    price, procedure = tender.definition.price, tender.procedure
    what: Name = Message("present value")
    if price.npv is None:
        what = tender.names.fields.get(price.field, price.field)
    reason = Message(
        "{what} {amount:,.2f} {currency}",
        what=what, amount=amount, currency=tender.definition.currency,
    )  # fmt: skip
    passed, ceiling = False, price.ceiling
    if amount <= 0 and procedure.price_score in RATIOS:
        reason = Message("{price}: not above zero, and the price score is a ratio", price=reason)
    elif amount <= 0 and procedure.combination == "quality_per_price":
        reason = Message("{price}: not above zero, and the total is a quotient", price=reason)
    elif price.fixed is not None and amount != price.fixed:
        reason = Message(
            "{price}: not the fixed price of {fixed:,.2f}", price=reason, fixed=price.fixed
        )
    elif ceiling is not None and procedure.price_ceiling != "none" and amount > ceiling:
        reason = Message(
            "{price}, above the ceiling of {ceiling:,.2f}", price=reason, ceiling=ceiling
        )
    else:
        passed = True
    return Finding(bid, "price_opening", "price", passed, reason)


def total_of(tender: Tender, envelope: Bid) -> Fraction:
    """Sum of a price's parts."""
    return sum(price_parts(tender, envelope).values(), Fraction(0))


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
        share = numbers[stream.indexed_field] / 100 if stream.indexed_field else Fraction(1)
        worth = _of_one(stream, rule.years, rule.first_year, rate, share)
        values[name] = sign * numbers[stream.field] * worth
    for name, lump in rule.lumps.items():
        sign = 1 if lump.sign == "paid" else -1
        values[name] = sign * numbers[lump.field] / (1 + rate) ** lump.year
    return values


@lru_cache(maxsize=512)
def _of_one(
    stream: Stream, years: int, first_year: int, rate: Fraction, share: Fraction
) -> Fraction:
    """Present value of a stream at a unit price of 1: what would flip an award asks often."""
    quantity = stream.quantity
    same = quantity if isinstance(quantity, tuple) else (quantity,) * years
    index = stream.index(range(first_year, first_year + years))
    factors = [1 + share * (factor - 1) for factor in index]
    return npv_of_payments({"": Fraction(1)}, {"": same}, {"": factors}, rate, first_year)


def adders(
    tender: Tender, bids: Mapping[str, Bid], prices: Mapping[str, Bid], in_play: Sequence[str]
) -> dict[str, dict[str, Fraction]]:
    """Money added to each price: units worse than the best bid still in, times the money a unit."""
    added: dict[str, dict[str, Fraction]] = {bid: {} for bid in in_play}
    for name, adder in tender.definition.price.adders.items():
        values = {
            bid: converted(tender, prices[bid]).get(adder.field)
            if tender.form[adder.field].envelope == "price"
            else bids[bid].numbers.get(adder.field)
            for bid in in_play
        }
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
