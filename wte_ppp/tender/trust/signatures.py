"""Which events of a record are signed by whom, which by nobody, and which wrongly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wte_ppp.documents import DocumentError
from wte_ppp.messages import Message
from wte_ppp.tender.record import Event
from wte_ppp.tender.trust.keys import PublicKey

REGISTERED, WITHDRAWN, ATTESTED = "key_registered", "key_withdrawn", "attested"
BRINGS_KEY = ("opened", REGISTERED)
# Who may vouch for another's key.
VOUCHING = ("officer", "chair", "approver")
# Recorded by the machine about a try that it refused, whoever sat there.
BY_MACHINE = ("price_access_refused", "price_opening_failed")


@dataclass(frozen=True)
class Registered:
    """A key in a record: from which event it counts, who vouched, and when it was withdrawn."""

    key: PublicKey
    event: int
    vouched_by: str = ""
    withdrawn: int | None = None


@dataclass(frozen=True)
class Fault:
    """An event whose signature is missing or wrong."""

    event: int
    why: Message


@dataclass(frozen=True)
class Signatures:
    """What the signatures of a record say.

    `signed` names the signer by number of event, `attested` who signed an event later, `missing`
    the persons with a key who acted in an event that others signed.
    """

    keys: tuple[Registered, ...]
    signed: dict[int, str]
    unsigned: tuple[int, ...]
    attested: dict[int, tuple[str, ...]]
    missing: dict[int, tuple[str, ...]]
    faults: tuple[Fault, ...]

    def standing(self, name: str) -> Registered | None:
        """The key of a person that counts now."""
        return _standing_of(self.keys, name)


def signatures_of(events: Sequence[Event]) -> Signatures:
    """Hold each event's signature against the keys registered up to it.

    Parameters
    ----------
    events
        Of one record, in their order; the chain itself is checked elsewhere.

    Returns
    -------
    Signatures
        With every fault; a record without keys has none and proves nobody.
    """
    keys: list[Registered] = []
    signed: dict[int, str] = {}
    unsigned: list[int] = []
    attested: dict[int, tuple[str, ...]] = {}
    acting: dict[int, tuple[str, ...]] = {}
    hashes = {event.seq: event.hash for event in events}
    faults: list[Fault] = []
    for event in events:
        known = _announced(event)
        # An opener's key signs the event that brings it.
        own = known if known is not None and not _standing(keys) else None
        if own is not None and (event.what == "opened" or same_person(event.by, events[0].by)):
            keys.append(Registered(own, event.seq))
        why, signer = _checked(event, keys)
        if why is not None:
            faults.append(Fault(event.seq, why))
        if signer is None:
            unsigned.append(event.seq)
        elif why is None:
            signed[event.seq] = signer.key.name
        acting[event.seq] = tuple(entry.key.name for entry in _acting(event.by, keys))
        if event.what == REGISTERED and own is None:
            fault = _vouching(event, known, signer if why is None else None)
            if fault is None and known is not None:
                keys.append(Registered(known, event.seq, signer.key.name if signer else ""))
            elif fault is not None:
                faults.append(Fault(event.seq, fault))
        elif event.what == WITHDRAWN and why is None and signer is not None:
            _withdraw(keys, event, signer)
        elif event.what == ATTESTED and why is None and signer is not None:
            seq = event.data.get("event")
            if isinstance(seq, int) and 0 < seq < event.seq:
                if hashes.get(seq) == event.data.get("hash"):
                    attested[seq] = (*attested.get(seq, ()), signer.key.name)
                else:
                    faults.append(Fault(event.seq, _other_event(event, seq)))
    missing = {
        seq: left
        for seq, names in acting.items()
        if seq in signed
        and (left := tuple(n for n in names if n not in (signed[seq], *attested.get(seq, ()))))
    }
    return Signatures(
        tuple(keys), signed, tuple(unsigned), attested, missing, tuple(faults)
    )  # fmt: skip


def refusal(
    events: Sequence[Event], what: str, by: str, key: str | None
) -> tuple[str, str, str] | None:
    """Why an event may not be recorded with this key, or with none.

    Parameters
    ----------
    events
        Recorded so far.
    what, by
        Kind of the event and who acts.
    key
        Fingerprint of the key at hand; None without one.

    Returns
    -------
    tuple[str, str, str] | None
        What was found, what is allowed and what to do; None if nothing stands against it.
    """
    if what in BY_MACHINE or (key is None and not _any_key(events)):
        return None
    keys = signatures_of(events).keys
    acting = _acting(by, keys)
    if key is None:
        if not acting:
            return None
        first = acting[0]
        allowed = f"the key {first.key.fingerprint} registered in event {first.event}"
        return f"no signature of {first.key.name}", allowed, "give --key"
    signer = next((entry for entry in _standing(keys) if entry.key.fingerprint == key), None)
    if signer is None:
        if what == REGISTERED and not _standing(keys) and same_person(by, events[0].by):
            return None
        allowed = ", ".join(entry.key.name for entry in _standing(keys)) or "no key yet"
        action = "register it with tender key register"
        return f"the key {key}, which is not registered", f"a key of {allowed}", action
    if signer not in acting:
        return f"the key of {signer.key.name}", f"the key of {by}", "who acts signs"
    return None


def may_vouch(events: Sequence[Event], key: str | None) -> bool:
    """Whether a key may bring in or withdraw another's; the first key needs no other."""
    standing = _standing(signatures_of(events).keys)
    return not standing or any(
        entry.key.fingerprint == key and entry.key.role in VOUCHING for entry in standing
    )


def _any_key(events: Iterable[Event]) -> bool:
    return any(event.what in BRINGS_KEY and _announced(event) is not None for event in events)


def _announced(event: Event) -> PublicKey | None:
    """The key that an event brings, if it is whole."""
    data: Any = event.data.get("key") if event.what in BRINGS_KEY else None
    if not isinstance(data, dict):
        return None
    key = PublicKey(*(str(data.get(name, "")) for name in ("name", "role", "public")))
    try:
        return key if key.fingerprint == data.get("fingerprint") else None
    except DocumentError:
        return None


def _checked(event: Event, keys: list[Registered]) -> tuple[Message | None, Registered | None]:
    """What is wrong with an event's signature, and whose it is."""
    machine = event.what in BY_MACHINE
    acting = _acting(event.by, keys)
    if event.signature is None:
        if acting and not machine:
            return Message(
                "Event {event} ({what}) by {by} is not signed, though a key of {name} is "
                "registered since event {since}",
                event=event.seq, what=event.what, by=event.by, name=acting[0].key.name,
                since=acting[0].event,
            ), None  # fmt: skip
        return None, None
    stated = str(event.signature.get("key", ""))
    signer = next((entry for entry in _standing(keys) if entry.key.fingerprint == stated), None)
    if signer is None:
        return Message(
            "Event {event} ({what}) is signed with the key {key}, which is not registered here or "
            "was withdrawn",
            event=event.seq, what=event.what, key=stated,
        ), None  # fmt: skip
    if not signer.key.verified(event.hash, event.signature):
        return Message(
            "Event {event} ({what}): the signature of {name} does not fit; it was changed or "
            "written anew after {name} signed",
            event=event.seq, what=event.what, name=signer.key.name,
        ), signer  # fmt: skip
    if signer not in acting and not machine:
        return Message(
            "Event {event} ({what}) names {by} and is signed by {name}",
            event=event.seq, what=event.what, by=event.by, name=signer.key.name,
        ), signer  # fmt: skip
    return None, signer


def _vouching(event: Event, key: PublicKey | None, signer: Registered | None) -> Message | None:
    """What is wrong with the registration of a further key."""
    if key is None:
        return Message("Event {event} registers a key that is none", event=event.seq)
    if signer is None or signer.key.role not in VOUCHING:
        return Message(
            "Event {event} registers a key of {name}, and nobody who may vouch for it signed: the "
            "key does not count",
            event=event.seq, name=key.name,
        )  # fmt: skip
    return None


def _withdraw(keys: list[Registered], event: Event, signer: Registered) -> None:
    for at, entry in enumerate(keys):
        named = entry.key.fingerprint == event.data.get("key") and entry.withdrawn is None
        if named and (entry is signer or signer.key.role in VOUCHING):
            keys[at] = replace(entry, withdrawn=event.seq)


def _other_event(event: Event, seq: int) -> Message:
    return Message(
        "Event {event}: {by} signed an event {other} with another hash; it was written anew after",
        event=event.seq, by=event.by, other=seq,
    )  # fmt: skip


def _standing(keys: Iterable[Registered]) -> list[Registered]:
    return [entry for entry in keys if entry.withdrawn is None]


def _standing_of(keys: Iterable[Registered], name: str) -> Registered | None:
    return next((entry for entry in _standing(keys) if same_person(entry.key.name, name)), None)


def _acting(by: str, keys: Iterable[Registered]) -> list[Registered]:
    """Standing keys of the persons whom an event names; a name may itself hold an "and"."""
    standing = list(keys)
    whole = _standing_of(standing, by)
    if whole is not None:
        return [whole]
    persons = [_standing_of(standing, name) for name in by.split(" and ")]
    return [entry for entry in persons if entry is not None]


def same_person(name: str, other: str) -> bool:
    """Whether two names are the same but for spaces and capitals."""
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()
