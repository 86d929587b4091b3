"""First page of the evaluation report: how many came, who fell where, what would flip the award."""

from collections.abc import Iterator, Mapping

from wte_ppp.blocks import Block, Bullets, Cell, Column, KeyFigures, Number, Paragraph, Table, Words
from wte_ppp.chapters.tender_flips import nearest_flips
from wte_ppp.chapters.tender_words import (
    decimals_of_scores,
    has_total,
    parting_decimals,
    reason_by,
    rule_name,
    said,
    score,
)
from wte_ppp.messages import Message, Quoted, from_data
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.few_bids import bids_at_closing, fewest_bids, too_few
from wte_ppp.tender.gates import clause_of, open_gates
from wte_ppp.tender.life.review import open_complaints
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.progress import ROUND, Progress
from wte_ppp.tender.robustness import Robustness
from wte_ppp.tender.trust.sealed_prices import sealing_lines


def counts(evaluation: Evaluation) -> Iterator[Block]:
    """How many bids came, how many fell where and on what, how many are ranked."""
    came, ranked = evaluation.handed_in, evaluation.award.ranked
    unread = [bid for bid in came if bid not in evaluation.bids]
    late = [bid for bid in unread if bid in evaluation.late and bid not in evaluation.withdrawn]
    fell = _fell(evaluation)
    yield KeyFigures(
        (
            (len(came), Message("bids received")),
            (len(late), Message("late, unopened")),
            (len(evaluation.withdrawn), Message("withdrawn")),
            (len(fell), Message("out")),
            (len(ranked), Message("ranked")),
        )
    )
    places: dict[str, list[str]] = {}
    for bid, (step, rule) in fell.items():
        places.setdefault(f"{step}\n{rule}", []).append(bid)
    lines = []
    for place, bids in places.items():
        step, _, rule = place.partition("\n")
        words: Words = said(step)
        if rule != step:
            name = rule_name(evaluation.tender.names, rule)
            words = Message("{step}, {rule}", step=said(step), rule=name)
        lines.append(
            Message(
                "{count} out at {place}: {bids}", count=len(bids), place=words, bids=tuple(bids)
            )
        )
    no_envelope = tuple(bid for bid in unread if bid not in (*late, *evaluation.withdrawn))
    if no_envelope:
        lines.append(Message("No technical envelope in time: {bids}", bids=no_envelope))
    yield from (Bullets(tuple(lines)),) if lines else ()


def _fell(evaluation: Evaluation) -> dict[str, tuple[str, str]]:
    """First finding that put each bid out; one that left by itself is counted there."""
    fell: dict[str, tuple[str, str]] = {}
    for finding in evaluation.findings:
        if finding.passed is False and finding.bid not in evaluation.withdrawn:
            fell.setdefault(finding.bid, (finding.step, finding.rule))
    return fell


def all_bids(evaluation: Evaluation, robust: Robustness | None) -> Table:
    """The ranking, and below it in the same table every bid that is not ranked, and why."""
    procedure, ranked = evaluation.tender.procedure, evaluation.award.ranked
    fewest, weighted = decimals_of_scores(procedure), procedure.combination == "weighted_sum"
    decimals = parting_decimals(procedure, [placed.total for placed in ranked])
    rated = bool(evaluation.tender.leaves)
    rows: list[tuple[Cell | tuple[Cell, ...], ...]] = []
    for placed in ranked:
        remark: Words = ""
        if placed.tie_broken_by:
            remark = Message("tie: {rule}", rule=said(placed.tie_broken_by))
        if placed.bid in evaluation.award.passed_over:
            reason = reason_by(evaluation.award.passed_over[placed.bid])
            remark = Message("not qualified: {reason}", reason=reason)
        rows.append(
            (
                placed.rank,
                placed.bid,
                evaluation.names[placed.bid],
                *((score(procedure, placed.technical, fewest),) if rated else ()),
                *((score(procedure, placed.price_points, fewest),) if weighted else ()),
                *((score(procedure, placed.total, decimals),) if has_total(procedure) else ()),
                Number(placed.price, ",.2f"),
                remark,
            )
        )
    inside = {placed.bid for placed in ranked}
    would = {bid.bid: bid.words for bid in robust.admitted} if robust is not None else {}
    blanks = ("",) * (1 + rated + weighted + has_total(procedure))
    for bid in evaluation.handed_in:
        if bid not in inside:
            name = evaluation.names.get(bid, Message("not opened"))
            rows.append((Message("out"), bid, name, *blanks, _why_out(evaluation, bid, would)))
    currency, total_width = evaluation.tender.definition.currency, 10 + max(0, decimals - 4)
    columns = (
        Column(Message("Rank"), 7),
        Column(Message("Bid"), 7),
        Column(Message("Bidder"), 27),
        *((Column(Message("Technical"), 11, numbers=True),) if rated else ()),
        *((Column(Message("Price points"), 10, numbers=True),) if weighted else ()),
        *((Column(Message("Total"), total_width, numbers=True),) if has_total(procedure) else ()),
        Column(Message("Price, {currency}", currency=currency), 19, numbers=True),
        Column("", 42),
    )
    return Table(columns, tuple(rows), name="ranking", size="small")


def _why_out(
    evaluation: Evaluation, bid: str, would: Mapping[str, Message]
) -> Words | tuple[Words, ...]:
    if bid in evaluation.withdrawn:
        return Message("withdrawn: {reason}", reason=reason_by(evaluation.withdrawn[bid]))
    if bid in evaluation.late:
        return Message("late, {moment}: unopened", moment=moment_words(evaluation.late[bid]))
    finding = evaluation.out(bid)
    if finding is None:
        return Message("no technical envelope in time")
    reason = reason_by(finding.reason)
    why: Words = Message("{step}: {reason}", step=said(finding.step), reason=reason)
    if finding.rule != finding.step:
        rule = rule_name(evaluation.tender.names, finding.rule)
        why = Message("{rule}: {reason}", rule=rule, reason=reason)
    return (why, would[bid]) if bid in would else why


def what_would_flip(robust: Robustness | None) -> Iterator[Block]:
    """The first change of each kind at which another bid wins."""
    if robust is None or not robust.flips:
        return
    lines = nearest_flips(robust.flips)
    if not lines:
        yield Paragraph(Message("Nothing that was tried alone changes the winner."))
        return
    yield Paragraph(Message("What alone would flip it, the nearest of each kind:"))
    yield Bullets(lines)


def caveats(evaluation: Evaluation) -> Iterator[Block]:
    """Unsealed envelopes, moments far from the clock, rounds, complaints and what is open."""
    lines = (*_sealing(evaluation), *_moments(evaluation), *_course(evaluation))
    if lines:
        yield Paragraph(Message("To know beside the result:"))
        yield Bullets(lines)


def _sealing(evaluation: Evaluation) -> Iterator[Message]:
    if evaluation.tender.procedure.envelopes == 1:
        return
    yield from sealing_lines(Progress(evaluation.events))


def _moments(evaluation: Evaluation) -> Iterator[Message]:
    opened = evaluation.events[0]
    reason = opened.data.get("reconstruction", "")
    if reason:
        yield Message(
            "A past tender written down anew: {reason}. Its moments are those of the papers.",
            reason=Quoted(reason, opened.by),
        )  # fmt: skip
    for event in evaluation.events:
        if event.at_reason:
            yield Message(
                "Line {line} states {at} and was written down at {clock}: {reason}",
                line=event.seq, at=moment_words(event.at), clock=moment_words(event.clock),
                reason=Quoted(event.at_reason, event.by),
            )  # fmt: skip


def _course(evaluation: Evaluation) -> Iterator[Message]:
    for event in evaluation.events:
        if event.what == ROUND:
            yield Message(
                "The evaluation was begun anew at {at}, ordered by {body}: {reason}",
                at=moment_words(event.at), body=event.data["ordered_by"],
                reason=Quoted(event.data["reason"], event.by),
            )  # fmt: skip
    yield from _gates(evaluation)
    if _approval_lapsed(evaluation):
        yield Message("An earlier award was approved; for this one no approval is on record.")
    for complaint in open_complaints(evaluation.events):
        yield Message(
            "Complaint {number} of {at} is not decided.",
            number=complaint.number,
            at=moment_words(complaint.received),
        )
    for finding in evaluation.findings:
        if finding.passed is None:
            yield Message(
                "Open: {bid}, {rule}: {reason}",
                bid=finding.bid, rule=rule_name(evaluation.tender.names, finding.rule),
                reason=finding.reason,
            )  # fmt: skip


def _gates(evaluation: Evaluation) -> Iterator[Message]:
    """What the contract was signed without, and what the procedure still waits for."""
    progress = Progress(evaluation.events)
    for event in progress.all("frozen", "prices_opened", "award_proposed"):
        for what in event.data.get("without", ()):
            yield Message(
                "Not on record when it was due ({event}): {what}.",
                event=said(event.what), what=from_data(what),
            )  # fmt: skip
    few = evaluation.tender.procedure.fewer_bids_action == "go_on"
    if few and too_few(evaluation.tender, progress):
        yield Message(
            "{came} bids came, fewer than {fewest}; by the procedure's rule the evaluation went on "
            "({clause}).",
            came=bids_at_closing(evaluation.tender, progress),
            fewest=fewest_bids(evaluation.tender),
            clause=clause_of(evaluation.tender.rules["procedure.fewest_bids"]),
        )  # fmt: skip
    for event in progress.all("contract_signed"):
        for what in event.data.get("without", ()):
            yield Message(
                "When the contract was signed this was not on record: {what}.",
                what=from_data(what),
            )  # fmt: skip
    for gate in open_gates(evaluation.tender, progress):
        if gate.holds and gate.clause is not None:
            yield Message("Not on record: {what} ({clause}).", what=gate.what, clause=gate.clause)


def _approval_lapsed(evaluation: Evaluation) -> bool:
    progress = Progress(evaluation.events)
    approvals = [event for event in progress.all("approved") if event.data["result"] == "award"]
    proposed = progress.in_round("award_proposed")
    standing = proposed.seq if proposed is not None else None
    return bool(approvals) and approvals[-1].data["event"] != standing
