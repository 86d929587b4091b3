"""What happens between publication and contract: each change is an event, and takes effect."""

import datetime
import hashlib
import subprocess
import sys
from fractions import Fraction

import pytest
import yaml

from tests.tender.conftest import (
    FORM,
    MEMBERS,
    at,
    begun,
    bid,
    opening,
    price,
    settle,
    sheet,
    technical,
    text,
)  # fmt: skip
from wte_ppp.chapters.tender_calendar import calendar_screen
from wte_ppp.documents import DocumentError
from wte_ppp.files import write_folder
from wte_ppp.messages import Quoted
from wte_ppp.print.lines import lines
from wte_ppp.tender.amendments import amendments
from wte_ppp.tender.calendar import calendar_of, standstill_until
from wte_ppp.tender.case import Case
from wte_ppp.tender.embedded import embedded
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.export import exported
from wte_ppp.tender.life.addenda import extend_deadline, issue_addendum
from wte_ppp.tender.life.defects import note_defect, settle_defect
from wte_ppp.tender.life.opening import record_opening
from wte_ppp.tender.life.outcome import approve, extend_validity, notify, sign
from wte_ppp.tender.life.qualification import qualify
from wte_ppp.tender.life.questions import answer, ask, questions
from wte_ppp.tender.life.receipts import undo_receipt
from wte_ppp.tender.life.review import (
    cancel,
    complain,
    complaints,
    decide_complaint,
    reopen,
    resume,
    suspend,
)  # fmt: skip
from wte_ppp.tender.progress import ADDENDUM
from wte_ppp.tender.verify import verify

CALENDAR = """\
calendar:
  questions_until: '2026-02-20T17:00+07:00'
  bids_valid_until: '2026-05-30'
  closed_days: ['2026-03-10', '2026-03-11']
"""
STANDSTILL = """\
rules:
  procedure.technical_weight_percent: 70
  procedure.technical_minimum_percent: 50
  procedure.standstill_days: 10
"""


@pytest.fixture
def fresh(put):
    """A tender with a calendar, opened, nothing received."""
    return opening(put("case/tender.yaml", text(rules=STANDSTILL) + CALENDAR).parent)


@pytest.fixture
def awarded(put):
    case = begun(put, rules=STANDSTILL, form=f"{CALENDAR}{FORM}")
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    return case


def test_an_extended_deadline_is_the_one_that_counts(fresh, put):
    was = fresh.tender.definition.deadline
    first, second = was + datetime.timedelta(days=7), was + datetime.timedelta(days=14)
    extend_deadline(
        fresh, deadline=first, reason="Questions are many", by="Office", at=at(20, month=2)
    )
    extend_deadline(fresh, deadline=second, reason="Flood", by="Office", at=at(5))
    file = put("t.yaml", technical("B1"))
    event = fresh.receive("B1", "technical", file, by="Office", at=at(14))
    assert event.data["late"] is False
    assert fresh.receive("B2", "technical", file, by="Office", at=at(16)).data["late"] is True
    told = [(row.was, row.now, row.reason.text) for row in amendments(fresh.progress.events)]
    assert told == [
        ("2026-03-01T17:00+07:00", "2026-03-08T17:00+07:00", "Questions are many"),
        ("2026-03-08T17:00+07:00", "2026-03-15T17:00+07:00", "Flood"),
    ]
    # Read again, and as it was then.
    again = Case(fresh.folder)
    assert again.tender.definition.deadline == second
    assert again.as_of(again.progress.events[1]).tender.definition.deadline == first
    assert verify(fresh.folder).problems == ()


def test_after_the_deadline_nothing_is_extended_or_changed(fresh, put):
    later = at(1, month=4)
    with pytest.raises(DocumentError, match="after the deadline of"):
        extend_deadline(fresh, deadline=later, reason="x", by="Office", at=at(2))
    with pytest.raises(DocumentError, match="later than"):
        extend_deadline(fresh, deadline=at(20, month=2), reason="x", by="O", at=at(10, month=2))
    file = put("new.yaml", text(rules=STANDSTILL).replace("weight: 60", "weight: 50"))
    with pytest.raises(DocumentError):
        issue_addendum(fresh, file, reason="x", by="Office", at=at(2))


@pytest.mark.parametrize(("anew", "counts"), [((), True), (("technical",), False)])
def test_an_addendum_puts_its_file_into_force_and_says_which_forms_stay(fresh, put, anew, counts):
    fresh.receive("B1", "technical", put("t.yaml", technical("B1")), by="O", at=at(10, month=2))
    changed = put("new.yaml", text(rules=STANDSTILL).replace("at_least: 7500", "at_least: 7900"))
    event = issue_addendum(
        fresh, changed, reason="Hours raised to 7,900", by="O", forms_anew=anew, at=at(12, month=2)
    )
    assert fresh.tender.definition.minimums["hours"].at_least == 7900
    assert (("B1", "technical") in fresh.progress.received()) is counts
    assert (
        hashlib.sha256((fresh.folder / "tender.yaml").read_bytes()).hexdigest()
        == (event.data["now"])
    )
    fresh.receive("B1", "technical", put("t2.yaml", technical("B1")), by="O", at=at(13, month=2))
    assert ("B1", "technical") in Case(fresh.folder).progress.received()
    assert verify(fresh.folder).problems == ()


def test_a_file_put_into_force_again_stands_on_the_guidance_of_that_day(fresh):
    before = fresh.tender
    files = embedded(before)
    name = next(name for name, raw in files.items() if b"version: '2026.1'" in raw)
    files[name] = files[name].replace(b"version: '2026.1'", b"version: '2026.9'")
    data = {"was": before.digest, "now": before.digest, "reason": "the first file after all"}
    with fresh.writing():
        fresh.record(ADDENDUM, by="Office", at=at(12, month=2), data=data, files=files)
    assert before.rules.identity == "qcbs 2026.1"
    assert fresh.tender.rules.identity == "qcbs 2026.9"
    assert Case(fresh.folder).tender.rules.identity == "qcbs 2026.9"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("id: trial", "id: other", "A new tender is a new case"),
        ("weight: 60", "weight: 61", "a sum of 100"),
        ("'2026-03-01T17:00+07:00'", "'2026-02-28T17:00+07:00'", "2026-03-01T17:00.*or later"),
    ],
)
def test_an_addendum_is_checked_as_a_tender_is(fresh, put, old, new, says):
    file = put("new.yaml", text(rules=STANDSTILL).replace(old, new))
    with pytest.raises(DocumentError, match=says):
        issue_addendum(fresh, file, reason="x", by="Office", at=at(12, month=2))
    assert len(fresh.progress.events) == 1


def test_questions_before_their_time_and_of_the_buyer_after_the_deadline(fresh, put):
    ask(fresh, "Is the grant in dollars?", by="Office", at=at(15, month=2))
    answer(fresh, 1, "Yes, in US dollars.", by="Office", at=at(16, month=2))
    with pytest.raises(DocumentError, match="by 2026-02-20T17:00"):
        ask(fresh, "Too late?", by="Office", at=at(21, month=2))
    fresh.receive("B1", "technical", put("t.yaml", technical("B1")), by="O", at=at(1))
    ask(
        fresh,
        "Which plant ran 8,000 h?",
        bid="B1",
        due=datetime.date(2026, 3, 9),
        by="Panel",
        at=at(3),
    )
    with pytest.raises(DocumentError, match="Choose one"):
        answer(fresh, 3, "?", by="Office", at=at(3))
    first, second = questions(fresh.progress.events)
    assert (first.bid, first.answer.text) == ("", "Yes, in US dollars.")
    assert (second.bid, second.answer, second.due) == ("B1", None, "2026-03-09")


def test_minutes_name_who_was_there_and_what_lay_on_the_table(opened):
    with pytest.raises(DocumentError, match="who was there"):
        record_opening(opened, "technical", attended=[" "], by="Office", at=at(3))
    event = record_opening(
        opened, "technical", attended=["Ms Anh, B1", "Mr Binh, city"], by="Office", at=at(3)
    )
    assert [row["bid"] for row in event.data["opened"]] == ["B1", "B2", "B4"]
    with pytest.raises(DocumentError, match="opened prices"):
        record_opening(opened, "price", attended=["Ms Anh"], by="Office", at=at(3))


def test_a_wrong_receipt_is_undone_before_the_deadline_only(fresh, put):
    wrong = fresh.receive("B1", "technical", put("t.yaml", technical("B2")), by="O", at=at(1))
    undo_receipt(fresh, wrong.seq, reason="It is B2's", by="O", at=at(1, 10))
    assert fresh.progress.received() == {}
    right = fresh.receive("B2", "technical", put("t.yaml", technical("B2")), by="O", at=at(1, 11))
    with pytest.raises(DocumentError, match="the number of a receipt"):
        undo_receipt(fresh, wrong.seq, reason="again", by="O", at=at(1, 12))
    with pytest.raises(DocumentError, match="by the deadline"):
        undo_receipt(fresh, right.seq, reason="x", by="O", at=at(2))


@pytest.mark.parametrize("step", ["freeze", "open_prices", "award"])
def test_no_step_is_taken_before_the_deadline(put, step):
    """Deadline 1 March 17:00; all of it on 1 March at noon."""
    case = opening(put("case/tender.yaml", text()).parent)
    for envelope, body in (("technical", technical("B1")), ("price", price("B1"))):
        case.receive("B1", envelope, put(f"{envelope}.yaml", body), by="O", at=at(1))
    with pytest.raises(DocumentError, match="after the deadline, 2026-03-01T17:00"):
        case.freeze(by="P", at=at(1, 12))
    case.decide("B1", "eligibility", True, reason="in order", by="O", at=at(1, 17))
    for member in MEMBERS:
        case.mark(put(f"{member}.yaml", sheet(member, B1="3")), by=member, at=at(1, 17))
    acts = {
        "freeze": lambda hour: case.freeze(by="P", at=at(1, hour)),
        "open_prices": lambda hour: case.open_prices(by=["O", "C"], at=at(1, hour)),
        "award": lambda hour: case.award(by="P", at=at(1, hour)),
    }
    for earlier in list(acts)[: list(acts).index(step)]:
        acts[earlier](18)
    if step == "freeze":
        acts[step](17)
    else:
        # Stated before the deadline, after a step at 18:00: no moment runs back.
        with pytest.raises(DocumentError):
            acts[step](12)


def test_the_standstill_counts_the_days_of_the_rule_on_the_tenders_calendar(awarded):
    """Notice on Monday 9 March; 10 business days, 10 and 11 March closed: Wednesday 25 March.

    12, 13, 16, 17, 18, 19, 20, 23, 24, 25 March are the ten.
    """
    approve(awarded, "award", reference="Resolution 14", by="Mayor", at=at(8))
    notify(awarded, by="Office", at=at(9))
    assert standstill_until(awarded) == datetime.date(2026, 3, 25)
    with pytest.raises(DocumentError, match="after the standstill, 2026-03-25"):
        sign(awarded, reference="C-1", by="Mayor", at=at(25))
    complain(
        awarded, "The hours were misread", about="availability", bid="B1", by="O", at=at(25, 10)
    )
    with pytest.raises(DocumentError, match="complaint 1"):
        sign(awarded, reference="C-1", by="Mayor", at=at(26))
    decide_complaint(awarded, 1, "dismissed", reason="8,000 as stated", by="Board", at=at(26, 10))
    assert sign(awarded, reference="C-1", by="Mayor", at=at(27)).data["winner"] == "B2"
    assert verify(awarded.folder).problems == ()
    dates = {str(due.what): str(due.when) for due in calendar_of(awarded)}
    assert dates["last day of the standstill"] == "2026-03-25"
    assert dates["bids valid until"] == "2026-05-30"


@pytest.mark.parametrize(("days", "last", "off"), [(4, "13", False), (5, "14", True)])
def test_a_period_that_ends_on_a_day_off_says_so(put, days, last, off):
    # Notice on Monday 9 March 2026; 13 is a Friday, 14 a Saturday.
    own = f"  procedure.complaint_days: {days}\n  procedure.complaint_kind: calendar\n"
    case = begun(put, rules=STANDSTILL + own, form=f"{CALENDAR}{FORM}")
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    approve(case, "award", reference="Resolution 14", by="Mayor", at=at(8))
    notify(case, by="Office", at=at(9))
    (due,) = [one for one in calendar_of(case) if "complaints" in str(one.what)]
    assert str(due.when) == f"2026-03-{last}"
    assert ("no working day" in str(due.basis)) == off


def test_bids_that_no_longer_bind_are_not_awarded_until_they_are_extended(put):
    case = begun(put, form=CALENDAR.replace("2026-05-30", "2026-03-06") + FORM)
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    with pytest.raises(DocumentError, match="the last day on which bids bind"):
        case.award(by="Panel", at=at(7))
    day = datetime.date(2026, 4, 6)
    extend_validity(case, day, reason="Letters of 7 March; all agreed", by="Office", at=at(7))
    assert case.award(by="Panel", at=at(8))[1].winner == "B2"


def test_a_suspended_tender_waits(opened, put):
    settle(opened, put)
    suspend(opened, reason="Interim order 3/2026", by="Office", at=at(5))
    with pytest.raises(DocumentError, match="suspends the tender"):
        opened.freeze(by="Panel", at=at(6))
    resume(opened, reason="Order lifted", by="Office", at=at(7))
    assert opened.freeze(by="Panel", at=at(8))


def test_an_evaluation_begun_anew_stands_beside_the_old_one(awarded, put):
    """A board finds a score of B1 unfounded: the scores are frozen again, and the award follows.

    Technical 40 x 0.5 + 20 + 10 + 30 x 3/4 = 72.5, 70 % of it 50.75; prices 30 and 24 earn 24 and
    30: 74.75 and 80.75. Care from 3 to 4 of 4 is 7.5 points for B1, 5.25 of the total: 80.00.
    """
    before = awarded.result()
    complain(awarded, "Care was scored without a reason", about="care", bid="B1", by="O", at=at(9))
    decide_complaint(awarded, 1, "upheld", reason="No reason given", by="Board", at=at(12))
    with pytest.raises(DocumentError, match="scores are closed"):
        awarded.mark(put("x.yaml", sheet("Anh", B1="4")), by="Anh", at=at(12))
    reopen(awarded, "technical", reason="Ruling 1", ordered_by="Review board", by="O", at=at(13))
    assert awarded.progress.round == 2
    assert not awarded.progress.frozen
    for member in MEMBERS:
        awarded.mark(put(f"2{member}.yaml", sheet(member, B1="4")), by=member, at=at(14))
    with pytest.raises(DocumentError, match="scores that are frozen"):
        awarded.award(by="Panel", at=at(14))
    awarded.freeze(by="Panel", at=at(15))
    _, after = awarded.award(by="Panel", at=at(16))
    assert [placed.bid for placed in before.ranked] == ["B2", "B1"]
    total = {placed.bid: placed.total for placed in before.ranked}
    anew = {placed.bid: placed.total for placed in after.ranked}
    assert total == {"B1": Fraction("74.75"), "B2": Fraction("80.75")}
    assert anew == {"B1": Fraction(80), "B2": Fraction("80.75")}
    # Both results are on file, and each follows from what was recorded up to it.
    assert len(awarded.progress.all("frozen")) == len(awarded.progress.all("award_proposed")) == 2
    report = verify(awarded.folder)
    assert (report.problems, report.results) == ((), 4)
    assert complaints(awarded.progress.events)[0].ruling == "upheld"


def test_prices_ranked_anew_keep_the_frozen_scores(awarded, put):
    frozen = awarded.technical()
    reopen(awarded, "award", reason="Slip in a rate", ordered_by="Buyer", by="O", at=at(9))
    assert awarded.technical() == frozen
    with pytest.raises(DocumentError, match="no proposed winner"):
        notify(awarded, by="O", at=at(9))
    awarded.award(by="Panel", at=at(10))
    assert notify(awarded, by="O", at=at(11))


def test_a_cancelled_tender_records_nothing_more_but_what_may_revive_it(awarded, put):
    cancel(awarded, reason="No budget", by="Mayor", at=at(9))
    with pytest.raises(DocumentError, match="cancelled by event"):
        awarded.withdraw("B1", reason="x", by="O", at=at(10))
    complain(awarded, "The budget is there", about="cancellation", bid="B2", by="O", at=at(10))
    reopen(awarded, "award", reason="Court order", ordered_by="Court", by="O", at=at(12))
    assert awarded.award(by="Panel", at=at(13))


def test_an_exported_case_is_checked_by_python_alone(awarded, tmp_path):
    out = tmp_path / "out"
    write_folder(out, exported(awarded))
    head = awarded.progress.events[-1].hash

    def checked(*more):
        command = [sys.executable, "-I", str(out / "check_record.py"), str(out), *more]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    good = checked(head)
    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "nothing was changed")
    assert head in good.stdout
    assert yaml.safe_load((out / "tender.yaml").read_text())["id"] == "trial"
    lines = (out / "record.jsonl").read_bytes().splitlines(keepends=True)
    (out / "record.jsonl").write_bytes(b"".join(lines[:-1]))
    assert "of no event" in checked(head).stdout
    assert "no event names it" in checked().stdout
    (out / "record.jsonl").write_bytes(b"".join([*lines[:3], lines[4], lines[3], *lines[5:]]))
    assert "does not follow" in checked().stdout
    (out / "record.jsonl").write_bytes(b"".join(lines))
    file = next(path for path in (out / "files").iterdir() if path.suffix == ".yaml")
    file.write_bytes(file.read_bytes() + b" ")
    assert f"file {file.stem}: changed" in checked().stdout


def test_a_defect_holds_up_the_freeze_and_puts_out_who_does_not_cure_it(opened, put):
    settle(opened, put)
    note_defect(
        opened, "B1", "No power of attorney", clause="ITB 20.3",
        cure_by=datetime.date(2026, 3, 6), by="Office", at=at(4),
    )  # fmt: skip
    note_defect(opened, "B2", "A page is unsigned", by="Office", at=at(4))
    with pytest.raises(DocumentError, match="No power of attorney"):
        opened.freeze(by="Panel", at=at(5))
    settle_defect(opened, 2, "waived", reason="Not material", by="Panel", at=at(5))
    settle_defect(opened, 1, "not_cured", reason="Nothing came by 6 March", by="Panel", at=at(7))
    assert opened.freeze(by="Panel", at=at(7)).data["passed"] == ["B2"]
    out = [finding for finding in opened.technical().findings if finding.passed is False]
    assert [(finding.bid, finding.rule) for finding in out] == [("B1", "preliminary_examination")]
    assert out[0].reason == Quoted("Nothing came by 6 March", "Panel")


def test_who_is_not_qualified_is_passed_over_and_the_next_keeps_rank_and_points(awarded):
    before = awarded.result()
    assert [placed.bid for placed in before.ranked] == ["B2", "B1"]
    with pytest.raises(DocumentError, match="in the order of their rank"):
        qualify(awarded, "B1", True, reason="x", by="Panel", at=at(8))
    qualify(awarded, "B2", False, reason="Accounts of 2025 not audited", by="Panel", at=at(8))
    after = awarded.result()
    assert after.ranked == before.ranked
    assert after.winner == "B1"
    assert not evaluation_of(awarded).proposed
    awarded.award(by="Panel", at=at(9))
    qualify(awarded, "B1", True, reason="In order", by="Panel", at=at(9))
    assert notify(awarded, by="Office", at=at(10)).data["winner"] == "B1"
    assert verify(awarded.folder).problems == ()


def test_a_backup_is_the_whole_case_while_another_writes(awarded, tmp_path):
    out = tmp_path / "elsewhere" / "copy.wte"
    writer = Case(awarded.folder)
    with writer.writing():
        writer.record("suspended", by="Office", at=at(8), data={"reason": "begun, not committed"})
        awarded.store.copy_to(out)
    assert len(Case(out).progress.events) == len(awarded.progress.events)
    assert verify(out).problems == ()
    assert [path.name for path in out.parent.iterdir()] == ["copy.wte"]
    with pytest.raises(DocumentError, match="the case itself"):
        awarded.store.copy_to(awarded.folder / "case.wte")


NOT_LEFT_OUT = "no public holidays: working days leave out none"


def test_public_holidays_that_nobody_stated_are_told_as_not_left_out(opened):
    assert NOT_LEFT_OUT in lines(calendar_screen(opened))


def test_where_holidays_are_stated_nothing_is_told(fresh):
    assert NOT_LEFT_OUT not in lines(calendar_screen(fresh))


def test_means_are_taken_anew_after_a_ruling_and_that_is_said(put):
    # Technique 50 %, price 50 % by the mean: prices 100, 104, 60 have the mean 88, so A is
    # 50 x 4/88 = 2.27 price points ahead of B, which has 50 x 4.2/100 = 2.1 technical points more:
    # A wins. Without C the mean is 102, and 50 x 4/102 = 1.96: B wins. Italy, Decree 36/2023,
    # article 108(12), would keep the mean of 88 after the award (Consiglio di Stato 4056/2022 on
    # the rule before it): that is not run, and must be told.
    form = (
        "bid_form:\n  q: {label: Quality, unit: points, kind: number, at_least: 0, at_most: 100}\n"
        "  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price}\n"
    )
    rules = (
        "rules:\n  procedure.technical_weight_percent: 50\n"
        "  procedure.technical_minimum_percent: 0\n  procedure.price_score: around_mean\n"
    )
    criteria = (
        "criteria:\n  q: {weight: 100, field: q, unit: points, "
        "scoring: {linear: {floor: 0, target: 100}}}\n"
    )
    changed = text(rules=rules, criteria=criteria, form=form)
    case = opening(put("case/tender.yaml", changed).parent)
    for name, quality, fee in (("A", 80, 100), ("B", "84.2", 104), ("C", 10, 60)):
        for envelope, body in (("technical", bid(name, q=quality)), ("price", price(name, fee))):
            case.receive(name, envelope, put(f"{name}.yaml", body), by="Office", at=at(1))
    for name in "ABC":
        case.decide(name, "eligibility", True, reason="in order", by="Office", at=at(3))
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    _, first = case.award(by="Panel", at=at(7))
    assert (first.winner, first.not_applied) == ("A", ())
    reopen(case, "technical", reason="C has no licence", ordered_by="Court", by="O", at=at(8))
    case.decide("C", "eligibility", False, reason="no licence", by="Office", at=at(9))
    case.freeze(by="Panel", at=at(10))
    _, second = case.award(by="Panel", at=at(11))
    assert second.winner == "B"
    assert "means of the bids are taken anew" in str(second.not_applied[0])
    assert evaluation_of(case).proposed
