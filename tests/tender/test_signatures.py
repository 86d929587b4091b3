"""Who signed what: keys in a case, refusals, and a record that an insider wrote anew."""

import dataclasses
import json
import sqlite3

import pytest

from tests.tender.conftest import at, opening, price, technical, text
from wte_ppp.documents import DocumentError
from wte_ppp.tender.case import Case, open_case
from wte_ppp.tender.record import GENESIS, digest, event_of, line_of
from wte_ppp.tender.trust.keys import PublicKey, new_key
from wte_ppp.tender.trust.registry import attest, register, withdraw_key
from wte_ppp.tender.trust.signatures import signatures_of

REYES, ANH, CHAIR = (
    new_key("Ms Reyes", "officer"), new_key("Anh", "evaluator"), new_key("Chair", "chair"),
)  # fmt: skip


def public(key):
    return PublicKey(key.name, key.role, key.public)


def rewritten(events, change=None, signer=None, keep=True):
    """What an insider makes of a record: one event changed, every hash computed anew."""
    lines, previous = [], GENESIS
    for event in events:
        body = dataclasses.asdict(
            dataclasses.replace(event, data=dict(event.data), files=dict(event.files))
        )
        signature = body.pop("signature") if keep else body.pop("signature") and None
        body = {name: body[name] for name in body if name != "hash" and body[name] != ""}
        if change:
            body = change(body)
        body["prev"] = previous
        if signer is not None and signature is not None:
            signature = signer.signature(digest(body))
        line = line_of(body, signature)
        previous = json.loads(line)["hash"]
        lines.append(line)
    return lines


def put_lines(file, lines):
    """An insider has the file and SQLite: triggers stop no one."""
    with sqlite3.connect(file) as base:
        base.execute("DROP TRIGGER event_kept")
        base.executemany(
            "UPDATE event SET line=? WHERE seq=?",
            [(line, seq) for seq, line in enumerate(lines, 1)],
        )
    base.close()


@pytest.fixture
def place(put):
    return put("case/tender.yaml", text()).parent


@pytest.fixture
def signed(place, put):
    """A case that Ms Reyes opened with her key, and where she took two envelopes in."""
    open_case(
        place, by="Ms Reyes", at=at(1, month=2), reconstruction="a test", signer=REYES
    )  # fmt: skip
    case = Case(place, signer=REYES)
    case.receive("B1", "technical", put("t.yaml", technical("B1")), by="Ms Reyes", at=at(1))
    case.receive("B1", "price", put("p.yaml", price("B1")), by="Ms Reyes", at=at(1))
    return case


def anew(place):
    return signatures_of(Case(place).progress.events)


def test_the_opener_signs_from_the_first_event(signed, place):
    said = anew(place)
    assert said.signed == {1: "Ms Reyes", 2: "Ms Reyes", 3: "Ms Reyes"}
    assert (said.unsigned, said.faults) == ((), ())


def test_without_keys_nothing_is_signed_and_nothing_is_at_fault(place):
    opening(place)
    said = anew(place)
    assert (said.keys, said.signed, said.unsigned, said.faults) == ((), {}, (1,), ())


def test_an_officer_vouches_for_an_evaluator(signed, place):
    register(signed, public(ANH), by="Ms Reyes", at=at(2))
    entry = anew(place).standing("anh")
    assert (entry.key.fingerprint, entry.event, entry.vouched_by) == (
        ANH.fingerprint, 4, "Ms Reyes",
    )  # fmt: skip


def test_an_evaluator_vouches_for_nobody(signed, place):
    register(signed, public(ANH), by="Ms Reyes", at=at(2))
    with pytest.raises(DocumentError, match="officer, chair, approver"):
        register(Case(place, signer=ANH), public(CHAIR), by="Anh", at=at(2))


def test_the_first_key_is_the_openers_word(place):
    case = opening(place)
    with pytest.raises(DocumentError, match="Office, who opened the case"):
        register(case, public(REYES), by="Ms Reyes", at=at(2))
    register(case, public(REYES), by="Office", at=at(2))
    register(Case(place, signer=REYES), public(ANH), by="Ms Reyes", at=at(2))
    said = anew(place)
    assert [entry.key.name for entry in said.keys] == ["Ms Reyes", "Anh"]
    assert said.faults == ()


def test_ones_own_first_key_is_signed_with_itself(place, put):
    key = new_key("Office", "officer")
    with pytest.raises(DocumentError, match="unsigned"):
        register(opening(place), public(key), by="Office", at=at(2))
    register(Case(place, signer=key), public(key), by="Office", at=at(2))
    assert anew(place).signed == {2: "Office"}


def test_who_has_a_key_signs(signed, place, put):
    register(signed, public(ANH), by="Ms Reyes", at=at(2))
    file = put("t2.yaml", technical("B2"))
    for name in ("Anh", "  anh "):
        with pytest.raises(DocumentError, match="no signature of Anh"):
            Case(place).receive("B2", "technical", file, by=name, at=at(2))
    with pytest.raises(DocumentError, match="the key of Ms Reyes; expected the key of Anh"):
        signed.receive("B2", "technical", file, by="Anh", at=at(2))
    with pytest.raises(DocumentError, match="which is not registered"):
        Case(place, signer=CHAIR).receive("B2", "technical", file, by="Chair", at=at(2))
    # Who has none may still act, and is told as unsigned.
    Case(place).receive("B2", "technical", file, by="Desk", at=at(2))
    assert anew(place).unsigned == (5,)


def test_a_refused_look_at_prices_is_recorded_whoever_looked(signed, place):
    with pytest.raises(DocumentError, match="this try is recorded"):
        Case(place).prices(by="Ms Reyes", at=at(2))
    said = anew(place)
    assert said.unsigned == (4,)
    assert said.faults == ()


def test_a_withdrawn_key_signs_no_more_and_what_it_signed_stays(signed, place, put):
    register(signed, public(ANH), by="Ms Reyes", at=at(2))
    attest(Case(place, signer=ANH), 2, by="Anh", at=at(2))
    withdraw_key(signed, ANH.fingerprint, reason="lost", by="Ms Reyes", at=at(3))
    with pytest.raises(DocumentError, match="which is not registered"):
        attest(Case(place, signer=ANH), 3, by="Anh", at=at(3))
    second = new_key("Anh", "evaluator")
    register(signed, public(second), by="Ms Reyes", at=at(3))
    said = anew(place)
    assert said.attested == {2: ("Anh",)}
    assert said.standing("Anh").key.fingerprint == second.fingerprint
    assert said.faults == ()


def test_one_key_a_person_and_one_person_a_key(signed):
    again = new_key("ms reyes", "officer")
    with pytest.raises(DocumentError, match="a second key of ms reyes"):
        register(signed, public(again), by="Ms Reyes", at=at(2))


def test_of_two_persons_one_signs_and_the_other_afterwards(signed, place):
    register(signed, public(CHAIR), by="Ms Reyes", at=at(2))
    with signed.writing():
        signed.record("met", by="Ms Reyes and Chair", at=at(3))
    assert anew(place).missing == {5: ("Chair",)}
    attest(Case(place, signer=CHAIR), 5, by="Chair", at=at(3))
    assert anew(place).missing == {}


def later(body):
    """B1's envelopes came after the deadline, says the insider."""
    if body["what"] == "received":
        body["data"]["late"] = True
    return body


def test_a_rewritten_chain_with_its_old_signatures(signed, place):
    put_lines(place / "case.wte", rewritten(signed.progress.events, later))
    said = anew(place)
    # Event 1 is as it was; its hash and signature too.
    assert [fault.event for fault in said.faults] == [2, 3]
    assert "does not fit" in str(said.faults[0].why)


def test_a_rewritten_chain_without_signatures(signed, place):
    put_lines(place / "case.wte", rewritten(signed.progress.events, later, keep=False))
    said = anew(place)
    assert [fault.event for fault in said.faults] == [1, 2, 3]
    assert "is not signed, though a key of Ms Reyes" in str(said.faults[0].why)


def test_a_rewritten_chain_signed_with_the_insiders_own_registered_key(signed, place):
    register(signed, public(ANH), by="Ms Reyes", at=at(2))
    put_lines(place / "case.wte", rewritten(signed.progress.events, later, signer=ANH))
    said = anew(place)
    assert {fault.event for fault in said.faults} == {1, 2, 3, 4}


def test_an_insider_who_makes_everybodys_keys_anew_is_found_by_a_fingerprint_alone(signed, place):
    """No fault inside: what stands outside (minutes with the fingerprint) shows it."""
    forged = new_key("Ms Reyes", "officer")

    def swapped(body):
        if body["what"] == "opened":
            body["data"]["key"] = forged.card
        return later(body)

    put_lines(place / "case.wte", rewritten(signed.progress.events, swapped, signer=forged))
    said = anew(place)
    assert said.faults == ()
    assert said.keys[0].key.fingerprint != REYES.fingerprint


def test_a_registration_that_nobody_vouched_for_does_not_count(signed, place):
    """An insider slips a key in at the end, signed with nothing or with itself."""
    for signer in (None, CHAIR):
        event = signed.progress.events[-1]
        body = {
            "seq": event.seq + 1, "at": event.at, "clock": event.clock, "by": "Chair",
            "what": "key_registered", "data": {"key": CHAIR.card}, "files": {}, "prev": event.hash,
        }  # fmt: skip
        line = line_of(body, signer.signature(digest(body)) if signer else None)
        said = signatures_of([*signed.progress.events, event_of(line)])
        assert said.standing("Chair") is None
        assert said.faults[-1].event == event.seq + 1


def test_an_attestation_names_the_hash_that_was_signed(signed, place):
    register(signed, public(ANH), by="Ms Reyes", at=at(2))
    with pytest.raises(DocumentError, match="1 to 4"):
        attest(Case(place, signer=ANH), 9, by="Anh", at=at(2))
    with pytest.raises(DocumentError, match="the key of who signs"):
        attest(Case(place), 2, by="Desk", at=at(2))
