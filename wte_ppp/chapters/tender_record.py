"""Lines of the record as the report and an answer show them: when, what, about which bid, who."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table, Words
from wte_ppp.chapters.tender_words import rule_name, said
from wte_ppp.messages import Message
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.names import Names
from wte_ppp.tender.record import Event


def record_chapter(evaluation: Evaluation) -> Iterator[Block]:
    """Events of the sealed record with their hashes."""
    yield Heading(Message("The record"))
    names = evaluation.tender.names
    rows = tuple(
        (
            event.seq, moment_words(event.at), said(event.what), concerned(names, event),
            event.by, event.hash[:16],
        )
        for event in evaluation.events
    )  # fmt: skip
    columns = (
        Column("", 5),
        Column(Message("When"), 26),
        Column(Message("What"), 20),
        Column(Message("About"), 24),
        Column(Message("Who"), 24),
        Column(Message("Hash"), 17),
    )
    yield Table(columns, rows, name="record", size="small")
    last = evaluation.events[-1].hash
    yield Paragraph(
        Message("Last hash {hash}. Verify with: wte-ppp tender verify", hash=last), "note"
    )


def concerned(names: Names, event: Event) -> Words:
    """The bid or bids that an event concerns, and what of them; empty where it concerns none."""
    bid, subject = _bid(event), _subject(names, event)
    if bid and subject:
        return Message("{bid}: {subject}", bid=bid, subject=subject)
    return bid or subject


def _bid(event: Event) -> Words:
    data = event.data
    bid = str(data.get("bid") or data.get("winner") or "")
    several = data.get("bids")
    if not bid and isinstance(several, (list, tuple)) and several:
        return Message("{bids}", bids=tuple(str(name) for name in several))
    return bid


def _subject(names: Names, event: Event) -> Words:
    data = event.data
    for key in ("rule", "field", "criterion"):
        if data.get(key):
            return rule_name(names, str(data[key]))
    if data.get("envelope"):
        return said(str(data["envelope"]))
    for key in ("evaluator", "member", "substitute"):
        if data.get(key):
            return str(data[key])
    return ""
