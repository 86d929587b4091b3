"""Sealed envelopes: JWE (RFC 7516) for a tender's key, whose private half lies in k of n hands.

ECDH-ES with A256KW on P-256 and A256GCM, in the compact form; the private half is split by SLIP-39.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.extras import library

SCHEMA = "wte_ppp/seal-key/1"
ALGORITHM, ENCRYPTION = "ECDH-ES+A256KW", "A256GCM"
NEEDS = "A sealed envelope"
# Opening takes some fifteen times the file in memory.
LARGEST_CONTENT = 50_000_000
LARGEST_SEALED = 70_000_000
LONGEST_HEADER = 4_000
MOST_SHARES = 16
COMPACT = re.compile(rb"eyJ[A-Za-z0-9_-]{1,4000}(?:\.[A-Za-z0-9_-]+){4}\s*")
ENDING = re.compile(r"\.[a-z0-9]{1,10}")
WORDS = "Words:"


@dataclass(frozen=True)
class SealKey:
    """Public half of a tender's key, and how many of how many shares open together."""

    tender: str
    public: Mapping[str, str]
    need: int
    of: int

    @property
    def kid(self) -> str:
        """What the key is called: its thumbprint (RFC 7638)."""
        return str(self.public["kid"])

    @property
    def data(self) -> dict[str, Any]:
        """As plain data, for the record and for bidders."""
        return {
            "schema": SCHEMA, "tender": self.tender, "need": self.need, "of": self.of,
            "public": dict(self.public),
        }  # fmt: skip


def new_seal_key(tender: str, *, need: int, of: int) -> tuple[SealKey, tuple[str, ...]]:
    """A key for the price envelopes of one tender, split at once.

    Parameters
    ----------
    tender
        Its id.
    need, of
        How many shares open together, of how many; at least two.

    Returns
    -------
    tuple[SealKey, tuple[str, ...]]
        Public half, and the shares as 33 words each. The private half is held nowhere else.

    Raises
    ------
    DocumentError
        If the numbers make no sense.
    """
    if not 2 <= need <= of <= MOST_SHARES:
        allowed = f"2 <= need <= of <= {MOST_SHARES}"
        raise _fault("need, of", f"{need} of {of}", allowed, "one share alone opens nothing")
    curve = library("cryptography.hazmat.primitives.asymmetric.ec", "seal", NEEDS)
    shamir = library("shamir_mnemonic", "seal", NEEDS)
    private = curve.generate_private_key(curve.SECP256R1())
    secret = private.private_numbers().private_value.to_bytes(32, "big")
    (shares,) = shamir.generate_mnemonics(1, [(need, of)], secret)
    return SealKey(tender, _public_of(_private(secret)), need, of), tuple(shares)


def seal_key_of(data: Any, place: str = "") -> SealKey:
    """The key of a record or of a file for bidders.

    Raises
    ------
    DocumentError
        If it is none, or holds more than a public key.
    """
    try:
        public = data["public"]
        need, of, tender = data["need"], data["of"], data["tender"]
        whole = data["schema"] == SCHEMA and isinstance(tender, str)
        whole = whole and set(public) == {"kty", "crv", "x", "y", "kid"}
        if whole and type(need) is type(of) is int and 2 <= need <= of <= MOST_SHARES:
            read = library("jwcrypto.jwk", "seal", NEEDS).JWK(**public)
            if (public["kty"], public["crv"], read.thumbprint()) == ("EC", "P-256", public["kid"]):
                return SealKey(tender, public, need, of)
    except (KeyError, TypeError, ValueError, _jose_errors()):
        pass
    found, allowed = "no key of a tender", "the file that the buyer published"
    raise _fault(place or "key", found, allowed, "ask the buyer for it")


def sealed(content: bytes, key: SealKey, ending: str) -> bytes:
    """Content sealed for a tender's key.

    Parameters
    ----------
    content
        Of the price envelope, at most 50 MB.
    key
        Of the tender.
    ending
        Of its file name, such as ".xlsx"; it is not secret.

    Returns
    -------
    bytes
        JWE in compact form; a third longer. Only the shares together open it, not even who sealed.
    """
    if len(content) > LARGEST_CONTENT:
        allowed = f"at most {LARGEST_CONTENT:,} bytes"
        raise _fault("file", f"{len(content):,} bytes", allowed, "send large annexes unsealed")
    if not content:
        raise _fault("file", "an empty file", "a price envelope", "is it the right file?")
    header = {"alg": ALGORITHM, "enc": ENCRYPTION, "kid": key.kid, "tender": key.tender}
    if ENDING.fullmatch(ending.lower()):
        header["ending"] = ending.lower()
    jwe = library("jwcrypto.jwe", "seal", NEEDS)
    public = library("jwcrypto.jwk", "seal", NEEDS).JWK(**key.public)
    token = jwe.JWE(content, protected=json.dumps(header), algs=[ALGORITHM, ENCRYPTION])
    token.add_recipient(public)
    return str(token.serialize(compact=True)).encode("ascii")


def seal_header(raw: bytes) -> Mapping[str, Any] | None:
    """What stands in clear on a sealed envelope; None if the file is none."""
    if not raw.startswith(b"eyJ") or len(raw) > LARGEST_SEALED or not COMPACT.fullmatch(raw):
        return None
    head = raw.partition(b".")[0].decode("ascii")
    try:
        header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, RecursionError):
        return None
    return header if isinstance(header, dict) and "enc" in header else None


def opened(raw: bytes, private: Any) -> tuple[bytes, str]:
    """What a sealed envelope holds, and the ending of its file name.

    Parameters
    ----------
    raw
        As it was handed in.
    private
        As `joined` gives it.

    Raises
    ------
    DocumentError
        If it was sealed otherwise, for another key, or altered.
    """
    header = seal_header(raw)
    if header is None:
        raise _fault("file", "no sealed envelope", "JWE in compact form", "was it cut off?")
    stated = (header.get("alg"), header.get("enc"), header.get("kid"))
    if stated != (ALGORITHM, ENCRYPTION, private.get("kid")):
        found = ", ".join(str(item)[:60] for item in stated)
        allowed = f"{ALGORITHM}, {ENCRYPTION}, {private.get('kid')}"
        raise _fault("header", found, allowed, "it was sealed for another key or otherwise")
    # A compressed envelope may swell without end.
    for name in ("zip", "crit"):
        if name in header:
            raise _fault("header", f"'{name}'", f"no '{name}'", "it must be sealed anew")
    jwe = library("jwcrypto.jwe", "seal", NEEDS)
    try:
        token = jwe.JWE(algs=[ALGORITHM, ENCRYPTION])
        token.deserialize(raw.decode("ascii").strip(), key=private)
    except (ValueError, TypeError, KeyError, _jose_errors()):
        found, allowed = "an envelope that does not open", "one sealed for this key, unaltered"
        raise _fault("file", found, allowed, "compare its hash with the receipt") from None
    ending = str(header.get("ending", ""))
    return bytes(token.payload), ending if ENDING.fullmatch(ending) else ""


def joined(shares: Sequence[str], key: SealKey) -> tuple[Any, tuple[int, ...]]:
    """The private half from its shares, for this moment, and the numbers of the shares.

    Parameters
    ----------
    shares
        Words as printed, or whole texts of share files.
    key
        Of the tender.

    Raises
    ------
    DocumentError
        For a wrong word, too few shares, and shares of another key.
    """
    shamir = library("shamir_mnemonic", "seal", NEEDS)
    words = list(dict.fromkeys(words_of(share) for share in shares))
    numbers: dict[int, str] = {}
    try:
        for mnemonic in words:
            numbers.setdefault(shamir.Share.from_mnemonic(mnemonic).index + 1, mnemonic)
        if len(numbers) < key.need:
            found = f"{len(numbers)} different shares"
            raise _fault("shares", found, f"{key.need} of {key.of}", "the holders come together")
        used = dict(sorted(numbers.items())[: key.need])
        secret = shamir.combine_mnemonics(used.values())
    except (shamir.MnemonicError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        # Words of a share are never repeated in a message.
        found = "shares that do not belong together"
        if "checksum" in str(error) or "word" in str(error) or "length" in str(error):
            found = "a share with a wrong, missing or misplaced word"
        raise _fault("shares", found, f"{key.need} shares of this tender", "read again") from None
    private = _private(secret)
    if _public_of(private) != dict(key.public):
        found, allowed = "shares of another tender's key", f"shares of the key {key.kid}"
        raise _fault("shares", found, allowed, "take those of this tender")
    return private, tuple(used)


def share_text(key: SealKey, number: int, share: str, holder: str) -> str:
    """A share to be printed and handed to its holder."""
    words = share.split()
    rows = [
        "  ".join(f"{at + 1:>3} {words[at]:<10}" for at in range(row, min(row + 4, len(words))))
        for row in range(0, len(words), 4)
    ]
    return (
        f"Tender {key.tender}: share {number} of {key.of}, for {holder}\n"
        f"{key.need} of the {key.of} shares together open the sealed prices; fewer open nothing.\n"
        f"Key {key.kid}\n\n"
        "Print it, put it into an envelope, sign across the flap, lock it away. Delete this file.\n"
        "Nobody needs it before prices are opened. If too many are lost, no sealed price can be\n"
        "opened by anybody.\n\n"
        f"{WORDS}\n" + "\n".join(row.rstrip() for row in rows) + "\n"
    )


def words_of(text: str) -> str:
    """The words of a share, from its file or as they were typed, with or without numbers."""
    return " ".join(re.findall(r"[a-z]+", text.rpartition(WORDS)[2].lower()))


def _private(secret: bytes) -> Any:
    """The private half from its 32 bytes, as JWK."""
    curve = library("cryptography.hazmat.primitives.asymmetric.ec", "seal", NEEDS)
    jwk = library("jwcrypto.jwk", "seal", NEEDS).JWK
    try:
        private = curve.derive_private_key(int.from_bytes(secret, "big"), curve.SECP256R1())
    except ValueError:
        raise _fault("shares", "no key", "shares of this tender", "read them again") from None
    key = jwk.from_pyca(private)
    return jwk(**{**key.export(as_dict=True), "kid": key.thumbprint()})


def _public_of(private: Any) -> dict[str, str]:
    public = private.export_public(as_dict=True)
    return {name: str(public[name]) for name in ("kty", "crv", "x", "y", "kid")}


def _jose_errors() -> Any:
    return library("jwcrypto.common", "seal", NEEDS).JWException


def _fault(field: str, found: str, allowed: str, action: str) -> DocumentError:
    return DocumentError((Problem(None, None, field, found, allowed, action),))
