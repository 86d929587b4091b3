"""What a plant takes while no waste burns: fuel of starts, power while all lines stand."""

from pathlib import Path
from typing import Any

import pytest

from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.result import PlantResult
from wte_ppp.feasibility.study import Study

MINIMAL = read_document(Path("examples/minimal/study.yaml"))
SETTLED = {"ramp_up_percent": [100], "lines": 1, "availability_h_per_year": 8000}
# 8,000 h are 333.3 days: 31.7 without the line, 21 of them planned.
STANDS = 365 - 8000 / 24


def plant(waste: dict[str, Any] | None = None, **given: Any) -> PlantResult:
    data = MINIMAL.data | {
        "plant": MINIMAL.data["plant"] | SETTLED | given,
        "waste": MINIMAL.data["waste"] | (waste or {}),
    }
    return Study.of(Document("study.yaml", data, {})).run().plant


def test_a_start_follows_each_stop() -> None:
    found = plant()
    starts = 1 + (STANDS - 21) / 5
    expected = 3.6 * found.line_mw * 0.5 * 24 * starts
    assert found.auxiliary_fuel_gj[3] == pytest.approx(expected, rel=1e-9)
    # Two planned stops and no faults: two starts.
    planned = plant(outages={"line_planned_days": STANDS, "line_planned_stops": 2})
    assert planned.auxiliary_fuel_gj[3] == pytest.approx(expected * 2 / starts, rel=1e-9)
    # A line that never stops is never started.
    always = plant(availability_h_per_year=8760)
    assert always.auxiliary_fuel_gj[3] == pytest.approx(0.0, abs=1e-6)
    stated = plant(starts_per_year=6)
    assert stated.auxiliary_fuel_gj[3] == pytest.approx(expected * 6 / starts, rel=1e-9)


def test_fuel_of_starts_is_what_seoul_burns() -> None:
    """Gangnam, Mapo and Nowon, 2014 to 2025: 1.3 to 2.0 Nm3 of LNG to the tonne burnt.

    Monthly returns of the city's plants; with 39 MJ/Nm3 0.05 to 0.08 GJ/t, almost all around stops.
    Gangnam: 900 t/d in three lines, 231,000 to 260,000 t a year, at 10 MJ/kg (an assumption).
    """
    gangnam = plant(
        {"received_t_per_day": 245_000 / 365, "lhv_mj_per_kg": 10, "bunker_leachate_percent": 0},
        capacity_t_per_day=900, lines=3,
    )  # fmt: skip
    assert 0.04 < gangnam.auxiliary_fuel_gj[3] / gangnam.fired_t[3] < 0.08


def test_general_consumers_run_while_all_lines_stand() -> None:
    found, none = plant(), plant(own_use={"standing_percent": 0})
    general_mw = 40 * found.throughput_t_per_h / 1000  # 40 kWh/t, South-East Asia
    bought = found.imported_mwh[3] - none.imported_mwh[3]
    assert bought == pytest.approx(general_mw * 24 * STANDS, rel=1e-6)
    # A lump of own use says nothing of it: the general consumers of the place stand in.
    lump = plant(own_use_kwh_per_t=90)
    assert lump.imported_mwh[3] > general_mw * 24 * STANDS
    # Two lines hardly ever stand both.
    of_two = plant(lines=2).imported_mwh[3]
    of_two -= plant(lines=2, own_use={"standing_percent": 0}).imported_mwh[3]
    assert of_two < 0.1 * bought


def test_seasons_alike_are_the_year() -> None:
    alike = {"seasons": {"wet": {"months": [5, 6, 7, 8, 9, 10]},
                         "dry": {"months": [11, 12, 1, 2, 3, 4]}}}  # fmt: skip
    year, sums = plant(), plant(alike)
    for series in ("auxiliary_fuel_gj", "imported_mwh"):
        assert getattr(sums, series)[3] == pytest.approx(getattr(year, series)[3], rel=1e-6)
