"""Hashes held outside the case: printed, stamped, and what they prove of a rewritten record."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, opening, technical, text
from tests.tender.test_signatures import later, put_lines, rewritten
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.tender.case import Case, open_case
from wte_ppp.tender.trust.anchor import anchor_files, stamp_of, take_stamp
from wte_ppp.tender.trust.keys import new_key
from wte_ppp.tender.verify import verify

STORED = Path(__file__).parent / "files" / "stamp"
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl")
# What was stamped: SHA-256 of the six bytes "a head".
HEAD = hashlib.sha256(b"a head").hexdigest()
CONFIGURATION = """\
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:TRUE
[tsa]
extendedKeyUsage = critical,timeStamping
[stamps]
serial = serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.4146.2.3
digests = sha256
ess_cert_id_alg = sha256
"""


def stored(name):
    return (STORED / name).read_bytes()


class Authority:
    """A time-stamping authority of the test's own, by openssl."""

    def __init__(self, place):
        self.place = place
        (place / "tsa.cnf").write_text(CONFIGURATION, encoding="utf-8")
        (place / "serial").write_text("01\n", encoding="utf-8")
        new = "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config tsa.cnf"
        self.run(f"{new} -x509 -keyout ca.key -out ca.pem -days 99 -extensions ca -subj /CN=Root")
        self.run(f"{new} -keyout tsa.key -out tsa.csr -subj /CN=Stamps")
        self.run(
            "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 99 "
            "-extfile tsa.cnf -extensions tsa"
        )

    def run(self, words):
        done = subprocess.run(
            ["openssl", *words.split()], cwd=self.place, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def answer(self, request, more=""):
        (self.place / "q.tsq").write_bytes(request)
        self.run(
            "ts -reply -queryfile q.tsq -signer tsa.pem -inkey tsa.key -config tsa.cnf "
            f"-section stamps -out a.tsr {more}"
        )
        return (self.place / "a.tsr").read_bytes()

    @property
    def root(self):
        return (self.place / "ca.pem").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def place(put):
    place = put("case/tender.yaml", text()).parent
    case = opening(place)
    case.receive("B1", "technical", put("t.yaml", technical("B1")), by="Office", at=at(1))
    return place


def test_a_stored_stamp_holds_for_ever():
    stamp = stamp_of(stored("answer.tsr"), stored("authority.pem"), HEAD)
    # As `openssl ts -reply -in answer.tsr -text` prints it.
    assert stamp.moment.isoformat() == "2026-11-28T22:46:17+00:00"
    assert stamp.authority == "CN=Test time stamps,O=Test"


@pytest.mark.parametrize(
    ("answer", "certificates", "digest", "why"),
    [
        ("answer.tsr", "authority.pem", "ab" * 32, "Mismatch between messages"),
        ("answer.tsr", "another.pem", HEAD, "does not hold"),
        ("unordered.tsr", "authority.pem", HEAD, "InvalidSetOrdering"),
        ("authority.pem", "authority.pem", HEAD, "no time stamp that can be read"),
        ("answer.tsr", "answer.tsr", HEAD, "no certificates in PEM"),
    ],
)
def test_what_is_no_stamp_over_this_hash_is_refused(answer, certificates, digest, why):
    with pytest.raises(DocumentError, match=why):
        stamp_of(stored(answer), stored(certificates), digest)


def test_every_altered_byte_of_a_stamp_is_refused_or_changes_nothing():
    answer = stored("answer.tsr")
    before = stamp_of(answer, stored("authority.pem"), HEAD)
    for at_byte in range(0, len(answer), 7):
        altered = bytearray(answer)
        altered[at_byte] ^= 1
        try:
            stamp = stamp_of(bytes(altered), stored("authority.pem"), HEAD)
        except DocumentError:
            continue
        assert stamp == before, at_byte


def test_the_hash_is_printed_in_capitals_as_text_and_code(place):
    case = Case(place)
    head = case.progress.events[-1].hash
    files = anchor_files(case)
    assert set(files) == {"anchor.txt", "anchor.svg", "anchor.png", "anchor.tsq"}
    assert f"WTE-PPP:1:TRIAL:2:{head.upper()}" in files["anchor.txt"].decode()
    # 16 + 2 + 64 signs of the alphanumeric set at level M: version 4 holds 90 (ISO/IEC 18004).
    import segno

    assert segno.make(f"WTE-PPP:1:TRIAL:2:{head.upper()}", error="m").version == 4
    assert files["anchor.png"].startswith(b"\x89PNG")
    # The request names the hash itself.
    assert bytes.fromhex(head) in files["anchor.tsq"]


@needs_openssl
def test_a_stamp_comes_in_and_openssl_agrees(place, authority, tmp_path):
    case = Case(place)
    head = case.progress.events[-1].hash
    answer = authority.answer(anchor_files(case)["anchor.tsq"])
    event, stamp = take_stamp(case, answer, authority.root, by="Office", at=at(2))
    assert (event.data["event"], event.data["head"], stamp.authority) == (2, head, "CN=Stamps")
    said = "\n".join(map(str, verify(place).said))
    assert "events 1 to 2 were written by" in said
    assert "nothing after event 2" in said
    # The printed command is one that works in the exported folder.
    from wte_ppp.tender.export import exported
    from wte_ppp.tender.trust.anchor import check_command

    for name, content in exported(case).items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(content)
    done = subprocess.run(
        check_command(event).split(), cwd=tmp_path / "out", capture_output=True, text=True
    )
    assert "Verification: OK" in done.stdout + done.stderr


@needs_openssl
def test_a_stamp_over_an_earlier_event_is_taken_and_one_of_another_case_is_not(
    place, authority, put
):
    case = Case(place)
    answer = authority.answer(anchor_files(case)["anchor.tsq"])
    case.receive("B2", "technical", put("t2.yaml", technical("B2")), by="Office", at=at(1))
    event, _ = take_stamp(case, answer, authority.root, by="Office", at=at(2))
    assert event.data["event"] == 2
    other = opening(put("other/tender.yaml", text()).parent)
    with pytest.raises(DocumentError, match="a hash of no event"):
        take_stamp(other, answer, authority.root, by="Office", at=at(2))


@needs_openssl
def test_a_stamp_with_certificates_in_another_order_is_kept_and_told_as_unchecked(place, authority):
    case = Case(place)
    answer = authority.answer(anchor_files(case)["anchor.tsq"], "-chain ca.pem")
    event, stamp = take_stamp(case, answer, authority.root, by="Office", at=at(2))
    assert stamp is None
    assert "InvalidSetOrdering" in event.data["unchecked"]
    said = "\n".join(map(str, verify(place).said))
    assert "not checked here" in said
    assert "were written by" not in said


@needs_openssl
def test_a_stamp_of_another_authority_is_not_taken(place, authority):
    case = Case(place)
    answer = authority.answer(anchor_files(case)["anchor.tsq"])
    with pytest.raises(DocumentError, match="does not hold"):
        take_stamp(case, answer, stored("another.pem"), by="Office", at=at(2))
    assert len(Case(place).progress.events) == 2


# The insider who writes the whole record anew.


def test_without_key_stamp_or_hash_a_rewritten_record_passes_and_that_is_told(place):
    put_lines(place / "case.wte", rewritten(Case(place).progress.events, later))
    report = verify(place)
    assert report.problems == ()
    assert "that the whole record was not written anew" in str(report.said[-1])


def test_a_bidders_receipt_shows_it(place):
    receipt = Case(place).progress.events[1].hash[:16]
    said = [str(message) for message in verify(place, head=receipt).said]
    assert "By the hash that you hold: events 1 to 2" in said
    put_lines(place / "case.wte", rewritten(Case(place).progress.events, later))
    (problem,) = verify(place, head=receipt).problems
    assert problem.field == "head"


def test_a_receipt_of_an_earlier_moment_proves_what_came_before(place, put):
    receipt = Case(place).progress.events[1].hash
    Case(place).receive("B2", "technical", put("b.yaml", technical("B2")), by="Desk", at=at(1))
    grouped = " ".join(receipt[i : i + 4] for i in range(0, 64, 4)).upper()
    said = [str(message) for message in verify(place, head=grouped).said]
    assert "By the hash that you hold: events 1 to 2" in said
    assert "nothing after event 2" in said[-1]


@needs_openssl
def test_a_stamp_in_the_case_shows_it(place, authority):
    case = Case(place)
    answer = authority.answer(anchor_files(case)["anchor.tsq"])
    take_stamp(case, answer, authority.root, by="Office", at=at(2))
    put_lines(place / "case.wte", rewritten(Case(place).progress.events, later))
    (problem,) = verify(place).problems
    assert "a stamp over a hash that no such event has" in problem.found


@needs_openssl
def test_a_rewriter_cannot_mend_the_stamp(place, authority):
    case = Case(place)
    answer = authority.answer(anchor_files(case)["anchor.tsq"])
    take_stamp(case, answer, authority.root, by="Office", at=at(2))
    events = case.progress.events
    anew = {}

    def mended(body):
        body = later(body)
        if body["what"] == "anchored":
            body["data"]["head"] = anew["hash"]
        return body

    from wte_ppp.tender.record import event_of

    anew["hash"] = event_of(rewritten(events[:2], later)[-1]).hash
    put_lines(place / "case.wte", rewritten(events, mended))
    (problem,) = verify(place).problems
    assert "does not hold" in problem.found


def test_a_signature_shows_it_and_a_fingerprint_shows_keys_made_anew(put):
    key, forged = new_key("Ms Reyes", "officer"), new_key("Ms Reyes", "officer")
    place = put("signed/tender.yaml", text()).parent
    case = open_case(place, by="Ms Reyes", at=at(1, month=2), reconstruction="a", signer=key)
    case.receive("B1", "technical", put("t.yaml", technical("B1")), by="Ms Reyes", at=at(1))
    events = list(case.progress.events)
    assert verify(place, fingerprints=[key.fingerprint]).problems == ()

    put_lines(place / "case.wte", rewritten(events, later))
    (problem,) = verify(place).problems
    assert (problem.field, problem.line) == ("signature", 2)

    def swapped(body):
        if body["what"] == "opened":
            body["data"]["key"] = forged.card
        return later(body)

    put_lines_again(place / "case.wte", rewritten(events, swapped, signer=forged))
    assert verify(place).problems == ()
    assert "compare it with one that you hold" in "\n".join(map(str, verify(place).said))
    (problem,) = verify(place, fingerprints=[key.fingerprint]).problems
    assert problem.field == "fingerprint"


def put_lines_again(file, lines):
    import sqlite3

    with sqlite3.connect(file) as base:
        for seq, line in enumerate(lines, 1):
            base.execute("UPDATE event SET line=? WHERE seq=?", (line, seq))
    base.close()


@needs_openssl
def test_by_command(place, authority, tmp_path):
    def run(*words, code=0):
        done = CliRunner().invoke(main, ["tender", *map(str, words)])
        assert done.exit_code == code, done.output
        return done.output

    assert "WTE-PPP:1:TRIAL:2:" in run("anchor", place, "--out", tmp_path / "a")
    answer, root = tmp_path / "a.tsr", tmp_path / "ca.pem"
    answer.write_bytes(authority.answer((tmp_path / "a" / "anchor.tsq").read_bytes()))
    root.write_bytes(authority.root)
    told = run(
        "stamp", place, answer, "--ca", root, "--by", "Office", "--at", "2026-03-02T09:00+07:00"
    )
    assert "event 2 was there on" in told
    assert "CN=Stamps" in told
    assert "By anchor: events 1 to 2" in run("verify", place)
    assert "head" in run("verify", place, "--head", "ab" * 32, code=2)
