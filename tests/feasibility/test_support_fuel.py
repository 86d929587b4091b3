"""Waste that does not burn out alone: its fuel, what that costs and emits, and what is said."""

from pathlib import Path

import numpy as np
import pytest

from wte_ppp.feasibility.study import Study

STUDY = """\
schema: wte_ppp/study/1
name: registered composition of a large plant, other inert as glass
country: VN
as_of: "2024-06-01"
waste:
  received_t_per_day: 4000
  composition_percent:
    {{paper: {paper}, textiles: 1.6, food: 51.9, rubber: 1.3, plastics: 3.0, metals: 0.9,
     glass: {glass}}}
plant: {{capacity_t_per_day: 4000{more}}}
finance: {{first_operation_year: 2028, price_year: 2024, tipping_fee_usd_per_t: 20}}
"""


def run(folder: Path, paper: float = 2.7, more: str = ""):
    file = folder / "study.yaml"
    glass = 41.3 - paper
    file.write_text(STUDY.format(paper=paper, glass=glass, more=more), encoding="utf-8")
    return Study.load(file).run()


def test_poor_waste_runs_on_fuel_and_says_so(tmp_path) -> None:
    result = run(tmp_path)
    plant = result.plant
    assert plant.support_mw > 0.2 * plant.thermal_mw
    notes = [str(note) for note in result.notes]
    assert any(note.startswith("The waste is too poor to burn alone:") for note in notes)
    # The furnace is laid out for waste and fuel, so that it burns its capacity.
    assert plant.throughput_t_per_h == pytest.approx(4000 / 24)
    assert plant.thermal_mw == pytest.approx(plant.lines * plant.line_mw)


def test_fuel_costs_and_emits(tmp_path) -> None:
    poor, richer = run(tmp_path), run(tmp_path, paper=25.0)
    assert richer.plant.support_mw == 0.0
    year = 3
    gj = poor.plant.auxiliary_fuel_gj[year] - richer.plant.auxiliary_fuel_gj[year]
    assert gj > 3.6 * 0.9 * float(poor.plant.support_mw) * poor.plant.full_load_hours[year] * 0.9
    # 22 USD/GJ before indexation, so at least that.
    cost = poor.cost.opex_usd["auxiliary_fuel"][year] - richer.cost.opex_usd["auxiliary_fuel"][year]
    assert cost >= 22 * gj * 0.99
    emitted = poor.climate.auxiliary_fuel_tco2e[year] - richer.climate.auxiliary_fuel_tco2e[year]
    assert emitted == pytest.approx(gj * 0.0741, rel=0.02)  # diesel, IPCC 2006


def test_a_stated_limit_stands_and_colder_air_takes_more_fuel(tmp_path) -> None:
    stated = run(tmp_path, more=", lhv_min_mj_per_kg: 4.0")
    assert stated.plant.lhv_min_mj_per_kg == 4.0
    assert stated.plant.support_mw < run(tmp_path).plant.support_mw
    cold = run(tmp_path, more=", air_preheat_c: 60")
    assert cold.plant.support_mw > run(tmp_path).plant.support_mw


def test_waste_of_swinging_heating_value_takes_fuel_in_its_poor_hours() -> None:
    study = Study.load("examples/minimal/study.yaml")
    even = study.run(draws={"waste.lhv_deviation_percent": np.array([0.0, 30.0])})
    assert even.plant.support_mw[0] == 0.0
    assert even.plant.support_mw[1] > 0.0
