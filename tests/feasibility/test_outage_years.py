"""Outages drawn for the plant of a study."""

import numpy as np
import pytest

import wte_ppp as wte
from tests.test_cli import call
from wte_ppp.feasibility.outage_years import outage_years
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
    assert "assumptions" in shown.stdout
    assert call("study", "outages", "nowhere.yaml").exit_code == 2
