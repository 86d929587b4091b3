"""The technical evaluation: completeness, minimums, marks, threshold. It never sees a price."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.tender import scoring
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.criteria import Criterion, Minimum
from wte_ppp.tender.definition.tender import Leaf
from wte_ppp.tender.derived import DERIVED, EMISSION_FIELDS, exceeded, not_comparable
from wte_ppp.tender.exact import exact, rounded, shown_exactly
from wte_ppp.tender.panel import Judged, SingleMark, combined
from wte_ppp.tender.steps import Decision, Finding, Mark
from wte_ppp.tender.tender import Tender

# Marks by evaluator, bid and criterion; moderated marks by bid and criterion.
Marks = Mapping[str, Mapping[str, Mapping[str, SingleMark]]]
Decisions = Mapping[tuple[str, str], Decision]
LIMITS = "emissions.limits"
OUT, WAITS = False, None


@dataclass(frozen=True)
class TechnicalScore:
    """A bid's technical result: its marks, their sum, and its share of all points."""

    bid: str
    marks: tuple[Mark, ...]
    points: Fraction
    share: Fraction


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
    open: tuple[str, ...]


def technical_evaluation(
    tender: Tender,
    bids: Mapping[str, Bid],
    *,
    marks: Marks | None = None,
    moderated: Mapping[str, Mapping[str, SingleMark]] | None = None,
    decisions: Decisions | None = None,
) -> Technical:
    """Evaluate technical envelopes in the order of the law.

    Parameters
    ----------
    tender
        The tender with its guidance.
    bids
        Technical envelopes by bid id, of bids received in time and not withdrawn.
    marks
        Of the panel's members.
    moderated
        The panel's own marks after discussion.
    decisions
        The officer's, by bid and rule (a minimum's id, "eligibility" or "completeness").

    Returns
    -------
    Technical
        A bid that is out sets no reference for the others.
    """
    order = sorted(bids)
    settled = decisions or {}
    findings: list[Finding] = []
    still_in = []
    for bid in order:
        found = [
            _complete(tender, bid, bids[bid], settled),
            _eligible(bid, settled),
            *_minimums(tender, bid, bids[bid], settled),
        ]
        findings += found
        if all(one.passed is not OUT for one in found):
            still_in.append(bid)
    judged = _judged(tender, still_in, marks or {}, moderated or {})
    values = {bid: _values(tender, bids[bid]) for bid in still_in}
    scores = {bid: _score(tender, bid, bids[bid], values, judged) for bid in still_in}
    if tender.procedure.combination == "lowest_price" and not tender.leaves:
        scores = {}
    passed = []
    for bid in still_in:
        found = list(_thresholds(tender, scores[bid]))
        findings += found
        if all(one.passed for one in found):
            passed.append(bid)
    waiting = [f"{one.bid}: {one.rule}: {one.reason}" for one in findings if one.passed is WAITS]
    waiting += [
        f"{bid}: {criterion}: {one.open}" for (bid, criterion), one in judged.items() if one.open
    ]
    waiting += _unmarked(tender, still_in, marks or {})
    return Technical(tuple(findings), scores, judged, tuple(passed), tuple(waiting))


def _complete(tender: Tender, bid: str, envelope: Bid, decisions: Decisions) -> Finding:
    if not envelope.faults:
        reason = "all fields are filled in"
        if envelope.version and envelope.version != tender.version:
            reason += f"; on a form of version {envelope.version}, the tender is {tender.version}"
        return Finding(bid, "completeness", "completeness", True, reason)
    count = len(envelope.faults)
    listed = "; ".join(f"{one.field}: {one.found}" for one in envelope.faults[:5])
    reason = f"{count} field(s) missing or unusable: {listed}"
    return _decided(bid, "completeness", "completeness", decisions, reason)


def _eligible(bid: str, decisions: Decisions) -> Finding:
    return _decided(bid, "eligibility", "eligibility", decisions, "not yet decided")


def _decided(bid: str, step: str, rule: str, decisions: Decisions, otherwise: str) -> Finding:
    decision = decisions.get((bid, rule))
    if decision is None:
        return Finding(bid, step, rule, WAITS, otherwise)
    return Finding(bid, step, rule, decision.passed, f"{decision.reason} ({decision.by})")


def _minimums(tender: Tender, bid: str, envelope: Bid, decisions: Decisions) -> Iterator[Finding]:
    for rule, minimum in tender.definition.minimums.items():
        if minimum.sense == "decided":
            yield _decided(bid, "minimums", rule, decisions, minimum.requirement or "not decided")
        elif minimum.sense == "emission_limits":
            yield _within_limits(tender, bid, rule, envelope, decisions)
        else:
            unit = tender.form[minimum.field].unit if minimum.field in tender.form else ""
            yield _held(bid, rule, minimum, envelope, unit)


def _held(bid: str, rule: str, minimum: Minimum, envelope: Bid, unit_of_field: str) -> Finding:
    answer = envelope.answers.get(minimum.field)
    if minimum.sense == "yes":
        words = {True: "yes", False: "no"}.get(answer is True, "")
        return Finding(bid, "minimums", rule, answer is True, f"{minimum.field}: {words}")
    if not isinstance(answer, Fraction):
        return Finding(bid, "minimums", rule, False, f"{minimum.field}: no number stated")
    low, high = minimum.at_least, minimum.at_most
    passed = (low is None or answer >= low) and (high is None or answer <= high)
    asked = " and ".join(
        f"{word} {shown_exactly(bound)}"
        for word, bound in (("at least", low), ("at most", high))
        if bound is not None
    )
    unit = minimum.unit or unit_of_field
    reason = f"{shown_exactly(answer)} {unit}, asked {asked} {unit}"
    return Finding(bid, "minimums", rule, passed, " ".join(reason.split()))


def _limits(tender: Tender) -> EmissionLimits | None:
    rule = tender.rules.get(LIMITS)
    return rule.value if rule is not None and isinstance(rule.value, EmissionLimits) else None


def _within_limits(
    tender: Tender, bid: str, rule: str, envelope: Bid, decisions: Decisions
) -> Finding:
    limits = _limits(tender)
    if limits is None:
        reason = f"no {LIMITS} in {tender.rules.identity} on {tender.rules.day}: state it or decide"
        return _decided(bid, "minimums", rule, decisions, reason)
    missing = [
        field for field in EMISSION_FIELDS.values() if field in tender.form
        and tender.form[field].required and field not in envelope.numbers
    ]  # fmt: skip
    if missing:
        return Finding(bid, "minimums", rule, False, f"no guarantee of {', '.join(missing)}")
    above = exceeded(envelope.numbers, limits)
    source = tender.rules[LIMITS].source
    reason = "; ".join(above) if above else f"all guarantees keep to {source}"
    left = not_comparable(limits)
    if left:
        reason += f"; not compared: {', '.join(left)}"
    return Finding(bid, "minimums", rule, not above, reason)


def _values(tender: Tender, envelope: Bid) -> dict[str, Fraction]:
    """Numbers that criteria are scored on, figures that follow from several fields included."""
    values = dict(envelope.numbers)
    for leaf in tender.leaves:
        derived = DERIVED.get(leaf.criterion.field)
        if derived is not None and all(one in values for one in derived.reads):
            values[leaf.criterion.field] = derived.of(values, _limits(tender))
    return values


def _judged(
    tender: Tender,
    bids: Sequence[str],
    marks: Marks,
    moderated: Mapping[str, Mapping[str, SingleMark]],
) -> dict[tuple[str, str], Judged]:
    panel = tender.definition.panel
    found: dict[tuple[str, str], Judged] = {}
    for leaf in tender.leaves:
        if not leaf.judged or panel is None:
            continue
        grades = list(tender.grades_of(leaf))
        for bid in bids:
            single = [
                marks[member][bid][leaf.id]
                for member in panel.members
                if leaf.id in marks.get(member, {}).get(bid, {})
            ]
            if single:
                found[bid, leaf.id] = combined(
                    single,
                    tender.procedure.panel_method or "consensus",
                    grades,
                    most_spread=panel.spread_grades,
                    moderated=moderated.get(bid, {}).get(leaf.id),
                )
    return found


def _unmarked(tender: Tender, bids: Sequence[str], marks: Marks) -> Iterator[str]:
    panel = tender.definition.panel
    for member in panel.members if panel else ():
        for bid in bids:
            lacking = [
                leaf.id
                for leaf in tender.leaves
                if leaf.judged and leaf.id not in marks.get(member, {}).get(bid, {})
            ]
            if lacking:
                yield f"{bid}: no mark by {member} on {', '.join(lacking)}"


def _score(
    tender: Tender,
    bid: str,
    envelope: Bid,
    values: Mapping[str, Mapping[str, Fraction]],
    judged: Mapping[tuple[str, str], Judged],
) -> TechnicalScore:
    marks = tuple(_mark(leaf, bid, envelope, values, judged) for leaf in tender.leaves)
    points = sum((one.points for one in marks), Fraction(0))
    return TechnicalScore(bid, marks, points, points / tender.definition.technical_points)


def _mark(
    leaf: Leaf,
    bid: str,
    envelope: Bid,
    values: Mapping[str, Mapping[str, Fraction]],
    judged: Mapping[tuple[str, str], Judged],
) -> Mark:
    criterion = leaf.criterion
    assert criterion.scoring is not None
    if leaf.judged:
        one = judged.get((bid, leaf.id))
        share = one.share if one else Fraction(0)
        promised = ", ".join(f"{mark.evaluator}: {mark.grade}" for mark in one.marks) if one else ""
        how = f"panel, {one.method}" if one else "no mark yet"
    elif criterion.scoring.shape == "yes_no":
        yes = envelope.answers.get(criterion.field) is True
        share, promised, how = Fraction(yes), "yes" if yes else "no", "yes or no"
    elif criterion.field not in values[bid]:
        share, promised, how = Fraction(0), "", f"{criterion.field} was not stated"
    else:
        value = values[bid][criterion.field]
        others = [row[criterion.field] for row in values.values() if criterion.field in row]
        share, how = _share(criterion, value, others)
        promised = f"{shown_exactly(value)} {criterion.unit}".strip()
    return Mark(bid, leaf.id, promised, share, share * leaf.points, leaf.points, how)


def _share(
    criterion: Criterion, value: Fraction, others: Sequence[Fraction]
) -> tuple[Fraction, str]:
    """Share of a number by the criterion's shape, and the arithmetic in words."""
    shape = criterion.scoring
    assert shape is not None
    x, better = shown_exactly(value), criterion.better
    if shape.linear is not None:
        low, high = shape.linear.floor, shape.linear.target
        how = f"({x} - {shown_exactly(low)}) / ({shown_exactly(high)} - {shown_exactly(low)})"
        return scoring.linear(value, low, high), how
    if shape.steps is not None:
        table = [(one.bound, one.percent / 100) for one in shape.steps.table]
        return scoring.steps(value, table, better), f"step reached by {x}"
    if shape.piecewise is not None:
        knots = [(bound, percent / 100) for bound, percent in shape.piecewise.knots]
        return scoring.piecewise(value, knots), f"line between knots at {x}"
    if shape.reference is not None:
        reference = shape.reference.reference
        how = f"ratio of {x} to {shown_exactly(reference)}"
        return scoring.ratio_to_reference(value, reference, better), how
    if shape.count is not None:
        full = shape.count.full_at
        return scoring.count_share(value, full), f"{x} of {shown_exactly(full)}"
    if shape.target_band is not None:
        band = shape.target_band
        bounds = (band.zero_below, band.low, band.high, band.zero_above)
        zero, least, most, end = (shown_exactly(one) for one in bounds)
        how = f"{x} in the band {least} to {most}"
        if value < band.low:
            how = f"({x} - {zero}) / ({least} - {zero}), below the band {least} to {most}"
        elif value > band.high:
            how = f"({end} - {x}) / ({end} - {most}), above the band {least} to {most}"
        return scoring.target_band(value, *bounds), how
    best = shown_exactly(scoring.best_of(others, better))
    if shape.from_floor is not None:
        floor = shape.from_floor.floor
        how = f"({x} - {shown_exactly(floor)}) / ({best} - {shown_exactly(floor)}), {best} is best"
        return scoring.from_floor_to_best(value, others, floor, better), how
    how = f"{x} / {best}" if better == "higher" else f"{best} / {x}"
    return scoring.ratio_to_best(value, others, better), f"{how}, {best} is best"


def _thresholds(tender: Tender, score: TechnicalScore) -> Iterator[Finding]:
    """Least score in all and on each criterion, by procedure and tender."""
    procedure = tender.procedure
    least = procedure.technical_minimum_percent
    decimals, rounding = procedure.score_decimals, procedure.rounding
    if least is not None:
        percent = 100 * score.share
        if procedure.rank_on == "rounded":
            percent = rounded(percent, decimals, rounding)
        reason = f"{shown_exactly(percent, 4)} % of the technical points, asked {least:g} %"
        passed = percent >= exact(least)
        yield Finding(score.bid, "technical_score", "technical_minimum", passed, reason)
    each = procedure.criterion_minimum_percent
    for mark, leaf in zip(score.marks, tender.leaves, strict=True):
        own = leaf.criterion.minimum_percent
        wanted = own if own is not None else (exact(each) if each is not None else None)
        if wanted is not None and 100 * mark.share < wanted:
            reason = (
                f"{shown_exactly(100 * mark.share, 4)} % of the points of {mark.criterion}, asked "
                f"{shown_exactly(wanted)} %"
            )
            yield Finding(score.bid, "technical_score", mark.criterion, False, reason)
