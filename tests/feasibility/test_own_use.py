"""Own use by the equipment that is there, and sold power of real plants in real years."""

from pathlib import Path

import numpy as np
import plants_table
import pytest

from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.steps.plant.own_use import kwh_per_t
from wte_ppp.feasibility.study import Study

MINIMAL = read_document(Path("examples/minimal/study.yaml"))
YEARS = plants_table.years()
# Funabashi Nanbu as its operator plans it: 339 t/d, 85,965 t/y, about 53 GWh made.
FUNABASHI = {
    "schema": "wte_ppp/study/1", "name": "Funabashi Nanbu", "country": "VN",
    "as_of": "2024-06-01",
    "waste": {
        "received_t_per_day": 235.5, "bunker_leachate_percent": 0, "lhv_mj_per_kg": 9.5,
        "composition_percent": {"food": 30, "plastics": 22, "paper": 32, "textiles": 5, "wood": 6,
                                "fines": 3, "glass": 1, "metals": 1},
    },
    "plant": {"capacity_t_per_day": 339, "lines": 3, "ambient_c": 16,
              "air_moisture_kg_per_kg": 0.009, "ramp_up_percent": [100],
              "degradation_percent_per_year": 0},
    "finance": {"first_operation_year": 2028, "price_year": 2024, "tipping_fee_usd_per_t": 20},
}  # fmt: skip


def plant(base=MINIMAL.data, stack=None, **own_use):
    part = {"own_use": own_use} | ({"stack": stack} if stack else {})
    data = base | {"plant": base["plant"] | part}
    return Study.of(Document(Path("study.yaml"), data, {})).run().plant


def kept(result):
    return 1000 * result.own_use_mw / result.throughput_t_per_h


def test_funabashi_is_reached_with_its_equipment_stated():
    # Register FY2022: 46.8 of 58.0 GWh sold, 80.7 %; the operator plans 43 of 53.
    modern = plant(FUNABASHI, practice="japan")
    assert modern.gross_mwh[0] == pytest.approx(53_000, rel=0.03)
    assert modern.exported_mwh[0] == pytest.approx(43_000, rel=0.08)
    # What one web page makes of the income of the biomass part, 31.76 GWh, would take ash melting
    # and the flue gas treatment of 1999 to 2005, which the plant of 2020 does not have.
    older = plant(FUNABASHI, practice="japan", generation="1999_2005", ash_melting="electric")
    assert older.exported_mwh[0] == pytest.approx(31_760, rel=0.05)


def test_practice_and_equipment_by_their_sources():
    # Register of Japan, regression: 153 kWh/t, + 45, + 53, + 65; differences are exact.
    base = kept(plant(practice="japan"))
    assert kept(plant(practice="japan", ash_melting="electric")) == pytest.approx(base + 45)
    fluid = plant(practice="japan", furnace="fluidised_bed_gasification")
    assert kept(fluid) == pytest.approx(base + 65)
    # Denmark 86, CEWEP 78; Taiwan 110; within the spread of fleets.
    assert 70 < kept(plant(practice="europe")) < 100
    assert 95 < kept(plant(practice="taiwan")) < 120
    # A stated figure stands in place of the practice.
    stated = plant(practice="japan", general_kwh_per_t=20)
    assert kept(stated) == pytest.approx(base - 78 + 20)


def test_the_older_generation_holds_its_catalyst():
    # 3 % of the steam warms the gas: so much less of the 18 kWh/t of feed pump and condenser.
    plain = kept(plant())
    scr = plant(stack={"nox": "scr", "acid_gas": "wet"})
    assert kept(scr) == pytest.approx(plain + 5 + 10, abs=0.6)
    older = plant(stack={"nox": "scr", "acid_gas": "wet"}, generation="1999_2005")
    assert kept(older) == pytest.approx(plain + 53, abs=0.6)


def test_reheating_takes_steam_and_the_balance_closes():
    none = plant(stack={"nox": "scr", "reheat_k": 0})
    warm = plant(stack={"nox": "scr", "reheat_k": 30})
    # Wet gas x 1.36 kJ/(Nm3 K) x 30 K of the heat input, over boiler efficiency.
    heat = warm.flue_gas_wet_nm3_per_t / 1000 * warm.throughput_t_per_h / 3.6 * 1.36 * 30 / 1000
    steam = none.thermal_mw * none.boiler_efficiency_percent / 100
    assert warm.gross_mw / none.gross_mw == pytest.approx(1 - heat / steam, abs=0.004)
    balance = warm.energy_balance_mw
    given = balance["waste_mw"] + balance["auxiliary_mw"]
    left = sum(mw for name, mw in balance.items() if name not in ("waste_mw", "auxiliary_mw"))
    assert given == pytest.approx(left, rel=1e-9)


def test_turbines_make_no_more_than_they_are_built_for():
    data = MINIMAL.data | {"plant": MINIMAL.data["plant"] | {"rated_gross_mw": 15.0}}
    rated = Study.of(Document(Path("study.yaml"), data, {})).run().plant
    assert rated.gross_mw == pytest.approx(15.0)
    balance = rated.energy_balance_mw
    given = balance["waste_mw"] + balance["auxiliary_mw"]
    left = sum(mw for name, mw in balance.items() if name not in ("waste_mw", "auxiliary_mw"))
    assert given == pytest.approx(left, rel=1e-9)
    assert np.all(rated.gross_mwh <= 15.0 * rated.running_hours + 1e-6)


def test_sold_power_of_ten_real_plants():
    assert len(YEARS) >= 10
    assert all(len(year.row["source"]) > 15 for year in YEARS)
    errors = [abs(year.sold_error_percent) for year in YEARS]
    # Docs, plant.md: 32 % in the mean, 16 % in the median; three plants make much less power of
    # their waste than their turbines could.
    assert np.mean(errors) < 35
    assert np.median(errors) < 20


def test_own_use_of_ten_real_plants():
    errors = [model / published - 1 for published, model in (y.kept_kwh_per_t for y in YEARS)]
    assert np.mean(np.abs(errors)) < 0.2
    assert abs(np.mean(errors)) < 0.1


def test_every_choice_has_a_row():
    assert kwh_per_t("practice", "china") == 10
    with pytest.raises(StopIteration):
        kwh_per_t("practice", "nowhere")


def test_reagents_follow_the_treatment():
    # Usual ratios: dry lime 2.5, semi-dry 1.8; 25 % ammonia 3.0 with SNCR, 2.0 with SCR.
    semi, dry = plant(), plant(stack={"acid_gas": "dry_lime"})
    assert dry.lime_kg_per_t / semi.lime_kg_per_t == pytest.approx(2.5 / 1.8)
    assert plant(stack={"nox": "scr"}).ammonia_kg_per_t == 2.0
    soda = plant(stack={"acid_gas": "dry_bicarbonate"})
    assert soda.lime_kg_per_t == 0
    np.testing.assert_array_equal(soda.lime_t, 0)
    np.testing.assert_allclose(soda.bicarbonate_t, soda.bicarbonate_kg_per_t / 1000 * soda.fired_t)
    np.testing.assert_allclose(semi.lime_t, semi.lime_kg_per_t / 1000 * semi.fired_t)
    # For HCl as for SO2 two NaHCO3 do what one Ca(OH)2 does: 2 x 84.006 x 1.2 over 74.093 x 1.8.
    ratio = 2 * 84.006 * 1.2 / (74.093 * 1.8)
    assert soda.bicarbonate_kg_per_t / semi.lime_kg_per_t == pytest.approx(ratio, rel=1e-4)
    assert soda.bicarbonate_kg_per_t > semi.bicarbonate_kg_per_t == 0


def test_fly_ash_lies_in_its_published_range():
    # 25 to 40 kg/t with residue on grates in Asia, 3 to 4 % in the United Kingdom; fluidised beds
    # 80 to 150 of waste with more ash.
    assert 20 < plant().fly_ash_kg_per_t < 40
    assert plant(furnace="fluidised_bed").fly_ash_kg_per_t > 60


def test_what_melting_takes_beside_power_is_told():
    def told(**own_use):
        data = MINIMAL.data | {"plant": MINIMAL.data["plant"] | {"own_use": own_use}}
        notes = Study.of(Document(Path("study.yaml"), data, {})).run().notes
        return any("coke, limestone and electrodes" in str(note) for note in notes)

    assert told(ash_melting="electric")
    assert told(furnace="shaft_melting")
    assert not told(furnace="fluidised_bed")
