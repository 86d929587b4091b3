"""The form of a study: what it asks, and that nothing is lost on the way back."""

import io
import threading

import openpyxl
import pytest

from tests.feasibility.study_forms import EXAMPLES, cells_of, example, filled, form_of, saved
from tests.test_cli import call
from wte_ppp.documents import DocumentError, document_in, read_document
from wte_ppp.feasibility.form.back import new_study, write_into, write_new
from wte_ppp.feasibility.form.inputs import FIRST, Heading, Input, Members, Table, layout
from wte_ppp.feasibility.form.kept import kept
from wte_ppp.feasibility.form.reading import read_study_form
from wte_ppp.feasibility.study import Study
from wte_ppp.files import one_writer
from wte_ppp.print.language import LANGUAGES

STUDIES = ("minimal", "bac_ninh", "viet_nam", "screening")
FEE = "/finance/tipping_fee_usd_per_t"


class Desk:
    """A study's file, and forms that come back to it."""

    def __init__(self, folder, raw):
        self.file = folder / "study.yaml"
        self.file.write_bytes(raw)
        self.raw, self.folder = raw, folder

    def form(self, data, name="form.xlsx"):
        place = self.folder / name
        place.write_bytes(data)
        return read_study_form(place)

    def into(self, data, name="form.xlsx"):
        made = write_into(self.form(data, name), self.file)
        return made, self.file.read_text("utf-8")

    def fill(self, entries, language="en"):
        return self.into(filled(form_of(self.raw, language), entries))

    def faults(self, data, name="form.xlsx"):
        with pytest.raises(DocumentError) as error:
            self.into(data, name)
        assert self.file.read_bytes() == self.raw
        return [
            (one.field.partition("!")[2].partition(" ")[0] or one.field, one.found, one.action)
            for one in error.value.problems
        ]


@pytest.fixture
def minimal(tmp_path):
    return Desk(tmp_path, example("minimal"))


@pytest.fixture
def bac_ninh(tmp_path):
    return Desk(tmp_path, example("bac_ninh"))


def test_every_input_of_the_definition_has_a_cell():
    paths = {part.path for part in layout()}
    for path in FIRST:
        assert tuple(path.split(".")) in paths, path
    data = read_document(EXAMPLES / "bac_ninh" / "study.yaml").data
    assert list(kept(data)) == []
    kinds = {part.path: part for part in layout()}
    assert isinstance(kinds["waste", "composition_percent"], Members)
    assert isinstance(kinds["risk", "scenarios", "*", "*"], Table)
    assert isinstance(kinds["finance", "debt"], Heading)
    choice = kinds["finance", "debt", "repayment"]
    assert isinstance(choice, Input)
    assert choice.choices == ("annuity", "equal_principal", "sculpted", "schedule")


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.parametrize("language", ["en", "ja", "th"])
def test_a_form_that_comes_back_as_it_went_changes_no_byte(tmp_path, name, language):
    raw = example(name)
    desk = Desk(tmp_path, raw)
    form = desk.form(form_of(raw, language))
    made = write_new(form, tmp_path / "again.yaml")
    assert made.changes == ()
    assert (tmp_path / "again.yaml").read_bytes() == raw
    write_into(form, desk.file)
    assert desk.file.read_bytes() == raw


def test_the_study_of_a_form_has_the_same_result(tmp_path):
    form = Desk(tmp_path, example("bac_ninh")).form(form_of(example("bac_ninh"), "vi"))
    write_new(form, tmp_path / "again.yaml")
    again, before = (
        Study.load(tmp_path / "again.yaml"),
        Study.load(EXAMPLES / "bac_ninh/study.yaml"),
    )
    assert again.run().to_json() == before.run().to_json()


def test_touched_lines_alone_change_and_comments_stay(bac_ninh):
    made, text = bac_ninh.fill(
        {
            "/plant/capacity_t_per_day": {"value": 600},
            FEE: {"value": 22.5, "note": "Offer of May"},
            "/as_of": {"value": "2021-12-01"},
            "/climate/disposal_site": {"value": "managed, anaerobic"},
            "/waste/growth_percent_per_year": {"value": 0},
        }
    )
    before, after = bac_ninh.raw.decode().splitlines(), text.splitlines()
    gone = [line for line in before if line not in after]
    new = [line for line in after if line not in before]
    assert gone == [
        'as_of: "2021-11-30"',
        "  capacity_t_per_day: {value: 500, source: vns2021}",
        '    {value: 20, status: assumption, note: "Not published; Vietnamese plants get about USD '
        '17 to 21"}',
        "    value: unmanaged_deep",
    ]
    assert new == [
        'as_of: "2021-12-01"',
        # 0 is a number that was entered; an empty cell says nothing.
        "  growth_percent_per_year: 0",
        "  capacity_t_per_day: {value: 600, source: vns2021}",
        '    {value: 22.5, status: assumption, note: "Offer of May"}',
        "    value: managed_anaerobic",
    ]
    assert len(made.changes) == 5


def test_an_emptied_cell_leaves_the_input_out(minimal):
    _, text = minimal.fill({FEE: {"value": None}})
    assert text == minimal.raw.decode().replace("  tipping_fee_usd_per_t: 20\n", "")


def test_what_is_said_of_a_value_comes_beside_it(minimal):
    _, text = minimal.fill(
        {FEE: {"status": "quote", "source": "Offer: 3 May", "note": "one of two"}}
    )
    said = "{value: 20, status: quote, source: 'Offer: 3 May', note: one of two}"
    assert f"  tipping_fee_usd_per_t: {said}\n" in text
    desk = minimal
    desk.raw = text.encode()
    _, text = desk.fill({FEE: {"status": None, "source": None, "note": None}})
    assert "  tipping_fee_usd_per_t: 20\n" in text


def test_components_by_their_words_and_by_names_of_the_study(bac_ninh):
    shares = {"/waste/composition_percent/rubber": {"value": None},
              "/waste/composition_percent/yard": {"value": 0.855}}  # fmt: skip
    _, text = bac_ninh.fill(shares)
    composition = document_in(text.encode(), "").data["waste"]["composition_percent"]
    assert "rubber" not in composition
    assert composition["yard"] == 0.855
    kept_lines = [line for line in bac_ninh.raw.decode().splitlines() if "#" in line]
    assert [line for line in text.splitlines() if "#" in line] == kept_lines


def test_rows_of_tables_are_by_name_in_any_order(bac_ninh):
    data = form_of(bac_ninh.raw)
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = cells_of(book, "#/risk/inputs/*")
    names = [cells["name0"].value for cells in rows]
    swapped = [{key: cell.value for key, cell in cells.items()} for cells in rows[:2]]
    for cells, values in zip(rows[:2], reversed(swapped), strict=True):
        for key, value in values.items():
            cells[key].value = value
    rows[2]["name0"].value = None
    for cell in rows[2].values():
        cell.value = None
    correlated = cells_of(book, "#/risk/correlations/#")[0]
    correlated["/inputs"].value = correlated["/rank"].value = None
    free = rows[names.index(None)]
    free["name0"].value = "plant.overload_percent"
    free["/distribution"].value, free["/low"].value, free["/high"].value = "uniform", 105, 115
    _, text = bac_ninh.into(saved(book))
    inputs = document_in(text.encode(), "").data["risk"]["inputs"]
    assert inputs["plant.overload_percent"] == {"distribution": "uniform", "low": 105, "high": 115}
    assert "waste.composition_percent.plastics" not in inputs
    before = document_in(bac_ninh.raw, "").data["risk"]["inputs"]
    assert inputs["waste.received_t_per_day"] == before["waste.received_t_per_day"]


def test_correlations_scenarios_and_published_figures(bac_ninh):
    _, text = bac_ninh.fill(
        {
            "#/risk/correlations/#@1": {"/inputs": None, "/rank": None},
            "#/risk/correlations/#@2": {
                "/inputs": "waste.received_t_per_day; waste.moisture_percent", "/rank": 0.2,
            },
            "#/risk/scenarios/*/*@4": {
                "name0": "dear money", "name1": "finance.debt.interest_percent", "value": 9,
            },
            "#/published/*@0": {"/value": 11.5},
        }
    )  # fmt: skip
    data = document_in(text.encode(), "").data
    assert data["risk"]["correlations"][1] == {
        "inputs": ["waste.received_t_per_day", "waste.moisture_percent"], "rank": 0.2,
    }  # fmt: skip
    assert data["risk"]["scenarios"]["dear money"] == {"finance.debt.interest_percent": 9}
    assert "    value: 11.5\n    source: deal2021\n    reason: >-\n" in text


def test_a_schedule_and_a_spend_profile_are_lists_in_a_cell(minimal):
    _, text = minimal.fill({"/finance/spend_profile_percent": {"value": "30; 40; 30"}})
    assert "  spend_profile_percent: [30, 40, 30]\n" in text


def test_a_new_study_from_an_empty_form(tmp_path):
    desk = Desk(tmp_path, new_study("VN", "2024-06-01").encode())
    stated = {
        "/name": "A city", "/waste/received_t_per_day": 800, "/plant/capacity_t_per_day": 800,
        "/finance/first_operation_year": 2028, "/finance/price_year": 2024,
        "/waste/composition_percent/food": 60, "/waste/composition_percent/plastics": 40,
    }  # fmt: skip
    data = filled(form_of(desk.raw, "id"), {key: {"value": value} for key, value in stated.items()})
    write_new(desk.form(data), tmp_path / "made.yaml")
    assert (tmp_path / "made.yaml").read_text() == (
        'schema: wte_ppp/study/1\nname: A city\ncountry: "VN"\nas_of: "2024-06-01"\n'
        "waste:\n  received_t_per_day: 800\n"
        "  composition_percent:\n    food: 60\n    plastics: 40\n"
        "plant:\n  capacity_t_per_day: 800\n"
        "finance:\n  first_operation_year: 2028\n  price_year: 2024\n"
    )
    assert Study.load(tmp_path / "made.yaml").run().plant.gross_mw > 0
    with pytest.raises(DocumentError, match="a file that is there"):
        write_new(desk.form(data), tmp_path / "made.yaml")


@pytest.mark.parametrize("currency", [None, "THB"])
def test_amounts_of_a_form_are_in_the_money_that_it_names(tmp_path, currency):
    """Named with the form or in it, before or after the amounts on its sheets."""
    desk = Desk(tmp_path, new_study("TH", None, currency).encode())
    stated = {
        "/name": "A city", "/waste/received_t_per_day": 450, "/plant/capacity_t_per_day": 400,
        "/finance/first_operation_year": 2029, "/finance/price_year": 2026,
        "/waste/composition_percent/food": 60, "/waste/composition_percent/plastics": 40,
        "/cost/capex_usd": 1_900_000_000, "/finance/tipping_fee_usd_per_t": 500,
        "/finance/contract_prices/power_tariff/premium_usd_per_kwh": 0.7,
        "/finance/contract_prices/power_tariff/premium_years": 8,
        "/finance/money/currency": "THB",
    }  # fmt: skip
    data = filled(form_of(desk.raw), {key: {"value": value} for key, value in stated.items()})
    write_new(desk.form(data), tmp_path / "made.yaml")
    finance = Study.load(tmp_path / "made.yaml").definition.finance
    assert "usd" not in (tmp_path / "made.yaml").read_text()
    assert finance.tipping_fee_usd_per_t == 500
    assert finance.contract_prices.power_tariff.premium_usd_per_kwh == 0.7


def test_an_empty_form_tells_all_that_is_missing_with_its_cells(tmp_path):
    desk = Desk(tmp_path, new_study("VN", None).encode())
    with pytest.raises(DocumentError) as error:
        write_new(desk.form(form_of(desk.raw)), tmp_path / "made.yaml")
    told = "\n".join(problem.field for problem in error.value.problems)
    for field in ("name", "plant.capacity_t_per_day", "finance.price_year"):
        assert f"({field})" in told
    assert not (tmp_path / "made.yaml").exists()


def test_a_default_stands_beside_its_cell_with_its_source():
    book = openpyxl.load_workbook(io.BytesIO(form_of(example("minimal"))))
    hours = cells_of(book, "/plant/availability_h_per_year")[0]
    assert hours["value"].value is None
    assert hours["left_out"].value == 8000
    assert "Commonly guaranteed hours of a grate line" in hours["from"].value
    tariff = cells_of(book, "/finance/power_tariff_usd_per_kwh")[0]
    assert "Decision 31/2014" in tariff["from"].value
    assert cells_of(book, "/name")[0]["left_out"].value == "required"


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_are_said_and_read_in_each_language(minimal, language):
    data = form_of(minimal.raw, language)
    assert data == form_of(minimal.raw, language)
    words = {
        word: key for word, key in minimal.form(data).carried.words["/plant/short_of_waste"].items()
    }
    said = next(word for word, key in words.items() if key == "part_load")
    _, text = minimal.into(filled(data, {"/plant/short_of_waste": {"value": said}}))
    assert "  short_of_waste: part_load\n" in text


def test_two_writers_and_what_the_file_says_by_now(minimal):
    data = filled(form_of(minimal.raw), {FEE: {"value": 30}})
    form = minimal.form(data)
    with one_writer(minimal.file):
        other = []

        def write():
            with pytest.raises(DocumentError, match="another command writing") as error:
                write_into(form, minimal.file)
            other.append(error)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert other
    since = minimal.raw.replace(b"per_t: 20", b"per_t: 25")
    minimal.file.write_bytes(since)
    with pytest.raises(DocumentError, match=r"30, where study\.yaml has 25"):
        write_into(form, minimal.file)
    # Elsewhere the file may have changed: both changes count.
    minimal.file.write_bytes(minimal.raw.replace(b"price_year: 2024", b"price_year: 2025  # why"))
    write_into(form, minimal.file)
    assert minimal.file.read_bytes() == minimal.raw.replace(
        b"price_year: 2024", b"price_year: 2025  # why"
    ).replace(b"per_t: 20", b"per_t: 30")


DONG = b"""schema: wte_ppp/study/1
name: A study in dong
country: VN
as_of: "2026-06-01"
waste:
  received_t_per_day: 800
  composition_percent: {food: 60, plastics: 40}
plant:
  capacity_t_per_day: 800
cost:
  capex_usd: 60000000  # the maker's offer
  lime_per_t: {value: 3500000, note: delivered}
finance:
  money:
    currency: VND
    rates: {USD: {rate: 25300}, JPY: {rate: 170}}
  first_operation_year: 2028
  price_year: 2026
  tipping_fee_per_t: 500000
"""


def test_amounts_say_their_currency(tmp_path):
    desk = Desk(tmp_path, DONG)
    data = form_of(DONG)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cost, fee = cells_of(book, "/cost/capex_usd")[0], cells_of(book, FEE)[0]
    assert (cost["value"].value, cost["currency"].value) == (60000000, "USD")
    assert (fee["value"].value, fee["currency"].value, fee["unit"].value) == (500000, None, "VND/t")
    assert desk.into(data)[1].encode() == DONG
    _, text = desk.fill(
        {
            "/cost/capex_usd": {"value": 61000000},
            FEE: {"value": 3400, "currency": "JPY"},
            # What is entered without a currency is in the study's money.
            "/finance/power_tariff_usd_per_kwh": {"value": 2200},
            "/finance/debt/amount_usd": {"value": 30000000, "currency": "USD"},
        }
    )
    read = document_in(text.encode(), "").data
    assert "  capex_usd: 61000000  # the maker's offer\n" in text
    assert read["finance"]["tipping_fee_per_t"] == {"value": 3400, "currency": "JPY"}
    assert read["finance"]["power_tariff_per_kwh"] == 2200
    assert read["finance"]["debt"] == {"amount_usd": 30000000}
    assert read["cost"]["lime_per_t"] == {"value": 3500000, "note": "delivered"}


def test_the_command_takes_the_file_as_it_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.yaml").write_bytes(DONG)
    call("study", "form", "study.yaml", "--out", "form.xlsx")
    assert read_study_form("form.xlsx").carried.study.encode() == DONG
    told = call("study", "from-form", "form.xlsx", "--into", "study.yaml").stdout
    assert "study.yaml: 0 change(s)" in told
    assert (tmp_path / "study.yaml").read_bytes() == DONG
    data = filled((tmp_path / "form.xlsx").read_bytes(), {FEE: {"value": 600000}})
    (tmp_path / "form.xlsx").write_bytes(data)
    told = call("study", "from-form", "form.xlsx", "--into", "study.yaml").stdout
    assert "  finance.tipping_fee_per_t: 500000 -> 600000" in told
    assert (tmp_path / "study.yaml").read_bytes() == DONG.replace(b": 500000", b": 600000")


def test_another_currency_takes_the_place_of_one_that_a_key_names(minimal):
    _, text = minimal.fill({FEE: {"value": 500000, "currency": "VND"}})
    assert document_in(text.encode(), "").data["finance"]["tipping_fee_per_t"] == {
        "value": 500000, "currency": "VND",
    }  # fmt: skip
    minimal.raw = text.encode()
    _, text = minimal.fill({FEE: {"value": 20, "currency": None}})
    assert "  tipping_fee_per_t: 20\n" in text
    minimal.raw = text.encode()
    lines = filled(form_of(minimal.raw), {"/plant/lines": {"currency": "USD", "value": 2}})
    assert [found for _, found, _ in minimal.faults(lines)] == ["a currency"]


def test_a_price_may_be_a_list_by_year(minimal):
    _, text = minimal.fill({"/finance/power_tariff_usd_per_kwh": {"value": "0.1; 0.1; 0.09"}})
    assert "  power_tariff_usd_per_kwh: [0.1, 0.1, 0.09]\n" in text
    minimal.raw = text.encode()
    assert minimal.into(form_of(minimal.raw))[0].changes == ()
