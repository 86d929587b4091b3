"""`wte-ppp study risk`: files, faults, exit codes."""

import json
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
from click.testing import CliRunner

from wte_ppp.cli import main

ROOT = Path(__file__).parents[1]
MINIMAL = (ROOT / "examples" / "minimal" / "study.yaml").read_text("utf-8")
RISK = """\
risk:
  inputs:
    finance.tipping_fee_usd_per_t: {distribution: uniform, low: 15, high: 45}
  scenarios:
    little: {waste.received_t_per_day: 600}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    file = tmp_path / "study.yaml"
    file.write_text(MINIMAL + RISK, encoding="utf-8")
    return file


def run(*words: object):
    return CliRunner().invoke(main, ["study", *map(str, words)])


def test_writes_json_by_its_schema_pdf_and_draws(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("risk", study, "--draws", 64, "--seed", 7, "--sobol", 16, "--out", out)
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert "64 simulations, seed 7" in result.output
    found = json.loads((out / "risk.json").read_text("utf-8"))
    schema = json.loads((ROOT / "docs/schemas/risk-result.schema.json").read_text("utf-8"))
    jsonschema.validate(found, schema)
    frame = pd.read_csv(out / "draws.csv")
    assert len(frame) == 64
    fee = frame["input.finance.tipping_fee_usd_per_t"]
    assert fee.between(15, 45).all()
    assert found["inputs"][0]["p50"] == pytest.approx(fee.median())
    assert (out / "risk.pdf").read_bytes().startswith(b"%PDF")
    before = (out / "risk.json").read_bytes()
    assert run(*words).exit_code == 0
    assert (out / "risk.json").read_bytes() == before


def test_draws_as_parquet(study: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    words = ("risk", study, "--draws", 32, "--sobol", 0, "--table", "parquet", "--quiet")
    assert run(*words, "--out", tmp_path).exit_code == 0
    assert len(pd.read_parquet(tmp_path / "draws.parquet")) == 32


def test_study_run_adds_the_risk_of_its_section(study: Path, tmp_path: Path) -> None:
    study.write_text(study.read_text("utf-8").replace("risk:\n", "risk:\n  draws: 64\n"))
    assert run("run", study, "--out", tmp_path / "out", "--quiet").exit_code == 0
    assert json.loads((tmp_path / "out" / "risk.json").read_text("utf-8"))["draws"] == 64


def test_faults_leave_nothing_written(study: Path, tmp_path: Path) -> None:
    study.write_text(study.read_text("utf-8").replace("600}", "-600}"), encoding="utf-8")
    for command in ("risk", "check", "run"):
        result = run(command, study, *(("--out", tmp_path / "out") if command != "check" else ()))
        assert result.exit_code == 2
        assert f"{study}:{MINIMAL.count(chr(10)) + 5}: waste.received_t_per_day" in result.output
    assert not (tmp_path / "out").exists()


def test_study_without_risk_section_says_what_to_do(tmp_path: Path) -> None:
    result = run("risk", ROOT / "examples" / "minimal" / "study.yaml", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "risk: got nothing that is drawn" in result.output
