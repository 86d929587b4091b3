"""Faults at every step: the case opens after each, nothing is lost, and the next step works."""

import datetime
import os
import shutil
import signal
import sqlite3
import subprocess
from functools import partial

import pytest

from tests.tender.conftest import MEMBERS, at, opening, price, sheet, technical, text
from wte_ppp.documents import DocumentError
from wte_ppp.tender import moments
from wte_ppp.tender.case import Case
from wte_ppp.tender.life.addenda import extend_deadline, issue_addendum
from wte_ppp.tender.life.opening import record_opening
from wte_ppp.tender.life.outcome import approve, extend_validity, notify, sign
from wte_ppp.tender.life.questions import answer, ask
from wte_ppp.tender.life.receipts import undo_receipt
from wte_ppp.tender.life.review import complain, decide_complaint, reopen, resume, suspend
from wte_ppp.tender.verify import verify

MOST_POINTS = 60
# Every fourth step in each run; all of them with WTE_PPP_ALL_FAULTS=1.
STRIDE = 1 if os.environ.get("WTE_PPP_ALL_FAULTS") else 4
NEW_DEADLINE = datetime.datetime.fromisoformat("2026-03-02T17:00+07:00")


def steps(put):
    """The whole life of a tender, one event a step, each of which can be taken once."""
    files = {
        (bid, envelope): put(f"{bid}-{envelope}.yaml", body)
        for bid, fee in (("B1", 30), ("B2", 24))
        for envelope, body in (("technical", technical(bid)), ("price", price(bid, fee)))
    }
    sheets = {member: put(f"{member}.yaml", sheet(member, B1="3", B2="3")) for member in MEMBERS}
    changed = put("changed.yaml", text().replace("Trial of a plant", "Trial of one plant"))

    def receive(bid, envelope, hour):
        return lambda case: case.receive(
            bid, envelope, files[bid, envelope], by="O", at=at(1, hour)
        )

    def eligible(bid):
        return lambda case: case.decide(bid, "eligibility", True, reason="ok", by="O", at=at(3))

    def mark(member):
        return lambda case: case.mark(sheets[member], by=member, at=at(4))

    return [
        lambda case: issue_addendum(case, changed, reason="A name", by="O", at=at(2, month=2)),
        lambda case: ask(case, "When?", by="O", at=at(3, month=2)),
        lambda case: answer(case, 1, "In March.", by="O", at=at(4, month=2)),
        lambda case: extend_deadline(
            case, deadline=NEW_DEADLINE, reason="Flood", by="O", at=at(5, month=2)
        ),
        receive("B1", "technical", 8),
        lambda case: undo_receipt(
            case, case.progress.events[-1].seq, reason="Wrong", by="O", at=at(1, 8)
        ),
        receive("B1", "technical", 9), receive("B1", "price", 9),
        receive("B2", "technical", 10), receive("B2", "price", 10),
        lambda case: record_opening(case, "technical", attended=["A"], by="O", at=at(2, 18)),
        eligible("B1"), eligible("B2"), *(mark(member) for member in MEMBERS),
        lambda case: case.freeze(by="P", at=at(5)),
        lambda case: approve(case, "technical", reference="R1", by="M", at=at(5, 10)),
        lambda case: case.open_prices(by=["O", "C"], at=at(6)),
        lambda case: case.award(by="P", at=at(7)),
        lambda case: extend_validity(
            case, datetime.date(2026, 6, 1), reason="Letters", by="O", at=at(7, 10)
        ),
        lambda case: notify(case, by="O", at=at(8)),
        lambda case: complain(case, "Unfair", about="care", bid="B1", by="O", at=at(9)),
        lambda case: suspend(case, reason="Order", by="O", at=at(9, 10)),
        lambda case: resume(case, reason="Lifted", by="O", at=at(10)),
        lambda case: decide_complaint(case, 1, "upheld", reason="Yes", by="Board", at=at(10, 10)),
        lambda case: reopen(
            case, "technical", reason="Ruling", ordered_by="Board", by="O", at=at(11)
        ),
        lambda case: case.freeze(by="P", at=at(12)),
        lambda case: case.award(by="P", at=at(13)),
        lambda case: notify(case, by="O", at=at(14)),
        lambda case: sign(case, reference="C-1", by="M", at=at(30)),
    ]  # fmt: skip


def begin(put):
    return opening(put("case/tender.yaml", text()).parent).folder


def stands(folder, lines):
    """The case opens, holds what it held or the whole event more, and verify finds nothing."""
    held = Case(folder).store.lines()
    assert held == lines or (len(held) == len(lines) + 1 and held[:-1] == lines)
    assert verify(folder).problems == ()
    return held


def each_step(put, folder, faulty):
    """Take each step after a fault in it: the fault leaves nothing half, the step then works."""
    tried = 0
    for number, step in enumerate(steps(put)):
        if number % STRIDE:
            step(Case(folder))
            continue
        before = Case(folder).store.lines()
        for point in range(MOST_POINTS):
            copy = folder.parent / "copy"
            shutil.copytree(folder, copy)
            happened = faulty(copy, step, point)
            if happened:
                tried += 1
                held = stands(copy, before)
                if held == before:
                    step(Case(copy))
                    assert len(stands(copy, before)) == len(before) + 1, f"step {number}"
            shutil.rmtree(copy)
            if not happened:
                break
        else:
            pytest.fail(f"step {number} never passed")
        step(Case(folder))
    return tried


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 4 MB in memory, and what leaves so many bytes of it free."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        made = False
    if not made:
        pytest.skip("mounting a file system is not allowed here")

    def leave(free):
        ballast = place / "ballast"
        ballast.unlink(missing_ok=True)
        disk = os.statvfs(place)
        ballast.write_bytes(bytes(max(0, disk.f_bavail * disk.f_frsize - free)))

    yield place, leave
    subprocess.run(["umount", "-l", str(place)], check=False)


def test_a_full_disk_at_every_page_of_every_step(put, small_disk):
    place, leave = small_disk
    page = os.sysconf("SC_PAGE_SIZE")

    def full(copy, step, point):
        shutil.rmtree(place / "case", ignore_errors=True)
        (place / "ballast").unlink(missing_ok=True)
        shutil.copytree(copy, place / "case")
        leave(point * page)
        try:
            step(Case(place / "case"))
        except OSError as error:
            told = "the disk is full; nothing was recorded" in str(error)
        except DocumentError as error:
            told = "the disk fails" in str(error)
        else:
            return False
        # While it is full all that was recorded can be read.
        assert told
        assert Case(place / "case").store.lines() == Case(copy).store.lines()
        (place / "ballast").unlink()
        shutil.rmtree(copy)
        shutil.copytree(place / "case", copy)
        return True

    assert each_step(put, begin(put), full) >= 2 * len(steps(put)) // STRIDE


def test_a_full_disk_leaves_no_half_a_case_when_one_is_opened(put, small_disk):
    place, leave = small_disk
    page, tried = os.sysconf("SC_PAGE_SIZE"), 0
    for point in range(0, 200, 3):
        folder = place / f"case-{point}"
        folder.mkdir()
        shutil.copy(put("tender.yaml", text()), folder)
        leave(point * page)
        try:
            opening(folder)
        except (OSError, DocumentError):
            tried += 1
            (place / "ballast").unlink()
            assert verify(opening(folder).folder).problems == ()
            shutil.rmtree(folder)
        else:
            break
    assert tried > 3


class Killing:
    """A connection that kills its process before a numbered statement."""

    def __init__(self, base, point):
        self.base, self.left = base, point

    def execute(self, *arguments):
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return self.base.execute(*arguments)

    def __getattr__(self, name):
        return getattr(self.base, name)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_before_every_statement_of_every_step(put):
    def killed(copy, step, point):
        child = os.fork()
        if child == 0:
            try:
                case = Case(copy)
                case.store._base = Killing(case.store._base, point)
                step(case)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)

    # begin, lines, files, event, commit: at least five points a step
    assert each_step(put, begin(put), killed) >= 5 * len(steps(put)) // STRIDE


def killing(connected, point, path):
    return Killing(connected(path), point)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_while_a_case_is_opened(put, monkeypatch):
    from wte_ppp.tender import store

    folder, connected, point = put("case/tender.yaml", text()).parent, store._connected, 0
    while True:
        child = os.fork()
        if child == 0:
            try:
                monkeypatch.setattr(store, "_connected", partial(killing, connected, point))
                opening(folder)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            break
        point += 1
    assert point > 8
    assert len(Case(folder).progress.events) == 1
    assert verify(folder).problems == ()


def test_a_copy_beside_the_case_that_cannot_be_written_undoes_nothing(put, monkeypatch):
    folder = begin(put)

    def full(path, data):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("wte_ppp.tender.docket.write_atomically", full)
    for step in steps(put):
        step(Case(folder))
    assert not (folder / "award.json").exists()
    assert verify(folder).results == 4


def test_two_officers_each_with_the_case_open_take_no_step_twice(put):
    folder, taken = begin(put), 0
    for number, step in enumerate(steps(put)):
        copy = folder.parent / "copy"
        shutil.copytree(folder, copy)
        first, second = Case(copy), Case(copy)
        step(first)
        before = first.store.lines()
        try:
            step(second)
        except DocumentError:
            taken += 1
        # What may be said twice is on record twice; nothing else is, and nothing is lost.
        assert Case(copy).store.lines()[: len(before)] == before, number
        assert verify(copy).problems == ()
        shutil.rmtree(copy)
        step(Case(folder))
    assert taken >= 10


def test_a_clock_that_ran_ahead_and_was_set_right(opened, monkeypatch):
    ahead = moments.now() + datetime.timedelta(days=400)
    right = moments.now
    case = Case(opened.folder)
    monkeypatch.setattr(moments, "now", lambda: ahead)
    case.withdraw("B1", reason="Letter", by="Office")
    monkeypatch.setattr(moments, "now", right)
    with pytest.raises(DocumentError, match="The clock ran ahead then: give --at-reason"):
        Case(opened.folder).withdraw("B2", reason="Letter", by="Office")
    again = Case(opened.folder, at_reason="The clock was a year ahead at event 10")
    event = again.withdraw("B2", reason="Letter", by="Office")
    assert event.at_reason.startswith("The clock was a year ahead")
    assert verify(opened.folder).problems == ()


def test_a_writer_that_died_leaves_no_lock(opened):
    base = sqlite3.connect(opened.folder / "case.wte", isolation_level=None)
    base.execute("BEGIN IMMEDIATE")
    base.execute("INSERT INTO event VALUES (99, '{}')")
    base.close()  # as the system does for a killed process
    assert Case(opened.folder).withdraw("B1", reason="x", by="Office", at=at(3)).seq < 99
    assert verify(opened.folder).problems == ()
