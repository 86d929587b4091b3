"""A tender, its state and its result in words, for the command line."""

from collections.abc import Iterator

from wte_ppp.documents import DocumentError, Problem, printable
from wte_ppp.guidance.values import in_words
from wte_ppp.tender.award import Award
from wte_ppp.tender.case import Case
from wte_ppp.tender.exact import Rounding, rounded, shown_exactly
from wte_ppp.tender.selfcheck import SelfCheck
from wte_ppp.tender.steps import Mark
from wte_ppp.tender.tender import Tender

RULE_OF_STEP = {
    "technical_score": "procedure.technical_minimum_percent",
    "abnormally_low": "procedure.abnormally_low_percent_of_estimate",
}


def _text(lines: Iterator[str]) -> str:
    return "\n".join(printable(line) for line in lines)


def tender_in_words(tender: Tender) -> str:
    """How a tender will be judged: procedure, weights, minimums, price rule, what is assumed."""
    return _text(_tender(tender))


def _tender(tender: Tender) -> Iterator[str]:
    definition, procedure = tender.definition, tender.procedure
    yield f"{definition.name}, {definition.buyer}"
    yield f"Guidance {tender.rules.identity} on {tender.rules.day}; deadline {definition.deadline}"
    weight = tender.technical_weight
    yield (
        f"{procedure.envelopes} envelope(s), {procedure.combination}, technical "
        f"{shown_exactly(weight)} %, price {shown_exactly(100 - weight)} % by "
        f"{procedure.price_score}"
    )
    yield "Criteria (points):"
    for leaf in tender.leaves:
        assert leaf.criterion.scoring is not None
        kind = "relative" if leaf.criterion.scoring.relative else "absolute"
        shape = f"{leaf.criterion.scoring.shape}, {kind}"
        name = leaf.criterion.name or leaf.id
        yield f"  {' / '.join(leaf.path)}: {shown_exactly(leaf.points)}  {name} ({shape})"
    for key, minimum in definition.minimums.items():
        bounds = [
            f"{word} {shown_exactly(bound)} {minimum.unit}".rstrip()
            for word, bound in (("at least", minimum.at_least), ("at most", minimum.at_most))
            if bound is not None
        ]
        asked = " and ".join(bounds) or minimum.sense.replace("_", " ")
        yield f"Minimum {key}: {minimum.name or minimum.requirement or key}: {asked}"
    least = procedure.technical_minimum_percent
    if least is not None:
        yield f"Least technical score: {least:g} %"
    for name in ("ceiling", "floor", "reference", "estimate"):
        value = getattr(definition.price, name)
        if value is not None:
            yield f"Price {name}: {shown_exactly(value)} {definition.currency}"
    if definition.fx is not None:
        rates = ", ".join(
            f"{one} {shown_exactly(rate)}" for one, rate in definition.fx.rates.items()
        )
        source = definition.fx.source
        yield f"Rates of {definition.fx.date} in {definition.currency}: {rates} ({source})"
    for rule in tender.rules.overridden():
        replaced = rule.override.replaced if rule.override else None
        was = "a gap" if replaced is None else f"in place of {in_words(replaced)}"
        yield f"Own rule {rule.id}: {in_words(rule.value)}, {was} ({rule.origin})"
    for line in tender.assumptions:
        yield f"Assumption: {line}"
    used = [
        rule
        for rule in tender.rules.assumptions()
        if rule.id.startswith("procedure.") and rule.override is None
    ]
    for rule in used:
        held = in_words(rule.value)
        yield f"Assumption: {rule.id}: {held} ({rule.origin}, confidence {rule.confidence})"
    yield f"{tender.path}: valid, version {tender.version}"


def status_in_words(case: Case) -> str:
    """What was received, what is open, and the last hash."""
    return _text(_status(case))


def _status(case: Case) -> Iterator[str]:
    progress = case.progress
    yield f"{case.tender.definition.name}: {len(progress.events)} events"
    for bid, moment in progress.late().items():
        yield f"{bid}: late ({moment}), unopened"
    for bid, reason in progress.withdrawn().items():
        yield f"{bid}: withdrawn: {reason}"
    gone = progress.withdrawn()
    for bid in sorted({one for one, _ in progress.received()} - set(gone)):
        kinds = sorted(kind for one, kind in progress.received() if one == bid)
        lacks = "" if "technical" in kinds else "; no technical envelope in time: not evaluated"
        yield f"{bid}: {' and '.join(kinds)} received{lacks}"
    result = case.technical()
    for one in result.findings:
        if one.passed is False:
            yield f"{one.bid}: out at {one.step} by {one.rule}: {one.reason}"
    if not progress.frozen:
        for line in result.open:
            yield f"open: {line}"
        yield "Next: freeze" if not result.open else "Next: settle what is open"
    elif not progress.prices_open:
        yield f"Frozen; passed: {', '.join(result.passed) or 'none'}. Next: open-prices"
    else:
        yield from (f"open: {line}" for line in case.result().open)
    yield f"Last hash {progress.events[-1].hash}"


def prices_in_words(case: Case) -> str:
    """What each opened price envelope states, or why it cannot count."""
    return _text(_prices(case))


def _prices(case: Case) -> Iterator[str]:
    own = case.tender.definition.currency
    for bid, envelope in case.prices().items():
        stated = ", ".join(
            f"{name} {shown_exactly(envelope.numbers[name], 6)}"
            for name in case.tender.definition.price.fields
            if name in envelope.numbers
        )
        yield f"{bid}, {envelope.bidder}: {stated or 'nothing'} ({envelope.currency or own})"
    for one in case.result().findings:
        if one.rule == "price" and one.passed is False:
            yield f"{one.bid}: out at {one.step}: {one.reason}"


def award_in_words(tender: Tender, result: Award) -> str:
    """The ranking as a table, with how close it is."""
    return _text(_award(tender, result))


def _award(tender: Tender, result: Award) -> Iterator[str]:
    for one in result.low:
        yield f"{one.bid}: {one.reason}"
    for finding in result.findings:
        if finding.passed is False:
            yield f"{finding.bid}: out at {finding.step}: {finding.reason}"
    how = tender.procedure.rounding
    places = tender.procedure.score_decimals if how != "none" else None
    currency = tender.definition.currency
    heads = "".join(f"{head:>12}" for head in ("technical", "price pts", "total"))
    yield f"rank  {'bid':16}{heads}  price {currency}"
    for row in result.ranked:
        points = [_points(value, places, how) for value in (row.technical, row.price_points)]
        total = _points(row.total, places, how)
        tie = f"  tie decided by {row.tie_broken_by}" if row.tie_broken_by else ""
        price = f"{float(row.price):,.2f}"
        yield f"{row.rank:>4}  {row.bid:16}{points[0]:>12}{points[1]:>12}{total:>12}  {price}{tie}"
    first = [row.bid for row in result.ranked if row.rank == 1]
    if len(first) > 1:
        lots = "lottery" in tender.procedure.tie_break
        then = "draw lots and give them with --lot" if lots else "settled by the buyer's law"
        yield f"A tie stands between {' and '.join(first)}; no rule parts them: {then}"
    if len(result.ranked) > 1:
        gap = result.ranked[0].total - result.ranked[1].total
        yield f"Distance of the first two: {_points(gap, places, how)}"


def _points(value: object, places: int | None, how: Rounding) -> str:
    from fractions import Fraction

    assert isinstance(value, Fraction)
    decimals = 4 if places is None else places
    return f"{float(rounded(value, decimals, how)):.{decimals}f}"


def marks_in_words(case: Case, bid: str, criterion: str | None) -> str:
    """Every mark of a bid with what was promised, the arithmetic and the rule."""
    result = case.technical()
    if bid not in result.scores:
        out = [one for one in result.findings if one.bid == bid and one.passed is False]
        if out:
            return _text(f"{bid}: out at {one.step} by {one.rule}: {one.reason}" for one in out)
        raise _unknown(case, "bid", bid, list(result.scores))
    marks = [one for one in result.scores[bid].marks if criterion in (None, one.criterion)]
    if not marks:
        raise _unknown(case, "criterion", str(criterion), [leaf.id for leaf in case.tender.leaves])
    return _text(line for mark in marks for line in _mark(case, mark))


def _mark(case: Case, mark: Mark) -> Iterator[str]:
    leaf = next(one for one in case.tender.leaves if one.id == mark.criterion)
    yield (
        f"{mark.bid} {mark.criterion}: {shown_exactly(mark.points, 4)} of "
        f"{shown_exactly(mark.most, 4)} points"
    )
    yield f"  promised: {mark.promised or 'nothing'} ({leaf.criterion.field or 'panel'})"
    yield f"  how: {mark.how} = {shown_exactly(mark.share, 6)}"
    judged = case.technical().judged.get((mark.bid, mark.criterion))
    for one in judged.marks if judged else ():
        yield f"  {one.evaluator}: grade {one.grade}: {one.reason} {one.evidence}".rstrip()
    if judged and judged.moderated:
        note = "" if judged.method == "consensus" else f", a note beside the {judged.method}"
        yield f"  panel: grade {judged.moderated.grade}{note}: {judged.moderated.reason}"
    place = ".criteria.".join(leaf.path)
    yield f"  rule: criteria.{place} of {case.tender.path.name}, version {case.tender.version}"


def selfcheck_in_words(tender: Tender, result: SelfCheck) -> str:
    """What a bidder can know of its own marks."""
    return _text(_selfcheck(tender, result))


def _selfcheck(tender: Tender, result: SelfCheck) -> Iterator[str]:
    yield f"{tender.definition.name}: self-check against version {tender.version}"
    for problem in result.faults:
        yield f"fault: {problem}"
    for one in result.findings:
        state = {True: "passed", False: "FAILED", None: "decided by the buyer"}[one.passed]
        if one.step != "completeness":
            yield f"{one.rule}: {state}: {one.reason}"
    if result.score is not None:
        for mark in result.score.marks:
            points = f"{shown_exactly(mark.points, 4)} of {shown_exactly(mark.most, 4)}"
            yield f"{mark.criterion}: {points}  {mark.promised}: {mark.how}"
    for line in result.not_known:
        yield f"not known: {line}"


def _unknown(case: Case, field: str, found: str, known: list[str]) -> DocumentError:
    allowed = ", ".join(known) or "none yet"
    return DocumentError(
        (Problem(str(case.folder), None, field, repr(found), allowed, "choose one"),)
    )
