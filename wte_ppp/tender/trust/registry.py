"""Acts with keys: a person's key comes into a case, leaves it, or signs what others wrote down."""

import datetime

from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.record import Event
from wte_ppp.tender.trust.keys import PublicKey
from wte_ppp.tender.trust.signatures import (
    ATTESTED,
    REGISTERED,
    VOUCHING,
    WITHDRAWN,
    may_vouch,
    same_person,
    signatures_of,
)


@act
def register(
    case: Case, key: PublicKey, *, by: str, at: datetime.datetime | None = None
) -> Event:  # fmt: skip
    """Register a person's key; who has one signs all acts from then on.

    Parameters
    ----------
    case
        The first key is registered by who opened the case; each further one is signed by an
        officer, chair or approver with a key, who vouches that it is that person's.
    key
        Its fingerprint was compared with the person, by voice or on paper.
    by, at
        Who registers, and when.
    """
    keys = signatures_of(case.progress.events)
    standing = keys.standing(key.name)
    if standing is not None:
        found = f"a second key of {key.name}"
        allowed = f"one at a time; {standing.key.fingerprint} stands since event {standing.event}"
        raise case.fault("key", found, allowed, "withdraw that first with tender key withdraw")
    if any(entry.key.fingerprint == key.fingerprint for entry in keys.keys):
        raise case.fault("key", key.fingerprint, "a key that is not in the case", "make a new one")
    _vouched(case)
    opener = case.progress.events[0].by
    first = not any(entry.withdrawn is None for entry in keys.keys)
    if first and not same_person(by, opener):
        raise case.fault("by", by, f"{opener}, who opened the case", "the opener begins")
    own = case.signer is not None and case.signer.fingerprint == key.fingerprint
    if first and own != same_person(by, key.name):
        found = f"the first key, of {key.name}, " + ("signed by itself" if own else "unsigned")
        allowed = f"{by}'s own key, signed with it, or another's key, unsigned"
        raise case.fault("key", found, allowed, "give --key for one's own")
    return case.record(REGISTERED, by=by, at=at, data={"key": key.card})


@act
def withdraw_key(
    case: Case, fingerprint: str, *, reason: str, by: str, at: datetime.datetime | None = None
) -> Event:
    """Withdraw a key that was lost, told, or whose person left; what it signed stays signed."""
    keys = signatures_of(case.progress.events)
    wanted = "".join(fingerprint.split()).lower()
    named = [
        entry for entry in keys.keys
        if entry.withdrawn is None and len(wanted) >= 8 and entry.key.fingerprint.startswith(wanted)
    ]  # fmt: skip
    if len(named) != 1:
        known = ", ".join(e.key.fingerprint for e in keys.keys if e.withdrawn is None) or "none"
        raise case.fault("key", fingerprint or "nothing", known, "choose one")
    case.needs(reason)
    key = named[0].key
    if case.signer is None or case.signer.fingerprint != key.fingerprint:
        _vouched(case)
    data = {"key": key.fingerprint, "name": key.name, "reason": reason}
    return case.record(WITHDRAWN, by=by, at=at, data=data)


@act
def attest(case: Case, seq: int, *, by: str, at: datetime.datetime | None = None) -> Event:
    """Sign an earlier event as one's own, such as a sheet or an opening that another wrote down."""
    last = len(case.progress.events)
    if not 1 <= seq <= last:
        raise case.fault("event", str(seq), f"1 to {last}", "choose one")
    if case.signer is None:
        raise case.fault("key", "no key", "the key of who signs", "give --key")
    data = {"event": seq, "hash": case.progress.events[seq - 1].hash}
    return case.record(ATTESTED, by=by, at=at, data=data)


def _vouched(case: Case) -> None:
    key = case.signer.fingerprint if case.signer else None
    if not may_vouch(case.progress.events, key):
        found = f"the key {key}" if key else "no key"
        allowed = f"a registered key of an {', '.join(VOUCHING)}"
        raise case.fault("key", found, allowed, "one of them gives --key and vouches")
