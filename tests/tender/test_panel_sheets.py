"""Evaluators score in workbooks of their own; what comes back is read cell by cell."""

import io

import openpyxl
import pytest
import yaml

from tests.tender.conftest import CRITERIA, RULES, at, begun, settle, sheet
from wte_ppp.documents import DocumentError
from wte_ppp.messages import from_data
from wte_ppp.print.language import language_of
from wte_ppp.print.panel_sheets import evaluator_sheet, moderation_sheet
from wte_ppp.tender.read_back import technical_from
from wte_ppp.tender.written import technical_data

ENGLISH = language_of("en")
SHOWN = CRITERIA.replace(
    'care: {weight: 75, scoring: {panel: {grades: {"0": 0, "1": 25, "2": 50, "3": 75, "4": 100}}}}',
    "care: {weight: 75, shown: [net, cems], evidence: The plan of upkeep, scoring: {panel: "
    '{grades: {"0": 0, "1": 25, "2": 50, "3": 75, "4": 100}, anchors: {"4": A fund for parts}}}}',
)
KEY, ANSWER, WHAT, GRADE, REASON, PAGE = 5, 2, 3, 2, 3, 4


def book_of(raw):
    return openpyxl.load_workbook(io.BytesIO(raw))


def rows_of(book):
    return {
        row[KEY].value: row
        for row in book["Scores"].iter_rows(max_col=6)
        if isinstance(row[KEY].value, str)
    }


def fill(raw, *, interests=None, grades=None, reason="Plan by year, parts on site"):
    """A workbook as an evaluator fills it in: no interest, and a grade by bid."""
    book = book_of(raw)
    for key, row in rows_of(book).items():
        kind, bid = key.split("/")[:2]
        if kind == "interest":
            interest = (interests or {}).get(bid, "")
            row[ANSWER].value = "yes" if interest else "no"
            row[WHAT].value = interest or None
        elif bid in (grades or {}):
            row[GRADE].value, row[REASON].value, row[PAGE].value = grades[bid], reason, "p. 12"
    return book


def texts(book):
    return [
        str(cell.value)
        for row in book["Scores"].iter_rows()
        for cell in row
        if cell.value is not None
    ]


@pytest.fixture
def saved(tmp_path):
    def save(book, name="sheet.xlsx"):
        book.save(tmp_path / name)
        return tmp_path / name

    return save


def problems(case, file, by="Anh", **more):
    with pytest.raises(DocumentError) as refused:
        case.mark(file, by=by, at=at(4), **more)
    return [str(problem) for problem in refused.value.problems]


def test_a_sheet_shows_criteria_anchors_and_promises_and_no_price(put):
    case = begun(put, criteria=SHOWN)
    case.mark(put("binh.yaml", sheet("Binh", B1="1", B2="4")), by="Binh", at=at(4))
    book = book_of(evaluator_sheet(case, "Anh", ENGLISH))
    shown = texts(book)
    # 75 of the 40 points of its group.
    assert any(text.endswith("care: 30 points") for text in shown)
    assert any("4 = 100 % of the points: A fund for parts" in text for text in shown)
    assert any("3 = 75 % of the points" in text for text in shown)
    assert "Net power: 475 kWh/t\nMonitors: yes" in shown
    assert "Evidence: The plan of upkeep" in shown
    # B1 asks 30 a tonne and B2 24; nothing of it, nor of Binh's scores.
    assert not any(("30 " in text and "USD" in text) or "24" in text for text in shown)
    assert not any("as written" in text or "Binh" in text for text in shown)
    # B3 came late, B4 withdrew.
    assert set(rows_of(book)) == {"interest/B1", "interest/B2", "mark/B1/care", "mark/B2/care"}
    protected = book["Scores"]
    assert protected.protection.sheet
    assert [cell.protection.locked for cell in rows_of(book)["mark/B1/care"]] == [
        True, True, False, False, False, True,
    ]  # fmt: skip


def test_a_filled_in_sheet_counts_as_one_in_yaml_does(put, saved):
    case = begun(put)
    made = evaluator_sheet(case, " ANH ", ENGLISH)
    event = case.mark(saved(fill(made, grades={"B1": "3", "B2": 2})), by="anh", at=at(4))
    assert event.data["evaluator"] == "Anh"
    assert event.data["declared"] == {"B1": "", "B2": ""}
    marks = case.marks()[0]["Anh"]
    assert {bid: row["care"].grade for bid, row in marks.items()} == {"B1": "3", "B2": "2"}
    assert marks["B1"]["care"].reason.text == "Plan by year, parts on site"
    assert marks["B1"]["care"].evidence.text == "p. 12"
    # Both the workbook and what was read from it are on file.
    kept = yaml.safe_load(case.content(event, event.data["file"]))
    assert kept["schema"] == "wte_ppp/panel-sheet/1"
    assert sorted(name.rpartition(".")[2] for name in event.files) == ["xlsx", "yaml"]
    # The member's next workbook begins with what was given.
    again = rows_of(book_of(evaluator_sheet(case, "Anh", ENGLISH)))
    assert [cell.value for cell in again["mark/B1/care"]][2:5] == [
        "3", "Plan by year, parts on site", "p. 12",
    ]  # fmt: skip
    assert again["interest/B2"][ANSWER].value == "no"


def test_rows_left_empty_are_not_scored_yet(put, saved):
    case = begun(put)
    made = evaluator_sheet(case, "Anh", ENGLISH)
    case.mark(saved(fill(made, grades={"B1": "3"})), by="Anh", at=at(4))
    waiting = [str(point) for point in case.technical().open]
    assert "B2: no score by Anh on care" in waiting
    assert "B1: no score by Anh on care" not in waiting


def test_a_sheet_in_another_language_is_read_by_its_keys(put, saved):
    case = begun(put)
    book = book_of(evaluator_sheet(case, "Anh", language_of("ja")))
    rows = rows_of(book)
    stamp = {row[0].value: row[1].value for row in book["_stamp"].iter_rows() if row[0].value}
    assert stamp["no"] == "いいえ"
    for bid in ("B1", "B2"):
        rows[f"interest/{bid}"][ANSWER].value = stamp["no"]
        rows[f"mark/{bid}/care"][GRADE].value = "4"
        rows[f"mark/{bid}/care"][REASON].value = "計画が具体的"
    case.mark(saved(book), by="Anh", at=at(4))
    assert case.marks()[0]["Anh"]["B1"]["care"].reason.text == "計画が具体的"


def test_all_problems_of_a_sheet_come_at_once_with_their_cells(put, saved):
    case = begun(put)
    book = fill(evaluator_sheet(case, "Anh", ENGLISH), grades={"B1": "5", "B2": "3"})
    rows = rows_of(book)
    rows["mark/B2/care"][REASON].value = 7
    rows["mark/B1/care"][1].value = "Net power: 999 kWh/t"
    rows["interest/B1"][ANSWER].value = None
    found = "\n".join(problems(case, saved(book)))
    for key, column in (
        ("mark/B2/care", REASON), ("mark/B1/care", 1), ("interest/B1", ANSWER),
    ):  # fmt: skip
        assert f"Scores!{rows[key][column].coordinate}" in found
    assert "7, a number" in found
    assert "999" in found
    # The unknown grade is told once the cells are sound.
    rows["mark/B2/care"][REASON].value = "Plan by year"
    rows["mark/B1/care"][1].value = "see the bid"
    rows["interest/B1"][ANSWER].value = "no"
    (only,) = problems(case, saved(book))
    assert f"Scores!{rows['mark/B1/care'][GRADE].coordinate}" in only
    assert "'5'" in only


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (GRADE, None, "no grade"),
        (REASON, None, "no reason"),
        (GRADE, "=1+2", "a formula"),
        (GRADE, True, "True"),
    ],
)
def test_a_row_that_is_half_filled_in_is_refused(put, saved, column, value, said):
    case = begun(put)
    book = fill(evaluator_sheet(case, "Anh", ENGLISH), grades={"B1": "3", "B2": "3"})
    rows_of(book)["mark/B1/care"][column].value = value
    found = problems(case, saved(book))
    assert any(said in problem for problem in found)
    assert len(case.progress.all("marked")) == 0


def test_a_sheet_of_somebody_else_tender_or_state_is_refused(put, saved):
    case = begun(put)
    made = evaluator_sheet(case, "Anh", ENGLISH)
    (other,) = problems(case, saved(fill(made)), by="Binh")
    assert "the sheet of Anh" in other
    for key, value, said in (
        ("tender", "trial_2", "a sheet of tender 'trial_2'"),
        ("version", "0" * 12, "a sheet of version 000000000000"),
        ("head", "f" * 64, "a sheet made at record ffffffffffffffff"),
        ("schema", "x", "without the stamp"),
    ):
        book = fill(made)
        for row in book["_stamp"].iter_rows(max_col=2):
            if row[0].value == key:
                row[1].value = value
        (found,) = problems(case, saved(book))
        assert said in found
    assert "stamp" in problems(case, saved(openpyxl.Workbook(), "other.xlsx"))[0]
    (kind,) = problems(case, saved(fill(made)), moderated=True)
    assert "a workbook for marks" in kind


def test_a_sheet_made_before_a_bid_left_is_taken_for_the_others(put, saved):
    case = begun(put)
    file = saved(fill(evaluator_sheet(case, "Anh", ENGLISH), grades={"B1": "3", "B2": "2"}))
    case.withdraw("B2", reason="Letter", by="Office", at=at(3))
    case.mark(file, by="Anh", at=at(4))
    assert set(case.marks()[0]["Anh"]) == {"B1"}


def test_a_declared_interest_keeps_a_member_off_that_bid_until_the_chair_decides(put, saved):
    case = begun(put)
    made = evaluator_sheet(case, "Anh", ENGLISH)
    sister = {"B2": "My sister works for it"}
    (found,) = problems(case, saved(fill(made, interests=sister, grades={"B1": "3", "B2": "2"})))
    assert "an interest declared" in found
    assert "marks.B2" in found
    event = case.mark(saved(fill(made, interests=sister, grades={"B1": "3"})), by="Anh", at=at(4))
    assert event.data["declared"] == {"B1": "", "B2": "My sister works for it"}
    point = "B2: Anh declared an interest, on which the chair must decide: My sister works for it"
    assert point in [str(waiting) for waiting in case.technical().open]


def test_reasons_have_the_length_that_the_tender_asks_for(put, saved):
    criteria = CRITERIA.replace("[Anh, Binh, Chi]", "[Anh, Binh, Chi], reason_least_characters: 20")
    case = begun(put, criteria=criteria)
    made = evaluator_sheet(case, "Anh", ENGLISH)
    short = fill(made, grades={"B1": "3", "B2": "3"}, reason="x" * 19)
    found = problems(case, saved(short))
    assert len(found) == 2
    assert all("19 characters" in problem and "at least 20" in problem for problem in found)
    case.mark(saved(fill(made, grades={"B1": "3"}, reason="x" * 20)), by="Anh", at=at(4))


def test_one_reason_for_all_is_a_note(put, saved):
    plan = 'plan: {weight: 25, scoring: {panel: {grades: {"0": 0, "3": 100}}}}'
    criteria = CRITERIA.replace("monitors: {weight: 25, field: cems, scoring: yes_no}", plan)
    case = begun(put, criteria=criteria)
    made = evaluator_sheet(case, "Anh", ENGLISH)
    event = case.mark(saved(fill(made, grades={"B1": "3", "B2": "3"})), by="Anh", at=at(4))
    assert [str(from_data(note)) for note in event.data["notes"]] == [
        "all 4 scores have the same reason"
    ]


def test_a_comment_beside_the_cells_is_told(put, saved):
    case = begun(put)
    book = fill(evaluator_sheet(case, "Anh", ENGLISH), grades={"B1": "3"})
    cell = rows_of(book)["mark/B1/care"][GRADE]
    cell.comment = openpyxl.comments.Comment("4 {really}", "Anh")
    event = case.mark(saved(book), by="Anh", at=at(4))
    assert [str(from_data(note)) for note in event.data["notes"]] == [
        f"comment at Scores!{cell.coordinate}: 4 {{really}}"
    ]


def test_no_sheet_before_the_deadline_or_after_the_freeze(put, monkeypatch):
    case = begun(put)
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    with pytest.raises(DocumentError, match="scores are closed"):
        evaluator_sheet(case, "Anh", ENGLISH)
    monkeypatch.setattr("wte_ppp.tender.moments.now", lambda: at(1))
    with pytest.raises(DocumentError, match="before the deadline"):
        evaluator_sheet(case, "Anh", ENGLISH)
    monkeypatch.undo()


def test_the_chair_moderates_what_lies_apart(put, saved):
    case = begun(put, rules=RULES + "  procedure.panel_method: consensus\n")
    for bid in ("B1", "B2"):
        case.decide(bid, "eligibility", True, reason="in order", by="Office", at=at(3))
    with pytest.raises(DocumentError, match="no scores to moderate"):
        moderation_sheet(case, ENGLISH)
    for member, grades in (("Anh", "32"), ("Binh", "32"), ("Chi", "12")):
        body = sheet(member, B1=grades[0], B2=grades[1])
        case.mark(put(f"{member}.yaml", body), by=member, at=at(4))
    book = book_of(moderation_sheet(case, ENGLISH))
    # Members agree on B2 and not on B1.
    rows = {row[6].value: row for row in book["Scores"].iter_rows(max_col=7) if row[6].value}
    assert list(rows) == ["mark/B1/care"]
    assert [cell.value for cell in rows["mark/B1/care"]][1:4] == [
        "3: as written\n(p. 4)", "3: as written\n(p. 4)", "1: as written\n(p. 4)",
    ]  # fmt: skip
    rows["mark/B1/care"][4].value, rows["mark/B1/care"][5].value = "2", "No parts on site"
    event = case.mark(saved(book), by="Chair", at=at(4, 12), moderated=True)
    assert event.data["evaluator"] == "Chair"
    judged = case.technical().judged["B1", "care"]
    assert (judged.share, judged.moderated.reason.text) == (0.5, "No parts on site")
    case.freeze(by="Chair", at=at(5))
    frozen = case.technical()
    assert technical_from(technical_data(frozen)) == frozen
