"""Keys of persons: sealed by a passphrase, checked by others, quiet about their secret."""

import json

import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.tender.trust.keys import (
    PublicKey,
    grouped,
    new_key,
    public_bytes,
    public_text,
    read_key,
    read_public,
    sealed_key,
    verified,
)

PASSPHRASE = "nine dry bridges over the Cau"
HASH = "ab" * 32

# RFC 8032 section 7.1, test 2: secret 4ccd..., message 72.
RFC_PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
RFC_SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


@pytest.fixture(scope="module")
def key():
    return new_key("Ms  Reyes", "officer")


@pytest.fixture
def file(key, tmp_path):
    path = tmp_path / "reyes.key"
    path.write_text(sealed_key(key, PASSPHRASE), encoding="utf-8")
    return path


def test_a_key_comes_back_from_its_file_and_signs_the_same(key, file):
    again = read_key(file, PASSPHRASE)
    assert (again.name, again.role, again.public) == ("Ms Reyes", "officer", key.public)
    # Ed25519 is deterministic.
    assert again.signature(HASH) == key.signature(HASH)
    assert read_public(file).verified(HASH, again.signature(HASH))


def test_the_published_vector_of_rfc_8032():
    import base64

    public = public_text(bytes.fromhex(RFC_PUBLIC))
    value = base64.b64encode(bytes.fromhex(RFC_SIGNATURE)).decode()
    assert verified(public, b"\x72", value)
    assert not verified(public, b"\x73", value)


def test_a_signature_is_of_one_hash_and_one_key(key):
    signature = key.signature(HASH)
    other = new_key("Ms Reyes", "officer")
    assert key.verified(HASH, signature)
    assert not key.verified("cd" * 32, signature)
    assert not other.verified(HASH, signature)
    assert not other.verified(HASH, {**signature, "key": other.fingerprint})
    assert not key.verified(HASH, {"key": key.fingerprint, "value": "no base64"})
    assert not key.verified(HASH, {"key": key.fingerprint})


def test_the_secret_stands_nowhere_in_clear(key, file):
    raw = key.private.private_bytes_raw()
    text = file.read_text("utf-8")
    assert raw.hex() not in text
    assert raw.hex() not in repr(key)
    assert len(json.loads(text)["sealed"]) == 64  # 32 bytes and a tag of 16, in base64


def test_another_passphrase_is_told(file):
    with pytest.raises(DocumentError, match="a passphrase that does not open it"):
        read_key(file, "nine dry bridges over the Ma")


def test_a_passphrase_is_the_same_on_every_keyboard(key, tmp_path):
    path = tmp_path / "k"
    path.write_text(sealed_key(key, "cầu qua sông nhỏ\n"), encoding="utf-8")
    # The same letters with their marks apart (NFD).
    import unicodedata

    assert read_key(path, unicodedata.normalize("NFD", "cầu qua sông nhỏ")).public == key.public


def test_a_short_passphrase_is_refused(key):
    with pytest.raises(DocumentError, match="at least 12 characters"):
        sealed_key(key, "short words")


@pytest.mark.parametrize(
    ("name", "value"),
    [("name", "Mr Cruz"), ("role", "chair"), ("nonce", "AAAAAAAAAAAAAAAA"), ("cipher", "none")],
)
def test_a_changed_file_does_not_open(file, name, value):
    held = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**held, name: value}), encoding="utf-8")
    with pytest.raises(DocumentError):
        read_key(file, PASSPHRASE)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"schema": "wte_ppp/key/1"}', "\udcff", "[" * 5000],
)
def test_what_is_no_key_file_is_told(tmp_path, content):
    path = tmp_path / "k"
    path.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(DocumentError, match="no key file"):
        read_key(path, PASSPHRASE)


def test_a_file_may_not_ask_for_endless_work(file):
    held = json.loads(file.read_text("utf-8"))
    held["kdf"]["memory_kib"] = 2**31
    file.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(DocumentError, match="no key file"):
        read_key(file, PASSPHRASE)


def test_a_public_key_is_read_back_from_its_text():
    raw = bytes(range(32))
    assert public_bytes(public_text(raw)) == raw
    # SHA-256 of 00 01 ... 1f begins 630dcd29.
    assert PublicKey("A", "officer", public_text(raw)).fingerprint.startswith("630dcd29")
    for text in ("", "ed25519:", "ed25519:AAAA", "rsa:" + "A" * 43, "ed25519:" + "!" * 43):
        with pytest.raises(DocumentError, match="public key"):
            public_bytes(text)


def test_digits_are_grouped_to_be_read_aloud():
    assert grouped("0123456789abcdef01") == "0123 4567 89AB CDEF 01"


def test_a_role_is_one_of_a_list():
    with pytest.raises(DocumentError, match="officer, chair"):
        new_key("Ms Reyes", "boss")
    with pytest.raises(DocumentError, match="name"):
        new_key("  ", "officer")
