"""The technical evaluation: completeness, pass/fail requirements, scores. It never sees a price."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wte_ppp.messages import Message, Text
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.tender import Leaf
from wte_ppp.tender.derived import DERIVED
from wte_ppp.tender.panel import LEAST_TO_TRIM, METHODS, Judged, SingleMark, combined
from wte_ppp.tender.preference import preference_findings
from wte_ppp.tender.requirements import (
    Decisions,
    limits_of,
    measured,
    requirement_findings,
    yes_or_no,
)
from wte_ppp.tender.steps import Finding, Mark
from wte_ppp.tender.steps import TechnicalScore as TechnicalScore
from wte_ppp.tender.tender import Tender
from wte_ppp.tender.thresholds import relative_findings, threshold_findings

# Marks by evaluator, bid and criterion; moderated marks by bid and criterion.
Marks = Mapping[str, Mapping[str, Mapping[str, SingleMark]]]
OUT, WAITS = False, None


@dataclass(frozen=True)
class Technical:
    """The technical evaluation of all bids.

    `scores` are those of bids that passed the minimums; `passed` those that also reached the
    threshold, in the order of ids. `open` says what must be decided before it can be frozen.
    """

    findings: tuple[Finding, ...]
    scores: Mapping[str, TechnicalScore]
    judged: Mapping[tuple[str, str], Judged]
    passed: tuple[str, ...]
    open: tuple[Message, ...]


def technical_evaluation(
    tender: Tender,
    bids: Mapping[str, Bid],
    *,
    marks: Marks | None = None,
    moderated: Mapping[str, Mapping[str, SingleMark]] | None = None,
    decisions: Decisions | None = None,
    provisional: bool = False,
    admitted: Collection[str] = (),
) -> Technical:
    """Evaluate technical envelopes in the order of the law.

    `admitted` asks what would be: these bids go on whatever they failed.
    """
    order = sorted(bids)
    settled = decisions or {}
    findings: list[Finding] = []
    still_in = []
    for bid in order:
        findings_here = [
            *requirement_findings(tender, bid, bids[bid], settled),
            *preference_findings(tender, bid, bids[bid], settled),
        ]
        findings += findings_here
        if bid in admitted or all(finding.passed is not OUT for finding in findings_here):
            still_in.append(bid)
    judged = _judged(tender, still_in, marks or {}, moderated or {})
    values = {bid: _values(tender, bids[bid]) for bid in still_in}
    scores = {bid: _score(tender, bid, bids[bid], values, judged) for bid in still_in}
    lacking = {bid: [*_unscored(tender, bid, marks or {})] for bid in still_in}
    panel_lacks = [*tender.panel.open_points()] if _judges(tender) else []
    passed, complete = [], True
    waiting = [
        _point(finding.bid, finding.rule, finding.reason)
        for finding in findings
        if finding.passed is WAITS
        and finding.bid in still_in
        and not _repeats(finding, bids[finding.bid])
    ]
    for bid in still_in:
        moot = any(score.open for (owner, _), score in judged.items() if owner == bid)
        # Nobody is below a threshold before all scores are in.
        scored = provisional or not (lacking[bid] or panel_lacks or moot or bids[bid].open)
        complete = complete and scored
        findings_here = [*threshold_findings(tender, scores[bid], scored=scored)]
        findings += findings_here
        if bid in admitted or all(finding.passed for finding in findings_here):
            passed.append(bid)
    compared = [*relative_findings(tender, [scores[bid] for bid in passed], scored=complete)]
    findings += compared
    behind = {finding.bid for finding in compared if not finding.passed}
    passed = [bid for bid in passed if bid in admitted or bid not in behind]
    waiting += [
        _point(bid, criterion, score.open)
        for (bid, criterion), score in judged.items()
        if score.open
    ]
    waiting += panel_lacks
    waiting += [point for bid in still_in for point in lacking[bid]]
    return Technical(tuple(findings), scores, judged, tuple(passed), tuple(waiting))


def _point(bid: str, rule: str, reason: Text) -> Message:
    return Message("{bid}: {rule}: {reason}", bid=bid, rule=rule, reason=reason)


def _repeats(finding: Finding, envelope: Bid) -> bool:
    """Whether a finding waits for what each open point of the envelope says by itself."""
    return finding.rule == finding.step == "completeness" and bool(envelope.open)


def _values(tender: Tender, envelope: Bid) -> dict[str, Fraction]:
    """Numbers that criteria are scored on, figures that follow from several fields included."""
    values = dict(envelope.numbers)
    for leaf in tender.leaves:
        derived = DERIVED.get(leaf.criterion.field)
        if derived is not None and all(field in values for field in derived.reads):
            values[leaf.criterion.field] = derived.of(values, limits_of(tender))
    return values


def _judged(
    tender: Tender,
    bids: Sequence[str],
    marks: Marks,
    moderated: Mapping[str, Mapping[str, SingleMark]],
) -> dict[tuple[str, str], Judged]:
    panel = tender.definition.panel
    scores: dict[tuple[str, str], Judged] = {}
    for leaf in tender.leaves:
        if not leaf.judged or panel is None:
            continue
        grades = list(tender.grades_of(leaf))
        for bid in bids:
            single = [
                marks[member][bid][leaf.id]
                for member in tender.panel.counting(bid)
                if leaf.id in marks.get(member, {}).get(bid, {})
            ]
            if single:
                scores[bid, leaf.id] = combined(
                    single,
                    tender.procedure.panel_method or "consensus",
                    grades,
                    most_spread=panel.spread_grades,
                    moderated=moderated.get(bid, {}).get(leaf.id),
                )
    return scores


def _judges(tender: Tender) -> bool:
    """Whether a panel has anything to score."""
    return any(leaf.judged for leaf in tender.leaves)


def _unscored(tender: Tender, bid: str, marks: Marks) -> Iterator[Message]:
    if not _judges(tender):
        return
    yield from tender.panel.open_on(bid)
    for member in tender.panel.counting(bid):
        lacking = [
            leaf.id
            for leaf in tender.leaves
            if leaf.judged and leaf.id not in marks.get(member, {}).get(bid, {})
        ]
        if lacking:
            yield Message(
                "{bid}: no score by {member} on {criteria}",
                bid=bid, member=member,
                criteria=tuple(tender.names.criteria[key] for key in lacking),
            )  # fmt: skip


def _score(
    tender: Tender,
    bid: str,
    envelope: Bid,
    values: Mapping[str, Mapping[str, Fraction]],
    judged: Mapping[tuple[str, str], Judged],
) -> TechnicalScore:
    marks = tuple(_mark(tender, leaf, bid, envelope, values, judged) for leaf in tender.leaves)
    points = sum((mark.points for mark in marks), Fraction(0))
    return TechnicalScore(bid, marks, points, points / tender.definition.technical_points)


def _mark(
    tender: Tender,
    leaf: Leaf,
    bid: str,
    envelope: Bid,
    values: Mapping[str, Mapping[str, Fraction]],
    judged: Mapping[tuple[str, str], Judged],
) -> Mark:
    criterion, shape = leaf.criterion, leaf.shape
    if shape.scored == "panel":
        return _panel_mark(leaf, bid, judged.get((bid, leaf.id)))
    field, better = criterion.field, criterion.better
    others = [row[field] for row in values.values() if field in row]
    value: Fraction | None = values[bid].get(field)
    promised: Message | None = None
    if shape.scored == "yes_no":
        answer = envelope.answers.get(field)
        share = shape.share(Fraction(answer is True), others, better)
        how, value = shape.how(share, others, better), None
        if answer is None:
            how = _unstated(field, envelope)
        promised = yes_or_no(answer)
    elif value is None:
        share, how = Fraction(0), _unstated(field, envelope)
    else:
        share, how = shape.share(value, others, better), shape.how(value, others, better)
        promised = measured(value, tender.names.criterion_units[leaf.id])
    points = share * leaf.points
    return Mark(bid, leaf.id, promised, share, points, leaf.points, how, value)


def _unstated(field: str, envelope: Bid) -> Message:
    """How nothing is scored: as an open point, or as not stated."""
    reads = DERIVED[field].reads if field in DERIVED else (field,)
    doubt = envelope.doubt_on(*reads)
    return Message("not stated") if doubt is None else Message("open: {why}", why=doubt.why)


def _panel_mark(leaf: Leaf, bid: str, judged: Judged | None) -> Mark:
    if judged is None:
        how = Message("not scored yet")
        return Mark(bid, leaf.id, None, Fraction(0), Fraction(0), leaf.points, how)
    grades = tuple(f"{single.evaluator}: {single.grade}" for single in judged.marks)
    promised = Message("{grades}", grades=grades)
    how = Message("panel, {method}", method=Message(METHODS[judged.method]))
    if judged.method == "trimmed_mean" and len(judged.marks) < LEAST_TO_TRIM:
        how = Message("panel, mean of {count} scores: too few to trim", count=len(judged.marks))
    return Mark(bid, leaf.id, promised, judged.share, judged.share * leaf.points, leaf.points, how)
