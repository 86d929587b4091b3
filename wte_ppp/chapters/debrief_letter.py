"""The letter to a bidder: its own scores and reasons, and what the rule allows to be told."""

import re
from collections.abc import Iterator

from wte_ppp._version import __version__
from wte_ppp.blocks import Block, Cell, Column, Document, Heading, Number, Paragraph, Table, Words
from wte_ppp.chapters.tender_words import (
    days_of,
    parting_decimals,
    reason_by,
    rule_name,
    said,
    score_value,
    with_evidence,
)
from wte_ppp.messages import Message, Quoted, Text, mark
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.panel import Judged

# Rule of the procedure, and the sentence that it stands in.
RIGHTS = (
    ("standstill_days",
     mark("No contract is signed before {days} have passed after this notice ({source}).")),
    ("debrief_request_days", mark("You may ask for a debriefing within {days} ({source}).")),
    ("debrief_answer_days", mark("It is given within {days} ({source}).")),
)  # fmt: skip


def debrief_letter(evaluation: Evaluation, bid: str) -> Document:
    """Letter to one bidder."""
    tender = evaluation.tender
    footer = f"wte_ppp {__version__} · {tender.definition.id} {tender.version} · {bid}"
    kind = Message("Letter on the outcome of a tender")
    return Document(tender.definition.name, (*_letter(evaluation, bid),), kind, footer)


def _letter(evaluation: Evaluation, bid: str) -> Iterator[Block]:
    tender = evaluation.tender
    name = evaluation.names.get(bid, Message("the bidder of bid {bid}", bid=bid))
    yield Paragraph(tender.definition.name, "title")
    buyer = tender.definition.buyer
    yield Paragraph(Message("{buyer} to {name}", buyer=buyer, name=name))
    yield Paragraph(Message("Bid {bid}: outcome of the evaluation", bid=bid))
    yield Heading(Message("Outcome"))
    yield Paragraph(_outcome(evaluation, bid))
    if evaluation.proposed:
        yield from _ranks(evaluation, bid)
    yield from _points(evaluation, bid)
    yield Heading(Message("Your rights"))
    for rule, sentence in RIGHTS:
        held = tender.rules.get(f"procedure.{rule}")
        if held is not None and held.value is not None:
            source = Message("{origin}, {status}", origin=held.origin, status=said(held.status))
            yield Paragraph(Message(sentence, days=days_of(held), source=source))
    yield Paragraph(
        Message("Days are counted as the rule's source says. Guidance, not legal advice."), "note"
    )


def _ranks(evaluation: Evaluation, bid: str) -> Iterator[Block]:
    procedure, award = evaluation.tender.procedure, evaluation.award
    ranked = award.ranked
    decimals = parting_decimals(procedure, [placed.total for placed in ranked])
    winner = award.winner
    if winner is not None and winner != bid:
        yield Paragraph(
            Message(
                "The award is proposed to {name} with a total of {points:max12} points.",
                name=evaluation.names[winner],
                points=score_value(procedure, ranked[0].total, decimals),
            )
        )
    placed = next((placed for placed in ranked if placed.bid == bid), None)
    if placed is not None:
        yield Paragraph(
            Message(
                "Your bid: technical {technical:max12}, price {price:max12}, total {total:max12}; "
                "rank {rank} of {count}.",
                technical=score_value(procedure, placed.technical),
                price=score_value(procedure, placed.price_points),
                total=score_value(procedure, placed.total, decimals),
                rank=placed.rank, count=len(ranked),
            )
        )  # fmt: skip


def _outcome(evaluation: Evaluation, bid: str) -> Words:
    if bid in evaluation.withdrawn:
        reason = _by(evaluation, evaluation.withdrawn[bid])
        if bid in evaluation.names:
            return Message(
                "You withdrew your bid after the technical scores were frozen: {reason}. It is "
                "not ranked.",
                reason=reason,
            )
        return Message("You withdrew your bid: {reason}. It was not evaluated.", reason=reason)
    if bid in evaluation.late:
        return Message(
            "Your bid was received at {moment}, after the deadline of {deadline}. It was not "
            "opened.",
            moment=evaluation.late[bid],
            deadline=evaluation.tender.definition.deadline.isoformat(),
        )
    out = evaluation.out(bid)
    if out is not None and out.rule == out.step:
        return Message(
            "Your bid did not pass the step {step}: {reason}",
            step=said(out.step), reason=_by(evaluation, out.reason),
        )  # fmt: skip
    if out is not None:
        return Message(
            "Your bid did not pass the step {step} ({rule}): {reason}",
            step=said(out.step), rule=rule_name(evaluation.tender.names, out.rule),
            reason=_by(evaluation, out.reason),
        )  # fmt: skip
    if not evaluation.proposed:
        return Message("The evaluation goes on; no award is proposed.")
    if evaluation.award.winner == bid:
        return Message("The award is proposed to you.")
    if evaluation.award.winner is not None:
        return Message("Your bid passed every step; another bid ranks before it.")
    first = [placed.bid for placed in evaluation.award.ranked if placed.rank == 1]
    if bid in first:
        return Message(
            "Your bid passed every step and is tied for the first rank with {count} other(s); no "
            "tie-break rule of the tender resolves it. No award is proposed yet.",
            count=len(first) - 1,
        )
    return Message(
        "Your bid passed every step; other bids rank before it. No award is proposed yet."
    )


def _by(evaluation: Evaluation, reason: Text) -> Words:
    """A reason with who gave it; a member of the panel is not named to bidders."""
    panel = evaluation.tender.definition.panel
    members = panel.members if panel else ()
    if isinstance(reason, Quoted) and any(
        re.search(rf"(?<!\w){re.escape(member)}(?!\w)", reason.by, re.IGNORECASE)
        for member in members
    ):
        return Message("{reason} (a member of the panel)", reason=reason)
    return reason_by(reason)


def _points(evaluation: Evaluation, bid: str) -> Iterator[Block]:
    score = evaluation.technical.scores.get(bid)
    if score is None:
        return
    yield Heading(Message("Your technical points"))
    names = evaluation.tender.names.criteria
    # How a relative score follows would tell what another bidder promised.
    relative = {leaf.id for leaf in evaluation.tender.leaves if leaf.shape.relative}
    judged = _judged(evaluation, bid)
    rows: list[tuple[Cell, ...]] = []
    for given in score.marks:
        promised = given.promised or Message("not stated")
        rows.append(
            (
                names[given.criterion],
                Message("scored by the panel") if given.criterion in judged else promised,
                Message("relative to the best bid") if given.criterion in relative else given.how,
                Number(given.points, "max3"),
                Number(given.most, "max2"),
            )
        )
    columns = (
        Column(Message("Criterion"), 30),
        Column(Message("You promised"), 26),
        Column(Message("How"), 40),
        Column(Message("Points"), 10, numbers=True),
        Column(Message("Max."), 9, numbers=True),
    )
    yield Table(columns, tuple(rows), name="points")
    yield Paragraph(Message("Sum: {sum:max3} points.", sum=score.points))
    # Members are not named to bidders; their reasons are.
    reasons = tuple(
        (names[criterion], single.grade, with_evidence(single))
        for criterion, found in judged.items()
        for single in ((found.moderated,) if found.moderated else found.marks)
    )
    if reasons:
        yield Heading(Message("Reasons of the panel"))
        heads = (
            Column(Message("Criterion"), 30),
            Column(Message("Grade"), 8),
            Column(Message("Reason"), 62),
        )
        yield Table(heads, reasons, name="reasons")


def _judged(evaluation: Evaluation, bid: str) -> dict[str, Judged]:
    return {
        criterion: found
        for (owner, criterion), found in sorted(evaluation.technical.judged.items())
        if owner == bid
    }
