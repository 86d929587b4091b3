"""The review sheet: what it lists, what a filled one changes, and what it refuses."""

import contextlib
import datetime
import io
import os
import subprocess

import openpyxl
import pytest

from tests.guidance.conftest import rule
from tests.guidance.sheets import READ, column_letter, filled, row_of
from tests.print.office import OFFICE
from tests.test_cli import call
from wte_ppp.documents import DocumentError, document_in
from wte_ppp.files import one_writer
from wte_ppp.guidance.available import available_profiles
from wte_ppp.guidance.explain import explain
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.review import writing
from wte_ppp.guidance.review.changes import changes_of
from wte_ppp.guidance.review.entered import UnclearError, value_of
from wte_ppp.guidance.review.layout import COLUMNS, DOCUMENTS, PLACES, REVIEW, STAMP
from wte_ppp.guidance.review.reading import read_sheet
from wte_ppp.guidance.review.rows import Effects, all_rows, review_rows
from wte_ppp.guidance.review.writing import prepare, write
from wte_ppp.print.language import LANGUAGES, language_of
from wte_ppp.print.review_workbook import review_workbook
from wte_ppp.spreadsheets import Cell

DAY = datetime.date(2026, 11, 29)
STEPS = "{steps: {by: capacity_mw, bands: [{up_to: 20, value: 0.13}, {value: 0.12}]}}"
TARIFF = (
    "# Prices, as the ministry set them\n"
    + rule("price", ("2014-06-20", 0.10), ("2025-02-01", 0.12), unit="USD/kWh", clause="article 2")
    + rule("scale", ("2020-01-01", STEPS), unit="USD/kWh", clause="annex 1")
    + "open:\n  description: Not known.\n  unit: ''\n  values:\n"
    "    - from: '2020-01-01'\n      value: null\n      gap: 'Ask the ministry: nobody wrote it.'\n"
    + rule(
        "heard", ("2020-01-01", "40"), source="heard", status="assumption", confidence="K"
    )
)  # fmt: skip
PROCUREMENT = rule(
    "technical_minimum", ("2020-01-01", 70), binding="at_least", clause="article 2"
) + rule("modes", ("2020-01-01", "[tender, direct award]"), unit="''")


class Desk:
    """A profile of one's own, its sheet, and what comes back."""

    def __init__(self, folder, place):
        self.folder, self.place = folder, place

    @property
    def guidance(self):
        return load_guidance(self.folder)

    def sheet(self, language="en", effects=None):
        loaded = self.guidance
        rows = review_rows(loaded, DAY, effects)
        return review_workbook(loaded, rows, DAY, language_of(language))

    def read(self, data, name="back.xlsx"):
        path = self.place / name
        path.write_bytes(data)
        loaded = self.guidance
        rows = {row.key: row for row in all_rows(loaded, Effects(), DAY)}
        sheet = read_sheet(path)
        return sheet, changes_of(sheet, rows, loaded.layers[-1].sources, DAY)

    def prepare(self, data):
        sheet, outcome = self.read(data)
        return prepare(self.guidance, sheet, outcome), outcome

    def write(self, data):
        prepared, outcome = self.prepare(data)
        write(prepared)
        return outcome

    def faults(self, data):
        with pytest.raises(DocumentError) as error:
            self.prepare(data)
        return [(one.field, one.found) for one in error.value.problems]

    def value(self, topic, name, place=0):
        raw = (self.folder / f"{topic}.yaml").read_bytes()
        return document_in(raw, topic).data[name]["values"][place]


@pytest.fixture
def desk(folder, tmp_path):
    made = folder("XX", head="extends: wte_ppp\n", tariff=TARIFF, procurement=PROCUREMENT)
    return Desk(made, tmp_path)


def test_rows_are_values_in_force_or_to_come_gaps_and_open_questions(desk):
    rows = review_rows(desk.guidance, DAY)
    ours = [(row.rule_id, row.since) for row in rows if row.place is not None]
    assert sorted(ours) == [
        ("procurement.modes", "2020-01-01"),
        ("procurement.technical_minimum", "2020-01-01"),
        ("tariff.heard", "2020-01-01"),
        ("tariff.open", "2020-01-01"),
        ("tariff.price", "2025-02-01"),
        ("tariff.scale", "2020-01-01"),
    ]
    asked = {row.rule_id for row in rows if row.place is None}
    questions = set(desk.guidance.questions)
    assert asked == questions - set(desk.guidance.rule_ids)
    assert len(asked) > 40


def test_what_changes_an_award_or_a_tariff_stands_first(desk):
    effects = Effects(deciding=("tariff.price",), told=("tariff.scale",))
    rows = review_rows(desk.guidance, DAY, effects)
    by_rule = {row.rule_id: row.effect for row in rows}
    # Binds; named by the floor above; feeds an input; told beside one; shown.
    assert by_rule["procurement.technical_minimum"] == 0
    assert by_rule["tariff.price"] == 0
    assert by_rule["ghg.grid_factor"] == 0
    assert by_rule["tariff.scale"] == 1
    assert by_rule["tariff.heard"] == 2
    assert [row.effect for row in rows] == sorted(row.effect for row in rows)


@pytest.mark.parametrize("profile", available_profiles())
def test_a_sheet_that_comes_back_as_it_went_changes_nothing(profile, tmp_path):
    loaded = load_guidance(profile)
    data = review_workbook(loaded, review_rows(loaded, DAY), DAY, language_of("en"))
    (tmp_path / "back.xlsx").write_bytes(data)
    sheet = read_sheet(tmp_path / "back.xlsx")
    assert (sheet.rows, sheet.faults) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_confirmation_in_each_language_touches_its_value_alone(desk, language):
    before = (desk.folder / "tariff.yaml").read_text()
    said = language_of(language).say("official text")
    entries = {"tariff.price": {**READ, "read_seen": said}}
    outcome = desk.write(filled(desk.sheet(language), entries))
    assert [str(part) for part in outcome.changes[0].parts] == [
        "Read: official text, 2026-11-28, AB"
    ]
    expected = before.splitlines()
    at = [number for number, line in enumerate(expected) if "reviewed:" in line][1]
    expected[at : at + 1] = ["      reviewed: '2026-11-28'", "      reviewed_by: AB"]
    assert (desk.folder / "tariff.yaml").read_text().splitlines() == expected
    words = explain(desk.guidance.on("2026-01-01"), "tariff.price")
    assert "last reviewed 2026-11-28 by AB" in words
    # The document was read as far as it says, on a later day.
    sources = document_in((desk.folder / "sources.yaml").read_bytes(), "s").data
    assert sources["law"]["read"] == "2026-11-28"


def test_a_corrected_figure(desk):
    entries = {"tariff.price": {**READ, "value_seen": 0.125, "article_seen": "article 2(1)"}}
    outcome = desk.write(filled(desk.sheet(), entries))
    assert [str(part) for part in outcome.changes[0].parts] == [
        "Value seen: 0.12 USD/kWh -> 0.125 USD/kWh",
        "Article seen: article 2 -> article 2(1)",
        "Read: official text, 2026-11-28, AB",
    ]
    assert desk.value("tariff", "price", 1) == {
        "from": "2025-02-01", "value": 0.125, "source": "law", "clause": "article 2(1)",
        "status": "law", "confidence": "S", "reviewed": "2026-11-28", "reviewed_by": "AB",
    }  # fmt: skip
    assert desk.value("tariff", "price", 0)["value"] == 0.10


def test_a_test_of_the_author_that_a_change_breaks_is_told_with_its_line(desk):
    (desk.folder / "tests.yaml").write_text(
        "the price now:\n  rule: tariff.price\n  on: '2026-01-01'\n  expect: 0.12\n"
        "  because: article 2\n"
    )
    entries = {"tariff.price": {**READ, "value_seen": 0.125, "article_seen": "article 2(1)"}}
    prepared, _ = desk.prepare(filled(desk.sheet(), entries))
    assert [(one.path, one.line, one.found) for one in prepared.broken] == [
        (str(desk.folder / "tests.yaml"), 4, "0.125")
    ]


def test_the_same_sheet_a_second_time_changes_nothing(desk):
    entries = {
        "tariff.price": {
            **READ, "value_seen": 0.13, "article_seen": "article 5", "since_seen": "2026-06-01",
        },
        "tariff.heard": {**READ, "kind_seen": "practice", "remark": "as the clerk said"},
        "procurement.modes": {**READ, "value_seen": "tender; swiss challenge",
                              "article_seen": "article 9"},
    }  # fmt: skip
    data = filled(desk.sheet(), entries)
    assert len(desk.write(data).changes) == 3
    files = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    prepared, outcome = desk.prepare(data)
    assert (outcome.same, outcome.changes, outcome.skipped, prepared.files) == (3, [], [], {})
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == files


LATER = {
    **READ, "article_seen": "article 5", "since_seen": "2026-06-01", "document_seen": "decree 5",
    "kind_seen": "law",
}  # fmt: skip
DECREE = ("decree 5", "Decree 5/2026", 2026, "https://example.org/5", "in force")


def test_a_sheet_filled_further_cites_the_document_that_came_by_it(desk):
    empty, price = desk.sheet(), {"tariff.price": {**LATER, "value_seen": 0.14}}
    modes = {"procurement.modes": {**LATER, "value_seen": "tender; swiss challenge"}}
    desk.write(filled(empty, price, documents=[DECREE]))
    before = (desk.folder / "sources.yaml").read_bytes()
    outcome = desk.write(filled(empty, price | modes, documents=[DECREE]))
    assert (outcome.same, len(outcome.changes)) == (1, 1)
    assert (desk.folder / "sources.yaml").read_bytes() == before
    assert desk.value("procurement", "modes", 1)["source"] == "decree_5"
    other = [("decree 5", "Circular 5/2026", *DECREE[2:])]
    faults = desk.faults(filled(empty, {"tariff.heard": {**LATER, "value_seen": "50"}},
                                documents=other))  # fmt: skip
    assert [(place.partition(", ")[2], found) for place, found in faults] == [
        ("title", "'Circular 5/2026'")
    ]


@pytest.mark.parametrize("replaced", [1, 2])
def test_the_same_sheet_ends_what_was_cut_between_two_files(desk, replaced):
    entries = {
        "tariff.price": {**LATER, "value_seen": 0.14},
        "procurement.modes": {**LATER, "value_seen": "tender; swiss challenge"},
    }
    data = filled(desk.sheet(), entries, documents=[DECREE])
    prepared, _ = desk.prepare(data)
    assert list(prepared.files) == ["sources.yaml", "procurement.yaml", "tariff.yaml"]
    for name in list(prepared.files)[:replaced]:
        (desk.folder / name).write_text(prepared.files[name])
    outcome = desk.write(data)
    assert (outcome.same, len(outcome.changes), outcome.skipped) == (replaced - 1, 3 - replaced, [])
    there = {name: (desk.folder / name).read_text() for name in prepared.files}
    assert there == prepared.files


def test_two_who_write_at_once_keep_what_the_other_wrote(desk, monkeypatch):
    """The other writes after we loaded and before the folder is ours."""
    empty, mine, lock = desk.sheet(), desk.place / "mine.xlsx", writing.one_reviewer
    mine.write_bytes(filled(empty, {"tariff.price": {**LATER, "document_seen": None,
                                                     "value_seen": 0.14}}))  # fmt: skip
    other = filled(empty, {"tariff.heard": {**READ, "kind_seen": "practice"}})

    @contextlib.contextmanager
    def after_another(folder):
        desk.write(other)
        with lock(folder):
            yield

    monkeypatch.setattr(writing, "one_reviewer", after_another)
    call("guidance", "review", desk.folder, "--from", mine, "--write")
    assert desk.value("tariff", "price", 2)["value"] == 0.14
    assert desk.value("tariff", "heard")["status"] == "practice"


def test_one_writes_at_a_time_and_looking_writes_nothing(desk):
    data = filled(desk.sheet(), {"tariff.heard": {**READ, "kind_seen": "practice"}})
    sheet = desk.place / "back.xlsx"
    sheet.write_bytes(data)
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    call("guidance", "review", desk.folder, "--from", sheet)
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == before
    with one_writer(desk.folder / "sources.yaml"):
        shown = call("guidance", "review", desk.folder, "--from", sheet, "--write")
        assert shown.exit_code == 2
        assert "another command writing" in shown.output
    assert (desk.folder / "tariff.yaml").read_bytes() == before["tariff.yaml"]


def test_a_law_that_changed_stands_below_the_one_before(desk):
    entries = {
        "tariff.price": {
            **READ, "value_seen": 0.14, "article_seen": "article 5", "since_seen": "2026-06-01",
            "document_seen": "decree 5", "kind_seen": "law",
        }
    }  # fmt: skip
    documents = [("decree 5", "Decree 5/2026", 2026, "https://example.org/5", "in force")]
    desk.write(filled(desk.sheet(), entries, documents=documents))
    values = document_in((desk.folder / "tariff.yaml").read_bytes(), "t").data["price"]["values"]
    assert [(one["from"], one["value"]) for one in values] == [
        ("2014-06-20", 0.10), ("2025-02-01", 0.12), ("2026-06-01", 0.14),
    ]  # fmt: skip
    assert values[2]["source"] == "decree_5"
    sources = document_in((desk.folder / "sources.yaml").read_bytes(), "s").data
    assert sources["decree_5"] == {
        "title": "Decree 5/2026", "year": 2026, "link": "https://example.org/5",
        "text": "official", "read": "2026-11-28", "state": "in_force",
    }  # fmt: skip
    assert desk.guidance.on("2026-07-01")["tariff.price"].value == 0.14
    assert desk.guidance.on("2026-05-01")["tariff.price"].value == 0.12


def test_a_gap_and_an_open_question_are_answered(desk):
    new = {
        **READ, "document_seen": "law", "article_seen": "article 3", "kind_seen": "law",
        "since_seen": "2021-01-01",
    }  # fmt: skip
    entries = {
        "tariff.open": {**new, "value_seen": "by tender", "since_seen": "2020-01-01"},
        "tax.cit_rate": {**new, "value_seen": 20},
        "wte.tipping_fee": {**new, "value_seen": "20 to 40"},
    }
    desk.write(filled(desk.sheet(), entries))
    assert "gap" not in desk.value("tariff", "open")
    rules = desk.guidance.on("2026-01-01")
    assert rules["tariff.open"].value == "by tender"
    assert rules["tax.cit_rate"].value == 20
    assert (rules["wte.tipping_fee"].value.low, rules["wte.tipping_fee"].unit) == (20, "USD/t")


def test_a_gap_stays_a_gap_for_the_time_before(desk):
    new = {
        **READ, "document_seen": "law", "article_seen": "article 3", "kind_seen": "law",
        "since_seen": "2024-01-01", "value_seen": "by tender",
    }  # fmt: skip
    desk.write(filled(desk.sheet(), {"tariff.open": new}))
    assert "tariff.open" in desk.guidance.on("2023-01-01").gaps
    assert desk.guidance.on("2024-01-01")["tariff.open"].value == "by tender"


def test_where_to_ask_is_a_gap(desk):
    desk.write(filled(desk.sheet(), {"tax.cit_rate": {"remark": "Ask the tax office."}}))
    assert desk.guidance.on("2026-01-01").gaps["tax.cit_rate"].note == "Ask the tax office."


def test_a_scale_is_confirmed_here_and_changed_in_its_file(desk):
    at = row_of(openpyxl.load_workbook(io.BytesIO(desk.sheet()))[REVIEW], "tariff.scale")
    cell = f"{REVIEW}!{column_letter('value_seen')}{at} (Value seen)"
    wrong = filled(desk.sheet(), {"tariff.scale": {**READ, "value_seen": 0.11}})
    assert desk.faults(wrong) == [(cell, "'0.11'")]
    desk.write(filled(desk.sheet(), {"tariff.scale": READ}))
    assert desk.value("tariff", "scale")["reviewed_by"] == "AB"
    assert STEPS in (desk.folder / "tariff.yaml").read_text()


LACKING = {
    "article_seen": "article 2(1)", "read_day": "2026-11-28", "read_seen": "official text",
    "initials": "AB",
}  # fmt: skip


@pytest.mark.parametrize("column", LACKING)
def test_a_changed_value_that_lacks_something_is_refused_with_its_cell(desk, column):
    before = (desk.folder / "tariff.yaml").read_bytes()
    cells = {key: text for key, text in LACKING.items() if key != column}
    data = filled(desk.sheet(), {"tariff.price": {**cells, "value_seen": 0.125}})
    at = row_of(openpyxl.load_workbook(io.BytesIO(data))[REVIEW], "tariff.price")
    head = COLUMNS[PLACES[column]].head
    assert desk.faults(data) == [(f"{REVIEW}!{column_letter(column)}{at} ({head})", "nothing")]
    assert (desk.folder / "tariff.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("value_seen", "12,5", "'12,5'"),
        ("value_seen", "=1+1", "a formula"),
        ("read_day", "28.11.2026", "'28.11.2026'"),
        ("read_seen", "heard of it", "'heard of it'"),
        ("document_seen", "decree 99", "'decree 99'"),
        ("binds_seen", "within", "binding: within"),
        ("since_seen", "2025-13-01", "'2025-13-01'"),
    ],
)
def test_cells_that_cannot_be_taken(desk, column, value, found):
    cells = {**LACKING, "value_seen": 71, column: value}
    assert [fault[1] for fault in desk.faults(filled(desk.sheet(), {
        "procurement.technical_minimum": cells
    }))] == [found]  # fmt: skip


def test_a_percentage_cell_is_not_guessed(desk):
    def as_percent(book):
        sheet = book[REVIEW]
        cell = sheet.cell(row_of(sheet, "procurement.technical_minimum"), PLACES["value_seen"] + 1)
        cell.value, cell.number_format = 0.75, "0%"

    data = filled(desk.sheet(), {"procurement.technical_minimum": LACKING}, write=as_percent)
    assert [fault[1] for fault in desk.faults(data)] == ["75 %, kept as 0.75"]


def test_what_others_changed_meanwhile_is_told_and_kept(desk):
    entries = {
        "tariff.price": {**LACKING, "value_seen": 0.125},
        "procurement.technical_minimum": {**LACKING, "value_seen": 75},
    }
    data = filled(desk.sheet(), entries)
    file = desk.folder / "tariff.yaml"
    file.write_text(file.read_text().replace("0.12\n", "0.121\n"))
    outcome = desk.write(data)
    assert [(one.rule_id, str(one.why)) for one in outcome.skipped] == [
        ("tariff.price", "The profile says something else now than when the sheet was written.")
    ]
    assert desk.value("tariff", "price", 1)["value"] == 0.121
    assert desk.value("procurement", "technical_minimum")["value"] == 75


def test_a_value_that_is_gone_is_told(desk):
    data = filled(desk.sheet(), {"procurement.modes": READ})
    (desk.folder / "procurement.yaml").write_text(PROCUREMENT.partition("modes:")[0])
    _, outcome = desk.read(data)
    assert [str(one.why) for one in outcome.skipped] == ["The profile has no such value any more."]


def test_all_faults_at_once_and_nothing_written(desk):
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    entries = {
        "tariff.price": {**LACKING, "value_seen": 0.125},
        "procurement.technical_minimum": {**LACKING, "value_seen": "many", "initials": None},
        "tariff.heard": {**LACKING},
    }
    faults = desk.faults(filled(desk.sheet(), entries))
    assert [found for _, found in faults] == ["'many'", "nothing", "nothing"]
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == before


def test_a_sheet_whose_changes_would_not_load_is_refused_whole(desk):
    """A binding value of an unread report: only law that was read binds."""
    before = (desk.folder / "tariff.yaml").read_bytes()
    (desk.folder / "sources.yaml").write_text(
        (desk.folder / "sources.yaml").read_text() + "bill:\n  title: A bill\n  year: 2026\n"
        "  text: official\n  read: '2026-01-01'\n  state: draft\n"
    )
    entries = {"tariff.price": {**LACKING, "value_seen": 0.125, "document_seen": "bill"}}
    ((field, found),) = desk.faults(filled(desk.sheet(), entries))
    assert "tariff.price" in field
    assert found == "law from what is only draft"
    assert (desk.folder / "tariff.yaml").read_bytes() == before


def test_a_locked_cell_that_was_changed_is_told(desk):
    def overtyped(book):
        sheet = book[REVIEW]
        sheet.cell(row_of(sheet, "tariff.price"), PLACES["value"] + 1).value = 0.2

    data = filled(desk.sheet(), {"tariff.price": READ}, write=overtyped)
    at = row_of(openpyxl.load_workbook(io.BytesIO(data))[REVIEW], "tariff.price")
    assert desk.faults(data) == [(f"{REVIEW}!{at}", "a changed cell")]


def test_another_workbook_is_refused(desk, tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(DocumentError, match="no stamp of a review sheet"):
        read_sheet(tmp_path / "other.xlsx")


def test_words_of_a_profile_are_never_a_formula(folder, tmp_path):
    evil = "'=HYPERLINK(\"http://example.org\")'"
    made = folder("XX", tariff=rule("price", ("2020-01-01", evil), unit="''", clause="'@SUM(A1)'"))
    data = Desk(made, tmp_path).sheet()
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    sheet = book[REVIEW]
    at = row_of(sheet, "tariff.price")
    assert sheet.cell(at, PLACES["value"] + 1).value == evil.strip("'")


def test_protected_printed_and_with_lists_to_choose_from(desk):
    book = openpyxl.load_workbook(io.BytesIO(desk.sheet()))
    sheet = book[REVIEW]
    assert all(one.protection.sheet for one in book)
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    at = row_of(sheet, "tariff.price")
    for column in COLUMNS:
        cell = sheet.cell(at, PLACES[column.key] + 1)
        assert cell.protection.locked != column.entry
        assert cell.alignment.wrap_text
    chosen = {str(one.sqref).partition(":")[0] for one in sheet.data_validations.dataValidation}
    # A question with words of its own to choose from has its own list, too.
    words = {
        f"{column_letter('value_seen')}{row_of(sheet, row.rule_id)}"
        for row in review_rows(desk.guidance, DAY)
        if row.choices and row.kind == "text"
    }
    assert chosen - words == {
        f"{column_letter(key)}2"
        for key in ("read_seen", "kind_seen", "binds_seen", "document_seen")
    }
    assert words <= chosen


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_libreoffice_gives_back_what_was_entered(desk, tmp_path, ending):
    entries = {
        "tariff.price": {**LACKING, "value_seen": 0.125, "remark": "see annex\n2"},
        "tariff.heard": {**READ, "kind_seen": "practice"},
        "procurement.modes": {**LACKING, "value_seen": "tender; auction"},
        "tax.cit_rate": {**LACKING, "value_seen": "20 to 22", "document_seen": "law",
                         "kind_seen": "law", "since_seen": "2021-01-01"},
    }  # fmt: skip
    data = filled(desk.sheet(), entries)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sheet.xlsx").write_bytes(data)
    kind = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods"}[ending]
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", tmp_path / "out", tmp_path / "in" / "sheet.xlsx"],
        check=True, capture_output=True, timeout=300, env={**os.environ},
    )  # fmt: skip
    ours, theirs = desk.read(data)[1], None
    theirs = desk.read((tmp_path / "out" / f"sheet.{ending}").read_bytes(), f"b.{ending}")[1]
    assert (ours.faults, theirs.faults) == ([], [])
    assert [change.wanted for change in theirs.changes] == [
        change.wanted for change in ours.changes
    ]
    assert len(theirs.changes) == 4


def test_what_was_read_stands_at_the_clause_not_at_the_document(desk):
    """Another value cites the same document, of which nobody has read that part."""
    file = desk.folder / "tariff.yaml"
    file.write_text(
        file.read_text()
        + rule("heard_too", ("2020-01-01", 5), source="heard", status="assumption", confidence="K")
    )
    before = (desk.folder / "sources.yaml").read_bytes()
    desk.write(filled(desk.sheet(), {"tariff.heard": {**READ, "kind_seen": "guidance"}}))
    value = desk.value("tariff", "heard")
    assert (value["text"], value["status"], value["confidence"]) == ("official", "guidance", "S")
    assert (desk.folder / "sources.yaml").read_bytes() == before
    rules = desk.guidance.on("2026-01-01")
    assert rules["tariff.heard"].reference.text == "official"
    assert rules["tariff.heard_too"].reference.text == "unread"


def test_what_a_law_says_under_conditions_is_its_own_row(desk):
    when = "when: {contract: {before: '2025-10-10'}}"
    file = desk.folder / "tariff.yaml"
    file.write_text(
        file.read_text().replace(
            "heard:\n",
            "old:\n  description: Price of old contracts.\n  unit: USD/kWh\n  values:\n"
            "    - {from: '2018-04-16', value: 0.1335, " + when + ", source: law, status: law, "
            "confidence: S, reviewed: '2025-06-01'}\n"
            "    - {from: '2025-10-10', value: 0.2, source: law, status: law, confidence: S, "
            "reviewed: '2025-06-01'}\nheard:\n",
            1,
        )
    )
    told = {row.since: str(row.when) for row in review_rows(desk.guidance, DAY)
            if row.rule_id == "tariff.old"}  # fmt: skip
    assert told == {
        "2018-04-16": "day of the contract before 10 October 2025", "2025-10-10": "None",
    }  # fmt: skip
    desk.write(filled(desk.sheet(), {("tariff.old", "2018-04-16"): READ}))
    assert desk.value("tariff", "old", 0)["reviewed_by"] == "AB"
    assert "reviewed_by" not in desk.value("tariff", "old", 1)
    assert when in file.read_text()


def in_review(change):
    """A workbook in which the sheet of rows was changed by hand."""
    return lambda book: change(book[REVIEW])


def second_copy(sheet):
    row = row_of(sheet, "tariff.price")
    for cell in list(sheet[row]):
        sheet.cell(sheet.max_row + (cell.column == 1), cell.column).value = cell.value


def renamed(book):
    book[REVIEW].title = "Review, final"


def of_another_version(book):
    book[STAMP]["B1"] = "wte_ppp/review-sheet/0"


@pytest.mark.parametrize(
    ("write", "place", "found"),
    [
        (in_review(lambda sheet: sheet.insert_cols(2)), REVIEW, "27 columns before"),
        (in_review(lambda sheet: sheet.delete_cols(PLACES["remark"] + 1)), REVIEW, "25 columns"),
        (in_review(second_copy), f"{REVIEW}!", "a second time"),
        (renamed, REVIEW, "no such sheet"),
        (lambda book: book.remove(book[DOCUMENTS]), DOCUMENTS, "no such sheet"),
        (of_another_version, "", "another version"),
        (lambda book: book.copy_worksheet(book[REVIEW]), f"{REVIEW} Copy", "rows of a review"),
    ],
)
def test_a_sheet_that_is_not_as_it_was_written_is_told_once(desk, write, place, found):
    data = filled(desk.sheet(), {"tariff.heard": {**LACKING, "value_seen": 41}}, write=write)
    ((where, what),) = desk.faults(data)
    assert where.startswith(place)
    assert found in what


def test_rows_that_are_gone_are_counted_and_a_row_above_moves_nothing(desk):
    def cut(book):
        book[REVIEW].delete_rows(row_of(book[REVIEW], "tariff.price"))
        book[REVIEW].insert_rows(1)

    sheet, outcome = desk.read(filled(desk.sheet(), {"tariff.scale": READ}, write=cut))
    assert (sheet.missing, len(outcome.changes)) == (1, 1)


@pytest.mark.parametrize(
    ("rule_id", "column", "value", "found"),
    [
        ("tariff.open", "value_seen", "n/a", "'n/a'"),  # says nothing
        ("tariff.open", "since_seen", None, "nothing"),  # the gap's own day is none of a law
        ("tariff.open", "article_seen", datetime.datetime(2026, 2, 9), "a day, 2026-02-09"),  # 9.2
        ("tariff.open", "read_day", "2062-11-28", "2062-11-28"),
        ("tariff.price", "value_seen", "1.000", "'1.000'"),  # one, or a thousand
        ("tariff.price", "value_seen", "1.000 to 2", "'1.000'"),
    ],
)
def test_what_says_nothing_or_two_things_is_not_taken(desk, rule_id, column, value, found):
    whole = {
        **LACKING, "document_seen": "law", "kind_seen": "law", "since_seen": "2026-02-01",
        "value_seen": "by tender" if rule_id == "tariff.open" else 0.11,
    }  # fmt: skip
    data = filled(desk.sheet(), {rule_id: {**whole, column: value}})
    assert [fault[1] for fault in desk.faults(data)] == [found]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("40 to 60", "number", {"range": {"low": 40, "high": 60}}),
        ("40 ~ 60", "number", {"range": {"low": 40, "high": 60}}),
        ("40 đến 60", "number", {"range": {"low": 40, "high": 60}}),
        ("40から60", "number", {"range": {"low": 40, "high": 60}}),
        ("30:70", "any", None),  # shares, not 30 to 70
        ("70/30", "any", None),
        ("30 and 70", "number", None),
        ("30x70", "number", None),
        ("1E+05", "number", None),  # 100,000, not 1 to 5
        (True, "number", None),
        (True, "any", True),
        ("1,000", "any", None),
        ("tender, direct award", "list", None),
        ("tender, with two envelopes;", "list", ["tender, with two envelopes"]),
    ],
)
def test_what_is_typed_as_text(text, kind, value):
    cell = Cell(f"{REVIEW}!P2", text)
    if value is None:
        with pytest.raises(UnclearError):
            value_of(cell, kind, {})
    else:
        assert value_of(cell, kind, {}) == value
