"""The risk section is checked like the rest of the study: all faults at once, each at its line."""

from pathlib import Path

import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.scenarios import scenario_studies
from wte_ppp.feasibility.study import Study

MINIMAL = (Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml").read_text("utf-8")
FIRST = MINIMAL.count("\n") + 1  # line of `risk:`


def faults(tmp_path: Path, risk: str, study: str = MINIMAL) -> dict[str, tuple[int, str]]:
    """Line and text of each fault by field."""
    file = tmp_path / "study.yaml"
    file.write_text(f"{study}risk:\n{risk}", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        Study.load(file)
    return {one.field: (one.line, str(one)) for one in caught.value.problems}


def test_all_faults_of_all_kinds_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        """\
  method: sobl
  inputs:
    plant.availability_h_per_year: {distribution: pert, low: 7000, mode: 7800, high: 9000}
    waste.recieved_t_per_day: {distribution: uniform, low: 700, high: 900}
    finance.debt.tenor_years: {distribution: uniform, low: 10, high: 12}
    finance.tax.rate_percent: {distribution: normal, mean: 1, standard_deviation: 5}
    cost.maintenance_percent: {distribution: triangular, low: 1, high: 3}
    cost.staff: {distribution: pert, low: 5, mode: 4, high: 9}
    cost.lime_usd_per_t: {distribution: uniform, low: 90, high: 120, mean: 100}
    finance.power_tariff_usd_per_kwh: {distribution: uniform, low: 0.05, high: 0.1}
  correlations:
    - {inputs: [finance.power_tariff_usd_per_kwh, cost.stuff], rank: 0.9}
  outages:
    turbine: {probability_percent_per_year: 4, days: {distribution: uniform, low: 1, high: 400}}
  delays:
    late: {probability_percent: 120, months: {distribution: uniform, low: 1, high: 4}}
""",
    )
    asked = {
        "risk.method": (1, "one of 'sobol' or 'latin_hypercube'"),
        "risk.inputs.plant.availability_h_per_year": (3, "draws 9,000; expected number from 1 to"),
        "risk.inputs.waste.recieved_t_per_day": (4, "Write 'waste.received_t_per_day'."),
        "risk.inputs.finance.debt.tenor_years": (5, "List the values"),
        "risk.inputs.finance.tax.rate_percent": (6, "42.1 % lie outside the range"),
        "risk.inputs.cost.maintenance_percent.mode": (7, "takes low, mode, high. Add it."),
        "risk.inputs.cost.staff": (8, "low < high with the mode between"),
        "risk.inputs.cost.lime_usd_per_t.mean": (9, "Remove it."),
        "risk.correlations.0.inputs": (12, "'cost.stuff', which is not drawn"),
        "risk.outages.turbine.days": (14, "number from 0 to 365 days"),
        "risk.delays.late.probability_percent": (16, "got 120; expected number from 0 to 100"),
    }
    assert {field: line - FIRST for field, (line, _) in found.items()} == {
        field: line for field, (line, _) in asked.items()
    }
    for field, (_, words) in asked.items():
        assert words in found[field][1]


def test_faults_of_risk_show_beside_faults_of_the_rest(tmp_path: Path) -> None:
    study = MINIMAL.replace("received_t_per_day: 800", "received_t_per_day: -1")
    risk = "  inputs:\n    plant.capacty: {distribution: uniform, low: 1, high: 2}\n"
    found = faults(tmp_path, risk, study)
    assert set(found) == {"waste.received_t_per_day", "risk.inputs.plant.capacty"}


def test_impossible_correlations_name_the_pair_and_its_room(tmp_path: Path) -> None:
    paths = ("cost.staff", "cost.maintenance_percent", "cost.insurance_percent")
    inputs = "".join(
        f"    {path}: {{distribution: uniform, basis: percent_of_base, low: 90, high: 110}}\n"
        for path in paths
    )
    pairs = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, -0.9)]
    listed = "".join(
        f"    - {{inputs: [{paths[a]}, {paths[b]}], rank: {rank}}}\n" for a, b, rank in pairs
    )
    found = faults(tmp_path, f"  inputs:\n{inputs}  correlations:\n{listed}")
    line, text = found["risk.correlations.2"]
    assert line == FIRST + 8
    # 2 sin(0.15 pi) = 0.908; 0.908^2 - (1 - 0.908^2) = 0.649; 6/pi asin(0.649/2) = 0.63.
    assert "-0.9 between cost.insurance_percent and cost.maintenance_percent" in text
    assert "expected 0.63 to 1.00 beside the other correlations" in text


def test_pair_given_twice_is_refused(tmp_path: Path) -> None:
    spread = "{distribution: uniform, low: 1, high: 2}"
    found = faults(
        tmp_path,
        f"  inputs:\n    cost.maintenance_percent: {spread}\n    cost.insurance_percent: {spread}\n"
        "  correlations:\n"
        "    - {inputs: [cost.maintenance_percent, cost.insurance_percent], rank: 0.5}\n"
        "    - {inputs: [cost.insurance_percent, cost.maintenance_percent], rank: 0.4}\n",
    )
    assert "a second time" in found["risk.correlations.1"][1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("{plant.capacity: 500}", "plant.capacity"),
        ("{waste.received_t_per_day: -5}", "got -5"),
        ("{climate.disposal_site: swamp}", "managed_anaerobic"),
    ],
)
def test_fault_of_a_scenario_is_told_at_its_own_line(tmp_path, changes, words) -> None:
    file = tmp_path / "study.yaml"
    risk = f"risk:\n  scenarios:\n    fine: {{waste.received_t_per_day: 700}}\n    odd: {changes}\n"
    file.write_text(MINIMAL + risk, encoding="utf-8")
    study = Study.load(file)
    with pytest.raises(DocumentError, match=words) as caught:
        scenario_studies(study)
    assert {one.line for one in caught.value.problems} == {FIRST + 3}
