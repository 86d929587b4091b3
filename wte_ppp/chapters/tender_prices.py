"""Prices in the evaluation report: enough to compute them again by hand."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from wte_ppp.blocks import Block, Bullets, Cell, Column, Heading, Number, Paragraph, Table, Words
from wte_ppp.chapters.tender_ladder import ladder_chapter
from wte_ppp.chapters.tender_rates import rates_words
from wte_ppp.chapters.tender_words import STATES, reason_by, said
from wte_ppp.messages import Message
from wte_ppp.tender.definition.price import PresentValue, Stream
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.inquiries import low_price_words
from wte_ppp.tender.names import Names, id_in_words, money_unit
from wte_ppp.tender.price_rounds import round_words
from wte_ppp.tender.ranked import Ranked


def prices_chapter(evaluation: Evaluation) -> Iterator[Block]:
    """What was read out, its value today, adders, prices to explain."""
    tender = evaluation.tender
    definition, names = tender.definition, tender.names
    currency = definition.currency
    yield Heading(Message("Prices"))
    yield _read_out(evaluation)
    for line in rates_words(tender, evaluation.events):
        yield Paragraph(line)
    if definition.price.npv is not None:
        yield from _present_value(definition.price.npv, names)
    ranked = evaluation.award.ranked
    parts = list(dict.fromkeys(key for placed in ranked for key in placed.parts))
    rows: list[tuple[Cell, ...]] = [
        (
            placed.bid,
            *(placed.parts[key] for key in parts),
            placed.price - sum(placed.parts.values(), Fraction(0)),
            placed.price,
        )
        for placed in ranked
    ]
    columns = (
        Column(Message("Bid"), 12),
        *(
            Column(names.fields.get(key, id_in_words(key)), 24, ",.2f", numbers=True)
            for key in parts
        ),
        Column(_added(ranked), 20, ",.2f", numbers=True),
        Column(Message("Evaluated, {currency}", currency=currency), 28, ",.2f", numbers=True),
    )
    yield Table(columns, tuple(rows), name="prices")
    yield from ladder_chapter(evaluation)
    yield from _financial(evaluation)
    for line in round_words(evaluation.award.rounds, currency):
        yield Paragraph(line)
    for line in (*evaluation.award.applied, *evaluation.award.not_applied):
        yield Paragraph(line)
    for low in evaluation.award.low:
        yield Paragraph(Message("{bid}: {reason}", bid=low.bid, reason=low.reason))
    for line in low_price_words(evaluation.tender, evaluation.award, evaluation.events):
        yield Paragraph(line)
    for finding in evaluation.award.findings:
        if finding.rule == "abnormally_low":
            yield Paragraph(
                Message(
                    "{bid}: abnormally low, {state}: {reason}",
                    bid=finding.bid, state=Message(STATES[finding.passed]),
                    reason=reason_by(finding.reason),
                )
            )  # fmt: skip


def _financial(evaluation: Evaluation) -> Iterator[Block]:
    """Marks on criteria of the price envelope, in points of the price part's 100."""
    criteria = evaluation.tender.definition.price.criteria
    rows = tuple(
        (
            placed.bid, criteria[mark.criterion].name or id_in_words(mark.criterion),
            mark.promised or Message("not stated"), Number(mark.points, "max4"),
            Number(mark.most, "max4"), mark.how,
        )
        for placed in evaluation.award.ranked
        for mark in placed.financial
    )  # fmt: skip
    if not rows:
        return
    columns = (
        Column(Message("Bid"), 12),
        Column(Message("Criterion"), 36),
        Column(Message("Promised"), 24),
        Column(Message("Points of the price part"), 16, numbers=True),
        Column(Message("of"), 8, numbers=True),
        Column(Message("How"), 60),
    )
    yield Table(columns, rows, name="financial")


def _added(ranked: Sequence[Ranked]) -> Message:
    """Head of what is added to the parts: adders alone, or more."""
    others = {"omission", "deviation", "domestic_preference"}
    if any(step.what in others for placed in ranked for step in placed.steps):
        return Message("Added for comparison")
    return Message("Adders")


def _read_out(evaluation: Evaluation) -> Table:
    tender, rows = evaluation.tender, []
    names = tender.names
    for bid, envelope in sorted(evaluation.prices.items()):
        for field in tender.definition.price.read_out:
            value = envelope.numbers.get(field)
            currency = envelope.currency_of(field) or tender.definition.currency
            unit = money_unit(names.field_units[field], currency)
            label: Words = names.fields[field]
            if unit:
                label = Message("{field}, {unit}", field=label, unit=unit)
            stated: Cell = Message("not stated") if value is None else Number(value, "max6")
            rows.append((bid, label, stated))
    columns = (
        Column(Message("Bid"), 8),
        Column(Message("As read out"), 70),
        Column("", 24, numbers=True),
    )
    return Table(columns, tuple(rows), name="read-out")


def _present_value(rule: PresentValue, names: Names) -> Iterator[Block]:
    yield Paragraph(
        Message(
            "Present value of what the buyer pays in years {first} to {last}, discounted at "
            "{rate:max4} % a year:",
            first=rule.first_year, last=rule.first_year + rule.years - 1,
            rate=rule.discount_rate_percent,
        )
    )  # fmt: skip
    items = [_stream(name, stream, names) for name, stream in rule.streams.items()]
    items += [
        Message(
            "{name}: {sign}, {field} in year {year}",
            name=id_in_words(name), sign=_sign(lump.sign),
            field=names.fields.get(lump.field, lump.field), year=lump.year,
        )
        for name, lump in rule.lumps.items()
    ]  # fmt: skip
    yield Bullets(tuple(items), "body")


def _sign(sign: str) -> Words:
    return said("paid") if sign == "paid" else said("received_by_buyer")


def _index(stream: Stream) -> Message:
    if stream.indexation_factors:
        factors = tuple(
            Message("{factor:max6}", factor=factor) for factor in stream.indexation_factors
        )
        return Message("by the factors {factors} of the years", factors=factors)
    steps = tuple(
        Message("{percent:max4} % a year from year {year} on",
                percent=step.percent, year=step.from_year)
        for step in stream.indexation_steps
    )  # fmt: skip
    return Message("by {steps}", steps=steps)


def _stream(key: str, stream: Stream, names: Names) -> Message:
    listed = stream.quantity if isinstance(stream.quantity, tuple) else (stream.quantity,)
    quantities = tuple(Message("{value:max4}", value=quantity) for quantity in listed)
    name, sign = id_in_words(key), _sign(stream.sign)
    field = names.fields.get(stream.field, stream.field)
    if stream.indexation_steps or stream.indexation_factors:
        return Message(
            "{name}: {sign}, {field} x {quantities} a year, {share} moving {index}",
            name=name, sign=sign, field=field, quantities=quantities, index=_index(stream),
            share=names.fields.get(stream.indexed_field, stream.indexed_field)
            or Message("all of it"),
        )  # fmt: skip
    if not stream.indexation_percent:
        return Message(
            "{name}: {sign}, {field} x {quantities} a year",
            name=name, sign=sign, field=field, quantities=quantities,
        )  # fmt: skip
    if not stream.indexed_field:
        return Message(
            "{name}: {sign}, {field} x {quantities} a year, all of it rising {rate:max4} % a year",
            name=name, sign=sign, field=field, quantities=quantities,
            rate=stream.indexation_percent,
        )  # fmt: skip
    return Message(
        "{name}: {sign}, {field} x {quantities} a year, of which the share '{share}' rises "
        "{rate:max4} % a year",
        name=name, sign=sign, field=field, quantities=quantities,
        share=names.fields.get(stream.indexed_field, stream.indexed_field),
        rate=stream.indexation_percent,
    )  # fmt: skip
