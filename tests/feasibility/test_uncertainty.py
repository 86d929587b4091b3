"""Draws of inputs from the risk section: percent of the base, events, shares that sum to 100 %."""

from pathlib import Path

import numpy as np
import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.draws import outcomes_of
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.risk_analysis import base_value
from wte_ppp.feasibility.scenarios import scenario_studies
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.uncertainty import prepared, uncertainty
from wte_ppp.risk.sampling import probabilities

MINIMAL = (Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml").read_text("utf-8")


def plan_of(tmp_path: Path, risk: str):
    """Study with a risk section, its base case and its plan."""
    file = tmp_path / "study.yaml"
    file.write_text(f"{MINIMAL}risk:\n{risk}", encoding="utf-8")
    study = Study.load(file)
    base = run_model(study.definition)
    plan = uncertainty(study.definition, lambda path: base_value(base, path), study.document)
    return study, base, plan


def test_percent_stands_on_the_base_value_also_of_what_is_left_out(tmp_path: Path) -> None:
    risk = """\
  inputs:
    waste.received_t_per_day: {distribution: uniform, basis: percent_of_base, low: 50, high: 150}
    cost.capex_usd: {distribution: uniform, basis: percent_of_base, low: 100, high: 140}
"""
    _, base, plan = plan_of(tmp_path, risk)
    draws = plan.draws(np.array([[0.25, 0.5]])).inputs
    # 800 t/d x (50 + 0.25 x 100) %; the capital cost is left out, so that 100 % is the benchmark.
    assert draws["waste.received_t_per_day"].tolist() == [600.0]
    assert draws["cost.capex_usd"][0] == pytest.approx(1.2 * base.cost.capex_usd)


def test_percent_of_nothing_is_refused(tmp_path: Path) -> None:
    risk = """\
  inputs:
    waste.guaranteed_t_per_day: {distribution: uniform, basis: percent_of_base, low: 50, high: 90}
"""
    with pytest.raises(DocumentError, match="percent of an input that is left out"):
        plan_of(tmp_path, risk)


def test_tail_beyond_the_range_is_cut_off_and_told(tmp_path: Path) -> None:
    risk = """\
  inputs:
    finance.tax.rate_percent: {distribution: normal, mean: 10, standard_deviation: 5}
"""
    _, _, plan = plan_of(tmp_path, risk)
    draws = plan.draws(probabilities(4096, 1, 1, "sobol")).inputs["finance.tax.rate_percent"]
    assert draws.min() >= 0
    # Phi(-10/5) = 2.28 %.
    assert "2.28 % of it" in str(plan.remarks[0])


def test_undrawn_shares_make_room_for_drawn_ones(tmp_path: Path) -> None:
    risk = """\
  inputs:
    waste.composition_percent.plastics: {distribution: uniform, low: 10, high: 20}
"""
    study, _, plan = plan_of(tmp_path, risk)
    draws = plan.draws(probabilities(64, 1, 1, "sobol")).inputs
    shares = np.array([values for path, values in draws.items() if "composition" in path])
    np.testing.assert_allclose(shares.sum(axis=0), 100, rtol=1e-12)
    # Food and paper were 55 and 8 % beside 15 % of plastics, and keep that proportion.
    ratio = draws["waste.composition_percent.food"] / draws["waste.composition_percent.paper"]
    np.testing.assert_allclose(ratio, 55 / 8)
    found = outcomes_of(study.definition, draws, 64)
    assert np.corrcoef(found.waste.lhv_mj_per_kg, shares[0])[0, 1] > 0.99


def test_outage_takes_its_days_from_the_year_in_which_it_falls(tmp_path: Path) -> None:
    risk = """\
  outages:
    fire:
      probability_percent_per_year: 50
      days: {distribution: discrete, values: [73]}
"""
    study, base, plan = plan_of(tmp_path, risk)
    years = len(plan.ramp)
    points = np.full((1, plan.dimensions), 0.4)
    points[0, 2] = 0.9  # in the third year alone
    draws = plan.draws(points)
    assert draws.happened["fire"].tolist() == [1.0]
    ramp = [draws.inputs[f"plant.ramp_up_percent.{year}"][0] for year in range(years)]
    # 73 of 365 days: a fifth of the hours.
    assert ramp[:4] == pytest.approx([90, 100, 80, 100])
    found = outcomes_of(prepared(study.definition, plan), draws.inputs, 1)
    # No more than a fifth less of a line's hours; no less than of what a mean year burns in them.
    hours = found.plant.full_load_hours[0, 2]
    assert 0.8 * base.plant.full_load_hours[3] <= hours <= 0.8 * 8000
    assert found.plant.full_load_hours[0, 3] == pytest.approx(base.plant.full_load_hours[3])


def test_delay_takes_the_first_months_and_costs(tmp_path: Path) -> None:
    risk = """\
  delays:
    late:
      probability_percent: 40
      months: {distribution: discrete, values: [15]}
      cost_percent_per_month: 0.5
"""
    study, base, plan = plan_of(tmp_path, risk)
    draws = plan.draws(np.array([[0.7, 0.5], [0.5, 0.5]]))
    # Probabilities above 1 - 40 % are the bad ones.
    assert draws.happened["late"].tolist() == [1.0, 0.0]
    assert draws.inputs["plant.late_start_months"].tolist() == [15.0, 0.0]
    # 15 months: none of year 1, 9/12 of year 2; 90 % of year 1 is planned.
    late = outcomes_of(study.definition, draws.inputs, 2).plant.fired_t
    hours = {"plant.ramp_up_percent.0": [1e-6, 90], "plant.ramp_up_percent.1": [75, 100]}
    capex = {"cost.capex_usd": draws.inputs["cost.capex_usd"]}
    np.testing.assert_allclose(late, outcomes_of(study.definition, hours | capex, 2).plant.fired_t)
    # 15 x 0.5 % more capital cost.
    expected = [1.075 * base.cost.capex_usd, base.cost.capex_usd]
    assert draws.inputs["cost.capex_usd"] == pytest.approx(expected)


def test_change_acts_on_what_was_drawn(tmp_path: Path) -> None:
    risk = """\
  inputs:
    finance.power_tariff_usd_per_kwh: {distribution: discrete, values: [0.1]}
  changes:
    cut:
      probability_percent: 50
      changes:
        finance.power_tariff_usd_per_kwh:
          {distribution: discrete, basis: percent_of_base, values: [80]}
"""
    _, _, plan = plan_of(tmp_path, risk)
    draws = plan.draws(np.array([[0.5, 0.9, 0.5], [0.5, 0.1, 0.5]]))
    assert draws.inputs["finance.power_tariff_usd_per_kwh"] == pytest.approx([0.08, 0.1])


def test_events_happen_as_often_as_asked(tmp_path: Path) -> None:
    risk = """\
  outages:
    fire:
      probability_percent_per_year: 3
      days: {distribution: triangular, low: 10, mode: 20, high: 60}
"""
    _, _, plan = plan_of(tmp_path, risk)
    draws = plan.draws(probabilities(4096, plan.dimensions, 3, "sobol"))
    # Mean 20 x 3 % = 0.6, standard error sqrt(20 x 0.03 x 0.97 / 4096) = 0.012.
    assert draws.happened["fire"].mean() == pytest.approx(0.6, abs=0.04)


def test_scenario_lies_over_the_study_and_is_read_like_it(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    risk = """\
risk:
  scenarios:
    little: {waste.received_t_per_day: 500, climate.disposal_site: managed_anaerobic}
"""
    file.write_text(MINIMAL + risk, encoding="utf-8")
    study = Study.load(file)
    little = scenario_studies(study)["little"]
    direct = Study.load(Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml")
    assert little.definition.waste.received_t_per_day == 500
    assert little.definition.climate.disposal_site == "managed_anaerobic"
    assert little.definition.plant == direct.definition.plant
    assert little.inputs != study.inputs


def test_shares_without_room_for_the_others_are_refused(tmp_path: Path) -> None:
    risk = """\
  inputs:
    waste.composition_percent.food: {distribution: uniform, low: 50, high: 80}
    waste.composition_percent.plastics: {distribution: uniform, low: 10, high: 25}
"""
    with pytest.raises(DocumentError, match="may sum to 105 %"):
        plan_of(tmp_path, risk)
