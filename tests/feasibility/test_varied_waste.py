"""A measured waste moves with what is varied: draws, scenarios and differences."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.drawn import with_draws
from wte_ppp.feasibility.scenarios import scenario_studies
from wte_ppp.feasibility.study import Study

MEASURED = {
    "schema": "wte_ppp/study/1",
    "name": "measured",
    "country": "VN",
    "as_of": "2024-06-01",
    "waste": {
        "received_t_per_day": 1200,
        "bunker_leachate_percent": 0,
        "lhv_mj_per_kg": 6.27,
        "moisture_percent": 52.0,
        "ash_percent": 14.4,
        "composition_percent": {
            "food": 55, "plastics": 14, "paper": 9, "textiles": 4, "wood": 3, "fines": 11,
            "glass": 2, "metals": 2,
        },
    },
    "plant": {"capacity_t_per_day": 1200, "lines": 2, "turbines": 2},
    "finance": {"first_operation_year": 2028, "price_year": 2024, "tipping_fee_usd_per_t": 20},
}  # fmt: skip


def _study(tmp_path: Path, **waste: object) -> Study:
    content = {**MEASURED, "waste": {**MEASURED["waste"], **waste}}
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return Study.load(path)


def _diluted(water: np.ndarray) -> np.ndarray:
    """Nanchang's LHV at other water, by hand: dry matter stays, r = 2.443 MJ/kg."""
    dry = (6.27 + 2.443 * 0.52) / 0.48
    return dry * (1 - water) - 2.443 * water


def test_more_water_gives_less_heat_and_less_power(tmp_path):
    water = np.array([40.0, 45.0, 52.0, 57.0, 60.0])
    result = _study(tmp_path).run({"waste.moisture_percent": water})
    np.testing.assert_allclose(result.waste.lhv_mj_per_kg, _diluted(water / 100), rtol=1e-9)
    np.testing.assert_allclose(result.waste.ash_percent, 14.4 * (1 - water / 100) / 0.48, rtol=1e-7)
    # Less power while the waste burns alone; below that fuel makes up for the heat, and costs.
    alone = result.plant.support_mw == 0
    assert np.all(np.diff(result.plant.net_mw[alone]) < 0)
    assert alone.sum() >= 3
    assert np.all(np.diff(result.finance.project_npv_usd) < 0)
    # About 0.19 to 0.20 MJ/kg for each per cent of water, as the shelf of cases says.
    slope = np.diff(result.waste.lhv_mj_per_kg) / np.diff(water)
    assert np.all((slope < -0.17) & (slope > -0.21))


def test_a_scenario_moves_as_the_draws_do(tmp_path):
    content = {
        **MEASURED,
        "risk": {
            "inputs": {
                "plant.availability_h_per_year": {
                    "distribution": "uniform",
                    "low": 7000,
                    "high": 8200,
                }
            },
            "scenarios": {"wet season": {"waste.moisture_percent": 57.0}},
        },
    }
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    scenario = scenario_studies(Study.load(path))["wet season"]
    assert scenario.run().waste.lhv_mj_per_kg == pytest.approx(float(_diluted(np.array(0.57))))


def test_a_heat_that_is_varied_itself_stands(tmp_path):
    draws = {
        "waste.moisture_percent": np.array([50.0, 57.0]),
        "waste.lhv_mj_per_kg": np.array([6.0, 6.1]),
    }
    result = _study(tmp_path).run(draws)
    np.testing.assert_array_equal(result.waste.lhv_mj_per_kg, [6.0, 6.1])


def test_other_inputs_leave_the_waste_alone(tmp_path):
    draws = {"plant.availability_h_per_year": np.array([7000.0, 8000.0])}
    result = _study(tmp_path).run(draws)
    np.testing.assert_array_equal(result.waste.lhv_mj_per_kg, [6.27, 6.27])


def test_analysis_that_leaves_no_waste_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="less than 100 %"):
        _study(tmp_path, moisture_percent=80, ash_percent=30)


def test_measured_ash_of_nanchang_sets_ash_gas_and_boiler(tmp_path):
    """Case: 164 kg of bottom ash a tonne, 3,888 Nm3/t of wet flue gas, boiler 80 % or more."""
    result = _study(tmp_path).run()
    assert result.waste.ash_percent == pytest.approx(14.4, abs=1e-4)
    assert result.plant.boiler_efficiency_percent >= 79.0


def test_inputs_that_vary_apart_move_a_drawn_heat_with_the_water(tmp_path):
    study = _study(tmp_path).definition
    water, heat = np.array([52.0, 57.0]), np.array([6.0, 6.0])
    draws = {"waste.moisture_percent": water, "waste.lhv_mj_per_kg": heat}
    drawn, _ = with_draws(study, draws, apart=True)
    # 6.0 at 52 % of water; at 57 % (6.0 + 2.443 x 0.52) x 0.43 / 0.48 - 2.443 x 0.57 = 5.1206.
    expected = [6.0, (6.0 + 2.443 * 0.52) * 0.43 / 0.48 - 2.443 * 0.57]
    np.testing.assert_allclose(np.ravel(drawn.waste.lhv_mj_per_kg), expected, rtol=1e-9)
    assert expected[1] == pytest.approx(5.1206, abs=1e-4)
