"""The command `wte-ppp climate`: what it prints, writes and refuses."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from wte_ppp.cli import main
from wte_ppp.messages import Message, worded
from wte_ppp.print.language import language_of

ROOT = Path(__file__).parents[1]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples" / "monitoring", tmp_path / "monitoring")
    return tmp_path / "monitoring"


def run(*arguments: object):
    return CliRunner().invoke(main, ["climate", *map(str, arguments)])


@pytest.mark.parametrize("command", ["facility-report", "monitoring-report"])
def test_reports_tell_of_gaps_and_write_three_files(example, tmp_path, command):
    out = tmp_path / "out"
    result = run(command, example / "facility.yaml", "--out", out)
    assert result.exit_code == 1, result.output
    assert "gap(s) in the data" in result.output
    assert {file.name for file in out.iterdir()} == {
        f"{command}.{kind}" for kind in ("json", "xlsx", "pdf")
    }
    data = json.loads((out / f"{command}.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(out / f"{command}.xlsx")
    assert book.sheetnames[0] == "Report"
    assert "Data gaps" in book.sheetnames
    for sheet, records in zip(book.worksheets[1:], data["tables"].values(), strict=True):
        assert sheet.max_row == 3 + len(records), sheet.title
    text = "".join(page.extract_text() for page in PdfReader(out / f"{command}.pdf").pages)
    assert "invented" in text


@pytest.mark.parametrize("language", ["en", "ja", "vi", "id", "th"])
def test_report_is_in_a_language_and_the_operator_s_words_stay(example, tmp_path, language):
    """The operator's words are those of our own catalogue, and yet no one translates them."""
    words = ("Emission reduction", "Reference emissions", "Grid power displaced")
    file = example / "facility.yaml"
    text = file.read_text(encoding="utf-8")
    for field, words_of_operator in zip(("operator", "location", "measures"), words, strict=True):
        (line,) = (one for one in text.splitlines() if one.startswith(f"{field}: "))
        text = text.replace(line, f"{field}: {words_of_operator}")
    file.write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    run("facility-report", file, "--out", out, "--language", language)
    book = openpyxl.load_workbook(out / "facility-report.xlsx")
    cells = [cell.value for cell in book.worksheets[1]["B"]]
    pages = PdfReader(out / "facility-report.pdf").pages
    printed = "".join(page.extract_text() for page in pages)
    for phrase in words:
        assert phrase in cells
        assert phrase in printed
    assert book.worksheets[1]["A3"].value == worded(
        Message("Information item"), language_of(language)
    )
    data = json.loads((out / "facility-report.json").read_text(encoding="utf-8"))
    entries = {row["Item"]: row["Entry"] for row in data["tables"]["Facility"]}
    assert entries["Operator"] == {"text": words[0], "by": "facility file"}
    assert data["title"]["values"]["first"] == "2031-01"


def test_bad_data_write_nothing(example, tmp_path):
    file = example / "monitoring.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2031-01,", "2031-01,x"), "utf-8")
    result = run("facility-report", example / "facility.yaml", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "monitoring.csv:2: waste_received_t" in result.output
    assert not (tmp_path / "out").exists()


def test_ledger_shows_holdings_and_state(example):
    result = run("ledger", example / "ledger.yaml")
    assert result.exit_code == 0
    assert "retired 9,225 t Government of Japan" in result.output
    state = result.output.split("state ")[1].split()[0]
    assert run("ledger", example / "ledger.yaml", "--was", state).exit_code == 0
    assert run("ledger", example / "ledger.yaml", "--was", "0" * 64).exit_code == 1


def test_aef_writes_what_validates(example, tmp_path):
    out = tmp_path / "out"
    options = ("--party", "VNM", "--year", 2031, "--submitted", "2032-04-10", "--out", out)
    result = run("aef", example / "ledger.yaml", *options)
    assert result.exit_code == 0, result.output
    data = json.loads((out / "aef-VNM-2031.json").read_text(encoding="utf-8"))
    assert data["version"] == "4/CMA.6"
    book = openpyxl.load_workbook(out / "aef-VNM-2031.xlsx")
    assert book.sheetnames == [name for name in data if name != "version"]
    assert book["3 Actions"].cell(1, 1).value == "Action date"
    assert book["3 Actions"].cell(2, 2).value == "First transfer"


@pytest.mark.parametrize(
    "wrong", [("--party", "Japan"), ("--submitted", "soon"), ("--ndc", "2021")]
)
def test_aef_refuses_options_of_another_form(example, tmp_path, wrong):
    options = {"--party": "JPN", "--submitted": "2032-04-10", "--ndc": "2021-2030"}
    options |= {wrong[0]: wrong[1]}
    flat = [part for pair in options.items() for part in pair]
    out = tmp_path / "out"
    result = run("aef", example / "ledger.yaml", "--year", 2031, "--out", out, *flat)
    assert result.exit_code == 2
    assert not out.exists()


def test_checklist_prints_what_is_lacking(example, tmp_path):
    out = tmp_path / "out"
    study = ROOT / "examples" / "minimal" / "study.yaml"
    result = run("checklist", "--study", study, "--answers", example / "answers.yaml", "--out", out)
    assert result.exit_code == 0, result.output
    assert "no: JCM eligibility: Is there an international consortium" in result.output
    assert (out / "checklist.pdf").is_file()


def test_ledger_grows_by_command_and_refuses_what_cannot_be(example):
    file = example / "ledger.yaml"
    flat = ["--date", "2032-01-05", "--kind", "retire", "--vintage", 2030, "--first", 9226]
    flat += ["--last", 9300, "--from", "Government of Japan", "--purpose", "NDC", "--use", "NDC"]
    assert "8 entries" in run("ledger-add", file, *flat).output
    again = run("ledger-add", file, *flat)
    assert again.exit_code == 2
    assert "not held by Government of Japan" in again.output
    assert "8 entries" in run("ledger", file).output


def test_initial_report_is_written(example, tmp_path):
    result = run("initial-report", "--ledger", example / "ledger.yaml", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "items are missing" in result.output
    assert (tmp_path / "out" / "initial-report.xlsx").is_file()


def test_pathway_writes_a_tidy_table(example, tmp_path):
    out = tmp_path / "out"
    assert run("pathway", example / "pathway.yaml", "--out", out).exit_code == 0
    lines = (out / "pathway.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "scenario,year,region,ipcc_sector,gas,variable,unit,value"
    assert len(lines) == 1 + 3 * 31 * (6 + 22 + 19 + 3)
    wide = (out / "pathway-iamc.csv").read_text(encoding="utf-8").splitlines()
    assert wide[0].startswith("Model,Scenario,Region,Variable,Unit,2020,")


def test_plan_portfolio_and_schema(example):
    assert "Weighbridge" in run("monitoring-plan").output
    both = [ROOT / "examples" / name / "study.yaml" for name in ("minimal", "bac_ninh")]
    assert "Share of the target of 100 Mt by 2030" in run("portfolio", *both).output
    schema = json.loads(run("schema", "facility").output)
    assert schema["properties"]["schema"]["const"] == "wte_ppp/facility/1"


def test_formula_in_a_text_stays_text(example, tmp_path):
    file = example / "facility.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "operator: Example Operating Company", "operator: \"=cmd|' /C calc'!A0\""
    )
    file.write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    run("facility-report", file, "--out", out)
    sheet = openpyxl.load_workbook(out / "facility-report.xlsx")["Facility"]
    cell = sheet.cell(4, 2)
    assert cell.value == "=cmd|' /C calc'!A0"
    assert cell.data_type == "s"
