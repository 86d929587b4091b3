"""One study under two laws: what moved, by which rule, and a refusal as a side's result."""

import json

import pytest
import yaml

from tests.guidance.conftest import rule, write
from tests.test_cli import call
from wte_ppp.documents import DocumentError, read_document
from wte_ppp.feasibility.laws import Law, compare_laws
from wte_ppp.feasibility.laws_data import law_data

PRICES = rule(
    "price", ("2014-01-01", 0.10), ("2025-01-01", 0.12), unit="USD/kWh", clause="article 4"
).replace("  values:", "  feeds: finance.power_tariff_usd_per_kwh\n  values:")
CEILING = rule(
    "price", ("2014-01-01", 0.10), ("2025-01-01", 0.12), unit="USD/kWh", clause="article 4",
    binding="at_most",
).replace("  values:", "  feeds: finance.power_tariff_usd_per_kwh\n  values:")  # fmt: skip
# Between them the toolkit changes nothing.
EARLY, LATE = "2024-01-01", "2025-02-01"
FEE = "finance.required_tipping_fee_usd_per_t"


def study(place, **finance):
    data = read_document("examples/minimal/study.yaml").data | {"country": "XX"}
    data["finance"] = {**data["finance"], **finance}
    file = place / "study.yaml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    return file


def laws(place, tariff=PRICES, one=EARLY, two=LATE, **finance):
    write(place, tariff=tariff, head="extends: wte_ppp\n")
    document = read_document(study(place, **finance))
    return compare_laws(document, Law(one, "", {}), Law(two, "", {}), place)


def test_what_moved_by_which_rule_and_clause(tmp_path):
    found = laws(tmp_path)
    (moved,) = found.inputs
    assert (moved.path, moved.before, moved.after) == (
        "finance.power_tariff_usd_per_kwh", 0.10, 0.12,
    )  # fmt: skip
    (change,) = found.rules_of(moved.path)
    assert change.rule == "tariff.price"
    assert str(change.sources[1]) == "Law on Waste 1/2020, article 4 (2020)"
    # The price alone is all that differs: what it does is the whole change.
    fees = {path: (one, two) for path, _, _, one, two in found.headlines}[FEE]
    alone = {(one.input, one.outcome): one.change for one in found.effects}
    irr = "finance.equity_irr_percent"
    assert (moved.path, irr) in alone
    assert ("", irr) not in alone
    # Each kWh earns 2 US cents more, so that the gate may ask less.
    assert fees[1] < fees[0]


def test_one_law_twice_moves_nothing(tmp_path):
    found = laws(tmp_path, two=EARLY)
    assert (found.inputs, found.effects, found.bounds, found.outcomes, found.rules) == (
        (), (), (), (), (),
    )  # fmt: skip


def test_a_refusal_is_told_and_what_the_study_would_give_as_a_what_if(tmp_path):
    found = laws(tmp_path, CEILING, power_tariff_usd_per_kwh=0.11)
    assert "article 4" in str(found.one.refusal[0])
    assert found.two.result is not None
    values = {path: (one, two) for path, _, _, one, two in found.headlines}[FEE]
    # The same price under both: the first law refuses it and changes nothing else.
    assert values[0] == values[1] > 0
    (bound,) = found.bounds
    assert bound.kept == ("not kept", "kept")
    assert json.loads(json.dumps(law_data(found)))["laws"][0]["runs"] is False


def test_a_bound_that_moves_is_told_with_its_source(tmp_path):
    found = laws(tmp_path, CEILING, power_tariff_usd_per_kwh=0.09)
    (bound,) = found.bounds
    assert [str(demand) for demand in bound.demands] == [
        "at most 0.1 USD/kWh", "at most 0.12 USD/kWh",
    ]  # fmt: skip
    assert bound.kept == ("kept", "kept")
    assert "article 4" in str(bound.sources[0])


def test_one_project_under_two_contract_days(tmp_path):
    """The price of old contracts stands for those signed before the reform."""
    old = (
        "    - from: '2018-04-16'\n      value: 0.1335\n"
        "      when: {contract: {before: '2025-01-01'}}\n      source: law\n"
        "      clause: article 9\n      status: law\n      confidence: S\n"
        "      reviewed: '2025-06-01'\n"
    )
    write(tmp_path, tariff=PRICES + old, head="extends: wte_ppp\n")
    document = read_document(study(tmp_path))
    found = compare_laws(
        document,
        Law(LATE, "", {"contract_day": "2024-06-01"}),
        Law(LATE, "", {"contract_day": "2025-06-01"}),
        tmp_path,
    )
    (moved,) = [row for row in found.inputs if "tariff" in row.path]
    assert (moved.before, moved.after) == (0.1335, 0.12)
    (change,) = found.rules_of(moved.path)
    assert "article 9" in str(change.sources[0])
    assert "article 4" in str(change.sources[1])


def test_two_countries(tmp_path):
    write(tmp_path, tariff=PRICES, head="extends: wte_ppp\n")
    write(tmp_path, "YY", tariff=PRICES.replace("0.12", "0.15"), head="extends: wte_ppp\n")
    document = read_document(study(tmp_path))
    found = compare_laws(
        document, Law.read(LATE, {}), Law.read(f"YY@{LATE}", {}, tmp_path), tmp_path
    )
    assert [(row.before, row.after) for row in found.inputs if "tariff" in row.path] == [
        (0.12, 0.15)
    ]


def test_one_source_of_both_sides_is_told_once(tmp_path):
    """One rule, a table by region: 0.12 in the north, 0.10 elsewhere."""
    table = "{table: {by: region, rows: [{region: north, value: 0.12}], otherwise: 0.1}}"
    prices = rule("price", ("2014-01-01", table), unit="USD/kWh", clause="article 4").replace(
        "  values:", "  feeds: finance.power_tariff_usd_per_kwh\n  values:"
    )
    write(tmp_path, tariff=prices, head="extends: wte_ppp\n")
    told = call(
        "guidance", "compare-law", study(tmp_path), "--on", LATE, "--on", LATE, "--profiles",
        tmp_path, "--project-a", "region=north", "--project-b", "region=south",
    ).stdout  # fmt: skip
    lines = " ".join(told.split())
    assert "article 4 (2020), on both sides" in lines
    assert "project.words.region:" not in lines


@pytest.mark.parametrize("text", ["2026-13-01", "QQ@2026-01-01", "VN"])
def test_what_is_no_law_is_refused(text):
    with pytest.raises(DocumentError):
        Law.read(text, {})


@pytest.mark.parametrize(
    ("project", "field"),
    [
        ({"regoin": "north"}, "project.words.regoin"),
        ({"contract_day": "soon"}, "project.contract_day"),
    ],
)
def test_a_slip_in_what_is_said_of_the_project_is_no_refusal(tmp_path, project, field):
    write(tmp_path, tariff=CEILING, head="extends: wte_ppp\n")
    document = read_document(study(tmp_path, power_tariff_usd_per_kwh=0.05))
    laws = Law.read(LATE, project), Law.read(LATE, {})
    with pytest.raises(DocumentError) as error:
        compare_laws(document, *laws, tmp_path)
    assert [(one.path, one.field) for one in error.value.problems] == [(None, field)]


def test_the_command_tells_it(tmp_path):
    write(tmp_path, tariff=CEILING, head="extends: wte_ppp\n")
    file = study(tmp_path, power_tariff_usd_per_kwh=0.11)
    told = call(
        "guidance", "compare-law", file, "--on", EARLY, "--on", LATE, "--profiles", tmp_path
    )
    assert told.exit_code == 0, told.output
    assert "Refused by XX 1 on 2024-01-01" in told.stdout
    assert "Its results below are those of a what-if, not of an offer." in told.stdout
    data = call(
        "guidance", "compare-law", file, "--on", EARLY, "--on", LATE, "--profiles", tmp_path,
        "--format", "json",
    )  # fmt: skip
    assert json.loads(data.stdout)["laws"][1]["runs"] is True
    both = call(
        "guidance", "compare-law", file, "--on", EARLY, "--on", "2024-06-01", "--profiles",
        tmp_path,
    )  # fmt: skip
    assert both.exit_code == 2
    assert "Refused by XX 1 on 2024-06-01" in both.stdout
