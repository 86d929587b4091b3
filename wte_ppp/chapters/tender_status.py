"""How a tender stands: dates ahead, who must do what, where each bid is, what comes next."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Bullets, Paragraph, Words
from wte_ppp.chapters.tender_calendar import due_line
from wte_ppp.chapters.tender_doubts import status_words
from wte_ppp.chapters.tender_words import open_point, out_line, reason_by, said, tie
from wte_ppp.messages import Message, Text
from wte_ppp.tender import moments
from wte_ppp.tender.calendar import basis_of, calendar_of, standstill_until
from wte_ppp.tender.case import Case
from wte_ppp.tender.gates import OFFICE, Gate, open_gates
from wte_ppp.tender.life.questions import questions
from wte_ppp.tender.life.review import open_complaints


def status_screen(case: Case) -> tuple[Block, ...]:
    """What is due, who must act, what was received, what is open, and the last hash."""
    return tuple(_status(case))


def _status(case: Case) -> Iterator[Block]:
    progress = case.progress
    name, count = case.tender.definition.name, len(progress.events)
    yield Paragraph(Message("{name}; lines in the record: {count}", name=name, count=count))
    if progress.ended is not None:
        yield Paragraph(
            Message("The tender was cancelled: {reason}", reason=progress.ended.data["reason"])
        )
    if progress.suspended is not None:
        reason = progress.suspended.data["reason"]
        yield Paragraph(Message("The tender is suspended: {reason}", reason=reason))
    ahead = tuple(due_line(due) for due in calendar_of(case) if not due.done)
    if ahead:
        yield Paragraph(Message("Dates ahead:"))
        yield Bullets(ahead)
    yield Paragraph(Message("Bids:"))
    yield Bullets(tuple(_bids(case)) or (Message("none yet"),))
    before = moments.now() < case.tender.definition.deadline
    if before:
        yield Paragraph(Message("No bid is looked at before the deadline."))
    waiting = {} if before else _waiting(case)
    for who, points in waiting.items():
        yield Paragraph(Message("Waiting for {who}:", who=who))
        yield Bullets(tuple(points))
    gates = () if before or progress.ended is not None else open_gates(case.tender, progress)
    ahead_of_contract = (*(_gate_line(gate) for gate in gates), *_standstill(case))
    if ahead_of_contract:
        yield Paragraph(Message("Not on record yet:"))
        yield Bullets(ahead_of_contract)
    yield Paragraph(_next(case, before=before, waiting=bool(waiting), gates=gates))
    yield Paragraph(Message("Last hash {hash}", hash=progress.events[-1].hash))


def _bids(case: Case) -> Iterator[Text]:
    progress = case.progress
    for bid, moment in progress.late().items():
        yield Message("{bid}: late ({moment}), unopened", bid=bid, moment=moments.in_words(moment))
    gone = progress.withdrawn()
    for bid, reason in gone.items():
        yield Message("{bid}: withdrawn: {reason}", bid=bid, reason=reason_by(reason))
    for bid in sorted({bid for bid, _ in progress.received()} - set(gone)):
        kinds = tuple(said(kind) for owner, kind in sorted(progress.received()) if owner == bid)
        if (bid, "technical") in progress.received():
            yield Message("{bid}: {kinds: and } received", bid=bid, kinds=kinds)
        else:
            yield Message(
                "{bid}: {kinds: and } received; no technical envelope in time: not evaluated",
                bid=bid, kinds=kinds,
            )  # fmt: skip
    for (bid, kind), seq in progress.asked_anew().items():
        if bid not in gone:
            yield Message(
                "{bid}: {kind} envelope on the form before line {seq}; asked for anew",
                bid=bid, kind=said(kind), seq=seq,
            )  # fmt: skip
    if moments.now() >= case.tender.definition.deadline:
        yield from _where(case)


def _where(case: Case) -> Iterator[Text]:
    """Where each bid stands in the evaluation; nobody is out for good before the freeze."""
    yield from status_words(case.tender.names, case.envelopes())
    frozen = case.progress.frozen
    for finding in case.technical().findings:
        if finding.passed is False:
            line = out_line(case.tender.names, finding)
            yield line if frozen else Message("so far: {line}", line=line)
        elif finding.passed is None and finding.step == "technical_score":
            yield Message("{bid}: {state}", bid=finding.bid, state=finding.reason)
    if case.progress.prices_open:
        yield from status_words(case.tender.names, case.prices())


def _waiting(case: Case) -> dict[Words, list[Text]]:
    """Open points by who must act: a member of the panel, a bidder, or the committee."""
    points: dict[Words, list[Text]] = {}
    committee = Message("the committee")

    def waits(who: Words, point: Text) -> None:
        points.setdefault(who, []).append(point)

    progress = case.progress
    open_points = case.technical().open if not progress.frozen else ()
    if progress.prices_open:
        open_points = case.result().open
    for point in open_points:
        member = point.values.get("member")
        waits(member if isinstance(member, str) else committee, open_point(case.tender, point))
    for question in questions(progress.events):
        if question.answer is None:
            who: Words = Message("the bidder of bid {bid}", bid=question.bid)
            if not question.bid:
                who = committee
            due: Words = question.due or Message("no day set")
            waits(
                who, Message("answer to question {number} ({due})", number=question.number, due=due)
            )
    for complaint in open_complaints(progress.events):
        waits(committee, Message("ruling on complaint {number}", number=complaint.number))
    return points


def _gate_line(gate: Gate) -> Message:
    """What is missing, who does it, by which clause and command, and what waits for it."""
    if gate.clause is None:
        return Message(
            "{what}; by {who}: {command}", what=gate.what, who=gate.who, command=gate.command
        )
    return Message(
        "{what} ({clause}); by {who}: {command}; before {steps}",
        what=gate.what, clause=gate.clause, who=gate.who, command=gate.command,
        steps=tuple(f"tender {step}" for step in gate.holds),
    )  # fmt: skip


def _standstill(case: Case) -> Iterator[Message]:
    """That the contract waits for the end of the standstill."""
    last = standstill_until(case)
    if last is not None and case.progress.in_round("contract_signed") is None:
        yield Message(
            "contract, after the standstill of {basis} ends on {day}; by {who}: {command}",
            basis=basis_of(case.tender, "standstill_days"), day=last.isoformat(), who=OFFICE,
            command="tender sign --reference NUMBER",
        )  # fmt: skip


def _without_winner(case: Case) -> Message:
    """What follows an award that names nobody: a tie that stands, or no bid that is left."""
    if tie(case.result(case.lots()).ranked) is None:
        return Message("Next: no bid is left to be awarded; cancel or start anew")
    if "lottery" in case.tender.procedure.tie_break:
        return Message("Next: draw lots, then award with --lot for each tied bid")
    return Message(
        "Next: settle the tie by the buyer's law: {command}, then award",
        command="tender decide --bid BID --rule tie --pass",
    )


def _next(case: Case, *, before: bool, waiting: bool, gates: tuple[Gate, ...]) -> Message:
    progress = case.progress
    if progress.ended is not None or progress.in_round("contract_signed") is not None:
        return Message("Next: nothing; the tender is over")
    if progress.suspended is not None:
        return Message("Next: resume, once what held the tender up is settled")
    if before:
        return Message("Next: receive bids until the deadline")
    if not progress.bids():
        return Message("Next: nothing to evaluate, no bid came in time; cancel or start anew")
    if waiting:
        return Message("Next: settle what is open")
    held = [gate.command for gate in gates if "open-prices" in gate.holds]
    if held and not progress.prices_open:
        return Message("Next: {command}", command=held[0])
    if not progress.frozen:
        return Message("Next: freeze")
    if not progress.prices_open:
        passed: tuple[Words, ...] = case.technical().passed or (Message("none"),)
        return Message("Frozen; passed: {bids}. Next: open-prices", bids=passed)
    proposed = progress.in_round("award_proposed")
    if proposed is None:
        return Message("Next: award")
    if proposed.data["winner"] is None:
        return _without_winner(case)
    held = [gate.command for gate in gates if gate.holds]
    if held:
        return Message("Next: {command}", command=held[0])
    return Message("Next: sign, after the standstill")
