"""Steam against tubes and blades: what is said, and what reheat and another fuel change."""

from pathlib import Path

import numpy as np
import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.study import Study

STUDY = """\
schema: wte_ppp/study/1
name: hot steam
country: VN
as_of: "2024-06-01"
waste:
  received_t_per_day: 500
  composition_percent:
    {{food: 55, plastics: 15, paper: 8, textiles: 4, wood: 3, nappies: 5, fines: 7, glass: 2,
     metals: 1}}
plant: {{capacity_t_per_day: 500, {plant}}}
finance: {{first_operation_year: 2028, price_year: 2024, tipping_fee_usd_per_t: 20}}
"""


def run(folder: Path, plant: str):
    file = folder / "study.yaml"
    file.write_text(STUDY.format(plant=plant), encoding="utf-8")
    return Study.load(file).run()


def said(result, words: str) -> bool:
    return any(words in str(note) for note in result.notes)


NO_PLANT, UNCLAD, BARE = "no plant on waste was found", "states no cladding", "no protection of"
WALLS, WET = "they need cladding", "wear the last blades"


@pytest.mark.parametrize(
    ("plant", "findings"),
    [
        ("steam_pressure_bar: 40, steam_temperature_c: 400", set()),
        ("steam_pressure_bar: 130, steam_temperature_c: 540", {NO_PLANT, WALLS}),
        ("steam_pressure_bar: 130, steam_temperature_c: 440", {UNCLAD, WET}),
        ("steam_pressure_bar: 60, steam_temperature_c: 420", {BARE}),
        ("steam_pressure_bar: 60, steam_temperature_c: 420, steam: {protection: alloy}", set()),
        ("steam_pressure_bar: 60, steam_temperature_c: 440, steam: {protection: alloy}", {UNCLAD}),
        ("steam_pressure_bar: 60, steam_temperature_c: 440, steam: {protection: cladding}", set()),
        # Another fuel superheats what the waste brings to 400 degC.
        ("steam_pressure_bar: 60, steam_temperature_c: 520, steam: {boiler_steam_c: 400}", set()),
        # Amsterdam: 130 bar, 440 degC, reheated by drum steam (130 bar boil at 331 degC).
        ("steam_pressure_bar: 130, steam_temperature_c: 440, "
         "steam: {protection: cladding, reheat_bar: 14, reheat_c: 320}", set()),
        ("steam_pressure_bar: 60, steam_temperature_c: 400, "
         "steam: {protection: cladding, reheat_bar: 14, reheat_c: 500}", {NO_PLANT}),
    ],
)  # fmt: skip
def test_steam_beyond_what_tubes_and_blades_bear_is_said(plant, findings, tmp_path) -> None:
    result = run(tmp_path, plant)
    heard = {words for words in (NO_PLANT, UNCLAD, BARE, WALLS, WET) if said(result, words)}
    assert heard == findings


def test_another_fuel_is_burnt_paid_for_and_counted(tmp_path) -> None:
    hot = "steam_pressure_bar: 60, steam_temperature_c: 520"
    alone = run(tmp_path, hot)
    both = run(tmp_path, hot + ", steam: {boiler_steam_c: 400}")
    assert alone.plant.superheat_fuel_mw == 0.0
    # 60 bar, steam tables: 3,422.2 kJ/kg at 500, 3,540.3 at 550, so 3,469.4 at 520; 3,177.2 at
    # 400 degC; over 90 %.
    steam_kg_per_s = both.plant.steam_t_per_h / 3.6
    expected = steam_kg_per_s * 0.2922 / 0.9
    assert both.plant.superheat_fuel_mw == pytest.approx(expected, rel=0.01)
    assert both.plant.gross_mw > alone.plant.gross_mw
    more = both.plant.auxiliary_fuel_gj - alone.plant.auxiliary_fuel_gj
    hours = both.plant.full_load_hours
    np.testing.assert_allclose(more, 3.6 * both.plant.superheat_fuel_mw * hours, rtol=1e-9)
    assert both.cost.opex_usd["auxiliary_fuel"][2] > alone.cost.opex_usd["auxiliary_fuel"][2]
    assert both.climate.auxiliary_fuel_tco2e[2] > alone.climate.auxiliary_fuel_tco2e[2]
    assert both.plant.r1 < alone.plant.r1 * both.plant.gross_mw / alone.plant.gross_mw


@pytest.mark.parametrize(
    "steam",
    ["{boiler_steam_c: 360}", "{reheat_bar: 10}", "{boiler_steam_c: 360, reheat_bar: 10}"],
)
def test_the_balance_closes_with_them(steam, tmp_path) -> None:
    flows = run(tmp_path, f"steam: {steam}").plant.energy_balance_mw
    given = flows["waste_mw"] + flows["auxiliary_mw"]
    left = sum(mw for name, mw in flows.items() if name not in ("waste_mw", "auxiliary_mw"))
    assert given == pytest.approx(left, rel=1e-12)


def test_reheat_without_a_pressure_is_refused(tmp_path) -> None:
    with pytest.raises(DocumentError, match="reheat_c: got a reheat temperature without"):
        run(tmp_path, "steam: {reheat_c: 400}")
