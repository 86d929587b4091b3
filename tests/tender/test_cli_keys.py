"""Keys at the command line, from making one to signing what another wrote down."""

import json

import pytest
from click.testing import CliRunner

from tests.tender.conftest import technical, text
from wte_ppp.cli import main
from wte_ppp.tender.case import Case
from wte_ppp.tender.trust.signatures import signatures_of

PASSPHRASE = "seven lamps along the river"
DAY = ("--at", "2026-02-01T09:00+07:00")


@pytest.fixture
def run():
    def call(*words, code=0, typed=None, env=None):
        secrets = {"WTE_PPP_PASSPHRASE": PASSPHRASE} if env is None else env
        done = CliRunner().invoke(main, ["tender", *map(str, words)], input=typed, env=secrets)
        assert done.exit_code == code, done.output
        return done.output

    return call


def test_from_a_new_key_to_a_signed_event(run, put, tmp_path):
    place = put("case/tender.yaml", text()).parent
    reyes, anh = tmp_path / "reyes.key", tmp_path / "anh.key"
    for file, name, role in ((reyes, "Ms Reyes", "officer"), (anh, "Anh", "evaluator")):
        run("key", "new", "--name", name, "--role", role, "--out", file)
    past = ("--reconstruction", "a test")
    run("open", place, "--by", "Ms Reyes", *past, *DAY, "--key", reyes)
    shown = run("key", "show", anh, env={})
    public = next(word for word in shown.split() if word.startswith("ed25519:"))
    vouching = ("--by", "Ms Reyes", *DAY, "--key", reyes)
    run("key", "register", place, public, "--name", "Anh", "--role", "evaluator", *vouching)
    file = put("t.yaml", technical("B1"))
    bid = ("--bid", "B1", "--envelope", "technical")
    told = run("receive", place, file, *bid, "--by", "Anh", *DAY, code=2)
    assert "no signature of Anh" in told
    told = run("receive", place, file, *bid, "--by", "Anh", *DAY, "--key", reyes, code=2)
    assert "the key of Ms Reyes" in told
    run("receive", place, file, *bid, *vouching)
    run("attest", place, 3, "--by", "Anh", *DAY, "--key", anh)
    said = signatures_of(Case(place).progress.events)
    assert said.signed == {1: "Ms Reyes", 2: "Ms Reyes", 3: "Ms Reyes", 4: "Anh"}
    assert said.attested == {3: ("Anh",)}
    fingerprint = json.loads(anh.read_text("utf-8"))["fingerprint"]
    run("key", "withdraw", place, fingerprint[:12], "--reason", "left", *vouching)
    assert signatures_of(Case(place).progress.events).standing("Anh") is None


def test_a_passphrase_is_typed_unseen_twice_and_may_come_from_a_file(run, put, tmp_path):
    file = tmp_path / "a.key"
    words = ("key", "new", "--name", "Anh", "--out", file)
    typed = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    shown = run(*words, typed=typed, env={})
    assert PASSPHRASE not in shown
    place = put("case/tender.yaml", text()).parent
    opening = ("open", place, "--by", "Anh", "--reconstruction", "a test", *DAY, "--key", file)
    wrong = put("wrong.txt", "eight lamps along the river\n")
    assert "does not open it" in run(*opening, "--passphrase-file", wrong, code=2)
    assert not (place / "case.wte").exists()
    run(*opening, "--passphrase-file", put("right.txt", f"{PASSPHRASE}\n"))


def test_a_key_is_never_written_over(run, tmp_path):
    file = tmp_path / "a.key"
    run("key", "new", "--name", "Anh", "--out", file)
    before = file.read_bytes()
    run("key", "new", "--name", "Anh", "--out", file, code=2)
    assert file.read_bytes() == before
    assert file.stat().st_mode & 0o077 == 0


def test_a_short_passphrase_writes_nothing(run, tmp_path):
    file = tmp_path / "a.key"
    run("key", "new", "--name", "A", "--out", file, code=2, env={"WTE_PPP_PASSPHRASE": "x"})
    assert not file.exists()
