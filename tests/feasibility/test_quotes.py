"""What a quote or a published study gives stands; the result says what the model's own would be."""

from pathlib import Path

import numpy as np
import pytest

from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.study import Study

MINIMAL = read_document(Path("examples/minimal/study.yaml")).data
PLAIN = Study.of(Document(Path("study.yaml"), MINIMAL, {})).run()


def run(**parts):
    data = dict(MINIMAL)
    for name, part in parts.items():
        data[name] = data.get(name, {}) | part
    return Study.of(Document(Path("study.yaml"), data, {})).run()


def test_without_a_quote_the_model_is_its_own():
    plant, cost = PLAIN.plant, PLAIN.cost
    assert plant.modelled_net_kwh_per_t == pytest.approx(plant.net_kwh_per_t)
    assert plant.modelled_boiler_efficiency_percent == plant.boiler_efficiency_percent
    assert cost.modelled_opex_usd_per_t == pytest.approx(cost.opex_usd_per_t)
    assert not any("stands as" in str(note) for note in PLAIN.notes)


def test_guaranteed_net_power_stands_and_follows_the_lhv():
    lhv = PLAIN.waste.fired_lhv_mj_per_kg
    same = run(plant={"guaranteed_net_kwh_per_t": 500})
    assert same.plant.net_kwh_per_t == pytest.approx(500)
    assert same.plant.modelled_net_kwh_per_t == pytest.approx(PLAIN.plant.net_kwh_per_t)
    # Guaranteed for waste with a quarter more heat: four fifths of it here.
    richer = run(
        plant={"guaranteed_net_kwh_per_t": 500, "guaranteed_net_lhv_mj_per_kg": 1.25 * lhv}
    )
    assert richer.plant.net_kwh_per_t == pytest.approx(400)
    balance = richer.plant.energy_balance_mw
    given = balance["waste_mw"] + balance["auxiliary_mw"]
    left = sum(mw for name, mw in balance.items() if name not in ("waste_mw", "auxiliary_mw"))
    assert given == pytest.approx(left, rel=1e-9)
    # Sold power of a year moves with it: hours and stops are the model's.
    plain = PLAIN.plant
    share = (richer.plant.net_mw + 0) / plain.net_mw
    assert richer.plant.exported_mwh[0] / plain.exported_mwh[0] == pytest.approx(share, rel=1e-6)
    assert any("stands as guaranteed, 400 kWh/t" in str(note) for note in richer.notes)


def test_an_operating_contract_stands_in_place_of_the_items():
    # 6 million USD a year and 8 USD a tonne, in money of the price year.
    found = run(cost={"operating_contract_usd_per_year": 6e6, "operating_contract_usd_per_t": 8},
                finance={"cost_inflation_percent": 0})  # fmt: skip
    accepted = found.plant.fired_t[1] + found.plant.leachate_t[1]
    assert found.cost.opex_usd_per_t == pytest.approx(6e6 / accepted + 8)
    assert set(found.cost.opex_usd) == {"contract_fixed", "contract_per_t"}
    assert np.sum(found.cost.opex_usd["contract_fixed"]) == pytest.approx(
        6e6 * 20
    )  # a contract of 20 years
    assert found.cost.modelled_opex_usd_per_t > 0
    assert any("stands as contracted" in str(note) for note in found.notes)


def test_a_stated_boiler_and_own_use_are_held_against_the_models():
    found = run(plant={"boiler_efficiency_percent": 86, "own_use_kwh_per_t": 70})
    assert found.plant.boiler_efficiency_percent == 86
    own = found.plant.modelled_boiler_efficiency_percent
    assert own == pytest.approx(PLAIN.plant.boiler_efficiency_percent)
    own_use = found.plant.modelled_own_use_kwh_per_t
    assert own_use == pytest.approx(1000 * PLAIN.plant.own_use_mw / PLAIN.plant.throughput_t_per_h,
                                    rel=0.01)  # fmt: skip
