"""From the price read out to the price compared, step by step, and figures that were corrected."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Cell, Column, Heading, Number, Table, Words
from wte_ppp.messages import Message, mark
from wte_ppp.tender.corrections import Correction
from wte_ppp.tender.currencies import stated_money
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.ranked import Ranked
from wte_ppp.tender.tender import Tender

STEPS = {
    "read_out": mark("as read out"),
    "arithmetic_correction": mark("arithmetic correction"),
    "discount": mark("discount"),
    "omission": mark("item left blank"),
    "deviation": mark("deviation priced"),
    "adder": mark("adder"),
    "domestic_preference": mark("domestic preference"),
}
MONEY = ",.2f"


def ladder_words(tender: Tender, placed: Ranked) -> Iterator[Message]:
    """Each step of one bid in words, the price compared last."""
    own = tender.definition.currency
    for step in placed.steps:
        yield Message(
            "{step}: {amount:+,.2f} {currency} ({how})",
            step=Message(STEPS[step.what]), amount=step.amount, currency=own, how=step.message,
        )  # fmt: skip
    yield Message("price compared: {price:,.2f} {currency}", price=placed.price, currency=own)


def ladder_chapter(evaluation: Evaluation) -> Iterator[Block]:
    """Steps of every bid where there is more than the price read out, and all corrections."""
    ranked = evaluation.award.ranked
    if any(len(placed.steps) > 1 for placed in ranked):
        yield Heading(Message("From the price read out to the price compared"), 2)
        yield _steps(evaluation)
    if evaluation.award.corrections:
        yield Heading(Message("Figures that did not add up"), 2)
        yield _corrections(evaluation)


def _steps(evaluation: Evaluation) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for placed in evaluation.award.ranked:
        for step in placed.steps:
            how: Words = step.message
            rows.append((placed.bid, Message(STEPS[step.what]), how, Number(step.amount, MONEY)))
        compared = Message("price compared")
        rows.append((placed.bid, compared, "", Number(placed.price, MONEY)))
    currency = evaluation.tender.definition.currency
    columns = (
        Column(Message("Bid"), 8),
        Column(Message("Step"), 22),
        Column(Message("How"), 50),
        Column(Message("Amount, {currency}", currency=currency), 20, MONEY, numbers=True),
    )
    return Table(columns, tuple(rows), name="price-steps")


def _corrections(evaluation: Evaluation) -> Table:
    rows = [
        _correction(evaluation, bid, correction)
        for bid, corrections in sorted(evaluation.award.corrections.items())
        for correction in corrections
    ]
    columns = (
        Column(Message("Bid"), 8),
        Column(Message("Figure"), 22),
        Column(Message("As read out"), 18),
        Column(Message("Corrected"), 18),
        Column(Message("Why"), 24),
        Column(Message("Bidder's answer"), 24),
    )
    note = Message("A bidder that does not accept its corrected figures is out.")
    return Table(columns, tuple(rows), note=note, name="corrections")


def _correction(
    evaluation: Evaluation, bid: str, correction: Correction
) -> tuple[Words | Message, ...]:
    envelope, field = evaluation.prices[bid], correction.field
    stated: Words = Message("not stated")
    if correction.stated is not None:
        stated = stated_money(evaluation.tender, envelope, field, correction.stated)
    answer = envelope.rulings.answer
    answered: Words = Message("none yet")
    if answer is not None:
        word = Message("accepted") if answer.accepted else Message("refused")
        answered = Message("{answer}, {at}: {reason}", answer=word, at=answer.at[:10],
                           reason=answer.reason)  # fmt: skip
    names = evaluation.tender.names.fields
    return (
        bid, names.get(field, field), stated,
        stated_money(evaluation.tender, envelope, field, correction.corrected),
        correction.why, answered,
    )  # fmt: skip
