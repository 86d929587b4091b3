"""Forms of a study as spreadsheets and people mangle them: refused with the cell, or read right."""

import io
import subprocess

import openpyxl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.feasibility.study_forms import cells_of, example, filled, form_of, saved
from tests.feasibility.test_study_form import FEE, Desk
from tests.print.office import OFFICE
from wte_ppp.documents import DocumentError, document_in
from wte_ppp.feasibility.form.back import usual_order
from wte_ppp.feasibility.form.cells import entered, same, shown
from wte_ppp.feasibility.form.changes import Change, applied
from wte_ppp.feasibility.form.inputs import Input, Members, layout
from wte_ppp.feasibility.form.reading import study_form_in
from wte_ppp.feasibility.form.stated import Entry, entry_at, is_amount
from wte_ppp.feasibility.form.stated import filled as stated
from wte_ppp.guidance.review.entered import UnclearError
from wte_ppp.spreadsheets import Cell, workbook_in
from wte_ppp.yaml_target import YamlTarget

PARTS = {part.path: part for part in layout() if isinstance(part, Input)}
FEE_PART = PARTS["finance", "tipping_fee_usd_per_t"]
SHARE = PARTS["finance", "debt", "max_gearing_percent"]
SPEND = PARTS["finance", "spend_profile_percent"]


@pytest.fixture(scope="module")
def minimal_form():
    return form_of(example("minimal"))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, example("minimal"))


@pytest.mark.parametrize(
    "typed",
    ["12,000", "12.000", "1 200", "20 USD/t", "unknown", "n/a", "-", "?", "#REF!", "#N/A",
     "1E+05", "2026-03-01", "twenty", True, "20,5", "0x10", "1.234.567"],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(UnclearError):
        entered(Cell("S!C5", typed), FEE_PART, {})


@pytest.mark.parametrize(
    ("typed", "number"),
    [(20, 20), (20.0, 20), (1e5, 100000), ("20", 20), ("20.5", 20.5), ("0.125", 0.125), (0, 0),
     (None, None), ("", None), ("  ", None), ("12.0000", 12), ("0.1; 0.1; 0.09", [0.1, 0.1, 0.09])],
)  # fmt: skip
def test_what_is_one_is_read(typed, number):
    assert entered(Cell("S!C5", typed), FEE_PART, {}) == number


def test_a_percentage_counts_as_it_is_shown_or_is_refused():
    assert entered(Cell("S!C5", 0.7, "", True), SHARE, {}) == 70
    assert entered(Cell("S!C5", 0.07, "", True), SHARE, {}) == 7
    with pytest.raises(UnclearError, match="kept as"):
        entered(Cell("S!C5", 0.2, "", True), FEE_PART, {})


def test_all_faults_at_once_with_their_cells(desk, minimal_form):
    faults = desk.faults(
        filled(
            minimal_form,
            {
                FEE: {"value": "12,000"},
                "/finance/contract_years": {"value": "unknown"},
                "/finance/spend_profile_percent": {"value": "40, 60"},
                "/climate/disposal_site": {"value": "a hole"},
                "/plant/lines": {"value": 2, "status": "guess"},
                "/plant/capacity_t_per_day": {"value": "=B1"},
            },
        )
    )
    found = {one for _, one, _ in faults}
    assert found == {
        "'12,000'", "'unknown'", "'40, 60'", "'a hole'", "'guess'",
        "a formula without a stored value",
    }  # fmt: skip
    assert all(place[0].isalpha() and any(map(str.isdigit, place)) for place, _, _ in faults)


def test_what_the_study_refuses_is_told_with_its_cell(desk, minimal_form):
    faults = desk.faults(
        filled(
            minimal_form,
            {
                "/plant/capacity_t_per_day": {"value": 0},
                "/waste/composition_percent/food": {"value": 40},
            },
        )
    )  # fmt: skip
    assert {found for _, found, _ in faults} == {"0", "a sum of 85 %"}
    assert all(place.startswith("C") for place, _, _ in faults)


def test_a_note_without_a_value_is_told(desk, minimal_form):
    faults = desk.faults(filled(minimal_form, {"/plant/lines": {"note": "two, they say"}}))
    assert [found for _, found, _ in faults] == ["no value beside what is said of it"]


def test_merged_cells_and_copied_rows(desk, minimal_form):
    book = openpyxl.load_workbook(io.BytesIO(minimal_form))
    cell = cells_of(book, FEE)[0]["value"]
    cell.parent.merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=3, end_column=3)
    assert "merged cells" in [found for _, found, _ in desk.faults(saved(book))]
    book = openpyxl.load_workbook(io.BytesIO(minimal_form))
    book.copy_worksheet(book.worksheets[0])
    assert any("a second time" in found for _, found, _ in desk.faults(saved(book)))


def test_sheets_renamed_moved_and_a_column_put_in(desk, minimal_form):
    book = openpyxl.load_workbook(io.BytesIO(filled(minimal_form, {FEE: {"value": 33}})))
    book.worksheets[0].title = "Ours"
    book.move_sheet(book.worksheets[0], 5)
    book.create_sheet("Notes")["A1"] = "what we think"
    book["Plant"].insert_cols(2)
    _, text = desk.into(saved(book))
    assert text.encode() == desk.raw.replace(b"per_t: 20", b"per_t: 33")


def test_deleted_rows(desk, minimal_form):
    book = openpyxl.load_workbook(io.BytesIO(minimal_form))
    empty = cells_of(book, "/plant/lines")[0]["value"]
    empty.parent.delete_rows(empty.row)
    assert desk.into(saved(book))[0].changes == ()
    cell = cells_of(book, FEE)[0]["value"]
    cell.parent.delete_rows(cell.row)
    assert [(place, found) for place, found, _ in desk.faults(saved(book))] == [
        (FEE, "no such row")
    ]


def test_rows_sorted_without_their_keys(desk, minimal_form):
    book = openpyxl.load_workbook(io.BytesIO(minimal_form))
    rows = [cells_of(book, key)[0] for key in (FEE, "/finance/contract_years")]
    values = [{name: cell.value for name, cell in row.items()} for row in rows]
    for row, other in zip(rows, reversed(values), strict=True):
        for name, value in other.items():
            row[name].value = value
    assert {action.partition(":")[0] for _, _, action in desk.faults(saved(book))} == {
        "rows were sorted or moved without their hidden column"
    }


def test_another_file_a_damaged_one_and_another_version(desk, minimal_form):
    book = openpyxl.Workbook()
    assert "no sheet _study" in desk.faults(saved(book))[0][1]
    book = openpyxl.load_workbook(io.BytesIO(minimal_form))
    book["_study"]["B2"] = str(book["_study"]["B2"].value)[:-40]
    assert "changed or cut" in desk.faults(saved(book))[0][1]
    book = openpyxl.load_workbook(io.BytesIO(minimal_form))
    book["_study"]["B1"] = "wte_ppp/study-form/9"
    assert "study-form/9" in desk.faults(saved(book))[0][1]
    # A row that this version does not ask for: told where something was entered.
    book = openpyxl.load_workbook(io.BytesIO(minimal_form))
    sheet = cells_of(book, FEE)[0]["value"].parent
    sheet.cell(sheet.max_row + 1, 1).value = "/finance/old_input"
    assert desk.into(saved(book))[0].changes == ()
    sheet.cell(sheet.max_row, 3).value = 5
    assert "/finance/old_input" in desk.faults(saved(book))[0][1]


def test_an_older_form_without_a_row_leaves_the_file_as_it_is(desk, minimal_form):
    book = openpyxl.load_workbook(io.BytesIO(minimal_form))
    sheet = cells_of(book, "/finance/contract_years")[0]["value"].parent
    for key in ("/finance/contract_years", "/finance/debt/tenor_years"):
        sheet.delete_rows(cells_of(book, key)[0]["value"].row)
    data = saved(book)
    desk.file.write_bytes(desk.raw + b"  contract_years: 25\n")
    assert desk.into(data)[1].encode() == desk.raw + b"  contract_years: 25\n"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_saves_it_anew(tmp_path, kind):
    raw = example("bac_ninh")
    desk = Desk(tmp_path, raw)
    (tmp_path / "form.xlsx").write_bytes(filled(form_of(raw, "th"), {FEE: {"value": 22}}))
    made = tmp_path / "made"
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, own, "--headless", "--convert-to", kind, "--outdir", str(made)]
    command.append(str(tmp_path / "form.xlsx"))
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    back = (made / f"form.{kind}").read_bytes()
    _, text = desk.into(back, f"back.{kind}")
    assert text.encode() == raw.replace(b"{value: 20, status", b"{value: 22, status")


numbers = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: float(f"{number:.12g}")),
)


@given(st.lists(numbers, min_size=1, max_size=8))
def test_numbers_in_a_cell_come_back(listed):
    told = shown(listed, "numbers")
    # Exponents are no number that a person types: such a list stays in the file.
    if told is None:
        assert any("e" in repr(number) for number in listed)
    else:
        assert same(entered(Cell("S!C5", told), SPEND, {}), listed)


keys = st.sampled_from(["a", "b_usd", "c", "long name", "1x"])
values = st.recursive(
    st.one_of(numbers, st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]))),
    lambda inner: st.one_of(
        st.dictionaries(keys, inner, max_size=3), st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(st.sampled_from(["minimal", "bac_ninh", "viet_nam"]), st.data())
def test_a_file_becomes_what_it_shall_say_and_keeps_all_else(name, data):
    raw = example(name)
    wanted = document_in(raw, "f").data
    sections = [key for key, value in wanted.items() if isinstance(value, dict)]
    for _ in range(data.draw(st.integers(1, 4))):
        section = wanted.setdefault(data.draw(st.sampled_from([*sections, "climate"])), {})
        key = data.draw(st.sampled_from([*section, "new"]))
        if data.draw(st.booleans()) and key in section and len(section) > 1:
            del section[key]
        else:
            section[key] = data.draw(values)
    target = YamlTarget(raw, "f")
    try:
        target.become(wanted, usual_order)
        text = target.text()
    except DocumentError as error:
        event("by hand: " + error.problems[0].found)
        return
    assert document_in(text.encode(), "f").data == wanted
    before = document_in(raw, "f").data
    untouched = [key for key in before if before[key] == wanted.get(key)]
    lines = text.splitlines()
    tops = [line for line in raw.decode().splitlines() if line[:1].isalpha()]
    assert all(line in lines for line in tops if line.partition(":")[0] in untouched)
    comments = [line for line in raw.decode().splitlines() if line.startswith("#")]
    assert [line for line in lines if line.startswith("#")] == comments


SLOTS = [
    slot
    for part in stated(document_in(example("bac_ninh"), "f").data)
    for slot in part.slots
    if slot.asked.kind == "number" and not slot.entry.kept
]
MEMBERS = [
    part
    for part in stated(document_in(example("bac_ninh"), "f").data)
    if isinstance(part.part, Members)
]
entries = st.builds(
    Entry,
    st.one_of(st.none(), numbers),
    st.dictionaries(
        st.sampled_from(["status", "source", "note", "currency"]),
        st.sampled_from(["assumption", "VND", "JPY", "USD", "a: b # c", "'x'"]),
    ),
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(range(len(SLOTS))), entries, max_size=6))
def test_what_was_entered_is_what_the_file_says_and_nothing_else_moves(drawn):
    raw = example("bac_ninh")
    data = document_in(raw, "f").data
    changes = []
    for slot, entry in ((SLOTS[place], entry) for place, entry in drawn.items()):
        about = dict(entry.about) if entry.value is not None and slot.sourced else {}
        member = slot.asked.path[:-1] in {one.part.path for one in MEMBERS}
        if not is_amount(slot.asked) or member or about.get("currency", "USD") == "USD":
            about.pop("currency", None)
        if about.get("currency") not in (None, "VND", "JPY"):
            del about["currency"]
        after = Entry(entry.value, about)
        if not slot.entry.agrees(after):
            changes.append(Change(slot.asked.path, slot.asked, slot.entry, after, ""))
    target = YamlTarget(raw, "f")
    wanted = applied(data, tuple(changes))
    target.become(wanted, usual_order)
    text = target.text()
    found = document_in(text.encode(), "f").data
    for slot, entry in [(slot, slot.entry) for slot in SLOTS]:
        said = {change.path: change.after for change in changes}.get(slot.asked.path, entry)
        assert entry_at(found, slot.asked, slot.sourced).agrees(said), slot.asked.path
    comments = [line for line in raw.decode().splitlines() if line.strip().startswith("#")]
    assert [line for line in text.splitlines() if line.strip().startswith("#")] == comments


@given(st.binary(max_size=200))
@settings(max_examples=25, deadline=None)
def test_any_bytes_in_the_hidden_sheet_are_a_fault_told(junk):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"] = "schema", "wte_ppp/study-form/1"
    sheet["A2"], sheet["B2"] = "0", junk.hex() or "00"
    with pytest.raises(DocumentError):
        study_form_in(workbook_in(saved(book), "form.xlsx"))
