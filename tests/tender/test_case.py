"""A tender in progress: the order of the law, the seal on prices, and a record that tells."""

import datetime
import json
import os
import shutil
import sqlite3

import pytest

from tests.tender.conftest import at, opening, price, settle, sheet, technical, text
from wte_ppp.chapters.tender_status import status_screen
from wte_ppp.documents import DocumentError
from wte_ppp.messages import Quoted
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import Case
from wte_ppp.tender.life.addenda import extend_deadline
from wte_ppp.tender.verify import verify


def test_late_and_withdrawn_bids_stay_in_the_record_with_their_reason(opened):
    assert opened.progress.bids() == ["B1", "B2"]
    assert set(opened.progress.late()) == {"B3"}
    assert opened.progress.withdrawn() == {"B4": Quoted("Letter of 2 March", "Office")}
    (event,) = [event for event in opened.progress.all("received") if event.data["bid"] == "B3"]
    assert opened.content(event, event.data["file"]).startswith(b"schema:"), "kept, unopened"


def test_the_deadline_itself_is_in_time_and_a_second_later_is_not(put):
    case = opening(put("case/tender.yaml", text()).parent)
    file = put("t.yaml", technical("B1"))
    second = at(1, 17) + datetime.timedelta(seconds=1)
    for moment, late in ((at(1, 17), False), (second, True)):
        event = case.receive("B1", "technical", file, by="Office", at=moment)
        assert event.data["late"] is late


def test_a_second_envelope_takes_the_place_of_the_first_and_both_files_stay(put):
    case = opening(put("case/tender.yaml", text()).parent)
    for number, net in enumerate((500, 600)):
        file = put(f"t{number}.yaml", technical("B1", net=net))
        case.receive("B1", "technical", file, by="Office", at=at(1))
    both = [case.content(event, event.data["file"]) for event in case.progress.all("received")]
    assert [b"net: 500" in raw for raw in both] == [True, False], "both are kept"
    assert case.envelopes()["B1"].numbers["net"] == 600


def test_prices_cannot_be_read_before_the_freeze_and_the_try_is_recorded(opened):
    with pytest.raises(DocumentError, match="before the freeze"):
        opened.prices(by="Anh", at=at(3))
    with pytest.raises(DocumentError, match="before the freeze"):
        opened.open_prices(by=["Office", "Chair"], at=at(3))
    tries = Case(opened.folder).progress.all("price_access_refused")
    assert [one.by for one in tries] == ["Anh", "Office, Chair"]


def test_after_the_freeze_prices_still_need_two_persons(opened, put):
    settle(opened, put)
    opened.freeze(by="Panel", at=at(5))
    with pytest.raises(DocumentError, match="two persons"):
        opened.open_prices(by=["Office", "Office"], at=at(6))
    with pytest.raises(DocumentError, match="opened by two persons"):
        opened.award(by="Panel", at=at(6))


def test_the_freeze_waits_for_all_that_is_open(opened):
    with pytest.raises(DocumentError) as caught:
        opened.freeze(by="Panel", at=at(5))
    found = " ".join(one.found for one in caught.value.problems)
    assert "eligibility" in found
    assert "no score by Anh" in found


@pytest.mark.parametrize("what", ["decide", "mark", "receive", "freeze"])
def test_nothing_technical_changes_after_the_freeze(finished, put, what):
    acts = {
        "decide": lambda: finished.decide(
            "B1", "eligibility", False, reason="late thought", by="Office", at=at(8)
        ),
        "mark": lambda: finished.mark(
            put("new.yaml", sheet("Anh", B1="0")), by="Anh", at=at(8), moderated=False
        ),
        "receive": lambda: finished.receive(
            "B9", "technical", put("n.yaml", technical()), by="Office", at=at(8)
        ),
        "freeze": lambda: finished.freeze(by="Panel", at=at(8)),
    }
    with pytest.raises(DocumentError):
        acts[what]()


def test_a_changed_mark_is_kept_with_who_when_and_what(opened, put):
    settle(opened, put)
    again = put("again.yaml", sheet("Anh", B1="4"))
    event = opened.mark(again, by="Anh", at=at(4, 12), moderated=False)
    assert list(event.data["changed"]) == [
        {"bid": "B1", "criterion": "care", "from": "3", "to": "4"}
    ]
    marks, _ = opened.marks()
    assert marks["Anh"]["B1"]["care"].grade == "4"
    assert marks["Anh"]["B2"]["care"].grade == "3"
    assert len(opened.progress.all("marked")) == 4, "both sheets are kept"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("evaluator: Anh", "evaluator: Ann", "Anh"),
        ("no_conflict: true", "no_conflict: false", "no_conflict"),
        ("B1:", "B7:", "B1"),
        ("care:", "core:", "care"),
        ("grade: '3'", "grade: '5'", "one of 0, 1, 2, 3, 4"),
        ("reason: as written", "reason: ''", "reason"),
        ("tender: trial", "tender: other", "trial"),
    ],
)
def test_sheets_are_checked(opened, put, old, new, says):
    wrong = sheet("Anh", B1="3").replace(old, new)
    with pytest.raises(DocumentError, match=says):
        opened.mark(put("wrong.yaml", wrong), by="Anh", at=at(4), moderated=False)


def test_the_award_follows_and_the_case_can_be_read_again(finished):
    again = Case(finished.folder)
    result = again.result()
    # same technical promises: 75 points each way; 24 against 30 USD/t decides
    assert result.winner == "B2"
    written = json.loads((finished.folder / "award.json").read_text(encoding="utf-8"))
    assert written["winner"] == "B2"
    report = verify(finished.folder)
    assert (report.problems, report.results) == ((), 2)


def test_a_tender_file_changed_after_opening_changes_nothing_and_is_told(opened):
    file = opened.folder / "tender.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("weight: 40, field", "weight: 41, field")
    )
    again = Case(opened.folder)
    assert again.tender.digest == opened.tender.digest
    (problem,) = verify(opened.folder).problems
    assert problem.path == str(file)


def test_a_case_needs_no_file_beside_it(finished, tmp_path):
    alone = tmp_path / "elsewhere" / "case.wte"
    alone.parent.mkdir()
    shutil.copy(finished.folder / "case.wte", alone)
    assert Case(alone).result().winner == finished.result().winner
    assert verify(alone).problems == ()


def flips(raw, most):
    """Places to change one byte at, spread evenly; with WTE_PPP_ALL_FAULTS=1 all (hours)."""
    step = 1 if os.environ.get("WTE_PPP_ALL_FAULTS") else max(1, len(raw) // most)
    return range(0, len(raw), step)


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_one_changed_byte_in_a_case_is_found_or_changes_nothing(finished, tmp_path, mask):
    """Some bytes of a page mean nothing; of those that mean something none is missed."""
    whole = (finished.folder / "case.wte").read_bytes()
    before, copy = verify(finished.folder), tmp_path / "case.wte"
    said = Case(finished.folder).store.lines()
    for place in flips(whole, 60):
        changed = bytearray(whole)
        changed[place] ^= mask
        copy.write_bytes(bytes(changed))
        report = verify(copy)
        if not report.problems:
            assert report.head == before.head
            assert Case(copy).store.lines() == said
            assert report.files == before.files


def test_one_changed_byte_beside_the_case_is_found(finished):
    for name in ("tender.yaml", "technical.json", "award.json"):
        file = finished.folder / name
        raw = file.read_bytes()
        for place in flips(raw, 6):
            changed = bytearray(raw)
            changed[place] ^= 0x80  # also what is no UTF-8
            file.write_bytes(bytes(changed))
            assert verify(finished.folder).problems, f"{name} byte {place}"
        file.write_bytes(raw)
    assert verify(finished.folder).problems == ()


def test_entries_cut_off_at_the_end_are_found(finished, tmp_path):
    """By what they leave behind: their result and its file; and by a hash held elsewhere."""
    head = finished.progress.events[-1].hash
    shutil.copytree(finished.folder, tmp_path / "cut")
    forged(
        tmp_path / "cut" / "case.wte", "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)"
    )
    told = " ".join(map(str, verify(tmp_path / "cut").problems))
    assert "a file that no event names" in told
    assert "head" in {problem.field for problem in verify(tmp_path / "cut", head=head).problems}
    earlier = finished.progress.events[3].hash
    assert verify(finished.folder, head=earlier).problems == (), "a hash of an earlier moment holds"
    for wrong in ("0" * 64, earlier[:8]):
        assert verify(finished.folder, head=wrong).problems


def forged(file, *statements):
    """Change a case file as somebody would who knows SQLite."""
    base = sqlite3.connect(file)
    triggers = [
        name for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type='trigger'")
    ]
    for statement in (*(f"DROP TRIGGER {name}" for name in triggers), *statements):
        base.execute(statement)
    base.commit()
    base.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET seq = CASE seq WHEN 3 THEN 4 ELSE 3 END WHERE FALSE",
        "DELETE FROM event WHERE seq = 5",
        """UPDATE event SET line = replace(line, '"late":false', '"late":true') WHERE seq = 4""",
        "UPDATE file SET data = CAST(data || ' ' AS BLOB)",
        "DELETE FROM file WHERE size > 2000",
    ],
)
def test_a_rewritten_record_is_found(finished, statement):
    file = finished.folder / "case.wte"
    if "FALSE" in statement:
        (one,), (two,) = (
            sqlite3.connect(file).execute(f"SELECT line FROM event WHERE seq={seq}").fetchone()
            for seq in (3, 4)
        )
        base = sqlite3.connect(file)
        forged(file)
        base.execute("UPDATE event SET line=? WHERE seq=3", (two,))
        base.execute("UPDATE event SET line=? WHERE seq=4", (one,))
        base.commit()
        base.close()
    else:
        forged(file, statement)
    assert verify(finished.folder).problems


def test_events_and_files_are_never_changed_by_accident(opened):
    base = sqlite3.connect(opened.folder / "case.wte")
    for statement in (
        "DELETE FROM event",
        "UPDATE event SET seq = 9",
        "DELETE FROM file",
        "UPDATE file SET size = 1",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            base.execute(statement)
    base.close()


def test_a_second_opening_an_unknown_bid_and_a_clock_that_runs_back_are_refused(opened):
    with pytest.raises(DocumentError, match="an open case"):
        opening(opened.folder)
    with pytest.raises(DocumentError, match="B1, B2"):
        opened.decide("B8", "eligibility", True, reason="x", by="Office", at=at(3))
    with pytest.raises(DocumentError, match="rising moments"):
        opened.withdraw("B1", reason="x", by="Office", at=at(1, 8))
    with pytest.raises(DocumentError, match="who acts"):
        opened.withdraw("B1", reason="x", by=" ", at=at(3))
    with pytest.raises(DocumentError, match="completeness"):
        opened.decide("B1", "beauty", True, reason="x", by="Office", at=at(3))
    with pytest.raises(DocumentError, match="a reason"):
        opened.decide("B1", "eligibility", True, reason=" ", by="Office", at=at(3))


@pytest.mark.parametrize("bid", ["../x", "a b", "", "x" * 50, "B/1", ".hidden"])
def test_ids_of_bids_never_leave_the_folder(opened, put, bid):
    with pytest.raises(DocumentError, match="letters, digits"):
        opened.receive(bid, "technical", put("t.yaml", technical()), by="Office", at=at(1, 10))


def test_what_another_officer_did_meanwhile_is_seen(opened, put):
    """Two officers have the case open; one freezes, the other's sheet and envelope come after."""
    settle(opened, put)
    other = Case(opened.folder)
    opened.freeze(by="Panel", at=at(5))
    with pytest.raises(DocumentError, match="scores are closed"):
        other.mark(put("again.yaml", sheet("Anh", B1="4")), by="Anh", at=at(5, 10))
    with pytest.raises(DocumentError, match="no envelope is taken after the freeze"):
        other.receive("B9", "technical", put("n.yaml", technical()), by="Office", at=at(5, 10))
    with pytest.raises(DocumentError, match="frozen already"):
        other.freeze(by="Panel", at=at(5, 10))
    assert verify(opened.folder).problems == ()


def test_who_waits_too_long_for_another_writer_is_told(opened, monkeypatch):
    base = sqlite3.connect(opened.folder / "case.wte", isolation_level=None)
    base.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("wte_ppp.tender.store.WAIT_SECONDS", 0.1)
    waiting = Case(opened.folder)
    with pytest.raises(DocumentError, match="another command writing"):
        waiting.withdraw("B1", reason="x", by="Office", at=at(3))
    base.execute("ROLLBACK")
    assert Case(opened.folder).withdraw("B1", reason="x", by="Office", at=at(3)).seq


def test_a_bid_that_cannot_be_read_stops_no_other(put):
    case = opening(put("case/tender.yaml", text()).parent)
    for name, body in (("B1", technical("B1")), ("B6", "schema: [")):
        case.receive(name, "technical", put(f"{name}.yaml", body), by="Office", at=at(1))
    found = [one for one in case.technical().findings if one.bid == "B6"]
    assert (found[0].rule, found[0].passed) == ("completeness", None)
    assert case.envelopes()["B1"].numbers["net"] == 475


def test_a_refused_envelope_leaves_no_file_behind(opened, put):
    before = opened.store.held()
    late = put("late.yaml", technical("B7"))
    with pytest.raises(DocumentError, match="rising moments"):
        opened.receive("B7", "technical", late, by="Office", at=at(1))
    assert opened.store.held() == before
    assert verify(opened.folder).problems == ()


def test_a_bid_without_a_technical_envelope_is_named_in_the_status(put):
    case = opening(put("case/tender.yaml", text()).parent)
    case.receive("B1", "price", put("p.yaml", price("B1")), by="Office", at=at(1))
    assert "B1: price received; no technical envelope in time" in lines(status_screen(case))


def test_the_tender_in_force_is_worked_out_once_for_each_state(put):
    # Chapters ask for it for each line they print: anew each time, that is the square of the lines.
    case = opening(put("case/tender.yaml", text()).parent)
    before = case.tender
    assert case.tender is before
    extend_deadline(case, deadline=at(5), reason="a holiday", by="Office", at=at(1, 8))
    after = case.tender
    assert (before.definition.deadline.day, after.definition.deadline.day) == (1, 5)
    assert case.tender is after
    assert case.as_of(case.progress.events[0]).tender.definition.deadline.day == 1
    assert case.tender is after


def test_events_of_several_kinds_come_in_the_order_of_the_record(finished):
    progress = finished.progress
    for kinds in (("received",), ("withdrawn", "received"), ("decided", "marked", "received")):
        assert progress.all(*kinds) == [one for one in progress.events if one.what in kinds]
    assert progress.last("nothing") is None
    then = progress.as_of(progress.events[4])
    assert [event.seq for event in then.events] == [1, 2, 3, 4, 5]
