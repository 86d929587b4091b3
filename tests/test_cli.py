"""The command: exit codes, messages, what it writes and what it does not import."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wte_ppp._version import __version__
from wte_ppp.cli import main
from wte_ppp.cli.tender_order import PANELS, USUAL_ORDER
from wte_ppp.documents import DocumentError, Problem

MINIMAL = Path(__file__).parents[1] / "examples" / "minimal" / "study.yaml"
TEXT = MINIMAL.read_text(encoding="utf-8")


def call(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def python(*arguments: object, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, *[str(one) for one in arguments]]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **options)


@pytest.fixture
def faulty(tmp_path) -> Path:
    file = tmp_path / "faulty.yaml"
    text = TEXT.replace("received_t_per_day: 800", "received_t_per_day: -800")
    file.write_text(text + '"a\\nb": 1\n"\\u202eabc": 1\n', encoding="utf-8")
    return file


def test_run_writes_study_json_and_pdf(tmp_path):
    out = tmp_path / "new" / "out"
    result = call("study", "run", MINIMAL, "--out", out)
    assert result.exit_code == 0
    assert sorted(one.name for one in out.iterdir()) == [
        "study-appendix.pdf",
        "study.json",
        "study.pdf",
    ]
    assert json.loads((out / "study.json").read_text(encoding="utf-8"))["plant"]["net_mw"] > 0
    assert (out / "study.pdf").read_bytes().startswith(b"%PDF-")
    for step in ("reading", "waste", "finance", "writing"):
        assert step in result.stderr
    assert "Written:" in result.stdout
    assert "Minimal study" in result.stdout


def test_run_writes_the_workbook_where_it_is_asked_for(tmp_path):
    out = tmp_path / "result"
    assert call("study", "run", MINIMAL, "--out", out, "--workbook", "--quiet").exit_code == 0
    assert {"study.json", "study.pdf", "study.xlsx"} <= {one.name for one in out.iterdir()}
    assert (out / "study.xlsx").read_bytes().startswith(b"PK")


def test_a_workbook_that_is_refused_takes_nothing_else_with_it(tmp_path, monkeypatch):
    def refused(result):
        found, allowed = "formulas that differ", "a workbook that reproduces the study"
        raise DocumentError([Problem(None, None, "workbook", found, allowed, "leave it out")])

    monkeypatch.setattr("wte_ppp.print.model_book.writing.study_workbook", refused)
    out = tmp_path / "result"
    result = call("study", "run", MINIMAL, "--out", out, "--workbook", "--quiet")
    assert result.exit_code == 1
    assert "formulas that differ" in result.stderr
    assert "The other files are written; study.xlsx is not." in result.stderr
    assert {one.name for one in out.iterdir()} == {
        "study.json", "study.pdf", "study-appendix.pdf",
    }  # fmt: skip


def test_quiet_run_says_nothing(tmp_path):
    result = call("study", "run", MINIMAL, "--out", tmp_path, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_run_twice_writes_the_same_json(tmp_path):
    for _ in range(2):
        call("study", "run", MINIMAL, "--out", tmp_path / "a", "--quiet")
    call("study", "run", MINIMAL, "--out", tmp_path / "b", "--quiet")
    first, second = (tmp_path / name / "study.json" for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_faulty_study_writes_nothing(tmp_path, faulty):
    out = tmp_path / "out"
    result = call("study", "run", faulty, "--out", out)
    assert result.exit_code == 2
    assert not out.exists()
    lines = result.stderr.splitlines()
    assert f"{faulty}:8: waste.received_t_per_day: got -800" in result.stderr
    assert lines[-1] == "3 problems; nothing written."
    assert result.stdout == ""


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path):
    file = tmp_path / "study.yaml"
    for key in ('"\\e[31mred"', '"a\\nb"', '"\\u202eabc"', '"\\a"', '"\\r"'):
        for text in (f"{TEXT}{key}: 1\n", f"{TEXT}description: {key}\ncost: {{{key}: 1}}\n"):
            file.write_text(text, encoding="utf-8")
            result = call("study", "check", file)
            assert result.exit_code == 2
            for line in result.output.split("\n"):
                assert line.isprintable(), ascii(line)


@pytest.mark.parametrize("name", ["none.yaml", "."])
def test_file_that_cannot_be_read(tmp_path, name):
    result = call("study", "run", tmp_path / name, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "1 problem; nothing written." in result.stderr
    assert not (tmp_path / "out").exists()


def test_out_that_is_a_file(tmp_path):
    place = tmp_path / "out"
    place.write_text("mine", encoding="utf-8")
    result = call("study", "run", MINIMAL, "--out", place)
    assert result.exit_code == 2
    assert place.read_text(encoding="utf-8") == "mine"


def test_out_below_a_file(tmp_path):
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    result = call("study", "run", MINIMAL, "--out", tmp_path / "mine" / "out")
    assert result.exit_code == 2
    assert "nothing written" in result.stderr


def test_out_that_cannot_be_written(tmp_path, monkeypatch):
    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = call("study", "run", MINIMAL, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert f"{tmp_path}: Permission denied; nothing written." in result.stderr


def test_impossible_plant_writes_nothing(tmp_path):
    file = tmp_path / "study.yaml"
    file.write_text(TEXT.replace("plant:", "plant:\n  feedwater_c: 250"), encoding="utf-8")
    result = call("study", "run", file, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert f"{file}:" in result.stderr
    assert not (tmp_path / "out").exists()


def test_check_of_a_good_study():
    result = call("study", "check", MINIMAL)
    assert result.exit_code == 0
    assert "valid, 0 warning(s)" in result.stdout


def test_check_of_a_faulty_study(faulty):
    result = call("study", "check", faulty)
    assert result.exit_code == 2
    assert "3 problems" in result.stderr


def test_implausible_fee_is_a_finding_of_check_and_a_warning_of_run(tmp_path):
    file = tmp_path / "study.yaml"
    file.write_text(TEXT.replace("usd_per_t: 20", "usd_per_t: 25000"), encoding="utf-8")
    result = call("study", "check", file)
    assert result.exit_code == 1
    assert "25,000 USD/t is outside the usual range of 0 to 200 USD/t" in result.stdout
    assert call("study", "run", file, "--out", tmp_path / "out").exit_code == 0
    data = json.loads((tmp_path / "out" / "study.json").read_text(encoding="utf-8"))
    assert len(data["warnings"]) == 1


@pytest.mark.parametrize(("option", "title"), [((), "study/1"), (("--result",), "study-result/2")])
def test_schema(option, title):
    result = call("study", "schema", *option)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["properties"]["schema"]["const"] == f"wte_ppp/{title}"


@pytest.mark.parametrize(
    "arguments",
    [
        ("study", "run"),
        ("study", "runn"),
        ("study", "run", str(MINIMAL), "--draws"),
    ],
)
def test_wrong_usage(arguments):
    assert call(*arguments).exit_code == 2


def test_version_and_help():
    assert __version__ in call("--version").stdout
    for arguments in ((), ("study",), ("study", "run"), ("guidance", "show")):
        assert call(*arguments, "--help").exit_code == 0


@pytest.mark.parametrize(
    "group",
    ["", "study", "tender", "tender panel", "tender key", "tender price-round", "guidance",
     "climate", "screen", "contract"],
)  # fmt: skip
def test_no_help_line_is_cut(group):
    shown = CliRunner().invoke(main, [*group.split(), "--help"], terminal_width=80).output
    assert "Commands:" in shown
    assert "..." not in shown.partition("Commands:")[2]


def test_help_of_tenders_names_every_command_once_in_the_order_of_a_tender():
    told = [name for names in PANELS.values() for name in names]
    assert sorted(told) == sorted(main.commands["tender"].commands)
    shown = CliRunner().invoke(main, ["tender", "--help"], terminal_width=80).output
    assert [line.strip(" :") for line in shown.splitlines() if line.strip(" :") in PANELS] == [
        *PANELS
    ]
    usual = USUAL_ORDER.partition(";")[0].removeprefix("Usual order: ").split(", ")
    assert set(usual) <= set(told)


@pytest.mark.parametrize("arguments", [["--help"], ["study", "--help"], ["study", "run", "--help"]])
def test_help_imports_nothing_heavy(arguments):
    code = (
        "import sys; from wte_ppp.cli import main; main(standalone_mode=False); "
        "heavy = {'numpy', 'pandas', 'scipy', 'reportlab', 'pydantic', 'yaml'}; "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = python("-c", code, *arguments)
    assert done.returncode == 0
    assert done.stderr.strip() == "[]"


def test_run_in_another_folder_and_with_an_ascii_terminal(tmp_path, faulty):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    code = "from wte_ppp.cli import main; main()"
    good = python("-c", code, "study", "run", MINIMAL, cwd=tmp_path, env=environment)
    assert good.returncode == 0, good.stderr
    assert (tmp_path / "out" / "study.json").is_file()
    bad = python("-c", code, "study", "check", faulty, cwd=tmp_path, env=environment)
    assert bad.returncode == 2
    assert "Traceback" not in bad.stderr
