"""Sealed envelopes and the shares that open them."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jwcrypto import jwe, jwk

from wte_ppp.documents import DocumentError
from wte_ppp.tender.trust.sealing import (
    joined,
    new_seal_key,
    opened,
    seal_header,
    seal_key_of,
    sealed,
    share_text,
    words_of,
)

KEY, SHARES = new_seal_key("trial", need=2, of=3)
OTHER, OTHERS = new_seal_key("other", need=2, of=3)
PRIVATE, _ = joined(SHARES[:2], KEY)
CONTENT = b"fee: 30\n"


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2), (2, 1), (0, 1, 2)])
def test_any_two_of_three_open(pair):
    private, numbers = joined([SHARES[at] for at in pair], KEY)
    assert opened(sealed(CONTENT, KEY, ".yaml"), private) == (CONTENT, ".yaml")
    assert numbers == tuple(sorted(at + 1 for at in pair))[:2]


@settings(deadline=None, max_examples=20)
@given(st.binary(min_size=1, max_size=5000))
def test_what_was_sealed_comes_back(content):
    assert opened(sealed(content, KEY, ""), PRIVATE) == (content, "")


def test_a_share_comes_back_from_its_printed_sheet():
    text = share_text(KEY, 1, SHARES[0], "Ms Reyes & Words: Co")
    assert words_of(text) == SHARES[0]
    assert words_of(SHARES[0].upper().replace(" ", "\n")) == SHARES[0]
    assert "share 1 of 3, for Ms Reyes" in text


@pytest.mark.parametrize(
    ("shares", "why"),
    [
        ([SHARES[0]], "1 different shares; expected 2 of 3"),
        ([SHARES[0], SHARES[0]], "1 different shares"),
        ([], "0 different shares"),
        ([SHARES[0], SHARES[1].rpartition(" ")[0]], "wrong, missing or misplaced word"),
        ([SHARES[0], "zebra " + SHARES[1].partition(" ")[2]], "wrong, missing or misplaced word"),
        ([SHARES[0], OTHERS[1]], "do not belong together"),
        ([OTHERS[0], OTHERS[1]], "another tender's key"),
        (["", "1234"], "wrong, missing or misplaced word"),
    ],
)
def test_what_does_not_open_says_why_and_repeats_no_word(shares, why):
    with pytest.raises(DocumentError, match=why) as refused:
        joined(shares, KEY)
    for share in SHARES + OTHERS:
        assert not set(share.split()[4:8]) <= set(str(refused.value).split())


def test_two_swapped_words_are_seen():
    words = SHARES[1].split()
    words[10], words[11] = words[11], words[10]
    if words[10] != words[11]:
        with pytest.raises(DocumentError, match="wrong, missing or misplaced word"):
            joined([SHARES[0], " ".join(words)], KEY)


@pytest.mark.parametrize(("need", "of"), [(1, 1), (1, 3), (3, 2), (0, 0), (2, 17), (-2, 3)])
def test_one_person_alone_never_opens(need, of):
    with pytest.raises(DocumentError, match="One share alone opens nothing"):
        new_seal_key("trial", need=need, of=of)


def token(content=CONTENT, key=KEY, **header):
    """An envelope of somebody else's making."""
    protected = {
        "alg": "ECDH-ES+A256KW", "enc": "A256GCM", "kid": key.kid, **header,
    }  # fmt: skip
    made = jwe.JWE(content, protected=json.dumps(protected))
    made.add_recipient(jwk.JWK(**key.public))
    return made.serialize(compact=True).encode()


def test_an_envelope_of_another_program_opens():
    assert opened(token(), PRIVATE) == (CONTENT, "")
    assert opened(token(ending="../../x"), PRIVATE) == (CONTENT, "")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (token(zip="DEF"), "'zip'"),
        (token(enc="A128CBC-HS256"), "A128CBC-HS256"),
        (token(alg="ECDH-ES+A128KW"), "A128KW"),
        (token(key=OTHER), "sealed for another key"),
        (token(kid="x"), "sealed for another key"),
        (token()[:-4], "does not open"),
        (token()[:-20] + b"A" * 20, "does not open"),
        (b"fee: 30", "no sealed envelope"),
        (b"", "no sealed envelope"),
        (token().replace(b".", b"!"), "no sealed envelope"),
    ],
)
def test_what_was_sealed_otherwise_or_altered_is_refused(raw, why):
    with pytest.raises(DocumentError, match=why):
        opened(raw, PRIVATE)


def test_every_part_that_is_altered_is_refused():
    raw = sealed(CONTENT, KEY, ".yaml")
    for at in range(0, len(raw) - 1, 11):
        if raw[at : at + 1] == b".":
            continue
        # Not the low bits of a part's last letter, which base64 drops.
        swap = b"B" if raw[at : at + 1] == b"q" else b"q"
        if raw[at + 1 : at + 2] == b".":
            continue
        with pytest.raises(DocumentError):
            opened(raw[:at] + swap + raw[at + 1 :], PRIVATE)


def test_what_stands_in_clear():
    header = seal_header(sealed(CONTENT, KEY, ".xlsx"))
    assert {name: header[name] for name in ("kid", "tender", "ending")} == {
        "kid": KEY.kid, "tender": "trial", "ending": ".xlsx",
    }  # fmt: skip
    for raw in (b"", b"PK\x03\x04", b"eyJ.a.b.c.d", b"eyJhIjoxfQ.a.b.c.d", b"fee: 1\n"):
        assert seal_header(raw) is None


def test_a_public_key_is_read_with_care():
    data = KEY.data
    assert seal_key_of(json.loads(json.dumps(data))) == KEY
    secret = {**data["public"], "d": base64.urlsafe_b64encode(b"1" * 32).decode().rstrip("=")}
    wrong = [
        {}, [], None, {**data, "public": secret}, {**data, "need": 1}, {**data, "need": True},
        {**data, "public": {**data["public"], "kid": OTHER.kid}},
        {**data, "public": {**data["public"], "x": OTHER.public["x"]}},
        {**data, "public": {**data["public"], "crv": "P-384"}},
    ]  # fmt: skip
    for held in wrong:
        with pytest.raises(DocumentError, match="no key of a tender"):
            seal_key_of(held)


def test_too_large_and_empty_files_are_refused():
    with pytest.raises(DocumentError, match="50,000,000"):
        sealed(b"0" * 50_000_001, KEY, "")
    with pytest.raises(DocumentError, match="empty"):
        sealed(b"", KEY, "")
