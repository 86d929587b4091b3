"""The guidance commands: what an author sees, exit codes and messages."""

import csv
import io
import json

import pytest

from tests.guidance.conftest import SOURCES, rule, write
from tests.test_cli import call


@pytest.fixture
def mine(tmp_path):
    """A folder of two profiles of one's own: a country, and a province that tightens it."""
    land = write(
        tmp_path,
        "XA",
        tariff=rule("waste_to_power", ("2014-06-20", 0.10), ("2025-02-01", 0.12), unit="USD/kWh")
        + rule("scale", ("2020-01-01", SCALE), unit="USD/kWh"),
        sources=SOURCES.partition("heard:")[0] + "  law_year: 2014\n",
        procurement=rule(
            "technical_minimum", ("2020-01-01", 70), binding="at_least", clause="article 2"
        ),
    )
    write(
        tmp_path,
        "XA-P",
        head="extends: XA\n",
        sources=None,
        procurement=rule(
            "technical_minimum",
            ("2022-01-01", 75),
            source=None,
            status="assumption",
            confidence="K",
        ),
    )
    return land.parent


SCALE = "{steps: {by: capacity_mw, bands: [{up_to: 20, value: 0.13}, {value: 0.12}]}}"


def test_list_names_every_profile_and_toolkit_once():
    shown = call("guidance", "list")
    assert shown.exit_code == 0
    first = [line.split()[0] for line in shown.stdout.splitlines() if line.startswith("  ")]
    assert len(first) == len(set(first))
    assert {"VN", "wte_ppp", "qcbs"} <= set(first)


def test_list_with_a_folder_of_ones_own_counts_unreadable_ones(mine):
    assert "XA-P" in call("guidance", "list", "--profiles", mine).stdout
    (mine / "XA" / "tariff.yaml").write_text("waste_to_power: [\n", encoding="utf-8")
    broken = call("guidance", "list", "--profiles", mine)
    assert broken.exit_code == 1
    assert "XA: " in broken.stdout
    assert "VN" in broken.stdout


def test_show_a_topic_and_a_catalogue(mine):
    shown = call("guidance", "show", "XA", "tariff", "--on", "2020-01-01", "--profiles", mine)
    assert "tariff.waste_to_power: 0.1 USD/kWh" in shown.stdout
    assert "procurement" not in shown.stdout
    catalogue = call("guidance", "show", "wte_ppp", "risks")
    assert catalogue.exit_code == 0
    assert "mitigation" in catalogue.stdout


@pytest.mark.parametrize(("day", "value"), [("2016-01-01", "0.1 "), ("2026-01-01", "0.12 ")])
def test_explain_at_two_days(mine, day, value):
    shown = call(
        "guidance", "explain", "XA", "tariff.waste_to_power", "--on", day, "--profiles", mine
    )
    assert shown.exit_code == 0
    assert f"{value}USD/kWh" in shown.stdout
    assert "Law on Waste 1/2020" in shown.stdout


def test_explain_a_scale_with_its_situation(mine):
    ask = ("guidance", "explain", "XA", "tariff.scale", "--profiles", mine)
    assert "0.13 USD/kWh" in call(*ask, "--with", "capacity_mw=20").stdout
    # A situation that the rule does not ask for is told, not taken in silence.
    wrong = call(*ask, "--with", "capacity=20")
    assert wrong.exit_code == 2
    assert "capacity_mw" in wrong.stderr
    assert call(*ask, "--with", "capacity_mw").exit_code == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("show", "XX"), "XX"),
        (("show", "../VN"), "../VN"),
        (("show", "VN", "tarif"), "tariff"),
        (("show", "VN", "--on", "tomorrow"), "tomorrow"),
        (("explain", "VN", "tariff.waste_to_powr"), "tariff.waste_to_power"),
        (("explain", "VN", "ghg.grid_factor", "--on", "2024-02-30"), "2024-02-30"),
        (("explain", "VN", "ghg.grid_factor", "--procedure", "qcb"), "qcbs"),
        (("diff", "VN", "QQ"), "QQ"),
        (("check", "no/such/folder"), "no/such/folder"),
        (("schema", "rule"), "rules"),
    ],
)
def test_wrong_usage_names_what_was_meant(given, says):
    result = call("guidance", *given)
    assert result.exit_code == 2
    assert says in result.output


def test_diff_of_two_profiles_and_of_two_days(mine):
    both = call("guidance", "diff", "XA", "XA-P", "--on", "2024-01-01", "--profiles", mine)
    assert both.exit_code == 0
    assert "procurement.technical_minimum" in both.stdout
    assert "tariff" not in both.stdout
    days = call("guidance", "diff", "XA@2016-01-01", "XA@2026-01-01", "--profiles", mine)
    assert "tariff.waste_to_power" in days.stdout
    assert "0.12 USD/kWh" in days.stdout
    history = call("guidance", "diff", "XA", "XA", "--history", "--profiles", mine)
    assert "0 rule(s) listed" in history.stdout


def test_check_gives_exit_codes_0_1_2(mine):
    profile = mine / "XA"
    ask = ("guidance", "check", profile, "--today", "2026-01-01")
    # Without tests.yaml: a warning, so 1; strict: 2.
    assert call(*ask).exit_code == 1
    assert call(*ask, "--strict").exit_code == 2
    test = (
        "price:\n  rule: tariff.waste_to_power\n  on: '2016-01-01'\n  expect: 0.1\n  because: law\n"
    )
    (profile / "tests.yaml").write_text(test, encoding="utf-8")
    good = call(*ask)
    assert (good.exit_code, "1 tests run" in good.stdout) == (0, True)
    (profile / "tests.yaml").write_text(test.replace("0.1", "0.2"), encoding="utf-8")
    wrong = call(*ask)
    assert wrong.exit_code == 2
    assert "tests.yaml:4" in wrong.stdout


def test_new_passes_its_own_check_with_gaps(tmp_path):
    made = call("guidance", "new", "NP", "--in", tmp_path, "--name", "Nepal", "--currency", "NPR")
    assert made.exit_code == 0
    checked = call("guidance", "check", tmp_path / "NP")
    assert checked.exit_code == 0, checked.stdout
    assert "gap: " in checked.stdout
    assert "gap: " not in call("guidance", "check", tmp_path / "NP", "--quiet").stdout
    again = call("guidance", "new", "NP", "--in", tmp_path, "--name", "Nepal", "--currency", "NPR")
    assert again.exit_code == 2


def test_schema_prints_writes_and_lists(tmp_path):
    assert json.loads(call("guidance", "schema", "rules").stdout)["$schema"]
    assert "rules" in call("guidance", "schema").stdout
    assert call("guidance", "schema", "--out", tmp_path / "s").exit_code == 0
    assert (tmp_path / "s" / "guidance-rules.schema.json").is_file()


def test_rules_as_data(mine):
    shown = json.loads(call("guidance", "show", mine / "XA", "--format", "json").stdout)
    assert (shown["profile"], shown["day"]) == ("XA 1", "2026-01-01")
    rules = {one["rule"]: one for one in shown["rules"]}
    price = rules["tariff.waste_to_power"]
    assert (price["value"], price["unit"], price["since"]) == (0.12, "USD/kWh", "2025-02-01")
    assert (price["document"], price["read"]) == ("Law on Waste 1/2020", "official")
    assert rules["tariff.scale"]["value"]["steps"]["by"] == "capacity_mw"
    minimum = rules["procurement.technical_minimum"]
    assert (minimum["binding"], minimum["clause"]) == ("at_least", "article 2")
    early = call(
        "guidance", "show", mine / "XA", "tariff", "--on", "2013-01-01", "--format", "json"
    )
    assert {one["standing"] for one in json.loads(early.stdout)["rules"]} == {"not in force yet"}


def test_rules_as_a_table_that_no_spreadsheet_runs(tmp_path):
    folder = write(
        tmp_path, "XC", tariff=rule("price", ("2020-01-01", "'=1+1'"), unit="''", clause="'@SUM'")
    )
    shown = call("guidance", "show", folder, "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(shown))
    assert (row["value"], row["clause"], row["rule"]) == ("'=1+1", "'@SUM", "tariff.price")


def test_one_rule_as_data_with_its_chain_and_bounds(mine):
    shown = call(
        "guidance", "explain", mine / "XA", "tariff.scale", "--with", "capacity_mw=10",
        "--format", "json",
    )  # fmt: skip
    told = json.loads(shown.stdout)
    assert (told["situation"], told["value_in_situation"]) == ({"capacity_mw": 10.0}, 0.13)
    assert [link["origin"] for link in told["chain"]] == ["XA 1"]
    bound = call(
        "guidance", "explain", mine / "XA", "procurement.technical_minimum", "--format", "csv"
    )
    (row,) = csv.DictReader(io.StringIO(bound.stdout))
    assert json.loads(row["bounds"])[0]["value"] == 70


def test_differences_as_data(mine):
    one, two = f"{mine / 'XA'}@2016-01-01", f"{mine / 'XA'}@2026-01-01"
    told = json.loads(call("guidance", "diff", one, two, "--format", "json").stdout)
    assert (told["one"], told["two"]) == ("XA 1 on 2016-01-01", "XA 1 on 2026-01-01")
    changed = {item["rule"]: item["what"] for item in told["rules"]}
    assert changed["tariff.waste_to_power"] == "value"
    table = call("guidance", "diff", one, two, "--format", "csv").stdout
    assert next(csv.DictReader(io.StringIO(table)))["rule"] in changed


def test_a_catalogue_as_data():
    risks = json.loads(call("guidance", "show", "wte_ppp", "risks", "--format", "json").stdout)
    assert {"id", "risk", "mitigation"} <= set(risks[0])
    table = call("guidance", "show", "wte_ppp", "risks", "--format", "csv").stdout
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(risks)
