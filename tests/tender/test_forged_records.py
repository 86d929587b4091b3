"""A record may hang together by its hashes and still be forged: readers say so, none breaks."""

import hashlib
import json
import os
import shutil

import pytest
from click.testing import CliRunner

from tests.tender.test_faults import begin, steps
from wte_ppp.cli import main
from wte_ppp.tender.case import Case
from wte_ppp.tender.record import GENESIS, canonical, digest
from wte_ppp.tender.store import CASE_FILE, CaseFile
from wte_ppp.tender.verify import verify

WRONG = (None, 7, "", "\x00\u202e", [], {}, [None], {"a": {}}, True, "1e999999999", "0/0")
READERS = (
    ["status"], ["verify"], ["explain", "--bid", "B1", "--question", "all"], ["calendar"],
    ["robustness"],
    ["ocds-export", "--out", "out.json"], ["report", "--out", "out"], ["export", "--out", "folder"],
)  # fmt: skip
# All of them with WTE_PPP_ALL_FAULTS=1.
STRIDE = 1 if os.environ.get("WTE_PPP_ALL_FAULTS") else 13


def forged(lines, change):
    """The same record with one change, and all hashes made anew."""
    bodies, previous = [json.loads(line) for line in lines], GENESIS
    change(bodies)
    made = []
    for body in bodies:
        body["prev"] = previous
        body.pop("hash", None)
        previous = digest(body)
        made.append(canonical({**body, "hash": previous}))
    return made


def changes(lines):
    """Every key of every event left out, and every kind of wrong value in its place."""
    for number, line in enumerate(lines):
        body = json.loads(line)
        for table in (None, "data", "files"):
            for key in body[table] if table else ("at", "by", "what", "seq", "clock", "data"):
                yield number, table, key, "left out"
                for value in WRONG:
                    yield number, table, key, value


def applied(number, table, key, value):
    def change(bodies):
        place = bodies[number][table] if table else bodies[number]
        if value == "left out":
            place.pop(key, None)
        else:
            place[key] = value

    return change


@pytest.fixture
def lived(put):
    """A case that went through all of its steps."""
    folder = begin(put)
    for step in steps(put):
        step(Case(folder))
    return folder


def test_every_forged_key_of_every_event_ends_in_clear_lines(lived, tmp_path, monkeypatch):
    case = Case(lived)
    lines, contents = (
        case.store.lines(),
        {key: case.store.content(key) for key in case.store.held()},
    )
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "forged"
    broken = []
    for count, way in enumerate(changes(lines)):
        if count % STRIDE:
            continue
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        CaseFile.create(place / CASE_FILE, forged(lines, applied(*way)), contents).close()
        reader = READERS[count // STRIDE % len(READERS)]
        command = ["tender", reader[0], str(place), *reader[1:]]
        ended = CliRunner().invoke(main, command)
        clear = ended.exception is None or isinstance(ended.exception, SystemExit)
        if not clear or ended.exit_code not in (0, 1, 2):
            broken.append((way, reader[0], repr(ended.exception)))
    assert broken == []


@pytest.mark.parametrize("what", ["frozen", "award_proposed", "marked", "received", "opened"])
@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"scores": 7}', b"\xff\x00", b"schema: x\n"]
)
def test_every_forged_file_of_a_record_is_told(lived, tmp_path, what, content, monkeypatch):
    case = Case(lived)
    contents = {key: case.store.content(key) for key in case.store.held()}
    event = case.progress.last(what)
    mine = (
        f"results/{event.seq}-" if what in ("frozen", "award_proposed") else event.data.get("file")
    )
    name = next(name for name in event.files if name.startswith(mine or "tender.yaml"))
    sha256 = hashlib.sha256(content).hexdigest()

    def change(bodies):
        body = bodies[event.seq - 1]
        body["files"][name] = sha256
        if "sha256" in body["data"]:
            body["data"]["sha256"] = sha256

    place = tmp_path / "forged"
    place.mkdir()
    lines = forged(case.store.lines(), change)
    CaseFile.create(place / CASE_FILE, lines, {**contents, sha256: content}).close()
    monkeypatch.chdir(tmp_path)
    for reader in READERS:
        ended = CliRunner().invoke(main, ["tender", reader[0], str(place), *reader[1:]])
        assert ended.exception is None or isinstance(ended.exception, SystemExit), reader
        assert reader[0] != "verify" or ended.exit_code == 2


def test_frozen_points_that_were_changed_with_all_hashes_made_anew_are_found(lived, tmp_path):
    case = Case(lived)
    contents = {key: case.store.content(key) for key in case.store.held()}
    event = case.progress.last("frozen")
    name = next(name for name in event.files if name.startswith(f"results/{event.seq}-"))
    data = json.loads(case.content(event, name))
    data["scores"]["B2"]["exact"]["points"] = "99"
    raw = json.dumps(data).encode()
    sha256 = hashlib.sha256(raw).hexdigest()

    def change(bodies):
        for body in bodies:
            # Later events rest on the file: a forger changes them as well.
            body["files"] |= {name: sha256} if name in body["files"] else {}

    lines = forged(case.store.lines(), change)
    CaseFile.create(tmp_path / CASE_FILE, lines, {**contents, sha256: raw}).close()
    found = [problem.found for problem in verify(tmp_path).problems]
    assert "a result file of another content" in found


@pytest.mark.parametrize("seq", [8, 10])
@pytest.mark.parametrize("reader", [READERS[0], READERS[2], READERS[6]])
def test_scores_of_a_bid_without_its_receipt_are_told(lived, tmp_path, monkeypatch, seq, reader):
    case = Case(lived)
    contents = {key: case.store.content(key) for key in case.store.held()}
    lines = forged(case.store.lines(), applied(seq - 1, None, "what", "other"))
    CaseFile.create(tmp_path / CASE_FILE, lines, contents).close()
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(main, ["tender", reader[0], str(tmp_path), *reader[1:]])
    assert (ended.exit_code, "of which no envelope counts" in ended.output) == (2, True)
