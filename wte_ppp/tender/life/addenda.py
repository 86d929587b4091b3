"""Addenda and extensions: the tender is changed in the open, before the deadline."""

import datetime
import hashlib
from collections.abc import Collection
from pathlib import Path

from wte_ppp.tender import moments
from wte_ppp.tender.amendments import EXTENDED
from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.embedded import TENDER_FILE, embedded
from wte_ppp.tender.few_bids import may_extend
from wte_ppp.tender.progress import ADDENDUM
from wte_ppp.tender.record import Event
from wte_ppp.tender.tender import load_tender

ENVELOPES = ("technical", "price")


@act
def extend_deadline(
    case: Case, *, deadline: datetime.datetime, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Extend the deadline; forms stay as they are.

    After it only where few bids came, by the procedure's rule, and nothing was opened.
    Raises `DocumentError` if the deadline has passed, or the new one is no later.
    """
    was = case.tender.definition.deadline
    if not may_extend(case.tender, case.progress):
        _before_deadline(case, at)
    case.needs(reason)
    if deadline <= was:
        found, allowed = _text(deadline), f"later than {_text(was)}"
        raise case.fault("deadline", found, allowed, "give a later moment")
    data = {"was": _text(was), "now": _text(deadline), "reason": reason}
    return case.record(EXTENDED, by=by, at=at, data=data)


@act
def issue_addendum(
    case: Case, file: Path, *, reason: str, by: str, forms_anew: Collection[str] = (),
    profiles: str | Path | None = None, at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Put a changed tender file into force.

    Parameters
    ----------
    case
        Before its deadline.
    file
        The whole tender file as changed.
    reason
        What was changed and why, as bidders read it.
    forms_anew
        Envelopes that must be handed in anew on the new form; others received stay valid.

    Raises
    ------
    DocumentError
        If the deadline has passed, or the file is at fault, of another tender, changes nothing or
        has an earlier deadline than the one in force.
    """
    now = case.tender
    _before_deadline(case, at)
    case.needs(reason)
    tender = load_tender(file, profiles=profiles)
    if tender.definition.id != now.definition.id:
        found, allowed = tender.definition.id, now.definition.id
        raise case.fault("id", found, allowed, "a new tender is a new case")
    if tender.digest == now.digest:
        raise case.fault("tender", "the file in force", "a changed file", "change it first")
    stated, deadline = tender.definition.deadline, now.definition.deadline
    if stated < deadline:
        # A file changed from the one first published would take an extension back unseen.
        allowed, action = f"{_text(deadline)} or later", "write the deadline in force into the file"
        raise case.fault("deadline", _text(stated), allowed, action)
    odd = [envelope for envelope in forms_anew if envelope not in ENVELOPES]
    if odd:
        raise case.fault("forms", ", ".join(odd), ", ".join(ENVELOPES), "choose of these")
    contents = embedded(tender)
    assert hashlib.sha256(contents[TENDER_FILE]).hexdigest() == tender.digest
    data = {
        "was": now.digest,
        "now": tender.digest,
        "reason": reason,
        "forms_anew": sorted(forms_anew),
        "deadline": _text(tender.definition.deadline),
    }
    event = case.record(ADDENDUM, by=by, at=at, data=data, files=contents)
    case.beside(TENDER_FILE, contents[TENDER_FILE])
    return event


def _before_deadline(case: Case, at: datetime.datetime | None) -> None:
    deadline, moment = case.tender.definition.deadline, at or moments.now()
    if moment > deadline:
        found = f"{_text(moment)}, after the deadline of {_text(deadline)}"
        action = "what comes later is a clarification, a correction or a new tender"
        raise case.fault("at", found, "before the deadline", action)


def _text(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="minutes")
