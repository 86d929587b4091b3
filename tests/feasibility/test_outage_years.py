"""Outages drawn for the plant of a study."""

import numpy as np
import pytest

import wte_ppp as wte
from tests.test_cli import call
from wte_ppp.documents import read_document
from wte_ppp.feasibility.outage_years import outage_years, outages_in_words
from wte_ppp.plant.outages import Unit

MINIMAL = "examples/minimal/study.yaml"
NEVER = Unit(0, 0, 1)


@pytest.fixture(scope="module")
def study():
    return wte.Study.load(MINIMAL)


def test_a_plant_that_never_stops_treats_all_that_is_delivered(study):
    found = outage_years(study, line=NEVER, turbine=NEVER, draws=3)
    assert found.years.treated_t == pytest.approx(found.delivered_t, rel=1e-12)
    assert np.all(found.years.bypassed_t == 0)


def test_the_studys_plant_and_waste_are_taken(study):
    found = outage_years(study, draws=10)
    result = study.run()
    assert found.fleet.lines * found.fleet.line_t_per_day == pytest.approx(800)
    # 800 t/d received, 10 % drain away.
    assert found.delivered_t == pytest.approx(365 * 800 * 0.9)
    assert found.study_treated_t == result.plant.fired_t[1]
    # 8,000 h are 333.3 days: 31.7 of 365 stopped, 21 planned, 10.7 of 344 forced.
    assert (found.fleet.line.planned_days, found.fleet.turbine.planned_days) == (21, 7)
    assert found.fleet.line.forced_percent == pytest.approx(100 * 10.6667 / 344, rel=1e-4)


@pytest.mark.parametrize(
    "plant",
    [
        {},
        {"lines": 2, "turbines": 2},
        {"lines": 3, "availability_h_per_year": 7300},
        {"capacity_t_per_day": 700, "lines": 2},
    ],
)
def test_the_headline_is_the_mean_of_the_outage_room(plant):
    document = read_document(MINIMAL)
    document.data["plant"].update(plant)
    found = outage_years(wte.Study.of(document), draws=3000)
    assert found.study_treated_t == pytest.approx(found.years.treated_t.mean(), rel=0.01)
    assert found.study_net_mwh == pytest.approx(found.years.net_mwh.mean(), rel=0.01)
    assert found.study_hours == pytest.approx(
        8760 * found.years.line_availability.mean(), rel=0.003
    )


def test_the_same_capacity_in_one_line_or_several(study):
    plant = study.run().plant
    lines = str(round(plant.lines))
    assert plant.fired_by_lines_t[lines] == pytest.approx(plant.fired_t[1])
    assert plant.sold_by_lines_mwh[lines] == pytest.approx(plant.exported_mwh[1])
    # One line stands still 8,760 - 8,000 h; two of them both at once far less often.
    assert plant.standstill_by_lines_days["1"] == pytest.approx(760 / 24)
    assert plant.standstill_by_lines_days["2"] < 3
    fired = list(plant.fired_by_lines_t.values())
    assert fired == sorted(fired)
    assert plant.lost_to_turbine_mwh == pytest.approx(plant.gross_mw * plant.turbine_stop_hours[1])
    delivered = 365 * 800 * 0.9
    assert plant.lost_to_outages_t == pytest.approx(delivered - plant.fired_t[1])


def test_lines_below_their_nameplate_are_explained(study):
    document = read_document(MINIMAL)
    document.data["waste"]["lhv_deviation_percent"] = 20
    document.data["plant"]["lines"] = 2
    found = outage_years(wte.Study.of(document), draws=5)
    assert found.nameplate_t_per_day == 400
    assert found.fleet.line_t_per_day < 398
    assert "Nameplate 400 t/d a line" in outages_in_words(found)
    assert "Nameplate" not in outages_in_words(outage_years(study, draws=5))


def test_more_forced_stops_treat_less(study):
    few, many = (
        outage_years(study, line=Unit(21, percent, 3), draws=500).years.treated_t.mean()
        for percent in (2, 12)
    )
    assert many < few


def test_the_command_prints_percentiles():
    shown = call("study", "outages", MINIMAL, "--draws", 50)
    assert shown.exit_code == 0
    assert "P50" in shown.stdout
    assert "mean year of the same outages" in shown.stdout
    assert call("study", "outages", "nowhere.yaml").exit_code == 2
