"""The plant at low, standard and high quality, against the published design of Nanchang.

Ebara Engineering Review 251: 2 x 600 t/d, low, standard and high 4.18, 6.27, 8.36 MJ/kg with water
58.81, 52.01, 45.21 and ash 14.78, 14.43, 14.08 %; two boilers of 53.2 t/h at 4.0 MPaG and 400 C,
boiler efficiency of 80 % or more, two turbines of 12 MW.

Ebara Engineering Review 253-8: Oyama, 70 t/d in one line, 5.96, 9.30 and 12.63 MJ/kg, a boiler of
at most 12.2 t/h at 3.0 MPa and 320 C: 70 t/d of high quality, as Japanese specifications ask. Water
and ash are not published: medians of the plants with such waste in Japan's register of FY2022.
"""

from pathlib import Path

import pytest
import yaml

from wte_ppp.chapters.study.plant import firing_diagram
from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.study import Study


def _quality(lhv: float, water: float, ash: float) -> dict[str, float]:
    return {"lhv_mj_per_kg": lhv, "moisture_percent": water, "ash_percent": ash}


NANCHANG = {
    "schema": "wte_ppp/study/1",
    "name": "Nanchang",
    "country": "VN",
    "as_of": "2024-06-01",
    "waste": {
        "received_t_per_day": 1200,
        "bunker_leachate_percent": 0,
        "lhv_mj_per_kg": 6.27,
        "moisture_percent": 52.01,
        "ash_percent": 14.43,
        "composition_percent": {
            "food": 55, "plastics": 14, "paper": 9, "textiles": 4, "wood": 3, "fines": 11,
            "glass": 2, "metals": 2,
        },
    },
    "plant": {
        "capacity_t_per_day": 1200, "lines": 2, "turbines": 2, "steam_pressure_bar": 41,
        "ambient_c": 18,
        "design_waste": {
            "low": _quality(4.18, 58.81, 14.78),
            "standard": _quality(6.27, 52.01, 14.43),
            "high": _quality(8.36, 45.21, 14.08),
        },
    },
    "finance": {"first_operation_year": 2028, "price_year": 2024, "tipping_fee_usd_per_t": 20},
}  # fmt: skip


def _run(tmp_path: Path, content: dict[str, object]):
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return Study.load(path).run().plant


def _notes(tmp_path: Path, content: dict[str, object]) -> list[str]:
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return [str(note) for note in Study.load(path).run().notes]


def test_three_qualities_of_nanchang(tmp_path):
    plant = _run(tmp_path, NANCHANG)
    assert plant.quality_steam_t_per_h["standard"] == pytest.approx(2 * 53.2, rel=0.02)
    assert plant.quality_boiler_efficiency_percent["standard"] >= 80.0
    # 1200 t/d and 6.27 MJ/kg are 50 t/h and 87.1 MW; the same heat is 37.5 t/h at 8.36 MJ/kg.
    assert plant.quality_thermal_mw["standard"] == pytest.approx(50 * 6.27 / 3.6, rel=1e-9)
    assert plant.quality_throughput_t_per_h["high"] == pytest.approx(50 * 6.27 / 8.36, rel=1e-9)
    assert plant.quality_support_mw["low"] > 0 == plant.quality_support_mw["standard"]
    assert plant.quality_lhv_mj_per_kg == {"low": 4.18, "standard": 6.27, "high": 8.36}
    # The fuel that the low quality needs brings it to 850 °C; the others burn hotter alone.
    flames = plant.quality_adiabatic_c
    assert flames["low"] < flames["standard"] < flames["high"]
    # Two turbines of 12 MW take the gross power; own use leaves the net.
    assert plant.quality_gross_mw["standard"] < 24
    assert all(net < plant.quality_gross_mw[name] for name, net in plant.quality_net_mw.items())
    # Published for 6.27 MJ/kg: 3,888 Nm3 of wet flue gas to the tonne, 50 t/h.
    assert plant.quality_flue_gas_nm3_per_h["standard"] == pytest.approx(50 * 3_888, rel=0.1)
    boilers = plant.quality_boiler_efficiency_percent
    assert boilers["low"] < boilers["standard"] < boilers["high"]


def test_the_standard_quality_is_the_waste_where_it_is_stated_so(tmp_path):
    plant = _run(tmp_path, NANCHANG)
    assert plant.design_lhv_mj_per_kg == 6.27
    # The same but for elements, which are reconciled once more from the mix as fired.
    assert plant.quality_gross_mw["standard"] == pytest.approx(plant.gross_mw, rel=5e-3)
    assert plant.quality_net_mw["standard"] == pytest.approx(plant.net_mw, rel=5e-3)


OYAMA = {
    **NANCHANG,
    "name": "Oyama",
    "waste": {**NANCHANG["waste"], "received_t_per_day": 50},
    "plant": {
        "capacity_t_per_day": 70, "lines": 1, "steam_pressure_bar": 31, "steam_temperature_c": 320,
        "ambient_c": 14, "own_use": {"practice": "japan"},
        "design_waste": {
            "low": _quality(5.96, 55.3, 5.3),
            "standard": _quality(9.3, 46.3, 5.8),
            "high": _quality(12.63, 38.8, 6.0),
        },
    },
}  # fmt: skip


def test_a_japanese_plant_takes_its_capacity_of_high_quality(tmp_path):
    plant = _run(tmp_path, OYAMA)
    assert plant.quality_steam_t_per_h["high"] == pytest.approx(12.2, rel=0.05)
    for name in ("low", "standard", "high"):
        assert plant.quality_throughput_t_per_h[name] == pytest.approx(70 / 24, rel=1e-9)
    # 70/24 t/h of 12.63 MJ/kg; the least heat is 70 % of the throughput with 5.96 MJ/kg.
    assert plant.line_mw == pytest.approx(70 / 24 * 12.63 / 3.6, rel=1e-9)
    assert plant.line_lowest_mw == pytest.approx(0.7 * 70 / 24 * 5.96 / 3.6, rel=1e-9)


def test_what_a_plant_is_laid_out_on_can_be_stated(tmp_path):
    design = {**OYAMA["plant"]["design_waste"], "laid_out_on": "standard"}
    plant = _run(tmp_path, {**OYAMA, "plant": {**OYAMA["plant"], "design_waste": design}})
    # 9.3/12.63 of the capacity.
    share = plant.quality_throughput_t_per_h["high"] / (70 / 24)
    assert share == pytest.approx(9.3 / 12.63, rel=1e-9)
    assert plant.line_lowest_mw == pytest.approx(0.7 * plant.line_mw, rel=1e-9)
    design = {**NANCHANG["plant"]["design_waste"], "laid_out_on": "high"}
    plant = _run(tmp_path, {**NANCHANG, "plant": {**NANCHANG["plant"], "design_waste": design}})
    assert plant.design_lhv_mj_per_kg == 8.36


def test_less_than_the_capacity_of_high_quality_is_told(tmp_path):
    told = "Of high quality the plant takes 75 % of its capacity"  # 6.27/8.36
    assert any(told in note for note in _notes(tmp_path, NANCHANG))
    assert not any("Of high quality" in note for note in _notes(tmp_path, OYAMA))


def test_the_firing_diagram_shows_the_three_qualities(tmp_path):
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(NANCHANG), encoding="utf-8")
    shown = {str(name): lhv for name, lhv in firing_diagram(Study.load(path).run()).wastes}
    assert shown["low quality"] == 4.18
    assert shown["standard quality"] == 6.27
    assert shown["high quality"] == 8.36


def test_fuel_at_low_quality_is_in_its_flue_gas(tmp_path):
    plant = _run(tmp_path, NANCHANG)
    wet = {**NANCHANG["plant"], "lhv_min_mj_per_kg": 0}
    alone = _run(tmp_path, {**NANCHANG, "plant": wet})
    more = plant.quality_flue_gas_nm3_per_h["low"] - alone.quality_flue_gas_nm3_per_h["low"]
    # Oil, kg/h: MW x 3600 / 42.8; CH1.86 with 1.2 of its air, moist by 0.018 kg/kg, Nm3/kg.
    oil = plant.quality_support_mw["low"] * 3600 / 42.8
    oxygen = 0.865 / 12.011 + 0.135 / 4.032
    air = 1.2 * oxygen / 0.2095
    gas = 22.414 * (air - oxygen + 0.865 / 12.011 + 0.135 / 2.016 + air * 28.96 * 0.018 / 18.015)
    assert more == pytest.approx(oil * gas, rel=0.01)


def test_qualities_out_of_order_are_refused(tmp_path):
    plant = NANCHANG["plant"]
    turned = {**plant["design_waste"], "low": _quality(9.0, 40.0, 14.0)}
    with pytest.raises(DocumentError, match="low <= standard <= high"):
        _run(tmp_path, {**NANCHANG, "plant": {**plant, "design_waste": turned}})


def test_three_components_that_leave_nothing_to_burn_are_refused(tmp_path):
    plant = NANCHANG["plant"]
    wet = {**plant["design_waste"], "low": _quality(4.18, 86.0, 14.78)}
    with pytest.raises(DocumentError, match="less than 100 %, since other shares are left"):
        _run(tmp_path, {**NANCHANG, "plant": {**plant, "design_waste": wet}})


def test_elements_of_a_quality_are_held(tmp_path):
    """Chlorine is in no balance of heat: of six elements that close, the gas follows them.

    52.01 water, 14.43 ash: 33.56 are left; Setagaya's combustible, C 54.8, H 8.0, O 35.7, N 1.0,
    S 0.1, Cl 0.4 %, gives C 18.39, H 2.68, O 11.98, N 0.34, S 0.03, Cl 0.14.
    """
    elements = {
        "carbon": 18.39, "hydrogen": 2.68, "oxygen": 11.98, "nitrogen": 0.34, "sulfur": 0.03,
        "chlorine": 0.14,
    }  # fmt: skip
    plant = NANCHANG["plant"]
    stated = {**_quality(6.27, 52.01, 14.43), "elements_percent": elements}
    design = {**plant["design_waste"], "standard": stated}
    result = _run(tmp_path, {**NANCHANG, "plant": {**plant, "design_waste": design}})
    # Dry air by stoichiometry at ratio 1.6, kg/kg: (C/12.011 + H/4.032 + S/32.06 - O/32 - Cl/141.8)
    # x 31.998 / 0.2314, and its oxygen and nitrogen leave but for what burns; Nm3 at 22.414.
    mol = {name: percent / 100 for name, percent in elements.items()}
    oxygen = (
        mol["carbon"] / 12.011
        + (mol["hydrogen"] - mol["chlorine"] / 35.45 * 1.008) / 4.032
        + mol["sulfur"] / 32.06
        - mol["oxygen"] / 31.998
    )
    dry_air = 1.6 * oxygen / 0.2095
    water_in_air = dry_air * 28.96 * 0.018 / 18.015
    gas = (
        dry_air
        - oxygen
        + mol["carbon"] / 12.011
        + mol["sulfur"] / 32.06
        + mol["chlorine"] / 35.45
        + mol["nitrogen"] / 28.014
        + (mol["hydrogen"] - mol["chlorine"] / 35.45 * 1.008) / 2.016
        + 0.5201 / 18.015
        + water_in_air
    )
    expected = 22.414 * gas * 1000 * 50
    assert result.quality_flue_gas_nm3_per_h["standard"] == pytest.approx(expected, rel=0.02)


def test_elements_that_do_not_close_are_refused(tmp_path):
    plant = NANCHANG["plant"]
    stated = {**_quality(6.27, 52.01, 14.43), "elements_percent": {"carbon": 40}}
    design = {**plant["design_waste"], "standard": stated}
    with pytest.raises(DocumentError, match="less than 100 %"):
        _run(tmp_path, {**NANCHANG, "plant": {**plant, "design_waste": design}})
