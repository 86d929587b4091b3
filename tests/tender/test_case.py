"""A tender in progress: the order of the law, the seal on prices, and a record that tells."""

import datetime
import json
import shutil

import pytest

from tests.tender.conftest import at, price, settle, sheet, technical, text
from wte_ppp.chapters.tender_screen import status_screen
from wte_ppp.documents import DocumentError
from wte_ppp.files import one_writer
from wte_ppp.messages import Quoted
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import Case, open_case
from wte_ppp.tender.record import append, read_record
from wte_ppp.tender.verify import verify


def test_late_and_withdrawn_bids_stay_in_the_record_with_their_reason(opened):
    assert opened.progress.bids() == ["B1", "B2"]
    assert set(opened.progress.late()) == {"B3"}
    assert opened.progress.withdrawn() == {"B4": Quoted("Letter of 2 March", "Office")}
    assert len(list((opened.folder / "received" / "B3").iterdir())) == 1, "kept, unopened"


def test_the_deadline_itself_is_in_time_and_a_second_later_is_not(put):
    case = open_case(put("case/tender.yaml", text()).parent, by="Office", at=at(1, month=2))
    file = put("t.yaml", technical("B1"))
    second = at(1, 17) + datetime.timedelta(seconds=1)
    for moment, late in ((at(1, 17), False), (second, True)):
        event = case.receive("B1", "technical", file, by="Office", at=moment)
        assert event.data["late"] is late


def test_a_second_envelope_takes_the_place_of_the_first_and_both_files_stay(put):
    case = open_case(put("case/tender.yaml", text()).parent, by="Office", at=at(1, month=2))
    for number, net in enumerate((500, 600)):
        file = put(f"t{number}.yaml", technical("B1", net=net))
        case.receive("B1", "technical", file, by="Office", at=at(1))
    assert len(list((case.folder / "received" / "B1").iterdir())) == 2
    assert case.envelopes()["B1"].numbers["net"] == 600


def test_prices_cannot_be_read_before_the_freeze_and_the_try_is_recorded(opened):
    with pytest.raises(DocumentError, match="before the freeze"):
        opened.prices(by="Anh", at=at(3))
    with pytest.raises(DocumentError, match="before the freeze"):
        opened.open_prices(by=["Office", "Chair"], at=at(3))
    tries = [one for one in read_record(opened.folder) if one.what == "price_access_refused"]
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
    assert len(list((opened.folder / "panel").iterdir())) == 4, "both sheets are kept"


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


def test_a_tender_changed_after_opening_is_refused(opened):
    file = opened.folder / "tender.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("weight: 60", "weight: 60 "))
    with pytest.raises(DocumentError, match="changed after the case was opened"):
        Case(opened.folder)


def flips(raw):
    """Every way to change one byte that a test can afford: some hundred places."""
    step = max(1, len(raw) // 150)
    return range(0, len(raw), step)


def test_one_changed_byte_anywhere_is_found(finished, tmp_path):
    files = [one for one in finished.folder.rglob("*") if one.is_file()]
    names = {one.name for one in files}
    assert {"record.jsonl", "tender.yaml", "technical.json", "award.json"} <= names
    for number, file in enumerate(files):
        raw = file.read_bytes()
        places = flips(raw) if file.name == "record.jsonl" else flips(raw)[::25]
        for place in places:
            copy = tmp_path / f"copy-{number}-{place}"
            shutil.copytree(finished.folder, copy)
            changed = bytearray(raw)
            changed[place] ^= 1
            (copy / file.relative_to(finished.folder)).write_bytes(bytes(changed))
            assert verify(copy).problems, f"{file.name} byte {place}"
            shutil.rmtree(copy)


def test_lines_cut_off_at_the_end_are_found_by_the_hash_in_the_minutes(finished):
    head = read_record(finished.folder)[-1].hash
    record = finished.folder / "record.jsonl"
    lines = record.read_bytes().splitlines(keepends=True)
    record.write_bytes(b"".join(lines[:-1]))
    assert not verify(finished.folder).problems
    (problem,) = verify(finished.folder, head=head).problems
    assert problem.field == "head"


@pytest.mark.parametrize("order", ["swap", "drop", "forge"])
def test_a_rewritten_record_is_found(finished, order):
    record = finished.folder / "record.jsonl"
    lines = record.read_bytes().splitlines(keepends=True)
    if order == "swap":
        lines[2], lines[3] = lines[3], lines[2]
    elif order == "drop":
        del lines[4]
    else:
        lines[3] = lines[3].replace(b'"late":false', b'"late":true ')
    record.write_bytes(b"".join(lines))
    assert verify(finished.folder).problems
    with pytest.raises(DocumentError):
        Case(finished.folder)


def test_a_second_opening_an_unknown_bid_and_a_clock_that_runs_back_are_refused(opened):
    with pytest.raises(DocumentError, match="an open case"):
        open_case(opened.folder, by="Office", at=at(2))
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


def test_two_commands_at_once_do_not_write_over_each_other(opened):
    with (
        one_writer(opened.folder / "record.jsonl"),
        pytest.raises(DocumentError, match="another command"),
    ):
        append(opened.folder, "withdrawn", by="Office", at=at(3))


def test_a_bid_that_cannot_be_read_stops_no_other(put):
    case = open_case(put("case/tender.yaml", text()).parent, by="Office", at=at(1, month=2))
    for name, body in (("B1", technical("B1")), ("B6", "schema: [")):
        case.receive(name, "technical", put(f"{name}.yaml", body), by="Office", at=at(1))
    found = [one for one in case.technical().findings if one.bid == "B6"]
    assert (found[0].rule, found[0].passed) == ("completeness", None)
    assert case.envelopes()["B1"].numbers["net"] == 475


def test_a_refused_envelope_leaves_no_file_behind(opened, put):
    late = put("late.yaml", technical("B7"))
    with pytest.raises(DocumentError, match="rising moments"):
        opened.receive("B7", "technical", late, by="Office", at=at(1))
    assert not any((opened.folder / "received").rglob("*B7*/*"))
    assert verify(opened.folder).problems == ()


def test_a_file_that_nobody_recorded_is_found(opened):
    (opened.folder / "received" / "B1" / "technical-00000000.yaml").write_text("x")
    (problem,) = verify(opened.folder).problems
    assert "without a line in the record" in str(problem)


def test_a_bid_without_a_technical_envelope_is_named_in_the_status(put):
    case = open_case(put("case/tender.yaml", text()).parent, by="Office", at=at(1, month=2))
    case.receive("B1", "price", put("p.yaml", price("B1")), by="Office", at=at(1))
    assert "B1: price received; no technical envelope in time" in lines(status_screen(case))
