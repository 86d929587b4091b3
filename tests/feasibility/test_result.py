"""The result: frozen, the same bytes for the same inputs, as JSON and as a table."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from wte_ppp.feasibility.study import Study

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
STUDY = Study.load(MINIMAL)
DRAWS = {"plant.capacity_t_per_day": [700.0, 800.0, 900.0]}


@pytest.fixture(scope="module")
def base():
    return STUDY.run()


@pytest.fixture(scope="module")
def drawn():
    return STUDY.run(draws=DRAWS)


def test_result_is_frozen(base):
    with pytest.raises(ValidationError):
        base.name = "other"
    with pytest.raises(ValidationError):
        base.plant.gross_mw = 1.0


def test_shapes(base, drawn):
    # Two years of construction and a contract of 20 years by default.
    assert isinstance(base.plant.gross_mw, float)
    assert base.plant.fired_t.shape == (20,)
    assert base.finance.cfads_usd.shape == (22,)
    assert drawn.plant.gross_mw.shape == (3,)
    assert drawn.plant.fired_t.shape == (3, 20)
    assert drawn.finance.cfads_usd.shape == (3, 22)
    # What no draw changes has one number a draw as well.
    assert drawn.waste.moisture_percent.shape == (3,)


def test_frame_of_the_base_case(base):
    frame = base.to_frame()
    # Operation begins in 2028, two years of construction before it.
    assert frame.index.tolist() == list(range(2026, 2048))
    assert frame["plant.fired_t"].tolist() == [0.0, 0.0, *base.plant.fired_t]
    assert frame["cost.opex_usd.staff"].iloc[:2].tolist() == [0.0, 0.0]
    assert not [name for name in frame.columns if frame[name].ndim != 1]


def test_frame_of_draws(drawn):
    frame = drawn.to_frame()
    assert frame.index.tolist() == [0, 1, 2]
    assert frame.index.name == "draw"
    assert frame["plant.gross_mw"].tolist() == drawn.plant.gross_mw.tolist()
    assert "waste.composition_percent.food" in frame
    assert "plant.fired_t" not in frame
    pd.testing.assert_series_equal(
        frame["plant.capacity_t_per_day"],
        pd.Series(DRAWS["plant.capacity_t_per_day"], pd.RangeIndex(3, name="draw")).rename(
            "plant.capacity_t_per_day"
        ),
    )


def test_same_inputs_give_the_same_bytes(base):
    again = Study.load(MINIMAL).run()
    assert again.to_json() == base.to_json()
    assert again.input_hash == base.input_hash


def test_undefined_is_null_in_json(tmp_path):
    text = MINIMAL.read_text(encoding="utf-8") + "  debt: {amount_usd: 0}\n"
    file = tmp_path / "study.yaml"
    file.write_text(text, encoding="utf-8")
    result = Study.load(file).run()
    assert np.isnan(result.finance.minimum_dscr)
    assert json.loads(result.to_json())["finance"]["minimum_dscr"] is None


def test_json_is_written_whole(base, tmp_path):
    text = base.to_json(tmp_path / "new" / "study.json")
    assert (tmp_path / "new" / "study.json").read_text(encoding="utf-8") == text
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["study.json"]


def test_hash_changes_with_every_number_of_the_study():
    before = STUDY.input_hash
    for path, draw in {
        "waste.received_t_per_day": 801.0,
        "plant.residues.activated_carbon_kg_per_t": 0.51,
        "finance.tax.rate_percent": 20.01,
        "climate.oxidation": 0.11,
        "cost.staff": 71.0,
    }.items():
        assert STUDY.with_draws({path: [draw]}).input_hash != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Minimal", "name: Small"),
        ("country: VN\n", ""),
        ("2024-06-01", "2024-06-02"),
        ("first_operation_year: 2028", "first_operation_year: 2029"),
        ("food: 55, plastics: 15", "food: 54, plastics: 16"),
        ("plant:", "plant:\n  cooling: water"),
    ],
)
def test_hash_changes_with_the_file(tmp_path, old, new):
    text = MINIMAL.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "study.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert Study.load(file).input_hash != STUDY.input_hash


def test_every_input_is_listed_once(base):
    paths = [row.path for row in base.inputs]
    assert len(paths) == len(set(paths))
    assert {"waste.received_t_per_day", "finance.debt.interest_percent"} <= set(paths)
    # Properties of components that the waste does not hold are no inputs of this study.
    assert not [path for path in paths if path.startswith("waste.components.leather")]
