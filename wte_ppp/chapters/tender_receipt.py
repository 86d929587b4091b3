"""The receipt that a bidder takes away: what was received when, and hashes that prove it later."""

from collections.abc import Iterator

from wte_ppp._version import __version__
from wte_ppp.blocks import Block, Column, Document, Paragraph, Table
from wte_ppp.chapters.tender_words import said
from wte_ppp.messages import Message
from wte_ppp.tender.case import Case
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.record import Event
from wte_ppp.tender.trust.anchor import anchor_lines


def receipt(case: Case, event: Event) -> Document:
    """Receipt of one envelope."""
    definition = case.tender.definition
    footer = f"wte_ppp {__version__} · {definition.id} · {event.seq}"
    return Document(definition.name, (*_receipt(case, event),), Message("Receipt"), footer)


def _receipt(case: Case, event: Event) -> Iterator[Block]:
    data, definition = event.data, case.tender.definition
    yield Paragraph(definition.name, "title")
    yield Paragraph(definition.buyer)
    yield Paragraph(Message("Receipt of an envelope, entry {number}", number=event.seq), "lead")
    state = Message("after the deadline: it stays unopened") if data["late"] else Message("in time")
    rows = (
        (Message("Bid"), data["bid"]),
        (Message("Envelope"), said(data["envelope"])),
        (Message("Received"), moment_words(event.at)),
        (Message("Deadline"), moment_words(definition.deadline)),
        (Message("State"), state),
        (Message("SHA-256 of the file"), data["sha256"]),
        (Message("Tender file in force, version"), data.get("form", case.tender.version)),
        (Message("Received by"), event.by),
    )
    yield Table((Column(Message("Entry")), Column(Message("What it says"))), rows)
    for line in anchor_lines(case, event):
        yield Paragraph(line, "note")
