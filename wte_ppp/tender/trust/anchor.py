"""Anchors: the hash of a moment held outside the case, on paper or in a time stamp (RFC 3161)."""

import datetime
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import segno

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.extras import library
from wte_ppp.messages import Message
from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import Docket, act
from wte_ppp.tender.moments import in_words
from wte_ppp.tender.record import Event, canonical
from wte_ppp.tender.trust.keys import grouped

ANCHORED = "anchored"
LARGEST_ANSWER = 200_000
NEEDS = "A time stamp"


@dataclass(frozen=True)
class Stamp:
    """What a time stamp says: when, and the name in the certificate that signed it."""

    moment: datetime.datetime
    authority: str


def anchor_text(tender: str, event: Event) -> str:
    """What is written in minutes and in the QR code: tender, number of the event and its hash.

    In capitals, which need fewer dots.

    Parameters
    ----------
    tender
        Id of the tender.
    event
        Whose hash stands for all events up to it.
    """
    return f"WTE-PPP:1:{tender}:{event.seq}:{event.hash}".upper()


def anchor_lines(case: Docket, event: Event) -> tuple[Message, ...]:
    """The same in words, for minutes, receipts and letters."""
    return (
        Message(
            "Record of tender {tender} up to line {line}, {moment}: {hash}",
            tender=case.tender.definition.id, line=event.seq, moment=in_words(event.at),
            hash=grouped(event.hash),
        ),
        Message(
            "Whoever holds this hash can show later whether anything up to that line was changed: "
            "wte-ppp tender verify FOLDER --head {hash}",
            hash=event.hash[:32],
        ),
    )  # fmt: skip


def anchor_files(case: Docket) -> dict[str, bytes]:
    """The head of a case to be printed and stamped.

    Parameters
    ----------
    case
        As it stands.

    Returns
    -------
    dict[str, bytes]
        anchor.txt, anchor.svg and anchor.png (QR), and anchor.tsq to be sent to a time-stamping
        authority where the extra for it is installed.
    """
    event = case.progress.events[-1]
    text = anchor_text(case.tender.definition.id, event)
    lines = "\n".join(map(str, anchor_lines(case, event)))
    code = segno.make(text, error="m", micro=False)
    files = {"anchor.txt": f"{lines}\n{text}\n".encode()}
    for kind in ("svg", "png"):
        drawn = io.BytesIO()
        code.save(drawn, kind=kind, scale=4)
        files[f"anchor.{kind}"] = drawn.getvalue()
    if has_stamps():
        files["anchor.tsq"] = request(event, case.store.lines()[event.seq - 1])
    return files


def has_stamps() -> bool:
    """Whether the extra for time stamps is installed."""
    return find_spec("rfc3161_client") is not None


def request(event: Event, line: str) -> bytes:
    """A request for a time stamp over the hash of an event.

    The hash of an event is the SHA-256 of its canonical text, so a stamp over that text is one over
    the hash itself.

    Parameters
    ----------
    event
        Of the record.
    line
        Its line in the record.
    """
    client = library("rfc3161_client", "stamp", NEEDS)
    body = json.loads(line)
    body = {name: value for name, value in body.items() if name not in ("hash", "signature")}
    text = canonical(body).encode("utf-8", "surrogatepass")
    if hashlib.sha256(text).hexdigest() != event.hash:
        raise _fault("a line that was changed", event.hash, "run tender verify")
    builder = client.TimestampRequestBuilder().data(text)
    builder = builder.hash_algorithm(client.HashAlgorithm.SHA256)
    return bytes(builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes())


def stamp_of(answer: bytes, certificates: bytes, digest: str) -> Stamp:
    """Check a time stamp over a hash, without a network.

    Parameters
    ----------
    answer
        Of the authority (.tsr).
    certificates
        Of its root in PEM, and of those between where the answer lacks them.
    digest
        The hash that was stamped.

    Returns
    -------
    Stamp
        When and by whom. It is checked as of the moment of the stamp, so a certificate that expired
        since does no harm; whether it was revoked is not asked.

    Raises
    ------
    DocumentError
        If it is no stamp over this hash that leads to these certificates.
    """
    client = library("rfc3161_client", "stamp", NEEDS)
    x509 = library("cryptography.x509", "stamp", NEEDS)
    unreadable = (
        ValueError, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType,
        library("cryptography.exceptions", "stamp", NEEDS).UnsupportedAlgorithm,
    )  # fmt: skip
    try:
        given = x509.load_pem_x509_certificates(certificates)
        # Names are read only now, and may be none.
        roots = [each for each in given if each.issuer == each.subject]
        between = [each for each in given if each not in roots]
    except unreadable:
        raise _fault("no certificates in PEM", "the authority's root", "ask for it") from None
    if not roots:
        raise _fault("no root certificate", "one that signed itself", "add it to the file")
    try:
        read = client.decode_timestamp_response(answer)
        verifier = client.VerifierBuilder(roots=roots, intermediates=between).build()
        verifier.verify(read, bytes.fromhex(digest))
        return Stamp(read.tst_info.gen_time, _signer(x509, read))
    except client.VerificationError as error:
        raise _fault(f"a stamp that does not hold: {error}", digest, "was it altered?") from None
    except unreadable as error:
        found = f"no time stamp that can be read ({str(error)[:80]})"
        raise _fault(found, "an answer of RFC 3161", "ask again; try openssl ts") from None


@act
def take_stamp(
    case: Case, answer: bytes, certificates: bytes, *, by: str,
    at: datetime.datetime | None = None,
) -> tuple[Event, Stamp | None]:  # fmt: skip
    """Take a time stamp in, with the certificates that it was held against.

    Parameters
    ----------
    case
        One of whose events was stamped, the last or an earlier one.
    answer, certificates
        Files of the authority; both are kept.
    by, at
        Who takes it in, and when.

    Returns
    -------
    tuple[Event, Stamp | None]
        None for a stamp that names the hash and cannot be read here: some authorities' answers hold
        their certificates in another order than the standard's. It is kept, and told as unchecked.

    Raises
    ------
    DocumentError
        If it is no stamp of this case, or does not hold.
    """
    if len(answer) > LARGEST_ANSWER or len(certificates) > LARGEST_ANSWER:
        raise case.fault("stamp", "a larger file", f"at most {LARGEST_ANSWER:,} bytes", "check it")
    stamped = stamped_event(answer, case.progress.events)
    if stamped is None:
        action = "is it of another case, or did you mean to stamp anew?"
        raise case.fault("stamp", "a hash of no event", "a stamp over an event's hash", action)
    stamp: Stamp | None = None
    why = ""
    try:
        stamp = stamp_of(answer, certificates, stamped.hash)
    except DocumentError as error:
        why = error.problems[0].found
        if not why.startswith("no time stamp that can be read"):
            raise
    prefix = f"anchors/{case.next_seq}"
    data: dict[str, Any] = {"event": stamped.seq, "head": stamped.hash, "kind": "rfc3161"}
    if stamp is not None:
        moment = stamp.moment.isoformat(timespec="seconds")
        data |= {"moment": moment, "authority": stamp.authority}
    else:
        data["unchecked"] = why
    files = {f"{prefix}-stamp.tsr": answer, f"{prefix}-authority.pem": certificates}
    return case.record(ANCHORED, by=by, at=at, data=data, files=files), stamp


def stamped_event(answer: bytes, events: Sequence[Event]) -> Event | None:
    """The event whose hash a time stamp is over; its bytes stand in the answer as they are."""
    for event in reversed(events):
        try:
            if bytes.fromhex(event.hash) in answer:
                return event
        except ValueError:
            continue
    return None


def check_command(event: Event) -> str:
    """How a stamp is checked without this library; the moment is given, as certificates expire."""
    moment = datetime.datetime.fromisoformat(event.data["moment"])
    return (
        f"openssl ts -verify -digest {event.data['head']} -in {_named(event, '.tsr')} "
        f"-CAfile {_named(event, '.pem')} -attime {int(moment.timestamp())}"
    )


def _named(event: Event, ending: str) -> str:
    """Name of a file of an event in the exported folder."""
    sha256 = next(sha256 for name, sha256 in event.files.items() if name.endswith(ending))
    return f"files/{sha256}{ending}"


def _signer(x509: Any, read: Any) -> str:
    """Name of who stamped: of the certificate made for time stamping."""
    use = x509.ExtendedKeyUsage
    for raw in read.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(raw)
        try:
            uses = certificate.extensions.get_extension_for_class(use).value
        except x509.ExtensionNotFound:
            continue
        if x509.oid.ExtendedKeyUsageOID.TIME_STAMPING in uses:
            return str(certificate.subject.rfc4514_string())
    return ""


def _fault(found: str, allowed: str, action: str) -> DocumentError:
    return DocumentError((Problem(None, None, "stamp", found, allowed, action),))
