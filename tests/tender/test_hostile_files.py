"""Files from outside may be anything: each ends in clear lines, and nothing is written half."""

import base64
import copy
import json
import shutil
import sqlite3
from datetime import date
from functools import partial

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tender.conftest import begun, price, sheet, technical, text
from tests.tender.test_anchor import HEAD, stored
from tests.tender.test_forged_records import forged
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.tender import check_record, check_signatures
from wte_ppp.tender.envelopes import envelope_in
from wte_ppp.tender.export import exported
from wte_ppp.tender.sheets import read_sheet
from wte_ppp.tender.store import CASE_FILE, CaseFile
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.trust.anchor import stamp_of
from wte_ppp.tender.trust.sealing import (
    joined,
    new_seal_key,
    opened,
    seal_key_of,
    sealed,
    share_text,
)
from wte_ppp.tender.verify import verify

WRONG = st.sampled_from(
    [
        None, True, "", " ", 0, -1, 0.5, 101, 10**30, 1e308, float("nan"), float("inf"), "nan",
        "1e400", "1/0", "0/0", "1,5", "1.234", "12 USD", "\uff11", "٣", date(2026, 1, 1),
        "2026-13-01", "9999-12-31T23:59-12:00",
        "2026-03-01T17:00", [], {}, [None], [{}], {"": 1}, {1: 2},
        {None: 1}, {"a": {"b": [[]]}}, ["a"] * 300, "a" * 20_000, "\x00", "\u202eabc", "a\nb",
        "{x}", "%s", "=1+1", "../../x", "<script>", "]]>", "a.b", "__class__", "qcbs", "net", "fee",
    ]
)  # fmt: skip
MARKS = st.sampled_from(
    [
        "!!python/object:os.system x", "!!binary aGk=", "!foo bar", "&a [*a]", "*a", "<<: {a: 1}",
        "0x10", "1_000", "12:30:45", ".nan", "-.inf", '"\\ud800"', "9" * 5000, "|\n  a\n b", "{",
        "[", "? a", "a: b: c", "@x", "--- x", "\t", "\x00", "\ufeff", "'",
    ]
)  # fmt: skip
SOME = settings(
    max_examples=40, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def read_or_told(reading):
    """Do it; a refusal is in clear lines."""
    try:
        return reading()
    except DocumentError as error:
        told = [str(problem) for problem in error.problems]
    assert told
    return None


def places(data, above=()):
    """Paths of all parts of plain data."""
    parts = data.items() if isinstance(data, dict) else enumerate(data)
    for key, part in parts:
        yield (*above, key)
        if isinstance(part, (dict, list)):
            yield from places(part, (*above, key))


@st.composite
def spoilt(draw, written):
    """A YAML file with up to three parts replaced, left out or grafted, or with signs in it."""
    data = yaml.safe_load(written)
    for _ in range(draw(st.integers(1, 3))):
        known = list(places(data))
        if not known:
            break
        *above, last = draw(st.sampled_from(known))
        table = data
        for key in above:
            table = table[key]
        way = draw(st.sampled_from(["replace", "replace", "leave out", "nest", "graft"]))
        if way == "replace":
            table[last] = copy.deepcopy(draw(WRONG))
        elif way == "leave out":
            del table[last]
        elif way == "nest":
            table[last] = {last: table[last]} if draw(st.booleans()) else [table[last]]
        else:
            part = data
            for key in draw(st.sampled_from(known)):
                part = part[key] if isinstance(part, (dict, list)) and key in part else part
            table[last] = copy.deepcopy(part)
    raw = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    if draw(st.booleans()):
        place = draw(st.integers(0, len(raw)))
        raw = raw[:place] + draw(MARKS) + raw[place + draw(st.sampled_from([0, 0, 1, 40])) :]
    return raw.encode("utf-8", "surrogatepass")


@given(raw=spoilt(text()))
@SOME
def test_a_spoilt_tender_file_is_read_or_told(tmp_path, raw):
    file = tmp_path / "tender.yaml"
    file.write_bytes(raw)
    read_or_told(lambda: load_tender(file))


@pytest.mark.parametrize(("envelope", "written"), [("technical", technical()), ("price", price())])
@given(data=st.data())
@SOME
def test_a_spoilt_bid_is_read_or_told(tender, envelope, written, data):
    loaded, raw = tender(), data.draw(spoilt(written))
    if data.draw(st.booleans()):
        raw = json.dumps(yaml.safe_load(written)).encode().replace(b"4", raw[:30], 1)
    bid = read_or_told(lambda: envelope_in(raw, "bid", loaded, envelope))
    assert bid is None or all(str(doubt.why) for doubt in bid.doubts)


@given(raw=spoilt(sheet("Anh", B1="3", B2="2")))
@SOME
def test_a_spoilt_sheet_is_read_or_told(tmp_path, tender, raw):
    loaded = tender()
    file = tmp_path / "sheet.yaml"
    file.write_bytes(raw)
    read_or_told(lambda: read_sheet(file, loaded, ["B1", "B2"], moderated=False))


SEAL_KEY, SHARES = new_seal_key("trial", need=2, of=3)
PRIVATE, _ = joined(SHARES[:2], SEAL_KEY)
ENVELOPE = sealed(price().encode(), SEAL_KEY, ".yaml")


@given(data=st.data())
@SOME
def test_a_spoilt_envelope_key_or_share_is_told(data):
    parts = ENVELOPE.split(b".")
    header = json.loads(base64.urlsafe_b64decode(parts[0] + b"=="))
    header |= {data.draw(st.sampled_from([*header, "zip", "crit", "p2c", "b64"])): data.draw(WRONG)}
    parts[0] = base64.urlsafe_b64encode(json.dumps(header, default=str).encode()).rstrip(b"=")
    cut = data.draw(st.integers(0, len(ENVELOPE)))
    public = json.loads(json.dumps(SEAL_KEY.data))
    public["public"] |= {data.draw(st.sampled_from(["x", "y", "kid", "crv"])): data.draw(WRONG)}
    words = share_text(SEAL_KEY, 1, SHARES[0], "A").split()
    words[data.draw(st.integers(0, len(words) - 1))] = data.draw(st.text(max_size=9))
    for reading in (
        lambda: opened(b".".join(parts), PRIVATE),
        lambda: opened(ENVELOPE[:cut] + ENVELOPE[cut + 1 :], PRIVATE),
        lambda: seal_key_of(public),
        lambda: joined([" ".join(words), SHARES[1]], SEAL_KEY),
    ):
        read_or_told(reading)


def test_a_certificate_with_a_wrong_byte_anywhere_is_told():
    pem = stored("authority.pem")
    der = base64.b64decode(b"".join(pem.partition(b"-----END")[0].splitlines()[1:]))
    for place in range(0, len(der), 3):
        wrong = der[:place] + b"\x08" + der[place + 1 :]
        body = base64.encodebytes(wrong)
        written = b"-----BEGIN CERTIFICATE-----\n" + body + b"-----END CERTIFICATE-----\n"
        read_or_told(partial(stamp_of, stored("answer.tsr"), written, HEAD))


@pytest.mark.parametrize(
    "name",
    ["guidance/../../../../written", "tender.yaml/../../../written", "study/..\\..\\written",
     "/tmp/written", "C:written", "guidance/a\x00b", "guidance/a\u202eb", ""],
)  # fmt: skip
def test_a_record_names_no_file_outside_the_case(opened, tmp_path, name):
    contents = {key: opened.store.content(key) for key in opened.store.held()}
    sha256 = next(iter(contents))
    lines = forged(opened.store.lines(), lambda bodies: bodies[0]["files"].update({name: sha256}))
    place = tmp_path / "deep" / "case"
    place.mkdir(parents=True)
    CaseFile.create(place / CASE_FILE, lines, contents).close()
    before = {path for path in tmp_path.rglob("*") if not path.name.endswith("-journal")}
    for command in ("status", "verify"):
        ended = CliRunner().invoke(main, ["tender", command, str(place)])
        assert (ended.exit_code, "no name inside a case" in ended.output) == (2, True)
    after = {path for path in tmp_path.rglob("*") if not path.name.endswith("-journal")}
    assert after == before


def test_an_event_rests_on_the_file_that_another_brought(finished, tmp_path):
    contents = {key: finished.store.content(key) for key in finished.store.held()}
    frozen = finished.progress.last("frozen")
    name = next(name for name in frozen.files if name.startswith("received/B1/technical"))
    other = next(name for name in frozen.files if name.startswith("received/B2/technical"))
    lines = forged(
        finished.store.lines(),
        lambda bodies: bodies[frozen.seq - 1]["files"].update({name: frozen.files[other]}),
    )
    CaseFile.create(tmp_path / CASE_FILE, lines, contents).close()
    (problem,) = verify(tmp_path).problems
    assert "another SHA-256 than the event that brought it" in problem.found


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (["ALTER TABLE event RENAME TO kept", "CREATE VIEW event AS WITH RECURSIVE more(n) AS "
          "(SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT n AS seq, 'x' AS line FROM more"],
         "tables of another form"),
        (["CREATE TABLE more (a)"], "tables of another form"),
        (["PRAGMA writable_schema=ON",
          "UPDATE sqlite_schema SET sql = replace(sql, 'line TEXT', 'linf TEXT')"],
         "tables of another form"),
    ],
)  # fmt: skip
def test_a_case_with_other_tables_is_no_case(opened, tmp_path, statements, told):
    file = tmp_path / CASE_FILE
    shutil.copy(opened.store.path, file)
    base = sqlite3.connect(file, isolation_level=None)
    for statement in statements:
        base.execute(statement)
    base.close()
    for command in ("status", "verify"):
        ended = CliRunner().invoke(main, ["tender", command, str(tmp_path)])
        assert (ended.exit_code, told in ended.output) == (2, True)


def another_database(path):
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE mine (a)")
    base.commit()
    base.close()


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (another_database, "a database of another program"),
        (lambda path: path.write_text("notes"), "a file that is no case"),
        (lambda path: path.symlink_to(path.parent / "elsewhere"), "a link to a file that is not"),
        (lambda path: path.mkdir(), "a folder"),
    ],
)
def test_a_case_is_opened_over_nothing_else(put, made, found):
    folder = put("case/tender.yaml", text()).parent
    made(folder / CASE_FILE)
    raw = (folder / CASE_FILE).read_bytes() if (folder / CASE_FILE).is_file() else b""
    ended = CliRunner().invoke(main, ["tender", "open", str(folder), "--by", "Office"])
    assert (ended.exit_code, found in ended.output) == (2, True)
    assert "move it away" in ended.output.casefold()
    assert {path.name for path in folder.iterdir()} == {"tender.yaml", CASE_FILE}
    assert not raw or (folder / CASE_FILE).read_bytes() == raw


def test_without_a_temporary_folder_nothing_is_done(put, monkeypatch, tmp_path):
    folder = put("case/tender.yaml", text()).parent
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    ended = CliRunner().invoke(main, ["tender", "open", str(folder), "--by", "Office"])
    assert (ended.exit_code, "TMPDIR" in ended.output) == (2, True)
    assert [path.name for path in folder.iterdir()] == ["tender.yaml"]


def test_what_cannot_be_recorded_as_issued_is_not_written(finished, tmp_path):
    out = tmp_path / "out"
    run = ["tender", "letters", str(finished.folder), "--out", str(out), "--by", "A\nB"]
    assert CliRunner().invoke(main, run).exit_code == 2
    assert not out.exists()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An exported case."""
    place = tmp_path_factory.mktemp("exported")

    def put(name, content):
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        return file

    for name, content in exported(begun(put)).items():
        (place / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "out" / name).write_bytes(content)
    return place / "out"


@given(data=st.data())
@SOME
def test_a_spoilt_export_is_told(folder, data):
    record = folder / "record.jsonl"
    whole = record.read_bytes()
    lines = whole.splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    event = json.loads(lines[number])
    table = data.draw(st.sampled_from([event, event["data"], event["files"]]))
    key = data.draw(st.sampled_from([*table, "signature", "key"]))
    table[key] = data.draw(WRONG)
    wrong = json.dumps(event, default=str).encode()
    lines[number] = data.draw(st.sampled_from([wrong, wrong[:-9], b"", b"\xff", b"[" * 9999, b"7"]))
    try:
        record.write_bytes(b"\n".join(lines) + b"\n")
        assert check_record.check(folder, [])
        check_signatures.check(folder)
    finally:
        record.write_bytes(whole)
    assert check_record.check(folder, []) == []


@pytest.mark.parametrize("name", ["record.jsonl", "files", "withheld.json"])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"\xff", "a folder"])
def test_an_export_without_its_parts_is_told(folder, tmp_path, name, content):
    place = tmp_path / "out"
    shutil.copytree(folder, place)
    part = place / name
    shutil.rmtree(part) if part.is_dir() else part.unlink()
    if content == "a folder":
        part.mkdir()
    elif content is not None:
        part.write_bytes(content)
    assert check_record.check(place, [])
    check_signatures.check(place)


def test_a_file_beside_a_recorded_one_is_told(folder, tmp_path):
    place = tmp_path / "out"
    shutil.copytree(folder, place)
    recorded = sorted((place / "files").iterdir())[0]
    beside = recorded.with_suffix(".exe")
    beside.write_bytes(b"another")
    assert check_record.check(place, []) == [f"file {recorded.name.partition('.')[0]}: changed"]


def test_names_of_an_export_cannot_move_what_is_printed(folder, capsys):
    signs = check_record.plain("a\u202eb\x1b[2Jc\nd\ud800")
    assert signs == "a?b?[2Jc?d?"
    assert signs == check_signatures.plain("a\u202eb\x1b[2Jc\nd\ud800")
