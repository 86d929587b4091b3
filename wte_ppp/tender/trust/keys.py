"""Keys of persons: Ed25519 pairs, the private half sealed by a passphrase in a file of its own."""

import base64
import binascii
import hashlib
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.extras import library
from wte_ppp.plain_files import plain_bytes
from wte_ppp.tender.record import canonical

Role = Literal["officer", "chair", "evaluator", "approver", "observer"]
ROLES: tuple[str, ...] = get_args(Role)
SCHEMA = "wte_ppp/key/1"
PREFIX = "ed25519:"
SHORTEST_PASSPHRASE = 12
LARGEST_KEY_FILE = 20_000
# RFC 9106 section 4, second recommended option (64 MiB, 3 passes, 4 lanes): a fifth of a second.
KDF = {"name": "argon2id", "memory_kib": 65_536, "passes": 3, "lanes": 4}
# A file from elsewhere may not ask for more work than this.
KDF_MOST = {"memory_kib": 1_048_576, "passes": 20, "lanes": 16}


@dataclass(frozen=True)
class PublicKey:
    """A person's key as others know it.

    Parameters
    ----------
    name, role
        Whose it is, as they are named in the record.
    public
        "ed25519:" and 43 letters (base64url of the 32 bytes).
    """

    name: str
    role: str
    public: str

    @property
    def fingerprint(self) -> str:
        """First 32 digits of the SHA-256 of the public key: what a key is called."""
        return hashlib.sha256(public_bytes(self.public)).hexdigest()[:32]

    @property
    def card(self) -> dict[str, str]:
        """What a record keeps of a key."""
        return {
            "name": self.name, "role": self.role, "public": self.public,
            "fingerprint": self.fingerprint,
        }  # fmt: skip

    def verified(self, digest: str, signature: Mapping[str, str]) -> bool:
        """Whether a signature over a hash was made with this key."""
        if signature.get("key") != self.fingerprint:
            return False
        return verified(self.public, digest.encode("ascii", "replace"), signature.get("value", ""))


@dataclass(frozen=True)
class Key(PublicKey):
    """A key that was unlocked for one session; it signs (`Signer`)."""

    private: Any

    def sign(self, content: bytes) -> bytes:
        """Signature of 64 bytes (RFC 8032)."""
        return bytes(self.private.sign(content))

    def signature(self, digest: str) -> dict[str, str]:
        """Fingerprint and signature over a hash, over its 64 digits as ASCII."""
        value = base64.b64encode(self.sign(digest.encode("ascii"))).decode()
        return {"key": self.fingerprint, "value": value}

    def __repr__(self) -> str:
        return f"Key({self.name!r}, {self.role!r}, {self.fingerprint!r})"


def new_key(name: str, role: str) -> Key:
    """A new key pair.

    Parameters
    ----------
    name
        Of the person, as acts will name it.
    role
        One of `ROLES`.

    Raises
    ------
    DocumentError
        If the name is empty or the role is not known.
    """
    private = _ed25519().Ed25519PrivateKey.generate()
    public = named_key(name, role, public_text(_public_of(private)))
    return Key(public.name, public.role, public.public, private)


def named_key(name: str, role: str, public: str) -> PublicKey:
    """A public key from its text, with whose it is.

    Raises
    ------
    DocumentError
        If the name is empty, the role is not known, or the text is no public key.
    """
    if not " ".join(name.split()):
        raise _fault("", "name", "nothing", "a person's name", "give --name")
    if role not in ROLES:
        raise _fault("", "role", repr(role), ", ".join(ROLES), "choose one")
    return PublicKey(" ".join(name.split()), role, public_text(public_bytes(public)))


def sealed_key(key: Key, passphrase: str) -> str:
    """A key as the text of its file: the private half under AES-256-GCM and Argon2id.

    Parameters
    ----------
    key
        Unlocked.
    passphrase
        At least 12 characters; a sentence is easiest to remember.

    Raises
    ------
    DocumentError
        If the passphrase is too short.
    """
    if len(normal(passphrase)) < SHORTEST_PASSPHRASE:
        allowed = f"at least {SHORTEST_PASSPHRASE} characters"
        raise _fault("", "passphrase", "a shorter one", allowed, "take a sentence")
    head = {
        "schema": SCHEMA, **key.card, "kdf": {**KDF, "salt": _text(os.urandom(16))},
        "cipher": "AES-256-GCM", "nonce": _text(os.urandom(12)),
    }  # fmt: skip
    sealing = _sealing(head, passphrase)
    raw = key.private.private_bytes_raw()
    sealed = sealing.encrypt(_bytes(head["nonce"]), raw, canonical(head).encode())
    return json.dumps({**head, "sealed": _text(sealed)}, ensure_ascii=False, indent=1) + "\n"


def read_public(path: Path) -> PublicKey:
    """The public half of a key file; no passphrase is needed.

    Raises
    ------
    DocumentError
        If it is no key file.
    """
    return _public(_held(path), path)


def read_key(path: Path, passphrase: str) -> Key:
    """A key from its file, unlocked.

    Raises
    ------
    DocumentError
        If it is no key file, was changed, or the passphrase is another one.
    """
    held = _held(path)
    public = _public(held, path)
    head = {name: value for name, value in held.items() if name != "sealed"}
    invalid_tag = library("cryptography.exceptions", "keys", "A key").InvalidTag
    try:
        raw = _sealing(head, passphrase).decrypt(
            _bytes(held["nonce"]), _bytes(held["sealed"]), canonical(head).encode()
        )
        private = _ed25519().Ed25519PrivateKey.from_private_bytes(raw)
    except invalid_tag:
        found, allowed = "a passphrase that does not open it", "the passphrase of this key"
        raise _fault(str(path), "", found, allowed, "try again, or was the file changed?") from None
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise _no_key(path) from None
    if public_text(_public_of(private)) != public.public:
        raise _no_key(path)
    return Key(public.name, public.role, public.public, private)


def verified(public: str, content: bytes, value: str) -> bool:
    """Whether a signature (base64) was made over the content with a public key's other half."""
    invalid = library("cryptography.exceptions", "keys", "A signature").InvalidSignature
    try:
        signature = base64.b64decode(value, validate=True)
        _ed25519().Ed25519PublicKey.from_public_bytes(public_bytes(public)).verify(
            signature, content
        )
    except (invalid, ValueError, TypeError, DocumentError):
        return False
    return True


def public_text(raw: bytes) -> str:
    """A public key as text."""
    return PREFIX + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def public_bytes(public: str) -> bytes:
    """The 32 bytes of a public key.

    Raises
    ------
    DocumentError
        If the text is no public key.
    """
    text = public.strip()
    try:
        raw = base64.b64decode(text.removeprefix(PREFIX) + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not text.startswith(PREFIX) or len(raw) != 32:
        allowed = f"{PREFIX} and 43 letters"
        raise _fault("", "public key", repr(text)[:80], allowed, "copy it from key show")
    return raw


def grouped(fingerprint: str) -> str:
    """A fingerprint or hash to be read aloud.

    >>> grouped("0123456789abcdef")
    '0123 4567 89AB CDEF'
    """
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4)).upper()


def normal(passphrase: str) -> str:
    """The same characters however the keyboard composes them (NFKC), without the line's end."""
    return unicodedata.normalize("NFKC", passphrase.rstrip("\r\n"))


def _sealing(head: Mapping[str, Any], passphrase: str) -> Any:
    """The cipher of a key file's head under a passphrase."""
    kdf = head["kdf"]
    argon2 = library("cryptography.hazmat.primitives.kdf.argon2", "keys", "A key")
    aead = library("cryptography.hazmat.primitives.ciphers.aead", "keys", "A key")
    derived = argon2.Argon2id(
        salt=_bytes(kdf["salt"]), length=32, iterations=kdf["passes"], lanes=kdf["lanes"],
        memory_cost=kdf["memory_kib"],
    ).derive(normal(passphrase).encode("utf-8", "surrogatepass"))  # fmt: skip
    return aead.AESGCM(derived)


def _held(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(plain_bytes(path, LARGEST_KEY_FILE))
    except OSError as error:
        action = "check the path"
        found = error.strerror or str(error)
        raise _fault(str(path), "", found, "a key file", action) from None
    except (ValueError, RecursionError):
        raise _no_key(path) from None
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        raise _no_key(path)
    kdf = held.get("kdf")
    if not isinstance(kdf, dict) or kdf.get("name") != KDF["name"]:
        raise _no_key(path)
    for name, most in KDF_MOST.items():
        if type(kdf.get(name)) is not int or not 1 <= kdf[name] <= most:
            raise _no_key(path)
    return held


def _public(held: Mapping[str, Any], path: Path) -> PublicKey:
    texts = [held.get(name) for name in ("name", "role", "public")]
    if not all(isinstance(text, str) and text for text in texts):
        raise _no_key(path)
    public = PublicKey(*map(str, texts))
    if public.fingerprint != held.get("fingerprint"):
        raise _no_key(path)
    return public


def _public_of(private: Any) -> bytes:
    return bytes(private.public_key().public_bytes_raw())


def _ed25519() -> Any:
    return library("cryptography.hazmat.primitives.asymmetric.ed25519", "keys", "A key")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: object) -> bytes:
    return base64.b64decode(str(text), validate=True)


def _no_key(path: Path) -> DocumentError:
    action = "restore it from a copy, or make a new key"
    return _fault(str(path), "", "no key file, or a changed one", "a file of key new", action)


def _fault(place: str, field: str, found: str, allowed: str, action: str) -> DocumentError:
    return DocumentError((Problem(place or None, None, field, found, allowed, action),))
