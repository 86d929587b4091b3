"""Several streams of waste and a composition that changes: balances by hand, fees, reference."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.study import Study

STUDY = {
    "schema": "wte_ppp/study/1",
    "name": "streams",
    "country": "VN",
    "as_of": "2024-06-01",
    "waste": {
        "received_t_per_day": 350,
        "bunker_leachate_percent": 10,
        "lhv_mj_per_kg": 6.0,
        "moisture_percent": 55.0,
        "ash_percent": 14.0,
        "composition_percent": {"food": 60, "plastics": 20, "paper": 20},
    },
    "plant": {"capacity_t_per_day": 700, "lines": 2},
    "finance": {"first_operation_year": 2028, "price_year": 2024, "tipping_fee_usd_per_t": 20},
}  # fmt: skip
INDUSTRIAL = {
    "received_t_per_day": 150,
    "growth_percent_per_year": 10,
    "composition_percent": {"plastics": 40, "paper": 60},
    "moisture_percent": 15.0,
    "ash_percent": 10.0,
    "lhv_mj_per_kg": 16.0,
    "tipping_fee_usd_per_t": 50,
}
LAW = {"year": 2033, "composition_percent": {"food": 40, "plastics": 20, "paper": 40}}
HALVES = {
    "wet": {"months": [5, 6, 7, 8, 9, 10], "received_percent": 110, "moisture_percent": 60},
    "dry": {"months": [1, 2, 3, 4, 11, 12], "received_percent": 89.85},
}


def _study(tmp_path: Path, capacity: float = 700, **waste: object) -> Study:
    content = {
        **STUDY,
        "waste": {**STUDY["waste"], **waste},
        "plant": {**STUDY["plant"], "capacity_t_per_day": capacity},
    }
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return Study.load(path)


def test_the_mix_is_weighed_by_tonnes_of_each_year(tmp_path):
    waste = _study(tmp_path, streams={"industrial": INDUSTRIAL}).run().waste
    # 350 and 150 t/d: 0.7 x 6 + 0.3 x 16 = 9 MJ/kg; water 0.7 x 55 + 0.3 x 15 = 43 %, ash
    # 0.7 x 14 + 0.3 x 10 = 12.8 %. The fifth year has 150 x 1.1^4 = 219.615 t/d beside 350.
    assert waste.lhv_mj_per_kg == pytest.approx(9.0)
    # Shares that were measured are held to a laboratory's error.
    assert waste.moisture_percent == pytest.approx(43.0, abs=1e-4)
    assert waste.ash_percent == pytest.approx(12.8, abs=1e-4)
    assert waste.moisture_by_stream_percent["industrial"] == pytest.approx(15.0, abs=1e-4)
    later = (350 * 14 + 219.615 * 10) / 569.615
    assert waste.ash_by_year_percent[4] == pytest.approx(later, abs=1e-4)
    later = (350 * 6 + 219.615 * 16) / 569.615
    assert waste.lhv_by_year_mj_per_kg[4] == pytest.approx(later, rel=1e-9)
    assert waste.received_t[4] == pytest.approx(569.615 * 365)


@pytest.mark.parametrize("order", ["first", "alike", "last"])
def test_what_the_plant_cannot_take_is_diverted_in_the_order_stated(tmp_path, order):
    stream = {**INDUSTRIAL, "growth_percent_per_year": 0, "diverted": order}
    result = _study(tmp_path, 420, streams={"industrial": stream}).run()
    plant, received = result.plant, result.waste.received_by_stream_t
    gone = plant.diverted_by_stream_t
    total = plant.diverted_t
    assert np.all(total > 0.0)
    industrial, municipal = 150 * 365, 350 * 365
    by_hand = {
        "first": np.minimum(total, industrial),
        "alike": total * 150 / 500,
        "last": np.maximum(total - municipal, 0.0),
    }[order]
    np.testing.assert_allclose(gone["industrial"], by_hand, rtol=1e-9, atol=1e-6)
    for name in received:
        np.testing.assert_allclose(
            gone[name] + plant.accepted_by_stream_t[name], received[name], rtol=1e-12
        )
    # Ash of what is accepted is ash of what is fired: leachate is pure water.
    ash = sum(
        plant.accepted_by_stream_t[name] * result.waste.ash_by_stream_percent[name]
        for name in received
    )
    accepted = plant.fired_t + plant.leachate_t
    if order == "alike":
        np.testing.assert_allclose(ash / accepted, result.waste.ash_percent, rtol=1e-9)
    np.testing.assert_allclose(sum(plant.accepted_by_stream_t.values()), accepted, rtol=1e-9)


def test_the_rest_is_fired_where_the_rich_stream_goes_first(tmp_path):
    # All industrial waste gone, municipal waste burns alone: 6 MJ/kg, drained of 10 %.
    stream = {**INDUSTRIAL, "growth_percent_per_year": 0, "diverted": "first"}
    mixed = _study(tmp_path, 300, streams={"industrial": stream}).run()
    assert np.all(mixed.plant.accepted_by_stream_t["industrial"] < 1e-6)
    heat = mixed.plant.energy_balance_mw["waste_mw"]
    fired = (6.0 + 2.443 * 0.1) / 0.9
    assert heat / mixed.plant.throughput_t_per_h * 3.6 == pytest.approx(fired, rel=1e-9)


def test_each_stream_pays_its_own_fee(tmp_path):
    finance = _study(tmp_path, streams={"industrial": INDUSTRIAL}).run().finance
    result = _study(tmp_path, streams={"industrial": INDUSTRIAL}).run()
    construction = int(np.sum(finance.operation_year <= 0))
    paid = result.waste.paid_by_stream_t
    # Flat nominal fees: 50 and 20 USD/t.
    np.testing.assert_allclose(
        finance.fees_by_stream_usd["industrial"][construction:], 50 * paid["industrial"]
    )
    np.testing.assert_allclose(finance.tipping_revenue_usd[construction:], 20 * paid["municipal"])
    # What the public pays is the municipal fee alone.
    np.testing.assert_allclose(
        finance.public.payment_usd[construction:], 20 * paid["municipal"], rtol=1e-12
    )
    shared = {name: value for name, value in INDUSTRIAL.items() if "fee" not in name}
    together = _study(tmp_path, streams={"industrial": shared}).run()
    np.testing.assert_allclose(together.waste.paid_t, sum(paid.values()), rtol=1e-12)
    assert together.finance.fees_by_stream_usd == {}


def test_a_guarantee_of_a_stream_is_paid_for_what_does_not_come(tmp_path):
    stream = {**INDUSTRIAL, "growth_percent_per_year": 0, "guaranteed_t_per_day": 180}
    result = _study(tmp_path, streams={"industrial": stream}).run()
    # 180 t/d less what was turned away; 150 t/d come.
    due = 180 * 365 - result.plant.diverted_by_stream_t["industrial"]
    np.testing.assert_allclose(result.waste.paid_by_stream_t["industrial"], due)
    # With its own fee it is not among the guaranteed tonnes that the public pays.
    np.testing.assert_allclose(result.waste.not_delivered_t, 0.0, atol=1e-6)


def test_only_what_would_be_landfilled_is_in_the_reference(tmp_path):
    none = _study(tmp_path, streams={"industrial": INDUSTRIAL}).run().climate
    alike = {**INDUSTRIAL, "without_plant": "as_municipal"}
    both = _study(tmp_path, streams={"industrial": alike}).run().climate
    assert np.all(none.disposal_by_stream_tco2e["industrial"] == 0.0)
    for climate in (none, both):
        np.testing.assert_allclose(
            sum(climate.disposal_by_stream_tco2e.values()),
            climate.landfill_methane_tco2e + climate.open_burning_tco2e,
            rtol=1e-9,
        )
        np.testing.assert_allclose(
            sum(climate.fossil_co2_by_stream_tco2e.values()), climate.fossil_co2_tco2e, rtol=1e-9
        )
    assert both.landfill_methane_tco2e[3] > none.landfill_methane_tco2e[3]
    np.testing.assert_allclose(both.project_tco2e, none.project_tco2e)


def test_a_law_moves_water_ash_and_carbon_from_its_year(tmp_path):
    at_once = _study(tmp_path, composition_changes={"law": LAW}).run()
    line = _study(tmp_path, composition_changes={"law": {**LAW, "course": "straight_line"}}).run()
    waste = at_once.waste
    # 2028 to 2032 is the composition stated, from 2033 the law's.
    np.testing.assert_allclose(waste.lhv_by_year_mj_per_kg[:5], 6.0)
    assert np.ptp(waste.lhv_by_year_mj_per_kg[5:]) < 1e-12
    assert waste.moisture_by_year_percent[5] < 55.0
    np.testing.assert_allclose(
        line.waste.lhv_by_year_mj_per_kg[[0, 5, 9]], waste.lhv_by_year_mj_per_kg[[0, 5, 9]]
    )
    assert np.all(np.diff(line.waste.lhv_by_year_mj_per_kg[:6]) > 0.0)
    # A study that has the law's waste from the start, with what was measured moved to it, burns
    # the same waste in its first year.
    new = {f"waste.composition_percent.{name}": [share] for name, share in (
        ("food", 40), ("plastics", 20), ("paper", 40))}  # fmt: skip
    from_start = _study(tmp_path).run(new).waste
    assert from_start.lhv_mj_per_kg[0] == pytest.approx(waste.lhv_by_year_mj_per_kg[5], rel=1e-9)
    # Paper for food: fossil carbon per tonne from the components is that of the new shares.
    per_t = at_once.climate.fossil_co2_tco2e / (at_once.plant.fired_t + at_once.plant.leachate_t)
    new_per_t = _study(tmp_path).run(new)
    expected = new_per_t.climate.fossil_co2_tco2e[0] / (
        new_per_t.plant.fired_t[0] + new_per_t.plant.leachate_t[0]
    )
    np.testing.assert_allclose(per_t[5:], expected[5:], rtol=1e-9)


def test_more_water_in_a_stream_lowers_its_measured_heat(tmp_path):
    study = _study(tmp_path, streams={"industrial": INDUSTRIAL})
    waste = study.run({"waste.streams.industrial.moisture_percent": [15.0, 25.0]}).waste
    # (16 + 2.443 x 0.15) x 0.75 / 0.85 - 2.443 x 0.25
    wetter = (16 + 2.443 * 0.15) * 0.75 / 0.85 - 2.443 * 0.25
    np.testing.assert_allclose(
        waste.lhv_by_stream_mj_per_kg["industrial"], [16.0, wetter], rtol=1e-6
    )


def test_draws_are_the_same_as_one_by_one(tmp_path):
    study = _study(
        tmp_path, 450, seasons=HALVES, composition_changes={"law": LAW},
        streams={"industrial": {**INDUSTRIAL, "diverted": "first", "months": [6, 7, 8]}},
    )  # fmt: skip
    tonnes = [300.0, 350.0, 420.0]
    together = study.run({"waste.received_t_per_day": tonnes}).plant
    for place, value in enumerate(tonnes):
        alone = study.run({"waste.received_t_per_day": [value]}).plant
        np.testing.assert_allclose(together.exported_mwh[place], alone.exported_mwh[0], rtol=1e-11)
        for name, diverted in together.diverted_by_stream_t.items():
            np.testing.assert_allclose(
                diverted[place], alone.diverted_by_stream_t[name][0], rtol=1e-9, atol=1e-6
            )


@pytest.mark.parametrize(
    ("waste", "message"),
    [
        ({"streams": {"municipal": INDUSTRIAL}}, "another name"),
        ({"streams": {"industrial": {**INDUSTRIAL, "months": [6]}}}, "without seasons"),
        (
            {"streams": {"industrial": {**INDUSTRIAL, "composition_percent": {"paper": 90}}}},
            "a sum of 100 %",
        ),
        ({"composition_changes": {"law": {**LAW, "year": 2028}}}, "after the first of operation"),
        (
            {"composition_changes": {"law": LAW}, "lhv_growth_percent_per_year": 1},
            "follows from the composition",
        ),
        (
            {
                "composition_changes": {
                    "law": LAW,
                    "other": {"year": 2033, "composition_percent": {"food": 50, "paper": 50}},
                }
            },
            "years that differ",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_is_refused(tmp_path, waste, message):
    with pytest.raises(DocumentError, match=message):
        _study(tmp_path, **waste)
