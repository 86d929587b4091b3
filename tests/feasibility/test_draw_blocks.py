"""Draws in blocks: the same bits as all at once, whatever is drawn."""

from pathlib import Path

import numpy as np
import pytest

from wte_ppp.feasibility.draw_blocks import run_in_blocks
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.study import Study

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
COUNT = 8
RANDOM = np.random.default_rng(5)
DRAWS = {
    "finance.contract_years": np.array([20, 15, 15, 15, 25, 20, 15, 15.0]),
    "finance.tipping_fee_usd_per_t": RANDOM.uniform(5, 90, COUNT),
    "cost.capex_usd": RANDOM.uniform(80e6, 200e6, COUNT),
    "waste.lhv_mj_per_kg": RANDOM.uniform(6.5, 9, COUNT),
}
# Features that are drawn as nothing in some blocks.
NOTHING = {
    "finance.uses.vat_percent": np.array([0, 0, 0, 5, 10, 0, 8, 8.0]),
    "finance.reserves.dsra_months": np.array([0, 0, 0, 6, 6, 0, 12, 0.0]),
    "finance.owners.cash_sweep_percent": np.array([0, 0, 0, 0, 50, 0, 0, 30.0]),
}


def flat(value, place=""):
    if hasattr(type(value), "model_fields"):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        for name, one in value.items():
            yield from flat(one, f"{place}.{name}")
    else:
        yield place, value


def pairs(draws, size):
    study = Study.load(MINIMAL).with_draws(draws)
    whole = run_model(study.definition, COUNT)
    parts = run_in_blocks(study.definition, COUNT, size=size)
    for section in ("waste", "plant", "cost", "finance", "climate"):
        theirs = dict(flat(getattr(parts, section), section))
        ours = dict(flat(getattr(whole, section), section))
        assert list(theirs) == list(ours)
        yield from ((place, one, theirs[place]) for place, one in ours.items())


@pytest.mark.parametrize("size", [2, 3, 7])
def test_blocks_give_the_bits_of_all_draws_at_once(size):
    for place, one, other in pairs(DRAWS, size):
        if isinstance(one, np.ndarray):
            assert other.shape == one.shape, place
            assert other.tobytes() == one.tobytes(), place
        else:
            assert other == one, place


@pytest.mark.parametrize("size", [2, 3])
def test_blocks_without_a_feature_give_the_same_to_rounding(size):
    for place, one, other in pairs(DRAWS | NOTHING, size):
        if isinstance(one, np.ndarray):
            scale = np.nanmax(np.abs(one), initial=1e3)  # a millionth of a dollar
            np.testing.assert_allclose(other, one, rtol=1e-9, atol=1e-9 * scale, err_msg=place)


def test_a_study_with_many_draws_has_one_result():
    fees = np.linspace(10, 60, 2050)
    result = Study.load(MINIMAL).run(draws={"finance.tipping_fee_usd_per_t": fees})
    assert result.draws == 2050
    assert np.all(np.diff(result.finance.project_npv_usd) > 0)
    assert result.finance.cfads_usd.shape == (2050, 22)
