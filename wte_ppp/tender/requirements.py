"""What a bid passes or fails before it is scored: completeness, eligibility, requirements."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.criteria import Minimum
from wte_ppp.tender.derived import EMISSION_FIELDS, exceeded, not_comparable
from wte_ppp.tender.doubts import WHOLE, Doubt
from wte_ppp.tender.names import Name, id_in_words
from wte_ppp.tender.progress import PRELIMINARY
from wte_ppp.tender.settlements import rejected
from wte_ppp.tender.steps import Decision, Finding
from wte_ppp.tender.tender import Tender

Decisions: TypeAlias = Mapping[tuple[str, str], Decision]
LIMITS = "emissions.limits"
WAITS = None
MOST_POINTS = 5


def requirement_findings(
    tender: Tender, bid: str, envelope: Bid, decisions: Decisions
) -> Iterator[Finding]:
    """Outcome of every pass/fail requirement for one bid, in the order of the law."""
    yield from _complete(tender, bid, envelope, decisions)
    defect = decisions.get((bid, PRELIMINARY))
    if defect is not None:
        yield Finding(bid, "completeness", PRELIMINARY, defect.passed, defect.reason)
    yield _eligible(bid, decisions)
    yield from minimum_findings(tender, bid, envelope, decisions)


def _complete(tender: Tender, bid: str, envelope: Bid, decisions: Decisions) -> Iterator[Finding]:
    """The envelope as a whole, then its open and its settled points, each by itself."""
    yield from _whole(tender, bid, envelope, decisions)
    yield from points_of(tender, bid, envelope, "completeness")


def _whole(tender: Tender, bid: str, envelope: Bid, decisions: Decisions) -> Iterator[Finding]:
    if not envelope.doubts and not envelope.settled:
        reason = Message("all fields are filled in")
        if envelope.version and envelope.version != tender.version:
            reason = Message(
                "all fields are filled in; on a form of version {version}, the tender is {current}",
                version=envelope.version, current=tender.version,
            )  # fmt: skip
        yield Finding(bid, "completeness", "completeness", True, reason)
        return
    if rejected(envelope) is not None:
        return
    waiting = len(envelope.open)
    reason = Message("every open point is settled")
    if waiting:
        reason = Message(
            "{count} open point(s): {fields:; }", count=waiting, fields=in_doubt(tender, envelope)
        )
    elif envelope.doubts:
        count = len(envelope.doubts)
        reason = Message("{count} point(s) that inform alone: the bid stays", count=count)
    decision = decisions.get((bid, "completeness"))
    passed = WAITS if waiting else True
    if decision is None:
        yield Finding(bid, "completeness", "completeness", passed, reason)
    else:
        yield Finding(bid, "completeness", "completeness", decision.passed, decision.reason)


def points_of(tender: Tender, bid: str, envelope: Bid, step: str) -> Iterator[Finding]:
    """What is in doubt in an envelope, and what was settled: one finding a point."""
    for item in envelope.settled:
        rule = item.doubt.field or item.doubt.kind
        if item.resolution.how == "rejected":
            yield Finding(bid, step, rule, False, item.resolution.reason)
        else:
            yield Finding(bid, step, rule, True, item.told)
    for doubt in envelope.doubts:
        rule = doubt.field or doubt.kind
        if doubt.counts:
            yield Finding(bid, step, rule, WAITS, doubt.why)
        else:
            reason = Message("{why}; no score or price reads it: the bid stays", why=doubt.why)
            yield Finding(bid, step, rule, True, reason)


def in_doubt(tender: Tender, envelope: Bid) -> tuple[Text, ...]:
    """The first open points of an envelope, by the labels of their fields."""
    return tuple(point_of(tender, doubt) for doubt in envelope.open[:MOST_POINTS])


def point_of(tender: Tender, doubt: Doubt) -> Message:
    """An open point in words."""
    if doubt.field == WHOLE:
        return doubt.why
    label = tender.names.fields.get(doubt.field, id_in_words(doubt.field))
    return Message("{field}: {found}", field=label, found=doubt.why)


def _eligible(bid: str, decisions: Decisions) -> Finding:
    return _decided(bid, "eligibility", "eligibility", decisions, Message("not yet decided"))


def _decided(bid: str, step: str, rule: str, decisions: Decisions, otherwise: Text) -> Finding:
    decision = decisions.get((bid, rule))
    if decision is None:
        return Finding(bid, step, rule, WAITS, otherwise)
    return Finding(bid, step, rule, decision.passed, decision.reason)


def minimum_findings(
    tender: Tender, bid: str, envelope: Bid, decisions: Decisions
) -> Iterator[Finding]:
    """Outcome of the pass/fail requirements that one envelope answers."""
    for rule, minimum in tender.definition.minimums.items():
        if answered_at_opening(tender, minimum) != (envelope.envelope == "price"):
            continue
        if minimum.sense == "decided":
            required = tender.names.requirements[rule]
            otherwise = required if isinstance(required, (Message, Quoted)) else None
            otherwise = otherwise or Message("not yet decided")
            yield _decided(bid, "minimums", rule, decisions, otherwise)
        elif minimum.sense == "emission_limits":
            yield _within_limits(tender, bid, rule, envelope, decisions)
        else:
            yield _held(tender, bid, rule, minimum, envelope, decisions)


def answered_at_opening(tender: Tender, minimum: Minimum) -> bool:
    """Whether a requirement is on a field of the price envelope, and waits for its opening."""
    entry = tender.form.get(minimum.field)
    return entry is not None and entry.envelope == "price"


def _held(
    tender: Tender, bid: str, rule: str, minimum: Minimum, envelope: Bid, decisions: Decisions
) -> Finding:
    answer = envelope.answers.get(minimum.field)
    field = tender.names.fields.get(minimum.field, minimum.field)
    if not isinstance(answer, bool if minimum.sense == "yes" else Fraction):
        return _unstated(tender, bid, rule, (minimum.field,), envelope, decisions)
    if minimum.sense == "yes":
        return Finding(
            bid, "minimums", rule, answer is True,
            Message("{field}: {answer}", field=field, answer=yes_or_no(answer)),
        )  # fmt: skip
    assert isinstance(answer, Fraction)
    low, high = minimum.at_least, minimum.at_most
    passed = (low is None or answer >= low) and (high is None or answer <= high)
    units = tender.names.minimum_units if minimum.unit else tender.names.field_units
    unit = units.get(rule if minimum.unit else minimum.field, "")
    stated = measured(answer, unit)
    if low is not None and high is not None:
        reason = Message(
            "{stated} (required: {low:max6} to {high})",
            stated=stated, low=low, high=measured(high, unit),
        )  # fmt: skip
    elif low is not None:
        reason = Message(
            "{stated} (required: at least {low})", stated=stated, low=measured(low, unit)
        )
    else:
        assert high is not None
        reason = Message(
            "{stated} (required: at most {high})", stated=stated, high=measured(high, unit)
        )
    return Finding(bid, "minimums", rule, passed, reason)


def _unstated(
    tender: Tender, bid: str, rule: str, fields: tuple[str, ...], envelope: Bid,
    decisions: Decisions,
) -> Finding:  # fmt: skip
    """A requirement on what is not stated: open, until the committee took it as not stated."""
    labels = tuple(tender.names.fields.get(field, field) for field in fields)
    doubt = envelope.doubt_on(*fields)
    if doubt is not None:
        return _decided(bid, "minimums", rule, decisions, point_of(tender, doubt))
    item = next((item for item in envelope.settled if item.doubt.field in (WHOLE, *fields)), None)
    if item is None or (bid, rule) in decisions:
        reason = Message("{fields}: not stated", fields=labels)
        return _decided(bid, "minimums", rule, decisions, reason)
    return Finding(bid, "minimums", rule, False, item.resolution.reason)


def yes_or_no(answer: object) -> Message:
    """An answer in words; what was not stated is no no."""
    if answer is None:
        return Message("not stated")
    return Message("yes") if answer is True else Message("no")


def measured(value: Fraction, unit: Name) -> Message:
    """A figure with its unit."""
    if not str(unit):
        return Message("{value:max6}", value=value)
    return Message("{value:max6} {unit}", value=value, unit=unit)


def limits_of(tender: Tender) -> EmissionLimits | None:
    """The law's limits, if the guidance gives any."""
    rule = tender.rules.get(LIMITS)
    return rule.value if rule is not None and isinstance(rule.value, EmissionLimits) else None


def _within_limits(
    tender: Tender, bid: str, rule: str, envelope: Bid, decisions: Decisions
) -> Finding:
    limits = limits_of(tender)
    if limits is None:
        reason = Message(
            "{guidance} gives no emission limits on {day}: state them or decide",
            guidance=tender.rules.identity, day=tender.rules.day,
        )  # fmt: skip
        return _decided(bid, "minimums", rule, decisions, reason)
    missing = [
        field for field in EMISSION_FIELDS.values() if field in tender.form
        and tender.form[field].required and field not in envelope.numbers
    ]  # fmt: skip
    if missing:
        return _unstated(tender, bid, rule, tuple(missing), envelope, decisions)
    above = exceeded(envelope.numbers, limits)
    source = tender.rules[LIMITS].source
    reason = (
        Message("{exceeded:; }", exceeded=tuple(above))
        if above
        else Message("all guarantees are within {source}", source=source)
    )
    left = not_comparable(limits)
    if left:
        reason = Message(
            "{comparison}; not compared: {pollutants}", comparison=reason, pollutants=tuple(left)
        )
    return Finding(bid, "minimums", rule, not above, reason)
