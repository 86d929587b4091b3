"""Open points of bids: what was written, what counts, who decided; what stands beside a form."""

from collections.abc import Iterator, Mapping

from wte_ppp.blocks import Block, Bullets, Cell, Column, Heading, Paragraph, Table, Words
from wte_ppp.chapters.tender_words import rule_name, said
from wte_ppp.messages import Message, Text, mark
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.doubts import KINDS, Doubt
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.names import Names
from wte_ppp.tender.resolutions import HOWS, Settlement, worded_answer
from wte_ppp.tender.tender import Tender

MOST_ON_SCREEN = 5
LISTS = (
    (mark("Fields that count, as a score, requirement or the price reads them: {fields}"), True),
    (mark("Fields that inform alone: {fields}"), False),
)


def field_words(tender: Tender) -> Iterator[Message]:
    """The form's fields in two lists: those that count, and those that inform."""
    for template, counts in LISTS:
        fields = tender.counting if counts else tender.informing
        if fields:
            yield Message(template, fields=tuple(_field_name(tender, field) for field in fields))


def _field_name(tender: Tender, field: str) -> Words:
    return tender.names.fields.get(field) or rule_name(tender.names, field)


def status_words(names: Names, bids: Mapping[str, Bid]) -> Iterator[Message]:
    """Points that are settled or only inform, and what stands beside the forms."""
    for bid, envelope in bids.items():
        kind = said(envelope.envelope)
        for item in envelope.settled:
            yield Message(
                "{bid}: {envelope}: {field}: {told}",
                bid=bid, envelope=kind, field=_label(names, item.doubt), told=item.told,
            )  # fmt: skip
        for doubt in envelope.doubts:
            if not doubt.counts:
                yield Message(
                    "{bid}: {envelope}: {field}: {why}; it informs alone",
                    bid=bid, envelope=kind, field=_label(names, doubt), why=doubt.why,
                )  # fmt: skip
        for line in (*envelope.notes, *envelope.outside[:MOST_ON_SCREEN]):
            yield Message("{bid}: {envelope}: note: {line}", bid=bid, envelope=kind, line=line)
        more = len(envelope.outside) - MOST_ON_SCREEN
        if more > 0:
            yield Message(
                "{bid}: {envelope}: note: {count} more beside the form's cells, see the report",
                bid=bid, envelope=kind, count=more,
            )  # fmt: skip


def doubts_chapter(evaluation: Evaluation) -> Iterator[Block]:
    """What was in doubt in bids and how it was settled."""
    names = evaluation.tender.names
    rows: list[tuple[Cell | tuple[Cell, ...], ...]] = []
    beside: list[Words] = []
    for bids in (evaluation.bids, evaluation.prices):
        for bid, envelope in bids.items():
            rows += [(bid, *_settled(names, item)) for item in envelope.settled]
            rows += [(bid, *_open(names, doubt)) for doubt in envelope.doubts]
            beside += [
                Message(
                    "{bid}, {envelope}: {line}",
                    bid=bid,
                    envelope=said(envelope.envelope),
                    line=line,
                )
                for line in (*envelope.notes, *envelope.outside)
            ]
    if not rows and not beside:
        return
    yield Heading(Message("Entries in doubt"))
    columns = (
        Column(Message("Bid"), 6),
        Column(Message("Envelope"), 10),
        Column(Message("Field"), 18),
        Column(Message("Written"), 20),
        Column(Message("Counts"), 16),
        Column(Message("Decision"), 44),
    )
    if rows:
        yield Table(columns, tuple(rows), name="doubts", size="small")
    if beside:
        yield Paragraph(Message("Beside the form's cells, and notes; nothing of it counts:"))
        yield Bullets(tuple(beside))


def settled_words(evaluation: Evaluation, bid: str) -> Iterator[Message]:
    """To a bidder: which entries were settled, and what counts of them."""
    names = evaluation.tender.names
    for bids in (evaluation.bids, evaluation.prices):
        for item in bids[bid].settled if bid in bids else ():
            counts: Text = Message("nothing")
            if item.counts is not None:
                counts = worded_answer(item.counts)
            field, reason = _label(names, item.doubt), item.resolution.reason
            if item.doubt.written is None:
                yield Message(
                    "{field}: {why}; what counts is {counts}. Reason: {reason}",
                    field=field, why=item.doubt.why, counts=counts, reason=reason,
                )  # fmt: skip
                continue
            yield Message(
                "{field}: you wrote {written}; what counts is {counts}. Reason: {reason}",
                field=field, written=item.doubt.written, counts=counts, reason=reason,
            )  # fmt: skip


def _settled(names: Names, item: Settlement) -> tuple[Cell | tuple[Cell, ...], ...]:
    reason = item.resolution.reason
    return (
        said(item.doubt.envelope),
        _label(names, item.doubt),
        item.doubt.written or item.doubt.why,
        Message("nothing") if item.counts is None else worded_answer(item.counts),
        Message(
            "{how}: {reason} ({by})",
            how=Message(HOWS[item.resolution.how]), reason=reason, by=reason.by,
        ),
    )  # fmt: skip


def _open(names: Names, doubt: Doubt) -> tuple[Cell | tuple[Cell, ...], ...]:
    state = Message("open: {why}", why=doubt.why)
    if not doubt.counts:
        state = Message("{why}; it informs alone, the bid stays", why=doubt.why)
    written: Words = doubt.written or Message("nothing")
    return (said(doubt.envelope), _label(names, doubt), written, Message("nothing"), state)


def _label(names: Names, doubt: Doubt) -> Words:
    return rule_name(names, doubt.field) if doubt.field else Message(KINDS[doubt.kind])
