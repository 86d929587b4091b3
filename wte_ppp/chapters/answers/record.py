"""Answers from the record: receipt, reading, who could see prices, rules, law, single lines."""

from collections.abc import Iterator
from dataclasses import replace

from wte_ppp.blocks import Block, Bullets, Cell, Column, Paragraph, Table, Words
from wte_ppp.chapters.answers.asked import Asked, not_held
from wte_ppp.chapters.tender_law import law_blocks
from wte_ppp.chapters.tender_record import concerned
from wte_ppp.chapters.tender_sources import rules_table
from wte_ppp.chapters.tender_words import said, value_words
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.names import id_in_words
from wte_ppp.tender.record import Event
from wte_ppp.tender.trust.sealed_prices import sealing

ABOUT = ("bid", "bids")


def receipt(asked: Asked) -> Iterator[Block]:
    """What came of this bid, when, and where it lies in the record."""
    rows: list[tuple[Cell, ...]] = []
    counted = {
        envelope.sha256
        for (bid, _), envelope in asked.case.progress.received().items()
        if bid == asked.bid
    }
    for event in asked.case.progress.all("received"):
        if event.data["bid"] != asked.bid:
            continue
        state: Words = Message("replaced by a later one, or taken back")
        if event.data["late"]:
            state = Message("LATE, unopened")
        elif event.data["sha256"] in counted:
            state = Message("counts")
        rows.append(
            (
                event.seq, said(event.data["envelope"]), moment_words(event.at), event.data["file"],
                event.data["sha256"][:16], state,
            )
        )  # fmt: skip
    columns = (
        Column(Message("Line"), 6),
        Column(Message("Envelope"), 12),
        Column(Message("Received"), 26),
        Column(Message("File in the case"), 34),
        Column("SHA-256", 18),
        Column("", 22),
    )
    yield Table(columns, tuple(rows), name="receipt", size="small")
    yield Paragraph(
        Message(
            "What has no line here was not received by this record; a delivery receipt with a hash "
            "would show otherwise."
        ),
        "note",
    )


def readings(asked: Asked) -> Iterator[Block]:
    """How the envelopes were read: doubtful entries, who settled them, what counts."""
    lines: list[Message] = []
    for envelope in _envelopes(asked):
        kind, names = said(envelope.envelope), asked.case.tender.names.fields
        lines += [
            Message(
                "{envelope}, {field}: {decision}",
                envelope=kind, field=_field(names.get(item.doubt.field), item.doubt.field),
                decision=item.told,
            )
            for item in envelope.settled
        ]  # fmt: skip
        lines += [
            Message(
                "{envelope}, {field}: {why}; not settled",
                envelope=kind, field=_field(names.get(doubt.field), doubt.field), why=doubt.why,
            )
            for doubt in envelope.doubts
        ]  # fmt: skip
        lines += [
            Message("{envelope}: {note}", envelope=kind, note=note) for note in envelope.notes
        ]
    if lines:
        yield Bullets(tuple(lines))
    else:
        yield Paragraph(Message("Every entry was plain; nothing was in doubt."))


def _field(name: Words | None, key: str) -> Words:
    return name or id_in_words(key) or Message("the envelope as a whole")


def notes(asked: Asked) -> Iterator[Block]:
    """What the bidder wrote beside the fields of the form."""
    lines = tuple(
        Message("{envelope}: {text}", envelope=said(envelope.envelope), text=text)
        for envelope in _envelopes(asked)
        for text in envelope.outside
    )
    if lines:
        yield Bullets(lines)
    else:
        yield Paragraph(Message("Nothing was found beside the fields of the form."))
    yield Paragraph(
        Message("What the panel made of it stands in its reasons; nothing is scored from it."),
        "note",
    )


def _envelopes(asked: Asked) -> list[Bid]:
    """Envelopes of the bid that may be read now."""
    mine = [asked.case.envelopes().get(asked.bid)]
    if asked.evaluation is not None:
        mine.append(asked.evaluation.prices.get(asked.bid))
    return [envelope for envelope in mine if envelope is not None]


def sealed(asked: Asked) -> Iterator[Block]:
    """Who could read the bid's price before prices were opened."""
    progress = asked.case.progress
    received = progress.received().get((asked.bid, "price"))
    if received is None:
        yield Paragraph(Message("No price envelope of the bid was received by the deadline."))
        return
    opened = progress.last("prices_opened")
    until: Words = Message("now") if opened is None else moment_words(opened.at)
    if asked.bid in sealing(progress).sealed:
        yield Paragraph(
            Message(
                "The price envelope came sealed. Until {until} nobody could read it, not even who "
                "holds the case: the key was split among several persons.",
                until=until,
            )
        )
    elif asked.case.tender.procedure.envelopes == 1:
        yield Paragraph(
            Message("The tender has one envelope: prices came with the rest and were not sealed.")
        )
    else:
        yield Paragraph(
            Message(
                "The price envelope was not encrypted. Until {until} this program refused to read "
                "it, but whoever holds the case file could have read it by other means.",
                until=until,
            )
        )
    if opened is not None:
        yield Paragraph(
            Message(
                "Prices were opened by {by} at {at}, line {line}.",
                by=opened.by, at=moment_words(opened.at), line=opened.seq,
            )
        )  # fmt: skip
    tries = tuple(
        Message(
            "Line {line}, {at}: {by} tried and was refused.",
            line=event.seq,
            at=moment_words(event.at),
            by=event.by,
        )
        for event in progress.all("price_access_refused")
    )  # fmt: skip
    yield Bullets(tries or (Message("No earlier try is on record."),))


def rules(asked: Asked) -> Iterator[Block]:
    """By which rules the tender runs, from which source, since when."""
    yield rules_table(asked.case.tender)


def law(asked: Asked) -> Iterator[Block]:
    """The law's procedure, every departure from it with its ground, and the buyer's own rules."""
    tender = asked.case.tender
    yield Paragraph(
        Message(
            "The tender stands on {guidance} on {day}.",
            guidance=tender.rules.identity, day=tender.rules.day,
        )
    )  # fmt: skip
    words = tuple(law_blocks(tender))
    yield from words
    own = tuple(
        Message(
            "Set by the buyer, {rule}: {value} in place of {before}; the source says: {source}",
            rule=said(rule.id.removeprefix("procedure.")), value=value_words(rule),
            before=_replaced(rule),
            source=rule.cited,
        )
        for rule in tender.rules.overridden()
        if rule.id in tender.definition.rules
    )  # fmt: skip
    yield Bullets(own or (Message("The buyer set no rule of its own."),))
    if not words:
        yield not_held(Message("a procedure of the country's law to compare with"))


def line(asked: Asked) -> Iterator[Block]:
    """The lines of the record about this bid, or one line, with both moments of each."""
    events = asked.case.progress.events
    if asked.line is not None:
        events = [event for event in events if event.seq == asked.line]
        if not events:
            yield not_held(Message("line {line}", line=asked.line))
            return
    else:
        events = [event for event in events if _about(event, asked.bid)]
    rows = tuple(
        (
            event.seq, said(event.what), concerned(asked.case.tender.names, event), event.by,
            moment_words(event.at),
            moment_words(event.clock) or Message("not kept before version 0.2"),
            event.signature["key"][:16] if event.signature else Message("not signed"),
        )
        for event in events
    )  # fmt: skip
    columns = (
        Column(Message("Line"), 6),
        Column(Message("What"), 18),
        Column(Message("About"), 20),
        Column(Message("Who"), 22),
        Column(Message("Stated moment"), 26),
        Column(Message("Written down, by the machine's clock"), 26),
        Column(Message("Key"), 18),
    )
    yield Table(columns, rows, name="lines", size="small")
    reasons = tuple(
        Message(
            "Line {line}: stated moment and clock lie apart: {reason}",
            line=event.seq, reason=Quoted(event.at_reason, event.by),
        )
        for event in events
        if event.at_reason
    )  # fmt: skip
    yield from (Bullets(reasons),) if reasons else ()
    if asked.case.reconstructed:
        reason = Quoted(asked.case.reconstructed, asked.case.progress.events[0].by)
        yield Paragraph(
            Message("This case is a past tender written down anew: {reason}", reason=reason)
        )


def _about(event: Event, bid: str) -> bool:
    """Whether an event names the bid, or touches every bid."""
    named = [event.data[key] for key in ABOUT if key in event.data]
    if not named:
        return True
    return bid in named or any(isinstance(name, (list, tuple)) and bid in name for name in named)


def _replaced(rule: ResolvedRule) -> Words:
    """The value that the buyer's own one stands for, with its unit."""
    was = rule.override.replaced if rule.override else None
    return Message("what is left open") if was is None else value_words(replace(rule, value=was))
