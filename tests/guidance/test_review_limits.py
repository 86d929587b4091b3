"""Emission limits of a new country by its sheet."""

import io
import os
import subprocess

import openpyxl
import pytest

from tests.guidance.sheets import filled
from tests.guidance.test_review_sheet import OFFICE
from tests.guidance.test_review_start import DAY, DOCUMENTS, LAW, empty, start
from wte_ppp.documents import DocumentError, read_document
from wte_ppp.guidance.check import check
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.review.layout import LIMITS
from wte_ppp.guidance.review.reading import read_sheet
from wte_ppp.guidance.review.rows import review_rows
from wte_ppp.print.language import language_of
from wte_ppp.print.review_workbook import review_workbook

RULE = "emissions.limits"
HEAD = (11, 0, "dry gas")
PM = ("PM", 30, "mg/Nm3", "daily")
ROWS = (
    (*PM, "> 50 t/d"),
    ("PM", 50, "mg/Nm3", "daily", "up to 50 t/d", 7),
    ("nox", 200, "mg/Nm³", "half-hourly"),
    ("PCDD/F", 0.1, "ng TEQ/Nm3", "sample"),
    ("opacity", 10, "%", "any"),
)
VALUE = {
    "limits": {
        "o2_percent": 11,
        "temperature_c": 0,
        "dry": True,
        "rows": [
            {"pollutant": "PM", "limit": 30, "unit": "mg/Nm3", "averaging": "daily",
             "case": "> 50 t/d"},
            {"pollutant": "PM", "limit": 50, "unit": "mg/Nm3", "averaging": "daily",
             "case": "up to 50 t/d", "o2_percent": 7},
            {"pollutant": "NOx", "limit": 200, "unit": "mg/Nm3", "averaging": "half_hourly"},
            {"pollutant": "PCDD/F", "limit": 0.1, "unit": "ng TEQ/Nm3", "averaging": "sample"},
            {"pollutant": "opacity", "limit": 10, "unit": "%", "averaging": "any"},
        ],
    }
}  # fmt: skip


def entered(limits, cells=LAW, **more):
    entries = {RULE: cells} if cells else {}
    return filled(empty(), entries, documents=DOCUMENTS[:1], limits=limits, **more)


def test_they_are_a_value_of_the_rule_with_the_article_of_its_row(tmp_path):
    files, _ = start(tmp_path, entered((HEAD, *ROWS)))
    folder = files[0].parent
    (dated,) = [
        dated
        for dated in read_document(folder / "emissions.yaml").data["limits"]["values"]
        if dated["from"] == "2020-03-01"
    ]
    assert dated == {
        "from": "2020-03-01", "value": VALUE, "source": "electricity_decree",
        "clause": "article 7", "status": "law", "confidence": "S", "reviewed": "2026-11-28",
        "reviewed_by": "AB",
    }  # fmt: skip
    report = check(folder, today=DAY)
    assert (report.errors, report.tests) == ((), 5)  # one a limit
    rules = load_guidance(folder).on("2026-11-29")
    assert rules.value(RULE, pollutant="PM", averaging="daily", case="up to 50 t/d") == 50
    assert rules.value(RULE, pollutant="NOx") == 200


def test_nothing_there_is_a_gap(tmp_path):
    files, outcome = start(tmp_path, entered(None, None))
    assert outcome.changes == []
    assert RULE in load_guidance(files[0].parent).on("2026-11-29").gaps


def test_wet_gas_and_words_of_the_reader(tmp_path):
    said = language_of("vi").say
    cells = {**LAW, "read_seen": said("official text"), "kind_seen": said("law")}
    documents = [(*DOCUMENTS[0][:4], said("in force"))]
    limits = ((10, 25, said("wet gas")), ("SO2", 50, "ppm", said("four-hourly")))
    data = filled(empty("vi"), {RULE: cells}, documents=documents, limits=limits)
    files, _ = start(tmp_path, data)
    value = load_guidance(files[0].parent).on("2026-11-29")[RULE].value
    assert (value.o2_percent, value.temperature_c, value.dry) == (10, 25, False)
    (row,) = value.rows
    assert (row.pollutant, row.limit, row.unit, row.averaging) == ("SO2", 50, "ppm", "four_hourly")


@pytest.mark.parametrize(
    ("limits", "field", "found"),
    [
        (((None, 0, "dry gas"), PM), "Limits!B1 (Reference oxygen, % by volume)", "nothing"),
        (((11, None, "dry gas"), PM), "Limits!B2 (Temperature of the normal cubic metre, °C)",
         "nothing"),
        (((11, 0, None), PM), "Limits!B3 (Gas)", "nothing"),
        (((11, 0, "damp"), PM), "Limits!B3 (Gas)", "'damp'"),
        (((21, 0, "dry gas"), PM), "Limits!B1 (Reference oxygen, % by volume)", "21"),
        ((HEAD, ("dust", *PM[1:])), "Limits!A5 (Pollutant)", "'dust'"),
        ((HEAD, (None, *PM[1:])), "Limits!A5 (Pollutant)", "nothing"),
        ((HEAD, PM, ("HCl", "ten", "mg/Nm3", "daily")), "Limits!B6 (Limit)", "'ten'"),
        ((HEAD, ("HCl", "10 to 20", "mg/Nm3", "daily")), "Limits!B5 (Limit)", "'10 to 20'"),
        ((HEAD, ("HCl", -1, "mg/Nm3", "daily")), "Limits!B5 (Limit)", "-1"),
        ((HEAD, ("HCl", 10, "g/s", "daily")), "Limits!C5 (Unit)", "'g/s'"),
        ((HEAD, ("HCl", 10, None, "daily")), "Limits!C5 (Unit)", "nothing"),
        ((HEAD, ("HCl", 10, "ppm", "weekly")), "Limits!D5 (Averaging)", "'weekly'"),
        ((HEAD, ("HCl", 10, "ppm", None)), "Limits!D5 (Averaging)", "nothing"),
        ((HEAD, (*PM, "n/a")), "Limits!E5 (Size or age of plant)", "'n/a'"),
        ((HEAD, (*PM, None, 21)), "Limits!F5 (Own oxygen, %)", "21"),
        ((HEAD, PM, ("HCl", 10, "ppm", "any"), PM), "Limits!A7 (Pollutant)",
         "PM daily a second time"),
        ((HEAD,), "Limits!A5", "an empty list"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_taken_is_told_once(tmp_path, limits, field, found):
    with pytest.raises(DocumentError) as error:
        start(tmp_path, entered(limits))
    (problem,) = error.value.problems
    assert (problem.path, problem.field) == (str(tmp_path / "np.xlsx"), field)
    assert problem.found == found
    assert problem.allowed
    assert problem.action
    assert not (tmp_path / "profiles").exists()


@pytest.mark.parametrize(
    ("limits", "cells", "field"),
    [
        ((HEAD, PM), None, "Limits!A5"),
        (None, LAW, "(Value seen)"),
        (None, {**LAW, "value_seen": "PM 30"}, "(Value seen)"),
        ((HEAD, PM), {**LAW, "value_seen": 30}, "(Value seen)"),
        ((HEAD, PM), {**LAW, "article_seen": None}, "(Article seen)"),
    ],
)
def test_limits_and_their_row_belong_together(tmp_path, limits, cells, field):
    with pytest.raises(DocumentError) as error:
        start(tmp_path, entered(limits, cells))
    (problem,) = error.value.problems
    assert problem.field.endswith(field), problem


def test_limits_are_no_steps(tmp_path):
    data = entered((HEAD, PM), tables=[(RULE, "capacity_mw", None, 30)])
    with pytest.raises(DocumentError) as error:
        start(tmp_path, data)
    (problem,) = error.value.problems
    assert (problem.field, problem.action) == ("Tables!A2", "enter it in Limits")


def test_a_percentage_a_formula_and_a_renamed_sheet_are_told(tmp_path):
    def percent(book):
        book[LIMITS]["B1"].value, book[LIMITS]["B1"].number_format = 0.11, "0%"

    def rename(book):
        book[LIMITS].title = "Values"

    def formula(book):
        book[LIMITS]["B6"].value = "=B5*2"

    for write, field in (
        (percent, "Limits!B1 (Reference"), (rename, LIMITS), (formula, "Limits!"),
    ):  # fmt: skip
        with pytest.raises(DocumentError) as error:
            start(tmp_path, entered((HEAD, PM), write=write))
        assert all(problem.field.startswith(field) for problem in error.value.problems)


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_libreoffice_gives_them_back(tmp_path, ending):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sheet.xlsx").write_bytes(entered((HEAD, *ROWS)))
    kind = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods"}[ending]
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", tmp_path / "out", tmp_path / "in" / "sheet.xlsx"],
        check=True, capture_output=True, timeout=300, env={**os.environ},
    )  # fmt: skip
    sheet = read_sheet(tmp_path / "out" / f"sheet.{ending}")
    assert sheet.faults == ()
    assert sheet.tables == {RULE: VALUE}
    assert sheet.table_cells == {RULE: "Limits!A5"}


def test_a_profile_s_limits_are_shown_and_locked(tmp_path):
    files, _ = start(tmp_path, entered((HEAD, *ROWS)))
    loaded = load_guidance(files[0].parent)
    data = review_workbook(loaded, review_rows(loaded, DAY), DAY, language_of("en"))
    sheet = openpyxl.load_workbook(io.BytesIO(data))[LIMITS]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert shown[0][0] == "Holds from 2020-03-01"
    assert [row[1] for row in shown[1:4]] == [11, 0, "dry gas"]
    assert shown[4] == [
        "Pollutant", "Limit", "Unit", "Averaging", "Size or age of plant", "Own oxygen, %",
    ]  # fmt: skip
    assert shown[6] == ["PM", 50, "mg/Nm3", "daily", "up to 50 t/d", 7]
    assert shown[7][:4] == ["NOx", 200, "mg/Nm3", "half-hourly"]
    assert len(shown) == 10
    assert sheet.protection.sheet
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
    (tmp_path / "review.xlsx").write_bytes(data)
    assert read_sheet(tmp_path / "review.xlsx").tables == {}
