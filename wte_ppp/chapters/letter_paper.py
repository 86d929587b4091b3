"""What frames a letter: buyer, reference, date, addressee; signature and the record's last hash."""

import datetime
from collections.abc import Iterator

from wte_ppp.blocks import Block, Paragraph, Together, Words
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.calendar import period_end
from wte_ppp.tender.definition.letters import Letters
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.names import BY
from wte_ppp.tender.progress import Progress, moment_of
from wte_ppp.tender.record import Event

BLANK = "_" * 30
NOTHING = Letters.model_validate({})


def letterhead(
    evaluation: Evaluation, bid: str, day: datetime.date | None, subject: Message
) -> Iterator[Block]:
    """From buyer to subject; what is not known is a line to fill in."""
    definition = evaluation.tender.definition
    letters = definition.letters or NOTHING
    yield Paragraph(definition.name, "title")
    yield from _lines(definition.buyer, letters.address)
    yield Paragraph(Message("Reference: {reference}", reference=_or_blank(letters.reference)))
    notice = notice_of(evaluation)
    stated = day or (moment_of(notice).date() if notice is not None else None)
    when: Words = BLANK if stated is None else Message("{day}", day=stated)
    if letters.place:
        yield Paragraph(Message("{place}, {day}", place=Quoted(letters.place, BY), day=when))
    else:
        yield Paragraph(Message("Date: {day}", day=when))
    name: Words = evaluation.names.get(bid, Message("the bidder of bid {bid}", bid=bid))
    yield Paragraph(Message("To: {name}", name=name))
    yield from _lines("", _address(evaluation, bid, letters))
    yield Paragraph(subject, "lead")


def _lines(first: str, address: str) -> Iterator[Block]:
    """Name and address, a line each; an address is never made up."""
    for line in (first, *address.split(",")):
        if line.strip():
            yield Paragraph(Quoted(line.strip(), BY))


def _address(evaluation: Evaluation, bid: str, letters: Letters) -> str:
    envelope = evaluation.bids.get(bid)
    if envelope is None or not letters.bidder_address:
        return ""
    return str(envelope.answers.get(letters.bidder_address, ""))


def _or_blank(text: str) -> Words:
    return Quoted(text, BY) if text else BLANK


def signature(evaluation: Evaluation) -> Iterator[Block]:
    """Line to sign on, who signs, and the hash that lets the bidder hold the record to account."""
    letters = evaluation.tender.definition.letters or NOTHING
    record = Paragraph(
        Message(
            "The record of this tender had {count} entries when this letter was written; the hash "
            "of the last is {hash}. Keep it: nobody can change those entries later without its "
            "showing.",
            count=len(evaluation.events), hash=evaluation.events[-1].hash,
        ),
        "note",
    )  # fmt: skip
    lines = (*_lines(letters.signatory, ""), *_lines(letters.title, ""))
    yield Together((Paragraph(BLANK), *lines, record))


def notice_of(evaluation: Evaluation) -> Event | None:
    """The notice of intention on the award that is proposed now, if it was sent."""
    progress = Progress(evaluation.events)
    notice, proposed = progress.in_round("award_notified"), progress.in_round("award_proposed")
    if notice is None or proposed is None or notice.data["event"] != proposed.seq:
        return None
    return notice


def last_days(evaluation: Evaluation) -> Iterator[Message]:
    """Last days of the periods that run from the notice, counted on the tender's calendar."""
    notice = notice_of(evaluation)
    if notice is None:
        return
    start = moment_of(notice).date()
    standstill = period_end(evaluation.tender, start, "standstill_days")
    if standstill is not None:
        yield Message("The standstill ends on {day}.", day=standstill)
    debriefing = period_end(evaluation.tender, start, "debrief_request_days")
    if debriefing is not None:
        yield Message("The last day to ask for a debriefing is {day}.", day=debriefing)
    complaint = period_end(evaluation.tender, start, "complaint_days")
    if complaint is not None:
        yield Message("The last day for a complaint is {day}.", day=complaint)
