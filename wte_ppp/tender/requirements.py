"""What a bid passes or fails before it is scored: completeness, eligibility, requirements."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from wte_ppp.documents import Problem
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.tender.bids import Bid, FieldProblem
from wte_ppp.tender.definition.criteria import Minimum
from wte_ppp.tender.derived import EMISSION_FIELDS, exceeded, not_comparable
from wte_ppp.tender.names import Name
from wte_ppp.tender.steps import Decision, Finding
from wte_ppp.tender.tender import Tender

Decisions: TypeAlias = Mapping[tuple[str, str], Decision]
LIMITS = "emissions.limits"
WAITS = None
MOST_FAULTS = 5


def requirement_findings(
    tender: Tender, bid: str, envelope: Bid, decisions: Decisions
) -> Iterator[Finding]:
    """Outcome of every pass/fail requirement for one bid, in the order of the law."""
    yield _complete(tender, bid, envelope, decisions)
    yield _eligible(bid, decisions)
    yield from _minimums(tender, bid, envelope, decisions)


def _complete(tender: Tender, bid: str, envelope: Bid, decisions: Decisions) -> Finding:
    if not envelope.faults:
        reason = Message("all fields are filled in")
        if envelope.version and envelope.version != tender.version:
            reason = Message(
                "all fields are filled in; on a form of version {version}, the tender is {current}",
                version=envelope.version, current=tender.version,
            )  # fmt: skip
        return Finding(bid, "completeness", "completeness", True, reason)
    reason = Message(
        "{count} field(s) missing or unusable: {fields:; }",
        count=len(envelope.faults), fields=at_fault(tender, envelope),
    )  # fmt: skip
    return _decided(bid, "completeness", "completeness", decisions, reason)


def at_fault(tender: Tender, envelope: Bid) -> tuple[Text, ...]:
    """The first fields that make an envelope incomplete, by their labels, and what was found."""
    return tuple(_at_fault(tender, fault) for fault in envelope.faults[:MOST_FAULTS])


def _at_fault(tender: Tender, fault: Problem) -> Message:
    if isinstance(fault, FieldProblem):
        label = tender.names.fields.get(fault.key, fault.key)
        return Message("{field}: {found}", field=label, found=fault.what)
    # An envelope that cannot be read at all.
    return Message("{field}: {found}", field=fault.field, found=Quoted(fault.found, "file"))


def _eligible(bid: str, decisions: Decisions) -> Finding:
    return _decided(bid, "eligibility", "eligibility", decisions, Message("not yet decided"))


def _decided(bid: str, step: str, rule: str, decisions: Decisions, otherwise: Text) -> Finding:
    decision = decisions.get((bid, rule))
    if decision is None:
        return Finding(bid, step, rule, WAITS, otherwise)
    return Finding(bid, step, rule, decision.passed, decision.reason)


def _minimums(tender: Tender, bid: str, envelope: Bid, decisions: Decisions) -> Iterator[Finding]:
    for rule, minimum in tender.definition.minimums.items():
        if minimum.sense == "decided":
            required = tender.names.requirements[rule]
            otherwise = required if isinstance(required, (Message, Quoted)) else None
            otherwise = otherwise or Message("not yet decided")
            yield _decided(bid, "minimums", rule, decisions, otherwise)
        elif minimum.sense == "emission_limits":
            yield _within_limits(tender, bid, rule, envelope, decisions)
        else:
            yield _held(tender, bid, rule, minimum, envelope)


def _held(tender: Tender, bid: str, rule: str, minimum: Minimum, envelope: Bid) -> Finding:
    answer = envelope.answers.get(minimum.field)
    field = tender.names.fields.get(minimum.field, minimum.field)
    if minimum.sense == "yes":
        return Finding(
            bid, "minimums", rule, answer is True,
            Message("{field}: {answer}", field=field, answer=yes_or_no(answer)),
        )  # fmt: skip
    if not isinstance(answer, Fraction):
        reason = Message("{field}: no number stated", field=field)
        return Finding(bid, "minimums", rule, False, reason)
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
        labels = tuple(tender.names.fields[field] for field in missing)
        reason = Message("not guaranteed: {fields}", fields=labels)
        return Finding(bid, "minimums", rule, False, reason)
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
