"""Questions and answers: bidders ask before the deadline, the buyer asks about a bid after it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from wte_ppp.messages import Quoted
from wte_ppp.tender import moments
from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.record import Event

ASKED, ANSWERED = "question_asked", "question_answered"


@dataclass(frozen=True)
class Question:
    """A question with its answer.

    `bid` is whom it concerns: for a bidder's question before the deadline it is empty, as all
    bidders read it without who asked; for the buyer's question it names the bid.
    """

    number: int
    bid: str
    text: Quoted
    asked: str
    answer: Quoted | None = None
    answered: str = ""
    due: str = ""


def questions(events: Iterable[Event]) -> list[Question]:
    """All questions in their order, each with its last answer."""
    asked: dict[int, Question] = {}
    for event in events:
        data = event.data
        if event.what == ASKED:
            number = data["number"]
            text = Quoted(data["text"], event.by)
            asked[number] = Question(number, data["bid"], text, event.at, due=data.get("due", ""))
        elif event.what == ANSWERED:
            question = asked[data["number"]]
            answer = Quoted(data["text"], event.by)
            asked[question.number] = Question(
                question.number, question.bid, question.text, question.asked, answer, event.at,
                question.due,
            )  # fmt: skip
    return list(asked.values())


@act
def ask(
    case: Case, text: str, *, by: str, bid: str = "", due: datetime.date | None = None,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record a bidder's question on the tender, or with `bid` the buyer's question on a bid.

    Raises `DocumentError` for a bidder's question after its time, or an unknown bid.
    """
    case.needs(text, "text", "a question", "write it")
    if bid:
        case.known(bid)
    else:
        calendar, moment = case.tender.definition.calendar, at or moments.now()
        until = calendar.questions_until if calendar else None
        until = until or case.tender.definition.deadline
        if moment > until:
            found = moment.isoformat(timespec="minutes")
            allowed = f"by {until.isoformat(timespec='minutes')}"
            raise case.fault("at", found, allowed, "ask about a bid with --bid")
    number = 1 + len(case.progress.all(ASKED))
    data = {"number": number, "bid": bid, "text": text}
    if due is not None:
        data["due"] = due.isoformat()
    return case.record(ASKED, by=by, at=at, data=data)


@act
def answer(
    case: Case, number: int, text: str, *, by: str, at: datetime.datetime | None = None
) -> Event:
    """Record the answer to a question; a later one stands beside the earlier."""
    known = [question.number for question in questions(case.progress.events)]
    if number not in known:
        allowed = ", ".join(map(str, known)) or "no question yet"
        raise case.fault("number", str(number), allowed, "choose one")
    case.needs(text, "text", "an answer", "write it")
    return case.record(ANSWERED, by=by, at=at, data={"number": number, "text": text})
