"""A bidder's own price in its letter: what was read out, each step from it, and its points."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Bullets, Cell, Column, Heading, Number, Paragraph, Table, Words
from wte_ppp.chapters.price_formulas import price_formula
from wte_ppp.chapters.tender_ladder import MONEY, STEPS
from wte_ppp.chapters.tender_rates import rate_lines
from wte_ppp.messages import Message
from wte_ppp.tender.currencies import currencies_in, stated_money
from wte_ppp.tender.evaluated_price import correction_words
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.ranked import Ranked

HEAD = Message("Your price, step by step")


def own_price(evaluation: Evaluation, bid: str) -> Iterator[Block]:
    """From the price read out to its points; nothing where the envelope was not opened.

    Other bidders' prices stand nowhere in it: where a rule compares prices, the share of the points
    that it gives is told.
    """
    envelope = evaluation.prices.get(bid)
    if envelope is None:
        return
    placed = next((placed for placed in evaluation.award.ranked if placed.bid == bid), None)
    rates = tuple(
        rate_lines(evaluation.tender, evaluation.events, currencies_in(evaluation.tender, envelope))
    )
    if placed is None:
        lines = (*_read_out(evaluation, bid), *rates, *_answer(evaluation, bid))
        if lines:
            yield Heading(HEAD)
            yield Bullets(lines, "body")
        return
    yield Heading(HEAD)
    yield _steps(evaluation, placed)
    lines = (*rates, *_answer(evaluation, bid), *_rounds(evaluation, bid))
    if lines:
        yield Bullets(lines, "body")
    formula = price_formula(evaluation.tender, evaluation.award.compared, placed, own_only=True)
    yield from (Paragraph(line) for line in formula)


def _steps(evaluation: Evaluation, placed: Ranked) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (Message(STEPS[step.what]), step.message, Number(step.amount, MONEY))
        for step in placed.steps
    ]
    rows.append((Message("price compared"), "", Number(placed.price, MONEY)))
    currency = evaluation.tender.definition.currency
    columns = (
        Column(Message("Step"), 22),
        Column(Message("How"), 58),
        Column(Message("Amount, {currency}", currency=currency), 24, MONEY, numbers=True),
    )
    return Table(columns, tuple(rows), name="own-price")


def _read_out(evaluation: Evaluation, bid: str) -> Iterator[Words]:
    """What was read out of an envelope whose price is not ranked, and its corrections."""
    tender, envelope = evaluation.tender, evaluation.prices[bid]
    for key in tender.definition.price.amounts:
        if key in envelope.numbers:
            yield Message(
                "as read out: {field}: {amount}",
                field=tender.names.fields.get(key, key),
                amount=stated_money(tender, envelope, key, envelope.numbers[key]),
            )  # fmt: skip
    for correction in evaluation.award.corrections.get(bid, ()):
        words = correction_words(tender, envelope, correction)
        yield Message("arithmetic correction: {words}", words=words)


def _answer(evaluation: Evaluation, bid: str) -> Iterator[Words]:
    """What the bidder wrote of its corrected figures."""
    answer = evaluation.prices[bid].rulings.answer
    if answer is not None and bid in evaluation.award.corrections:
        kept = Message("Your answer to the correction, {day}: accepted ({reason})",
                       day=answer.at[:10], reason=answer.reason)  # fmt: skip
        refused = Message("Your answer to the correction, {day}: refused ({reason})",
                          day=answer.at[:10], reason=answer.reason)  # fmt: skip
        yield kept if answer.accepted else refused


def _rounds(evaluation: Evaluation, bid: str) -> Iterator[Words]:
    """The bidder's price of a further round beside its earlier one."""
    currency = evaluation.tender.definition.currency
    for price in evaluation.award.rounds:
        if price.bid != bid or price.now is None or price.earlier is None:
            continue
        if price.counts:
            yield Message(
                "Your price in the price round: {now:,.2f} {currency}, which counts; before "
                "{earlier:,.2f}.",
                now=price.now, earlier=price.earlier, currency=currency,
            )  # fmt: skip
        else:
            yield Message(
                "Your price in the price round: {now:,.2f} {currency}, which does not count; "
                "{earlier:,.2f} stands.",
                now=price.now, earlier=price.earlier, currency=currency,
            )  # fmt: skip
