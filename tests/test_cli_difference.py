"""`wte-ppp study diff` and `wte-ppp study run --tables`."""

import json
import sys
from pathlib import Path

import jsonschema
import pandas as pd
from click.testing import CliRunner

from wte_ppp.cli import main
from wte_ppp.feasibility.study import Study

ROOT = Path(__file__).parents[1]
MINIMAL = ROOT / "examples" / "minimal" / "study.yaml"


def run(*words: object):
    return CliRunner().invoke(main, ["study", *map(str, words)])


def changed(tmp_path: Path) -> Path:
    file = tmp_path / "b.yaml"
    text = MINIMAL.read_text("utf-8").replace("fee_usd_per_t: 20", "fee_usd_per_t: 30")
    file.write_text(text.replace("name: Minimal", "name: =cmd|Minimal\\e"), encoding="utf-8")
    return file


def test_two_files_are_run_and_each_input_is_told_apart(tmp_path: Path) -> None:
    result = run("diff", MINIMAL, changed(tmp_path))
    assert result.exit_code == 0, result.output
    words = " ".join(result.output.split())
    assert "finance.tipping_fee_usd_per_t 20.000 30.000 USD/t" in words
    assert (
        "What each does alone finance.equity_irr_percent Change finance.tipping_fee_usd_per_t"
        in (words)
    )
    assert "the rest" not in words
    # Paid for what the plant accepts in a full year, 20 and 30 USD/t.
    accepted = Study.load(MINIMAL).run().plant.accepted_t[1]
    paid = f"{20 * accepted:,.0f} {30 * accepted:,.0f} USD +50.0 %"
    assert f"finance.public.first_full_year_payment_usd {paid}" in words


def test_json_keeps_to_its_schema(tmp_path: Path) -> None:
    result = run("diff", MINIMAL, changed(tmp_path), "--json")
    found = json.loads(result.output)
    jsonschema.validate(found, json.loads(run("schema", "--difference").output))
    assert [one["path"] for one in found["inputs"]] == ["finance.tipping_fee_usd_per_t"]
    assert found["after"] == "=cmd|Minimal\\e study of a city in Viet Nam"


def test_a_written_result_is_compared_without_a_run(tmp_path: Path) -> None:
    assert run("run", MINIMAL, "--out", tmp_path, "--quiet").exit_code == 0
    result = run("diff", tmp_path / "study.json", MINIMAL)
    assert "No difference." in result.output
    result = run("diff", tmp_path / "study.json", changed(tmp_path), "--all")
    assert "What each does alone" not in result.output
    assert "Yearly series, sums over the years" in result.output


def test_faults_of_both_sides_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("schema: wte_ppp/study/1\nplnt: {}\n", encoding="utf-8")
    result = run("diff", tmp_path / "a.json", tmp_path / "b.yaml")
    assert result.exit_code == 2
    assert "a.json: got no JSON" in result.output
    assert "b.yaml:2: plnt" in result.output


def test_tables_are_written_beside_the_report(tmp_path: Path) -> None:
    result = run("run", MINIMAL, "--out", tmp_path, "--tables", "csv")
    assert result.exit_code == 0, result.output
    assert f"{tmp_path}/tables" in result.output
    years = pd.read_csv(tmp_path / "tables" / "years.csv", index_col="calendar_year")
    data = json.loads((tmp_path / "study.json").read_text("utf-8"))
    assert years["finance.cfads_usd"].tolist() == data["finance"]["cfads_usd"]
    assert len(pd.read_csv(tmp_path / "tables" / "inputs.csv")) == len(data["inputs"])


def test_a_missing_library_is_told_with_what_installs_it(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    result = run("run", MINIMAL, "--out", tmp_path / "out", "--word", "--quiet")
    assert result.exit_code == 2
    assert "pip install 'wte-ppp[word]'; nothing written." in result.output
    assert not (tmp_path / "out").exists()


def test_the_page_is_written_beside_the_report(tmp_path: Path) -> None:
    assert run("run", MINIMAL, "--out", tmp_path, "--page", "--quiet").exit_code == 0
    html = (tmp_path / "study.html").read_text("utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert 'id="lever-5"' in html
