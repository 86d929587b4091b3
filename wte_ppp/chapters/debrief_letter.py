"""The letter to a bidder: its own scores and reasons, and what the rule allows to be told."""

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from wte_ppp._version import __version__
from wte_ppp.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Table,
    Words,
)
from wte_ppp.chapters.letter_paper import last_days, letterhead, notice_of, signature
from wte_ppp.chapters.letter_price import own_price
from wte_ppp.chapters.tender_doubts import settled_words
from wte_ppp.chapters.tender_words import (
    days_of,
    parted_by,
    parting_decimals,
    reason_by,
    rule_name,
    said,
    score_value,
    with_evidence,
)
from wte_ppp.messages import Message, Quoted, Text, mark
from wte_ppp.tender.combination import COMMITTEE
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.exact import exact
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.panel import Judged, SingleMark
from wte_ppp.tender.progress import ROUND, TIE, Progress, moment_of
from wte_ppp.tender.ranked import Ranked
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.tender import Tender

# Rule of the procedure, and the sentence that it stands in.
RIGHTS = (
    ("standstill_days",
     mark("No contract is signed before {days} have passed after this notice ({source}).")),
    ("debrief_request_days", mark("You may ask for a debriefing within {days} ({source}).")),
    ("debrief_answer_days", mark("It is given within {days} ({source}).")),
)  # fmt: skip

# Rule that put a bid out, and the sentence for it.
OUTCOMES = {
    "completeness": mark("Your bid is incomplete: {reason}"),
    "eligibility": mark("Your bid was found not eligible: {reason}"),
    "technical_minimum": mark("Your bid did not reach the minimum technical score: {reason}"),
    "price": mark("Your price cannot be counted: {reason}"),
    "currency": mark("Your price is in a currency that cannot be counted: {reason}"),
    "arithmetic_correction": mark("Your corrected price does not stand: {reason}"),
    "omitted_items": mark("Your price leaves items out: {reason}"),
    "abnormally_low": mark("Your price was rejected as abnormally low: {reason}"),
}


def debrief_letter(evaluation: Evaluation, bid: str, day: datetime.date | None = None) -> Document:
    """Letter to one bidder on the outcome; without a day, that of the notice, or a blank line."""
    kind = Message("Letter on the outcome of a tender")
    subject = Message("Bid {bid}: outcome of the evaluation", bid=bid)
    if notice_of(evaluation) is not None:
        subject = Message("Bid {bid}: notice of intention to award", bid=bid)
    blocks = (*letterhead(evaluation, bid, day, subject), *_letter(evaluation, bid),
              *signature(evaluation))  # fmt: skip
    return _document(evaluation, bid, kind, blocks)


def technical_letter(
    evaluation: Evaluation, bid: str, day: datetime.date | None = None
) -> Document:
    """Letter to a bidder that did not pass, before prices are opened."""
    kind = Message("Letter on the technical evaluation of a tender")
    subject = Message("Bid {bid}: result of the technical evaluation", bid=bid)
    blocks = (*letterhead(evaluation, bid, day, subject), *_technical(evaluation, bid),
              *signature(evaluation))  # fmt: skip
    return _document(evaluation, bid, kind, blocks)


def _document(
    evaluation: Evaluation, bid: str, kind: Message, blocks: tuple[Block, ...]
) -> Document:
    tender = evaluation.tender
    footer = f"wte_ppp {__version__} · {tender.definition.id} {tender.version} · {bid}"
    return Document(tender.definition.name, blocks, kind, footer)


def _technical(evaluation: Evaluation, bid: str) -> Iterator[Block]:
    yield Heading(Message("Outcome"))
    yield Paragraph(_outcome(evaluation, bid))
    if evaluation.tender.procedure.envelopes == 2:
        yield Paragraph(
            Message(
                "Your bid does not go on. Your price envelope, if you handed one in, stays unread."
            )
        )
    yield from _points(evaluation, bid)
    yield Heading(Message("Your rights"))
    yield Paragraph(
        Message(
            "You may ask why your bid did not pass. When an award is proposed you will be told its "
            "outcome."
        )
    )


def _letter(evaluation: Evaluation, bid: str) -> Iterator[Block]:
    tender = evaluation.tender
    yield Heading(Message("Outcome"))
    yield Paragraph(_outcome(evaluation, bid))
    yield from _set_aside(evaluation)
    if evaluation.proposed:
        yield from _ranks(evaluation, bid)
    yield from _points(evaluation, bid)
    yield from own_price(evaluation, bid)
    entries = (*settled_words(evaluation, bid),)
    if entries:
        yield Heading(Message("Your entries that were in doubt"))
        yield Bullets(entries)
    yield Heading(Message("Your rights"))
    rights = [*_rights(tender), *(Paragraph(line) for line in last_days(evaluation))]
    yield from rights or [
        Paragraph(
            Message(
                "The rules of this tender as held here state no standstill and no debriefing; the "
                "law that applies may give you both."
            )
        )
    ]
    yield Paragraph(
        Message("Days are counted as the rule's source says. Guidance, not legal advice."), "note"
    )


def _set_aside(evaluation: Evaluation) -> Iterator[Block]:
    """That a notice sent before no longer stands, and by whose order."""
    progress = Progress(evaluation.events)
    for begun in progress.all(ROUND):
        sent = [event for event in progress.all("award_notified") if event.seq < begun.seq]
        if sent:
            yield Paragraph(
                Message(
                    "The notice of {day} no longer stands: the evaluation was begun anew (ordered "
                    "by {body}: {reason}).",
                    day=moment_of(sent[-1]).date(), body=Quoted(begun.data["ordered_by"], begun.by),
                    reason=Quoted(begun.data["reason"], begun.by),
                )
            )  # fmt: skip


def _rights(tender: Tender) -> Iterator[Block]:
    for rule, sentence in RIGHTS:
        held = tender.rules.get(f"procedure.{rule}")
        if held is not None and held.value is not None:
            source = Message("set by the buyer")
            if held.override is None:
                source = Message("{source}, {status}", source=held.cited, status=said(held.status))
            yield Paragraph(Message(sentence, days=days_of(held), source=source))


def _ranks(evaluation: Evaluation, bid: str) -> Iterator[Block]:
    procedure, ranked = evaluation.tender.procedure, evaluation.award.ranked
    decimals = parting_decimals(procedure, [placed.total for placed in ranked])
    winner = evaluation.award.winner
    if winner is not None and winner != bid:
        name = evaluation.names[winner]
        if procedure.combination == "weighted_sum":
            total = score_value(procedure, ranked[0].total, decimals)
            yield Paragraph(
                Message(
                    "The award is proposed to {name} with a total of {points:max40} points.",
                    name=name, points=total,
                )
            )  # fmt: skip
        else:
            yield Paragraph(Message("The award is proposed to {name}.", name=name))
    placed = next((placed for placed in ranked if placed.bid == bid), None)
    if placed is not None:
        yield from (Paragraph(line) for line in _rank(evaluation, placed, decimals))
        yield from (Paragraph(line) for line in _level(evaluation, placed))


def _rank(evaluation: Evaluation, placed: Ranked, decimals: int) -> Iterator[Message]:
    """A bid's rank and how it follows from its own points and price, by the published rules."""
    tender, procedure = evaluation.tender, evaluation.tender.procedure
    currency, count = tender.definition.currency, len(evaluation.award.ranked)
    if procedure.combination == "lowest_price":
        yield Message(
            "Your bid: evaluated price {price:,.2f} {currency}; rank {rank} of {count}, by the "
            "lowest price.",
            price=placed.price, currency=currency, rank=placed.rank, count=count,
        )  # fmt: skip
        return
    points = evaluation.technical.scores[placed.bid].points
    total = score_value(procedure, placed.total, decimals)
    if procedure.combination == "weighted_sum":
        relative = procedure.technical_score == "relative_to_best"
        yield Message(
            "Your bid: technical {technical:max12}, price {price:max12}, total {total:max40}; "
            "rank {rank} of {count}.",
            technical=score_value(procedure, placed.technical),
            price=score_value(procedure, placed.price_points),
            total=total, rank=placed.rank, count=count,
        )  # fmt: skip
        yield Message(
            "Technical: {points:max3} of {whole:max6} points, {rule}, weight {weight:max6} %. "
            "Price: evaluated at {price:,.2f} {currency}, {price_rule}, weight "
            "{price_weight:max6} %.",
            points=points, whole=tender.definition.technical_points,
            rule=said("relative_to_best" if relative else "absolute"),
            weight=tender.technical_weight,
            price=placed.price, currency=currency, price_rule=said(procedure.price_score),
            price_weight=100 - tender.technical_weight,
        )  # fmt: skip
    elif procedure.combination == "highest_quality":
        yield Message(
            "Your bid: technical {points:max3} points; rank {rank} of {count}, by the highest "
            "technical score.",
            points=points, rank=placed.rank, count=count,
        )  # fmt: skip
    else:
        yield Message(
            "Your bid: {standard:max6} standard points and technical {points:max3} points, over "
            "an evaluated price of {price:,.2f} {currency}, per {unit:max6} {currency}: "
            "{total:max40}; rank {rank} of {count}.",
            standard=exact(procedure.standard_points or 0), points=points, price=placed.price,
            currency=currency, unit=tender.definition.price.unit_of_price, total=total,
            rank=placed.rank, count=count,
        )  # fmt: skip


def _level(evaluation: Evaluation, placed: Ranked) -> Iterator[Message]:
    """What decided against a bid whose total equals that of the one before it."""
    ranked = evaluation.award.ranked
    before = next((above for above, below in pairwise(ranked) if below.bid == placed.bid), None)
    if before is None or before.total != placed.total or before.rank == placed.rank:
        return
    yield Message("The bid before yours has an equal total; {parted}.", parted=parted_by(before))
    for finding in evaluation.award.findings:
        if before.tie_broken_by == COMMITTEE and (finding.bid, finding.rule) == (before.bid, TIE):
            reason = _by(evaluation, finding.reason)
            yield Message("The committee's reason: {reason}", reason=reason)


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
            moment=moment_words(evaluation.late[bid]),
            deadline=moment_words(evaluation.tender.definition.deadline),
        )
    if bid not in evaluation.names:
        return Message(
            "No technical envelope of your bid was received by the deadline. It was not evaluated."
        )
    out = evaluation.out(bid)
    if out is not None:
        return _out(evaluation, out)
    if bid in evaluation.award.passed_over:
        return Message(
            "Your bid passed every step; you were found not qualified: {reason}",
            reason=_by(evaluation, evaluation.award.passed_over[bid]),
        )
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


def _out(evaluation: Evaluation, out: Finding) -> Message:
    """Why a bid is out, in a sentence."""
    reason = _by(evaluation, out.reason)
    rule: Words = rule_name(evaluation.tender.names, out.rule)
    if out.step == "minimums":
        return Message(
            "Your bid does not meet the requirement {rule}: {reason}", rule=rule, reason=reason
        )
    if out.step == "technical_score" and out.rule != "technical_minimum":
        return Message(
            "Your bid did not reach the minimum score on {rule}: {reason}", rule=rule, reason=reason
        )
    if out.rule in OUTCOMES:
        return Message(OUTCOMES[out.rule], reason=reason)
    if out.rule == out.step:
        return Message(
            "Your bid did not pass the step {step}: {reason}", step=said(out.step), reason=reason
        )
    return Message(
        "Your bid did not pass the step {step} ({rule}): {reason}",
        step=said(out.step), rule=rule, reason=reason,
    )  # fmt: skip


def _by(evaluation: Evaluation, reason: Text) -> Words:
    """A reason with who gave it; a member of the panel is not named to bidders."""
    members = evaluation.tender.panel.known
    if isinstance(reason, Quoted) and any(
        re.search(rf"(?<!\w){re.escape(member)}(?!\w)", reason.by, re.IGNORECASE)
        for member in members
    ):
        return Message("{reason} (a member of the panel)", reason=reason)
    return reason_by(reason)


def _points(evaluation: Evaluation, bid: str) -> Iterator[Block]:
    score = evaluation.technical.scores.get(bid)
    if score is None or not score.marks:
        return
    yield Heading(Message("Your technical points"))
    names = evaluation.tender.names.criteria
    # How a relative score follows would tell what another bidder promised.
    relative = {leaf.id for leaf in evaluation.tender.leaves if leaf.shape.relative}
    judged = _judged(evaluation, bid)
    rows: list[tuple[Cell, ...]] = []
    for scored in score.marks:
        promised: Words = scored.promised or Message("not stated")
        how = Message("relative to the best bid") if scored.criterion in relative else scored.how
        if scored.criterion in judged:
            promised = Message("scored by the panel")
            how = Message("{how}: {share:max4} %", how=how, share=100 * scored.share)
        rows.append(
            (
                names[scored.criterion],
                promised,
                how,
                Number(scored.points, "max3"),
                Number(scored.most, "max2"),
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
        (names[criterion], grade, with_evidence(single))
        for criterion, panel in judged.items()
        for grade, single in _grades(panel)
    )
    if reasons:
        yield Heading(Message("Reasons of the panel"))
        heads = (
            Column(Message("Criterion"), 30),
            Column(Message("Grade"), 14),
            Column(Message("Reason"), 62),
        )
        yield Table(heads, reasons, name="reasons")


def _grades(panel: Judged) -> Iterator[tuple[Words, SingleMark]]:
    """The grades that count, each with its share of the points, then a note that counts for none.

    In a consensus the moderated grade alone counts.
    """
    moderated = panel.moderated
    agreed = moderated is not None and panel.method == "consensus"
    counted = (moderated,) if moderated is not None and agreed else panel.marks
    for single in counted:
        yield (
            Message("{grade} ({share:max2} %)", grade=single.grade, share=100 * single.share),
            single,
        )
    if moderated is not None and not agreed:
        yield Message("note"), moderated


def _judged(evaluation: Evaluation, bid: str) -> dict[str, Judged]:
    return {
        criterion: score
        for (owner, criterion), score in sorted(evaluation.technical.judged.items())
        if owner == bid
    }
