"""The tender's calendar: what falls due when, by which rule, and what no step may precede."""

import datetime
from dataclasses import dataclass

from wte_ppp.guidance.procurement import Kind, kind_of
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message, Text
from wte_ppp.tender import moments
from wte_ppp.tender.days import days_between, last_day
from wte_ppp.tender.deadlines import no_working_days
from wte_ppp.tender.docket import Docket
from wte_ppp.tender.progress import moment_of
from wte_ppp.tender.record import Event
from wte_ppp.tender.tender import Tender

KINDS = ("working", "calendar")
# Periods that protect bidders: of days of a kind that nobody says, the longer end.
LONGER = ("standstill_days", "complaint_days", "debrief_request_days", "freeze_to_opening_days")
# Steps that a suspension holds up.
HELD_UP = ("freeze", "open-prices", "price-round", "award", "notify", "sign")


@dataclass(frozen=True)
class Due:
    """A date of the tender: what, on which day or at which moment, by which rule, and if done."""

    what: Message
    when: datetime.date | datetime.datetime
    basis: Text
    done: bool = False


def period_end(tender: Tender, start: datetime.date, key: str) -> datetime.date | None:
    """Last day of a period that a rule of the procedure gives in days; None without such a rule.

    Parameters
    ----------
    tender
        Whose rule and whose closed days count.
    start
        Day of the event; it does not count.
    key
        Of the procedure, such as "standstill_days".

    Raises
    ------
    ValueError
        For a period that nobody can mean.
    """
    rule = tender.rules.get(f"procedure.{key}")
    if rule is None or rule.value is None:
        return None
    weekend, closed = no_working_days(tender.definition)
    return last_day(
        start, int(rule.value), working=is_working(tender, key, rule), weekend=weekend,
        closed=closed,
    )  # fmt: skip


def kind_said(tender: Tender, key: str, rule: ResolvedRule) -> Kind:
    """Which days a period counts, by the tender, the rule's unit or its kind; "" if none says."""
    kind = tender.rules.get(f"procedure.{key.removesuffix('_days')}_kind")
    of_rule: Kind = kind.value if kind is not None and kind.value in KINDS else ""
    if kind is not None and kind.override is not None:
        return of_rule
    return kind_of(rule.unit or "") or of_rule


def is_working(tender: Tender, key: str, rule: ResolvedRule) -> bool:
    """Whether a period counts working days; where nobody says it, the longer protects bidders."""
    return (kind_said(tender, key, rule) or ("working" if key in LONGER else "")) == "working"


def basis_of(tender: Tender, key: str) -> Text:
    """Where a period comes from, with its length."""
    rule = tender.rules[f"procedure.{key}"]
    if rule.value and key in LONGER and not kind_said(tender, key, rule):
        return Message(
            "{days:max0} days, counted as working days since nobody says which ({source})",
            days=rule.value, source=rule.origin,
        )  # fmt: skip
    return Message(
        "{days:max0} {unit} ({source})", days=rule.value,
        unit=Message("working days") if is_working(tender, key, rule) else Message("days"),
        source=rule.origin,
    )  # fmt: skip


def bids_valid_until(case: Docket) -> datetime.date | None:
    """Last day on which bids bind: as extended, as the file says, or by the rule; None if open."""
    extended = case.progress.last("validity_extended")
    if extended is not None:
        return datetime.date.fromisoformat(extended.data["until"])
    definition = case.tender.definition
    if definition.calendar and definition.calendar.bids_valid_until:
        return datetime.date.fromisoformat(definition.calendar.bids_valid_until)
    return period_end(case.tender, definition.deadline.date(), "bid_validity_days")


def standstill_until(case: Docket) -> datetime.date | None:
    """Last day of the standstill after the notice of intention; None before it or without one."""
    last, notice = _after_notice(case, "standstill_days")
    # A procedure that says "0 days" has no standstill: signing may follow the notice at once.
    return last if last != notice else None


def complaints_until(case: Docket) -> datetime.date | None:
    """Last day for complaints against the result; None before the notice or without a rule."""
    return _after_notice(case, "complaint_days")[0]


def _after_notice(case: Docket, key: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Last day of a period that begins with the notice of intention, and the day of the notice."""
    notice = case.progress.in_round("award_notified")
    if notice is None:
        return None, None
    day = moment_of(notice).date()
    return period_end(case.tender, day, key), day


def calendar_of(case: Docket) -> list[Due]:
    """Dates of a tender as far as they are known now, in their order."""
    tender, progress = case.tender, case.progress
    definition = tender.definition
    calendar, file = definition.calendar, Message("tender file")
    extended = progress.last("deadline_extended")
    due = [
        Due(
            Message("deadline for bids"),
            definition.deadline,
            file if extended is None else _extended(extended),
            moments.now() > definition.deadline,
        )
    ]
    if calendar and calendar.published:
        due.append(Due(Message("publication"), calendar.published, file, done=True))
    if calendar and calendar.questions_until:
        moment = calendar.questions_until
        due.append(Due(Message("last moment for questions"), moment, file, moments.now() > moment))
    frozen = progress.in_round("frozen")
    if frozen is not None:
        earliest = period_end(tender, moment_of(frozen).date(), "freeze_to_opening_days")
        if earliest is not None:
            basis = basis_of(tender, "freeze_to_opening_days")
            what = Message("last day before prices may be opened")
            due.append(Due(what, earliest, basis, progress.prices_open))
    valid = bids_valid_until(case)
    if valid is not None:
        due.append(Due(Message("bids valid until"), valid, _validity_basis(case)))
    if calendar and calendar.securities_valid_until:
        day = datetime.date.fromisoformat(calendar.securities_valid_until)
        due.append(Due(Message("bid securities valid until"), day, file))
    notice = progress.in_round("award_notified")
    if notice is not None:
        signed = progress.last("contract_signed") is not None
        for key, what in (
            ("standstill_days", Message("last day of the standstill")),
            ("debrief_request_days", Message("last day to request a debriefing")),
            ("complaint_days", Message("last day for complaints")),
        ):
            day_or_none, since = _after_notice(case, key)
            if day_or_none is not None and day_or_none != since:
                due.append(Due(what, day_or_none, _ending(tender, key, day_or_none), signed))
    return sorted(due, key=lambda row: str(row.when))


def _ending(tender: Tender, key: str, day: datetime.date) -> Text:
    """Where a period comes from, and that it ends on a day without work."""
    weekend, closed = no_working_days(tender.definition)
    before = day - datetime.timedelta(days=1)
    if days_between(before, day, working=True, weekend=weekend, closed=closed):
        return basis_of(tender, key)
    return Message(
        "{basis}; no working day: see whether the law moves it to the next one",
        basis=basis_of(tender, key),
    )  # fmt: skip


def _validity_basis(case: Docket) -> Text:
    extended = case.progress.last("validity_extended")
    if extended is not None:
        return _extended(extended)
    calendar = case.tender.definition.calendar
    if calendar and calendar.bids_valid_until:
        return Message("tender file")
    return basis_of(case.tender, "bid_validity_days")


def _extended(event: Event) -> Message:
    return Message("extended, line {seq} of the record", seq=event.seq)


def held_to_calendar(case: Docket, step: str, at: datetime.datetime | None) -> None:
    """Refuse a step that the tender's own dates or a suspension do not allow.

    Parameters
    ----------
    case
        In which the step is taken.
    step
        As the command is called.
    at
        Stated moment; None is now.

    Raises
    ------
    DocumentError
        Before the deadline, during a suspension, before prices may be opened by the rule, or after
        the bids' validity.
    """
    moment, deadline = at or moments.now(), case.tender.definition.deadline
    said = f"{step} at {moment.isoformat(timespec='minutes')}"
    if moment < deadline:
        allowed = f"after the deadline, {deadline.isoformat(timespec='minutes')}"
        raise case.fault("at", said, allowed, "wait; a bidder may still hand in until then")
    suspended = case.progress.suspended
    if suspended is not None and step in HELD_UP:
        found = f"{step} while event {suspended.seq} suspends the tender"
        raise case.fault("suspended", found, "a tender that goes on", "run tender resume first")
    day = moment.date()
    frozen = case.progress.in_round("frozen")
    if step == "open-prices" and frozen is not None:
        wait = period_end(case.tender, moment_of(frozen).date(), "freeze_to_opening_days")
        if wait is not None and day <= wait:
            source = case.tender.rules["procedure.freeze_to_opening_days"].origin
            allowed = f"after {wait.isoformat()} ({source})"
            raise case.fault("at", said, allowed, "wait, or state another rule in the tender")
    valid = bids_valid_until(case)
    if step in ("award", "notify", "sign") and valid is not None and day > valid:
        found, allowed = said, f"by {valid.isoformat()}, the last day on which bids bind"
        raise case.fault("at", found, allowed, "record the bidders' extension of validity first")
