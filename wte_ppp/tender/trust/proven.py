"""What a sound record proves, and by what: hash, signature, anchor; and what it does not."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.extras import MissingLibraryError
from wte_ppp.messages import Message
from wte_ppp.tender.moments import in_words
from wte_ppp.tender.progress import Progress
from wte_ppp.tender.record import Event
from wte_ppp.tender.trust.anchor import ANCHORED, check_command, stamp_of
from wte_ppp.tender.trust.keys import grouped
from wte_ppp.tender.trust.sealed_prices import sealing_lines
from wte_ppp.tender.trust.signatures import Signatures, signatures_of

SHORTEST_HEAD = 16


@dataclass(frozen=True)
class Proof:
    """What is proven and what is not, in that order, and what contradicts the record."""

    said: tuple[Message, ...]
    problems: tuple[Problem, ...]


def proof_of(
    events: Sequence[Event],
    content: Callable[[str], bytes],
    place: str,
    *,
    heads: Sequence[str] = (),
    fingerprints: Sequence[str] = (),
) -> Proof:
    """Weigh a record whose chain and files were found whole.

    Parameters
    ----------
    events
        At least one.
    content
        Gives a file by its SHA-256.
    place
        Of the case, for problems.
    heads
        Hashes that the reader holds, from minutes, a receipt or a letter.
    fingerprints
        Of keys that the reader knows to stand in this case.

    Returns
    -------
    Proof
        A record that contradicts a signature, a stamp or what the reader holds has problems.
    """
    said: list[Message] = []
    problems: list[Problem] = []
    last = events[-1].seq
    held = [event.seq for head in heads for event in events if _is(event, head)]
    files = {sha256 for event in events for sha256 in event.files.values()}
    said.append(
        Message(
            "By hash: events 1 to {last} and {files} files are as they were when the last hash was "
            "made",
            last=last, files=len(files),
        )
    )  # fmt: skip
    signed = True
    try:
        signatures = signatures_of(events)
    except MissingLibraryError as error:
        signed = False
        said.append(Message("Signatures were not checked: {why}", why=str(error)))
    else:
        signed = bool(signatures.signed)
        said += _by_signature(signatures)
        problems += _signature_problems(signatures, place, fingerprints)
    anchored = max(held, default=0)
    if anchored:
        said.append(Message("By the hash that you hold: events 1 to {event}", event=anchored))
    for event in events:
        if event.what != ANCHORED:
            continue
        stamped = next((each for each in events if each.seq == event.data.get("event")), None)
        if stamped is None or stamped.seq > event.seq or stamped.hash != event.data.get("head"):
            found, allowed = "a stamp over a hash that no such event has", "the event's hash"
            action = "the record was written anew after the stamp"
            problems.append(Problem(place, event.seq, "stamp", found, allowed, action))
            continue
        message, problem = _by_stamp(event, content, place)
        said.append(message)
        problems += problem
        if not problem and "moment" in event.data:
            anchored = max(anchored, int(event.data["event"]))
    said += sealing_lines(Progress(events))
    said += _not_proven(last, anchored, signed)
    return Proof(tuple(said), tuple(problems))


def _by_signature(signatures: Signatures) -> Iterator[Message]:
    if not signatures.keys:
        yield Message("No key is registered: nothing but the record itself says who acted")
        return
    counts = Counter(signatures.signed.values())
    for name, count in sorted(counts.items()):
        yield Message("By signature: {count} events of {name}", count=count, name=name)
    for entry in signatures.keys:
        by = (
            Message("{name} vouched for it", name=entry.vouched_by)
            if entry.vouched_by
            else Message("the opener brought it: compare it with one that you hold (--fingerprint)")
        )
        yield Message(
            "Key of {name} ({role}) since event {event}: {fingerprint}; {by}",
            name=entry.key.name, role=entry.key.role, event=entry.event,
            fingerprint=grouped(entry.key.fingerprint), by=by,
        )  # fmt: skip
    for seq, names in signatures.attested.items():
        yield Message("Event {event} was signed afterwards by {names}", event=seq, names=names)
    for seq, names in signatures.missing.items():
        yield Message("Event {event} names {names} too, without signature", event=seq, names=names)
    if signatures.unsigned:
        yield Message(
            "Not signed: events {events}; nothing but the record says who acted in them",
            events=signatures.unsigned,
        )  # fmt: skip


def _signature_problems(
    signatures: Signatures, place: str, fingerprints: Sequence[str]
) -> Iterator[Problem]:
    for fault in signatures.faults:
        allowed, action = "signatures of who acted", "who wrote it, and when? compare with a copy"
        yield Problem(place, fault.event, "signature", str(fault.why), allowed, action)
    known = [entry.key.fingerprint for entry in signatures.keys]
    for stated in fingerprints:
        wanted = "".join(stated.split()).lower()
        short = len(wanted) < SHORTEST_HEAD
        if short or not any(fingerprint.startswith(wanted) for fingerprint in known):
            found = ", ".join(known) or "no key"
            action = "it was written anew without that key, or is another case"
            yield Problem(place, None, "fingerprint", found, f"a key {stated}", action)


def _by_stamp(
    event: Event, content: Callable[[str], bytes], place: str
) -> tuple[Message, list[Problem]]:
    """What a time stamp proves, checked anew."""
    if "moment" not in event.data:
        return Message(
            "Event {event} holds a time stamp over event {stamped} that is not checked here "
            "({why}); check it with openssl ts",
            event=event.seq, stamped=event.data["event"], why=str(event.data.get("unchecked", "")),
        ), []  # fmt: skip
    parts = {name.rpartition(".")[2]: sha256 for name, sha256 in event.files.items()}
    try:
        stamp = stamp_of(content(parts["tsr"]), content(parts["pem"]), event.data["head"])
    except MissingLibraryError as error:
        return Message(
            "The time stamp of event {event} was not checked: {why}; or {command}",
            event=event.seq, why=str(error), command=check_command(event),
        ), []  # fmt: skip
    except (DocumentError, KeyError) as error:
        allowed = "a stamp that holds"
        problem = Problem(place, event.seq, "stamp", str(error), allowed, "ask the authority")
        return Message("The time stamp of event {event} does not hold", event=event.seq), [problem]
    stated = (stamp.moment.isoformat(timespec="seconds"), stamp.authority)
    recorded = (event.data["moment"], event.data.get("authority"))
    if stated != recorded:
        allowed = ", ".join(map(str, recorded))
        problem = Problem(place, event.seq, "stamp", ", ".join(stated), allowed, "compare")
        return Message("The time stamp of event {event} does not hold", event=event.seq), [problem]
    return Message(
        "By anchor: events 1 to {event} were written by {moment}, by a time stamp of {authority}; "
        "that its certificate is the authority's is for you to see. Without this library: "
        "{command}",
        event=event.data["event"], moment=in_words(stated[0]), authority=stamp.authority,
        command=check_command(event),
    ), []  # fmt: skip


def _not_proven(last: int, anchored: int, signed: bool) -> Iterator[Message]:
    if not anchored and not signed:
        yield Message(
            "Not proven: that the whole record was not written anew. No event is signed, no time "
            "stamp lies in the case, and no hash from minutes, a receipt or a letter was given "
            "(--head)"
        )
    elif not anchored:
        yield Message(
            "Not proven: that nothing was cut off at the end; give a hash from minutes, a receipt "
            "or a letter (--head)"
        )
    elif anchored < last:
        yield Message(
            "Not proven: that nothing after event {event} was cut off or put in; the anchors end "
            "there",
            event=anchored,
        )  # fmt: skip


def _is(event: Event, head: str) -> bool:
    wanted = "".join(head.split()).lower()
    return len(wanted) >= SHORTEST_HEAD and event.hash.startswith(wanted)
