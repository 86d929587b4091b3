"""Inquiries into low prices as the record tells them: asked, answered, assessed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.award import EXPLAINED, LOW_PRICE, Award
from wte_ppp.tender.moments import in_words
from wte_ppp.tender.progress import PRICE_ASKED
from wte_ppp.tender.record import Event
from wte_ppp.tender.tender import Tender

ASKED, ANSWERED, ASSESSED = PRICE_ASKED, "low_price_answered", "low_price_assessed"


@dataclass(frozen=True)
class Said:
    """Words with their moment; `by` of the text is who recorded them."""

    text: Quoted
    at: str


@dataclass(frozen=True)
class Inquiry:
    """One question on a bid's price, due by a day, with what came of it."""

    bid: str
    asked: Said
    due: str = ""
    answered: Said | None = None
    assessed: Said | None = None


def inquiries(events: Iterable[Event]) -> list[Inquiry]:
    """All inquiries in their order; an answer and an assessment go to the last of their bid."""
    asked: list[Inquiry] = []
    for event in events:
        if event.what not in (ASKED, ANSWERED, ASSESSED):
            continue
        bid, words = event.data["bid"], Said(Quoted(event.data["text"], event.by), event.at)
        if event.what == ASKED:
            asked.append(Inquiry(bid, words, event.data.get("due", "")))
            continue
        place = max(number for number, inquiry in enumerate(asked) if inquiry.bid == bid)
        if event.what == ANSWERED:
            asked[place] = replace(asked[place], answered=words)
        else:
            asked[place] = replace(asked[place], assessed=words)
    return asked


def inquiry_words(inquiry: Inquiry) -> Iterator[Message]:
    """What was asked, answered and assessed, each with its moment."""
    asked = inquiry.asked
    line = Message("{bid}: asked about its price at {at}: {text}",
                   bid=inquiry.bid, at=in_words(asked.at), text=asked.text)  # fmt: skip
    if inquiry.due:
        line = Message("{line} (due by {day})", line=line, day=inquiry.due)
    yield line
    answered, assessed = inquiry.answered, inquiry.assessed
    if answered is None:
        yield Message("{bid}: no answer is recorded", bid=inquiry.bid)
    else:
        yield Message(
            "{bid}: answered at {at}: {text}",
            bid=inquiry.bid,
            at=in_words(answered.at),
            text=answered.text,
        )
    if assessed is not None:
        yield Message(
            "{bid}: assessed at {at}: {text}",
            bid=inquiry.bid,
            at=in_words(assessed.at),
            text=assessed.text,
        )


def low_price_words(tender: Tender, award: Award, events: Sequence[Event]) -> Iterator[Message]:
    """Every inquiry, and each decision on a low price that none came before."""
    made = inquiries(events)
    for inquiry in made:
        yield from inquiry_words(inquiry)
    if tender.procedure.abnormally_low_action not in EXPLAINED:
        return
    asked = {inquiry.bid for inquiry in made}
    for finding in award.findings:
        if finding.rule == LOW_PRICE and finding.passed is not None and finding.bid not in asked:
            yield Message(
                "{bid}: decided without an inquiry on record; the rule asks for an explanation",
                bid=finding.bid,
            )
