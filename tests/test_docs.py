"""The documentation says what the code does: its tables, its commands, its screens."""

import re
import shlex
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from wte_ppp import Study
from wte_ppp.cli import main

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
WITH_COMMANDS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES]
CONSOLE = re.compile(r"^( *)```console\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
NUMBER = re.compile(r"-?\d[\d., ]*")


def screens(page: Path) -> list[tuple[str, str]]:
    """Each `$ wte-ppp` command of a page with the screen shown below it."""
    found = []
    for _, block in CONSOLE.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", dedent(block), flags=re.MULTILINE):
            command, _, screen = part.partition("\n")
            if command.startswith("wte-ppp "):
                found.append((command, screen))
    return found


def studies() -> list[tuple[Path, str]]:
    """Each study file shown whole in the documentation."""
    return [
        (page, block)
        for page in WITH_COMMANDS
        for block in re.findall(
            r"^```yaml\n(schema: wte_ppp/study/1\n.*?)^```$",
            page.read_text(encoding="utf-8"),
            re.DOTALL | re.MULTILINE,
        )
    ]


def words(text: str) -> str:
    """Text without figures, spacing and folders: what stays when a default is improved."""
    return " ".join(NUMBER.sub(" # ", text.replace("\\", "/")).split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the examples, in which a command may write."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def test_there_are_commands() -> None:
    assert sum(len(screens(page)) for page in WITH_COMMANDS) >= 5


@pytest.mark.parametrize(
    "page", [one for one in WITH_COMMANDS if screens(one)], ids=lambda page: page.stem
)
def test_commands_of_a_page_run_in_turn_and_show_their_screens(
    page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for command, screen in screens(page):
        # Within this process, which spares starting Python for each command.
        run = CliRunner().invoke(main, shlex.split(command)[1:], prog_name="wte-ppp")
        assert run.exit_code == 0, f"{command}\n{run.output}\n{run.exception!r}"
        shown = words(run.stdout)
        # Three dots stand for lines left out.
        for part in re.split(r"^\.\.\.$", screen, flags=re.MULTILINE):
            assert words(part) in shown, command


@pytest.mark.parametrize(("page", "block"), studies(), ids=lambda one: getattr(one, "name", ""))
def test_study_shown_whole_runs(page: Path, block: str, tmp_path: Path) -> None:
    for survey in re.findall(r"^```text\n(sample,.*?)^```$", page.read_text("utf-8"), re.M | re.S):
        (tmp_path / "survey.csv").write_text(survey, encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(block, encoding="utf-8")
    assert Study.load(file).run().plant.net_mw > 0


def test_least_study_is_the_example() -> None:
    example = (ROOT / "examples" / "minimal" / "study.yaml").read_text(encoding="utf-8")
    stated = "".join(line for line in example.splitlines(True) if not line.startswith("#"))
    least = [block for _, block in studies() if "Minimal study" in block]
    assert least == [stated] * len(least)
    assert len(least) == 2


def test_tables_are_those_of_the_code() -> None:
    spec = spec_from_file_location("make_tables", ROOT / "docs" / "make_tables.py")
    assert spec is not None
    assert spec.loader is not None
    make_tables = module_from_spec(spec)
    spec.loader.exec_module(make_tables)
    pages = {page: page.read_text(encoding="utf-8") for page in PAGES}
    named = {name for text in pages.values() for name in re.findall(r"<!-- table:([\w-]+)", text)}
    assert named == set(make_tables.TABLES)
    stale = [page.name for page, text in pages.items() if make_tables.renewed(text) != text]
    assert not stale, "run `python -m tools.renew`"


def test_every_page_is_in_the_navigation() -> None:
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r": ([\w/]+\.md)$", site, flags=re.MULTILINE))
    assert listed == {page.relative_to(ROOT / "docs").as_posix() for page in PAGES}
