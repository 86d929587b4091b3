"""What befell the tender: amendments, questions, minutes, panel, complaints, earlier results."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Cell, Column, Heading, Paragraph, Table, Words
from wte_ppp.chapters.tender_panel import changed_marks_table, seats_table
from wte_ppp.chapters.tender_words import WORDS, has_total, said, score
from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.tender.amendments import EXTENDED, amendments
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.life.questions import questions
from wte_ppp.tender.life.review import Complaint, complaints
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.progress import ENDED, MINUTES, ROUND
from wte_ppp.tender.record import Event

RULINGS = {
    "upheld": mark("upheld"),
    "upheld_in_part": mark("upheld in part"),
    "dismissed": mark("dismissed"),
    "withdrawn": mark("withdrawn"),
}
STEERED = (
    "suspended", "resumed", ROUND, ENDED, "approved", "validity_extended", "award_notified",
    "contract_signed", "price_round_opened", "price_round_closed",
)  # fmt: skip


def life_chapter(evaluation: Evaluation) -> Iterator[Block]:
    """Tables of what happened beside the steps of the evaluation; none where nothing did."""
    tables = tuple(
        table
        for table in (
            _amendments(evaluation),
            _questions(evaluation),
            _minutes(evaluation),
            seats_table(evaluation),
            changed_marks_table(evaluation),
            _complaints(evaluation),
            _course(evaluation),
        )
        if table.rows
    )
    if tables or evaluation.earlier:
        yield Heading(Message("Course of the tender"))
    yield from tables
    yield from _earlier(evaluation)


def _amendments(evaluation: Evaluation) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for amendment in amendments(evaluation.events):
        was, now = amendment.was, amendment.now
        if amendment.kind == EXTENDED:
            what = Message(
                "deadline: {now} in place of {was}", now=moment_words(now), was=moment_words(was)
            )
        else:
            # A stamp of the tender file is long; its beginning stands on forms and pages.
            what = Message("tender {now} in place of {was}", now=now[:12], was=was[:12])
        rows.append((moment_words(amendment.event.at), what, amendment.reason, amendment.event.by))
    columns = (
        Column(Message("When"), 24),
        Column(Message("Changed"), 32),
        Column(Message("Reason"), 42),
        Column(Message("Who"), 18),
    )
    title = Message("Changes of the tender after publication")
    return Table(columns, tuple(rows), title, name="amendments", size="small")


def _questions(evaluation: Evaluation) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for question in questions(evaluation.events):
        answer: Words = Message("no answer yet")
        if question.answer is not None:
            answer = question.answer
        about: Words = question.bid or Message("the tender")
        rows.append((
            str(question.number), about, moment_words(question.asked), question.text,
            moment_words(question.answered), answer,
        ))  # fmt: skip
    columns = (
        Column("", 4),
        Column(Message("About"), 9),
        Column(Message("Asked"), 24),
        Column(Message("Question"), 30),
        Column(Message("Answered"), 24),
        Column(Message("Answer"), 30),
    )
    title = Message("Questions and answers")
    return Table(columns, tuple(rows), title, name="questions", size="small")


def _minutes(evaluation: Evaluation) -> Table:
    rows = tuple(
        (
            moment_words(event.at),
            said(event.data["envelope"]),
            tuple(event.data["attended"]),
            tuple(row["bid"] for row in event.data["opened"]) or Message("none"),
            Quoted(event.data["remarks"], event.by),
            event.by,
        )
        for event in evaluation.events
        if event.what == MINUTES
    )
    columns = (
        Column(Message("When"), 24),
        Column(Message("Envelope"), 11),
        Column(Message("Attended"), 26),
        Column(Message("Opened"), 12),
        Column(Message("Remarks"), 26),
        Column(Message("Who"), 18),
    )
    return Table(columns, rows, Message("Openings"), name="openings", size="small")


def _complaints(evaluation: Evaluation) -> Table:
    names = evaluation.tender.names
    rows: list[tuple[Cell, ...]] = []
    for complaint in complaints(evaluation.events):
        ruling, ground = Message("not decided"), Quoted("", "")
        if complaint.ground is not None:
            ruling, ground = Message(RULINGS[complaint.ruling]), complaint.ground
        received: Words = moment_words(complaint.received)
        if complaint.late:
            received = Message("{moment}, late", moment=moment_words(complaint.received))
        about = names.criteria.get(complaint.about) or _about(complaint)
        rows.append((
            str(complaint.number), complaint.bid, received, about, complaint.text, ruling,
            moment_words(complaint.decided), ground,
        ))  # fmt: skip
    columns = (
        Column("", 4),
        Column(Message("Bid"), 6),
        Column(Message("Received"), 24),
        Column(Message("About"), 16),
        Column(Message("Complaint"), 28),
        Column(Message("Ruling"), 10),
        Column(Message("Decided"), 24),
        Column(Message("Ground"), 30),
    )
    title = Message("Complaints and rulings")
    return Table(columns, tuple(rows), title, name="complaints", size="small")


def _about(complaint: Complaint) -> Words:
    """A step by its name; what the officer wrote instead as it was written."""
    if complaint.about in WORDS:
        return said(complaint.about)
    return Quoted(complaint.about, complaint.text.by)


def _course(evaluation: Evaluation) -> Table:
    rows = tuple(
        (moment_words(event.at), said(event.what), _steered(event), event.by)
        for event in evaluation.events
        if event.what in STEERED
    )
    columns = (
        Column(Message("When"), 24),
        Column(Message("What"), 26),
        Column("", 46),
        Column(Message("Who"), 20),
    )
    title = Message("Approvals, notices, suspensions, signature")
    return Table(columns, rows, title, name="course", size="small")


def _steered(event: Event) -> Words | tuple[Words, ...]:
    data = event.data
    if event.what == "approved":
        reference = Quoted(data["reference"], event.by)
        return Message(
            "{result}, line {line} of the record: {reference}",
            result=said(data["result"]), line=data["event"], reference=reference,
        )  # fmt: skip
    if event.what == "award_notified":
        return Message("award to {bid}, line {line} of the record",
                       bid=data["winner"], line=data["event"])  # fmt: skip
    if event.what == "contract_signed":
        reference = Quoted(data["reference"], event.by)
        return Message("with {bid}: {reference}", bid=data["winner"], reference=reference)
    if event.what == "price_round_closed":
        return Message("new prices: {bids}", bids=tuple(data["bids"]) or Message("none"))
    reason = Quoted(data["reason"], event.by)
    if event.what == "price_round_opened":
        return (Message("for {bids}, until {day}", bids=tuple(data["bids"]),
                        day=moment_words(data["deadline"])), reason)  # fmt: skip
    if event.what == ROUND:
        return (Message("ordered by {body}", body=data["ordered_by"]), reason)
    if event.what == "validity_extended":
        return (Message("until {day}", day=data["until"]), reason)
    return reason


def _earlier(evaluation: Evaluation) -> Iterator[Block]:
    """Rankings that were proposed before and set aside, beside the one that stands."""
    procedure = evaluation.tender.procedure
    for event, award in evaluation.earlier:
        rows = tuple(
            (
                placed.rank,
                placed.bid,
                score(procedure, placed.technical),
                score(procedure, placed.price_points),
                score(procedure, placed.total) if has_total(procedure) else "",
            )
            for placed in award.ranked
        )
        columns = (
            Column(Message("Rank"), 8),
            Column(Message("Bid"), 10),
            Column(Message("Technical"), 14, numbers=True),
            Column(Message("Price points"), 14, numbers=True),
            Column(Message("Total"), 14, numbers=True),
        )
        title = Message(
            "Earlier ranking, proposed {at}, line {line} of the record",
            at=moment_words(event.at),
            line=event.seq,
        )
        yield Table(columns, rows, title, name=f"earlier-{event.seq}", size="small")
    if evaluation.earlier:
        yield Paragraph(
            Message("An earlier ranking no longer counts; its result stays in the record."), "note"
        )
