"""Questions that a bidder may ask of a case, each answered from the record or said to be open."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from wte_ppp._version import __version__
from wte_ppp.blocks import Block, Document, Heading, Paragraph
from wte_ppp.chapters.answers import points, ranks, record, rounds
from wte_ppp.chapters.answers.asked import Asked
from wte_ppp.messages import Message

ALL = "all"


@dataclass(frozen=True)
class Question:
    """A question in words, and what answers it."""

    words: Message
    answer: Callable[[Asked], Iterator[Block]]


QUESTIONS: Mapping[str, Question] = {
    "receipt": Question(Message("What of this bid was received, and when?"), record.receipt),
    "reading": Question(Message("How were its entries read?"), record.readings),
    "notes": Question(Message("What did the bidder write beside the form?"), record.notes),
    "criterion": Question(Message("How were its technical points reached?"), points.criterion),
    "panel": Question(Message("Who scored it, and who changed what, when?"), points.panel),
    "interest": Question(Message("Who of the panel had an interest?"), points.interest),
    "minimum": Question(Message("How does it stand to each requirement?"), points.minimum),
    "out": Question(Message("Is it out, and why?"), points.out),
    "price": Question(Message("How were its price points reached?"), ranks.price),
    "round": Question(Message("What changed in a further price round?"), rounds.price_round),
    "rate": Question(Message("Which exchange rate counted, and would another matter?"), ranks.rate),
    "rank": Question(Message("Why this rank and not the next?"), ranks.rank),
    "others": Question(Message("What did the others offer?"), ranks.others),
    "flip": Question(Message("What would have changed the result?"), ranks.flip),
    "method": Question(Message("Does any method but the tender's count?"), ranks.only_method),
    "sealed": Question(Message("Who could read its price before the opening?"), record.sealed),
    "rules": Question(Message("By which rules, from which source?"), record.rules),
    "law": Question(Message("Does the country's law allow these rules?"), record.law),
    "validity": Question(Message("Are the bids still valid?"), ranks.validity),
    "record": Question(Message("When was each line of the record written?"), record.line),
}


def answers(asked: Asked, question: str = ALL) -> tuple[Block, ...]:
    """The answer to one question, or to all, each under its question."""
    chosen = QUESTIONS if question == ALL else {question: QUESTIONS[question]}
    return tuple(_answers(asked, chosen))


def _answers(asked: Asked, chosen: Mapping[str, Question]) -> Iterator[Block]:
    for question in chosen.values():
        yield Heading(question.words, 2)
        yield from question.answer(asked)


def answer_sheet(asked: Asked, question: str = ALL) -> Document:
    """The same as a document to print."""
    tender = asked.case.tender
    head = asked.case.progress.events[-1].hash
    about, footer = Message("Questions on the record"), f"{tender.definition.id} {tender.version}"
    if asked.bid:
        about, footer = Message("Questions on bid {bid}", bid=asked.bid), f"{footer} · {asked.bid}"
    blocks: tuple[Block, ...] = (
        Paragraph(tender.definition.name, "title"),
        Paragraph(about, "lead"),
        *answers(asked, question),
        Paragraph(Message("Last hash of the record: {hash}", hash=head), "note"),
    )
    title = Message("Answers from the record of a tender")
    return Document(tender.definition.name, blocks, title, f"wte_ppp {__version__} · {footer}")
