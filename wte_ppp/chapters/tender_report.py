"""The evaluation report of a tender: what was found, step by step; nothing is computed here."""

from collections.abc import Iterator

from wte_ppp._version import __version__
from wte_ppp.advice.on_case import Advice
from wte_ppp.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Heading,
    Number,
    Paragraph,
    Table,
    Words,
)
from wte_ppp.chapters.tender_advice import advice_chapter, robustness_chapter
from wte_ppp.chapters.tender_doubts import doubts_chapter
from wte_ppp.chapters.tender_life import life_chapter
from wte_ppp.chapters.tender_prices import prices_chapter
from wte_ppp.chapters.tender_record import record_chapter
from wte_ppp.chapters.tender_register import receipts
from wte_ppp.chapters.tender_sources import rules_chapter
from wte_ppp.chapters.tender_summary import all_bids, caveats, counts, what_would_flip
from wte_ppp.chapters.tender_words import (
    STATES,
    distance,
    method,
    put_first_words,
    reason_by,
    rule_name,
    said,
    tie,
    with_evidence,
)
from wte_ppp.messages import Message
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.progress import Progress
from wte_ppp.tender.robustness import Robustness
from wte_ppp.tender.trust.sealed_prices import sealing_lines

NOT_PROPOSED = Message("No award is proposed on this ranking; it is provisional.")


def evaluation_report(
    evaluation: Evaluation, robust: Robustness | None = None, advice: Advice | None = None
) -> Document:
    """Report of an evaluation."""
    tender = evaluation.tender
    blocks = (
        *_front(evaluation),
        *_proposal(evaluation, robust),
        Contents(),
        *_register(evaluation),
        *life_chapter(evaluation),
        *_steps(evaluation),
        *doubts_chapter(evaluation),
        *_points(evaluation),
        *_panel(evaluation),
        *prices_chapter(evaluation),
        *(advice_chapter(advice) if advice else ()),
        *(robustness_chapter(evaluation, robust) if robust else ()),
        *rules_chapter(evaluation),
        *record_chapter(evaluation),
    )
    footer = f"wte_ppp {__version__} · {tender.definition.id} {tender.version}"
    return Document(tender.definition.name, blocks, Message("Evaluation report"), footer)


def _front(evaluation: Evaluation) -> Iterator[Block]:
    tender = evaluation.tender
    definition, procedure = tender.definition, tender.procedure
    yield Paragraph(definition.name, "title")
    yield Paragraph(Message("Evaluation report. {buyer}", buyer=definition.buyer))
    yield Paragraph(
        Message(
            "Evaluated under {rules} on {day}: {envelopes} envelope(s), {method}. Deadline "
            "{deadline}.",
            rules=_identities(evaluation), day=tender.rules.day, envelopes=procedure.envelopes,
            method=method(tender), deadline=moment_words(definition.deadline),
        )
    )  # fmt: skip


def _identities(evaluation: Evaluation) -> tuple[str, ...]:
    """Profile, and the toolkits whose procedure it runs."""
    rules = evaluation.tender.rules
    used = [
        rule for rule in rules.values() if rule.id.startswith("procedure.") and not rule.override
    ]
    return tuple(dict.fromkeys([rules.identity, *(rule.origin for rule in used)]))


def _proposal(evaluation: Evaluation, robust: Robustness | None) -> Iterator[Block]:
    award = evaluation.award
    yield Heading(Message("Proposal"))
    winner, tied = award.winner, tie(award.ranked)
    if not evaluation.proposed:
        yield Paragraph(NOT_PROPOSED)
    elif winner is not None:
        name = evaluation.names[winner]
        yield Paragraph(Message("Award to bid {bid}, {name}.", bid=winner, name=name))
    elif tied is not None:
        yield Paragraph((Message("No award can be proposed."), tied))
    else:
        yield Paragraph(Message("No award can be proposed: no bid is left."))
    yield from counts(evaluation)
    yield all_bids(evaluation, robust)
    gap = distance(evaluation.tender, award.ranked)
    if gap is not None:
        yield Paragraph(gap)
    for line in put_first_words(award.findings):
        yield Paragraph(line)
    yield from what_would_flip(robust)
    yield from caveats(evaluation)
    yield Paragraph(Message("Guidance, not legal advice. The buyer decides."), "note")


def _register(evaluation: Evaluation) -> Iterator[Block]:
    rows = []
    yield Heading(Message("Bids received"))
    for entry in receipts(evaluation):
        name: Words = evaluation.names.get(entry.bid, Message("not opened"))
        rows.append(
            (
                entry.bid,
                name,
                said(entry.envelope),
                moment_words(entry.at),
                entry.sha256[:16],
                entry.state,
            )
        )
    columns = (
        Column(Message("Bid"), 6),
        Column(Message("Bidder"), 30),
        Column(Message("Envelope"), 11),
        Column(Message("Received"), 26),
        Column("SHA-256", 20),
        Column("", 24),
    )
    yield Table(columns, tuple(rows), name="register", size="small")
    for line in sealing_lines(Progress(evaluation.events)):
        yield Paragraph(line, "note")


def _steps(evaluation: Evaluation) -> Iterator[Block]:
    yield Heading(Message("Steps of the evaluation"))
    names = evaluation.tender.names
    rows = tuple(
        (
            finding.bid,
            said(finding.step),
            rule_name(names, finding.rule),
            Message(STATES[finding.passed]),
            reason_by(finding.reason),
        )
        for finding in evaluation.findings
    )
    columns = (
        Column(Message("Bid"), 6),
        Column(Message("Step"), 18),
        Column(Message("Rule"), 22),
        Column("", 11),
        Column(Message("Reason"), 56),
    )
    yield Table(columns, rows, name="steps", size="small")


def _points(evaluation: Evaluation) -> Iterator[Block]:
    scores, names = evaluation.technical.scores, evaluation.tender.names.criteria
    if not scores:
        return
    yield Heading(Message("Technical points"))
    bids = sorted(scores)
    rows: list[tuple[Cell, ...]] = []
    for place, leaf in enumerate(evaluation.tender.leaves):
        points = (Number(scores[bid].marks[place].points, "max3") for bid in bids)
        rows.append((names[leaf.id], Number(leaf.points, "max2"), *points))
    whole = Number(evaluation.tender.definition.technical_points, "max6")
    rows.append((Message("Sum"), whole, *(Number(scores[bid].points, "max3") for bid in bids)))
    columns = (
        Column(Message("Criterion"), 46),
        Column(Message("Max."), 10, numbers=True),
        *(Column(bid, 10, numbers=True) for bid in bids),
    )
    yield Table(columns, tuple(rows), name="points")
    columns = (
        Column(Message("Criterion"), 24),
        Column(Message("Promised, or grades"), 34),
        Column(Message("How"), 44),
        Column(Message("Share"), 9, numbers=True),
        Column(Message("Points"), 9, numbers=True),
    )
    for bid in bids:
        traced = tuple(
            (
                names[mark.criterion],
                mark.promised or Message("not stated"),
                mark.how,
                Number(mark.share, "max4"),
                Number(mark.points, "max3"),
            )
            for mark in scores[bid].marks
        )
        title = Message("Scores of {bid}, traced", bid=bid)
        yield Table(columns, traced, title, name=f"scores-{bid}", size="small")


def _panel(evaluation: Evaluation) -> Iterator[Block]:
    judged, names = evaluation.technical.judged, evaluation.tender.names.criteria
    if not judged:
        return
    yield Heading(Message("The panel's scores and reasons"))
    rows = []

    def row(bid: str, criterion: str, by: Words, single: SingleMark) -> None:
        rows.append((bid, names[criterion], by, single.grade, with_evidence(single)))

    for (bid, criterion), judgement in sorted(judged.items()):
        for single in judgement.marks:
            row(bid, criterion, single.evaluator, single)
        if judgement.moderated:
            row(bid, criterion, Message("PANEL"), judgement.moderated)
    columns = (
        Column(Message("Bid"), 6),
        Column(Message("Criterion"), 22),
        Column(Message("Scored by"), 18),
        Column(Message("Grade"), 8),
        Column(Message("Reason"), 62),
    )
    yield Table(columns, tuple(rows), name="panel", size="small")
